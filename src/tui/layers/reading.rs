//! Lines to read: the history of a record, the clauses it rests on, the keys that hold here.

use crate::keymap::Action;
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{centred, popup};
use crate::tui::widgets::paint::{put, put_fit};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// One line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// At the left, in a column of its own: a day, a key; empty for none.
    pub lead: String,
    pub text: String,
    pub role: Role,
    /// What Enter on it starts.
    pub run: Option<Start>,
}

/// What is started from a line.
#[derive(Debug, Clone)]
pub enum Start {
    Action(Action),
    /// Opens this record.
    Record(String),
    /// Lists the issues of this filter line.
    Issues(String),
}

/// What is read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    pub title: String,
    pub lines: Vec<Line>,
    pub cursor: usize,
    /// Lines can be chosen (help); else the cursor scrolls.
    pub chooses: bool,
}

impl Reading {
    /// Moves by so many lines.
    pub fn step(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        while self.chooses && self.cursor > 0 && self.cursor < last && self.lines[self.cursor].run.is_none() {
            self.cursor = self.cursor.saturating_add_signed(by.signum());
        }
    }

    /// Draws it over `room`.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let inner = popup(buf, centred(room, room.width.min(110), room.height), &self.title, state.theme);
        let area = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let lead = self.lines.iter().map(|line| text::width(&line.lead)).max().unwrap_or(0) as u16;
        let lead = lead.min(area.width / 2);
        let mut drawn: Vec<(usize, &Line, String)> = Vec::new();
        let room = area.width.saturating_sub(lead + 2).max(2) as usize;
        for (n, line) in self.lines.iter().enumerate() {
            drawn.extend(text::wrap(&line.text, room).into_iter().map(|text| (n, line, text)));
        }
        let at = drawn.iter().position(|(n, ..)| *n == self.cursor).unwrap_or(0);
        let height = area.height as usize;
        let top = match self.chooses {
            true => (at + 1).saturating_sub(height * 2 / 3),
            false => at,
        };
        let top = top.min(drawn.len().saturating_sub(height));
        let mut park = None;
        let mut last = None;
        for (y, (n, line, piece)) in (area.top()..area.bottom()).zip(drawn.iter().skip(top)) {
            let here = self.chooses && *n == self.cursor;
            let role = if here { Role::Selected } else { line.role };
            if last != Some(*n) {
                put_fit(buf, area.x, y, lead, &line.lead, state.theme.style(Role::HintKey));
            }
            if *n == self.cursor && park.is_none() {
                park = Some(Position::new(area.x, y));
            }
            last = Some(*n);
            put(
                buf,
                area.x + lead + u16::from(lead > 0),
                y,
                area.width - lead,
                piece,
                state.theme.style(role),
            );
        }
        park
    }
}
