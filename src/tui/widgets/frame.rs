//! Boxes: panes side by side and popups laid over them.

use super::paint::put;
use crate::text;
use crate::tui::terminal::wide_clear;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws a box with a title on its upper edge, and an optional note at the right end of that edge,
/// and returns what is inside. A box too small for an inside is not drawn.
pub fn pane(buf: &mut Buffer, area: Rect, title: &str, note: &str, focused: bool, theme: Theme) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return Rect::default();
    }
    let line = theme.style(if focused { Role::Accent } else { Role::Dim });
    let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
    let across = "─".repeat(usize::from(area.width) - 2);
    for (y, start, end) in [(top, "┌", "┐"), (bottom, "└", "┘")] {
        put(buf, left, y, area.width, &[start, &across, end].concat(), line);
    }
    for y in top + 1..bottom {
        put(buf, left, y, 1, "│", line);
        put(buf, right, y, 1, "│", line);
    }
    let room = usize::from(area.width - 2);
    let title = text::fit(title, room);
    // The focused box is told by its title, not by its colour.
    let heading = theme.style(if focused { Role::Selected } else { Role::Heading });
    let used = put(buf, left + 1, top, area.width - 2, &title, heading) as usize;
    let note_width = text::width(note);
    if note_width > 0 && used + note_width < room {
        put(buf, right - note_width as u16, top, note_width as u16, note, theme.style(Role::Normal));
    }
    Rect::new(left + 1, top + 1, area.width - 2, area.height - 2)
}

/// Clears `area` and draws a box there that has the keys; returns what is inside.
pub fn popup(buf: &mut Buffer, area: Rect, title: &str, theme: Theme) -> Rect {
    wide_clear(buf, area);
    pane(buf, area, title, "", true, theme)
}

/// A box of so many columns and rows in the middle of `area`, or as much of it as there is.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}

/// `selected` (counted from 0) of `total`, as `7/412`; only the total when nothing is selected.
pub fn place(selected: Option<usize>, total: usize) -> String {
    match selected {
        Some(at) if at < total => format!("{}/{total}", at + 1),
        _ => total.to_string(),
    }
}

/// The first row to show so that `selected` is among the `height` rows seen, moving as little as
/// possible from `offset` and leaving no room unused below.
pub fn scrolled(offset: usize, selected: usize, height: usize, total: usize) -> usize {
    let last = total.saturating_sub(height);
    // Without any height the selected row is the first that would be seen.
    let first = (selected + 1).saturating_sub(height).min(selected);
    offset.clamp(first, selected).min(last)
}

#[cfg(test)]
mod tests {
    use super::super::paint::tests::picture;
    use super::*;
    use ratatui::style::{Modifier, Style};

    #[test]
    fn a_popup_lies_over_whole_characters() {
        let drawn = picture(16, 4, |buf| {
            for y in 0..4 {
                put(buf, 0, y, 16, "天元区荷塘区芦淞", Style::new());
            }
            let inside = popup(buf, Rect::new(3, 1, 8, 3), "催办", Theme::Mono);
            assert_eq!(inside, Rect::new(4, 2, 6, 1));
            put(buf, inside.x, inside.y, inside.width, "1 电话", Style::new());
        });
        assert_eq!(drawn, ["天元区荷塘区芦淞", "天 ┌催办──┐ 芦淞", "天 │1 电话│ 芦淞", "天 └──────┘ 芦淞"]);
    }

    #[test]
    fn titles_give_way_and_the_focus_is_told_without_colour() {
        let drawn = picture(20, 2, |buf| {
            pane(buf, Rect::new(0, 0, 20, 2), "2 问题清单", "7/412", false, Theme::Mono);
        });
        assert_eq!(drawn[0], "┌2 问题清单───7/412┐");
        let drawn = picture(12, 2, |buf| {
            pane(buf, Rect::new(0, 0, 12, 2), "2 问题清单", "7/412", false, Theme::Mono);
        });
        assert_eq!(drawn[0], "┌2 问题清单┐");
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 2));
        pane(&mut buf, Rect::new(0, 0, 12, 2), "甲", "", true, Theme::Mono);
        assert!(buf[(1, 0)].modifier.contains(Modifier::REVERSED));
        assert_eq!(pane(&mut buf, Rect::new(0, 0, 1, 9), "甲", "", true, Theme::Mono), Rect::default());
    }

    #[test]
    fn a_box_can_be_drawn_without_signs_of_doubtful_width() {
        let drawn = picture(12, 3, |buf| {
            pane(buf, buf.area, "甲…", "▶", false, Theme::Mono);
            crate::tui::terminal::to_ascii(buf);
        });
        assert_eq!(drawn, ["+甲.------>+", "|          |", "+----------+"]);
    }

    #[test]
    fn a_list_scrolls_no_further_than_it_must() {
        assert_eq!(scrolled(0, 4, 5, 20), 0);
        assert_eq!(scrolled(0, 5, 5, 20), 1);
        assert_eq!(scrolled(9, 3, 5, 20), 3);
        assert_eq!(scrolled(18, 19, 5, 20), 15, "no rows are left unused");
        assert_eq!(scrolled(3, 0, 5, 2), 0);
        assert_eq!((place(Some(6), 412), place(None, 0)), ("7/412".into(), "0".into()));
    }
}
