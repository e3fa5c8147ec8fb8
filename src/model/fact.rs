//! A fact: one line of the journal.

use super::ids::{OpId, Subject};
use super::record::Cell;
use super::value::Value;
use super::verb::Verb;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One field's change, with what stood there before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub cell: Cell,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}

/// In whose name an act is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The reporting unit of the issue.
    Unit,
    /// The responsible section.
    Section,
    /// The rectification office.
    Office,
    /// The head or deputy head of the rectification office.
    Chief,
    /// The discipline inspection group.
    Discipline,
    /// Who takes calls, visits and letters.
    Reception,
    /// Who inspects.
    Inspectorate,
    /// Who publishes.
    Press,
}

impl Party {
    /// Every party.
    pub const ALL: [Party; 8] = [
        Party::Unit,
        Party::Section,
        Party::Office,
        Party::Chief,
        Party::Discipline,
        Party::Reception,
        Party::Inspectorate,
        Party::Press,
    ];

    /// The code used on the command line and in message ids.
    pub fn code(self) -> &'static str {
        match self {
            Party::Unit => "unit",
            Party::Section => "section",
            Party::Office => "office",
            Party::Chief => "chief",
            Party::Discipline => "discipline",
            Party::Reception => "reception",
            Party::Inspectorate => "inspectorate",
            Party::Press => "press",
        }
    }

    /// The party with this code.
    pub fn from_code(code: &str) -> Option<Party> {
        Party::ALL.into_iter().find(|p| p.code() == code)
    }
}

/// One fact. Facts are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its place in the journal, from 1, without gaps.
    pub seq: u64,
    /// When it was typed, by the machine's clock.
    pub at: DateTime<Utc>,
    /// The office's day when it was typed. Never goes back from one fact to the next.
    pub day: NaiveDate,
    /// The day the act was done: late or in time goes by this.
    pub on: NaiveDate,
    /// The member who typed it; 0 for the program at creation.
    pub actor: u32,
    /// For whom, when not for the member's own post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// The person who did it, signed it or said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The paper, call or message it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper: String,
    /// The terminal it was typed at.
    #[serde(default)]
    pub seat: u32,
    pub op: OpId,
    pub verb: Verb,
    pub subject: Subject,
    pub changes: Vec<Change>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The fact this one undoes (or, for a redo, the undo it undoes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
}
