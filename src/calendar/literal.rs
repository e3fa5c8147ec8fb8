//! Days written in figures: `2021-7-15`, `7/15`, `0715`, a day of the month alone.

use super::block::{Block, Part};
use super::parser::Parser;
use super::place::{Spec, Strength};
use super::token::{Num, Tok};
use chrono::{Datelike, Months};

impl Parser<'_> {
    /// Numbers and marks: `2021-7-15`, `2021.9`, `20210715`, `7/15`.
    pub fn literal(&mut self) -> Option<Spec> {
        self.attempt(Self::full_date)
            .or_else(|| self.attempt(Self::year_and_month))
            .or_else(|| self.attempt(Self::joined_days))
            .or_else(|| self.attempt(|p| p.month_and_day(None)))
    }

    fn full_date(&mut self) -> Option<Spec> {
        let a = self.eat_num()?;
        let mark = self.mark()?;
        let b = self.eat_num()?;
        if self.mark()? != mark {
            return None;
        }
        let c = self.eat_num()?;
        let (year, month, day) = match (a.digits, b.digits, c.digits) {
            (4, 1..=2, 1..=2) => (a.value, b.value, c.value),
            (1..=2, 1..=2, 4) if mark == '/' => (c.value, a.value, b.value),
            (2, 1..=2, 1..=2) if a.value >= 20 => (2000 + a.value, b.value, c.value),
            _ => return None,
        };
        self.eat_any(&[Tok::Day, Tok::DayNo]);
        self.dated_block(year, month, day)
    }

    fn dated_block(&mut self, year: u32, month: u32, day: u32) -> Option<Spec> {
        let year = i32::try_from(year).ok()?;
        self.year = Some(year);
        self.month = (1..=12).contains(&month).then_some(month);
        let block = Block::month(Some(year), month, Part::Day(day));
        Some(Spec::block(block, Strength::Plain))
    }

    fn mark(&mut self) -> Option<char> {
        match self.peek(0)? {
            Tok::Sep(mark) => {
                self.at += 1;
                Some(mark)
            }
            _ => None,
        }
    }

    fn year_and_month(&mut self) -> Option<Spec> {
        let year = self.eat_num().filter(|num| num.digits == 4)?;
        self.mark()?;
        let month = self.eat_num().filter(|num| num.digits <= 2)?;
        self.eat(Tok::Month);
        Some(self.month_tail(Some(i32::try_from(year.value).ok()?), month.value))
    }

    pub fn month_and_day(&mut self, year: Option<i32>) -> Option<Spec> {
        let month = self.eat_num().filter(|num| num.digits <= 2 && !num.han)?;
        self.mark()?;
        let day = self.eat_num().filter(|num| num.digits <= 2 && !num.han)?;
        let counted = matches!(
            self.peek(0),
            Some(
                Tok::Measure
                    | Tok::Piece
                    | Tok::Month
                    | Tok::Months
                    | Tok::Year
                    | Tok::Quarter
                    | Tok::Days
                    | Tok::Week
                    | Tok::Workday
                    | Tok::Hour
                    | Tok::Half
                    | Tok::Ordinal
            )
        );
        if counted {
            return None;
        }
        self.eat_any(&[Tok::Day, Tok::DayNo]);
        self.month = (1..=12).contains(&month.value).then_some(month.value);
        let block = Block::month(year.or(self.shared_year()), month.value, Part::Day(day.value));
        Some(Spec::block(block, Strength::Weak))
    }

    /// "The 1st to the 15th", without a month; the unit may stand only after the second number.
    fn joined_days(&mut self) -> Option<Spec> {
        let num = self.eat_num().filter(|num| num.digits <= 2)?;
        self.eat_any(&[Tok::Day, Tok::DayNo]);
        if !self.joined(Tok::Day) && !self.joined(Tok::DayNo) {
            return None;
        }
        let until = self.peek_num(1)?;
        if self.month.is_none() {
            // The last day decides the month; the first shares it.
            let block = self.coming(until.value);
            self.year = block.year;
            self.month = Some(block.first);
        }
        let month = self.month?;
        let block = Block::month(self.year, month, Part::Day(num.value));
        Some(Spec::block(block, Strength::Weak))
    }

    /// Days of the month and other numbers without a month.
    pub fn of_numbers(&mut self) -> Option<Spec> {
        // Alone, the tail of a sum, a decimal or a time is no day.
        let cut = matches!(self.back(), Some(Tok::Sep(_) | Tok::Plus | Tok::Colon | Tok::Ordinal));
        let num = self.eat_num()?;
        if self.eat_any(&[Tok::Day, Tok::DayNo]) {
            let block = match self.month {
                Some(month) => Block::month(self.shared_year(), month, Part::Day(num.value)),
                None => self.coming(num.value),
            };
            return Some(Spec::block(block, Strength::Weak));
        }
        if num.digits <= 2 && self.eat(Tok::End) {
            let block = Block::month(self.shared_year(), num.value, Part::End);
            return Some(Spec::block(block, Strength::Weak));
        }
        let clear = match self.peek(0) {
            None | Some(Tok::Before | Tok::Until | Tok::Comma | Tok::OfficeEnd | Tok::Part(_)) => true,
            Some(Tok::Num(_)) => matches!(self.peek(1), Some(Tok::Colon | Tok::Oclock)),
            Some(Tok::To | Tok::Sep('-') | Tok::Filler) => num.digits >= 4,
            Some(_) => false,
        };
        if !clear || (cut && !self.joined) {
            return None;
        }
        let spec = self.digits(num)?;
        let strength = if num.digits == 8 { Strength::Weak } else { Strength::Bare };
        Some(Spec { strength, ..spec })
    }

    /// A run of digits as it is typed in a hurry: `15`, `715`, `0715`, `202109`, `20210715`.
    fn digits(&mut self, num: Num) -> Option<Spec> {
        let value = num.value;
        let block = match num.digits {
            1..=2 => match self.month {
                Some(month) => Block::month(self.shared_year(), month, Part::Day(value)),
                None => self.coming(value),
            },
            _ if num.han && num.digits != 8 => return None,
            4 if (1900..=2200).contains(&value) => {
                Block::months(i32::try_from(value).ok(), (1, 12), Part::Whole)
            }
            3..=4 => Block::month(None, value / 100, Part::Day(value % 100)),
            6 if (19..=22).contains(&(value / 10_000)) && (1..=12).contains(&(value % 100)) => {
                Block::month(i32::try_from(value / 100).ok(), value % 100, Part::Whole)
            }
            6 => return self.dated_block(2000 + value / 10_000, value / 100 % 100, value % 100),
            8 => return self.dated_block(value / 10_000, value / 100 % 100, value % 100),
            _ => return None,
        };
        Some(Spec::block(block, Strength::Bare))
    }

    /// The next day of that number, today included; a number no month has stays in this month, where
    /// settling it fails.
    fn coming(&self, day: u32) -> Block {
        let today = self.anchor.day;
        let found = (0..3).find_map(|ahead| {
            let month = today.with_day(1)?.checked_add_months(Months::new(ahead))?;
            month.with_day(day).filter(|date| *date >= today)
        });
        let month = found.unwrap_or(today);
        Block::month(Some(month.year()), month.month(), Part::Day(day))
    }
}
