//! A time of day on the last day of a deadline.

use super::parser::Parser;
use super::token::{DayPart, Tok};
use crate::model::deadline::DeadlineReason;
use chrono::NaiveTime;

/// A time read: `None` is the end of the day, 24:00.
pub(super) type Clock = Result<Option<NaiveTime>, DeadlineReason>;

impl Parser<'_> {
    /// A time of day; of a span of hours, its end.
    pub fn clock(&mut self) -> Option<Clock> {
        let part = match self.peek(0) {
            Some(Tok::Part(part)) => Some(part),
            _ => None,
        };
        let first = self.attempt(|p| p.time(None))?;
        let second = self.attempt(|p| {
            p.eat_any(&[Tok::To, Tok::Sep('-')]).then_some(())?;
            p.time(part)
        });
        Some(second.unwrap_or(first))
    }

    /// A time; `before` is the part of the day that was named for the one before it.
    fn time(&mut self, before: Option<DayPart>) -> Option<Clock> {
        let part = match self.peek(0) {
            Some(Tok::OfficeEnd) => {
                self.at += 1;
                return Some(Ok(Some(self.calendar.office_end)));
            }
            Some(Tok::Part(part)) => {
                self.at += 1;
                Some(part)
            }
            _ => None,
        };
        match self.attempt(Self::hour_and_minute) {
            Some((hour, minute)) => Some(at(part.or(before), hour, minute)),
            None if self.eat(Tok::OfficeEnd) => Some(Ok(Some(self.calendar.office_end))),
            None => part.map(|part| Ok(self.end_of(part))),
        }
    }

    fn hour_and_minute(&mut self) -> Option<(u32, u32)> {
        let hour = self.eat_num()?.value;
        if self.eat(Tok::Colon) {
            let minute = self.eat_num()?.value;
            self.attempt(|p| p.eat(Tok::Colon).then(|| p.eat_num())?);
            return Some((hour, minute));
        }
        if !self.eat(Tok::Oclock) {
            return None;
        }
        if self.eat(Tok::Half) {
            return Some((hour, 30));
        }
        let minute = self.attempt(|p| {
            let minute = p.eat_num()?.value;
            p.eat(Tok::Minute).then_some(minute)
        });
        Some((hour, minute.unwrap_or(0)))
    }

    fn end_of(&self, part: DayPart) -> Option<NaiveTime> {
        match part {
            DayPart::Morning | DayPart::Noon => NaiveTime::from_hms_opt(12, 0, 0),
            DayPart::Afternoon => Some(self.calendar.office_end),
            DayPart::Early | DayPart::Evening => None,
        }
    }
}

fn at(part: Option<DayPart>, hour: u32, minute: u32) -> Clock {
    let later = match part {
        Some(DayPart::Afternoon) => hour < 12,
        Some(DayPart::Evening) => hour <= 12,
        Some(DayPart::Noon) => hour < 6,
        Some(DayPart::Early | DayPart::Morning) | None => false,
    };
    let hour = if later { hour + 12 } else { hour };
    if (hour, minute) == (24, 0) {
        return Ok(None);
    }
    NaiveTime::from_hms_opt(hour, minute, 0).map(Some).ok_or(DeadlineReason::NoSuchTime)
}
