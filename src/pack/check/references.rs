//! References: whatever an entry names, the pack holds.

use super::Checker;
use crate::model::state::State;
use crate::pack::error::PackFault;
use crate::pack::find::split_clauses;
use crate::pack::plan::Choice;
use crate::pack::policy::MeasureWords;
use std::collections::BTreeSet;

/// The words a reference may be, in the order of the file.
type Known = Vec<String>;

impl Checker<'_> {
    /// References by id, code, number or name.
    pub(super) fn references(&mut self) {
        self.campaign_and_units();
        self.schedule();
        self.routing();
        self.settled();
        self.small_lists();
    }

    pub(super) fn known(&mut self, path: &str, field: &str, found: &str, known: &Known) {
        if !known.iter().any(|one| one == found) {
            let (field, found) = (field.to_owned(), found.to_owned());
            self.say(path, PackFault::UnknownReference { field, found, known: known.clone() });
        }
    }

    fn all_known(&mut self, path: &str, field: &str, found: &[String], known: &Known) {
        for one in found {
            self.known(&format!("{path}.{field}"), field, one, known);
        }
    }

    fn offices(&self) -> Known {
        self.pack.offices.iter().map(|office| office.id.clone()).collect()
    }

    fn units(&self) -> Known {
        self.pack.units.iter().map(|unit| unit.code.clone()).collect()
    }

    /// Codes of everybody who can do, report or receive something.
    fn parties(&self) -> Known {
        self.pack.named().map(|named| named.code().to_owned()).collect()
    }

    fn campaign_and_units(&mut self) {
        let pack = self.pack;
        let (units, offices) = (self.units(), self.offices());
        let outside: Known = pack.outside.iter().map(|body| body.id.clone()).collect();
        let kinds: Known = pack.unit_kinds.iter().map(|kind| kind.id.clone()).collect();
        self.all_known("campaign", "upstream", &pack.campaign.upstream, &outside);
        self.known("campaign.office_unit", "office_unit", &pack.campaign.office_unit, &offices);
        self.known("campaign.root", "root", &pack.campaign.root, &units);
        for (at, unit) in pack.units.iter().enumerate() {
            let path = format!("units.{at}");
            self.known(&format!("{path}.kind"), "kind", &unit.kind, &kinds);
            for (field, other) in [("parent", &unit.parent), ("successor", &unit.successor)] {
                if let Some(other) = other {
                    self.known(&format!("{path}.{field}"), field, other, &units);
                }
            }
            self.loops(&path, &unit.code);
        }
        for (at, group) in pack.unit_groups.iter().enumerate() {
            self.all_known(&format!("unit_groups.{at}"), "kinds", &group.kinds, &kinds);
            self.all_known(&format!("unit_groups.{at}"), "offices", &group.offices, &offices);
        }
        let people: Known = offices.iter().chain(&units).cloned().collect();
        for (at, contact) in pack.contacts.iter().enumerate() {
            self.known(&format!("contacts.{at}.unit"), "unit", &contact.unit, &people);
        }
    }

    /// Says so when the chain of parents or of successors comes back to where it began.
    fn loops(&mut self, path: &str, code: &str) {
        let pack = self.pack;
        for field in ["parent", "successor"] {
            let next = |code: &str| {
                let unit = pack.units.iter().find(|unit| unit.code == code)?;
                if field == "parent" { unit.parent.as_deref() } else { unit.successor.as_deref() }
            };
            let steps = std::iter::successors(next(code), |code| next(code)).take(pack.units.len());
            if steps.into_iter().any(|step| step == code) {
                let (field, found) = (field.to_owned(), code.to_owned());
                self.say(&format!("{path}.{field}"), PackFault::Loop { field, found });
            }
        }
    }

    fn schedule(&mut self) {
        let parties = self.parties();
        let rows: Known = self.pack.schedule.iter().map(|task| task.no.to_string()).collect();
        for (t, task) in self.pack.schedule.iter().enumerate() {
            for (d, one) in task.deliverables.iter().enumerate() {
                let path = format!("schedule.{t}.deliverables.{d}");
                self.all_known(&path, "doers", &one.doers, &parties);
                self.all_known(&path, "reporters", &one.reporters, &parties);
                if let Some(to) = &one.to {
                    self.known(&format!("{path}.to"), "to", to, &parties);
                }
            }
        }
        if let Some(screening) = &self.pack.screening {
            self.all_known("screening", "reporters", &screening.reporters, &parties);
            if let Some(complaints) = &screening.complaints {
                let sources: Known = self.pack.sources.iter().map(|source| source.name.clone()).collect();
                self.known("screening.complaints", "complaints", complaints, &sources);
            }
            for (at, month) in screening.months.iter().enumerate() {
                if let Some(row) = month.row {
                    self.known(&format!("screening.months.{at}.row"), "row", &row.to_string(), &rows);
                }
            }
        }
    }

    fn routing(&mut self) {
        let pack = self.pack;
        let offices = self.offices();
        let groups: BTreeSet<String> = pack.stages.iter().map(|stage| stage.group.clone()).collect();
        let lists: [(&str, Known); 6] = [
            ("categories", pack.categories.iter().map(|it| it.id.clone()).collect()),
            ("items", pack.items().map(|it| it.id.clone()).collect()),
            ("stages", pack.stages.iter().map(|it| it.name.clone()).collect()),
            ("stage_groups", groups.into_iter().collect()),
            ("ownerships", pack.ownerships.iter().map(|it| it.name.clone()).collect()),
            ("unit_kinds", pack.unit_kinds.iter().map(|it| it.id.clone()).collect()),
        ];
        for (at, rule) in pack.routing.iter().enumerate() {
            let path = format!("routing.{at}");
            let conditions = [
                &rule.categories,
                &rule.items,
                &rule.stages,
                &rule.stage_groups,
                &rule.ownerships,
                &rule.unit_kinds,
            ];
            for ((field, known), found) in lists.iter().zip(conditions) {
                self.all_known(&path, field, found, known);
            }
            self.known(&format!("{path}.lead"), "lead", &rule.lead, &offices);
            self.all_known(&path, "co", &rule.co, &offices);
            if rule.clause.is_empty() && !rule.gap {
                self.say(&path, PackFault::Blank { field: "clause".to_owned() });
            }
        }
        for (at, observer) in pack.observers.iter().enumerate() {
            self.known(&format!("observers.{at}.office"), "office", &observer.office, &offices);
        }
    }

    fn settled(&mut self) {
        let pack = self.pack;
        let phases: Known = pack.phases.iter().map(|phase| phase.no.to_string()).collect();
        let rows: Known = pack.schedule.iter().map(|task| task.no.to_string()).collect();
        let items: Known = pack.items().map(|item| item.id.clone()).collect();
        let offices = self.offices();
        let texts = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>();
        for (at, settle) in pack.settle.iter().enumerate() {
            let path = format!("settle.{at}");
            self.all_known(&path, "phases", &texts(&settle.phases), &phases);
            self.all_known(&path, "rows", &texts(&settle.rows), &rows);
            self.all_known(&path, "items", &settle.items, &items);
            self.all_known(&path, "offices", &settle.offices, &offices);
        }
    }

    fn small_lists(&mut self) {
        let pack = self.pack;
        let items: Known = pack.items().map(|item| item.id.clone()).collect();
        for (c, category) in pack.categories.iter().enumerate() {
            for (i, item) in category.items.iter().enumerate() {
                self.all_known(&format!("categories.{c}.items.{i}"), "pairs", &item.pairs, &items);
            }
        }
        let grounds: Known = pack.grounds.iter().map(|ground| ground.id.clone()).collect();
        for (at, threshold) in pack.thresholds.iter().enumerate() {
            self.known(&format!("thresholds.{at}.ground"), "ground", &threshold.ground, &grounds);
        }
        let settle: Known = pack.settle.iter().map(|settle| settle.id.clone()).collect();
        for (at, reminder) in pack.reminders.iter().enumerate() {
            if let Some(id) = &reminder.settle {
                self.known(&format!("reminders.{at}.settle"), "settle", id, &settle);
            }
        }
        let roles: Known = pack.roles.iter().map(|role| role.id.clone()).collect();
        for (at, privacy) in pack.privacy.iter().enumerate() {
            self.all_known(&format!("privacy.{at}"), "roles", &privacy.roles, &roles);
        }
        if let Some(no) = pack.calendar.fallback_phase {
            let phases = pack.phases.iter().map(|phase| phase.no.to_string()).collect();
            self.known("calendar.fallback_phase", "fallback_phase", &no.to_string(), &phases);
        }
        let states: Known = State::ALL.iter().map(|state| state.code().to_owned()).collect();
        let nouns: Known = MeasureWords::NOUNS.iter().map(|noun| (*noun).to_owned()).collect();
        for (list, labels, known) in
            [("states", &pack.labels.states, states), ("nouns", &pack.labels.nouns, nouns)]
        {
            for key in labels.keys() {
                self.known(&format!("labels.{list}.{key}"), list, key, &known);
            }
        }
    }

    /// Clauses: each that is cited is one whose wording the pack holds.
    pub(super) fn clauses(&mut self) {
        let pack = self.pack;
        let mut cited: Vec<(String, &str)> = Vec::new();
        let mut cite = |path: String, clause| cited.push((path, clause));
        let choices: [(&str, &[Choice]); 7] = [
            ("ownerships", &pack.ownerships),
            ("channels", &pack.channels),
            ("sources", &pack.sources),
            ("publicity", &pack.publicity),
            ("inspection.methods", &pack.inspection.methods),
            ("inspection.objects", &pack.inspection.objects),
            ("inspection.focus", &pack.inspection.focus),
        ];
        for (list, choices) in choices {
            choices.iter().enumerate().for_each(|(at, it)| cite(format!("{list}.{at}.clause"), &it.clause));
        }
        pack.unit_kinds
            .iter()
            .enumerate()
            .for_each(|(at, it)| cite(format!("unit_kinds.{at}.clause"), &it.clause));
        pack.outside.iter().enumerate().for_each(|(at, it)| cite(format!("outside.{at}.clause"), &it.clause));
        pack.hotlines
            .iter()
            .enumerate()
            .for_each(|(at, it)| cite(format!("hotlines.{at}.clause"), &it.clause));
        pack.grounds.iter().enumerate().for_each(|(at, it)| cite(format!("grounds.{at}.clause"), &it.clause));
        pack.routing.iter().enumerate().for_each(|(at, it)| cite(format!("routing.{at}.clause"), &it.clause));
        pack.observers
            .iter()
            .enumerate()
            .for_each(|(at, it)| cite(format!("observers.{at}.clause"), &it.clause));
        pack.screening.iter().for_each(|it| cite("screening.clause".to_owned(), &it.clause));
        for (at, settle) in pack.settle.iter().enumerate() {
            cite(format!("settle.{at}.a.clause"), &settle.a.clause);
            settle.b.iter().for_each(|b| cite(format!("settle.{at}.b.clause"), &b.clause));
        }
        let mut known: Known = pack.clauses().into_iter().map(|(clause, _)| clause).collect();
        known.dedup();
        for (path, clause) in cited {
            for one in split_clauses(clause) {
                self.known(&path, "clause", one, &known);
            }
        }
    }
}
