//! A filter as read: what a list holds. The words of the language lie behind the door, with its reader.

use super::state::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A read filter: terms joined by "and".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    pub terms: Vec<Term>,
    /// Sort keys, most important first; true is descending. Empty: the list's own order.
    pub sort: Vec<(SortKey, bool)>,
    /// The day the list is asked for, when not today.
    pub as_of: Option<NaiveDate>,
    /// The day on whose evening it was known so: what was typed later is left out.
    pub known: Option<NaiveDate>,
}

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub negated: bool,
    pub test: Test,
}

/// What a term asks of an issue. Several values of one test are "or".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Of one of these units or of a unit below them.
    Unit(Vec<u32>),
    /// The place's name holds one of these.
    Place(Vec<String>),
    Category(Vec<String>),
    Item(Vec<String>),
    State(Vec<State>),
    Lead(Vec<u32>),
    Source(Vec<String>),
    RectType(Vec<String>),
    /// Lies with the asking member, the office, a section or a unit.
    With(Vec<Holder>),
    Is(Vec<Flag>),
    Day(DayField, DayRange),
    Amount(Range),
    Students(Range),
    No(Vec<String>),
    File(Vec<String>),
    /// Text anywhere: number, place, title, by characters, pinyin or initials.
    Words(String),
}

/// With whom an issue lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holder {
    Me,
    Office,
    Unit(u32),
    /// Any reporting unit.
    AnyUnit,
}

/// What `is:` asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    Overdue,
    Soon,
    Listed,
    /// Was on the supervised list, and is off it.
    Delisted,
    Standing,
    Returned,
    Reopened,
    Open,
    Closed,
    Late,
    Conflict,
    Mine,
    Backfilled,
}

impl Flag {
    /// Every flag.
    pub const ALL: [Flag; 13] = [
        Flag::Overdue,
        Flag::Soon,
        Flag::Listed,
        Flag::Delisted,
        Flag::Standing,
        Flag::Returned,
        Flag::Reopened,
        Flag::Open,
        Flag::Closed,
        Flag::Late,
        Flag::Conflict,
        Flag::Mine,
        Flag::Backfilled,
    ];
}

/// A day of an issue that can be filtered on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayField {
    Due,
    Found,
    Closed,
    Changed,
}

/// Days from … to, both inclusive; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Counts or fen from … to, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    pub from: Option<i64>,
    pub to: Option<i64>,
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    No,
    Unit,
    Place,
    Category,
    State,
    Lead,
    Due,
    Found,
    Closed,
    Changed,
    Amount,
    Students,
}
