//! Who takes part: offices, units, groups, bodies outside, people, roles.

use crate::model::fact::Party;
use chrono::NaiveDate;
use serde::Deserialize;

/// A section of the issuing bureau, with its duties as printed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Also its code as a unit, and what routing rules name.
    pub id: String,
    pub name: String,
    /// The name in narrow columns.
    pub short: String,
    /// The long form of the name, when the paper has one.
    #[serde(default)]
    pub full: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// As whom it acts.
    pub party: Party,
    /// What the section for the same work is called one level down; empty: there is none.
    #[serde(default)]
    pub counterpart: String,
    pub clause: String,
    /// Verbatim.
    pub duties: String,
}

/// A kind of unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitKind {
    pub id: String,
    pub name: String,
    /// Units of this kind hand in.
    #[serde(default)]
    pub reports: bool,
    /// Units of this kind may lead an issue.
    #[serde(default)]
    pub leads: bool,
    /// Units of this kind have sections of their own, which act first; the bureau's sections supervise.
    #[serde(default)]
    pub counterparts: bool,
    #[serde(default)]
    pub clause: String,
}

/// A unit known from the start; others are added later.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Unique; the first part of issue numbers.
    pub code: String,
    pub name: String,
    pub short: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Readings that a common pinyin table would get wrong.
    #[serde(default)]
    pub pinyin: Vec<String>,
    pub kind: String,
    /// Code of the unit above it.
    pub parent: Option<String>,
    /// Place in every table.
    pub order: i64,
    /// GB/T 2260 code, empty when it is no division.
    #[serde(default)]
    pub gb: String,
    /// Where it is known from; units are mostly not listed in the paper itself.
    pub source: String,
    /// First day on which it exists, when that matters.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it exists.
    pub valid_to: Option<NaiveDate>,
    /// Code of the unit that takes over its duties then.
    pub successor: Option<String>,
}

impl Unit {
    /// True when the unit exists on that day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// Units the paper speaks of together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitGroup {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Every unit of these kinds belongs to it.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// These offices belong to it.
    #[serde(default)]
    pub offices: Vec<String>,
    pub order: i64,
}

/// A body outside the bureau: above it, or one that clues can be handed to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Reported to.
    #[serde(default)]
    pub upstream: bool,
    /// Receives clues.
    #[serde(default)]
    pub transfer: bool,
    #[serde(default)]
    pub clause: String,
}

/// Somebody to telephone, as the list of contacts prints it. Name and phone are empty while they have
/// to be filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The number printed beside it; not unique.
    pub printed_no: String,
    /// Office id or unit code.
    pub unit: String,
    pub name: String,
    pub phone: String,
    pub post: String,
    /// `liaison`, `leader`, `head`.
    pub role: String,
}

/// A way in for the public.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    pub name: String,
    pub kind: HotlineKind,
    /// As printed, slips included.
    pub printed: String,
    /// As it works.
    pub value: String,
    pub clause: String,
}

/// What a hotline is reached by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HotlineKind {
    Phone,
    Url,
}

/// A role of members: as whom they act and what they keep.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub id: String,
    pub name: String,
    /// Parties whose steps they take in their own right.
    #[serde(default)]
    pub acts_as: Vec<Party>,
    /// Parties for whom they may record what was signed, said or sent.
    #[serde(default)]
    pub records_for: Vec<Party>,
    /// Parts of the books they may change: `units`, `members`, `pack`.
    #[serde(default)]
    pub keeps: Vec<Keeps>,
    /// Whose work they see.
    #[serde(default)]
    pub sees: Option<Sees>,
    /// Whoever creates the store gets it.
    #[serde(default)]
    pub founder: bool,
}

/// Whose work a role sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sees {
    /// Nobody's: also whoever has no role at all.
    #[default]
    Nothing,
    /// That of the own unit and those below it.
    Own,
    All,
}

impl Role {
    /// Whose work the role sees. Where a plan does not say it, only who acts for the bureau sees all.
    pub fn sees(&self) -> Sees {
        let acts_for_unit = self.acts_as.is_empty() || self.acts_as.contains(&Party::Unit);
        self.sees.unwrap_or(if acts_for_unit { Sees::Own } else { Sees::All })
    }
}

/// A part of the books that a role may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeps {
    Units,
    Members,
    Pack,
}

impl Keeps {
    /// The code a pack writes.
    pub fn code(self) -> &'static str {
        match self {
            Keeps::Units => "units",
            Keeps::Members => "members",
            Keeps::Pack => "pack",
        }
    }
}
