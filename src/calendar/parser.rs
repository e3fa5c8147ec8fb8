//! The cursor over a phrase's tokens, with what earlier words of the phrase fixed.

use super::Anchor;
use super::days::Calendar;
use super::token::{Num, Tok};

/// Reads tokens from left to right. A rule that does not fit leaves the cursor where it was.
#[derive(Clone)]
pub(super) struct Parser<'a> {
    toks: &'a [Tok],
    pub at: usize,
    pub anchor: &'a Anchor,
    pub calendar: &'a Calendar,
    /// The year last written, which a later month without one shares.
    pub year: Option<i32>,
    /// The month last written, which a later day without one shares.
    pub month: Option<u32>,
    /// The end of a span is being read: it takes its year from the beginning later.
    pub joined: bool,
}

impl<'a> Parser<'a> {
    pub fn new(toks: &'a [Tok], anchor: &'a Anchor, calendar: &'a Calendar) -> Self {
        Self { toks, at: 0, anchor, calendar, year: None, month: None, joined: false }
    }

    /// The year that a month without one shares.
    pub fn shared_year(&self) -> Option<i32> {
        self.year.filter(|_| !self.joined)
    }

    pub fn peek(&self, ahead: usize) -> Option<Tok> {
        self.toks.get(self.at + ahead).copied()
    }

    pub fn peek_num(&self, ahead: usize) -> Option<Num> {
        match self.peek(ahead) {
            Some(Tok::Num(num)) => Some(num),
            _ => None,
        }
    }

    /// The token just read.
    pub fn back(&self) -> Option<Tok> {
        self.toks.get(self.at.checked_sub(1)?).copied()
    }

    pub fn eat(&mut self, tok: Tok) -> bool {
        let found = self.peek(0) == Some(tok);
        self.at += usize::from(found);
        found
    }

    pub fn eat_any(&mut self, toks: &[Tok]) -> bool {
        toks.iter().any(|tok| self.eat(*tok))
    }

    pub fn eat_num(&mut self) -> Option<Num> {
        let num = self.peek_num(0)?;
        self.at += 1;
        Some(num)
    }

    /// Skips words that say nothing about days.
    pub fn skip_filler(&mut self) {
        while self.eat(Tok::Filler) {}
    }

    /// Skips a word of the lunar calendar with the day that follows it.
    pub fn skip_lunar_day(&mut self) {
        self.at += 1;
        while self.eat_num().is_some() || self.eat_any(&[Tok::Month, Tok::Day, Tok::Begin, Tok::End]) {}
    }

    /// Runs a rule; when it does not fit, nothing has been read.
    pub fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.clone();
        let read = rule(self);
        if read.is_none() {
            *self = before;
        }
        read
    }
}
