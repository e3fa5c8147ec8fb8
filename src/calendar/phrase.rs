//! One deadline among the words: a place or a span with what limits it, or a count from a day.

use super::block::Part;
use super::clock::Clock;
use super::count::Count;
use super::found::{Found, Suffix, Tail};
use super::parser::Parser;
use super::place::{Spec, Strength};
use super::token::Tok;
use crate::model::deadline::{DeadlineKind, DeadlineReason};
use chrono::{Days, NaiveDate, NaiveTime};

/// A last day read from some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    pub kind: DeadlineKind,
    pub from: Option<NaiveDate>,
    pub due: NaiveDate,
    pub time: Option<NaiveTime>,
    pub fuzzy: bool,
    pub strict: Option<NaiveDate>,
    pub reason: Option<DeadlineReason>,
}

impl Due {
    pub fn on(kind: DeadlineKind, due: NaiveDate) -> Self {
        Self { kind, from: None, due, time: None, fuzzy: false, strict: None, reason: None }
    }
}

/// What some words say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    Due(Due),
    /// Only a first day.
    From(NaiveDate, Option<DeadlineReason>),
    /// A deadline, but on a day that the calendar does not hold.
    NoDay(DeadlineReason),
    /// Not a possible day.
    Wrong(DeadlineReason),
}

/// Words read, and how surely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub said: Said,
    pub strength: Strength,
}

impl Parser<'_> {
    /// A count from the anchor.
    pub fn period(&mut self, bounded: bool) -> Option<Item> {
        let count = self.count(bounded)?;
        Some(self.period_of(&count, self.anchor.day, self.anchor.time))
    }

    /// A time of day of the anchor's own day.
    pub fn today(&mut self) -> Option<Item> {
        let same_day = self.eat(Tok::SameDay);
        let clock = self.clock();
        if !same_day && clock.is_none() {
            return None;
        }
        let limited = self.eat_any(&[Tok::Before, Tok::Within, Tok::Until]);
        let kind = if same_day { DeadlineKind::Policy } else { DeadlineKind::Point };
        let mut due = Due::on(kind, self.anchor.day);
        due.reason = same_day.then_some(DeadlineReason::Policy { working_days: 0 });
        let strength = match (limited || self.back() == Some(Tok::OfficeEnd), same_day) {
            (true, _) => Strength::Marked,
            (false, true) => Strength::Plain,
            (false, false) => Strength::Weak,
        };
        Some(timed(due, clock, strength))
    }

    /// A place, a span between two, a count from one, or several that share what limits them.
    /// `limited`: "no later than" stands before.
    pub fn dated(&mut self, limited: bool) -> Option<Vec<Item>> {
        let about = self.eat(Tok::Around);
        let first = self.spec()?;
        let mut notes = self.notes();
        let mut clock = self.clock();
        let started = self.attempt(|p| {
            p.skip_filler();
            p.eat(Tok::Start).then_some(())
        });
        let second = self.attempt(|p| p.until(started.is_some()));
        if second.is_some() {
            notes = self.notes();
            clock = self.clock().or(clock);
        }
        let mut others = Vec::new();
        while let Some(spec) = self.attempt(Self::another) {
            notes = self.notes();
            clock = self.clock().or(clock);
            others.push(spec);
        }
        let mut suffix = self.suffix();
        suffix.start |= started.is_some() && second.is_none();
        suffix.around |= about;
        if clock.is_none() {
            clock = self.clock();
        }
        let tail = Tail { suffix, limited, clock, weekday: notes };
        let strength = others.iter().map(|spec| spec.strength).fold(first.strength, Strength::max);
        let limits = tail.limited || suffix.limits() || second.is_some();
        let strength = if limits { Strength::Marked } else { strength };
        let mut items = vec![self.one(first, second, strength, &tail)];
        items.extend(others.into_iter().map(|spec| self.one(spec, None, strength, &tail)));
        Some(items)
    }

    /// One more place of a list, or of two that follow each other without a word between.
    fn another(&mut self) -> Option<Spec> {
        let listed = self.eat(Tok::And);
        let spec = self.spec()?;
        let enough = if listed { Strength::Weak } else { Strength::Plain };
        (spec.strength >= enough).then_some(spec)
    }

    fn one(&mut self, first: Spec, second: Option<Spec>, strength: Strength, tail: &Tail) -> Item {
        let suffix = tail.suffix;
        let read = match second {
            Some(second) => self.between(first, second),
            None => self.find(first.place),
        };
        match read.and_then(|found| found.finished(suffix)).map(|found| found.narrowed(tail.weekday)) {
            Ok(found) => self
                .counted_from(&found, suffix)
                .unwrap_or_else(|| found.said(second.is_some(), strength, tail)),
            Err(said) => {
                // What is counted from an unknown day is not counted from today.
                let counted = suffix.after || suffix.start;
                let from_it = counted && self.attempt(|p| p.counted_after(p.anchor.day)).is_some();
                Item { said, strength: if from_it { Strength::Marked } else { strength } }
            }
        }
    }

    /// "To" and the end of a span.
    fn until(&mut self, started: bool) -> Option<Spec> {
        self.eat(Tok::Comma);
        let to = self.eat_any(&[Tok::To, Tok::Sep('-')]) || (started && self.eat(Tok::Cutoff));
        if !to {
            return None;
        }
        self.skip_filler();
        self.joined = true;
        let spec = self.spec();
        self.joined = false;
        spec
    }

    /// Remarks on a day: "inclusive", its weekday, "that very day". Gives the weekday.
    fn notes(&mut self) -> Option<u8> {
        let mut weekday = None;
        loop {
            match self.peek(0) {
                Some(Tok::Weekday(day)) => weekday = Some(day),
                Some(Tok::Inclusive | Tok::SameDay) => {}
                _ => return weekday,
            }
            self.at += 1;
        }
    }

    fn suffix(&mut self) -> Suffix {
        let mut suffix = Suffix::default();
        loop {
            match self.peek(0) {
                Some(Tok::Before) => suffix.before = true,
                Some(Tok::Within | Tok::Until) => suffix.within = true,
                Some(Tok::During) => suffix.during = true,
                Some(Tok::Finish) => suffix.finish = true,
                Some(Tok::After) => suffix.after = true,
                Some(Tok::Start) => suffix.start = true,
                Some(Tok::Around) => suffix.around = true,
                Some(Tok::Exclusive) => suffix.exclusive = true,
                Some(Tok::Inclusive) => {}
                _ => return suffix,
            }
            self.at += 1;
        }
    }

    /// A count that starts from, or runs up to, a day just read.
    fn counted_from(&mut self, found: &Found, suffix: Suffix) -> Option<Item> {
        let mut item = if suffix.after || suffix.start {
            let base = if suffix.after { found.span.last } else { found.span.first };
            self.attempt(|p| p.counted_after(base))?
        } else if found.feast.is_some() && suffix == Suffix::default() {
            // "The start of term, within a month": counted from it.
            self.attempt(|p| p.counted_after(found.span.last))?
        } else if suffix.before && (found.span.is_day() || found.feast.is_some()) {
            self.attempt(|p| p.counted_before(found.span.first))?
        } else {
            return None;
        };
        if let Said::Due(due) = &mut item.said {
            due.fuzzy |= found.span.fuzzy;
            due.reason = due.reason.take().or_else(|| found.anchored());
        }
        Some(item)
    }

    fn counted_after(&mut self, base: NaiveDate) -> Option<Item> {
        self.eat(Tok::Comma);
        self.skip_filler();
        if let Some(count) = self.count(false) {
            return Some(self.period_of(&count, base, None));
        }
        let due = match self.part()? {
            Part::Workday(n) => {
                let n = u16::try_from(n).ok()?.min(400);
                Due::on(DeadlineKind::Point, self.calendar.add_working_days(base, n)?)
            }
            Part::Week(n @ 1..=60) => {
                let week = |n: u32| base.checked_add_days(Days::new(u64::from(n) * 7));
                let due = Due::on(DeadlineKind::Range, week(n)?.pred_opt()?);
                Due { from: week(n - 1), fuzzy: true, ..due }
            }
            _ => return None,
        };
        self.eat_any(&[Tok::Before, Tok::Within]);
        Some(item(due, Strength::Marked))
    }

    fn counted_before(&mut self, day: NaiveDate) -> Option<Item> {
        let count = self.count(false)?;
        let begin = count.before(day, self.calendar)?;
        let mut due = Due::on(DeadlineKind::Point, begin);
        if count.within {
            due.from = Some(begin);
            due.due = day.pred_opt()?.max(begin);
        }
        due.fuzzy = count.fuzzy;
        Some(item(due, Strength::Marked))
    }

    fn period_of(&self, count: &Count, base: NaiveDate, time: Option<NaiveTime>) -> Item {
        let strength = if count.within { Strength::Marked } else { Strength::Weak };
        let end = match count.end(count.n, base, time, self.calendar) {
            Ok(end) => end,
            Err(reason) => {
                let said = Said::Wrong(reason);
                return Item { said, strength };
            }
        };
        let low = count.low.filter(|low| *low < count.n);
        let low = low.and_then(|low| count.end(low, base, time, self.calendar).ok());
        let due = Due {
            from: count.first_day(base).map(|first| first.min(end.due)),
            time: end.time,
            fuzzy: count.fuzzy,
            strict: low.map(|low| low.due).filter(|low| *low < end.due),
            reason: end.rolled_from.map(|from| DeadlineReason::RolledForward { from }),
            ..Due::on(DeadlineKind::Period, end.due)
        };
        item(due, strength)
    }
}

fn item(due: Due, strength: Strength) -> Item {
    let said = Said::Due(due);
    Item { said, strength }
}

/// A last day with a time of day, if the time is one.
pub(super) fn timed(due: Due, clock: Option<Clock>, strength: Strength) -> Item {
    match clock {
        Some(Err(reason)) => Item { said: Said::Wrong(reason), strength },
        Some(Ok(time)) => item(Due { time, ..due }, strength),
        None => item(due, strength),
    }
}
