//! What actions do, one file a scope, and which of them work.

pub mod carry;
pub mod chase;
mod days;
pub mod drafts;
pub mod export;
pub mod figures;
pub mod find;
pub mod go;
pub mod headers;
pub mod import;
pub mod layer;
pub mod letter;
pub mod matrix;
pub mod merge;
pub mod papers;
pub mod paste;
pub mod queries;
pub mod read;
pub mod schedule;
pub mod verbs;

use super::layers::Layer;
use super::meeting;
use super::msg::Effect;
use super::state::{Pane, State, Tab, name_of};
use crate::keymap::{Action, Context};
use crate::model::row::{EntryRow, IssueRow};
use crate::model::verb::Verb;

pub use super::boards::today::Entry as TodayEntry;

/// The keys of an action in a context, as shown to people.
pub fn keys(state: &State, context: Context, action: Action) -> String {
    let keys = state.keymap.keys_of(context, action);
    keys.iter().take(2).map(|chord| chord.label()).collect::<Vec<_>>().join(" ")
}

/// The verb an action always leads to.
pub fn verb_of(action: Action) -> Option<Verb> {
    action.row().verb.and_then(Verb::from_code)
}

/// The record an act would be on.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Its number, or `#id`; the name of a paper, the number of a row of the plan.
    pub what: String,
    pub row: Option<IssueRow>,
    pub entry: Option<EntryRow>,
    /// The next step of what is neither: a paper of a table.
    pub step: Option<Verb>,
}

impl Target {
    fn of(row: &IssueRow) -> Self {
        Self { what: name_of(row), row: Some(row.clone()), entry: None, step: None }
    }

    fn of_entry(row: &EntryRow) -> Self {
        Self { what: row.no.clone(), row: None, entry: Some(row.clone()), step: None }
    }

    fn named(what: &str) -> Self {
        Self { what: what.to_owned(), row: None, entry: None, step: None }
    }

    /// The next proper step, if the member may take it.
    pub fn next(&self) -> Option<Verb> {
        let of_entry = || self.entry.as_ref().and_then(|entry| entry.next);
        self.step.or_else(|| self.row.as_ref().map_or_else(of_entry, |row| row.next))
    }
}

impl State {
    /// The record under the cursor: of the topmost detail, else of the list.
    pub fn target(&self) -> Option<Target> {
        if let Some(Layer::Matrix(_)) = self.layers.last() {
            return matrix::target(self);
        }
        if let Some(Layer::Papers(_)) = self.layers.last() {
            return papers::target(self);
        }
        let detail = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Detail(detail) => Some(detail),
            _ => None,
        });
        if let Some(detail) = detail {
            let row = detail.card.as_ref().and_then(|card| card.row.clone());
            let entry = detail.card.as_ref().and_then(|card| card.entry.clone());
            return Some(Target { what: detail.what.clone(), row, entry, step: None });
        }
        match self.tab {
            Tab::Today => match self.today.current()? {
                TodayEntry::Issue(row) => Some(Target::of(row)),
                TodayEntry::Register(row) => Some(Target::of_entry(row)),
                TodayEntry::News(fact) if fact.fact.subject.kind.is_work() => Some(Target::named(&fact.no)),
                _ => None,
            },
            Tab::Clues | Tab::Supervision => self.registers()?.current().map(Target::of_entry),
            Tab::Desk(Pane::Schedule) => self.tasks.get(self.task_at).map(|task| Target::named(&task.no)),
            Tab::Status | Tab::Files | Tab::Contacts => None,
            Tab::Desk(_) => self.issues.current().map(Target::of),
        }
    }

    /// The records an act is on: those marked, else the one under the cursor.
    pub fn subjects(&self) -> Vec<String> {
        let opened = self.layers.iter().any(|layer| matches!(layer, Layer::Detail(_)));
        if !self.marks.is_empty() && !opened {
            return self.marks.values().map(name_of).collect();
        }
        self.target().map(|target| vec![target.what]).unwrap_or_default()
    }

    /// The context keys are struck in.
    pub fn context(&self) -> Context {
        self.layers.last().map_or(Context::List, Layer::context)
    }
}

/// Runs an action with the words it is given.
pub fn run(state: &mut State, action: Action, given: &str, effects: &mut Vec<Effect>) {
    if state.meeting.is_some() {
        if action == Action::Note {
            return meeting::note(state);
        }
        if meeting::bars(action) {
            return state.complain(state.words.get("screen-meeting"));
        }
    }
    if !matches!(action, Action::Copy) {
        state.copied = None;
    }
    if let Some(lesson) = state.lesson {
        state.lesson = lesson.after(action);
        if state.lesson.is_none() {
            state.say(state.words.get("lesson-over"));
        }
    }
    if matrix::run(state, action, effects)
        || papers::run(state, action, effects)
        || schedule::run(state, action, effects)
        || layer::run(state, action, effects)
        || figures::run(state, action, effects)
    {
        return;
    }
    // Where files lie there is nothing to amend.
    if action == Action::Amend && state.tab == Tab::Files && state.layers.is_empty() {
        return carry::choose(state, effects);
    }
    if let Some(verb) =
        verb_of(action).filter(|verb| !matches!(verb, Verb::Register | Verb::Undo | Verb::Redo))
    {
        return verbs::start(state, verb, effects);
    }
    match action {
        Action::Overview => matrix::open(state, effects),
        Action::Meeting => meeting::toggle(state, effects),
        Action::RegisterIssue
        | Action::RepeatLast
        | Action::NextStep
        | Action::ReassignMenu
        | Action::SuperviseMenu
        | Action::Undo
        | Action::Redo => verbs::run(state, action, given, effects),
        Action::Find
        | Action::OverdueOnly
        | Action::LikeCell
        | Action::ToggleFilterCategory
        | Action::ToggleFilterState
        | Action::ToggleFilterUnit
        | Action::ClearScope
        | Action::SortColumn
        | Action::EarlierView
        | Action::LaterView
        | Action::Mark
        | Action::MarkRange
        | Action::MarkAll => find::run(state, action, given, effects),
        Action::Phone
        | Action::Basis
        | Action::History
        | Action::Copy
        | Action::Help
        | Action::Palette
        | Action::Menu => read::run(state, action, effects),
        Action::SavedQueries
        | Action::PrevPinned
        | Action::NextPinned
        | Action::Tally
        | Action::Columns
        | Action::Narrower
        | Action::Wider => queries::run(state, action, given, effects),
        Action::OtherDay => days::ask(state, given, effects),
        Action::Export => export::choose(state, given, effects),
        Action::WriteLetter => letter::choose(state, given, effects),
        Action::CarryFiles => carry::choose(state, effects),
        Action::Freeze => state.freeze(effects),
        Action::FirstSteps => {
            state.lesson = match state.lesson {
                Some(_) => None,
                None => Some(super::lesson::Lesson::default()),
            }
        }
        Action::ToggleMouse => {
            state.mouse = !state.mouse;
            state.personal.mouse = Some(state.mouse);
            state.personal_changed = true;
            state.say(state.words.get(if state.mouse { "desk-mouse-on" } else { "desk-mouse-off" }));
            effects.push(Effect::Mouse(state.mouse));
        }
        Action::Suspend => effects.push(Effect::Suspend),
        Action::Quit => effects.push(Effect::Quit),
        _ => go::run(state, action, effects),
    }
}

/// Offers a form that was left half filled.
pub fn offer_draft(state: &mut State, op: crate::model::ids::OpId) {
    drafts::offer(state, op);
}
