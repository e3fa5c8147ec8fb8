//! Counting: the figures that are said aloud, from the sheet.

use super::Books;
use super::select::Asker;
use super::sheet::{NONE, day_number, flag};
use crate::model::field::Field;
use crate::model::figures::Tally;
use crate::model::ids::Kind;
use crate::model::row::UnitRow;
use crate::model::state::State;
use std::collections::BTreeMap;

impl Books {
    /// Figures of some rows.
    pub fn tally(&self, rows: &[usize], asker: &Asker) -> Tally {
        let today = day_number(Some(asker.today));
        let mut tally = Tally::default();
        for &row in rows {
            let Some(state) = self.sheet.state_of(row) else { continue };
            tally.reported += u32::from(state == State::Reported);
            if !state.is_counted() {
                continue;
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
            let money = |fen: i64| if fen == NONE { 0 } else { fen };
            tally.amount_fen += money(self.sheet.amount[row]);
            tally.refunded_fen += money(self.sheet.refunded[row]);
        }
        tally
    }

    /// Figures by reporting unit, in the order of units; only units that have any row.
    pub fn tally_by_unit(&self, rows: &[usize], asker: &Asker) -> Vec<Tally> {
        let mut by_unit: BTreeMap<(i64, u16), Vec<usize>> = BTreeMap::new();
        for &row in rows {
            let unit = self.sheet.unit[row];
            by_unit.entry((self.unit_order(u32::from(unit)), unit)).or_default().push(row);
        }
        by_unit
            .into_iter()
            .map(|((_, unit), rows)| Tally {
                code: self.unit(u32::from(unit)).map_or_else(String::new, |u| u.text(Field::Code).to_owned()),
                name: self.unit_name(u32::from(unit)).to_owned(),
                ..self.tally(&rows, asker)
            })
            .collect()
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
        let mut tree = Vec::new();
        self.grow_tree(None, 0, &own, &mut tree);
        tree
    }

    fn grow_tree(
        &self,
        parent: Option<u32>,
        depth: u16,
        own: &BTreeMap<u32, [u32; 3]>,
        tree: &mut Vec<UnitRow>,
    ) -> [u32; 3] {
        let mut children: Vec<_> = self
            .of_kind(Kind::Unit)
            .filter(|unit| !unit.cells.is_empty() && unit.reference(Field::Parent) == parent)
            .collect();
        children.sort_by_key(|unit| (unit.int(Field::Order).unwrap_or(i64::MAX), unit.subject.id));
        let mut sum = [0; 3];
        for unit in children {
            let id = unit.subject.id;
            let at = tree.len();
            tree.push(UnitRow {
                id,
                code: unit.text(Field::Code).to_owned(),
                name: unit.text(Field::Name).to_owned(),
                short: self.unit_name(id).to_owned(),
                kind: unit.text(Field::UnitKind).to_owned(),
                depth,
                parent,
                issues: 0,
                open: 0,
                overdue: 0,
                people: self.people_of(id).len() as u32,
            });
            let mut counts = own.get(&id).copied().unwrap_or_default();
            if depth < 16 {
                let below = self.grow_tree(Some(id), depth + 1, own, tree);
                counts = std::array::from_fn(|i| counts[i] + below[i]);
            }
            (tree[at].issues, tree[at].open, tree[at].overdue) = (counts[0], counts[1], counts[2]);
            sum = std::array::from_fn(|i| sum[i] + counts[i]);
        }
        sum
    }
}
