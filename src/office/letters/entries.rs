//! What can be said of entries of registers: what came in, orders, transfers.

use super::issue;
use super::values::{Values, cell, code, count_of, day, entry, text};
use crate::books::draft::Draft;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::table::{Cell, Sort};
use crate::office::entries;
use crate::office::query::Desk;
use crate::office::tables::deadline_cell;

/// A call, a visit, a letter, or a clue. Who complained, and of whom, is in no letter.
pub fn came_in(desk: &Desk<'_>, record: &Record) -> Result<Values, Refusal> {
    let mut values = issue::matter(desk, record);
    let no = desk.books.name_of(record.subject);
    let own = |field: Field| text(record.text(field));
    let coded = |field: Field| code(field, record.text(field));
    for (name, field) in [("reply", Field::Reply), ("check_text", Field::CheckText)] {
        values.put(name, own(field));
    }
    for (name, field) in [
        ("received_on", Field::ReceivedOn),
        ("disposed_on", Field::DisposedOn),
        ("reply_due", Field::ReplyDue),
        ("replied_on", Field::RepliedOn),
        ("checked_on", Field::CheckedOn),
    ] {
        values.put(name, day(record.day(field)));
    }
    for (name, field) in [
        ("source", Field::Channel),
        ("disposal", Field::Disposal),
        ("satisfied", Field::Satisfied),
        ("check_result", Field::CheckResult),
    ] {
        values.put(name, coded(field));
    }
    let anonymous = if record.flag(Field::Anonymous) { "yes" } else { "no" };
    values.put("anonymous", cell(Cell::said(anonymous), Sort::Text));
    values.put("letters", count_of(record.int(Field::Letters)));
    values.put("became", text(&record.words(Field::Into).join("、")));
    values.put("no", text(&no));
    let course = issue::course(desk, &no)?;
    if let Some(who) = course.first().and_then(|first| first.get("who")) {
        values.put("taken_by", who.clone());
    }
    values.list("course", course);
    Ok(values)
}

/// An order, with what it is about; without one, only the issue that it is to be about.
pub fn order(
    desk: &Desk<'_>,
    kind: &str,
    order: Option<&Record>,
    of_issue: Option<&Record>,
) -> Result<Values, Refusal> {
    let mut values = Values::default();
    if let Some(order) = order {
        let own = |field: Field| text(order.text(field));
        let on = |field: Field| day(order.day(field));
        values.put("order_no", own(Field::No));
        values.put("order_kind", code(Field::OrderKind, order.text(Field::OrderKind)));
        values.put("demand", own(Field::Demand));
        values.put("order_signer", own(Field::Signer));
        values.put("receipt_by", own(Field::ReceiptBy));
        values.put("feedback", own(Field::Feedback));
        values.put("feedback_result", code(Field::FeedbackResult, order.text(Field::FeedbackResult)));
        values.put("issued_on", on(Field::IssuedOn));
        values.put("order_due", on(Field::OrderDue));
        values.put("receipt_on", on(Field::ReceiptOn));
        values.put("feedback_on", on(Field::FeedbackOn));
        values.put("unit", issue::unit(desk, order.reference(Field::Unit)));
    }
    let rows = order.map_or_else(Vec::new, |order| issues(desk, order));
    let first = of_issue.cloned().or_else(|| desk.issue(*rows.first()? as u32 + 1));
    if let Some(first) = &first {
        let kind = order.map_or(kind, |order| order.text(Field::OrderKind));
        let grounds = match kind {
            "timed" => Some(Field::TimedFor),
            "listing" => Some(Field::ListedFor),
            _ => None,
        };
        values.put("grounds", text(&grounds.map_or_else(String::new, |field| first.words(field).join("、"))));
        values.add(issue::values(desk, first)?);
    }
    // One issue is told in full; a list is for several.
    let several = rows.len() > 1;
    values.list("issues", issue::listed(desk, rows.into_iter().filter(|_| several)));
    Ok(values)
}

fn issues(desk: &Desk<'_>, entry: &Record) -> Vec<usize> {
    let ids = entry.words(Field::Issues).iter().filter_map(|no| desk.books.issue_called(no));
    ids.filter(|id| desk.books.sees_issue(*id)).map(|id| id as usize - 1).collect()
}

/// A clue or issue handed to a body outside.
pub fn transfer(desk: &Desk<'_>, record: &Record) -> Result<Values, Refusal> {
    let mut values = Values::default();
    let draft = Draft::new(desk.books);
    let record = &desk.stripped(record.clone());
    let clue = record.words(Field::RestsOn).iter().find_map(|no| entries::called(&draft, no));
    let no = desk.books.name_of(record.subject);
    values.put("no", text(&no));
    values.put("to_body", text(record.text(Field::ToBody)));
    values.put("reason", text(record.text(Field::TransferReason)));
    values.put("receipt_by", text(record.text(Field::ReceiptBy)));
    values.put("sent_on", day(record.day(Field::SentOn)));
    values.put("receipt_on", day(record.day(Field::ReceiptOn)));
    values.put("sent_way", code(Field::SentWay, record.text(Field::SentWay)));
    values.put("handling_due", cell(deadline_cell(record.deadline(Field::HandlingDue)), Sort::Day));
    values.put("disposal", code(Field::Disposal, record.text(Field::Disposal)));
    let rows = issues(desk, record);
    let of_issue = rows.first().and_then(|row| desk.issue(*row as u32 + 1));
    let unit_of = |record: &Option<Record>| record.as_ref().and_then(|record| record.reference(Field::Unit));
    let about = unit_of(&clue).or(record.reference(Field::Unit)).or(unit_of(&of_issue));
    values.put("unit", issue::unit(desk, about));
    if let Some(clue) = &clue {
        values.put("title", text(clue.text(Field::Title)));
        values.put("source", code(Field::Channel, clue.text(Field::Channel)));
        values.put("received_on", day(clue.day(Field::ReceivedOn)));
    } else if let Some(of_issue) = &of_issue {
        values.put("title", text(of_issue.text(Field::Title)));
    }
    let parts = record.text(Field::Materials).split(['\n', '、', '；', ';']).map(str::trim);
    let materials = parts.filter(|name| !name.is_empty()).map(|name| entry([("name", text(name))]));
    values.list("materials", materials);
    values.list("issues", issue::listed(desk, rows.into_iter()));
    values.list("course", issue::course(desk, &no)?);
    Ok(values)
}

/// The last order of a kind on an issue; of any where no kind is said.
pub fn last_order(desk: &Desk<'_>, issue: &Record, kind: &str) -> Option<Record> {
    let draft = Draft::new(desk.books);
    let orders = issue.words(Field::Papers).iter().rev().filter_map(|no| entries::called(&draft, no));
    let mut orders = orders.filter(|record| record.subject.kind == Kind::Order);
    orders.find(|order| kind.is_empty() || order.text(Field::OrderKind) == kind)
}
