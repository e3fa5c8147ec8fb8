//! Campaign packs: the plan as data, loaded, checked, embedded. Never writes to a store.
