//! The measure on a line of an exported ledger, merged cell by cell.

use super::super::decide;
use super::super::since::check_base;
use super::issue::and_changes;
use super::shown::Base;
use super::{Taking, changed, revision};
use crate::books::draft::Draft;
use crate::model::field::Field;
use crate::model::ids::Subject;
use crate::model::incoming::{Column, IncomingRow, Verdict};
use crate::model::record::Cell;
use crate::model::refusal::Refusal;
use crate::model::value::Value;
use crate::model::verb::Verb;
use std::collections::BTreeMap;

/// Columns of a ledger that say something of a measure, and what.
const COLUMNS: [(Column, Field); 6] = [
    (Column::Action, Field::Action),
    (Column::Goal, Field::Goal),
    (Column::Leader, Field::Leader),
    (Column::Person, Field::Person),
    (Column::Phone, Field::PersonPhone),
    (Column::Due, Field::Due),
];

impl Taking<'_> {
    /// Puts right what was edited of the measure that the row shows; nothing where it shows none.
    ///
    /// # Errors
    /// Others changed the same cells since (what else was edited is done all the same), or a value is not of its
    /// sort.
    pub(super) fn measure(
        &self,
        draft: &mut Draft<'_>,
        row: &IncomingRow,
        subject: Subject,
        verdict: &mut Verdict,
    ) -> Result<(), Refusal> {
        let Some(shown) = revision(row).filter(|shown| shown.part > 0) else { return Ok(()) };
        let Some(record) = draft.record(subject).cloned() else { return Ok(()) };
        let reader = self.reader(draft);
        let base = Base::of(draft, &record, Some(shown.rev), self.op);
        let mut command = self.command(Verb::Amend, row).on_subject(format!("#{}", subject.id));
        let mut changes = Vec::new();
        let mut clashing = BTreeMap::new();
        for (column, field) in COLUMNS {
            let Some(text) = row.cells.get(&column) else { continue };
            let cell = Cell { field, part: shown.part };
            let (was, stands) = (base.get(cell), record.part(field, shown.part));
            if is_it(was, text) || is_it(stands, text) {
                continue;
            }
            let value = reader.value(field, text)?;
            if value.as_ref() == was || value.as_ref() == stands {
                continue;
            }
            if stands != was {
                clashing.insert(cell, value);
                continue;
            }
            changes.push(changed(draft.books, cell, stands, value));
            command = command.set(format!("{}.{}", field.code(), shown.part), text);
        }
        let mut clash = Ok(());
        if !clashing.is_empty() {
            command.base = Some(shown.rev);
            clash = check_base(draft, self.context, &command, &record, &clashing);
            command.base = None;
        }
        if !changes.is_empty() {
            decide::all(draft, self.context, &command)?;
            and_changes(verdict, changes);
        }
        clash
    }
}

/// A value as a list shows it: of a deadline its words or its day.
fn is_it(value: Option<&Value>, text: &str) -> bool {
    match value {
        None => text.is_empty(),
        Some(Value::Text(known)) => known == text,
        Some(Value::Deadline(deadline)) => {
            deadline.text == text || deadline.due.is_some_and(|due| due.to_string() == text)
        }
        Some(_) => false,
    }
}
