//! Tabs of registers: some kinds of entries, one kind in sight at a time, a cursor kept by number.

use crate::model::ids::Kind;
use crate::model::row::EntryRow;

/// One tab of registers.
#[derive(Debug, Clone)]
pub struct Registers {
    pub kinds: &'static [Kind],
    /// Which of the kinds is in sight.
    pub at: usize,
    pub rows: Vec<EntryRow>,
    pub cursor: usize,
    /// Only what is late.
    pub late: bool,
}

/// What comes in.
pub const CLUES: &[Kind] = &[Kind::Clue, Kind::Intake];
/// What goes out, and what the office does beside.
pub const SUPERVISION: &[Kind] = &[
    Kind::Order,
    Kind::Transfer,
    Kind::Outcome,
    Kind::Inspection,
    Kind::Publicity,
    Kind::Meeting,
    Kind::Lock,
    Kind::Task,
    Kind::Ruling,
];

impl Registers {
    /// A tab of these kinds.
    pub fn new(kinds: &'static [Kind]) -> Self {
        Self { kinds, at: 0, rows: Vec::new(), cursor: 0, late: false }
    }

    /// The kind in sight.
    pub fn kind(&self) -> Kind {
        self.kinds.get(self.at).copied().unwrap_or(Kind::Clue)
    }

    /// The entries in sight.
    pub fn shown(&self) -> impl Iterator<Item = &EntryRow> {
        self.rows.iter().filter(|row| !self.late || row.late)
    }

    /// The entry under the cursor.
    pub fn current(&self) -> Option<&EntryRow> {
        self.shown().nth(self.cursor)
    }

    /// Takes fresh rows; the cursor stays on its entry if it is still there.
    pub fn take(&mut self, rows: Vec<EntryRow>) {
        let kept = self.current().map(|row| row.no.clone());
        self.rows = rows;
        let at = kept.and_then(|no| self.shown().position(|row| row.no == no));
        let last = self.shown().count().saturating_sub(1);
        self.cursor = at.unwrap_or(self.cursor.min(last));
    }

    /// Goes to the kind beside, round.
    pub fn turn(&mut self, forward: bool) {
        let count = self.kinds.len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
        self.rows.clear();
        self.cursor = 0;
    }
}
