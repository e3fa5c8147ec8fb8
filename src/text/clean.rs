//! Text from outside made harmless: no control codes, no direction overrides, nothing invisible, no
//! tower of combining marks. Letters are not recomposed (NFC): that needs tables the house lacks.

use unicode_width::UnicodeWidthChar;

/// Combining marks kept on one character.
const MARKS: usize = 4;

/// What becomes of one character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    /// A combining mark: kept while its character has fewer than [`MARKS`].
    Mark,
    /// A harmless blank of another width or kind: a plain space.
    Blank,
    /// Ends a line.
    Line,
    /// Has no agreed look (private use, fillers): a space marks the place.
    Gap,
    /// Removed.
    Drop,
}

fn fate(c: char) -> Fate {
    match c {
        ' '..='~' => Fate::Keep,
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Line,
        '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Fate::Blank,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => Fate::Drop,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{FFFC}' => Fate::Gap,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Fate::Gap,
        '\u{FDD0}'..='\u{FDEF}' => Fate::Drop,
        _ if u32::from(c) & 0xFFFE == 0xFFFE => Fate::Drop,
        _ if c.is_control() => Fate::Drop,
        _ if c.width() == Some(0) => Fate::Mark,
        _ => Fate::Keep,
    }
}

/// `text` on one line: line ends, tabs and odd blanks become spaces; controls (C0, C1, DEL),
/// direction marks, zero-width characters, variation selectors, tags and noncharacters are removed;
/// private-use characters become a space; at most four combining marks stay on a character, none at
/// the start. Spaces are not trimmed. Cleaning twice changes nothing.
pub fn clean(text: &str) -> String {
    sift(text, ' ')
}

/// As [`clean`], but keeps line ends, as `\n`.
pub fn clean_text(text: &str) -> String {
    sift(text, '\n')
}

fn sift(text: &str, line: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = MARKS; // nothing to stand on yet
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = if c == '\r' {
            chars.next_if_eq(&'\n');
            '\n'
        } else {
            c
        };
        let (shown, carried) = match fate(c) {
            Fate::Drop => continue,
            Fate::Mark if marks == MARKS => continue,
            Fate::Mark => (c, marks + 1),
            Fate::Keep => (c, 0),
            Fate::Blank | Fate::Gap => (' ', 0),
            Fate::Line => (line, MARKS),
        };
        out.push(shown);
        marks = carried;
    }
    out
}

/// `text` on one line with what [`clean_text`] would take away shown instead: a control code as its
/// picture (`␛`), anything else as `‹202E›`. For an import preview, where nothing may vanish.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = MARKS;
    for c in text.chars() {
        let kind = fate(c);
        let shown = match kind {
            Fate::Keep => true,
            Fate::Mark => marks < MARKS,
            Fate::Blank => c != '\t',
            Fate::Line | Fate::Gap | Fate::Drop => false,
        };
        match kind {
            Fate::Mark => marks = (marks + 1).min(MARKS),
            Fate::Drop => {}
            _ => marks = 0,
        }
        if shown {
            out.push(if kind == Fate::Blank { ' ' } else { c });
        } else {
            out.push_str(&picture(c));
        }
    }
    out
}

fn picture(c: char) -> String {
    match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).map_or_else(String::new, String::from),
        0x7F => '\u{2421}'.to_string(),
        code => format!("‹{code:04X}›"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn removes_what_a_terminal_would_obey() {
        assert_eq!(clean("a\u{1b}[31mb\u{9b}2Jc\u{7f}"), "a[31mb2Jc");
        assert_eq!(clean("王\u{202E}某\u{2066}\u{200F}\u{61C}"), "王某");
        assert_eq!(clean("示\u{200B}例\u{FEFF}\u{AD}\u{2060}\u{E0041}\u{FFFE}"), "示例");
        assert_eq!(clean("王\u{E123}明"), "王 明");
        assert_eq!(clean("a\tb\r\nc\rd\u{2028}e"), "a b c d e");
        assert_eq!(clean_text("a\tb\r\nc\rd\u{2028}e"), "a b\nc\nd\ne");
        assert_eq!(clean("全　角"), "全　角");
    }

    #[test]
    fn marks_are_capped_and_never_lead() {
        let tower = format!("a{}b", "\u{301}".repeat(50));
        assert_eq!(clean(&tower), format!("a{}b", "\u{301}".repeat(4)));
        assert_eq!(clean("\u{301}a"), "a");
        assert_eq!(clean_text("a\n\u{301}b"), "a\nb");
    }

    #[test]
    fn shows_what_goes() {
        assert_eq!(visible("a\u{1b}b\u{202E}c\n"), "a␛b‹202E›c␊");
        assert_eq!(visible("教育 ok"), "教育 ok");
        assert_eq!(visible("\u{9b}\u{7f}\u{E0041}"), "‹009B›␡‹E0041›");
    }

    proptest! {
        #[test]
        fn cleaning_settles(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(!once.chars().any(char::is_control));
            let lines = clean_text(&text);
            prop_assert_eq!(clean_text(&lines), lines.clone());
            prop_assert!(!lines.chars().any(|c| c.is_control() && c != '\n'));
            prop_assert!(!visible(&text).chars().any(char::is_control));
            prop_assert_eq!(visible(&once), once);
        }
    }
}
