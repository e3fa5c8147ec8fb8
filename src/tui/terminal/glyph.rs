//! What stands in for signs whose width a terminal may take for two columns, or cannot show.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// Which signs may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Lines, arrows and dashes as they are.
    #[default]
    Full,
    /// Only ASCII for everything of doubtful width. Han characters stay: their width is never in doubt.
    Ascii,
}

/// Signs and their one-column stand-ins, for the frame of the screen and for what texts contain.
const STAND_INS: &[(&str, &str)] = &[
    ("─━═╌┄┈", "-"),
    ("│┃║╎┆┊", "|"),
    ("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "+"),
    ("▶▸►→›»", ">"),
    ("◀◂◄←‹«", "<"),
    ("▼▾↓", "v"),
    ("▲▴↑", "^"),
    ("█▉▊▋■▬", "#"),
    ("▓", "="),
    ("▒", "-"),
    ("▄▀", "+"),
    ("░▌▐▍▎▏□", "."),
    ("●★◆※▪", "*"),
    ("○☆◇▫", "o"),
    ("✓✔√", "v"),
    ("✗✘×", "x"),
    ("⚑", "!"),
    ("“”", "\""),
    ("‘’′", "'"),
    ("…·‥", "."),
    ("—–―", "-"),
    ("÷∕", "/"),
    ("±", "+"),
    ("°", "o"),
    ("§", "S"),
    ("℃", "C"),
    ("℉", "F"),
    ("№", "N"),
    ("①Ⅰⅰ⑴", "1"),
    ("②Ⅱⅱ⑵", "2"),
    ("③Ⅲⅲ⑶", "3"),
    ("④Ⅳⅳ⑷", "4"),
    ("⑤Ⅴⅴ⑸", "5"),
    ("⑥Ⅵⅵ⑹", "6"),
    ("⑦Ⅶⅶ⑺", "7"),
    ("⑧Ⅷⅷ⑻", "8"),
    ("⑨Ⅸⅸ⑼", "9"),
];

/// True when terminals disagree whether it takes one column or two. Letters (Greek, Cyrillic) are
/// left out: a letter that covers its neighbour is better than none.
fn is_ambiguous(symbol: &str) -> bool {
    !symbol.is_ascii() && symbol.width() == 1 && symbol.width_cjk() > 1
}

/// What to draw for `symbol` where its width is in doubt; `None` when it may stay.
pub fn stand_in(symbol: &str) -> Option<&'static str> {
    if symbol.is_ascii() {
        return None;
    }
    let known = STAND_INS.iter().find(|(signs, _)| signs.contains(symbol)).map(|(_, ascii)| *ascii);
    known.or_else(|| is_ambiguous(symbol).then_some("?"))
}

/// Redraws every sign of doubtful width of a frame in ASCII. Columns do not move.
pub fn to_ascii(frame: &mut Buffer) {
    for cell in &mut frame.content {
        if let Some(ascii) = stand_in(cell.symbol()) {
            cell.set_symbol(ascii);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_the_table_has_one_place_and_takes_one_column() {
        let signs: Vec<char> = STAND_INS.iter().flat_map(|(signs, _)| signs.chars()).collect();
        for (n, sign) in signs.iter().enumerate() {
            assert!(!signs[..n].contains(sign), "{sign}");
            assert_eq!(sign.to_string().width(), 1, "{sign}");
        }
        assert!(STAND_INS.iter().all(|(_, ascii)| ascii.len() == 1));
    }

    #[test]
    fn only_doubtful_signs_are_replaced() {
        let mut frame = Buffer::with_lines(["┌─“天元…α⚑¤"]);
        to_ascii(&mut frame);
        let drawn: String = frame.content.iter().map(|cell| cell.symbol()).collect();
        assert_eq!(drawn, "+-\"天 元 .α!?");
        assert_eq!(stand_in("天"), None);
        assert_eq!(stand_in("a"), None);
    }
}
