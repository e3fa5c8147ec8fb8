//! Checks a pack beyond its shape: ids, references, dates, routing, names.

use super::error::{PackError, PackFault};
use super::lines::{line_of, section_line};
use super::plan::Pack;
use super::{FORMAT, RouteQuery};
use chrono::Datelike;
use std::collections::BTreeMap;

/// All faults, in the order of the file.
pub fn check(pack: &Pack, source: &str, file: &str) -> Vec<PackError> {
    let mut checker = Checker { pack, source, file, faults: Vec::new() };
    checker.format();
    checker.ids();
    checker.references();
    checker.dates();
    checker.names();
    checker.routes();
    let mut faults = checker.faults;
    faults.sort_by_key(|fault| fault.line);
    faults
}

struct Checker<'a> {
    pack: &'a Pack,
    source: &'a str,
    file: &'a str,
    faults: Vec<PackError>,
}

impl Checker<'_> {
    fn add(&mut self, line: usize, fault: PackFault) {
        self.faults.push(PackError { file: self.file.to_owned(), line, fault });
    }

    fn line(&self, list: &str, nth: usize, key: &str) -> usize {
        line_of(self.source, list, nth, key)
    }

    fn format(&mut self) {
        if self.pack.format != FORMAT {
            let (found, known) = (self.pack.format.clone(), FORMAT.to_owned());
            let line = self.source.lines().position(|line| line.starts_with("format")).unwrap_or(0) + 1;
            self.add(line, PackFault::Format { found, known });
        }
        for (what, text) in [("name", &self.pack.campaign.name), ("issuer", &self.pack.campaign.issuer)] {
            if text.trim().is_empty() {
                self.add(
                    section_line(self.source, "campaign", what),
                    PackFault::Empty { what: what.to_owned() },
                );
            }
        }
        let empty = [
            ("categories", self.pack.categories.is_empty()),
            ("phases", self.pack.phases.is_empty()),
            ("roles", self.pack.roles.is_empty()),
        ];
        for (what, empty) in empty {
            if empty {
                self.add(1, PackFault::None { what: what.to_owned() });
            }
        }
        let founder = self.pack.roles.iter().any(|role| role.founder);
        if !founder {
            self.add(
                self.line("roles", 0, "founder"),
                PackFault::None { what: "role with founder = true".into() },
            );
        }
    }

    fn unique(&mut self, list: &str, key: &str, ids: Vec<String>) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (nth, id) in ids.into_iter().enumerate() {
            let line = self.line(list, nth, key);
            if id.trim().is_empty() {
                self.add(line, PackFault::Empty { what: format!("{list}.{key}") });
            }
            match seen.get(&id) {
                Some(other) => {
                    self.add(line, PackFault::Twice { what: format!("{list}.{key}"), id, other: *other })
                }
                None => {
                    seen.insert(id, line);
                }
            }
        }
    }

    fn ids(&mut self) {
        let pack = self.pack;
        self.unique("unit_kinds", "id", pack.unit_kinds.iter().map(|kind| kind.id.clone()).collect());
        self.unique("units", "code", pack.units.iter().map(|unit| unit.code.clone()).collect());
        self.unique("categories", "id", pack.categories.iter().map(|category| category.id.clone()).collect());
        self.unique(
            "categories",
            "code",
            pack.categories.iter().map(|category| category.code.clone()).collect(),
        );
        self.unique("categories.items", "id", pack.items().map(|item| item.id.clone()).collect());
        self.unique("phases", "no", pack.phases.iter().map(|phase| phase.no.to_string()).collect());
        self.unique("schedule", "no", pack.schedule.iter().map(|task| task.no.to_string()).collect());
        self.unique("routing", "id", pack.routing.iter().map(|rule| rule.id.clone()).collect());
        self.unique("roles", "id", pack.roles.iter().map(|role| role.id.clone()).collect());
        self.unique("grounds", "id", pack.grounds.iter().map(|ground| ground.id.clone()).collect());
        self.unique(
            "thresholds",
            "id",
            pack.thresholds.iter().map(|threshold| threshold.id.clone()).collect(),
        );
        self.unique("settle", "id", pack.settle.iter().map(|entry| entry.id.clone()).collect());
    }

    fn known(&mut self, line: usize, what: &str, found: &str, known: &[String]) {
        if !known.iter().any(|k| k == found) {
            let fault =
                PackFault::Unknown { what: what.to_owned(), found: found.to_owned(), known: known.to_vec() };
            self.add(line, fault);
        }
    }

    fn references(&mut self) {
        let pack = self.pack;
        let units: Vec<String> = pack.units.iter().map(|unit| unit.code.clone()).collect();
        let kinds: Vec<String> = pack.unit_kinds.iter().map(|kind| kind.id.clone()).collect();
        let grounds: Vec<String> = pack.grounds.iter().map(|ground| ground.id.clone()).collect();
        self.known(
            section_line(self.source, "campaign", "office_unit"),
            "office_unit",
            &pack.campaign.office_unit,
            &units,
        );
        for (nth, unit) in pack.units.iter().enumerate() {
            self.known(self.line("units", nth, "kind"), "kind", &unit.kind, &kinds);
            for (key, code) in [("parent", &unit.parent), ("successor", &unit.successor)] {
                if let Some(code) = code {
                    self.known(self.line("units", nth, key), key, code, &units);
                }
            }
            // A parent stands before its children, so that the tree can be built in one pass.
            let above =
                pack.units.iter().take(nth + 1).any(|other| Some(&other.code) == unit.parent.as_ref());
            if unit.parent.as_ref().is_some_and(|parent| units.contains(parent)) && !above {
                let (found, line) =
                    (unit.parent.clone().unwrap_or_default(), self.line("units", nth, "parent"));
                self.add(
                    line,
                    PackFault::Order { what: "units.code".into(), day: unit.code.clone(), after: found },
                );
            }
        }
        for (nth, contact) in pack.contacts.iter().enumerate() {
            self.known(self.line("contacts", nth, "unit"), "unit", &contact.unit, &units);
        }
        for (nth, observer) in pack.observers.iter().enumerate() {
            self.known(self.line("observers", nth, "unit"), "unit", &observer.unit, &units);
        }
        for (nth, threshold) in pack.thresholds.iter().enumerate() {
            self.known(self.line("thresholds", nth, "ground"), "ground", &threshold.ground, &grounds);
        }
        for (nth, mark) in pack.stage_marks.iter().enumerate() {
            self.known(self.line("stage_marks", nth, "stage"), "stage", &mark.stage, &pack.stages.list);
        }
        self.rule_references(&units, &kinds);
    }

    fn rule_references(&mut self, units: &[String], kinds: &[String]) {
        let pack = self.pack;
        let categories: Vec<String> = pack.categories.iter().map(|category| category.id.clone()).collect();
        let items: Vec<String> = pack.items().map(|item| item.id.clone()).collect();
        for (nth, rule) in pack.routing.iter().enumerate() {
            self.known(self.line("routing", nth, "lead"), "lead", &rule.lead, units);
            let lists: [(&str, &[String], &[String]); 6] = [
                ("co", &rule.co, units),
                ("categories", &rule.categories, &categories),
                ("items", &rule.items, &items),
                ("stages", &rule.stages, &pack.stages.list),
                ("ownerships", &rule.ownerships, &pack.stages.ownerships),
                ("unit_kinds", &rule.unit_kinds, kinds),
            ];
            for (key, found, known) in lists {
                for value in found {
                    self.known(self.line("routing", nth, key), key, value, known);
                }
            }
        }
    }

    fn dates(&mut self) {
        let campaign = &self.pack.campaign;
        let order = |what: &str, day: chrono::NaiveDate, after: chrono::NaiveDate| {
            (day < after).then(|| PackFault::Order {
                what: what.into(),
                day: day.to_string(),
                after: after.to_string(),
            })
        };
        if let Some(fault) = order("end", campaign.end, campaign.start) {
            self.add(section_line(self.source, "campaign", "end"), fault);
        }
        let mut last = campaign.start;
        for (nth, phase) in self.pack.phases.iter().enumerate() {
            if let Some(fault) = order("due", phase.due, last) {
                self.add(self.line("phases", nth, "due"), fault);
            }
            last = phase.due;
        }
        for (nth, task) in self.pack.schedule.iter().enumerate() {
            // A band may begin before the paper is out; nothing may end before the campaign starts.
            if let Some(fault) = order("due", task.due, task.from.unwrap_or(campaign.start)) {
                self.add(self.line("schedule", nth, "due"), fault);
            }
        }
        for year in campaign.start.year()..=campaign.end.year() {
            if !self.pack.calendar.years.contains(&year) {
                self.add(section_line(self.source, "calendar", "years"), PackFault::NoYear { year });
            }
        }
    }

    /// A name that two units answer to helps nobody.
    fn names(&mut self) {
        let mut owners: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for (nth, unit) in self.pack.units.iter().enumerate() {
            let own = [&unit.code, &unit.name, &unit.short].into_iter().chain(&unit.aliases);
            for name in own.filter(|name| !name.is_empty()) {
                let key = name.to_lowercase();
                match owners.get(&key).cloned() {
                    Some((other, first)) if other != nth => {
                        let fault =
                            PackFault::Ambiguous { name: name.clone(), first, second: unit.name.clone() };
                        self.add(self.line("units", nth, "aliases"), fault);
                    }
                    _ => {
                        owners.insert(key, (nth, unit.name.clone()));
                    }
                }
            }
        }
    }

    fn routes(&mut self) {
        for category in &self.pack.categories {
            for stage in &self.pack.stages.list {
                let query = RouteQuery { category: &category.id, stage, ..RouteQuery::default() };
                if self.pack.route(&query).rule.is_empty() {
                    let line = self
                        .source
                        .lines()
                        .position(|line| line.trim() == "[[routing]]")
                        .map_or(1, |at| at + 1);
                    let (category, stage) = (category.id.clone(), stage.clone());
                    self.add(line, PackFault::Unrouted { category, stage });
                }
            }
        }
    }
}
