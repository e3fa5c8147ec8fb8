//! Days in a filter: a day, a month, a year, this week, `7d`, and ranges of them.

use super::filter_values::{Reader, operator};
use super::filter_words::{code_of, signs, vocabulary};
use crate::model::filter::DayRange;
use crate::model::refusal::{Expected, Refusal};
use chrono::{Datelike, Days, Months, NaiveDate};

/// One end of a range, as written.
enum End {
    Open,
    /// So many days from today, forward for what is to come and back for what is past.
    Away(u64),
    Span(DayRange),
}

impl Reader<'_> {
    /// The days a value names.
    pub fn day_range(&self, past: bool) -> Result<DayRange, Refusal> {
        let (op, value) = operator(self.folded);
        if value.trim_matches('.').is_empty() {
            return Err(self.bad(self.folded, Expected::DayRange));
        }
        if let Some(days) = signs("within").iter().find_map(|sign| value.strip_suffix(sign)?.parse().ok()) {
            return self.away(None, Some(days), past);
        }
        if op.is_empty() {
            return match self.parted(value) {
                Some((from, to)) => self.between(self.end(from)?, self.end(to)?, past),
                None => match self.end(value)? {
                    End::Away(days) => self.away(None, Some(days), past),
                    End::Span(span) => Ok(span),
                    End::Open => Err(self.bad(value, Expected::DayRange)),
                },
            };
        }
        let step = u64::from(op.len() == 1);
        match (self.end(value)?, op.starts_with('<')) {
            (End::Away(days), true) if days < step => Err(self.bad(self.folded, Expected::DayRange)),
            (End::Away(days), true) => self.away(None, Some(days - step), past),
            (End::Away(days), false) => self.away(Some(days + step), None, past),
            (End::Span(span), true) if step == 0 => Ok(DayRange { from: None, to: span.to }),
            (End::Span(span), true) => {
                Ok(DayRange { from: None, to: span.from.and_then(|day| day.pred_opt()) })
            }
            (End::Span(span), false) if step == 0 => Ok(DayRange { from: span.from, to: None }),
            (End::Span(span), false) => {
                Ok(DayRange { from: span.to.and_then(|day| day.succ_opt()), to: None })
            }
            (End::Open, _) => Err(self.bad(value, Expected::DayRange)),
        }
    }

    /// The two ends of `a..b`, or of `a` until `b` in words.
    fn parted<'v>(&self, value: &'v str) -> Option<(&'v str, &'v str)> {
        value.split_once("..").or_else(|| signs("until").iter().find_map(|sign| value.split_once(sign)))
    }

    fn end(&self, text: &str) -> Result<End, Refusal> {
        if text.is_empty() {
            return Ok(End::Open);
        }
        match signs("days").iter().find_map(|sign| text.strip_suffix(sign)?.parse().ok()) {
            Some(days) => Ok(End::Away(days)),
            None => self.span(text).map(End::Span),
        }
    }

    fn between(&self, from: End, to: End, past: bool) -> Result<DayRange, Refusal> {
        match (from, to) {
            (End::Away(near), End::Away(far)) => self.away(Some(near), Some(far), past),
            (End::Away(near), End::Open) => self.away(Some(near), None, past),
            (End::Open, End::Away(far)) => self.away(None, Some(far), past),
            (from, to) => {
                let day = |end: End, last: bool| match end {
                    End::Open => Ok(None),
                    End::Away(days) => self.shift(days, past).map(Some),
                    End::Span(span) => Ok(if last { span.to } else { span.from }),
                };
                Ok(DayRange { from: day(from, false)?, to: day(to, true)? })
            }
        }
    }

    /// At least `near` and at most `far` days away. What is to come within a week may be overdue already:
    /// an open near end is open.
    fn away(&self, near: Option<u64>, far: Option<u64>, past: bool) -> Result<DayRange, Refusal> {
        let day = |days: Option<u64>| days.map(|days| self.shift(days, past)).transpose();
        let (near, far) = (day(near)?, day(far)?);
        Ok(if past { DayRange { from: far, to: near } } else { DayRange { from: near, to: far } })
    }

    fn shift(&self, days: u64, past: bool) -> Result<NaiveDate, Refusal> {
        let days = Days::new(days);
        let shifted =
            if past { self.today.checked_sub_days(days) } else { self.today.checked_add_days(days) };
        shifted.ok_or_else(|| self.bad(self.folded, Expected::DayRange))
    }

    /// One day: the last of what is named.
    pub fn day(&self, text: &str) -> Result<NaiveDate, Refusal> {
        self.span(text).ok().and_then(|span| span.to).ok_or_else(|| self.bad(text, Expected::Day))
    }

    /// A day, a month, a year, today, this week, last month.
    fn span(&self, text: &str) -> Result<DayRange, Refusal> {
        let named = code_of(&vocabulary().days, text).and_then(|code| named(code, self.today));
        named.or_else(|| written(text, self.today)).ok_or_else(|| self.bad(text, Expected::DayRange))
    }
}

fn both(from: NaiveDate, to: NaiveDate) -> DayRange {
    DayRange { from: Some(from), to: Some(to) }
}

fn named(code: &str, today: NaiveDate) -> Option<DayRange> {
    let week = |first: NaiveDate| Some(both(first, first.checked_add_days(Days::new(6))?));
    let month_of = |day: NaiveDate| month(day.year(), day.month());
    let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
    match code {
        "today" => Some(both(today, today)),
        "yesterday" => today.pred_opt().map(|day| both(day, day)),
        "tomorrow" => today.succ_opt().map(|day| both(day, day)),
        "week" => week(monday),
        "last_week" => week(monday.checked_sub_days(Days::new(7))?),
        "next_week" => week(monday.checked_add_days(Days::new(7))?),
        "month" => month_of(today),
        "last_month" => month_of(today.checked_sub_months(Months::new(1))?),
        "next_month" => month_of(today.checked_add_months(Months::new(1))?),
        "year" => year(today.year()),
        _ => None,
    }
}

/// `2021-09-18`, `2021-09`, `2021`, `09-18`, with points, strokes or the signs of year, month and day.
fn written(text: &str, today: NaiveDate) -> Option<DayRange> {
    let month_sign = signs("month").iter().any(|sign| text.contains(sign.as_str()));
    let mut plain = text.to_owned();
    for sign in signs("year").iter().chain(signs("month")) {
        plain = plain.replace(sign.as_str(), "-");
    }
    for sign in signs("day") {
        plain = plain.strip_suffix(sign.as_str()).unwrap_or(&plain).to_owned();
    }
    let plain = plain.replace(['/', '.'], "-");
    let signed = plain.len() != text.len();
    let plain = if signed { plain.trim_end_matches('-') } else { plain.as_str() };
    let parts: Vec<u32> = plain.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let day =
        |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day).map(|day| both(day, day));
    match parts[..] {
        [y, m, d] if is_year(y) => day(y as i32, m, d),
        [y, m] if is_year(y) => month(y as i32, m),
        [m, d] => day(today.year(), m, d),
        [y] if is_year(y) => year(y as i32),
        [m] if month_sign => month(today.year(), m),
        _ => None,
    }
}

fn is_year(number: u32) -> bool {
    (1900..2200).contains(&number)
}

fn year(year: i32) -> Option<DayRange> {
    Some(both(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

fn month(year: i32, number: u32) -> Option<DayRange> {
    let first = NaiveDate::from_ymd_opt(year, number, 1)?;
    Some(both(first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}
