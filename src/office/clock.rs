//! The office's day: the date in Beijing, or the one it was told. It never goes back.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use std::sync::{Mutex, PoisonError};

/// Seconds that Beijing is ahead of UTC.
const BEIJING: i32 = 8 * 3600;

/// Tells the day.
#[derive(Debug, Default)]
pub struct Clock {
    told: Mutex<Option<NaiveDate>>,
}

impl Clock {
    /// A clock that shows this day, or the machine's when none is given.
    pub fn new(told: Option<NaiveDate>) -> Self {
        Self { told: Mutex::new(told) }
    }

    /// The machine's time.
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    /// The office's day; never before `last`, the day of the last fact.
    pub fn today(&self, last: Option<NaiveDate>) -> NaiveDate {
        let told = *self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let today = told.unwrap_or_else(machine_day);
        last.map_or(today, |last| last.max(today))
    }

    /// Tells the clock another day.
    pub fn set(&self, day: NaiveDate) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(day);
    }
}

/// The date in Beijing by the machine's clock.
pub fn machine_day() -> NaiveDate {
    let now = Utc::now();
    match FixedOffset::east_opt(BEIJING) {
        Some(zone) => now.with_timezone(&zone).date_naive(),
        None => now.date_naive(),
    }
}
