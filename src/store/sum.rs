//! A fast 64-bit sum against accidental damage, for what the journal's hashes do not cover.
//!
//! The engine checks its pages when a store is opened to write, not on every read and not when it
//! is opened to read only; these sums close that gap. They are no protection against a forger.
//!
//! Four lanes are folded eight bytes at a time. Every step is a bijection of its lane, so two inputs
//! of equal length that differ inside one word never have equal sums.

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
/// Bytes of a sum.
pub(super) const LEN: usize = 8;

fn fold(lane: u64, word: u64) -> u64 {
    (lane ^ word).wrapping_mul(ODD).rotate_left(29)
}

fn word(bytes: &[u8]) -> u64 {
    let mut padded = [0; 8];
    padded[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(padded)
}

/// The sum of a body under its key.
pub(super) fn of(key: &[u8], body: &[u8]) -> [u8; LEN] {
    let mut lanes = [1, 2, 3, 4u64];
    for (at, part) in key.chunks(8).enumerate() {
        lanes[at % 4] = fold(lanes[at % 4], word(part));
    }
    let mut blocks = body.chunks_exact(32);
    for block in &mut blocks {
        for (lane, part) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane = fold(*lane, word(part));
        }
    }
    for (lane, part) in lanes.iter_mut().zip(blocks.remainder().chunks(8)) {
        *lane = fold(*lane, word(part));
    }
    let lengths = (key.len() as u64).rotate_left(32) ^ body.len() as u64;
    let sum = lanes.into_iter().fold(lengths, fold);
    (sum ^ (sum >> 32)).to_be_bytes()
}

/// A body with its sum in front.
pub(super) fn signed(key: &[u8], body: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(LEN + body.len());
    value.extend_from_slice(&of(key, body));
    value.extend_from_slice(body);
    value
}

/// The body behind its sum; `None` when they disagree.
pub(super) fn checked<'a>(key: &[u8], value: &'a [u8]) -> Option<&'a [u8]> {
    let (sum, body) = value.split_first_chunk::<LEN>()?;
    (*sum == of(key, body)).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_bit_of_key_and_body_counts() {
        for len in [0, 1, 7, 8, 31, 32, 33, 100] {
            let body: Vec<u8> = (0..len).map(|n| n as u8).collect();
            let value = signed(b"key", &body);
            assert_eq!(checked(b"key", &value), Some(body.as_slice()));
            assert_eq!(checked(b"kez", &value), None);
            for bit in 0..value.len() * 8 {
                let mut flipped = value.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(checked(b"key", &flipped), None, "bit {bit} of {len}");
            }
        }
    }

    #[test]
    fn length_and_order_count() {
        assert_ne!(of(b"", b""), of(b"", &[0]));
        assert_ne!(of(b"", &[0; 32]), of(b"", &[0; 64]));
        assert_ne!(of(b"a", b""), of(b"", b"a"));
        let (mut one, mut two) = ([0u8; 64], [0u8; 64]);
        one[0] = 1;
        two[32] = 1;
        assert_ne!(of(b"", &one), of(b"", &two));
        assert_eq!(checked(b"", b"short"), None);
    }
}
