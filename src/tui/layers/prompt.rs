//! One line to be typed: the name of a query, a decision, a day.

use super::hung;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paint::{put, put_wrapped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// A line with what it is for.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    pub title: String,
    pub line: LineInput,
    /// A sentence below it.
    pub says: String,
    pub purpose: For,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum For {
    /// What is in force is kept under the name.
    #[default]
    Keeping,
    /// The query of this place is called so.
    Renaming(usize),
    /// A decision of the meeting is noted.
    Deciding,
    /// Changes are told since this day.
    Since,
    /// All is shown as it was on this day.
    AsOf,
}

impl Prompt {
    /// Draws it at the upper edge; the caret's place.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Position {
        let inner = hung(buf, room, 60, 3, &self.title, state);
        let line = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), height: 1, ..inner };
        let used = put(buf, line.x, line.y, 2, "> ", state.theme.style(Role::HintKey));
        let field = Rect { x: line.x + used, width: line.width.saturating_sub(used), ..line };
        let caret = self.line.draw(buf, field, Style::new());
        let below = Rect { y: line.y + 1, height: inner.height.saturating_sub(1), ..line };
        put_wrapped(buf, below, &self.says, 0, state.theme.style(Role::Dim));
        caret
    }
}
