//! The schedule: the rows of the plan, how long each has left, and where the plan contradicts itself.

use crate::i18n::Words;
use crate::model::row::TaskRow;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, scrolled};
use crate::tui::widgets::paint::put;
use crate::tui::widgets::table::{Cell, Column, Fit, Row, Table};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the schedule from what falls next on; with the keys it is a board of its own.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let tasks = &state.tasks;
    let at = tasks.iter().position(|task| task.days_left.is_none_or(|days| days >= 0)).unwrap_or(0);
    let inner = pane(buf, area, &format!("4 {}", words.tab(4)), "", false, state.theme);
    if tasks.is_empty() {
        put(buf, inner.x + 1, inner.y, inner.width, &words.get("empty-tasks"), state.theme.style(Role::Dim));
        return None;
    }
    let height = inner.height as usize;
    let top = scrolled(at.saturating_sub(1), at, height, tasks.len());
    let column = |width, flex, dispensable| Column { width, flex, dispensable, ..Column::default() };
    let table = Table {
        columns: vec![
            column(if tasks.iter().any(|task| task.no.len() > 2) { 6 } else { 2 }, 0, 0),
            column(12, 1, 0),
            column(28, 4, 0),
            column(16, 2, 3),
            Column { fit: Fit::Always, ..column(11, 0, 0) },
            Column { fit: Fit::Always, ..column(8, 0, 2) },
        ],
        rows: tasks.iter().skip(top).take(height).map(|task| row(task, words, state.day())).collect(),
        ..Table::default()
    };
    table.draw(buf, inner, state.theme)
}

/// How many days are left, or since when it is past.
pub fn days_left(words: &Words, days: i64) -> String {
    match days < 0 {
        true => words.with("desk-past", &[("n", days.unsigned_abs().to_string())]),
        false => words.days_left(days),
    }
}

fn row<'a>(task: &'a TaskRow, words: &Words, day: NaiveDate) -> Row<'a> {
    let left = task.days_left.map(|days| days_left(words, days)).unwrap_or_default();
    let role = match task.days_left {
        Some(days) if days < 0 => Role::Dim,
        Some(0..=7) => Role::Soon,
        _ => Role::Normal,
    };
    let work = match task.unsettled.is_empty() {
        true => task.work.clone(),
        false => format!("{} {}", words.get("mark-conflict"), task.work),
    };
    let cells: Vec<Cell<'a>> = vec![
        task.no.as_str().into(),
        task.text.as_str().into(),
        work.into(),
        task.by.as_str().into(),
        words.row_stands(task, day).into(),
        Cell { text: left.into(), role, lit: None },
    ];
    Row { cells, marked: false }
}
