//! Rows of a file become acts: all of them one, each row judged by itself, as far as its columns prove.
//! Nothing is taken on trust: every step goes the way of any other command.

mod handed;
mod issue;
pub mod known;
mod measure;
mod names;
mod papers;
mod people;
mod proven;
mod schedule;
mod shown;
mod units;

use super::decide;
use super::read::{LINE, Reader};
use super::rights;
use super::sight::Sight;
use super::{Context, Decided};
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::fact::{Change, Party};
use crate::model::field::Field;
use crate::model::ids::{OpId, Subject};
use crate::model::incoming::{
    Changed, Column, Handed, Incoming, IncomingRow, ListKind, Outcome, Revision, Verdict,
};
use crate::model::record::Cell;
use crate::model::refusal::{Refusal, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;
use known::{Known, unit_of};
use std::collections::{BTreeMap, BTreeSet};

/// What a file came to.
pub struct Taken {
    pub act: Decided,
    pub verdicts: Vec<Verdict>,
    pub handed: Handed,
}

/// One file being taken in.
pub struct Taking<'a> {
    context: &'a Context,
    sight: &'a Sight,
    incoming: &'a Incoming,
    op: OpId,
    /// The unit it comes from, where rows name none.
    unit: Option<u32>,
    known: Known,
    /// The issue of the row before, whose further measures may follow.
    last: Option<Subject>,
}

impl<'a> Taking<'a> {
    /// A file as a member takes it in, by one act.
    pub fn of(
        books: &Books,
        context: &'a Context,
        sight: &'a Sight,
        incoming: &'a Incoming,
        op: OpId,
    ) -> Self {
        let acts = || rights::acts_as(books, &context.actor).contains(&Party::Unit);
        let named = unit_of(books, &incoming.unit)
            .or_else(|| unit_of(books, &incoming.file))
            .or_else(|| unit_of(books, &incoming.title));
        let unit = named.or_else(|| context.actor.unit.filter(|_| acts()));
        Self { context, sight, incoming, op, unit, known: Known::of(books, incoming), last: None }
    }

    /// The stored issues that the file speaks of, each with the revision that it shows, for whoever has to read
    /// their records and what happened since beforehand.
    pub fn spoken_of(&self, draft: &Draft<'_>) -> BTreeMap<u32, Option<u64>> {
        if !self.incoming.kind.is_of_issues() {
            return BTreeMap::new();
        }
        let mut spoken: BTreeMap<u32, Option<u64>> =
            self.known.of_file(&self.units(draft)).into_iter().map(|id| (id, None)).collect();
        for row in &self.incoming.rows {
            let id = match row.get(Column::No) {
                "" => self.known_as(draft, row).ok().flatten(),
                no => decide::number(draft, no),
            };
            if let Some(id) = id {
                let base = spoken.entry(id).or_default();
                *base = revision(row).map(|shown| shown.rev).or(*base);
            }
        }
        spoken
    }

    /// Decides all rows on the draft, and applies their facts there: the act, the verdict on each row, and what
    /// the file is as a whole. `told` hears how many rows are done.
    pub fn take(mut self, draft: &mut Draft<'_>, told: &dyn Fn(usize)) -> Taken {
        let (mark, first) = (draft.facts.len(), draft.next_seq());
        let incoming = self.incoming;
        let mut verdicts = Vec::with_capacity(incoming.rows.len());
        for (done, row) in incoming.rows.iter().enumerate() {
            told(done);
            verdicts.push(self.row(draft, row));
        }
        let handed = self.handed(draft, &verdicts);
        verdicts.extend(self.gone(draft, &verdicts));
        let mut subjects: Vec<Subject> = draft.facts[mark..].iter().map(|fact| fact.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let last = draft.next_seq() - 1;
        let act = Decided { first, last, subjects, repeated: false, refused: Vec::new() };
        Taken { act, verdicts, handed }
    }

    fn row(&mut self, draft: &mut Draft<'_>, row: &IncomingRow) -> Verdict {
        if row.nil && self.incoming.kind.is_of_issues() {
            return verdict(row, Outcome::Nil);
        }
        let mark = draft.facts.len();
        let result = match self.incoming.kind {
            ListKind::Issues | ListKind::Ledger => self.issue(draft, row),
            ListKind::Units => self.unit_row(draft, row),
            ListKind::Contacts => self.person_row(draft, row),
            ListKind::Schedule => self.task_row(draft, row),
            ListKind::Submissions => self.paper_row(draft, row),
        };
        let mut verdict = match result {
            Ok(verdict) => verdict,
            Err(refusal) => {
                draft.rewind(mark);
                self.last = None;
                let outcome = Outcome::refused(refusal);
                // It speaks of its issue all the same: that is not gone from the file.
                let known = self.incoming.kind.is_of_issues().then(|| self.spoken(draft, row)).flatten();
                let no = known.map_or_else(String::new, |id| draft.books.issue_name(id));
                Verdict { no, ..verdict(row, outcome) }
            }
        };
        if self.incoming.hide_names {
            verdict.title = crate::text::names::without(&verdict.title);
        }
        verdict
    }

    /// The issue that a row speaks of, by our number or without.
    fn spoken(&self, draft: &Draft<'_>, row: &IncomingRow) -> Option<u32> {
        match row.get(Column::No) {
            "" => self.known_as(draft, row).ok().flatten(),
            no => decide::number(draft, no).filter(|id| draft.record(Subject::issue(*id)).is_some()),
        }
    }

    /// The units that the file speaks for.
    fn units(&self, draft: &Draft<'_>) -> Vec<u32> {
        let books = draft.books;
        // Many rows say the same few words.
        let words: BTreeSet<&str> = self.incoming.rows.iter().map(|row| row.get(Column::Unit)).collect();
        let called = |words: &str| unit_of(books, words).or_else(|| self.reader(draft).unit(words).ok());
        let named = words.into_iter().filter(|words| !words.is_empty()).filter_map(called);
        let units: BTreeSet<u32> = self.unit.into_iter().chain(named).collect();
        books.all_below(&units.into_iter().collect::<Vec<_>>())
    }

    /// The unit of a row: its own words, else the file's.
    fn unit_of(&self, draft: &Draft<'_>, row: &IncomingRow) -> Result<u32, Refusal> {
        let words = row.get(Column::Unit);
        // What stands under the unit may be the school, where no other column says that.
        let other =
            words.is_empty() || (row.get(Column::Place).is_empty() && self.incoming.kind.is_of_issues());
        let unit = unit_of(draft.books, words).or(self.unit.filter(|_| other));
        match unit {
            Some(unit) => Ok(unit),
            None if words.is_empty() => Err(Why::Missing { fields: vec![Field::Unit] }.into()),
            None => self.reader(draft).unit(words),
        }
    }

    fn reader<'b>(&self, draft: &Draft<'b>) -> Reader<'b> {
        Reader { books: draft.books, day: self.context.today }
    }

    /// What it rests on: the file and the row.
    fn paper(&self, row: &IncomingRow) -> String {
        let paper = format!("{} {}!{}", self.incoming.file, row.sheet, row.row);
        paper.chars().take(LINE).collect()
    }

    fn command(&self, verb: Verb, row: &IncomingRow) -> Command {
        Command { paper: self.paper(row), reason: self.paper(row), ..Command::new(verb, self.op) }
    }

    /// The code of a unit, as commands name it.
    fn code_of(draft: &Draft<'_>, unit: u32) -> String {
        draft.books.unit(unit).map_or_else(String::new, |unit| unit.text(Field::Code).to_owned())
    }
}

/// The revision that a row shows.
fn revision(row: &IncomingRow) -> Option<Revision> {
    row.get(Column::Revision).parse().ok()
}

fn verdict(row: &IncomingRow, outcome: Outcome) -> Verdict {
    let title = [Column::Title, Column::Name, Column::Work, Column::Paper, Column::Unit];
    let title = title.into_iter().map(|column| row.get(column)).find(|text| !text.is_empty());
    Verdict {
        sheet: row.sheet.clone(),
        row: row.row,
        outcome,
        no: String::new(),
        title: title.unwrap_or_default().to_owned(),
        steps: Vec::new(),
        refused: Vec::new(),
        names: Vec::new(),
    }
}

/// A change with the names of the units in it.
fn changed(books: &Books, cell: Cell, old: Option<&Value>, new: Option<Value>) -> Changed {
    let named = |value: Option<&Value>| match value {
        Some(Value::Ref(unit)) => Some(books.unit_name(*unit).to_owned()),
        _ => None,
    };
    let change = Change { cell, old: old.cloned(), new };
    Changed { old: named(change.old.as_ref()), new: named(change.new.as_ref()), change }
}

/// What some words say without what people write now one way, now another: width, spaces, a full stop at the end.
fn same(words: &str) -> String {
    let folded = crate::text::fold(words);
    let kept: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    kept.trim_end_matches(['.', '\u{3002}', ';']).to_lowercase()
}
