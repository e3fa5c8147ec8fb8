//! The screen is shown to a meeting. The office answers without names; here nothing that was read before stays
//! in sight, nothing is written, and the lists hold still. What is decided is noted as a draft for afterwards.

use super::draft::Draft;
use super::layers::Layer;
use super::layers::menu::{Item, Menu, Run};
use super::layers::prompt::{For, Prompt};
use super::live::Frozen;
use super::msg::Effect;
use super::registers::{self, Registers};
use super::state::{Purpose, State, Tab};
use crate::api::Request;
use crate::keymap::Action;
use crate::model::field::Field;
use crate::model::form::Slot;
use crate::model::ids::OpId;
use crate::model::verb::Verb;

/// What is put aside for as long as the meeting lasts.
#[derive(Debug, Clone, Default)]
pub struct Meeting {
    /// What lay over the desk: forms with what was typed, records.
    layers: Vec<Layer>,
    drafts: Vec<Draft>,
    /// Decisions noted since, the latest last.
    decisions: Vec<OpId>,
    /// It was there from the first picture on: what the member keeps for himself was never read, and is not to
    /// be written over.
    pub unread: bool,
}

impl Meeting {
    /// One that is there from the first picture on.
    pub fn from_the_start() -> Self {
        Self { unread: true, ..Self::default() }
    }

    /// What lay over the desk, and the drafts: put aside, and kept all the same.
    pub fn put_aside(&self) -> (&[Layer], &[Draft]) {
        (&self.layers, &self.drafts)
    }
}

/// Begins it, or asks whether it is over.
pub fn toggle(state: &mut State, effects: &mut Vec<Effect>) {
    if state.meeting.is_none() {
        return state.ask(Purpose::Meeting(true), Request::Meeting { on: true }, effects);
    }
    let words = &state.words;
    let items = vec![
        Item::new(words.get("meeting-leave"), Run::LeaveMeeting),
        Item::new(words.get("meeting-stay"), Run::Nothing),
    ];
    let title = words.action("meeting");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// The seat is shown to a meeting from here on: what was read before is put away, and read again.
pub fn begun(state: &mut State, effects: &mut Vec<Effect>) {
    let layers = std::mem::take(&mut state.layers);
    let drafts = std::mem::take(&mut state.today.drafts);
    state.meeting = Some(Meeting { layers, drafts, ..Meeting::default() });
    state.marks.clear();
    state.zoom = false;
    if state.tab == Tab::Files {
        state.tab = Tab::Today;
    }
    hold(state);
    read_again(state, effects);
}

/// It is over: what was put away comes back, and the decisions are offered.
pub fn over(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(meeting) = state.meeting.take() else { return };
    state.frozen = None;
    state.layers = meeting.layers;
    let noted = std::mem::take(&mut state.today.drafts);
    state.today.drafts = meeting.drafts;
    state.today.drafts.extend(noted);
    read_again(state, effects);
    if meeting.unread {
        state.personal_changed = false;
        state.ask(Purpose::Personal, Request::Personal, effects);
    }
    match meeting.decisions.last() {
        Some(op) => super::acts::offer_draft(state, *op),
        None => state.say(state.words.get("meeting-over")),
    }
}

/// Holds the lists still, as of now.
pub fn hold(state: &mut State) {
    state.frozen = Some(Frozen { at: (state.now)(), changes: 0 });
}

fn read_again(state: &mut State, effects: &mut Vec<Effect>) {
    state.today.board = None;
    state.card = None;
    state.issues.page = None;
    state.people.clear();
    state.tasks.clear();
    state.figures.tables.clear();
    state.clues = Registers::new(registers::CLUES);
    state.supervision = Registers::new(registers::SUPERVISION);
    state.watch.present.clear();
    state.ask(Purpose::Hello, Request::Hello, effects);
    state.ask(Purpose::People, Request::People { text: String::new() }, effects);
    let held = state.frozen.take();
    state.refresh(effects);
    state.frozen = held;
}

/// True for what is not done before a meeting.
pub fn bars(action: Action) -> bool {
    let row = action.row();
    let reads = matches!(action, Action::Note | Action::Meeting);
    let leaves = matches!(
        action,
        Action::Export
            | Action::WriteLetter
            | Action::CarryFiles
            | Action::NextStep
            | Action::SuperviseMenu
            | Action::ReassignMenu
            | Action::RepeatLast
            | Action::RegisterIssue
            | Action::Undo
            | Action::Freeze
            | Action::Redo
    );
    !reads && (row.writes || leaves || action.tab() == Some(Tab::Files.digit()))
}

/// One line for a decision: what, who, until when.
pub fn note(state: &mut State) {
    let (title, says) = (state.words.get("meeting-note"), state.words.get("meeting-note-how"));
    state.layers.push(Layer::Prompt(Box::new(Prompt {
        title,
        says,
        purpose: For::Deciding,
        ..Prompt::default()
    })));
}

/// Keeps a decision as the draft of a meeting's entry. `what；who；until when` fills three fields.
pub fn noted(state: &mut State, line: &str, effects: &mut Vec<Effect>) {
    let mut parts = line.splitn(3, ['\u{FF1B}', ';']).map(|part| part.trim().to_owned());
    let (what, who, when) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    if what.is_empty() {
        return;
    }
    let day = state.day();
    let title = state.words.with("meeting-title", &[("day", state.words.day_said(day))]);
    let fields =
        [(Field::Title, title), (Field::Decisions, what), (Field::OwedBy, who), (Field::Deadline, when)];
    let typed = fields.into_iter().filter(|(_, text)| !text.is_empty());
    let typed = typed.map(|(field, text)| (Slot::Field(field.code().to_owned()), text)).collect();
    let op = (state.new_op)();
    let at = Some((state.now)());
    let draft = Draft {
        op,
        verb: Verb::Meet,
        subjects: Vec::new(),
        base: None,
        heading: String::new(),
        typed,
        line: None,
        at,
        day: Some(day),
    };
    state.today.drafts.push(draft);
    if let Some(meeting) = &mut state.meeting {
        meeting.decisions.push(op);
    }
    state.keep_drafts(effects);
    let n = state.meeting.as_ref().map_or(0, |meeting| meeting.decisions.len());
    state.say(state.words.with_n("meeting-noted", n as i64));
}
