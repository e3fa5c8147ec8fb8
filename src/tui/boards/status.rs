//! Tab 6: the figures of the scope, to read aloud, and by unit.

use crate::i18n::Words;
use crate::model::figures::{Status, Tally};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, scrolled};
use crate::tui::widgets::paint::put_fit;
use crate::tui::widgets::table::{Align, Cell, Column, Row, Table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the three lines and the table.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let inner = pane(buf, area, &format!("6 {}", words.tab(6)), "", true, state.theme);
    let status = state.status.as_ref()?;
    for (y, line) in (inner.top()..inner.bottom()).zip(words.status_lines(status, None)) {
        put_fit(buf, inner.x + 1, y, inner.width.saturating_sub(1), &line, state.theme.style(Role::Heading));
    }
    let area = Rect { y: inner.y + 4, height: inner.height.saturating_sub(4), ..inner };
    let height = area.height.saturating_sub(1) as usize;
    let total = status.units.len() + 1;
    let top = scrolled(0, state.status_at, height, total);
    let rows = rows(status, words);
    let table = Table {
        columns: columns(words),
        rows: rows.into_iter().skip(top).take(height).collect(),
        selected: state.status_at.checked_sub(top),
        header: true,
        ..Table::default()
    };
    table.draw(buf, area, state.theme)
}

fn columns(words: &Words) -> Vec<Column<'_>> {
    let names = [
        "issues",
        "rectified",
        "rate",
        "closed",
        "overdue",
        "soon",
        "rectifying",
        "claimed",
        "unrouted",
        "reported",
        "listed",
    ];
    let unit = Column { title: words.get("status-col-unit").into(), width: 14, flex: 1, ..Column::default() };
    let figures = names.iter().enumerate().map(|(n, name)| Column {
        title: words.get(&format!("status-col-{name}")).into(),
        width: 8,
        dispensable: n.saturating_sub(4) as u8,
        align: Align::Right,
        ..Column::default()
    });
    std::iter::once(unit).chain(figures).collect()
}

fn rows<'a>(status: &'a Status, words: &Words) -> Vec<Row<'a>> {
    let total = Tally { name: words.get("status-total"), ..status.total.clone() };
    let row = |tally: &Tally| {
        let counts = [
            tally.issues.to_string(),
            tally.rectified.to_string(),
            rate(tally.rectified, tally.issues),
            tally.closed.to_string(),
            tally.overdue.to_string(),
            tally.soon.to_string(),
            tally.rectifying.to_string(),
            tally.claimed.to_string(),
            tally.unrouted.to_string(),
            tally.reported.to_string(),
            tally.listed.to_string(),
        ];
        let mut cells: Vec<Cell> = vec![tally.name.clone().into()];
        cells.extend(counts.into_iter().map(Cell::from));
        if tally.overdue > 0 {
            cells[5].role = Role::Overdue;
        }
        Row { cells, marked: false }
    };
    std::iter::once(&total).chain(&status.units).map(row).collect()
}

/// A part of a whole in per cent, one decimal, half up; blank where there is no whole.
fn rate(part: u32, whole: u32) -> String {
    let (part, whole) = (u64::from(part), u64::from(whole));
    match whole {
        0 => String::new(),
        _ => {
            let tenths = (part * 2000 + whole) / (2 * whole);
            format!("{}.{}%", tenths / 10, tenths % 10)
        }
    }
}
