//! What a seat may ask.

use crate::model::backup::BackupTo;
use crate::model::behind::Place;
use crate::model::breakdown::By;
use crate::model::command::Command;
use crate::model::hand_in::HandIn;
use crate::model::ids::{Kind, OpId};
use crate::model::incoming::Incoming;
use crate::model::matrix::Across;
use crate::model::paper::Wanted;
use crate::model::table::TableId;
use crate::model::verb::Verb;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One request. Filters, numbers, lines and phrases are sent as typed and read behind the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Answered in turn: whoever gets the answer knows that all before it has happened.
    Ping,
    /// Who am I here, and what campaign is this?
    Hello,
    /// A window of the issue list.
    Page {
        filter: String,
        offset: u32,
        len: u32,
    },
    /// The measures of the issues under a filter.
    Ledger {
        filter: String,
        offset: u32,
        len: u32,
    },
    /// One record with everything about it.
    Show {
        what: String,
    },
    /// The same as it was on a day (`as-of:…`), or as it was known (`known:…`).
    ShowAt {
        what: String,
        when: String,
    },
    /// The tree of units with counts under a filter.
    Units {
        filter: String,
    },
    Schedule,
    /// The schedule as a band of time: phases, rows, who is missing by name.
    Timetable,
    /// People by name, unit, pinyin or initials; empty: all.
    People {
        text: String,
    },
    /// Everything by text, best first; without `issues` only what no list of issues holds: units, people,
    /// entries of registers.
    Find {
        text: String,
        limit: u32,
        issues: bool,
    },
    /// The work of the day.
    Board,
    /// Figures of a scope (a filter; empty: all).
    Status {
        scope: String,
    },
    /// Issues and rows of the schedule that fall due within so many days.
    Due {
        days: u32,
    },
    /// The form for a verb on records; `line` is a quick-entry line for new ones.
    Form {
        verb: Verb,
        subjects: Vec<String>,
    },
    /// How a quick-entry line reads so far.
    ReadEntry {
        line: String,
    },
    /// What a half-filled form says beside its fields: where it would go, what is likely the same.
    Remarks(Box<Command>),
    /// How a deadline phrase reads.
    When {
        text: String,
        from: Option<NaiveDate>,
    },
    /// Candidates for a unit, item … by text, best first.
    Pick {
        what: Pick,
        text: String,
        limit: u32,
    },
    /// Completions of a filter line, best first: the code is the whole line with its last word completed.
    Complete {
        line: String,
        limit: u32,
    },
    /// Do it.
    Do(Box<Command>),
    /// Undo one's last act, or the act that holds this fact.
    Undo {
        seq: Option<u64>,
        op: OpId,
    },
    /// Redo one's last undo.
    Redo {
        op: OpId,
    },
    /// Facts after a sequence (0: from the start): of one record, or since a day. With a limit the newest
    /// so many; without one the oldest, as many as one answer holds: who wants more asks after its last.
    History {
        what: Option<String>,
        since: Option<NaiveDate>,
        limit: Option<u32>,
        after: u64,
    },
    Members,
    /// The entries of a register under a filter.
    Entries {
        kind: Kind,
        filter: String,
    },
    /// The rows behind a number of a table under a filter.
    Behind {
        table: TableId,
        filter: String,
        place: Place,
        /// What a table of changes begins with, as in [`Wanted::since`].
        since: String,
    },
    /// The figures of a scope in one paragraph.
    Say {
        scope: String,
    },
    /// The report of a month (`2021-08`, `8月`): as it was handed in, or as it comes out now.
    Report {
        month: String,
    },
    /// The months that are fixed.
    Locks,
    /// What changed since a day, `last-meeting` or `last-report`, of the issues under a filter.
    Diff {
        since: String,
        filter: String,
    },
    /// This seat's screen is shown to a meeting, or no more: while it is, names, telephone numbers, notes and
    /// transfers are in no answer, and nothing is written.
    Meeting {
        on: bool,
    },
    /// Papers owed: those that some words name (a paper, a month, a unit), or only what is missing of them.
    Owed {
        what: String,
        missing: bool,
    },
    /// Units against categories, papers, months or sections.
    Matrix {
        across: Across,
    },
    /// A whole table as it is handed in, under a filter.
    Table {
        table: TableId,
        filter: String,
        wanted: Wanted,
    },
    /// The kinds of letters there are; of a record, those that can be about it.
    Letters {
        what: Option<String>,
    },
    /// A letter of a kind (id or name) about a record, a unit, a month or what a filter keeps; with a file that
    /// was handed in, about that.
    Letter {
        kind: String,
        what: String,
        file: Option<Box<HandIn>>,
    },
    /// The clause or rule a record rests on.
    Basis {
        what: String,
    },
    /// Keep a file of evidence beside the store; an act then names it by its hash.
    KeepFile {
        bytes: Vec<u8>,
    },
    /// A file of evidence that an issue names, by its hash.
    EvidenceFile {
        what: String,
        hash: String,
    },
    /// What stands around a year's papers: the head of the journal, the plan in force, its phases.
    Holdings,
    /// Facts after a sequence as they lie in the journal, so that anybody can compute the chain again; as many
    /// as one answer holds. Of what the member does not see only the hashes.
    Stored {
        after: u64,
    },
    /// How many issues each of some filters holds.
    Counts {
        filters: Vec<String>,
    },
    /// The issues under a filter, counted by a column.
    Breakdown {
        filter: String,
        by: By,
    },
    /// This seat has a record open (or none any more), perhaps in a form: who else has?
    Watch {
        what: Option<String>,
        editing: bool,
    },
    /// What this member keeps for himself: texts by name.
    Personal,
    /// Keep a text under a name, or with `None` remove it.
    KeepPersonal {
        name: String,
        text: Option<String>,
    },
    /// Make a backup, with protected names in it or without.
    Backup {
        to: BackupTo,
        names: bool,
    },
    /// Who looked at protected names, when and why.
    Looks,
    /// Rows of a file: what they come to and, with an op id, done. One act, taken back as one.
    Import {
        incoming: Box<Incoming>,
        op: Option<OpId>,
    },
    /// What somebody should look at.
    Doctor,
    /// How each unit does.
    Evaluation,
    /// Recompute chain, records and sheet from the journal.
    Verify,
    /// What a check code is of.
    Known {
        code: String,
    },
}

impl Request {
    /// True for what changes the journal: it carries an op id, and asking twice does it once.
    pub fn is_write(&self) -> bool {
        matches!(
            self,
            Request::Do(_)
                | Request::Undo { .. }
                | Request::Redo { .. }
                | Request::Import { op: Some(_), .. }
        )
    }
}

/// What a picker picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pick {
    Unit,
    /// Sections that can lead.
    Section,
    Category,
    Item,
    Stage,
    Issue,
}
