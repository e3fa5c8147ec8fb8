//! Refusals: what was not done, why, and the ways out. `i18n` words them, once each.

use super::deadline::DeadlineReason;
use super::fact::Party;
use super::field::Field;
use super::ids::Kind;
use super::paper::Breach;
use super::record::Cell;
use super::state::State;
use super::value::Value;
use super::verb::Verb;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Why {
    /// No record has this number.
    UnknownNumber {
        text: String,
        nearest: Option<String>,
    },
    /// The verb takes at least one record.
    NoSubject,
    /// The verb takes no field of this name.
    UnknownField {
        name: String,
        nearest: Option<String>,
    },
    /// The verb does not set this field, or nobody may.
    FieldNotSettable {
        field: Field,
    },
    /// Required values are missing.
    Missing {
        fields: Vec<Field>,
    },
    /// A reason is required.
    NeedsReason,
    /// The value is not of the field's sort.
    BadValue {
        field: Field,
        text: String,
        expected: Expected,
    },
    /// Several records fit the name.
    Ambiguous {
        text: String,
        names: Vec<String>,
    },
    /// No unit goes by this name.
    UnknownUnit {
        text: String,
        nearest: Option<String>,
    },
    /// Not a code of the pack's list.
    UnknownCode {
        field: Field,
        text: String,
        known: Vec<String>,
    },
    /// No letter is called so.
    UnknownLetter {
        text: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    /// A letter of this kind is about something else.
    NotForLetter {
        letter: String,
        kind: Kind,
    },
    /// A list says nothing of a class, not even that there is nothing.
    SilentClass {
        class: String,
    },
    /// The deadline cannot be read as a day.
    UnreadDeadline {
        text: String,
        reason: Option<DeadlineReason>,
    },
    /// A day that has not come yet.
    FutureDay {
        day: NaiveDate,
        today: NaiveDate,
    },
    /// The tables of the month were handed in and are fixed, under this number.
    FixedAlready {
        month: String,
        no: String,
    },
    /// A later month is fixed already: it began where this one ended.
    LaterFixed {
        month: String,
        later: String,
    },
    /// What was kept of a fixed table is gone, or is not what it was.
    FixedGone {
        month: String,
        table: String,
    },
    /// No table of this month was fixed.
    NotFixed {
        month: String,
    },
    /// The screen is shown to a meeting: nothing is written, and no names are told.
    Projected,
    /// Nothing to compare with: there was no `meeting` or no `report` yet, or no `day` was named.
    NothingSince {
        what: String,
    },
    /// A day before the thing it follows.
    DayBefore {
        day: NaiveDate,
        earliest: NaiveDate,
        field: Option<Field>,
    },
    /// The issue is not where this verb starts from.
    WrongState {
        state: State,
        day: Option<NaiveDate>,
    },
    /// The step belongs to another party.
    NotYours {
        party: Party,
        name: String,
    },
    /// The member's roles do not allow it at all.
    NoRight,
    /// Recording for a party needs the person and the paper named.
    NeedsPersonAndPaper {
        party: Party,
    },
    /// Who claimed may not verify.
    SamePerson {
        name: String,
        unit: String,
    },
    /// Claiming with measures undone or money not refunded.
    Unfinished {
        open: u32,
        total: u32,
        refunded: Option<i64>,
        refundable: Option<i64>,
    },
    /// No measures have been filed.
    NoMeasures,
    /// A measure lacks its action, person or deadline.
    IncompleteMeasure {
        part: u16,
        fields: Vec<Field>,
    },
    /// An extension already waits for a decision.
    ExtensionPending,
    /// No extension waits for a decision.
    NoExtensionPending,
    /// Past the deadline, only the chief may grant.
    OnlyChief {
        late_days: u32,
        times: u32,
    },
    /// An extension must move the deadline later.
    NotLater {
        current: NaiveDate,
    },
    /// There is no deadline to extend.
    NoDeadline,
    /// Sections bounced it so often that only the chief says whose it is.
    BouncedOut {
        times: u32,
    },
    /// An entry of a register is not where this verb starts from.
    WrongStatus {
        kind: super::ids::Kind,
        status: String,
    },
    /// The campaign keeps no names of complainants and of those complained of.
    NamesNotKept {
        field: Field,
    },
    /// The law knows no such sanction for what somebody is.
    NotForIdentity {
        sanction: String,
        identity: String,
        known: Vec<String>,
    },
    /// A paper without figures cannot be a signed zero, nor hold counts.
    NothingToCount,
    /// A figure differs from the books and is not explained.
    CountDiffers {
        /// A category or a column of the screening.
        cell: String,
        part: u16,
        typed: i64,
        computed: i64,
    },
    /// A total that is not the sum of what it totals.
    SumOff {
        total: i64,
        parts: i64,
    },
    /// The sums of a table break rules.
    DoesNotAddUp {
        breaches: Vec<Breach>,
    },
    /// Nothing but zeros, unsigned.
    ZeroUnsigned,
    /// The plan asks for evidence, and there is none.
    NoEvidence,
    /// Text shorter than the plan asks for.
    TooShort {
        field: Field,
        least: u32,
    },
    /// It is not on the supervised list.
    NotListed,
    /// The pack leaves this step out.
    StepOff,
    /// Numbered issues stay.
    Numbered,
    /// There is nothing of one's own left to undo (or redo).
    NothingToUndo,
    NothingToRedo,
    /// The fact cannot be undone: a number given, a pack put in force …
    CannotUndo {
        seq: u64,
        verb: Verb,
    },
    /// No fact has this sequence, or it has been undone already.
    UnknownFact {
        seq: u64,
    },
    /// Somebody changed the same field since.
    ChangedSince {
        field: Field,
        by: String,
        at: DateTime<Utc>,
    },
    /// The record changed since it was read. Where no cell was to become something else, the changes
    /// can be put together; else somebody has to choose.
    Conflict {
        /// The revision as it stands: whoever sends with this base has seen all that is told here.
        rev: u64,
        clashes: Vec<Clash>,
    },
    /// The entry holds no protected names.
    NothingSealed,
    /// Protected names were looked at too often within the hour.
    TooOften {
        limit: u32,
        minutes: u32,
    },
    /// A PIN shorter than it may be.
    ShortPin {
        least: u32,
    },
    /// An office for a group keeps backups only in its own folder.
    OwnFolderOnly {
        folder: String,
    },
    /// Nothing would change.
    NothingToChange,
    /// The same op id came with another content.
    OpReused,
    /// The login is no member.
    UnknownMember {
        login: String,
    },
    /// A code or login already taken.
    Taken {
        text: String,
    },
    /// Made-up data stays marked as such.
    StaysSynthetic,
    /// Text longer than the field takes.
    TooLong {
        field: Field,
        limit: u32,
    },
    /// The day of the program may not go back.
    ClockBack {
        today: NaiveDate,
        last: NaiveDate,
    },
    /// A term the filter language does not know.
    UnknownTerm {
        text: String,
        nearest: Option<String>,
    },
    /// A term without a value.
    EmptyTerm {
        text: String,
    },
    /// A term that this table does not take.
    TermNotHere {
        text: String,
    },
    /// A value that the term does not take.
    BadTerm {
        term: String,
        text: String,
        expected: Expected,
    },
    /// The disk or the file refused the write; nothing was written.
    StoreRefused {
        detail: StoreTrouble,
    },
    /// The office is gone or was never there.
    OfficeGone,
    /// What was asked is not known to this office.
    Internal {
        detail: String,
    },
}

/// One cell that others changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    pub cell: Cell,
    /// Who typed it last, and when.
    pub by: String,
    pub at: DateTime<Utc>,
    /// The day, where it was not today.
    pub day: Option<NaiveDate>,
    /// What stands there now.
    pub theirs: Said,
    /// What was to stand there instead; `None` where nothing else was to.
    pub mine: Option<Said>,
}

/// A value, `None` where nothing stands; and the names of the units it refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub value: Option<Value>,
    pub name: String,
}

/// The sort of value that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    Count,
    Money,
    Day,
    DayRange,
    Month,
    YesNo,
    Code,
    Deadline,
    SortKey,
    Text,
}

/// What hinders the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreTrouble {
    DiskFull,
    ReadOnly,
    Moved,
    Other(String),
}

/// A way out of a refusal, answered by its digit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Way {
    /// Leave it.
    Back,
    /// Another verb on the same record.
    Verb { verb: Verb },
    /// The same verb, recorded for the party it belongs to.
    RecordFor { party: Party },
    /// The same verb, with a reason.
    WithReason,
    /// Fill in the field named.
    Fill { field: Field },
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub verb: Option<Verb>,
    /// The number of the record in question; empty when none.
    pub no: String,
    pub why: Why,
    pub ways: Vec<Way>,
}

impl Refusal {
    /// A refusal without a verb, record or way out yet.
    pub fn new(why: Why) -> Self {
        Self { verb: None, no: String::new(), why, ways: Vec::new() }
    }

    /// Adds a way out.
    pub fn way(mut self, way: Way) -> Self {
        self.ways.push(way);
        self
    }
}

impl From<Why> for Refusal {
    fn from(why: Why) -> Self {
        Refusal::new(why)
    }
}
