//! The journal on disk: append, load, checkpoint, chain, vault. Alone knows redb; opaque to what facts mean.
//!
//! One file. The journal and the vault in it are the truth; records and sheet are one checkpoint, a
//! shortcut to what replaying the journal would give. A commit is durable when it is answered. Every
//! call opens its own transaction and ends it: none outlives a call.
//!
//! It never reads the clock, never decides, never looks at the sheet it keeps.

mod backup;
mod chain;
mod checkpoint;
mod codec;
mod error;
mod evidence;
mod handle;
mod journal;
mod lock;
mod migrate;
mod open;
mod personal;
mod place;
mod restore;
mod sum;
pub mod tables;
mod temp;
mod vault;
mod verify;

#[cfg(test)]
mod tests;

pub use backup::Copied;
pub use chain::{ChainFault, Hash, Head, commitment};
pub use checkpoint::Loaded;
pub use error::StoreError;
pub use evidence::LARGEST;
pub use handle::Store;
pub use journal::Batch;
pub use lock::Holder;
pub use migrate::SCHEMA;
pub use place::private_umask;
pub use restore::{Restored, check_file, evidence, restore};
pub use verify::ChainReport;
