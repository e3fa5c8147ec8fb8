//! The order of lists, and the window of it that is seen: only what is seen is sorted.

use super::Books;
use super::bits::Bits;
use super::index::turn;
use super::sheet::NONE;
use crate::model::field::Field;
use crate::model::filter::{Filter, SortKey, Test};
use crate::model::ids::Kind;
use std::cmp::Ordering;

/// Keys that are gathered before the first cut.
const ROOM: usize = 1024;

/// What orders a row: the first key of the sort, the list's own order, the row.
type Key = (u64, u64, u32);

/// The order of one list.
struct Order<'a> {
    books: &'a Books,
    sort: &'a [(SortKey, bool)],
    /// By unit: its place in tables.
    orders: Vec<i64>,
    /// By unit: its rank, units of the same place by their number.
    ranks: Vec<u32>,
    /// By number of a word: its rank in the alphabet. Empty when no key asks.
    words: Vec<u32>,
}

impl Books {
    /// The rows `offset..offset + len` of a set in a filter's order (without one: by unit, then number).
    pub fn window(&self, rows: &Bits, filter: &Filter, offset: usize, len: usize) -> Vec<usize> {
        let order = Order::of(self, &filter.sort);
        let (end, count) = (offset.saturating_add(len), rows.count());
        // Going by units touches rows until the window is full; picking out touches all that is in the set.
        let by_units = (end as u64).saturating_mul(self.sheet.len() as u64) < (count as u64).pow(2);
        let end = end.min(count);
        if filter.sort.is_empty() && by_units {
            return order.by_units(rows, filter, offset, end);
        }
        let mut keys = order.least(rows, end);
        keys.sort_unstable_by(|a, b| order.compare(a, b));
        keys.into_iter().skip(offset).map(|(_, _, row)| row as usize).collect()
    }

    /// The place of every unit in tables, by its number.
    fn orders(&self) -> Vec<i64> {
        let mut orders = Vec::new();
        for unit in self.of_kind(Kind::Unit) {
            orders.resize(unit.subject.id as usize + 1, i64::MAX);
            orders[unit.subject.id as usize] = self.unit_order(unit.subject.id);
        }
        orders
    }
}

impl<'a> Order<'a> {
    fn of(books: &'a Books, sort: &'a [(SortKey, bool)]) -> Self {
        let mut orders = books.orders();
        let known = orders.len().max(books.sheet.index().units.len());
        orders.resize(known, i64::MAX);
        let mut units: Vec<usize> = (0..known).collect();
        units.sort_by_key(|unit| (orders[*unit], *unit));
        let mut ranks = vec![0; known];
        units.iter().enumerate().for_each(|(rank, unit)| ranks[*unit] = rank as u32);
        let codes = &books.sheet.codes;
        let mut words = Vec::new();
        if sort.iter().any(|(key, _)| *key == SortKey::Category) {
            let mut numbers: Vec<u16> = (0..=codes.len() as u16).collect();
            numbers.sort_by_key(|number| codes.word(*number).unwrap_or_default());
            words = vec![0; numbers.len()];
            numbers.iter().enumerate().for_each(|(rank, number)| words[usize::from(*number)] = rank as u32);
        }
        Self { books, sort, orders, ranks, words }
    }

    /// Unit by unit until the window is full.
    fn by_units(&self, rows: &Bits, filter: &Filter, offset: usize, end: usize) -> Vec<usize> {
        let known = &self.books.sheet.index().units;
        let asked = filter.terms.iter().find_map(|term| match &term.test {
            Test::Unit(units) if !term.negated => Some(units),
            _ => None,
        });
        let mut units: Vec<usize> = match asked {
            Some(units) => {
                units.iter().map(|unit| *unit as usize).filter(|unit| *unit < known.len()).collect()
            }
            None => (0..known.len()).collect(),
        };
        units.sort_unstable_by_key(|unit| self.ranks[*unit]);
        units.dedup();
        let own = units.iter().flat_map(|unit| &known[*unit]).map(|row| *row as usize);
        own.filter(|row| rows.has(*row)).skip(offset).take(end - offset).collect()
    }

    /// The first `end` rows of a set, in no order.
    fn least(&self, rows: &Bits, end: usize) -> Vec<Key> {
        let room = end.saturating_mul(4).max(ROOM);
        let mut keys: Vec<Key> = Vec::new();
        let mut last: Option<Key> = None;
        for key in rows.rows().map(|row| self.key(row)) {
            if last.is_some_and(|last| self.compare(&key, &last).is_gt()) {
                continue;
            }
            keys.push(key);
            if keys.len() >= room {
                last = self.cut(&mut keys, end);
            }
        }
        self.cut(&mut keys, end);
        keys
    }

    /// Leaves the first `end` keys; the last of them.
    fn cut(&self, keys: &mut Vec<Key>, end: usize) -> Option<Key> {
        if end == 0 || keys.len() <= end {
            keys.truncate(end);
            return None;
        }
        let last = *keys.select_nth_unstable_by(end - 1, |a, b| self.compare(a, b)).1;
        keys.truncate(end);
        Some(last)
    }

    fn key(&self, row: usize) -> Key {
        let sheet = &self.books.sheet;
        let (number, _) = turn(sheet, row as u32);
        let rank = self.ranks.get(usize::from(sheet.unit[row])).copied().unwrap_or(u32::MAX);
        let first = match self.sort.first() {
            Some((SortKey::Place, _)) | None => 0,
            Some((key, down)) => match self.value(row, *key) {
                None => u64::MAX,
                // Signed numbers in the order of unsigned ones, what has no value last either way.
                Some(value) => {
                    let value = (value as u64) ^ (1 << 63);
                    (if *down { !value } else { value }).min(u64::MAX - 1)
                }
            },
        };
        (first, u64::from(rank) << 32 | u64::from(number), row as u32)
    }

    fn compare(&self, a: &Key, b: &Key) -> Ordering {
        a.0.cmp(&b.0).then_with(|| {
            let keys = self.sort.iter().map(|(key, down)| self.compare_by(*key, *down, a.2, b.2));
            let by_keys = keys.fold(Ordering::Equal, Ordering::then);
            by_keys.then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
        })
    }

    fn compare_by(&self, key: SortKey, down: bool, a: u32, b: u32) -> Ordering {
        let (a, b) = (a as usize, b as usize);
        let turned = |order: Ordering| if down { order.reverse() } else { order };
        if key == SortKey::Place {
            let place = &self.books.sheet.place;
            return turned(place.get(a).cmp(place.get(b)));
        }
        match (self.value(a, key), self.value(b, key)) {
            (Some(a), Some(b)) => turned(a.cmp(&b)),
            // What has no value stands last whichever way the column runs.
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }

    /// The value of a row under a key; `None` when missing. Places are compared as texts.
    fn value(&self, row: usize, key: SortKey) -> Option<i64> {
        let sheet = &self.books.sheet;
        let day = |number: i32| (number != 0).then_some(i64::from(number));
        let count = |number: i64| (number != NONE).then_some(number);
        let order = |unit: u16| self.orders.get(usize::from(unit)).copied().unwrap_or(i64::MAX);
        match key {
            SortKey::No => (sheet.seq_no[row] != 0)
                .then(|| i64::from(sheet.no_unit[row]) << 32 | i64::from(sheet.seq_no[row])),
            SortKey::Unit => Some(order(sheet.unit[row])),
            SortKey::Place => Some(0),
            SortKey::Category => {
                let word = if sheet.item[row] == 0 { sheet.category[row] } else { sheet.item[row] };
                self.words.get(usize::from(word)).map(|rank| i64::from(*rank))
            }
            SortKey::State => Some(i64::from(sheet.state[row])),
            SortKey::Lead => (sheet.lead[row] != 0).then(|| order(sheet.lead[row])),
            SortKey::Due => day(sheet.due[row]),
            SortKey::Found => day(sheet.found[row]),
            SortKey::Closed => day(sheet.closed[row]),
            SortKey::Changed => Some(i64::try_from(sheet.changed_seq[row]).unwrap_or(i64::MAX)),
            SortKey::Amount => count(sheet.amount[row]),
            SortKey::Students => count(sheet.students[row]),
        }
    }
}

impl Books {
    /// The place of a unit in every table.
    pub fn unit_order(&self, unit: u32) -> i64 {
        self.unit(unit).and_then(|unit| unit.int(Field::Order)).unwrap_or(i64::from(unit) + 10_000)
    }
}

/// How two rows stand to each other under a sort.
#[cfg(test)]
pub fn plain_order(books: &Books, sort: &[(SortKey, bool)], a: usize, b: usize) -> Ordering {
    let order = Order::of(books, sort);
    let missing = |row: usize, key: SortKey| order.value(row, key).is_none();
    for (key, down) in sort {
        let by = match (missing(a, *key), missing(b, *key)) {
            (false, false) if *key == SortKey::Place => {
                books.sheet.place.get(a).cmp(books.sheet.place.get(b))
            }
            (false, false) => order.value(a, *key).cmp(&order.value(b, *key)),
            (a, b) if a == b => Ordering::Equal,
            (a, b) => return a.cmp(&b),
        };
        if by != Ordering::Equal {
            return if *down { by.reverse() } else { by };
        }
    }
    let number = |row: usize| if books.sheet.seq_no[row] == 0 { u32::MAX } else { books.sheet.seq_no[row] };
    let rest = |row: usize| {
        let unit = books.sheet.unit[row];
        (books.unit_order(u32::from(unit)), unit, number(row), row)
    };
    rest(a).cmp(&rest(b))
}
