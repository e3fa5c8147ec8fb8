//! What is owed: every paper the schedule, the monthly screening and ad-hoc requests ask of a unit, and
//! the submission that answers it, if any.

use super::Books;
use super::sheet::day_of;
use crate::model::field::{Field, Group};
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::value::Value;
use crate::pack::{Deliverable, DeliverableKind, Pack};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// Columns of the monthly screening, in order; the first is the sum of the five after it.
pub const SCREENING: &[&str] = &[
    "received",
    "true",
    "partly",
    "untrue",
    "unverifiable",
    "pending",
    "to_issue",
    "to_discipline",
    "to_other",
];
/// How many columns after the first add up to it.
pub const SCREENING_PARTS: usize = 5;

/// What names one paper: deliverable or task, period, unit, receiving section.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub doc: String,
    pub period: String,
    pub unit: u32,
    /// The receiving section; 0 where the paper goes to the office.
    pub receiver: u32,
}

/// One paper owed.
#[derive(Debug, Clone)]
pub struct Owed {
    pub key: Key,
    /// The paper's name.
    pub name: String,
    /// The row of the plan it belongs to.
    pub row: Option<u32>,
    /// Last day, inclusive.
    pub due: NaiveDate,
    /// Last day on which it is not late, where the plan contradicts itself.
    pub late_after: NaiveDate,
    /// What is counted in it; empty: a paper without figures.
    pub cells: Vec<String>,
}

/// How a paper owed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Missing,
    /// Sent back, and not handed in again.
    Back,
    /// Signed as nothing found.
    Zero,
    /// Handed in, with what it counts (0 where it counts nothing).
    Given(i64),
}

impl Books {
    /// Every paper owed in the campaign, in the order of the plan.
    pub fn owed(&self) -> Vec<Owed> {
        let Some(pack) = self.pack.as_deref() else { return Vec::new() };
        let mut all = Vec::new();
        for (task, paper) in pack.deliverables() {
            let (_, late_after) = self.row_days(pack, task);
            let doc = Doc { paper, row: Some(task.no), due: task.due, late_after };
            if paper.kind == DeliverableKind::Screening {
                self.screenings(pack, &doc, &mut all);
            } else if asked(paper) {
                self.papers(pack, &doc, "", &mut all);
            }
        }
        self.requests(&mut all);
        all
    }

    /// The submissions by what they answer.
    pub fn submissions(&self) -> HashMap<Key, &Record> {
        let records = self.of_kind(Kind::Submission).map(AsRef::as_ref);
        records.filter(|record| !record.cells.is_empty()).map(|record| (key_of(record), record)).collect()
    }

    /// The day to be late after, for a row of the plan, with what has been settled by people.
    pub fn row_days(&self, pack: &Pack, task: &crate::pack::Task) -> (NaiveDate, NaiveDate) {
        let (mut remind, mut late) = (task.due, task.due);
        for settle in pack.open_questions(task.no) {
            match self.ruling(&settle.id).and_then(|ruling| ruling.day(Field::SettledDue)) {
                Some(day) => (remind, late) = (day, day),
                None => {
                    remind = settle.remind_on.map_or(remind, |day| day.min(remind));
                    late = settle.overdue_on.map_or(late, |day| day.max(late));
                }
            }
        }
        (remind, late)
    }

    /// The ruling on an open question of the plan.
    pub fn ruling(&self, id: &str) -> Option<&Record> {
        let settled =
            |record: &&Record| record.text(Field::SettleId) == id && !record.text(Field::Chosen).is_empty();
        self.of_kind(Kind::Ruling).map(AsRef::as_ref).find(settled)
    }

    fn screenings(&self, pack: &Pack, doc: &Doc<'_>, all: &mut Vec<Owed>) {
        let Some(screening) = &pack.screening else { return };
        for month in &screening.months {
            let doc = Doc { row: month.row, due: month.due, late_after: month.due, ..*doc };
            self.papers(pack, &doc, &month.month, all);
        }
    }

    fn papers(&self, pack: &Pack, doc: &Doc<'_>, period: &str, all: &mut Vec<Owed>) {
        let receivers = match doc.paper.by_category {
            true => self.receivers(pack),
            false => {
                let to = doc.paper.to.as_deref().and_then(|to| self.unit_coded(to));
                vec![to.unwrap_or(0)]
            }
        };
        for unit in self.reporters(pack, &doc.paper.reporters, doc.due) {
            for receiver in &receivers {
                let key =
                    Key { doc: doc.paper.id.clone(), period: period.to_owned(), unit, receiver: *receiver };
                all.push(Owed {
                    key,
                    name: doc.paper.name.clone(),
                    row: doc.row,
                    due: doc.due,
                    late_after: doc.late_after,
                    cells: cells(pack, doc.paper.kind),
                });
            }
        }
    }

    /// Ad-hoc requests beside the rows of the plan.
    fn requests(&self, all: &mut Vec<Owed>) {
        for task in self.of_kind(Kind::Task).map(AsRef::as_ref) {
            let Some(due) = task.deadline(Field::Deadline).and_then(|deadline| deadline.due) else {
                continue;
            };
            for unit in task.references(Field::OwedBy) {
                let key = Key {
                    doc: task.text(Field::No).to_owned(),
                    period: String::new(),
                    unit: *unit,
                    receiver: 0,
                };
                let name = task.text(Field::Title).to_owned();
                all.push(Owed { key, name, row: None, due, late_after: due, cells: Vec::new() });
            }
        }
    }

    /// The sections that answer for the categories: to each of them papers by category are handed.
    pub fn receivers(&self, pack: &Pack) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for office in &pack.offices {
            let leads = pack.routing.iter().any(|rule| !rule.gap && rule.lead == office.id);
            if let Some(unit) = self.unit_coded(&office.id).filter(|_| leads) {
                found.push(unit);
            }
        }
        found
    }

    /// The units of groups and codes that exist on a day, in the order of tables.
    pub fn reporters(&self, pack: &Pack, names: &[String], day: NaiveDate) -> Vec<u32> {
        let mut found: Vec<&Record> = Vec::new();
        for unit in self.of_kind(Kind::Unit).map(AsRef::as_ref) {
            let code = unit.text(Field::Code);
            let named = names.iter().any(|name| {
                name == code
                    || pack.unit_groups.iter().any(|group| {
                        group.id == *name
                            && (group.kinds.iter().any(|kind| kind == unit.text(Field::UnitKind))
                                || group.offices.iter().any(|office| office == code))
                    })
            });
            let stands = unit.day(Field::ValidFrom).is_none_or(|from| from <= day)
                && unit.day(Field::ValidTo).is_none_or(|to| day <= to);
            if named && stands && !unit.cells.is_empty() {
                found.push(unit);
            }
        }
        found.sort_by_key(|unit| (unit.int(Field::Order).unwrap_or(i64::MAX), unit.subject.id));
        found.into_iter().map(|unit| unit.subject.id).collect()
    }

    /// What the books add up to for each cell of a paper, on a day.
    pub fn computed(&self, owed: &Owed, on: NaiveDate) -> Vec<i64> {
        let clues = self.of_kind(Kind::Clue).map(AsRef::as_ref);
        self.computed_with(owed, on, &[], clues)
    }

    /// The same, where some issues stand otherwise than the sheet says, and with these clues.
    pub fn computed_with<'a>(
        &self,
        owed: &Owed,
        on: NaiveDate,
        drafted: &[&Record],
        clues: impl Iterator<Item = &'a Record>,
    ) -> Vec<i64> {
        if owed.cells.is_empty() {
            return Vec::new();
        }
        let units = self.with_below(owed.key.unit);
        if !owed.key.period.is_empty() {
            return clues_of(clues, &units, owed);
        }
        let known: Vec<usize> = drafted.iter().map(|record| record.subject.id as usize - 1).collect();
        let fresh = |category: &str| {
            let counts = drafted.iter().filter(|record| {
                record.text(Field::Category) == category
                    && record.reference(Field::Unit).is_some_and(|unit| units.contains(&unit))
                    && record.state().is_counted()
                    && record.day(Field::FoundOn).is_none_or(|found| found <= on)
            });
            counts.count() as i64
        };
        let count = |category: &String| self.issues_of(&units, category, on, &known) + fresh(category);
        owed.cells.iter().map(count).collect()
    }

    fn issues_of(&self, units: &[u32], category: &str, on: NaiveDate, but: &[usize]) -> i64 {
        let code = self.sheet.codes.known(category);
        let counted = self.rows().filter(|row| {
            Some(self.sheet.category[*row]) == code
                && !but.contains(row)
                && units.contains(&u32::from(self.sheet.unit[*row]))
                && self.sheet.state_of(*row).is_some_and(|state| state.is_counted())
                && day_of(self.sheet.found[*row]).is_none_or(|found| found <= on)
        });
        counted.count() as i64
    }
}

/// The columns of a screening for a month of some units.
fn clues_of<'a>(clues: impl Iterator<Item = &'a Record>, units: &[u32], owed: &Owed) -> Vec<i64> {
    let month = owed.key.period.as_str();
    let mut counts = vec![0; owed.cells.len()];
    let mut count = |code: &str| {
        if let Some(at) = owed.cells.iter().position(|known| known == code) {
            counts[at] += 1;
        }
    };
    for clue in clues {
        let mine = clue.reference(Field::Unit).is_some_and(|unit| units.contains(&unit));
        let then = clue.day(Field::ReceivedOn).is_some_and(|day| month_of(day) == month);
        if !mine || !then {
            continue;
        }
        count("received");
        count(clue.text(Field::Channel));
        match clue.text(Field::CheckResult) {
            "" | "pending" => count("pending"),
            result => count(result),
        }
        match clue.text(Field::Disposal) {
            "issue" => count("to_issue"),
            "transferred" => count("to_other"),
            _ => {}
        }
    }
    counts
}

/// How a submission stands.
pub fn standing(record: Option<&Record>) -> Standing {
    let Some(record) = record else { return Standing::Missing };
    match record.text(Field::Status) {
        "back" => Standing::Back,
        "" => Standing::Missing,
        _ if record.flag(Field::Nil) => Standing::Zero,
        _ => Standing::Given(total(record)),
    }
}

/// What a submission counts: the first cell of a screening, the sum of the others.
fn total(record: &Record) -> i64 {
    let count = |part: u16| match record.part(Field::Count, part) {
        Some(Value::Int(n)) => *n,
        _ => 0,
    };
    match record.text(Field::Period).is_empty() {
        true => record.parts(Group::Cell).into_iter().map(count).sum(),
        false => count(1),
    }
}

/// What a submission answers.
pub fn key_of(record: &Record) -> Key {
    Key {
        doc: record.text(Field::Doc).to_owned(),
        period: record.text(Field::Period).to_owned(),
        unit: record.reference(Field::Unit).unwrap_or(0),
        receiver: record.reference(Field::Lead).unwrap_or(0),
    }
}

/// `2021-08`.
pub fn month_of(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// A deliverable with the days that hold for it.
#[derive(Clone, Copy)]
struct Doc<'a> {
    paper: &'a Deliverable,
    row: Option<u32>,
    due: NaiveDate,
    late_after: NaiveDate,
}

/// Something a unit is waited for; what is seen from the books is not handed in.
fn asked(paper: &Deliverable) -> bool {
    !paper.reporters.is_empty() && paper.kind != DeliverableKind::Rectification
}

fn cells(pack: &Pack, kind: DeliverableKind) -> Vec<String> {
    match kind {
        DeliverableKind::SelfCheck => pack.categories.iter().map(|category| category.id.clone()).collect(),
        DeliverableKind::Screening => {
            let mut columns: Vec<String> = SCREENING.iter().map(|code| (*code).to_owned()).collect();
            if pack.screening.as_ref().is_some_and(|screening| screening.by_channel) {
                columns.extend(pack.channels.iter().map(|channel| channel.name.clone()));
            }
            columns
        }
        _ => Vec::new(),
    }
}
