//! What a file said once its columns were understood, and what became of each of its rows.

use super::fact::Change;
use super::field::Field;
use super::refusal::{Refusal, Why};
use super::verb::Verb;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a file is a list of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    #[default]
    Issues,
    /// Issues with their measures, and how far they are.
    Ledger,
    Units,
    Contacts,
    Schedule,
    /// Papers handed in, or the figures of one.
    Submissions,
}

impl ListKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [ListKind; 6] = [
        ListKind::Issues,
        ListKind::Ledger,
        ListKind::Units,
        ListKind::Contacts,
        ListKind::Schedule,
        ListKind::Submissions,
    ];

    /// The name on the command line and in message ids.
    pub fn code(self) -> &'static str {
        match self {
            ListKind::Issues => "issues",
            ListKind::Ledger => "ledger",
            ListKind::Units => "units",
            ListKind::Contacts => "contacts",
            ListKind::Schedule => "schedule",
            ListKind::Submissions => "submissions",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// A list of issues, with their measures or without.
    pub fn is_of_issues(self) -> bool {
        matches!(self, ListKind::Issues | ListKind::Ledger)
    }
}

/// What a column of a list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The row's number in the file: never an identity.
    RowNo,
    /// Our number.
    No,
    /// The revision it was exported at.
    Revision,
    Unit,
    Place,
    Stage,
    Category,
    Item,
    Title,
    Source,
    FoundOn,
    Persons,
    Students,
    AmountYuan,
    AmountWan,
    Lead,
    RectType,
    Goal,
    Action,
    Leader,
    Person,
    Phone,
    Due,
    Progress,
    /// How far it is, in the file's words.
    Status,
    DoneOn,
    Closed,
    ClosedOn,
    Evidence,
    Remarks,
    /// Of a person.
    Name,
    Post,
    /// What a person is there for: liaison, leader.
    ContactRole,
    /// Of a unit.
    Code,
    Short,
    Aliases,
    UnitKind,
    Parent,
    /// Of a row of the schedule.
    Work,
    By,
    /// What was handed in.
    Paper,
    HandedOn,
    Filler,
    Reviewer,
    Stamped,
    NilReport,
    /// The figures of a monthly screening.
    Received,
    True,
    Partly,
    Untrue,
    Unverifiable,
    Pending,
    ToIssue,
    ToDiscipline,
    ToOther,
}

impl Column {
    /// Its code, as mapping files and JSON say it.
    pub fn code(self) -> String {
        // The derive above is the one table of names.
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The field of an issue it fills, where it is one field as it stands.
    pub fn field(self) -> Option<Field> {
        Some(match self {
            Self::Unit => Field::Unit,
            Self::Place => Field::Place,
            Self::Stage => Field::Stage,
            Self::Category => Field::Category,
            Self::Item => Field::Item,
            Self::Title => Field::Title,
            Self::Source => Field::Source,
            Self::FoundOn => Field::FoundOn,
            Self::Persons => Field::Persons,
            Self::Students => Field::Students,
            Self::AmountYuan | Self::AmountWan => Field::Amount,
            Self::Lead => Field::Lead,
            Self::RectType => Field::RectType,
            Self::Goal => Field::Goal,
            Self::Action => Field::Action,
            Self::Leader => Field::Leader,
            Self::Person => Field::Person,
            Self::Phone => Field::PersonPhone,
            Self::Due => Field::Deadline,
            Self::Progress => Field::ProgressText,
            Self::DoneOn => Field::ClaimedOn,
            Self::ClosedOn => Field::ClosedOn,
            Self::Name => Field::Name,
            Self::Post => Field::Post,
            Self::ContactRole => Field::ContactRole,
            Self::Code => Field::Code,
            Self::Short => Field::Short,
            Self::Aliases => Field::Aliases,
            Self::UnitKind => Field::UnitKind,
            Self::Parent => Field::Parent,
            Self::Filler => Field::Filler,
            Self::Reviewer => Field::Reviewer,
            Self::Stamped => Field::Stamped,
            _ => return None,
        })
    }
}

/// How far a row says that its issue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Nothing, or nothing that is known.
    #[default]
    Unsaid,
    UnderWay,
    Done,
}

/// A row of a file: where it stands, and what its columns say. Cells are trimmed. One is empty only in a row
/// that shows a revision: there it stood in the file, and may have been emptied.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IncomingRow {
    pub sheet: String,
    /// Counted from 1, as the file's own program shows it.
    pub row: u32,
    pub cells: BTreeMap<Column, String>,
    pub progress: Progress,
    /// It says that there is nothing to report.
    pub nil: bool,
    /// What stands in columns that mean nothing here, by their heads; kept where figures may be meant.
    pub others: BTreeMap<String, String>,
}

impl IncomingRow {
    /// The text of a column; empty when it says nothing.
    pub fn get(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }
}

/// The revision of a record that a line of an exported file shows, and the measure on that line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub rev: u64,
    /// 0: none.
    pub part: u16,
}

impl std::fmt::Display for Revision {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.part {
            0 => write!(out, "{}", self.rev),
            part => write!(out, "{}.{part}", self.rev),
        }
    }
}

impl std::str::FromStr for Revision {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (rev, part) = text.split_once('.').unwrap_or((text, "0"));
        Ok(Self { rev: rev.parse()?, part: part.parse()? })
    }
}

/// A file whose columns were understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Incoming {
    /// Its name, without folders.
    pub file: String,
    pub kind: ListKind,
    /// What stands above its header.
    pub title: String,
    /// The day it came.
    pub received: Option<NaiveDate>,
    /// The unit it comes from, as its title or foot says; empty when neither does.
    pub unit: String,
    /// Who filled it in, and who checked it.
    pub filled_by: String,
    pub checked_by: String,
    /// The paper that the file is, is recorded as handed in.
    pub hand_in: bool,
    /// Names of people that stand in its texts are not taken along.
    pub hide_names: bool,
    pub rows: Vec<IncomingRow>,
}

/// A change as a file makes it, with the office's words for what is a reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub change: Change,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// What a row comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Outcome {
    New,
    /// What changes; nothing when it only goes a step on.
    Update {
        changes: Vec<Changed>,
    },
    Same,
    /// Others have changed the same fields since it was exported.
    Conflict {
        refusal: Box<Refusal>,
    },
    /// It stood in an earlier version of this file and no longer does. Nothing is done about it.
    Gone,
    /// The unit says that there is nothing of the class: part of what it hands in.
    Nil,
    Wrong {
        refusal: Box<Refusal>,
    },
}

impl Outcome {
    /// What a refusal makes of a row.
    pub fn refused(refusal: Refusal) -> Self {
        let refusal = Box::new(refusal);
        match refusal.why {
            Why::Conflict { .. } => Self::Conflict { refusal },
            _ => Self::Wrong { refusal },
        }
    }

    /// The row was not taken, and goes back to whoever sent it.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Conflict { .. } | Self::Wrong { .. })
    }
}

/// The verdict on one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub sheet: String,
    /// 0 for what is gone from the file.
    pub row: u32,
    pub outcome: Outcome,
    /// The issue, as far as there is one.
    pub no: String,
    pub title: String,
    /// Steps taken with it, in order.
    pub steps: Vec<Verb>,
    /// Steps that its columns ask for and that were refused.
    pub refused: Vec<Refusal>,
    /// What its texts say that reads like somebody's name.
    pub names: Vec<String>,
}

/// A paper that a file is: recorded with it as handed in, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperIn {
    /// What names it in commands.
    pub name: String,
    /// The name of the paper.
    pub paper: String,
    pub unit: String,
    /// The section it goes to; empty: the office.
    pub receiver: String,
    /// Last day, inclusive.
    pub due: NaiveDate,
    pub on: NaiveDate,
    pub refused: Option<Refusal>,
}

/// What a file is as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Handed {
    pub papers: Vec<PaperIn>,
    /// Classes of which it says that there is nothing, in words.
    pub nil: Vec<String>,
    /// Classes of which it says nothing at all, in words. Blank is no zero.
    pub silent: Vec<String>,
}
