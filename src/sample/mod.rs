//! Made-up campaigns, as commands of made-up people on made-up days.
//!
//! Nothing here writes: the acts are sent through the same door as anybody's. Units, people, schools and
//! misdeeds are invented, and a store made from them says so for good.

pub mod act;
pub mod made_up;
pub mod people;
pub mod stories;
pub mod story;
pub mod texts;
pub mod told;

pub use act::{Act, acts};
pub use made_up::made_up_pack;

use chrono::NaiveDate;

/// The day on which made-up campaigns are looked at.
pub fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 9, 18).unwrap_or_default()
}

/// The day on which they begin.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 7, 1).unwrap_or_default()
}

/// Issues of a size by its letter, or a number.
pub fn size(name: &str) -> Option<usize> {
    match name.to_ascii_uppercase().as_str() {
        "S" => Some(60),
        "M" => Some(600),
        "L" => Some(6_000),
        "XL" => Some(50_000),
        number => number.parse().ok().filter(|n| (1..=2_000_000).contains(n)),
    }
}
