//! The columns of the list to be chosen, moved, sized and held.

use crate::tui::columns::{ALL, Column};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{centred, popup, scrolled};
use crate::tui::widgets::paint::put_wrapped;
use crate::tui::widgets::picker;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Where the cursor is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chooser {
    pub cursor: usize,
}

impl Chooser {
    /// The columns as offered: those shown in their order, then the others.
    pub fn offered(state: &State) -> Vec<Column> {
        let shown = state.columns.shown.iter().map(|(column, _)| *column);
        let hidden = ALL.into_iter().filter(|column| !state.columns.shows(*column));
        shown.chain(hidden).collect()
    }

    /// Draws it over `room`.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let words = &state.words;
        let offered = Self::offered(state);
        let area = centred(room, 56, offered.len() as u16 + 5);
        let inner = popup(buf, area, &words.action("columns"), state.theme);
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let list = Rect { height: inner.height.saturating_sub(3), ..inner };
        let choices: Vec<picker::Choice> = (offered.iter().enumerate())
            .map(|(n, column)| {
                let width =
                    state.columns.shown.iter().find(|(known, _)| known == column).and_then(|(_, w)| *w);
                let mut notes = Vec::new();
                if n < state.columns.frozen && state.columns.shows(*column) {
                    notes.push(words.get("desk-column-frozen"));
                }
                if state.columns.group == Some(*column) {
                    notes.push(words.get("desk-column-group"));
                }
                notes.extend(width.map(|width| width.to_string()));
                let mark = if state.columns.shows(*column) { "*" } else { " " };
                picker::Choice {
                    key: if n < 9 { (n + 1).to_string().into() } else { "".into() },
                    label: format!("{mark} {}", column.title(words)).into(),
                    note: notes.join(" ").into(),
                    barred: false,
                }
            })
            .collect();
        let offset = scrolled(0, self.cursor, list.height as usize, choices.len());
        let park = picker::draw(buf, list, &choices, offset, self.cursor, state.theme);
        let below = Rect { y: list.bottom(), height: inner.height.min(3), ..inner };
        put_wrapped(buf, below, &words.get("desk-columns-hint"), 0, state.theme.style(Role::Dim));
        park
    }
}
