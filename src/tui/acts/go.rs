//! Getting about: tabs, panes, rows, one step out.

use crate::api::Request;
use crate::keymap::Action;
use crate::tui::acts::{TodayEntry, drafts, find, import, read};
use crate::tui::inbox;
use crate::tui::layers::Layer;
use crate::tui::msg::Effect;
use crate::tui::scope::Scope;
use crate::tui::state::{Pane, Purpose, State, Tab};

/// Runs an action of movement on the desk.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    if let Some(tab) = action.tab().and_then(Tab::of) {
        return go_tab(state, tab, effects);
    }
    let page = isize::from(state.size.1.saturating_sub(8).max(1) as i16);
    match action {
        Action::Up => step(state, -1, effects),
        Action::Down => step(state, 1, effects),
        Action::PageUp => step(state, -page, effects),
        Action::PageDown => step(state, page, effects),
        Action::Home => step(state, isize::MIN / 2, effects),
        Action::End => step(state, isize::MAX / 2, effects),
        Action::Left => fold(state, true, effects),
        Action::Right => fold(state, false, effects),
        Action::NextPane => next_pane(state, true, effects),
        Action::PrevPane => next_pane(state, false, effects),
        Action::LastView => last_view(state, effects),
        Action::Open => open(state, effects),
        Action::Back => back(state, effects),
        Action::Zoom => state.zoom = !state.zoom,
        Action::Refresh => {
            effects.push(Effect::Redraw);
            state.frozen = None;
            state.refresh(effects);
            if state.meeting.is_some() {
                crate::tui::meeting::hold(state);
            }
            if state.tab == Tab::Files {
                effects.push(Effect::LookFiles);
            }
        }
        _ => {}
    }
}

/// Goes to a tab; layers over the desk are left.
pub fn go_tab(state: &mut State, tab: Tab, effects: &mut Vec<Effect>) {
    state.layers.clear();
    if tab != state.tab {
        state.last_tab = state.tab;
    }
    state.tab = tab;
    match tab {
        Tab::Status => super::figures::ask(state, effects),
        Tab::Contacts if state.people.is_empty() => {
            state.ask(Purpose::People, Request::People { text: String::new() }, effects);
        }
        Tab::Files => effects.push(Effect::LookFiles),
        Tab::Clues | Tab::Supervision => state.ask_entries(effects),
        Tab::Desk(Pane::Schedule) => {
            super::schedule::ask(state, effects);
            state.task_at = super::schedule::next(state);
        }
        _ => {}
    }
}

fn moved(at: usize, by: isize, len: usize) -> usize {
    at.saturating_add_signed(by).min(len.saturating_sub(1))
}

/// Moves the cursor of the list that has the keys.
pub fn step(state: &mut State, by: isize, effects: &mut Vec<Effect>) {
    match state.tab {
        Tab::Today => state.today.cursor = moved(state.today.cursor, by, state.today.entries().len()),
        Tab::Desk(Pane::Units) => {
            let at = moved(state.units.at(), by, state.units.shown().len() + 1);
            state.units.go(at);
            roam(state, effects);
        }
        Tab::Desk(Pane::Issues) => {
            let at = moved(state.issues.cursor, by, state.issues.total());
            let missing = state.issues.go(at);
            state.ledger_at = 0;
            if missing {
                state.ask_page(effects);
            }
            state.ask_preview(effects);
        }
        Tab::Desk(Pane::Ledger) => {
            let len = state.card.as_ref().map_or(0, |card| card.measures.len());
            state.ledger_at = moved(state.ledger_at, by, len);
        }
        Tab::Desk(Pane::Schedule) => state.task_at = moved(state.task_at, by, state.tasks.len()),
        Tab::Status => super::figures::step(state, by, 0),
        Tab::Clues | Tab::Supervision => {
            if let Some(registers) = state.registers_mut() {
                registers.cursor = moved(registers.cursor, by, registers.shown().count());
            }
        }
        Tab::Files => state.inbox.cursor = moved(state.inbox.cursor, by, state.inbox.len()),
        Tab::Contacts => state.person_at = moved(state.person_at, by, state.people.len()),
    }
}

/// Keeps the lists to the unit under the cursor of the tree.
fn roam(state: &mut State, effects: &mut Vec<Effect>) {
    let unit = state.units.current().map(|row| {
        let name = if row.short.is_empty() { &row.name } else { &row.short };
        (row.code.clone(), name.clone())
    });
    let scope = Scope { unit, terms: state.scope.terms.clone() };
    if !state.roaming {
        state.past.push(state.scope.clone());
    }
    state.roaming = true;
    let request = find::page_of(&scope);
    state.ask(Purpose::Scope(scope), request, effects);
}

/// Left folds a unit or goes up to the one above it; right unfolds. Elsewhere: the pane beside.
fn fold(state: &mut State, close: bool, effects: &mut Vec<Effect>) {
    if let Some(registers) = state.registers_mut() {
        registers.turn(!close);
        return state.ask_entries(effects);
    }
    if state.tab == Tab::Desk(Pane::Issues) {
        let last = state.columns.order().len().saturating_sub(1);
        match (close, state.column.min(last)) {
            (true, 0) => go_tab(state, Tab::Desk(Pane::Units), effects),
            (true, at) => state.column = at - 1,
            (false, at) => state.column = (at + 1).min(last),
        }
        return;
    }
    if state.tab != Tab::Desk(Pane::Units) {
        if matches!(state.tab, Tab::Desk(_)) && close {
            go_tab(state, Tab::Desk(Pane::Units), effects);
        }
        return;
    }
    let Some(unit) = state.units.current().map(|row| (row.id, row.parent)) else {
        if !close {
            go_tab(state, Tab::Desk(Pane::Issues), effects);
        }
        return;
    };
    let open = state.units.has_children(unit.0) && !state.units.folded.contains(&unit.0);
    match (close, open) {
        (true, true) => {
            state.units.folded.insert(unit.0);
        }
        (true, false) => {
            state.units.id = unit.1;
            roam(state, effects);
        }
        (false, _) if !state.units.folded.remove(&unit.0) => go_tab(state, Tab::Desk(Pane::Issues), effects),
        (false, _) => {}
    }
}

fn next_pane(state: &mut State, down: bool, effects: &mut Vec<Effect>) {
    match state.tab {
        Tab::Today => state.today.cursor = state.today.next_section(down),
        Tab::Desk(pane) => {
            const ROUND: [Pane; 4] = [Pane::Units, Pane::Issues, Pane::Ledger, Pane::Schedule];
            let at = ROUND.iter().position(|known| *known == pane).unwrap_or(0);
            let next = ROUND[(at + if down { 1 } else { 3 }) % 4];
            go_tab(state, Tab::Desk(next), effects);
        }
        Tab::Clues | Tab::Supervision => fold(state, !down, effects),
        Tab::Files => {
            let below = state.inbox.cursor >= state.inbox.waiting.len();
            state.inbox.cursor =
                if below || state.inbox.sent.is_empty() { 0 } else { state.inbox.waiting.len() };
        }
        Tab::Status | Tab::Contacts => {}
    }
}

/// Back to the scope before this one; where there is none, to the tab before.
fn last_view(state: &mut State, effects: &mut Vec<Effect>) {
    match state.past.pop() {
        Some(scope) => {
            state.future.push(state.scope.clone());
            if std::mem::take(&mut state.figures.opened) {
                go_tab(state, Tab::Status, effects);
            }
            find::set(state, scope, false, effects);
        }
        None => go_tab(state, state.last_tab, effects),
    }
}

/// Opens what is under the cursor.
fn open(state: &mut State, effects: &mut Vec<Effect>) {
    match state.tab {
        Tab::Today => match state.today.current() {
            Some(TodayEntry::Draft(draft)) => {
                let op = draft.op;
                drafts::offer(state, op);
            }
            Some(TodayEntry::Issue(_)) => read::detail(state, effects),
            Some(TodayEntry::News(_) | TodayEntry::Register(_)) => read::detail(state, effects),
            Some(TodayEntry::Chase(row)) => {
                let unit = Some((row.unit_code.clone(), row.unit.clone()));
                let scope = Scope { unit, terms: "is:overdue".to_owned() };
                go_tab(state, Tab::Desk(Pane::Issues), effects);
                find::set(state, scope, true, effects);
            }
            Some(TodayEntry::Task(task)) => {
                let at = state.tasks.iter().position(|known| known.no == task.no);
                go_tab(state, Tab::Desk(Pane::Schedule), effects);
                state.task_at = at.unwrap_or(0);
            }
            _ => {}
        },
        Tab::Desk(Pane::Units) => go_tab(state, Tab::Desk(Pane::Issues), effects),
        Tab::Desk(Pane::Issues | Pane::Ledger) => read::detail(state, effects),
        Tab::Clues | Tab::Supervision => read::detail(state, effects),
        Tab::Desk(Pane::Schedule) => read::task(state),
        Tab::Status => {}
        Tab::Files => inbox::open(state, effects),
        Tab::Contacts => {
            if let Some(person) = state.people.get(state.person_at) {
                let text = [person.name.as_str(), &person.phone].join(" ");
                read::copy(state, text, effects);
            }
        }
    }
}

/// One step out: the marks, the further terms, the unit.
fn back(state: &mut State, effects: &mut Vec<Effect>) {
    if import::give_up(state) {
        // That was the step.
    } else if !state.marks.is_empty() {
        state.marks.clear();
    } else if state.zoom {
        state.zoom = false;
    } else if !state.scope.terms.is_empty() {
        find::set(state, Scope { unit: state.scope.unit.clone(), terms: String::new() }, true, effects);
    } else if state.scope.unit.is_some() {
        find::set(state, Scope::default(), true, effects);
    } else {
        let key = super::keys(state, crate::keymap::Context::List, Action::Quit);
        state.say(state.words.with("desk-nothing-to-leave", &[("key", key)]));
    }
}

/// Opens the find box with a text already in it.
pub fn find_with(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    find::open(state, text, effects);
    if let Some(Layer::Find(_)) = state.layers.last() {
        state.say(state.words.with("screen-ime-find", &[("text", text)]));
    }
}
