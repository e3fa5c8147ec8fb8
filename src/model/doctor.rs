//! What somebody should look at, and how units do.

use serde::{Deserialize, Serialize};

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub check: Check,
    /// Number, name or id of what it is about.
    pub what: String,
    /// What is wrong there, in data: a day, a name, the words of the plan; may be empty.
    pub detail: String,
}

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// What is looked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Check {
            $($(#[$doc])* #[serde(rename = $code)] $name),+
        }

        impl Check {
            /// Every check, in the order they are told.
            pub const ALL: &[Check] = &[$(Check::$name),+];

            /// The code in JSON and in message ids.
            pub fn code(self) -> &'static str {
                match self { $(Check::$name => $code),+ }
            }
        }
    };
}

checks! {
    /// The last backup is old, or there is none.
    Backup = "backup",
    /// A unit that hands in, or a section, with nobody to telephone.
    NoContact = "no_contact",
    /// An issue whose routing waits for somebody.
    Unrouted = "unrouted",
    /// A contradiction of the plan that waits for a ruling.
    Unsettled = "unsettled",
    /// A deadline that falls on a rest day; the last working day before it is told.
    RestDay = "rest_day",
    /// A complainant without an answer after the day it was due.
    ReplyLate = "reply_late",
    /// An order without feedback after its day.
    FeedbackLate = "feedback_late",
    /// A transfer without a receipt.
    NoReceipt = "no_receipt",
    /// An issue being rectified without measures.
    NoMeasures = "no_measures",
    /// A measure without a person or a date.
    MeasureIncomplete = "measure_incomplete",
    /// An issue that has lain with a section or the office for long.
    LiesLong = "lies_long",
    /// A number from which the office wants to think of listing is reached.
    Suggested = "suggested",
}

/// How one unit does, from the same facts as every other table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evaluation {
    pub unit: String,
    pub unit_code: String,
    /// Papers owed by today, how many of them came, how many of those late, how many are missing.
    pub owed: u32,
    pub handed: u32,
    pub late: u32,
    pub missing: u32,
    /// Times papers were sent back.
    pub returned: u32,
    pub issues: u32,
    pub rectified: u32,
    pub closed: u32,
    pub overdue: u32,
    /// On the supervised list now.
    pub listed: u32,
    /// Were on it, and are off it.
    pub delisted: u32,
    /// Supervision orders.
    pub orders: u32,
}
