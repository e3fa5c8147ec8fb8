//! What a line of quick entry was read as, while it is being typed.

use super::form::{Form, Remark};
use serde::{Deserialize, Serialize};

/// What one word of the line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    Unit,
    Category,
    Item,
    Place,
    Text,
    Students,
    Persons,
    Amount,
    Deadline,
    Source,
}

/// One word of the line and its reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub word: String,
    pub taken: Taken,
    /// The reading, in the words of the campaign.
    pub reading: String,
}

/// The reading of a line: pieces, the form they fill, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryReading {
    pub pieces: Vec<Piece>,
    pub form: Form,
    pub remarks: Vec<Remark>,
}
