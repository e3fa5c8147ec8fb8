//! The line in which a filter is typed, with what it would find.

use super::hung;
use crate::model::form::Choice;
use crate::model::row::Hit;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paint::{put, put_fit, put_wrapped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The find box.
#[derive(Debug, Clone, Default)]
pub struct Find {
    pub line: LineInput,
    /// What the office says of the line so far.
    pub says: String,
    pub bad: bool,
    /// Opened in the tree: a unit that answers to the line is gone to before it is read as a filter.
    pub in_tree: bool,
    /// Units that answer to the line, best first.
    pub units: Vec<Choice>,
    /// The unit that the whole line names exactly: Enter goes to it.
    pub exact: Option<Choice>,
    /// Enter was struck before it was known what the line names.
    pub entered: bool,
    /// Ways to complete the line, and the one Tab takes next.
    pub completions: Vec<Choice>,
    pub next: usize,
    /// People, units and entries of registers that answer to it.
    pub others: Vec<Hit>,
    /// Which of the earlier searches stands in the line.
    pub recalled: Option<usize>,
}

impl Find {
    /// Draws it at the upper edge; the caret's place.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Position {
        let inner = hung(buf, room, 76, 7, &state.words.get("desk-find"), state);
        let line = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), height: 1, ..inner };
        let used = put(buf, line.x, line.y, 2, "/ ", state.theme.style(Role::HintKey));
        let field = Rect { x: line.x + used, width: line.width.saturating_sub(used), ..line };
        let caret = self.line.draw(buf, field, Style::new());
        let below = Rect { y: line.y + 1, height: inner.height.saturating_sub(1).min(2), ..line };
        let role = if self.bad { Role::Overdue } else { Role::Dim };
        let exact = self.exact.iter().map(|unit| unit.label.as_str());
        let names: Vec<&str> = self.units.iter().map(|unit| unit.label.as_str()).chain(exact).collect();
        match names.is_empty() {
            true => put_wrapped(buf, below, &self.says, 0, state.theme.style(role)),
            false => {
                put_wrapped(buf, below, &format!("▶{}", names.join("  ")), 0, state.theme.style(Role::Accent))
            }
        };
        let offered: Vec<&str> = self.completions.iter().map(|choice| choice.label.as_str()).collect();
        if !offered.is_empty() {
            let line = Rect { y: line.y + 3, height: inner.height.saturating_sub(3).min(1), ..line };
            let told = format!("Tab  {}", offered.join("  "));
            put_wrapped(buf, line, &told, 0, state.theme.style(Role::Accent));
        }
        let told = |hit: &Hit| [hit.key.as_str(), &hit.text, &hit.detail].join(" ").trim_end().to_owned();
        if !self.others.is_empty() {
            let line = Rect { y: line.y + 4, height: inner.height.saturating_sub(4).min(1), ..line };
            let others = self.others.iter().map(told).collect::<Vec<_>>().join("；");
            let told = state.words.with("desk-find-others", &[("what", others)]);
            put_fit(buf, line.x, line.y, line.width, &told, state.theme.style(Role::Normal));
        }
        let hint = Rect { y: line.y + 5, height: inner.height.saturating_sub(5), ..line };
        put_wrapped(buf, hint, &state.words.get("desk-find-hint"), 0, state.theme.style(Role::Dim));
        caret
    }
}
