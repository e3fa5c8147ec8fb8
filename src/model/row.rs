//! Rows of lists, as the office answers them and JSON prints them.

use super::deadline::Deadline;
use super::field::Field;
use super::ids::Kind;
use super::state::State;
use super::value::Value;
use super::verb::Verb;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One issue of a list. The keys are those promised on the command line; they are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRow {
    /// Internal number.
    pub id: u32,
    /// `None` until numbered.
    pub no: Option<String>,
    pub unit: String,
    pub unit_code: String,
    pub place: String,
    pub stage: Option<String>,
    pub category: String,
    pub item: Option<String>,
    pub title: String,
    pub state: State,
    /// In the language of the seat; filled in front of the door.
    pub state_label: String,
    pub round: u32,
    /// Name of the responsible section.
    pub lead: Option<String>,
    pub co: Vec<String>,
    pub source: Option<String>,
    #[serde(rename = "type")]
    pub rect_type: Option<String>,
    pub found_on: Option<NaiveDate>,
    pub reported_on: Option<NaiveDate>,
    pub assigned_on: Option<NaiveDate>,
    pub deadline: Option<NaiveDate>,
    pub deadline_text: Option<String>,
    pub original_deadline: Option<NaiveDate>,
    /// Negative when overdue; `None` without a running deadline.
    pub days_left: Option<i64>,
    pub overdue: bool,
    pub soon: bool,
    pub standing: bool,
    pub listed: bool,
    /// Extensions granted.
    pub extensions: u32,
    /// Times sent back.
    pub returned: u32,
    pub persons: Option<i64>,
    pub students: Option<i64>,
    pub amount_fen: Option<i64>,
    pub refunded_fen: Option<i64>,
    /// With whom it lies: a name.
    pub with: Option<String>,
    /// Days it has lain there.
    pub with_days: Option<i64>,
    pub claimed_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub late_days: Option<i64>,
    pub file: Option<String>,
    pub file_row: Option<String>,
    pub changed_seq: u64,
    /// The row's next proper step, if this member may take it.
    pub next: Option<Verb>,
    /// Flag of an entry made long after the day.
    pub backfilled: bool,
}

/// One measure of an issue's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureRow {
    pub no: Option<String>,
    pub part: u16,
    pub goal: String,
    pub action: String,
    pub leader: String,
    pub person: String,
    pub deadline: Option<Deadline>,
    pub done: bool,
    pub done_on: Option<NaiveDate>,
}

/// One unit of the tree, with counts of the issues in and below it under the filter in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRow {
    pub id: u32,
    pub code: String,
    pub name: String,
    pub short: String,
    pub kind: String,
    pub depth: u16,
    pub parent: Option<u32>,
    pub issues: u32,
    pub open: u32,
    pub overdue: u32,
    /// People of the unit that are known.
    pub people: u32,
}

/// One person who can be telephoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub id: u32,
    pub unit: String,
    pub name: String,
    pub post: String,
    pub phone: String,
    /// `liaison`, `leader` or `head`.
    pub role: String,
    pub printed_no: String,
}

/// One row of the schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    pub no: String,
    /// The time as the plan prints it.
    pub text: String,
    pub from: Option<NaiveDate>,
    pub due: Option<NaiveDate>,
    /// The last working day on or before `due`.
    pub remind: Option<NaiveDate>,
    pub work: String,
    pub by: String,
    pub kind: String,
    /// What each unit owes.
    pub deliverables: Vec<String>,
    /// Days until `due`; negative when past.
    pub days_left: Option<i64>,
    /// Claims of the plan that contradict each other here and are not settled.
    pub unsettled: Vec<String>,
    /// Papers its units owe, how many are there, and how many of those are nil reports.
    pub owed: u32,
    pub handed: u32,
    pub nil: u32,
    /// Units that owe something still, in the order of tables.
    pub missing: Vec<String>,
    /// The day the row itself was marked as done.
    pub done_on: Option<NaiveDate>,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    pub id: u32,
    pub login: String,
    pub name: String,
    pub unit: String,
    pub roles: Vec<String>,
    /// What the plan calls them.
    pub role_names: Vec<String>,
    pub active: bool,
}

/// One hit of a search over everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// `issue`, `unit`, `person`, `item`.
    pub kind: String,
    /// What opens it: a number, a code, a name.
    pub key: String,
    pub text: String,
    pub detail: String,
}

/// One entry of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    pub kind: Kind,
    pub id: u32,
    /// Its number, or what names it.
    pub no: String,
    /// A code of its kind.
    pub status: String,
    pub unit: String,
    pub title: String,
    /// The day it was received, issued, sent, held …
    pub on: Option<NaiveDate>,
    /// The day something is owed on it: a reply, a feedback.
    pub due: Option<NaiveDate>,
    /// That day is past, and it is still owed.
    pub late: bool,
    pub issues: Vec<String>,
    pub papers: Vec<String>,
    /// Every field of the record itself, with what the office calls its value.
    pub cells: Vec<EntryCell>,
    /// The next proper step, if this member may take it.
    pub next: Option<Verb>,
}

/// One field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryCell {
    pub field: Field,
    pub value: Value,
    pub named: Option<String>,
}

/// One paper owed by a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedRow {
    /// What names it in commands.
    pub name: String,
    /// Id of the paper, and its name.
    pub doc: String,
    pub paper: String,
    /// Row of the plan; `None` for an ad-hoc request.
    pub row: Option<u32>,
    pub period: Option<String>,
    pub unit: String,
    pub unit_code: String,
    /// The section it goes to.
    pub receiver: Option<String>,
    pub due: NaiveDate,
    /// `missing`, `back`, `zero` or `count`.
    pub state: String,
    pub n: Option<i64>,
    pub on: Option<NaiveDate>,
    pub electronic: bool,
    pub stamped: bool,
    /// The section has received it.
    pub taken_on: Option<NaiveDate>,
    /// Days late: when handed in first, or until today while missing.
    pub late_days: Option<i64>,
    /// Times it was sent back.
    pub returned: u32,
    /// The last chase for it, while it is missing.
    pub chased: Option<Chased>,
    /// Whom to telephone.
    pub person: Option<PersonRow>,
}

/// The last chase for something that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chased {
    pub on: NaiveDate,
    /// Who chased.
    pub by: String,
    pub promised_for: Option<NaiveDate>,
    /// How often it was chased so far.
    pub times: u32,
}

/// The short name of the unit whose longest name (of two characters at least) stands in a text.
pub fn unit_named_in(units: &[UnitRow], text: &str) -> Option<String> {
    let longest = |unit: &UnitRow| {
        let names = [unit.short.as_str(), unit.name.as_str()].into_iter();
        names.filter(|name| text.contains(name)).map(|name| name.chars().count()).max()
    };
    let found = units.iter().filter_map(|unit| Some((longest(unit).filter(|length| *length > 1)?, unit)));
    let (_, unit) = found.max_by_key(|(length, _)| *length)?;
    Some(if unit.short.is_empty() { unit.name.clone() } else { unit.short.clone() })
}
