//! The four panes: how many fit, and where each stands.

use super::boards::schedule as board;
use super::layers::detail::{draw_lines, summary};
use super::panes::{issues, ledger, schedule, units};
use super::state::{Pane, State, Tab};
use super::theme::Role;
use super::widgets::frame::pane;
use super::widgets::paint::put_fit;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Where panes stand, and the preview of the record under the cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    pub panes: Vec<(Pane, Rect)>,
    pub preview: Option<Rect>,
    /// The preview is two lines without a box.
    pub lines: bool,
}

/// The layout in `area` when `focus` has the keys.
pub fn layout(area: Rect, focus: Pane, zoom: bool) -> Layout {
    let whole = Layout { panes: vec![(focus, area)], preview: None, lines: false };
    // With the keys the schedule is a board of its own.
    if zoom || focus == Pane::Schedule {
        return whole;
    }
    if area.width < 110 || area.height < 16 {
        if area.height < 6 {
            return whole;
        }
        let upper = Rect { height: area.height - 2, ..area };
        let below = Rect { y: area.bottom() - 2, height: 2, ..area };
        return Layout { panes: vec![(focus, upper)], preview: Some(below), lines: true };
    }
    let wide = area.width >= 140 && area.height >= 34;
    let left = if wide { 34 } else { 26 };
    let right = Rect { x: area.x + left, width: area.width - left, ..area };
    let tree = Rect { width: left, ..area };
    let part = |y: u16, height: u16| Rect { y: right.y + y, height, ..right };
    if wide {
        let (low, middle) = (area.height / 5, area.height / 4);
        let high = area.height - low - middle;
        let preview = area.height * 2 / 5;
        return Layout {
            panes: vec![
                (Pane::Units, Rect { height: area.height - preview, ..tree }),
                (Pane::Issues, part(0, high)),
                (Pane::Ledger, part(high, middle)),
                (Pane::Schedule, part(high + middle, low)),
            ],
            preview: Some(Rect { y: area.bottom() - preview, height: preview, ..tree }),
            lines: false,
        };
    }
    let low = area.height / 3;
    Layout {
        panes: vec![
            (Pane::Units, tree),
            (Pane::Issues, part(0, area.height - low)),
            (Pane::Ledger, part(area.height - low, low)),
        ],
        preview: None,
        lines: false,
    }
}

/// Draws the panes and says where the cursor is.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let Tab::Desk(focus) = state.tab else { return None };
    let layout = layout(area, focus, state.zoom);
    let mut park = None;
    for (which, area) in &layout.panes {
        let focused = *which == focus;
        let at = match which {
            Pane::Units => units::draw(state, buf, *area, focused),
            Pane::Issues => issues::draw(state, buf, *area, focused),
            Pane::Ledger => ledger::draw(state, buf, *area, focused),
            Pane::Schedule if focused => board::draw(state, buf, *area),
            Pane::Schedule => schedule::draw(state, buf, *area),
        };
        if focused {
            park = at;
        }
    }
    if let Some(area) = layout.preview {
        preview(state, buf, area, layout.lines);
    }
    park
}

/// The record under the cursor in short.
fn preview(state: &State, buf: &mut Buffer, area: Rect, lines: bool) {
    let words = &state.words;
    let Some(row) = state.issues.current() else { return };
    if lines {
        let first = [row.place.as_str(), row.item.as_deref().unwrap_or(&row.category), &row.title].join(" ");
        let with = row.with.as_ref().map(|with| words.with_days(with, row.with_days)).unwrap_or_default();
        let second = format!("{}  {with}", words.state_and_marks(row));
        for (y, text) in (area.top()..area.bottom()).zip([first, second]) {
            put_fit(buf, area.x + 1, y, area.width.saturating_sub(1), &text, state.theme.style(Role::Dim));
        }
        return;
    }
    let title = format!("{} {}", words.get("pane-detail"), super::state::name_of(row));
    let inner = pane(buf, area, &title, "", false, state.theme);
    if let Some(card) = state.card.as_ref().filter(|card| card.row.as_ref().is_some_and(|r| r.id == row.id)) {
        draw_lines(buf, inner, &summary(card, words, state.day()), 0, state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_fill_the_room_and_do_not_overlap() {
        for (width, height) in [(160, 41), (120, 31), (80, 20), (40, 6), (200, 60)] {
            let area = Rect::new(0, 3, width, height);
            for focus in [Pane::Units, Pane::Issues, Pane::Ledger, Pane::Schedule] {
                let layout = layout(area, focus, false);
                assert!(
                    layout.panes.iter().any(|(pane, _)| *pane == focus),
                    "the pane with the keys is seen"
                );
                let rects: Vec<Rect> = layout.panes.iter().map(|(_, r)| *r).chain(layout.preview).collect();
                let cells: u32 = rects.iter().map(|rect| rect.area()).sum();
                assert_eq!(cells, area.area(), "{width}x{height}");
                for (n, a) in rects.iter().enumerate() {
                    assert!(rects.iter().skip(n + 1).all(|b| !a.intersects(*b)));
                }
            }
        }
    }
}
