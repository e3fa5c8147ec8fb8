//! The journal on disk: append, load, checkpoint, chain, vault. Alone knows redb; opaque to what facts mean.
