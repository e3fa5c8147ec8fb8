//! What a file said once its columns were understood, and what became of each of its rows.

use super::field::Field;
use super::refusal::Refusal;
use super::verb::Verb;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// A row of a file: where it stands, and what its columns say. Cells are trimmed and never empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IncomingRow {
    pub sheet: String,
    /// Counted from 1, as the file's own program shows it.
    pub row: u32,
    pub cells: BTreeMap<Column, String>,
    pub progress: Progress,
    /// It says that there is nothing to report.
    pub nil: bool,
}

impl IncomingRow {
    /// The text of a column; empty when it says nothing.
    pub fn get(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }
}

/// A file whose columns were understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Incoming {
    /// Its name, without folders.
    pub file: String,
    /// The unit it comes from, as its title or foot says; empty when neither does.
    pub unit: String,
    /// Who filled it in, and who checked it.
    pub filled_by: String,
    pub checked_by: String,
    pub rows: Vec<IncomingRow>,
}

/// What a row comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Outcome {
    New,
    /// Fields that change; none when it only goes a step on.
    Update {
        fields: Vec<Field>,
    },
    Same,
    /// Others have changed the same fields since it was exported.
    Conflict {
        refusal: Box<Refusal>,
    },
    /// It stood in an earlier version of this file and no longer does. Nothing is done about it.
    Gone,
    /// The unit says that there is nothing of the class. Nothing is done about it here.
    Nil,
    Wrong {
        refusal: Box<Refusal>,
    },
}

impl Outcome {
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
}
