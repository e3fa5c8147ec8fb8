//! Finding the people of units.

use super::Books;
use super::rank::{Rank, Ranker};
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::row::{Hit, PersonRow};
use std::collections::{BTreeMap, BTreeSet};

impl Books {
    /// People by name, unit, post, telephone, pinyin or initials, best first, then in the order of units; an
    /// empty text: everybody.
    pub fn people(&self, text: &str) -> Vec<PersonRow> {
        self.people_ranked(text).into_iter().map(|(_, person)| person).collect()
    }

    /// The same with how well each answers.
    pub fn people_ranked(&self, text: &str) -> Vec<(Rank, PersonRow)> {
        let ranker = Ranker::new(text);
        let units: BTreeSet<u32> = self.units_called(text).into_iter().collect();
        let mut orders: BTreeMap<u32, i64> = BTreeMap::new();
        let mut found: Vec<(Rank, i64, &Record)> = Vec::new();
        for person in self.of_kind(Kind::Person).filter(|person| !person.cells.is_empty()) {
            let unit = person.reference(Field::Unit).unwrap_or(0);
            let name = || {
                let texts = [person.text(Field::Post), self.unit_name(unit)];
                ranker.rank_person(person.text(Field::Name), person.text(Field::Phone), &texts)
            };
            let rank = if text.is_empty() {
                Some(Rank(0, 0))
            } else if units.contains(&unit) {
                Some(name().map_or(Rank(1, 0), |rank| rank.min(Rank(1, 0))))
            } else {
                name()
            };
            let order = *orders.entry(unit).or_insert_with(|| self.unit_order(unit));
            found.extend(rank.map(|rank| (rank, order, person.as_ref())));
        }
        found.sort_by_key(|a| (a.0, a.1, a.2.subject.id));
        found.into_iter().map(|(rank, _, person)| (rank, self.person_row(person))).collect()
    }

    /// People of a unit, in the order in which one would ring them: liaison, leader, head.
    pub fn people_of(&self, unit: u32) -> Vec<PersonRow> {
        let mut people: Vec<PersonRow> = self
            .of_kind(Kind::Person)
            .filter(|person| person.reference(Field::Unit) == Some(unit))
            .map(|person| self.person_row(person))
            .collect();
        let turn = |role: &str| ["liaison", "leader", "head"].iter().position(|known| *known == role);
        people.sort_by_key(|person| (turn(&person.role).unwrap_or(3), person.id));
        people
    }

    fn person_row(&self, person: &Record) -> PersonRow {
        PersonRow {
            id: person.subject.id,
            unit: self.unit_name(person.reference(Field::Unit).unwrap_or(0)).to_owned(),
            name: person.text(Field::Name).to_owned(),
            post: person.text(Field::Post).to_owned(),
            phone: person.text(Field::Phone).to_owned(),
            role: person.text(Field::ContactRole).to_owned(),
            printed_no: person.text(Field::PrintedNo).to_owned(),
        }
    }
}

/// A person as a hit.
pub fn person_hit(person: &PersonRow) -> Hit {
    Hit {
        kind: "person".into(),
        key: person.name.clone(),
        text: format!("{} {}", person.unit, person.post),
        detail: person.phone.clone(),
    }
}
