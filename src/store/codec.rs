//! How facts and records are stored: one schema byte, then MessagePack with named fields.
//!
//! Named fields evolve both ways: an older program skips names it does not know, a newer one takes
//! the default for names that are not there. What cannot be skipped (a new verb, a new sort of
//! value) raises [`SCHEMA`], and older programs then refuse with [`StoreError::Newer`].

use super::error::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The schema byte written by this program. It only ever grows.
pub(super) const SCHEMA: u8 = 3;

/// Why stored bytes could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A newer program wrote them, with this schema byte.
    Newer(u8),
    /// They are no value of a known schema.
    Unreadable,
}

impl Flaw {
    /// The flaw as an error about `what` ("fact 12").
    pub(super) fn of(self, what: impl std::fmt::Display) -> StoreError {
        match self {
            Flaw::Newer(found) => StoreError::Newer { found: found.into(), known: SCHEMA.into() },
            Flaw::Unreadable => StoreError::damaged(format!("{what} cannot be read")),
        }
    }
}

/// The stored bytes of a value.
pub(super) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let mut stored = vec![SCHEMA];
    match value.serialize(&mut rmp_serde::Serializer::new(&mut stored).with_struct_map()) {
        Ok(()) => Ok(stored),
        Err(_) => Err(StoreError::bad("a value cannot be stored")),
    }
}

/// The value of stored bytes.
pub(super) fn decode<T: DeserializeOwned>(stored: &[u8]) -> Result<T, Flaw> {
    match stored.split_first() {
        Some((&schema, _)) if schema > SCHEMA => Err(Flaw::Newer(schema)),
        Some((&schema, body)) if schema >= 1 => rmp_serde::from_slice(body).map_err(|_| Flaw::Unreadable),
        _ => Err(Flaw::Unreadable),
    }
}
