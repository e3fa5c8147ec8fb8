//! Tab 6: the lines to read aloud, and below them a table of figures with a cursor on one number.

use super::chart;
use crate::i18n::Words;
use crate::keymap::{Action, Context};
use crate::model::behind::OfLine;
use crate::model::table::{Cell, Column, Sort};
use crate::text;
use crate::tui::figures::View;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, scrolled};
use crate::tui::widgets::paint::{put, put_fit, put_right};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Lines that are read aloud, and the line of views below them.
const ABOVE: u16 = 5;
/// Lines of heads above the figures.
const HEADS: u16 = 2;
/// The widest that a name of a line is shown.
const NAME: usize = 14;

/// Draws the tab.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let figures = &state.figures;
    let as_of =
        figures.table().map(|table| words.with("figures-as-of", &[("day", words.day_written(table.as_of))]));
    let inner =
        pane(buf, area, &format!("6 {}", words.tab(6)), &as_of.unwrap_or_default(), true, state.theme);
    let status = state.status.as_ref()?;
    for (y, line) in (inner.top()..inner.bottom()).zip(words.status_lines(status, None)) {
        put_fit(buf, inner.x + 1, y, inner.width.saturating_sub(1), &line, state.theme.style(Role::Heading));
    }
    views(state, buf, Rect { y: inner.y + 3, height: 1, ..inner });
    if figures.view == View::Changes {
        since(state, buf, Rect { y: inner.y + 4, height: 1, ..inner });
    }
    let area = Rect { y: inner.y + ABOVE, height: inner.height.saturating_sub(ABOVE), ..inner };
    if figures.view == View::Chart {
        return chart::draw(state, buf, area);
    }
    table(state, buf, area)
}

/// What changes are told since, and by which key that is chosen.
fn since(state: &State, buf: &mut Buffer, area: Rect) {
    let words = &state.words;
    let note = state.figures.table().and_then(|table| table.notes.first());
    let told = note.map_or_else(String::new, |note| words.table_note(note));
    let key = crate::tui::acts::keys(state, Context::List, Action::OtherDay);
    let line = words.with("figures-since", &[("since", told), ("key", key)]);
    put_fit(buf, area.x + 1, area.y, area.width.saturating_sub(2), &line, state.theme.style(Role::Accent));
}

/// The views, the one on the screen marked; and that sums do not add up.
fn views(state: &State, buf: &mut Buffer, area: Rect) {
    let words = &state.words;
    let mut x = area.x + 1;
    for view in View::ALL {
        let here = view == state.figures.view;
        let label = words.get(&format!("figures-view-{}", view.code()));
        let label = if here { format!("[{label}]") } else { format!(" {label} ") };
        let style = state.theme.style(if here { Role::Selected } else { Role::Dim });
        x += put(buf, x, area.y, area.right().saturating_sub(x), &label, style);
    }
    let broken = state.figures.table().map_or(0, |table| table.breaches.len());
    let told = match broken {
        0 => words.get("figures-sound"),
        n => words.with_n("figures-broken", n as i64),
    };
    let role = if broken > 0 { Role::Overdue } else { Role::Dim };
    let width = text::width(&told) as u16;
    // Where the views leave no room for it, it stands on the line below.
    let from = area.right().saturating_sub(width + 1);
    let y = if from > x { area.y } else { area.y + 1 };
    put(buf, from, y, area.right().saturating_sub(from), &told, state.theme.style(role));
}

fn table(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let (words, figures) = (&state.words, &state.figures);
    let lines = figures.lines();
    let columns = figures.columns();
    if lines.is_empty() || area.height <= HEADS + 1 {
        return None;
    }
    let naming = figures.first();
    let total = figures.table().is_some_and(|table| table.total.is_some());
    let named = |at: usize, line: &[Cell]| match at {
        0 if total => words.get("table-total"),
        _ => line.get(naming).map_or_else(String::new, |cell| words.table_cell(cell)),
    };
    let names: Vec<String> = lines.iter().enumerate().map(|(at, line)| named(at, line)).collect();
    let first = names.iter().map(|name| text::width(name)).max().unwrap_or(4).clamp(4, NAME) as u16;
    let widths: Vec<u16> = columns.iter().map(|(at, column)| width(words, &lines, *at, column)).collect();
    let room = area.width.saturating_sub(first + 3);
    let (left, shown) = window(&widths, figures.column, room);
    let places = places(area.x + first + 3, &widths, left, shown);
    heads(state, buf, area, &columns, &places);
    let height = area.height.saturating_sub(HEADS + 1) as usize;
    let top = scrolled(0, figures.row, height, lines.len());
    let mut park = None;
    for (y, at) in (area.y + HEADS..area.bottom() - 1).zip(top..lines.len()) {
        let here = at == figures.row;
        let role = if here { Role::Accent } else { Role::Normal };
        put_fit(buf, area.x + 1, y, first, &names[at], state.theme.style(role));
        for (column, x, width) in &places {
            let (place, head) = columns[*column];
            let cell = lines[at].get(place).unwrap_or(&Cell::Missing);
            let selected = here && *column == figures.column;
            let pressing = matches!(head.key.as_str(), "overdue" | "overdue-at-end" | "missing-papers");
            let role = match cell {
                _ if selected => Role::Selected,
                Cell::Count(n) if pressing && *n > 0 => Role::Overdue,
                Cell::Count(0) | Cell::Missing | Cell::NotApplicable => Role::Dim,
                _ => Role::Normal,
            };
            put_right(buf, *x, y, *width, &shown_cell(words, cell, head.sort), state.theme.style(role));
            if selected {
                park = Some(Position::new(*x, y));
            }
        }
    }
    told(state, buf, Rect { y: area.bottom() - 1, height: 1, ..area }, &columns);
    more(state, buf, area, left > 0, left + shown < columns.len());
    park
}

/// Where each column in sight stands: which one, from where, how wide.
fn places(from: u16, widths: &[u16], left: usize, shown: usize) -> Vec<(usize, u16, u16)> {
    let mut x = from;
    let mut places = Vec::new();
    for (at, width) in widths.iter().enumerate().skip(left).take(shown) {
        places.push((at, x, *width));
        x += width + 1;
    }
    places
}

/// The headings of groups, and below them the heads of columns.
fn heads(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    columns: &[(usize, &Column)],
    places: &[(usize, u16, u16)],
) {
    let words = &state.words;
    let mut last: Option<&str> = None;
    for (column, x, width) in places {
        let head = columns[*column].1;
        let group = head.group.as_ref();
        if let Some(group) = group.filter(|group| last != Some(group.key.as_str())) {
            let of_group = |other: &&(usize, u16, u16)| {
                columns[other.0].1.group.as_ref().is_some_and(|known| known.key == group.key)
            };
            let room: u16 = places.iter().filter(of_group).map(|(_, _, width)| width + 1).sum();
            let label = words.table_heading(group);
            put_fit(buf, *x, area.y, room.saturating_sub(1), &label, state.theme.style(Role::Dim));
        }
        last = group.map(|group| group.key.as_str());
        let here = *column == state.figures.column;
        let style = state.theme.style(if here { Role::Accent } else { Role::Heading });
        put_right(buf, *x, area.y + 1, *width, &short(words, head), style);
    }
}

/// What stands under the cursor, in full.
fn told(state: &State, buf: &mut Buffer, area: Rect, columns: &[(usize, &Column)]) {
    let (words, figures) = (&state.words, &state.figures);
    let Some((at, column)) = columns.get(figures.column) else { return };
    let lines = figures.lines();
    let Some(cell) = lines.get(figures.row).and_then(|line| line.get(*at)) else { return };
    let line = match figures.line() {
        OfLine::Total => words.get("table-total"),
        OfLine::Called(name) => name,
        OfLine::Rest => {
            let name = lines.get(figures.row).and_then(|line| line.get(figures.first()));
            name.map_or_else(String::new, |cell| words.table_cell(cell))
        }
    };
    let heading = column.group.as_ref().map(|group| words.table_heading(group)).unwrap_or_default();
    let parts = [line, heading, words.table_column(column), shown_cell(words, cell, column.sort)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let keys = if figures.view == View::Changes { "figures-keys-changes" } else { "figures-keys" };
    let told = format!("{}  {}", parts.join(" "), words.get(keys));
    put(buf, area.x + 1, area.y, area.width.saturating_sub(1), &told, state.theme.style(Role::Accent));
}

/// Signs that there are columns to the left or right of those in sight.
fn more(state: &State, buf: &mut Buffer, area: Rect, left: bool, right: bool) {
    let style = state.theme.style(Role::Dim);
    if left {
        put(buf, area.x, area.y + 1, 1, "<", style);
    }
    if right {
        put(buf, area.right().saturating_sub(1), area.y + 1, 1, ">", style);
    }
}

/// A figure as the screen shows it.
fn shown_cell(words: &Words, cell: &Cell, sort: Sort) -> String {
    match (cell, sort) {
        (Cell::Count(n), _) => n.to_string(),
        (Cell::Fen(fen), Sort::Wan) => crate::i18n::wan(*fen),
        (Cell::Fen(fen), _) => words.money(*fen),
        (Cell::Points(n), _) => format!("{:+}.{:02}", n / 100, (n % 100).abs()),
        (Cell::Day(day), _) => words.day(*day),
        (other, _) => words.table_cell(other),
    }
}

/// The head of a column without its measure.
fn short(words: &Words, column: &Column) -> String {
    let label = words.table_column(column);
    label.split(['（', '(']).next().unwrap_or_default().trim().to_owned()
}

fn width(words: &Words, lines: &[&Vec<Cell>], at: usize, column: &Column) -> u16 {
    let cells = lines.iter().filter_map(|line| line.get(at));
    let cells = cells.map(|cell| text::width(&shown_cell(words, cell, column.sort))).max().unwrap_or(1);
    cells.max(text::width(&short(words, column)).min(24)).clamp(3, 24) as u16
}

/// The first column in sight and how many are, so that the one under the cursor is.
fn window(widths: &[u16], at: usize, room: u16) -> (usize, usize) {
    let fits = |from: usize| {
        let mut used = 0;
        let fit = |width: &&u16| {
            used += **width + 1;
            used <= room + 1
        };
        widths[from.min(widths.len())..].iter().take_while(fit).count()
    };
    let mut left = 0;
    while left < at && left + fits(left) <= at {
        left += 1;
    }
    (left, fits(left))
}
