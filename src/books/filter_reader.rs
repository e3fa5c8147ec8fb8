//! Reads the filter language. One reader for find box, saved queries and command line.

use super::Books;
use super::filter_words::{Names, code_of, nearest, vocabulary};
use crate::model::filter::{DayField, DayRange, Filter, Flag, Holder, Range, SortKey, Term, Test};
use crate::model::refusal::{Expected, Refusal, Way, Why};
use crate::model::state::State;
use crate::text::fold_char;
use chrono::{Datelike, Days, Months, NaiveDate};

/// One word of the line, with its sign taken off.
struct Word {
    negated: bool,
    /// As typed.
    raw: String,
    /// Folded to ASCII punctuation; same number of characters as `raw`.
    folded: String,
}

/// Reads a filter line. `today` anchors relative days.
///
/// # Errors
/// An unknown term, an empty value or a value that the term does not take; the nearest known term is
/// named and nothing is filtered.
pub fn read(line: &str, books: &Books, today: NaiveDate) -> Result<Filter, Refusal> {
    let mut filter = Filter::default();
    for word in words(line) {
        let Some(colon) = word.folded.chars().position(|c| c == ':').filter(|_| !is_clock(&word.folded))
        else {
            filter.terms.push(bare(&word));
            continue;
        };
        let key: String = word.folded.chars().take(colon).collect();
        let folded: String = word.folded.chars().skip(colon + 1).collect();
        let raw: String = word.raw.chars().skip(colon + 1).collect();
        let term = code_of(&vocabulary().terms, &key).ok_or_else(|| unknown(&vocabulary().terms, &key))?;
        if folded.trim_matches('|').is_empty() {
            return Err(Why::EmptyTerm { text: word.raw }.into());
        }
        let reader = Reader { books, today, term, folded: &folded, raw: &raw };
        match term {
            "sort" | "as-of" | "known" if word.negated => return Err(reader.bad(&word.raw, Expected::Text)),
            "sort" => filter.sort = reader.sort()?,
            "as-of" => filter.as_of = Some(reader.day(&folded)?),
            "known" => filter.known = Some(reader.day(&folded)?),
            _ => filter.terms.push(Term { negated: word.negated, test: reader.test()? }),
        }
    }
    Ok(filter)
}

/// `17:30` is a word, not a term.
fn is_clock(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn bare(word: &Word) -> Term {
    let lone = vocabulary().lone.get("flags").map_or(&[][..], Vec::as_slice);
    let flag = code_of(&vocabulary().flags, &word.folded).filter(|code| lone.iter().any(|l| l == code));
    let test = match flag.and_then(flag_of) {
        Some(flag) => Test::Is(vec![flag]),
        None => Test::Words(word.raw.clone()),
    };
    Term { negated: word.negated, test }
}

fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut raw = String::new();
    let mut quoted = false;
    for c in line.chars().chain([' ']) {
        match fold_char(c) {
            '"' => quoted = !quoted,
            f if f.is_whitespace() && !quoted => {
                if !raw.is_empty() {
                    words.push(word(std::mem::take(&mut raw)));
                }
            }
            _ => raw.push(c),
        }
    }
    if !raw.trim().is_empty() {
        words.push(word(raw.trim().to_owned()));
    }
    words
}

fn word(raw: String) -> Word {
    let folded: String = raw.chars().map(fold_char).collect();
    let negated = folded.starts_with('-') && folded.chars().count() > 1;
    let skip = usize::from(negated);
    Word {
        negated,
        folded: folded.chars().skip(skip).collect::<String>().to_ascii_lowercase(),
        raw: raw.chars().skip(skip).collect(),
    }
}

fn unknown(names: &Names, text: &str) -> Refusal {
    Refusal::new(Why::UnknownTerm { text: text.to_owned(), nearest: nearest(names, text) }).way(Way::Back)
}

/// Reads the value of one term.
struct Reader<'a> {
    books: &'a Books,
    today: NaiveDate,
    term: &'a str,
    folded: &'a str,
    raw: &'a str,
}

impl Reader<'_> {
    fn values(&self) -> impl Iterator<Item = &str> {
        self.folded.split('|').filter(|value| !value.is_empty())
    }

    fn raw_values(&self) -> Vec<String> {
        self.raw.split(['|', '｜']).filter(|v| !v.is_empty()).map(str::to_owned).collect()
    }

    fn bad(&self, text: &str, expected: Expected) -> Refusal {
        Why::BadTerm { term: self.term.to_owned(), text: text.to_owned(), expected }.into()
    }

    fn test(&self) -> Result<Test, Refusal> {
        Ok(match self.term {
            "unit" => {
                Test::Unit(self.units()?.into_iter().flat_map(|unit| self.books.with_below(unit)).collect())
            }
            "lead" => Test::Lead(self.units()?),
            "place" => Test::Place(self.raw_values()),
            "cat" => Test::Category(self.categories()?),
            "item" => Test::Item(self.items()?),
            "state" => Test::State(self.states()?),
            "source" => Test::Source(self.raw_values()),
            "type" => Test::RectType(self.types()?),
            "with" => Test::With(self.holders()?),
            "is" => Test::Is(self.flags()?),
            "due" => Test::Day(DayField::Due, self.day_range(false)?),
            "found" => Test::Day(DayField::Found, self.day_range(true)?),
            "closed" => Test::Day(DayField::Closed, self.day_range(true)?),
            "changed" => Test::Day(DayField::Changed, self.day_range(true)?),
            "amount" => Test::Amount(self.range(100)?),
            "students" => Test::Students(self.range(1)?),
            "no" => Test::No(self.raw_values()),
            _ => Test::File(self.raw_values()),
        })
    }

    fn units(&self) -> Result<Vec<u32>, Refusal> {
        let mut units = Vec::new();
        for name in self.raw_values() {
            let called = self.books.units_called(&name);
            if called.is_empty() {
                return Err(Why::UnknownUnit { text: name, nearest: None }.into());
            }
            units.extend(called);
        }
        Ok(units)
    }

    fn categories(&self) -> Result<Vec<String>, Refusal> {
        let Some(pack) = &self.books.pack else { return Ok(Vec::new()) };
        let named = |value: &str| {
            pack.categories
                .iter()
                .find(|c| c.id == value || c.code.eq_ignore_ascii_case(value))
                .or_else(|| pack.categories.iter().find(|c| c.short == value))
                .or_else(|| {
                    pack.categories.iter().find(|c| {
                        crate::text::pinyin::matches(value, &c.short).is_some() || c.name.contains(value)
                    })
                })
                .map(|c| c.id.clone())
        };
        self.values().map(|value| named(value).ok_or_else(|| self.bad(value, Expected::Code))).collect()
    }

    fn items(&self) -> Result<Vec<String>, Refusal> {
        let known =
            |value: &str| self.books.pack.as_ref().is_some_and(|pack| pack.items().any(|i| i.id == value));
        let item = |value: &str| {
            if known(value) { Ok(value.to_owned()) } else { Err(self.bad(value, Expected::Code)) }
        };
        self.values().map(item).collect()
    }

    fn types(&self) -> Result<Vec<String>, Refusal> {
        let read = |value: &str| code_of(&vocabulary().types, value).map(str::to_owned);
        self.values().map(|v| read(v).ok_or_else(|| unknown(&vocabulary().types, v))).collect()
    }

    fn states(&self) -> Result<Vec<State>, Refusal> {
        let mut states = Vec::new();
        for value in self.values() {
            if value == "open" || code_of(&vocabulary().flags, value) == Some("open") {
                states.extend(State::ALL.into_iter().filter(|state| state.is_open()));
                continue;
            }
            let code =
                code_of(&vocabulary().states, value).ok_or_else(|| unknown(&vocabulary().states, value))?;
            states.extend(State::from_code(code));
        }
        Ok(states)
    }

    fn holders(&self) -> Result<Vec<Holder>, Refusal> {
        let mut holders = Vec::new();
        for value in self.values() {
            match code_of(&vocabulary().holders, value) {
                Some("me") => holders.push(Holder::Me),
                Some("office") => holders.push(Holder::Office),
                Some(_) => holders.push(Holder::AnyUnit),
                None => {
                    let called = self.books.units_called(value);
                    if called.is_empty() {
                        return Err(Why::UnknownUnit { text: value.to_owned(), nearest: None }.into());
                    }
                    holders.extend(called.into_iter().map(Holder::Unit));
                }
            }
        }
        Ok(holders)
    }

    fn flags(&self) -> Result<Vec<Flag>, Refusal> {
        self.values()
            .map(|value| {
                let code = code_of(&vocabulary().flags, value);
                code.and_then(flag_of).ok_or_else(|| unknown(&vocabulary().flags, value))
            })
            .collect()
    }

    fn sort(&self) -> Result<Vec<(SortKey, bool)>, Refusal> {
        self.folded
            .split([',', '|'])
            .filter(|key| !key.is_empty())
            .map(|key| {
                let (key, down) = key.strip_prefix('-').map_or((key, false), |key| (key, true));
                let code =
                    code_of(&vocabulary().sorts, key).ok_or_else(|| unknown(&vocabulary().sorts, key))?;
                Ok((sort_key(code), down))
            })
            .collect()
    }

    fn range(&self, scale: i64) -> Result<Range, Refusal> {
        let bad = || self.bad(self.folded, if scale == 100 { Expected::Money } else { Expected::Count });
        let number = |text: &str| match text {
            "" => Ok(None),
            text => text.parse::<i64>().ok().and_then(|n| n.checked_mul(scale)).map(Some).ok_or_else(bad),
        };
        if self.folded.trim_matches(['.', '<', '>', '=']).is_empty() {
            return Err(bad());
        }
        let (op, value) = operator(self.folded);
        Ok(match (op, value.split_once("..")) {
            ("", Some((from, to))) => Range { from: number(from)?, to: number(to)? },
            ("", None) => Range { from: number(value)?, to: number(value)? },
            (">=", _) => Range { from: number(value)?, to: None },
            (">", _) => Range { from: number(value)?.map(|n| n.saturating_add(1)), to: None },
            ("<=", _) => Range { from: None, to: number(value)? },
            _ => Range { from: None, to: number(value)?.map(|n| n.saturating_sub(1)) },
        })
    }

    /// Days of a range. Relative days count forward for what is to come and back for what is past.
    fn day_range(&self, past: bool) -> Result<DayRange, Refusal> {
        let (op, value) = operator(self.folded);
        if value.trim_matches('.').is_empty() {
            return Err(self.bad(self.folded, Expected::DayRange));
        }
        if let Some(days) = relative(value.trim_start_matches("..")) {
            let edge = self.shift(days, past)?;
            let within = op.starts_with('<') || value.starts_with("..");
            let step = if matches!(op, "<" | ">") { 1 } else { 0 };
            return Ok(match (within, past) {
                (true, false) => DayRange { from: None, to: edge.checked_sub_days(Days::new(step)) },
                (true, true) => DayRange { from: edge.checked_add_days(Days::new(step)), to: None },
                (false, false) => DayRange { from: edge.checked_add_days(Days::new(step)), to: None },
                (false, true) => DayRange { from: None, to: edge.checked_sub_days(Days::new(step)) },
            });
        }
        let span = |text: &str| if text.is_empty() { Ok(None) } else { self.span(text).map(Some) };
        Ok(match (op, value.split_once("..")) {
            ("", Some((from, to))) => {
                DayRange { from: span(from)?.and_then(|r| r.from), to: span(to)?.and_then(|r| r.to) }
            }
            ("", None) => self.span(value)?,
            (">=", _) => DayRange { from: self.span(value)?.from, to: None },
            (">", _) => DayRange { from: self.span(value)?.to.and_then(|d| d.succ_opt()), to: None },
            ("<=", _) => DayRange { from: None, to: self.span(value)?.to },
            _ => DayRange { from: None, to: self.span(value)?.from.and_then(|d| d.pred_opt()) },
        })
    }

    fn shift(&self, days: u64, past: bool) -> Result<NaiveDate, Refusal> {
        let shifted = if past {
            self.today.checked_sub_days(Days::new(days))
        } else {
            self.today.checked_add_days(Days::new(days))
        };
        shifted.ok_or_else(|| self.bad(self.folded, Expected::DayRange))
    }

    fn day(&self, text: &str) -> Result<NaiveDate, Refusal> {
        self.span(text)?.to.ok_or_else(|| self.bad(text, Expected::Day))
    }

    /// A day, a month, a year, today, this week, this month.
    fn span(&self, text: &str) -> Result<DayRange, Refusal> {
        let both = |from: NaiveDate, to: NaiveDate| DayRange { from: Some(from), to: Some(to) };
        let bad = || self.bad(text, Expected::DayRange);
        match code_of(&vocabulary().days, text) {
            Some("today") => return Ok(both(self.today, self.today)),
            Some("week") => {
                let first = self.today - Days::new(u64::from(self.today.weekday().num_days_from_monday()));
                return Ok(both(first, first + Days::new(6)));
            }
            Some("month") => return month(self.today.year(), self.today.month()).ok_or_else(bad),
            _ => {}
        }
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Ok(both(day, day));
        }
        let signs = vocabulary().days.get("month_signs").map_or(&[][..], Vec::as_slice);
        if let Some(number) = signs.iter().find_map(|sign| text.strip_suffix(sign.as_str())) {
            let number = number.parse().map_err(|_| bad())?;
            return month(self.today.year(), number).ok_or_else(bad);
        }
        let mut parts = text.split('-').map(str::parse::<u32>);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(Ok(year)), None, _) if (1900..2200).contains(&year) => {
                let first = NaiveDate::from_ymd_opt(year as i32, 1, 1).ok_or_else(bad)?;
                Ok(both(first, NaiveDate::from_ymd_opt(year as i32, 12, 31).ok_or_else(bad)?))
            }
            (Some(Ok(year)), Some(Ok(number)), None) => month(year as i32, number).ok_or_else(bad),
            _ => Err(bad()),
        }
    }
}

fn month(year: i32, number: u32) -> Option<DayRange> {
    let first = NaiveDate::from_ymd_opt(year, number, 1)?;
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(DayRange { from: Some(first), to: Some(last) })
}

/// `7d`: a number of days.
fn relative(text: &str) -> Option<u64> {
    let signs = vocabulary().days.get("day_signs").map_or(&[][..], Vec::as_slice);
    signs.iter().find_map(|sign| text.strip_suffix(sign.as_str())?.parse().ok())
}

fn operator(text: &str) -> (&str, &str) {
    ["<=", ">=", "<", ">"].iter().find_map(|op| Some((*op, text.strip_prefix(op)?))).unwrap_or(("", text))
}

fn flag_of(code: &str) -> Option<Flag> {
    Some(match code {
        "overdue" => Flag::Overdue,
        "soon" => Flag::Soon,
        "listed" => Flag::Listed,
        "standing" => Flag::Standing,
        "returned" => Flag::Returned,
        "reopened" => Flag::Reopened,
        "open" => Flag::Open,
        "closed" => Flag::Closed,
        "late" => Flag::Late,
        "conflict" => Flag::Conflict,
        "mine" => Flag::Mine,
        "backfilled" => Flag::Backfilled,
        _ => return None,
    })
}

fn sort_key(code: &str) -> SortKey {
    match code {
        "unit" => SortKey::Unit,
        "place" => SortKey::Place,
        "cat" => SortKey::Category,
        "state" => SortKey::State,
        "lead" => SortKey::Lead,
        "due" => SortKey::Due,
        "found" => SortKey::Found,
        "closed" => SortKey::Closed,
        "changed" => SortKey::Changed,
        "amount" => SortKey::Amount,
        "students" => SortKey::Students,
        _ => SortKey::No,
    }
}
