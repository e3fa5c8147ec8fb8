//! The tables of units: which one, moving in it, opening what a cell stands for, chasing a column, a file of it.

use super::chase::{self, Asking, Lacking};
use super::{Target, find, papers};
use crate::api::Request;
use crate::exchange::Format;
use crate::keymap::Action;
use crate::model::matrix::{Across, CellState, MatrixCell, MatrixRow, Opened};
use crate::model::paper::Wanted;
use crate::model::table::TableId;
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::layers::matrix::Table;
use crate::tui::layers::menu::{Item, Menu, Run};
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
        Action::Mark | Action::MarkAll => mark(table, action),
        Action::LikeCell => like(state),
        Action::Back if table.like.is_some() || !table.marks.is_empty() => {
            (table.like, table.marks) = (None, std::collections::BTreeSet::new());
            keep(state);
        }
        Action::Open => enter(state, effects),
        Action::NextStep => step(state, effects),
        Action::Chase => match asking(state) {
            Some(asking) => chase::ask(state, asking, None),
            None => state.say(state.words.get("desk-nothing-missing")),
        },
        Action::Copy => match asking(state) {
            Some(asking) => {
                let text = chase::text(state, &asking);
                super::read::copy(state, text, effects);
            }
            None => state.say(state.words.get("desk-nothing-missing")),
        },
        Action::Phone => match table.unit().map(|row| (row.unit.clone(), row.unit_code.clone())) {
            Some((unit, code)) => papers::phone(state, unit, code, effects),
            None => state.complain(state.words.get("desk-no-row")),
        },
        Action::Basis => legend(state),
        Action::Export => formats(state),
        _ => match action.tab().and_then(|digit| Across::ALL.get(usize::from(digit).checked_sub(1)?)) {
            Some(across) => show(state, *across, effects),
            None => return false,
        },
    }
    true
}

/// Marks the unit under the cursor and goes down; or all of them, or none any more.
fn mark(table: &mut Table, action: Action) {
    if action == Action::MarkAll {
        let all: std::collections::BTreeSet<String> =
            table.lines().map(|row| row.unit_code.clone()).collect();
        table.marks = if table.marks.is_empty() { all } else { Default::default() };
        return;
    }
    if let Some(code) = table.unit().map(|row| row.unit_code.clone()) {
        if !table.marks.remove(&code) {
            table.marks.insert(code);
        }
        table.step(1, 0);
    }
}

/// Keeps the lines that have the same word as the cell under the cursor; again, all of them.
fn like(state: &mut State) {
    let words = state.words.clone();
    let Some(Layer::Matrix(table)) = state.layers.last_mut() else { return };
    table.like = match (&table.like, table.place(), table.current()) {
        (None, Some(at), Some(cell)) => Some((at, words.matrix_cell(cell))),
        _ => None,
    };
    keep(state);
}

fn keep(state: &mut State) {
    let words = state.words.clone();
    if let Some(Layer::Matrix(table)) = state.layers.last_mut() {
        table.keep(|cell| words.matrix_cell(cell));
    }
}

/// The paper that the cell under the cursor stands for.
fn paper(state: &State) -> Option<String> {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return None };
    let cell = table.current()?;
    match (cell.opens_as, cell.missing.first()) {
        (Opened::Paper, _) => Some(cell.opens.clone()),
        (_, Some(missing)) => Some(missing.clone()),
        _ => None,
    }
}

/// The paper under the cursor and its next step.
pub fn target(state: &State) -> Option<Target> {
    let what = paper(state)?;
    let Some(Layer::Matrix(table)) = state.layers.last() else { return None };
    let missing = table.current().is_some_and(|cell| cell.state == CellState::Missing);
    let step = Some(if missing { Verb::HandIn } else { Verb::Receive });
    Some(Target { what, row: None, entry: None, step })
}

/// Opens what stands under the cursor: the rows of a cell, a unit, or who is missing in a column.
fn enter(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return };
    let unit = table.unit().map(|row| (row.unit_code.clone(), row.unit.clone()));
    match (unit, table.place(), table.current().cloned()) {
        (Some(_), Some(_), Some(cell)) => enter_cell(state, &cell, effects),
        (Some(unit), None, _) => issues(state, Scope { unit: Some(unit), terms: String::new() }, effects),
        (None, Some(at), _) => enter_column(state, at, effects),
        _ => {}
    }
}

fn enter_cell(state: &mut State, cell: &MatrixCell, effects: &mut Vec<Effect>) {
    match cell.opens_as {
        Opened::Nothing => state.say(state.words.get("matrix-nothing-owed")),
        Opened::Papers => {
            let title = state.words.get("matrix-papers");
            papers::open(state, title, cell.opens.clone(), false, effects);
        }
        Opened::Paper if cell.state == CellState::Missing => step(state, effects),
        Opened::Paper => papers::card(state, cell.opens.clone(), effects),
        Opened::Issues => {
            let scope = scope_of(state, &cell.opens);
            issues(state, scope, effects);
        }
    }
}

/// All who lack the papers of a column, by name; where it is about issues, how many each unit has.
fn enter_column(state: &mut State, at: usize, effects: &mut Vec<Effect>) {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return };
    let Some(matrix) = &table.matrix else { return };
    let Some(column) = matrix.columns.get(at) else { return };
    let name = state.words.matrix_paper(table.across, column);
    if !column.papers.is_empty() {
        return papers::open(state, name, column.papers.clone(), true, effects);
    }
    let lines = matrix.rows.iter().filter_map(|row| {
        let n = row.cells.get(at)?.n.filter(|n| *n > 0)?;
        Some(Line { lead: row.unit.clone(), text: n.to_string(), ..Line::default() })
    });
    let title = format!("{name} {}", matrix.total(at).sum);
    let lines = lines.collect();
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

/// A filter as a scope: its unit stands by itself.
fn scope_of(state: &State, filter: &str) -> Scope {
    let mut unit = None;
    let mut terms = Vec::new();
    for term in filter.split_whitespace() {
        match term.strip_prefix("unit:") {
            Some(code) => unit = Some(code.to_owned()),
            None => terms.push(term),
        }
    }
    let name = |code: &str| state.units.rows.iter().find(|row| row.code == code).map(|row| row.short.clone());
    let unit = unit.map(|code| (code.clone(), name(&code).unwrap_or(code)));
    Scope { unit, terms: terms.join(" ") }
}

fn issues(state: &mut State, scope: Scope, effects: &mut Vec<Effect>) {
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

/// Who is to be chased for the column under the cursor: the units marked, or all in sight.
fn asking(state: &State) -> Option<Asking> {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return None };
    let matrix = table.matrix.as_ref()?;
    let at = table.place()?;
    let column = matrix.columns.get(at)?;
    let chosen = |row: &&MatrixRow| table.marks.is_empty() || table.marks.contains(&row.unit_code);
    let lacking = |row: &MatrixRow| {
        let cell = row.cells.get(at).filter(|cell| !cell.missing.is_empty())?;
        let (names, chased) = (cell.missing.clone(), cell.chased.clone());
        Some(Lacking { unit: row.unit.clone(), names, chased, ahead: cell.ahead })
    };
    let of: Vec<Lacking> = table.lines().filter(chosen).filter_map(lacking).collect();
    let paper = state.words.matrix_paper(table.across, column);
    (!of.is_empty()).then(|| Asking { paper, owed: matrix.total(at).owed, of })
}

/// What the words in the cells mean.
fn legend(state: &mut State) {
    let words = &state.words;
    let keys = ["missing", "ahead", "zero", "count", "late", "back", "exempt"];
    let line = |key: &str| Line {
        lead: words.get(&format!("matrix-word-{key}")),
        text: words.get(&format!("matrix-means-{key}")),
        ..Line::default()
    };
    let lines = keys.into_iter().map(line).collect();
    let title = words.action("overview");
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

/// Asks in which form the table is written.
fn formats(state: &mut State) {
    let item = |format: Format| {
        let label = state.words.with("matrix-file", &[("ending", format.ending())]);
        Item::new(label, Run::Overview(format))
    };
    let items = [Format::Xlsx, Format::Csv, Format::Docx].map(item).into_iter().collect();
    let title = state.words.action("export");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// Asks for the table on the screen, to be written in a form: all of it, or the units that are in sight.
pub fn export(state: &mut State, format: Format, effects: &mut Vec<Effect>) {
    let Some(Layer::Matrix(table)) = state.layers.last() else { return };
    let codes: Vec<&str> = table.lines().map(|row| row.unit_code.as_str()).collect();
    let whole = table.like.is_none();
    let filter = if whole { String::new() } else { format!("unit:{}", codes.join("|")) };
    let wanted = Wanted { across: Some(table.across), ..Wanted::default() };
    let request = Request::Table { table: TableId::Papers, filter, wanted };
    state.ask(Purpose::Overview(format), request, effects);
}
