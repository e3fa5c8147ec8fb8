//! Full-width signs and the ASCII key they stand for when struck in a list.

/// The ASCII twin of a sign that a Chinese input method puts in its place; any other character as
/// it is. Several signs share a key on the keyboard, so this is about keys, not about text.
pub fn twin(c: char) -> char {
    let code = c as u32;
    match code {
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        0x3001 => '/',
        0x3002 | 0x00B7 => '.',
        0x3008 | 0x300A => '<',
        0x3009 | 0x300B => '>',
        0x3010 => '[',
        0x3011 => ']',
        0x2018 | 0x2019 => '\'',
        0x201C | 0x201D => '"',
        0x2014 => '_',
        0x2026 => '^',
        0xFFE5 => '$',
        _ => c,
    }
}
