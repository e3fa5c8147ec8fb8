//! What is named by its distance from the anchor: this month, the next quarter, a weekday.

use super::block::{Block, Part, Span, monday, on_or_after};
use super::parser::Parser;
use super::place::{Place, Spec, Strength};
use super::token::Tok;
use chrono::{Datelike, Days, Months, NaiveDate};

impl Parser<'_> {
    /// This month, the next quarter; an end without a name means that of the current span.
    pub fn of_the_current(&mut self) -> Option<Spec> {
        let tok = self.peek(0)?;
        self.at += 1;
        let day = self.anchor.day;
        let weak = |ahead: i8, mut spec: Spec| {
            if ahead < 0 {
                spec.strength = Strength::Weak;
            }
            spec
        };
        match tok {
            Tok::MonthRel(ahead) => {
                let month = months_ahead(day, ahead)?;
                Some(weak(ahead, self.month_tail(Some(month.year()), month.month())))
            }
            Tok::QuarterRel(ahead) => {
                let month = months_ahead(day, ahead.saturating_mul(3))?;
                let quarter = month.month0() / 3 + 1;
                Some(weak(ahead, self.quarter_tail(Some(month.year()), quarter)))
            }
            // "From 15 July to the end of the month": of that month.
            Tok::Month if self.joined && self.month.is_some() && self.ends_or_within() => {
                let month = self.month?;
                Some(self.month_tail(None, month))
            }
            Tok::Month if self.ends_or_within() => {
                let spec = self.month_tail(Some(day.year()), day.month());
                Some(self.not_past(spec))
            }
            Tok::Quarter if self.ends_or_within() => {
                Some(self.quarter_tail(Some(day.year()), day.month0() / 3 + 1))
            }
            Tok::Year if self.ends_or_within() => {
                let year = self.shared_year();
                Some(self.tail(year, (1, 12)))
            }
            Tok::Third(nth) => {
                let part = Part::Third(nth);
                let block = match self.month {
                    Some(month) => Block::month(self.shared_year(), month, part),
                    None => Block::month(Some(day.year()), day.month(), part),
                };
                let spec = Spec::block(block, Strength::Plain);
                Some(if self.month.is_some() { spec } else { self.not_past(spec) })
            }
            _ => None,
        }
    }

    /// A part of "the month" that is over in this month is that of the next.
    fn not_past(&self, spec: Spec) -> Spec {
        let Place::Block(block) = spec.place else {
            return spec;
        };
        let over =
            block.settle(self.anchor, self.calendar).is_ok_and(|(span, _)| span.last < self.anchor.day);
        match months_ahead(self.anchor.day, 1).filter(|_| over) {
            Some(next) => {
                let block = Block::month(Some(next.year()), next.month(), block.part);
                Spec::block(block, spec.strength)
            }
            None => spec,
        }
    }

    fn ends_or_within(&self) -> bool {
        matches!(
            self.peek(0),
            Some(Tok::End | Tok::Begin | Tok::Middle | Tok::Third(_) | Tok::Within | Tok::LastMonth)
        )
    }

    /// This week, a weekday, a weekend.
    pub fn of_a_week(&mut self) -> Option<Spec> {
        let tok = self.peek(0)?;
        self.at += 1;
        let today = self.anchor.day;
        match tok {
            Tok::WeekRel(ahead) => {
                let monday = monday(today, ahead)?;
                let span = self.in_week(monday)?;
                let strength = if ahead < 0 { Strength::Weak } else { Strength::Plain };
                Some(Spec::span(span, strength))
            }
            Tok::Week if self.peek(0) == Some(Tok::Within) => {
                Some(Spec::span(week(monday(today, 0)?)?, Strength::Plain))
            }
            Tok::Week => {
                let weekday = self.weekday_number()?;
                let day = on_or_after(today, weekday)?;
                Some(Spec::span(Span::day(day), Strength::Plain))
            }
            Tok::Weekday(weekday) => {
                let day = on_or_after(today, weekday)?;
                Some(Spec::span(Span::day(day), Strength::Plain))
            }
            Tok::Weekend => Some(Spec::span(weekend(monday(today, 0)?)?, Strength::Plain)),
            _ => None,
        }
    }

    /// A day of the week that begins on `monday`, or all of it.
    fn in_week(&mut self, monday: NaiveDate) -> Option<Span> {
        let nth = |n: u8| monday.checked_add_days(Days::new(u64::from(n - 1)));
        if let Some(weekday) = self.attempt(Self::weekday_number) {
            return nth(weekday).map(Span::day);
        }
        if self.eat(Tok::End) {
            return weekend(monday);
        }
        let part = self.attempt(|p| match p.part()? {
            Part::Workday(n) => {
                let day = p.calendar.add_working_days(monday.pred_opt()?, u16::try_from(n).ok()?.min(7));
                day.filter(|day| Some(*day) <= nth(7))
            }
            Part::LastWorkday => nth(7).map(|sunday| p.calendar.working_on_or_before(sunday)),
            Part::End => nth(7),
            _ => None,
        });
        part.map(Span::day).or_else(|| week(monday))
    }

    /// The weekday after a word for "week".
    pub fn weekday_number(&mut self) -> Option<u8> {
        let tok = self.peek(0)?;
        self.at += 1;
        match tok {
            Tok::Weekday(day) => Some(day),
            Tok::Day | Tok::Days => Some(7),
            Tok::Num(num) if num.digits == 1 && (1..=7).contains(&num.value) => {
                let counts = matches!(
                    self.peek(0),
                    Some(Tok::Day | Tok::Days | Tok::Piece | Tok::Measure | Tok::Workday)
                );
                if counts { None } else { u8::try_from(num.value).ok() }
            }
            _ => None,
        }
    }
}

/// Monday to Sunday; whether "this week" ends on Friday or Sunday is anybody's guess.
fn week(monday: NaiveDate) -> Option<Span> {
    Some(Span { first: monday, last: monday.checked_add_days(Days::new(6))?, fuzzy: true })
}

fn weekend(monday: NaiveDate) -> Option<Span> {
    Some(Span {
        first: monday.checked_add_days(Days::new(5))?,
        last: monday.checked_add_days(Days::new(6))?,
        fuzzy: true,
    })
}

fn months_ahead(day: NaiveDate, ahead: i8) -> Option<NaiveDate> {
    let first = day.with_day(1)?;
    let months = Months::new(u32::from(ahead.unsigned_abs()));
    if ahead < 0 { first.checked_sub_months(months) } else { first.checked_add_months(months) }
}
