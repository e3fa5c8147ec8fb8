//! What is to be done: categories and items, phases, the schedule, the monthly duty.

use chrono::NaiveDate;
use serde::Deserialize;

/// A category of issues.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// `1`; the first part of its items' ids.
    pub id: String,
    pub code: String,
    /// Verbatim.
    pub name: String,
    pub short: String,
    /// Whom it is about.
    #[serde(default)]
    pub subject: String,
    pub clause: String,
    #[serde(default)]
    pub items: Vec<Item>,
}

/// One thing that must not be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// `2.1`: category, dot, number.
    pub id: String,
    /// Verbatim, without list number and final punctuation.
    pub text: String,
    /// Words that suggest it at entry.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Kinds of it that the wording itself lists, to tick.
    #[serde(default)]
    pub checks: Vec<String>,
    /// Items that are the other side of the same matter.
    #[serde(default)]
    pub pairs: Vec<String>,
}

/// A school stage or sort of institution, and what in a name gives it away.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub name: String,
    /// Stages that are routed alike share a group.
    pub group: String,
    #[serde(default)]
    pub contains: Vec<String>,
    #[serde(default)]
    pub ends: Vec<String>,
}

/// An entry of a list of choices. Without a clause it is not in the paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub clause: String,
}

/// A phase of the campaign.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub no: u32,
    pub name: String,
    pub clause: String,
    /// Verbatim.
    pub text: String,
    /// The deadline as printed.
    pub deadline: String,
    /// Its last day, inclusive.
    pub due: NaiveDate,
    /// True when the words can be read in two ways.
    #[serde(default)]
    pub fuzzy: bool,
    /// The last day under the narrower reading.
    pub strict: Option<NaiveDate>,
}

/// A row of the schedule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub no: u32,
    pub clause: String,
    pub kind: TaskKind,
    /// The time as printed.
    pub time: String,
    /// First day, for a span; may lie before the campaign.
    pub from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub due: NaiveDate,
    #[serde(default)]
    pub fuzzy: bool,
    pub strict: Option<NaiveDate>,
    /// Verbatim.
    pub work: String,
    /// Verbatim: who answers for it.
    pub by: String,
    pub deliverables: Vec<Deliverable>,
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$row:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
        pub enum $name { $($(#[$row])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// The code a pack writes.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}
pub(super) use codes;

codes! {
    /// How a row of the schedule is followed.
    TaskKind {
        /// Done once, by the issuing bureau.
        Milestone = "milestone",
        /// Done by each unit.
        PerUnit = "per_unit",
        /// Kept up over a span; late only after its end.
        Band = "band",
        /// Handed in by each unit.
        Submission = "submission",
        /// Inspections to be made.
        Inspection = "inspection",
    }
}

codes! {
    /// How one deliverable is ticked.
    DeliverableKind {
        /// Done or not.
        Milestone = "milestone",
        /// A paper.
        Document = "document",
        /// A signed cell for each category; blank is not zero.
        SelfCheck = "self_check",
        /// Seen from the ledger; nothing is handed in.
        Rectification = "rectification",
        /// The monthly screening.
        Screening = "screening",
        /// Pages and articles.
        Publicity = "publicity",
        /// Inspections.
        Inspection = "inspection",
        /// The year-end file.
        Archive = "archive",
    }
}

codes! {
    /// A list that is a paper of its own.
    PaperList {
        /// Issues, one a row.
        Issues = "issues",
        /// Issues with their measures.
        Ledger = "ledger",
    }
}

/// One thing a row of the schedule asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliverable {
    /// Unique over the whole schedule.
    pub id: String,
    pub name: String,
    pub kind: DeliverableKind,
    /// Who does it: group ids, unit codes, office ids.
    pub doers: Vec<String>,
    /// Who reports it, and is waited for.
    #[serde(default)]
    pub reporters: Vec<String>,
    /// Handed to the section that answers for each category.
    #[serde(default)]
    pub by_category: bool,
    /// Handed to: office id, unit code or body outside.
    pub to: Option<String>,
    /// The list that it is, where it is one: a file with that list is this paper.
    pub list: Option<PaperList>,
    /// Parts to tick.
    #[serde(default)]
    pub parts: Vec<String>,
    /// The paper does not say to whom.
    #[serde(default)]
    pub gap: bool,
    #[serde(default)]
    pub note: String,
}

/// A duty that comes back every month.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screening {
    pub clause: String,
    /// Verbatim.
    pub text: String,
    /// Who owes it.
    pub reporters: Vec<String>,
    /// Nothing found is reported as zero.
    pub zero_report: bool,
    /// Counted by channel too.
    #[serde(default)]
    pub by_channel: bool,
    /// The source of issues that complaints lead to: new ones are held against those that a report counts.
    pub complaints: Option<String>,
    /// Months or days of the month are ours, not the paper's.
    #[serde(default)]
    pub gap: bool,
    pub months: Vec<ScreeningMonth>,
}

/// One turn of the monthly duty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreeningMonth {
    /// `2021-07`.
    pub month: String,
    /// Last day, inclusive.
    pub due: NaiveDate,
    /// The row of the schedule whose span it lies in.
    pub row: Option<u32>,
}

/// What inspections go by.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    #[serde(default)]
    pub methods: Vec<Choice>,
    #[serde(default)]
    pub objects: Vec<Choice>,
    #[serde(default)]
    pub focus: Vec<Choice>,
}
