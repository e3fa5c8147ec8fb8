//! Dates of TOML as calendar days.

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error};
use std::collections::BTreeMap;
use toml::value::Datetime;

fn plain<E: Error>(date: &Datetime) -> Result<NaiveDate, E> {
    let day = date.date.filter(|_| date.time.is_none());
    day.and_then(|day| NaiveDate::from_ymd_opt(i32::from(day.year), u32::from(day.month), u32::from(day.day)))
        .ok_or_else(|| E::custom("a date such as 2021-06-30 is wanted"))
}

/// One day.
pub fn one<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    plain(&Datetime::deserialize(from)?)
}

/// A day that may be left out.
pub fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Option::<Datetime>::deserialize(from)?.as_ref().map(plain).transpose()
}

/// Several days.
pub fn many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<NaiveDate>, D::Error> {
    Vec::<Datetime>::deserialize(from)?.iter().map(plain).collect()
}

/// Days by name.
pub fn named<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, NaiveDate>, D::Error> {
    let dates = BTreeMap::<String, Datetime>::deserialize(from)?;
    dates.into_iter().map(|(name, date)| Ok((name, plain(&date)?))).collect()
}
