//! The issue list: a window on it, as many columns as there is room for.

use crate::i18n::Words;
use crate::model::row::IssueRow;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place, scrolled};
use crate::tui::widgets::paint::put_wrapped;
use crate::tui::widgets::table::{Cell, Column, Row, Table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the list.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, focused: bool) -> Option<Position> {
    let words = &state.words;
    let total = state.issues.total();
    let marked = match state.marks.len() {
        0 => String::new(),
        n => format!(" {}", words.with("desk-marked", &[("n", n.to_string())])),
    };
    let title = format!("2 {} {}{marked}", words.tab(2), place(Some(state.issues.cursor), total));
    let all = state.issues.page.as_ref().map_or(0, |page| page.all as usize);
    let note = if all > total { format!("/{all}") } else { String::new() };
    let inner = pane(buf, area, &title, &note, focused, state.theme);
    if total == 0 {
        let empty = Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner };
        put_wrapped(buf, empty, &nothing(state), 0, state.theme.style(Role::Dim));
        return None;
    }
    let height = inner.height.saturating_sub(1) as usize;
    let top = scrolled(state.issues.cursor.saturating_sub(height / 2), state.issues.cursor, height, total);
    let shown = |at: usize| {
        let Some(issue) = state.issues.row(at) else { return Row::default() };
        row(issue, state)
    };
    let table = Table {
        columns: columns(words),
        rows: (top..total.min(top + height)).map(shown).collect(),
        selected: Some(state.issues.cursor - top),
        header: true,
        ..Table::default()
    };
    table.draw(buf, inner, state.theme)
}

/// What an empty list means.
fn nothing(state: &State) -> String {
    let Some(page) = &state.issues.page else { return String::new() };
    let late = crate::tui::acts::find::overdue(state);
    state.words.get(match () {
        () if page.all == 0 => "empty-issues",
        () if state.scope.has(&late) && state.scope.unit.is_none() => "empty-overdue",
        () => "empty-scope",
    })
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
        column("no", 8, 0, 0),
        column("place", 12, 2, 2),
        column("category", 4, 0, 3),
        column("title", 14, 5, 0),
        column("with", 12, 2, 4),
        column("deadline", 8, 1, 1),
        column("state", 10, 2, 0),
    ]
}

fn row<'a>(issue: &'a IssueRow, state: &State) -> Row<'a> {
    let words = &state.words;
    let role = if issue.overdue {
        Role::Overdue
    } else if issue.listed {
        Role::Listed
    } else if issue.soon {
        Role::Soon
    } else if issue.closed_on.is_some() {
        Role::Done
    } else {
        Role::Normal
    };
    let no = issue.no.clone().unwrap_or_else(|| format!("#{}", issue.id));
    let with = issue.with.as_ref().map(|with| words.with_days(with, issue.with_days)).unwrap_or_default();
    let mut marks = words.marks(issue);
    let presses = (issue.overdue || issue.soon) && !marks.is_empty();
    let due = if presses {
        marks.remove(0)
    } else {
        issue.deadline.map(|due| words.day_in(due, state.day())).unwrap_or_default()
    };
    let state_text = [vec![words.state(issue.state)], marks].concat().join(" ");
    let cells: Vec<Cell<'a>> = vec![
        no.into(),
        issue.place.as_str().into(),
        issue.item.as_deref().unwrap_or(&issue.category).into(),
        issue.title.as_str().into(),
        with.into(),
        Cell { text: due.into(), role: if presses { role } else { Role::Normal } },
        Cell { text: state_text.into(), role: if issue.overdue || issue.soon { Role::Normal } else { role } },
    ];
    Row { cells, marked: state.marks.contains_key(&issue.id) }
}
