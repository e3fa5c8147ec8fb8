//! `duban matrix`: units against categories, papers, months, sections.

use super::context::Context;
use super::export;
use super::failure::{Failure, Kind};
use super::listing::{csv_line, envelope, print_table};
use super::out::Shape;
use super::table::{Cell, Head, Table};
use crate::api::{Answer, Request};
use crate::i18n::{Lang, Words};
use crate::model::matrix::{Across, CellState, Matrix as Whole};
use crate::model::paper::Wanted;
use crate::model::table::TableId;
use crate::text::width;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The widest that the head of a column makes it, and the blanks before each.
const HEAD: usize = 12;
const GAP: usize = 2;

/// `duban matrix [WHICH] [-o FILE [--force]]`
#[derive(Debug, clap::Args)]
pub struct Matrix {
    #[arg(value_name = "WHICH", default_value = "units-categories")]
    pub which: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, requires = "output")]
    pub force: bool,
}

impl Matrix {
    /// Prints the lines that are read aloud and the table, or writes the table into a file.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let across = which(&words, &self.which).ok_or_else(|| unknown(&words, &self.which))?;
        if let Some(path) = &self.output {
            return self.write(context, across, path);
        }
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Matrix(matrix) = door.ask(Request::Matrix { across })? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        if context.settings.json {
            return context.out.json(&envelope("matrix", &hello, hello.today, &*matrix));
        }
        if context.settings.csv {
            let titles = titles(&words, &matrix);
            context.out.write(&csv_line(titles))?;
            for row in texts(&words, &matrix) {
                context.out.write(&csv_line(row.into_iter()))?;
            }
            return Ok(());
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        for line in words.matrix_said(&matrix, hello.today) {
            context.out.line(&line)?;
        }
        for part in parts(&words, &matrix, context.out.shape()) {
            context.out.line("")?;
            print_table(context, &part)?;
        }
        Ok(())
    }

    fn write(&self, context: &mut Context, across: Across, path: &Path) -> Result<(), Failure> {
        let words = context.words.clone();
        let format = export::format_of(&words, path)?;
        if !self.force {
            export::free(&words, path)?;
        }
        let door = context.open(false)?;
        let hello = door.hello()?;
        let wanted = Wanted { across: Some(across), ..Wanted::default() };
        let request = Request::Table { table: TableId::Papers, filter: String::new(), wanted };
        let Answer::Table(table) = door.ask(request)? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        crate::link::private_files();
        export::put(&words, path, &table, format, self.force)?;
        if context.settings.json {
            let body = Written { matrix: across.code(), path, rows: table.rows.len() };
            return context.out.json(&envelope("export", &hello, table.as_of, body));
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        let (path, rows) = (path.display().to_string(), table.rows.len().to_string());
        let said = [("path", path), ("table", words.table_called_now(&table)), ("n", rows)];
        context.text(&words.with("cli-exported", &said), 0)
    }
}

/// The body of the JSON answer when a file was written.
#[derive(Serialize)]
struct Written<'a> {
    matrix: &'static str,
    path: &'a Path,
    rows: usize,
}

/// A table by its code, its number, or what it is called.
fn which(words: &Words, text: &str) -> Option<Across> {
    let numbered = Across::ALL.into_iter().zip(1..).find(|(_, n)| text == n.to_string());
    let called = |across: &Across| {
        let id = format!("desk-matrix-{}", across.code());
        text == words.get(&id) || text == Words::new(Lang::Zh).get(&id)
    };
    let named = || Across::ALL.into_iter().find(called);
    Across::from_code(text).or(numbered.map(|(across, _)| across)).or_else(named)
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

fn titles(words: &Words, matrix: &Whole) -> impl Iterator<Item = String> {
    let columns = matrix.columns.iter().map(|column| words.matrix_column(matrix.across, column));
    std::iter::once(words.get("col-unit")).chain(columns)
}

/// The table in parts that are not wider than the terminal, each with the units before it.
fn parts(words: &Words, matrix: &Whole, shape: Shape) -> Vec<Table> {
    let rows = texts(words, matrix);
    let titles: Vec<String> = titles(words, matrix).collect();
    let widest = |at: usize| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0);
    let widths: Vec<usize> =
        titles.iter().enumerate().map(|(at, title)| widest(at).max(width(title).min(HEAD))).collect();
    let room = match shape {
        Shape::Fit(columns) => columns.saturating_sub(widths[0]),
        Shape::Tabs => usize::MAX,
    };
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = 0;
    for (at, width) in widths.iter().enumerate().skip(1) {
        used += width + GAP;
        if used > room && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(Vec::new());
            used = width + GAP;
        }
        if let Some(part) = parts.last_mut() {
            part.push(at);
        }
    }
    parts.iter().map(|part| table(matrix, &titles, &rows, part)).collect()
}

/// Some of the columns, after the units.
fn table(matrix: &Whole, titles: &[String], rows: &[Vec<String>], columns: &[usize]) -> Table {
    let mut heads = vec![Head::new(titles[0].clone())];
    heads.extend(columns.iter().map(|at| Head::number(titles[*at].clone()).least(HEAD)));
    let bad = |row: usize, at: usize| {
        let cell = matrix.rows.get(row).and_then(|row| row.cells.get(at - 1));
        cell.is_some_and(|cell| cell.state == CellState::Missing && cell.late_days.is_some())
    };
    let line = |(n, row): (usize, &Vec<String>)| {
        let cells = columns.iter().map(|at| Cell::bad(row[*at].clone(), bad(n, *at)));
        std::iter::once(Cell::from(&row[0])).chain(cells).collect()
    };
    Table { heads, rows: rows.iter().enumerate().map(line).collect() }
}
