//! What has been told of one story: its events, in order.

use crate::model::command::Command;
use crate::model::ids::{Kind, OpId};
use crate::model::verb::Verb;
use chrono::NaiveDate;

/// Something an event makes, and how later events call it: `@name`.
#[derive(Debug, Clone)]
pub struct Made {
    pub kind: Kind,
    pub name: String,
}

/// One event of a story.
#[derive(Debug, Clone)]
pub struct Event {
    pub makes: Vec<Made>,
    pub day: NaiveDate,
    /// Order within the day.
    pub turn: u32,
    pub login: String,
    pub command: Command,
    /// A paper whose figures come from the books: nothing but zeros is signed as such.
    pub figures: bool,
}

/// The events told so far.
pub(super) struct Told {
    pub(super) issue: usize,
    pub(super) events: Vec<Event>,
    /// The deadline it was given.
    pub(super) due: Option<NaiveDate>,
}

impl Told {
    /// Adds an event, never before the one before it.
    pub(super) fn add(&mut self, day: NaiveDate, login: &str, command: Command, first: bool) {
        let day = self.events.last().map_or(day, |last| last.day.max(day));
        let turn = self.events.len() as u32;
        let name = format!("i{}", self.issue);
        let mut command = command;
        let makes = match first {
            true => vec![Made { kind: Kind::Issue, name }],
            false => {
                command.subjects = vec![format!("@{name}")];
                Vec::new()
            }
        };
        self.events.push(Event { makes, day, turn, login: login.to_owned(), command, figures: false });
    }

    /// Adds an act that says nothing more.
    pub(super) fn act(&mut self, day: NaiveDate, login: &str, verb: Verb) {
        self.add(day, login, Command::new(verb, OpId::default()), false);
    }

    /// The office chose a section when numbering.
    pub(super) fn led(&self) -> bool {
        self.events.iter().any(|event| event.command.sets.iter().any(|set| set.field == "lead"))
    }
}
