//! The stories that every made-up campaign tells, and the papers its units hand in.

use super::people::login;
use super::texts::texts;
use super::told::{Event, Made};
use crate::model::command::Command;
use crate::model::ids::{Kind, OpId};
use crate::model::verb::Verb;
use crate::pack::{DeliverableKind, Pack};
use chrono::{Days, NaiveDate};
use fastrand::Rng;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
struct File {
    stories: Vec<Story>,
}

#[derive(Debug, Deserialize)]
struct Story {
    acts: Vec<StoryAct>,
}

#[derive(Debug, Deserialize)]
struct StoryAct {
    day: NaiveDate,
    who: String,
    verb: Verb,
    #[serde(default)]
    on: Vec<String>,
    /// `name` of an issue, or `kind:name`.
    #[serde(default)]
    makes: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    #[serde(default)]
    reason: String,
}

static STORIES: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("stories.toml")).unwrap_or_default());

/// The unit that hands everything in late.
const LATE: &str = "GU";

/// The events of the stories that a plan has the items, sections and units for.
pub fn told(pack: &Pack, founder: &str) -> Vec<Event> {
    let fits = |story: &&Story| {
        let item = |act: &StoryAct| act.set.get("item").is_none_or(|item| pack.item(item).is_some());
        story.acts.iter().all(item)
    };
    STORIES.stories.iter().filter(fits).flat_map(|story| events(story, founder)).collect()
}

fn events(story: &Story, founder: &str) -> Vec<Event> {
    let event = |(act, turn): (&StoryAct, u32)| {
        let mut command = Command::new(act.verb, OpId::default());
        command.subjects.clone_from(&act.on);
        command.reason.clone_from(&act.reason);
        for (field, text) in &act.set {
            command = command.set(field, text);
        }
        Event {
            makes: act.makes.iter().map(|made| read_made(made)).collect(),
            day: act.day,
            // Stories come before what is told by chance on the same day.
            turn,
            login: if act.who == "clerk" { founder.to_owned() } else { act.who.clone() },
            command,
            figures: false,
        }
    };
    story.acts.iter().zip(0..).map(event).collect()
}

fn read_made(made: &str) -> Made {
    let (kind, name) = made.split_once(':').unwrap_or(("issue", made));
    let kind = Kind::ALL.into_iter().find(|known| known.code() == kind).unwrap_or(Kind::Issue);
    Made { kind, name: name.to_owned() }
}

/// The papers of the schedule and of the months, handed in by every unit that owes them: mostly on the last
/// days, by one unit always late.
pub fn papers(pack: &Pack, founder: &str, rng: &mut Rng, until: NaiveDate) -> Vec<Event> {
    let mut events = Vec::new();
    let made: Vec<&str> = {
        let names = &texts().names;
        names.counties.iter().chain(&names.direct).map(|unit| unit.code.as_str()).collect()
    };
    let mut turn = 1_000_000;
    let mut hand_in = |paper: String, unit: &str, due: NaiveDate, figures: bool, rng: &mut Rng| {
        let day = match unit == LATE {
            true => due + Days::new(rng.u64(2..6)),
            false => due - Days::new(rng.u64(0..4)),
        };
        if day > until {
            return None;
        }
        turn += 1;
        let mut command = Command::new(Verb::HandIn, OpId::default());
        command.subjects = vec![format!("{paper}/{unit}")];
        if figures {
            command = command.set("filler", &texts().names.liaison).set("reviewer", &texts().names.chief);
        }
        Some(Event { makes: Vec::new(), day, turn, login: login(unit), command, figures })
    };
    for (task, paper) in pack.deliverables().filter(|(task, paper)| {
        task.due <= until && !paper.reporters.is_empty() && paper.kind != DeliverableKind::Screening
    }) {
        let figures = paper.kind == DeliverableKind::SelfCheck;
        for unit in reporting(pack, &paper.reporters, &made) {
            events.extend(hand_in(paper.id.clone(), unit, task.due, figures, rng));
        }
        // Sections have no desk of their own here: the office enters what they hand in.
        for office in pack.offices.iter().filter(|office| paper.reporters.contains(&office.id)) {
            let entered = hand_in(paper.id.clone(), &office.id, task.due, false, rng);
            events.extend(entered.map(|event| Event { login: founder.to_owned(), ..event }));
        }
    }
    let screening = pack.deliverables().find(|(_, paper)| paper.kind == DeliverableKind::Screening);
    if let (Some((_, paper)), Some(screening)) = (screening, &pack.screening) {
        for month in screening.months.iter().filter(|month| month.due < until) {
            for unit in reporting(pack, &paper.reporters, &made) {
                // The last month's report of the unit that is always late has not come at all.
                let last = unit == LATE && month.due + Days::new(31) > until;
                let name = format!("{}/{}", paper.id, month.month);
                events.extend(hand_in(name, unit, month.due, true, rng).filter(|_| !last));
            }
        }
    }
    events
}

/// The made-up units that belong to the groups named.
fn reporting<'a>(pack: &Pack, names: &[String], made: &[&'a str]) -> Vec<&'a str> {
    let kinds: Vec<&str> = pack
        .unit_groups
        .iter()
        .filter(|group| names.contains(&group.id))
        .flat_map(|group| group.kinds.iter().map(String::as_str))
        .collect();
    let belongs = |code: &&&str| {
        pack.units.iter().any(|unit| unit.code == **code && kinds.contains(&unit.kind.as_str()))
    };
    made.iter().filter(belongs).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stories_can_be_read() {
        let file: File = toml::from_str(include_str!("stories.toml")).unwrap();
        assert_eq!(file.stories.len(), 9);
    }
}
