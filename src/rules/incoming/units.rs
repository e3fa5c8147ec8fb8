//! Rows of a list of units: schools, institutions, offices, each below another.

use super::super::decide;
use super::{Taking, changed, verdict};
use crate::books::draft::Draft;
use crate::model::field::Field;
use crate::model::incoming::{Column, IncomingRow, Outcome, Verdict};
use crate::model::record::{Cell, Record};
use crate::model::refusal::Refusal;
use crate::model::verb::Verb;

/// Columns that say something of a unit.
const COLUMNS: [Column; 5] = [Column::Code, Column::Short, Column::UnitKind, Column::Parent, Column::Aliases];

impl Taking<'_> {
    /// One unit: put right where known by its code or its name, else new.
    pub(super) fn unit_row(&self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let (code, name) = (row.get(Column::Code), row.get(Column::Unit));
        let known = |text: &str| (!text.is_empty()).then(|| draft.books.unit_coded(text)).flatten();
        let called = || draft.books.units_called(name).first().copied().filter(|_| !name.is_empty());
        let known: Option<Record> =
            known(code).or_else(called).and_then(|unit| draft.books.unit(unit)).cloned();
        let mut command = self.command(Verb::Unit, row);
        let mut changes = Vec::new();
        let mut values = vec![(Field::Name, name)];
        values.extend(
            COLUMNS.iter().filter_map(|column| column.field().map(|field| (field, row.get(*column)))),
        );
        for (field, text) in values.into_iter().filter(|(_, text)| !text.is_empty()) {
            let value = self.reader(draft).value(field, text)?;
            let stands = known.as_ref().and_then(|known| known.get(field));
            // A unit found by another of its names keeps its own.
            let other = field == Field::Name && code.is_empty() && known.is_some();
            if value.as_ref() != stands && !other {
                changes.push(changed(draft.books, Cell::main(field), stands, value));
                command = command.set(field.code(), text);
            }
        }
        let outcome = match &known {
            Some(_) if changes.is_empty() => return Ok(verdict(row, Outcome::Same)),
            Some(unit) => {
                command = command.on_subject(format!("#{}", unit.subject.id));
                Outcome::Update { changes }
            }
            None => Outcome::New,
        };
        decide::all(draft, self.context, &command)?;
        Ok(Verdict { steps: vec![Verb::Unit], ..verdict(row, outcome) })
    }
}
