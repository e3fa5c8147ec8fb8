//! A month's report: its tables, and the mark of what was handed in and is fixed.

use super::paper::Breach;
use super::table::Table;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What a fixed table bears: the number of the fixing, its day, and eight characters by which the table is
/// known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedMark {
    pub no: String,
    pub on: NaiveDate,
    pub code: String,
}

/// A month that was fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    pub no: String,
    /// `2021-08`.
    pub month: String,
    /// The day its figures are computed for.
    pub as_of: NaiveDate,
    /// The day it was fixed, the moment that was typed, and who did it.
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub by: String,
    /// Each table's name, and the code it is known by.
    pub codes: Vec<(String, String)>,
}

/// A figure that was handed in, and what the same figure of the same day is by what is known now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Code of the table, and name of the line (empty: the totals).
    pub table: String,
    pub line: String,
    /// Heading and key of the column.
    pub heading: String,
    pub column: String,
    pub then: i64,
    pub now: i64,
}

/// What a month comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// `2021-08`.
    pub month: String,
    pub as_of: NaiveDate,
    /// It was fixed: then these are the tables that were.
    pub lock: Option<Lock>,
    pub tables: Vec<Table>,
    /// Rules that their sums break, each with its table's code.
    pub breaches: Vec<(String, Breach)>,
    /// Of a month that is fixed: figures that would come out otherwise today.
    pub differences: Vec<Difference>,
}

/// What a check code is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Known {
    /// A table that was handed in, and whether its bytes are still those.
    Table { table: String, lock: Lock, intact: bool },
    /// The journal as it was after a fact: what an archive was made from.
    Journal { seq: u64, day: NaiveDate },
}

/// Signs of a check code: none looks like another.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The eight characters by which bytes are known again: the first forty bits of their SHA-256, in hexadecimal.
/// Shorter texts have none.
pub fn check_code(hash: &str) -> Option<String> {
    let bits = u64::from_str_radix(hash.get(..10)?, 16).ok()?;
    let sign = |at: u32| char::from(SIGNS[(bits >> (35 - 5 * at)) as usize % SIGNS.len()]);
    Some((0..8).map(sign).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_beginning_of_a_hash() {
        assert_eq!(check_code("0000000000ff").unwrap(), "00000000");
        assert_eq!(check_code("ffffffffff").unwrap(), "ZZZZZZZZ");
        assert_eq!(check_code("0842108421").unwrap(), "11111111");
        assert_eq!(check_code("08421"), None);
        assert_eq!(check_code("x842108421"), None);
    }
}
