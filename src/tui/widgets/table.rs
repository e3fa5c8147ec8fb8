//! A table: columns that share the room there is, a header, a marker for the row under the cursor.

use super::paint::{put, put_fit, put_right};
use crate::text;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use std::borrow::Cow;

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    #[default]
    Left,
    /// For numbers.
    Right,
}

/// One column.
#[derive(Debug, Clone, Default)]
pub struct Column<'a> {
    pub title: Cow<'a, str>,
    /// Its width, or the least width if it is flexible.
    pub width: u16,
    /// Its part of the columns left over; 0 for a fixed column.
    pub flex: u16,
    /// Which go first when there is no room: the highest number first, 0 never.
    pub dispensable: u8,
    pub align: Align,
    /// Grows to what stands in it, as far as [`WIDEST`].
    pub fit: Fit,
}

/// When a column grows to what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fit {
    #[default]
    Never,
    /// As far as there is room that no column needs.
    Spare,
    /// Always: others give way.
    Always,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub role: Role,
    /// Characters a search has found.
    pub lit: Option<std::ops::Range<usize>>,
}

impl<'a, T: Into<Cow<'a, str>>> From<T> for Cell<'a> {
    fn from(text: T) -> Self {
        Self { text: text.into(), role: Role::Normal, lit: None }
    }
}

/// One row, with as many cells as there are columns; missing ones are blank.
#[derive(Debug, Clone, Default)]
pub struct Row<'a> {
    pub cells: Vec<Cell<'a>>,
    /// Marked for a bulk act.
    pub marked: bool,
}

/// The rows in sight and how they are shown.
#[derive(Debug, Clone, Default)]
pub struct Table<'a> {
    pub columns: Vec<Column<'a>>,
    pub rows: Vec<Row<'a>>,
    /// The row under the cursor, counted from the first row in sight.
    pub selected: Option<usize>,
    /// The cell under the cursor, where cells are chosen (a matrix).
    pub selected_column: Option<usize>,
    /// How many columns at the left never give way; neither does the one under the cursor.
    pub frozen: usize,
    /// Draw the whole row reversed, not only its first cell: easier to see, costlier to send.
    pub bar: bool,
    pub header: bool,
}

/// The cursor's marker, the mark, a blank.
const GUTTER: u16 = 3;
const GAP: u16 = 1;
/// How far a column grows for its heading and its cells.
const WIDEST: u16 = 22;

impl Table<'_> {
    /// The columns' widths in `cols` columns of screen; 0 for a column left out.
    pub fn widths(&self, cols: u16) -> Vec<u16> {
        let room = cols.saturating_sub(GUTTER);
        let mut shown: Vec<bool> = vec![true; self.columns.len()];
        let mut least: Vec<u16> = (0..self.columns.len()).map(|at| self.least(at, Fit::Always)).collect();
        let need = |least: &[u16], shown: &[bool]| -> u16 {
            let kept = least.iter().zip(shown).filter(|(_, shown)| **shown);
            kept.map(|(width, _)| width + GAP).sum::<u16>().saturating_sub(GAP)
        };
        while need(&least, &shown) > room {
            let first = |at: &usize| (self.columns[*at].dispensable, *at);
            let held = |at: usize| at < self.frozen || self.selected_column == Some(at);
            let spare =
                (0..shown.len()).filter(|at| shown[*at] && self.columns[*at].dispensable > 0 && !held(*at));
            match spare.max_by_key(first) {
                Some(at) => shown[at] = false,
                None => break,
            }
        }
        let mut left = room.saturating_sub(need(&least, &shown));
        for at in (0..shown.len()).filter(|at| shown[*at]) {
            let grown = (self.least(at, Fit::Spare) - least[at]).min(left);
            least[at] += grown;
            left -= grown;
        }
        let mut flex: u16 = self.columns.iter().zip(&shown).filter(|(_, s)| **s).map(|(c, _)| c.flex).sum();
        let mut widths = Vec::with_capacity(shown.len());
        let mut used = 0;
        for ((column, shown), least) in self.columns.iter().zip(shown).zip(least) {
            let share = if shown && flex > 0 {
                u32::from(left) * u32::from(column.flex) / u32::from(flex)
            } else {
                0
            };
            left -= share as u16;
            flex -= if shown { column.flex } else { 0 };
            // Where even the indispensable do not fit, the last ones are cut.
            let width = if shown { (least + share as u16).min(room.saturating_sub(used)) } else { 0 };
            used += if width > 0 { width + GAP } else { 0 };
            widths.push(width);
        }
        widths
    }

    /// The least width of a column: what it asks for, its heading, and its cells where it grows `from` then.
    fn least(&self, at: usize, from: Fit) -> u16 {
        let column = &self.columns[at];
        let heading = if self.header { text::width(&column.title) } else { 0 };
        let grows = column.fit == Fit::Always || column.fit == from;
        let cells = self.rows.iter().filter(|_| grows).filter_map(|row| row.cells.get(at));
        let widest = cells.map(|cell| text::width(&cell.text)).max().unwrap_or(0);
        column.width.max((heading.max(widest) as u16).min(WIDEST))
    }

    /// Draws it and says where the cursor is to be parked: on the first cell of the selected row.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        let area = area.intersection(buf.area);
        let widths = self.widths(area.width);
        let mut lines = area.rows();
        if let Some(line) = self.header.then(|| lines.next()).flatten() {
            let titles = self.columns.iter().map(|column| (column.title.as_ref(), Role::Heading, None));
            self.cells(buf, line, &widths, titles, |_, role| theme.style(role));
        }
        let mut park = None;
        for (line, (n, row)) in lines.zip(self.rows.iter().enumerate()) {
            let selected = self.selected == Some(n);
            if selected {
                park = Some(Position::new((line.x + GUTTER).min(line.right().saturating_sub(1)), line.y));
            }
            self.row(buf, line, &widths, row, selected, theme);
        }
        park
    }

    fn row(&self, buf: &mut Buffer, line: Rect, widths: &[u16], row: &Row, selected: bool, theme: Theme) {
        put(buf, line.x, line.y, line.width, if selected { "▶" } else { " " }, theme.style(Role::Accent));
        let mark = if row.marked { "*" } else { " " };
        put(buf, line.x + 1, line.y, line.width.saturating_sub(1), mark, theme.style(Role::Accent));
        let chosen = |at: usize| match self.selected_column {
            Some(column) => at == column,
            None => self.bar || at == 0,
        };
        let style = |at: usize, role| match selected && chosen(at) {
            true => theme.style(role).patch(theme.style(Role::Selected)),
            false => theme.style(role),
        };
        if selected && self.bar && self.selected_column.is_none() {
            let rest = Rect { x: line.x + GUTTER, width: line.width.saturating_sub(GUTTER), ..line };
            buf.set_style(rest, theme.style(Role::Selected));
        }
        let cells = row.cells.iter().map(|cell| (cell.text.as_ref(), cell.role, cell.lit.clone()));
        self.cells(buf, line, widths, cells, style);
    }

    fn cells<'a>(
        &self,
        buf: &mut Buffer,
        line: Rect,
        widths: &[u16],
        cells: impl Iterator<Item = (&'a str, Role, Option<std::ops::Range<usize>>)>,
        style: impl Fn(usize, Role) -> Style,
    ) {
        let mut x = line.x + GUTTER;
        for (at, (text, role, lit)) in cells.enumerate().take(widths.len()) {
            let width = widths[at];
            if width > 0 {
                let put = if self.columns[at].align == Align::Right { put_right } else { put_fit };
                put(buf, x, line.y, width, text, style(at, role));
                if let Some(lit) = lit {
                    light(buf, Rect { x, width, ..line }, text, lit);
                }
                x += width + GAP;
            }
        }
    }
}

/// Underlines some characters of a text that stands at the left of `area`.
fn light(buf: &mut Buffer, area: Rect, text: &str, chars: std::ops::Range<usize>) {
    let columns = |chars: usize| text::width(&text.chars().take(chars).collect::<String>()) as u16;
    let (from, to) = (columns(chars.start).min(area.width), columns(chars.end).min(area.width));
    let lit = Rect { x: area.x + from, width: to - from, height: 1, ..area };
    buf.set_style(lit, Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD));
}

#[cfg(test)]
mod tests {
    use super::super::paint::tests::picture;
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn column(title: &str, width: u16, flex: u16, dispensable: u8) -> Column<'_> {
        Column { title: title.into(), width, flex, dispensable, ..Column::default() }
    }

    fn table() -> Table<'static> {
        let row = |no: &'static str, text: &'static str, days: &'static str, marked| Row {
            cells: vec![no.into(), text.into(), Cell { text: days.into(), role: Role::Overdue, lit: None }],
            marked,
        };
        Table {
            columns: vec![
                column("编号", 6, 0, 0),
                column("问题", 8, 1, 2),
                Column { align: Align::Right, ..column("逾期", 6, 0, 1) },
            ],
            rows: vec![
                row("TY-007", "家教收费26名学生", "逾14天", false),
                row("TY-011", "在职教师挂名授课", "", true),
            ],
            selected: Some(0),
            header: true,
            ..Table::default()
        }
    }

    #[test]
    fn columns_share_the_room_and_give_way_in_their_order() {
        assert_eq!(table().widths(40), [6, 23, 6]);
        assert_eq!(table().widths(25), [6, 8, 6]);
        assert_eq!(table().widths(24), [6, 0, 6]);
        assert_eq!(table().widths(15), [6, 0, 0]);
        assert_eq!(table().widths(7), [4, 0, 0]);
        assert_eq!(table().widths(0), [0, 0, 0]);
    }

    #[test]
    fn a_table_in_thirty_columns() {
        let mut terminal = Terminal::new(TestBackend::new(30, 4)).unwrap();
        let mut park = None;
        let area = Rect::new(0, 0, 30, 4);
        terminal.draw(|frame| park = table().draw(frame.buffer_mut(), area, Theme::Mono)).unwrap();
        let buf = terminal.backend().buffer();
        assert_eq!(
            super::super::paint::tests::rows(buf),
            [
                "   编号   问题            逾期",
                "▶  TY-007 家教收费26名… 逾14天",
                " * TY-011 在职教师挂名…",
                ""
            ]
        );
        assert_eq!(park, Some(Position::new(3, 1)));
        assert!(buf[(3, 1)].modifier.contains(Modifier::REVERSED), "the first cell");
        assert!(!buf[(10, 1)].modifier.contains(Modifier::REVERSED), "and no other");
    }

    #[test]
    fn a_bar_covers_the_row_and_a_cell_only_itself() {
        let reversed = |table: Table, x| {
            let area = Rect::new(0, 0, 30, 3);
            let mut buf = Buffer::empty(area);
            table.draw(&mut buf, area, Theme::Mono);
            buf[(x, 1)].modifier.contains(Modifier::REVERSED)
        };
        let bar = || Table { bar: true, ..table() };
        assert!(reversed(bar(), 3) && reversed(bar(), 9) && reversed(bar(), 25));
        let cell = || Table { selected_column: Some(1), ..table() };
        assert!(!reversed(cell(), 3) && reversed(cell(), 10) && !reversed(cell(), 25));
    }

    #[test]
    fn no_room_is_no_harm() {
        for (width, height) in [(0, 0), (1, 1), (3, 2), (5, 1)] {
            picture(width, height, |buf| {
                table().draw(buf, buf.area, Theme::Colour);
            });
        }
    }
}
