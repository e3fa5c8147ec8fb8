//! Duties that come again: every week, the tenth of odd months, the end of each quarter.

use super::block::{Block, Part};
use super::clock::Clock;
use super::parser::Parser;
use super::place::{Place, Spec, Strength};
use super::token::Tok;
use crate::model::deadline::{DeadlineReason, Recurrence, Rhythm};

/// A rhythm read. `recurrence` is missing when the words are a rhythm that cannot be kept here
/// (every ten days, every other week).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beat {
    pub recurrence: Option<Recurrence>,
    pub clock: Option<Clock>,
    pub fuzzy: bool,
    pub wrong: Option<DeadlineReason>,
}

/// When in its span a turn falls.
struct Turn {
    day: Option<u8>,
    working: bool,
    fuzzy: bool,
}

impl Beat {
    fn unknown() -> Self {
        Self { recurrence: None, clock: None, fuzzy: true, wrong: None }
    }

    fn new(every: Rhythm, months: Vec<u8>, turn: &Turn) -> Self {
        Self {
            recurrence: Some(Recurrence { every, day: turn.day, months, working: turn.working }),
            clock: None,
            fuzzy: turn.fuzzy,
            wrong: None,
        }
    }
}

impl Turn {
    const LAST: Self = Self { day: None, working: false, fuzzy: false };

    fn on(day: u32) -> Self {
        Self { day: u8::try_from(day).ok(), ..Self::LAST }
    }

    fn about(day: Option<u8>) -> Self {
        Self { day, working: false, fuzzy: true }
    }

    /// The turn that a part of a month or a quarter makes.
    fn of(part: Part) -> Result<Self, DeadlineReason> {
        let week = |n: u32| u8::try_from(n.min(4) * 7).ok();
        Ok(match part {
            Part::Day(day @ 1..=31) => Self::on(day),
            Part::Day(day) => {
                return Err(DeadlineReason::NoSuchDay {
                    month: 0,
                    day: u8::try_from(day).unwrap_or(u8::MAX),
                });
            }
            Part::Whole | Part::End => Self::LAST,
            Part::Begin | Part::Third(1) => Self::about(Some(10)),
            Part::Middle | Part::Third(2) => Self::about(Some(20)),
            Part::Third(_) | Part::LastWeek | Part::LastWeekday(_) => Self::about(None),
            Part::Workday(1) => Self { working: true, ..Self::on(1) },
            Part::Workday(n) => Self::about(u8::try_from(n.min(31)).ok()),
            Part::LastWorkday => Self { working: true, ..Self::LAST },
            Part::Week(n) | Part::Weekday(n, _) => Self::about(week(n)),
        })
    }
}

impl Parser<'_> {
    /// A rhythm with its time of day and the words that close it.
    pub fn rhythm(&mut self) -> Option<Beat> {
        let (year, month) = (self.year, self.month);
        let mut beat = self.attempt(Self::beat)?;
        (self.year, self.month) = (year, month);
        beat.fuzzy |= self.more_turns();
        self.eat_any(&[Tok::Inclusive, Tok::Once]);
        beat.clock = self.clock();
        self.eat_any(&[Tok::Before, Tok::Within, Tok::Until, Tok::During]);
        if beat.clock.is_none() {
            beat.clock = self.clock();
        }
        self.eat(Tok::Once);
        Some(beat)
    }

    /// A second day of the same rhythm: only the first is kept.
    fn more_turns(&mut self) -> bool {
        let mut more = false;
        while self
            .attempt(|p| {
                let listed = p.eat(Tok::And);
                if !listed && !p.eat(Tok::Comma) {
                    return None;
                }
                let bare = matches!(p.peek(0), Some(Tok::Weekday(_)))
                    || matches!(p.peek(1), Some(Tok::Day | Tok::DayNo));
                (listed || bare).then(|| p.spec())?
            })
            .is_some()
        {
            more = true;
        }
        more
    }

    fn beat(&mut self) -> Option<Beat> {
        if self.eat(Tok::Each) {
            return self.each();
        }
        match self.peek(0)? {
            Tok::OddMonths | Tok::EvenMonths => self.alternate_months(),
            // "Once a week" without a word for "every".
            Tok::Num(_) | Tok::Half => {
                let beat = self.each()?;
                (self.peek(0) == Some(Tok::Once)).then_some(beat)
            }
            _ => None,
        }
    }

    fn alternate_months(&mut self) -> Option<Beat> {
        let odd = self.eat(Tok::OddMonths);
        if !odd && !self.eat(Tok::EvenMonths) {
            return None;
        }
        let months = (1..=12).filter(|month| (month % 2 == 1) == odd).collect();
        let spec = self.day_of_any_month();
        Some(beat_of(Rhythm::Month, spec, |_| months))
    }

    fn each(&mut self) -> Option<Beat> {
        if let Some(beat) = self.attempt(Self::alternate_months) {
            return Some(beat);
        }
        let times = self.attempt(|p| p.eat_num().filter(|num| num.digits <= 2));
        self.eat(Tok::Piece);
        let tok = self.peek(0)?;
        self.at += 1;
        let times = times.map_or(1, |num| num.value);
        match tok {
            Tok::Half if times == 1 && self.peek(0) == Some(Tok::Year) => self.half_year(),
            Tok::Half => {
                self.eat_any(&[Tok::Month, Tok::Months, Tok::Days, Tok::Day, Tok::Week]).then(Beat::unknown)
            }
            Tok::Month | Tok::Months => self.every_months(times),
            Tok::Day | Tok::Days | Tok::Workday | Tok::Week | Tok::Quarter | Tok::Year if times != 1 => {
                Some(Beat::unknown())
            }
            Tok::Day | Tok::Days => Some(Beat::new(Rhythm::Day, Vec::new(), &Turn::LAST)),
            Tok::Workday => {
                let turn = Turn { working: true, ..Turn::LAST };
                Some(Beat::new(Rhythm::Day, Vec::new(), &turn))
            }
            Tok::Week => Some(self.every_week()),
            Tok::Weekday(day) => {
                let last = self.attempt(|p| {
                    p.eat_any(&[Tok::To, Tok::Sep('-')]).then_some(())?;
                    p.weekday_number()
                });
                let turn = Turn::on(last.unwrap_or(day).into());
                Some(Beat::new(Rhythm::Week, Vec::new(), &turn))
            }
            Tok::Weekend => Some(Beat::new(Rhythm::Week, Vec::new(), &Turn::on(7))),
            Tok::Quarter => Some(self.every_quarter()),
            Tok::Year => Some(self.every_year()),
            // Every term, every ten days.
            Tok::Feast(_) | Tok::Third(_) => Some(Beat::unknown()),
            _ => None,
        }
    }

    fn every_week(&mut self) -> Beat {
        let turn = match self.attempt(Self::weekday_number) {
            Some(day) => Turn::on(day.into()),
            None => {
                self.eat(Tok::End);
                Turn::LAST
            }
        };
        let working = self.attempt(|p| match p.part()? {
            Part::LastWorkday => Some(true),
            Part::End => Some(false),
            _ => None,
        });
        let turn = Turn { working: working == Some(true), ..turn };
        Beat::new(Rhythm::Week, Vec::new(), &turn)
    }

    fn every_months(&mut self, times: u32) -> Option<Beat> {
        if let Some(turn) = self.days_after() {
            return Some(Beat::new(Rhythm::Month, Vec::new(), &turn));
        }
        if let Some(day) = self.first_days() {
            return Some(Beat::new(Rhythm::Month, Vec::new(), &Turn::on(day)));
        }
        // "Every month by the fifth of the next": the fifth of every month.
        if matches!(self.peek(0), Some(Tok::MonthRel(1))) {
            self.at += 1;
        }
        let spec = self.day_of_any_month();
        let (every, months): (_, Vec<u8>) = match times {
            1 => (Rhythm::Month, Vec::new()),
            2 => (Rhythm::Month, vec![2, 4, 6, 8, 10, 12]),
            3 => (Rhythm::Quarter, vec![3, 6, 9, 12]),
            6 => (Rhythm::HalfYear, vec![6, 12]),
            12 => (Rhythm::Year, vec![12]),
            _ => return Some(Beat::unknown()),
        };
        let mut beat = beat_of(every, spec, |_| months);
        beat.fuzzy |= times == 2;
        Some(beat)
    }

    /// A day or a part of a month, whichever month; of "from the 1st to the 5th", the 5th.
    fn day_of_any_month(&mut self) -> Spec {
        let spec = self.month_tail(None, 1);
        let last = self.attempt(|p| {
            p.eat_any(&[Tok::To, Tok::Sep('-')]).then_some(())?;
            let day = p.eat_num()?.value;
            p.eat_any(&[Tok::Day, Tok::DayNo]).then_some(day)
        });
        match (spec.place, last) {
            (Place::Block(block), Some(day)) => {
                Spec { place: Place::Block(Block { part: Part::Day(day), ..block }), ..spec }
            }
            _ => spec,
        }
    }

    fn every_quarter(&mut self) -> Beat {
        if let Some(turn) = self.days_after() {
            return Beat::new(Rhythm::Quarter, vec![1, 4, 7, 10], &turn);
        }
        let spec = self.quarter_tail(None, 1);
        beat_of(Rhythm::Quarter, spec, |month| (0..4).map(|quarter| month + quarter * 3).collect())
    }

    fn half_year(&mut self) -> Option<Beat> {
        if !self.eat_any(&[Tok::Year]) {
            return None;
        }
        if let Some(turn) = self.days_after() {
            return Some(Beat::new(Rhythm::HalfYear, vec![1, 7], &turn));
        }
        self.eat(Tok::End);
        Some(Beat::new(Rhythm::HalfYear, vec![6, 12], &Turn::LAST))
    }

    fn every_year(&mut self) -> Beat {
        self.eat(Tok::Year);
        if let Some(turn) = self.days_after() {
            return Beat::new(Rhythm::Year, vec![1], &turn);
        }
        if matches!(self.peek(0), Some(Tok::Feast(_))) {
            return Beat::unknown();
        }
        let place = self.attempt(|p| p.of_months(None)).or_else(|| {
            let block = Block::months(None, (1, 12), self.part()?);
            Some(Spec { place: Place::Block(block), strength: Strength::Plain })
        });
        let Some(spec) = place else {
            self.eat(Tok::End);
            return Beat::new(Rhythm::Year, vec![12], &Turn::LAST);
        };
        let Place::Block(first) = spec.place else {
            return Beat::unknown();
        };
        let (mut months, mut mixed) = (Vec::new(), false);
        while let Some(Place::Block(block)) = self.attempt(|p| {
            p.eat_any(&[Tok::Comma, Tok::And]).then_some(())?;
            p.of_months(None).map(|spec| spec.place)
        }) {
            months.extend(u8::try_from(block.last).ok().filter(|month| (1..=12).contains(month)));
            mixed |= first.part != Part::Whole && first.part != block.part;
        }
        let mut beat = beat_of(Rhythm::Year, spec, |month| {
            months.insert(0, month);
            months.sort_unstable();
            months.dedup();
            months
        });
        beat.fuzzy |= mixed;
        beat
    }

    /// "The first n days" of the span that was named.
    fn first_days(&mut self) -> Option<u32> {
        self.attempt(|p| {
            p.eat(Tok::Before).then_some(())?;
            let num = p.eat_num().filter(|num| (1..=31).contains(&num.value))?;
            p.eat_any(&[Tok::Day, Tok::Days]).then_some(num.value)
        })
    }

    /// "Within n days after" the span that was named.
    fn days_after(&mut self) -> Option<Turn> {
        self.attempt(|p| {
            let finished = p.eat(Tok::Finish);
            if !p.eat(Tok::After) && !finished {
                return None;
            }
            let num = p.eat_num().filter(|num| (1..=31).contains(&num.value))?;
            p.eat(Tok::Piece);
            if p.eat(Tok::Workday) {
                return Turn::of(Part::Workday(num.value)).ok();
            }
            p.eat_any(&[Tok::Day, Tok::Days]).then(|| Turn::on(num.value))
        })
    }
}

/// The rhythm whose span ends in the month that `spec` names, spread by `months`.
fn beat_of(every: Rhythm, spec: Spec, months: impl FnOnce(u8) -> Vec<u8>) -> Beat {
    let Place::Block(block) = spec.place else {
        return Beat::unknown();
    };
    // What is counted from the start of a longer span lies in its first month.
    let counted = matches!(block.part, Part::Begin | Part::Workday(_) | Part::Week(_) | Part::Weekday(..));
    let month = if counted { block.first } else { block.last };
    let month = match u8::try_from(month) {
        Ok(month @ 1..=12) => month,
        _ => {
            return Beat {
                wrong: Some(DeadlineReason::NoSuchMonth { month: block.last }),
                ..Beat::unknown()
            };
        }
    };
    match Turn::of(block.part) {
        Ok(turn) => Beat::new(every, months(month), &turn),
        Err(reason) => Beat { wrong: Some(reason), ..Beat::unknown() },
    }
}
