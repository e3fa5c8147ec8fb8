//! What changed since a day, a meeting, a report: the same books on two evenings, issue by issue.

use super::lines;
use super::query::Desk;
use crate::books::filter_words::{code_of, vocabulary};
use crate::books::sheet::{day_number, flag};
use crate::model::diff::{Change, Diff, Move, Moved, Since};
use crate::model::field::Field;
use crate::model::figures::Tally;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::refusal::{Refusal, Why};
use crate::model::state::State;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Days of a week.
const WEEK: u64 = 7;

/// How one issue stands on an evening, under the filter.
#[derive(Clone, Copy)]
pub struct Stand {
    pub unit: u16,
    rectified: bool,
    pub closed: bool,
    pub overdue: bool,
    listed: bool,
    due: i32,
}

/// The issues of an evening that count, by row, and the figures of each unit.
#[derive(Clone)]
pub struct Evening {
    pub stands: BTreeMap<usize, Stand>,
    pub units: BTreeMap<u16, Tally>,
    total: Tally,
}

/// What changed between the evening of a day and the day a filter asks for. The day is a date, or what the
/// filter language calls the last meeting or the last report; empty: what is compared with as a rule.
///
/// # Errors
/// The filter cannot be read, no day is called so, it has not come yet, or there was no such meeting.
pub fn diff(desk: &Desk<'_>, since: &str, line: &str) -> Result<Diff, Refusal> {
    let filter = desk.filter(line)?;
    let between = between(desk, since, &filter, line)?;
    desk.at(&filter, |desk| told(desk, between))
}

/// Two evenings under one filter, and what is compared.
pub struct Between {
    about: Diff,
    pub then: Evening,
    pub now: Evening,
}

/// The evening of a day, and that of the day a filter asks for.
///
/// # Errors
/// As [`diff`].
pub fn between(desk: &Desk<'_>, since: &str, filter: &Filter, line: &str) -> Result<Between, Refusal> {
    let begin = |desk: &Desk<'_>| match since.trim() {
        "" => begin(desk, &usual(desk)),
        since => begin(desk, since),
    };
    let (day, what) = desk.at(filter, begin)??;
    let earlier = Filter { as_of: Some(day), ..filter.clone() };
    let then = desk.at(&earlier, |desk| evening(desk, filter))?;
    desk.at(filter, |desk| {
        let now = evening(desk, filter);
        let scope = lines::scope(desk.books, filter, line).join(" ");
        let about = Diff { since: day, what, as_of: desk.asker.today, scope, ..Diff::default() };
        Between { about, then, now }
    })
}

/// What is compared with where nothing is said: the last report, else the last meeting, else a week ago.
fn usual(desk: &Desk<'_>) -> String {
    if super::report::locks(desk).last().is_some_and(|lock| lock.as_of < desk.asker.today) {
        return "last-report".to_owned();
    }
    match last_meeting(desk) {
        Some(_) => "last-meeting".to_owned(),
        None => (desk.asker.today - Days::new(WEEK)).to_string(),
    }
}

/// The day to begin from.
fn begin(desk: &Desk<'_>, since: &str) -> Result<(NaiveDate, Since), Refusal> {
    let today = desk.asker.today;
    if code_of(&vocabulary().since, since) == Some("last-meeting") {
        return last_meeting(desk).ok_or_else(|| Why::NothingSince { what: "meeting".into() }.into());
    }
    if code_of(&vocabulary().since, since) == Some("last-report") {
        let last = super::report::locks(desk).pop();
        let last = last.ok_or_else(|| Refusal::from(Why::NothingSince { what: "report".into() }))?;
        return Ok((last.as_of, Since::Report { period: last.month }));
    }
    let day = since.split_whitespace().collect::<String>();
    match desk.filter(&format!("as-of:{day}"))?.as_of {
        Some(day) if day < today => Ok((day, Since::Day)),
        Some(day) => Err(Why::FutureDay { day, today }.into()),
        None => Err(Why::NothingSince { what: "day".into() }.into()),
    }
}

/// The last meeting before today.
fn last_meeting(desk: &Desk<'_>) -> Option<(NaiveDate, Since)> {
    let meetings = desk.books.of_kind(Kind::Meeting).filter(|meeting| !meeting.cells.is_empty());
    let held = meetings.filter_map(|meeting| Some((meeting.day(Field::MetOn)?, meeting)));
    let before = held.filter(|(day, _)| *day < desk.asker.today);
    let (day, meeting) = before.max_by_key(|(day, meeting)| (*day, meeting.subject.id))?;
    let no = super::entries::row(desk, meeting).no;
    Some((day, Since::Meeting { no, title: meeting.text(Field::Title).to_owned() }))
}

/// The issues under a filter as they stand on the desk's day.
pub fn evening(desk: &Desk<'_>, filter: &Filter) -> Evening {
    let sheet = &desk.books.sheet;
    let today = day_number(Some(desk.asker.today));
    let mut stands = BTreeMap::new();
    let mut rows: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    let under: Vec<usize> = desk.books.under(filter, &desk.asker).rows().collect();
    for row in &under {
        let Some(state) = sheet.state_of(*row).filter(|state| state.is_counted()) else { continue };
        rows.entry(sheet.unit[*row]).or_default().push(*row);
        let stand = Stand {
            unit: sheet.unit[*row],
            rectified: state.is_rectified(),
            closed: state == State::Closed,
            overdue: sheet.is_overdue(*row, today),
            listed: sheet.has(*row, flag::LISTED),
            due: sheet.due[*row],
        };
        stands.insert(*row, stand);
    }
    let units = rows.into_iter().map(|(unit, rows)| (unit, desk.books.tally(&rows, &desk.asker)));
    Evening { stands, units: units.collect(), total: desk.books.tally(&under, &desk.asker) }
}

/// A difference with what its two evenings say.
pub fn told(desk: &Desk<'_>, between: Between) -> Diff {
    let Between { about, then, now } = between;
    let mut changes: BTreeMap<u16, Change> = BTreeMap::new();
    for unit in then.units.keys().chain(now.units.keys()) {
        changes.entry(*unit).or_insert_with(|| Change {
            code: desk.books.unit(u32::from(*unit)).map_or("", |unit| unit.text(Field::Code)).to_owned(),
            name: desk.books.unit_name(u32::from(*unit)).to_owned(),
            then: then.units.get(unit).cloned().unwrap_or_default(),
            now: now.units.get(unit).cloned().unwrap_or_default(),
            ..Change::default()
        });
    }
    let today = day_number(Some(desk.asker.today));
    let mut rows: Vec<Moved> = Vec::new();
    let all: BTreeSet<usize> = then.stands.keys().chain(now.stands.keys()).copied().collect();
    for row in all {
        let (before, after) = (then.stands.get(&row), now.stands.get(&row));
        let moves = moves(before, after);
        for (what, unit) in &moves {
            if let Some(change) = changes.get_mut(unit) {
                change.moves[*what as usize] += 1;
            }
        }
        if let Some(stand) = after.filter(|stand| stand.overdue)
            && let Some(change) = changes.get_mut(&stand.unit)
        {
            change.worst_days = change.worst_days.max(i64::from(today - stand.due));
        }
        if !moves.is_empty() {
            let moves = moves.into_iter().map(|(what, _)| what).collect();
            rows.push(Moved { row: desk.row(row), moves });
        }
    }
    let order = |unit: &u16| desk.books.unit_order(u32::from(*unit));
    let mut units: Vec<(i64, Change)> =
        changes.into_iter().map(|(unit, change)| (order(&unit), change)).collect();
    units.sort_by_key(|(order, _)| *order);
    let units: Vec<Change> = units.into_iter().map(|(_, change)| change).collect();
    let place = |moved: &Moved| units.iter().position(|unit| unit.code == moved.row.unit_code);
    rows.sort_by_cached_key(|moved| (place(moved), moved.row.no.clone(), moved.row.id));
    let mut total = Change { then: then.total.clone(), now: now.total.clone(), ..Change::default() };
    for unit in &units {
        total.moves = std::array::from_fn(|at| total.moves[at] + unit.moves[at]);
        total.worst_days = total.worst_days.max(unit.worst_days);
    }
    Diff { total, units, rows, ..about }
}

/// What an issue did, each with the unit for which it counts.
pub fn moves(then: Option<&Stand>, now: Option<&Stand>) -> Vec<(Move, u16)> {
    let mut moves = Vec::new();
    match (then, now) {
        (None, Some(now)) => moves.push((Move::Added, now.unit)),
        (Some(then), None) => moves.push((Move::Removed, then.unit)),
        (Some(then), Some(now)) if then.unit != now.unit => {
            moves.extend([(Move::MovedIn, now.unit), (Move::MovedOut, then.unit)]);
        }
        _ => {}
    }
    let was = |of: fn(&Stand) -> bool| then.is_some_and(of);
    if let Some(now) = now {
        let turned = |of: fn(&Stand) -> bool| of(now) && !was(of);
        let left = |of: fn(&Stand) -> bool| !of(now) && was(of);
        let told = [
            (turned(|stand| stand.rectified), Move::Rectified),
            (turned(|stand| stand.closed), Move::Closed),
            (left(|stand| stand.rectified), Move::Reopened),
            (turned(|stand| stand.overdue), Move::FellOverdue),
            (left(|stand| stand.overdue), Move::NoLongerOverdue),
            (turned(|stand| stand.listed), Move::Listed),
            (left(|stand| stand.listed), Move::Delisted),
            (then.is_some_and(|then| then.due != 0 && now.due > then.due), Move::Extended),
        ];
        moves.extend(told.into_iter().filter(|(did, _)| *did).map(|(_, what)| (what, now.unit)));
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(unit: u16) -> Stand {
        Stand { unit, rectified: false, closed: false, overdue: false, listed: false, due: 10 }
    }

    #[test]
    fn each_move_is_told_for_the_unit_that_counts_it() {
        let a = stand(1);
        assert_eq!(moves(None, Some(&a)), [(Move::Added, 1)]);
        assert_eq!(moves(Some(&a), None), [(Move::Removed, 1)]);
        assert_eq!(moves(Some(&a), Some(&a)), []);
        let elsewhere = Stand { unit: 2, ..a };
        assert_eq!(moves(Some(&a), Some(&elsewhere)), [(Move::MovedIn, 2), (Move::MovedOut, 1)]);
        let done = Stand { rectified: true, closed: true, ..a };
        let late = Stand { overdue: true, listed: true, ..a };
        assert_eq!(
            moves(Some(&late), Some(&done)),
            [(Move::Rectified, 1), (Move::Closed, 1), (Move::NoLongerOverdue, 1), (Move::Delisted, 1)]
        );
        assert_eq!(moves(Some(&done), Some(&a)), [(Move::Reopened, 1)]);
        assert_eq!(moves(Some(&a), Some(&late)), [(Move::FellOverdue, 1), (Move::Listed, 1)]);
        assert_eq!(moves(Some(&a), Some(&Stand { due: 12, ..a })), [(Move::Extended, 1)]);
        assert_eq!(moves(Some(&Stand { due: 0, ..a }), Some(&a)), [], "a first deadline extends nothing");
    }
}
