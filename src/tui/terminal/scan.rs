//! The forms in which terminals send keys: characters, control codes, escape sequences.

use super::decode::{Input, Mouse, MouseKind};
use crate::keymap::{Code, Key};

const ESC: u8 = 0x1B;

/// What the beginning of the pending bytes is.
pub(super) enum Scan {
    /// So many bytes mean this; `None` is noise or of no interest.
    Take(usize, Option<Input>),
    PasteStart(usize),
    /// Unfinished.
    More,
}

fn key(len: usize, key: Key) -> Scan {
    Scan::Take(len, Some(Input::Key(key)))
}

/// Reads the first thing in `bytes`, which must not be empty.
pub(super) fn scan(bytes: &[u8], expects_report: bool) -> Scan {
    let plain = |code| key(1, Key::plain(code));
    match bytes {
        [ESC, rest @ ..] => scan_escape(bytes, rest, expects_report),
        [b'\r' | b'\n', ..] => plain(Code::Enter),
        [b'\t', ..] => plain(Code::Tab),
        [0x7F | 0x08, ..] => plain(Code::Backspace),
        [0, ..] => key(1, Key::new(Code::Char(' '), true, false, false)),
        [c @ 0x01..=0x1A, ..] => key(1, Key::new(Code::Char((c - 1 + b'a') as char), true, false, false)),
        [c @ 0x1C..=0x1F, ..] => key(1, Key::new(Code::Char((c - 0x1C + b'4') as char), true, false, false)),
        _ => scan_char(bytes),
    }
}

/// One UTF-8 character. A byte that begins none is noise.
fn scan_char(bytes: &[u8]) -> Scan {
    let len = match bytes[0] {
        0x00..=0x7F => 1,
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return Scan::Take(1, None),
    };
    let there = &bytes[..len.min(bytes.len())];
    match std::str::from_utf8(there) {
        Ok(text) => {
            let c = text.chars().next().filter(|c| !c.is_control());
            Scan::Take(len, c.map(|c| Input::Key(Key::char(c))))
        }
        Err(error) if error.error_len().is_none() => Scan::More,
        Err(_) => Scan::Take(1, None),
    }
}

fn scan_escape(bytes: &[u8], rest: &[u8], expects_report: bool) -> Scan {
    match rest {
        [] => Scan::More,
        [ESC, ..] => key(1, Key::plain(Code::Esc)),
        // Shift-Tab of the Linux console.
        [b'\t', ..] => key(2, Key::new(Code::Tab, false, false, true)),
        [b'[', ..] => scan_csi(bytes, expects_report),
        [b'O'] => Scan::More,
        [b'O', last, ..] => match final_code(*last) {
            Some(code) => key(3, Key::plain(code)),
            None if *last == b'M' => key(3, Key::plain(Code::Enter)),
            None => Scan::Take(2, None),
        },
        // An answer to a question the terminal was asked by somebody else.
        [b']' | b'P', ..] => scan_string(bytes),
        _ => match scan(rest, false) {
            Scan::Take(len, Some(Input::Key(k))) => {
                key(len + 1, Key::new(k.code(), k.ctrl(), true, k.shift()))
            }
            Scan::Take(len, _) => Scan::Take(len + 1, None),
            Scan::PasteStart(_) | Scan::More => Scan::More,
        },
    }
}

/// A string sequence, up to BEL or ST.
fn scan_string(bytes: &[u8]) -> Scan {
    let end = bytes.iter().enumerate().skip(2).find(|(_, byte)| matches!(**byte, 0x07 | ESC));
    match end {
        Some((at, &ESC)) => match bytes.get(at + 1) {
            Some(b'\\') => Scan::Take(at + 2, None),
            Some(_) => Scan::Take(at, None),
            None => Scan::More,
        },
        Some((at, _)) => Scan::Take(at + 1, None),
        None => Scan::More,
    }
}

/// A control sequence: ESC `[`, parameters, a final byte. Anything else in between ends it.
fn scan_csi(bytes: &[u8], expects_report: bool) -> Scan {
    if let Some(b'[') = bytes.get(2) {
        // F1 to F5 of the Linux console.
        return match bytes.get(3) {
            Some(c @ b'A'..=b'E') => key(4, Key::plain(Code::F(c - b'A' + 1))),
            Some(_) => Scan::Take(3, None),
            None => Scan::More,
        };
    }
    let Some(len) = bytes.iter().skip(2).position(|byte| !(0x20..=0x3F).contains(byte)) else {
        return Scan::More;
    };
    let (params, last) = (&bytes[2..2 + len], bytes[2 + len]);
    if !(0x40..=0x7E).contains(&last) {
        return Scan::Take(2 + len, None);
    }
    let total = len + 3;
    if let (Some(b'<'), b'M' | b'm') = (params.first(), last) {
        return Scan::Take(total, mouse(&params[1..], last).map(Input::Mouse));
    }
    let numbers: Vec<u16> = params.split(|byte| *byte == b';').map(number).collect();
    let first = numbers.first().copied().unwrap_or(0);
    match last {
        b'~' if first == 200 => Scan::PasteStart(total),
        b'R' if expects_report && numbers.len() == 2 => Scan::Take(total, Some(Input::Column(numbers[1]))),
        _ if is_release(params) => Scan::Take(total, None),
        _ => Scan::Take(total, csi_key(last, &numbers).map(Input::Key)),
    }
}

/// A report of the mouse: button; column; row, counted from 1. A button that is let go is of no interest.
fn mouse(params: &[u8], last: u8) -> Option<Mouse> {
    let numbers: Vec<u16> = params.split(|byte| *byte == b';').map(number).collect();
    let [button, x, y] = numbers[..] else { return None };
    let kind = match (button, last) {
        (0, b'M') => MouseKind::Press,
        (64, b'M') => MouseKind::WheelUp,
        (65, b'M') => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, x: x.checked_sub(1)?, y: y.checked_sub(1)? })
}

fn csi_key(last: u8, numbers: &[u16]) -> Option<Key> {
    let first = numbers.first().copied().unwrap_or(0);
    let held = numbers.get(1).copied().unwrap_or(1).saturating_sub(1);
    let (shift, alt, ctrl) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
    let code = match (last, first) {
        (b'Z', _) => return Some(Key::new(Code::Tab, false, false, true)),
        (b'~', 27) => from_number(numbers.get(2).copied()?)?,
        (b'~', n) => tilde_code(n)?,
        (b'u', n) => from_number(n)?,
        (last, _) => final_code(last)?,
    };
    Some(Key::new(code, ctrl, alt, shift))
}

/// A number of a sequence, its sub-parameters left off; 0 when it is none.
fn number(digits: &[u8]) -> u16 {
    let digits = digits.split(|byte| *byte == b':').next().unwrap_or_default();
    let digit = |n: u16, byte: &u8| n.saturating_mul(10).saturating_add(u16::from(byte & 0x0F));
    if digits.iter().all(u8::is_ascii_digit) { digits.iter().fold(0, digit) } else { 0 }
}

/// True of the report that a key was let go.
fn is_release(params: &[u8]) -> bool {
    params.split(|byte| *byte == b';').nth(1).is_some_and(|held| held.ends_with(b":3"))
}

fn from_number(n: u16) -> Option<Code> {
    Some(match n {
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        127 => Code::Backspace,
        n => Code::Char(char::from_u32(u32::from(n)).filter(|c| !c.is_control())?),
    })
}

fn tilde_code(n: u16) -> Option<Code> {
    Some(match n {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => function(n - 10),
        17..=21 => function(n - 11),
        23..=26 => function(n - 12),
        28 | 29 => function(n - 13),
        31..=34 => function(n - 14),
        _ => return None,
    })
}

fn function(n: u16) -> Code {
    Code::F(u8::try_from(n).unwrap_or(1))
}

fn final_code(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}
