//! Tab 6: moving among figures, opening what a number counts, the rule it is counted by, the paragraph.

use super::find;
use crate::api::Request;
use crate::i18n::Words;
use crate::keymap::Action;
use crate::model::behind::{Behind, Place};
use crate::model::paper::Breach;
use crate::model::row::EntryRow;
use crate::model::table::{Column, TableId};
use crate::tui::chart::{bar, sections};
use crate::tui::figures::View;
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::layers::papers::Papers;
use crate::tui::layers::reading::{Line, Reading, Start};
use crate::tui::msg::Effect;
use crate::tui::scope::Scope;
use crate::tui::state::{Pane, Purpose, State, Tab};
use crate::tui::theme::Role;

/// Asks for the three lines and the tables of the view.
pub fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    state.ask(Purpose::Status, Request::Status { scope: state.scope.filter() }, effects);
    for id in state.figures.view.tables() {
        let request =
            Request::Table { table: *id, filter: state.scope.filter(), wanted: state.figures.wanted(*id) };
        state.ask(Purpose::Figures, request, effects);
    }
    if state.figures.view == View::Chart {
        state.ask(Purpose::Classes, Request::Say { scope: state.scope.filter() }, effects);
    }
}

/// Lets the tab have the action; false when it has no use for it.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    if state.tab != Tab::Status || !state.layers.is_empty() {
        return false;
    }
    match action {
        Action::Left => step(state, 0, -1),
        Action::Right => step(state, 0, 1),
        Action::NextPane | Action::PrevPane => {
            let at = View::ALL.iter().position(|view| *view == state.figures.view).unwrap_or(0);
            let by = if action == Action::NextPane { 1 } else { View::ALL.len() - 1 };
            show(state, View::ALL[(at + by) % View::ALL.len()], effects);
        }
        Action::Open | Action::LikeCell => open(state, effects),
        Action::Basis => rule(state),
        Action::Copy if state.figures.view == View::Changes => {
            let (since, filter) = (state.figures.since.clone(), state.scope.filter());
            state.ask(Purpose::Spoken(state.figures.line()), Request::Diff { since, filter }, effects);
        }
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

/// Moves the cursor.
pub fn step(state: &mut State, down: isize, right: isize) {
    if state.figures.view != View::Chart {
        return state.figures.step(down, right);
    }
    let bars: usize = sections(&state.words, &state.figures).iter().map(|section| section.bars.len()).sum();
    state.figures.row = state.figures.row.saturating_add_signed(down).min(bars.saturating_sub(1));
}

/// The number under the cursor, and of which table it is.
fn number(state: &State) -> Option<(TableId, Place)> {
    if state.figures.view == View::Chart {
        return bar(&state.words, &state.figures, state.figures.row).map(|bar| (bar.table, bar.place));
    }
    Some((state.figures.view.table(), state.figures.place()?))
}

/// Asks for the rows behind the number under the cursor.
fn open(state: &mut State, effects: &mut Vec<Effect>) {
    let Some((table, place)) = number(state) else { return };
    let (filter, since) = (state.scope.filter(), state.figures.since.clone());
    state.ask(Purpose::Behind, Request::Behind { table, filter, place, since }, effects);
}

/// Shows the rows behind a number.
pub fn opened(state: &mut State, behind: Behind, effects: &mut Vec<Effect>) {
    match behind {
        Behind::Nothing => state.say(state.words.get("figures-nothing")),
        Behind::Issues(line) => list(state, line, effects),
        Behind::Entries(rows) => {
            let line = |row: EntryRow| {
                let day = row.on.map(|on| state.words.day_near(on, state.day())).unwrap_or_default();
                let text = [row.unit, row.title, row.issues.join(" "), day].join("  ");
                Line { text, run: Some(Start::Record(row.no.clone())), lead: row.no, ..Line::default() }
            };
            let lines: Vec<Line> = rows.into_iter().map(line).collect();
            let title = state.words.with_n("figures-behind", lines.len() as i64);
            state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: true }));
        }
        Behind::Papers(rows) => {
            let title = state.words.with_n("figures-behind", rows.len() as i64);
            let mut papers = Papers { title, ..Papers::default() };
            papers.take(rows);
            state.layers.push(Layer::Papers(Box::new(papers)));
        }
    }
}

/// Lists the issues of a filter line; one step back leads to the number again.
pub fn list(state: &mut State, line: String, effects: &mut Vec<Effect>) {
    super::go::go_tab(state, Tab::Desk(Pane::Issues), effects);
    state.figures.opened = true;
    find::set(state, Scope { unit: None, terms: line }, true, effects);
}

/// The rule by which the number under the cursor is counted, its day, what the table says below it; before
/// all that, the rules that its sums break, each with the records that do.
fn rule(state: &mut State) {
    let words = &state.words;
    let Some((table, place)) = number(state) else { return };
    let Some(table) = state.figures.tables.get(&table) else { return };
    let heading = |column: &Column| column.group.as_ref().map_or("", |group| group.key.as_str()).to_owned();
    let is = |column: &&Column| column.key == place.column && heading(column) == place.heading;
    let Some(column) = table.columns.iter().find(is) else { return };
    let heading = column.group.as_ref().map(|group| words.table_heading(group)).unwrap_or_default();
    let mut lines: Vec<Line> = table.breaches.iter().map(|breach| broken(words, table.id, breach)).collect();
    lines.extend([
        Line { text: words.rule(&column.key), role: Role::Accent, ..Line::default() },
        Line { text: words.table_info(table), ..Line::default() },
    ]);
    lines.extend(table.notes.iter().map(|note| Line { text: words.table_note(note), ..Line::default() }));
    let title = format!("{} {heading} {}", words.table_name(table.id), words.table_column(column));
    let chooses = lines.iter().any(|line| line.run.is_some());
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses }));
}

/// A rule that the sums break; Enter opens what breaks it.
fn broken(words: &Words, table: TableId, breach: &Breach) -> Line {
    let run = match (table, breach.records.as_slice()) {
        (_, []) => None,
        (TableId::Screening, [paper, ..]) => Some(Start::Record(paper.clone())),
        (_, issues) => Some(Start::Issues(format!("no:{}", issues.join("|")))),
    };
    Line { text: words.breach(breach), role: Role::Overdue, run, ..Line::default() }
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
