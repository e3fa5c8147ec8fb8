//! Putting text into cells: whole characters only, nothing a terminal could choke on.

use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Writes as much of `text` as fits into `cols` columns from (`x`, `y`) on and returns the columns
/// used. A wide character that does not fit whole is left out; so is what has no width.
pub fn put(buf: &mut Buffer, x: u16, y: u16, cols: u16, text: &str, style: Style) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return 0;
    }
    let end = x.saturating_add(cols).min(area.right());
    let mut at = x;
    clear_half(buf, x, y);
    for cluster in text.graphemes(true) {
        let cleaned;
        let shown = if cluster.len() == 1 || cluster.chars().nth(1).is_none() {
            cluster
        } else {
            cleaned = text::clean(cluster);
            cleaned.as_str()
        };
        if shown.chars().next().is_none_or(char::is_control) {
            continue;
        }
        let wide = shown.width().min(2) as u16;
        if wide == 0 {
            continue;
        }
        if at + wide > end {
            break;
        }
        buf[(at, y)].set_symbol(shown).set_style(style);
        if wide == 2 {
            buf[(at + 1, y)].set_symbol(" ").set_style(style);
        }
        at += wide;
    }
    at - x
}

/// Blanks a wide character whose second column is (`x`, `y`), because something is put there.
fn clear_half(buf: &mut Buffer, x: u16, y: u16) {
    if x > buf.area.left() && buf[(x - 1, y)].symbol().width() == 2 {
        buf[(x - 1, y)].set_symbol(" ");
    }
}

/// Writes `text` into exactly `cols` columns: cut with an ellipsis if longer, blank after it.
pub fn put_fit(buf: &mut Buffer, x: u16, y: u16, cols: u16, text: &str, style: Style) {
    put(buf, x, y, cols, &text::fit_pad(text, cols as usize), style);
}

/// As [`put_fit`], with the blanks before the text.
pub fn put_right(buf: &mut Buffer, x: u16, y: u16, cols: u16, text: &str, style: Style) {
    let text = text::pad_left(&text::fit(text, cols as usize), cols as usize);
    put(buf, x, y, cols, &text, style);
}

/// Writes `text` in lines broken the Chinese way, leaving out the first `skip`, and returns how many
/// lines there are in all.
pub fn put_wrapped(buf: &mut Buffer, area: Rect, text: &str, skip: usize, style: Style) -> usize {
    if area.width < 2 {
        return 0;
    }
    let lines = text::wrap(text, area.width as usize);
    for (y, line) in (area.top()..area.bottom()).zip(lines.iter().skip(skip)) {
        put(buf, area.x, y, area.width, line, style);
    }
    lines.len()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rows of a picture as text, trailing blanks left off.
    pub fn rows(buf: &Buffer) -> Vec<String> {
        let width = buf.area.width.max(1) as usize;
        let row = |cells: &[ratatui::buffer::Cell]| {
            let (mut text, mut skip) = (String::new(), false);
            for cell in cells {
                if !std::mem::replace(&mut skip, cell.symbol().width() == 2) {
                    text.push_str(cell.symbol());
                }
            }
            text.trim_end().to_owned()
        };
        buf.content.chunks(width).map(row).collect()
    }

    /// A blank picture with something drawn into it.
    pub fn picture(width: u16, height: u16, draw: impl FnOnce(&mut Buffer)) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&mut buf);
        rows(&buf)
    }

    #[test]
    fn nothing_is_cut_in_half() {
        let drawn = picture(7, 5, |buf| {
            put(buf, 0, 0, 5, "天元区", Style::new());
            put_fit(buf, 0, 1, 5, "天元区", Style::new());
            put_right(buf, 0, 2, 7, "1,234", Style::new());
            put(buf, 5, 3, 9, "天元", Style::new());
            put(buf, 9, 3, 9, "天元", Style::new());
            put(buf, 0, 4, 7, "a\u{1b}[2J\u{202e}b", Style::new());
        });
        assert_eq!(drawn, ["天元", "天元…", "  1,234", "     天", "a[2Jb"]);
    }

    #[test]
    fn what_is_put_over_half_a_character_takes_it_whole() {
        let drawn = picture(8, 1, |buf| {
            put(buf, 0, 0, 8, "天元区", Style::new());
            put(buf, 3, 0, 2, " x", Style::new());
        });
        assert_eq!(drawn, ["天  x"]);
    }

    #[test]
    fn lines_are_broken_between_han_and_may_be_scrolled() {
        let drawn = picture(8, 2, |buf| {
            assert_eq!(put_wrapped(buf, buf.area, "对照五个方面，逐项自查", 1, Style::new()), 3);
        });
        assert_eq!(drawn, ["方面，逐", "项自查"]);
    }

    proptest! {
        #[test]
        fn text_stays_in_its_columns(text in "\\PC{0,20}", x in 0u16..12, cols in 0u16..14) {
            let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
            let used = put(&mut buf, x, 0, cols, &text, Style::new());
            prop_assert!(used <= cols);
            let blank = |at: usize| buf.content[at].symbol() == " ";
            prop_assert!((0..10usize).all(|at| (at >= x as usize && at < (x + used) as usize) || blank(at)));
        }
    }
}
