//! The acts of a made-up campaign, in the order of their days.

use super::story::Teller;
use super::told::{Event, Made};
use super::{as_of, first_day, people, stories};
use crate::model::command::Command;
use crate::model::ids::{Kind, OpId};
use crate::model::verb::Verb;
use crate::pack::Pack;
use chrono::NaiveDate;
use fastrand::Rng;
use std::collections::HashMap;

/// One act: who does what on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub day: NaiveDate,
    pub login: String,
    pub command: Command,
}

/// Issues from which on a campaign is large enough to tell the stories that each has.
const LEAST: usize = 60;

/// The acts of a campaign of `size` issues. The same seed tells the same campaign. `founder` is the login
/// of the office's own member, who exists already.
pub fn acts(seed: u64, size: usize, pack: &Pack, founder: &str) -> impl Iterator<Item = Act> + use<> {
    let base = (u128::from(seed) + 1) << 64;
    let mut teller = Teller::new(seed, pack, founder);
    let mut events = if size >= LEAST { stories::told(pack, founder) } else { Vec::new() };
    let told = events.iter().flat_map(|event| &event.makes).filter(|made| made.kind == Kind::Issue).count();
    events.extend((0..size - told).flat_map(|issue| teller.story(issue)));
    events.extend(stories::papers(pack, founder, &mut Rng::with_seed(seed ^ 0x5eed), as_of()));
    events.retain(|event| event.day <= as_of());
    // The sort is stable: within a day every story keeps its own order.
    events.sort_by_key(|event| (event.day, event.turn));
    let first = people::commands(pack, base);
    let mut names = Names::new(founder);
    let founding = first.len() as u128;
    let login = founder.to_owned();
    let taken_in =
        first.into_iter().map(move |command| Act { day: first_day(), login: login.clone(), command });
    let told = events.into_iter().enumerate().map(move |(number, event)| {
        let day = event.day;
        let login = event.login.clone();
        let mut command = names.name(event);
        command.op = OpId(base + founding + number as u128);
        Act { day, login, command }
    });
    taken_in.chain(told)
}

/// What has been made so far, by the name its story gave it, and what the papers of units would count.
struct Names {
    founder: String,
    known: HashMap<String, String>,
    made: HashMap<Kind, u32>,
    /// The unit of every issue and clue that a story made.
    units: HashMap<String, String>,
    /// Numbered issues that count, by unit; clues by unit and month.
    issues: HashMap<String, i64>,
    clues: HashMap<(String, String), i64>,
}

impl Names {
    fn new(founder: &str) -> Self {
        Self {
            founder: founder.to_owned(),
            known: HashMap::new(),
            made: HashMap::new(),
            units: HashMap::new(),
            issues: HashMap::new(),
            clues: HashMap::new(),
        }
    }

    /// The command of an event, with the numbers that things have by then.
    fn name(&mut self, event: Event) -> Command {
        let Event { makes, day, login, mut command, figures, .. } = event;
        self.count(&makes, &login, &command, day);
        let called = |text: &mut String| {
            if let Some(name) = text.strip_prefix('@') {
                let (name, rest) =
                    name.split_once('/').map_or((name, None), |(name, rest)| (name, Some(rest)));
                let number = self.known.get(name).cloned().unwrap_or_default();
                *text = rest.map_or_else(|| number.clone(), |rest| format!("{number}/{rest}"));
            }
        };
        command.subjects.iter_mut().for_each(called);
        command.sets.iter_mut().map(|set| &mut set.text).for_each(called);
        for made in makes {
            let n = self.made.entry(made.kind).or_default();
            *n += 1;
            let number = match made.kind {
                Kind::Issue => format!("#{n}"),
                kind => format!("{}-{n:03}", PREFIXES.iter().find(|(of, _)| *of == kind).map_or("", |p| p.1)),
            };
            self.known.insert(made.name, number);
        }
        if figures && self.nothing(&command) {
            command.verb = Verb::Nil;
        }
        command
    }

    /// Follows what the papers will count.
    fn count(&mut self, makes: &[Made], login: &str, command: &Command, day: NaiveDate) {
        let set =
            |field: &str| command.sets.iter().find(|set| set.field == field).map(|set| set.text.clone());
        let subject = command.subjects.first().and_then(|name| name.strip_prefix('@')).unwrap_or_default();
        let unit = set("unit").or_else(|| self.units.get(subject).cloned()).unwrap_or_default();
        for made in makes {
            self.units.insert(made.name.clone(), unit.clone());
            let at_once = login == self.founder;
            match made.kind {
                Kind::Issue if at_once => *self.issues.entry(unit.clone()).or_default() += 1,
                Kind::Clue => *self.clues.entry((unit.clone(), month(day))).or_default() += 1,
                _ => {}
            }
        }
        match command.verb {
            Verb::Accept => *self.issues.entry(unit).or_default() += 1,
            Verb::Unfounded | Verb::Merge => *self.issues.entry(unit).or_default() -= 1,
            _ => {}
        }
    }

    /// True when a paper would hold nothing but zeros.
    fn nothing(&self, command: &Command) -> bool {
        let parts: Vec<&str> = command.subjects.first().map_or("", String::as_str).split('/').collect();
        match parts.as_slice() {
            [_, month, unit] => !self.clues.contains_key(&((*unit).to_owned(), (*month).to_owned())),
            [_, unit] => self.issues.get(*unit).is_none_or(|n| *n == 0),
            _ => false,
        }
    }
}

/// How numbers of registers begin.
const PREFIXES: [(Kind, &str); 9] = [
    (Kind::Intake, "SL"),
    (Kind::Clue, "XS"),
    (Kind::Order, "DB"),
    (Kind::Transfer, "YS"),
    (Kind::Outcome, "ZZ"),
    (Kind::Task, "LS"),
    (Kind::Inspection, "DC"),
    (Kind::Publicity, "XC"),
    (Kind::Meeting, "HY"),
];

fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}
