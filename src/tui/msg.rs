//! What the screen is told and what it wants done.

use crate::api::{Answer, Notice, Request};
use crate::keymap::Key;
use chrono::NaiveDate;

/// Names one question, so that its answer finds back.
pub type Ticket = u64;

/// Something happened.
#[derive(Debug)]
pub enum Msg {
    Key(Key),
    /// Pasted text; never run as keys.
    Paste(String),
    Mouse(super::terminal::Mouse),
    /// Columns and rows.
    Resize(u16, u16),
    Answer(Ticket, Answer),
    /// Something was committed, or somebody opened a record.
    Notice(Vec<Notice>),
    /// The office is away: answers wait until it is back.
    Away,
    /// It is back: anything may have changed.
    Back,
    /// What is typed and not kept yet is to be kept now.
    Keep,
    /// Time has passed: a chord has waited long enough, or an outcome is still unknown.
    Tick,
}

/// What is to be done outside the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    Ask(Ticket, Request),
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Show a text on the ordinary screen, for the terminal's own selection.
    StepAside(String),
    /// Ask the terminal for wheel and clicks, or no longer.
    Mouse(bool),
    /// Draw the next frame whole.
    Redraw,
    Suspend,
    Quit,
}

/// The day a `NaiveDate` stands in for when none is known yet.
pub fn no_day() -> NaiveDate {
    NaiveDate::default()
}
