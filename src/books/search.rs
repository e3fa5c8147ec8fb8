//! Finding anything by text, best first.

use super::Books;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::row::{Hit, PersonRow};
use crate::text::pinyin::{self, Quality};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// How well a text answers a query; the least is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(u8, i64);

/// A query that ranks names.
pub struct Ranker {
    matcher: SkimMatcherV2,
    query: pinyin::Query,
    typed: String,
}

impl Ranker {
    /// Makes a query ready.
    pub fn new(query: &str) -> Self {
        Self { matcher: SkimMatcherV2::default(), query: pinyin::Query::new(query), typed: query.to_owned() }
    }

    /// Ranks a thing by the best of its names: exact, prefix, contiguous, then fuzzy by score.
    pub fn rank<'a>(&self, names: impl Iterator<Item = &'a str>) -> Option<Rank> {
        names
            .filter_map(|name| match self.query.find(name) {
                Some(found) => Some(Rank(place(found.quality), name.chars().count() as i64)),
                None => self.fuzzy(name),
            })
            .min()
    }

    fn fuzzy(&self, name: &str) -> Option<Rank> {
        let direct = self.matcher.fuzzy_match(name, &self.typed);
        let score = direct.or_else(|| {
            let ascii = self.typed.chars().count() > 1 && self.typed.is_ascii();
            ascii.then(|| self.matcher.fuzzy_match(&pinyin::initials(name), &self.typed)).flatten()
        })?;
        Some(Rank(3, -score))
    }
}

fn place(quality: Quality) -> u8 {
    match quality {
        Quality::Exact => 0,
        Quality::Prefix => 1,
        Quality::Contiguous => 2,
    }
}

impl Books {
    /// Everything that answers to a text: units, people, items of the plan, issues.
    pub fn find(&self, text: &str, limit: usize) -> Vec<Hit> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let ranker = Ranker::new(text);
        let mut hits = Vec::new();
        if let Some(id) = self.issue_called(text) {
            hits.push((Rank(0, 0), 0, self.issue_hit(id as usize - 1)));
        }
        self.find_units(&ranker, &mut hits);
        for person in self.people(text) {
            let rank = ranker.rank([person.name.as_str(), person.unit.as_str()].into_iter());
            hits.push((rank.unwrap_or(Rank(2, 0)), 2, person_hit(&person)));
        }
        self.find_items(&ranker, &mut hits);
        self.find_issues(text, &mut hits);
        hits.sort_by_key(|a| (a.0, a.1));
        let mut seen = std::collections::BTreeSet::new();
        hits.retain(|(_, _, hit)| seen.insert((hit.kind.clone(), hit.key.clone())));
        hits.into_iter().map(|(_, _, hit)| hit).take(limit).collect()
    }

    fn find_units(&self, ranker: &Ranker, hits: &mut Vec<(Rank, u8, Hit)>) {
        for unit in self.of_kind(Kind::Unit) {
            let aliases = unit.words(Field::Aliases).iter().map(String::as_str);
            let names = [unit.text(Field::Name), unit.text(Field::Short), unit.text(Field::Code)];
            if let Some(rank) = ranker.rank(names.into_iter().filter(|n| !n.is_empty()).chain(aliases)) {
                let hit = Hit {
                    kind: "unit".into(),
                    key: unit.text(Field::Code).to_owned(),
                    text: unit.text(Field::Name).to_owned(),
                    detail: String::new(),
                };
                hits.push((rank, 1, hit));
            }
        }
    }

    fn find_items(&self, ranker: &Ranker, hits: &mut Vec<(Rank, u8, Hit)>) {
        let Some(pack) = &self.pack else { return };
        for item in pack.items() {
            let names = [item.id.as_str(), item.text.as_str()]
                .into_iter()
                .chain(item.keywords.iter().map(String::as_str));
            // A fuzzy hit in a long clause is noise.
            let found = ranker.rank(names).filter(|rank| rank.0 < 3);
            if let Some(rank) = found {
                let hit = Hit {
                    kind: "item".into(),
                    key: item.id.clone(),
                    text: item.text.clone(),
                    detail: String::new(),
                };
                hits.push((rank, 3, hit));
            }
        }
    }

    fn find_issues(&self, text: &str, hits: &mut Vec<(Rank, u8, Hit)>) {
        for row in self.rows() {
            let found = [self.sheet.place.get(row), self.sheet.title.get(row)]
                .into_iter()
                .filter_map(|t| pinyin::matches(text, t))
                .max();
            if found.is_some() || self.sheet.file_row.get(row) == text {
                hits.push((
                    Rank(found.map_or(0, place), i64::MAX - self.sheet.changed_seq[row] as i64),
                    4,
                    self.issue_hit(row),
                ));
            }
        }
    }

    fn issue_hit(&self, row: usize) -> Hit {
        Hit {
            kind: "issue".into(),
            key: self.issue_name(row as u32 + 1),
            text: self.sheet.place.get(row).to_owned(),
            detail: self.sheet.title.get(row).to_owned(),
        }
    }

    /// People by name, unit, post, pinyin or initials, in the order of units; an empty text: everybody.
    pub fn people(&self, text: &str) -> Vec<PersonRow> {
        let ranker = Ranker::new(text);
        let units: Vec<u32> = if text.is_empty() { Vec::new() } else { self.units_called(text) };
        let mut found: Vec<(Rank, i64, PersonRow)> = self
            .of_kind(Kind::Person)
            .filter(|person| !person.cells.is_empty())
            .filter_map(|person| {
                let unit = person.reference(Field::Unit).unwrap_or(0);
                let rank = if text.is_empty() {
                    Some(Rank(0, 0))
                } else if units.contains(&unit) {
                    Some(Rank(1, 0))
                } else {
                    let names =
                        [person.text(Field::Name), person.text(Field::Phone), person.text(Field::Post)];
                    ranker.rank(names.into_iter().filter(|n| !n.is_empty())).filter(|rank| rank.0 < 3)
                };
                rank.map(|rank| (rank, self.unit_order(unit), self.person_row(person)))
            })
            .collect();
        found.sort_by_key(|a| (a.0, a.1, a.2.id));
        found.into_iter().map(|(_, _, row)| row).collect()
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

    fn person_row(&self, person: &crate::model::record::Record) -> PersonRow {
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

fn person_hit(person: &PersonRow) -> Hit {
    Hit {
        kind: "person".into(),
        key: person.name.clone(),
        text: format!("{} {}", person.unit, person.post),
        detail: person.phone.clone(),
    }
}
