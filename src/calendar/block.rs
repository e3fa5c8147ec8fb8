//! Months and what lies in them: from "the end of September" to days, with the year supplied.

use super::Anchor;
use super::days::Calendar;
use crate::model::deadline::DeadlineReason;
use chrono::{Datelike, Days, Months, NaiveDate};

/// A day this long before the anchor still belongs to the year of the document; an earlier one, its
/// year not written, to a later year.
const PATIENCE: Days = Days::new(60);

/// Days that a phrase covers, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// The days are an interpretation.
    pub fuzzy: bool,
}

impl Span {
    pub fn day(day: NaiveDate) -> Self {
        Self { first: day, last: day, fuzzy: false }
    }

    pub fn is_day(&self) -> bool {
        self.first == self.last
    }
}

/// Which days of a block of months are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// Day of the month.
    Day(u32),
    /// The last day.
    End,
    /// The first ten days of a month, the first month of a longer block.
    Begin,
    /// The middle ten days of a month, the middle month of a longer block.
    Middle,
    /// First, second or last ten days of a month.
    Third(u8),
    /// The n-th working day.
    Workday(u32),
    LastWorkday,
    /// The n-th seven days.
    Week(u32),
    LastWeek,
    /// The n-th such weekday (1 = Monday).
    Weekday(u32, u8),
    LastWeekday(u8),
}

/// Some days of one or several months in a row, of a written year or of the next that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub year: Option<i32>,
    pub first: u32,
    pub last: u32,
    pub part: Part,
}

impl Block {
    pub fn month(year: Option<i32>, month: u32, part: Part) -> Self {
        Self { year, first: month, last: month, part }
    }

    pub fn months(year: Option<i32>, (first, last): (u32, u32), part: Part) -> Self {
        Self { year, first, last, part }
    }

    /// The days meant, and the year taken when it is another than the document's and not written.
    pub fn settle(
        &self,
        anchor: &Anchor,
        calendar: &Calendar,
    ) -> Result<(Span, Option<i32>), DeadlineReason> {
        if let Some(year) = self.year {
            return Ok((self.days(year, calendar)?, None));
        }
        let oldest = anchor.day.checked_sub_days(PATIENCE).unwrap_or(anchor.day);
        // Clamped only so that adding years cannot overflow.
        let from = anchor.year.max(anchor.day.year() - 1).min(1_000_000);
        let mut read = self.days(from, calendar);
        let mut year = from;
        // Two steps reach past the anchor; a 29 February may need four more.
        while year < from + 6 && self.is_past(&read, year, oldest) {
            year += 1;
            read = self.days(year, calendar);
        }
        read.map(|span| (span, (year != anchor.year).then_some(year)))
    }

    /// True when the days of that year, or the month in which they are missing, are over.
    fn is_past(&self, read: &Result<Span, DeadlineReason>, year: i32, oldest: NaiveDate) -> bool {
        match read {
            Ok(span) => span.last < oldest,
            Err(DeadlineReason::NoSuchDay { month: 2, day: 29 }) => {
                month_end(year, 2).is_some_and(|end| end < oldest)
            }
            Err(_) => false,
        }
    }

    /// The days meant in `year`.
    pub fn days(&self, year: i32, calendar: &Calendar) -> Result<Span, DeadlineReason> {
        for month in [self.first, self.last] {
            if !(1..=12).contains(&month) {
                return Err(DeadlineReason::NoSuchMonth { month });
            }
        }
        if !(1900..=2200).contains(&year) {
            return Err(DeadlineReason::OutOfRange);
        }
        let begin = NaiveDate::from_ymd_opt(year, self.first, 1);
        let end = month_end(year, self.last);
        let (Some(begin), Some(end)) = (begin, end) else {
            return Err(DeadlineReason::OutOfRange);
        };
        self.pick(begin, end, calendar).ok_or_else(|| self.missing())
    }

    fn missing(&self) -> DeadlineReason {
        let day = match self.part {
            Part::Day(day) => day,
            _ => 0,
        };
        DeadlineReason::NoSuchDay {
            month: u8::try_from(self.last).unwrap_or(u8::MAX),
            day: u8::try_from(day).unwrap_or(u8::MAX),
        }
    }

    fn pick(&self, begin: NaiveDate, end: NaiveDate, calendar: &Calendar) -> Option<Span> {
        let about = |first: Option<NaiveDate>, last: Option<NaiveDate>| {
            Some(Span { first: first?, last: last?, fuzzy: true })
        };
        let within = |day: NaiveDate| (begin..=end).contains(&day).then(|| Span::day(day));
        match self.part {
            Part::Whole => Some(Span { first: begin, last: end, fuzzy: false }),
            Part::Day(day) => end.with_day(day).map(Span::day),
            Part::End => Some(Span::day(end)),
            Part::Begin | Part::Middle if self.first != self.last => {
                let ahead = if self.part == Part::Begin {
                    0
                } else {
                    // The last month of the first half: June of a year, February of a quarter.
                    (self.last - self.first) / 2
                };
                let first = begin.checked_add_months(Months::new(ahead))?;
                about(Some(first), month_end(first.year(), first.month()))
            }
            Part::Begin | Part::Third(1) => about(Some(begin), end.with_day(10)),
            Part::Middle | Part::Third(2) => about(end.with_day(11), end.with_day(20)),
            Part::Third(_) => about(end.with_day(21), Some(end)),
            Part::Workday(0) => None,
            Part::Workday(n) => {
                let eve = begin.pred_opt()?;
                within(calendar.add_working_days(eve, u16::try_from(n).ok()?.min(400))?)
            }
            Part::LastWorkday => within(calendar.working_on_or_before(end)),
            Part::Week(n @ 1..=5) => {
                let first = begin.checked_add_days(Days::new(u64::from(n - 1) * 7))?;
                let last = first.checked_add_days(Days::new(6))?.min(end);
                (first <= end).then_some(Span { first, last, fuzzy: true })
            }
            Part::Week(_) => None,
            Part::LastWeek => about(end.checked_sub_days(Days::new(6)), Some(end)),
            Part::Weekday(n, weekday) => {
                let first = on_or_after(begin, weekday)?;
                let ahead = u64::from(n.checked_sub(1)?.min(60)) * 7;
                within(first.checked_add_days(Days::new(ahead))?)
            }
            Part::LastWeekday(weekday) => within(on_or_after(end.checked_sub_days(Days::new(6))?, weekday)?),
        }
    }
}

/// The last day of a month.
pub(super) fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The first such weekday (1 = Monday … 7 = Sunday) on or after `day`.
pub(super) fn on_or_after(day: NaiveDate, weekday: u8) -> Option<NaiveDate> {
    let ahead = (i64::from(weekday) - i64::from(day.weekday().number_from_monday())).rem_euclid(7);
    day.checked_add_days(Days::new(ahead.unsigned_abs()))
}

/// The Monday of the week that is `weeks` after the one of `day`.
pub(super) fn monday(day: NaiveDate, weeks: i8) -> Option<NaiveDate> {
    let back = u64::from(day.weekday().num_days_from_monday());
    let monday = day.checked_sub_days(Days::new(back))?;
    let days = Days::new(u64::from(weeks.unsigned_abs()) * 7);
    if weeks < 0 { monday.checked_sub_days(days) } else { monday.checked_add_days(days) }
}
