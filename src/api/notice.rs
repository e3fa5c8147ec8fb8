//! What the office tells every seat.

use crate::model::ids::Subject;
use serde::{Deserialize, Serialize};

/// Something was committed. Carries no content: a seat asks again for what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub seq: u64,
    pub subject: Subject,
}
