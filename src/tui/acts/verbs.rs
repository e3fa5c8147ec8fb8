//! Acts on records: their forms, saving, ways out of refusals, undo.

use crate::api::Request;
use crate::keymap::Action;
use crate::model::form::Slot;
use crate::model::refusal::{Refusal, Way};
use crate::model::verb::Verb;
use crate::tui::acts::Target;
use crate::tui::layers::Layer;
use crate::tui::layers::form::{At, FormLayer};
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{After, Pane, Purpose, State, Tab};
use std::collections::BTreeMap;

/// Runs an action that leads to an act.
pub fn run(state: &mut State, action: Action, given: &str, effects: &mut Vec<Effect>) {
    if let (Action::RegisterIssue, Some(verb)) = (action, made_here(state)) {
        return start(state, verb, effects);
    }
    match action {
        Action::RegisterIssue if given.is_empty() && state.today.last_entry().is_some() => {
            let words = &state.words;
            let typed = state.today.last_entry().and_then(|draft| draft.line.clone());
            let text = typed.unwrap_or_default();
            let mut items = vec![
                Item::new(words.get("desk-draft-go-on"), Run::OldDraft),
                Item::new(words.get("desk-draft-new"), Run::NewEntry),
            ];
            if !state.pasted.is_empty() {
                let n = state.pasted.len().to_string();
                items.push(Item::new(words.with("desk-pasted-left", &[("n", n)]), Run::NextPasted));
            }
            let title = words.get("desk-draft");
            state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
        }
        Action::RegisterIssue if given.is_empty() && !state.pasted.is_empty() => {
            super::paste::next(state, effects);
        }
        Action::RegisterIssue => new_entry(state, given, effects),
        Action::RepeatLast => {
            let line = state.last_entry.clone();
            new_entry(state, &line, effects);
        }
        Action::NextStep => next_step(state, effects),
        Action::ReassignMenu => {
            let verbs = [
                Verb::Assign,
                Verb::Reassign,
                Verb::Bounce,
                Verb::Return,
                Verb::Decline,
                Verb::SendBack,
                Verb::Unfounded,
                Verb::Reopen,
                Verb::Standing,
                Verb::Merge,
                Verb::Split,
            ];
            verb_menu(state, action, &verbs);
        }
        Action::SuperviseMenu => {
            let verbs = [
                Verb::Chase,
                Verb::Order,
                Verb::Timed,
                Verb::List,
                Verb::Transfer,
                Verb::Outcome,
                Verb::Delist,
            ];
            verb_menu(state, action, &verbs);
        }
        Action::Undo => {
            let op = (state.new_op)();
            state.ask(Purpose::Undo(op, 0), Request::Undo { seq: None, op }, effects);
        }
        Action::Redo => {
            let op = (state.new_op)();
            state.ask(Purpose::Redo(op, 0), Request::Redo { op }, effects);
        }
        _ => {}
    }
}

/// Opens the quick entry, with a line already in it.
pub fn new_entry(state: &mut State, line: &str, effects: &mut Vec<Effect>) {
    let mut form = FormLayer::entry((state.new_op)());
    if let Some(entry) = &mut form.entry {
        entry.line.set(line);
    }
    state.layers.push(Layer::Form(Box::new(form)));
    read_line(state, effects);
}

/// Opens the draft of a quick entry again.
pub fn old_entry(state: &mut State, effects: &mut Vec<Effect>) {
    match state.today.last_entry().map(|draft| draft.op) {
        Some(op) => super::drafts::choose(state, op, super::drafts::Choice::GoOn, effects),
        None => new_entry(state, "", effects),
    }
}

/// Throws the draft of a quick entry away.
pub fn drop_entry(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(op) = state.today.last_entry().map(|draft| draft.op) {
        state.today.drop_draft(op);
        state.keep_drafts(effects);
    }
}

/// Asks how the quick-entry line reads.
pub fn read_line(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Form(form)) = state.layers.last() else { return };
    let Some(entry) = &form.entry else { return };
    let (serial, line) = (entry.serial, entry.line.value().to_owned());
    state.ask(Purpose::Entry(serial), Request::ReadEntry { line }, effects);
}

/// What `a` makes on a tab that is not about issues.
fn made_here(state: &State) -> Option<Verb> {
    use crate::model::ids::Kind;
    use crate::tui::state::{Pane, Tab};
    if !state.layers.is_empty() {
        return None;
    }
    match (state.tab, state.registers().map(|registers| registers.kind())) {
        (Tab::Desk(Pane::Schedule), _) | (_, Some(Kind::Task)) => Some(Verb::Task),
        (Tab::Clues, _) => Some(Verb::Take),
        (_, Some(Kind::Inspection)) => Some(Verb::Inspect),
        (_, Some(Kind::Publicity)) => Some(Verb::Publish),
        (_, Some(Kind::Meeting)) => Some(Verb::Meet),
        (_, Some(Kind::Lock)) => Some(Verb::Lock),
        _ => None,
    }
}

/// Verbs that make an entry by themselves.
const ALONE: [Verb; 6] = [Verb::Take, Verb::Task, Verb::Inspect, Verb::Publish, Verb::Meet, Verb::Lock];

/// The form of a verb on the marked rows or the one under the cursor.
pub fn start(state: &mut State, verb: Verb, effects: &mut Vec<Effect>) {
    if ALONE.contains(&verb) {
        let request = Request::Form { verb, subjects: Vec::new() };
        return state.ask(Purpose::Form(After::Nothing, None), request, effects);
    }
    let subjects = state.subjects();
    open(state, verb, subjects, After::Nothing, effects);
}

/// Asks for a form.
pub fn open(state: &mut State, verb: Verb, subjects: Vec<String>, after: After, effects: &mut Vec<Effect>) {
    if subjects.is_empty() {
        return state.complain(state.words.get("desk-no-row"));
    }
    state.ask(Purpose::Form(after, None), Request::Form { verb, subjects }, effects);
}

/// The next proper step of the row; of marked rows that differ, it asks which.
fn next_step(state: &mut State, effects: &mut Vec<Effect>) {
    let opened = state.layers.iter().any(|layer| matches!(layer, Layer::Detail(_)));
    if state.marks.is_empty() || opened {
        let target = state.target();
        return match target.as_ref().and_then(Target::next) {
            Some(verb) => start(state, verb, effects),
            None if state.tab == Tab::Desk(Pane::Schedule) => row_menu(state),
            None => {
                state.complain(state.words.get(if target.is_some() { "desk-no-step" } else { "desk-no-row" }))
            }
        };
    }
    let mut groups: BTreeMap<Verb, Vec<String>> = BTreeMap::new();
    for row in state.marks.values() {
        if let Some(verb) = row.next {
            groups.entry(verb).or_default().push(crate::tui::state::name_of(row));
        }
    }
    match groups.len() {
        0 => state.complain(state.words.get("desk-no-step")),
        1 => {
            if let Some((verb, subjects)) = groups.pop_first() {
                open(state, verb, subjects, After::Nothing, effects);
            }
        }
        _ => {
            let item = |(verb, subjects): (Verb, Vec<String>)| Item {
                note: subjects.join(" "),
                ..Item::new(
                    format!("{} {}", state.words.verb(verb), subjects.len()),
                    Run::Verb(verb, subjects),
                )
            };
            let items = groups.into_iter().map(item).collect();
            let title = state.words.get("desk-which-group");
            state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
        }
    }
}

/// What can be done about a row of the plan: it is done, or one of its open questions is settled.
fn row_menu(state: &mut State) {
    let Some(task) = state.tasks.get(state.task_at).cloned() else {
        return state.complain(state.words.get("desk-no-row"));
    };
    let mut items = Vec::new();
    if task.done_on.is_none() {
        items.push(Item::new(state.words.verb(Verb::Done), Run::Verb(Verb::Done, vec![task.no.clone()])));
    }
    for open in &task.unsettled {
        let id = open.split_whitespace().next().unwrap_or_default().to_owned();
        let label = format!("{} {id}", state.words.verb(Verb::Settle));
        items.push(Item { note: open.clone(), ..Item::new(label, Run::Verb(Verb::Settle, vec![id])) });
    }
    if items.is_empty() {
        return state.complain(state.words.get("desk-no-step"));
    }
    let title = format!("{} {}", task.no, task.work);
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// Some verbs as a menu; those the state forbids say why.
fn verb_menu(state: &mut State, action: Action, verbs: &[Verb]) {
    let subjects = state.subjects();
    if subjects.is_empty() {
        return state.complain(state.words.get("desk-no-row"));
    }
    let opened = state.layers.iter().rev().find_map(|layer| match layer {
        Layer::Detail(detail) => detail.card.as_ref(),
        _ => None,
    });
    let card = opened.or(state.card.as_ref()).filter(|card| {
        let known = card.row.as_ref().map(crate::tui::state::name_of);
        subjects.len() == 1 && known.as_ref() == subjects.first()
    });
    let mut items = Vec::new();
    for verb in verbs {
        let mut item = Item::new(state.words.verb(*verb), Run::Verb(*verb, subjects.clone()));
        if let Some(card) = card {
            match card.verbs.iter().find(|open| open.verb == *verb) {
                None => continue,
                Some(open) => {
                    if let Some(refusal) = &open.refusal {
                        item.barred = true;
                        item.note = state
                            .words
                            .refusal(&Refusal { verb: None, no: String::new(), ..refusal.clone() })
                            .text;
                        item.run = Run::Refused(Box::new(refusal.clone()));
                    }
                }
            }
        }
        items.push(item);
    }
    if items.is_empty() {
        return state.complain(state.words.get("desk-no-step"));
    }
    let title = format!("{} {}", state.words.action(action.code()), subjects.join(" "));
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// Saves the form on top: what is empty and must not be is named, else it is sent.
pub fn save(state: &mut State, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    let Some(Layer::Form(form)) = state.layers.last_mut() else { return };
    if let Some(field) = form.current() {
        field.settle(&words);
    }
    let missing = form.missing(&words);
    if !missing.is_empty() || form.fields.is_empty() {
        let fields = words.list(&missing);
        form.says = words.with("refusal-missing", &[("fields", fields)]);
        return;
    }
    form.says.clear();
    let command = Box::new(form.command(&words));
    // Sent already, and waiting for the office.
    if state.tickets.values().any(|asked| matches!(asked, Purpose::Do(sent, _) if sent.op == command.op)) {
        return state.say(words.get("desk-sent-away"));
    }
    state.ask(Purpose::Do(command.clone(), 0), Request::Do(command), effects);
}

/// Shows a refusal with its ways out, numbered.
pub fn refuse(state: &mut State, refusal: Refusal) {
    let sentence = state.words.refusal(&refusal);
    if refusal.ways.iter().all(|way| *way == Way::Back) {
        if let Some(Layer::Form(form)) = state.layers.last_mut() {
            form.says.clone_from(&sentence.text);
            return;
        }
        return state.complain(sentence.text);
    }
    let way =
        |(label, way): (&String, &Way)| Item::new(label, Run::Way(Box::new(refusal.clone()), way.clone()));
    let items = sentence.ways.iter().zip(&refusal.ways).map(way).collect();
    let title = state.words.get("desk-refused");
    let menu = Menu { title, text: sentence.text, items, cursor: 0, refusal: true };
    state.layers.push(Layer::Menu(menu));
}

/// Takes a way out: it does what it says.
pub fn way(state: &mut State, refusal: &Refusal, way: Way, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    if way == Way::Back {
        return;
    }
    let (subjects, verb) = match state.layers.last() {
        Some(Layer::Form(form)) => (form.subjects.clone(), Some(form.verb)),
        _ => (Vec::new(), refusal.verb),
    };
    let subjects = match subjects.is_empty() && !refusal.no.is_empty() {
        true => vec![refusal.no.clone()],
        false => subjects,
    };
    if let Way::Verb { verb } = way {
        if matches!(state.layers.last(), Some(Layer::Form(_))) {
            super::layer::leave(state);
        }
        return open(state, verb, subjects, After::Nothing, effects);
    }
    if let Some(Layer::Form(form)) = state.layers.last_mut() {
        return apply(form, after(way), &words);
    }
    if let Some(verb) = verb {
        open(state, verb, subjects, after(way), effects);
    }
}

fn after(way: Way) -> After {
    match way {
        Way::RecordFor { party } => After::RecordFor(party),
        Way::WithReason => After::Reason,
        Way::Fill { field } => After::Fill(field),
        Way::Back | Way::Verb { .. } => After::Nothing,
    }
}

/// Goes where a way out leads in an open form.
pub fn apply(form: &mut FormLayer, after: After, words: &crate::i18n::Words) {
    match after {
        After::Nothing => {}
        After::RecordFor(party) => form.record_for(party, words),
        After::Reason => form.go_to(&Slot::Reason, words),
        After::Fill(field) => form.go_to(&Slot::Field(field.code().to_owned()), words),
    }
    form.says.clear();
}

/// Asks for what the field under the cursor shows beside itself: a reading, candidates.
pub fn ask_field(state: &mut State, effects: &mut Vec<Effect>) {
    use crate::api::request::Pick;
    use crate::model::form::Input;
    let words = state.words.clone();
    // What comes in may be known already: that is said while it is typed.
    // A day may lie in a month that was handed in.
    let asks = |form: &FormLayer| {
        let on = matches!(form.at, At::Field(at) if form.fields.get(at).is_some_and(|field| field.slot == Slot::On));
        form.verb == Verb::Take || on
    };
    if let Some(Layer::Form(form)) =
        state.layers.last().filter(|layer| matches!(layer, Layer::Form(form) if asks(form)))
    {
        let request = Request::Remarks(Box::new(form.command(&words)));
        state.ask(Purpose::Remarks, request, effects);
    }
    let Some(Layer::Form(form)) = state.layers.last_mut() else { return };
    let At::Field(at) = form.at else { return };
    let Some(field) = form.fields.get_mut(at) else { return };
    let text = field.line.value().trim().to_owned();
    let sections = [Slot::Field("lead".to_owned()), Slot::Field("co".to_owned())];
    match &field.input {
        Input::Day | Input::Deadline => {
            if text.is_empty() {
                field.reading.clear();
                return;
            }
            let request = Request::When { text: text.clone(), from: None };
            state.ask(Purpose::When(at, text), request, effects);
        }
        Input::Unit => {
            let what = if sections.contains(&field.slot) { Pick::Section } else { Pick::Unit };
            let request =
                Request::Pick { what, text: text.clone(), limit: super::super::layers::field::SHOWN as u32 };
            state.ask(Purpose::Picks(at, text), request, effects);
        }
        _ => {}
    }
}
