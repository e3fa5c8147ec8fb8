//! A command: what somebody asks to be done, as typed. It is read behind the door.

use super::ids::OpId;
use super::verb::Verb;
use serde::{Deserialize, Serialize};

/// One value to set, as typed: `deadline = 9月底前`, `action.2 = …` for the second measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// A field code, with `.N` for part N.
    pub field: String,
    pub text: String,
}

/// One act on one or several records: several are one bulk, undone as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub verb: Verb,
    /// Numbers as typed (`TY-007`, `#12` for the internal number). Empty for what creates a record.
    #[serde(default)]
    pub subjects: Vec<String>,
    #[serde(default)]
    pub sets: Vec<Set>,
    #[serde(default)]
    pub reason: String,
    /// The day it was done, as typed; empty: today.
    #[serde(default)]
    pub on: String,
    /// A party's code, when recorded for somebody else.
    #[serde(default)]
    pub party: String,
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub paper: String,
    pub op: OpId,
    /// The revision the values were seen at; `None` does not check.
    #[serde(default)]
    pub base: Option<u64>,
}

impl Command {
    /// A bare command, to be filled.
    pub fn new(verb: Verb, op: OpId) -> Self {
        Self {
            verb,
            subjects: Vec::new(),
            sets: Vec::new(),
            reason: String::new(),
            on: String::new(),
            party: String::new(),
            by: String::new(),
            paper: String::new(),
            op,
            base: None,
        }
    }

    /// Adds a record it acts on.
    pub fn on_subject(mut self, subject: impl Into<String>) -> Self {
        self.subjects.push(subject.into());
        self
    }

    /// Adds a value to set.
    pub fn set(mut self, field: impl Into<String>, text: impl Into<String>) -> Self {
        self.sets.push(Set { field: field.into(), text: text.into() });
        self
    }

    /// Names the day it was done.
    pub fn done_on(mut self, day: impl Into<String>) -> Self {
        self.on = day.into();
        self
    }

    /// Records it for a party, naming the person and the paper.
    pub fn for_party(mut self, party: &str, by: &str, paper: &str) -> Self {
        party.clone_into(&mut self.party);
        by.clone_into(&mut self.by);
        paper.clone_into(&mut self.paper);
        self
    }
}
