//! Keeping the books themselves: units, people, members, the campaign's settings.

use super::Context;
use super::decide::done_on;
use super::pin;
use super::read::{Input, Reader};
use super::rights::{self, Standing};
use super::step::Step;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::sealed::seal;
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::text::pinyin;

/// Decides a command that keeps units, people, members or the campaign: without a subject it makes a
/// new record, with one it changes that record.
pub fn decide(draft: &mut Draft<'_>, context: &Context, command: &Command) -> Result<Vec<Subject>, Refusal> {
    if command.verb == Verb::Handover {
        return hand_over(draft, context, command);
    }
    let (kind, what) = match command.verb {
        Verb::Unit => (Kind::Unit, "units"),
        Verb::Person => (Kind::Person, "units"),
        Verb::Member => (Kind::Member, "members"),
        Verb::Pack => (Kind::Campaign, "pack"),
        _ => return Err(Why::NoSubject.into()),
    };
    if !rights::keeps(draft.books, &context.actor, what) && !own_pin(context, command) {
        return Err(Why::NoRight.into());
    }
    let on = done_on(draft, context, command)?;
    if command.subjects.len() > 1 {
        return Err(
            Why::Ambiguous { text: command.subjects.join(" "), names: command.subjects.clone() }.into()
        );
    }
    let record = match command.subjects.first() {
        Some(name) => known(draft, kind, name)?,
        None if kind == Kind::Campaign => {
            draft.record(Subject::CAMPAIGN).cloned().unwrap_or_else(|| Record::new(Subject::CAMPAIGN))
        }
        None => Record::new(Subject { kind, id: draft.next_id(kind) }),
    };
    let reader = Reader { books: draft.books, day: on };
    let input = reader.input(command, Some(&record))?;
    let mut input = input;
    if kind == Kind::Member {
        roles_by_id(draft, &record, &mut input);
        hide_pin(draft, context, &mut input)?;
    }
    check(draft, kind, &record, &input)?;
    let standing = Standing {
        party: None,
        by: if command.by.is_empty() { context.actor.name.clone() } else { command.by.clone() },
    };
    let mut step = Step::new(draft, context, command, input, standing, on, record);
    step.set_typed();
    if kind == Kind::Member && step.record.get(Field::Active).is_none() {
        step.set(Field::Active, Value::Flag(true));
    }
    if !step.changes_anything() {
        return Err(Why::NothingToChange.into());
    }
    let fact = step.fact(command.verb, draft.next_seq());
    let subject = fact.subject;
    draft.apply(fact);
    Ok(vec![subject])
}

/// A member sets his own PIN, and nothing else.
fn own_pin(context: &Context, command: &Command) -> bool {
    let only = !command.sets.is_empty() && command.sets.iter().all(|set| set.field == Field::Pin.code());
    command.verb == Verb::Member && only && command.subjects == [context.actor.login.clone()]
}

/// A PIN as typed becomes what is kept of it, in the vault.
fn hide_pin(draft: &mut Draft<'_>, context: &Context, input: &mut Input) -> Result<(), Refusal> {
    let cell = Cell::main(Field::Pin);
    let Some(Some(Value::Text(pin))) = input.values.get(&cell) else { return Ok(()) };
    let short = || Why::ShortPin { least: pin::LEAST as u32 };
    if pin.chars().count() < pin::LEAST {
        return Err(short().into());
    }
    let place = draft.next_seq() << 16 | Field::Pin as u64;
    let (_, fresh) = seal("", &context.seed, place);
    let salt = <[u8; 16]>::try_from(fresh.as_slice()).map_err(|_| short())?;
    let kept = pin::hashed(pin, &salt).ok_or_else(short)?;
    let (value, sealed) = seal(&kept, &context.seed, place + 1);
    if let Value::Sealed(commitment) = value {
        draft.secrets.insert(commitment, sealed);
    }
    input.values.insert(cell, Some(value));
    Ok(())
}

/// One member takes over from another: his roles and his post go along, his login rests.
fn hand_over(draft: &mut Draft<'_>, context: &Context, command: &Command) -> Result<Vec<Subject>, Refusal> {
    let name = command.subjects.first().ok_or(Why::NoSubject)?;
    let from = known(draft, Kind::Member, name)?;
    let own = from.subject.id == context.actor.id;
    if !own && !rights::keeps(draft.books, &context.actor, "members") {
        return Err(Why::NoRight.into());
    }
    let on = done_on(draft, context, command)?;
    let reader = Reader { books: draft.books, day: on };
    let input = reader.input(command, Some(&from))?;
    let to = input.text(Field::HandTo).to_owned();
    if to.is_empty() {
        let fields = vec![Field::HandTo];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::HandTo }));
    }
    let to = known(draft, Kind::Member, &to)?;
    if to.subject == from.subject || !from.flag(Field::Active) {
        return Err(Why::NothingToChange.into());
    }
    let mut roles = to.words(Field::Roles).to_vec();
    roles.extend(
        from.words(Field::Roles).iter().filter(|role| !to.words(Field::Roles).contains(role)).cloned(),
    );
    let (unit, login) = (from.get(Field::Unit).cloned(), to.text(Field::Login).to_owned());
    let standing = || Standing { party: None, by: context.actor.name.clone() };
    let mut subjects = Vec::new();
    for (record, leaves) in [(to, false), (from, true)] {
        let mut step = Step::new(draft, context, command, Input::default(), standing(), on, record);
        if leaves {
            step.set(Field::Active, Value::Flag(false));
            step.set_text(Field::HandTo, 0, &login);
        } else {
            step.set(Field::Roles, Value::Words(roles.clone()));
            step.set(Field::Unit, unit.clone());
            step.set(Field::Active, Value::Flag(true));
        }
        if step.changes_anything() {
            let fact = step.fact(Verb::Handover, draft.next_seq());
            subjects.push(fact.subject);
            draft.apply(fact);
        }
    }
    Ok(subjects)
}

fn known(draft: &Draft<'_>, kind: Kind, name: &str) -> Result<Record, Refusal> {
    let keys: &[Field] = match kind {
        Kind::Unit => &[Field::Code, Field::Name, Field::Short],
        Kind::Person => &[Field::Name],
        _ => &[Field::Login],
    };
    let found = draft.of_kind(kind).into_iter().find(|record| {
        keys.iter().any(|key| record.text(*key).eq_ignore_ascii_case(name))
            || record.subject.id.to_string() == name.trim_start_matches('#')
    });
    found.cloned().ok_or_else(|| Why::UnknownNumber { text: name.to_owned(), nearest: None }.into())
}

fn check(draft: &Draft<'_>, kind: Kind, record: &Record, input: &Input) -> Result<(), Refusal> {
    let needs: &[Field] = match kind {
        Kind::Unit => &[Field::Code, Field::Name, Field::UnitKind],
        Kind::Person => &[Field::Unit, Field::Name],
        Kind::Member => &[Field::Login, Field::Name, Field::Roles],
        _ => &[],
    };
    let missing: Vec<Field> = needs
        .iter()
        .copied()
        .filter(|field| input.get(*field).is_none() && record.get(*field).is_none())
        .collect();
    if let Some(first) = missing.first() {
        return Err(Refusal::new(Why::Missing { fields: missing.clone() }).way(Way::Fill { field: *first }));
    }
    for field in [Field::Code, Field::Login] {
        let typed = input.text(field);
        let taken = draft
            .of_kind(kind)
            .into_iter()
            .any(|other| other.subject != record.subject && other.text(field).eq_ignore_ascii_case(typed));
        if !typed.is_empty() && taken {
            return Err(Why::Taken { text: typed.to_owned() }.into());
        }
    }
    if let (Kind::Member, Some(Value::Words(roles))) = (kind, input.get(Field::Roles)) {
        check_roles(draft, roles)?;
    }
    if kind == Kind::Member {
        check_keeper(draft, record, input)?;
    }
    if kind == Kind::Unit {
        check_unit(draft, record, input)?;
    }
    Ok(())
}

/// Somebody in service must go on keeping the members.
fn check_keeper(draft: &Draft<'_>, record: &Record, input: &Input) -> Result<(), Refusal> {
    let keeps = |roles: &[String]| {
        let known = draft.books.pack.as_ref().map_or(&[][..], |pack| &pack.roles);
        known.iter().any(|role| roles.contains(&role.id) && role.keeps.contains(&crate::pack::Keeps::Members))
    };
    let others = draft.of_kind(Kind::Member).into_iter().any(|member| {
        member.subject != record.subject && member.flag(Field::Active) && keeps(member.words(Field::Roles))
    });
    let leaves = matches!(input.get(Field::Active), Some(Value::Flag(false)))
        || matches!(input.get(Field::Roles), Some(Value::Words(roles)) if !keeps(roles));
    if keeps(record.words(Field::Roles)) && leaves && !others {
        return Err(Why::FieldNotSettable { field: Field::Roles }.into());
    }
    Ok(())
}

/// A unit is not below itself, and a code that numbers rest on stays.
fn check_unit(draft: &Draft<'_>, record: &Record, input: &Input) -> Result<(), Refusal> {
    if let Some(Value::Ref(parent)) = input.get(Field::Parent)
        && draft.books.with_below(record.subject.id).contains(parent)
    {
        return Err(Why::FieldNotSettable { field: Field::Parent }.into());
    }
    let numbered = draft.next_number(record.subject.id) > 1;
    let renamed = input.get(Field::Code).is_some_and(|code| Some(code) != record.get(Field::Code));
    if numbered && renamed {
        return Err(Refusal::new(Why::Numbered).way(Way::Back));
    }
    Ok(())
}

/// Roles typed by their names become ids; a new member without any gets the one that may only look on.
fn roles_by_id(draft: &Draft<'_>, record: &Record, input: &mut Input) {
    let Some(pack) = &draft.books.pack else { return };
    let cell = crate::model::record::Cell::main(Field::Roles);
    match input.values.get_mut(&cell) {
        Some(Some(Value::Words(roles))) => {
            for role in roles {
                if let Some(known) = pack.roles.iter().find(|known| known.name == *role) {
                    role.clone_from(&known.id);
                }
            }
        }
        None if record.rev == 0 => {
            let looks_on = |role: &&crate::pack::Role| {
                role.acts_as.is_empty() && role.records_for.is_empty() && role.keeps.is_empty()
            };
            if let Some(role) = pack.roles.iter().find(looks_on) {
                input.values.insert(cell, Some(Value::Words(vec![role.id.clone()])));
            }
        }
        _ => {}
    }
}

fn check_roles(draft: &Draft<'_>, roles: &[String]) -> Result<(), Refusal> {
    let Some(pack) = &draft.books.pack else { return Ok(()) };
    let unknown = roles.iter().find(|role| !pack.roles.iter().any(|known| known.id == **role));
    match unknown {
        None => Ok(()),
        Some(role) => {
            let by_name = pack.roles.iter().filter(|known| pinyin::matches(role, &known.name).is_some());
            let known: Vec<String> = pack.roles.iter().map(|role| role.id.clone()).collect();
            let known = by_name.map(|role| role.id.clone()).next().map_or(known, |role| vec![role]);
            Err(Why::UnknownCode { field: Field::Roles, text: role.clone(), known }.into())
        }
    }
}
