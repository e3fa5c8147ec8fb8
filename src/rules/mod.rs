//! Who may do what from which state with which fields. Pure: no clock, no disk, no words.

pub mod decide;
pub mod duplicates;
pub mod enter;
pub mod entry_line;
pub mod entry_words;
pub mod extension;
pub mod finish;
pub mod forms;
pub mod founding;
pub mod incoming;
pub mod intake;
pub mod keep;
pub mod ledger;
pub mod life;
pub mod lock;
pub mod orders;
pub mod pairs;
pub mod pin;
pub mod protect;
pub mod read;
pub mod registers;
pub mod remarks;
pub mod rights;
pub mod route;
pub mod sanctions;
pub mod sight;
pub mod since;
pub mod start;
pub mod step;
pub mod submissions;
pub mod supervise;
pub mod undo;
pub mod work;
pub mod workflow;

pub use decide::{Decided, decide};

use chrono::{DateTime, NaiveDate, Utc};

/// Who asks: a member, as the books know him now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The member's number; 0 before there is any member.
    pub id: u32,
    pub login: String,
    pub name: String,
    pub unit: Option<u32>,
    pub roles: Vec<String>,
}

/// When and where something is asked.
#[derive(Debug, Clone)]
pub struct Context {
    pub actor: Actor,
    /// The office's day.
    pub today: NaiveDate,
    /// The machine's time.
    pub at: DateTime<Utc>,
    pub seat: u32,
    /// Secret, fresh for every act: what protected values are salted with.
    pub seed: [u8; 32],
}
