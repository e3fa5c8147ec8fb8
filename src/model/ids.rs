//! What a record is and how one is named inside the program.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kinds of record the journal speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The campaign itself: its pack, its settings.
    Campaign,
    /// A unit: section, county bureau, affiliated unit, outside body.
    Unit,
    /// A person of a unit who can be telephoned.
    Person,
    /// Somebody with a login.
    Member,
    /// An issue on the issue list.
    Issue,
    /// Something that came in: a call, a visit, a letter.
    Intake,
    /// A clue, to be checked.
    Clue,
    /// A supervision order.
    Order,
    /// A clue or issue handed to a body outside.
    Transfer,
    /// Somebody held to account.
    Outcome,
    /// A row of the schedule that was worked on, or an ad-hoc request beside the plan's rows.
    Task,
    /// What one unit hands in: one paper, one period, one receiver.
    Submission,
    Inspection,
    /// A page, an article, a circular.
    Publicity,
    Meeting,
    /// A decision on what the plan leaves open.
    Ruling,
    /// A month whose tables were handed in and are fixed.
    Lock,
}

impl Kind {
    /// Every kind, in the order of their bytes in the store.
    pub const ALL: [Kind; 17] = [
        Kind::Campaign,
        Kind::Unit,
        Kind::Person,
        Kind::Member,
        Kind::Issue,
        Kind::Intake,
        Kind::Clue,
        Kind::Order,
        Kind::Transfer,
        Kind::Outcome,
        Kind::Task,
        Kind::Submission,
        Kind::Inspection,
        Kind::Publicity,
        Kind::Meeting,
        Kind::Ruling,
        Kind::Lock,
    ];

    /// A byte that never changes, for store keys: its place in [`Kind::ALL`], from 1.
    pub fn byte(self) -> u8 {
        self as u8 + 1
    }

    /// The code used in message ids, hits and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Campaign => "campaign",
            Kind::Unit => "unit",
            Kind::Person => "person",
            Kind::Member => "member",
            Kind::Issue => "issue",
            Kind::Intake => "intake",
            Kind::Clue => "clue",
            Kind::Order => "order",
            Kind::Transfer => "transfer",
            Kind::Outcome => "outcome",
            Kind::Task => "task",
            Kind::Submission => "submission",
            Kind::Inspection => "inspection",
            Kind::Publicity => "publicity",
            Kind::Meeting => "meeting",
            Kind::Ruling => "ruling",
            Kind::Lock => "lock",
        }
    }

    /// Work of the campaign: an act on it can be undone, and is told as news. The rest keeps the books.
    pub fn is_work(self) -> bool {
        self >= Kind::Issue
    }

    /// Kept in a register of its own: numbered entries beside the issue list.
    pub fn is_entry(self) -> bool {
        self > Kind::Issue
    }

    /// The kind a store byte stands for.
    pub fn from_byte(byte: u8) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.byte() == byte)
    }
}

/// One record: its kind and its number in order of creation, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    pub kind: Kind,
    pub id: u32,
}

impl Subject {
    /// The one campaign record of a store.
    pub const CAMPAIGN: Subject = Subject { kind: Kind::Campaign, id: 1 };

    /// The issue with this internal number.
    pub fn issue(id: u32) -> Self {
        Self { kind: Kind::Issue, id }
    }

    /// The unit with this internal number.
    pub fn unit(id: u32) -> Self {
        Self { kind: Kind::Unit, id }
    }
}

/// Names one act, chosen by who asks before asking, so that asking twice does it once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub struct OpId(pub u128);

impl fmt::Display for OpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for OpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::str::FromStr for OpId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(OpId)
    }
}
