//! Finding the header of a grid under its title, on one level or two.

use super::columns::WORDS;
use super::grid::Grid;
use crate::model::incoming::Column;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rows among which a header is looked for.
const ROWS: usize = 12;
/// Known columns that make a row a header.
const ENOUGH: usize = 3;

/// A header: its rows, counted from 0, and what its columns mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub first: usize,
    pub last: usize,
    /// The meaning of each column that is understood, by its place.
    pub columns: BTreeMap<usize, Column>,
    /// Columns with a text that means nothing here.
    pub unknown: Vec<(usize, String)>,
}

/// The row or the two rows that more columns are known in than in any other; the uppermost of several.
pub fn find(grid: &Grid) -> Option<Header> {
    let rows = ROWS.min(grid.rows.len());
    let single = (0..rows).map(|row| (row, row));
    let double = (0..rows.saturating_sub(1)).map(|row| (row, row + 1));
    let headers = single.chain(double).map(|(first, last)| read(grid, first, last));
    let known = |header: &Header| header.columns.values().filter(|column| **column != Column::RowNo).count();
    let best = headers.filter(|header| known(header) >= ENOUGH).max_by_key(|header| {
        let unknown = header.unknown.len();
        let levels = header.last - header.first;
        (known(header), Reverse(unknown), Reverse(levels), Reverse(header.first))
    })?;
    let says = [Column::Title, Column::Place, Column::Action, Column::No];
    best.columns.values().any(|column| says.contains(column)).then_some(best)
}

fn read(grid: &Grid, first: usize, last: usize) -> Header {
    let mut header = Header { first, last, columns: BTreeMap::new(), unknown: Vec::new() };
    for place in 0..grid.width() {
        let (above, below) = (grid.merged_cell(first, place), grid.merged_cell(last, place));
        // Below a column that has only one level stands nothing, or the same text of the merged cell.
        let text = if below.is_empty() { above } else { below };
        if text.trim().is_empty() {
            continue;
        }
        let both = || WORDS.column(&format!("{above}/{below}"));
        let meant = WORDS.column(text).or_else(|| if first == last { None } else { both() });
        match meant.filter(|column| !header.columns.values().any(|known| known == column)) {
            Some(column) => {
                header.columns.insert(place, column);
            }
            None => header.unknown.push((place, text.to_owned())),
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::super::grid::Merged;
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let own = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        Grid::of("表", rows.iter().map(own).collect())
    }

    #[test]
    fn a_header_lies_under_titles_and_above_the_first_row() {
        let found = find(&grid(&[
            &["问题清单"],
            &["填报单位：示例县教育局", "", "", ""],
            &["序号", "单 位", "存在问题", "责任人"],
            &["1", "示例县", "补课", "王某"],
        ]));
        let found = found.unwrap();
        assert_eq!((found.first, found.last), (2, 2));
        assert_eq!(
            found.columns.into_values().collect::<Vec<_>>(),
            [Column::RowNo, Column::Unit, Column::Title, Column::Person]
        );
        assert_eq!(find(&grid(&[&["单位", "电话"], &["a", "b"]])), None, "no list of problems");
    }

    #[test]
    fn two_levels_are_read_together() {
        let mut two = grid(&[
            &["整改台账", "", "", "", ""],
            &["序号", "学校", "问题", "整改情况", "", ""],
            &["", "", "", "整改措施", "责任人", "时限"],
            &["1", "示例小学", "补课", "退费", "王某", "7月底"],
        ]);
        two.merged = vec![
            Merged { from: (1, 0), to: (2, 0) },
            Merged { from: (1, 1), to: (2, 1) },
            Merged { from: (1, 2), to: (2, 2) },
            Merged { from: (1, 3), to: (1, 5) },
        ];
        let found = find(&two).unwrap();
        assert_eq!(found.last, 2);
        assert_eq!(found.columns[&5], Column::Due);
        assert_eq!(found.columns.len(), 6);
        assert_eq!(found.unknown, []);
        // Formats that do not tell what is merged.
        two.merged.clear();
        let found = find(&two).unwrap();
        assert_eq!(((found.first, found.last), found.columns.len()), ((1, 2), 6));
    }
}
