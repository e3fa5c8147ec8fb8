//! How long what is overdue has been: by unit, the oldest named.

use super::statistics::lines;
use super::{Body, place, unit_cell};
use crate::books::sheet::day_number;
use crate::model::filter::Filter;
use crate::model::table::{Cell, Column, Heading, Note, Sort};
use crate::office::query::Desk;

/// Up to how many days each column reaches; what is older stands in the last.
const BANDS: [i32; 3] = [7, 30, 60];

/// T15.
pub fn ages(desk: &Desk<'_>, filter: &Filter) -> Body {
    let today = day_number(Some(desk.asker.today));
    let sheet = &desk.books.sheet;
    let mut rows = Vec::new();
    for (unit, line) in lines(desk, filter) {
        let overdue: Vec<usize> = line.rows.into_iter().filter(|row| sheet.is_overdue(*row, today)).collect();
        let mut bands = [0_i64; BANDS.len() + 1];
        for row in &overdue {
            let days = today - sheet.due[*row];
            bands[BANDS.iter().position(|most| days <= *most).unwrap_or(BANDS.len())] += 1;
        }
        let oldest = overdue.iter().copied().min_by_key(|row| (sheet.due[*row], *row));
        let mut cells = vec![place(rows.len()), unit_cell(desk, Some(unit).filter(|unit| *unit != 0))];
        cells.push(Cell::Count(overdue.len() as i64));
        cells.extend(bands.map(Cell::Count));
        cells.extend(match oldest {
            Some(row) => [
                Cell::Count(i64::from(today - sheet.due[row])),
                Cell::text(&desk.books.issue_name(row as u32 + 1)),
            ],
            None => [Cell::NotApplicable, Cell::NotApplicable],
        });
        rows.push(cells);
    }
    let heading = Heading { key: "ages".to_owned(), label: None };
    let mut columns = super::columns(&[("n", Sort::Ordinal), ("unit", Sort::Text), ("overdue", Sort::Count)]);
    let bands = ["to-7", "to-30", "to-60", "over-60"];
    columns.extend(bands.map(|key| Column::new(key, Sort::Count).under(&heading)));
    columns.extend([Column::new("oldest-days", Sort::Ordinal), Column::new("oldest", Sort::Text)]);
    Body { columns, rows, adds_up: true, notes: vec![Note::new("ages")], ..Body::default() }
}
