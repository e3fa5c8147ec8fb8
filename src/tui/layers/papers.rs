//! Papers owed over the desk, one a line: who, what, how it stands, whom to ring, who asked last.

use crate::model::row::OwedRow;
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{place, popup, scrolled};
use crate::tui::widgets::paint::put;
use crate::tui::widgets::table::{Cell, Column, Fit, Row, Table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The papers.
#[derive(Debug, Clone, Default)]
pub struct Papers {
    pub title: String,
    /// The words that name them (none: they were opened from a number), and whether only what is missing is wanted.
    pub what: String,
    pub missing: bool,
    /// `None` until they have come.
    pub rows: Option<Vec<OwedRow>>,
    pub cursor: usize,
}

impl Papers {
    /// Takes fresh rows, what is missing first; the cursor stays on its paper.
    pub fn take(&mut self, mut rows: Vec<OwedRow>) {
        let there = |row: &OwedRow| !matches!(row.state.as_str(), "missing" | "back");
        rows.sort_by_key(|row| (there(row), row.due));
        let known = self.rows.as_deref().unwrap_or_default();
        self.cursor = crate::tui::hear::stay(known, self.cursor, &rows, |row| row.name.as_str());
        self.rows = Some(rows);
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.as_ref().map_or(0, Vec::len).saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// The paper under the cursor.
    pub fn current(&self) -> Option<&OwedRow> {
        self.rows.as_ref()?.get(self.cursor)
    }

    /// Draws it over `room`.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let (words, rows) = (&state.words, self.rows.as_deref().unwrap_or_default());
        let title = format!("{}  {}", self.title, place(Some(self.cursor), rows.len()));
        let inner = popup(buf, room, &title, state.theme);
        let area = Rect { height: inner.height.saturating_sub(1), ..inner };
        if self.rows.is_some() && rows.is_empty() {
            let says = words.get("desk-nothing-missing");
            put(buf, area.x + 1, area.y, area.width, &says, state.theme.style(Role::Dim));
        }
        let height = area.height.saturating_sub(1) as usize;
        let top = scrolled(0, self.cursor, height, rows.len());
        let park = self.table(state, rows, top, height).draw(buf, area, state.theme);
        let told = self.current().map(|row| told(state, row)).unwrap_or_default();
        let y = inner.bottom().saturating_sub(1);
        let told = text::fit(&told, usize::from(inner.width.saturating_sub(1)));
        put(buf, inner.x + 1, y, inner.width, &told, state.theme.style(Role::Accent));
        park
    }

    fn table<'a>(&self, state: &State, rows: &'a [OwedRow], top: usize, height: usize) -> Table<'a> {
        let words = &state.words;
        let column = |id: &str, width, flex, dispensable| Column {
            title: words.get(&format!("col-{id}")).into(),
            width,
            flex,
            dispensable,
            ..Column::default()
        };
        let widest = |of: &dyn Fn(&OwedRow) -> String, most: usize| {
            rows.iter().map(|row| text::width(&of(row))).max().unwrap_or(4).clamp(4, most) as u16
        };
        let stands = |row: &OwedRow| words.owed(row);
        let paper = |row: &OwedRow| words.paper_named(row);
        let columns = vec![
            column("unit", widest(&|row| row.unit.clone(), 14), 0, 0),
            column("paper", widest(&paper, 24), 1, 0),
            column("receiver", widest(&|row| row.receiver.clone().unwrap_or_default(), 10), 0, 3),
            column("due", 5, 0, 2),
            Column { fit: Fit::Always, ..column("handed", widest(&stands, 24), 0, 0) },
            column("person-name", widest(&|row| named(row).0, 8), 0, 0),
            column("phone", widest(&|row| named(row).1, 13), 0, 0),
        ];
        let line = |row: &'a OwedRow| {
            let (name, phone) = named(row);
            let role =
                if row.state == "missing" && row.late_days.is_some() { Role::Overdue } else { Role::Normal };
            let cells: Vec<Cell<'a>> = vec![
                row.unit.as_str().into(),
                paper(row).into(),
                row.receiver.as_deref().unwrap_or_default().into(),
                words.day_near(row.due, state.day()).into(),
                Cell { text: stands(row).into(), role, lit: None },
                name.into(),
                Cell { text: phone.into(), role: Role::Accent, lit: None },
            ];
            Row { cells, marked: false }
        };
        Table {
            columns,
            rows: rows.iter().skip(top).take(height).map(line).collect(),
            selected: Some(self.cursor.saturating_sub(top)).filter(|_| !rows.is_empty()),
            header: true,
            ..Table::default()
        }
    }
}

fn named(row: &OwedRow) -> (String, String) {
    row.person.as_ref().map_or_else(Default::default, |person| (person.name.clone(), person.phone.clone()))
}

/// The paper under the cursor in full.
fn told(state: &State, row: &OwedRow) -> String {
    let words = &state.words;
    let due = format!("{} {}", words.get("col-due"), words.day_near(row.due, state.day()));
    let on = row.on.map(|on| format!("{} {}", words.get("col-handed"), words.day_near(on, state.day())));
    let chased = row.chased.as_ref().map(|chased| words.chased(chased, state.day()));
    let pieces = [Some(row.name.clone()), Some(due), on, Some(words.owed(row)), chased];
    pieces.into_iter().flatten().collect::<Vec<_>>().join("  ")
}
