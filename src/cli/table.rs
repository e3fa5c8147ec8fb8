//! Tables on a terminal: columns that fit, or fields separated by tabs.

use super::out::Shape;
use crate::text::{clean, fit, pad, pad_left, width};

/// Spaces between two columns.
const GAP: usize = 2;

/// A column.
#[derive(Debug, Clone)]
pub struct Head {
    pub title: String,
    /// Numbers stand to the right.
    right: bool,
    /// Columns it may be narrowed to; `None` keeps it whole.
    least: Option<usize>,
    /// Left out first where the terminal is too narrow.
    spare: bool,
}

impl Head {
    /// A column shown whole.
    pub fn new(title: String) -> Self {
        Self { title, right: false, least: None, spare: false }
    }

    /// A column of numbers.
    pub fn number(title: String) -> Self {
        Self { right: true, ..Self::new(title) }
    }

    /// May be cut down to so many columns.
    pub fn least(mut self, columns: usize) -> Self {
        self.least = Some(columns);
        self
    }

    /// May be left out altogether.
    pub fn spare(mut self) -> Self {
        self.spare = true;
        self
    }
}

/// One field of a row.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    /// Overdue, wrong: shown in red where there is colour (the words say it too).
    bad: bool,
}

impl Cell {
    /// A field that calls for attention.
    pub fn bad(text: impl Into<String>, bad: bool) -> Self {
        Self { text: text.into(), bad }
    }
}

impl<T: ToString> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.to_string(), bad: false }
    }
}

/// A table of cells.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub heads: Vec<Head>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The lines of the table, the heading first.
    pub fn lines(&self, shape: Shape, color: bool) -> Vec<String> {
        match shape {
            Shape::Tabs => self.tabbed(),
            Shape::Fit(columns) => self.fitted(columns, color),
        }
    }

    fn tabbed(&self) -> Vec<String> {
        let heads = self.heads.iter().map(|head| head.title.clone()).collect::<Vec<_>>().join("\t");
        let row = |row: &Vec<Cell>| row.iter().map(|cell| clean(&cell.text)).collect::<Vec<_>>().join("\t");
        std::iter::once(heads).chain(self.rows.iter().map(row)).collect()
    }

    fn fitted(&self, columns: usize, color: bool) -> Vec<String> {
        let widths = self.widths(columns);
        let line = |cells: &[Cell], heading: bool| {
            let mut out = String::new();
            let shown =
                cells.iter().zip(&self.heads).zip(&widths).filter_map(|(cell, wide)| Some((cell, (*wide)?)));
            for (i, ((cell, head), wide)) in shown.enumerate() {
                if i > 0 {
                    out.push_str(&" ".repeat(GAP));
                }
                let text = fit(&clean(&cell.text), wide);
                let text = if head.right { pad_left(&text, wide) } else { pad(&text, wide) };
                match (color, heading, cell.bad) {
                    (true, true, _) => out.extend(["\x1b[1m", &text, "\x1b[0m"]),
                    (true, false, true) => out.extend(["\x1b[31m", &text, "\x1b[0m"]),
                    _ => out.push_str(&text),
                }
            }
            out.truncate(out.trim_end_matches(' ').len());
            out
        };
        let heads: Vec<Cell> = self.heads.iter().map(|head| Cell::from(&head.title)).collect();
        std::iter::once(line(&heads, true)).chain(self.rows.iter().map(|row| line(row, false))).collect()
    }

    /// The width of each column; `None` for one that is left out. Narrows what may be narrowed, the
    /// widest first; then leaves out spare columns, the last first.
    fn widths(&self, columns: usize) -> Vec<Option<usize>> {
        let natural = |i: usize, head: &Head| {
            let cells = self.rows.iter().filter_map(|row| row.get(i)).map(|cell| width(&clean(&cell.text)));
            cells.chain([width(&head.title)]).max().unwrap_or(0)
        };
        let natural: Vec<usize> = self.heads.iter().enumerate().map(|(i, head)| natural(i, head)).collect();
        let mut kept: Vec<bool> = vec![true; self.heads.len()];
        loop {
            let mut widths: Vec<Option<usize>> =
                natural.iter().zip(&kept).map(|(wide, kept)| kept.then_some(*wide)).collect();
            if self.narrow(&mut widths, columns) {
                return widths;
            }
            let spare = (0..self.heads.len()).rev().find(|i| kept[*i] && self.heads[*i].spare);
            match spare {
                Some(i) => kept[i] = false,
                None => return widths,
            }
        }
    }

    /// Narrows until the row fits; false when it does not.
    fn narrow(&self, widths: &mut [Option<usize>], columns: usize) -> bool {
        let total = |widths: &[Option<usize>]| {
            let shown: Vec<usize> = widths.iter().flatten().copied().collect();
            shown.iter().sum::<usize>() + GAP * shown.len().saturating_sub(1)
        };
        while total(widths) > columns {
            let room = |i: &usize| {
                let (wide, least) = (widths[*i]?, self.heads[*i].least?);
                (wide > least).then_some(wide)
            };
            let Some(i) = (0..widths.len()).filter(|i| room(i).is_some()).max_by_key(|i| room(i)) else {
                return false;
            };
            widths[i] = widths[i].map(|wide| wide - 1);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            heads: vec![
                Head::new("编号".into()),
                Head::new("单位".into()).least(6).spare(),
                Head::new("问题".into()).least(8),
                Head::number("逾期".into()),
            ],
            rows: vec![
                vec![
                    "TY-007".into(),
                    "天元区教育局".into(),
                    "家教收费26名学生".into(),
                    Cell::bad("14", true),
                ],
                vec!["TY-011".into(), "天元区教育局".into(), "在职\t教师挂名授课".into(), "0".into()],
            ],
        }
    }

    #[test]
    fn a_table_fits_the_terminal() {
        for columns in [30, 38, 50, 80] {
            for line in table().lines(Shape::Fit(columns), false) {
                assert!(width(&line) <= columns, "{columns}: {line}");
            }
        }
        assert_eq!(table().lines(Shape::Fit(80), false)[1], "TY-007  天元区教育局  家教收费26名学生     14");
        assert_eq!(table().lines(Shape::Fit(38), false)[1], "TY-007  天元区教育…  家教收费26…    14");
        assert!(!table().lines(Shape::Fit(24), false)[1].contains("天元"), "the spare column goes");
    }

    #[test]
    fn piped_output_is_whole_and_cannot_break_its_rows() {
        let lines = table().lines(Shape::Tabs, true);
        assert_eq!(lines[0], "编号\t单位\t问题\t逾期");
        assert_eq!(lines[2], "TY-011\t天元区教育局\t在职 教师挂名授课\t0");
        assert!(lines.iter().all(|line| !line.contains('\x1b')));
    }

    #[test]
    fn colour_marks_what_is_bad_without_changing_the_layout() {
        let plain = table().lines(Shape::Fit(60), false);
        let painted = table().lines(Shape::Fit(60), true);
        assert!(painted[1].contains("\x1b[31m  14\x1b[0m"), "{:?}", painted[1]);
        let stripped = painted[1].replace("\x1b[31m", "").replace("\x1b[0m", "");
        assert_eq!(stripped, plain[1]);
    }
}
