//! One key as the keymap knows it, a chord of several, and how both are written.

use std::fmt;
use std::str::FromStr;

/// What was struck, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Home,
    End,
    PageUp,
    PageDown,
    Up,
    Down,
    Left,
    Right,
    /// A function key, 1–24.
    F(u8),
}

/// Written names of the codes that are not characters; the first name of a code is the one printed.
const NAMES: [(&str, Code); 21] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("space", Code::Char(' ')),
    ("return", Code::Enter),
    ("escape", Code::Esc),
    ("del", Code::Delete),
    ("ins", Code::Insert),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

/// A key with its modifiers. Always in normal form: two keys that a terminal cannot tell apart, or
/// that mean the same to a person (`G` and `shift-g`, `ctrl-i` and `tab`), are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    code: Code,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Key {
    /// Puts a key into normal form. Shift is folded into letters and dropped from other characters;
    /// control letters that arrive as the same byte as a named key become that key.
    pub fn new(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        let plain = |code| Self { code, ctrl: false, alt, shift: false };
        match code {
            Code::Char(c) if ctrl => match c.to_ascii_lowercase() {
                'i' => plain(Code::Tab),
                'j' | 'm' => plain(Code::Enter),
                'h' => plain(Code::Backspace),
                '[' => plain(Code::Esc),
                c => Self { code: Code::Char(c), ctrl, alt, shift: false },
            },
            Code::Char(c) if shift => plain(Code::Char(c.to_ascii_uppercase())),
            code => Self { code, ctrl, alt, shift },
        }
    }

    /// A key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self::new(code, false, false, false)
    }

    /// A character as typed.
    pub fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// What was struck.
    pub fn code(self) -> Code {
        self.code
    }

    /// True when Ctrl was held.
    pub fn ctrl(self) -> bool {
        self.ctrl
    }

    /// True when Alt was held.
    pub fn alt(self) -> bool {
        self.alt
    }

    /// Only ever true of keys that are not characters.
    pub fn shift(self) -> bool {
        self.shift
    }

    /// The character this key would put into a text; `None` for every other key.
    pub fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// How much of a bother it is to strike: 0 a bare character, 1 a named key, 2 a function key,
    /// 3 and more with modifiers.
    pub(crate) fn bother(self) -> u8 {
        let base = match self.code {
            Code::Char(_) => 0,
            Code::F(_) => 2,
            _ => 1,
        };
        base + 3 * (u8::from(self.ctrl) + u8::from(self.alt) + u8::from(self.shift))
    }

    /// As shown to people: `a`, `F2`, `Ctrl-S`, `Space`.
    pub fn label(self) -> String {
        match self.text() {
            Some(c) if c != ' ' => c.to_string(),
            _ => {
                let name = self.to_string();
                let mut parts: Vec<String> = Vec::new();
                // `ctrl--` ends in a dash that is the key.
                for part in name.split_inclusive('-') {
                    let mut letters = part.chars();
                    let first = letters.next().map(|c| c.to_ascii_uppercase());
                    parts.push(first.into_iter().chain(letters).collect());
                }
                parts.concat()
            }
        }
    }

    /// The digit this key answers a numbered question with. Full-width digits count.
    pub fn digit(self) -> Option<u8> {
        let c = self.folded().text()?;
        c.to_digit(10).and_then(|d| u8::try_from(d).ok())
    }

    /// The key that was meant when a Chinese input method was on: full-width signs as their ASCII
    /// twins. For lists and menus only; in a text the sign is wanted as typed.
    pub fn folded(self) -> Self {
        match self.code {
            Code::Char(c) => Self { code: Code::Char(crate::text::fold_char(c)), ..self },
            _ => self,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "f{n}"),
            Code::Char(c) if c != ' ' => write!(f, "{c}"),
            code => f.write_str(NAMES.iter().find(|(_, c)| *c == code).map_or("?", |(name, _)| name)),
        }
    }
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such key: {0}")]
pub struct BadKey(pub String);

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let bad = || BadKey(text.to_owned());
        let (mut rest, mut ctrl, mut alt, mut shift) = (text, false, false, false);
        loop {
            let (held, after) = match rest.split_once('-') {
                Some(("ctrl", after)) => (&mut ctrl, after),
                Some(("alt", after)) => (&mut alt, after),
                Some(("shift", after)) => (&mut shift, after),
                _ => break,
            };
            if after.is_empty() || std::mem::replace(held, true) {
                return Err(bad());
            }
            rest = after;
        }
        let code = parse_code(rest).ok_or_else(bad)?;
        Ok(Self::new(code, ctrl, alt, shift))
    }
}

fn parse_code(name: &str) -> Option<Code> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && c != ' ').then_some(Code::Char(c));
    }
    if let Some(n) = name.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=24).contains(&n).then_some(Code::F(n));
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
}

/// One or more keys struck one after another; never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord(Vec<Key>);

impl Chord {
    /// `None` when there is no key.
    pub fn new(keys: Vec<Key>) -> Option<Self> {
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// Its keys, in the order they are struck; at least one.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// As shown to people: the labels of its keys, one after another with a blank between.
    pub fn label(&self) -> String {
        self.0.iter().map(|key| key.label()).collect::<Vec<_>>().join(" ")
    }

    /// True when one of the two begins with the other (or they are equal), so that only one of them
    /// can ever be struck.
    pub fn clashes(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, key) in self.0.iter().enumerate() {
            write!(f, "{}{key}", if at == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

impl FromStr for Chord {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let keys = text.split_whitespace().map(str::parse).collect::<Result<Vec<Key>, _>>()?;
        Self::new(keys).ok_or_else(|| BadKey(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for text in [
            "a",
            "G",
            "?",
            "-",
            "ctrl--",
            "space",
            "ctrl-space",
            "f5",
            "shift-f5",
            "ctrl-alt-x",
            "alt-X",
            "shift-tab",
            "pageup",
            "无",
            "#",
        ] {
            assert_eq!(key(text).to_string(), text);
        }
        let chord: Chord = "g  g".parse().unwrap();
        assert_eq!(chord.to_string(), "g g");
        assert_eq!(chord.keys(), [key("g"), key("g")]);
    }

    #[test]
    fn the_same_key_has_one_form() {
        assert_eq!(key("shift-g"), key("G"));
        assert_eq!(key("ctrl-R"), key("ctrl-r"));
        assert_eq!(key("shift-?"), key("?"), "a terminal may report shift with a sign");
        assert_ne!(key("shift-tab"), key("tab"));
        assert_eq!(key("ctrl-i"), key("tab"));
        assert_eq!(key("ctrl-m"), key("enter"));
        assert_eq!(key("ctrl-h"), key("backspace"));
        assert_eq!(key("escape"), key("esc"));
    }

    #[test]
    fn nonsense_is_no_key() {
        for text in ["", "ctrl-", "ctrl-ctrl-a", "f0", "f25", "f300", "foo", "meta-x", "Space"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
        assert!(" ".parse::<Chord>().is_err());
    }

    #[test]
    fn labels_are_for_people() {
        let label = |text: &str| text.parse::<Chord>().unwrap().label();
        let labels =
            ["a", "G", "?", "f2", "ctrl-s", "ctrl--", "shift-tab", "space", "g g", "pageup"].map(label);
        assert_eq!(labels, ["a", "G", "?", "F2", "Ctrl-S", "Ctrl--", "Shift-Tab", "Space", "g g", "Pageup"]);
    }

    #[test]
    fn an_input_method_does_not_hide_a_sign() {
        assert_eq!(Key::char('？').folded(), key("?"));
        assert_eq!(Key::char('　').folded(), key("space"));
        assert_eq!(Key::char('：').folded(), key(":"));
        assert_eq!(Key::char('￥').folded(), key("$"));
        assert_eq!(Key::char('天').folded(), Key::char('天'));
        assert_eq!(Key::char('３').digit(), Some(3));
        assert_eq!(key("ctrl-3").digit(), None);
    }
}
