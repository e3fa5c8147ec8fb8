//! Rows that were not taken in, given back with the reason beside each.

use super::grid::Grid;
use crate::model::incoming::Verdict;
use std::collections::BTreeMap;

/// A text with commas: the rows of the file that were refused, as they stood, and the reason last. It begins
/// with the mark that tells spreadsheets that it is UTF-8.
pub fn csv(grids: &[Grid], refused: &[(&Verdict, String)], reason: &str) -> Vec<u8> {
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut by_sheet: BTreeMap<&str, Vec<(u32, &str)>> = BTreeMap::new();
    for (verdict, why) in refused {
        by_sheet.entry(&verdict.sheet).or_default().push((verdict.row, why));
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut bytes);
    for grid in grids {
        let Some(rows) = by_sheet.get(grid.name.as_str()) else { continue };
        let first = rows.iter().map(|(row, _)| *row).min().unwrap_or(1);
        let width = grid.width();
        let whole = |row: u32| -> Vec<String> {
            let cells = row.checked_sub(grid.first_row).and_then(|row| grid.rows.get(row as usize));
            let mut cells: Vec<String> = cells.into_iter().flatten().map(|cell| guarded(cell)).collect();
            cells.resize(width, String::new());
            cells
        };
        if let Some(header) = super::header::find(grid).map(|header| grid.first_row + header.last as u32)
            && header < first
        {
            let mut cells = whole(header);
            cells.push(reason.to_owned());
            let _ = writer.write_record(&cells);
        }
        for (row, why) in rows {
            let mut cells = whole(*row);
            cells.push((*why).to_owned());
            let _ = writer.write_record(&cells);
        }
    }
    drop(writer);
    bytes
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> String {
    let dangerous = ['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']
        .iter()
        .any(|c| cell.starts_with(*c));
    if dangerous { format!("'{cell}") } else { cell.to_owned() }
}
