//! What can be wrong with a pack: a code with its data and the line it stands on. `i18n` words it.

use chrono::NaiveDate;
use std::fmt;

/// One thing wrong with a pack file, or one thing that still has to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// The file as it was named by whoever asked to read it.
    pub file: String,
    /// Line of the offending entry, from 1.
    pub line: usize,
    pub fault: PackFault,
}

impl PackError {
    /// True when the pack can be used all the same, once a person has filled the place in.
    pub fn is_to_fill(&self) -> bool {
        matches!(self.fault, PackFault::ToFill { .. })
    }
}

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($field:ident: $type:ty),+ })+) => {
        /// Why a pack cannot be used as it stands. `found` is what the file says, `expected` what would
        /// be right there, `known` what may be named there.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum PackFault {
            $($(#[$doc])* $name { $($field: $type),+ }),+
        }

        impl PackFault {
            /// Every code there is.
            pub const CODES: &[&str] = &[$($code),+];

            /// The code that message ids are made of.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),+ }
            }

            /// The data of the fault, by name, in the order it is declared.
            pub fn args(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$name { $($field),+ } => vec![$((stringify!($field), $field.to_arg())),+]),+
                }
            }
        }
    };
}

faults! {
    /// Not TOML. `problem` and `expected` are the reader's own short English terms.
    Syntax "syntax" { problem: String, expected: String }
    /// A full-width mark stands where TOML wants its ASCII twin.
    FullWidth "full-width" { found: char, expected: char }
    /// The same key twice in one table.
    DuplicateKey "duplicate-key" { found: String }
    /// A key that no pack has.
    UnknownField "unknown-field" { found: String, known: Vec<String> }
    /// A key that must be there.
    MissingField "missing-field" { expected: String }
    /// A value of another type.
    WrongType "wrong-type" { found: String, expected: String }
    /// A word outside a closed list.
    UnknownValue "unknown-value" { found: String, known: Vec<String> }
    /// Not a day `YYYY-MM-DD`, a month `YYYY-MM` or a time `HH:MM:SS` that exists.
    NotADate "not-a-date" { found: String }
    /// A pack of another format.
    Format "format" { found: String, expected: String }
    /// Blank, and must not be.
    Blank "blank" { field: String }
    /// A list without the entry it needs: `expected` is the list, or the key and value one entry must have.
    NoEntry "no-entry" { expected: String }
    /// An id, code, number or priority given to two entries.
    Duplicate "duplicate" { field: String, found: String, first_line: usize }
    /// A name that means two things.
    Ambiguous "ambiguous" { found: String, first: String, second: String }
    /// A reference to something the pack does not hold.
    UnknownReference "unknown-reference" { field: String, found: String, known: Vec<String> }
    /// A code that would not read back from a number: `expected` is its shape.
    BadCode "bad-code" { found: String, expected: String }
    /// A style that cannot make numbers; `expected` is the place-holder that is missing or wrong.
    BadStyle "bad-style" { found: String, expected: String }
    /// A day before the one it must not precede.
    OutOfOrder "out-of-order" { field: String, found: NaiveDate, not_before: NaiveDate }
    /// A day outside the campaign.
    OutsideCampaign "outside-campaign" { field: String, found: NaiveDate, from: NaiveDate, to: NaiveDate }
    /// A chain of parents or successors that comes back to its start.
    Loop "loop" { field: String, found: String }
    /// No rule routes these, and none says that the plan is silent.
    Unrouted "unrouted" { category: String, stage: String, ownership: String }
    /// A rule that earlier ones leave nothing to.
    Unreachable "unreachable" { found: String }
    /// The calendar lacks a year of the campaign.
    MissingYear "missing-year" { found: i32 }
    /// A day off that is worked, a day of another year, or make-up work on a weekday.
    BadDay "bad-day" { found: NaiveDate }
    /// A reminder of our own that is not marked as internal.
    NotInternal "not-internal" { found: String }
    /// Left blank for a person to fill in; the pack reads all the same.
    ToFill "to-fill" { field: String }
}

/// A value of a fault as the text a message takes in.
trait ToArg {
    fn to_arg(&self) -> String;
}

macro_rules! plain_args {
    ($($type:ty),+) => { $(impl ToArg for $type { fn to_arg(&self) -> String { self.to_string() } })+ };
}

plain_args!(String, char, usize, i32, NaiveDate);

impl ToArg for Vec<String> {
    fn to_arg(&self) -> String {
        self.join(", ")
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.fault)
    }
}

impl std::error::Error for PackError {}

impl fmt::Display for PackFault {
    /// The code and its data, as in `unknown-field: found = catagory; known = category, item`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let args: Vec<String> =
            self.args().into_iter().map(|(name, value)| format!("{name} = {value}")).collect();
        write!(f, "{}: {}", self.code(), args.join("; "))
    }
}
