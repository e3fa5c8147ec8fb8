//! What lists ask most, kept as sets of rows beside the columns: states, classes, flags, units, what is
//! overdue today. Made when first asked for, then kept up by every change.

use super::bits::Bits;
use super::sheet::Sheet;
use crate::model::state::State;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Flags of the sheet that have a set.
const FLAGS: usize = 8;

/// The sets.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Rows that hold an issue.
    pub exist: Bits,
    pub states: [Bits; State::ALL.len()],
    /// By the number of the word.
    pub categories: BTreeMap<u16, Bits>,
    pub flags: [Bits; FLAGS],
    pub returned: Bits,
    pub reopened: Bits,
    pub late: Bits,
    /// The rows of every unit, ascending; absent rows among them.
    pub units: Vec<Vec<u32>>,
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

impl Index {
    /// The sets of a sheet.
    pub fn of(sheet: &Sheet) -> Self {
        let mut index = Self::default();
        (0..sheet.len()).for_each(|row| index.add(sheet, row));
        index
    }

    /// Puts a row in as the columns have it.
    pub fn add(&mut self, sheet: &Sheet, row: usize) {
        let rows = sheet.len();
        let unit = usize::from(sheet.unit[row]);
        if self.units.len() <= unit {
            self.units.resize_with(unit + 1, Vec::new);
        }
        let (id, own) = (row as u32, &mut self.units[unit]);
        match own.last() {
            Some(last) if *last >= id => {
                if let Err(at) = own.binary_search(&id) {
                    own.insert(at, id);
                }
            }
            _ => own.push(id),
        }
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
        if let Some(own) = self.units.get_mut(usize::from(sheet.unit[row]))
            && let Ok(at) = own.binary_search(&(row as u32))
        {
            own.remove(at);
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

    /// The sets of a state's flag.
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
