//! A month is fixed as it was handed in: once, and never written again. The tables themselves are computed and
//! kept by the office before this is decided.

use super::step::Step;
use crate::books::draft::{Draft, Fixed};
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use chrono::{Datelike, NaiveDate};

/// Fixes the month whose tables were kept.
///
/// # Errors
/// It is fixed already.
pub fn fix(step: &mut Step<'_>) -> Result<(), Refusal> {
    let Some(Fixed { month, as_of, tables }) = step.draft.report.clone() else {
        return Err(Why::Internal { detail: "no tables were kept".into() }.into());
    };
    expect_open(step.draft, &month)?;
    step.set_text(Field::Month, 0, &month);
    step.set(Field::AsOf, Value::Day(as_of));
    step.set(Field::ActOn, Value::Day(step.on));
    step.set(Field::Fixed, Value::Words(tables));
    Ok(())
}

/// # Errors
/// The month is fixed already.
pub fn expect_open(draft: &Draft<'_>, month: &str) -> Result<(), Refusal> {
    let months = draft.of_kind(Kind::Lock);
    if let Some(later) =
        months.iter().map(|lock| lock.text(Field::Month)).filter(|later| *later > month).max()
    {
        let (month, later) = (month.to_owned(), later.to_owned());
        return Err(Refusal::new(Why::LaterFixed { month, later }).way(Way::Back));
    }
    match months.into_iter().find(|lock| lock.text(Field::Month) == month) {
        None => Ok(()),
        Some(lock) => {
            let (month, no) = (month.to_owned(), lock.text(Field::No).to_owned());
            Err(Refusal::new(Why::FixedAlready { month, no }).way(Way::Back))
        }
    }
}

/// Months ahead within which a month without a year is one of this year.
const HALF_A_YEAR: u32 = 6;

/// The month a text names (`2021-08`, `8月`, `2021年8月`), one without a year being the nearest of that name; and
/// the first of its days.
///
/// # Errors
/// It names none, or one that has not begun.
pub fn month(text: &str, today: NaiveDate) -> Result<(String, NaiveDate), Refusal> {
    let folded = crate::text::fold(text.trim());
    let bad = || {
        let (field, text) = (Field::Month, text.to_owned());
        Refusal::from(Why::BadValue { field, text, expected: crate::model::refusal::Expected::Month })
    };
    let numbers: Vec<u32> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| bad())?;
    let first = match numbers[..] {
        [year, month] if year > 99 => NaiveDate::from_ymd_opt(year as i32, month, 1),
        [month] => {
            // In January December is the last one, in August September is the one to come.
            let last_year = month > today.month() + HALF_A_YEAR;
            NaiveDate::from_ymd_opt(today.year() - i32::from(last_year), month, 1)
        }
        _ => None,
    };
    let first = first.ok_or_else(bad)?;
    match first <= today {
        true => Ok((crate::books::owed::month_of(first), first)),
        false => Err(Why::FutureDay { day: first, today }.into()),
    }
}

/// The last day of the month that begins on a day.
pub fn last_day(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}

/// The fixed month within which a day lies: the latest that reaches to it.
pub fn reaching<'a>(locks: impl Iterator<Item = &'a Record>, day: NaiveDate) -> Option<&'a Record> {
    let reach = locks.filter(|lock| lock.day(Field::AsOf).is_some_and(|as_of| day <= as_of));
    reach.min_by_key(|lock| lock.day(Field::AsOf))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_named_in_several_ways() {
        let today: NaiveDate = "2021-09-18".parse().unwrap();
        let named = |text: &str| month(text, today).map(|(month, _)| month);
        for text in ["2021-08", "8月", "08", "2021年8月", "８月", " 8 "] {
            assert_eq!(named(text).unwrap(), "2021-08", "{text}");
        }
        assert!(
            matches!(named("12月").unwrap_err().why, Why::FutureDay { .. }),
            "this December has not begun"
        );
        let january = "2022-01-09".parse().unwrap();
        assert_eq!(month("12月", january).unwrap().0, "2021-12");
        for text in ["", "13月", "2021-00", "八月份吧", "2021-08-01"] {
            assert!(named(text).is_err(), "{text}");
        }
        assert!(matches!(month("2021-10", today).unwrap_err().why, Why::FutureDay { .. }));
        assert_eq!(last_day("2021-02-01".parse().unwrap()), "2021-02-28".parse().unwrap());
        assert_eq!(last_day("2021-12-01".parse().unwrap()), "2021-12-31".parse().unwrap());
    }
}
