//! Finding the header of a grid under its title, on one level or two, and of which list it is.

use super::columns::{WORDS, plain};
use super::grid::Grid;
use super::guide::Guide;
use crate::model::incoming::{Column, ListKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rows among which a header is looked for.
const ROWS: usize = 12;
/// Known columns that make a row the header of a list of issues, and of another.
const ENOUGH: usize = 3;
const ENOUGH_OF_OTHERS: usize = 2;

/// The sorts of lists a header may be of; of several that fit as well the first. A ledger is a list of issues
/// until its columns say more.
const LISTS: [ListKind; 5] =
    [ListKind::Issues, ListKind::Contacts, ListKind::Schedule, ListKind::Submissions, ListKind::Units];

/// A header: its rows, counted from 0, and what its columns mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub first: usize,
    pub last: usize,
    pub kind: ListKind,
    /// The meaning of each column that is understood, by its place.
    pub columns: BTreeMap<usize, Column>,
    /// What is written above every column that has a text.
    pub heads: BTreeMap<usize, String>,
}

impl Header {
    /// Columns with a text that means nothing here.
    pub fn unknown(&self) -> impl Iterator<Item = (usize, &str)> {
        let unknown = |(place, _): &(&usize, &String)| !self.columns.contains_key(place);
        self.heads.iter().filter(unknown).map(|(place, text)| (*place, text.as_str()))
    }

    fn known(&self) -> usize {
        self.columns.values().filter(|column| **column != Column::RowNo).count()
    }

    fn has(&self, columns: &[Column]) -> bool {
        self.columns.values().any(|column| columns.contains(column))
    }

    /// True when it has what a list of its sort cannot do without.
    fn is_whole(&self) -> bool {
        use Column::{Action, Code, HandedOn, Name, No, Paper, Phone, Place, Post, Title, UnitKind, Work};
        let enough = if self.kind == ListKind::Issues { ENOUGH } else { ENOUGH_OF_OTHERS };
        let whole = match self.kind {
            ListKind::Issues | ListKind::Ledger => self.has(&[Title, Place, Action, No]),
            ListKind::Contacts => self.has(&[Name]) && self.has(&[Phone, Post]),
            ListKind::Units => self.has(&[Column::Unit]) && self.has(&[Code, UnitKind]),
            ListKind::Schedule => self.has(&[Work]) && self.has(&[Column::Due, Column::By]),
            ListKind::Submissions => {
                let figures = [Column::True, Column::Untrue, Column::Pending, Column::NilReport];
                (self.has(&[Paper]) && self.has(&[HandedOn, Column::Filler]))
                    || (self.has(&[Column::Received]) && self.has(&figures))
            }
        };
        whole && self.known() >= enough
    }
}

/// The row or the two rows that more columns are known in than in any other; the uppermost of several.
pub fn find(grid: &Grid, guide: &Guide) -> Option<Header> {
    let rows = ROWS.min(grid.rows.len());
    let places = || {
        let double = (0..rows.saturating_sub(1)).map(|row| (row, row + 1));
        (0..rows).map(|row| (row, row)).chain(double)
    };
    let asked = |kind: &ListKind| match guide.kind {
        Some(asked) => asked == *kind || (asked.is_of_issues() && kind.is_of_issues()),
        None => true,
    };
    let lists = LISTS.into_iter().enumerate().filter(|(_, kind)| asked(kind));
    let headers = lists.flat_map(|(order, kind)| {
        places().map(move |(first, last)| (order, read(grid, guide, kind, (first, last))))
    });
    // Where a person said what it is a list of, he may say of its headers too what they mean.
    let enough = |header: &Header| header.is_whole() || (guide.kind.is_some() && header.known() > 0);
    let best = headers.filter(|(_, header)| enough(header)).max_by_key(|(order, header)| {
        let unknown = header.unknown().count();
        let levels = header.last - header.first;
        (header.known(), Reverse(*order), Reverse(unknown), Reverse(levels), Reverse(header.first))
    });
    best.map(|(_, header)| header.of_its_kind(guide))
}

impl Header {
    /// A column means this, unless one does already.
    fn take(&mut self, place: usize, column: Option<Column>) {
        if let Some(column) = column.filter(|column| !self.has(&[*column])) {
            self.columns.insert(place, column);
        }
    }

    /// A list of issues with measures, or that says how far they are, is a ledger.
    fn of_its_kind(self, guide: &Guide) -> Self {
        let of_measures = [Column::Action, Column::Person, Column::Progress, Column::Status];
        let kind = match self.kind {
            ListKind::Issues => match guide.kind {
                Some(asked) => asked,
                None if self.has(&of_measures) => ListKind::Ledger,
                None => ListKind::Issues,
            },
            kind => kind,
        };
        Self { kind, ..self }
    }
}

fn read(grid: &Grid, guide: &Guide, kind: ListKind, (first, last): (usize, usize)) -> Header {
    let mut header = Header { first, last, kind, columns: BTreeMap::new(), heads: BTreeMap::new() };
    let mut taken: Vec<(usize, Column)> = Vec::new();
    for place in 0..grid.width() {
        let (above, below) = (grid.merged_cell(first, place), grid.merged_cell(last, place));
        // Below a column that has only one level stands nothing, or the same text of the merged cell.
        let text = if below.is_empty() { above } else { below };
        if text.trim().is_empty() {
            continue;
        }
        header.heads.insert(place, text.to_owned());
        let said = guide.map.get(&plain(text));
        if said.is_none() {
            let both = || WORDS.column(kind, &format!("{above}/{below}"));
            let own = WORDS.column(kind, text).or_else(|| if first == last { None } else { both() });
            taken.extend(own.map(|column| (place, column)));
        }
        // What a person said of a header goes before what the program takes others for.
        header.take(place, said.copied().flatten());
    }
    taken.into_iter().for_each(|(place, column)| header.take(place, Some(column)));
    header
}

#[cfg(test)]
mod tests {
    use super::super::grid::Merged;
    use super::*;

    fn found_in(grid: &Grid) -> Option<Header> {
        find(grid, &Guide::default())
    }

    fn grid(rows: &[&[&str]]) -> Grid {
        let own = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        Grid::of("表", rows.iter().map(own).collect())
    }

    #[test]
    fn a_header_lies_under_titles_and_above_the_first_row() {
        let found = found_in(&grid(&[
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
        assert_eq!(found_in(&grid(&[&["单位", "电话"], &["a", "b"]])), None, "no list of problems");
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
        let found = found_in(&two).unwrap();
        assert_eq!(found.last, 2);
        assert_eq!(found.columns[&5], Column::Due);
        assert_eq!(found.columns.len(), 6);
        assert_eq!(found.unknown().count(), 0);
        // Formats that do not tell what is merged.
        two.merged.clear();
        let found = found_in(&two).unwrap();
        assert_eq!(((found.first, found.last), found.columns.len()), ((1, 2), 6));
    }
}
