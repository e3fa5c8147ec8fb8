//! Finding units, issues and people by what people call them.

use super::Books;
use super::filter_words::nearest_of;
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::text::pinyin;
use std::collections::{BTreeMap, BTreeSet};

/// How well a unit answers to a name; the least is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Code,
    Name,
    Start,
    Part,
}

impl Books {
    /// The campaign's record, once there is one.
    pub fn campaign(&self) -> Option<&Record> {
        self.held.get(&Subject::CAMPAIGN).map(AsRef::as_ref)
    }

    /// A unit's record.
    pub fn unit(&self, id: u32) -> Option<&Record> {
        self.held.get(&Subject::unit(id)).map(AsRef::as_ref).filter(|record| !record.cells.is_empty())
    }

    /// The short name of a unit; its name where there is none; empty when unknown.
    pub fn unit_name(&self, id: u32) -> &str {
        self.unit(id).map_or("", |unit| {
            let short = unit.text(Field::Short);
            if short.is_empty() { unit.text(Field::Name) } else { short }
        })
    }

    /// A member's record, by login.
    pub fn member(&self, login: &str) -> Option<&Record> {
        self.of_kind(Kind::Member).map(AsRef::as_ref).find(|member| member.text(Field::Login) == login)
    }

    /// The units that answer to a name, only the best-fitting ones: a code, a name, a short name or an
    /// alias, pinyin or initials; else what begins so; else what contains it.
    pub fn units_called(&self, text: &str) -> Vec<u32> {
        let mut best: Option<Fit> = None;
        let mut found = Vec::new();
        for unit in self.of_kind(Kind::Unit) {
            let Some(fit) = fit(unit, text) else { continue };
            if best.is_none_or(|best| fit < best) {
                best = Some(fit);
                found.clear();
            }
            if best == Some(fit) {
                found.push(unit.subject.id);
            }
        }
        found
    }

    /// All units of a kind of the plan, called by its id or its whole name.
    pub fn units_of_kind(&self, name: &str) -> Vec<u32> {
        let kinds = self.pack.as_ref().map_or(&[][..], |pack| &pack.unit_kinds);
        let Some(kind) = kinds.iter().find(|kind| kind.id == name || kind.name == name) else {
            return Vec::new();
        };
        let units = self.of_kind(Kind::Unit).filter(|unit| unit.text(Field::UnitKind) == kind.id);
        units.map(|unit| unit.subject.id).collect()
    }

    /// The unit with exactly this code.
    pub fn unit_coded(&self, code: &str) -> Option<u32> {
        self.of_kind(Kind::Unit)
            .find(|unit| unit.text(Field::Code).eq_ignore_ascii_case(code))
            .map(|unit| unit.subject.id)
    }

    /// A unit and all units below it.
    pub fn with_below(&self, unit: u32) -> Vec<u32> {
        self.all_below(&[unit])
    }

    /// Some units and all units below them, each once.
    pub fn all_below(&self, units: &[u32]) -> Vec<u32> {
        let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for unit in self.of_kind(Kind::Unit) {
            if let Some(parent) = unit.reference(Field::Parent) {
                children.entry(parent).or_default().push(unit.subject.id);
            }
        }
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        found.extend(units.iter().filter(|unit| seen.insert(**unit)));
        let mut at = 0;
        while let Some(parent) = found.get(at) {
            let below = children.get(parent).map_or(&[][..], Vec::as_slice);
            found.extend(below.iter().filter(|unit| seen.insert(**unit)));
            at += 1;
        }
        found
    }

    /// The name of the unit that comes nearest to a name that no unit has.
    pub fn nearest_unit(&self, text: &str) -> Option<String> {
        let units = self.of_kind(Kind::Unit).filter(|unit| !unit.cells.is_empty());
        let named: Vec<(&str, u32)> =
            units.flat_map(|unit| names_of(unit).map(|name| (name, unit.subject.id))).collect();
        let near = nearest_of(named.iter().map(|(name, _)| *name), text)?;
        let unit = named.iter().find(|(name, _)| *name == near)?.1;
        Some(self.unit_name(unit).to_owned())
    }

    /// Where issues can come from: the plan's sources and those in use, each with all its names.
    pub fn sources(&self) -> Vec<(String, Vec<String>)> {
        let planned = self.pack.iter().flat_map(|pack| &pack.sources);
        let mut known: Vec<(String, Vec<String>)> = planned
            .map(|source| {
                (source.name.clone(), source.aliases.iter().chain([&source.name]).cloned().collect())
            })
            .collect();
        let used: BTreeSet<u16> = self.existing().rows().map(|row| self.sheet.source[row]).collect();
        for word in used.into_iter().filter_map(|number| self.sheet.codes.word(number)) {
            if !known.iter().any(|(source, _)| source == word) {
                known.push((word.to_owned(), vec![word.to_owned()]));
            }
        }
        known
    }

    /// The issue a number names: `TY-007`, `ty7`, `#12` (internal).
    pub fn issue_called(&self, text: &str) -> Option<u32> {
        let (unit, seq) = self.split_number(text)?;
        match unit {
            Some(unit) => self.by_number(unit, seq),
            None => (1..=self.sheet.len() as u32).contains(&seq).then_some(seq),
        }
        .filter(|id| self.sees_issue(*id))
    }

    /// The issue with this number of a unit, where it is seen.
    pub fn by_number(&self, unit: u32, seq: u32) -> Option<u32> {
        self.sheet.by_number(unit, seq).filter(|id| self.sees_issue(*id))
    }

    /// The unit and sequence of a number as typed; no unit for an internal number.
    pub fn split_number(&self, text: &str) -> Option<(Option<u32>, u32)> {
        let text = text.trim();
        if let Some(internal) = text.strip_prefix('#') {
            return Some((None, internal.parse().ok()?));
        }
        // A code may end in a digit: the hyphen parts it from the sequence; without one the letters do.
        let (code, seq) = match text.rsplit_once('-') {
            Some(parts) => parts,
            None => text.split_at(text.find(|c: char| c.is_ascii_digit())?),
        };
        let unit = self.unit_coded(code.trim())?;
        Some((Some(unit), seq.parse().ok()?))
    }

    /// The number of an issue's row, `None` until numbered.
    pub fn number_of(&self, row: usize) -> Option<String> {
        let seq = *self.sheet.seq_no.get(row)?;
        let unit = self.unit(u32::from(*self.sheet.no_unit.get(row)?))?;
        (seq > 0).then(|| number(unit.text(Field::Code), seq))
    }

    /// The number of an issue, or `#` and its internal number.
    pub fn issue_name(&self, id: u32) -> String {
        self.number_of(id as usize - 1).unwrap_or_else(|| format!("#{id}"))
    }

    /// The name of an entry of a register: its number, or what it answers.
    fn entry_name(&self, subject: Subject) -> String {
        let Some(record) = self.record(subject) else { return String::new() };
        match subject.kind {
            Kind::Submission => self.paper_name(&super::owed::key_of(record)),
            Kind::Ruling => record.text(Field::SettleId).to_owned(),
            Kind::Task if record.text(Field::No).is_empty() => {
                record.int(Field::PlanRow).map_or_else(String::new, |row| row.to_string())
            }
            _ => record.text(Field::No).to_owned(),
        }
    }

    /// The name of a paper a unit owes: paper, period, unit, receiving section.
    pub fn paper_name(&self, key: &super::owed::Key) -> String {
        let mut parts = vec![self.doc_name(&key.doc)];
        if !key.period.is_empty() {
            parts.push(key.period.clone());
        }
        parts.push(self.unit_name(key.unit).to_owned());
        if key.receiver != 0 {
            parts.push(self.unit_name(key.receiver).to_owned());
        }
        parts.join("/")
    }

    /// The name of a paper: of the plan's deliverable, or the number of the ad-hoc task.
    pub fn doc_name(&self, doc: &str) -> String {
        let named = self.pack.as_ref().and_then(|pack| {
            pack.deliverables().find(|(_, paper)| paper.id == doc).map(|(_, paper)| paper.name.clone())
        });
        named.unwrap_or_else(|| doc.to_owned())
    }

    /// The name of any record.
    pub fn name_of(&self, subject: Subject) -> String {
        match subject.kind {
            Kind::Issue => self.issue_name(subject.id),
            _ if subject.kind.is_entry() => self.entry_name(subject),
            _ => {
                self.held.get(&subject).map_or_else(String::new, |record| record.text(Field::Name).to_owned())
            }
        }
    }
}

/// A number as people write it.
pub fn number(code: &str, seq: u32) -> String {
    format!("{code}-{seq:03}")
}

fn fit(unit: &Record, text: &str) -> Option<Fit> {
    let text = text.trim();
    if text.is_empty() || unit.cells.is_empty() {
        return None;
    }
    if unit.text(Field::Code).eq_ignore_ascii_case(text) {
        return Some(Fit::Code);
    }
    names_of(unit).filter_map(|name| fit_name(name, text)).min()
}

/// Every name a unit goes by: its code last.
pub fn names_of(unit: &Record) -> impl Iterator<Item = &str> {
    let aliases = unit.words(Field::Aliases).iter().map(String::as_str);
    let own = [unit.text(Field::Short), unit.text(Field::Name)].into_iter();
    own.chain(aliases).chain([unit.text(Field::Code)]).filter(|name| !name.is_empty())
}

fn fit_name(name: &str, text: &str) -> Option<Fit> {
    Some(match pinyin::matches(text, name)? {
        pinyin::Quality::Exact => Fit::Name,
        pinyin::Quality::Prefix => Fit::Start,
        pinyin::Quality::Contiguous => Fit::Part,
    })
}
