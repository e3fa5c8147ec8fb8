//! The calendar of a pack, and the calendar the rest of the program counts by.

use super::Pack;
use crate::calendar::Calendar;
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Holidays, make-up days and named days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackCalendar {
    pub in_notice: bool,
    /// End of the office day.
    pub office_end: NaiveTime,
    /// Working days that "at once" gives.
    pub immediate_working_days: u16,
    /// Number of the phase whose end stands for "by a set date" until one is given; issues without a
    /// deadline get it too.
    pub fallback_phase: Option<u32>,
    #[serde(default)]
    pub years: Vec<Year>,
    /// First and last (`…_end`) days of named spans, by code.
    #[serde(default)]
    pub anchors: BTreeMap<String, NaiveDate>,
}

/// The holidays of one year, as the State Council announces them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    pub year: i32,
    /// Days off; empty while they have to be filled in.
    pub off: Vec<NaiveDate>,
    /// Saturdays and Sundays worked.
    pub work: Vec<NaiveDate>,
}

impl Pack {
    /// The calendar to count days by.
    pub fn calendar(&self) -> Calendar {
        let days = &self.calendar;
        Calendar {
            off: days.years.iter().flat_map(|year| year.off.iter().copied()).collect(),
            work: days.years.iter().flat_map(|year| year.work.iter().copied()).collect(),
            anchors: days.anchors.clone(),
            office_end: days.office_end,
            immediate_working_days: days.immediate_working_days,
            fallback_due: self.rectification_phase().map(|phase| phase.due),
        }
    }
}
