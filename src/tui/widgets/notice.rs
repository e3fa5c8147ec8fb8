//! A screen that says one thing: that it is too small.

use super::frame::centred;
use super::paint::put_wrapped;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The smallest screen the desk is drawn on.
pub const LEAST: (u16, u16) = (40, 10);

/// True when the desk cannot be drawn; what is being typed is kept all the same.
pub fn is_too_small(area: Rect) -> bool {
    area.width < LEAST.0 || area.height < LEAST.1
}

/// Says `sentence` in the middle of `area`.
pub fn draw(buf: &mut Buffer, area: Rect, sentence: &str) {
    let area = area.intersection(buf.area);
    let widest = text::width(sentence).min(area.width as usize);
    let lines = text::wrap(sentence, widest).len();
    let middle = centred(area, widest as u16, lines.min(area.height as usize) as u16);
    put_wrapped(buf, middle, sentence, 0, Style::new());
}

#[cfg(test)]
mod tests {
    use super::super::paint::tests::picture;
    use super::*;

    #[test]
    fn a_small_screen_says_so_however_small() {
        assert!(is_too_small(Rect::new(0, 0, 39, 10)) && is_too_small(Rect::new(0, 0, 80, 9)));
        assert!(!is_too_small(Rect::new(0, 0, 40, 10)));
        let sentence = "窗口太小（需40×10），已录内容还在。";
        let drawn = picture(22, 4, |buf| draw(buf, buf.area, sentence));
        assert_eq!(drawn, ["", "窗口太小（需40×10），", "已录内容还在。", ""]);
        for size in 0..6 {
            picture(size, size, |buf| draw(buf, buf.area, sentence));
        }
    }
}
