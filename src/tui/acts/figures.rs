//! Tab 6: moving among figures, opening what a number counts, the rule it is counted by, the paragraph.

use super::find;
use crate::api::Request;
use crate::keymap::Action;
use crate::model::behind::Behind;
use crate::tui::figures::{View, wanted};
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::layers::reading::{Line, Reading};
use crate::tui::msg::Effect;
use crate::tui::scope::Scope;
use crate::tui::state::{Pane, Purpose, State, Tab};
use crate::tui::theme::Role;

/// Asks for the three lines and the tables of the view.
pub fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    state.ask(Purpose::Status, Request::Status { scope: state.scope.filter() }, effects);
    for id in state.figures.view.tables() {
        let request = Request::Table { table: *id, filter: state.scope.filter(), wanted: wanted(*id) };
        state.ask(Purpose::Figures, request, effects);
    }
}

/// Lets the tab have the action; false when it has no use for it.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    if state.tab != Tab::Status || !state.layers.is_empty() {
        return false;
    }
    match action {
        Action::Left => state.figures.step(0, -1),
        Action::Right => state.figures.step(0, 1),
        Action::NextPane | Action::PrevPane => {
            let at = View::ALL.iter().position(|view| *view == state.figures.view).unwrap_or(0);
            let by = if action == Action::NextPane { 1 } else { View::ALL.len() - 1 };
            show(state, View::ALL[(at + by) % View::ALL.len()], effects);
        }
        Action::Open | Action::LikeCell => open(state, effects),
        Action::Basis => rule(state),
        Action::Copy => {
            state.ask(Purpose::Say, Request::Say { scope: state.scope.filter() }, effects);
        }
        Action::Columns => choose(state),
        _ => return false,
    }
    true
}

/// Shows another view.
pub fn show(state: &mut State, view: View, effects: &mut Vec<Effect>) {
    state.figures.view = view;
    (state.figures.row, state.figures.column) = (0, 0);
    ask(state, effects);
}

/// Asks for the rows behind the number under the cursor.
fn open(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.figures.table().is_none_or(|table| table.breaches.is_empty()) && state.figures.row == 0 {
        return breaches(state);
    }
    let Some(place) = state.figures.place() else { return };
    let (table, filter) = (state.figures.view.table(), state.scope.filter());
    state.ask(Purpose::Behind, Request::Behind { table, filter, place }, effects);
}

/// Shows the rows behind a number.
pub fn opened(state: &mut State, behind: Behind, effects: &mut Vec<Effect>) {
    match behind {
        Behind::Nothing => state.say(state.words.get("figures-nothing")),
        Behind::Issues(line) => {
            super::go::go_tab(state, Tab::Desk(Pane::Issues), effects);
            state.figures.opened = true;
            find::set(state, Scope { unit: None, terms: line }, true, effects);
        }
        Behind::Entries(rows) => {
            let lines = rows.into_iter().map(|row| {
                let day = row.on.map(|on| state.words.day_near(on, state.day())).unwrap_or_default();
                let text = [row.unit, row.title, row.issues.join(" "), day].join("  ");
                Line { lead: row.no, text, ..Line::default() }
            });
            let lines = lines.collect();
            told(state, lines);
        }
        Behind::Papers(rows) => {
            let lines = rows.into_iter().map(|row| {
                let stands = state.words.owed(&row);
                let role = if row.late_days.is_some() { Role::Overdue } else { Role::Normal };
                Line { lead: row.unit, text: format!("{}  {stands}", row.name), role, run: None }
            });
            let lines = lines.collect();
            told(state, lines);
        }
    }
}

fn told(state: &mut State, lines: Vec<Line>) {
    let title = state.words.with("figures-behind", &[("n", lines.len().to_string())]);
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

/// The rule by which the number under the cursor is counted, its day, and what the table says below it.
fn rule(state: &mut State) {
    let words = &state.words;
    let Some(table) = state.figures.table() else { return };
    let columns = state.figures.columns();
    let Some((_, column)) = columns.get(state.figures.column) else { return };
    let heading = column.group.as_ref().map(|group| words.table_heading(group)).unwrap_or_default();
    let mut lines = vec![
        Line { text: words.rule(&column.key), role: Role::Accent, ..Line::default() },
        Line { text: words.table_info(table), ..Line::default() },
    ];
    lines.extend(table.notes.iter().map(|note| Line { text: words.table_note(note), ..Line::default() }));
    let title = format!("{} {heading} {}", words.table_name(table.id), words.table_column(column));
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

/// The rules that the sums break, with the lines in which they do.
fn breaches(state: &mut State) {
    let Some(table) = state.figures.table() else { return };
    let line = |breach| Line { text: state.words.breach(breach), role: Role::Overdue, ..Line::default() };
    let lines = table.breaches.iter().map(line).collect();
    let title = state.words.with_n("figures-broken", table.breaches.len() as i64);
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

/// Which groups of columns are shown: a digit leaves one out, or brings it back.
fn choose(state: &mut State) {
    let words = &state.words;
    let item = |key: &str, label: String| {
        let mark = words.get(if state.figures.hidden.contains(key) { "figures-out" } else { "figures-in" });
        Item::new(format!("{mark} {label}"), Run::Figures(key.to_owned()))
    };
    let groups = state.figures.headings().into_iter().filter_map(|column| column.group.as_ref());
    let items: Vec<Item> = groups.map(|group| item(&group.key, words.table_heading(group))).collect();
    if items.is_empty() {
        return state.say(words.get("figures-no-groups"));
    }
    let title = words.action("columns");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// Leaves a group of columns out, or brings it back.
pub fn toggle(state: &mut State, heading: String) {
    if !state.figures.hidden.remove(&heading) {
        state.figures.hidden.insert(heading);
    }
    state.figures.step(0, 0);
}
