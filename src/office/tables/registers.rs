//! Tables of registers: orders, transfers, who was held to account. Where a name is protected stands that it
//! is kept, and by which entry; the name itself only comes of a look that is on record.

use super::{Body, columns, deadline_cell, keeps, place, unit_cell};
use crate::books::draft::Draft;
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::table::{Cell, Note, Sort};
use crate::model::value::Value;
use crate::office::entries;
use crate::office::query::Desk;
use std::sync::Arc;

/// The entries of a kind whose unit the filter keeps, oldest first, without numbers that are not seen.
fn kept(desk: &Desk<'_>, kind: Kind, filter: &Filter) -> Vec<Record> {
    let there =
        |record: &&Arc<Record>| !record.cells.is_empty() && keeps(filter, record.reference(Field::Unit));
    desk.books.of_kind(kind).filter(there).map(|record| desk.stripped(record.as_ref().clone())).collect()
}

/// The issues an entry is about, where they are seen.
fn issues<'d>(desk: &'d Desk<'_>, record: &'d Record) -> impl Iterator<Item = Record> {
    let ids = record.words(Field::Issues).iter().filter_map(|no| desk.books.issue_called(no));
    ids.filter_map(|id| desk.issue(id))
}

/// One line an entry, numbered.
fn lines(records: &[Record], line: impl Fn(&Record) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let numbered = |(at, record): (usize, &Record)| {
        let mut cells = vec![place(at)];
        cells.extend(line(record));
        cells
    };
    records.iter().enumerate().map(numbered).collect()
}

fn text(record: &Record, field: Field) -> Cell {
    Cell::text(record.text(field))
}

fn day(record: &Record, field: Field) -> Cell {
    Cell::day(record.day(field))
}

fn numbers(record: &Record) -> Cell {
    Cell::text(&record.words(Field::Issues).join("、"))
}

/// That the entry holds a protected name; nothing where it holds none.
fn kept_name(desk: &Desk<'_>, entry: &Record, field: Field) -> Cell {
    match entry.get(field) {
        Some(Value::Sealed(_)) => Cell::Kept { of: desk.books.name_of(entry.subject), field },
        _ => Cell::Missing,
    }
}

/// T10.
pub fn orders(desk: &Desk<'_>, filter: &Filter) -> Body {
    let line = |order: &Record| {
        let titles: Vec<String> =
            issues(desk, order).map(|issue| issue.text(Field::Title).to_owned()).collect();
        let listing = order.text(Field::OrderKind) == "listing";
        let off = issues(desk, order).find_map(|issue| issue.day(Field::DelistedOn)).filter(|_| listing);
        let matter = if titles.is_empty() { order.text(Field::Demand).to_owned() } else { titles.join("\n") };
        vec![
            text(order, Field::No),
            Cell::code(Field::OrderKind, order.text(Field::OrderKind)),
            unit_cell(desk, order.reference(Field::Unit)),
            Cell::text(&matter),
            numbers(order),
            day(order, Field::IssuedOn),
            text(order, Field::Signer),
            day(order, Field::OrderDue),
            day(order, Field::ReceiptOn),
            day(order, Field::FeedbackOn),
            Cell::code(Field::FeedbackResult, order.text(Field::FeedbackResult)),
            if listing {
                Cell::code(Field::ListLevel, order.text(Field::ListLevel))
            } else {
                Cell::NotApplicable
            },
            Cell::day(off),
            text(order, Field::Demand),
        ]
    };
    Body {
        columns: columns(&[
            ("n", Sort::Ordinal),
            ("order-no", Sort::Text),
            ("order-kind", Sort::Text),
            ("supervised", Sort::Text),
            ("matter", Sort::Text),
            ("no", Sort::Text),
            ("issued-on", Sort::Day),
            ("signer", Sort::Text),
            ("order-due", Sort::Day),
            ("receipt-on", Sort::Day),
            ("feedback-on", Sort::Day),
            ("result", Sort::Text),
            ("level", Sort::Text),
            ("delisted-on", Sort::Day),
            ("remark", Sort::Text),
        ]),
        rows: lines(&kept(desk, Kind::Order, filter), line),
        notes: vec![Note::new("level")],
        ..Body::default()
    }
}

/// Who is complained of, as the transfer or the clue it rests on holds it.
fn accused(desk: &Desk<'_>, transfer: &Record, clue: Option<&Record>) -> Cell {
    let held =
        [Some(transfer), clue].into_iter().flatten().map(|entry| kept_name(desk, entry, Field::Accused));
    held.into_iter().find(|cell| *cell != Cell::Missing).unwrap_or(Cell::Missing)
}

/// T3.
pub fn transfers(desk: &Desk<'_>, filter: &Filter) -> Body {
    let draft = Draft::new(desk.books);
    let line = |transfer: &Record| {
        let clue = transfer.words(Field::RestsOn).iter().find_map(|no| entries::called(&draft, no));
        let clue = clue.as_ref();
        let of_clue = |field: Field| Cell::text(clue.map_or("", |clue| clue.text(field)));
        let about = clue.map_or("", |clue| clue.text(Field::Title));
        let titles: Vec<String> =
            issues(desk, transfer).map(|issue| issue.text(Field::Title).to_owned()).collect();
        let about = if about.is_empty() { titles.join("\n") } else { about.to_owned() };
        let unit = clue.and_then(|clue| clue.reference(Field::Unit)).or(transfer.reference(Field::Unit));
        vec![
            text(transfer, Field::No),
            of_clue(Field::Channel),
            Cell::day(clue.and_then(|clue| clue.day(Field::ReceivedOn))),
            unit_cell(desk, unit),
            accused(desk, transfer, clue),
            text(transfer, Field::TargetPost),
            Cell::text(&about),
            numbers(transfer),
            unit_cell(desk, transfer.reference(Field::Unit)),
            text(transfer, Field::ToBody),
            day(transfer, Field::SentOn),
            Cell::code(Field::SentWay, transfer.text(Field::SentWay)),
            text(transfer, Field::ReceiptBy),
            day(transfer, Field::ReceiptOn),
            deadline_cell(transfer.deadline(Field::HandlingDue)),
            Cell::code(Field::Status, transfer.text(Field::Status)),
            Cell::code(Field::Disposal, clue.map_or("", |clue| clue.text(Field::Disposal))),
            text(transfer, Field::Feedback),
            day(transfer, Field::FeedbackOn),
            text(transfer, Field::TransferReason),
        ]
    };
    Body {
        columns: columns(&[
            ("n", Sort::Ordinal),
            ("transfer-no", Sort::Text),
            ("clue-source", Sort::Text),
            ("received-on", Sort::Day),
            ("about-unit", Sort::Text),
            ("about-person", Sort::Text),
            ("about-post", Sort::Text),
            ("about", Sort::Text),
            ("issue-nos", Sort::Text),
            ("from-unit", Sort::Text),
            ("to-body", Sort::Text),
            ("sent-on", Sort::Day),
            ("sent-way", Sort::Text),
            ("receipt-by", Sort::Text),
            ("receipt-on", Sort::Day),
            ("handling-due", Sort::Day),
            ("handling", Sort::Text),
            ("disposal", Sort::Text),
            ("outcome", Sort::Text),
            ("feedback-on", Sort::Day),
            ("remark", Sort::Text),
        ]),
        rows: lines(&kept(desk, Kind::Transfer, filter), line),
        notes: vec![Note::new("protected")],
        ..Body::default()
    }
}

/// T9.
pub fn outcomes(desk: &Desk<'_>, filter: &Filter) -> Body {
    let told = desk.books.of_kind(Kind::Publicity).flat_map(|paper| paper.words(Field::Issues));
    let told: Vec<&String> = told.collect();
    let line = |outcome: &Record| {
        let titles: Vec<String> =
            issues(desk, outcome).map(|issue| issue.text(Field::Title).to_owned()).collect();
        let published = outcome.words(Field::Issues).iter().any(|no| told.contains(&no));
        let sanctions = outcome.words(Field::Sanctions).to_vec();
        let person = outcome.text(Field::Target) == "person";
        let member = if outcome.flag(Field::PartyMember) { "yes" } else { "no" };
        vec![
            numbers(outcome),
            unit_cell(desk, outcome.reference(Field::Unit)),
            kept_name(desk, outcome, Field::Accused),
            text(outcome, Field::TargetPost),
            Cell::code(Field::Identity, outcome.text(Field::Identity)),
            if person { Cell::said(member) } else { Cell::NotApplicable },
            Cell::text(&titles.join("\n")),
            Cell::Codes { field: Field::Sanctions, codes: sanctions },
            text(outcome, Field::Authority),
            text(outcome, Field::DocNo),
            day(outcome, Field::SanctionedOn),
            day(outcome, Field::Until),
            Cell::fen(outcome.int(Field::Refunded)),
            Cell::said(if published { "yes" } else { "no" }),
            Cell::Missing,
        ]
    };
    Body {
        columns: columns(&[
            ("n", Sort::Ordinal),
            ("no", Sort::Text),
            ("unit", Sort::Text),
            ("target-name", Sort::Text),
            ("target-post", Sort::Text),
            ("identity", Sort::Text),
            ("party-member", Sort::Text),
            ("misdeed", Sort::Text),
            ("sanctions", Sort::Text),
            ("authority", Sort::Text),
            ("doc-no", Sort::Text),
            ("sanctioned-on", Sort::Day),
            ("until", Sort::Day),
            ("refunded-yuan", Sort::Yuan),
            ("published", Sort::Text),
            ("remark", Sort::Text),
        ]),
        rows: lines(&kept(desk, Kind::Outcome, filter), line),
        adds_up: true,
        notes: vec![Note::new("protected")],
        ..Body::default()
    }
}
