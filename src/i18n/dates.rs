//! Days, weekdays and moments as people read them.

use super::Words;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use i18n_embed_fl::fl;

/// Seconds that Chinese office time is ahead of UTC; a server may stand elsewhere.
const OFFICE_OFFSET: i32 = 8 * 3600;

impl Words {
    /// A whole date: `2021-09-18`.
    pub fn day(&self, day: NaiveDate) -> String {
        day.format("%Y-%m-%d").to_string()
    }

    /// Month and day: `9-18`.
    pub fn day_short(&self, day: NaiveDate) -> String {
        format!("{}-{}", day.month(), day.day())
    }

    /// `9-18` in the year of `near`, `2022-01-03` in another.
    pub fn day_near(&self, day: NaiveDate, near: NaiveDate) -> String {
        if day.year() == near.year() { self.day_short(day) } else { self.day(day) }
    }

    /// `9-18` in the year of `near`, `22-1-3` in another: for narrow columns.
    pub fn day_in(&self, day: NaiveDate, near: NaiveDate) -> String {
        if day.year() == near.year() {
            return self.day_short(day);
        }
        format!("{:02}-{}", day.year().rem_euclid(100), self.day_short(day))
    }

    /// As said aloud: month and day.
    pub fn day_said(&self, day: NaiveDate) -> String {
        fl!(self.loader, "day-said", month = day.month(), day = day.day())
    }

    /// As said aloud, with the year where it is not that of `near`.
    pub fn day_said_near(&self, day: NaiveDate, near: NaiveDate) -> String {
        if day.year() == near.year() {
            return self.day_said(day);
        }
        let year = day.year().to_string();
        fl!(self.loader, "day-said-year", year = year, month = day.month(), day = day.day())
    }

    /// A month as said aloud: `2021-08` is August; another text stays as it is.
    pub fn month_said(&self, month: &str) -> String {
        let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d");
        first.map_or_else(|_| month.to_owned(), |day| day.format(&self.get("month-said")).to_string())
    }

    /// The day of the week.
    pub fn weekday(&self, day: NaiveDate) -> String {
        self.get(&format!("weekday-{}", day.weekday().number_from_monday()))
    }

    /// Says when a weekend is worked or a weekday is off; empty for an ordinary day.
    pub fn day_mark(&self, rest_day: bool, made_up_work_day: bool) -> String {
        if made_up_work_day {
            fl!(self.loader, "day-make-up")
        } else if rest_day {
            fl!(self.loader, "day-rest")
        } else {
            String::new()
        }
    }

    /// A moment in office time: `2021-09-19 10:32`.
    pub fn stamp(&self, at: DateTime<Utc>) -> String {
        office(at).format("%Y-%m-%d %H:%M").to_string()
    }

    /// A moment in office time, without the year where it is that of `near`: `9-19 10:32`.
    pub fn stamp_near(&self, at: DateTime<Utc>, near: NaiveDate) -> String {
        let at = office(at);
        format!("{} {}", self.day_near(at.date(), near), at.format("%H:%M"))
    }

    /// The time of day in office time: `10:32`.
    pub fn clock(&self, at: DateTime<Utc>) -> String {
        office(at).format("%-H:%M").to_string()
    }

    /// Days to a deadline: over, today, left.
    pub fn days_left(&self, days: i64) -> String {
        match days {
            0 => fl!(self.loader, "days-today"),
            1.. => fl!(self.loader, "days-left", n = days),
            _ => fl!(self.loader, "days-over", n = days.saturating_neg()),
        }
    }

    /// Days to a row of the schedule: a day that is past says nothing of whether the work was done.
    pub fn days_until(&self, days: i64) -> String {
        if days < 0 {
            fl!(self.loader, "days-past", n = (days.saturating_neg()))
        } else {
            self.days_left(days)
        }
    }

    /// With whom a thing lies and for how many days.
    pub fn with_days(&self, who: &str, days: Option<i64>) -> String {
        match days {
            Some(days) => fl!(self.loader, "with-days", who = who, n = days),
            None => who.to_owned(),
        }
    }

    /// The same, said aloud.
    pub fn with_now(&self, who: &str) -> String {
        fl!(self.loader, "with-now", who = who)
    }
}

fn office(at: DateTime<Utc>) -> chrono::NaiveDateTime {
    match FixedOffset::east_opt(OFFICE_OFFSET) {
        Some(offset) => at.with_timezone(&offset).naive_local(),
        None => at.naive_utc(),
    }
}
