//! Personal things beside the journal: drafts, saved queries, column widths. Opaque bytes by login.

use super::error::StoreError;
use super::handle::Store;
use super::sum;
use super::tables::{PERSONAL, personal_key};

impl Store {
    /// What this login keeps under this name; `None` when nothing.
    pub fn personal_get(&self, login: &str, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let key = key_of(login, name)?;
        self.read(|txn| match txn.open_table(PERSONAL)?.get(key.as_slice())? {
            Some(value) => match sum::checked(&key, value.value()) {
                Some(bytes) => Ok(Some(bytes.to_vec())),
                None => Err(StoreError::damaged("a personal thing fails its sum")),
            },
            None => Ok(None),
        })
    }

    /// Keeps bytes under a name, or with `None` removes what is there. Durable when it answers. The
    /// floor does not bind it: a draft is saved as long as there is any room.
    pub fn personal_put(&self, login: &str, name: &str, bytes: Option<&[u8]>) -> Result<(), StoreError> {
        let key = key_of(login, name)?;
        self.place.expect_unmoved()?;
        self.write(|txn| {
            let mut table = txn.open_table(PERSONAL)?;
            match bytes {
                Some(bytes) => table.insert(key.as_slice(), sum::signed(&key, bytes).as_slice())?,
                None => table.remove(key.as_slice())?,
            };
            Ok(())
        })
    }

    /// The names this login keeps things under, in order.
    pub fn personal_list(&self, login: &str) -> Result<Vec<String>, StoreError> {
        let prefix = key_of(login, "")?;
        self.read(|txn| {
            let mut names = Vec::new();
            for row in txn.open_table(PERSONAL)?.range(prefix.as_slice()..)? {
                let (key, _) = row?;
                let Some(name) = key.value().strip_prefix(prefix.as_slice()) else {
                    break;
                };
                let name = std::str::from_utf8(name);
                names.push(name.map_err(|_| StoreError::damaged("a name that is no text"))?.to_owned());
            }
            Ok(names)
        })
    }
}

fn key_of(login: &str, name: &str) -> Result<Vec<u8>, StoreError> {
    personal_key(login, name).ok_or_else(|| StoreError::bad("a login that long"))
}
