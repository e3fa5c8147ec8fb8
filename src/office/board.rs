//! The work of the day: what lies with me, what presses, whom to chase, what is new.

use super::lines::history;
use super::query::Desk;
use crate::api::answer::{Board, ChaseRow};
use crate::books::owed::{Standing, standing};
use crate::books::sheet::{day_number, flag};
use crate::model::field::{Field, Group};
use crate::model::filter::{Filter, Flag, Term, Test};
use crate::model::ids::Kind;
use crate::model::refusal::Refusal;
use crate::model::row::{Chased, EntryRow, TaskRow};
use crate::model::verb::Verb;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Rows a list of the board shows at most.
const ROWS: usize = 50;
/// Latest facts it shows, and how many it looks at for them.
const NEWS: usize = 20;
const LOOKED_AT: u32 = 100;

/// The board of the asker.
pub fn board(desk: &Desk<'_>) -> Result<Board, Refusal> {
    let books = desk.books;
    let mine = Filter {
        terms: vec![Term { negated: false, test: Test::Is(vec![Flag::Mine]) }],
        ..Filter::default()
    };
    let mut mine = books.select(&mine, &desk.asker);
    // What has a deadline comes by its deadline, the rest by how long it has lain there.
    let urgency = |row: &usize| match books.sheet.due[*row] {
        0 => (1, books.sheet.moved[*row], *row),
        due => (0, due, *row),
    };
    mine.sort_by_key(urgency);
    let pressing = desk.pressing();
    let counts = books.counts(&pressing, desk.asker.today);
    // What keeps the books (units, people, members) is no news of the campaign.
    let mut news = history(desk, None, None, Some(LOOKED_AT), 0)?;
    news.reverse();
    news.retain(|line| line.fact.subject.kind.is_work());
    news.truncate(NEWS);
    let ahead = |task: &TaskRow| task.done_on.is_none() && task.days_left.is_some_and(|days| days >= 0);
    let tasks = desk.schedule().into_iter().filter(ahead);
    Ok(Board {
        mine_total: mine.len() as u32,
        mine: mine.iter().take(ROWS).map(|row| desk.row(*row)).collect(),
        pressing: pressing.iter().take(ROWS).map(|row| desk.row(*row)).collect(),
        overdue: counts.overdue,
        soon: counts.soon,
        entries: entries(desk),
        chase: chase(desk, &pressing),
        tasks: tasks.take(5).collect(),
        news,
        backup: desk.backup_age(),
    })
}

/// Units with overdue issues or late papers, the worst first, and who answers the telephone there. A unit
/// that promised something is silent until that day, then it comes first.
fn chase(desk: &Desk<'_>, pressing: &[usize]) -> Vec<ChaseRow> {
    let today = desk.asker.today;
    let mut by_unit: BTreeMap<u32, ChaseRow> = BTreeMap::new();
    let mut chased: BTreeMap<u32, Last> = BTreeMap::new();
    let day = day_number(Some(today));
    for &row in pressing.iter().filter(|row| desk.books.sheet.is_overdue(**row, day)) {
        let unit = u32::from(desk.books.sheet.unit[row]);
        let entry = by_unit.entry(unit).or_insert_with(|| blank(desk, unit));
        entry.overdue += 1;
        entry.worst_days = entry.worst_days.max(i64::from(day - desk.books.sheet.due[row]));
        if desk.books.sheet.has(row, flag::CHASED) {
            chased.entry(unit).or_default().and(last_chase(desk, row as u32 + 1));
        }
    }
    // What was promised of its issues keeps a unit silent; of a paper, that paper.
    let issues_silent: Vec<u32> =
        chased.iter().filter(|(_, last)| last.promised_for > Some(today)).map(|(unit, _)| *unit).collect();
    let submissions = desk.books.submissions();
    for owed in desk.books.owed() {
        let late = (today - owed.late_after).num_days();
        let record = submissions.get(&owed.key).copied();
        let there = !matches!(standing(record), Standing::Missing | Standing::Back);
        let last = super::owed::chased(record);
        let silent = last.as_ref().is_some_and(|last| last.promised_for > Some(today));
        if late <= 0 || there || silent {
            continue;
        }
        if let Some(Chased { on, by, promised_for, .. }) = last {
            chased.entry(owed.key.unit).or_default().and(Last { on: Some(on), by, promised_for });
        }
        let entry = by_unit.entry(owed.key.unit).or_insert_with(|| blank(desk, owed.key.unit));
        let name = match owed.key.period.is_empty() {
            true => owed.name.clone(),
            false => format!("{} {}", owed.key.period, owed.name),
        };
        if !entry.missing.contains(&name) {
            entry.missing.push(name);
        }
        entry.worst_days = entry.worst_days.max(late);
    }
    for (unit, last) in chased {
        if let Some(row) = by_unit.get_mut(&unit) {
            (row.chased_on, row.chased_by, row.promised_for) = (last.on, last.by, last.promised_for);
        }
    }
    let silent = |unit: &u32, row: &ChaseRow| row.missing.is_empty() && issues_silent.contains(unit);
    let broken = |row: &ChaseRow| row.promised_for.is_some_and(|day| day <= today);
    let rows = by_unit.into_iter().filter(|(unit, row)| !silent(unit, row)).map(|(_, row)| row);
    let mut rows: Vec<ChaseRow> = rows.collect();
    rows.sort_by_key(|row| (!broken(row), std::cmp::Reverse(row.worst_days), row.unit_code.clone()));
    rows
}

fn blank(desk: &Desk<'_>, unit: u32) -> ChaseRow {
    let code = desk.books.unit(unit).map_or("", |unit| unit.text(Field::Code));
    ChaseRow {
        unit: desk.books.unit_name(unit).to_owned(),
        unit_code: code.to_owned(),
        overdue: 0,
        worst_days: 0,
        missing: Vec::new(),
        chased_on: None,
        chased_by: String::new(),
        promised_for: None,
        person: desk.books.people_of(unit).into_iter().next(),
    }
}

/// The last of several chases of one unit.
#[derive(Default)]
struct Last {
    on: Option<NaiveDate>,
    by: String,
    promised_for: Option<NaiveDate>,
}

impl Last {
    fn and(&mut self, other: Last) {
        if other.on >= self.on {
            (self.on, self.by) = (other.on, other.by);
        }
        self.promised_for = self.promised_for.max(other.promised_for);
    }
}

/// An issue's last chase.
fn last_chase(desk: &Desk<'_>, id: u32) -> Last {
    let Some(issue) = desk.issue(id) else { return Last::default() };
    let Some(part) = issue.parts(Group::Chase).last().copied() else { return Last::default() };
    Last {
        on: issue.day_of(Field::ChasedOn, part),
        by: issue.text_of(Field::ChasedBy, part).to_owned(),
        promised_for: issue.day_of(Field::PromisedFor, part),
    }
}

/// What is owed on entries of registers: replies, feedback, revisits; and what waits to be disposed of.
fn entries(desk: &Desk<'_>) -> Vec<EntryRow> {
    let kinds = [Kind::Intake, Kind::Clue, Kind::Order, Kind::Transfer, Kind::Inspection];
    let mut rows: Vec<EntryRow> = Vec::new();
    for record in kinds.into_iter().flat_map(|kind| desk.books.of_kind(kind)) {
        let row = super::entries::row(desk, record);
        let near = row
            .due
            .is_some_and(|due| (due - desk.asker.today).num_days() <= i64::from(desk.books.soon_days()));
        if near || matches!(row.next, Some(Verb::Dispose | Verb::Check)) {
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| (row.due.is_none(), row.due, row.id));
    rows
}
