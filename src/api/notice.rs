//! What the office tells every seat.

use crate::model::ids::Subject;
use serde::{Deserialize, Serialize};

/// Something happened. Carries no content: a seat asks again for what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// A fact was committed.
    Changed { seq: u64, subject: Subject },
    /// Somebody opened this record, or left it; told to those who have it open.
    Present { subject: Subject },
    /// What this seat asked for is being worked at: so many rows of so many.
    Working { done: u32, of: u32 },
    /// The seat did not keep up, and notices were dropped: anything may have changed.
    Missed,
}
