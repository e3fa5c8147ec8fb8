//! Units against categories, papers, months, sections.

use super::owed::{chased, late_days};
use super::query::Desk;
use crate::books::owed::{Owed, Standing, month_of, standing};
use crate::books::sheet::day_number;
use crate::model::field::{Field, Group};
use crate::model::matrix::{Across, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow, Opened};
use crate::model::record::Record;
use crate::model::state::State;
use crate::model::value::Value;
use chrono::NaiveDate;
use std::collections::HashMap;

/// The table.
pub fn matrix(desk: &Desk<'_>, across: Across) -> Matrix {
    let owed = desk.books.owed();
    let (columns, rows) = match across {
        Across::UnitsCategories => categories(desk, &owed),
        Across::UnitsTasks => papers(desk, &owed),
        Across::UnitsMonths => months(desk, &owed),
        Across::UnitsSections => sections(desk),
    };
    Matrix { across, columns, rows }
}

type Made = (Vec<MatrixColumn>, Vec<MatrixRow>);

/// The units that owe some papers, in the order of the plan's tables.
fn units(owed: &[&Owed]) -> Vec<u32> {
    let mut units: Vec<u32> = Vec::new();
    for owed in owed {
        if !units.contains(&owed.key.unit) {
            units.push(owed.key.unit);
        }
    }
    units
}

fn line(desk: &Desk<'_>, unit: u32, cells: Vec<MatrixCell>) -> MatrixRow {
    let code = desk.books.unit(unit).map_or("", |unit| unit.text(Field::Code));
    MatrixRow { unit: desk.books.unit_name(unit).to_owned(), unit_code: code.to_owned(), cells }
}

fn exempt() -> MatrixCell {
    MatrixCell {
        state: CellState::Exempt,
        n: None,
        of: None,
        on: None,
        late_days: None,
        back: false,
        ahead: false,
        opens: String::new(),
        opens_as: Opened::Nothing,
        missing: Vec::new(),
        chased: None,
    }
}

/// One paper as a cell; of a figure in it, when `part` names one.
fn cell(desk: &Desk<'_>, owed: &Owed, record: Option<&Record>, part: Option<u16>) -> MatrixCell {
    let stands = standing(record);
    let figure = part.and_then(|part| match record?.part(Field::Count, part) {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    });
    let (state, n) = match (stands, figure) {
        (Standing::Missing | Standing::Back, _) => (CellState::Missing, None),
        (Standing::Zero, _) | (_, Some(0)) => (CellState::Zero, Some(0)),
        (Standing::Given(_), Some(n)) => (CellState::Count, Some(n)),
        (Standing::Given(n), None) => (CellState::Count, Some(if owed.cells.is_empty() { 1 } else { n })),
    };
    // A paper without figures counts itself.
    let of = owed.cells.is_empty().then_some(1);
    let late_days = late_days(desk, owed, record);
    let (today, name) = (desk.asker.today, desk.books.paper_name(&owed.key));
    let is_missing = state == CellState::Missing;
    // A paper of a month that has not begun can be asked of nobody.
    let begun = owed.key.period.is_empty() || owed.key.period <= month_of(today);
    MatrixCell {
        state,
        n,
        of,
        on: record.and_then(|record| record.day(Field::HandedOn)).filter(|_| state != CellState::Missing),
        late_days,
        back: stands == Standing::Back,
        ahead: is_missing && late_days.is_none() && owed.due > today,
        missing: if is_missing && begun { vec![name.clone()] } else { Vec::new() },
        opens: name,
        opens_as: Opened::Paper,
        chased: chased(record).filter(|_| is_missing),
    }
}

fn categories(desk: &Desk<'_>, owed: &[Owed]) -> Made {
    let Some(pack) = desk.books.pack.as_deref() else { return Made::default() };
    let submissions = desk.books.submissions();
    let checks: Vec<&Owed> =
        owed.iter().filter(|owed| !owed.cells.is_empty() && owed.key.period.is_empty()).collect();
    let due = checks.first().map(|owed| owed.due);
    let papers = checks.first().map_or_else(String::new, |owed| owed.key.doc.clone());
    let column = |category: &crate::pack::Category| MatrixColumn {
        code: category.id.clone(),
        label: category.short.clone(),
        due,
        papers: papers.clone(),
    };
    let signed = |owed: &&Owed| submissions.get(&owed.key)?.day(Field::HandedOn);
    let found =
        found_until(desk, &checks.iter().map(|owed| (owed.key.unit, signed(owed))).collect::<Vec<_>>());
    let row = |owed: &&Owed| {
        let record = submissions.get(&owed.key).copied();
        let code = desk.books.unit(owed.key.unit).map_or("", |unit| unit.text(Field::Code));
        let cells = owed.cells.iter().zip(1_u16..).map(|(category, part)| {
            let mut cell = cell(desk, owed, record, Some(part));
            let issues = found.get(&(owed.key.unit, category.as_str())).copied().unwrap_or(0);
            // What was signed opens the issues it counts; where they are others by now, the paper itself.
            if let (CellState::Count, Some(on)) = (cell.state, cell.on.filter(|_| cell.n == Some(issues))) {
                cell.opens = format!("unit:{code} cat:{category} found:..{on} state:{}", counted_states());
                cell.opens_as = Opened::Issues;
            }
            cell
        });
        line(desk, owed.key.unit, cells.collect())
    };
    (pack.categories.iter().map(column).collect(), checks.iter().map(row).collect())
}

/// The states in which an issue counts, as a filter names them.
fn counted_states() -> String {
    let states = State::ALL.into_iter().filter(|state| state.is_counted());
    states.map(State::code).collect::<Vec<_>>().join("|")
}

/// The issues of each unit and category that count and were found by the day its paper was signed.
fn found_until<'a>(desk: &Desk<'a>, signed: &[(u32, Option<NaiveDate>)]) -> HashMap<(u32, &'a str), i64> {
    let mut above: HashMap<u32, (u32, i32)> = HashMap::new();
    for (unit, on) in signed {
        for below in on.iter().flat_map(|_| desk.books.with_below(*unit)) {
            above.insert(below, (*unit, day_number(*on)));
        }
    }
    let sheet = &desk.books.sheet;
    let mut counts = HashMap::new();
    for row in desk.books.rows() {
        let Some((unit, on)) = above.get(&u32::from(sheet.unit[row])) else { continue };
        if sheet.state_of(row).is_some_and(State::is_counted) && (1..=*on).contains(&sheet.found[row]) {
            *counts.entry((*unit, sheet.codes.word(sheet.category[row]).unwrap_or_default())).or_default() +=
                1;
        }
    }
    counts
}

fn months(desk: &Desk<'_>, owed: &[Owed]) -> Made {
    let screenings: Vec<&Owed> = owed.iter().filter(|owed| !owed.key.period.is_empty()).collect();
    let by_key: HashMap<(u32, &str), &Owed> =
        screenings.iter().map(|owed| ((owed.key.unit, owed.key.period.as_str()), *owed)).collect();
    let submissions = desk.books.submissions();
    let mut columns: Vec<MatrixColumn> = Vec::new();
    for owed in &screenings {
        if !columns.iter().any(|column| column.code == owed.key.period) {
            let (code, label) = (owed.key.period.clone(), owed.key.period.clone());
            let papers = format!("{} {code}", owed.key.doc);
            columns.push(MatrixColumn { code, label, due: Some(owed.due), papers });
        }
    }
    let row = |unit: u32| {
        let cells = columns.iter().map(|column| match by_key.get(&(unit, column.code.as_str())) {
            Some(owed) => cell(desk, owed, submissions.get(&owed.key).copied(), None),
            None => exempt(),
        });
        line(desk, unit, cells.collect())
    };
    let rows = units(&screenings).into_iter().map(row).collect();
    (columns, rows)
}

/// Papers of the schedule and ad-hoc requests; one that goes to several sections is one cell.
fn papers(desk: &Desk<'_>, owed: &[Owed]) -> Made {
    let papers: Vec<&Owed> = owed.iter().filter(|owed| owed.key.period.is_empty()).collect();
    let submissions = desk.books.submissions();
    let mut columns: Vec<MatrixColumn> = Vec::new();
    let mut by_key: HashMap<(u32, &str), Vec<&Owed>> = HashMap::new();
    for owed in &papers {
        if !columns.iter().any(|column| column.code == owed.key.doc) {
            let (code, label, papers) = (owed.key.doc.clone(), owed.name.clone(), owed.key.doc.clone());
            columns.push(MatrixColumn { code, label, due: Some(owed.due), papers });
        }
        by_key.entry((owed.key.unit, owed.key.doc.as_str())).or_default().push(owed);
    }
    let row = |unit: u32| {
        let cells = columns.iter().map(|column| match by_key.get(&(unit, column.code.as_str())) {
            Some(several) => {
                let cells =
                    several.iter().map(|owed| cell(desk, owed, submissions.get(&owed.key).copied(), None));
                let code = desk.books.unit(unit).map_or("", |unit| unit.text(Field::Code));
                together(cells, several.len(), format!("{} {code}", column.code))
            }
            None => exempt(),
        });
        line(desk, unit, cells.collect())
    };
    let rows = units(&papers).into_iter().map(row).collect();
    (columns, rows)
}

/// Several papers as one cell: missing until all are there.
fn together(mut cells: impl Iterator<Item = MatrixCell>, of: usize, opens: String) -> MatrixCell {
    let mut sum = exempt();
    if of == 1 {
        return cells.next().unwrap_or(sum);
    }
    (sum.opens, sum.opens_as) = (opens, Opened::Papers);
    let mut there = 0;
    for one in cells {
        there += usize::from(one.state != CellState::Missing);
        sum.back |= one.back;
        sum.ahead |= one.ahead;
        sum.missing.extend(one.missing);
        if one.chased.as_ref().map(|chased| chased.on) > sum.chased.as_ref().map(|chased| chased.on) {
            sum.chased = one.chased;
        }
        sum.on = sum.on.max(one.on);
        sum.late_days = sum.late_days.max(one.late_days);
    }
    sum.state = if there == of { CellState::Count } else { CellState::Missing };
    (sum.n, sum.of) = ((there > 0).then_some(there as i64), Some(of as i64));
    sum
}

/// Open issues by unit and responsible section.
fn sections(desk: &Desk<'_>) -> Made {
    let Some(pack) = desk.books.pack.as_deref() else { return Made::default() };
    let sections = desk.books.receivers(pack);
    let column = |section: &u32| MatrixColumn {
        code: desk.books.unit(*section).map_or("", |unit| unit.text(Field::Code)).to_owned(),
        label: desk.books.unit_name(*section).to_owned(),
        due: None,
        papers: String::new(),
    };
    let sheet = &desk.books.sheet;
    let mut counts: HashMap<(u32, u32), i64> = HashMap::new();
    for row in desk.books.rows() {
        if sheet.state_of(row).is_some_and(|state| state.is_open()) {
            *counts.entry((sheet.unit[row].into(), sheet.lead[row].into())).or_default() += 1;
        }
    }
    let reports = |kind: &&crate::pack::UnitKind| kind.reports;
    let kinds: Vec<&str> = pack.unit_kinds.iter().filter(reports).map(|kind| kind.id.as_str()).collect();
    let reporting =
        pack.unit_groups.iter().filter(|g| g.kinds.iter().any(|kind| kinds.contains(&kind.as_str())));
    let reporting: Vec<String> = reporting.map(|group| group.id.clone()).collect();
    let line_of = |unit: u32| {
        let below = desk.books.with_below(unit);
        let code = desk.books.unit(unit).map_or("", |unit| unit.text(Field::Code));
        let cells = sections.iter().zip(columns_codes(desk, &sections)).map(|(section, lead)| {
            let n: i64 = below.iter().filter_map(|unit| counts.get(&(*unit, *section))).sum();
            let state = if n == 0 { CellState::Zero } else { CellState::Count };
            let opens = format!("unit:{code} lead:{lead} is:open");
            MatrixCell { state, n: Some(n), opens, opens_as: Opened::Issues, ..exempt() }
        });
        line(desk, unit, cells.collect())
    };
    let units = desk.books.reporters(pack, &reporting, desk.asker.today);
    (sections.iter().map(column).collect(), units.into_iter().map(line_of).collect())
}

fn columns_codes(desk: &Desk<'_>, sections: &[u32]) -> Vec<String> {
    let code = |section: &u32| desk.books.unit(*section).map_or("", |unit| unit.text(Field::Code)).to_owned();
    sections.iter().map(code).collect()
}

/// The figures of a paper by what they count, for whoever shows one.
pub fn figures(record: &Record) -> Vec<(String, i64)> {
    let parts = record.parts(Group::Cell);
    let figure = |part: u16| match record.part(Field::Count, part) {
        Some(Value::Int(n)) => Some((record.text_of(Field::CellKey, part).to_owned(), *n)),
        _ => None,
    };
    parts.into_iter().filter_map(figure).collect()
}
