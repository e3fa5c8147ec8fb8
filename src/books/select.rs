//! Selecting and sorting issues under a filter, and making rows of them.

use super::Books;
use super::sheet::{NONE, day_number, day_of, flag};
use crate::model::filter::{DayField, DayRange, Filter, Flag, Holder, Range, SortKey, Term, Test};
use crate::model::row::IssueRow;
use crate::model::state::State;
use crate::text::pinyin;
use chrono::NaiveDate;
use std::collections::BTreeSet;

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
        (0..self.sheet.len()).filter(|row| self.sheet.state_of(*row).is_some())
    }

    /// Rows under a filter, in its order (without one: by unit, then number).
    pub fn select(&self, filter: &Filter, asker: &Asker) -> Vec<usize> {
        let words: Vec<WordTest> = filter.terms.iter().map(|term| WordTest::of(self, &term.test)).collect();
        let fits = |row: &usize| {
            filter
                .terms
                .iter()
                .zip(&words)
                .all(|(term, word)| self.test(*row, term, word, asker) != term.negated)
        };
        let mut rows: Vec<usize> = self.rows().filter(fits).collect();
        self.sort(&mut rows, &filter.sort);
        rows
    }

    fn test(&self, row: usize, term: &Term, word: &WordTest, asker: &Asker) -> bool {
        let sheet = &self.sheet;
        let code = |number: u16, known: &[String]| {
            sheet.codes.word(number).is_some_and(|word| known.iter().any(|k| k == word))
        };
        let holds =
            |text: &str, parts: &[String]| parts.iter().any(|part| pinyin::matches(part, text).is_some());
        match &term.test {
            Test::Unit(units) => units.contains(&u32::from(sheet.unit[row])),
            Test::Place(names) => holds(sheet.place.get(row), names),
            Test::Category(known) => code(sheet.category[row], known),
            Test::Item(known) => code(sheet.item[row], known),
            Test::State(states) => sheet.state_of(row).is_some_and(|state| states.contains(&state)),
            Test::Lead(units) => units.contains(&u32::from(sheet.lead[row])),
            Test::Source(names) => sheet.codes.word(sheet.source[row]).is_some_and(|word| holds(word, names)),
            Test::RectType(known) => code(sheet.rect_type[row], known),
            Test::With(holders) => holders.iter().any(|holder| self.lies_with(row, holder, asker)),
            Test::Is(flags) => flags.iter().any(|flag| self.is(row, *flag, asker)),
            Test::Day(field, range) => self.day_in(row, *field, *range),
            Test::Amount(range) => in_range(sheet.amount[row], *range),
            Test::Students(range) => in_range(sheet.students[row], *range),
            Test::No(numbers) => numbers.iter().any(|text| self.issue_called(text) == Some(row as u32 + 1)),
            Test::File(names) => {
                let file = sheet.codes.word(sheet.file[row]).unwrap_or_default();
                holds(file, names) || names.iter().any(|name| name == sheet.file_row.get(row))
            }
            Test::Words(text) => word.fits(self, row, text),
        }
    }

    fn is(&self, row: usize, flag: Flag, asker: &Asker) -> bool {
        let today = day_number(Some(asker.today));
        let state = self.sheet.state_of(row).unwrap_or_default();
        match flag {
            Flag::Overdue => self.sheet.is_overdue(row, today),
            Flag::Soon => self.sheet.is_soon(row, today, self.soon_days()),
            Flag::Listed => self.sheet.has(row, flag::LISTED),
            Flag::Standing => self.sheet.has(row, flag::STANDING),
            Flag::Returned => self.sheet.returned[row] > 0,
            Flag::Reopened => self.sheet.round[row] > 1,
            Flag::Open => state.is_open(),
            Flag::Closed => state == State::Closed,
            Flag::Late => self.sheet.late_days[row] > 0,
            Flag::Conflict => self.sheet.has(row, flag::CONFLICT),
            Flag::Mine => self.lies_with(row, &Holder::Me, asker),
            Flag::Backfilled => self.sheet.has(row, flag::BACKFILLED),
        }
    }

    fn lies_with(&self, row: usize, holder: &Holder, asker: &Asker) -> bool {
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

    fn day_in(&self, row: usize, field: DayField, range: DayRange) -> bool {
        let day = match field {
            DayField::Due => self.sheet.due[row],
            DayField::Found => self.sheet.found[row],
            DayField::Closed => self.sheet.closed[row],
            DayField::Changed => self.sheet.changed_on[row],
        };
        day != 0
            && range.from.is_none_or(|from| day >= day_number(Some(from)))
            && range.to.is_none_or(|to| day <= day_number(Some(to)))
    }

    fn sort(&self, rows: &mut [usize], keys: &[(SortKey, bool)]) {
        let orders = self.orders();
        let number = |row: usize| match self.sheet.seq_no[row] {
            0 => u32::MAX,
            number => number,
        };
        rows.sort_by_cached_key(|row| {
            let unit = self.sheet.unit[*row];
            (orders.get(usize::from(unit)).copied().unwrap_or(i64::MAX), unit, number(*row), *row)
        });
        for (key, down) in keys.iter().rev() {
            let rank = |row: usize| self.rank(row, *key);
            rows.sort_by(|a, b| {
                let (a, b) = (rank(*a), rank(*b));
                // What has no value stands last whichever way the column runs.
                match (a.0, b.0) {
                    (false, false) if *down => b.1.cmp(&a.1).then_with(|| b.2.cmp(a.2)),
                    (false, false) => a.1.cmp(&b.1).then_with(|| a.2.cmp(b.2)),
                    (a, b) => a.cmp(&b),
                }
            });
        }
    }

    /// The place of every unit in tables, by its number.
    fn orders(&self) -> Vec<i64> {
        let mut orders = Vec::new();
        for unit in self.of_kind(crate::model::ids::Kind::Unit) {
            orders.resize(unit.subject.id as usize + 1, i64::MAX);
            orders[unit.subject.id as usize] = self.unit_order(unit.subject.id);
        }
        orders
    }

    /// Missing?, a number, a text: compared in this order.
    fn rank(&self, row: usize, key: SortKey) -> (bool, i64, &str) {
        let sheet = &self.sheet;
        let day = |number: i32| (number == 0, i64::from(number), "");
        let count = |number: i64| (number == NONE, number, "");
        match key {
            SortKey::No => (
                sheet.seq_no[row] == 0,
                i64::from(sheet.no_unit[row]) << 32 | i64::from(sheet.seq_no[row]),
                "",
            ),
            SortKey::Unit => (false, self.unit_order(u32::from(sheet.unit[row])), ""),
            SortKey::Place => (false, 0, sheet.place.get(row)),
            SortKey::Category => (
                false,
                0,
                sheet
                    .codes
                    .word(sheet.item[row])
                    .or(sheet.codes.word(sheet.category[row]))
                    .unwrap_or_default(),
            ),
            SortKey::State => (false, i64::from(sheet.state[row]), ""),
            SortKey::Lead => (sheet.lead[row] == 0, self.unit_order(u32::from(sheet.lead[row])), ""),
            SortKey::Due => day(sheet.due[row]),
            SortKey::Found => day(sheet.found[row]),
            SortKey::Closed => day(sheet.closed[row]),
            SortKey::Changed => (false, i64::try_from(sheet.changed_seq[row]).unwrap_or(i64::MAX), ""),
            SortKey::Amount => count(sheet.amount[row]),
            SortKey::Students => count(sheet.students[row]),
        }
    }

    /// The place of a unit in every table.
    pub fn unit_order(&self, unit: u32) -> i64 {
        self.unit(unit)
            .and_then(|unit| unit.int(crate::model::field::Field::Order))
            .unwrap_or(i64::from(unit) + 10_000)
    }

    /// Counts of some rows.
    pub fn counts(&self, rows: &[usize], today: NaiveDate) -> Counts {
        let today = day_number(Some(today));
        let mut counts = Counts::default();
        for row in rows {
            counts.overdue += u32::from(self.sheet.is_overdue(*row, today));
            counts.soon += u32::from(self.sheet.is_soon(*row, today, self.soon_days()));
            counts.claimed += u32::from(self.sheet.state[*row] == State::Claimed as u8);
        }
        counts
    }

    /// The row of an issue as lists show it. Labels and the next step are filled in elsewhere.
    pub fn issue_row(&self, row: usize, asker: &Asker) -> IssueRow {
        let sheet = &self.sheet;
        let today = day_number(Some(asker.today));
        let state = sheet.state_of(row).unwrap_or_default();
        let word = |number: u16| sheet.codes.word(number).map(str::to_owned);
        let count = |number: i64| (number != NONE).then_some(number);
        let name = |unit: u16| (unit != 0).then(|| self.unit_name(u32::from(unit)).to_owned());
        let runs = sheet.due[row] != 0 && state.clock_runs();
        let with = match self.with(row) {
            With::Nobody => None,
            With::Office => Some(self.office_name()),
            With::Unit(unit) => Some(self.unit_name(unit).to_owned()),
        };
        let co = sheet.codes.word(sheet.co[row]).unwrap_or_default();
        IssueRow {
            id: row as u32 + 1,
            no: self.number_of(row),
            unit: self.unit_name(u32::from(sheet.unit[row])).to_owned(),
            unit_code: self
                .unit(u32::from(sheet.unit[row]))
                .map_or_else(String::new, |unit| unit.text(crate::model::field::Field::Code).to_owned()),
            place: sheet.place.get(row).to_owned(),
            stage: word(sheet.stage[row]),
            category: word(sheet.category[row]).unwrap_or_default(),
            item: word(sheet.item[row]),
            title: sheet.title.get(row).to_owned(),
            state,
            state_label: String::new(),
            round: u32::from(sheet.round[row]),
            lead: name(sheet.lead[row]),
            co: co
                .split(',')
                .filter_map(|id| id.parse().ok())
                .map(|id| self.unit_name(id).to_owned())
                .collect(),
            source: word(sheet.source[row]),
            rect_type: word(sheet.rect_type[row]),
            found_on: day_of(sheet.found[row]),
            reported_on: day_of(sheet.reported[row]),
            assigned_on: day_of(sheet.assigned[row]),
            deadline: day_of(sheet.due[row]),
            deadline_text: word(sheet.deadline_text[row]),
            original_deadline: day_of(sheet.original[row]),
            days_left: runs.then(|| i64::from(sheet.due[row] - today)),
            overdue: sheet.is_overdue(row, today),
            soon: sheet.is_soon(row, today, self.soon_days()),
            standing: sheet.has(row, flag::STANDING),
            listed: sheet.has(row, flag::LISTED),
            extensions: u32::from(sheet.extensions[row]),
            returned: u32::from(sheet.returned[row]),
            persons: count(sheet.persons[row]),
            students: count(sheet.students[row]),
            amount_fen: count(sheet.amount[row]),
            refunded_fen: count(sheet.refunded[row]),
            with_days: with
                .as_ref()
                .and_then(|_| day_of(sheet.moved[row]))
                .map(|day| (asker.today - day).num_days().max(0)),
            with,
            claimed_on: day_of(sheet.claimed[row]),
            closed_on: day_of(sheet.closed[row]),
            late_days: count(sheet.late_days[row]),
            file: word(sheet.file[row]),
            file_row: Some(sheet.file_row.get(row)).filter(|text| !text.is_empty()).map(str::to_owned),
            changed_seq: sheet.changed_seq[row],
            next: None,
            backfilled: sheet.has(row, flag::BACKFILLED),
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

/// A bare word, made ready once for all rows: the units that answer to it.
struct WordTest {
    query: pinyin::Query,
    units: BTreeSet<u16>,
    number: Option<u32>,
}

impl WordTest {
    fn of(books: &Books, test: &Test) -> Self {
        let text = if let Test::Words(text) = test { text.as_str() } else { "" };
        let units = books.units_called(text).into_iter().flat_map(|unit| books.with_below(unit));
        Self {
            query: pinyin::Query::new(text),
            units: units.filter_map(|unit| u16::try_from(unit).ok()).collect(),
            number: books.issue_called(text),
        }
    }

    fn fits(&self, books: &Books, row: usize, text: &str) -> bool {
        let sheet = &books.sheet;
        self.number == Some(row as u32 + 1)
            || self.units.contains(&sheet.unit[row])
            || self.query.find(sheet.place.get(row)).is_some()
            || self.query.find(sheet.title.get(row)).is_some()
            || sheet.file_row.get(row) == text
    }
}
