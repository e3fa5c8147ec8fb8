//! Tabs 5 and 7: registers, one kind of entry at a time.

use crate::i18n::Words;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::row::EntryRow;
use crate::tui::registers::Registers;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place, scrolled};
use crate::tui::widgets::paint::put;
use crate::tui::widgets::table::{Cell, Column, Fit, Row, Table};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Lines below the list for the entry under the cursor.
const PREVIEW: u16 = 3;

/// Draws a tab of registers.
pub fn draw(state: &State, registers: &Registers, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let digit = state.tab.digit();
    let total = registers.shown().count();
    let late = if registers.late { format!(" {}", words.get("desk-late-only")) } else { String::new() };
    let mut title = format!("{digit} {} {total}{late}", words.kind(registers.kind()));
    let kept = matches!(registers.kind(), Kind::Intake | Kind::Clue);
    if kept && state.hello.as_ref().is_some_and(|hello| hello.without_confidential) {
        title.push_str(&format!(" · {}", words.get("without-confidential")));
    }
    let note = place(Some(registers.cursor), total);
    let inner = pane(buf, area, &title, &note, true, state.theme);
    kinds(state, registers, buf, Rect { height: 1, ..inner });
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + PREVIEW), ..inner };
    if total == 0 {
        put(buf, list.x + 1, list.y, list.width, &words.get("empty-entries"), state.theme.style(Role::Dim));
        return None;
    }
    let below = Rect { y: list.bottom(), height: inner.bottom().saturating_sub(list.bottom()), ..inner };
    if let Some(row) = registers.current() {
        preview(state, row, buf, below);
    }
    let height = list.height.saturating_sub(1) as usize;
    let top = scrolled(0, registers.cursor, height, total);
    let column = |id: &str, width, flex, dispensable| Column {
        title: words.get(&format!("col-{id}")).into(),
        width,
        flex,
        dispensable,
        ..Column::default()
    };
    let day = state.day();
    let table = Table {
        columns: vec![
            column("no", 7, 0, 0),
            column("day", 6, 0, 3),
            column("unit", 8, 0, 2),
            column("text", 16, 4, 0),
            column("linked", 8, 1, 4),
            Column { fit: Fit::Always, ..column("due", 8, 0, 0) },
            Column { fit: Fit::Always, ..column("status", 9, 0, 0) },
        ],
        rows: registers.shown().skip(top).take(height).map(|row| line(row, words, day)).collect(),
        selected: registers.cursor.checked_sub(top),
        header: true,
        ..Table::default()
    };
    table.draw(buf, list, state.theme)
}

/// The kinds of the tab, the one in sight marked; where they do not all fit, those around it.
fn kinds(state: &State, registers: &Registers, buf: &mut Buffer, area: Rect) {
    let mut names: Vec<(String, Role)> = Vec::new();
    for (n, kind) in registers.kinds.iter().enumerate() {
        let role = if n == registers.at { Role::Selected } else { Role::Dim };
        names.push((state.words.kind(*kind), role));
    }
    names.push((state.words.get("desk-turn"), Role::Dim));
    let wide = |from: usize| -> usize {
        names[from..=registers.at].iter().map(|(name, _)| crate::text::width(name) + 2).sum()
    };
    let mut from = 0;
    while from < registers.at && wide(from) > area.width as usize {
        from += 1;
    }
    let mut x = area.x + 1;
    for (name, role) in &names[from..] {
        if x + crate::text::width(name) as u16 > area.right() {
            break;
        }
        x += put(buf, x, area.y, area.right() - x, name, state.theme.style(*role)) + 2;
    }
}

fn line<'a>(row: &'a EntryRow, words: &Words, day: NaiveDate) -> Row<'a> {
    let on = |on: Option<NaiveDate>| on.map(|on| words.day_near(on, day)).unwrap_or_default();
    let linked: Vec<&str> = row.issues.iter().chain(&row.papers).map(String::as_str).collect();
    let due = match row.due {
        Some(due) if row.late => words.with("mark-overdue", &[("n", (day - due).num_days().to_string())]),
        due => on(due),
    };
    let role = if row.late { Role::Overdue } else { Role::Normal };
    let cells: Vec<Cell<'a>> = vec![
        row.no.as_str().into(),
        on(row.on).into(),
        row.unit.as_str().into(),
        row.title.as_str().into(),
        linked.join(" ").into(),
        Cell { text: due.into(), role, lit: None },
        words.code(Field::Status, &row.status).into(),
    ];
    Row { cells, marked: false }
}

/// What the columns leave out of the entry under the cursor.
fn preview(state: &State, row: &EntryRow, buf: &mut Buffer, area: Rect) {
    const SAID: [Field; 8] = [
        Field::No,
        Field::Status,
        Field::Unit,
        Field::Title,
        Field::Issues,
        Field::Papers,
        Field::Lead,
        Field::Stage,
    ];
    let words = &state.words;
    let cells = row.cells.iter().filter(|cell| !SAID.contains(&cell.field));
    let told: Vec<String> = cells
        .map(|cell| {
            let value = words.value(cell.field, &cell.value, cell.named.as_deref());
            format!("{} {value}", words.field(cell.field))
        })
        .collect();
    let text = told.join("  ");
    let lines = crate::text::wrap(&text, area.width.saturating_sub(3) as usize);
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        put(buf, area.x + 1, y, area.width.saturating_sub(1), &line, state.theme.style(Role::Dim));
    }
}
