//! What changed since a day, a meeting, a report: a line a unit. Then + new + moved in − removed − moved out = now.

use super::{Asked, Body, framed, place};
use crate::model::behind::Place;
use crate::model::diff::{Change, Diff, Move, Since};
use crate::model::refusal::Refusal;
use crate::model::table::{Cell, Column, Heading, Note, Sort, Table};
use crate::office::diff::{Between, between, moves, told};
use crate::office::query::Desk;

/// The columns under their headings. One that is no move is a count of its own.
const COLUMNS: [(&str, &[&str]); 3] = [
    (
        "since-flow",
        &["since-then", "since-added", "since-moved_in", "since-removed", "since-moved_out", "since-now"],
    ),
    ("since-work", &["since-rectified", "since-closed", "since-reopened", "since-extended"]),
    (
        "since-pressing",
        &["since-fell_overdue", "since-no_longer_overdue", "overdue", "since-listed", "since-delisted"],
    ),
];

/// T17.
///
/// # Errors
/// No day is called so, it has not come, or there was no such meeting or report.
pub fn table(desk: &Desk<'_>, asked: &Asked<'_>) -> Result<Table, Refusal> {
    let between = between(desk, &asked.wanted.since, asked.filter, asked.line)?;
    desk.at(asked.filter, |desk| framed(desk, asked, body(told(desk, between))))?
}

/// The issues behind a number of it.
///
/// # Errors
/// As [`table`].
pub fn behind(desk: &Desk<'_>, since: &str, line: &str, place: &Place) -> Result<Vec<usize>, Refusal> {
    let filter = desk.filter(line)?;
    let Between { then, now, .. } = between(desk, since, &filter, line)?;
    let of = |unit: u16| place.line.holds(desk.books.unit_name(u32::from(unit)));
    let wanted = Move::ALL.into_iter().find(|what| key(*what) == place.column);
    let all = then.stands.keys().chain(now.stands.keys()).copied();
    let counts = |row: &usize| match (wanted, place.column.as_str()) {
        (Some(wanted), _) => {
            let moves = moves(then.stands.get(row), now.stands.get(row));
            moves.iter().any(|(what, unit)| *what == wanted && of(*unit))
        }
        (None, "since-then") => then.stands.get(row).is_some_and(|stand| of(stand.unit)),
        (None, "since-now") => now.stands.get(row).is_some_and(|stand| of(stand.unit)),
        (None, "overdue") => now.stands.get(row).is_some_and(|stand| stand.overdue && of(stand.unit)),
        _ => false,
    };
    Ok(all.filter(counts).collect())
}

fn key(what: Move) -> String {
    format!("since-{}", what.code())
}

fn body(diff: Diff) -> Body {
    let mut columns = super::columns(&[("n", Sort::Ordinal), ("unit", Sort::Text)]);
    for (heading, keys) in COLUMNS {
        let heading = Heading { key: heading.to_owned(), label: None };
        columns.extend(keys.iter().map(|key| Column::new(key, Sort::Count).under(&heading)));
    }
    let line = |(at, unit): (usize, &Change)| {
        let name = if unit.name.is_empty() { Cell::said("no-unit") } else { Cell::text(&unit.name) };
        let mut cells = vec![place(at), name];
        cells.extend(COLUMNS.iter().flat_map(|(_, keys)| *keys).map(|key| count(unit, key)));
        cells
    };
    let since = match &diff.what {
        Since::Day => Note::naming("since-day", vec![diff.since.to_string()]),
        Since::Meeting { title, .. } => {
            Note::naming("since-meeting", vec![diff.since.to_string(), title.clone()])
        }
        Since::Report { period } => {
            Note::naming("since-report", vec![diff.since.to_string(), period.clone()])
        }
    };
    Body {
        columns,
        rows: diff.units.iter().enumerate().map(line).collect(),
        adds_up: true,
        notes: vec![since, Note::new("since"), Note::new("issues")],
        ..Body::default()
    }
}

fn count(unit: &Change, column: &str) -> Cell {
    let n = match (Move::ALL.into_iter().find(|what| key(*what) == column), column) {
        (Some(what), _) => unit.count(what),
        (None, "since-then") => unit.then.issues,
        (None, "since-now") => unit.now.issues,
        _ => unit.now.overdue,
    };
    Cell::Count(n.into())
}
