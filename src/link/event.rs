//! What a seat hears without asking.

use crate::api::Notice;

/// Something a seat is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The office tells what happened.
    Notice(Notice),
    /// The office is away: what is asked waits until it is back.
    Away,
    /// It is back, or another has taken its place: anything may have changed.
    Back,
}
