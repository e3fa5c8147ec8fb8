//! Ids, codes and numbers: there, well made, and given once.

use super::Checker;
use crate::pack::campaign::{MAX_DIGITS, next_holder};
use crate::pack::error::PackFault;
use std::collections::HashMap;

/// The shape of a unit's code: it must read back from an issue number.
const CODE_SHAPE: &str = "A-Z, then A-Z 0-9";
/// The shape of a pack's id: it is typed on a command line.
const ID_SHAPE: &str = "a-z, then a-z 0-9 -";

/// What is wrong with the id of a pack, if anything.
pub fn pack_id(id: &str) -> Option<PackFault> {
    let well_made = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    (!well_made).then(|| PackFault::BadCode { found: id.to_owned(), expected: ID_SHAPE.to_owned() })
}

impl Checker<'_> {
    /// Every list whose entries are told apart by an id, code, name or number.
    pub(super) fn ids(&mut self) {
        let pack = self.pack;
        if let Some(fault) = pack_id(&pack.id) {
            self.say("id", fault);
        }
        self.once("units", "code", pack.units.iter().map(|it| it.code.clone()));
        self.once("offices", "id", pack.offices.iter().map(|it| it.id.clone()));
        self.once("unit_kinds", "id", pack.unit_kinds.iter().map(|it| it.id.clone()));
        self.once("unit_groups", "id", pack.unit_groups.iter().map(|it| it.id.clone()));
        self.once("outside", "id", pack.outside.iter().map(|it| it.id.clone()));
        self.once("stages", "name", pack.stages.iter().map(|it| it.name.clone()));
        self.once("ownerships", "name", pack.ownerships.iter().map(|it| it.name.clone()));
        self.once("categories", "id", pack.categories.iter().map(|it| it.id.clone()));
        self.once("categories", "code", pack.categories.iter().map(|it| it.code.clone()));
        self.once("phases", "no", pack.phases.iter().map(|it| it.no.to_string()));
        self.once("schedule", "no", pack.schedule.iter().map(|it| it.no.to_string()));
        self.once("channels", "name", pack.channels.iter().map(|it| it.name.clone()));
        self.once("sources", "name", pack.sources.iter().map(|it| it.name.clone()));
        self.once("publicity", "name", pack.publicity.iter().map(|it| it.name.clone()));
        self.once("grounds", "id", pack.grounds.iter().map(|it| it.id.clone()));
        self.once("thresholds", "id", pack.thresholds.iter().map(|it| it.id.clone()));
        self.once("reminders", "id", pack.reminders.iter().map(|it| it.id.clone()));
        self.once("routing", "id", pack.routing.iter().map(|it| it.id.clone()));
        self.once("routing", "priority", pack.routing.iter().map(|it| it.priority.to_string()));
        self.once("roles", "id", pack.roles.iter().map(|it| it.id.clone()));
        self.once("settle", "id", pack.settle.iter().map(|it| it.id.clone()));
        self.once("calendar.years", "year", pack.calendar.years.iter().map(|it| it.year.to_string()));
        self.once("tables", "id", pack.tables.iter().map(|it| it.id.clone()));
        let months = pack.screening.iter().flat_map(|it| &it.months).map(|it| it.month.clone());
        self.once("screening.months", "month", months);
        self.items_and_deliverables();
        self.codes();
        self.styles();
    }

    pub(super) fn once(&mut self, list: &str, field: &str, values: impl Iterator<Item = String>) {
        let paths = values.enumerate().map(|(at, value)| (format!("{list}.{at}.{field}"), value)).collect();
        self.once_among(field, paths);
    }

    fn once_among(&mut self, field: &str, entries: Vec<(String, String)>) {
        let mut seen: HashMap<String, String> = HashMap::new();
        for (path, value) in entries {
            if value.trim().is_empty() {
                self.say(&path, PackFault::Blank { field: field.to_owned() });
            } else if let Some(first) = seen.get(&value.to_lowercase()) {
                let first_line = self.source.line(first);
                let fault = PackFault::Duplicate { field: field.to_owned(), found: value, first_line };
                self.say(&path, fault);
            } else {
                seen.insert(value.to_lowercase(), path);
            }
        }
    }

    fn items_and_deliverables(&mut self) {
        let mut items = Vec::new();
        for (c, category) in self.pack.categories.iter().enumerate() {
            for (i, item) in category.items.iter().enumerate() {
                let path = format!("categories.{c}.items.{i}.id");
                let number = item.id.strip_prefix(&category.id).and_then(|rest| rest.strip_prefix('.'));
                if number.is_none_or(|number| number.parse::<u32>().is_err()) {
                    let expected = format!("{}.<number>", category.id);
                    self.say(&path, PackFault::BadCode { found: item.id.clone(), expected });
                }
                items.push((path, item.id.clone()));
            }
        }
        self.once_among("id", items);
        let mut deliverables = Vec::new();
        for (t, task) in self.pack.schedule.iter().enumerate() {
            for (d, one) in task.deliverables.iter().enumerate() {
                deliverables.push((format!("schedule.{t}.deliverables.{d}.id"), one.id.clone()));
            }
        }
        self.once_among("id", deliverables);
    }

    fn codes(&mut self) {
        let pack = self.pack;
        let glued = pack.campaign.number_style.issue.split("{unit}").nth(1);
        let glued = glued.is_some_and(|after| after.starts_with("{category") || after.starts_with("{seq"));
        for (at, unit) in pack.units.iter().enumerate() {
            let path = format!("units.{at}.code");
            let code = unit.code.as_str();
            let well_made = code.starts_with(|c: char| c.is_ascii_uppercase())
                && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            if !well_made && !code.is_empty() {
                let fault = PackFault::BadCode { found: code.to_owned(), expected: CODE_SHAPE.to_owned() };
                self.say(&path, fault);
            }
            let digits_more = |other: &str| {
                code.strip_prefix(other)
                    .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
            };
            if glued && let Some(other) = pack.units.iter().find(|other| digits_more(&other.code)) {
                let (first, second) = (other.code.clone(), code.to_owned());
                self.say(&path, PackFault::Ambiguous { found: code.to_owned(), first, second });
            }
        }
    }

    fn styles(&mut self) {
        for (name, style) in self.pack.campaign.number_style.all() {
            let path = format!("campaign.number_style.{name}");
            let mut holders = Vec::new();
            let mut rest = style;
            while let Some((_, holder, after)) = next_holder(rest) {
                holders.push(holder);
                rest = after;
            }
            let bad = |expected: &str| PackFault::BadStyle {
                found: style.to_owned(),
                expected: expected.to_owned(),
            };
            if let Some(holder) = holders.iter().find(|holder| !is_holder(holder)) {
                self.say(&path, bad(&format!("{{{holder}}}")));
            } else if rest.contains(['{', '}']) {
                self.say(&path, bad("{ }"));
            } else if !holders.iter().any(|holder| holder.starts_with("seq")) {
                self.say(&path, bad("{seq}"));
            } else if name == "issue" && !holders.contains(&"unit") {
                self.say(&path, bad("{unit}"));
            }
        }
    }
}

fn is_holder(holder: &str) -> bool {
    match holder.split_once(':') {
        Some(("seq", width)) => width.parse::<usize>().is_ok_and(|width| (1..=MAX_DIGITS).contains(&width)),
        Some(_) => false,
        None => matches!(holder, "unit" | "category" | "year" | "seq"),
    }
}
