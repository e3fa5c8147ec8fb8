//! The report of a month: its tables computed together, kept when they are handed in, and told again as they
//! were whatever happens later.

use super::query::Desk;
use super::{lines, tables};
use crate::books::draft::{Draft, Fixed};
use crate::model::behind::OfLine;
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::paper::{Breach, Wanted};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::report::{Difference, FixedMark, Known, Lock, Report, check_code};
use crate::model::table::{Cell, Table, TableId};
use crate::rules::lock;
use chrono::NaiveDate;
use std::collections::BTreeSet;

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
    let mut breaches: Vec<(String, Breach)> = tables.iter().flat_map(broken).collect();
    breaches
        .extend(fewer(desk, first, &tables).map(|breach| (TableId::Statistics.code().to_owned(), breach)));
    Ok(Report { month: month.to_owned(), as_of: end, lock: None, breaches, tables, differences: Vec::new() })
}

/// Columns of the statistics that only grow, by heading and key.
const CUMULATIVE: [(&str, &str); 8] = [
    ("supervision", "orders"),
    ("supervision", "listed"),
    ("transfers", "transferred"),
    ("people", "talked-to"),
    ("people", "party"),
    ("people", "office"),
    ("people", "contract"),
    ("money-and-press", "told"),
];

/// Units of which less is counted than was in the last report, though nothing of theirs was put right, moved or
/// taken off the list since. A report that is not there any more is told by `verify`.
fn fewer(desk: &Desk<'_>, first: NaiveDate, tables: &[Table]) -> Option<Breach> {
    let last = fixed(desk, before(desk, first)?, TableId::Statistics).ok()?;
    let of = |id: TableId| tables.iter().find(|table| table.id == id);
    let now = of(TableId::Statistics)?;
    let explained = [of(TableId::Corrections).map(corrected), of(TableId::Movement).map(moved)];
    let explained: BTreeSet<String> = explained.into_iter().flatten().flatten().collect();
    let mut lines = fell(&last, now);
    lines.retain(|line| !explained.contains(line));
    // Who was given another unit is counted there now.
    let regrouped = of(TableId::Corrections).is_some_and(|table| table.rows.iter().flatten().any(names_unit));
    (!lines.is_empty() && !regrouped).then(|| Breach {
        rule: "cumulative-since-last".into(),
        lines,
        records: Vec::new(),
    })
}

/// Lines in which less is counted now than was then.
fn fell(then: &Table, now: &Table) -> Vec<String> {
    let less = |line: &&Vec<Cell>| {
        let own = now.rows.iter().find(|own| OfLine::of(own) == OfLine::of(line));
        let less = |at: &(&str, &str)| Some(count(now, own?, *at)? < count(then, line, *at)?);
        CUMULATIVE.iter().any(|at| less(at) == Some(true))
    };
    then.rows.iter().filter(less).filter_map(|line| OfLine::of(line).name().map(str::to_owned)).collect()
}

fn names_unit(cell: &Cell) -> bool {
    matches!(cell, Cell::Fields(fields) if fields.iter().any(|field| field == Field::Unit.code()))
}

/// Units of which something was put right.
fn corrected(table: &Table) -> Vec<String> {
    let unit = table.columns.iter().position(|column| column.key == "unit");
    let text = |cell: &Cell| if let Cell::Text(text) = cell { Some(text.clone()) } else { None };
    table.rows.iter().filter_map(|line| text(line.get(unit?)?)).collect()
}

/// Units of which issues were taken off the list, put right or moved.
fn moved(table: &Table) -> Vec<String> {
    let some = |line: &&Vec<Cell>| {
        ["corrected", "moved-in", "removed"].iter().any(|key| count(table, line, ("", key)) != Some(0))
    };
    table.rows.iter().filter(some).filter_map(|line| OfLine::of(line).name().map(str::to_owned)).collect()
}

/// The number of a line in the column of a heading and key.
fn count(table: &Table, line: &[Cell], (heading, key): (&str, &str)) -> Option<i64> {
    let at = table.columns.iter().position(|column| {
        column.key == key && column.group.as_ref().map_or("", |group| group.key.as_str()) == heading
    })?;
    if let Cell::Count(n) = line.get(at)? { Some(*n) } else { None }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{Column, Heading, Sort};

    fn statistics(orders: [i64; 2], listed: [i64; 2]) -> Table {
        let heading = Heading { key: "supervision".into(), label: None };
        let of = |key: &str| Column::new(key, Sort::Count).under(&heading);
        let line = |name: &str, at: usize| {
            vec![Cell::text(name), Cell::Count(orders[at]), Cell::Count(listed[at]), Cell::Count(9)]
        };
        Table {
            id: TableId::Statistics,
            paper: crate::model::paper::Paper::default(),
            campaign: String::new(),
            unit: String::new(),
            as_of: NaiveDate::default(),
            period: String::new(),
            synthetic: true,
            scope: vec![],
            columns: vec![Column::new("unit", Sort::Text), of("orders"), of("listed"), of("delisted")],
            total: None,
            rows: vec![line("A", 0), line("B", 1)],
            runs: vec![],
            revisions: vec![],
            notes: vec![],
            breaches: vec![],
            fixed: None,
            across: None,
        }
    }

    #[test]
    fn what_only_grows_is_held_against_the_last_report() {
        let then = statistics([3, 2], [1, 1]);
        assert_eq!(fell(&then, &statistics([3, 5], [1, 2])), [""; 0]);
        assert_eq!(fell(&then, &statistics([2, 2], [1, 1])), ["A"]);
        assert_eq!(fell(&then, &statistics([3, 2], [1, 0])), ["B"]);
    }
}
