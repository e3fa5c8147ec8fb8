//! The charts of tab 6, drawn: each part of a bar has a filling of its own, and the numbers stand beside it.

use crate::tui::chart::{Bar, Section, sections};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::scrolled;
use crate::tui::widgets::paint::{put, put_fit};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Fillings, told apart without colour: closed, rectified, under way, not begun; and what is no stage.
const FILL: [&str; 5] = ["█", "▓", "▒", "░", "▄"];
const ROLES: [Role; 5] = [Role::Normal, Role::Accent, Role::Soon, Role::Overdue, Role::Normal];
/// Columns of the name before a bar, of a bar, and of what is said beside it.
const NAME: u16 = 14;
const BAR: u16 = 30;
const SAID: u16 = 32;
/// The longest that a bar becomes where there is room.
const LONGEST: u16 = 60;

/// A line of the board.
enum Line {
    Head(&'static str),
    /// A bar, by its place among all.
    Bar(usize, Bar),
}

/// Draws as much of the charts as there is room for; the cursor stands on a bar.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let legend = FILL.iter().zip(["closed", "rectified", "underway", "not-begun"]);
    let legend: Vec<String> =
        legend.map(|(fill, key)| format!("{fill}{fill} {}", words.get(&format!("chart-{key}")))).collect();
    put_fit(buf, area.x + 1, area.y, area.width - 1, &legend.join("  "), state.theme.style(Role::Dim));
    let lines = lines(sections(words, &state.figures));
    let height = area.height.saturating_sub(2) as usize;
    if lines.is_empty() || height == 0 {
        return None;
    }
    // Two columns of charts where one does not hold them and there is room for both.
    let abreast = if area.width >= 130 && lines.len() > height { 2 } else { 1 };
    let width = area.width / abreast;
    let cursor = |line: &Line| matches!(line, Line::Bar(at, _) if *at == state.figures.row);
    let here = lines.iter().position(cursor).unwrap_or(0);
    let top = scrolled(0, here, height * usize::from(abreast), lines.len());
    let mut park = None;
    for (at, line) in lines.iter().skip(top).take(height * usize::from(abreast)).enumerate() {
        let x = area.x + 1 + width * (at / height) as u16;
        let y = area.y + 1 + (at % height) as u16;
        let room = Rect { x, y, width: width.saturating_sub(2), height: 1 };
        match line {
            Line::Head(head) => {
                put_fit(buf, x, y, room.width, &words.get(head), state.theme.style(Role::Heading));
            }
            Line::Bar(bar, of) => {
                let selected = *bar == state.figures.row;
                one(state, buf, room, of, selected);
                park = selected.then(|| Position::new(x, y)).or(park);
            }
        }
    }
    let below = lines.len().saturating_sub(top + height * usize::from(abreast));
    let mut told = words.get("figures-keys");
    if below > 0 {
        told = format!("{}  {told}", words.with_n("chart-below", below as i64));
    }
    let foot = Rect { x: area.x + 1, y: area.bottom() - 1, width: area.width - 1, height: 1 };
    put_fit(buf, foot.x, foot.y, foot.width, &told, state.theme.style(Role::Accent));
    park
}

fn lines(sections: Vec<Section>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut bars = 0;
    for section in sections {
        lines.push(Line::Head(section.head));
        for bar in section.bars {
            lines.push(Line::Bar(bars, bar));
            bars += 1;
        }
    }
    lines
}

fn one(state: &State, buf: &mut Buffer, area: Rect, bar: &Bar, selected: bool) {
    let name = NAME.min(area.width / 3);
    let role = if selected { Role::Selected } else { Role::Normal };
    put_fit(buf, area.x, area.y, name, &bar.name, state.theme.style(role));
    let beside = area.width.saturating_sub(name + 1);
    let room = beside.saturating_sub(SAID).clamp(BAR.min(beside / 2), LONGEST);
    let mut x = area.x + name + 1;
    for ((cells, fill), role) in shares(&bar.parts, room).iter().zip(FILL).zip(ROLES) {
        put(buf, x, area.y, *cells, &fill.repeat(usize::from(*cells)), state.theme.style(role));
        x += cells;
    }
    let from = area.x + name + 2 + room;
    put(buf, from, area.y, area.right().saturating_sub(from), &bar.said, state.theme.style(role));
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_bar_fill_it_and_none_that_is_anything_is_lost() {
        assert_eq!(shares(&[5, 0, 5, 0], 10), [5, 0, 5, 0]);
        assert_eq!(shares(&[1, 998, 1, 0], 10), [1, 9, 0, 0], "no more than there is room for");
        assert_eq!(shares(&[1, 1, 1, 0], 30), [10, 10, 10, 0]);
        assert_eq!(shares(&[0, 0, 0, 0], 30), [0, 0, 0, 0]);
        assert!(FILL.iter().all(|fill| crate::text::width(fill) == 1));
    }
}
