//! Places looked up in the calendar, and the deadline each makes with the words after it.

use super::block::{Block, Span, on_or_after};
use super::clock::Clock;
use super::feast;
use super::parser::Parser;
use super::phrase::{Due, Item, Said, timed};
use super::place::{Place, Spec, Strength};
use crate::model::deadline::{DeadlineKind, DeadlineReason};
use chrono::{Datelike, Days};

/// A place with its days looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub span: Span,
    /// The code of a named day.
    pub feast: Option<&'static str>,
    /// The last day of it is not known.
    pub open: bool,
    /// Only its end is meant.
    pub ended: bool,
    pub next_year: Option<i32>,
}

/// What goes with a place, or with all of a list.
#[derive(Debug, Clone)]
pub(super) struct Tail {
    pub suffix: Suffix,
    /// "No later than" stands before.
    pub limited: bool,
    pub clock: Option<Clock>,
    /// The weekday written beside the day.
    pub weekday: Option<u8>,
}

/// The words after a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Suffix {
    pub before: bool,
    pub within: bool,
    pub after: bool,
    pub start: bool,
    pub around: bool,
    pub exclusive: bool,
    pub during: bool,
    pub finish: bool,
}

impl Parser<'_> {
    /// The days of a place.
    pub fn find(&self, place: Place) -> Result<Found, Said> {
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
                    ended: feast.code.ends_with("_end"),
                    next_year: None,
                })
                .ok_or_else(|| {
                    let anchor = code.to_owned();
                    Said::NoDay(DeadlineReason::NoAnchor { anchor })
                }),
        }
    }

    /// The span from one place to another. A year written once counts for both; when neither has one,
    /// the last day decides it. Months that run backwards cross New Year; days that run backwards in
    /// one month are a slip.
    pub fn between(&self, first: Spec, second: Spec) -> Result<Found, Said> {
        let mut last = self.find(second.place)?;
        let mut begin = self.find(first.place)?;
        if let (Place::Block(a), Place::Block(b)) = (first.place, second.place) {
            let turned = |begin: &Found, last: &Found| begin.span.first > last.span.last && a.first > b.last;
            match (a.year, b.year) {
                (None, year) => {
                    let year = year.unwrap_or_else(|| last.span.last.year());
                    begin = self.find(in_year(a, year))?;
                    if turned(&begin, &last) {
                        begin = self.find(in_year(a, year.saturating_sub(1)))?;
                    }
                }
                (Some(year), None) => {
                    last = self.find(in_year(b, year))?;
                    if turned(&begin, &last) {
                        last = self.find(in_year(b, year.saturating_add(1)))?;
                    }
                }
                (Some(_), Some(_)) => {}
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
}

impl Suffix {
    /// True when the words make a limit of a place.
    pub fn limits(self) -> bool {
        self.before || self.within || self.during || self.finish
    }
}

impl Found {
    /// "Before the break ends" points to its last day, not to the day before it begins; "after the
    /// feast" needs its last day too.
    pub fn finished(mut self, suffix: Suffix) -> Result<Self, Said> {
        if let Some(code) = self.feast.filter(|_| suffix.finish || suffix.after) {
            if self.open {
                return Err(no_end(code));
            }
            if suffix.finish {
                self.span.first = self.span.last;
                self.ended = true;
            }
        }
        Ok(self)
    }

    /// A weekday named beside a week picks a day of it.
    pub fn narrowed(mut self, weekday: Option<u8>) -> Self {
        let short = (self.span.last - self.span.first).num_days() < 7;
        if let Some(weekday) = weekday
            && !self.span.is_day()
            && short
            && let Some(day) = on_or_after(self.span.first, weekday).filter(|day| *day <= self.span.last)
        {
            (self.span.first, self.span.last) = (day, day);
        }
        self
    }

    /// The named day as a reason.
    pub fn anchored(&self) -> Option<DeadlineReason> {
        let anchor = self.feast?.to_owned();
        Some(DeadlineReason::Anchored { anchor })
    }

    /// What the place says with its tail.
    pub fn said(&self, is_range: bool, strength: Strength, tail: &Tail) -> Item {
        let suffix = tail.suffix;
        if (suffix.after || suffix.start) && !suffix.before && !suffix.within {
            let from = if suffix.start { Some(self.span.first) } else { self.span.last.succ_opt() };
            let said = match from {
                Some(from) => Said::From(from, self.anchored()),
                None => Said::Wrong(DeadlineReason::OutOfRange),
            };
            return Item { said, strength };
        }
        let due = if self.feast.is_some() && !is_range && !self.ended {
            self.feast_due(suffix, tail.limited)
        } else {
            self.plain_due(suffix, tail.limited, is_range)
        };
        let Some(mut due) = due else {
            let said = match self.feast {
                Some(code) if self.open => no_end(code),
                _ => Said::Wrong(DeadlineReason::OutOfRange),
            };
            return Item { said, strength };
        };
        let written = self.span.last.weekday().number_from_monday();
        let other_weekday = tail.weekday.is_some_and(|day| u32::from(day) != written);
        due.fuzzy |= suffix.around || self.span.fuzzy || other_weekday;
        let next_year = self.next_year.map(|year| DeadlineReason::NextYear { year });
        due.reason = due.reason.or_else(|| self.anchored()).or(next_year);
        timed(due, tail.clock.clone(), strength)
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
        if first == last && !self.open {
            return Some(Due::on(DeadlineKind::Point, last));
        }
        if self.open {
            return (!suffix.limits()).then(|| Due::on(DeadlineKind::Point, first));
        }
        Some(Due { from: Some(first), ..Due::on(DeadlineKind::Range, last) })
    }
}

fn no_end(code: &str) -> Said {
    let anchor = format!("{code}_end");
    Said::NoDay(DeadlineReason::NoAnchor { anchor })
}

fn in_year(block: Block, year: i32) -> Place {
    Place::Block(Block { year: Some(year), ..block })
}
