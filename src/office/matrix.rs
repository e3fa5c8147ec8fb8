//! Units against categories, papers, months, sections.

use super::owed::late_days;
use super::query::Desk;
use crate::books::owed::{Owed, Standing, standing};
use crate::model::field::{Field, Group};
use crate::model::matrix::{Across, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow};
use crate::model::record::Record;
use crate::model::value::Value;
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
        opens: String::new(),
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
    MatrixCell {
        state,
        n,
        of,
        on: record.and_then(|record| record.day(Field::HandedOn)).filter(|_| state != CellState::Missing),
        late_days: late_days(desk, owed, record),
        back: stands == Standing::Back,
        opens: desk.books.paper_name(&owed.key),
    }
}

fn categories(desk: &Desk<'_>, owed: &[Owed]) -> Made {
    let Some(pack) = desk.books.pack.as_deref() else { return Made::default() };
    let submissions = desk.books.submissions();
    let checks: Vec<&Owed> =
        owed.iter().filter(|owed| !owed.cells.is_empty() && owed.key.period.is_empty()).collect();
    let due = checks.first().map(|owed| owed.due);
    let column = |category: &crate::pack::Category| MatrixColumn {
        code: category.id.clone(),
        label: category.short.clone(),
        due,
    };
    let row = |owed: &&Owed| {
        let record = submissions.get(&owed.key).copied();
        let code = desk.books.unit(owed.key.unit).map_or("", |unit| unit.text(Field::Code));
        let cells = owed.cells.iter().zip(1_u16..).map(|(category, part)| MatrixCell {
            opens: format!("unit:{code} cat:{category}"),
            ..cell(desk, owed, record, Some(part))
        });
        line(desk, owed.key.unit, cells.collect())
    };
    (pack.categories.iter().map(column).collect(), checks.iter().map(row).collect())
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
            columns.push(MatrixColumn { code, label, due: Some(owed.due) });
        }
    }
    let row = |unit: u32| {
        let cells = columns.iter().map(|column| match by_key.get(&(unit, column.code.as_str())) {
            // A month that has not ended owes nothing yet.
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
            let (code, label) = (owed.key.doc.clone(), owed.name.clone());
            columns.push(MatrixColumn { code, label, due: Some(owed.due) });
        }
        by_key.entry((owed.key.unit, owed.key.doc.as_str())).or_default().push(owed);
    }
    let row = |unit: u32| {
        let cells = columns.iter().map(|column| match by_key.get(&(unit, column.code.as_str())) {
            Some(several) => together(
                several.iter().map(|owed| cell(desk, owed, submissions.get(&owed.key).copied(), None)),
                several.len(),
            ),
            None => exempt(),
        });
        line(desk, unit, cells.collect())
    };
    let rows = units(&papers).into_iter().map(row).collect();
    (columns, rows)
}

/// Several papers as one cell: missing until all are there.
fn together(mut cells: impl Iterator<Item = MatrixCell>, of: usize) -> MatrixCell {
    let mut sum = exempt();
    if of == 1 {
        return cells.next().unwrap_or(sum);
    }
    let mut there = 0;
    for one in cells {
        if sum.opens.is_empty() {
            sum.opens.clone_from(&one.opens);
        }
        there += usize::from(one.state != CellState::Missing);
        sum.back |= one.back;
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
            MatrixCell { state, n: Some(n), opens: format!("unit:{code} lead:{lead} is:open"), ..exempt() }
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
