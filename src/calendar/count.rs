//! Counted periods: so many days, working days, weeks, months or hours from a day.

use super::days::Calendar;
use super::parser::Parser;
use super::token::{Num, Tok};
use crate::model::deadline::DeadlineReason;
use chrono::{Days, Months, NaiveDate, NaiveTime, TimeDelta};

/// More than this of anything is no deadline.
const MOST: u32 = 10_000;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Workday,
    Week,
    Month,
    Quarter,
    Year,
}

/// A number of units, perhaps with a half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub unit: Unit,
    pub n: u32,
    pub half: bool,
    /// The smaller number of "two or three".
    pub low: Option<u32>,
    /// "Within" was written.
    pub within: bool,
    /// "About" or "after" was written, or the unit may be read two ways.
    pub fuzzy: bool,
}

/// Where a count ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub due: NaiveDate,
    pub time: Option<NaiveTime>,
    /// The rest day it would have ended on.
    pub rolled_from: Option<NaiveDate>,
}

impl Parser<'_> {
    /// A count. After "not more than" (`bounded`) a number of days needs no "within"; a count that
    /// something lies "before" is in the past and none.
    pub fn count(&mut self, bounded: bool) -> Option<Count> {
        self.attempt(|p| {
            let mut count = p.amount(bounded)?;
            p.attempt(|p| {
                p.skip_filler();
                p.eat(Tok::Within).then_some(())
            })
            .inspect(|()| count.within = true);
            if p.peek(0) == Some(Tok::Before) || p.peek(0) == Some(Tok::Once) {
                return None;
            }
            count.within |= bounded;
            count.fuzzy |= p.eat(Tok::Around);
            if p.eat(Tok::After) {
                count.fuzzy = true;
                count.within = true;
            }
            Some(count)
        })
    }

    fn amount(&mut self, bounded: bool) -> Option<Count> {
        let about = self.eat(Tok::Around);
        let mut count = if self.eat(Tok::Half) {
            self.eat(Tok::Piece);
            let unit = self.unit(None, bounded)?;
            Count {
                unit,
                n: 0,
                half: true,
                low: None,
                within: false,
                fuzzy: matches!(unit, Unit::Day | Unit::Workday | Unit::Week),
            }
        } else {
            self.numbered(bounded)?
        };
        count.fuzzy |= about;
        Some(count)
    }

    fn numbered(&mut self, bounded: bool) -> Option<Count> {
        let first = self.eat_num()?;
        let point_five = self.attempt(|p| {
            p.eat(Tok::Sep('.')).then_some(())?;
            p.eat_num().filter(|num| (num.value, num.digits) == (5, 1))
        });
        let second = self.attempt(|p| {
            p.eat_any(&[Tok::To, Tok::Sep('-')]).then_some(())?;
            p.eat_num()
        });
        let num = second.unwrap_or(first);
        let piece = self.eat(Tok::Piece);
        let half_before = piece && self.eat(Tok::Half);
        let named = if piece { None } else { Some(num) };
        let unit = self.unit(named, bounded)?;
        // "One month" without a measure word might be the name of one.
        let doubtful = unit == Unit::Month && self.back() == Some(Tok::Month) && named.is_some();
        let half = half_before || point_five.is_some() || (unit != Unit::Minute && self.eat(Tok::Half));
        let (low, n) = match second {
            Some(second) => (Some(first.value), second.value),
            None if num.pair => (Some(num.value / 10), num.value % 10),
            None => (None, num.value),
        };
        // "1.5 days" may also be item 1 of a list and five days.
        let fuzzy = low.is_some() || doubtful || point_five.is_some();
        Some(Count { unit, n, half, low, within: false, fuzzy })
    }

    /// The unit after a number; `named` is the number when no measure word parts them, for then a
    /// day or a month may be the name of one.
    fn unit(&mut self, named: Option<Num>, bounded: bool) -> Option<Unit> {
        let tok = self.peek(0)?;
        let limited = matches!(self.peek(1), Some(Tok::Within | Tok::After));
        self.at += 1;
        match tok {
            Tok::Days => Some(Unit::Day),
            Tok::Workday => Some(Unit::Workday),
            Tok::Week => Some(Unit::Week),
            Tok::Months => Some(Unit::Month),
            Tok::Quarter => named.is_none().then_some(Unit::Quarter),
            Tok::Hour => Some(Unit::Hour),
            Tok::Minutes => Some(Unit::Minute),
            Tok::Day => match named {
                None => Some(Unit::Day),
                Some(_) => (limited || bounded).then_some(Unit::Day),
            },
            // "One month" without a measure word, not January: said only of the first few.
            Tok::Month => match named {
                None => Some(Unit::Month),
                Some(num) => (num.han && num.value <= 3 && limited).then_some(Unit::Month),
            },
            Tok::Year => match named {
                None => Some(Unit::Year),
                Some(num) => (num.digits <= 2 && num.value < 20).then_some(Unit::Year),
            },
            _ => None,
        }
    }
}

impl Count {
    /// The end of the count from `base`, whose own day is not counted. Days, weeks, months and years
    /// that would end on a rest day end on the next working day; a month without that day ends on its
    /// last. Hours run from `time`, or in whole days when it is not known.
    pub fn end(
        &self,
        n: u32,
        base: NaiveDate,
        time: Option<NaiveTime>,
        calendar: &Calendar,
    ) -> Result<Counted, DeadlineReason> {
        self.raw(n, base, time, calendar).ok_or(DeadlineReason::OutOfRange)
    }

    fn raw(&self, n: u32, base: NaiveDate, time: Option<NaiveTime>, calendar: &Calendar) -> Option<Counted> {
        if n > MOST {
            return None;
        }
        let half = u32::from(self.half);
        let days = |n: u32| base.checked_add_days(Days::new(u64::from(n)));
        let due = match self.unit {
            Unit::Minute => return clocked(base, time, n),
            Unit::Hour => return clocked(base, time, n * 60 + 30 * half),
            Unit::Workday => {
                let due = calendar.add_working_days(base, u16::try_from(n).ok()?)?;
                return Some(whole(due));
            }
            Unit::Day => days(n)?,
            Unit::Week => days(n * 7 + 4 * half)?,
            Unit::Month => {
                base.checked_add_months(Months::new(n))?.checked_add_days(Days::new(15 * u64::from(half)))?
            }
            Unit::Quarter => base.checked_add_months(Months::new(n * 3))?,
            Unit::Year => base.checked_add_months(Months::new(n * 12 + 6 * half))?,
        };
        let working = calendar.working_on_or_after(due);
        Some(Counted { rolled_from: (working != due).then_some(due), ..whole(working) })
    }

    /// The day that lies this count before `base`; hours do not count.
    pub fn before(&self, base: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        let days = |n: u32| base.checked_sub_days(Days::new(u64::from(n)));
        if self.n > MOST {
            return None;
        }
        match self.unit {
            Unit::Minute | Unit::Hour => None,
            Unit::Day => days(self.n),
            Unit::Week => days(self.n * 7),
            Unit::Month => base.checked_sub_months(Months::new(self.n)),
            Unit::Quarter => base.checked_sub_months(Months::new(self.n * 3)),
            Unit::Year => base.checked_sub_months(Months::new(self.n * 12)),
            Unit::Workday => {
                (0..self.n).try_fold(base, |day, _| Some(calendar.working_on_or_before(day.pred_opt()?)))
            }
        }
    }

    /// The first day of the count from `base`: the day after it, or for hours the day itself.
    pub fn first_day(&self, base: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Hour | Unit::Minute => Some(base),
            _ => base.succ_opt(),
        }
    }
}

fn whole(due: NaiveDate) -> Counted {
    Counted { due, time: None, rolled_from: None }
}

fn clocked(base: NaiveDate, time: Option<NaiveTime>, minutes: u32) -> Option<Counted> {
    match time {
        Some(time) => {
            let end = base.and_time(time).checked_add_signed(TimeDelta::minutes(i64::from(minutes)))?;
            Some(Counted { due: end.date(), time: Some(end.time()), rolled_from: None })
        }
        None => base.checked_add_days(Days::new(u64::from(minutes / (24 * 60)))).map(whole),
    }
}
