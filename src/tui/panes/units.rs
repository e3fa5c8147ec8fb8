//! The tree of units with what lies in and below each.

use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, scrolled};
use crate::tui::widgets::tree::{self, Fold, TreeRow};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the tree.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, focused: bool) -> Option<Position> {
    let words = &state.words;
    let inner = pane(buf, area, &format!("1 {}", words.tab(1)), "", focused, state.theme);
    let units = &state.units;
    let (issues, overdue) = units.sums();
    let mut rows = vec![row(0, Fold::Open, &words.get("screen-scope-all"), issues, overdue, state)];
    for unit in units.shown() {
        let fold = match (units.has_children(unit.id), units.folded.contains(&unit.id)) {
            (false, _) => Fold::Leaf,
            (true, true) => Fold::Closed,
            (true, false) => Fold::Open,
        };
        let name = if unit.short.is_empty() { &unit.name } else { &unit.short };
        rows.push(row(unit.depth + 1, fold, name, unit.issues, unit.overdue, state));
    }
    let at = units.at();
    let top = top(state, inner.height as usize);
    let end = (top + inner.height as usize).min(rows.len());
    tree::draw(buf, inner, &rows[top.min(end)..end], Some(at - top), state.theme)
}

/// The first row in sight of a tree so high.
pub fn top(state: &State, height: usize) -> usize {
    scrolled(0, state.units.at(), height, state.units.shown().len() + 1)
}

fn row<'a>(depth: u16, fold: Fold, label: &str, issues: u32, overdue: u32, state: &State) -> TreeRow<'a> {
    let count = if issues == 0 { String::new() } else { issues.to_string() };
    let late = match overdue {
        0 => String::new(),
        n => state.words.with("desk-late", &[("n", n.to_string())]),
    };
    TreeRow {
        depth,
        fold,
        label: label.to_owned().into(),
        figures: vec![(count.into(), Role::Normal), (late.into(), Role::Overdue)],
    }
}
