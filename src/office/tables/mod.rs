//! Tables as they are handed in: from the same lists and figures as the screen, under the asker's sight.
//! What a member may not see is in none of them, and no protected name is in any.

mod ages;
mod behind;
mod blank;
mod changes;
mod corrections;
mod evaluation;
mod form;
mod issues;
mod masked;
mod movement;
mod overview;
mod papers;
mod ranking;
mod registers;
mod said;
mod schedule;
mod screening;
mod statistics;
mod summary;
mod sums;

use super::query::Desk;
use super::report;
use crate::books::filter_reader::{is_setting, words_of};
use crate::books::filter_words::term_code;
use crate::model::deadline::{Deadline, DeadlineKind};
use crate::model::doctor::Evaluation;
use crate::model::field::Field;
use crate::model::filter::{Filter, Test};
use crate::model::ids::Kind;
use crate::model::incoming::Revision;
use crate::model::paper::{FormName, TotalAt, Wanted};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::table::{Cell, Column, Note, Sort, Table, TableId, totals};
use crate::pack::{Pack, TableForm};
use crate::text::fold_char;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// Empty lines of a form at most.
const LINES: u32 = 500;
/// What stands for the rest of a name.
const SOMEBODY: char = '\u{67D0}';

/// What one table is made of, before what stands around it.
#[derive(Default)]
struct Body {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    runs: Vec<u32>,
    /// There is something to add up.
    adds_up: bool,
    period: String,
    notes: Vec<Note>,
    /// The revision of the record of each line.
    revisions: Vec<Revision>,
    against: Against,
    /// Key of a column whose total is not known, though that of lines in which nothing is counted is 0.
    unknown: Option<&'static str>,
}

/// What a table is held against beside its own columns.
#[derive(Default)]
struct Against {
    /// Issues that the other tables count under the same filter.
    issues: Option<i64>,
    /// Numbers of issues that only one of them counts.
    astray: Vec<String>,
    /// Issues of which more was refunded than was due.
    over_refunded: Vec<Cause>,
    /// Issues of no category that the plan has.
    unclassed: Vec<Cause>,
    /// The paper from which each line was taken.
    papers: Vec<Cause>,
}

/// Records by the line of the table that shows them.
struct Cause {
    line: String,
    records: Vec<String>,
}

impl Cause {
    /// The issues among some that are so, by their numbers; `None` where none is.
    fn issues(desk: &Desk<'_>, line: &str, rows: &[usize], so: impl Fn(usize) -> bool) -> Option<Self> {
        let rows = rows.iter().filter(|row| so(**row));
        let records: Vec<String> = rows.map(|row| desk.books.issue_name(*row as u32 + 1)).collect();
        (!records.is_empty()).then(|| Self { line: line.to_owned(), records })
    }
}

impl Against {
    /// Against the list under a filter: what it holds and the figures do not, and the other way round.
    fn list(desk: &Desk<'_>, filter: &Filter, counted: &[usize]) -> Self {
        let list: BTreeSet<usize> = issues::on_the_list(desk, filter).into_iter().collect();
        let counted: BTreeSet<usize> = counted.iter().copied().collect();
        let astray = list.symmetric_difference(&counted).map(|row| desk.books.issue_name(*row as u32 + 1));
        Self { issues: Some(list.len() as i64), astray: astray.collect(), ..Self::default() }
    }
}

/// A table under a filter, in the form that is wanted.
///
/// # Errors
/// The filter cannot be read, this table cannot be made under it or has no such form, its sums break a rule,
/// or the plan keeps the table's register from the member.
pub fn table(desk: &Desk<'_>, id: TableId, line: &str, wanted: &Wanted) -> Result<Table, Refusal> {
    let filter = desk.filter(line)?;
    let kept = match id {
        TableId::Transfers => desk.sight.is_barred_from(Kind::Transfer),
        TableId::Outcomes => desk.sight.is_barred_from(Kind::Outcome),
        _ => false,
    };
    if kept {
        return Err(Why::NoRight.into());
    }
    if !wanted.month.is_empty() {
        // What was handed in is whole: no part of it was.
        if let Some(text) = words_of(line).into_iter().next() {
            return Err(Why::TermNotHere { text }.into());
        }
        return report::fixed_table(desk, id, &wanted.month);
    }
    if !wanted.since.is_empty() && id != TableId::Changes {
        return Err(Why::TermNotHere { text: wanted.since.clone() }.into());
    }
    fits(id, &filter, line)?;
    let asked = Asked { id, filter: &filter, line, wanted };
    let table = match id {
        TableId::Ranking => ranking::table(desk, &asked)?,
        TableId::Changes => changes::table(desk, &asked)?,
        TableId::Papers if let Some(across) = wanted.across => {
            desk.at(&filter, |desk| framed(desk, &asked, overview::overview(desk, across, &filter)))??
        }
        _ => desk.at(&filter, |desk| framed(desk, &asked, body(desk, id, &filter)?))??,
    };
    if table.breaches.is_empty() || wanted.anyway {
        return Ok(table);
    }
    Err(Refusal::new(Why::DoesNotAddUp { breaches: table.breaches }).way(Way::Back))
}

pub use behind::behind;
pub use said::said;

/// How each unit that hands in does.
pub fn evaluation(desk: &Desk<'_>) -> Vec<Evaluation> {
    evaluation::units(desk, &Filter::default())
}

/// What was asked for.
struct Asked<'a> {
    id: TableId,
    filter: &'a Filter,
    line: &'a str,
    wanted: &'a Wanted,
}

fn body(desk: &Desk<'_>, id: TableId, filter: &Filter) -> Result<Body, Refusal> {
    Ok(match id {
        TableId::ProblemList => issues::problems(desk, filter),
        TableId::Ledger => issues::ledger(desk, filter),
        TableId::Statistics => statistics::statistics(desk, filter),
        TableId::Schedule => schedule::schedule(desk),
        TableId::Contacts => schedule::contacts(desk, filter),
        TableId::Papers => papers::papers(desk, filter),
        TableId::Screening => screening::screening(desk, filter)?,
        TableId::Orders => registers::orders(desk, filter),
        TableId::Transfers => registers::transfers(desk, filter),
        TableId::Outcomes => registers::outcomes(desk, filter),
        TableId::Summary => summary::summary(desk, filter),
        TableId::Movement => movement::movement(desk, filter)?,
        TableId::Corrections => corrections::corrections(desk, filter)?,
        TableId::Ages => ages::ages(desk, filter),
        TableId::Evaluation => evaluation::evaluation(desk, filter),
        TableId::Ranking | TableId::Changes => Body::default(),
    })
}

/// A table with what stands around it.
fn framed(desk: &Desk<'_>, asked: &Asked<'_>, mut body: Body) -> Result<Table, Refusal> {
    let (id, wanted) = (asked.id, asked.wanted);
    if !desk.sight.sees_all_units() {
        body.notes.push(Note::new("own-units"));
    }
    let breaches = sums::breaches(id, &body);
    if let Some(lines) = wanted.blank {
        body = blank::blank(desk, id, asked.filter, body, lines.min(LINES) as usize);
    }
    if wanted.masked {
        body = masked::masked(body);
    }
    let unknown = body.unknown;
    let form = match wanted.across {
        Some(_) => TableForm::default(),
        None => form_called(desk, id, &wanted.form)?,
    };
    let (body, paper) = form::shaped(body, &form);
    let adds_up = body.adds_up && paper.total != TotalAt::None;
    let total = adds_up.then(|| known(&body, unknown));
    Ok(Table {
        id,
        campaign: desk.books.pack.as_ref().map_or_else(String::new, |pack| pack.campaign.name.clone()),
        unit: filler(desk, asked.filter),
        as_of: desk.asker.today,
        period: body.period,
        synthetic: desk.books.campaign().is_some_and(|campaign| campaign.flag(Field::Synthetic)),
        scope: super::lines::scope(desk.books, asked.filter, asked.line),
        total,
        columns: body.columns,
        rows: body.rows,
        runs: body.runs,
        revisions: body.revisions,
        notes: body.notes,
        // A form that is yet to be filled in adds nothing up.
        breaches: if wanted.blank.is_some() { Vec::new() } else { breaches },
        paper,
        fixed: None,
        across: wanted.across,
    })
}

/// The line of totals, as far as they are known.
fn known(body: &Body, unknown: Option<&str>) -> Vec<Cell> {
    let mut total = totals(&body.columns, &body.rows, &body.runs);
    for (column, cell) in body.columns.iter().zip(&mut total) {
        if unknown == Some(column.key.as_str()) {
            *cell = Cell::Missing;
        }
    }
    total
}

/// The form of a name, or the table's own.
fn form_called(desk: &Desk<'_>, id: TableId, name: &str) -> Result<TableForm, Refusal> {
    let Some(pack) = desk.books.pack.as_deref() else { return Ok(TableForm::default()) };
    let name = if name.is_empty() { id.code() } else { name };
    let form = pack.table_form(name).filter(|form| form.table() == Some(id));
    form.ok_or_else(|| Why::TermNotHere { text: name.to_owned() }.into())
}

/// Every form a table can be had in beside its own.
pub fn forms(desk: &Desk<'_>) -> Vec<FormName> {
    let forms = desk.books.pack.as_deref().map_or_else(Vec::new, Pack::table_forms);
    let name = |form: TableForm| Some(FormName { table: form.table()?, form: form.id, title: form.title });
    forms
        .into_iter()
        .filter_map(name)
        .filter(|form| form.form != form.table.code() || form.title.is_some())
        .collect()
}

/// Who hands the table in: the unit it is about, the office where it is about all, the member's own unit.
fn filler(desk: &Desk<'_>, filter: &Filter) -> String {
    let one = one_unit(desk, filter);
    let pack = desk.books.pack.as_deref();
    match one.or(desk.actor.unit) {
        Some(unit) if one.is_some() || !desk.sight.sees_all_units() => full_name(desk, unit),
        _ => pack.map_or_else(String::new, |pack| pack.campaign.office.clone()),
    }
}

/// The unit that a filter keeps to, with all below it.
fn one_unit(desk: &Desk<'_>, filter: &Filter) -> Option<u32> {
    let one = filter.terms.iter().find_map(|term| match &term.test {
        Test::Unit(units) if !term.negated => units.first().filter(|first| {
            let below = desk.books.with_below(**first);
            units.iter().all(|unit| below.contains(unit))
        }),
        _ => None,
    });
    one.copied()
}

/// Refuses what a table cannot be made under: only lists and figures of issues take every term.
fn fits(id: TableId, filter: &Filter, line: &str) -> Result<(), Refusal> {
    let words = words_of(line);
    let refused = |word: &String| Err(Refusal::from(Why::TermNotHere { text: word.clone() }));
    let sorts = |word: &&String| {
        let key: String = word.chars().map(fold_char).take_while(|c| *c != ':').collect();
        is_setting(word) && term_code(&key.to_ascii_lowercase()) == Some("sort")
    };
    if !matches!(id, TableId::ProblemList | TableId::Ledger)
        && let Some(word) = words.iter().find(sorts)
    {
        return refused(word);
    }
    let of_issues = matches!(
        id,
        TableId::ProblemList
            | TableId::Ledger
            | TableId::Statistics
            | TableId::Ranking
            | TableId::Summary
            | TableId::Movement
            | TableId::Ages
            | TableId::Evaluation
            | TableId::Changes
    );
    if of_issues {
        return Ok(());
    }
    let takes = |test: &Test| match test {
        Test::Unit(_) => id != TableId::Schedule,
        Test::Words(_) => matches!(id, TableId::Screening | TableId::Corrections),
        _ => false,
    };
    let terms = words.iter().filter(|word| !is_setting(word)).zip(&filter.terms);
    match terms.into_iter().find(|(_, term)| !takes(&term.test)) {
        Some((word, _)) => refused(word),
        None => Ok(()),
    }
}

/// True when a unit is one that the filter keeps.
pub fn keeps(filter: &Filter, unit: Option<u32>) -> bool {
    filter.terms.iter().all(|term| match &term.test {
        Test::Unit(units) => unit.is_some_and(|unit| units.contains(&unit)) != term.negated,
        _ => true,
    })
}

/// True when a filter keeps to units and nothing else.
fn keeps_units_only(filter: &Filter) -> bool {
    filter.terms.iter().all(|term| matches!(term.test, Test::Unit(_)))
}

/// The whole name of a unit.
fn full_name(desk: &Desk<'_>, unit: u32) -> String {
    desk.books.unit(unit).map_or("", |unit| unit.text(Field::Name)).to_owned()
}

/// The name of a unit as lists show it; missing when there is none.
fn unit_cell(desk: &Desk<'_>, unit: Option<u32>) -> Cell {
    Cell::text(unit.map_or("", |unit| desk.books.unit_name(unit)))
}

/// Columns from their keys.
fn columns(of: &[(&str, Sort)]) -> Vec<Column> {
    of.iter().map(|(key, sort)| Column::new(key, *sort)).collect()
}

/// The number of a line, from 1.
fn place(at: usize) -> Cell {
    Cell::Count(i64::try_from(at + 1).unwrap_or(i64::MAX))
}

/// A deadline as written; a day where it is nothing but one.
pub fn deadline_cell(deadline: Option<&Deadline>) -> Cell {
    let Some(deadline) = deadline else { return Cell::Missing };
    match deadline.due {
        Some(due) if deadline.kind == DeadlineKind::Entry || is_day(&deadline.text, due) => Cell::Day(due),
        _ => Cell::text(&deadline.text),
    }
}

/// True when a text says nothing but a day: year, month and day with one sign after each at most.
fn is_day(text: &str, day: NaiveDate) -> bool {
    let text = text.trim();
    let signs = text.chars().filter(|c| !c.is_ascii_digit()).count();
    let numbers: Vec<u32> =
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let same = numbers == [day.year().unsigned_abs(), day.month(), day.day()];
    text.is_empty() || (signs <= 3 && same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_that_is_nothing_but_a_day_is_a_day() {
        let day: NaiveDate = "2021-09-05".parse().unwrap();
        for text in ["2021-09-05", "2021/9/5", "2021.9.5", "2021年9月5日", ""] {
            assert!(is_day(text, day), "{text}");
        }
        for text in ["9月5日", "2021年9月5日前", "2021-09-06", "9月底前", "+5"] {
            assert!(!is_day(text, day), "{text}");
        }
    }
}
