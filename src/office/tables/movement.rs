//! How the issues of a month came to be so many: what there was, what was corrected, what came, what went.
//! Opening + corrected + new + moved − removed = closing. A month begins where the last one ended that was
//! handed in.

use super::{Body, columns, place};
use crate::model::behind::Place;
use crate::model::diff::Move;
use crate::model::filter::{Filter, Test};
use crate::model::refusal::Refusal;
use crate::model::table::{Cell, Column, Note, Sort};
use crate::office::diff::{Evening, evening, moves};
use crate::office::query::Desk;
use crate::office::report;
use crate::rules::lock;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How one unit (or all) moved within a month.
#[derive(Default, Clone, Copy)]
struct Flow {
    opening: i64,
    corrected: i64,
    added: i64,
    moved: i64,
    removed: i64,
    closing: i64,
    rectified: i64,
    closed: i64,
    overdue: i64,
    open: i64,
}

impl Flow {
    fn cells(self) -> [Cell; 10] {
        [
            self.opening,
            self.corrected,
            self.added,
            self.moved,
            self.removed,
            self.closing,
            self.rectified,
            self.closed,
            self.overdue,
            self.open,
        ]
        .map(Cell::Count)
    }
}

/// T13: of a month that a word of the filter names, a line a unit; without one, a line a month.
///
/// # Errors
/// No month is called so, or it has not begun.
pub fn movement(desk: &Desk<'_>, filter: &Filter) -> Result<Body, Refusal> {
    let (named, rest) = parted(filter);
    let Some(word) = named else { return by_month(desk, &rest) };
    let (month, first) = lock::month(&word, desk.asker.today)?;
    let flows = flows(desk, &rest, &month, first)?;
    let line = |(at, (unit, flow)): (usize, &(u16, Flow))| {
        let mut cells = vec![place(at), Cell::text(desk.books.unit_name(u32::from(*unit)))];
        cells.extend(flow.cells());
        cells
    };
    Ok(Body {
        columns: heads("unit"),
        rows: flows.iter().enumerate().map(line).collect(),
        adds_up: true,
        period: month,
        notes: ["movement", "corrected", "issues"].map(Note::new).into(),
        ..Body::default()
    })
}

/// The word that names a month, and the filter without it.
pub(super) fn parted(filter: &Filter) -> (Option<String>, Filter) {
    let mut rest = filter.clone();
    let mut named = None;
    rest.terms.retain(|term| match &term.test {
        Test::Words(word) if !term.negated && named.is_none() => {
            named = Some(word.clone());
            false
        }
        _ => true,
    });
    (named, rest)
}

/// The issues behind a number of the movement, of the month its line or its filter names.
pub(super) fn behind(desk: &Desk<'_>, filter: &Filter, place: &Place) -> Result<Vec<usize>, Refusal> {
    let (named, rest) = parted(filter);
    let (month, unit) = match named {
        Some(month) => (month, place.line.name()),
        None => (place.line.name().unwrap_or_default().to_owned(), None),
    };
    let (month, first) = lock::month(&month, desk.asker.today)?;
    let Evenings { opening, start, end } = evenings(desk, &rest, &month, first)?;
    let of = |at: u16| unit.is_none_or(|name| desk.books.unit_name(u32::from(at)) == name);
    let stood = |evening: &Evening| -> Vec<usize> {
        evening.stands.iter().filter(|(_, stand)| of(stand.unit)).map(|(row, _)| *row).collect()
    };
    let did = |from: &Evening, to: &Evening, what: &[Move]| -> Vec<usize> {
        let all: BTreeSet<&usize> = from.stands.keys().chain(to.stands.keys()).collect();
        let did = |row: &usize| {
            let moves = moves(from.stands.get(row), to.stands.get(row));
            moves.iter().any(|(did, unit)| what.contains(did) && of(*unit))
        };
        all.into_iter().copied().filter(did).collect()
    };
    Ok(match place.column.as_str() {
        "opening" => stood(&opening),
        "corrected" => did(&opening, &start, &[Move::Added, Move::Removed, Move::MovedIn, Move::MovedOut]),
        "added" => did(&start, &end, &[Move::Added]),
        "moved-in" => did(&start, &end, &[Move::MovedIn, Move::MovedOut]),
        "removed" => did(&start, &end, &[Move::Removed]),
        "closing" => stood(&end),
        "rectified-in-month" => did(&start, &end, &[Move::Rectified]),
        "closed-in-month" => did(&start, &end, &[Move::Closed]),
        "open-at-end" => {
            let open = end.stands.iter().filter(|(_, stand)| !stand.closed && of(stand.unit));
            open.map(|(row, _)| *row).collect()
        }
        "overdue-at-end" => {
            let late = end.stands.iter().filter(|(_, stand)| stand.overdue && of(stand.unit));
            late.map(|(row, _)| *row).collect()
        }
        _ => Vec::new(),
    })
}

fn heads(first: &str) -> Vec<Column> {
    let count = |key: &'static str| (key, Sort::Count);
    let name = if first == "unit" { ("unit", Sort::Text) } else { ("month", Sort::Text) };
    columns(&[
        ("n", Sort::Ordinal),
        name,
        count("opening"),
        count("corrected"),
        count("added"),
        count("moved-in"),
        count("removed"),
        count("closing"),
        count("rectified-in-month"),
        count("closed-in-month"),
        count("overdue-at-end"),
        count("open-at-end"),
    ])
}

fn by_month(desk: &Desk<'_>, filter: &Filter) -> Result<Body, Refusal> {
    let mut rows = Vec::new();
    for (at, first) in months(desk).into_iter().enumerate() {
        let month = crate::books::owed::month_of(first);
        let flows = flows(desk, filter, &month, first)?;
        let sum = flows.into_iter().fold(Flow::default(), |sum, (_, flow)| Flow {
            opening: sum.opening + flow.opening,
            corrected: sum.corrected + flow.corrected,
            added: sum.added + flow.added,
            moved: sum.moved + flow.moved,
            removed: sum.removed + flow.removed,
            closing: sum.closing + flow.closing,
            rectified: sum.rectified + flow.rectified,
            closed: sum.closed + flow.closed,
            overdue: sum.overdue + flow.overdue,
            open: sum.open + flow.open,
        });
        let mut cells = vec![place(at), Cell::Text(month)];
        cells.extend(sum.cells());
        rows.push(cells);
    }
    let notes = ["movement", "corrected", "issues"].map(Note::new).into();
    Ok(Body { columns: heads("month"), rows, notes, ..Body::default() })
}

/// The first days of the months from the first report of an issue until today.
fn months(desk: &Desk<'_>) -> Vec<NaiveDate> {
    use chrono::Datelike;
    let today = desk.asker.today;
    let sheet = &desk.books.sheet;
    let reported = desk.books.rows().filter_map(|row| crate::books::sheet::day_of(sheet.reported[row]));
    let mut first = reported.min().unwrap_or(today).min(today).with_day(1);
    let mut months = Vec::new();
    while let Some(month) = first.filter(|month| *month <= today) {
        months.push(month);
        first = month.checked_add_months(chrono::Months::new(1));
    }
    months
}

/// How each unit moved within a month. Of a month that was handed in, only what was typed until then counts.
fn flows(
    desk: &Desk<'_>,
    filter: &Filter,
    month: &str,
    first: NaiveDate,
) -> Result<Vec<(u16, Flow)>, Refusal> {
    let Evenings { opening, start, end } = evenings(desk, filter, month, first)?;
    Ok(flowed(desk, &opening, &start, &end))
}

/// What a month opened with, the same day as it is known now, and its end.
struct Evenings {
    opening: Evening,
    start: Evening,
    end: Evening,
}

fn evenings(desk: &Desk<'_>, filter: &Filter, month: &str, first: NaiveDate) -> Result<Evenings, Refusal> {
    let own = report::locked(desk, month);
    let bound = own.map_or(u64::MAX, report::seq_of);
    let end = own.map_or_else(|| lock::last_day(first).min(desk.asker.today), report::as_of);
    let on = |day: NaiveDate, bound: u64| desk.replayed(day, bound, |desk| evening(desk, filter));
    // A month begins where the one before it was handed in, or else where that one ended.
    let (opening, start) = match report::before(desk, first) {
        Some(last) => {
            let day = report::as_of(last);
            (on(day, report::seq_of(last))?, on(day, bound)?)
        }
        None => {
            let start = on(first.pred_opt().unwrap_or(first), bound)?;
            (start.clone(), start)
        }
    };
    Ok(Evenings { opening, start, end: on(end, bound)? })
}

fn flowed(desk: &Desk<'_>, opening: &Evening, start: &Evening, end: &Evening) -> Vec<(u16, Flow)> {
    let issues = |evening: &Evening, unit: u16| evening.units.get(&unit).map_or(0, |t| i64::from(t.issues));
    let mut flows: BTreeMap<u16, Flow> = BTreeMap::new();
    for unit in [opening, start, end].iter().flat_map(|evening| evening.units.keys()) {
        flows.entry(*unit).or_insert_with(|| Flow {
            opening: issues(opening, *unit),
            corrected: issues(start, *unit) - issues(opening, *unit),
            closing: issues(end, *unit),
            overdue: end.units.get(unit).map_or(0, |tally| tally.overdue.into()),
            open: end.units.get(unit).map_or(0, |tally| i64::from(tally.issues) - i64::from(tally.closed)),
            ..Flow::default()
        });
    }
    let all: BTreeSet<&usize> = start.stands.keys().chain(end.stands.keys()).collect();
    for row in all {
        for (what, unit) in moves(start.stands.get(row), end.stands.get(row)) {
            let Some(flow) = flows.get_mut(&unit) else { continue };
            match what {
                Move::Added => flow.added += 1,
                Move::Removed => flow.removed += 1,
                Move::MovedIn => flow.moved += 1,
                Move::MovedOut => flow.moved -= 1,
                Move::Rectified => flow.rectified += 1,
                Move::Closed => flow.closed += 1,
                _ => {}
            }
        }
    }
    let mut flows: Vec<(u16, Flow)> = flows.into_iter().collect();
    flows.sort_by_key(|(unit, _)| (desk.books.unit_order(u32::from(*unit)), *unit));
    flows
}
