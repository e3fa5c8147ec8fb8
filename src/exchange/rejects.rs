//! Rows that were not taken in, given back with the reason beside each.

use super::csv::line;
use super::grid::Grid;
use super::guard::guarded;
use super::guide::Guide;
use crate::i18n::Words;
use crate::model::incoming::Verdict;
use std::collections::BTreeMap;

/// A text with commas: the rows of the file that were refused, as they stood, and the reason last. It begins
/// with the mark that tells spreadsheets that it is UTF-8. None when every row was taken.
pub fn csv(grids: &[Grid], guide: &Guide, verdicts: &[Verdict], words: &Words) -> Option<Vec<u8>> {
    let mut by_sheet: BTreeMap<&str, Vec<(u32, String)>> = BTreeMap::new();
    for verdict in verdicts.iter().filter(|verdict| verdict.outcome.is_refused()) {
        let why = words.verdict_messages(verdict).join(" ");
        by_sheet.entry(&verdict.sheet).or_default().push((verdict.row, why));
    }
    if by_sheet.is_empty() {
        return None;
    }
    let mut lines = String::from("\u{FEFF}");
    for grid in grids {
        let Some(rows) = by_sheet.get(grid.name.as_str()) else { continue };
        let first = rows.iter().map(|(row, _)| *row).min().unwrap_or(1);
        let width = grid.width();
        let whole = |row: u32| -> Vec<String> {
            let row = row.saturating_sub(grid.first_row) as usize;
            // What was written once for several rows stands in each that goes back.
            (0..width).map(|column| guarded(grid.cell_above(row, column))).collect()
        };
        if let Some(header) =
            super::header::find(grid, guide).map(|header| grid.first_row + header.last as u32)
            && header < first
        {
            // Who reports may stand above the header only.
            let above =
                (grid.first_row..header).map(whole).filter(|cells| cells.iter().any(|cell| !cell.is_empty()));
            lines.extend(above.map(|cells| line(cells.into_iter())));
            let mut cells = whole(header);
            cells.push(words.get("cli-import-reason"));
            lines.push_str(&line(cells.into_iter()));
        }
        for (row, why) in rows {
            let mut cells = whole(*row);
            cells.push(why.clone());
            lines.push_str(&line(cells.into_iter()));
        }
    }
    Some(lines.into_bytes())
}
