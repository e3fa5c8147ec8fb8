//! Campaign packs: the plan as data, loaded, checked, embedded. Never writes to a store.

pub mod check;
mod day;
pub mod error;
pub mod lines;
pub mod plan;
mod renew;
pub mod route;

pub use error::{PackError, PackFault};
pub use plan::{Category, Contact, Item, Pack, Phase, Role, StageMark, Task, UnitEntry};
pub use renew::renew;
pub use route::{Route, RouteQuery};

use crate::calendar::Calendar;
use chrono::NaiveTime;

/// The packs that come with the program: id and text.
pub const EMBEDDED: &[(&str, &str)] = &[("zhuzhou-2021", include_str!("zhuzhou-2021.toml"))];

/// The text of a built-in pack.
pub fn built_in(id: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(known, _)| *known == id).map(|(_, source)| *source)
}

/// The newest format this program reads.
pub const FORMAT: &str = "duban-pack/1";

impl Pack {
    /// Reads and checks a pack. `name` is what errors call the file.
    ///
    /// # Errors
    /// Everything that is wrong, each with its line.
    pub fn parse(source: &str, name: &str) -> Result<Pack, Vec<PackError>> {
        let pack: Pack =
            toml::from_str(source).map_err(|error| vec![PackError::syntax(source, name, &error)])?;
        let faults = check::check(&pack, source, name);
        if faults.is_empty() { Ok(pack) } else { Err(faults) }
    }

    /// All items, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.categories.iter().flat_map(|category| &category.items)
    }

    /// The category of an item.
    pub fn category_of(&self, item: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.items.iter().any(|known| known.id == item))
    }

    /// Items whose keywords a text contains, the most telling first.
    pub fn propose_item(&self, text: &str) -> Vec<(&Item, usize)> {
        let weight = |item: &Item| {
            let hit = item.keywords.iter().filter(|word| text.contains(word.as_str()));
            hit.map(|word| word.chars().count()).sum::<usize>()
        };
        let mut found: Vec<(&Item, usize)> =
            self.items().map(|item| (item, weight(item))).filter(|(_, weight)| *weight > 0).collect();
        found.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        found
    }

    /// The phase whose end is the deadline of issues that name none.
    pub fn rectification_phase(&self) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.rectification)
    }

    /// Roles of whoever founds the campaign.
    pub fn founder_roles(&self) -> Vec<String> {
        let own =
            self.roles.iter().filter(|role| role.founder || role.keeps.iter().any(|kept| kept == "members"));
        own.map(|role| role.id.clone()).collect()
    }

    /// What the plan leaves open about a row of the schedule, in words.
    pub fn unsettled(&self, row: u32) -> Vec<String> {
        let open = self.settle.iter().filter(|entry| entry.row == Some(row));
        open.map(|entry| match (&entry.first, &entry.second) {
            (Some(a), Some(b)) => {
                format!("{}: {} {} / {} {}", entry.about, a.clause, a.text, b.clause, b.text)
            }
            _ => entry.about.clone(),
        })
        .collect()
    }

    /// The text of a clause that a route or a deadline rests on: a duty of a section, a phase.
    pub fn clause_text(&self, clause: &str) -> Option<String> {
        let duty = self.units.iter().find(|unit| !unit.clause.is_empty() && clause.starts_with(&unit.clause));
        let phase = self.phases.iter().find(|phase| phase.clause == clause);
        duty.map(|unit| unit.duty.clone()).or_else(|| phase.map(|phase| phase.text.clone()))
    }

    /// The days of the campaign.
    pub fn calendar(&self) -> Calendar {
        let plain = Calendar::default();
        let days = &self.calendar;
        Calendar {
            off: days.off.iter().copied().collect(),
            work: days.work.iter().copied().collect(),
            anchors: days.anchors.clone(),
            office_end: NaiveTime::parse_from_str(&days.office_end, "%H:%M").unwrap_or(plain.office_end),
            immediate_working_days: days.immediate_working_days,
            fallback_due: days.fallback_due,
        }
    }

    /// Every deadline the plan writes, with its clause and the day printed beside it.
    pub fn deadline_texts(&self) -> Vec<(String, String, chrono::NaiveDate)> {
        let phases =
            self.phases.iter().map(|phase| (phase.clause.clone(), phase.deadline.clone(), phase.due));
        let rows = self.schedule.iter().map(|task| (task.no.to_string(), task.time.clone(), task.due));
        phases.chain(rows).collect()
    }
}
