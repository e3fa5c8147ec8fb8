//! A record: what the facts about one subject add up to.

use super::deadline::Deadline;
use super::fact::Change;
use super::field::{Field, Group};
use super::ids::Subject;
use super::state::State;
use super::value::Value;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The place of a value in a record: its field and, for fields of a group, the number of the part
/// (from 1; 0 for the record itself).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    pub field: Field,
    #[serde(default, skip_serializing_if = "is_main")]
    pub part: u16,
}

fn is_main(part: &u16) -> bool {
    *part == 0
}

impl Cell {
    /// A field of the record itself.
    pub fn main(field: Field) -> Self {
        Self { field, part: 0 }
    }
}

/// The values of one subject, and the fact that last changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub subject: Subject,
    /// Sequence of the last fact about it.
    pub rev: u64,
    /// Sequences of all facts about it, ascending: its way through the office.
    #[serde(default)]
    pub facts: Vec<u64>,
    #[serde(with = "cells")]
    pub cells: BTreeMap<Cell, Value>,
}

impl Record {
    /// A record without values.
    pub fn new(subject: Subject) -> Self {
        Self { subject, rev: 0, facts: Vec::new(), cells: BTreeMap::new() }
    }

    /// Sets or removes the value a change names. Total: never fails.
    pub fn put(&mut self, change: &Change) {
        match &change.new {
            Some(value) => self.cells.insert(change.cell, value.clone()),
            None => self.cells.remove(&change.cell),
        };
    }

    /// The value of a field of the record itself.
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.part(field, 0)
    }

    /// The value of a field of one part.
    pub fn part(&self, field: Field, part: u16) -> Option<&Value> {
        self.cells.get(&Cell { field, part })
    }

    /// The numbers of the parts of a group that hold any value, ascending.
    pub fn parts(&self, group: Group) -> Vec<u16> {
        let mut parts: Vec<u16> =
            self.cells.keys().filter(|c| c.part > 0 && c.field.group() == group).map(|c| c.part).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// The number a new part of a group gets.
    pub fn next_part(&self, group: Group) -> u16 {
        self.parts(group).last().map_or(1, |last| last.saturating_add(1))
    }

    /// Text of a text, line or code field; empty when missing.
    pub fn text(&self, field: Field) -> &str {
        self.text_of(field, 0)
    }

    /// Text of a field of one part; empty when missing.
    pub fn text_of(&self, field: Field, part: u16) -> &str {
        match self.part(field, part) {
            Some(Value::Text(text) | Value::Code(text)) => text,
            _ => "",
        }
    }

    /// A count; `None` when missing.
    pub fn int(&self, field: Field) -> Option<i64> {
        match self.get(field) {
            Some(Value::Int(n) | Value::Fen(n)) => Some(*n),
            _ => None,
        }
    }

    /// A day; `None` when missing.
    pub fn day(&self, field: Field) -> Option<NaiveDate> {
        self.day_of(field, 0)
    }

    /// A day of one part.
    pub fn day_of(&self, field: Field, part: u16) -> Option<NaiveDate> {
        match self.part(field, part) {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        }
    }

    /// A flag; missing is false.
    pub fn flag(&self, field: Field) -> bool {
        self.flag_of(field, 0)
    }

    /// A flag of one part; missing is false.
    pub fn flag_of(&self, field: Field, part: u16) -> bool {
        matches!(self.part(field, part), Some(Value::Flag(true)))
    }

    /// The record a field refers to.
    pub fn reference(&self, field: Field) -> Option<u32> {
        match self.get(field) {
            Some(Value::Ref(id)) => Some(*id),
            _ => None,
        }
    }

    /// The records a field refers to.
    pub fn references(&self, field: Field) -> &[u32] {
        match self.get(field) {
            Some(Value::Refs(ids)) => ids,
            _ => &[],
        }
    }

    /// The words of a field.
    pub fn words(&self, field: Field) -> &[String] {
        match self.get(field) {
            Some(Value::Words(words)) => words,
            _ => &[],
        }
    }

    /// A deadline of the record itself.
    pub fn deadline(&self, field: Field) -> Option<&Deadline> {
        self.deadline_of(field, 0)
    }

    /// A deadline of one part.
    pub fn deadline_of(&self, field: Field, part: u16) -> Option<&Deadline> {
        match self.part(field, part) {
            Some(Value::Deadline(deadline)) => Some(deadline),
            _ => None,
        }
    }

    /// The state; a draft when missing.
    pub fn state(&self) -> State {
        match self.get(Field::State) {
            Some(Value::State(state)) => *state,
            _ => State::Draft,
        }
    }

    /// The extension that waits for a decision, if any.
    pub fn pending_extension(&self) -> Option<u16> {
        self.parts(Group::Extension)
            .into_iter()
            .rev()
            .find(|part| self.text_of(Field::Decision, *part) == "pending")
    }
}

/// Cells travel as a list: a map keyed by a structure is no map in most formats.
mod cells {
    use super::{BTreeMap, Cell, Value};
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(cells: &BTreeMap<Cell, Value>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(cells.iter().map(|(cell, value)| (cell.field, cell.part, value)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Cell, Value>, D::Error> {
        let list = Vec::<(super::Field, u16, Value)>::deserialize(from)?;
        Ok(list.into_iter().map(|(field, part, value)| (Cell { field, part }, value)).collect())
    }
}
