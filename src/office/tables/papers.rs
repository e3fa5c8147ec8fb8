//! Who has handed in what: every paper of the plan and every month of the screening.

use super::{Body, keeps, place};
use crate::model::filter::Filter;
use crate::model::matrix::{Across, CellState, MatrixCell, MatrixRow};
use crate::model::table::{Cell, Column, Heading, Note, Sort};
use crate::office::query::Desk;
use crate::office::{matrix, owed};
use std::collections::BTreeMap;

/// Times a unit's papers were late when handed in, and times they were sent back, by the unit's code.
pub fn lateness(desk: &Desk<'_>) -> BTreeMap<String, (i64, i64)> {
    let mut units: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for paper in owed::list(desk, "", false) {
        let handed = matches!(paper.state.as_str(), "zero" | "count");
        let unit = units.entry(paper.unit_code).or_default();
        unit.0 += i64::from(handed && paper.late_days.is_some());
        unit.1 += i64::from(paper.returned);
    }
    units
}

/// T8.
pub fn papers(desk: &Desk<'_>, filter: &Filter) -> Body {
    let parts = [("papers", Across::UnitsTasks), ("months", Across::UnitsMonths)];
    let parts = parts.map(|(key, across)| (key, matrix::matrix(desk, across)));
    let mut columns = vec![Column::new("n", Sort::Ordinal), Column::new("unit", Sort::Text)];
    for (key, part) in &parts {
        let heading = Heading { key: (*key).to_owned(), label: None };
        columns.extend(
            part.columns
                .iter()
                .map(|column| Column::labelled(&column.code, &column.label, Sort::Text).under(&heading)),
        );
    }
    columns.extend([Column::new("late", Sort::Count), Column::new("returned", Sort::Count)]);
    let mut units: Vec<&MatrixRow> = Vec::new();
    for row in parts.iter().flat_map(|(_, part)| &part.rows) {
        let unit = desk.books.unit_coded(&row.unit_code);
        if !units.iter().any(|known| known.unit_code == row.unit_code) && keeps(filter, unit) {
            units.push(row);
        }
    }
    let order = |row: &&MatrixRow| {
        desk.books.unit_coded(&row.unit_code).map_or(i64::MAX, |unit| desk.books.unit_order(unit))
    };
    units.sort_by_key(order);
    let lateness = lateness(desk);
    let line = |(at, unit): (usize, &&MatrixRow)| {
        let mut cells = vec![place(at), Cell::text(&unit.unit)];
        for (_, part) in &parts {
            let row = part.rows.iter().find(|row| row.unit_code == unit.unit_code);
            let of = |at: usize| row.and_then(|row| row.cells.get(at)).map_or(Cell::NotApplicable, cell);
            cells.extend((0..part.columns.len()).map(of));
        }
        let (late, returned) = lateness.get(&unit.unit_code).copied().unwrap_or_default();
        cells.extend([Cell::Count(late), Cell::Count(returned)]);
        cells
    };
    Body {
        rows: units.iter().enumerate().map(line).collect(),
        columns,
        adds_up: true,
        notes: vec![Note::new("papers")],
        ..Body::default()
    }
}

/// A paper in a word: in, in late, sent back, missing, not due yet; of several, how many are in.
pub fn cell(cell: &MatrixCell) -> Cell {
    match (cell.state, cell.late_days) {
        (CellState::Exempt, _) => Cell::NotApplicable,
        (CellState::Missing, _) if cell.back => Cell::said("back"),
        (CellState::Missing, late) => match (cell.n, cell.of) {
            (Some(n), Some(of)) if n > 0 && of > 1 => Cell::Text(format!("{n}/{of}")),
            _ => Cell::said(if late.is_some() { "missing" } else { "not-due" }),
        },
        (_, Some(n)) => Cell::Said { key: "late".into(), n },
        (CellState::Zero, None) => Cell::said("nil"),
        (CellState::Count, None) => Cell::said("in"),
    }
}
