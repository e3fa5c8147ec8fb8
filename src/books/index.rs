//! What lists ask most, kept as sets of rows beside the columns: states, classes, flags, units, what is
//! overdue today. Made when first asked for, then kept up by every change.

use super::bits::Bits;
use super::sheet::Sheet;
use crate::model::state::State;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Flags of the sheet that have a set.
const FLAGS: usize = 8;

/// A unit with more than this part of all rows has a set of its own.
const LARGE: usize = 32;

/// The sets.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Rows that hold an issue.
    pub exist: Bits,
    states: [Bits; State::ALL.len()],
    /// By the number of the word.
    pub categories: BTreeMap<u16, Bits>,
    pub flags: [Bits; FLAGS],
    pub returned: Bits,
    pub reopened: Bits,
    pub late: Bits,
    /// The rows of every unit by number, those without one last; absent rows among them.
    pub units: Vec<Vec<u32>>,
    /// The rows of units that had many when the sets were made.
    large: BTreeMap<u32, Bits>,
    today: Today,
}

/// What a day makes of the deadlines.
#[derive(Debug, Clone, Default)]
pub struct Pressing {
    day: i32,
    soon_days: i32,
    pub overdue: Bits,
    pub soon: Bits,
}

/// The day last asked for.
#[derive(Debug, Default)]
struct Today(Mutex<Option<Arc<Pressing>>>);

impl Clone for Today {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Where a row stands among those of its unit.
pub fn turn(sheet: &Sheet, row: u32) -> (u32, u32) {
    match sheet.seq_no[row as usize] {
        0 => (u32::MAX, row),
        number => (number, row),
    }
}

impl Index {
    /// The sets of a sheet.
    pub fn of(sheet: &Sheet) -> Self {
        let (mut index, rows) = (Self::default(), sheet.len());
        for row in 0..rows {
            index.own(sheet, row).push(row as u32);
            index.mark(sheet, row);
        }
        for (unit, own) in index.units.iter_mut().enumerate() {
            own.sort_by_key(|row| turn(sheet, *row));
            if own.len() >= rows / LARGE {
                index.large.entry(unit as u32).or_default().set_all(own, rows);
            }
        }
        index
    }

    fn own(&mut self, sheet: &Sheet, row: usize) -> &mut Vec<u32> {
        let unit = usize::from(sheet.unit[row]);
        if self.units.len() <= unit {
            self.units.resize_with(unit + 1, Vec::new);
        }
        &mut self.units[unit]
    }

    /// Puts a row in as the columns have it.
    pub fn add(&mut self, sheet: &Sheet, row: usize) {
        let (id, rows) = (row as u32, sheet.len());
        let own = self.own(sheet, row);
        let at = own.partition_point(|known| turn(sheet, *known) < turn(sheet, id));
        own.insert(at, id);
        if let Some(large) = self.large.get_mut(&u32::from(sheet.unit[row])) {
            large.set(row, rows);
        }
        self.mark(sheet, row);
    }

    /// The rows of some units.
    pub fn of_units(&self, units: &[u32], rows: usize) -> Bits {
        let mut found = Bits::default();
        for unit in units {
            match (self.large.get(unit), self.units.get(*unit as usize)) {
                (Some(large), _) => found.or(large),
                (None, Some(own)) if !own.is_empty() => found.set_all(own, rows),
                _ => {}
            }
        }
        found
    }

    fn mark(&mut self, sheet: &Sheet, row: usize) {
        let rows = sheet.len();
        let Some(state) = sheet.state_of(row) else { return };
        self.exist.set(row, rows);
        self.states[state as usize].set(row, rows);
        self.categories.entry(sheet.category[row]).or_default().set(row, rows);
        for (bit, flag) in self.flags.iter_mut().enumerate() {
            if sheet.has(row, 1 << bit) {
                flag.set(row, rows);
            }
        }
        for (set, on) in [
            (&mut self.returned, sheet.returned[row] > 0),
            (&mut self.reopened, sheet.round[row] > 1),
            (&mut self.late, sheet.late_days[row] > 0),
        ] {
            if on {
                set.set(row, rows);
            }
        }
        if let Some(pressing) = self.today.0.get_mut().unwrap_or_else(PoisonError::into_inner) {
            Arc::make_mut(pressing).add(sheet, row);
        }
    }

    /// Takes a row out, before its columns change.
    pub fn remove(&mut self, sheet: &Sheet, row: usize) {
        let own = self.own(sheet, row);
        let at = own.partition_point(|known| turn(sheet, *known) < turn(sheet, row as u32));
        if own.get(at) == Some(&(row as u32)) {
            own.remove(at);
        }
        if let Some(large) = self.large.get_mut(&u32::from(sheet.unit[row])) {
            large.clear(row);
        }
        let sets = self.states.iter_mut().chain(self.categories.values_mut()).chain(&mut self.flags);
        let others = [&mut self.exist, &mut self.returned, &mut self.reopened, &mut self.late];
        sets.chain(others).for_each(|set| set.clear(row));
        if let Some(pressing) = self.today.0.get_mut().unwrap_or_else(PoisonError::into_inner) {
            let pressing = Arc::make_mut(pressing);
            pressing.overdue.clear(row);
            pressing.soon.clear(row);
        }
    }

    /// The rows in a state.
    pub fn state(&self, state: State) -> &Bits {
        &self.states[state as usize]
    }

    /// The rows with a flag of the sheet.
    pub fn flag(&self, bit: u16) -> &Bits {
        &self.flags[bit.trailing_zeros() as usize % FLAGS]
    }

    /// What is overdue on a day, and due soon.
    pub fn pressing(&self, sheet: &Sheet, day: i32, soon_days: i32) -> Arc<Pressing> {
        let mut kept = self.today.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(known) if (known.day, known.soon_days) == (day, soon_days) => Arc::clone(known),
            _ => {
                let mut pressing = Pressing { day, soon_days, ..Pressing::default() };
                for state in State::ALL.into_iter().filter(|state| state.clock_runs()) {
                    self.states[state as usize].rows().for_each(|row| pressing.add(sheet, row));
                }
                Arc::clone(kept.insert(Arc::new(pressing)))
            }
        }
    }
}

impl Pressing {
    fn add(&mut self, sheet: &Sheet, row: usize) {
        if sheet.is_overdue(row, self.day) {
            self.overdue.set(row, sheet.len());
        }
        if sheet.is_soon(row, self.day, self.soon_days) {
            self.soon.set(row, sheet.len());
        }
    }
}
