//! What a pack says, field by field. Dates are inclusive; clauses cite the plan.

use super::day;
use crate::model::fact::Party;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A campaign pack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub format: String,
    pub id: String,
    pub campaign: Campaign,
    #[serde(default)]
    pub steps: Steps,
    #[serde(default)]
    pub extensions: Extensions,
    #[serde(default)]
    pub leaders: Vec<Leader>,
    pub unit_kinds: Vec<UnitKind>,
    pub units: Vec<UnitEntry>,
    pub stages: Stages,
    #[serde(default)]
    pub stage_marks: Vec<StageMark>,
    pub categories: Vec<Category>,
    pub phases: Vec<Phase>,
    pub schedule: Vec<Task>,
    #[serde(default)]
    pub screening: Option<Screening>,
    #[serde(default)]
    pub reminders: Vec<Reminder>,
    #[serde(default)]
    pub contacts: Vec<Contact>,
    #[serde(default)]
    pub hotlines: Vec<Hotline>,
    pub sources: Words,
    #[serde(default)]
    pub grounds: Vec<Ground>,
    #[serde(default)]
    pub thresholds: Vec<Threshold>,
    #[serde(default)]
    pub receivers: Option<Receivers>,
    pub routing: Vec<Rule>,
    #[serde(default)]
    pub observers: Vec<Observer>,
    pub roles: Vec<Role>,
    pub calendar: Days,
    #[serde(default)]
    pub measure_words: BTreeMap<String, String>,
    #[serde(default)]
    pub privacy: Privacy,
    #[serde(default)]
    pub settle: Vec<Settle>,
}

/// The campaign and the paper that orders it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    pub name: String,
    pub short: String,
    pub issuer: String,
    #[serde(default)]
    pub title: String,
    /// Empty where the paper prints none.
    #[serde(default)]
    pub doc_no: String,
    #[serde(deserialize_with = "day::one")]
    pub doc_date: NaiveDate,
    #[serde(default)]
    pub basis: String,
    #[serde(default)]
    pub upstream: Vec<String>,
    #[serde(deserialize_with = "day::one")]
    pub start: NaiveDate,
    #[serde(deserialize_with = "day::one")]
    pub end: NaiveDate,
    pub office: String,
    pub office_short: String,
    /// Code of the unit that is the office.
    pub office_unit: String,
    /// Drives that run beside it and may count the same issue.
    #[serde(default)]
    pub drives: Vec<String>,
    #[serde(default)]
    pub addressed_to: String,
    #[serde(default)]
    pub preamble: String,
}

/// Steps a campaign may switch on. All off: the short line of states.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Steps {
    pub acknowledge: bool,
    pub approve_plan: bool,
    pub verify_then_close: bool,
    pub evidence_required: bool,
}

/// Who decides extensions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Extensions {
    pub in_notice: bool,
    /// From this extension on, the chief decides.
    pub chief_from: u32,
}

impl Default for Extensions {
    fn default() -> Self {
        Self { in_notice: false, chief_from: 2 }
    }
}

/// People who lead the campaign, as printed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    pub post: String,
    pub names: Vec<String>,
    #[serde(default)]
    pub also: String,
}

/// A kind of unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitKind {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Units of this kind report issues.
    #[serde(default)]
    pub reports: bool,
    /// Units of this kind can be the responsible section.
    #[serde(default)]
    pub leads: bool,
}

/// A unit the plan names, or one that is known from elsewhere and says so.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub short: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub kind: String,
    #[serde(default)]
    pub parent: Option<String>,
    /// Place in every table.
    pub order: i64,
    /// Code of the public list of divisions.
    #[serde(default)]
    pub gb: String,
    #[serde(default)]
    pub clause: String,
    #[serde(default)]
    pub duty: String,
    /// What the counterpart in a county is called.
    #[serde(default)]
    pub county_name: String,
    /// Where the entry comes from, when not from the plan.
    #[serde(default)]
    pub source: String,
    #[serde(default, deserialize_with = "day::maybe")]
    pub valid_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "day::maybe")]
    pub valid_to: Option<NaiveDate>,
    /// Code of the unit that took over.
    #[serde(default)]
    pub successor: Option<String>,
}

/// School stages, their groups, and kinds of ownership.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stages {
    pub list: Vec<String>,
    #[serde(default)]
    pub ownerships: Vec<String>,
    #[serde(default)]
    pub groups: BTreeMap<String, Vec<String>>,
}

/// What a place's name says about its stage.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageMark {
    pub stage: String,
    #[serde(default)]
    pub contains: Vec<String>,
    #[serde(default)]
    pub ends: Vec<String>,
}

/// A category of misconduct.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: String,
    pub code: String,
    pub name: String,
    pub short: String,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub clause: String,
    pub items: Vec<Item>,
}

/// A focus item, verbatim.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Sub-kinds to tick.
    #[serde(default)]
    pub checks: Vec<String>,
}

/// A phase of the campaign.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub no: u32,
    pub name: String,
    pub clause: String,
    pub text: String,
    /// The time as printed.
    pub deadline: String,
    #[serde(deserialize_with = "day::one")]
    pub due: NaiveDate,
    #[serde(default, deserialize_with = "day::maybe")]
    pub strict: Option<NaiveDate>,
    /// Its end is the deadline of issues that name none.
    #[serde(default)]
    pub rectification: bool,
}

/// A row of the schedule, verbatim, and what it really contains.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub no: u32,
    pub time: String,
    pub work: String,
    pub by: String,
    pub kind: String,
    #[serde(default, deserialize_with = "day::maybe")]
    pub from: Option<NaiveDate>,
    #[serde(deserialize_with = "day::one")]
    pub due: NaiveDate,
    #[serde(default, deserialize_with = "day::maybe")]
    pub strict: Option<NaiveDate>,
    pub deliverables: Vec<Deliverable>,
}

/// One thing owed under a row of the schedule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliverable {
    pub name: String,
    /// `unit` (each reporting unit), `bureau`, `publicity`, `inspection`.
    pub owed_by: String,
    /// `section` (the one that answers for the category), `office`, `province`, `monthly`; empty: kept.
    #[serde(default)]
    pub to: String,
}

/// The monthly screening.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    pub clause: String,
    pub text: String,
    pub months: Vec<String>,
    /// Months that the row of the schedule covers by its own deadline.
    pub within_row_7: Vec<String>,
    pub due: String,
    pub due_in_notice: bool,
}

/// An internal reminder: never a deadline, in no table and no outgoing paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    pub id: String,
    #[serde(deserialize_with = "day::one")]
    pub day: NaiveDate,
    pub text: String,
    pub internal: bool,
}

/// A contact, as printed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub printed_no: String,
    pub unit: String,
    pub name: String,
    pub phone: String,
    pub post: String,
    pub role: String,
}

/// A public line.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    pub name: String,
    pub phone: String,
    #[serde(default)]
    pub url: String,
    /// As printed, where that differs.
    #[serde(default)]
    pub printed: String,
}

/// A list of words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub list: Vec<String>,
}

/// A ground the plan names for an act of supervision.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub id: String,
    /// `timed`, `list` or `outcome`.
    pub act: String,
    pub text: String,
    pub clause: String,
}

/// A number that suggests a ground. Never decides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub id: String,
    pub ground: String,
    pub in_notice: bool,
    #[serde(default)]
    pub yuan: Option<i64>,
    #[serde(default)]
    pub students: Option<i64>,
    #[serde(default)]
    pub complaints: Option<i64>,
}

/// To whom clues are transferred.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receivers {
    pub clause: String,
    pub list: Vec<String>,
}

/// A routing rule. Empty conditions always hold; the first rule that fits is used.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default)]
    pub items: Vec<String>,
    #[serde(default)]
    pub stages: Vec<String>,
    #[serde(default)]
    pub ownerships: Vec<String>,
    #[serde(default)]
    pub unit_kinds: Vec<String>,
    pub lead: String,
    #[serde(default)]
    pub co: Vec<String>,
    pub clause: String,
    /// The plan is silent: a proposal, for the office to settle.
    #[serde(default)]
    pub gap: bool,
}

/// A section that sees every issue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observer {
    pub unit: String,
    pub clause: String,
}

/// A role of members.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub id: String,
    pub name: String,
    /// Whose steps it takes in its own right.
    #[serde(default)]
    pub acts_as: Vec<Party>,
    /// For whom it may record.
    #[serde(default)]
    pub records_for: Vec<Party>,
    /// Parts of the books it may change: `units`, `members`, `pack`.
    #[serde(default)]
    pub keeps: Vec<String>,
    /// Whoever founds the campaign has it.
    #[serde(default)]
    pub founder: bool,
}

/// Days of the campaign's calendar.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// Years whose days off are entered.
    pub years: Vec<i32>,
    pub office_end: String,
    pub immediate_working_days: u16,
    #[serde(default, deserialize_with = "day::maybe")]
    pub fallback_due: Option<NaiveDate>,
    #[serde(default, deserialize_with = "day::many")]
    pub off: Vec<NaiveDate>,
    #[serde(default, deserialize_with = "day::many")]
    pub work: Vec<NaiveDate>,
    #[serde(default, deserialize_with = "day::named")]
    pub anchors: BTreeMap<String, NaiveDate>,
}

/// Fields only those with the right may see.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Privacy {
    pub protected: Vec<String>,
}

/// Something the plan leaves open or says twice; a person settles it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    pub id: String,
    pub about: String,
    /// The row of the schedule it concerns.
    #[serde(default)]
    pub row: Option<u32>,
    #[serde(default)]
    pub clause: String,
    #[serde(default)]
    pub first: Option<Claim>,
    #[serde(default)]
    pub second: Option<Claim>,
    #[serde(default, deserialize_with = "day::maybe")]
    pub remind_on: Option<NaiveDate>,
    #[serde(default, deserialize_with = "day::maybe")]
    pub overdue_on: Option<NaiveDate>,
    pub note: String,
}

/// One of two contradicting claims.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub clause: String,
    pub text: String,
    #[serde(deserialize_with = "day::one")]
    pub due: NaiveDate,
}
