//! Names: no blank ones, and none that means two things.

use super::Checker;
use crate::pack::error::PackFault;
use crate::pack::find::{Named, plain};
use std::collections::HashMap;

impl Checker<'_> {
    /// Names of whatever can be named at entry or in an import.
    pub(super) fn names(&mut self) {
        self.blanks();
        self.ambiguous();
    }

    fn blanks(&mut self) {
        let pack = self.pack;
        let campaign = &pack.campaign;
        let mut fields = vec![
            ("campaign.name".to_owned(), campaign.name.as_str()),
            ("campaign.short".to_owned(), &campaign.short),
            ("campaign.issuer".to_owned(), &campaign.issuer),
            ("campaign.office_short".to_owned(), &campaign.office_short),
        ];
        for (at, unit) in pack.units.iter().enumerate() {
            fields.push((format!("units.{at}.name"), &unit.name));
            fields.push((format!("units.{at}.short"), &unit.short));
        }
        for (at, office) in pack.offices.iter().enumerate() {
            fields.push((format!("offices.{at}.name"), &office.name));
            fields.push((format!("offices.{at}.short"), &office.short));
        }
        for (at, category) in pack.categories.iter().enumerate() {
            fields.push((format!("categories.{at}.name"), &category.name));
            fields.push((format!("categories.{at}.short"), &category.short));
            for (item_at, item) in category.items.iter().enumerate() {
                fields.push((format!("categories.{at}.items.{item_at}.text"), &item.text));
            }
        }
        for (at, phase) in pack.phases.iter().enumerate() {
            fields.push((format!("phases.{at}.name"), &phase.name));
            fields.push((format!("phases.{at}.deadline"), &phase.deadline));
        }
        for (at, task) in pack.schedule.iter().enumerate() {
            fields.push((format!("schedule.{at}.time"), &task.time));
            fields.push((format!("schedule.{at}.work"), &task.work));
        }
        for (path, value) in fields {
            if value.trim().is_empty() {
                let field = path.rsplit('.').next().unwrap_or(&path).to_owned();
                self.say(&path, PackFault::Blank { field });
            }
        }
    }

    fn ambiguous(&mut self) {
        let mut seen: HashMap<String, Named<'_>> = HashMap::new();
        let mut doubles = Vec::new();
        let mut at = HashMap::new();
        for named in self.pack.named() {
            let list = list_of(named);
            let index = at.entry(list).and_modify(|index| *index += 1).or_insert(0_usize);
            for name in named.names() {
                let first = *seen.entry(plain(name)).or_insert(named);
                // Two entries of one list with one id are named as such elsewhere.
                let same_id = list_of(first) == list && first.code().eq_ignore_ascii_case(named.code());
                if !same_id {
                    let (first, second) = (first.code().to_owned(), named.code().to_owned());
                    let fault = PackFault::Ambiguous { found: name.to_owned(), first, second };
                    doubles.push((format!("{list}.{index}.{}", field_of(named, name)), fault));
                }
            }
        }
        for (path, fault) in doubles {
            self.say(&path, fault);
        }
    }
}

fn list_of(named: Named<'_>) -> &'static str {
    match named {
        Named::Unit(_) => "units",
        Named::Office(_) => "offices",
        Named::Group(_) => "unit_groups",
        Named::Outside(_) => "outside",
    }
}

/// The field that holds a name, for the line it stands on.
fn field_of(named: Named<'_>, name: &str) -> &'static str {
    let (main, id) = match named {
        Named::Unit(unit) if unit.short == name => return "short",
        Named::Unit(unit) if unit.gb == name => return "gb",
        Named::Office(office) if office.full == name => return "full",
        Named::Office(office) if office.short == name && office.name != name => return "short",
        Named::Unit(unit) => (&unit.name, "code"),
        Named::Office(office) => (&office.name, "id"),
        Named::Group(group) => (&group.name, "id"),
        Named::Outside(outside) => (&outside.name, "id"),
    };
    match name {
        _ if main == name => "name",
        _ if named.code() == name => id,
        _ => "aliases",
    }
}
