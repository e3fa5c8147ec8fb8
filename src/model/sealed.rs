//! Protected values: what the journal holds in their place.

use super::value::Value;
use sha2::{Digest, Sha256};

const DOMAIN: &[u8] = b"duban vault 1\0";
/// Bytes of salt before the value itself.
const SALT: usize = 16;

/// The commitment to sealed bytes, as the journal holds it.
pub fn commitment(sealed: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(DOMAIN).chain_update(sealed).finalize().into()
}

/// A text with its salt before it, and the value that stands in the journal for it. `seed` is secret and
/// fresh for every act, `place` differs within it.
pub fn seal(text: &str, seed: &[u8; 32], place: u64) -> (Value, Vec<u8>) {
    let salt = Sha256::new().chain_update(seed).chain_update(place.to_le_bytes()).finalize();
    let sealed = [&salt[..SALT], text.as_bytes()].concat();
    (Value::Sealed(commitment(&sealed)), sealed)
}

/// The text of sealed bytes; `None` when they are none.
pub fn open(sealed: &[u8]) -> Option<&str> {
    std::str::from_utf8(sealed.get(SALT..)?).ok()
}
