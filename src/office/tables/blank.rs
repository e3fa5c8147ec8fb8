//! Tables as forms to fill in: what is known stands in them, the rest is chosen from lists or left open.

use super::{Body, place, unit_cell};
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::incoming::Revision;
use crate::model::table::{Cell, Column, Sort, TableId};
use crate::office::query::Desk;
use crate::rules::read;

/// Columns that say who reports.
const UNITS: [&str; 3] = ["reporting-unit", "unit", "unit-name"];

/// The body as a form: so many empty lines of one unit. A ledger has those of its issues that still lack
/// measures, and empty ones below.
pub fn blank(desk: &Desk<'_>, id: TableId, filter: &Filter, body: Body, lines: usize) -> Body {
    let known = |at: &usize| id == TableId::Ledger && lacks_measures(&body, *at);
    let open: Vec<usize> = (0..body.rows.len()).filter(known).collect();
    let mut rows: Vec<Vec<Cell>> = open.iter().map(|at| body.rows[*at].clone()).collect();
    let kept = |revision: &usize| body.revisions.get(*revision).copied();
    let revisions: Vec<Revision> = open.iter().filter_map(kept).collect();
    for (at, row) in rows.iter_mut().enumerate() {
        restart(row, &body.columns, at);
    }
    let unit = super::one_unit(desk, filter).map_or(Cell::Missing, |unit| unit_cell(desk, Some(unit)));
    let empty = |at: usize| -> Vec<Cell> {
        let cell = |column: &Column| match column.sort {
            Sort::Ordinal => place(at),
            _ if UNITS.contains(&column.key.as_str()) => unit.clone(),
            _ => Cell::Missing,
        };
        body.columns.iter().map(cell).collect()
    };
    rows.extend((rows.len()..rows.len() + lines).map(empty));
    let columns =
        body.columns.iter().map(|column| Column { choices: choices(desk, column), ..column.clone() });
    Body {
        unknown: None,
        columns: columns.collect(),
        rows,
        // What was said of the lines is not so of empty ones.
        runs: Vec::new(),
        notes: Vec::new(),
        adds_up: false,
        revisions,
        period: body.period,
        against: body.against,
    }
}

/// Nothing of a measure stands in this line.
fn lacks_measures(body: &Body, at: usize) -> bool {
    let of_measure =
        |column: &&Column| matches!(column.key.as_str(), "goal" | "action" | "leader" | "person");
    let places = body.columns.iter().enumerate().filter(|(_, column)| of_measure(column));
    places.into_iter().all(|(column, _)| body.rows[at][column] == Cell::Missing)
}

/// What is not known yet is left open, and the lines are counted anew.
fn restart(row: &mut [Cell], columns: &[Column], at: usize) {
    for (cell, column) in row.iter_mut().zip(columns) {
        match column.key.as_str() {
            "n" => *cell = place(at),
            "standing" | "closed" => *cell = Cell::Missing,
            _ => {}
        }
    }
}

/// What may be entered in a column, where that is a list.
fn choices(desk: &Desk<'_>, column: &Column) -> Vec<Cell> {
    let said = |keys: &[&str]| keys.iter().map(|key| Cell::said(key)).collect();
    let of = |field: Field| {
        let choice = |(code, label): (String, String)| match label.is_empty() {
            true => Cell::code(field, &code),
            false => Cell::Text(label),
        };
        read::choices(desk.books, field).into_iter().map(choice).collect()
    };
    match column.key.as_str() {
        "category" => of(Field::Category),
        "item" => of(Field::Item),
        "stage" => of(Field::Stage),
        "source" => of(Field::Source),
        "type" => of(Field::RectType),
        "standing" => said(&["not-begun", "underway", "done", "standing"]),
        "closed" | "published" | "party-member" | "nil" => said(&["yes", "no"]),
        "lead" | "section" => {
            let offices = desk.books.pack.iter().flat_map(|pack| &pack.offices);
            offices.map(|office| Cell::text(&office.short)).collect()
        }
        "sent-way" => of(Field::SentWay),
        "result" => of(Field::FeedbackResult),
        "level" => of(Field::ListLevel),
        "identity" => of(Field::Identity),
        _ => Vec::new(),
    }
}
