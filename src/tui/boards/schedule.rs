//! Tab 4: the rows of the plan as a band of time, and below them the one under the cursor in full.

use super::band::{Band, SIGNS};
use super::schedule_row::{self, LINES, Line};
use crate::model::timetable::{TimeLine, Timetable};
use crate::text;
use crate::tui::period::Extent;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place};
use crate::tui::widgets::paint::{put, put_fit};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Lines of phases, months and the day above the rows.
const ABOVE: u16 = 3;
/// The height from which the row under the cursor is told below the rows, and not only its head.
const TALL: u16 = 11;
/// The least bands worth drawing: beside little, and beside all that is said of a row.
const NARROW: u16 = 12;
const BROAD: u16 = 24;
/// The width from which the whole work stands beside the band, and what a short one takes at most.
const WIDE: u16 = 110;
const SHORT: usize = 14;
/// Rows out of sight that are named as late.
const NAMED: usize = 2;

/// Draws the tab.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let mut title = format!("4 {}  {}", words.tab(4), period_said(state));
    if state.period.extent != Extent::Whole {
        title = format!("{title}  {}", words.get("board-turn"));
    }
    let note = place(Some(state.task_at), state.tasks.len());
    let inner = pane(buf, area, &title, &note, true, state.theme);
    let table = state.timetable.as_ref()?;
    if table.lines.is_empty() {
        put(buf, inner.x + 1, inner.y, inner.width, &words.get("empty-tasks"), state.theme.style(Role::Dim));
        return None;
    }
    let columns = Columns::of(state, table, inner);
    let above = if columns.band.width > 0 { ABOVE.min(inner.height / 4) } else { 0 };
    legend(state, buf, Rect { height: above, ..inner }, &columns);
    let band = &columns.band;
    for y in 0..above {
        match y {
            0 => {
                if let Some(phase) = band.phases(buf, inner.y, table, state.theme) {
                    let x = band.x.saturating_sub(text::width(&phase) as u16 + 1);
                    put(buf, x, inner.y, band.x - x, &phase, state.theme.style(Role::Accent));
                }
            }
            1 => band.scale(buf, inner.y + 1, words, state.theme),
            _ => band.today(buf, inner.y + 2, words, state.theme, inner.right()),
        }
    }
    let (room, rows) = (inner.height.saturating_sub(above), table.lines.len());
    let least = if room >= TALL { LINES.max(room / 3) } else { room.min(2) - 1 };
    let height = (room - least).min(rows as u16);
    // The cursor stands in the middle, so that what comes before and after it is in sight.
    let top = state.task_at.saturating_sub(usize::from(height) / 2).min(rows - usize::from(height));
    let mut park = None;
    for (y, at) in (inner.y + above..inner.y + above + height).zip(top..table.lines.len()) {
        let at = row(state, buf, Rect { y, height: 1, ..inner }, &table.lines[at], at, &columns);
        park = at.or(park);
    }
    if let Some(line) = table.lines.get(state.task_at) {
        let y = inner.y + above + height;
        let area = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
        schedule_row::draw(state, buf, area, line, &out_of_sight(state, table, top, usize::from(height)));
    }
    park
}

/// How many rows lie above and below those in sight, and which of them are late.
fn out_of_sight(state: &State, table: &Timetable, top: usize, height: usize) -> Line {
    let (words, today) = (&state.words, state.day());
    let mut role = Role::Dim;
    let mut said = Vec::new();
    for (id, rows) in [("board-above", &table.lines[..top]), ("board-below", &table.lines[top + height..])] {
        if rows.is_empty() {
            continue;
        }
        said.push(words.with_n(id, rows.len() as i64));
        let late: Vec<&str> =
            rows.iter().filter(|line| line.is_late(today)).map(|line| line.task.no.as_str()).collect();
        if late.is_empty() {
            continue;
        }
        role = Role::Overdue;
        let names = words.list(&late[..late.len().min(NAMED)]);
        let names = match late.len() {
            ..=NAMED => names,
            n => words.with("board-fold-late", &[("names", names), ("n", n.to_string())]),
        };
        said.push(format!("{}{names}", SIGNS[1].0));
    }
    (role, said.join(" "))
}

/// The part of the campaign in sight.
pub fn period_said(state: &State) -> String {
    let Some(table) = &state.timetable else { return String::new() };
    let (words, today) = (&state.words, state.day());
    let (from, to) = state.period.days(table, today);
    let name = match state.period.extent {
        Extent::Phase => state.period.phase(table, today).map(|phase| phase.name.clone()).unwrap_or_default(),
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
    work_whole: bool,
    stands: u16,
    stands_whole: bool,
    left: u16,
    band: Band,
}

impl Columns {
    /// The first of several ways that leaves enough of a band: with all that can be said of a row, with less.
    fn of(state: &State, table: &Timetable, area: Rect) -> Self {
        let (words, today) = (&state.words, state.day());
        let widest = |of: &dyn Fn(&TimeLine) -> String, most: usize| {
            table.lines.iter().map(|line| text::width(&of(line))).max().unwrap_or(0).min(most) as u16
        };
        let no = widest(&|line| line.task.no.clone(), 6);
        let time = widest(&|line| line.task.text.clone(), 12);
        let left = widest(&|line| words.line_left(line), 12);
        let whole = widest(&|line| words.line_stands(line, today), 28);
        let short = widest(&|line| words.line_stands_short(line, today), 14);
        let work = widest(&|line| words.line_work_short(line), SHORT);
        // Marker, flag, and a blank after each part.
        let before = |work: u16| 2 + no + 1 + time + 2 + work + u16::from(work > 0);
        let band = |work: u16, stands: u16| {
            area.width.saturating_sub(before(work) + stands + u16::from(stands > 0) + left + 2)
        };
        let mut ways = vec![(work, whole, BROAD), (work, short, NARROW), (work, 0, NARROW), (0, 0, NARROW)];
        if area.width >= WIDE {
            ways.insert(0, (area.width / 5, whole, BROAD));
        }
        let way = ways.into_iter().find(|(work, stands, least)| band(*work, *stands) >= *least);
        let (shown, stands, width) = match way {
            Some((work, stands, _)) => (work, stands, band(work, stands)),
            None => (0, 0, 0),
        };
        let (from, to) = state.period.days(table, today);
        let band = Band { x: area.x + before(shown), width, from, to, today };
        let (work_whole, stands_whole) = (shown > work, stands == whole);
        Self { no, time, work: shown, work_whole, stands, stands_whole, left, band }
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
        let work = if columns.work_whole { task.work.clone() } else { words.line_work_short(line) };
        put_fit(buf, x, area.y, columns.work, &work, style(plain));
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
        let stands = match columns.stands_whole {
            true => words.line_stands(line, state.day()),
            false => words.line_stands_short(line, state.day()),
        };
        put_fit(buf, x, area.y, columns.stands, &stands, style(plain));
    }
    park
}
