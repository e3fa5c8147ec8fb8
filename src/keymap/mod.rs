//! Actions, keys, chords, presets, overrides and hints. Runs nothing.
