//! Days of a campaign's calendar: rest days, make-up working days, named anchors.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// What a campaign knows of days. Filled from its pack; years may be added as facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Days off that would otherwise be working days.
    pub off: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays worked to make up for a holiday.
    pub work: BTreeSet<NaiveDate>,
    /// First days of named spans, by code ([`super::ANCHORS`]: `national_day`, `fall_term_start` …), and
    /// their last days, by `<code>_end`. A span of several days wants both: what comes after it or
    /// lies in it is not read without its end.
    pub anchors: BTreeMap<String, NaiveDate>,
    /// End of the office day.
    pub office_end: NaiveTime,
    /// Working days that "at once" gives.
    pub immediate_working_days: u16,
    /// The day that stands for "by a set date" until one is given.
    pub fallback_due: Option<NaiveDate>,
}

impl Default for Calendar {
    /// Weekends only, office end 17:30, three working days for "at once".
    fn default() -> Self {
        Self {
            off: BTreeSet::new(),
            work: BTreeSet::new(),
            anchors: BTreeMap::new(),
            office_end: NaiveTime::from_hms_opt(17, 30, 0).unwrap_or(NaiveTime::MIN),
            immediate_working_days: 3,
            fallback_due: None,
        }
    }
}

impl Calendar {
    /// True when the office works on `day`.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        if self.work.contains(&day) {
            return true;
        }
        !self.off.contains(&day) && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The last working day on or before `day`; `day` itself when a year holds none.
    pub fn working_on_or_before(&self, day: NaiveDate) -> NaiveDate {
        (0..366)
            .filter_map(|n| day.checked_sub_days(Days::new(n)))
            .find(|d| self.is_working(*d))
            .unwrap_or(day)
    }

    /// The first working day on or after `day`; `day` itself when a year holds none.
    pub fn working_on_or_after(&self, day: NaiveDate) -> NaiveDate {
        (0..366)
            .filter_map(|n| day.checked_add_days(Days::new(n)))
            .find(|d| self.is_working(*d))
            .unwrap_or(day)
    }

    /// The day `n` working days after `day`, not counting `day`; `None` past the calendar's range.
    pub fn add_working_days(&self, day: NaiveDate, n: u16) -> Option<NaiveDate> {
        let mut at = day;
        for _ in 0..n {
            at = self.working_on_or_after(at.succ_opt()?);
        }
        Some(at)
    }
}
