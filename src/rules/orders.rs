//! What goes out about an issue: supervision orders, transfers, and who was held to account.

use super::enter;
use super::sanctions;
use super::step::Step;
use super::supervise::grounds;
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use crate::pack::Act;
use crate::text::{fold, pinyin};
use chrono::{Months, NaiveDate};

/// An order by itself: what is demanded, by when.
pub fn order(step: &mut Step<'_>) {
    step.set(Field::OrderKind, Value::Code("order".into()));
    step.set(Field::IssuedOn, Value::Day(step.on));
    let signer = step.standing.by.clone();
    if step.record.get(Field::Signer).is_none() {
        step.set_text(Field::Signer, 0, &signer);
    }
}

/// The order that goes with a step of the ladder on an issue: the facts of the issue and of the order.
pub fn with_order(step: &mut Step<'_>, kind: &str, due: Option<NaiveDate>, demand: &str) -> Vec<Fact> {
    let verb = step.command.verb;
    let seq = enter::next_seq(step.draft, Kind::Order);
    let no = crate::books::lookup::number(super::registers::prefix(Kind::Order), seq);
    let mut papers = step.record.words(Field::Papers).to_vec();
    papers.push(no.clone());
    step.set(Field::Papers, Value::Words(papers));
    let subject = Subject { kind: Kind::Order, id: step.draft.next_id(Kind::Order) };
    let issue = enter::name_of(step.draft, &step.record);
    let first = step.fact(verb, step.draft.next_seq());
    let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
    let values = [
        (Field::No, text(&no)),
        (Field::NoSeq, Some(Value::Int(i64::from(seq)))),
        (Field::Status, Some(Value::Code("issued".into()))),
        (Field::OrderKind, Some(Value::Code(kind.to_owned()))),
        (Field::Issues, Some(Value::Words(vec![issue]))),
        (Field::Unit, step.record.get(Field::Unit).cloned()),
        (Field::IssuedOn, Some(Value::Day(step.on))),
        (Field::OrderDue, due.map(Value::Day)),
        (Field::ListLevel, step.input.get(Field::ListLevel).cloned()),
        (Field::Demand, text(demand)),
        (Field::Signer, text(&step.standing.by)),
    ];
    let changes = values
        .into_iter()
        .filter_map(|(field, new)| Some(Change { cell: Cell::main(field), old: None, new: Some(new?) }))
        .collect();
    let second = Fact { seq: first.seq + 1, subject, changes, ..first.clone() };
    vec![first, second]
}

/// The trace of an entry on what it is about.
pub fn noted(step: &Step<'_>, about: &Record, no: &str, seq: u64) -> Fact {
    let mut papers = about.words(Field::Papers).to_vec();
    papers.push(no.to_owned());
    let cell = Cell::main(Field::Papers);
    let change = Change { cell, old: about.get(Field::Papers).cloned(), new: Some(Value::Words(papers)) };
    Fact {
        seq,
        at: step.context.at,
        day: step.context.today,
        on: step.on,
        actor: step.context.actor.id,
        party: step.standing.party,
        by: step.standing.by.clone(),
        paper: step.command.paper.clone(),
        seat: step.context.seat,
        op: step.command.op,
        verb: step.command.verb,
        subject: about.subject,
        changes: vec![change],
        reason: step.command.reason.clone(),
        undoes: None,
    }
}

/// Handed to a body outside: one of the plan's, or another by its name.
pub fn transfer(step: &mut Step<'_>) -> Result<(), Refusal> {
    let typed = step.input.text(Field::ToBody).to_owned();
    let outside = step.draft.books.pack.iter().flat_map(|pack| &pack.outside).filter(|body| body.transfer);
    let known: Vec<_> = outside.collect();
    let body = known
        .iter()
        .find(|body| body.name == typed || body.id == fold(&typed) || body.aliases.contains(&typed))
        .or_else(|| known.iter().find(|body| pinyin::matches(&typed, &body.name).is_some()));
    let name = body.map_or(typed, |body| body.name.clone());
    step.set_text(Field::ToBody, 0, &name);
    let reason = step.command.reason.clone();
    step.set_text(Field::TransferReason, 0, &reason);
    step.set(Field::SentOn, Value::Day(step.on));
    let due = step.record.deadline(Field::HandlingDue).and_then(|deadline| deadline.due);
    if let Some(day) = due.filter(|due| *due < step.on) {
        return Err(Why::DayBefore { day, earliest: step.on, field: Some(Field::ActOn) }.into());
    }
    Ok(())
}

/// What came back: first that it was received, then what was done. Both may come at once, and whether a case
/// is opened may be said before either is over.
pub fn receipt(step: &mut Step<'_>) -> Result<(), Refusal> {
    let sent = [Field::IssuedOn, Field::SentOn].into_iter().find_map(|field| step.record.day(field));
    if let Some(earliest) = sent.filter(|sent| step.on < *sent) {
        return Err(Why::DayBefore { day: step.on, earliest, field: None }.into());
    }
    if step.record.get(Field::ReceiptOn).is_none() {
        step.set(Field::ReceiptOn, Value::Day(step.on));
        let by = step.standing.by.clone();
        if step.record.get(Field::ReceiptBy).is_none() {
            step.set_text(Field::ReceiptBy, 0, &by);
        }
    } else if [Field::Feedback, Field::Filed].iter().all(|field| step.input.get(*field).is_none()) {
        let fields = vec![Field::Feedback];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Feedback }));
    }
    if step.input.get(Field::Feedback).is_some() {
        step.set(Field::FeedbackOn, Value::Day(step.on));
        step.set(Field::Status, Value::Code("answered".into()));
    }
    Ok(())
}

/// Somebody is held to account: only with sanctions that the law knows for what he is.
pub fn outcome(step: &mut Step<'_>) -> Result<(), Refusal> {
    let identity = step.record.text(Field::Identity).to_owned();
    let member = step.record.flag(Field::PartyMember);
    let allowed = sanctions::allowed(&identity, member);
    let typed = step.record.words(Field::Sanctions).to_vec();
    if let Some(word) = typed.iter().find(|word| !allowed.contains(&word.as_str())) {
        let known = allowed.iter().map(|code| (*code).to_owned()).collect();
        return Err(Why::NotForIdentity { sanction: word.clone(), identity, known }.into());
    }
    let decided = step.record.day(Field::SanctionedOn).unwrap_or(step.on);
    if decided > step.context.today {
        return Err(Why::FutureDay { day: decided, today: step.context.today }.into());
    }
    step.set(Field::SanctionedOn, Value::Day(decided));
    let body = matches!(identity.as_str(), "school" | "institution");
    step.set(Field::Target, Value::Code(if body { "body" } else { "person" }.into()));
    let months = typed.iter().map(|code| sanctions::months(code)).max().unwrap_or(0);
    let until = (months > 0).then(|| decided.checked_add_months(Months::new(months))).flatten();
    step.set(Field::Until, until.map(Value::Day));
    if step.input.get(Field::Grounds).is_some() {
        let grounds = grounds(step, Act::Outcome)?;
        step.set(Field::Grounds, Value::Words(grounds));
    }
    Ok(())
}
