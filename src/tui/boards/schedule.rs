//! Tab 4: the rows of the plan as a band of time, and below them the one under the cursor in full.

use super::band::{Band, SIGNS};
use super::schedule_row;
use crate::model::timetable::{TimeLine, Timetable};
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place, scrolled};
use crate::tui::widgets::paint::{put, put_fit};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Lines of phases, months and the day above the rows.
const ABOVE: u16 = 3;
/// Lines kept for the row under the cursor, at least.
const BELOW: u16 = 5;
/// The least band worth drawing, and the width from which the work stands beside it.
const NARROW: u16 = 12;
const WIDE: u16 = 110;

/// Draws the tab.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let title = format!("4 {}  {}", words.tab(4), period_said(state));
    let note = place(Some(state.task_at), state.tasks.len());
    let inner = pane(buf, area, &title, &note, true, state.theme);
    let table = state.timetable.as_ref()?;
    if table.lines.is_empty() {
        put(buf, inner.x + 1, inner.y, inner.width, &words.get("empty-tasks"), state.theme.style(Role::Dim));
        return None;
    }
    let columns = Columns::of(state, table, inner);
    let above = if columns.band.width > 0 { ABOVE.min(inner.height / 4) } else { 0 };
    for y in 0..above {
        match y {
            0 => columns.band.phases(buf, inner.y, table, state.theme),
            1 => columns.band.scale(buf, inner.y + 1, words, state.theme),
            _ => columns.band.today(buf, inner.y + 2, words, state.theme),
        }
    }
    legend(state, buf, Rect { height: above, ..inner }, &columns);
    let room = inner.height.saturating_sub(above);
    let below = if room > BELOW * 2 { (room - table.lines.len() as u16).clamp(BELOW, room) } else { 0 };
    let below = if room > table.lines.len() as u16 { below } else { below.min(BELOW) };
    let height = room.saturating_sub(below).min(table.lines.len() as u16);
    let top = scrolled(0, state.task_at, usize::from(height), table.lines.len());
    let mut park = None;
    for (y, at) in (inner.y + above..inner.y + above + height).zip(top..table.lines.len()) {
        let at = row(state, buf, Rect { y, height: 1, ..inner }, &table.lines[at], at, &columns);
        park = at.or(park);
    }
    if let Some(line) = table.lines.get(state.task_at) {
        let y = inner.y + above + height;
        let area = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
        schedule_row::draw(state, buf, area, line);
    }
    park
}

/// The part of the campaign in sight.
pub fn period_said(state: &State) -> String {
    let Some(table) = &state.timetable else { return String::new() };
    let (words, today) = (&state.words, state.day());
    let (from, to) = state.period.days(table, today);
    let name = match state.period.extent {
        crate::tui::period::Extent::Phase => {
            state.period.phase(table, today).map(|phase| phase.name.clone()).unwrap_or_default()
        }
        _ => words.month_said(&from.format("%Y-%m").to_string()),
    };
    let (from, to) = (words.day_near(from, today), words.day_near(to, today));
    let id = format!("period-{}", state.period.extent.code());
    words.with(&id, &[("name", name.as_str()), ("from", &from), ("to", &to)])
}

/// Where the parts of a row stand.
struct Columns {
    no: u16,
    time: u16,
    work: u16,
    stands: u16,
    left: u16,
    band: Band,
}

impl Columns {
    fn of(state: &State, table: &Timetable, area: Rect) -> Self {
        let (words, today) = (&state.words, state.day());
        let widest = |of: &dyn Fn(&TimeLine) -> String, most: usize| {
            table.lines.iter().map(|line| text::width(&of(line))).max().unwrap_or(0).min(most) as u16
        };
        let no = widest(&|line| line.task.no.clone(), 6);
        let time = widest(&|line| line.task.text.clone(), 12);
        let left = widest(&|line| words.line_left(line), 12);
        let mut stands = widest(&|line| words.line_stands(line, today), 28);
        let work = if area.width >= WIDE { area.width / 5 } else { 0 };
        // Marker, flag, and a blank after each part.
        let fixed = |stands: u16| 2 + no + 1 + time + 2 + work + u16::from(work > 0) + stands + 1 + left + 1;
        if area.width < fixed(stands) + NARROW {
            stands = 0;
        }
        let width = area.width.saturating_sub(fixed(stands) + 1);
        let width = if width < NARROW { 0 } else { width };
        let (from, to) = state.period.days(table, today);
        let x = area.x + 2 + no + 1 + time + 2 + work + u16::from(work > 0);
        Self { no, time, work, stands, left, band: Band { x, width, from, to, today } }
    }
}

/// What the signs mean, to the left of the band.
fn legend(state: &State, buf: &mut Buffer, area: Rect, columns: &Columns) {
    let room = columns.band.x.saturating_sub(area.x + 2);
    let said: Vec<String> = SIGNS
        .iter()
        .map(|(sign, key)| format!("{sign}{}", state.words.get(&format!("board-sign-{key}"))))
        .collect();
    let lines = [said[..2].join(" "), said[2..4].join(" "), said[4].clone()];
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        put_fit(buf, area.x + 1, y, room, &line, state.theme.style(Role::Dim));
    }
}

fn row(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    line: &TimeLine,
    at: usize,
    columns: &Columns,
) -> Option<Position> {
    let (words, task) = (&state.words, &line.task);
    let here = at == state.task_at;
    let (from, to) = (columns.band.from, columns.band.to);
    let inside = line.span().is_none_or(|(first, last)| first <= to && last >= from);
    let plain = if inside { Role::Normal } else { Role::Dim };
    let style = |role: Role| state.theme.style(if inside { role } else { Role::Dim });
    put(buf, area.x, area.y, 1, if here { "▶" } else { " " }, state.theme.style(Role::Accent));
    let mut x = area.x + 2;
    put_fit(buf, x, area.y, columns.no, &task.no, style(plain));
    x += columns.no + 1;
    put_fit(buf, x, area.y, columns.time, &task.text, style(if here { Role::Selected } else { plain }));
    let park = here.then(|| Position::new(x, area.y));
    x += columns.time;
    if !line.claims.is_empty() {
        put(buf, x, area.y, 1, SIGNS[4].0, style(Role::Soon));
    }
    x += 2;
    if columns.work > 0 {
        put_fit(buf, x, area.y, columns.work, &task.work, style(plain));
    }
    if columns.band.width > 0 {
        columns.band.row(buf, area.y, line, state.theme);
    }
    x = area.right().saturating_sub(columns.left + 1);
    let late = task.days_left.is_some_and(|days| days < 0) && !line.is_done() && !task.missing.is_empty();
    let soon = task.days_left.is_some_and(|days| (0..=7).contains(&days));
    let role = match (late, soon && !line.is_done()) {
        (true, _) => Role::Overdue,
        (_, true) => Role::Soon,
        _ => plain,
    };
    put_fit(buf, x, area.y, columns.left, &words.line_left(line), style(role));
    if columns.stands > 0 {
        let x = x.saturating_sub(columns.stands + 1);
        put_fit(buf, x, area.y, columns.stands, &words.line_stands(line, state.day()), style(plain));
    }
    park
}
