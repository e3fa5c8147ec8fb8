//! A band of days: where each day stands in it, its phases and months above, what lies on its days.

use crate::i18n::Words;
use crate::model::row::TaskRow;
use crate::model::timetable::{TimeLine, Timetable};
use crate::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::paint::{put, put_fit};
use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;

/// Days up to which a row counts as soon.
const SOON: i64 = 7;
/// Days up to which weeks are told beside months, and days beside weeks.
const WEEKS: i64 = 100;
const DAYS: i64 = 14;

/// Signs, told apart without colour: all in, past and not all in, soon, ahead, claimed in two ways.
pub const SIGNS: [(&str, &str); 5] =
    [("✓", "done"), ("●", "late"), ("◆", "soon"), ("○", "ahead"), ("⚑", "claim")];

/// The days in sight and the columns they are drawn in.
#[derive(Debug, Clone, Copy)]
pub struct Band {
    pub x: u16,
    pub width: u16,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub today: NaiveDate,
}

impl Band {
    fn days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The column of a day, if it is in sight.
    pub fn column(&self, day: NaiveDate) -> Option<u16> {
        let after = (day - self.from).num_days();
        let within = (0..self.days()).contains(&after) && self.width > 0;
        within.then(|| self.x + (after * i64::from(self.width) / self.days()) as u16)
    }

    /// The column of a day, or the end of the band nearest to it.
    fn nearest(&self, day: NaiveDate) -> u16 {
        self.column(day.clamp(self.from, self.to)).unwrap_or(self.x)
    }

    fn end(&self) -> u16 {
        self.x + self.width
    }

    /// Draws the phases, each from its first day on with its name; the one that runs stands out. Returns it
    /// where its name has no room.
    pub fn phases(&self, buf: &mut Buffer, y: u16, table: &Timetable, theme: Theme) -> Option<String> {
        let mut unnamed = None;
        for phase in table.phases.iter().filter(|phase| phase.to >= self.from && phase.from <= self.to) {
            let first = self.nearest(phase.from);
            let after = phase.to.checked_add_days(Days::new(1)).and_then(|day| self.column(day));
            let end = after.unwrap_or(self.end());
            let runs = (phase.from..=phase.to).contains(&self.today);
            let role = if runs { Role::Accent } else { Role::Heading };
            put(buf, first, y, 1, "│", theme.style(Role::Dim));
            let room = end.saturating_sub(first + 1);
            // A name that does not fit gives way to the number of its phase.
            let fits = text::width(&phase.name) <= usize::from(room);
            let name = if fits { phase.name.clone() } else { phase.no.to_string() };
            put(buf, first + 1, y, room, &name, theme.style(role));
            if runs && !fits {
                unnamed = Some(format!("{}{}", phase.no, phase.name));
            }
        }
        unnamed
    }

    /// Draws months, and where there is room weeks or days.
    pub fn scale(&self, buf: &mut Buffer, y: u16, words: &Words, theme: Theme) {
        let mut free = self.x;
        let mut day = self.from;
        while day <= self.to {
            let label = if self.days() <= DAYS {
                Some(self.day_label(day, words))
            } else if self.days() <= WEEKS {
                let begins = day.weekday().number_from_monday() == 1 || day == self.from;
                begins.then(|| words.day_near(day, self.today))
            } else {
                (day.day() == 1 || day == self.from).then(|| self.month_label(day, words))
            };
            if let (Some(label), Some(x)) = (label, self.column(day)) {
                let width = text::width(&label) as u16;
                if x >= free && x + width <= self.end() {
                    put(buf, x, y, width, &label, theme.style(Role::Heading));
                    free = x + width + 1;
                }
            }
            let Some(next) = day.succ_opt() else { break };
            day = next;
        }
    }

    /// A day as there is room for it: with its name, or only its number.
    fn day_label(&self, day: NaiveDate, words: &Words) -> String {
        let whole = format!("{} {}", words.day_near(day, self.today), words.weekday(day));
        let room = usize::from(self.width) / self.days().max(1) as usize;
        if text::width(&whole) < room { whole } else { day.day().to_string() }
    }

    /// A month as there is room for it: with its name, or only its number.
    fn month_label(&self, day: NaiveDate, words: &Words) -> String {
        let whole = words.month_short(&day.format("%Y-%m").to_string());
        let room = i64::from(self.width) * 28 / self.days().max(1);
        if text::width(&whole) < room as usize { whole } else { day.month().to_string() }
    }

    /// Marks the day, or says on which side of the band it lies. Its name may go on after the band, up to `end`.
    pub fn today(&self, buf: &mut Buffer, y: u16, words: &Words, theme: Theme, end: u16) {
        let style = theme.style(Role::Accent);
        let day = words.day_near(self.today, self.today);
        let Some(x) = self.column(self.today) else {
            let before = self.today < self.from;
            let id = if before { "board-today-before" } else { "board-today-after" };
            let label = words.with(id, &[("day", day)]);
            let width = text::width(&label) as u16;
            let x = if before { self.x } else { self.end().saturating_sub(width).max(self.x) };
            put(buf, x, y, self.end() - x, &label, style);
            return;
        };
        let label = words.with("board-today", &[("day", day)]);
        let width = text::width(&label) as u16;
        // Beside the sign, on the side where there is room.
        if x + 1 + width <= end {
            put(buf, x + 1, y, width, &label, style);
        } else if let Some(from) = x.checked_sub(width).filter(|from| *from >= self.x) {
            put(buf, from, y, width, &label, style);
        }
        put(buf, x, y, 1, "▼", style);
    }

    /// Draws what lies on the days of a row.
    pub fn row(&self, buf: &mut Buffer, y: u16, line: &TimeLine, theme: Theme) {
        if let Some(x) = self.column(self.today) {
            put(buf, x, y, 1, "│", theme.style(Role::Dim));
        }
        let task = &line.task;
        if let (Some(from), Some(due)) = (task.from, task.due)
            && from <= self.to
            && due >= self.from
        {
            let (first, last) = (self.nearest(from), self.nearest(due));
            let bar = "━".repeat(usize::from(last - first) + 1);
            put(buf, first, y, last - first + 1, &bar, theme.style(Role::Accent));
        }
        let claimed: Vec<NaiveDate> = line.claims.iter().filter_map(|claim| claim.due).collect();
        if let (Some(from), Some(to)) = (claimed.iter().min(), claimed.iter().max())
            && *from <= self.to
            && *to >= self.from
        {
            let (first, last) = (self.nearest(*from), self.nearest(*to));
            let dots = "┄".repeat(usize::from(last - first) + 1);
            put(buf, first, y, last - first + 1, &dots, theme.style(Role::Soon));
        }
        for (day, sign, role) in self.marks(line) {
            if let Some(x) = self.column(day) {
                put(buf, x, y, 1, sign, theme.style(role));
            }
        }
        self.outside(buf, y, line, theme);
    }

    /// A row none of whose days is in sight: on which side they lie.
    fn outside(&self, buf: &mut Buffer, y: u16, line: &TimeLine, theme: Theme) {
        let Some((first, last)) = line.span() else { return };
        let style = theme.style(Role::Dim);
        if last < self.from {
            put_fit(buf, self.x, y, 1, "‹", style);
        } else if first > self.to {
            put_fit(buf, self.end().saturating_sub(1), y, 1, "›", style);
        }
    }

    /// The signs of a row, those that must be seen last.
    fn marks(&self, line: &TimeLine) -> Vec<(NaiveDate, &'static str, Role)> {
        let mut marks = Vec::new();
        for claim in line.claims.iter().filter_map(|claim| claim.due) {
            marks.push((claim, SIGNS[4].0, Role::Soon));
        }
        if line.claims.iter().all(|claim| claim.due.is_none())
            && let Some(due) = line.task.due
        {
            let (sign, role) = self.sign(due, line.is_done(), is_late(&line.task));
            marks.push((due, sign, role));
        }
        for turn in line.months() {
            let (sign, role) = self.sign(turn.due, turn.begun && turn.missing.is_empty(), true);
            marks.push((turn.due, sign, role));
        }
        marks
    }

    fn sign(&self, due: NaiveDate, done: bool, owes: bool) -> (&'static str, Role) {
        let left = (due - self.today).num_days();
        match left {
            _ if done => (SIGNS[0].0, Role::Done),
            ..0 if owes => (SIGNS[1].0, Role::Overdue),
            0..=SOON => (SIGNS[2].0, Role::Soon),
            _ => (SIGNS[3].0, Role::Normal),
        }
    }
}

/// Something is missing in it, so that once its day is past it is late.
fn is_late(task: &TaskRow) -> bool {
    task.owed == 0 || !task.missing.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_order_and_in_the_band() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let (from, to, today) = (day("2021-06-01"), day("2021-12-31"), day("2021-09-18"));
        for width in 1..200 {
            let band = Band { x: 7, width, from, to, today };
            assert_eq!(band.column(from), Some(7));
            let mut last = 7;
            for day in from.iter_days().take_while(|day| *day <= to) {
                let at = band.column(day).unwrap();
                assert!(at >= last && at < 7 + width, "{width} {day}");
                last = at;
            }
            assert_eq!(band.column(day("2022-01-01")), None);
            assert_eq!(band.column(day("2021-05-31")), None);
        }
    }
}
