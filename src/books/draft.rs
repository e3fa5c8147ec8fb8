//! A batch's draft: the books as the facts decided so far in the batch would leave them.

use super::{Act, Books, apply};
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::{Kind, OpId, Subject};
use crate::model::record::Record;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// A month's tables as they were kept to be fixed.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// `2021-08`.
    pub month: String,
    pub as_of: NaiveDate,
    /// Name and hash of each: `statistics:…`.
    pub tables: Vec<String>,
}

/// The books plus the facts decided so far. Nothing of it is seen by queries.
pub struct Draft<'a> {
    pub books: &'a Books,
    records: BTreeMap<Subject, Record>,
    ops: HashMap<OpId, Act>,
    numbers: BTreeMap<(u32, u32), u32>,
    pub facts: Vec<Fact>,
    /// Records read from the store because the books do not hold them.
    stored: HashMap<Subject, Record>,
    /// Committed facts since the revision a command was made from, where that is not the newest.
    pub since: Vec<Fact>,
    /// The tables of the month that is to be fixed.
    pub report: Option<Fixed>,
    /// Vault rows that the facts so far remove: a fact and which of its changes.
    pub forget: Vec<(u64, u16)>,
    /// Bytes for the vault, by the commitment that stands for them in the facts.
    pub secrets: HashMap<[u8; 32], Vec<u8>>,
}

impl<'a> Draft<'a> {
    /// A draft without facts.
    pub fn new(books: &'a Books) -> Self {
        Self {
            books,
            records: BTreeMap::new(),
            ops: HashMap::new(),
            numbers: BTreeMap::new(),
            facts: Vec::new(),
            stored: HashMap::new(),
            since: Vec::new(),
            report: None,
            forget: Vec::new(),
            secrets: HashMap::new(),
        }
    }

    /// Takes in a stored record that the books do not hold.
    pub fn hold(&mut self, record: Record) {
        self.stored.insert(record.subject, record);
    }

    /// True when the full record is at hand.
    pub fn holds(&self, subject: Subject) -> bool {
        self.record(subject).is_some()
    }

    /// The record as the facts so far leave it.
    pub fn record(&self, subject: Subject) -> Option<&Record> {
        self.records
            .get(&subject)
            .or_else(|| self.books.record(subject).map(AsRef::as_ref))
            .or_else(|| self.stored.get(&subject))
            .filter(|record| !record.cells.is_empty())
    }

    /// Applies a fact.
    pub fn apply(&mut self, fact: Fact) {
        let known = match self.records.remove(&fact.subject) {
            Some(drafted) => Some(drafted).filter(|record| !record.cells.is_empty()),
            None => self.record(fact.subject).cloned(),
        };
        let mut record = known.unwrap_or_else(|| Record::new(fact.subject));
        apply::change(&mut record, &fact);
        if let (Some(unit), Some(seq)) = (record.reference(Field::NoUnit), record.int(Field::NoSeq)) {
            self.numbers.insert((unit, u32::try_from(seq).unwrap_or(0)), fact.subject.id);
        }
        self.records.insert(fact.subject, record);
        let act = Act { op: fact.op, first: fact.seq, last: fact.seq, day: fact.day };
        self.ops.entry(fact.op).and_modify(|known| known.last = fact.seq).or_insert(act);
        self.facts.push(fact);
    }

    /// Takes back all facts after the first `keep`: an act that was refused half-way leaves nothing.
    pub fn rewind(&mut self, keep: usize) {
        if self.facts.len() == keep {
            return;
        }
        let mut facts = std::mem::take(&mut self.facts);
        facts.truncate(keep);
        self.records.clear();
        self.ops.clear();
        self.numbers.clear();
        for fact in facts {
            self.apply(fact);
        }
    }

    /// The sequence the next fact gets.
    pub fn next_seq(&self) -> u64 {
        self.books.seq + self.facts.len() as u64 + 1
    }

    /// The number a new record of this kind gets.
    pub fn next_id(&self, kind: Kind) -> u32 {
        let high = Subject { kind, id: u32::MAX };
        let drafted = self.records.range(..=high).next_back().filter(|(subject, _)| subject.kind == kind);
        drafted.map_or(0, |(subject, _)| subject.id + 1).max(self.books.next_id(kind))
    }

    /// The sequence the next numbered issue of a unit gets.
    pub fn next_number(&self, unit: u32) -> u32 {
        let drafted =
            self.numbers.range((unit, 0)..=(unit, u32::MAX)).next_back().map_or(0, |((_, n), _)| *n);
        drafted.max(self.books.sheet.last_number(unit)) + 1
    }

    /// The issue with this number of a unit.
    pub fn by_number(&self, unit: u32, seq: u32) -> Option<u32> {
        self.numbers.get(&(unit, seq)).copied().or_else(|| self.books.by_number(unit, seq))
    }

    /// The act an op id names, if it was carried out before.
    pub fn act(&self, op: OpId) -> Option<Act> {
        self.ops.get(&op).or_else(|| self.books.ops.get(&op)).copied()
    }

    /// The stored records that were taken in.
    pub fn into_stored(self) -> Vec<Record> {
        self.stored.into_values().collect()
    }

    /// The last act a member can undo (or redo), with what the facts so far did to his trail.
    pub fn last_act(&self, member: u32, redo: bool) -> Option<Act> {
        let mut trail = self.books.trails.get(&member).cloned().unwrap_or_default();
        let own = |fact: &&Fact| fact.actor == member && fact.subject.kind.is_work();
        for fact in self.facts.iter().filter(own) {
            trail.follow(fact);
        }
        if redo { trail.redo.last().copied() } else { trail.undo.last().copied() }
    }

    /// What the books add up to for each cell of a paper, the facts so far included.
    pub fn computed(&self, owed: &super::owed::Owed, on: chrono::NaiveDate) -> Vec<i64> {
        let issue = |(subject, record): (&Subject, &'_ Record)| {
            (subject.kind == Kind::Issue).then_some(record.subject.id)
        };
        let ids: Vec<u32> = self.records.iter().filter_map(issue).collect();
        let drafted: Vec<&Record> = ids.iter().filter_map(|id| self.record(Subject::issue(*id))).collect();
        self.books.computed_with(owed, on, &drafted, self.of_kind(Kind::Clue).into_iter())
    }

    /// Records of one kind, as the facts so far leave them.
    pub fn of_kind(&self, kind: Kind) -> Vec<&Record> {
        let mut all: BTreeMap<Subject, &Record> =
            self.books.of_kind(kind).map(|record| (record.subject, record.as_ref())).collect();
        all.extend(self.records.iter().filter(|(s, _)| s.kind == kind).map(|(s, r)| (*s, r)));
        all.into_values().filter(|record| !record.cells.is_empty()).collect()
    }
}
