//! The values of a filter's terms: units, classes, items, states, flags, figures.

use super::Books;
use super::filter_reader::unknown;
use super::filter_words::{Names, code_of, nearest_of, signs, vocabulary};
use crate::model::filter::{DayField, Flag, Holder, Range, SortKey, Test};
use crate::model::refusal::{Expected, Refusal, Way, Why};
use crate::model::state::State;
use crate::text::pinyin::{Quality, Query};
use chrono::NaiveDate;

/// Reads the value of one term.
pub struct Reader<'a> {
    pub books: &'a Books,
    pub today: NaiveDate,
    pub term: &'a str,
    /// Folded, in small letters.
    pub folded: &'a str,
    /// As typed.
    pub raw: &'a str,
}

impl Reader<'_> {
    fn values(&self) -> impl Iterator<Item = &str> {
        self.folded.split('|').map(str::trim).filter(|value| !value.is_empty())
    }

    fn raw_values(&self) -> Vec<String> {
        let values = self.raw.split(['|', '｜']).map(str::trim);
        values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    /// A value that the term does not take.
    pub fn bad(&self, text: &str, expected: Expected) -> Refusal {
        Why::BadTerm { term: self.term.to_owned(), text: text.to_owned(), expected }.into()
    }

    /// A value that is not known: the nearest one is named; where none is near, what is expected.
    fn unknown_of<'n>(&self, names: impl Iterator<Item = &'n str>, text: &str) -> Refusal {
        match nearest_of(names, text) {
            Some(near) => {
                Refusal::new(Why::UnknownTerm { text: text.to_owned(), nearest: Some(near) }).way(Way::Back)
            }
            None => self.bad(text, Expected::Code),
        }
    }

    /// What the term asks of an issue.
    pub fn test(&self) -> Result<Test, Refusal> {
        Ok(match self.term {
            "unit" => Test::Unit(self.books.all_below(&self.units()?)),
            "lead" => Test::Lead(self.units()?),
            "place" => Test::Place(self.raw_values()),
            "cat" => Test::Category(self.categories()?),
            "item" => Test::Item(self.items()?),
            "state" => Test::State(self.states()?),
            "source" => Test::Source(self.sources()?),
            "type" => Test::RectType(self.coded(&vocabulary().types)?),
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

    fn units_called(&self, name: &str) -> Result<Vec<u32>, Refusal> {
        let called = self.books.units_called(name);
        if called.is_empty() {
            let nearest = self.books.nearest_unit(name);
            return Err(Why::UnknownUnit { text: name.to_owned(), nearest }.into());
        }
        Ok(called)
    }

    fn units(&self) -> Result<Vec<u32>, Refusal> {
        let mut units = Vec::new();
        for name in self.raw_values() {
            match self.books.units_of_kind(&name) {
                of_kind if of_kind.is_empty() => units.extend(self.units_called(&name)?),
                of_kind => units.extend(of_kind),
            }
        }
        Ok(units)
    }

    /// The ids of the best-fitting of some named things, for every value.
    fn named(&self, things: &[(String, Vec<String>)]) -> Result<Vec<String>, Refusal> {
        let mut found: Vec<String> = Vec::new();
        for value in self.values() {
            let query = Query::new(value);
            let fit = |(id, names): &(String, Vec<String>)| {
                let coded = names.iter().any(|name| name.eq_ignore_ascii_case(value));
                let exact = id == value || coded;
                if exact { Some(3) } else { names.iter().filter_map(|name| fit_of(&query, name)).max() }
            };
            let fits: Vec<(u8, &String)> = things.iter().filter_map(|t| Some((fit(t)?, &t.0))).collect();
            let Some(best) = fits.iter().map(|(fit, _)| *fit).max() else {
                let names = things.iter().flat_map(|(id, names)| std::iter::once(id).chain(names));
                return Err(self.unknown_of(names.map(String::as_str), value));
            };
            found.extend(fits.into_iter().filter(|(fit, _)| *fit == best).map(|(_, id)| id.clone()));
        }
        Ok(found)
    }

    fn categories(&self) -> Result<Vec<String>, Refusal> {
        let categories = self.books.pack.iter().flat_map(|pack| &pack.categories);
        let named = categories.map(|c| (c.id.clone(), vec![c.code.clone(), c.short.clone(), c.name.clone()]));
        self.named(&named.collect::<Vec<_>>())
    }

    fn items(&self) -> Result<Vec<String>, Refusal> {
        let items = self.books.pack.iter().flat_map(|pack| pack.items());
        // A number of an item is one: the digits inside of longer texts do not count.
        let numeric = self.values().all(|value| value.starts_with(|c: char| c.is_ascii_digit()));
        let named = items.map(|item| {
            let words = item.keywords.iter().chain([&item.text]).filter(|_| !numeric);
            (item.id.clone(), words.cloned().collect())
        });
        self.named(&named.collect::<Vec<_>>())
    }

    /// The sources of the plan and those in use that a value names or is part of.
    fn sources(&self) -> Result<Vec<String>, Refusal> {
        let known = self.books.sources();
        let mut found = Vec::new();
        for value in self.values() {
            let query = Query::new(value);
            let fits = |names: &[String]| names.iter().any(|name| query.find(name).is_some());
            let before = found.len();
            found.extend(known.iter().filter(|(_, names)| fits(names)).map(|(source, _)| source.clone()));
            if found.len() == before {
                return Err(
                    self.unknown_of(known.iter().flat_map(|(_, names)| names).map(String::as_str), value)
                );
            }
        }
        Ok(found)
    }

    fn coded(&self, names: &Names) -> Result<Vec<String>, Refusal> {
        let read = |value: &str| code_of(names, value).map(str::to_owned);
        self.values().map(|value| read(value).ok_or_else(|| unknown(names, value))).collect()
    }

    fn states(&self) -> Result<Vec<State>, Refusal> {
        let mut states = Vec::new();
        for value in self.values() {
            if code_of(&vocabulary().flags, value) == Some("open") {
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
                None => holders.extend(self.units_called(value)?.into_iter().map(Holder::Unit)),
            }
        }
        Ok(holders)
    }

    fn flags(&self) -> Result<Vec<Flag>, Refusal> {
        let flags = &vocabulary().flags;
        let read = |value: &str| code_of(flags, value).and_then(flag_of);
        self.values().map(|value| read(value).ok_or_else(|| unknown(flags, value))).collect()
    }

    /// The keys of a sort; true is descending.
    pub fn sort(&self) -> Result<Vec<(SortKey, bool)>, Refusal> {
        let sorts = &vocabulary().sorts;
        let keys = self.folded.split([',', '|', '/']).map(str::trim).filter(|key| !key.is_empty());
        keys.map(|key| {
            let (key, down) = key.strip_prefix('-').map_or((key, false), |key| (key, true));
            let code = code_of(sorts, key).ok_or_else(|| unknown(sorts, key))?;
            Ok((sort_key(code), down))
        })
        .collect()
    }

    fn range(&self, scale: i64) -> Result<Range, Refusal> {
        let bad = || self.bad(self.folded, if scale == 100 { Expected::Money } else { Expected::Count });
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            text => figure(text, scale).map(Some).ok_or_else(bad),
        };
        let (op, value) = operator(self.folded);
        if value.trim_matches(['.', '~', ' ']).is_empty() {
            return Err(bad());
        }
        let ends = value.split_once("..").or_else(|| value.split_once('~'));
        Ok(match (op, ends) {
            ("", Some((from, to))) => Range { from: number(from)?, to: number(to)? },
            ("", None) => Range { from: number(value)?, to: number(value)? },
            (">=", _) => Range { from: number(value)?, to: None },
            (">", _) => Range { from: number(value)?.map(|n| n.saturating_add(1)), to: None },
            ("<=", _) => Range { from: None, to: number(value)? },
            _ => Range { from: None, to: number(value)?.map(|n| n.saturating_sub(1)) },
        })
    }
}

/// How a query fits one of many names; the more the better.
fn fit_of(query: &Query, name: &str) -> Option<u8> {
    query.find(name).map(|found| match found.quality {
        Quality::Exact => 2,
        Quality::Prefix => 1,
        Quality::Contiguous => 0,
    })
}

/// A figure as people write it, in units of 1/`scale`; the decimals must fit.
fn figure(text: &str, scale: i64) -> Option<i64> {
    let bare = |names: &[String]| names.iter().find_map(|sign| text.strip_suffix(sign.as_str()));
    let (digits, scale) = match (bare(signs("ten_thousand")), bare(signs("one"))) {
        (Some(digits), _) => (digits, scale.checked_mul(10_000)?),
        (None, Some(digits)) => (digits, scale),
        _ => (text, scale),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > 9 {
        return None;
    }
    let tens = 10_i64.pow(u32::try_from(part.len()).ok()?);
    let parts = part.parse::<i64>().unwrap_or(0).checked_mul(scale)?;
    if parts % tens != 0 {
        return None;
    }
    whole.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(parts / tens)
}

/// The comparison a value begins with.
pub fn operator(text: &str) -> (&str, &str) {
    ["<=", ">=", "<", ">", "="]
        .iter()
        .find_map(|op| Some((if *op == "=" { "" } else { op }, text.strip_prefix(op)?)))
        .unwrap_or(("", text))
}

/// The flag of a code.
pub fn flag_of(code: &str) -> Option<Flag> {
    Some(match code {
        "overdue" => Flag::Overdue,
        "soon" => Flag::Soon,
        "listed" => Flag::Listed,
        "delisted" => Flag::Delisted,
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
