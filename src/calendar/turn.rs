//! What follows from a reading on a given day: reminders, days left, the next turn of a rhythm.

use super::days::Calendar;
use crate::model::deadline::{DeadlineReason, Reading, Recurrence, Rhythm};
use chrono::{Datelike, Months, NaiveDate};

use super::block::{month_end, on_or_after};

/// The day to remind of a deadline: the last working day on or before it.
pub fn remind(day: NaiveDate, calendar: &Calendar) -> NaiveDate {
    calendar.working_on_or_before(day)
}

/// Days from `today` to `due`: 0 on the day itself, negative once it is overdue.
pub fn days_left(today: NaiveDate, due: NaiveDate) -> i64 {
    (due - today).num_days()
}

/// The day that binds until a better one is given: the one read, or for "by a set date" without one
/// the campaign's own fallback.
pub fn stands_until(reading: &Reading, calendar: &Calendar) -> Option<NaiveDate> {
    match reading.reason {
        Some(DeadlineReason::NeedsDate) => reading.due.or(calendar.fallback_due),
        _ => reading.due,
    }
}

/// The first turn of a rhythm on or after `day`; a day that a month lacks is its last.
pub fn next_turn(recurrence: &Recurrence, day: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    match recurrence.every {
        Rhythm::Day if recurrence.working => Some(calendar.working_on_or_after(day)),
        Rhythm::Day => Some(day),
        Rhythm::Week => {
            let turn = on_or_after(day, recurrence.day.unwrap_or(7))?;
            let moved = shift(turn, recurrence, calendar);
            if moved >= day {
                return Some(moved);
            }
            let turn = on_or_after(turn.succ_opt()?, recurrence.day.unwrap_or(7))?;
            Some(shift(turn, recurrence, calendar))
        }
        Rhythm::Month | Rhythm::Quarter | Rhythm::HalfYear | Rhythm::Year => (0..=13)
            .filter_map(|ahead| {
                let month = day.with_day(1)?.checked_add_months(Months::new(ahead))?;
                in_month(recurrence, month, calendar)
            })
            .find(|turn| *turn >= day),
    }
}

fn in_month(recurrence: &Recurrence, month: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let number = u8::try_from(month.month()).ok()?;
    if !recurrence.months.is_empty() && !recurrence.months.contains(&number) {
        return None;
    }
    let end = month_end(month.year(), month.month())?;
    let turn = recurrence.day.and_then(|day| end.with_day(u32::from(day))).unwrap_or(end);
    Some(shift(turn, recurrence, calendar))
}

fn shift(turn: NaiveDate, recurrence: &Recurrence, calendar: &Calendar) -> NaiveDate {
    match (recurrence.working, recurrence.day) {
        (false, _) => turn,
        (true, Some(1)) => calendar.working_on_or_after(turn),
        (true, _) => calendar.working_on_or_before(turn),
    }
}
