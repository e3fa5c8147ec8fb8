//! Papers owed over the desk: moving among them, opening one, its next step, chasing for what is missing.

use super::Target;
use super::chase::{self, Asking};
use crate::api::Request;
use crate::keymap::Action;
use crate::model::row::OwedRow;
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::layers::contacts::Contacts;
use crate::tui::layers::detail::Detail;
use crate::tui::layers::papers::Papers;
use crate::tui::msg::Effect;
use crate::tui::state::{After, Purpose, State};

/// Opens the papers that some words name.
pub fn open(state: &mut State, title: String, what: String, missing: bool, effects: &mut Vec<Effect>) {
    let papers = Papers { title, what: what.clone(), missing, ..Papers::default() };
    state.layers.push(Layer::Papers(Box::new(papers)));
    state.ask(Purpose::Papers, Request::Owed { what, missing }, effects);
}

/// Lets papers on top have the action; false when there are none, or they have no use for it.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Layer::Papers(papers)) = state.layers.last_mut() else { return false };
    let page = isize::from(state.size.1.saturating_sub(8).max(1) as i16);
    match action {
        Action::Up => papers.step(-1),
        Action::Down => papers.step(1),
        Action::PageUp => papers.step(-page),
        Action::PageDown => papers.step(page),
        Action::Home => papers.step(isize::MIN / 2),
        Action::End => papers.step(isize::MAX / 2),
        Action::Open => match papers.current().cloned() {
            Some(row) if is_missing(&row) => step(state, effects),
            Some(row) => card(state, row.name, effects),
            None => {}
        },
        Action::NextStep => step(state, effects),
        Action::Chase => ask(state),
        Action::Phone => match papers.current().map(|row| (row.unit.clone(), row.unit_code.clone())) {
            Some((unit, code)) => phone(state, unit, code, effects),
            None => state.complain(state.words.get("desk-no-row")),
        },
        Action::Copy => copy(state, effects),
        _ => return false,
    }
    true
}

fn is_missing(row: &OwedRow) -> bool {
    matches!(row.state.as_str(), "missing" | "back")
}

/// The paper under the cursor and its next step.
pub fn target(state: &State) -> Option<Target> {
    let Some(Layer::Papers(papers)) = state.layers.last() else { return None };
    let row = papers.current()?;
    let step = Some(if is_missing(row) { Verb::HandIn } else { Verb::Receive });
    Some(Target { what: row.name.clone(), row: None, entry: None, step })
}

/// Opens a paper that was handed in.
pub fn card(state: &mut State, what: String, effects: &mut Vec<Effect>) {
    state.layers.push(Layer::Detail(Box::new(Detail { what: what.clone(), card: None, top: 0 })));
    state.ask(Purpose::Detail, Request::Show { what }, effects);
}

/// Who answers the telephone in a unit.
pub fn phone(state: &mut State, unit: String, code: String, effects: &mut Vec<Effect>) {
    let title = format!("{} {unit}", state.words.tab(9));
    state.layers.push(Layer::Contacts(Box::new(Contacts { title, ..Contacts::default() })));
    state.ask(Purpose::ContactsOf, Request::Show { what: code }, effects);
}

fn step(state: &mut State, effects: &mut Vec<Effect>) {
    match target(state) {
        Some(Target { what, step: Some(verb), .. }) => {
            super::verbs::open(state, verb, vec![what], After::Nothing, effects);
        }
        _ => state.complain(state.words.get("desk-no-step")),
    }
}

/// Chases for all of them that are missing.
fn ask(state: &mut State) {
    let Some(Layer::Papers(papers)) = state.layers.last() else { return };
    let rows = papers.rows.as_deref().unwrap_or_default();
    let missing: Vec<&OwedRow> = rows.iter().filter(|row| is_missing(row)).collect();
    let mut units: Vec<&str> = rows.iter().map(|row| row.unit.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    let paper = super::schedule::paper_of(state, &missing).unwrap_or_else(|| papers.title.clone());
    let today = state.day();
    let due: Vec<&OwedRow> = missing.iter().copied().filter(|row| row.due <= today).collect();
    let all = Asking::for_papers(paper.clone(), units.len(), &missing, today);
    let asking = match due.is_empty() {
        true => all.clone(),
        false => Asking::for_papers(paper, units.len(), &due, today),
    };
    chase::ask(state, asking, Some(all));
}

/// All of them as lines.
fn copy(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Papers(papers)) = state.layers.last() else { return };
    let words = &state.words;
    let line = |row: &OwedRow| {
        let person = row.person.as_ref().map(|person| format!("{} {}", person.name, person.phone));
        let pieces = [row.unit.clone(), words.paper_named(row), words.owed(row), person.unwrap_or_default()];
        pieces.join(" ").trim().to_owned()
    };
    let text = papers.rows.iter().flatten().map(line).collect::<Vec<_>>().join("\n");
    super::read::copy(state, text, effects);
}
