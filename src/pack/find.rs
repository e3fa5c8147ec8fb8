//! Finding what a word names: units, offices, groups, bodies outside, stages, clauses.

use super::Pack;
use super::parties::{Office, Outside, Unit, UnitGroup};
use super::plan::Stage;
use crate::text::fold;

/// What a name stands for.
#[derive(Debug, Clone, Copy)]
pub enum Named<'a> {
    Unit(&'a Unit),
    Office(&'a Office),
    Group(&'a UnitGroup),
    Outside(&'a Outside),
}

impl<'a> Named<'a> {
    /// Its code or id.
    pub fn code(self) -> &'a str {
        match self {
            Named::Unit(unit) => &unit.code,
            Named::Office(office) => &office.id,
            Named::Group(group) => &group.id,
            Named::Outside(outside) => &outside.id,
        }
    }

    /// Every word it answers to.
    pub(super) fn names(self) -> Vec<&'a str> {
        let mut names = vec![self.code()];
        let aliases = match self {
            Named::Unit(unit) => {
                names.extend([unit.name.as_str(), &unit.short, &unit.gb]);
                &unit.aliases
            }
            Named::Office(office) => {
                names.extend([office.name.as_str(), &office.short, &office.full]);
                &office.aliases
            }
            Named::Group(group) => {
                names.push(&group.name);
                &group.aliases
            }
            Named::Outside(outside) => {
                names.push(&outside.name);
                &outside.aliases
            }
        };
        names.extend(aliases.iter().map(String::as_str));
        names.retain(|name| !name.is_empty());
        names
    }
}

/// A name as it is compared: ASCII twins, small letters, no blanks.
pub(super) fn plain(name: &str) -> String {
    fold(name).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl Pack {
    /// Everything that has a name, in the order units, offices, groups, outside.
    pub(super) fn named(&self) -> impl Iterator<Item = Named<'_>> {
        let units = self.units.iter().map(Named::Unit);
        let offices = self.offices.iter().map(Named::Office);
        let groups = self.unit_groups.iter().map(Named::Group);
        let outside = self.outside.iter().map(Named::Outside);
        units.chain(offices).chain(groups).chain(outside)
    }

    /// What a name, short name, alias, code or id stands for, written in any width and case.
    pub fn find_named(&self, name: &str) -> Option<Named<'_>> {
        let wanted = plain(name);
        self.named().find(|named| named.names().into_iter().any(|known| plain(known) == wanted))
    }

    /// The unit with this code, name, short name, alias or GB code.
    pub fn find_unit(&self, name: &str) -> Option<&Unit> {
        let wanted = plain(name);
        let answers = |unit: &&Unit| Named::Unit(unit).names().into_iter().any(|n| plain(n) == wanted);
        self.units.iter().find(answers)
    }

    /// The office with this id, name or alias.
    pub fn find_office(&self, name: &str) -> Option<&Office> {
        let wanted = plain(name);
        let answers =
            |office: &&Office| Named::Office(office).names().into_iter().any(|n| plain(n) == wanted);
        self.offices.iter().find(answers)
    }

    /// The office with exactly this id.
    pub fn office(&self, id: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }

    /// The stage that the name of a place gives away: the longest of the marks in it, the first of
    /// equals.
    pub fn stage_of(&self, place: &str) -> Option<&Stage> {
        let longest = |stage: &Stage| {
            let inside = stage.contains.iter().filter(|mark| place.contains(mark.as_str()));
            let at_end = stage.ends.iter().filter(|mark| place.ends_with(mark.as_str()));
            inside.chain(at_end).map(|mark| mark.chars().count()).max().unwrap_or(0)
        };
        let (length, stage) =
            self.stages.iter().map(|stage| (longest(stage), stage)).rev().max_by_key(|it| it.0)?;
        (length > 0).then_some(stage)
    }

    /// The wording of a clause, or of several joined by the full-width semicolon; `None` when none of
    /// them is in the pack.
    pub fn clause_text(&self, clause: &str) -> Option<String> {
        let wanted: Vec<&str> = split_clauses(clause).collect();
        let entries = self.clauses();
        let texts: Vec<String> = wanted
            .into_iter()
            .flat_map(|one| entries.iter().filter(move |(known, _)| known == one))
            .map(|(_, text)| text.clone())
            .collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    /// Every clause the pack holds the wording of, with it; a clause may come more than once.
    pub(super) fn clauses(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        for paragraph in self.preamble.iter().chain(&self.requirements) {
            all.push((paragraph.clause.clone(), paragraph.text.clone()));
        }
        for leader in &self.leaders {
            let mut parts = leader.names.clone();
            parts.extend(leader.posts.iter().cloned());
            parts.extend((!leader.duties.is_empty()).then(|| leader.duties.clone()));
            all.push((leader.clause.clone(), format!("{} {}", leader.role, parts.join(" "))));
        }
        for office in &self.offices {
            all.push((office.clause.clone(), format!("{} {}", office.name, office.duties)));
        }
        for category in &self.categories {
            all.push((category.clause.clone(), category.name.clone()));
            for item in &category.items {
                all.push((category.item_clause(item), item.text.clone()));
            }
        }
        for phase in &self.phases {
            all.push((phase.clause.clone(), format!("{} {} {}", phase.name, phase.text, phase.deadline)));
        }
        for annex in &self.annexes {
            all.push((annex.clause.clone(), annex.name.clone()));
        }
        for task in &self.schedule {
            all.push((task.clause.clone(), format!("{} {} {}", task.time, task.work, task.by)));
        }
        all
    }
}

/// The clauses that one text names.
pub(super) fn split_clauses(clause: &str) -> impl Iterator<Item = &str> {
    clause.split('\u{FF1B}').map(str::trim).filter(|one| !one.is_empty())
}
