//! Selecting and sorting issues under a filter, and making rows of them.

use super::Books;
use super::bits::Bits;
use super::index::Pressing;
use super::letters::Candidates;
use super::sheet::{NONE, day_number, flag};
use crate::model::filter::{DayField, DayRange, Filter, Flag, Holder, Range, Term, Test};
use crate::model::state::State;
use crate::text::pinyin;
use chrono::NaiveDate;
use std::borrow::Cow;

/// Days within which an open deadline counts as due soon, when the pack does not say.
const SOON_DAYS: i32 = 7;

/// Who asks, and on which day.
#[derive(Debug, Clone)]
pub struct Asker {
    pub today: NaiveDate,
    /// What lies with the office lies with the asker.
    pub office: bool,
    /// What lies with these units or sections lies with the asker.
    pub units: Vec<u32>,
}

/// With whom an issue lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    Office,
    Unit(u32),
    Nobody,
}

/// How many of some rows are pressing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub overdue: u32,
    pub soon: u32,
    pub claimed: u32,
}

impl Books {
    /// Days left from which a deadline is close, as the plan says.
    pub fn soon_days(&self) -> i32 {
        let days = self.pack.as_ref().map(|pack| pack.clocks.soon_days);
        days.and_then(|days| i32::try_from(days).ok()).unwrap_or(SOON_DAYS)
    }

    /// Rows of all issues that exist.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        let there = |row: &usize| self.sheet.state_of(*row).is_some() && self.sees_issue(*row as u32 + 1);
        (0..self.sheet.len()).filter(there)
    }

    /// Rows under a filter, in its order (without one: by unit, then number).
    pub fn select(&self, filter: &Filter, asker: &Asker) -> Vec<usize> {
        self.window(&self.under(filter, asker), filter, 0, usize::MAX)
    }

    /// The set of rows under a filter.
    pub fn under(&self, filter: &Filter, asker: &Asker) -> Bits {
        let mut kept = self.existing();
        // What has to be read is read of as few rows as possible.
        let (texts, sets): (Vec<&Term>, Vec<&Term>) =
            filter.terms.iter().partition(|term| matches!(term.test, Test::Words(_) | Test::Place(_)));
        for term in sets.into_iter().chain(texts) {
            let found = self.passing(&term.test, &kept, asker);
            if term.negated {
                kept.to_mut().and_not(&found);
            } else {
                kept = Cow::Owned(both(kept, found));
            }
        }
        kept.into_owned()
    }

    /// Rows that pass a test, at least those of `kept`.
    fn passing<'a>(&'a self, test: &Test, kept: &Bits, asker: &Asker) -> Cow<'a, Bits> {
        let sheet = &self.sheet;
        let index = sheet.index();
        let coded = |column: &[u16], known: &[String]| {
            let numbers: Vec<u16> = known.iter().filter_map(|word| sheet.codes.known(word)).collect();
            kept.filtered(|row| numbers.contains(&column[row]))
        };
        Cow::Owned(match test {
            Test::Unit(units) => index.of_units(units, sheet.len()),
            Test::Place(names) => {
                return any(names.iter().map(|name| Cow::Owned(self.holding(name, kept, false))));
            }
            Test::Category(known) => {
                let numbers = known.iter().filter_map(|word| sheet.codes.known(word));
                return any(numbers.filter_map(|n| index.categories.get(&n)).map(Cow::Borrowed));
            }
            Test::Item(known) => coded(&sheet.item, known),
            Test::State(states) => return any(states.iter().map(|state| Cow::Borrowed(index.state(*state)))),
            Test::Lead(units) => {
                kept.filtered(|row| sheet.lead[row] != 0 && units.contains(&u32::from(sheet.lead[row])))
            }
            Test::Source(known) => coded(&sheet.source, known),
            Test::RectType(known) => coded(&sheet.rect_type, known),
            Test::With(holders) => {
                kept.filtered(|row| holders.iter().any(|holder| self.lies_with(row, holder, asker)))
            }
            Test::Is(flags) => return any(flags.iter().map(|flag| self.flagged(*flag, kept, asker))),
            Test::Day(field, range) => self.in_days(*field, *range, kept),
            Test::Amount(range) => kept.filtered(|row| in_range(sheet.amount[row], *range)),
            Test::Students(range) => kept.filtered(|row| in_range(sheet.students[row], *range)),
            Test::No(numbers) => self.called(numbers),
            Test::File(names) => self.of_files(names, kept),
            Test::Words(text) => self.worded(text, kept),
        })
    }

    fn called(&self, numbers: &[String]) -> Bits {
        let mut found = Bits::default();
        for id in numbers.iter().filter_map(|text| self.issue_called(text)) {
            found.set(id as usize - 1, self.sheet.len());
        }
        found
    }

    fn of_files(&self, names: &[String], kept: &Bits) -> Bits {
        let sheet = &self.sheet;
        let queries: Vec<pinyin::Query> = names.iter().map(|name| pinyin::Query::new(name)).collect();
        let fits = |word: &str| queries.iter().any(|query| query.within(word));
        let files: Vec<bool> =
            (0..=sheet.codes.len()).map(|n| sheet.codes.word(n as u16).is_some_and(fits)).collect();
        kept.filtered(|row| {
            files[usize::from(sheet.file[row])] || names.iter().any(|name| name == sheet.file_row.get(row))
        })
    }

    /// Rows that a bare word finds: by number, unit, place, title, or the row of the paper they came from.
    pub fn worded(&self, text: &str, kept: &Bits) -> Bits {
        let mut found = self.holding(text, kept, true);
        let units = self.units_called(text);
        if !units.is_empty() {
            found.or(&self.sheet.index().of_units(&self.all_below(&units), self.sheet.len()));
        }
        found.or(&self.called(&[text.to_owned()]));
        found.or(&kept.filtered(|row| self.sheet.file_row.is(row, text)));
        found
    }

    /// Rows whose place, or title too, holds a text.
    pub fn holding(&self, text: &str, kept: &Bits, title: bool) -> Bits {
        let (query, sheet) = (pinyin::Query::new(text), &self.sheet);
        if query.is_empty() {
            return Bits::default();
        }
        let Candidates { mut sure, mut maybe } = sheet.letters().candidates(&query);
        maybe.and(kept);
        if !title {
            return maybe.filtered(|row| query.within(sheet.place.get(row)));
        }
        sure.and(kept);
        maybe.and_not(&sure);
        let read = |row: usize| query.within(sheet.place.get(row)) || query.within(sheet.title.get(row));
        sure.or(&maybe.filtered(read));
        sure
    }

    fn flagged<'a>(&'a self, flag: Flag, kept: &Bits, asker: &Asker) -> Cow<'a, Bits> {
        let index = self.sheet.index();
        Cow::Borrowed(match flag {
            Flag::Overdue => return Cow::Owned(self.pressing_on(asker.today).overdue.clone()),
            Flag::Soon => return Cow::Owned(self.pressing_on(asker.today).soon.clone()),
            Flag::Open => {
                let open = State::ALL.into_iter().filter(|state| state.is_open());
                return any(open.map(|state| Cow::Borrowed(index.state(state))));
            }
            Flag::Mine => return Cow::Owned(kept.filtered(|row| self.lies_with(row, &Holder::Me, asker))),
            Flag::Listed => index.flag(flag::LISTED),
            Flag::Delisted => index.flag(flag::DELISTED),
            Flag::Standing => index.flag(flag::STANDING),
            Flag::Returned => &index.returned,
            Flag::Reopened => &index.reopened,
            Flag::Closed => index.state(State::Closed),
            Flag::Late => &index.late,
            Flag::Conflict => index.flag(flag::CONFLICT),
            Flag::Backfilled => index.flag(flag::BACKFILLED),
        })
    }

    /// What is overdue on a day, and due soon.
    pub fn pressing_on(&self, day: NaiveDate) -> std::sync::Arc<Pressing> {
        self.sheet.index().pressing(&self.sheet, day_number(Some(day)), self.soon_days())
    }

    pub(super) fn lies_with(&self, row: usize, holder: &Holder, asker: &Asker) -> bool {
        match (holder, self.with(row)) {
            (_, With::Nobody) => false,
            (Holder::Office, with) => with == With::Office,
            (Holder::Unit(unit), with) => with == With::Unit(*unit),
            (Holder::AnyUnit, with) => with == With::Unit(u32::from(self.sheet.unit[row])),
            (Holder::Me, With::Office) => asker.office,
            (Holder::Me, With::Unit(unit)) => asker.units.contains(&unit),
        }
    }

    /// With whom a row lies: who has to take the next step.
    pub fn with(&self, row: usize) -> With {
        let unit = With::Unit(u32::from(self.sheet.unit[row]));
        let lead = match self.sheet.lead[row] {
            0 => With::Office,
            lead => With::Unit(u32::from(lead)),
        };
        match self.sheet.state_of(row) {
            Some(State::Draft) => unit,
            Some(State::Reported | State::Registered | State::Verified) => With::Office,
            Some(State::Rectifying) if self.sheet.has(row, flag::PENDING) => lead,
            Some(State::Rectifying) => unit,
            Some(State::Assigned | State::Planned | State::Claimed) => lead,
            _ => With::Nobody,
        }
    }

    fn in_days(&self, field: DayField, range: DayRange, kept: &Bits) -> Bits {
        let days = match field {
            DayField::Due => &self.sheet.due,
            DayField::Found => &self.sheet.found,
            DayField::Closed => &self.sheet.closed,
            DayField::Changed => &self.sheet.changed_on,
        };
        let from = range.from.map_or(i32::MIN, |from| day_number(Some(from)));
        let to = range.to.map_or(i32::MAX, |to| day_number(Some(to)));
        kept.filtered(|row| days[row] != 0 && days[row] >= from && days[row] <= to)
    }

    /// Counts of some rows.
    pub fn counts(&self, rows: &[usize], today: NaiveDate) -> Counts {
        let mut set = Bits::default();
        rows.iter().for_each(|row| set.set(*row, self.sheet.len()));
        self.counts_of(&set, today)
    }

    /// Counts of a set of rows.
    pub fn counts_of(&self, rows: &Bits, today: NaiveDate) -> Counts {
        let pressing = self.pressing_on(today);
        let claimed = self.sheet.index().state(State::Claimed);
        Counts {
            overdue: rows.count_and(&pressing.overdue) as u32,
            soon: rows.count_and(&pressing.soon) as u32,
            claimed: rows.count_and(claimed) as u32,
        }
    }

    /// The short name of the rectification office, from the pack.
    pub fn office_name(&self) -> String {
        self.pack.as_ref().map_or_else(String::new, |pack| pack.campaign.office_short.clone())
    }
}

fn in_range(number: i64, range: Range) -> bool {
    number != NONE && range.from.is_none_or(|from| number >= from) && range.to.is_none_or(|to| number <= to)
}

/// The rows of any of some sets.
fn any<'a>(sets: impl Iterator<Item = Cow<'a, Bits>>) -> Cow<'a, Bits> {
    sets.reduce(|mut all, set| {
        all.to_mut().or(&set);
        all
    })
    .unwrap_or_default()
}

/// The rows of both sets, in the memory of one that is at hand.
fn both(a: Cow<'_, Bits>, b: Cow<'_, Bits>) -> Bits {
    match (a, b) {
        (Cow::Owned(mut a), b) => {
            a.and(&b);
            a
        }
        (a, b) => {
            let mut b = b.into_owned();
            b.and(&a);
            b
        }
    }
}
