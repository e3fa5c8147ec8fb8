//! The tables of a store file, and how their keys are packed.
//!
//! Keys and values are plain bytes or `u64`, in encodings of our own: nothing here depends on how
//! the engine lays out richer types. Numbers inside keys and values are big-endian.
//!
//! | Table        | Key                           | Value                                                  |
//! |--------------|-------------------------------|--------------------------------------------------------|
//! | `meta-1`     | name of an entry              | `schema`: u32; `created`, `creator`, `program`, `pack`: text |
//! | `journal-1`  | sequence of the fact, from 1  | algorithm byte, 32-byte hash, stored fact              |
//! | `vault-1`    | sequence u64, change u16      | salt and protected value, as the office sealed them    |
//! | `records-1`  | kind byte, id u32             | 8-byte sum, stored record                              |
//! | `sheet-1`    | 0, then chunks from 1         | 0: as-of u64, length u64, 8-byte sum; then the chunks  |
//! | `personal-1` | length of login u16, login, name | 8-byte sum, bytes                                   |
//!
//! A *stored* fact or record is one schema byte and MessagePack with named fields. The journal and
//! the vault are the truth; `records-1` and `sheet-1` are one checkpoint and can be made again.

use crate::model::ids::Subject;
use redb::TableDefinition;

/// A key or value of bytes.
pub(super) type Bytes = &'static [u8];
/// A table of bytes by number.
pub(super) type Numbered = TableDefinition<'static, u64, Bytes>;
/// A table of bytes by bytes.
pub(super) type Keyed = TableDefinition<'static, Bytes, Bytes>;

/// What this file is.
pub const META: Keyed = TableDefinition::new("meta-1");
/// The facts, hash-chained.
pub const JOURNAL: Numbered = TableDefinition::new("journal-1");
/// Protected values the facts only commit to.
pub const VAULT: Keyed = TableDefinition::new("vault-1");
/// Records as of the checkpoint.
pub const RECORDS: Keyed = TableDefinition::new("records-1");
/// The sheet as of the checkpoint.
pub const SHEET: Numbered = TableDefinition::new("sheet-1");
/// Drafts, saved queries and the like, by login.
pub const PERSONAL: Keyed = TableDefinition::new("personal-1");

/// The tables keyed by number.
pub(super) const NUMBERED: [Numbered; 2] = [JOURNAL, SHEET];
/// The tables keyed by bytes.
pub(super) const KEYED: [Keyed; 4] = [META, VAULT, RECORDS, PERSONAL];

/// Key of the protected value that change `index` of fact `seq` commits to.
pub(super) fn vault_key(seq: u64, index: u16) -> [u8; 10] {
    let mut key = [0; 10];
    key[..8].copy_from_slice(&seq.to_be_bytes());
    key[8..].copy_from_slice(&index.to_be_bytes());
    key
}

/// The parts of a vault key; `None` for bytes that are none.
pub(super) fn vault_parts(key: &[u8]) -> Option<(u64, u16)> {
    let (seq, index) = key.split_first_chunk::<8>()?;
    Some((u64::from_be_bytes(*seq), u16::from_be_bytes(index.try_into().ok()?)))
}

/// Key of a record.
pub(super) fn record_key(subject: Subject) -> [u8; 5] {
    let mut key = [subject.kind.byte(); 5];
    key[1..].copy_from_slice(&subject.id.to_be_bytes());
    key
}

/// Key of a personal thing; `None` when the login is longer than 65,535 bytes.
pub(super) fn personal_key(login: &str, name: &str) -> Option<Vec<u8>> {
    let mut key = u16::try_from(login.len()).ok()?.to_be_bytes().to_vec();
    key.extend_from_slice(login.as_bytes());
    key.extend_from_slice(name.as_bytes());
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vault_keys_sort_by_fact_and_read_back() {
        let keys = [(1, 2), (1, 300), (2, 0), (256, 1), (u64::MAX, u16::MAX)];
        let packed: Vec<_> = keys.iter().map(|(seq, index)| vault_key(*seq, *index)).collect();
        assert!(packed.is_sorted());
        for (key, parts) in packed.iter().zip(keys) {
            assert_eq!(vault_parts(key), Some(parts));
        }
        assert_eq!(vault_parts(b"short"), None);
        assert_eq!(vault_parts(&[0; 11]), None);
    }

    #[test]
    fn a_login_that_begins_another_has_its_own_keys() {
        let zhang = personal_key("zhang", "draft").unwrap();
        let longer = personal_key("zhangsan", "").unwrap();
        assert!(!longer.starts_with(&personal_key("zhang", "").unwrap()));
        assert_ne!(zhang, longer);
        assert_eq!(personal_key(&"z".repeat(70_000), ""), None);
    }
}
