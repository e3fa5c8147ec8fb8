//! Chasing for papers that are not there: who, for what, who asked last, and what asking now would put on
//! record; one digit does it for all of them.

use super::read;
use crate::api::Request;
use crate::model::command::Command;
use crate::model::field::Field;
use crate::model::row::{Chased, OwedRow};
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{Purpose, State};

/// Units that are named line by line; the others are counted.
const NAMED: usize = 9;
/// The longest text that is kept with a chase.
const KEPT: usize = 180;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asking {
    /// What it is called.
    pub paper: String,
    /// Units that owe it.
    pub owed: usize,
    pub of: Vec<Lacking>,
}

/// One unit that owes it still.
#[derive(Debug, Clone, PartialEq)]
pub struct Lacking {
    pub unit: String,
    /// Its papers, by the names that commands give them.
    pub names: Vec<String>,
    pub chased: Option<Chased>,
    /// None of them is due.
    pub ahead: bool,
}

impl Asking {
    /// What some papers come to, unit by unit.
    pub fn for_papers(paper: String, owed: usize, rows: &[&OwedRow], today: chrono::NaiveDate) -> Self {
        let mut of: Vec<Lacking> = Vec::new();
        for row in rows {
            let ahead = row.due > today;
            match of.iter_mut().find(|known| known.unit == row.unit) {
                Some(known) => {
                    known.names.push(row.name.clone());
                    known.ahead &= ahead;
                    let on = |chased: &Option<Chased>| chased.as_ref().map(|chased| chased.on);
                    if on(&row.chased) > on(&known.chased) {
                        known.chased.clone_from(&row.chased);
                    }
                }
                None => of.push(Lacking {
                    unit: row.unit.clone(),
                    names: vec![row.name.clone()],
                    chased: row.chased.clone(),
                    ahead,
                }),
            }
        }
        Self { paper, owed, of }
    }

    fn names(&self) -> Vec<String> {
        self.of.iter().flat_map(|one| one.names.clone()).collect()
    }
}

/// Shows who would be chased for what, and asks. `more` is what else could be asked for with it.
pub fn ask(state: &mut State, asking: Asking, more: Option<Asking>) {
    let words = &state.words;
    if asking.of.is_empty() {
        return state.say(words.get("desk-nothing-missing"));
    }
    let today = words.day_near(state.day(), state.day());
    let (way, who) = (words.code(Field::ChaseWay, "group"), member(state));
    let now = words.with("chase-now", &[("day", today.as_str()), ("by", &who), ("way", &way)]);
    let line = |one: &Lacking| {
        let before = match &one.chased {
            Some(chased) => words.chased(chased, state.day()),
            None => words.get("chase-never"),
        };
        let papers = if one.names.len() > 1 {
            words.with_n("chase-papers", one.names.len() as i64)
        } else {
            String::new()
        };
        format!("{} {papers}  {before} → {now}", one.unit)
    };
    let mut lines: Vec<String> = asking.of.iter().take(NAMED).map(line).collect();
    if let Some(rest) = asking.of.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
        lines.push(words.with_n("chase-others", rest as i64));
    }
    let count = |asking: &Asking| ("n", asking.of.len().to_string());
    let label = |id: &str, asking: &Asking| words.with(id, &[count(asking)]);
    let ahead = asking.of.iter().all(|one| one.ahead);
    let confirm = if ahead { "chase-confirm-ahead" } else { "chase-confirm" };
    let mut items = vec![
        Item::new(label(confirm, &asking), Run::Chase(Box::new(asking.clone()))),
        Item::new(words.get("chase-form"), Run::Verb(Verb::Chase, asking.names())),
        Item::new(words.get("chase-copy"), Run::CopyText(text(state, &asking))),
    ];
    if let Some(more) = more.filter(|more| more.of != asking.of) {
        items.push(Item::new(label("chase-also", &more), Run::Chase(Box::new(more))));
    }
    let title = format!("{} {}", words.action("chase"), asking.paper);
    state.layers.push(Layer::Menu(Menu { title, text: lines.join("\n"), items, ..Menu::default() }));
}

fn member(state: &State) -> String {
    state.hello.as_ref().map_or_else(String::new, |hello| hello.member.clone())
}

/// Puts it on record for every unit, in one act, and copies the message that names them.
pub fn record(state: &mut State, asking: &Asking, effects: &mut Vec<Effect>) {
    let text = text(state, asking);
    let command = Command { subjects: asking.names(), ..Command::new(Verb::Chase, (state.new_op)()) };
    let mut command = command.set(Field::ChaseWay.code(), "group");
    if text.chars().count() <= KEPT {
        command = command.set(Field::ChaseText.code(), text.as_str());
    }
    let command = Box::new(command);
    state.ask(Purpose::Do(command.clone(), 0), Request::Do(command), effects);
    read::copy(state, text, effects);
}

/// The message to a group: how many owe it, how many handed it in, who is missing by name.
pub fn text(state: &State, asking: &Asking) -> String {
    let words = &state.words;
    let missing: Vec<&String> = asking.of.iter().map(|one| &one.unit).collect();
    let handed = asking.owed.saturating_sub(missing.len()).to_string();
    let (owed, count) = (asking.owed.to_string(), missing.len().to_string());
    let (at, names) = (words.day(state.day()), words.list(&missing));
    let office = state.hello.as_ref().map_or("", |hello| &hello.unit);
    words.with(
        "desk-group-text",
        &[
            ("at", at.as_str()),
            ("paper", &asking.paper),
            ("owed", &owed),
            ("handed", &handed),
            ("missing", &count),
            ("names", &names),
            ("office", office),
        ],
    )
}
