//! A list to choose from: numbered, so that a digit answers it whatever the input method does.

use super::paint::{put, put_fit};
use crate::text;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::borrow::Cow;

/// One choice.
#[derive(Debug, Clone, Default)]
pub struct Choice<'a> {
    /// What answers it, a digit as a rule; empty when only the cursor does.
    pub key: Cow<'a, str>,
    pub label: Cow<'a, str>,
    /// What is said of it at the right edge (a key, a reason why not).
    pub note: Cow<'a, str>,
    /// It cannot be chosen now; the note says why.
    pub barred: bool,
}

/// Draws the choices from `offset` on and says where the cursor is to be parked. The label comes
/// before the note where there is no room for both.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    choices: &[Choice],
    offset: usize,
    selected: usize,
    theme: Theme,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    let key_width = choices.iter().map(|choice| text::width(&choice.key)).max().unwrap_or(0) as u16;
    let mut park = None;
    for (y, (n, choice)) in (area.top()..area.bottom()).zip(choices.iter().enumerate().skip(offset)) {
        let here = n == selected;
        let role = if choice.barred { Role::Dim } else { Role::Normal };
        let mut style = theme.style(role);
        if here {
            style = style.patch(theme.style(Role::Selected));
            park = Some(Position::new(area.x, y));
        }
        put_fit(buf, area.x, y, area.width, if here { "▶" } else { " " }, style);
        let mut x = area.x + 2;
        if key_width > 0 {
            let key = if here { style } else { theme.style(Role::HintKey) };
            put(buf, x, y, area.right().saturating_sub(x), &choice.key, key);
            x += key_width + 1;
        }
        let room = area.right().saturating_sub(x);
        let label = text::fit(&choice.label, room as usize);
        let used = put(buf, x, y, room, &label, style);
        let note = text::width(&choice.note) as u16;
        if note > 0 && used + note < room {
            let style = if here { style } else { theme.style(Role::Dim) };
            put(buf, area.right() - note, y, note, &choice.note, style);
        }
    }
    park
}

#[cfg(test)]
mod tests {
    use super::super::paint::tests::picture;
    use super::*;

    fn choice(key: &'static str, label: &'static str, note: &'static str) -> Choice<'static> {
        Choice { key: key.into(), label: label.into(), note: note.into(), barred: false }
    }

    #[test]
    fn choices_are_numbered_and_notes_give_way() {
        let choices =
            [choice("1", "催办", "c"), choice("2", "督办单", ""), choice("10", "挂牌督办", "已挂牌")];
        let mut park = None;
        let drawn = picture(16, 3, |buf| park = draw(buf, buf.area, &choices, 0, 1, Theme::Mono));
        assert_eq!(drawn, ["  1  催办      c", "▶ 2  督办单", "  10 挂牌督办"]);
        assert_eq!(park, Some(Position::new(0, 1)));
        let drawn = picture(20, 1, |buf| park = draw(buf, buf.area, &choices, 2, 0, Theme::Mono));
        assert_eq!((drawn[0].as_str(), park), ("  10 挂牌督办 已挂牌", None));
        picture(2, 2, |buf| park = draw(buf, buf.area, &choices, 0, 0, Theme::Mono));
    }
}
