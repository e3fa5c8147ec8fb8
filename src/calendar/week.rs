//! Weeks and weekdays, counted from the anchor.

use super::block::{Part, Span, monday, on_or_after};
use super::parser::Parser;
use super::place::{Spec, Strength};
use super::token::Tok;
use chrono::{Days, NaiveDate};

impl Parser<'_> {
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
