//! Workbooks: xlsx, xlsb, xls and ods to grids.

use super::grid::{CELLS, Grid, Merged, Unread};
use super::reading::FileFault;
use super::spans::{Span, of_ods};
use calamine::{Data, Dimensions, Range, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};
use std::collections::HashMap;
use std::io::Cursor;

/// Whole numbers from here on have lost digits.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Cells of a sheet up to which it is looked through for formulas that were never computed.
const FORMULAS: usize = 200_000;

/// Reads every sheet of a workbook.
///
/// # Errors
/// It is none, it is protected by a password, or it is too large.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, FileFault> {
    let broken = |error: calamine::Error| {
        let detail = error.to_string();
        match detail.to_lowercase().contains("password") {
            true => FileFault::Password,
            false => FileFault::Broken { detail },
        }
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let ods = if matches!(book, Sheets::Ods(_)) { of_ods(bytes) } else { HashMap::new() };
    let sheets = book.sheets_metadata().to_vec();
    let mut cells = 0;
    let mut grids = Vec::new();
    for sheet in sheets {
        let range = book.worksheet_range(&sheet.name).map_err(broken)?;
        cells += range.get_size().0.saturating_mul(range.get_size().1);
        if cells > CELLS {
            return Err(FileFault::TooLarge);
        }
        let merged = merged(&mut book, &ods, &sheet.name);
        let mut grid = grid(&sheet.name, &range, &merged);
        if range.get_size().0.saturating_mul(range.get_size().1) <= FORMULAS {
            let formulas = book.worksheet_formula(&sheet.name).unwrap_or_default();
            grid.unread.extend(never_computed(&range, &formulas));
        }
        grid.hidden = sheet.visible != SheetVisible::Visible;
        grids.push(grid);
    }
    Ok(grids)
}

/// Merged regions of a sheet; none where the format does not tell.
fn merged(book: &mut Sheets<Cursor<&[u8]>>, ods: &HashMap<String, Vec<Span>>, name: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Ods(_) => {
            let spans = ods.get(name).into_iter().flatten();
            spans.map(|(start, end)| Dimensions { start: *start, end: *end }).collect()
        }
        Sheets::Xlsb(_) => Vec::new(),
    }
}

fn grid(name: &str, range: &Range<Data>, merged: &[Dimensions]) -> Grid {
    let (top, left) = range.start().unwrap_or_default();
    let rows = range.rows().map(|row| row.iter().map(text).collect()).collect();
    let inside = |at: (u32, u32)| (at.0.saturating_sub(top), at.1.saturating_sub(left));
    let regions = merged.iter().filter(|region| region.end.0 >= top && region.end.1 >= left);
    let merged =
        regions.map(|region| Merged { from: inside(region.start), to: inside(region.end) }).collect();
    let lost = |cell: &Data| matches!(cell, Data::Float(number) if number.abs() >= EXACT);
    let unread = range.used_cells().filter(|(_, _, cell)| lost(cell));
    let unread = unread.map(|(row, column, _)| (row as u32, column as u32, Unread::Digits)).collect();
    Grid { first_row: top + 1, merged, unread, ..Grid::of(name, rows) }
}

/// Cells that hold a formula and no value. Either range is told by where its first cell lies.
fn never_computed(range: &Range<Data>, formulas: &Range<String>) -> Vec<(u32, u32, Unread)> {
    let (top, left) = range.start().unwrap_or_default();
    let (row, column) = formulas.start().unwrap_or_default();
    let cells = formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty());
    let place = |(r, c, _): (usize, usize, &String)| (row + r as u32, column + c as u32);
    let empty = |at: &(u32, u32)| matches!(range.get_value(*at), None | Some(Data::Empty));
    let inside = |(r, c): (u32, u32)| Some((r.checked_sub(top)?, c.checked_sub(left)?, Unread::Formula));
    cells.map(place).filter(empty).filter_map(inside).collect()
}

/// A cell as text. What is a date is written as one; a time of day is left out.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.abs() >= EXACT => String::new(),
        Data::Float(number) => float(*number),
        Data::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
        Data::DateTime(date) if date.is_datetime() => match date.as_datetime() {
            Some(date) => date.date().to_string(),
            None => float(date.as_f64()),
        },
        Data::DateTime(date) => float(date.as_f64()),
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
    }
}

/// A number the way its program shows it: telephone numbers and counts without a point.
fn float(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < EXACT { format!("{number:.0}") } else { number.to_string() }
}
