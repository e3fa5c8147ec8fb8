//! What a file that was exported showed, so that what was edited in it is told from what others changed since.

use crate::books::draft::Draft;
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::OpId;
use crate::model::record::{Cell, Record};
use crate::model::value::Value;
use std::collections::BTreeMap;

/// An issue as a file shows it: as it was at a revision.
pub struct Base<'a> {
    record: &'a Record,
    /// What stood in the cells that were changed since.
    before: BTreeMap<Cell, Option<&'a Value>>,
}

impl<'a> Base<'a> {
    /// The record at a revision; without one as it stands.
    ///
    /// What others asked for in the same batch has been done since, what the file's own rows did has not.
    pub fn of(draft: &'a Draft<'_>, record: &'a Record, revision: Option<u64>, own: OpId) -> Self {
        let mut before = BTreeMap::new();
        if let Some(base) = revision {
            let newer = draft.since.iter().chain(draft.facts.iter().filter(|fact| fact.op != own));
            let newer = newer.filter(|fact| fact.subject == record.subject && fact.seq > base);
            // The first change since says what stood there.
            let mut newer: Vec<&Fact> = newer.collect();
            newer.sort_unstable_by_key(|fact| fact.seq);
            for change in newer.into_iter().flat_map(|fact| &fact.changes) {
                before.entry(change.cell).or_insert(change.old.as_ref());
            }
        }
        Self { record, before }
    }

    /// What stood in a cell.
    pub fn get(&self, cell: Cell) -> Option<&'a Value> {
        self.before.get(&cell).copied().unwrap_or_else(|| self.record.part(cell.field, cell.part))
    }

    /// The text of a field of the record itself; empty for what is none.
    pub fn text(&self, field: Field) -> &'a str {
        match self.get(Cell::main(field)) {
            Some(Value::Text(text) | Value::Code(text)) => text,
            _ => "",
        }
    }
}
