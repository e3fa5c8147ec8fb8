//! The bottom line: keys and what they do, whole or not at all.

use super::paint::put;
use crate::text;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws pairs of key and label into the first row of `area` and returns how many. Where they do not
/// all fit, the last one stays (it is the way to help) and those before it go, the rightmost first.
pub fn draw(buf: &mut Buffer, area: Rect, hints: &[(String, String)], theme: Theme) -> usize {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let key = theme.style(Role::HintKey);
    let mut x = area.x;
    let shown = fitting(hints, area.width);
    for (strike, label) in &shown {
        x += 1;
        x += put(buf, x, area.y, area.right() - x, strike, key);
        x += u16::from(is_apart(strike, label));
        x += put(buf, x, area.y, area.right() - x, label, Style::new());
    }
    shown.len()
}

fn fitting(hints: &[(String, String)], cols: u16) -> Vec<&(String, String)> {
    let width = |(key, label): &(String, String)| {
        1 + text::width(key) + usize::from(is_apart(key, label)) + text::width(label)
    };
    let Some((last, others)) = hints.split_last() else { return Vec::new() };
    let Some(mut room) = usize::from(cols).checked_sub(width(last)) else { return Vec::new() };
    let mut shown = Vec::new();
    for hint in others {
        let Some(left) = room.checked_sub(width(hint)) else { break };
        room = left;
        shown.push(hint);
    }
    shown.push(last);
    shown
}

/// A bare sign stands right before a Han label; anything longer needs a blank to be told apart.
fn is_apart(key: &str, label: &str) -> bool {
    text::width(key) > 1 || label.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::super::paint::tests::picture;
    use super::*;

    fn shown(cols: u16, hints: &[(&str, &str)]) -> String {
        let hints: Vec<_> = hints.iter().map(|(k, l)| (k.to_string(), l.to_string())).collect();
        picture(cols, 1, |buf| {
            draw(buf, buf.area, &hints, Theme::Mono);
        })
        .remove(0)
    }

    #[test]
    fn labels_are_dropped_and_never_cut() {
        let desk = [("a", "登记"), ("r", "更正"), ("x", "验收"), ("?", "帮助")];
        assert_eq!(shown(30, &desk), " a登记 r更正 x验收 ?帮助");
        assert_eq!(shown(24, &desk), " a登记 r更正 x验收 ?帮助");
        assert_eq!(shown(23, &desk), " a登记 r更正 ?帮助");
        assert_eq!(shown(6, &desk), " ?帮助");
        assert_eq!(shown(5, &desk), "");
        assert_eq!(shown(40, &[("Ctrl-S", "保存"), ("q", "quit")]), " Ctrl-S 保存 q quit");
        assert_eq!(shown(40, &[]), "");
    }
}
