//! Named days of the calendar: feasts, terms, breaks. A pack gives them as `anchors`, by these codes;
//! the last day of a span is `<code>_end` (`national_day_end`, `summer_break_end`). A feast of a fixed
//! day needs no anchor.

use super::Anchor;
use super::days::Calendar;
use chrono::{Datelike, Days, NaiveDate};

/// Feasts on the same day each year: code, month, day, and whether they are that day only.
const FIXED: &[(&str, u32, u32, bool)] = &[
    ("new_year", 1, 1, false),
    ("labour_day", 5, 1, false),
    ("childrens_day", 6, 1, true),
    ("party_day", 7, 1, true),
    ("army_day", 8, 1, true),
    ("teachers_day", 9, 10, true),
    ("national_day", 10, 1, false),
];

/// A feast this long over is still the one meant; after that the next.
const PATIENCE: Days = Days::new(14);

/// The codes of named days that a phrase can ask for. `<code>_end` gives the last day of a span.
pub const ANCHORS: &[&str] = &[
    "new_year",
    "spring_festival",
    "tomb_sweeping",
    "labour_day",
    "childrens_day",
    "dragon_boat",
    "party_day",
    "army_day",
    "teachers_day",
    "mid_autumn",
    "national_day",
    "fall_term_start",
    "fall_term_end",
    "spring_term_start",
    "spring_term_end",
    "summer_break",
    "winter_break",
    "zhongkao",
    "gaokao",
];

/// Names that mean whichever of several comes next.
const GROUPS: &[(&str, &[&str])] = &[
    ("term_start", &["fall_term_start", "spring_term_start"]),
    ("term_end", &["fall_term_end", "spring_term_end"]),
    ("school_break", &["summer_break", "winter_break"]),
    (
        "feast",
        &[
            "new_year",
            "spring_festival",
            "tomb_sweeping",
            "labour_day",
            "dragon_boat",
            "mid_autumn",
            "national_day",
        ],
    ),
];

/// A named span found: its code, first day, and last day when known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Feast {
    pub code: &'static str,
    pub first: NaiveDate,
    pub last: Option<NaiveDate>,
}

/// The feast of that code, in `year` if one is written, else the one that is not long past; the
/// nearest of a group. `None` when the calendar does not hold it.
pub(super) fn find(
    code: &'static str,
    year: Option<i32>,
    anchor: &Anchor,
    calendar: &Calendar,
) -> Option<Feast> {
    let Some((_, members)) = GROUPS.iter().find(|(group, _)| *group == code) else {
        return single(code, year, anchor, calendar);
    };
    members
        .iter()
        .filter_map(|member| single(member, year, anchor, calendar))
        .filter(|feast| feast.last.unwrap_or(feast.first) >= anchor.day)
        .min_by_key(|feast| feast.first)
}

fn single(code: &'static str, year: Option<i32>, anchor: &Anchor, calendar: &Calendar) -> Option<Feast> {
    let oldest = anchor.day.checked_sub_days(PATIENCE).unwrap_or(anchor.day);
    let last = calendar.anchors.get(&format!("{code}_end")).copied();
    let held = calendar.anchors.get(code).copied();
    let held = held.filter(|first| match year {
        Some(year) => first.year() == year,
        None => last.unwrap_or(*first).max(*first) >= oldest,
    });
    if let Some(first) = held {
        // A start or an end is a day, not a span.
        let day = code.ends_with("_start") || code.ends_with("_end");
        let last = last.or(day.then_some(first));
        let last = last.filter(|last| *last >= first);
        return Some(Feast { code, first, last });
    }
    let (_, month, day, alone) = FIXED.iter().find(|(fixed, ..)| *fixed == code)?;
    let of = |year: i32| NaiveDate::from_ymd_opt(year, *month, *day);
    let first = match year {
        Some(year) => of(year)?,
        None => (-1..=1).filter_map(|ahead| of(anchor.day.year() + ahead)).find(|first| *first >= oldest)?,
    };
    Some(Feast { code, first, last: alone.then_some(first) })
}

#[cfg(test)]
mod tests {
    use super::super::token::Tok;
    use super::super::words::WORDS;
    use super::*;

    #[test]
    fn every_named_day_of_the_words_has_a_code() {
        let members = GROUPS.iter().flat_map(|(_, members)| members.iter());
        let fixed = FIXED.iter().map(|(code, ..)| code);
        for code in members.chain(fixed) {
            assert!(ANCHORS.contains(code), "{code}");
        }
        for tok in WORDS.iter().flat_map(|(_, toks)| toks.iter()) {
            if let Tok::Feast(code) = tok {
                let group = GROUPS.iter().any(|(group, _)| group == code);
                assert!(group || ANCHORS.contains(code), "{code}");
            }
        }
    }
}
