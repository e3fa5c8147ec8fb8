//! Protected names: looking at them, and removing them for good. Either is a fact with a reason.

use super::decide::done_on;
use super::read::Input;
use super::rights::Standing;
use super::step::Step;
use super::{Actor, Context, enter};
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::form::{Form, FormField, Input as Asked, Slot};
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::pack::Secrecy;

/// Kinds of entries that may hold protected names.
pub const KINDS: [Kind; 4] = [Kind::Intake, Kind::Clue, Kind::Transfer, Kind::Outcome];

/// True for what this module decides.
pub fn is_own(verb: Verb) -> bool {
    matches!(verb, Verb::Reveal | Verb::Purge)
}

/// True when an entry holds, or once held, protected names.
pub fn has_names(entry: &Record) -> bool {
    entry.cells.values().any(|value| matches!(value, Value::Sealed(_)))
}

/// True when the plan trusts a role of this member with protected names.
pub fn is_trusted(books: &Books, actor: &Actor) -> bool {
    let rules = books.pack.iter().flat_map(|pack| &pack.privacy);
    let trusted = rules.filter(|rule| rule.class == Secrecy::Protected).flat_map(|rule| &rule.roles);
    trusted.into_iter().any(|role| actor.roles.contains(role))
}

/// The facts among some that put protected values into the vault: each with which of its changes.
pub fn sealed(facts: &[Fact]) -> impl Iterator<Item = (&Fact, u16)> {
    facts.iter().flat_map(|fact| {
        let changes = fact.changes.iter().zip(0_u16..);
        changes
            .filter(|(change, _)| matches!(change.new, Some(Value::Sealed(_))))
            .map(move |(_, index)| (fact, index))
    })
}

/// Whether a member may take one of the two steps on an entry. `facts` are those of the entry: who typed a
/// name may look at it again, as he could not have unlearned it.
pub fn may(books: &Books, actor: &Actor, verb: Verb, facts: &[Fact]) -> bool {
    is_trusted(books, actor)
        || (verb == Verb::Reveal && sealed(facts).any(|(fact, _)| fact.actor == actor.id))
}

/// Decides to look at the names of one entry, or to remove them. The facts of the entry are in
/// `draft.since`.
///
/// # Errors
/// No such entry, none of his business, nothing there, or no reason given.
pub fn decide(draft: &mut Draft<'_>, context: &Context, command: &Command) -> Result<Vec<Subject>, Refusal> {
    let entry = checked(draft, context, command.verb, &command.subjects)?;
    if command.reason.is_empty() {
        return Err(Refusal::new(Why::NeedsReason).way(Way::WithReason).way(Way::Back));
    }
    let on = done_on(draft, context, command)?;
    let by = if command.by.is_empty() { context.actor.name.clone() } else { command.by.clone() };
    let standing = Standing { party: None, by };
    let forgotten: Vec<(u64, u16)> = sealed(&draft.since).map(|(fact, index)| (fact.seq, index)).collect();
    let mut step = Step::new(draft, context, command, Input::default(), standing, on, entry);
    if command.verb == Verb::Purge {
        step.set(Field::PurgedOn, Value::Day(on));
    }
    let fact = step.fact(command.verb, draft.next_seq());
    let subject = fact.subject;
    draft.apply(fact);
    if command.verb == Verb::Purge {
        draft.forget.extend(forgotten);
    }
    Ok(vec![subject])
}

fn checked(draft: &Draft<'_>, context: &Context, verb: Verb, subjects: &[String]) -> Result<Record, Refusal> {
    let [name] = subjects else {
        return Err(match subjects {
            [] => Why::NoSubject,
            many => Why::Ambiguous { text: many.join(" "), names: many.to_vec() },
        }
        .into());
    };
    let entry = enter::any(draft, &KINDS, name)?;
    let refuse = |why: Why| Refusal { no: name.clone(), ..Refusal::new(why).way(Way::Back) };
    if !may(draft.books, &context.actor, verb, &draft.since) {
        return Err(refuse(Why::NoRight));
    }
    if !has_names(&entry) {
        return Err(refuse(Why::NothingSealed));
    }
    Ok(entry)
}

/// The form of either step: the reason and nothing else.
///
/// # Errors
/// What the step would be refused for.
pub fn form(draft: &Draft<'_>, context: &Context, verb: Verb, subjects: &[String]) -> Result<Form, Refusal> {
    let entry = checked(draft, context, verb, subjects)?;
    let (slot, input) = (Slot::Reason, Asked::Line);
    let reason = FormField { slot, about: String::new(), input, text: String::new(), required: true };
    Ok(Form {
        verb,
        subjects: subjects.to_vec(),
        heading: format!("{} {}", subjects.join(" "), entry.text(Field::Title)).trim_end().to_owned(),
        fields: vec![reason],
        remarks: Vec::new(),
        base: None,
    })
}
