//! Files of evidence: beside the store, each under the hash of its bytes, its owner's alone.

use super::error::StoreError;
use super::handle::Store;
use super::place::make_folders;
use super::temp::Temp;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Bytes one file may have.
pub const LARGEST: u64 = 32 << 20;

impl Store {
    /// Keeps a file and answers with its hash, in hexadecimal. The same bytes are kept once.
    pub fn keep_evidence(&self, bytes: &[u8]) -> Result<String, StoreError> {
        if bytes.len() as u64 > LARGEST {
            return Err(StoreError::bad("the file is too large"));
        }
        self.place.expect_room(bytes.len() as u64)?;
        let hash = hash_of(bytes);
        let path = self.evidence_path(&hash);
        if path.exists() {
            return Ok(hash);
        }
        make_folders(&self.evidence_folder())?;
        let (temp, mut file) = Temp::beside(&path)?;
        file.write_all(bytes)?;
        drop(file);
        match temp.land(&path) {
            // Somebody kept the same bytes at the same moment.
            Err(_) if path.exists() => Ok(hash),
            landed => landed.map(|()| hash),
        }
    }

    /// True when a file of this hash is there and its bytes are those of the hash.
    pub fn has_evidence(&self, hash: &str) -> bool {
        self.evidence(hash).is_some()
    }

    /// The bytes of a file of this hash, if it is there and is still what it was.
    pub fn evidence(&self, hash: &str) -> Option<Vec<u8>> {
        // What is no hash could be a path that leads elsewhere.
        let bytes = if is_hash(hash) { fs::read(self.evidence_path(hash)).ok()? } else { return None };
        (hash_of(&bytes) == hash).then_some(bytes)
    }

    /// Where a file of evidence lies.
    pub fn evidence_path(&self, hash: &str) -> PathBuf {
        self.evidence_folder().join(hash)
    }

    fn evidence_folder(&self) -> PathBuf {
        let mut name = self.place.path().as_os_str().to_owned();
        name.push(".evidence");
        PathBuf::from(name)
    }
}

fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
}
