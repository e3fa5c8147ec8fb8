//! The state of the screen: plain data, written only by `update`.

use super::columns::Columns;
use super::draft::Draft;
use super::figures::Figures;
use super::inbox::Inbox;
use super::layers::Layer;
use super::lesson::Lesson;
use super::lists::{Issues, Units};
use super::live::{Frozen, Watch};
use super::meeting::Meeting;
use super::msg::{Effect, Ticket, no_day};
use super::options::Options;
use super::period::Period;
use super::personal::Personal;
pub use super::purpose::Purpose;
use super::registers::{self, Registers};
use super::scope::Scope;
use super::theme::Theme;
use crate::api::Request;
use crate::api::answer::{Board, Card, Hello};
use crate::i18n::{Lang, Words};
use crate::keymap::{Key, Keymap};
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::figures::Status;
use crate::model::form::Slot;
use crate::model::ids::OpId;
use crate::model::row::{IssueRow, PersonRow, TaskRow};
use crate::model::timetable::Timetable;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// A tab that works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    Today,
    /// The four panes; which of them has the keys.
    Desk(Pane),
    /// What comes in.
    Clues,
    Status,
    /// What goes out.
    Supervision,
    /// Files in and out.
    Files,
    Contacts,
}

/// A pane of the desk; each is a tab of its own where only one fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    Units,
    Issues,
    Ledger,
    Schedule,
}

impl Tab {
    /// The tabs, in the order of their digits.
    pub const ALL: [Tab; 10] = [
        Tab::Today,
        Tab::Desk(Pane::Units),
        Tab::Desk(Pane::Issues),
        Tab::Desk(Pane::Ledger),
        Tab::Desk(Pane::Schedule),
        Tab::Clues,
        Tab::Status,
        Tab::Supervision,
        Tab::Files,
        Tab::Contacts,
    ];

    /// The digit it is called by.
    pub fn digit(self) -> u8 {
        match self {
            Tab::Today => 0,
            Tab::Desk(Pane::Units) => 1,
            Tab::Desk(Pane::Issues) => 2,
            Tab::Desk(Pane::Ledger) => 3,
            Tab::Desk(Pane::Schedule) => 4,
            Tab::Clues => 5,
            Tab::Status => 6,
            Tab::Supervision => 7,
            Tab::Files => 8,
            Tab::Contacts => 9,
        }
    }

    /// The tab of a digit.
    pub fn of(digit: u8) -> Option<Tab> {
        Tab::ALL.into_iter().find(|tab| tab.digit() == digit)
    }
}

/// What the bottom line says until the next key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    pub text: String,
    pub bad: bool,
}

/// What is done with a form once it is open: the way out of a refusal that led to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    Nothing,
    RecordFor(Party),
    Reason,
    Fill(Field),
}

/// Where the cursor of tab 0 is.
#[derive(Debug, Clone, Default)]
pub struct Today {
    pub board: Option<Board>,
    pub cursor: usize,
    /// Forms left half filled, the latest last.
    pub drafts: Vec<Draft>,
    /// Something was done to the row under the cursor: the next board finds it on the next one.
    pub acted: bool,
}

/// What was typed into a form, line by line.
pub type Typed = Vec<(Slot, String)>;

/// Everything the screen shows.
pub struct State {
    pub words: Words,
    /// The other language, by which the palette finds too.
    pub other: Words,
    pub keymap: Keymap,
    pub theme: Theme,
    pub size: (u16, u16),
    pub hello: Option<Hello>,
    pub tab: Tab,
    pub last_tab: Tab,
    pub zoom: bool,
    pub scope: Scope,
    /// Scopes before this one, the latest last, and those gone back from.
    pub past: Vec<Scope>,
    pub future: Vec<Scope>,
    /// The columns of the list, and the one under the cursor.
    pub columns: Columns,
    pub column: usize,
    pub personal: Personal,
    /// What is kept for the member has changed and is to be sent.
    pub personal_changed: bool,
    pub pinned_counts: Vec<Option<u32>>,
    /// The row marked last, from which a range runs.
    pub mark_from: Option<u32>,
    /// Sixty seconds of first steps, while they run.
    pub lesson: Option<Lesson>,
    /// Wheel and clicks are asked for.
    pub mouse: bool,
    /// What the terminal calls itself.
    pub terminal: String,
    /// The cursor is moving in the tree: its steps count as one change of scope.
    pub roaming: bool,
    pub units: Units,
    pub issues: Issues,
    /// The record under the cursor of the issue list.
    pub card: Option<Card>,
    pub ledger_at: usize,
    pub tasks: Vec<TaskRow>,
    /// The same rows as a band of time, and the part of it in sight.
    pub timetable: Option<Timetable>,
    pub period: Period,
    pub task_at: usize,
    pub today: Today,
    pub clues: Registers,
    pub supervision: Registers,
    pub status: Option<Status>,
    pub figures: Figures,
    pub people: Vec<PersonRow>,
    pub person_at: usize,
    /// Marked issues: id to number.
    pub marks: BTreeMap<u32, IssueRow>,
    pub layers: Vec<Layer>,
    pub message: Message,
    /// Keys of a chord struck so far.
    pub chord: Vec<Key>,
    pub tickets: BTreeMap<Ticket, Purpose>,
    pub next_ticket: Ticket,
    /// Something was committed while a refresh was under way.
    pub stale: bool,
    /// What the office keeps of what is typed and not saved.
    pub kept: BTreeMap<OpId, Draft>,
    /// The office would not keep it.
    pub not_kept: bool,
    /// What is open here, and who else has it.
    pub watch: Watch,
    /// The screen is shown to a meeting.
    pub meeting: Option<Meeting>,
    /// The lists are held still.
    pub frozen: Option<Frozen>,
    /// The office is away.
    pub away: bool,
    /// The facts of what was done here last.
    pub own: (u64, u64),
    /// What `.` repeats: unit and item of the last entry.
    pub last_entry: String,
    pub inbox: Inbox,
    /// Rows of a paste still to be entered, and how many there were.
    pub pasted: std::collections::VecDeque<String>,
    pub pasted_of: usize,
    /// An act whose outcome is not known, to be asked again.
    pub unknown: Option<(Purpose, Request)>,
    /// What was copied last, and how often.
    pub copied: Option<(String, u8)>,
    pub new_op: fn() -> OpId,
    /// The clock, for what is said with a time.
    pub now: fn() -> DateTime<Utc>,
}

impl State {
    /// The desk before anything is known, and the first questions.
    pub fn start(options: Options, size: (u16, u16), new_op: fn() -> OpId) -> (Self, Vec<Effect>) {
        let theme = options.theme();
        let other = match options.words.lang() {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        let mut state = State {
            words: options.words,
            other: Words::new(other),
            keymap: options.keymap,
            theme,
            size,
            hello: None,
            tab: Tab::Today,
            last_tab: Tab::Desk(Pane::Issues),
            zoom: false,
            scope: Scope::default(),
            past: Vec::new(),
            future: Vec::new(),
            columns: Columns::default(),
            column: 0,
            personal: Personal::default(),
            personal_changed: false,
            pinned_counts: Vec::new(),
            mark_from: None,
            lesson: options.lesson.then(Lesson::default),
            mouse: options.mouse,
            terminal: options.terminal,
            roaming: false,
            unknown: None,
            inbox: Inbox { folders: options.folders, ..Inbox::default() },
            pasted: std::collections::VecDeque::new(),
            pasted_of: 0,
            units: Units::default(),
            issues: Issues::default(),
            card: None,
            ledger_at: 0,
            tasks: Vec::new(),
            timetable: None,
            period: Period::default(),
            task_at: 0,
            today: Today::default(),
            clues: Registers::new(registers::CLUES),
            supervision: Registers::new(registers::SUPERVISION),
            status: None,
            figures: Figures::default(),
            people: Vec::new(),
            person_at: 0,
            marks: BTreeMap::new(),
            layers: Vec::new(),
            message: Message::default(),
            chord: Vec::new(),
            tickets: BTreeMap::new(),
            next_ticket: 1,
            stale: false,
            kept: BTreeMap::new(),
            not_kept: false,
            watch: Watch::default(),
            meeting: options.meeting.then(Meeting::from_the_start),
            frozen: None,
            away: false,
            own: (0, 0),
            last_entry: String::new(),
            copied: None,
            new_op,
            now: Utc::now,
        };
        if state.meeting.is_some() {
            super::meeting::hold(&mut state);
        }
        let mut effects = Vec::new();
        for (purpose, request) in [
            (Purpose::Hello, Request::Hello),
            (Purpose::Board, Request::Board),
            (Purpose::Timetable, Request::Timetable),
        ] {
            state.ask(purpose, request, &mut effects);
        }
        // Before a meeting it is not answered: it is asked for when that is over.
        if state.meeting.is_none() {
            state.ask(Purpose::Personal, Request::Personal, &mut effects);
        }
        state.ask_lists(&mut effects);
        (state, effects)
    }

    /// Asks the office, remembering what for. While it is away only what is to be kept is sent: what is
    /// shown is asked for anew when it is back.
    pub fn ask(&mut self, purpose: Purpose, request: Request, effects: &mut Vec<Effect>) {
        if self.away {
            match request {
                Request::Do(_) | Request::Undo { .. } | Request::Redo { .. } => {
                    self.say(self.words.get("desk-sent-away"));
                }
                Request::KeepPersonal { .. } => {}
                _ if purpose.holds_keys() => return self.complain(self.words.get("desk-away")),
                _ => return,
            }
        }
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        self.tickets.insert(ticket, purpose);
        effects.push(Effect::Ask(ticket, request));
    }

    /// Asks for everything that depends on the scope.
    pub fn ask_lists(&mut self, effects: &mut Vec<Effect>) {
        self.ask_page(effects);
        let filter = Scope { unit: None, terms: self.scope.terms.clone() }.filter();
        self.ask(Purpose::Units, Request::Units { filter }, effects);
        self.ask_pinned(effects);
        if self.tab == Tab::Status {
            super::acts::figures::ask(self, effects);
        }
    }

    /// The registers of the tab in sight, if it has any.
    pub fn registers(&self) -> Option<&Registers> {
        match self.tab {
            Tab::Clues => Some(&self.clues),
            Tab::Supervision => Some(&self.supervision),
            _ => None,
        }
    }

    /// The same, to be moved about in.
    pub fn registers_mut(&mut self) -> Option<&mut Registers> {
        match self.tab {
            Tab::Clues => Some(&mut self.clues),
            Tab::Supervision => Some(&mut self.supervision),
            _ => None,
        }
    }

    /// Asks for the entries of the kind in sight.
    pub fn ask_entries(&mut self, effects: &mut Vec<Effect>) {
        if let Some(kind) = self.registers().map(Registers::kind) {
            let request = Request::Entries { kind, filter: String::new() };
            self.ask(Purpose::Entries(kind), request, effects);
        }
    }

    /// Asks for the window around the cursor.
    pub fn ask_page(&mut self, effects: &mut Vec<Effect>) {
        let (offset, filter) = (self.issues.window(), self.scope.filter());
        self.ask(Purpose::Page, Request::Page { filter, offset, len: super::lists::WINDOW }, effects);
    }

    /// Asks again for everything that is shown, once what is under way has come.
    pub fn refresh(&mut self, effects: &mut Vec<Effect>) {
        if self.frozen.is_some() {
            return self.refresh_opened(effects);
        }
        let busy = |purpose: &Purpose| matches!(purpose, Purpose::Page | Purpose::Board | Purpose::Units);
        self.stale = self.tickets.values().any(busy);
        if self.stale {
            return;
        }
        self.ask(Purpose::Board, Request::Board, effects);
        self.ask_lists(effects);
        self.ask_entries(effects);
        if self.tab == Tab::Desk(Pane::Schedule) {
            super::acts::schedule::ask(self, effects);
        }
        if let Some(Layer::Matrix(matrix)) =
            self.layers.iter().find(|layer| matches!(layer, Layer::Matrix(_)))
        {
            let across = matrix.across;
            self.ask(Purpose::Matrix, Request::Matrix { across }, effects);
        }
        if let Some(Layer::Papers(papers)) =
            self.layers.iter().rev().find(|layer| matches!(layer, Layer::Papers(_)))
            // Those behind a number stay as they were counted.
            && !papers.what.is_empty()
        {
            let (what, missing) = (papers.what.clone(), papers.missing);
            self.ask(Purpose::Papers, Request::Owed { what, missing }, effects);
        }
        self.refresh_opened(effects);
    }

    /// Asks again for the record that is opened.
    fn refresh_opened(&mut self, effects: &mut Vec<Effect>) {
        let opened = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Detail(detail) => Some(detail.what.clone()),
            _ => None,
        });
        if let Some(what) = opened {
            self.ask(Purpose::Detail, Request::Show { what }, effects);
        }
    }

    /// Asks for the record under the cursor, unless it is at hand.
    pub fn ask_preview(&mut self, effects: &mut Vec<Effect>) {
        let Some(row) = self.issues.current() else {
            self.card = None;
            return;
        };
        let known = self.card.as_ref().and_then(|card| card.row.as_ref());
        if known.is_none_or(|known| (known.id, known.changed_seq) != (row.id, row.changed_seq)) {
            let what = name_of(row);
            self.ask(Purpose::Preview, Request::Show { what }, effects);
        }
    }

    /// Today, as the office has it.
    pub fn day(&self) -> NaiveDate {
        self.hello.as_ref().map_or_else(no_day, |hello| hello.today)
    }

    /// Says something on the bottom line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.message = Message { text: text.into(), bad: false };
    }

    /// Says what went wrong.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.message = Message { text: text.into(), bad: true };
    }

    /// True while keys struck ahead must wait.
    pub fn holds_keys(&self) -> bool {
        !self.away && self.tickets.values().any(Purpose::holds_keys)
    }

    /// True when the data are made up.
    pub fn synthetic(&self) -> bool {
        self.hello.as_ref().is_some_and(|hello| hello.synthetic)
    }
}

/// What a command calls an issue: its number, `#id` before it has one.
pub fn name_of(row: &IssueRow) -> String {
    row.no.clone().unwrap_or_else(|| format!("#{}", row.id))
}
