//! What the desk asks the office for, so that an answer finds back to its question.

use super::acts::export::Look;
use super::draft::Draft;
use super::scope::Scope;
use super::state::After;
use crate::exchange::Format;
use crate::model::behind::OfLine;
use crate::model::command::Command;
use crate::model::ids::{Kind, OpId};
use crate::model::incoming::Incoming;

/// What a question was asked for.
#[derive(Debug, Clone)]
pub enum Purpose {
    Hello,
    /// The seat is shown to a meeting, or no more.
    Meeting(bool),
    Board,
    Page,
    Units,
    /// The schedule as a band of time.
    Timetable,
    Status,
    /// A table of tab 6.
    Figures,
    /// The rows behind a number of it.
    Behind,
    /// The campaign in one paragraph, to be copied.
    Say,
    /// What changed in this unit (or in all), to be copied as it is said aloud.
    Spoken(OfLine),
    /// The figures by class, for the chart.
    Classes,
    /// The record under the cursor, for ledger and preview.
    Preview,
    /// The entries of a kind, for a tab of registers.
    Entries(Kind),
    /// The table of units over the desk.
    Matrix,
    /// The papers over the desk.
    Papers,
    /// The table of units that is to be written in a form.
    Overview(Format),
    /// All people, for tab 9.
    People,
    /// A scope that is tried; taken when the office can read it. Closes the find box.
    Scope(Scope),
    /// Units that answer to the line in the find box.
    FoundUnits(String),
    /// A line in the find box, read while typed.
    Trying,
    /// The card of a detail layer.
    Detail,
    /// The people of a contacts layer.
    Contacts,
    /// Who answers for a record, for a contacts layer.
    ContactsOf,
    Basis,
    History,
    /// A form to open, where to go in it, and the draft that is to come back in it.
    Form(After, Option<OpId>),
    /// What happened to the record of a form since it was read.
    Since(OpId),
    /// Who else has this record open.
    Watch(Option<String>),
    /// A draft was kept, or needs to be no longer.
    KeptDraft(OpId, Option<Box<Draft>>),
    /// The form of an act as it would be now that others have changed the record.
    Merge(OpId),
    /// The reading of the quick-entry line.
    Entry(u64),
    /// The reading of the day or deadline in the field of this place.
    When(usize, String),
    /// What a half-filled form says beside its fields.
    Remarks,
    /// Candidates for the field of this place.
    Picks(usize, String),
    /// An act. Kept for retries under the same op id.
    Do(Box<Command>, u8),
    /// A table that is to be written.
    Table,
    /// The kinds of letters that fit a record; without one the campaign.
    Letters(Option<String>),
    /// A letter that is to be written.
    Letter,
    /// The protected names of an entry, for a table.
    Names(Box<Look>),
    /// What the rows of a list would come to.
    Import(Box<Incoming>),
    /// The rows of a list are taken in; how often it was asked for.
    Imported(Box<Incoming>, OpId, u8),
    Undo(OpId, u8),
    Redo(OpId, u8),
    /// The newest fact of a record that was undone, with so many others.
    Undone(usize),
    /// The list in which a new row is looked for.
    Locate(u32, String),
    MarkAll,
    /// Rows between two, to be marked.
    MarkRange(u32, u32),
    /// What the member keeps for himself.
    Personal,
    /// It was kept.
    Kept,
    /// How much the pinned queries hold, and those of the list of queries.
    Pinned,
    QueryCounts,
    Breakdown,
    /// What may complete this line in the find box.
    Completions(String),
    /// Everything else that answers to a line in the find box.
    Found(String),
    /// The units that a line in the find box names exactly.
    ExactUnit(String),
}

impl Purpose {
    /// True when keys must wait for the answer, so that keys struck ahead meet the screen they are for.
    pub fn holds_keys(&self) -> bool {
        !matches!(
            self,
            Purpose::Board
                | Purpose::Status
                | Purpose::Figures
                | Purpose::Trying
                | Purpose::Preview
                | Purpose::Entry(_)
                | Purpose::When(..)
                | Purpose::Remarks
                | Purpose::Undone(_)
                | Purpose::Personal
                | Purpose::Kept
                | Purpose::KeptDraft(..)
                | Purpose::Since(_)
                | Purpose::Watch(_)
                | Purpose::Pinned
                | Purpose::QueryCounts
                | Purpose::Completions(_)
                | Purpose::Found(_)
                | Purpose::ExactUnit(_)
        )
    }
}
