//! Others changed the record while a form on it was open: what is theirs and what is one's own go together,
//! and where both said something about the same, somebody chooses.

use super::verbs;
use crate::api::Request;
use crate::model::form::{Form, Slot};
use crate::model::ids::OpId;
use crate::model::record::Cell;
use crate::model::refusal::{Clash, Refusal, Why};
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::layers::detail::Detail;
use crate::tui::layers::form::FormLayer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{Purpose, State};

/// What is being put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The revision of which all has been told.
    rev: u64,
    /// Cells both said something about, still to be chosen.
    open: Vec<Clash>,
    /// Cells in which theirs was chosen.
    theirs: Vec<Cell>,
}

/// An answer of the question that a merge asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Theirs,
    Mine,
    /// Puts together what does not touch.
    Together,
    /// Looks at the record first.
    Look,
    /// Leaves the form as it is.
    Leave,
}

/// The form of an act, wherever it lies.
fn form_of(state: &mut State, op: OpId) -> Option<&mut FormLayer> {
    state.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Form(form) if form.op == op => Some(form.as_mut()),
        _ => None,
    })
}

/// Begins when a save of the form on top was refused; false when there is nothing to choose here: no
/// conflict, or several records at once.
pub fn start(state: &mut State, refusal: &Refusal) -> bool {
    let Why::Conflict { rev, clashes } = &refusal.why else { return false };
    let words = state.words.clone();
    let Some(Layer::Form(form)) = state.layers.last_mut() else { return false };
    if form.subjects.len() > 1 {
        return false;
    }
    // What stands in the form untouched was read, not said.
    let said =
        |clash: &&Clash| clash.mine.is_some() && form.field_of(clash.cell).is_some_and(|f| f.is_changed());
    let open: Vec<Clash> = clashes.iter().filter(said).cloned().collect();
    form.news = clashes.iter().map(|clash| words.clash(&Clash { mine: None, ..clash.clone() })).collect();
    let touching = !open.is_empty();
    form.merge = Some(Merge { rev: *rev, open, theirs: Vec::new() });
    if touching {
        ask(state);
        return true;
    }
    let apart = clashes.iter().map(|clash| Clash { mine: None, ..clash.clone() }).collect();
    let told = Refusal { why: Why::Conflict { rev: *rev, clashes: apart }, ..refusal.clone() };
    let item = |id: &str, choice| Item::new(words.get(id), Run::Merge(choice));
    let items = vec![
        item("desk-merge-together", Choice::Together),
        item("desk-merge-look", Choice::Look),
        item("desk-merge-back", Choice::Leave),
    ];
    let title = words.get("desk-merge");
    let text = words.refusal(&told).text;
    state.layers.push(Layer::Menu(Menu { title, text, items, refusal: true, ..Menu::default() }));
    true
}

/// Asks about the next cell.
fn ask(state: &mut State) {
    let words = state.words.clone();
    let Some(Layer::Form(form)) = state.layers.last() else { return };
    let Some(clash) = form.merge.as_ref().and_then(|merge| merge.open.first()) else { return };
    let item = |id: &str, choice| Item::new(words.get(id), Run::Merge(choice));
    let items = vec![
        item("desk-merge-theirs", Choice::Theirs),
        item("desk-merge-mine", Choice::Mine),
        item("desk-merge-leave", Choice::Leave),
    ];
    let text = words.with("refusal-conflict-all", &[("changes", words.clash(clash))]);
    let title = words.get("desk-merge");
    // Enter by itself gives up nothing.
    let cursor = items.len() - 1;
    state.layers.push(Layer::Menu(Menu { title, text, items, cursor, refusal: true }));
}

/// Takes an answer.
pub fn choose(state: &mut State, menu: Menu, choice: Choice, effects: &mut Vec<Effect>) {
    let Some(Layer::Form(form)) = state.layers.last_mut() else { return };
    let Some(merge) = &mut form.merge else { return };
    match choice {
        Choice::Leave => form.merge = None,
        Choice::Look => {
            let Some(what) = form.subjects.first().cloned() else { return };
            // The question waits below the record.
            state.layers.push(Layer::Menu(menu));
            state.layers.push(Layer::Detail(Box::new(Detail { what: what.clone(), ..Detail::default() })));
            state.ask(Purpose::Detail, Request::Show { what }, effects);
        }
        Choice::Theirs | Choice::Mine => {
            let clash = (!merge.open.is_empty()).then(|| merge.open.remove(0));
            merge.theirs.extend(clash.filter(|_| choice == Choice::Theirs).map(|clash| clash.cell));
            if merge.open.is_empty() { again(state, effects) } else { ask(state) }
        }
        Choice::Together => again(state, effects),
    }
}

/// Asks for the form as it would be now.
fn again(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Form(form)) = state.layers.last() else { return };
    let request = Request::Form { verb: form.verb, subjects: form.subjects.clone() };
    state.ask(Purpose::Merge(form.op), request, effects);
}

/// The form as it is now takes in what was typed, but for what was left to the others, and is sent. Where
/// nothing of one's own is left, nothing is.
pub fn together(state: &mut State, op: OpId, form: &Form, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    let Some(old) = form_of(state, op) else { return };
    let Some(merge) = old.merge.take() else { return };
    let mut new = FormLayer::new(form, op, &words);
    let left = |slot: &Slot| merge.theirs.iter().any(|cell| FormLayer::is_of(slot, *cell));
    for field in old.fields.iter().filter(|field| !left(&field.slot)) {
        match new.fields.iter_mut().find(|known| known.slot == field.slot) {
            Some(known) if field.is_changed() => {
                let initial = std::mem::take(&mut known.initial);
                *known = super::super::layers::field::Field { initial, ..field.clone() };
            }
            Some(_) => {}
            None => new.fields.push(field.clone()),
        }
    }
    // What was changed after this was told is told the next time.
    new.base = form.base.map(|base| base.min(merge.rev));
    new.entry = old.entry.take();
    new.record = old.record;
    let nothing = new.verb == Verb::Amend && new.fields.iter().all(|field| !field.is_changed());
    *old = new;
    if nothing {
        state.layers.retain(|layer| !matches!(layer, Layer::Form(form) if form.op == op));
        return state.say(words.get("desk-merge-nothing"));
    }
    verbs::save(state, effects);
}
