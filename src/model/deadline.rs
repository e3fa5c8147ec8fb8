//! A deadline as people write it, and how it is read.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// What sort of deadline a phrase sets (facts of the field: a date, a span, a rhythm, a policy …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// One day, inclusive to 24:00.
    Point,
    /// From one day to another.
    Range,
    /// A number of days, working days, weeks, months or hours counted from an anchor.
    Period,
    /// A rhythm: every month, every quarter.
    Recurring,
    /// No end: kept up for good, reviewed in a cycle.
    Standing,
    /// A phrase whose days the campaign's policy sets ("at once", "by a set date").
    Policy,
    /// Shorthand typed at entry (`0715`, `+5`, `+5w`).
    Entry,
    /// Understood as a deadline, but without a day ("as soon as possible").
    Unknown,
    /// Not a possible day, or not a deadline at all; `reason` says which.
    Error,
}

impl DeadlineKind {
    /// The code used in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Range => "range",
            Self::Period => "period",
            Self::Recurring => "recurring",
            Self::Standing => "standing",
            Self::Policy => "policy",
            Self::Entry => "entry",
            Self::Unknown => "unknown",
            Self::Error => "error",
        }
    }
}

/// The rhythm of a recurring duty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recurrence {
    /// Days, weeks, months … between two turns.
    pub every: Rhythm,
    /// Day of the month (a month without it: its last day), or weekday 1 = Monday … 7 = Sunday for
    /// [`Rhythm::Week`]. `None`: the last day of the span.
    pub day: Option<u8>,
    /// The months (1–12) in which it falls; empty when in all (or when the span is shorter).
    pub months: Vec<u8>,
    /// It falls on a working day: a first day moves forward to one, any other back.
    #[serde(default)]
    pub working: bool,
}

/// The span of a [`Recurrence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// Why a phrase was read as it was, when that is worth saying. `i18n` words it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum DeadlineReason {
    /// Nothing was written.
    Empty,
    /// The month has no such day (`31` September); month 0 stands for any month.
    NoSuchDay { month: u8, day: u8 },
    /// There is no such month.
    NoSuchMonth { month: u32 },
    /// No such time of day.
    NoSuchTime,
    /// A cut-off of statistics, not a deadline.
    Cutoff { day: Option<NaiveDate> },
    /// No day can be made of it ("soon", "to be announced").
    Vague,
    /// A set date is asked for; until one is given the phase's end stands.
    NeedsDate,
    /// Kept up for good; wants a review cycle (days unknown: monthly).
    NeedsReview,
    /// "Before the first ten days" (or a week, a month, a year) may mean before they begin
    /// (`strict`) or before they end (`due`).
    TenDays { strict: NaiveDate },
    /// Read from an anchor of the calendar (a feast, the start of term).
    Anchored { anchor: String },
    /// Stands on an anchor that the calendar does not hold.
    NoAnchor { anchor: String },
    /// Several days were written that make no span: `due` is the last, `strict` the first.
    SeveralDays { first: NaiveDate, last: NaiveDate },
    /// The year was not written and this year's day is long past: next year's is meant.
    NextYear { year: i32 },
    /// The counted period ended on a rest day and rolls to the next working day.
    RolledForward { from: NaiveDate },
    /// A fixed day that is a rest day: it stands, the reminder comes before.
    RestDay,
    /// The campaign's policy gave the days.
    Policy { working_days: u16 },
    /// Two days were written and the later is before the earlier.
    Backwards,
    /// The words are not a deadline that is known here.
    NotUnderstood,
    /// Years outside 1900–2200.
    OutOfRange,
}

/// How a deadline phrase is read. The text is kept as written and exported unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    pub text: String,
    pub kind: DeadlineKind,
    /// First day, for a range or a period.
    pub from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub due: Option<NaiveDate>,
    /// Time on the last day; `24:00` is kept as `None` with `due` that day.
    pub time: Option<NaiveTime>,
    /// True when the day is an interpretation.
    pub fuzzy: bool,
    /// The day under the narrower interpretation.
    pub strict: Option<NaiveDate>,
    /// Kept up for good after the day, or without one.
    pub standing: bool,
    pub recurrence: Option<Recurrence>,
    /// Last working day on or before `due`.
    pub remind: Option<NaiveDate>,
    pub reason: Option<DeadlineReason>,
}

/// A deadline in force: the words, where they stand, the day they mean, and who settled it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deadline {
    /// As written.
    pub text: String,
    /// Where it is written (a clause, a paper); empty when typed at the desk.
    #[serde(default)]
    pub clause: String,
    pub kind: DeadlineKind,
    pub due: Option<NaiveDate>,
    #[serde(default)]
    pub fuzzy: bool,
    #[serde(default)]
    pub strict: Option<NaiveDate>,
    #[serde(default)]
    pub standing: bool,
    /// Who settled it, when two claims conflicted.
    #[serde(default)]
    pub settled_by: Option<String>,
}

impl Deadline {
    /// Keeps what must be remembered of a reading.
    pub fn from_reading(reading: &Reading, clause: &str) -> Self {
        Self {
            text: reading.text.clone(),
            clause: clause.to_owned(),
            kind: reading.kind,
            due: reading.due,
            fuzzy: reading.fuzzy,
            strict: reading.strict,
            standing: reading.standing,
            settled_by: None,
        }
    }
}
