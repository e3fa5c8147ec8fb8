//! A member's own secret, where several share an account: kept only as what it hashes to.

use argon2::Argon2;

/// Characters a PIN must have at least.
pub const LEAST: usize = 4;
/// Bytes of salt and of the hash.
const SALT: usize = 16;
const HASH: usize = 32;

/// What is kept of a PIN: salt and Argon2id hash, in hexadecimal. `None` when it cannot be hashed.
pub fn hashed(pin: &str, salt: &[u8; SALT]) -> Option<String> {
    let mut hash = [0; HASH];
    Argon2::default().hash_password_into(pin.as_bytes(), salt, &mut hash).ok()?;
    Some(salt.iter().chain(&hash).map(|byte| format!("{byte:02x}")).collect())
}

/// True when a PIN is the one that was hashed. Takes as long whether it is or not.
pub fn fits(pin: &str, kept: &str) -> bool {
    let bytes: Option<Vec<u8>> = (0..kept.len() / 2)
        .map(|at| kept.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    let Some(bytes) = bytes.filter(|bytes| bytes.len() == SALT + HASH) else { return false };
    let Ok(salt) = <[u8; SALT]>::try_from(&bytes[..SALT]) else { return false };
    let Some(again) = hashed(pin, &salt) else { return false };
    again.bytes().zip(kept.bytes()).fold(again.len() ^ kept.len(), |off, (a, b)| off | usize::from(a ^ b))
        == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_fits_its_own_hash_and_no_other() {
        let kept = hashed("2468", &[7; SALT]).unwrap();
        assert!(fits("2468", &kept) && !fits("2469", &kept) && !fits("", &kept));
        assert_ne!(hashed("2468", &[8; SALT]).unwrap(), kept);
        assert!(!fits("2468", &kept[2..]) && !fits("2468", "") && !fits("2468", &kept.replace('0', "x")));
        assert!(!kept.contains("2468") || kept.len() == 96);
    }
}
