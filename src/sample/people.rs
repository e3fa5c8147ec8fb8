//! The made-up people who act: who they are and the commands that take them in.

use super::texts::texts;
use crate::model::command::Command;
use crate::model::ids::OpId;
use crate::model::verb::Verb;
use crate::pack::Pack;

/// Login of the made-up head of the office.
pub const CHIEF: &str = "chief";

/// Login of a unit's or section's made-up member.
pub fn login(code: &str) -> String {
    code.to_lowercase()
}

/// Commands that take in a liaison for every reporting unit, a handler for every section that rules
/// route to, and the chief. Ops are numbered from `first`.
pub fn commands(pack: &Pack, first: u128) -> Vec<Command> {
    let names = &texts().names;
    let mut commands = Vec::new();
    let mut member = |login: &str, name: String, unit: &str, role: &str| {
        let op = OpId(first + commands.len() as u128);
        let command = Command::new(Verb::Member, op)
            .set("login", login)
            .set("name", name)
            .set("unit", unit)
            .set("roles", role);
        commands.push(command);
    };
    member(CHIEF, names.chief.clone(), &pack.campaign.office_unit, "chief");
    for unit in &pack.all_units() {
        let kind = pack.unit_kinds.iter().find(|kind| kind.id == unit.kind);
        let led =
            pack.routing.iter().any(|rule| rule.lead == unit.code) && unit.code != pack.campaign.office_unit;
        if kind.is_some_and(|kind| kind.reports) {
            member(&login(&unit.code), format!("{}{}", unit.short, names.liaison), &unit.code, "reporter");
        } else if led {
            member(&login(&unit.code), format!("{}{}", unit.short, names.handler), &unit.code, "handler");
        }
    }
    commands
}
