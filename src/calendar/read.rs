//! Reading a whole text: every deadline in it is found, then the surest decides.
//!
//! What decides, in order: a rhythm; a day, a span or a period; "at once" and "by a set date"; "kept
//! up for good"; words that promise no day; a cut-off of statistics. Among days those with a word
//! that limits ("before", "within", "to") outweigh bare ones, and weak ones (`7.15`, "15 days") count
//! only when no unknown word stands beside them. Two different limits that make no span are not
//! guessed away: the last is `due`, the first `strict`, the reading is fuzzy and says so.

use super::days::Calendar;
use super::listen::{Heard, entry, listen};
use super::parser::Parser;
use super::phrase::{Due, Item, Said};
use super::rhythm::Beat;
use super::token::tokens;
use crate::model::deadline::{DeadlineKind, DeadlineReason, Reading};
use chrono::{Datelike, NaiveDate, NaiveTime};

/// The day a phrase is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The day from which periods, weekdays and "this month" count.
    pub day: NaiveDate,
    /// The time of that day, for periods of hours.
    pub time: Option<NaiveTime>,
    /// The year of the document, for days without one.
    pub year: i32,
}

/// How `text` is read as a deadline on the anchor's day. Never fails: what cannot be read has the kind
/// `Error` or `Unknown` and a reason.
pub fn read(text: &str, anchor: &Anchor, calendar: &Calendar) -> Reading {
    let toks = tokens(text);
    let mut reading = blank(text);
    if toks.is_empty() {
        reading.reason = Some(DeadlineReason::Empty);
        return reading;
    }
    let parser = Parser::new(&toks, anchor, calendar);
    match entry(parser.clone()) {
        Some(item) => settle(&mut reading, &[item], calendar),
        None => decide(listen(parser), &mut reading, anchor, calendar),
    }
    check_years(&mut reading);
    reading
}

fn blank(text: &str) -> Reading {
    Reading {
        text: text.to_owned(),
        kind: DeadlineKind::Error,
        from: None,
        due: None,
        time: None,
        fuzzy: false,
        strict: None,
        standing: false,
        recurrence: None,
        remind: None,
        reason: None,
    }
}

fn decide(mut heard: Heard, reading: &mut Reading, anchor: &Anchor, calendar: &Calendar) {
    let items = heard.surest();
    reading.standing = heard.standing;
    if let Some(beat) = heard.beat {
        settle(reading, &items, calendar);
        recur(reading, beat);
        return;
    }
    if !items.is_empty() {
        settle(reading, &items, calendar);
        // Only a first day: other words may say until when.
        let begun = reading.kind == DeadlineKind::Unknown && reading.from.is_some();
        if !begun || !(heard.at_once || heard.by_a_date || heard.standing) {
            return;
        }
        reading.fuzzy = false;
    }
    let (kind, reason) = if heard.at_once {
        let working_days = calendar.immediate_working_days;
        let start = reading.from.map_or(anchor.day, |from| from.max(anchor.day));
        reading.due = calendar.add_working_days(start, working_days);
        reading.remind = reading.due.map(|due| calendar.working_on_or_before(due));
        (DeadlineKind::Policy, DeadlineReason::Policy { working_days })
    } else if heard.by_a_date {
        (DeadlineKind::Policy, DeadlineReason::NeedsDate)
    } else if heard.standing {
        (DeadlineKind::Standing, DeadlineReason::NeedsReview)
    } else if heard.vague {
        (DeadlineKind::Unknown, DeadlineReason::Vague)
    } else if let Some(day) = heard.cutoffs.first() {
        (DeadlineKind::Error, DeadlineReason::Cutoff { day: *day })
    } else {
        (DeadlineKind::Error, DeadlineReason::NotUnderstood)
    };
    reading.kind = kind;
    reading.reason = Some(reason);
}

/// Writes what the items say into the reading.
fn settle(reading: &mut Reading, items: &[Item], calendar: &Calendar) {
    let mut dues: Vec<&Due> = Vec::new();
    let mut from = None;
    let mut no_day = None;
    for item in items {
        match &item.said {
            Said::Wrong(reason) => {
                return refuse(reading, reason.clone());
            }
            Said::Due(due) => dues.push(due),
            Said::From(day, why) => from = from.or(Some((*day, why.clone()))),
            Said::NoDay(reason) => no_day = no_day.or(Some(reason.clone())),
        }
    }
    let first = dues.iter().map(|due| due.due).min();
    // Of two readings of the same day the earlier written stands.
    let last = dues.iter().rev().max_by_key(|due| due.due);
    let (Some(first), Some(last)) = (first, last) else {
        reading.kind = DeadlineKind::Unknown;
        reading.fuzzy = from.is_some();
        let (from, why) = from.unzip();
        reading.from = from;
        reading.reason = no_day.or(why.flatten()).or(Some(DeadlineReason::Vague));
        return;
    };
    reading.kind = last.kind;
    reading.from = last.from;
    reading.due = Some(last.due);
    reading.time = last.time;
    reading.fuzzy = last.fuzzy;
    reading.strict = last.strict;
    reading.reason = last.reason.clone();
    reading.remind = Some(calendar.working_on_or_before(last.due));
    if first != last.due {
        reading.kind = DeadlineKind::Point;
        reading.from = None;
        reading.fuzzy = true;
        reading.strict = Some(first);
        reading.reason = Some(DeadlineReason::SeveralDays { first, last: last.due });
    } else if let Some((from, _)) = from.filter(|(from, _)| *from <= last.due) {
        reading.from = Some(from);
        reading.kind = DeadlineKind::Range;
    }
    if reading.reason.is_none() && !calendar.is_working(last.due) {
        reading.reason = Some(DeadlineReason::RestDay);
    }
}

/// A rhythm; days read beside it bound it.
fn recur(reading: &mut Reading, beat: Beat) {
    if reading.kind == DeadlineKind::Error && reading.reason.is_some() {
        return;
    }
    let time = match beat.clock {
        Some(Ok(time)) => time,
        Some(Err(reason)) => return refuse(reading, reason),
        None => reading.time,
    };
    if let Some(reason) = beat.wrong {
        return refuse(reading, reason);
    }
    // A single day beside a rhythm may be its first, its last, or another duty's.
    let another = reading.due.is_some() && reading.kind != DeadlineKind::Range;
    if reading.due.is_none() {
        reading.fuzzy = false;
        reading.reason = None;
    }
    reading.fuzzy |= beat.fuzzy || another;
    if beat.recurrence.is_none() {
        reading.reason = Some(DeadlineReason::NotUnderstood);
    }
    reading.kind = DeadlineKind::Recurring;
    reading.recurrence = beat.recurrence;
    reading.time = time;
}

/// Makes the reading an error and drops the rest of it.
fn refuse(reading: &mut Reading, reason: DeadlineReason) {
    *reading = Reading { reason: Some(reason), ..blank(&reading.text) };
}

/// A day far outside any campaign is a slip of the pen.
fn check_years(reading: &mut Reading) {
    let sane = |day: &Option<NaiveDate>| day.is_none_or(|day| (1900..=2200).contains(&day.year()));
    if !(sane(&reading.due) && sane(&reading.from) && sane(&reading.strict)) {
        refuse(reading, DeadlineReason::OutOfRange);
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::WORDS;
    use super::*;
    use proptest::prelude::*;

    /// Whatever was written, the reading keeps it and gives a last day or a reason.
    fn sound(text: &str, anchor: &Anchor) -> Result<(), TestCaseError> {
        let calendar = Calendar::default();
        let reading = read(text, anchor, &calendar);
        prop_assert_eq!(&reading.text, text);
        let rhythm = reading.recurrence.is_some();
        prop_assert!(reading.due.is_some() || rhythm || reading.reason.is_some(), "{:?}", reading);
        prop_assert_eq!(reading.remind.is_some(), reading.due.is_some(), "{:?}", reading);
        if let (Some(from), Some(due)) = (reading.from, reading.due) {
            prop_assert!(from <= due || rhythm, "{:?}", reading);
        }
        if let (Some(remind), Some(due)) = (reading.remind, reading.due) {
            prop_assert!(remind <= due && calendar.is_working(remind), "{:?}", reading);
        }
        if let (Some(strict), Some(due)) = (reading.strict, reading.due) {
            prop_assert!(reading.fuzzy && strict < due, "{:?}", reading);
        }
        if reading.kind == DeadlineKind::Error {
            prop_assert!(reading.due.is_none() && reading.reason.is_some(), "{:?}", reading);
        }
        prop_assert_eq!(read(text, anchor, &calendar), reading);
        Ok(())
    }

    fn word() -> impl Strategy<Value = String> {
        let words: Vec<String> =
            WORDS.iter().flat_map(|(words, _)| words.split(' ')).map(str::to_owned).collect();
        prop_oneof![
            4 => prop::sample::select(words),
            4 => (0u32..40).prop_map(|n| n.to_string()),
            1 => (1890u32..2300).prop_map(|n| n.to_string()),
            1 => prop::sample::select(vec!["十二", "二〇二一", "廿", "两三", "0715", "20210715", "99999999999"])
                .prop_map(str::to_owned),
            2 => prop::sample::select(vec!["-", "/", ".", "~", "+", ":", "，", "、", "（", "x", "w", "某"])
                .prop_map(str::to_owned),
        ]
    }

    fn any_anchor() -> impl Strategy<Value = Anchor> {
        let time = prop::option::of(0u32..24).prop_map(|hour| NaiveTime::from_hms_opt(hour?, 30, 0));
        (0i32..4000, time, -2i32..2).prop_map(|(days, time, year)| {
            let day = NaiveDate::from_num_days_from_ce_opt(737_000 + days).unwrap_or_default();
            Anchor { day, time, year: day.year() + year }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]

        #[test]
        fn any_text_is_read(text in any::<String>(), anchor in any_anchor()) {
            sound(&text, &anchor)?;
        }

        #[test]
        fn any_words_of_the_grammar_are_read(
            words in prop::collection::vec(word(), 1..9),
            anchor in any_anchor(),
        ) {
            sound(&words.concat(), &anchor)?;
        }
    }

    #[test]
    fn the_ends_of_time_do_no_harm() {
        for day in [NaiveDate::MIN, NaiveDate::MAX] {
            for year in [i32::MIN, 0, i32::MAX] {
                let anchor = Anchor { day, time: None, year };
                for (words, _) in WORDS {
                    for word in words.split(' ') {
                        for text in [
                            word.to_owned(),
                            format!("3{word}内"),
                            format!("每{word}"),
                            format!("{word}底前"),
                        ] {
                            read(&text, &anchor, &Calendar::default());
                        }
                    }
                }
                for text in ["15", "7月15日前", "+5w", "9月1日至15日", "100天内", "本周五", "周末"]
                {
                    read(text, &anchor, &Calendar::default());
                }
            }
        }
    }
}
