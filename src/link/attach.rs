//! Attaching: becoming the office of a store.

use super::seat::Seat;
use crate::model::trouble::Trouble;
use crate::office::open::{Opening, open};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// How to attach.
#[derive(Debug, Clone)]
pub struct Attach {
    pub store: PathBuf,
    pub login: String,
    /// The day to show, instead of the machine's.
    pub today: Option<NaiveDate>,
    /// False for a reading one-shot: the store is opened read-only where that is possible.
    pub write: bool,
}

/// Opens the store and becomes its office.
///
/// # Errors
/// No store, not a store, held by somebody, damaged, not permitted, or the login is no member.
pub fn attach(how: &Attach) -> Result<Seat, Trouble> {
    let opening = Opening { path: &how.store, login: &how.login, today: how.today, write: how.write };
    Seat::new(Arc::new(open(&opening)?), &how.login)
}
