//! A whole pack, and what is asked of it.

use super::campaign::{Annex, Campaign, Leader, Paragraph};
use super::days::PackCalendar;
use super::letters::LetterTemplate;
use super::parties::{Contact, Hotline, Office, Outside, Role, Unit, UnitGroup, UnitKind};
use super::plan::{Category, Choice, Deliverable, Inspection, Item, Phase, Screening, Stage, Task};
use super::policy::{
    Clocks, Extensions, Ground, Labels, MeasureWords, Observer, Privacy, Reminder, Rule, Settle, Steps,
    Threshold,
};
use super::tables::TableForm;
use chrono::NaiveDate;
use serde::Deserialize;

/// A campaign as data. Lists keep the order of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// [`super::FORMAT`].
    pub format: String,
    pub id: String,
    pub campaign: Campaign,
    #[serde(default)]
    pub preamble: Vec<Paragraph>,
    #[serde(default)]
    pub leaders: Vec<Leader>,
    pub offices: Vec<Office>,
    pub unit_kinds: Vec<UnitKind>,
    pub units: Vec<Unit>,
    #[serde(default)]
    pub unit_groups: Vec<UnitGroup>,
    #[serde(default)]
    pub outside: Vec<Outside>,
    #[serde(default)]
    pub stages: Vec<Stage>,
    #[serde(default)]
    pub ownerships: Vec<Choice>,
    pub categories: Vec<Category>,
    pub phases: Vec<Phase>,
    #[serde(default)]
    pub requirements: Vec<Paragraph>,
    #[serde(default)]
    pub annexes: Vec<Annex>,
    #[serde(default)]
    pub schedule: Vec<Task>,
    pub screening: Option<Screening>,
    #[serde(default)]
    pub contacts: Vec<Contact>,
    #[serde(default)]
    pub hotlines: Vec<Hotline>,
    #[serde(default)]
    pub channels: Vec<Choice>,
    #[serde(default)]
    pub sources: Vec<Choice>,
    #[serde(default)]
    pub inspection: Inspection,
    #[serde(default)]
    pub publicity: Vec<Choice>,
    #[serde(default)]
    pub grounds: Vec<Ground>,
    #[serde(default)]
    pub thresholds: Vec<Threshold>,
    pub steps: Steps,
    pub extensions: Extensions,
    pub clocks: Clocks,
    #[serde(default)]
    pub reminders: Vec<Reminder>,
    pub routing: Vec<Rule>,
    #[serde(default)]
    pub observers: Vec<Observer>,
    pub roles: Vec<Role>,
    pub calendar: PackCalendar,
    #[serde(default)]
    pub labels: Labels,
    pub measure_words: MeasureWords,
    #[serde(default)]
    pub privacy: Vec<Privacy>,
    #[serde(default)]
    pub settle: Vec<Settle>,
    /// Letters in the plan's own words, in the place of the standard ones.
    #[serde(default)]
    pub letters: Vec<LetterTemplate>,
    #[serde(default)]
    pub tables: Vec<TableForm>,
}

impl Category {
    /// The clause of one of its items: the category's, followed by the number within it.
    pub fn item_clause(&self, item: &Item) -> String {
        let number = item.id.rsplit('.').next().unwrap_or_default();
        format!("{}{number}", self.clause)
    }
}

impl Pack {
    /// Every item, in the order of the categories.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.categories.iter().flat_map(|category| &category.items)
    }

    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().find(|item| item.id == id)
    }

    /// The category that holds this item.
    pub fn category_of(&self, item: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.items.iter().any(|one| one.id == item))
    }

    /// The phase by whose end issues without a deadline of their own are to be rectified.
    pub fn rectification_phase(&self) -> Option<&Phase> {
        let no = self.calendar.fallback_phase?;
        self.phases.iter().find(|phase| phase.no == no)
    }

    /// Every deliverable of the schedule, with its row.
    pub fn deliverables(&self) -> impl Iterator<Item = (&Task, &Deliverable)> {
        self.schedule.iter().flat_map(|task| task.deliverables.iter().map(move |one| (task, one)))
    }

    /// Units and offices as units, each after the one above it; offices are of the kind that leads,
    /// below the head of the tree.
    pub fn all_units(&self) -> Vec<Unit> {
        let root = self.campaign.root.as_str();
        let section = self.unit_kinds.iter().find(|kind| kind.leads).map_or("", |kind| kind.id.as_str());
        let offices =
            self.offices.iter().zip(1_i64..).map(|(office, order)| office_unit(office, section, root, order));
        let (head, others): (Vec<Unit>, Vec<Unit>) =
            self.units.iter().cloned().partition(|unit| unit.code == root);
        let mut ordered: Vec<Unit> = head.into_iter().chain(offices).collect();
        let mut waiting = others;
        while !waiting.is_empty() {
            let before = ordered.len();
            let known = |code: &str| ordered.iter().any(|unit| unit.code == code);
            let (ready, rest): (Vec<Unit>, Vec<Unit>) =
                waiting.into_iter().partition(|unit| unit.parent.as_deref().is_none_or(known));
            ordered.extend(ready);
            if ordered.len() == before {
                // A loop of parents: the check has named it; none of them can come first.
                ordered.extend(rest);
                break;
            }
            waiting = rest;
        }
        ordered
    }

    /// Roles of whoever creates the store.
    pub fn founder_roles(&self) -> Vec<String> {
        self.roles.iter().filter(|role| role.founder).map(|role| role.id.clone()).collect()
    }

    /// What touches a row of the schedule and waits for somebody's decision.
    pub fn open_questions(&self, row: u32) -> Vec<&Settle> {
        self.settle.iter().filter(|settle| settle.open && settle.rows.contains(&row)).collect()
    }

    /// The same as lines to read: what about, and both claims with their clauses.
    pub fn unsettled(&self, row: u32) -> Vec<String> {
        let line = |settle: &&Settle| format!("{}: {}", settle.about, settle.claims());
        self.open_questions(row).iter().map(line).collect()
    }

    /// What touches a phase and waits for somebody's decision.
    pub fn open_questions_of_phase(&self, no: u32) -> Vec<&Settle> {
        self.settle.iter().filter(|settle| settle.open && settle.phases.contains(&no)).collect()
    }

    /// The day to remind of a row on and the last day on which it is not overdue, while what touches it
    /// is not settled: the earliest claim, and the latest.
    pub fn row_days(&self, task: &Task) -> (NaiveDate, NaiveDate) {
        let open = self.open_questions(task.no);
        let remind = open.iter().filter_map(|settle| settle.remind_on).chain([task.due]).min();
        let overdue = open.iter().filter_map(|settle| settle.overdue_on).chain([task.due]).max();
        (remind.unwrap_or(task.due), overdue.unwrap_or(task.due))
    }

    /// Offices that nobody can be telephoned at.
    pub fn offices_without_contact(&self) -> Vec<&Office> {
        let known = |office: &&Office| self.contacts.iter().any(|contact| contact.unit == office.id);
        self.offices.iter().filter(|office| !known(office)).collect()
    }

    /// Every deadline that is printed in words, with its clause and the day the pack reads it as, so
    /// that a reader of deadlines can be held against it.
    pub fn deadline_texts(&self) -> Vec<(&str, &str, NaiveDate)> {
        let phases =
            self.phases.iter().map(|phase| (phase.clause.as_str(), phase.deadline.as_str(), phase.due));
        let rows = self.schedule.iter().map(|task| (task.clause.as_str(), task.time.as_str(), task.due));
        phases.chain(rows).collect()
    }
}

fn office_unit(office: &Office, kind: &str, root: &str, order: i64) -> Unit {
    let mut aliases = office.aliases.clone();
    aliases.extend((!office.full.is_empty()).then(|| office.full.clone()));
    Unit {
        code: office.id.clone(),
        name: office.name.clone(),
        short: office.short.clone(),
        aliases,
        pinyin: Vec::new(),
        kind: kind.to_owned(),
        parent: Some(root.to_owned()),
        order,
        gb: String::new(),
        source: office.clause.clone(),
        valid_from: None,
        valid_to: None,
        successor: None,
    }
}
