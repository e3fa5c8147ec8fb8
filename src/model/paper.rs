//! How a table stands on paper, and how somebody wants it.

use super::matrix::Across;
use serde::{Deserialize, Serialize};

/// Where the line of totals stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TotalAt {
    #[default]
    First,
    Last,
    None,
}

/// What a plan says of a table beside its columns; what is empty has words of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paper {
    /// The name of its form.
    pub form: String,
    /// What the table is called.
    pub title: Option<String>,
    pub total: TotalAt,
    /// Lines below the table to be filled in by hand.
    pub foot: Vec<String>,
    /// Columns from the left that every part repeats when one sheet is not wide enough.
    pub repeat: u32,
    /// Columns that a part begins with then, by their place.
    pub breaks: Vec<u32>,
    /// What its files are called, with `{table}`, `{day}`, `{month}` and `{unit}` in it.
    pub file: Option<String>,
}

/// How a table is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wanted {
    /// The name of a form; empty: that of the table itself.
    pub form: String,
    /// Without names of persons and their telephone numbers: to leave the office.
    pub masked: bool,
    /// So many empty lines to fill in.
    pub blank: Option<u32>,
    /// Also when its sums break a rule: it then says so.
    pub anyway: bool,
    /// As it was handed in for this month; empty: as it comes out now.
    pub month: String,
    /// As a table of units against one thing, where the table is about papers.
    pub across: Option<Across>,
    /// Of a table of changes what it begins with: a day, the last meeting or report; empty: as is usual.
    pub since: String,
}

/// A form in which a table can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormName {
    pub form: String,
    pub table: super::table::TableId,
    /// What the plan calls it.
    pub title: Option<String>,
}

/// A rule that the sums of a table break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// The key of its words.
    pub rule: String,
    /// The lines in which it is broken, by the name they stand under.
    pub lines: Vec<String>,
    /// Numbers of the records that break it, where single ones do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<String>,
}
