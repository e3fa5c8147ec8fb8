//! The names of days: years, quarters, months and their parts, named days.

use super::block::{Block, Part, Span};
use super::parser::Parser;
use super::token::Tok;
use chrono::Days;

/// How surely some words mean a day. The weaker ones count only when nothing stronger was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A number alone.
    Bare,
    /// A decimal, a day without a month, a count without "within".
    Weak,
    /// A day or a span.
    Plain,
    /// A day or a span and a word that makes it a limit.
    Marked,
}

/// Where a phrase points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Block(Block),
    Span(Span),
    /// A named day of the calendar, of a written year if any.
    Feast(&'static str, Option<i32>),
}

/// A place and how surely it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spec {
    pub place: Place,
    pub strength: Strength,
}

impl Spec {
    pub fn block(block: Block, strength: Strength) -> Self {
        let place = Place::Block(block);
        Self { place, strength }
    }

    pub fn span(span: Span, strength: Strength) -> Self {
        let place = Place::Span(span);
        Self { place, strength }
    }
}

impl Parser<'_> {
    /// The next words as a place, if they are one.
    pub fn spec(&mut self) -> Option<Spec> {
        self.attempt(Self::of_a_year)
            .or_else(|| self.attempt(Self::literal))
            .or_else(|| self.attempt(|p| p.of_months(None)))
            .or_else(|| self.attempt(Self::of_the_current))
            .or_else(|| self.attempt(Self::of_a_week))
            .or_else(|| self.attempt(Self::by_name))
            .or_else(|| self.attempt(Self::of_numbers))
    }

    fn year_number(&mut self) -> Option<(i32, Strength)> {
        let written = match self.peek(0)? {
            Tok::YearRel(ahead) => {
                let strength = if ahead < 0 { Strength::Weak } else { Strength::Plain };
                (self.anchor.year.saturating_add(i32::from(ahead)), strength)
            }
            Tok::YearAfter => {
                let before = self.year.unwrap_or(self.anchor.year);
                (before.saturating_add(1), Strength::Plain)
            }
            Tok::Num(num) if self.peek(1) == Some(Tok::Year) => {
                let short = matches!(
                    self.peek(2),
                    Some(
                        Tok::Num(_) | Tok::End | Tok::HalfYear(_) | Tok::Ordinal | Tok::Year | Tok::Feast(_)
                    )
                );
                let year = match num.digits {
                    4 => num.value,
                    2 if short && num.value >= 20 => 2000 + num.value,
                    _ => return None,
                };
                self.at += 1;
                (i32::try_from(year).ok()?, Strength::Weak)
            }
            _ => return None,
        };
        self.at += 1;
        self.eat(Tok::Year);
        Some(written)
    }

    fn of_a_year(&mut self) -> Option<Spec> {
        let (year, strength) = self.year_number()?;
        self.year = Some(year);
        self.month = None;
        let inner = self
            .attempt(|p| p.of_months(Some(year)))
            .or_else(|| self.attempt(|p| p.month_and_day(Some(year))))
            .or_else(|| self.attempt(|p| p.feast(Some(year))));
        if inner.is_some() {
            return inner;
        }
        let (part, strength) = match self.part() {
            Some(part) => (part, marked(part)),
            None => (Part::Whole, strength),
        };
        Some(Spec::block(Block::months(Some(year), (1, 12), part), strength))
    }

    /// Months, quarters and halves of a year, by number.
    pub fn of_months(&mut self, year: Option<i32>) -> Option<Spec> {
        let year = year.or(self.shared_year());
        if let Tok::HalfYear(half) = self.peek(0)? {
            self.at += 1;
            let months = if half == 1 { (1, 6) } else { (7, 12) };
            return Some(self.tail(year, months));
        }
        if let Some((quarter, listed)) = self.attempt(Self::quarter_number) {
            if listed {
                let block = Block::months(year, quarter_months(quarter), Part::Whole);
                return Some(Spec::block(block, Strength::Plain));
            }
            return Some(self.quarter_tail(year, quarter));
        }
        let num = self.eat_num()?;
        if self.eat(Tok::Month) {
            let (low, high) = (num.value / 10, num.value % 10);
            // Two Han digits in a row are two months, the one after the other.
            return Some(if num.pair && low + 1 == high {
                self.tail(year, (low, high))
            } else {
                self.month_tail(year, num.value)
            });
        }
        // "7-8 months": the unit is written once, after the second number.
        (self.joined(Tok::Month) && num.digits <= 2).then(|| {
            let block = Block::month(year, num.value, Part::Whole);
            Spec::block(block, Strength::Plain)
        })
    }

    /// True when "to", a number and `unit` follow.
    pub fn joined(&self, unit: Tok) -> bool {
        matches!(self.peek(0), Some(Tok::To | Tok::Sep('-')))
            && self.peek_num(1).is_some()
            && self.peek(2) == Some(unit)
    }

    /// A quarter by number, and whether its unit stands only after the next one.
    fn quarter_number(&mut self) -> Option<(u32, bool)> {
        let lettered = self.eat(Tok::Letter('q'));
        if !lettered {
            self.eat(Tok::Ordinal);
        }
        let quarter = self.eat_num()?.value;
        if !(1..=4).contains(&quarter) {
            return None;
        }
        let listed = self.joined(Tok::Quarter);
        let named = self.eat(Tok::Quarter) || lettered || listed;
        named.then_some((quarter, listed))
    }

    /// What follows the name of a quarter.
    pub fn quarter_tail(&mut self, year: Option<i32>, quarter: u32) -> Spec {
        let (first, last) = quarter_months(quarter);
        let month = self.attempt(|p| match p.peek(0)? {
            Tok::FirstMonth => {
                p.at += 1;
                Some(first)
            }
            Tok::LastMonth => {
                p.at += 1;
                Some(last)
            }
            // "The end of the quarter, the 25th": of its last month.
            Tok::End if p.peek_num(1).is_some() => {
                p.at += 1;
                matches!(p.peek(1), Some(Tok::Day | Tok::DayNo)).then_some(last)
            }
            Tok::Ordinal => {
                p.at += 1;
                let nth = p.eat_num()?.value;
                ((1..=3).contains(&nth) && p.eat(Tok::Months)).then(|| first + nth - 1)
            }
            Tok::Last => {
                p.at += 1;
                p.eat_num();
                p.eat(Tok::Months).then_some(last)
            }
            _ => None,
        });
        match month {
            Some(month) => self.month_tail(year, month),
            None => self.tail(year, (first, last)),
        }
    }

    /// What follows the name of a month: a day of it, a part of it, or nothing.
    pub fn month_tail(&mut self, year: Option<i32>, month: u32) -> Spec {
        self.year = year.or(self.year);
        self.month = (1..=12).contains(&month).then_some(month);
        if let Some(day) = self.attempt(Self::day_of_month) {
            let block = Block::month(year, month, Part::Day(day));
            return Spec::block(block, Strength::Plain);
        }
        self.tail(year, (month, month))
    }

    fn day_of_month(&mut self) -> Option<u32> {
        let num = self.eat_num()?;
        if self.eat_any(&[Tok::Day, Tok::DayNo]) {
            return Some(num.value);
        }
        // Without the word for "day", only where nothing else can be counted.
        let clear = match self.peek(0) {
            None
            | Some(
                Tok::Before
                | Tok::Until
                | Tok::After
                | Tok::Start
                | Tok::To
                | Tok::Sep('-')
                | Tok::Comma
                | Tok::And
                | Tok::Weekday(_)
                | Tok::Part(_)
                | Tok::OfficeEnd
                | Tok::Filler,
            ) => true,
            Some(Tok::Num(_)) => matches!(self.peek(1), Some(Tok::Colon | Tok::Oclock)),
            Some(_) => false,
        };
        (clear && num.digits <= 2).then_some(num.value)
    }

    /// A part of the months just named, or all of them.
    pub fn tail(&mut self, year: Option<i32>, months: (u32, u32)) -> Spec {
        let part = self.part();
        let strength = part.map_or(Strength::Plain, marked);
        let block = Block::months(year, months, part.unwrap_or(Part::Whole));
        Spec::block(block, strength)
    }

    /// A part of a month or of several.
    pub fn part(&mut self) -> Option<Part> {
        self.attempt(|p| {
            let tok = p.peek(0)?;
            p.at += 1;
            match tok {
                Tok::End => Some(Part::End),
                Tok::Begin => Some(Part::Begin),
                Tok::Middle => Some(Part::Middle),
                Tok::Third(nth) => Some(Part::Third(nth)),
                Tok::Ordinal => {
                    let nth = p.eat_num()?.value;
                    p.eat(Tok::Piece);
                    p.counted(nth)
                }
                // "The first five working days" end with the fifth.
                Tok::Before => {
                    let nth = p.eat_num()?.value;
                    p.eat(Tok::Piece);
                    p.eat(Tok::Workday).then_some(Part::Workday(nth))
                }
                Tok::Last => {
                    p.attempt(|p| p.eat_num().filter(|num| num.value == 1));
                    p.eat(Tok::Piece);
                    p.last()
                }
                _ => None,
            }
        })
    }

    fn counted(&mut self, nth: u32) -> Option<Part> {
        let tok = self.peek(0)?;
        self.at += 1;
        match tok {
            Tok::Workday => Some(Part::Workday(nth)),
            Tok::Week => Some(Part::Week(nth)),
            Tok::Weekday(day) => Some(Part::Weekday(nth, day)),
            Tok::Days => Some(Part::Day(nth)),
            _ => None,
        }
    }

    fn last(&mut self) -> Option<Part> {
        let tok = self.peek(0)?;
        self.at += 1;
        match tok {
            Tok::Workday => Some(Part::LastWorkday),
            Tok::Week => Some(Part::LastWeek),
            Tok::Weekday(day) => Some(Part::LastWeekday(day)),
            Tok::Days | Tok::Day => Some(Part::End),
            _ => None,
        }
    }

    fn by_name(&mut self) -> Option<Spec> {
        if let Tok::DayRel(ahead) = self.peek(0)? {
            self.at += 1;
            let days = Days::new(u64::from(ahead.unsigned_abs()));
            let (day, strength) = if ahead < 0 {
                (self.anchor.day.checked_sub_days(days)?, Strength::Weak)
            } else {
                (self.anchor.day.checked_add_days(days)?, Strength::Plain)
            };
            return Some(Spec::span(Span::day(day), strength));
        }
        // "Before the year", "after the year": the new year of the lunar calendar.
        if self.peek(0) == Some(Tok::Year) && matches!(self.peek(1), Some(Tok::Before | Tok::After)) {
            self.at += 1;
            return Some(Spec { place: Place::Feast("spring_festival", None), strength: Strength::Plain });
        }
        self.feast(None)
    }

    fn feast(&mut self, year: Option<i32>) -> Option<Spec> {
        let Tok::Feast(code) = self.peek(0)? else {
            return None;
        };
        self.at += 1;
        Some(Spec { place: Place::Feast(code, year), strength: Strength::Plain })
    }
}

fn marked(part: Part) -> Strength {
    match part {
        Part::End | Part::LastWorkday | Part::Workday(_) => Strength::Marked,
        _ => Strength::Plain,
    }
}

fn quarter_months(quarter: u32) -> (u32, u32) {
    (quarter * 3 - 2, quarter * 3)
}
