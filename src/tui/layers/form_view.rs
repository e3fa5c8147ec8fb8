//! A form as it looks: what is known above, one line a field, candidates below the one being filled.

use super::field::SHOWN;
use super::form::{At, FormLayer};
use crate::model::form::{Input, Slot};
use crate::text;
use crate::tui::columns::Column;
use crate::tui::state::{State, name_of};
use crate::tui::theme::Role;
use crate::tui::widgets::frame::popup;
use crate::tui::widgets::paint::{put, put_fit};
use crate::tui::widgets::picker;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Rows of a bulk that are listed above its form.
const BULK: usize = 6;

/// One line of the form.
enum Line {
    Text(String, Role),
    Entry,
    Field(usize),
    /// The candidates below the field under the cursor.
    Picks(usize),
    Hint(String, Role),
    Save,
}

/// Draws it over the upper part of `room`; answers with the caret, and whether it is to be seen.
pub fn draw(layer: &FormLayer, state: &State, buf: &mut Buffer, room: Rect) -> Option<(Position, bool)> {
    let words = &state.words;
    let width = room.width.min(100);
    let lines = lines(layer, state, width.saturating_sub(4).max(2) as usize);
    let height = (lines.len() as u16 + 2).min(room.height);
    let area = Rect::new(room.x + (room.width - width) / 2, room.y, width, height);
    let title = match layer.entry.is_some() {
        true => words.action("register_issue"),
        false => words.verb(layer.verb),
    };
    let title = match &layer.subjects[..] {
        [what] => state.heading(title, what),
        _ => title,
    };
    let inner = popup(buf, area, &title, state.theme);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let here = lines.iter().position(|line| is_current(line, layer.at)).unwrap_or(0);
    let after =
        lines.iter().skip(here + 1).take_while(|l| matches!(l, Line::Picks(_) | Line::Hint(..))).count();
    let height = inner.height as usize;
    let top = (here + after + 1).saturating_sub(height).min(here);
    let label = layer.fields.iter().map(|field| text::width(&field.label(words))).max().unwrap_or(8);
    let label = (label as u16 + 2).min(inner.width / 2);
    let mut caret = None;
    for (y, line) in (inner.top()..inner.bottom()).zip(lines.iter().skip(top)) {
        let row = Rect { y, height: 1, ..inner };
        let at = one(line, layer, state, buf, row, label);
        if is_current(line, layer.at) {
            caret = at;
        }
    }
    caret
}

fn is_current(line: &Line, at: At) -> bool {
    match (line, at) {
        (Line::Entry, At::Line) | (Line::Save, At::Save) => true,
        (Line::Field(n), At::Field(at)) => *n == at,
        _ => false,
    }
}

fn lines(layer: &FormLayer, state: &State, cols: usize) -> Vec<Line> {
    let words = &state.words;
    let mut lines = Vec::new();
    let say = |text: &str, role: Role, lines: &mut Vec<Line>| {
        lines.extend(text::wrap(text, cols).into_iter().map(|text| Line::Text(text, role)));
    };
    if !layer.heading.is_empty() && layer.subjects.len() <= 1 {
        say(&layer.heading, Role::Heading, &mut lines);
    }
    for told in &layer.news {
        say(told, Role::Soon, &mut lines);
    }
    if layer.subjects.len() > 1 {
        let rows = state.marks.values().filter(|row| layer.subjects.contains(&name_of(row)));
        for row in rows.take(BULK) {
            let marks = words.state_and_marks(row);
            let told = [name_of(row), row.place.clone(), row.title.clone(), marks].join(" ");
            lines.push(Line::Text(text::fit(&told, cols), Role::Normal));
        }
        if layer.subjects.len() > BULK {
            say(&words.with("list-more", &[("n", layer.subjects.len().to_string())]), Role::Dim, &mut lines);
        }
    }
    if let Some(entry) = &layer.entry {
        lines.push(Line::Entry);
        let pieces: Vec<String> = (entry.pieces.iter())
            .map(|piece| format!("{}={}", words.taken(piece.taken), piece.reading))
            .collect();
        let reading = match pieces.is_empty() {
            true => words.get("desk-entry-hint"),
            false => pieces.join("  "),
        };
        say(&reading, Role::Dim, &mut lines);
    }
    for remark in &layer.remarks {
        say(&words.remark(remark), Role::Accent, &mut lines);
    }
    for (n, field) in layer.fields.iter().enumerate() {
        lines.push(Line::Field(n));
        if layer.at != At::Field(n) {
            continue;
        }
        if let Some(old) = old(layer, field, state) {
            lines.push(Line::Hint(words.with("desk-old", &[("old", old)]), Role::Dim));
        }
        let found = field.candidates(words).len();
        lines.extend((0..found.min(SHOWN)).map(Line::Picks));
        if !field.reading.is_empty() {
            lines.push(Line::Hint(field.reading.clone(), Role::Accent));
        } else if found == 0 {
            lines.push(Line::Hint(words.slot_hint(&field.slot, &field.input), Role::Dim));
        }
    }
    if !layer.says.is_empty() {
        say(&layer.says, Role::Overdue, &mut lines);
    }
    if !layer.fields.is_empty() {
        lines.push(Line::Save);
    }
    lines
}

/// What stands there now, once something else is typed: of one record, or of each of a bulk.
fn old(layer: &FormLayer, field: &super::field::Field, state: &State) -> Option<String> {
    let Slot::Field(code) = &field.slot else { return None };
    if field.value().is_empty() || field.value() == field.initial {
        return None;
    }
    if layer.subjects.len() <= 1 {
        return Some(field.initial.clone()).filter(|old| !old.is_empty());
    }
    let column = match code.as_str() {
        "unit" => Column::Unit,
        "category" | "item" => Column::Category,
        "place" => Column::Place,
        "title" => Column::Title,
        "stage" => Column::Stage,
        "source" => Column::Source,
        "lead" => Column::Lead,
        "found_on" => Column::Found,
        "amount" => Column::Amount,
        "students" => Column::Students,
        "extend_to" | "deadline" => Column::Deadline,
        _ => return None,
    };
    let rows = state.marks.values().filter(|row| layer.subjects.contains(&name_of(row)));
    let told = rows
        .take(BULK)
        .map(|row| format!("{} {}", name_of(row), column.cell(row, &state.words, state.day())));
    Some(told.collect::<Vec<_>>().join("；")).filter(|old| !old.is_empty())
}

fn one(
    line: &Line,
    layer: &FormLayer,
    state: &State,
    buf: &mut Buffer,
    row: Rect,
    label: u16,
) -> Option<(Position, bool)> {
    let words = &state.words;
    match line {
        Line::Text(text, role) => {
            put(buf, row.x, row.y, row.width, text, state.theme.style(*role));
            None
        }
        Line::Entry => {
            let used = put(buf, row.x, row.y, row.width, "> ", state.theme.style(Role::HintKey));
            let area = Rect { x: row.x + used, width: row.width.saturating_sub(used), ..row };
            let caret = layer.entry.as_ref()?.line.draw(buf, area, Style::new());
            Some((caret, true))
        }
        Line::Field(n) => Some(field(*n, layer, state, buf, row, label)),
        Line::Picks(n) => {
            let At::Field(at) = layer.at else { return None };
            let field = &layer.fields[at];
            let found = field.candidates(words);
            let choice = found.get(*n)?;
            let note = if choice.code == choice.label { String::new() } else { choice.code.clone() };
            let shown = picker::Choice {
                key: (n + 1).to_string().into(),
                label: choice.label.as_str().into(),
                note: note.into(),
                barred: false,
            };
            let area = Rect { x: row.x + label, width: row.width.saturating_sub(label).min(44), ..row };
            let here = !field.line.is_empty() && field.pick_at == *n;
            picker::draw(buf, area, &[shown], 0, if here { 0 } else { 1 }, state.theme);
            None
        }
        Line::Hint(text, role) => {
            put_fit(
                buf,
                row.x + label,
                row.y,
                row.width.saturating_sub(label),
                text,
                state.theme.style(*role),
            );
            None
        }
        Line::Save => {
            let here = layer.at == At::Save;
            let role = if here { Role::Selected } else { Role::Dim };
            let text = words.get(if here { "desk-save-now" } else { "desk-save-later" });
            put(buf, row.x, row.y, row.width, &text, state.theme.style(role));
            Some((Position::new(row.x, row.y), false))
        }
    }
}

fn field(
    n: usize,
    layer: &FormLayer,
    state: &State,
    buf: &mut Buffer,
    row: Rect,
    label: u16,
) -> (Position, bool) {
    let (field, here) = (&layer.fields[n], layer.at == At::Field(n));
    let mark = if here { "▶" } else { " " };
    put(buf, row.x, row.y, 1, mark, state.theme.style(Role::Accent));
    let role = if field.is_missing() { Role::Soon } else { Role::Dim };
    let name = field.label(&state.words);
    let name = if field.is_missing() { format!("{name}*") } else { name };
    put_fit(buf, row.x + 1, row.y, label.saturating_sub(1), &name, state.theme.style(role));
    let area = Rect { x: row.x + label, width: row.width.saturating_sub(label), ..row };
    let typed = here && (!field.chooses() || !field.line.is_empty() || field.chosen.is_none());
    if typed {
        return (field.line.draw(buf, area, Style::new()), true);
    }
    let seen = field.seen(&state.words);
    let role = if field.input == Input::Fixed { Role::Dim } else { Role::Normal };
    put_fit(buf, area.x, area.y, area.width, &seen, state.theme.style(role));
    (Position::new(area.x, area.y), here)
}
