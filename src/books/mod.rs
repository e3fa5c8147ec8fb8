//! The books: what the journal adds up to, in memory. Applies facts; never refuses one.
//!
//! Units, people, members and the campaign are held whole. Of issues the sheet holds the columns that
//! lists need; full records are held only while they are newer than the last checkpoint or in use.

pub mod apply;
pub mod bits;
pub mod breakdown;
pub mod column;
pub mod complete;
pub mod draft;
pub mod filter_days;
pub mod filter_reader;
pub mod filter_values;
pub mod filter_words;
pub mod index;
pub mod letters;
pub mod lookup;
pub mod order;
pub mod owed;
pub mod people;
pub mod rank;
pub mod replay;
pub mod rows;
pub mod search;
pub mod select;
pub mod sheet;
pub mod snapshot;
pub mod tally;
pub mod view;

use crate::calendar::Calendar;
use crate::model::ids::{Kind, OpId, Subject};
use crate::model::record::Record;
use crate::pack::Pack;
use chrono::NaiveDate;
use sheet::Sheet;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The facts of one act, kept so that its author can undo it and a repeated ask is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Act {
    pub op: OpId,
    pub first: u64,
    pub last: u64,
    /// The office's day it was typed.
    pub day: NaiveDate,
}

/// What one member can undo and redo, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Trail {
    pub undo: Vec<Act>,
    pub redo: Vec<Act>,
}

/// What the journal adds up to.
#[derive(Debug, Clone, Default)]
pub struct Books {
    /// Sequence of the last fact applied.
    pub seq: u64,
    /// The office's day of the last fact.
    pub last_day: Option<NaiveDate>,
    pub pack: Option<Arc<Pack>>,
    pub calendar: Calendar,
    /// Campaign, units, people, members.
    pub held: Arc<BTreeMap<Subject, Arc<Record>>>,
    /// Issues that changed since the checkpoint, or were read for an act.
    pub issues: Arc<HashMap<u32, Arc<Record>>>,
    /// Issues in `issues` that differ from the checkpoint.
    pub changed: std::collections::BTreeSet<u32>,
    pub sheet: Arc<Sheet>,
    /// What whoever reads may not see; `None`: all is seen. Only queries read with something hidden.
    pub hidden: Option<view::Hidden>,
    /// Acts of the last 30 days by op id.
    pub ops: HashMap<OpId, Act>,
    /// By member.
    pub trails: BTreeMap<u32, Trail>,
}

impl Books {
    /// Days for which a repeated op id is recognised.
    pub const OP_DAYS: i64 = 30;
    /// Acts a member can go back.
    pub const TRAIL: usize = 200;

    /// A record that is held.
    pub fn record(&self, subject: Subject) -> Option<&Arc<Record>> {
        match subject.kind {
            Kind::Issue => self.issues.get(&subject.id),
            _ => self.held.get(&subject),
        }
        .filter(|_| self.sees(subject))
    }

    /// Takes in the stored record of an issue that is not held.
    pub fn hold(&mut self, record: Record) {
        Arc::make_mut(&mut self.issues).entry(record.subject.id).or_insert_with(|| Arc::new(record));
    }

    /// Forgets the full records of issues that the checkpoint has.
    pub fn release(&mut self) {
        self.issues = Arc::default();
        self.changed.clear();
    }

    /// Records of one kind that are held and seen, in order of creation.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Arc<Record>> {
        let low = Subject { kind, id: 0 };
        let high = Subject { kind, id: u32::MAX };
        let all = self.held.range(low..=high).map(|(_, record)| record);
        all.filter(|record| self.sees(record.subject))
    }

    /// The number a new record of this kind gets.
    pub fn next_id(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Issue => self.sheet.len() as u32 + 1,
            _ => self.of_kind(kind).last().map_or(1, |record| record.subject.id + 1),
        }
    }
}

#[cfg(test)]
mod tests;
