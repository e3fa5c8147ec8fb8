//! Saved queries, the columns of the list, and counting by one of them.

use crate::api::Request;
use crate::keymap::{Action, Code, Key};
use crate::tui::acts::find;
use crate::tui::columns::{Column, Columns};
use crate::tui::layers::Layer;
use crate::tui::layers::columns::Chooser;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::layers::prompt::{For, Prompt};
use crate::tui::layers::queries::Queries;
use crate::tui::layers::tally::Tally;
use crate::tui::msg::Effect;
use crate::tui::personal::{QUERIES, Query};
use crate::tui::scope::Scope;
use crate::tui::state::{Pane, Purpose, State, Tab};
use crate::tui::widgets::line_input::LineInput;

/// Longest name of a query, in characters.
const NAME: usize = 24;

/// Runs an action on queries or columns.
pub fn run(state: &mut State, action: Action, given: &str, effects: &mut Vec<Effect>) {
    match action {
        Action::SavedQueries if !given.is_empty() => {
            let known = Queries::offered(state).into_iter().find(|offer| offer.query.name == given);
            match known {
                Some(offer) => open_query(state, &offer.query, effects),
                None => state.complain(state.words.with("desk-no-query", &[("name", given)])),
            }
        }
        Action::SavedQueries => open(state, effects),
        Action::PrevPinned => turn(state, false, effects),
        Action::NextPinned => turn(state, true, effects),
        Action::Tally => tally(state, effects),
        Action::Columns => state.layers.push(Layer::Columns(Chooser { cursor: 0 })),
        Action::Narrower => resize(state, -2),
        Action::Wider => resize(state, 2),
        _ => {}
    }
}

/// The column under the cursor of the list.
pub fn column(state: &State) -> Column {
    let order = state.columns.order();
    order.get(state.column).or(order.first()).map_or(Column::No, |(column, _)| *column)
}

fn open(state: &mut State, effects: &mut Vec<Effect>) {
    let offers = Queries::offered(state);
    let filters = offers.iter().map(|offer| offer.query.scope().filter()).collect();
    state.layers.push(Layer::Queries(Box::new(Queries { offers, ..Queries::default() })));
    state.ask(Purpose::QueryCounts, Request::Counts { filters }, effects);
}

/// Shows what a query holds, as it wants it shown.
pub fn open_query(state: &mut State, query: &Query, effects: &mut Vec<Effect>) {
    if let Some(columns) = &query.columns {
        state.columns = columns.clone();
        state.column = 0;
    }
    find::show_issues(state, effects);
    find::set(state, query.scope(), true, effects);
}

/// The pinned query after (or before) the one in force.
fn turn(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let pinned: Vec<Query> = state.pinned().cloned().collect();
    let Some(last) = pinned.len().checked_sub(1) else {
        return state.say(state.words.get("desk-nothing-pinned"));
    };
    let now = pinned.iter().position(|query| query.scope() == state.scope);
    let next = match (now, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => (at + 1) % (last + 1),
        (Some(at), false) => (at + last) % (last + 1),
    };
    open_query(state, &pinned[next], effects);
}

/// A key in the list of queries.
pub fn query_key(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    let Some(Layer::Queries(queries)) = state.layers.last() else { return };
    let own = queries.current().and_then(|offer| offer.own);
    match (key.digit(), key.folded().text()) {
        (Some(0), _) | (_, Some('s')) => prompt(state, None),
        (Some(digit), _) => choose(state, usize::from(digit) - 1, effects),
        (_, Some(' ' | 'p')) => pin(state, effects),
        (_, Some('r')) if own.is_some() => prompt(state, own),
        (_, Some('d')) | (_, None)
            if own.is_some() && (key.text().is_some() || key.code() == Code::Delete) =>
        {
            let words = &state.words;
            let at = own.unwrap_or_default();
            let name = state.personal.queries.get(at).map(|query| query.name.clone()).unwrap_or_default();
            let items = vec![
                Item::new(words.get("desk-query-drop"), Run::DropQuery(at)),
                Item::new(words.get("screen-paste-drop"), Run::Nothing),
            ];
            let title = words.with("desk-query-drop-ask", &[("name", name)]);
            state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
        }
        _ => {}
    }
}

/// Opens the query at this place of the list.
pub fn choose(state: &mut State, at: usize, effects: &mut Vec<Effect>) {
    let Some(Layer::Queries(queries)) = state.layers.last() else { return };
    let Some(offer) = queries.offers.get(at).cloned() else { return };
    state.layers.pop();
    open_query(state, &offer.query, effects);
}

/// Pins a query or takes its pin away; one that came with the post becomes one's own.
fn pin(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Queries(queries)) = state.layers.last() else { return };
    let Some(offer) = queries.current().cloned() else { return };
    match offer.own {
        Some(at) => {
            if let Some(query) = state.personal.queries.get_mut(at) {
                query.pinned = !query.pinned;
            }
        }
        None if state.personal.queries.len() < QUERIES => {
            state.personal.queries.push(Query { pinned: true, ..offer.query.clone() });
        }
        None => return state.complain(state.words.get("desk-queries-full")),
    }
    changed(state, &offer.query.name, effects);
}

/// What is kept has changed: it is sent, and the list shows it.
fn changed(state: &mut State, name: &str, effects: &mut Vec<Effect>) {
    state.personal_changed = true;
    state.pinned_counts.clear();
    state.ask_pinned(effects);
    let offers = Queries::offered(state);
    let filters = offers.iter().map(|offer| offer.query.scope().filter()).collect();
    if let Some(Layer::Queries(queries)) = state.layers.last_mut() {
        queries.cursor = offers.iter().position(|offer| offer.query.name == name).unwrap_or(0);
        queries.offers = offers;
        queries.counts.clear();
        state.ask(Purpose::QueryCounts, Request::Counts { filters }, effects);
    }
}

/// Forgets one of one's own queries.
pub fn drop_query(state: &mut State, at: usize, effects: &mut Vec<Effect>) {
    if at < state.personal.queries.len() {
        state.personal.queries.remove(at);
        changed(state, "", effects);
    }
}

fn prompt(state: &mut State, renames: Option<usize>) {
    let words = &state.words;
    let old = renames.and_then(|at| state.personal.queries.get(at)).map(|query| query.name.clone());
    let says = match &state.issues.page {
        Some(page) if renames.is_none() => words.scope(&page.scope),
        _ => String::new(),
    };
    let line = LineInput::new(old.as_deref().unwrap_or_default()).limited(NAME);
    let title = words.get("desk-query-name");
    let purpose = renames.map_or(For::Keeping, For::Renaming);
    state.layers.push(Layer::Prompt(Box::new(Prompt { title, line, says, purpose })));
}

/// Enter in the prompt.
pub fn typed(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Prompt(prompt)) = state.layers.last() else { return };
    let line = prompt.line.value().trim().to_owned();
    match prompt.purpose {
        For::Keeping => name(state, None, effects),
        For::Renaming(at) => name(state, Some(at), effects),
        For::Deciding => {
            state.layers.pop();
            crate::tui::meeting::noted(state, &line, effects);
        }
        For::Since | For::AsOf if line.is_empty() => super::layer::leave(state),
        For::Since => {
            state.layers.pop();
            super::days::since(state, line, effects);
        }
        For::AsOf => {
            state.layers.pop();
            super::days::as_of(state, &line, effects);
        }
    }
}

/// What is in force is kept under the name, or the query gets it.
fn name(state: &mut State, renames: Option<usize>, effects: &mut Vec<Effect>) {
    let Some(Layer::Prompt(prompt)) = state.layers.last_mut() else { return };
    let name = prompt.line.value().trim().to_owned();
    let taken = state.personal.queries.iter().enumerate();
    let taken = taken.filter(|(at, query)| Some(*at) != renames && query.name == name).count() > 0;
    if name.is_empty() || taken || state.personal.queries.len() >= QUERIES {
        let id = match () {
            () if name.is_empty() => "desk-query-unnamed",
            () if taken => "desk-query-taken",
            () => "desk-queries-full",
        };
        prompt.says = state.words.get(id);
        return;
    }
    state.layers.pop();
    match renames {
        Some(at) => {
            if let Some(query) = state.personal.queries.get_mut(at) {
                query.name.clone_from(&name);
            }
        }
        None => state.personal.queries.push(Query {
            name: name.clone(),
            unit: state.scope.unit.clone(),
            terms: state.scope.terms.clone(),
            columns: (state.columns != Columns::default()).then(|| state.columns.clone()),
            pinned: false,
        }),
    }
    state.say(state.words.with("desk-query-kept", &[("name", &name)]));
    changed(state, &name, effects);
}

/// Counts the list by the column under the cursor.
fn tally(state: &mut State, effects: &mut Vec<Effect>) {
    let column = match state.tab {
        Tab::Desk(Pane::Issues | Pane::Ledger) => column(state),
        Tab::Desk(Pane::Units) | Tab::Status => Column::Unit,
        _ => Column::Category,
    };
    let (by, filter) = (column.by(), state.scope.filter());
    let title = format!("{} · {}", state.words.action("tally"), state.words.counted_by(by));
    state.layers.push(Layer::Tally(Box::new(Tally { title, by, rows: Vec::new(), cursor: 0 })));
    state.ask(Purpose::Breakdown, Request::Breakdown { filter, by }, effects);
}

/// Enter on a count: the list keeps to it.
pub fn drill(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Tally(tally)) = state.layers.last() else { return };
    let Some(share) = tally.current().cloned() else { return };
    let Some(term) = share.term else {
        return state.complain(state.words.get("desk-tally-missing"));
    };
    let scope = match term.split_once(':') {
        Some(("unit", code)) => {
            Scope { unit: Some((code.to_owned(), share.label)), terms: state.scope.terms.clone() }
        }
        Some((name, _)) => state.scope.with(&format!("{name}:"), &term),
        None => return,
    };
    state.layers.pop();
    find::show_issues(state, effects);
    find::set(state, scope, true, effects);
}

fn resize(state: &mut State, by: i16) {
    let column = column(state);
    state.columns.resize(column, by);
    keep(state);
}

/// The columns are the member's own until he changes them again.
fn keep(state: &mut State) {
    state.personal.columns = state.columns.clone();
    state.personal_changed = true;
}

/// A key in the list of columns: a digit or a blank shows and hides, `<` `>` move, `f` holds, `g` groups.
pub fn column_key(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    let Some(Layer::Columns(chooser)) = state.layers.last().cloned() else { return };
    let offered = Chooser::offered(state);
    if key.digit() == Some(0) {
        state.columns = Columns::default();
        return keep(state);
    }
    let at = key.digit().map_or(chooser.cursor, |digit| usize::from(digit) - 1);
    let Some(column) = offered.get(at).copied() else { return };
    match (key.digit(), key.folded().text()) {
        (Some(_), _) | (_, Some(' ')) => state.columns.toggle(column),
        (_, Some(sign @ ('<' | '>'))) => state.columns.shift(column, sign == '>'),
        (_, Some('f')) if state.columns.shows(column) => {
            state.columns.frozen = if state.columns.frozen == at + 1 { 0 } else { at + 1 };
        }
        (_, Some('g')) => group(state, column, effects),
        _ => return,
    }
    let cursor = Chooser::offered(state).iter().position(|known| *known == column).unwrap_or(0);
    if let Some(Layer::Columns(chooser)) = state.layers.last_mut() {
        chooser.cursor = cursor;
    }
    keep(state);
}

/// Groups the list by a column, or no longer: it leads, and the list is sorted by it first.
fn group(state: &mut State, column: Column, effects: &mut Vec<Effect>) {
    let Some(key) = column.sort() else {
        return state.complain(state.words.get("desk-column-no-order"));
    };
    let on = state.columns.group != Some(column);
    state.columns.group = on.then_some(column);
    let sort = if on { format!("sort:{key}") } else { String::new() };
    let scope = state.scope.with("sort:", &sort);
    find::set(state, scope, true, effects);
}
