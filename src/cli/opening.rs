//! The first run: what is answered on the opening screen, carried out.

use super::context::Context;
use super::demo::Demo;
use super::door::Door;
use super::failure::Failure;
use super::init::Init;
use super::pack::Source;
use super::{desk, settings};
use crate::api::Request;
use crate::link::new_op;
use crate::model::command::Command;
use crate::model::verb::Verb;
use crate::pack::Pack;
use crate::text::{clean, pinyin};
use crate::tui::{self, FirstRun, Start, terminal};
use std::collections::BTreeSet;

/// Asks what to begin with, and begins.
pub fn run(context: &mut Context, env: settings::Env<'_>) -> Result<u8, Failure> {
    let answer = tui::first_run(&desk::options(context, env)).map_err(|trouble| desk::fault(&trouble))?;
    // From here to the desk the terminal stays taken.
    context.out.hold();
    let result = match answer {
        FirstRun::Quit | FirstRun::Join => Ok(0),
        FirstRun::Demo => Demo::default().run(context, env),
        FirstRun::Start(start) => begin(context, env, &start),
    };
    terminal::restore();
    result
}

fn begin(context: &mut Context, env: settings::Env<'_>, start: &Start) -> Result<u8, Failure> {
    let member = Some(start.member_name.clone()).filter(|name| !name.is_empty());
    Init { pack: None, member, keep_names: start.keep_names }.create(context)?;
    let plan = Source::find(&context.words, None)?.plan(&context.words)?;
    let door = context.open(true)?;
    let pasted = units(&plan, &start.units).into_iter().chain(people(&start.contacts));
    let left: Vec<String> = pasted.filter_map(|line| line.take_in(&door)).collect();
    if !left.is_empty() {
        context.out.say(&context.words.with("cli-opening-left", &[("n", left.len().to_string())]));
        left.iter().for_each(|line| context.out.say(&format!("  {line}")));
    }
    door.close()?;
    desk::show(context, env, context.sit()?)
}

/// A pasted line and the command it is read as; `None` when it cannot be read.
#[derive(Debug)]
struct Pasted {
    line: String,
    command: Option<Command>,
}

impl Pasted {
    /// Sends the command; the line when it was not taken in.
    fn take_in(self, door: &Door) -> Option<String> {
        let Some(command) = self.command else { return Some(self.line) };
        door.ask(Request::Do(Box::new(command))).is_err().then_some(self.line)
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Units, one a line: of the kind that reports and that the plan leaves to be listed, under the unit
/// that the plan's own reporting units stand under, with a code of the name's initials.
fn units(plan: &Pack, text: &str) -> Vec<Pasted> {
    let listed = |kind: &str| plan.units.iter().any(|unit| unit.kind == kind);
    let reports = |kind: &str| plan.unit_kinds.iter().any(|known| known.id == kind && known.reports);
    let kind = plan.unit_kinds.iter().find(|kind| kind.reports && !listed(&kind.id));
    let parent = plan.units.iter().find(|unit| reports(&unit.kind)).and_then(|unit| unit.parent.clone());
    let mut codes: BTreeSet<String> = plan.units.iter().map(|unit| unit.code.to_uppercase()).collect();
    let read = |line: &str| {
        let name = clean(line);
        let command = kind.map(|kind| {
            let code = free_code(&codes, &pinyin::initials(&name).to_uppercase());
            codes.insert(code.clone());
            let command = Command::new(Verb::Unit, new_op()).set("code", code).set("name", &name);
            let command = command.set("kind", &kind.id);
            parent.iter().fold(command, |command, parent| command.set("parent", parent))
        });
        Pasted { line: name, command }
    };
    lines(text).map(read).collect()
}

/// The initials, or the initials and the first number that is free.
fn free_code(taken: &BTreeSet<String>, initials: &str) -> String {
    let letters: String = initials.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let letters = if letters.is_empty() { "U".to_owned() } else { letters };
    let numbered = (2..).map(|n| format!("{letters}{n}"));
    std::iter::once(letters.clone()).chain(numbered).find(|code| !taken.contains(code)).unwrap_or(letters)
}

/// People, one a line: unit, name, post, phone, as copied from a table or with spaces between.
fn people(text: &str) -> Vec<Pasted> {
    let read = |line: &str| {
        let columns: Vec<String> = match line.contains('\t') {
            true => line.split('\t').map(|column| clean(column).trim().to_owned()).collect(),
            false => line.split_whitespace().map(clean).collect(),
        };
        let command = |unit: &str, name: &str, post: &str, phone: &str| {
            let command = Command::new(Verb::Person, new_op()).set("unit", unit).set("name", name);
            let rest = [("post", post), ("phone", phone)].into_iter().filter(|(_, text)| !text.is_empty());
            rest.fold(command, |command, (field, text)| command.set(field, text))
        };
        let command = match columns.as_slice() {
            [unit, name] => Some(command(unit, name, "", "")),
            [unit, name, phone] if has_digit(phone) => Some(command(unit, name, "", phone)),
            [unit, name, post] => Some(command(unit, name, post, "")),
            [unit, name, post, phone, ..] => Some(command(unit, name, post, phone)),
            _ => None,
        };
        Pasted { line: clean(line), command }
    };
    lines(text).map(read).collect()
}

fn has_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::EMBEDDED;

    fn sets(pasted: &Pasted) -> Vec<String> {
        let command = pasted.command.as_ref().unwrap();
        command.sets.iter().map(|set| format!("{}={}", set.field, set.text)).collect()
    }

    #[test]
    fn pasted_people_are_read_by_columns() {
        let text = "荷塘区\t张某\t科员\t139****0001\n\n天元 李某 138****0002\n渌口 王某 股长\n半行";
        let people = people(text);
        assert_eq!(sets(&people[0]), ["unit=荷塘区", "name=张某", "post=科员", "phone=139****0001"]);
        assert_eq!(sets(&people[1]), ["unit=天元", "name=李某", "phone=138****0002"]);
        assert_eq!(sets(&people[2]), ["unit=渌口", "name=王某", "post=股长"]);
        assert!(people[3].command.is_none() && people.len() == 4);
    }

    #[test]
    fn pasted_units_get_a_kind_a_parent_and_a_code_of_their_own() {
        let (name, text) = EMBEDDED[0];
        let plan = Pack::parse(text, name).unwrap();
        let units = units(&plan, "市示例一中\n市示例一中\n天元\n");
        let first = sets(&units[0]);
        let code = |n: usize| sets(&units[n])[0].clone();
        assert_eq!(first[1..], ["name=市示例一中", "kind=direct", "parent=SJY"]);
        assert_eq!(code(1), format!("{}2", code(0)));
        assert_ne!(code(2), "code=TY", "the plan has that one");
    }
}
