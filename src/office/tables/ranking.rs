//! Units by how far they are, and how far they moved since the last month ended.

use super::papers::lateness;
use super::statistics::{lines, rate};
use super::{Asked, Body, columns, framed, unit_cell};
use crate::model::field::Field;
use crate::model::figures::Tally;
use crate::model::filter::Filter;
use crate::model::refusal::Refusal;
use crate::model::table::{Cell, Note, Sort, Table};
use crate::office::query::Desk;
use chrono::{Datelike, Days};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// T11.
pub fn table(desk: &Desk<'_>, asked: &Asked<'_>) -> Result<Table, Refusal> {
    let filter = asked.filter;
    let day = filter.as_of.or(filter.known).unwrap_or(desk.asker.today).min(desk.asker.today);
    let before = day.with_day(1).and_then(|first| first.checked_sub_days(Days::new(1)));
    let earlier = Filter { as_of: before, ..filter.clone() };
    let then: BTreeMap<u32, Tally> = desk.at(&earlier, |desk| tallies(desk, filter))?.into_iter().collect();
    desk.at(filter, |desk| {
        let body = ranked(desk, tallies(desk, filter), &then);
        framed(desk, asked, body)
    })?
}

fn tallies(desk: &Desk<'_>, filter: &Filter) -> Vec<(u32, Tally)> {
    let lines = lines(desk, filter).into_iter().filter(|(unit, _)| *unit != 0);
    lines.map(|(unit, line)| (unit, desk.books.tally(&line.rows, &desk.asker))).collect()
}

fn ranked(desk: &Desk<'_>, mut units: Vec<(u32, Tally)>, then: &BTreeMap<u32, Tally>) -> Body {
    // The sort is stable: units that stand alike stay in the order of tables.
    units.sort_by(|(_, a), (_, b)| further(a, b));
    let lateness = lateness(desk);
    let mut place = 0;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (at, (unit, tally)) in units.iter().enumerate() {
        let alike = at > 0 && further(&units[at - 1].1, tally) == Ordering::Equal;
        place = if alike { place } else { at as i64 + 1 };
        let code = desk.books.unit(*unit).map_or("", |unit| unit.text(Field::Code));
        let (late, _) = lateness.get(code).copied().unwrap_or_default();
        let count = |n: u32| Cell::Count(n.into());
        rows.push(vec![
            if tally.issues == 0 { Cell::NotApplicable } else { Cell::Count(place) },
            unit_cell(desk, Some(*unit)),
            count(tally.issues),
            count(tally.rectified),
            rate(tally),
            moved(then.get(unit), tally),
            count(tally.overdue),
            count(tally.listed),
            Cell::Count(late),
        ]);
    }
    Body {
        columns: columns(&[
            ("rank", Sort::Ordinal),
            ("unit", Sort::Text),
            ("issues", Sort::Count),
            ("rectified", Sort::Count),
            ("rate", Sort::Rate),
            ("moved", Sort::Points),
            ("overdue", Sort::Count),
            ("now-listed", Sort::Count),
            ("late", Sort::Count),
        ]),
        rows,
        adds_up: true,
        notes: ["issues", "rectified", "rate", "moved"].map(Note::new).into(),
        ..Body::default()
    }
}

/// Which of two units is further: by the share rectified, without rounding; one without issues comes last.
fn further(a: &Tally, b: &Tally) -> Ordering {
    match (a.issues, b.issues) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Greater,
        (_, 0) => Ordering::Less,
        _ => {
            let cross = |one: &Tally, other: &Tally| u64::from(one.rectified) * u64::from(other.issues);
            cross(b, a).cmp(&cross(a, b))
        }
    }
}

/// By how much the share moved, in hundredths of a point, of the shares as they are printed.
fn moved(then: Option<&Tally>, now: &Tally) -> Cell {
    let hundredths = |tally: &Tally| {
        let (part, whole) = (i64::from(tally.rectified), i64::from(tally.issues));
        (whole > 0).then(|| (part * 20_000 + whole) / (2 * whole))
    };
    match (then.and_then(hundredths), hundredths(now)) {
        (Some(then), Some(now)) => Cell::Points(now - then),
        _ => Cell::NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(rectified: u32, issues: u32) -> Tally {
        Tally { rectified, issues, ..Tally::default() }
    }

    #[test]
    fn the_share_ranks_without_rounding_and_none_comes_last() {
        assert_eq!(further(&tally(1, 3), &tally(33, 100)), Ordering::Less);
        assert_eq!(further(&tally(1, 2), &tally(2, 4)), Ordering::Equal);
        assert_eq!(further(&tally(0, 0), &tally(0, 9)), Ordering::Greater);
    }

    #[test]
    fn a_share_moves_by_what_is_printed() {
        assert_eq!(moved(Some(&tally(1, 3)), &tally(2, 3)), Cell::Points(3_334));
        assert_eq!(moved(Some(&tally(0, 0)), &tally(2, 3)), Cell::NotApplicable);
        assert_eq!(moved(None, &tally(2, 3)), Cell::NotApplicable);
    }
}
