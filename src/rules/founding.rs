//! The first facts of a store: the pack in force, its units and people, and the first member.

use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::ids::{Kind, OpId, Subject};
use crate::model::record::Cell;
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::pack::Pack;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// What a campaign starts with, beside its pack.
#[derive(Debug, Clone)]
pub struct Founder {
    pub login: String,
    pub name: String,
    /// Roles of the first member.
    pub roles: Vec<String>,
    pub synthetic: bool,
    pub keep_names: bool,
    pub today: NaiveDate,
    pub at: DateTime<Utc>,
    pub op: OpId,
}

/// The facts that found a campaign, in order.
pub fn facts(pack: &Pack, source: &str, founder: &Founder) -> Vec<Fact> {
    let mut found = Founding { founder, facts: Vec::new(), units: HashMap::new() };
    found.campaign(pack, source);
    found.units(pack);
    found.people(pack);
    found.member(pack);
    found.facts
}

struct Founding<'a> {
    founder: &'a Founder,
    facts: Vec<Fact>,
    /// Number by code.
    units: HashMap<String, u32>,
}

impl Founding<'_> {
    fn add(&mut self, verb: Verb, subject: Subject, values: Vec<(Field, Option<Value>)>) {
        let changes = values
            .into_iter()
            .filter_map(|(field, value)| {
                Some(Change { cell: Cell::main(field), old: None, new: Some(value?) })
            })
            .collect();
        self.facts.push(Fact {
            seq: self.facts.len() as u64 + 1,
            at: self.founder.at,
            day: self.founder.today,
            on: self.founder.today,
            actor: 1,
            party: None,
            by: self.founder.name.clone(),
            paper: String::new(),
            seat: 0,
            op: self.founder.op,
            verb,
            subject,
            changes,
            reason: String::new(),
            undoes: None,
        });
    }

    fn campaign(&mut self, pack: &Pack, source: &str) {
        self.add(
            Verb::Pack,
            Subject::CAMPAIGN,
            vec![
                (Field::PackId, text(&pack.id)),
                (Field::Name, text(&pack.campaign.name)),
                (Field::PackText, text(source)),
                (Field::Synthetic, self.founder.synthetic.then_some(Value::Flag(true))),
                (Field::KeepNames, Some(Value::Flag(self.founder.keep_names))),
            ],
        );
    }

    fn units(&mut self, pack: &Pack) {
        for (index, unit) in pack.all_units().into_iter().enumerate() {
            let id = index as u32 + 1;
            self.units.insert(unit.code.clone(), id);
            let parent = unit.parent.as_ref().and_then(|code| self.units.get(code)).copied();
            let aliases = (!unit.aliases.is_empty()).then(|| Value::Words(unit.aliases.clone()));
            let values = vec![
                (Field::Code, text(&unit.code)),
                (Field::Name, text(&unit.name)),
                (Field::Short, text(&unit.short)),
                (Field::Aliases, aliases),
                (Field::UnitKind, code(&unit.kind)),
                (Field::Parent, parent.map(Value::Ref)),
                (Field::Order, Some(Value::Int(unit.order))),
                (Field::ValidFrom, unit.valid_from.map(Value::Day)),
                (Field::ValidTo, unit.valid_to.map(Value::Day)),
                (Field::Origin, text(&unit.source)),
            ];
            self.add(Verb::Unit, Subject::unit(id), values);
        }
    }

    fn people(&mut self, pack: &Pack) {
        // A contact whose name is still to be filled in is nobody yet.
        let named = pack.contacts.iter().filter(|contact| !contact.name.is_empty());
        for (index, contact) in named.enumerate() {
            let unit = self.units.get(&contact.unit).copied();
            let values = vec![
                (Field::Unit, unit.map(Value::Ref)),
                (Field::Name, text(&contact.name)),
                (Field::Post, text(&contact.post)),
                (Field::Phone, text(&contact.phone)),
                (Field::ContactRole, code(&contact.role)),
                (Field::PrintedNo, text(&contact.printed_no)),
            ];
            self.add(Verb::Person, Subject { kind: Kind::Person, id: index as u32 + 1 }, values);
        }
    }

    fn member(&mut self, pack: &Pack) {
        let unit = self.units.get(&pack.campaign.office_unit).copied();
        let values = vec![
            (Field::Login, text(&self.founder.login)),
            (Field::Name, text(&self.founder.name)),
            (Field::Unit, unit.map(Value::Ref)),
            (Field::Roles, Some(Value::Words(self.founder.roles.clone()))),
            (Field::Active, Some(Value::Flag(true))),
        ];
        self.add(Verb::Member, Subject { kind: Kind::Member, id: 1 }, values);
    }
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

fn code(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Code(text.to_owned()))
}
