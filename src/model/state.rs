//! The states of an issue. Overdue, due soon, listed and the like are derived, never states.

use serde::{Deserialize, Serialize};

/// Where an issue stands. `assigned`, `planned` and `verified` are entered only where the pack
/// switches their step on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum State {
    #[default]
    Draft = 0,
    Reported = 1,
    /// Numbered, but routing is not settled.
    Registered = 2,
    Assigned = 3,
    Planned = 4,
    Rectifying = 5,
    Claimed = 6,
    Verified = 7,
    Closed = 8,
    Unfounded = 9,
    Rejected = 10,
    Merged = 11,
    Void = 12,
}

impl State {
    /// Every state, in the order of work.
    pub const ALL: [State; 13] = [
        State::Draft,
        State::Reported,
        State::Registered,
        State::Assigned,
        State::Planned,
        State::Rectifying,
        State::Claimed,
        State::Verified,
        State::Closed,
        State::Unfounded,
        State::Rejected,
        State::Merged,
        State::Void,
    ];

    /// The code used in JSON, filters and message ids.
    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Reported => "reported",
            State::Registered => "registered",
            State::Assigned => "assigned",
            State::Planned => "planned",
            State::Rectifying => "rectifying",
            State::Claimed => "claimed",
            State::Verified => "verified",
            State::Closed => "closed",
            State::Unfounded => "unfounded",
            State::Rejected => "rejected",
            State::Merged => "merged",
            State::Void => "void",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The state with this byte of the sheet.
    pub fn from_byte(byte: u8) -> Option<State> {
        State::ALL.get(byte as usize).copied()
    }

    /// Before closing and off the side exits: `open` in the filter language.
    pub fn is_open(self) -> bool {
        (self as u8) < State::Closed as u8
    }

    /// On the issue list: numbered, and not taken off it again.
    pub fn is_counted(self) -> bool {
        (State::Registered as u8..=State::Closed as u8).contains(&(self as u8))
    }

    /// Counted as rectified: verified, whether or not it is closed out yet.
    pub fn is_rectified(self) -> bool {
        matches!(self, State::Verified | State::Closed)
    }

    /// The clock of the deadline runs: it starts at assigning.
    pub fn clock_runs(self) -> bool {
        matches!(self, State::Assigned | State::Planned | State::Rectifying)
    }
}
