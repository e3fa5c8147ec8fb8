//! The tables of units: which one, moving in it, opening what a cell stands for, chasing a column.

use super::{Target, find};
use crate::api::Request;
use crate::keymap::Action;
use crate::model::matrix::{Across, CellState};
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::layers::detail::Detail;
use crate::tui::layers::matrix::Table;
use crate::tui::layers::reading::{Line, Reading};
use crate::tui::msg::Effect;
use crate::tui::scope::Scope;
use crate::tui::state::{After, Pane, Purpose, State, Tab};

/// Opens the tables, on the first.
pub fn open(state: &mut State, effects: &mut Vec<Effect>) {
    show(state, Across::UnitsCategories, effects);
}

fn show(state: &mut State, across: Across, effects: &mut Vec<Effect>) {
    state.layers.retain(|layer| !matches!(layer, Layer::Matrix(_)));
    state.layers.push(Layer::Matrix(Box::new(Table::new(across))));
    state.ask(Purpose::Matrix, Request::Matrix { across }, effects);
}

/// Lets a table on top have the action; false when there is none, or it has no use for it.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Layer::Matrix(table)) = state.layers.last_mut() else { return false };
    let page = isize::from(state.size.1.saturating_sub(8).max(1) as i16);
    let far = isize::MAX / 2;
    match action {
        Action::Up => table.step(-1, 0),
        Action::Down => table.step(1, 0),
        Action::Left => table.step(0, -1),
        Action::Right => table.step(0, 1),
        Action::PageUp => table.step(-page, 0),
        Action::PageDown => table.step(page, 0),
        Action::Home => table.step(-far, 0),
        Action::End => table.step(far, 0),
        Action::NextPane | Action::PrevPane | Action::Overview => {
            let at = Across::ALL.iter().position(|across| *across == table.across).unwrap_or(0);
            let by = if action == Action::PrevPane { Across::ALL.len() - 1 } else { 1 };
            show(state, Across::ALL[(at + by) % Across::ALL.len()], effects);
        }
        Action::Open => enter(state, effects),
        Action::NextStep => step(state, effects),
        Action::Chase => chase(state),
        _ => match action.tab().and_then(|digit| Across::ALL.get(usize::from(digit).checked_sub(1)?)) {
            Some(across) => show(state, *across, effects),
            None => return false,
        },
    }
    true
}

/// The paper that the cell under the cursor stands for.
fn paper(state: &State) -> Option<String> {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return None };
    let cell = table.current().filter(|cell| !cell.opens.is_empty())?;
    // A filter has a colon, the name of a paper has none.
    (!cell.opens.contains(':')).then(|| cell.opens.clone())
}

/// The paper under the cursor and its next step.
pub fn target(state: &State) -> Option<Target> {
    let what = paper(state)?;
    let Some(Layer::Matrix(table)) = state.layers.last() else { return None };
    let missing = table.current().is_some_and(|cell| cell.state == CellState::Missing);
    let step = Some(if missing { Verb::HandIn } else { Verb::Receive });
    Some(Target { what, row: None, entry: None, step })
}

/// Opens what the cell stands for: its paper, or its rows.
fn enter(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return };
    let Some(cell) = table.current().cloned() else { return };
    if cell.state == CellState::Missing && !cell.opens.contains(':') {
        return step(state, effects);
    }
    if let Some(what) = paper(state) {
        state.layers.push(Layer::Detail(Box::new(Detail { what: what.clone(), card: None, top: 0 })));
        return state.ask(Purpose::Detail, Request::Show { what }, effects);
    }
    let mut unit = None;
    let mut terms = Vec::new();
    for term in cell.opens.split_whitespace() {
        match term.strip_prefix("unit:") {
            Some(code) => unit = Some(code.to_owned()),
            None => terms.push(term),
        }
    }
    let name = |code: &str| state.units.rows.iter().find(|row| row.code == code).map(|row| row.short.clone());
    let unit = unit.map(|code| (code.clone(), name(&code).unwrap_or(code)));
    let scope = Scope { unit, terms: terms.join(" ") };
    super::go::go_tab(state, Tab::Desk(Pane::Issues), effects);
    find::set(state, scope, true, effects);
}

/// The next proper step of the paper: handed in while it is missing, then received.
fn step(state: &mut State, effects: &mut Vec<Effect>) {
    match target(state) {
        Some(Target { what, step: Some(verb), .. }) => {
            super::verbs::open(state, verb, vec![what], After::Nothing, effects);
        }
        _ => state.complain(state.words.get("desk-no-step")),
    }
}

/// The message to a group that names who is missing in the column under the cursor, to be copied.
fn chase(state: &mut State) {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return };
    let Some(matrix) = &table.matrix else { return };
    let column = table.column;
    let cells = || matrix.rows.iter().filter_map(|row| Some((&row.unit, row.cells.get(column)?)));
    let owed = cells().filter(|(_, cell)| cell.state != CellState::Exempt).count();
    let missing: Vec<&String> =
        cells().filter(|(_, cell)| cell.state == CellState::Missing).map(|(unit, _)| unit).collect();
    let words = &state.words;
    if missing.is_empty() {
        return state.say(words.get("desk-nothing-missing"));
    }
    let label = matrix.columns.get(column).map_or("", |column| &column.label);
    let paper = match table.across {
        Across::UnitsMonths => words.with("desk-screening-of", &[("month", label)]),
        _ => label.to_owned(),
    };
    let office = state.hello.as_ref().map_or("", |hello| &hello.unit);
    let (handed, count) = ((owed - missing.len()).to_string(), missing.len().to_string());
    let (at, owed, names) = (words.day(state.day()), owed.to_string(), words.list(&missing));
    let args = [
        ("at", at.as_str()),
        ("paper", paper.as_str()),
        ("owed", &owed),
        ("handed", &handed),
        ("missing", &count),
        ("names", &names),
        ("office", office),
    ];
    let text = words.with("desk-group-text", &args);
    let title = words.action("chase");
    let lines = vec![Line { text, ..Line::default() }];
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}
