//! Finding anything by text, best first.

use super::Books;
use super::lookup::names_of;
use super::people::person_hit;
use super::rank::{Rank, Ranker};
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::row::Hit;
use crate::text::fold;
use crate::text::pinyin::Query;
use std::collections::BTreeSet;

/// Fields of an entry that may be searched. None of them is protected.
const ENTRY_TEXTS: [Field; 6] =
    [Field::Title, Field::Demand, Field::ToBody, Field::Authority, Field::DocNo, Field::Place];

/// What answers to a text: how well, the turn of its kind among equals, and what is shown.
type Found = (Rank, u8, Hit);

impl Books {
    /// Everything that answers to a text: units, people, entries of registers; with `issues` also these and
    /// the items of the plan.
    pub fn find(&self, text: &str, limit: usize, issues: bool) -> Vec<Hit> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let ranker = Ranker::new(text);
        let mut hits = Vec::new();
        self.find_units(&ranker, &mut hits);
        let people = self.people_ranked(text).into_iter();
        hits.extend(people.map(|(rank, person)| (rank, 2, person_hit(&person))));
        if issues {
            self.find_items(&ranker, &mut hits);
            let named = self.issue_called(text);
            hits.extend(named.map(|id| (Rank::BEST, 0, self.issue_hit(id as usize - 1))));
            let like = self.issues_like(text, limit).into_iter();
            hits.extend(like.map(|(rank, row)| (rank, 4, self.issue_hit_of(row, text))));
        }
        self.find_entries(&ranker, &mut hits);
        hits.sort_by_key(|a| (a.0, a.1));
        let mut seen = BTreeSet::new();
        hits.retain(|(_, _, hit)| seen.insert((hit.kind.clone(), hit.key.clone(), hit.detail.clone())));
        hits.into_iter().map(|(_, _, hit)| hit).take(limit).collect()
    }

    fn find_units(&self, ranker: &Ranker, hits: &mut Vec<Found>) {
        for unit in self.of_kind(Kind::Unit).filter(|unit| !unit.cells.is_empty()) {
            let names: Vec<&str> = names_of(unit).collect();
            if let Some(rank) = ranker.rank(&names, &[]) {
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

    fn find_items(&self, ranker: &Ranker, hits: &mut Vec<Found>) {
        let Some(pack) = &self.pack else { return };
        for item in pack.items() {
            let keywords = item.keywords.iter().map(String::as_str);
            let texts: Vec<&str> = [item.id.as_str(), &item.text].into_iter().chain(keywords).collect();
            if let Some(rank) = ranker.rank(&[], &texts) {
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

    fn find_entries(&self, ranker: &Ranker, hits: &mut Vec<Found>) {
        for kind in Kind::ALL.into_iter().filter(|kind| kind.is_entry()) {
            for record in self.of_kind(kind).filter(|record| !record.cells.is_empty()) {
                let name = self.name_of(record.subject);
                let mut texts = vec![name.as_str()];
                texts.extend(ENTRY_TEXTS.iter().map(|field| record.text(*field)));
                texts.retain(|text| !text.is_empty());
                if let Some(rank) = ranker.rank(&[], &texts) {
                    hits.push((rank, 5, self.entry_hit(record, name)));
                }
            }
        }
    }

    fn entry_hit(&self, record: &Record, name: String) -> Hit {
        let title = ENTRY_TEXTS.iter().map(|field| record.text(*field)).find(|text| !text.is_empty());
        let paper = (record.subject.kind == Kind::Submission).then(|| self.doc_name(record.text(Field::Doc)));
        Hit {
            kind: record.subject.kind.code().to_owned(),
            key: name,
            text: paper.unwrap_or_else(|| title.unwrap_or_default().to_owned()),
            detail: record.reference(Field::Unit).map_or("", |unit| self.unit_name(unit)).to_owned(),
        }
    }

    /// The rows that answer to a text, best first, the last changed before the others.
    pub fn issues_like(&self, text: &str, limit: usize) -> Vec<(Rank, usize)> {
        let (sheet, exist) = (&self.sheet, &*self.existing());
        let query = Query::new(text);
        let age = |row: usize| i64::MAX - i64::try_from(sheet.changed_seq[row]).unwrap_or(i64::MAX);
        let mut called = self.numbers_like(text);
        called.extend(self.issue_called(text));
        called.extend(self.rows_of_paper(text).into_iter().map(|row| row as u32 + 1));
        let sure: BTreeSet<usize> = called.into_iter().map(|id| id as usize - 1).collect();
        let mut found: Vec<(Rank, usize)> =
            sure.iter().filter(|row| exist.has(**row)).map(|row| (Rank(0, age(*row)), *row)).collect();
        let mut rows = self.holding(text, exist, true);
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() > 1 {
            let all = words.iter().fold(exist.clone(), |kept, word| {
                let mut both = self.worded(word, &kept);
                both.and(&kept);
                both
            });
            rows.or(&all);
        }
        found.extend(rows.rows().filter(|row| !sure.contains(row)).map(|row| {
            let texts = [sheet.place.get(row), sheet.title.get(row)];
            let begun = texts.into_iter().filter_map(|text| query.begins(text)).max();
            (Rank::of(begun, age(row)), row)
        }));
        if limit < found.len() {
            found.select_nth_unstable(limit);
            found.truncate(limit);
        }
        found.sort_unstable();
        found
    }

    /// Rows of papers: by the row there alone, or with the paper's name before it.
    fn rows_of_paper(&self, text: &str) -> Vec<usize> {
        let (sheet, exist) = (&self.sheet, &*self.existing());
        let (paper, number) = match text.rsplit_once(char::is_whitespace) {
            Some((paper, number)) => (Query::new(paper), number),
            None => (Query::new(""), text),
        };
        let fits = |row: &usize| {
            let file = || sheet.codes.word(sheet.file[*row]).unwrap_or_default();
            sheet.file_row.is(*row, number) && (paper.is_empty() || paper.within(file()))
        };
        exist.rows().filter(fits).collect()
    }

    /// Issues whose number begins so: `TY-0`.
    pub fn numbers_like(&self, text: &str) -> Vec<u32> {
        let text = fold(text).to_uppercase();
        let Some((code, digits)) = text.split_once('-') else { return Vec::new() };
        let Some(unit) = self.unit_coded(code).filter(|_| digits.bytes().all(|b| b.is_ascii_digit())) else {
            return Vec::new();
        };
        let begins = |(seq, _): &(u32, u32)| format!("{seq:03}").starts_with(digits);
        self.sheet.numbers_of(unit).filter(begins).map(|(_, id)| id).take(100).collect()
    }

    fn issue_hit(&self, row: usize) -> Hit {
        Hit {
            kind: Subject::issue(0).kind.code().to_owned(),
            key: self.issue_name(row as u32 + 1),
            text: self.sheet.place.get(row).to_owned(),
            detail: self.sheet.title.get(row).to_owned(),
        }
    }

    /// An issue found; by its row of a paper: with that.
    fn issue_hit_of(&self, row: usize, text: &str) -> Hit {
        let mut hit = self.issue_hit(row);
        let number = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        if self.sheet.file_row.is(row, number) {
            let file = self.sheet.codes.word(self.sheet.file[row]).unwrap_or_default();
            hit.detail = format!("{} {file} {number}", hit.detail);
        }
        hit
    }
}
