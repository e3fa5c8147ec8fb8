//! Wheel and clicks, an extra: the wheel moves the cursor of the list under it, a click puts the cursor on a
//! row, a second one opens it.

use super::acts;
use super::desk::layout;
use super::layers::Layer;
use super::msg::Effect;
use super::panes;
use super::state::{Pane, State, Tab};
use super::terminal::{Mouse, MouseKind};
use super::view;
use crate::keymap::Action;
use crate::text;
use ratatui::layout::{Position, Rect};

/// Rows of one turn of the wheel.
const TURN: isize = 3;

/// Does what the mouse asks for. Over a form or a text only the wheel of what can be read counts.
pub fn hear(state: &mut State, mouse: Mouse, effects: &mut Vec<Effect>) {
    let by = match mouse.kind {
        MouseKind::WheelUp => -TURN,
        MouseKind::WheelDown => TURN,
        MouseKind::Press => 0,
    };
    if by != 0 {
        return wheel(state, mouse, by, effects);
    }
    if !state.layers.is_empty() {
        return;
    }
    if mouse.y == 1 {
        if let Some(tab) = tab_at(state, mouse.x) {
            acts::go::go_tab(state, tab, effects);
        }
        return;
    }
    let Some((pane, area)) = pane_at(state, mouse) else { return };
    if state.tab != Tab::Desk(pane) {
        acts::go::go_tab(state, Tab::Desk(pane), effects);
    }
    // Inside the frame, and in the list below its heading.
    let Some(line) = usize::from(mouse.y).checked_sub(usize::from(area.y) + 1) else { return };
    match pane {
        Pane::Issues => {
            let height = usize::from(area.height.saturating_sub(3));
            let Some(line) = line.checked_sub(1).filter(|line| *line < height) else { return };
            let at = panes::issues::top(state, height) + line;
            go_to(state, at, state.issues.cursor, state.issues.total(), effects);
        }
        Pane::Units => {
            let height = usize::from(area.height.saturating_sub(2));
            let (now, total) = (state.units.at(), state.units.shown().len() + 1);
            go_to(state, panes::units::top(state, height) + line, now, total, effects);
        }
        Pane::Ledger | Pane::Schedule => {}
    }
}

/// To a row; where the cursor is already, it is opened.
fn go_to(state: &mut State, at: usize, now: usize, total: usize, effects: &mut Vec<Effect>) {
    match at == now {
        true => acts::run(state, Action::Open, "", effects),
        false if at < total => acts::go::step(state, at as isize - now as isize, effects),
        false => {}
    }
}

fn wheel(state: &mut State, mouse: Mouse, by: isize, effects: &mut Vec<Effect>) {
    let step = if by < 0 { Action::Up } else { Action::Down };
    match state.layers.last() {
        Some(Layer::Form(_) | Layer::Find(_) | Layer::Prompt(_)) => {}
        Some(_) => (0..by.unsigned_abs()).for_each(|_| acts::run(state, step, "", effects)),
        None => {
            if let Some((pane, _)) = pane_at(state, mouse).filter(|(pane, _)| state.tab != Tab::Desk(*pane)) {
                acts::go::go_tab(state, Tab::Desk(pane), effects);
            }
            acts::go::step(state, by, effects);
        }
    }
}

fn tab_at(state: &State, x: u16) -> Option<Tab> {
    let mut from = 0;
    for (tab, label) in view::tab_labels(state, state.size.0) {
        let to = from + text::width(&label) as u16;
        if (from..to).contains(&x) {
            return Some(tab);
        }
        from = to + 1;
    }
    None
}

fn pane_at(state: &State, mouse: Mouse) -> Option<(Pane, Rect)> {
    let Tab::Desk(focus) = state.tab else { return None };
    let body = view::body(state, Rect::new(0, 0, state.size.0, state.size.1));
    let panes = layout(body, focus, state.zoom).panes;
    panes.into_iter().find(|(_, area)| area.contains(Position::new(mouse.x, mouse.y)))
}
