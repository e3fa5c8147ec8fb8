//! The issue list: a window on it, as many columns as there is room for.

use crate::i18n::Words;
use crate::model::filter::Flag;
use crate::model::row::IssueRow;
use crate::model::state::State as IssueState;
use crate::text::{self, pinyin};
use crate::tui::columns::Column as Shown;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place, scrolled};
use crate::tui::widgets::paint::put_wrapped;
use crate::tui::widgets::table::{Cell, Column, Fit, Row, Table};
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
    let top = top(state, height);
    let order = state.columns.order();
    let searched = searched(state);
    let shown = |at: usize| {
        let Some(issue) = state.issues.row(at) else { return Row::default() };
        let above = at.checked_sub(1).filter(|_| at > top).and_then(|at| state.issues.row(at));
        row(issue, above, &order, &searched, state)
    };
    let table = Table {
        columns: columns(&order, words),
        rows: (top..total.min(top + height)).map(shown).collect(),
        selected: Some(state.issues.cursor - top),
        selected_column: focused.then(|| state.column.min(order.len().saturating_sub(1))),
        frozen: state.columns.frozen + usize::from(state.columns.group.is_some()),
        header: true,
        ..Table::default()
    };
    table.draw(buf, inner, state.theme)
}

/// The words of the scope that are looked for in texts.
fn searched(state: &State) -> Vec<pinyin::Query> {
    let flags: Vec<String> = Flag::ALL.into_iter().map(|flag| state.words.flag(flag)).collect();
    let words = state.scope.bare_words().into_iter().filter(|word| !flags.contains(word));
    words.map(|word| pinyin::Query::new(&word)).collect()
}

/// The characters of a cell that a search has found.
fn lit(searched: &[pinyin::Query], column: Shown, text: &str) -> Option<std::ops::Range<usize>> {
    let read = matches!(column, Shown::No | Shown::Place | Shown::Title | Shown::Unit);
    searched.iter().filter(|_| read).find_map(|query| query.find(text)).map(|found| found.chars)
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

/// The first row in sight of a list so high.
pub fn top(state: &State, height: usize) -> usize {
    scrolled(
        state.issues.cursor.saturating_sub(height / 2),
        state.issues.cursor,
        height,
        state.issues.total(),
    )
}

fn columns<'a>(order: &[(Shown, Option<u16>)], words: &Words) -> Vec<Column<'a>> {
    let column = |(column, set): &(Shown, Option<u16>)| {
        let (width, flex, dispensable) = column.shape();
        // No state is cut in any language; its marks are where there is room.
        let labels = IssueState::ALL.into_iter().filter(|_| *column == Shown::State);
        let widest = labels.map(|state| text::width(&words.state(state))).max().unwrap_or(0) as u16;
        Column {
            title: column.title(words).into(),
            width: set.unwrap_or(width.max(widest)),
            flex: if set.is_some() { 0 } else { flex },
            dispensable,
            align: column.align(),
            fit: match column {
                _ if set.is_some() => Fit::Never,
                Shown::State => Fit::Spare,
                Shown::Deadline => Fit::Always,
                _ => Fit::Never,
            },
        }
    };
    order.iter().map(column).collect()
}

/// A row. What it is grouped by is written once for the rows that share it.
fn row<'a>(
    issue: &'a IssueRow,
    above: Option<&IssueRow>,
    order: &[(Shown, Option<u16>)],
    searched: &[pinyin::Query],
    state: &State,
) -> Row<'a> {
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
    let mut marks = words.marks(issue);
    let presses = (issue.overdue || issue.soon) && !marks.is_empty();
    let due = if presses {
        marks.remove(0)
    } else {
        issue.deadline.map(|due| words.day_in(due, state.day())).unwrap_or_default()
    };
    let state_text = [vec![words.state(issue.state)], marks].concat().join(" ");
    let plain = if issue.overdue || issue.soon { Role::Normal } else { role };
    let cell = |column: Shown| match column {
        Shown::Deadline => {
            Cell { text: due.clone().into(), role: if presses { role } else { Role::Normal }, lit: None }
        }
        Shown::State => Cell { text: state_text.clone().into(), role: plain, lit: None },
        column => {
            let text = column.cell(issue, words, state.day());
            let again = state.columns.group == Some(column)
                && above.is_some_and(|above| column.cell(above, words, state.day()) == text);
            let lit = lit(searched, column, &text);
            Cell { text: if again { "".into() } else { text.into() }, role: Role::Normal, lit }
        }
    };
    let cells: Vec<Cell<'a>> = order.iter().map(|(column, _)| cell(*column)).collect();
    Row { cells, marked: state.marks.contains_key(&issue.id) }
}
