//! Tab 4: narrowing and moving the period, what a row asks for, chasing all who lack something in it.

use super::chase::{self, Asking};
use super::papers;
use crate::api::Request;
use crate::keymap::{Action, Context};
use crate::model::row::OwedRow;
use crate::model::timetable::TimeLine;
use crate::tui::boards::schedule::period_said;
use crate::tui::layers::Layer;
use crate::tui::layers::reading::{Line, Reading};
use crate::tui::msg::Effect;
use crate::tui::state::{Pane, Purpose, State, Tab};
use crate::tui::theme::Role;

/// Asks for the band.
pub fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    state.ask(Purpose::Timetable, Request::Timetable, effects);
}

/// The row that falls next, or the last of all.
pub fn next(state: &State) -> usize {
    let ahead = |(_, task): &(usize, &crate::model::row::TaskRow)| {
        task.done_on.is_none() && task.days_left.is_some_and(|days| days >= 0)
    };
    let tasks = state.tasks.iter().enumerate();
    let next = tasks.filter(ahead).min_by_key(|(at, task)| (task.days_left, *at)).map(|(at, _)| at);
    next.unwrap_or(state.tasks.len().saturating_sub(1))
}

/// Lets the board have the action; false when it has no use for it.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    if state.tab != Tab::Desk(Pane::Schedule) || !state.layers.is_empty() {
        return false;
    }
    match action {
        Action::Narrower => resize(state, true),
        Action::Wider => resize(state, false),
        Action::Left => turn(state, false),
        Action::Right => turn(state, true),
        Action::PeriodToday => {
            state.period.go_today();
            state.task_at = next(state);
            said(state);
        }
        Action::Open => open(state, effects),
        Action::Chase => chase(state),
        Action::Phone => phone(state, effects),
        Action::Basis => basis(state),
        Action::Copy => copy(state, effects),
        _ => return false,
    }
    true
}

fn said(state: &mut State) {
    let period = period_said(state);
    state.say(period);
}

fn resize(state: &mut State, narrower: bool) {
    state.period.resize(narrower);
    said(state);
}

fn turn(state: &mut State, later: bool) {
    let today = state.day();
    let Some(table) = &state.timetable else { return };
    if state.period.turn(table, today, later) {
        return said(state);
    }
    if state.period.extent == crate::tui::period::Extent::Whole {
        let key = super::keys(state, Context::List, Action::Narrower);
        return state.say(state.words.with("period-is-whole", &[("key", key)]));
    }
    let period = period_said(state);
    state.say(state.words.with("period-end", &[("period", period)]));
}

fn line(state: &State) -> Option<&TimeLine> {
    state.timetable.as_ref()?.lines.get(state.task_at)
}

/// The papers of the row; of one that asks for none, what it says.
fn open(state: &mut State, effects: &mut Vec<Effect>) {
    match line(state).map(|line| (line.units, line.task.no.clone(), line.task.text.clone())) {
        Some((0, ..)) => super::read::task(state),
        Some((_, no, text)) => {
            let title = format!("{} {no} {text}", state.words.tab(4));
            papers::open(state, title, no, false, effects);
        }
        None => {}
    }
}

/// What some papers are called together: the one that they all are.
pub fn paper_of(state: &State, rows: &[&OwedRow]) -> Option<String> {
    let first = rows.first()?;
    let same = rows.iter().all(|row| row.doc == first.doc && row.period == first.period);
    same.then(|| state.words.paper_named(first))
}

/// Chases for what is missing in the row: what is due, and if it is wanted the rest with it.
fn chase(state: &mut State) {
    let today = state.day();
    let Some(line) = line(state) else { return };
    let asking = |rows: &[&OwedRow]| {
        let named = || format!("{} {}", line.task.no, line.task.text);
        let paper = paper_of(state, rows).unwrap_or_else(named);
        Asking::for_papers(paper, line.units as usize, rows, today)
    };
    let all: Vec<&OwedRow> = line.lacking.iter().collect();
    let (pressing, all) = (asking(&line.pressing(today)), asking(&all));
    chase::ask(state, pressing, Some(all));
}

/// Whom to ring in the first unit that lacks something.
fn phone(state: &mut State, effects: &mut Vec<Effect>) {
    let today = state.day();
    let first = line(state).and_then(|line| line.pressing(today).first().map(|row| (*row).clone()));
    match first {
        Some(row) => papers::phone(state, row.unit, row.unit_code, effects),
        None => state.say(state.words.get("desk-nothing-missing")),
    }
}

/// The row and how each of its papers stands, with every name.
fn copy(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(line) = line(state) else { return };
    let (words, today) = (&state.words, state.day());
    let (task, left) = (&line.task, words.line_left(line));
    let head = [task.no.as_str(), &task.text, &task.work, &left].join(" ");
    let papers = line.papers.iter().filter(|paper| paper.begun);
    let lines = papers.map(|paper| words.paper_stands(paper, 0, today, usize::MAX));
    let text = std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n");
    super::read::copy(state, text, effects);
}

/// The clause of the row, its sentence, and both sides of what is not settled.
fn basis(state: &mut State) {
    let Some(line) = line(state) else { return };
    let words = &state.words;
    let text = |lead: &str, text: String, role| Line { lead: lead.to_owned(), text, role, run: None };
    let due =
        line.task.due.map(|due| words.with("board-read", &[("due", words.day(due))])).unwrap_or_default();
    let mut lines = vec![
        text(&line.clause, line.task.work.clone(), Role::Normal),
        text("", format!("{} {due}", line.task.text), Role::Heading),
        text("", line.task.by.clone(), Role::Normal),
    ];
    lines.extend(line.claims.iter().map(|claim| {
        let due =
            claim.due.map(|due| words.with("board-read", &[("due", words.day(due))])).unwrap_or_default();
        let said = format!("{} {} {} {due}", words.get("mark-conflict"), claim.id, claim.text);
        text(&claim.clause, said.trim_end().to_owned(), Role::Soon)
    }));
    let title = format!("{} {}", words.get("desk-basis"), line.task.no);
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}
