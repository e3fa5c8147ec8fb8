//! One step on one record while it is being decided: what was read, what will change.

use super::Context;
use super::read::Input;
use super::rights::Standing;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::ids::Subject;
use crate::model::record::{Cell, Record};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;
use chrono::NaiveDate;

/// A step being decided. `record` is kept as the changes so far leave it.
pub struct Step<'a> {
    pub draft: &'a Draft<'a>,
    pub context: &'a Context,
    pub command: &'a Command,
    pub input: Input,
    pub standing: Standing,
    /// The day it was done.
    pub on: NaiveDate,
    pub record: Record,
    changes: Vec<Change>,
}

impl<'a> Step<'a> {
    /// A step that changes nothing yet.
    pub fn new(
        draft: &'a Draft<'a>,
        context: &'a Context,
        command: &'a Command,
        input: Input,
        standing: Standing,
        on: NaiveDate,
        record: Record,
    ) -> Self {
        Self { draft, context, command, input, standing, on, record, changes: Vec::new() }
    }

    /// Sets a field of the record itself. Setting what stands there already changes nothing.
    pub fn set(&mut self, field: Field, value: impl Into<Option<Value>>) {
        self.set_part(field, 0, value);
    }

    /// Sets a field of one part.
    pub fn set_part(&mut self, field: Field, part: u16, value: impl Into<Option<Value>>) {
        let cell = Cell { field, part };
        let (old, new) = (self.record.cells.get(&cell).cloned(), value.into());
        if old == new {
            return;
        }
        let change = Change { cell, old, new };
        self.record.put(&change);
        match self.changes.iter_mut().find(|known| known.cell == cell) {
            Some(known) => known.new = change.new,
            None => self.changes.push(change),
        }
    }

    /// Sets text, or nothing where the text is empty.
    pub fn set_text(&mut self, field: Field, part: u16, text: &str) {
        let value = (!text.is_empty()).then(|| Value::Text(text.to_owned()));
        self.set_part(field, part, value);
    }

    /// Moves the issue to another state, as of the day of the step.
    pub fn go(&mut self, state: State) {
        self.set(Field::State, Value::State(state));
        self.set(Field::MovedOn, Value::Day(self.on));
    }

    /// Adds one to a count.
    pub fn count_up(&mut self, field: Field) {
        let count = self.record.int(field).unwrap_or(0) + 1;
        self.set(field, Value::Int(count));
    }

    /// Sets every field of the record itself that was typed.
    pub fn set_typed(&mut self) {
        for (cell, value) in self.input.values.clone() {
            if cell.part == 0 && cell.field.group() == crate::model::field::Group::Main {
                self.set(cell.field, value);
            }
        }
    }

    /// True when anything would change.
    pub fn changes_anything(&self) -> bool {
        !self.changes.is_empty()
    }

    /// The changes so far as a fact; the step goes on without them.
    pub fn fact(&mut self, verb: Verb, seq: u64) -> Fact {
        let subject: Subject = self.record.subject;
        Fact {
            seq,
            at: self.context.at,
            day: self.context.today,
            on: self.on,
            actor: self.context.actor.id,
            party: self.standing.party,
            by: self.standing.by.clone(),
            paper: self.command.paper.clone(),
            seat: self.context.seat,
            op: self.command.op,
            verb,
            subject,
            changes: std::mem::take(&mut self.changes),
            reason: self.command.reason.clone(),
            undoes: None,
        }
    }
}
