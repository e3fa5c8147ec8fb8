//! What the paper leaves to the office: grounds, thresholds, steps, routing, words, privacy, and the
//! places where the paper disagrees with itself.

use super::plan::codes;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

codes! {
    /// What a ground is a ground for.
    Act {
        /// Putting an issue on the public list.
        List = "list",
        /// Ordering rectification by a set day.
        Timed = "timed",
        /// Holding a unit or a person to account.
        Outcome = "outcome",
    }
}

/// A case in which the paper orders an act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub id: String,
    pub act: Act,
    /// Verbatim.
    pub text: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub clause: String,
}

codes! {
    /// What a threshold measures.
    Measured {
        /// Money of an issue, in yuan.
        AmountYuan = "amount_yuan",
        Students = "students",
        /// Complaints about one issue.
        Complaints = "complaints",
        MediaReports = "media_reports",
    }
}

/// A number from which a ground is suggested; a person decides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub id: String,
    /// Id of a ground.
    pub ground: String,
    pub measure: Measured,
    pub at_least: u64,
    /// Off until the office has confirmed the number.
    pub on: bool,
    pub in_notice: bool,
}

/// Steps and demands a campaign may switch on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    pub acknowledge: bool,
    pub approve_plan: bool,
    pub verify_then_close: bool,
    pub evidence_required: bool,
    pub listed_countersign: bool,
    pub coloured_notices: bool,
    pub percent_progress: bool,
    /// Least characters of a statement; 0: any.
    pub min_text: u32,
}

/// Who decides extensions: the section, or the chief.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extensions {
    pub in_notice: bool,
    /// From this extension of an issue on, counted from 1, the chief decides.
    pub chief_from: u32,
    /// One asked after expiry goes to the chief.
    pub chief_when_late: bool,
    /// One of a listed issue goes to the chief.
    pub chief_when_listed: bool,
}

/// Clocks of our own. They remind; nothing is late by them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    pub in_notice: bool,
    /// Days left from which a deadline is close.
    pub soon_days: u32,
    /// Working days within which a complainant is answered; absent: there is no such clock.
    pub reply_working_days: Option<u32>,
}

/// A reminder of our own: never a deadline, never in a table or an outgoing paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    pub id: String,
    pub on: NaiveDate,
    pub text: String,
    /// Always true; written out so that whoever reads the file knows.
    pub internal: bool,
    /// Id of the contradiction it comes from.
    pub settle: Option<String>,
}

/// A routing rule. A condition that is empty holds always; one that is not holds for no unknown value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    /// Rules are tried from the lowest.
    pub priority: u32,
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default)]
    pub items: Vec<String>,
    #[serde(default)]
    pub stages: Vec<String>,
    #[serde(default)]
    pub stage_groups: Vec<String>,
    #[serde(default)]
    pub ownerships: Vec<String>,
    #[serde(default)]
    pub unit_kinds: Vec<String>,
    /// Office id.
    pub lead: String,
    /// Offices that support it.
    #[serde(default)]
    pub co: Vec<String>,
    /// What it rests on; empty only where `gap`.
    #[serde(default)]
    pub clause: String,
    /// The paper is silent here: a proposal until the office settles it.
    #[serde(default)]
    pub gap: bool,
    #[serde(default)]
    pub note: String,
}

codes! {
    /// Which issues an observer sees or supports.
    When {
        Always = "always",
        /// Those that came in by a call, a visit or a letter.
        Intake = "intake",
        /// Those marked as model cases.
        ModelCase = "model_case",
    }
}

/// An office that takes part in issues beside the routing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observer {
    /// Office id.
    pub office: String,
    pub when: When,
    pub clause: String,
}

/// Words of this campaign that replace the program's.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// By state code.
    #[serde(default)]
    pub states: BTreeMap<String, String>,
    /// By noun: a key of [`MeasureWords`].
    #[serde(default)]
    pub nouns: BTreeMap<String, String>,
}

macro_rules! measure_words {
    ($($name:ident),+) => {
        /// What things are counted in, printed beside every number.
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs)]
        pub struct MeasureWords { $(pub $name: String),+ }

        impl MeasureWords {
            /// The nouns that are counted.
            pub const NOUNS: &[&str] = &[$(stringify!($name)),+];

            /// The measure word of a noun of [`MeasureWords::NOUNS`].
            pub fn of(&self, noun: &str) -> Option<&str> {
                match noun { $(stringify!($name) => Some(&self.$name),)+ _ => None }
            }
        }
    };
}

measure_words!(
    intake,
    clue,
    issue,
    measure,
    task,
    order,
    transfer,
    case,
    school,
    institution,
    unit,
    person,
    person_time,
    document,
    inspection,
    team
);

codes! {
    /// How far a field is kept from people.
    Secrecy {
        /// In the vault; shown only for a reason that is written down.
        Protected = "protected",
        /// Shown to some roles.
        Restricted = "restricted",
        /// Hidden when the screen is shown to a meeting.
        Personal = "personal",
    }
}

/// Fields of one secrecy and the roles that may see them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    pub class: Secrecy,
    /// `record` or `record.field`.
    pub fields: Vec<String>,
    /// Role ids.
    pub roles: Vec<String>,
}

/// A place where the paper disagrees with itself, is silent, or can be read in two ways.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    pub id: String,
    /// Other names of the same matter.
    #[serde(default)]
    pub also: Vec<String>,
    pub about: String,
    /// Waits for a person's decision; else it is dealt with as `note` says.
    pub open: bool,
    /// Phases, rows, items and offices it touches.
    #[serde(default)]
    pub phases: Vec<u32>,
    #[serde(default)]
    pub rows: Vec<u32>,
    #[serde(default)]
    pub items: Vec<String>,
    #[serde(default)]
    pub offices: Vec<String>,
    pub a: Claim,
    pub b: Option<Claim>,
    /// The earlier day: remind on it until somebody has decided.
    pub remind_on: Option<NaiveDate>,
    /// The later day: only after it is anything overdue.
    pub overdue_on: Option<NaiveDate>,
    pub note: String,
}

/// One side of a disagreement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub text: String,
    pub clause: String,
    pub due: Option<NaiveDate>,
}

impl Settle {
    /// Both claims with their clauses, as one line.
    pub fn claims(&self) -> String {
        let side = |claim: &Claim| format!("{} {}", claim.clause, claim.text);
        match &self.b {
            Some(b) => format!("{} / {}", side(&self.a), side(b)),
            None => side(&self.a),
        }
    }
}
