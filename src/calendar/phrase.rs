//! One deadline among the words: a place or a span with what limits it, or a count from a day.

use super::block::{Block, Part, Span};
use super::clock::Clock;
use super::count::Count;
use super::feast;
use super::parser::Parser;
use super::place::{Place, Spec, Strength};
use super::token::Tok;
use crate::model::deadline::{DeadlineKind, DeadlineReason};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};

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
    From(NaiveDate),
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

/// A place with its days looked up.
#[derive(Debug, Clone, Copy)]
struct Found {
    span: Span,
    /// The code of a named day.
    feast: Option<&'static str>,
    /// The last day of it is not known.
    open: bool,
    /// Only its end is meant.
    ended: bool,
    next_year: Option<i32>,
}

/// The words after a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Suffix {
    before: bool,
    within: bool,
    after: bool,
    start: bool,
    around: bool,
    exclusive: bool,
    during: bool,
    finish: bool,
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

    /// A place, a span between two, or a count from one. `limited`: "no later than" stands before.
    pub fn dated(&mut self, limited: bool) -> Option<Item> {
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
        let mut suffix = self.suffix();
        suffix.start = started.is_some() && second.is_none() || suffix.start;
        if clock.is_none() {
            clock = self.clock();
        }
        let read = match second {
            Some(second) => self.between(first, second),
            None => self.find(first.place),
        };
        let found = match read.and_then(|found| found.finished(suffix)) {
            Ok(found) => found,
            Err(said) => {
                let strength = if suffix.limits() || limited { Strength::Marked } else { first.strength };
                return Some(Item { said, strength });
            }
        };
        if let Some(item) = self.counted_from(&found, suffix) {
            return Some(item);
        }
        let marked = limited || suffix.limits() || second.is_some();
        let strength = if marked { Strength::Marked } else { first.strength };
        let is_range = second.is_some();
        Some(found.said(suffix, limited, is_range, clock, strength, notes))
    }

    /// "To" and the end of a span.
    fn until(&mut self, started: bool) -> Option<Spec> {
        self.eat(Tok::Comma);
        let to = self.eat_any(&[Tok::To, Tok::Sep('-')]) || (started && self.eat(Tok::Cutoff));
        if !to {
            return None;
        }
        self.skip_filler();
        self.spec()
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

    fn find(&self, place: Place) -> Result<Found, Said> {
        let plain = |span: Span, next_year: Option<i32>| Found {
            span,
            feast: None,
            open: false,
            ended: false,
            next_year,
        };
        match place {
            Place::Span(span) => Ok(plain(span, None)),
            Place::Block(block) => block
                .settle(self.anchor, self.calendar)
                .map(|(span, next)| plain(span, next))
                .map_err(Said::Wrong),
            Place::Feast(code, year) => feast::find(code, year, self.anchor, self.calendar)
                .map(|feast| Found {
                    span: Span { first: feast.first, last: feast.last.unwrap_or(feast.first), fuzzy: true },
                    feast: Some(feast.code),
                    open: feast.last.is_none(),
                    ended: false,
                    next_year: None,
                })
                .ok_or_else(|| {
                    let anchor = code.to_owned();
                    Said::NoDay(DeadlineReason::NoAnchor { anchor })
                }),
        }
    }

    /// The span from one place to another. A year written once is that of the first; when neither
    /// has one, the last day decides it, and a span over New Year begins the year before.
    fn between(&self, first: Spec, second: Spec) -> Result<Found, Said> {
        let mut last = self.find(second.place)?;
        let mut begin = self.find(first.place)?;
        if let (Place::Block(a), Place::Block(b)) = (first.place, second.place) {
            let whole = |year: i32| i32::checked_add(year, 1);
            match (a.year, b.year) {
                (None, year) => {
                    let year = year.unwrap_or_else(|| last.span.last.year());
                    begin = self.find(in_year(a, year))?;
                    if begin.span.first > last.span.last && over_new_year(a, b) {
                        begin = self.find(in_year(a, year.saturating_sub(1)))?;
                    }
                }
                (Some(year), _) if begin.span.first > last.span.last && over_new_year(a, b) => {
                    let next = whole(year).unwrap_or(year);
                    // The year of the second was taken over from the first.
                    if b.year == Some(year) || b.year.is_none() {
                        last = self.find(in_year(b, next))?;
                    }
                }
                _ => {}
            }
        } else if let (Place::Span(a), Place::Span(b)) = (first.place, second.place)
            && a.first > b.last
            && b.is_day()
        {
            // A weekday after a weekday lies in the same week or the next.
            let ahead = Days::new(7);
            last.span.last = b.last.checked_add_days(ahead).unwrap_or(b.last);
        }
        if begin.span.first > last.span.last {
            return Err(Said::Wrong(DeadlineReason::Backwards));
        }
        Ok(Found {
            span: Span {
                first: begin.span.first,
                last: last.span.last,
                fuzzy: begin.span.fuzzy || last.span.fuzzy,
            },
            feast: last.feast,
            ..last
        })
    }

    /// A count that starts from, or runs up to, a day just read.
    fn counted_from(&mut self, found: &Found, suffix: Suffix) -> Option<Item> {
        if suffix.after || suffix.start {
            let base = if suffix.after { found.span.last } else { found.span.first };
            return self.attempt(|p| {
                p.eat(Tok::Comma);
                p.skip_filler();
                if let Some(count) = p.count(false) {
                    return Some(p.period_of(&count, base, None));
                }
                match p.part()? {
                    Part::Workday(n) => {
                        let due = p.calendar.add_working_days(base, u16::try_from(n).ok()?.min(400))?;
                        p.eat_any(&[Tok::Before, Tok::Within]);
                        let due = Due { fuzzy: found.feast.is_some(), ..Due::on(DeadlineKind::Point, due) };
                        Some(item(due, Strength::Marked))
                    }
                    _ => None,
                }
            });
        }
        let exact = found.span.is_day() || found.feast.is_some();
        if !suffix.before || !exact {
            return None;
        }
        let count = self.attempt(|p| p.count(false))?;
        let begin = count.before(found.span.first, self.calendar)?;
        let eve = found.span.first.pred_opt()?;
        let mut due = Due::on(DeadlineKind::Point, if count.within { eve } else { begin });
        due.from = count.within.then_some(begin);
        due.fuzzy = found.feast.is_some() || count.fuzzy;
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
            strict: low.map(|low| low.due),
            reason: end.rolled_from.map(|from| DeadlineReason::RolledForward { from }),
            ..Due::on(DeadlineKind::Period, end.due)
        };
        item(due, strength)
    }
}

impl Suffix {
    fn limits(self) -> bool {
        self.before || self.within || self.during || self.finish
    }
}

impl Found {
    /// "Before the break ends" points to its last day, not to the day before it begins.
    fn finished(mut self, suffix: Suffix) -> Result<Self, Said> {
        if let Some(code) = self.feast.filter(|_| suffix.finish) {
            if self.open {
                return Err(self.no_end(code));
            }
            self.span.first = self.span.last;
            self.ended = true;
        }
        Ok(self)
    }

    fn no_end(&self, code: &str) -> Said {
        Said::NoDay(DeadlineReason::NoAnchor { anchor: format!("{code}_end") })
    }

    fn said(
        &self,
        suffix: Suffix,
        limited: bool,
        is_range: bool,
        clock: Option<Clock>,
        strength: Strength,
        weekday: Option<u8>,
    ) -> Item {
        let anchored = self.feast.map(|code| DeadlineReason::Anchored { anchor: code.to_owned() });
        if (suffix.after || suffix.start) && !suffix.before && !suffix.within {
            let from = if suffix.start { Some(self.span.first) } else { self.span.last.succ_opt() };
            let said = from.map_or(Said::Wrong(DeadlineReason::OutOfRange), Said::From);
            return Item { said, strength };
        }
        let named = self.feast.is_some() && !is_range && !self.ended;
        let mut due =
            if named { self.feast_due(suffix, limited) } else { self.plain_due(suffix, limited, is_range) };
        let Some(due) = due.as_mut() else {
            let said = match self.feast {
                Some(code) if self.open => self.no_end(code),
                _ => Said::Wrong(DeadlineReason::OutOfRange),
            };
            return Item { said, strength };
        };
        let wrong_weekday =
            weekday.is_some_and(|day| u32::from(day) != self.span.last.weekday().number_from_monday());
        due.fuzzy |= suffix.around || self.span.fuzzy || wrong_weekday;
        due.reason =
            due.reason.take().or(anchored).or(self.next_year.map(|year| DeadlineReason::NextYear { year }));
        timed(due.clone(), clock, strength)
    }

    fn plain_due(&self, suffix: Suffix, limited: bool, is_range: bool) -> Option<Due> {
        let Span { first, last, .. } = self.span;
        if is_range {
            let from = Some(first);
            return Some(Due { from, ..Due::on(DeadlineKind::Range, last) });
        }
        if self.span.is_day() {
            let due = if suffix.exclusive { last.pred_opt()? } else { last };
            return Some(Due::on(DeadlineKind::Point, due));
        }
        if suffix.before {
            let strict = first.pred_opt()?;
            return Some(Due {
                fuzzy: true,
                strict: Some(strict),
                reason: Some(DeadlineReason::TenDays { strict }),
                ..Due::on(DeadlineKind::Point, last)
            });
        }
        if suffix.within || limited {
            return Some(Due::on(DeadlineKind::Point, last));
        }
        Some(Due { from: Some(first), ..Due::on(DeadlineKind::Range, last) })
    }

    /// Before a feast is the day before it begins; during it, up to its last day.
    fn feast_due(&self, suffix: Suffix, limited: bool) -> Option<Due> {
        let Span { first, last, .. } = self.span;
        if suffix.before {
            return first.pred_opt().map(|due| Due::on(DeadlineKind::Point, due));
        }
        if limited {
            return Some(Due::on(DeadlineKind::Point, first));
        }
        if self.open {
            return (!suffix.limits()).then(|| Due::on(DeadlineKind::Point, first));
        }
        Some(Due { from: Some(first), ..Due::on(DeadlineKind::Range, last) })
    }
}

fn in_year(block: Block, year: i32) -> Place {
    Place::Block(Block { year: Some(year), ..block })
}

/// Months that run backwards cross New Year; days that run backwards in one month are a slip.
fn over_new_year(first: Block, last: Block) -> bool {
    first.first > last.last
}

fn item(due: Due, strength: Strength) -> Item {
    let said = Said::Due(due);
    Item { said, strength }
}

fn timed(due: Due, clock: Option<Clock>, strength: Strength) -> Item {
    match clock {
        Some(Err(reason)) => Item { said: Said::Wrong(reason), strength },
        Some(Ok(time)) => item(Due { time, ..due }, strength),
        None => item(due, strength),
    }
}
