//! Wide characters in a frame: no half of one is ever shown, none stands half under something else.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Columns of what a cell holds: 1 or 2. Anything else does not survive [`heal`].
pub(super) fn columns(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    if symbol.len() == 1 || symbol.width() != 2 { 1 } else { 2 }
}

/// More bytes than any character of a human language takes.
const LONGEST: usize = 64;

/// True when a terminal can show it: no control or direction mark, no pile of accents, one or two
/// columns wide.
fn is_fit(symbol: &str) -> bool {
    match symbol.as_bytes() {
        [byte] => (0x20..0x7F).contains(byte),
        bytes if bytes.len() > LONGEST => false,
        _ => matches!(symbol.width(), 1 | 2) && !symbol.chars().any(is_hidden_mark),
    }
}

fn is_hidden_mark(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{61C}' | '\u{AD}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Makes a frame true to what a terminal can show. A wide character keeps its two columns only if
/// nothing was drawn into the second; then that column takes its style, else the character is
/// blanked. What would move or confuse the terminal is blanked too.
pub fn heal(frame: &mut Buffer) {
    let width = frame.area.width as usize;
    if width == 0 {
        return;
    }
    for row in frame.content.chunks_mut(width) {
        let mut x = 0;
        while x < width {
            if !is_fit(row[x].symbol()) {
                row[x].set_symbol(" ");
            }
            if columns(&row[x]) == 1 {
                x += 1;
                continue;
            }
            let whole = row.get(x + 1).is_some_and(|second| second.symbol() == " ");
            if whole {
                let (lead, rest) = row[x..].split_at_mut(1);
                rest[0].fg = lead[0].fg;
                rest[0].bg = lead[0].bg;
                rest[0].modifier = lead[0].modifier;
                x += 2;
            } else {
                row[x].set_symbol(" ");
                x += 1;
            }
        }
    }
}

/// Empties an area for something laid over it. A wide character half under its left edge goes whole;
/// so does what ratatui's `Clear` would leave of it.
pub fn wide_clear(frame: &mut Buffer, area: Rect) {
    let area = area.intersection(frame.area);
    for y in area.top()..area.bottom() {
        if area.left() > frame.area.left() {
            let before = &mut frame[(area.left() - 1, y)];
            if columns(before) == 2 {
                before.set_symbol(" ");
            }
        }
        for x in area.left()..area.right() {
            frame[(x, y)].reset();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Style};

    fn row(frame: &Buffer) -> String {
        frame.content.iter().map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn halves_are_blanked_and_wholes_take_one_style() {
        let mut frame = Buffer::empty(Rect::new(0, 0, 8, 1));
        frame.set_string(0, 0, "天元区", Style::new().bg(Color::Red));
        frame[(3, 0)].set_symbol("│");
        frame[(7, 0)].set_symbol("天");
        heal(&mut frame);
        assert_eq!(row(&frame), "天  │区   ");
        assert_eq!(frame[(1, 0)].bg, Color::Red, "the second column of the first character");
    }

    #[test]
    fn what_moves_the_cursor_is_blanked() {
        let mut frame = Buffer::empty(Rect::new(0, 0, 6, 1));
        for (x, symbol) in ["\x1b", "\u{202E}", "\u{9B}", "a\u{200B}", "", "e\u{301}"].into_iter().enumerate()
        {
            frame.content[x].set_symbol(symbol);
        }
        heal(&mut frame);
        assert_eq!(row(&frame), "     e\u{301}");
    }

    #[test]
    fn a_popup_does_not_cut_a_character_in_half() {
        let mut frame = Buffer::with_lines(["天元区荷塘"]);
        wide_clear(&mut frame, Rect::new(3, 0, 4, 9));
        assert_eq!(row(&frame), "天       塘 ");
    }
}
