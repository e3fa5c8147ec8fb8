//! Counting: the figures that are said aloud, from the sheet.

use super::Books;
use super::select::Asker;
use super::sheet::{NONE, day_number, flag};
use crate::model::field::Field;
use crate::model::figures::Tally;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::row::UnitRow;
use crate::model::state::State;
use std::collections::BTreeMap;

impl Books {
    /// Figures of some rows.
    pub fn tally(&self, rows: &[usize], asker: &Asker) -> Tally {
        let today = day_number(Some(asker.today));
        let mut tally = Tally::default();
        rows.iter().for_each(|row| self.count_in(*row, today, &mut tally));
        tally
    }

    fn count_in(&self, row: usize, today: i32, tally: &mut Tally) {
        let Some(state) = self.sheet.state_of(row) else { return };
        tally.reported += u32::from(state == State::Reported);
        if !state.is_counted() {
            return;
        }
        tally.issues += 1;
        tally.rectified += u32::from(state.is_rectified());
        tally.closed += u32::from(state == State::Closed);
        tally.rectifying += u32::from(matches!(state, State::Planned | State::Rectifying));
        tally.claimed += u32::from(state == State::Claimed);
        tally.unrouted += u32::from(state == State::Registered);
        tally.overdue += u32::from(self.sheet.is_overdue(row, today));
        tally.soon += u32::from(self.sheet.is_soon(row, today, self.soon_days()));
        tally.listed += u32::from(self.sheet.has(row, flag::LISTED));
        tally.delisted += u32::from(self.sheet.has(row, flag::DELISTED));
        let money = |fen: i64| if fen == NONE { 0 } else { fen };
        tally.amount_fen += money(self.sheet.amount[row]);
        tally.refunded_fen += money(self.sheet.refunded[row]);
    }

    /// Figures by reporting unit, in the order of units; only units that have any row.
    pub fn tally_by_unit(&self, rows: impl Iterator<Item = usize>, asker: &Asker) -> Vec<Tally> {
        let today = day_number(Some(asker.today));
        let mut by_unit: Vec<Option<Tally>> = Vec::new();
        for row in rows {
            let unit = usize::from(self.sheet.unit[row]);
            if by_unit.len() <= unit {
                by_unit.resize(unit + 1, None);
            }
            self.count_in(row, today, by_unit[unit].get_or_insert_default());
        }
        let mut units: Vec<(i64, u32, Tally)> = Vec::new();
        for (unit, tally) in (0..).zip(by_unit) {
            units.extend(tally.map(|tally| (self.unit_order(unit), unit, tally)));
        }
        units.sort_unstable_by_key(|(order, unit, _)| (*order, *unit));
        let named = |(_, unit, tally): (i64, u32, Tally)| Tally {
            code: self.unit(unit).map_or_else(String::new, |unit| unit.text(Field::Code).to_owned()),
            name: self.unit_name(unit).to_owned(),
            ..tally
        };
        units.into_iter().map(named).collect()
    }

    /// The tree of units, each with counts of the given rows in and below it.
    pub fn unit_tree(&self, rows: &[usize], asker: &Asker) -> Vec<UnitRow> {
        let today = day_number(Some(asker.today));
        let mut own: BTreeMap<u32, [u32; 3]> = BTreeMap::new();
        for &row in rows {
            let counts = own.entry(u32::from(self.sheet.unit[row])).or_default();
            counts[0] += 1;
            counts[1] += u32::from(self.sheet.state_of(row).is_some_and(State::is_open));
            counts[2] += u32::from(self.sheet.is_overdue(row, today));
        }
        let mut grower = Grower { books: self, own, below: BTreeMap::new(), people: BTreeMap::new() };
        for unit in self.of_kind(Kind::Unit).filter(|unit| !unit.cells.is_empty()) {
            grower.below.entry(unit.reference(Field::Parent)).or_default().push(unit);
        }
        for children in grower.below.values_mut() {
            children.sort_by_key(|unit| (unit.int(Field::Order).unwrap_or(i64::MAX), unit.subject.id));
        }
        for person in self.of_kind(Kind::Person) {
            *grower.people.entry(person.reference(Field::Unit)).or_default() += 1;
        }
        let mut tree = Vec::new();
        grower.grow(None, 0, &mut tree);
        tree
    }
}

/// What a tree of units grows from.
struct Grower<'a> {
    books: &'a Books,
    /// Issues, open and overdue ones of each unit itself.
    own: BTreeMap<u32, [u32; 3]>,
    below: BTreeMap<Option<u32>, Vec<&'a Record>>,
    people: BTreeMap<Option<u32>, u32>,
}

impl Grower<'_> {
    fn grow(&self, parent: Option<u32>, depth: u16, tree: &mut Vec<UnitRow>) -> [u32; 3] {
        let mut sum = [0; 3];
        for unit in self.below.get(&parent).map_or(&[][..], Vec::as_slice) {
            let id = unit.subject.id;
            let at = tree.len();
            tree.push(UnitRow {
                id,
                code: unit.text(Field::Code).to_owned(),
                name: unit.text(Field::Name).to_owned(),
                short: self.books.unit_name(id).to_owned(),
                kind: unit.text(Field::UnitKind).to_owned(),
                depth,
                parent,
                issues: 0,
                open: 0,
                overdue: 0,
                people: self.people.get(&Some(id)).copied().unwrap_or(0),
            });
            let mut counts = self.own.get(&id).copied().unwrap_or_default();
            if depth < 16 {
                let below = self.grow(Some(id), depth + 1, tree);
                counts = std::array::from_fn(|i| counts[i] + below[i]);
            }
            (tree[at].issues, tree[at].open, tree[at].overdue) = (counts[0], counts[1], counts[2]);
            sum = std::array::from_fn(|i| sum[i] + counts[i]);
        }
        sum
    }
}
