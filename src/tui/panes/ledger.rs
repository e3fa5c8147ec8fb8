//! The ledger of the issue under the cursor: its measures.

use crate::api::answer::Card;
use crate::i18n::Words;
use crate::model::row::MeasureRow;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place, scrolled};
use crate::tui::widgets::paint::put;
use crate::tui::widgets::table::{Cell, Column, Fit, Row, Table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the measures.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, focused: bool) -> Option<Position> {
    let words = &state.words;
    let no = state.issues.current().map(crate::tui::state::name_of).unwrap_or_default();
    let measures = state.card.as_ref().map_or(&[][..], |card| card.measures.as_slice());
    let title = format!("3 {} · {no}", words.tab(3));
    let note = if measures.is_empty() { String::new() } else { place(Some(state.ledger_at), measures.len()) };
    let inner = pane(buf, area, &title, &note, focused, state.theme);
    if measures.is_empty() {
        let says = if no.is_empty() { words.get("empty-ledger") } else { words.get("desk-no-measures") };
        put(buf, inner.x + 1, inner.y, inner.width.saturating_sub(1), &says, state.theme.style(Role::Dim));
        return None;
    }
    let money = state.card.as_ref().map(|card| refund(card, words)).unwrap_or_default();
    let height = inner.height.saturating_sub(1) as usize;
    let top = scrolled(0, state.ledger_at, height, measures.len());
    let table = Table {
        columns: columns(words),
        rows: measures.iter().skip(top).take(height).map(|measure| row(measure, words)).collect(),
        selected: Some(state.ledger_at - top.min(state.ledger_at)).filter(|_| focused),
        header: true,
        ..Table::default()
    };
    let park = table.draw(buf, inner, state.theme);
    let y = inner.y + 1 + measures.len() as u16;
    if !money.is_empty() && y < inner.bottom() {
        put(buf, inner.x + 3, y, inner.width.saturating_sub(3), &money, state.theme.style(Role::Dim));
    }
    park
}

/// How much has been given back of how much.
fn refund(card: &Card, words: &Words) -> String {
    let Some(row) = &card.row else { return String::new() };
    match (row.refunded_fen, card.record.int(crate::model::field::Field::Refundable).or(row.amount_fen)) {
        (Some(back), Some(all)) => {
            words.with("desk-refunded", &[("back", words.money(back)), ("all", words.money(all))])
        }
        _ => String::new(),
    }
}

fn columns(words: &Words) -> Vec<Column<'_>> {
    let column = |id: &str, width, flex, dispensable| Column {
        title: words.get(&format!("col-{id}")).into(),
        width,
        flex,
        dispensable,
        ..Column::default()
    };
    vec![
        column("part", 2, 0, 0),
        column("action", 16, 4, 0),
        column("person", 8, 0, 2),
        column("due", 16, 2, 1),
        Column { fit: Fit::Always, ..column("done", 12, 0, 0) },
    ]
}

fn row<'a>(measure: &'a MeasureRow, words: &Words) -> Row<'a> {
    let due = measure.deadline.as_ref().map(|due| words.deadline(due)).unwrap_or_default();
    let (done, role) = match (measure.done, measure.done_on) {
        (true, Some(day)) => (words.with("desk-done-on", &[("day", words.day_short(day))]), Role::Done),
        (true, None) => (words.field(crate::model::field::Field::Done), Role::Done),
        (false, _) => (words.get("desk-under-way"), Role::Normal),
    };
    let cells: Vec<Cell<'a>> = vec![
        measure.part.to_string().into(),
        measure.action.as_str().into(),
        measure.person.as_str().into(),
        due.into(),
        Cell { text: done.into(), role, lit: None },
    ];
    Row { cells, marked: false }
}
