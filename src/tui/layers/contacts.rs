//! People to ring: those of the row at once, others by a few letters.

use super::hung;
use crate::i18n::Words;
use crate::model::field::Field;
use crate::model::row::PersonRow;
use crate::tui::state::State;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::frame::scrolled;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::table::{Cell, Column, Fit, Row, Table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The contacts.
#[derive(Debug, Clone, Default)]
pub struct Contacts {
    pub title: String,
    pub line: LineInput,
    pub people: Vec<PersonRow>,
    pub cursor: usize,
}

impl Contacts {
    /// Draws it at the upper edge; the caret's place.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Position {
        let height = (self.people.len() as u16 + 2).clamp(3, room.height.saturating_sub(2).max(3));
        let inner = hung(buf, room, 96, height, &self.title, state);
        let used = put(
            buf,
            inner.x + 1,
            inner.y,
            inner.width,
            &state.words.get("desk-look-up"),
            state.theme.style(Role::HintKey),
        );
        let x = inner.x + 2 + used;
        let field = Rect { x, width: inner.right().saturating_sub(x + 1), height: 1, ..inner };
        let caret = self.line.draw(buf, field, Style::new());
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        draw_people(buf, list, &self.people, self.cursor, &state.words, state.theme);
        if self.people.is_empty() {
            let says = match self.line.is_empty() {
                true => state.words.get("desk-look-up-hint"),
                false => state.words.with("empty-people", &[("text", self.line.value())]),
            };
            put(buf, list.x + 1, list.y, list.width, &says, state.theme.style(Role::Dim));
        }
        caret
    }
}

/// Draws a list of people and says where the cursor is.
pub fn draw_people(
    buf: &mut Buffer,
    area: Rect,
    people: &[PersonRow],
    cursor: usize,
    words: &Words,
    theme: Theme,
) -> Option<Position> {
    let height = area.height.saturating_sub(1) as usize;
    let top = scrolled(0, cursor, height, people.len());
    let column = |id: &str, width, flex, dispensable| Column {
        title: words.get(&format!("col-{id}")).into(),
        width,
        flex,
        dispensable,
        ..Column::default()
    };
    let rows = people.iter().skip(top).take(height).map(|person| Row {
        cells: vec![
            person.name.as_str().into(),
            Cell { text: person.phone.as_str().into(), role: Role::Accent, lit: None },
            words.code(Field::ContactRole, &person.role).into(),
            person.post.as_str().into(),
            person.unit.as_str().into(),
        ],
        marked: false,
    });
    let table = Table {
        columns: vec![
            column("name", 10, 0, 0),
            column("phone", 14, 0, 0),
            Column { fit: Fit::Always, ..column("role", 10, 0, 3) },
            column("post", 12, 1, 2),
            column("unit", 12, 2, 1),
        ],
        rows: rows.collect(),
        selected: cursor.checked_sub(top).filter(|_| !people.is_empty()),
        header: true,
        ..Table::default()
    };
    table.draw(buf, area, theme)
}
