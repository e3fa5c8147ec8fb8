//! What can be said of an issue.

use super::values::{Entry, Values, code, count, count_of, day, entry, text, yuan};
use crate::model::field::{Field, Group};
use crate::model::letter::{Line, Piece, Said};
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::row::IssueRow;
use crate::model::table::Sort;
use crate::office::lines;
use crate::office::query::Desk;
use crate::office::tables::deadline_cell;

/// Facts of a course at most.
const FACTS: u32 = 1_000;

/// The whole name of a unit.
pub fn unit(desk: &Desk<'_>, id: Option<u32>) -> Line {
    text(id.and_then(|id| desk.books.unit(id)).map_or("", |unit| unit.text(Field::Name)))
}

/// The name of a class.
pub fn category(desk: &Desk<'_>, id: &str) -> Line {
    let known = desk.books.pack.iter().flat_map(|pack| &pack.categories).find(|known| known.id == id);
    known.map_or_else(|| text(id), |known| text(&known.short))
}

fn item(desk: &Desk<'_>, id: &str) -> Line {
    let known = desk.books.pack.iter().find_map(|pack| pack.item(id));
    known.map_or_else(|| text(id), |item| text(&format!("{id} {}", item.text)))
}

/// What issues, intakes and clues have in common.
pub fn matter(desk: &Desk<'_>, record: &Record) -> Values {
    let mut values = Values::default();
    let own = |field: Field| text(record.text(field));
    values.put("unit", unit(desk, record.reference(Field::Unit)));
    values.put("place", own(Field::Place));
    values.put("category", category(desk, record.text(Field::Category)));
    values.put("item", item(desk, record.text(Field::Item)));
    values.put("title", own(Field::Title));
    values.put("desc", own(Field::Desc));
    values.put("lead", unit(desk, record.reference(Field::Lead)));
    values
}

/// An issue by its record.
pub fn values(desk: &Desk<'_>, record: &Record) -> Result<Values, Refusal> {
    let mut values = matter(desk, record);
    let no = desk.books.issue_name(record.subject.id);
    let own = |field: Field| text(record.text(field));
    let on = |field: Field| day(record.day(field));
    let coded = |field: Field| code(field, record.text(field));
    let words = |field: Field| text(&record.words(field).join("、"));
    let due = |field: Field| super::values::cell(deadline_cell(record.deadline(field)), Sort::Day);
    for (name, field) in [
        ("place", Field::Place),
        ("claimed_by", Field::ClaimedBy),
        ("statement", Field::Statement),
        ("verified_by", Field::VerifiedBy),
        ("opinion", Field::Opinion),
        ("delist_check", Field::DelistCheck),
    ] {
        values.put(name, own(field));
    }
    for (name, field) in [
        ("found_on", Field::FoundOn),
        ("reported_on", Field::ReportedOn),
        ("assigned_on", Field::AssignedOn),
        ("claimed_on", Field::ClaimedOn),
        ("verified_on", Field::VerifiedOn),
        ("closed_on", Field::ClosedOn),
        ("listed_on", Field::ListedOn),
        ("delisted_on", Field::DelistedOn),
    ] {
        values.put(name, on(field));
    }
    for (name, field) in [
        ("stage", Field::Stage),
        ("source", Field::Source),
        ("type", Field::RectType),
        ("verify_way", Field::VerifyWay),
    ] {
        values.put(name, coded(field));
    }
    for (name, field) in [("persons", Field::Persons), ("students", Field::Students), ("round", Field::Round)]
    {
        values.put(name, count_of(record.int(field)));
    }
    for (name, field) in
        [("amount", Field::Amount), ("refundable", Field::Refundable), ("refunded", Field::Refunded)]
    {
        values.put(name, yuan(record.int(field)));
    }
    values.put("no", text(&no));
    let co: Vec<&str> = record.references(Field::Co).iter().map(|id| desk.books.unit_name(*id)).collect();
    values.put("co", text(&co.join("、")));
    values.put("deadline", due(Field::Deadline));
    values.put("original_deadline", due(Field::OriginalDeadline));
    if record.get(Field::OriginalDeadline).is_none() {
        values.put("original_deadline", due(Field::Deadline));
    }
    values.put("state", vec![Piece::State(record.state())]);
    values.put("overdue_days", overdue(&desk.row(record.subject.id as usize - 1)));
    values.put("listed_for", words(Field::ListedFor));
    values.put("extensions", count(record.int(Field::Extensions).unwrap_or(0)));
    extension(&mut values, record);
    measures(desk, &mut values, record);
    parts(&mut values, record);
    values.list("course", course(desk, &no)?);
    Ok(values)
}

/// The extension that waits for a decision, else the last one.
fn extension(values: &mut Values, record: &Record) {
    let last = record.parts(Group::Extension).last().copied();
    let Some(part) = record.pending_extension().or(last) else { return };
    let due = |field: Field| super::values::cell(deadline_cell(record.deadline_of(field, part)), Sort::Day);
    values.put("extend_from", due(Field::ExtendFrom));
    values.put("extend_to", due(Field::ExtendTo));
    values.put("extend_reason", text(record.text_of(Field::ExtendReason, part)));
    values.put("asked_on", day(record.day_of(Field::AskedOn, part)));
}

fn measures(desk: &Desk<'_>, values: &mut Values, record: &Record) {
    let measures = desk.measures(record);
    if let Some(first) = measures.first() {
        values.put("leader", text(&first.leader));
        values.put("person", text(&first.person));
        values.put("person_phone", text(record.text_of(Field::PersonPhone, first.part)));
    }
    let due = |part: u16| super::values::cell(deadline_cell(record.deadline_of(Field::Due, part)), Sort::Day);
    let entries = measures.iter().map(|measure| {
        entry([
            ("goal", text(&measure.goal)),
            ("action", text(&measure.action)),
            ("leader", text(&measure.leader)),
            ("person", text(&measure.person)),
            ("due", due(measure.part)),
            ("done_on", day(measure.done_on)),
        ])
    });
    values.list("measures", entries);
}

fn parts(values: &mut Values, record: &Record) {
    let own = |field: Field, part: u16| text(record.text_of(field, part));
    let progress = record.parts(Group::Progress).into_iter().map(|part| {
        entry([
            ("on", day(record.day_of(Field::ProgressOn, part))),
            ("text", own(Field::ProgressText, part)),
            ("by", own(Field::ProgressBy, part)),
        ])
    });
    values.list("progress", progress);
    let copies = |part: u16| match record.part(Field::EvidenceCopies, part) {
        Some(crate::model::value::Value::Int(n)) => count(*n),
        _ => Line::new(),
    };
    let evidence = record.parts(Group::Evidence).into_iter().map(|part| {
        entry([
            ("name", own(Field::EvidenceName, part)),
            ("kind", code(Field::EvidenceKind, record.text_of(Field::EvidenceKind, part))),
            ("copies", copies(part)),
            ("where", own(Field::EvidenceWhere, part)),
        ])
    });
    values.list("evidence", evidence);
}

/// What was done about a record, in order.
pub fn course(desk: &Desk<'_>, what: &str) -> Result<Vec<Entry>, Refusal> {
    let facts = lines::history(desk, Some(what.to_owned()), None, Some(FACTS), 0)?;
    let said = |line: crate::api::answer::FactLine| {
        let who = [line.party.as_str(), line.fact.by.as_str()].into_iter().filter(|name| !name.is_empty());
        let who = who.collect::<Vec<_>>().join(" ");
        let named = line.words.into_iter().map(|word| (word.field, word.part, word.old, word.new)).collect();
        entry([
            ("on", day(Some(line.fact.on))),
            ("who", text(if who.is_empty() { &line.actor } else { &who })),
            ("act", vec![Piece::Verb(line.fact.verb)]),
            ("body", vec![Piece::Act(Box::new(Said { fact: line.fact, named }))]),
        ])
    };
    Ok(facts.into_iter().map(said).collect())
}

/// Days an issue is overdue; not known where it is not.
fn overdue(row: &IssueRow) -> Line {
    match row.days_left {
        Some(left) if row.overdue => count(-left),
        _ => Line::new(),
    }
}

/// Issues as entries of a list, by their rows.
pub fn listed(desk: &Desk<'_>, rows: impl Iterator<Item = usize>) -> Vec<Entry> {
    rows.map(|at| {
        let row = desk.row(at);
        let record = desk.issue(row.id);
        let due = record.as_ref().map(|record| deadline_cell(record.deadline(Field::Deadline)));
        entry([
            ("no", text(&desk.books.issue_name(row.id))),
            ("unit", text(&row.unit)),
            ("place", text(&row.place)),
            ("category", category(desk, &row.category)),
            ("title", text(&row.title)),
            ("desc", text(record.as_ref().map_or("", |record| record.text(Field::Desc)))),
            ("lead", text(row.lead.as_deref().unwrap_or_default())),
            ("deadline", due.map_or_else(Line::new, |due| super::values::cell(due, Sort::Day))),
            ("state", vec![Piece::State(row.state)]),
            ("overdue_days", overdue(&row)),
        ])
    })
    .collect()
}
