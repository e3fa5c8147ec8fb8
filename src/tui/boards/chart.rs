//! The figures to look at: bars of stages by class and unit, how long what is overdue has been, open issues by
//! month. Each part of a bar has a filling of its own, and the numbers stand beside it.

use crate::i18n::Words;
use crate::model::table::{Cell, Table, TableId};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::paint::{put, put_fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Fillings, told apart without colour: closed, rectified, under way, not begun.
const FILL: [&str; 4] = ["█", "▓", "▒", "░"];
/// Columns of the name before a bar, and of a bar.
const NAME: u16 = 14;
const BAR: u16 = 30;

/// One bar: its name, its parts, what is said beside it.
struct Bar {
    name: String,
    parts: Vec<i64>,
    said: String,
}

/// Draws as much of the charts as there is room for.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let tables = &state.figures.tables;
    let words = &state.words;
    let mut lines: Vec<(Role, Option<Bar>, String)> = Vec::new();
    let head = |lines: &mut Vec<(Role, Option<Bar>, String)>, id: &str, bars: Vec<Bar>| {
        if !bars.is_empty() {
            lines.push((Role::Heading, None, words.get(id)));
            lines.extend(bars.into_iter().map(|bar| (Role::Normal, Some(bar), String::new())));
        }
    };
    if let Some(table) = tables.get(&TableId::Statistics) {
        head(&mut lines, "chart-classes", classes(words, table));
    }
    if let Some(table) = tables.get(&TableId::Ages) {
        head(&mut lines, "chart-ages", ages(words, table));
    }
    if let Some(table) = tables.get(&TableId::Movement) {
        head(&mut lines, "chart-months", months(words, table));
    }
    if let Some(table) = tables.get(&TableId::Statistics) {
        head(&mut lines, "chart-units", units(words, table));
    }
    let legend = FILL.iter().zip(["closed", "rectified", "underway", "not-begun"]);
    let legend: Vec<String> =
        legend.map(|(fill, key)| format!("{fill}{fill} {}", words.get(&format!("chart-{key}")))).collect();
    put(buf, area.x + 1, area.y, area.width, &legend.join("  "), state.theme.style(Role::Dim));
    let height = area.height.saturating_sub(1) as usize;
    // Two columns of charts where there is room for them.
    let abreast = if area.width >= 130 { 2 } else { 1 };
    let width = area.width / abreast;
    let top = state.figures.row.min(lines.len().saturating_sub(height * usize::from(abreast)));
    for (at, (role, bar, text)) in lines.iter().skip(top).take(height * usize::from(abreast)).enumerate() {
        let x = area.x + 1 + width * (at / height) as u16;
        let y = area.y + 1 + (at % height) as u16;
        match bar {
            None => put_fit(buf, x, y, width.saturating_sub(2), text, state.theme.style(*role)),
            Some(bar) => one(state, buf, Rect { x, y, width: width.saturating_sub(2), height: 1 }, bar),
        }
    }
}

fn one(state: &State, buf: &mut Buffer, area: Rect, bar: &Bar) {
    let name = NAME.min(area.width / 3);
    put_fit(buf, area.x, area.y, name, &bar.name, state.theme.style(Role::Normal));
    let room = BAR.min(area.width.saturating_sub(name + 1) / 2);
    let mut x = area.x + name + 1;
    for ((cells, fill), role) in shares(&bar.parts, room).iter().zip(FILL).zip(ROLES) {
        put(buf, x, area.y, *cells, &fill.repeat(usize::from(*cells)), state.theme.style(role));
        x += cells;
    }
    let from = area.x + name + 2 + room;
    put(buf, from, area.y, area.right().saturating_sub(from), &bar.said, state.theme.style(Role::Normal));
}

const ROLES: [Role; 4] = [Role::Normal, Role::Accent, Role::Soon, Role::Overdue];

/// The cells of each part, so many of them altogether as the whole of the parts is of the room: parts that are
/// anything are seen.
fn shares(parts: &[i64], room: u16) -> Vec<u16> {
    let all: i64 = parts.iter().sum();
    if all <= 0 {
        return vec![0; parts.len()];
    }
    let mut used = 0;
    let mut sum = 0;
    let mut cells = Vec::new();
    for part in parts {
        sum += part;
        let end = ((sum * i64::from(room) + all / 2) / all) as u16;
        let own = if *part > 0 { end.saturating_sub(used).max(1) } else { 0 };
        let own = own.min(room.saturating_sub(used));
        used += own;
        cells.push(own);
    }
    cells
}

fn count(table: &Table, line: &[Cell], heading: &str, key: &str) -> i64 {
    let at = table.columns.iter().position(|column| {
        column.key == key && column.group.as_ref().map_or("", |group| group.key.as_str()) == heading
    });
    match at.and_then(|at| line.get(at)) {
        Some(Cell::Count(n)) => *n,
        _ => 0,
    }
}

/// What has been done, under way and not begun, from counts that hold one another.
fn stages(issues: i64, rectified: i64, closed: i64, underway: i64) -> Vec<i64> {
    vec![closed, rectified - closed, underway, issues - rectified - underway]
}

fn classes(words: &Words, table: &Table) -> Vec<Bar> {
    let Some(total) = table.total.as_deref() else { return Vec::new() };
    let mut bars: Vec<Bar> = Vec::new();
    let mut known = Vec::new();
    for column in &table.columns {
        let Some(group) = column.group.as_ref().filter(|group| group.key.starts_with("category-")) else {
            continue;
        };
        if known.contains(&group.key) {
            continue;
        }
        known.push(group.key.clone());
        let of = |key: &str| count(table, total, &group.key, key);
        let (issues, rectified, closed) = (of("issues"), of("rectified"), of("closed-of-these"));
        let parts = vec![closed, rectified - closed, issues - rectified, 0];
        bars.push(Bar {
            name: words.table_heading(group),
            said: said(words, issues, rectified, closed),
            parts,
        });
    }
    bars
}

fn said(words: &Words, issues: i64, rectified: i64, closed: i64) -> String {
    let figures = [("issues", issues), ("rectified", rectified), ("closed", closed)];
    let figures = figures.map(|(key, n)| (key, n.to_string()));
    words.with("chart-said", &figures)
}

fn units(words: &Words, table: &Table) -> Vec<Bar> {
    let unit = table.columns.iter().position(|column| column.key == "unit").unwrap_or(1);
    let bar = |line: &Vec<Cell>| {
        let of = |key: &str| count(table, line, "all", key);
        let (issues, rectified, closed) =
            (of("issues"), of("rectified"), count(table, line, "closing", "closed-issues"));
        let name = line.get(unit).map_or_else(String::new, |cell| words.table_cell(cell));
        let parts = stages(issues, rectified, closed, of("rectifying"));
        (issues > 0).then(|| Bar { name, parts, said: said(words, issues, rectified, closed) })
    };
    table.rows.iter().filter_map(bar).collect()
}

fn ages(words: &Words, table: &Table) -> Vec<Bar> {
    let Some(total) = table.total.as_deref() else { return Vec::new() };
    let most = ["to-7", "to-30", "to-60", "over-60"].map(|key| count(table, total, "ages", key));
    let whole = most.iter().copied().max().unwrap_or(0);
    let bar = |(key, n): (&str, i64)| Bar {
        name: words.get(&format!("tcol-{key}")),
        parts: if whole > 0 { vec![0, 0, 0, n, whole - n] } else { Vec::new() },
        said: words.with_n("chart-count", n),
    };
    ["to-7", "to-30", "to-60", "over-60"].into_iter().zip(most).map(bar).collect()
}

fn months(words: &Words, table: &Table) -> Vec<Bar> {
    let month = table.columns.iter().position(|column| column.key == "month").unwrap_or(1);
    let open = |line: &Vec<Cell>| count(table, line, "", "open-at-end");
    let most = table.rows.iter().map(open).max().unwrap_or(0);
    let bar = |line: &Vec<Cell>| {
        let n = open(line);
        let name = line.get(month).map_or_else(String::new, |cell| words.table_cell(cell));
        Bar {
            name: words.month_said(&name),
            parts: if most > 0 { vec![0, 0, n, 0, most - n] } else { Vec::new() },
            said: words.with_n("chart-count", n),
        }
    };
    table.rows.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_bar_fill_it_and_none_that_is_anything_is_lost() {
        assert_eq!(shares(&[5, 0, 5, 0], 10), [5, 0, 5, 0]);
        assert_eq!(shares(&[1, 998, 1, 0], 10), [1, 9, 0, 0], "no more than there is room for");
        assert_eq!(shares(&[1, 1, 1, 0], 30), [10, 10, 10, 0]);
        assert_eq!(shares(&[0, 0, 0, 0], 30), [0, 0, 0, 0]);
        assert_eq!(crate::text::width(FILL[0]), 1);
    }
}
