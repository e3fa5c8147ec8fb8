//! Full-width letters, digits and Chinese punctuation as the ASCII a command understands, so that a
//! key, a filter or a date typed with an input method on is the same as one typed with it off.

/// The ASCII twin of a full-width or Chinese mark; any other character is returned unchanged.
pub fn fold_char(c: char) -> char {
    match c {
        // First, because it is nearly always so.
        '\u{3400}'..='\u{9FFF}' => c,
        '\u{FF01}'..='\u{FF5E}' => ascii_twin(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '。' => '.',
        '、' => '/',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '￥' | '¥' => '$',
        '…' => '^',
        '—' => '_',
        '·' => '`',
        _ => c,
    }
}

/// `text` with every character folded; it keeps its number of characters.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// U+FF01–FF5E stand in the order of ASCII 0x21–0x7E.
fn ascii_twin(c: char) -> char {
    u8::try_from(u32::from(c) - 0xFF01 + 0x21).map_or(c, char::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_with_an_input_method_is_the_same() {
        assert_eq!(fold("单位：天元　状态：整改中｜已报完成"), "单位:天元 状态:整改中|已报完成");
        assert_eq!(fold("？！（），；Ａｚ０９～"), "?!(),;Az09~");
        assert_eq!(fold("。、【】《》“”‘’￥…—·"), "./[]<>\"\"''$^_`");
        assert_eq!(fold("教育abc"), "教育abc");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert_eq!(once.chars().count(), text.chars().count());
        }
    }
}
