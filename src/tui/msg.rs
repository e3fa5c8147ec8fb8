//! What the screen is told and what it wants done.

use super::carry::Carried;
use crate::api::{Answer, Notice, Request};
use crate::exchange::inbox::Waiting;
use crate::exchange::{FileFault, Grid};
use crate::keymap::Key;
use chrono::NaiveDate;
use std::path::PathBuf;

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
    /// What lies in the two folders: what waits, what was written.
    Files(Vec<Waiting>, Vec<Waiting>),
    /// A file was read, or was not.
    Read(String, Result<Vec<Grid>, FileFault>),
    /// A file for others was written, or was not.
    Written(Result<PathBuf, String>),
    /// The terminal is back from carrying files.
    Carried(Carried),
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
    /// Look what lies in the two folders.
    LookFiles,
    /// Read a file, in a process of its own.
    ReadFile(PathBuf),
    /// Write a file for others, under this name or one like it.
    WriteFile(String, Vec<u8>),
    /// Lend the terminal to the program that receives files.
    ReceiveFiles,
    /// Lend it to the one that sends this file.
    SendFile(PathBuf),
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
