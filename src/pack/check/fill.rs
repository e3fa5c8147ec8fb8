//! What a pack cannot do without, and what a person still has to fill in before it says all it could.

use super::Checker;
use crate::pack::error::PackFault;

impl Checker<'_> {
    /// Lists that nothing works without, and a role for whoever founds the campaign: without one nobody
    /// could let anybody in.
    pub(super) fn needed(&mut self) {
        let pack = self.pack;
        let lists = [
            ("offices", pack.offices.is_empty()),
            ("unit_kinds", pack.unit_kinds.is_empty()),
            ("categories", pack.categories.is_empty()),
            ("phases", pack.phases.is_empty()),
        ];
        for (list, empty) in lists {
            if empty {
                self.say(list, PackFault::NoEntry { expected: list.to_owned() });
            }
        }
        if !pack.roles.iter().any(|role| role.founder) {
            self.say("roles", PackFault::NoEntry { expected: "roles: founder = true".to_owned() });
        }
    }

    /// Places that a new pack leaves blank on purpose.
    pub(super) fn fill(&mut self) {
        let pack = self.pack;
        let mut blank = Vec::new();
        blank.extend(pack.campaign.doc_no.is_none().then(|| "campaign.doc_no".to_owned()));
        blank.extend(pack.campaign.doc_date.is_none().then(|| "campaign.doc_date".to_owned()));
        for (at, leader) in pack.leaders.iter().enumerate() {
            blank.extend((leader.names.is_empty() && !leader.unnamed).then(|| format!("leaders.{at}.names")));
        }
        for (at, contact) in pack.contacts.iter().enumerate() {
            blank.extend(contact.name.is_empty().then(|| format!("contacts.{at}.name")));
            blank.extend(contact.phone.is_empty().then(|| format!("contacts.{at}.phone")));
        }
        for (at, year) in pack.calendar.years.iter().enumerate() {
            blank.extend(year.off.is_empty().then(|| format!("calendar.years.{at}.off")));
        }
        blank.extend(pack.calendar.anchors.is_empty().then(|| "calendar.anchors".to_owned()));
        for path in blank {
            let field = path.rsplit('.').next().unwrap_or(&path).to_owned();
            self.say(&path, PackFault::ToFill { field });
        }
    }
}
