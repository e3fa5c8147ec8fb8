//! Rows of a tree, flattened: what may be unfolded, how deep it lies, figures at the right edge.

use super::paint::{put, put_fit};
use crate::text;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::borrow::Cow;

/// Whether a row has others below it, and whether they are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fold {
    #[default]
    Leaf,
    Open,
    Closed,
}

/// One row of a tree.
#[derive(Debug, Clone, Default)]
pub struct TreeRow<'a> {
    /// 0 for a root.
    pub depth: u16,
    pub fold: Fold,
    pub label: Cow<'a, str>,
    /// Figures at the right edge, each in columns of its own so that they stand below one another.
    pub figures: Vec<(Cow<'a, str>, Role)>,
}

/// Draws the rows (those in sight) and says where the cursor is to be parked. Figures whose column
/// finds no room beside eight columns of label are left out, the last first.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    rows: &[TreeRow],
    selected: Option<usize>,
    theme: Theme,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    let widths = figure_widths(rows, area.width);
    let figures: u16 = widths.iter().map(|width| width + 1).sum();
    let mut park = None;
    for (y, (n, row)) in (area.top()..area.bottom()).zip(rows.iter().enumerate()) {
        let here = selected == Some(n);
        let style = theme.style(if here { Role::Selected } else { Role::Normal });
        if here {
            park = Some(Position::new(area.x, y));
        }
        let sign = match row.fold {
            Fold::Open => "▾",
            Fold::Closed => "▸",
            Fold::Leaf => " ",
        };
        put(buf, area.x, y, area.width, if here { "▶" } else { " " }, theme.style(Role::Accent));
        let indent = (1 + row.depth).min(area.width);
        let room = area.width.saturating_sub(indent + figures);
        put(buf, area.x + indent, y, room, sign, theme.style(Role::Dim));
        put_fit(buf, area.x + indent + 1, y, room.saturating_sub(1), &row.label, style);
        let mut x = area.right() - figures;
        for ((figure, role), width) in row.figures.iter().zip(&widths) {
            put_fit(buf, x + 1, y, *width, figure, theme.style(*role));
            x += width + 1;
        }
    }
    park
}

fn figure_widths(rows: &[TreeRow], cols: u16) -> Vec<u16> {
    let count = rows.iter().map(|row| row.figures.len()).max().unwrap_or(0);
    let widest = |at: usize| {
        let figures = rows.iter().filter_map(|row| row.figures.get(at));
        figures.map(|(figure, _)| text::width(figure)).max().unwrap_or(0) as u16
    };
    let mut widths: Vec<u16> = (0..count).map(widest).collect();
    while widths.iter().map(|width| width + 1).sum::<u16>() + 10 > cols && widths.pop().is_some() {}
    widths
}

#[cfg(test)]
mod tests {
    use super::super::paint::tests::picture;
    use super::*;

    fn row(
        depth: u16,
        fold: Fold,
        label: &'static str,
        count: &'static str,
        late: &'static str,
    ) -> TreeRow<'static> {
        let figures = vec![(count.into(), Role::Normal), (late.into(), Role::Overdue)];
        TreeRow { depth, fold, label: label.into(), figures }
    }

    #[test]
    fn figures_stand_below_one_another_and_give_way() {
        let rows = [
            row(0, Fold::Open, "株洲市", "412", "逾17"),
            row(1, Fold::Closed, "市教育局科室", "", ""),
            row(2, Fold::Leaf, "天元区", "46", "逾7"),
        ];
        let drawn = picture(24, 3, |buf| {
            assert_eq!(draw(buf, buf.area, &rows, Some(2), Theme::Mono), Some(Position::new(0, 2)));
        });
        assert_eq!(drawn, [" ▾株洲市        412 逾17", "  ▸市教育局科室", "▶   天元区      46  逾7"]);
        let drawn = picture(15, 3, |buf| {
            draw(buf, buf.area, &rows, None, Theme::Mono);
        });
        assert_eq!(drawn, [" ▾株洲市    412", "  ▸市教育…", "    天元区  46"]);
        picture(3, 3, |buf| {
            draw(buf, buf.area, &rows, Some(0), Theme::Mono);
        });
    }
}
