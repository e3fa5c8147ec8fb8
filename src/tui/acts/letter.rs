//! Letters, written into the outbox: about the record under the cursor, or about the campaign under the scope
//! that is shown.

use crate::api::Request;
use crate::exchange;
use crate::model::letter::{Letter, LetterKind};
use crate::tui::acts::TodayEntry;
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{Pane, Purpose, State, Tab};

/// Asks which kinds fit what is under the cursor; a kind that is named is written at once.
pub fn choose(state: &mut State, given: &str, effects: &mut Vec<Effect>) {
    let what = about(state);
    if !given.trim().is_empty() {
        let what = what.unwrap_or_else(|| state.scope.filter());
        return write(state, given.trim().to_owned(), what, effects);
    }
    state.ask(Purpose::Letters(what.clone()), Request::Letters { what }, effects);
}

/// Asks which kind about the campaign.
pub fn whole(state: &mut State, effects: &mut Vec<Effect>) {
    state.ask(Purpose::Letters(None), Request::Letters { what: None }, effects);
}

/// What a letter would be about; `None`: the campaign.
fn about(state: &State) -> Option<String> {
    let of_unit = state.tab == Tab::Desk(Pane::Units) && state.layers.is_empty();
    if let Some(unit) = state.units.current().filter(|_| of_unit) {
        return Some(unit.code.clone());
    }
    if let Some(target) = state.target() {
        return Some(target.what);
    }
    match state.tab {
        Tab::Today => match state.today.current() {
            Some(TodayEntry::Chase(row)) => Some(row.unit_code.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The kinds have come: one is chosen by its digit.
pub fn offer(state: &mut State, what: Option<String>, kinds: &[LetterKind]) {
    let words = &state.words;
    let scope = state.scope.filter();
    let item = |kind: &&LetterKind| {
        let what = what.clone().unwrap_or_else(|| scope.clone());
        Item::new(words.letter_name(&kind.id, &kind.name), Run::Letter(kind.id.clone(), what))
    };
    let fits = kinds.iter().filter(|kind| what.is_some() || kind.at_large);
    let mut items: Vec<Item> = fits.map(|kind| item(&kind)).collect();
    if what.is_some() && state.tab == Tab::Today {
        items.push(Item::new(words.get("letter-whole"), Run::WholeLetters));
    }
    if items.is_empty() {
        return state.complain(words.get("letter-none"));
    }
    let text = match &what {
        Some(what) => words.with("letter-which-about", &[("what", what)]),
        None => words.get("letter-which-campaign"),
    };
    let title = words.get("letter-which");
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Asks for the letter.
pub fn write(state: &mut State, kind: String, what: String, effects: &mut Vec<Effect>) {
    state.ask(Purpose::Letter, Request::Letter { kind, what, file: None }, effects);
}

/// The letter has come: it is written.
pub fn written(state: &mut State, letter: &Letter, effects: &mut Vec<Effect>) {
    match exchange::letter(letter, &state.words) {
        Ok(bytes) => {
            let name = format!("{}.docx", state.words.letter_file(letter));
            effects.push(Effect::WriteFile(name, bytes));
        }
        Err(fault) => {
            state.complain(state.words.with("inbox-not-written", &[("detail", fault.to_string())]));
        }
    }
}
