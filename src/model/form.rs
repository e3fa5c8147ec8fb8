//! A form, as the office hands it out: the seat fills it and sends a command back.

use super::fact::Party;
use super::verb::Verb;
use serde::{Deserialize, Serialize};

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    Line,
    Text,
    Count,
    Money,
    Day,
    Deadline,
    /// One of these, answered by number, characters, pinyin or initials.
    Choice(Vec<Choice>),
    /// Text in one line, for which these are offered by number.
    Offered(Vec<String>),
    /// Units, looked up as one types.
    Unit,
    /// Shown, not filled.
    Fixed,
}

/// One answer of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is sent.
    pub code: String,
    /// Its words, when the pack or the record supplies them; empty: `i18n` has them by code.
    pub label: String,
}

/// What a form field fills in the command.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// A field by its code, with `.N` for part N.
    Field(String),
    Reason,
    On,
    Party,
    By,
    Paper,
}

/// One line of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    pub slot: Slot,
    /// What a figure counts: the name of a category, or a column of the screening by its code.
    pub about: String,
    pub input: Input,
    /// What stands there already.
    pub text: String,
    pub required: bool,
}

/// What a form says beside its fields; worded by `i18n`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Remark {
    /// Recorded for this party.
    For { party: Party, name: String },
    /// The deadline now, and the one it had at first.
    Deadline { text: String, due: String, original: String },
    /// The section in charge and the clause it rests on.
    Route { lead: String, clause: String, gap: bool },
    /// Likely the same: number, place, title.
    Duplicate { no: String, place: String, title: String },
    /// Days overdue already.
    Late { days: u32 },
    /// Measures still open.
    Open { open: u32, total: u32 },
    /// Evidence entered so far.
    Evidence { count: u32 },
    /// What may be filled in, by number.
    Options { texts: Vec<String> },
    /// Chased so often that the leader in charge is the next to ring.
    Leader { times: u32, name: String, phone: String },
    /// The claimant; the verifier must be another.
    ClaimedBy { name: String, unit: String },
    /// The day lies in a month that was handed in: what is done now stands in a later one as a correction.
    Fixed { month: String, on: chrono::NaiveDate, next: String },
}

/// A form for one verb on one or several records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub verb: Verb,
    /// Numbers of the records, `#id` where there is no number yet; empty for a new record.
    pub subjects: Vec<String>,
    /// A heading from the record: number, place, title.
    pub heading: String,
    pub fields: Vec<FormField>,
    pub remarks: Vec<Remark>,
    /// The revision of the record the form was made from.
    pub base: Option<u64>,
}
