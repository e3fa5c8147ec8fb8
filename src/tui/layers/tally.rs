//! A list counted by one of its columns; Enter keeps the list to what stands under the cursor.

use crate::model::breakdown::{By, Share};
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{centred, place, popup, scrolled};
use crate::tui::widgets::paint::put;
use crate::tui::widgets::table::{Align, Cell, Column, Row, Table};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The counts.
#[derive(Debug, Clone)]
pub struct Tally {
    pub title: String,
    pub by: By,
    pub rows: Vec<Share>,
    pub cursor: usize,
}

/// Longest bar, in columns.
const BAR: u32 = 20;

impl Tally {
    /// What stands under the cursor.
    pub fn current(&self) -> Option<&Share> {
        self.rows.get(self.cursor)
    }

    /// Draws it over `room`.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let words = &state.words;
        let height = (self.rows.len() as u16 + 4).min(room.height);
        let title = format!("{} {}", self.title, place(Some(self.cursor), self.rows.len()));
        let inner = popup(buf, centred(room, room.width.min(100), height), &title, state.theme);
        if self.rows.is_empty() {
            put(
                buf,
                inner.x + 1,
                inner.y,
                inner.width,
                &words.get("empty-scope"),
                state.theme.style(Role::Dim),
            );
            return None;
        }
        let list = Rect { height: inner.height.saturating_sub(1), ..inner };
        let shown = list.height.saturating_sub(1) as usize;
        let top = scrolled(self.cursor.saturating_sub(shown / 2), self.cursor, shown, self.rows.len());
        let most = self.rows.iter().map(|share| share.issues).max().unwrap_or(1).max(1);
        let column = |id: &str, width, flex, dispensable, align| Column {
            title: words.get(id).into(),
            width,
            flex,
            dispensable,
            align,
            ..Column::default()
        };
        let bar_width = if inner.width < 70 { 10 } else { BAR as u16 };
        let table = Table {
            columns: vec![
                column("col-what", 10, 1, 0, Align::Left),
                column("col-issues", 8, 0, 0, Align::Right),
                column("col-open", 6, 0, 0, Align::Right),
                column("col-overdue", 6, 0, 0, Align::Right),
                Column { width: bar_width, dispensable: 1, ..Column::default() },
            ],
            rows: (self.rows.iter().skip(top).take(shown))
                .map(|share| {
                    let bar = (share.issues * u32::from(bar_width)).div_ceil(most) as usize;
                    let role = if share.overdue > 0 { Role::Overdue } else { Role::Normal };
                    let cells = vec![
                        Cell::from(words.share(self.by, share)),
                        share.issues.to_string().into(),
                        share.open.to_string().into(),
                        Cell { text: share.overdue.to_string().into(), role, lit: None },
                        Cell { text: "▬".repeat(bar).into(), role: Role::Dim, lit: None },
                    ];
                    Row { cells, ..Row::default() }
                })
                .collect(),
            selected: Some(self.cursor - top),
            header: true,
            ..Table::default()
        };
        let park = table.draw(buf, list, state.theme);
        let sum = |of: fn(&Share) -> u32| self.rows.iter().map(of).sum::<u32>().to_string();
        let (issues, open, late) = (sum(|s| s.issues), sum(|s| s.open), sum(|s| s.overdue));
        let told = words.with(
            "desk-tally-sum",
            &[("issues", issues.as_str()), ("open", open.as_str()), ("overdue", late.as_str())],
        );
        let told = text::fit(&told, inner.width.saturating_sub(4) as usize);
        put(
            buf,
            inner.x + 3,
            inner.bottom().saturating_sub(1),
            inner.width,
            &told,
            state.theme.style(Role::Heading),
        );
        park
    }
}
