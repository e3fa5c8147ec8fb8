//! What is wrong with a pack: which file, which line, what, and what would be right.

use super::lines::line_at;
use std::fmt;

/// One fault of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub fault: PackFault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackFault {
    /// Not TOML, or a key or value that does not belong: the reader's own words.
    Syntax { detail: String },
    /// Not this program's format.
    Format { found: String, known: String },
    /// The same id or code twice; the other stands in this line.
    Twice { what: String, id: String, other: usize },
    /// A name that is not defined.
    Unknown { what: String, found: String, known: Vec<String> },
    /// A day before another that it must follow.
    Order { what: String, day: String, after: String },
    /// A category and stage no rule covers.
    Unrouted { category: String, stage: String },
    /// An alias two units share.
    Ambiguous { name: String, first: String, second: String },
    /// A text that must not be empty.
    Empty { what: String },
    /// No entry of a list that needs one.
    None { what: String },
    /// A year the calendar has no days for.
    NoYear { year: i32 },
}

impl PackError {
    /// A fault of syntax or shape, as the reader of TOML tells it.
    pub fn syntax(source: &str, file: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map_or(1, |span| line_at(source, span.start));
        Self { file: file.to_owned(), line, fault: PackFault::Syntax { detail: error.message().to_owned() } }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.fault)
    }
}

impl fmt::Display for PackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { detail } => write!(f, "{}", detail.replace('\n', " ")),
            Self::Format { found, known } => write!(f, "format {found:?}; this program reads {known:?}"),
            Self::Twice { what, id, other } => write!(f, "{what} {id:?} stands already in line {other}"),
            Self::Unknown { what, found, known } => {
                write!(f, "{what} {found:?} is not defined; known: {}", known.join(", "))
            }
            Self::Order { what, day, after } => write!(f, "{what} {day} must not be before {after}"),
            Self::Unrouted { category, stage } => {
                write!(
                    f,
                    "no routing rule for category {category} and stage {stage}; add one, or one with gap = true"
                )
            }
            Self::Ambiguous { name, first, second } => write!(f, "{name:?} names both {first} and {second}"),
            Self::Empty { what } => write!(f, "{what} must not be empty"),
            Self::None { what } => write!(f, "at least one {what} is needed"),
            Self::NoYear { year } => {
                write!(f, "the calendar has no days off for {year}; add them to off and work")
            }
        }
    }
}
