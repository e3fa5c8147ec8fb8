//! Lists of the desk: a window of issues with a cursor kept by id, and the tree of units.

use crate::api::answer::Page;
use crate::model::row::{IssueRow, UnitRow, unit_named_in};
use std::collections::BTreeSet;

/// Rows asked for at once.
pub const WINDOW: u32 = 200;

/// The issue list: a window of the office's list and a cursor in the whole of it.
#[derive(Debug, Clone, Default)]
pub struct Issues {
    pub page: Option<Page>,
    /// The row under the cursor, counted in the whole list.
    pub cursor: usize,
    /// The id under the cursor, which a refresh keeps.
    pub id: Option<u32>,
}

impl Issues {
    /// The row under the cursor, if it is loaded.
    pub fn current(&self) -> Option<&IssueRow> {
        self.row(self.cursor)
    }

    /// A row of the whole list, if it is loaded.
    pub fn row(&self, at: usize) -> Option<&IssueRow> {
        let page = self.page.as_ref()?;
        page.rows.get(at.checked_sub(page.offset as usize)?)
    }

    /// Rows under the filter.
    pub fn total(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.total as usize)
    }

    /// Puts the cursor on a row; true when that row must be asked for.
    pub fn go(&mut self, at: usize) -> bool {
        self.cursor = at.min(self.total().saturating_sub(1));
        self.id = self.current().map(|row| row.id);
        self.total() > 0 && self.id.is_none()
    }

    /// Where the window around the cursor begins.
    pub fn window(&self) -> u32 {
        (self.cursor as u32).saturating_sub(WINDOW / 2)
    }

    /// Takes a fresh window. The cursor stays on its id; if that is gone, on its place.
    pub fn take(&mut self, page: Page) {
        let kept = self.id.and_then(|id| page.rows.iter().position(|row| row.id == id));
        let offset = page.offset as usize;
        self.page = Some(page);
        self.go(kept.map_or(self.cursor, |at| offset + at));
    }
}

/// The tree of units, with "all" above it.
#[derive(Debug, Clone, Default)]
pub struct Units {
    pub rows: Vec<UnitRow>,
    /// The unit under the cursor; `None` is "all".
    pub id: Option<u32>,
    pub folded: BTreeSet<u32>,
}

impl Units {
    /// The short name of the unit whose longest name stands in a text.
    pub fn named_in(&self, text: &str) -> Option<String> {
        unit_named_in(&self.rows, text)
    }

    /// The rows that are not folded away.
    pub fn shown(&self) -> Vec<&UnitRow> {
        let mut hidden: BTreeSet<u32> = BTreeSet::new();
        let mut shown = Vec::new();
        for row in &self.rows {
            let above = row.parent.filter(|p| hidden.contains(p) || self.folded.contains(p));
            match above {
                Some(_) => {
                    hidden.insert(row.id);
                }
                None => shown.push(row),
            }
        }
        shown
    }

    /// The place of the cursor among the shown rows, 0 being "all".
    pub fn at(&self) -> usize {
        let shown = self.shown();
        self.id.and_then(|id| shown.iter().position(|row| row.id == id)).map_or(0, |at| at + 1)
    }

    /// The unit under the cursor.
    pub fn current(&self) -> Option<&UnitRow> {
        self.rows.iter().find(|row| Some(row.id) == self.id)
    }

    /// Puts the cursor on a shown row.
    pub fn go(&mut self, at: usize) {
        let shown = self.shown();
        let at = at.min(shown.len());
        self.id = at.checked_sub(1).and_then(|at| shown.get(at)).map(|row| row.id);
    }

    /// True when others lie below it.
    pub fn has_children(&self, id: u32) -> bool {
        self.rows.iter().any(|row| row.parent == Some(id))
    }

    /// Unfolds whatever hides a unit.
    pub fn reveal(&mut self, id: u32) {
        let mut at = self.rows.iter().find(|row| row.id == id);
        while let Some(parent) = at.and_then(|row| row.parent) {
            self.folded.remove(&parent);
            at = self.rows.iter().find(|row| row.id == parent);
        }
    }

    /// Issues and overdue ones of the whole tree.
    pub fn sums(&self) -> (u32, u32) {
        let tops = self.rows.iter().filter(|row| row.depth == 0);
        tops.fold((0, 0), |(issues, late), row| (issues + row.issues, late + row.overdue))
    }
}
