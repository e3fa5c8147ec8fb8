//! The value of one field of a record.

use super::deadline::Deadline;
use super::state::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A value. Missing is the absence of a value; blank is never zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Free text, cleaned at entry.
    #[serde(rename = "t")]
    Text(String),
    /// A count.
    #[serde(rename = "i")]
    Int(i64),
    /// Money in fen.
    #[serde(rename = "f")]
    Fen(i64),
    #[serde(rename = "d")]
    Day(NaiveDate),
    #[serde(rename = "b")]
    Flag(bool),
    /// A code of a closed or pack-defined list.
    #[serde(rename = "c")]
    Code(String),
    /// Another record; its kind follows from the field.
    #[serde(rename = "r")]
    Ref(u32),
    #[serde(rename = "rs")]
    Refs(Vec<u32>),
    /// Several words: aliases, roles.
    #[serde(rename = "w")]
    Words(Vec<String>),
    #[serde(rename = "l")]
    Deadline(Box<Deadline>),
    #[serde(rename = "s")]
    State(State),
    /// A protected value: it lies in the vault, this is its salted commitment (SHA-256).
    #[serde(rename = "v")]
    Sealed([u8; 32]),
}

/// What sort of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    Int,
    Fen,
    Day,
    Flag,
    Code,
    Unit,
    Units,
    Words,
    Deadline,
    State,
    /// Numbers of other records: they never change, so they are kept as written.
    Numbers,
    /// A protected name or telephone number: it goes into the vault.
    Secret,
}
