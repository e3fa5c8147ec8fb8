//! A table of units against one thing, as it is on the screen: in figures where it counts, in words where it
//! does not.

use super::{Body, keeps, papers, place};
use crate::model::filter::Filter;
use crate::model::matrix::{Across, CellState, MatrixCell};
use crate::model::table::{Cell, Column, Note, Sort};
use crate::office::matrix;
use crate::office::query::Desk;

/// The table of some units.
pub fn overview(desk: &Desk<'_>, across: Across, filter: &Filter) -> Body {
    let whole = matrix::matrix(desk, across);
    let kept = |code: &str| keeps(filter, desk.books.unit_coded(code));
    let rows: Vec<_> = whole.rows.iter().filter(|row| kept(&row.unit_code)).collect();
    let counts = |at: usize| {
        rows.iter().filter_map(|row| row.cells.get(at)).any(|cell| cell.n.is_some() && cell.of.is_none())
    };
    let mut columns = vec![Column::new("n", Sort::Ordinal), Column::new("unit", Sort::Text)];
    columns.extend(whole.columns.iter().enumerate().map(|(at, column)| {
        let sort = if counts(at) { Sort::Count } else { Sort::Text };
        Column::labelled(&column.code, &column.label, sort)
    }));
    let lines = rows.iter().enumerate().map(|(at, row)| {
        let cells = row.cells.iter().map(cell);
        [place(at), Cell::text(&row.unit)].into_iter().chain(cells).collect()
    });
    let notes = if across == Across::UnitsSections { Vec::new() } else { vec![Note::new("papers")] };
    Body { rows: lines.collect(), columns, adds_up: true, notes, ..Body::default() }
}

/// What was counted as a figure: a signed zero is one, what is missing is none.
fn cell(cell: &MatrixCell) -> Cell {
    match (cell.state, cell.n, cell.of) {
        (CellState::Zero | CellState::Count, Some(n), None) => Cell::Count(n),
        _ => papers::cell(cell),
    }
}
