//! The acts of a made-up campaign, in the order of their days.

use super::story::Teller;
use super::told::Event;
use super::{as_of, first_day, people};
use crate::model::command::Command;
use crate::model::ids::OpId;
use crate::pack::Pack;
use chrono::NaiveDate;

/// One act: who does what on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub day: NaiveDate,
    pub login: String,
    pub command: Command,
}

/// The acts of a campaign of `size` issues. The same seed tells the same campaign. `founder` is the login
/// of the office's own member, who exists already.
pub fn acts(seed: u64, size: usize, pack: &Pack, founder: &str) -> impl Iterator<Item = Act> + use<> {
    let base = (u128::from(seed) + 1) << 64;
    let mut teller = Teller::new(seed, pack, founder);
    let mut events: Vec<Event> = (0..size).flat_map(|issue| teller.story(issue)).collect();
    events.retain(|event| event.day <= as_of());
    // The sort is stable: within a day every story keeps its own order.
    events.sort_by_key(|event| (event.day, event.turn));
    let first = people::commands(pack, base);
    let mut ids = vec![0_u32; size];
    let mut next = 1;
    let founding = first.len() as u128;
    let login = founder.to_owned();
    let taken_in =
        first.into_iter().map(move |command| Act { day: first_day(), login: login.clone(), command });
    let told = events.into_iter().enumerate().map(move |(number, event)| {
        let mut command = event.command;
        command.op = OpId(base + founding + number as u128);
        if event.first {
            ids[event.issue] = next;
            next += 1;
        } else {
            command.subjects = vec![format!("#{}", ids[event.issue])];
        }
        Act { day: event.day, login: event.login, command }
    });
    taken_in.chain(told)
}
