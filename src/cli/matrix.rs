//! `duban matrix`: units against categories, papers, months, sections.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::{csv_line, envelope, print_table};
use super::table::{Cell, Head, Table};
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::model::matrix::{Across, CellState, Matrix as Whole};

/// `duban matrix [WHICH]`
#[derive(Debug, clap::Args)]
pub struct Matrix {
    #[arg(value_name = "WHICH", default_value = "units-categories")]
    pub which: String,
}

impl Matrix {
    /// Prints the table.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let across = Across::from_code(&self.which).ok_or_else(|| unknown(&words, &self.which))?;
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Matrix(matrix) = door.ask(Request::Matrix { across })? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        if context.settings.json {
            return context.out.json(&envelope("matrix", &hello, hello.today, &*matrix));
        }
        let table = table(&words, &matrix);
        if context.settings.csv {
            let titles = table.heads.iter().map(|head| head.title.clone());
            context.out.write(&csv_line(titles))?;
            for row in texts(&words, &matrix) {
                context.out.write(&csv_line(row.into_iter()))?;
            }
            return Ok(());
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        print_table(context, &table)
    }
}

fn unknown(words: &Words, which: &str) -> Failure {
    let failure = Failure::new(Kind::Usage, words.with("cli-unknown-matrix", &[("which", which)]));
    let known: Vec<&str> = Across::ALL.iter().map(|across| across.code()).collect();
    failure.hint(words.with("cli-known-values", &[("known", known.join(" "))]))
}

/// The unit's name and its cells in words, then the line of totals.
fn texts(words: &Words, matrix: &Whole) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in &matrix.rows {
        let cells = row.cells.iter().map(|cell| words.matrix_cell(cell));
        rows.push(std::iter::once(row.unit.clone()).chain(cells).collect());
    }
    let totals = (0..matrix.columns.len()).map(|at| words.matrix_total(matrix.total(at)));
    rows.push(std::iter::once(words.get("matrix-total")).chain(totals).collect());
    rows
}

fn table(words: &Words, matrix: &Whole) -> Table {
    let mut heads = vec![Head::new(words.get("col-unit"))];
    heads.extend(matrix.columns.iter().map(|column| Head::number(column.label.clone()).least(4)));
    let bad = |row: usize, at: usize| {
        let cell = matrix.rows.get(row).and_then(|row| row.cells.get(at.checked_sub(1)?));
        cell.is_some_and(|cell| cell.state == CellState::Missing && cell.late_days.is_some())
    };
    let rows = texts(words, matrix)
        .into_iter()
        .enumerate()
        .map(|(n, row)| row.into_iter().enumerate().map(|(at, text)| Cell::bad(text, bad(n, at))).collect());
    Table { heads, rows: rows.collect() }
}
