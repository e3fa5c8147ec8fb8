//! A table of units over the desk: a cell has the cursor, the units stay in sight when it scrolls sideways. To
//! the left of the first cell the cursor is on the unit, below the last on what the column comes to.

use crate::model::matrix::{Across, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow};
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{popup, scrolled};
use crate::tui::widgets::paint::{put, put_fit, put_right};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::collections::BTreeSet;

/// The widest that a unit is shown, and that the head of a column makes it.
const UNIT: u16 = 14;
const HEAD: usize = 12;

/// The table opened.
#[derive(Debug, Clone)]
pub struct Table {
    pub across: Across,
    pub matrix: Option<Matrix>,
    /// Among the lines in sight; one past them it is on the totals.
    pub row: usize,
    /// 0 is the unit, 1 the first cell.
    pub column: usize,
    /// Codes of the units marked.
    pub marks: BTreeSet<String>,
    /// Units are left out that have another word in this column.
    pub like: Option<(usize, String)>,
    /// Places in the matrix of the lines in sight.
    shown: Vec<usize>,
}

impl Table {
    /// A table not yet filled.
    pub fn new(across: Across) -> Self {
        let (marks, shown) = (BTreeSet::new(), Vec::new());
        Self { across, matrix: None, row: 0, column: 1, marks, like: None, shown }
    }

    /// Takes fresh cells. The first time the cursor goes to what fell due last, and there to who is missing;
    /// after that it stays where it is.
    pub fn take(&mut self, matrix: Matrix, today: NaiveDate, word: impl Fn(&MatrixCell) -> String) {
        let first = self.matrix.is_none();
        if let Some(at) = matrix.latest(today).filter(|_| first) {
            self.column = at + 1;
        }
        let missing = self.column.checked_sub(1).and_then(|at| {
            let state = |row: &MatrixRow| row.cells.get(at).map(|cell| cell.state);
            matrix.rows.iter().position(|row| state(row) == Some(CellState::Missing))
        });
        if let Some(row) = missing.filter(|_| first) {
            self.row = row;
        }
        self.matrix = Some(matrix);
        self.keep(word);
    }

    /// Leaves out the lines that are not wanted.
    pub fn keep(&mut self, word: impl Fn(&MatrixCell) -> String) {
        let Some(matrix) = &self.matrix else { return };
        let wanted = |row: &MatrixRow| match &self.like {
            Some((at, like)) => row.cells.get(*at).is_some_and(|cell| word(cell) == *like),
            None => true,
        };
        let rows = matrix.rows.iter().enumerate();
        self.shown = rows.filter(|(_, row)| wanted(row)).map(|(at, _)| at).collect();
        self.step(0, 0);
    }

    /// Moves the cursor.
    pub fn step(&mut self, rows: isize, columns: isize) {
        let Some(matrix) = &self.matrix else { return };
        self.row = self.row.saturating_add_signed(rows).min(self.shown.len());
        self.column = self.column.saturating_add_signed(columns).min(matrix.columns.len());
    }

    /// The unit under the cursor; `None` on the totals.
    pub fn unit(&self) -> Option<&MatrixRow> {
        self.matrix.as_ref()?.rows.get(*self.shown.get(self.row)?)
    }

    /// The column under the cursor, by its place; `None` on the units.
    pub fn place(&self) -> Option<usize> {
        self.column.checked_sub(1)
    }

    /// The cell under the cursor.
    pub fn current(&self) -> Option<&MatrixCell> {
        self.unit()?.cells.get(self.place()?)
    }

    /// The lines in sight.
    pub fn lines(&self) -> impl Iterator<Item = &MatrixRow> {
        let rows = self.matrix.iter().flat_map(|matrix| &matrix.rows).enumerate();
        rows.filter(|(at, _)| self.shown.contains(at)).map(|(_, row)| row)
    }

    /// Draws it over `room`.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let words = &state.words;
        let names = Across::ALL.iter().zip(1..).map(|(across, n)| {
            let name = words.get(&format!("desk-matrix-{}", across.code()));
            if *across == self.across { format!("[{n} {name}]") } else { format!("{n} {name}") }
        });
        let title = format!("{}  {}", words.action("overview"), names.collect::<Vec<_>>().join(" "));
        let inner = popup(buf, room, &title, state.theme);
        let matrix = self.matrix.as_ref()?;
        let area = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let first = matrix.rows.iter().map(|row| text::width(&row.unit) + 1).max().unwrap_or(4) as u16;
        let first = first.clamp(6, UNIT);
        let widths = self.widths(state, matrix);
        let (left, shown) = self.window(&widths, area.width.saturating_sub(first + 1));
        let mut places = Vec::new();
        let mut x = area.x + first + 1;
        for (at, width) in widths.iter().enumerate().skip(left).take(shown) {
            places.push((at, x, *width));
            x += width + 1;
        }
        for (at, x, width) in &places {
            let role = if self.place() == Some(*at) { Role::Accent } else { Role::Heading };
            let label = words.matrix_column(self.across, &matrix.columns[*at]);
            put_fit(buf, *x, area.y, *width, &label, state.theme.style(role));
        }
        more(state, buf, area, left > 0, left + shown < widths.len());
        let height = area.height.saturating_sub(3) as usize;
        let top = scrolled(0, self.row.min(self.shown.len().saturating_sub(1)), height, self.shown.len());
        let mut park = None;
        for (y, n) in (area.y + 1..area.bottom().saturating_sub(2)).zip(top..self.shown.len()) {
            let line = Rect { y, height: 1, width: first, ..area };
            park = self.line(state, buf, line, n, &places).or(park);
        }
        let below = Rect { y: area.bottom().saturating_sub(2), height: 1, width: first, ..area };
        park = self.totals(state, buf, matrix, below, &places).or(park);
        self.told(state, matrix, buf, Rect { y: area.bottom() - 1, height: 1, ..area });
        park
    }

    /// One unit with its cells; where the cursor is, if it is in them.
    fn line(
        &self,
        state: &State,
        buf: &mut Buffer,
        area: Rect,
        n: usize,
        places: &[(usize, u16, u16)],
    ) -> Option<Position> {
        let row = self.matrix.as_ref()?.rows.get(*self.shown.get(n)?)?;
        let here = n == self.row;
        let role = match (here, self.place()) {
            (true, None) => Role::Selected,
            (true, _) => Role::Accent,
            _ => Role::Normal,
        };
        let mark = if self.marks.contains(&row.unit_code) { "*" } else { " " };
        put(buf, area.x, area.y, 1, mark, state.theme.style(Role::Accent));
        put_fit(buf, area.x + 1, area.y, area.width - 1, &row.unit, state.theme.style(role));
        let mut park = (here && self.column == 0).then(|| Position::new(area.x + 1, area.y));
        for (at, x, width) in places {
            let Some(cell) = row.cells.get(*at) else { continue };
            let selected = here && self.place() == Some(*at);
            let role = if selected { Role::Selected } else { role_of(cell) };
            put_fit(buf, *x, area.y, *width, &state.words.matrix_cell(cell), state.theme.style(role));
            if selected {
                park = Some(Position::new(*x, area.y));
            }
        }
        park
    }

    fn totals(
        &self,
        state: &State,
        buf: &mut Buffer,
        matrix: &Matrix,
        area: Rect,
        places: &[(usize, u16, u16)],
    ) -> Option<Position> {
        let words = &state.words;
        let here = self.row == self.shown.len();
        let role = |on: bool, other: Role| if here && on { Role::Selected } else { other };
        let style = state.theme.style(role(self.column == 0, Role::Heading));
        put_fit(buf, area.x + 1, area.y, area.width - 1, &words.get("matrix-total"), style);
        let mut park = (here && self.column == 0).then(|| Position::new(area.x + 1, area.y));
        for (at, x, width) in places {
            let on = self.place() == Some(*at);
            let style = state.theme.style(role(on, Role::Dim));
            put_fit(buf, *x, area.y, *width, &words.matrix_total(matrix.total(*at)), style);
            if here && on {
                park = Some(Position::new(*x, area.y));
            }
        }
        park
    }

    /// What stands under the cursor, in full, and how much is marked or left out.
    fn told(&self, state: &State, matrix: &Matrix, buf: &mut Buffer, area: Rect) {
        let words = &state.words;
        let column = self.place().and_then(|at| Some((at, matrix.columns.get(at)?)));
        let mut told = match (self.unit(), column) {
            (Some(row), Some((_, column))) => {
                self.current().map_or_else(Vec::new, |cell| self.cell_told(state, row, column, cell))
            }
            (Some(row), None) => {
                let late = row.cells.iter().filter(|cell| cell.state == CellState::Missing && !cell.ahead);
                let n = late.count();
                let lacks =
                    if n > 0 { words.with_n("cell-so-many-missing", n as i64) } else { String::new() };
                vec![row.unit.clone(), lacks]
            }
            (None, Some((at, column))) if !column.papers.is_empty() => {
                vec![words.paper_said(&words.column_said(matrix, at), usize::from(area.width / 2))]
            }
            (None, Some((at, column))) => vec![column.label.clone(), matrix.total(at).sum.to_string()],
            (None, None) => vec![words.get("matrix-total")],
        };
        if !self.marks.is_empty() {
            told.push(words.with_n("matrix-marked", self.marks.len() as i64));
        }
        if let Some((_, like)) = &self.like {
            told.push(
                words.with("matrix-only", &[("word", like.as_str()), ("n", &self.shown.len().to_string())]),
            );
        }
        told.retain(|piece| !piece.is_empty());
        put(buf, area.x, area.y, area.width, &told.join("  "), state.theme.style(Role::Accent));
    }

    fn cell_told(
        &self,
        state: &State,
        row: &MatrixRow,
        column: &MatrixColumn,
        cell: &MatrixCell,
    ) -> Vec<String> {
        let words = &state.words;
        let label = match self.across {
            Across::UnitsMonths => words.matrix_paper(self.across, column),
            _ => column.label.clone(),
        };
        let mut told = vec![row.unit.clone(), label, words.matrix_cell(cell)];
        if let Some(due) = column.due {
            told.push(format!("{} {}", words.get("col-due"), words.day_near(due, state.day())));
        }
        if let Some(on) = cell.on {
            told.push(format!("{} {}", words.get("col-handed"), words.day_near(on, state.day())));
        }
        if let Some(late) = cell.late_days {
            // What is not there yet is late still.
            let id = if cell.state == CellState::Missing { "line-late" } else { "owed-late" };
            told.push(words.with(id, &[("n", late.to_string())]));
        }
        if let Some(chased) = &cell.chased {
            told.push(words.chased(chased, state.day()));
        }
        told
    }

    fn widths(&self, state: &State, matrix: &Matrix) -> Vec<u16> {
        let widest = |at: usize| {
            let cells = matrix.rows.iter().filter_map(|row| row.cells.get(at));
            let cells = cells.map(|cell| text::width(&state.words.matrix_cell(cell))).max().unwrap_or(2);
            let total = text::width(&state.words.matrix_total(matrix.total(at)));
            let label = state.words.matrix_column(self.across, &matrix.columns[at]);
            cells.max(total).max(text::width(&label).min(HEAD)).max(4) as u16
        };
        (0..matrix.columns.len()).map(widest).collect()
    }

    /// The first column in sight and how many are, so that the one under the cursor is.
    fn window(&self, widths: &[u16], room: u16) -> (usize, usize) {
        let fits = |from: usize| {
            let mut used = 0;
            widths[from.min(widths.len())..]
                .iter()
                .take_while(|width| {
                    used += **width + 1;
                    used <= room + 1
                })
                .count()
        };
        let column = self.place().unwrap_or(0);
        let mut left = 0;
        while left < column && left + fits(left) <= column {
            left += 1;
        }
        (left, fits(left))
    }
}

/// Signs that there are columns to the left or right of those in sight.
fn more(state: &State, buf: &mut Buffer, area: Rect, left: bool, right: bool) {
    let style = state.theme.style(Role::Dim);
    if left {
        put(buf, area.x, area.y, 1, "<", style);
    }
    if right {
        put_right(buf, area.right().saturating_sub(1), area.y, 1, ">", style);
    }
}

fn role_of(cell: &MatrixCell) -> Role {
    match cell.state {
        CellState::Missing if cell.late_days.is_some() => Role::Overdue,
        CellState::Missing if cell.ahead => Role::Dim,
        CellState::Exempt => Role::Dim,
        _ => Role::Normal,
    }
}
