//! Rows of a list of contacts: people with their unit, post and telephone.

use super::super::decide;
use super::{Taking, changed, same, verdict};
use crate::books::draft::Draft;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::incoming::{Column, IncomingRow, Outcome, Verdict};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::verb::Verb;

/// Columns that say something of a person beside the name.
const COLUMNS: [Column; 3] = [Column::Post, Column::Phone, Column::ContactRole];
/// What a person of a list is there for, where no column says it.
const LIAISON: &str = "liaison";
/// What stands in a telephone number whose middle is hidden: it is not the number.
const HIDDEN: char = '*';

impl Taking<'_> {
    /// One person: put right where known by name at the unit, else new.
    pub(super) fn person_row(&self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let name = row.get(Column::Name);
        if name.is_empty() {
            let fields = vec![Field::Name];
            return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Name }));
        }
        let unit = self.unit_of(draft, row)?;
        let known = draft.of_kind(Kind::Person).into_iter().find(|person| {
            person.reference(Field::Unit) == Some(unit) && same(person.text(Field::Name)) == same(name)
        });
        let known: Option<Record> = known.cloned();
        let mut command = self.command(Verb::Person, row);
        let mut changes = Vec::new();
        for column in COLUMNS {
            let text = row.get(column);
            let field = if column == Column::Phone { Some(Field::Phone) } else { column.field() };
            let Some(field) = field.filter(|_| !text.is_empty() && !text.contains(HIDDEN)) else { continue };
            let value = self.reader(draft).value(field, text)?;
            let stands = known.as_ref().and_then(|known| known.get(field));
            if value.as_ref() != stands {
                changes.push(changed(draft.books, Cell::main(field), stands, value));
                command = command.set(field.code(), text);
            }
        }
        let outcome = match &known {
            Some(_) if changes.is_empty() => return Ok(verdict(row, Outcome::Same)),
            Some(person) => {
                command = command.on_subject(format!("#{}", person.subject.id));
                Outcome::Update { changes }
            }
            None => {
                command = command.set(Field::Unit.code(), Self::code_of(draft, unit));
                command = command.set(Field::Name.code(), name);
                if row.get(Column::ContactRole).is_empty() {
                    command = command.set(Field::ContactRole.code(), LIAISON);
                }
                Outcome::New
            }
        };
        decide::all(draft, self.context, &command)?;
        Ok(Verdict { steps: vec![Verb::Person], ..verdict(row, outcome) })
    }
}
