//! Protected names on their way out: only behind a fact that is committed, and not too often.

use super::Shared;
use super::lines::{line, store_refusal};
use super::query::Desk;
use crate::api::answer::{FactLine, Revealed};
use crate::books::draft::Draft;
use crate::model::fact::Fact;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Why};
use crate::model::sealed;
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::rules::protect;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;

/// Looks of one member within an hour.
const LIMIT: u32 = 30;
const HOUR: TimeDelta = TimeDelta::hours(1);

/// Who has looked when, within the last hour.
#[derive(Default)]
pub struct Looks {
    of: HashMap<u32, Vec<DateTime<Utc>>>,
}

impl Looks {
    /// Counts a look of a member.
    ///
    /// # Errors
    /// He has looked too often within the hour.
    pub fn count(&mut self, member: u32, at: DateTime<Utc>) -> Result<(), Refusal> {
        let looks = self.of.entry(member).or_default();
        // A clock that was set back must not lengthen the wait beyond the hour.
        looks.retain(|look| (at - *look).abs() < HOUR);
        if looks.len() >= LIMIT as usize {
            let oldest = looks.iter().min().map_or(HOUR, |look| HOUR - (at - *look));
            let minutes = u32::try_from(oldest.num_minutes() + 1).unwrap_or(1);
            return Err(Why::TooOften { limit: LIMIT, minutes }.into());
        }
        looks.push(at);
        Ok(())
    }
}

/// Every fact of the entry that one of the two steps is asked for.
pub fn facts_of(shared: &Shared, draft: &Draft<'_>, verb: Verb, subjects: &[String]) -> Vec<Fact> {
    let named = subjects.first().filter(|_| protect::is_own(verb));
    let entry = named.and_then(|name| super::entries::called(draft, name));
    let seqs = entry.map_or_else(Vec::new, |entry| entry.facts);
    seqs.into_iter().filter_map(|seq| shared.store().fact(seq).ok().flatten()).map(|(fact, _)| fact).collect()
}

/// The names of an entry as they stand; what was removed, or cannot be read, is `None`.
pub fn names(shared: &Shared, entry: &Record) -> Vec<Revealed> {
    let sealed = entry.cells.iter().filter_map(|(cell, value)| match value {
        Value::Sealed(commitment) => Some((*cell, *commitment)),
        _ => None,
    });
    let text = |cell: Cell, commitment| Revealed {
        field: cell.field.code().to_owned(),
        text: opened(shared, entry, cell, commitment),
    };
    sealed.map(|(cell, commitment)| text(cell, commitment)).collect()
}

/// A protected value of a record, by what commits to it. An undo puts back a commitment whose bytes lie
/// under an earlier fact.
pub fn opened(shared: &Shared, record: &Record, cell: Cell, commitment: [u8; 32]) -> Option<String> {
    let store = shared.store();
    record.facts.iter().rev().find_map(|seq| {
        let (fact, _) = store.fact(*seq).ok().flatten()?;
        let at = fact
            .changes
            .iter()
            .position(|change| change.cell == cell && change.new == Some(Value::Sealed(commitment)))?;
        let bytes = store.vault(*seq, u16::try_from(at).ok()?).ok().flatten()?;
        sealed::open(&bytes).map(str::to_owned)
    })
}

impl Desk<'_> {
    /// Who looked at protected names, when and why, oldest first: all of it for those whom the plan trusts
    /// with them, else one's own looks.
    pub fn looks(&self) -> Result<Vec<FactLine>, Refusal> {
        let all = protect::is_trusted(self.books, &self.actor);
        let mut seqs: Vec<u64> = Vec::new();
        for kind in protect::KINDS {
            let entries = self.books.of_kind(kind).filter(|entry| protect::has_names(entry));
            seqs.extend(entries.flat_map(|entry| entry.facts.iter().copied()));
        }
        seqs.sort_unstable();
        let mut lines = Vec::new();
        for seq in seqs {
            let fact = self.shared.store().fact(seq).map_err(|error| store_refusal(&error))?;
            let Some((fact, hash)) = fact else { continue };
            let looked = matches!(fact.verb, Verb::Reveal | Verb::Purge);
            if looked && (all || fact.actor == self.actor.id) {
                lines.push(line(self, fact, &hash));
            }
        }
        Ok(lines)
    }
}

/// The record of a subject that an act of this module was done on.
pub fn entry(books: &crate::books::Books, subject: Subject) -> Option<Record> {
    let known = subject.kind != Kind::Issue;
    books.record(subject).filter(|_| known).map(|record| record.as_ref().clone())
}
