//! A letter as it leaves the office: who writes to whom, what it says, what lies in it. No layout and no
//! words of the program in it: what a plan or a person wrote stands as text, the rest as values and codes
//! that a language has words for.

use super::fact::Fact;
use super::ids::Kind;
use super::refusal::Refusal;
use super::state::State;
use super::table::{Cell, Sort, Table, TableId};
use super::verb::Verb;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// What a plan or a person wrote.
    Text(String),
    /// A computed value, told as values of its sort are.
    Value {
        cell: Cell,
        sort: Sort,
    },
    /// Not known: left for a hand to fill in.
    Blank,
    State(State),
    Verb(Verb),
    Kind(Kind),
    Table(TableId),
    /// The beginning of a hash, in hexadecimal.
    Hash(String),
    /// A month, by any day of it.
    Month(NaiveDate),
    /// What an act changed, and on what grounds.
    Act(Box<Said>),
    /// Why something was not taken.
    Why(Box<Refusal>),
}

/// A fact, with what the office calls the values that it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub fact: Fact,
    /// By field code and part: the old and the new value.
    pub named: Vec<(String, u16, Option<String>, Option<String>)>,
}

/// A text in pieces. Line ends stand in its texts.
pub type Line = Vec<Piece>;

/// A line of a text.
pub fn line(text: &str) -> Line {
    if text.is_empty() { Line::new() } else { vec![Piece::Text(text.to_owned())] }
}

/// One part of a letter, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph of the body.
    Text(Line),
    /// A heading with its number in it, from the first level to the fourth.
    Head {
        level: u8,
        text: Line,
    },
    /// Small print.
    Note(Line),
    /// Labels and what stands beside them, in boxes.
    Form(Vec<FormRow>),
    /// A list with a head on every page.
    List {
        heads: Vec<ListHead>,
        rows: Vec<Vec<Line>>,
    },
    /// Who signs, side by side.
    Sign(Vec<Line>),
    /// A line to cut along, and the name of what is below it.
    Slip(Line),
    Page,
}

/// A row of a form. It never breaks across pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRow {
    pub boxes: Vec<FormBox>,
    /// Room for so many lines at least.
    pub lines: u8,
}

/// A label and what stands beside it; without a label what stands there takes the whole row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormBox {
    pub label: Line,
    pub value: Line,
    /// At the bottom of the box: who signs, on which day.
    pub foot: Line,
}

/// The head of a column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListHead {
    pub text: Line,
    /// Its share of the width.
    pub wide: u8,
}

/// What is sent with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    pub name: Line,
    /// Printed behind the letter, across; without one it is only named.
    pub table: Option<Box<Table>>,
}

/// A whole letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Id of its template.
    pub kind: String,
    /// What the plan calls the kind.
    pub name: String,
    /// What it is about: a number, a unit, a month; empty: the campaign.
    pub about: String,
    /// Of made-up data.
    pub synthetic: bool,
    /// The day it is made.
    pub made_on: NaiveDate,
    pub title: Line,
    /// The line below the title; empty: none.
    pub number: Line,
    /// Whom it is sent to; empty: nobody in particular.
    pub to: Line,
    pub blocks: Vec<Block>,
    pub enclosures: Vec<Enclosure>,
    /// Who signs; empty: nobody.
    pub signer: Line,
    /// Its day; only told below a signer.
    pub day: Line,
    /// Who else gets it; empty: nobody.
    pub copies: Line,
}

/// A kind of letter that can be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterKind {
    pub id: String,
    /// What the plan calls it.
    pub name: String,
    /// It is about the campaign, not about one record.
    pub at_large: bool,
}
