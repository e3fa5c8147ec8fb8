//! The report of a month: its tables computed together, kept when they are handed in, and told again as they
//! were whatever happens later.

use super::query::Desk;
use super::{lines, tables};
use crate::books::draft::{Draft, Fixed};
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::paper::Wanted;
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::report::{Difference, FixedMark, Known, Lock, Report, check_code};
use crate::model::table::{Cell, Table, TableId};
use crate::rules::lock;
use chrono::NaiveDate;

/// The tables of a report, in order. Papers and the screening are those that were there when the report was
/// made: a month's papers come in after its end.
pub const TABLES: [TableId; 7] = [
    TableId::Screening,
    TableId::Statistics,
    TableId::Papers,
    TableId::Ranking,
    TableId::Summary,
    TableId::Movement,
    TableId::Corrections,
];

/// The report of a month: as it was handed in, or as it comes out now.
///
/// # Errors
/// No month is called so, it has not begun, or not all of the campaign is the member's to see.
pub fn report(desk: &Desk<'_>, text: &str) -> Result<Report, Refusal> {
    expect_all(desk)?;
    let (month, first) = lock::month(text, desk.asker.today)?;
    let computed = compute(desk, &month, first)?;
    let Some(record) = locked(desk, &month) else { return Ok(computed) };
    expect_as_seen(desk, record)?;
    let tables = TABLES.iter().map(|id| fixed(desk, record, *id)).collect::<Result<Vec<Table>, _>>()?;
    let differences =
        tables.iter().zip(&computed.tables).flat_map(|(then, now)| differences(then, now)).collect();
    Ok(Report { lock: told(desk, record), as_of: as_of(record), tables, differences, ..computed })
}

/// The tables of a month, kept so that the month can be fixed.
///
/// # Errors
/// As [`report`]; the month is fixed already, sums break a rule, or a table cannot be kept.
pub fn fix(desk: &Desk<'_>, text: &str) -> Result<Fixed, Refusal> {
    expect_all(desk)?;
    let (month, first) = lock::month(text, desk.asker.today)?;
    lock::expect_open(&Draft::new(desk.books), &month)?;
    let report = compute(desk, &month, first)?;
    if !report.breaches.is_empty() {
        let breaches = report.breaches.into_iter().map(|(_, breach)| breach).collect();
        return Err(Refusal::new(Why::DoesNotAddUp { breaches }).way(Way::Back));
    }
    let keep = |table: &Table| {
        let bytes = serde_json::to_vec(table).unwrap_or_default();
        let hash = desk.shared.store().keep_evidence(&bytes).map_err(|error| lines::store_refusal(&error))?;
        Ok(format!("{}:{hash}", table.id.code()))
    };
    let tables = report.tables.iter().map(keep).collect::<Result<_, Refusal>>()?;
    Ok(Fixed { month, as_of: report.as_of, tables })
}

/// A table of a month as it was handed in.
///
/// # Errors
/// As [`report`]; or the month was not fixed, or has no such table.
pub fn fixed_table(desk: &Desk<'_>, id: TableId, text: &str) -> Result<Table, Refusal> {
    expect_all(desk)?;
    let (month, _) = lock::month(text, desk.asker.today)?;
    let record = locked(desk, &month).ok_or_else(|| Refusal::from(Why::NotFixed { month }))?;
    expect_as_seen(desk, record)?;
    fixed(desk, record, id)
}

/// Every month that is fixed, in order.
pub fn locks(desk: &Desk<'_>) -> Vec<Lock> {
    let mut locks: Vec<Lock> = records(desk).filter_map(|record| told(desk, record)).collect();
    locks.sort_by(|a, b| a.month.cmp(&b.month));
    locks
}

/// What a check code is of: a table that was handed in, or the journal after some fact.
///
/// # Errors
/// Not all of the campaign is the member's to see, or the journal cannot be read.
pub fn known(desk: &Desk<'_>, code: &str) -> Result<Option<Known>, Refusal> {
    expect_all(desk)?;
    // What is easily taken for a digit is one.
    let code = crate::text::fold(code.trim()).to_uppercase().replace('O', "0").replace(['I', 'L'], "1");
    for record in records(desk) {
        let named = kept(record).find(|(_, hash)| check_code(hash).as_deref() == Some(&code));
        if let (Some((table, hash)), Some(lock)) = (named, told(desk, record)) {
            let intact = desk.shared.store().has_evidence(hash);
            return Ok(Some(Known::Table { table: table.to_owned(), lock, intact }));
        }
    }
    let mut found = None;
    let walked = desk.shared.store().facts(1, &mut |fact, hash| {
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        if check_code(&hash).as_deref() == Some(&code) {
            found = Some(Known::Journal { seq: fact.seq, day: fact.day });
        }
        found.is_none()
    });
    walked.map_err(|error| lines::store_refusal(&error))?;
    Ok(found)
}

/// The fixing of the month before one that begins on this day.
pub fn before<'d>(desk: &'d Desk<'_>, first: NaiveDate) -> Option<&'d Record> {
    locked(desk, &crate::books::owed::month_of(first.pred_opt()?))
}

/// The fixing of a month.
pub fn locked<'d>(desk: &'d Desk<'_>, month: &str) -> Option<&'d Record> {
    records(desk).find(|record| record.text(Field::Month) == month)
}

/// The day a fixed month reaches to.
pub fn as_of(record: &Record) -> NaiveDate {
    record.day(Field::AsOf).unwrap_or_default()
}

/// The fact that fixed a month: what was typed before it had been handed in.
pub fn seq_of(record: &Record) -> u64 {
    record.facts.first().copied().unwrap_or(0)
}

/// Name and hash of each table of a fixed month.
pub fn kept(record: &Record) -> impl Iterator<Item = (&str, &str)> {
    record.words(Field::Fixed).iter().filter_map(|entry| entry.split_once(':'))
}

fn records<'d>(desk: &'d Desk<'_>) -> impl Iterator<Item = &'d Record> {
    desk.books.of_kind(Kind::Lock).map(AsRef::as_ref).filter(|record| !record.cells.is_empty())
}

/// A report is of the whole campaign: a part of it is a table, and none to be fixed.
fn expect_all(desk: &Desk<'_>) -> Result<(), Refusal> {
    if desk.sight.sees_all_units() { Ok(()) } else { Err(Why::NoRight.into()) }
}

fn compute(desk: &Desk<'_>, month: &str, first: NaiveDate) -> Result<Report, Refusal> {
    let end = lock::last_day(first).min(desk.asker.today);
    let then = if end < desk.asker.today { format!("as-of:{end}") } else { String::new() };
    let line = |id: TableId| match id {
        TableId::Papers => String::new(),
        TableId::Screening | TableId::Movement | TableId::Corrections => month.to_owned(),
        _ => then.clone(),
    };
    let wanted = Wanted { anyway: true, ..Wanted::default() };
    let table = |id: &TableId| {
        let mut table = tables::table(desk, *id, &line(*id), &wanted)?;
        month.clone_into(&mut table.period);
        Ok(table)
    };
    let tables = TABLES.iter().map(table).collect::<Result<Vec<Table>, Refusal>>()?;
    let broken = |table: &Table| {
        let id = table.id.code();
        table.breaches.iter().map(|breach| (id.to_owned(), breach.clone())).collect::<Vec<_>>()
    };
    Ok(Report {
        month: month.to_owned(),
        as_of: end,
        lock: None,
        breaches: tables.iter().flat_map(broken).collect(),
        tables,
        differences: Vec::new(),
    })
}

/// A table as it was kept, with its mark.
fn fixed(desk: &Desk<'_>, record: &Record, id: TableId) -> Result<Table, Refusal> {
    let hash = kept(record).find(|(name, _)| *name == id.code()).map(|(_, hash)| hash);
    let hash =
        hash.ok_or_else(|| Refusal::from(Why::NotFixed { month: record.text(Field::Month).into() }))?;
    let mut table = read(desk, record, id.code(), hash)?;
    let on = told(desk, record).map_or(table.as_of, |lock| lock.on);
    let (no, code) = (record.text(Field::No).to_owned(), check_code(hash).unwrap_or_default());
    table.fixed = Some(FixedMark { no, on, code });
    Ok(table)
}

fn read(desk: &Desk<'_>, record: &Record, name: &str, hash: &str) -> Result<Table, Refusal> {
    let gone = || {
        let (month, table) = (record.text(Field::Month).to_owned(), name.to_owned());
        Refusal::from(Why::FixedGone { month, table })
    };
    let bytes = desk.shared.store().evidence(hash).ok_or_else(gone)?;
    serde_json::from_slice(&bytes).map_err(|_| gone())
}

/// Whoever reads what was handed in must see what whoever fixed it saw.
fn expect_as_seen(desk: &Desk<'_>, record: &Record) -> Result<(), Refusal> {
    expect_all(desk)?;
    let barred = [Kind::Intake, Kind::Clue, Kind::Transfer, Kind::Outcome];
    if barred.iter().any(|kind| desk.sight.is_barred_from(*kind)) {
        return Err(Why::NoRight.into());
    }
    let summary = kept(record).find(|(name, _)| *name == TableId::Summary.code());
    let Some((name, hash)) = summary.filter(|_| !desk.sight.sees_confidential()) else { return Ok(()) };
    let without = |note: &crate::model::table::Note| note.key == "without-confidential";
    match read(desk, record, name, hash)?.notes.iter().any(without) {
        true => Ok(()),
        false => Err(Why::NoRight.into()),
    }
}

fn told(desk: &Desk<'_>, record: &Record) -> Option<Lock> {
    let fact: Fact = desk.shared.store().fact(seq_of(record)).ok().flatten()?.0;
    let member = crate::model::ids::Subject { kind: Kind::Member, id: fact.actor };
    let by = desk.books.held.get(&member).map_or("", |member| member.text(Field::Name));
    let codes = kept(record).filter_map(|(name, hash)| Some((name.to_owned(), check_code(hash)?)));
    Some(Lock {
        no: record.text(Field::No).to_owned(),
        month: record.text(Field::Month).to_owned(),
        as_of: as_of(record),
        on: fact.on,
        at: fact.at,
        by: by.to_owned(),
        codes: codes.collect(),
    })
}

/// The figures in which two tables of one sort differ, line by line under the name of the line.
fn differences(then: &Table, now: &Table) -> Vec<Difference> {
    // What came in after its month is told by the papers themselves.
    if matches!(then.id, TableId::Papers | TableId::Screening | TableId::Movement | TableId::Corrections) {
        return Vec::new();
    }
    let name = |line: &[Cell]| {
        let text = |cell: &Cell| if let Cell::Text(text) = cell { Some(text.clone()) } else { None };
        line.iter().find_map(text).unwrap_or_default()
    };
    let number = |cell: &Cell| match cell {
        Cell::Count(n) | Cell::Fen(n) => Some(*n),
        _ => None,
    };
    let of = |line: &str, old: &[Cell], new: &[Cell]| -> Vec<Difference> {
        let cells = then.columns.iter().zip(old.iter().zip(new));
        let counts = cells.filter(|(column, _)| column.sort != crate::model::table::Sort::Ordinal);
        let both = counts.filter_map(|(column, (old, new))| Some((column, number(old)?, number(new)?)));
        let differ = both.filter(|(_, then, now)| then != now);
        differ
            .map(|(column, old, new)| Difference {
                table: then.id.code().to_owned(),
                line: line.to_owned(),
                heading: column.group.as_ref().map_or_else(String::new, |group| group.key.clone()),
                column: column.key.clone(),
                then: old,
                now: new,
            })
            .collect()
    };
    let mut found = Vec::new();
    if let (Some(old), Some(new)) = (&then.total, &now.total) {
        found.extend(of("", old, new));
    }
    for old in &then.rows {
        let line = name(old);
        if let Some(new) = now.rows.iter().find(|new| name(new) == line) {
            found.extend(of(&line, old, new));
        }
    }
    found
}
