//! A table of units over the desk: a cell has the cursor, the units stay in sight when it scrolls sideways.

use crate::model::matrix::{Across, CellState, Matrix, MatrixCell};
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{popup, scrolled};
use crate::tui::widgets::paint::{put, put_fit};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The table opened.
#[derive(Debug, Clone)]
pub struct Table {
    pub across: Across,
    pub matrix: Option<Matrix>,
    pub row: usize,
    pub column: usize,
}

impl Table {
    /// A table not yet filled.
    pub fn new(across: Across) -> Self {
        Self { across, matrix: None, row: 0, column: 0 }
    }

    /// Takes fresh cells; the cursor stays where it is.
    pub fn take(&mut self, matrix: Matrix) {
        self.row = self.row.min(matrix.rows.len().saturating_sub(1));
        self.column = self.column.min(matrix.columns.len().saturating_sub(1));
        self.matrix = Some(matrix);
    }

    /// Moves the cursor.
    pub fn step(&mut self, rows: isize, columns: isize) {
        let Some(matrix) = &self.matrix else { return };
        let moved =
            |at: usize, by: isize, len: usize| at.saturating_add_signed(by).min(len.saturating_sub(1));
        self.row = moved(self.row, rows, matrix.rows.len());
        self.column = moved(self.column, columns, matrix.columns.len());
    }

    /// The cell under the cursor.
    pub fn current(&self) -> Option<&MatrixCell> {
        self.matrix.as_ref()?.rows.get(self.row)?.cells.get(self.column)
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
        let first = matrix.rows.iter().map(|row| text::width(&row.unit)).max().unwrap_or(4) as u16;
        let first = first.clamp(6, 14);
        let widths = self.widths(state, matrix);
        let (left, shown) = self.window(&widths, area.width.saturating_sub(first + 1));
        let mut park = None;
        let columns = |draw: &mut dyn FnMut(usize, u16, u16)| {
            let mut x = area.x + first + 1;
            for (at, width) in widths.iter().enumerate().skip(left).take(shown) {
                draw(at, x, *width);
                x += width + 1;
            }
        };
        columns(&mut |at, x, width| {
            let role = if at == self.column { Role::Accent } else { Role::Heading };
            put_fit(buf, x, area.y, width, &matrix.columns[at].label, state.theme.style(role));
        });
        let height = area.height.saturating_sub(3) as usize;
        let top = scrolled(0, self.row, height, matrix.rows.len());
        for (y, (n, row)) in
            (area.y + 1..area.bottom()).zip(matrix.rows.iter().enumerate().skip(top).take(height))
        {
            let here = n == self.row;
            let style = state.theme.style(if here { Role::Accent } else { Role::Normal });
            put_fit(buf, area.x, y, first, &row.unit, style);
            columns(&mut |at, x, width| {
                let Some(cell) = row.cells.get(at) else { return };
                let selected = here && at == self.column;
                let role = if selected { Role::Selected } else { role(cell) };
                put_fit(buf, x, y, width, &words.matrix_cell(cell), state.theme.style(role));
                if selected {
                    park = Some(Position::new(x, y));
                }
            });
        }
        let below = area.bottom().saturating_sub(2);
        put_fit(buf, area.x, below, first, &words.get("matrix-total"), state.theme.style(Role::Heading));
        columns(&mut |at, x, width| {
            put_fit(
                buf,
                x,
                below,
                width,
                &words.matrix_total(matrix.total(at)),
                state.theme.style(Role::Dim),
            );
        });
        self.told(state, matrix, buf, Rect { y: area.bottom() - 1, height: 1, ..area });
        park
    }

    /// What stands under the cursor, in full.
    fn told(&self, state: &State, matrix: &Matrix, buf: &mut Buffer, area: Rect) {
        let words = &state.words;
        let (Some(row), Some(column), Some(cell)) =
            (matrix.rows.get(self.row), matrix.columns.get(self.column), self.current())
        else {
            return;
        };
        let mut told = vec![row.unit.clone(), column.label.clone(), words.matrix_cell(cell)];
        if let Some(due) = column.due {
            told.push(format!("{} {}", words.get("col-due"), words.day_near(due, state.day())));
        }
        if let Some(on) = cell.on {
            told.push(format!("{} {}", words.get("col-handed"), words.day_near(on, state.day())));
        }
        if let Some(late) = cell.late_days {
            told.push(words.with("owed-late", &[("n", late.to_string())]));
        }
        put(buf, area.x, area.y, area.width, &told.join("  "), state.theme.style(Role::Accent));
    }

    fn widths(&self, state: &State, matrix: &Matrix) -> Vec<u16> {
        let widest = |at: usize| {
            let cells = matrix.rows.iter().filter_map(|row| row.cells.get(at));
            let cells = cells.map(|cell| text::width(&state.words.matrix_cell(cell))).max().unwrap_or(2);
            let total = text::width(&state.words.matrix_total(matrix.total(at)));
            let label = text::width(&matrix.columns[at].label).min(12);
            cells.max(total).max(label).max(4) as u16
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
        let mut left = 0;
        while left < self.column && left + fits(left) <= self.column {
            left += 1;
        }
        (left, fits(left))
    }
}

fn role(cell: &MatrixCell) -> Role {
    match cell.state {
        CellState::Missing if cell.late_days.is_some() => Role::Overdue,
        CellState::Exempt => Role::Dim,
        _ => Role::Normal,
    }
}
