//! Deadline phrases as clerks write them, read on a given day against the calendar of autumn 2021.

use chrono::{NaiveDate, NaiveTime};
use duban::calendar::{Anchor, Calendar, days_left, next_turn, read, remind, stands_until};
use duban::model::deadline::{DeadlineReason, Reading, Recurrence, Rhythm};
use proptest::prelude::*;
use serde::Deserialize;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar() -> Calendar {
    let days = |days: &[&str]| days.iter().map(|text| day(text)).collect();
    let anchors = [
        ("national_day", "2021-10-01"),
        ("national_day_end", "2021-10-07"),
        ("mid_autumn", "2021-09-21"),
        ("mid_autumn_end", "2021-09-21"),
        ("spring_festival", "2022-01-31"),
        ("spring_festival_end", "2022-02-06"),
        ("fall_term_start", "2021-09-01"),
        ("fall_term_end", "2022-01-21"),
        ("spring_term_start", "2022-02-14"),
        ("summer_break", "2021-07-10"),
        ("summer_break_end", "2021-08-31"),
        ("winter_break", "2022-01-22"),
    ];
    Calendar {
        off: days(&[
            "2021-09-19",
            "2021-09-20",
            "2021-09-21",
            "2021-10-01",
            "2021-10-02",
            "2021-10-03",
            "2021-10-04",
            "2021-10-05",
            "2021-10-06",
            "2021-10-07",
            "2022-01-01",
            "2022-01-02",
            "2022-01-03",
        ]),
        work: days(&["2021-09-18", "2021-09-26", "2021-10-09"]),
        anchors: anchors.iter().map(|(code, text)| ((*code).to_owned(), day(text))).collect(),
        fallback_due: Some(day("2021-09-30")),
        ..Calendar::default()
    }
}

/// `2021-07-12` or `2021-07-12T16:40`; the document is always of 2021.
fn anchor(text: &str) -> Anchor {
    let (date, time) = text.split_once('T').map_or((text, None), |(d, t)| (d, Some(t)));
    Anchor { day: day(date), time: time.map(|t| NaiveTime::parse_from_str(t, "%H:%M").unwrap()), year: 2021 }
}

/// A reading in one line: kind, days, and all that is set beside them. The reminder is shown when it
/// is another day than the last.
fn show(reading: &Reading) -> String {
    let mut out = reading.kind.code().to_owned();
    match (reading.from, reading.due) {
        (Some(from), Some(due)) => out += &format!(" {from}..{due}"),
        (Some(from), None) => out += &format!(" {from}.."),
        (None, Some(due)) => out += &format!(" {due}"),
        (None, None) => {}
    }
    if let Some(time) = reading.time {
        out += &format!(" {}", time.format("%H:%M"));
    }
    if reading.fuzzy {
        out += " fuzzy";
    }
    if let Some(strict) = reading.strict {
        out += &format!(" strict={strict}");
    }
    if reading.standing {
        out += " standing";
    }
    if let Some(rule) = &reading.recurrence {
        out += &format!(" every={:?}", rule.every);
        if let Some(day) = rule.day {
            out += &format!(" day={day}");
        }
        if !rule.months.is_empty() {
            out += &format!(" months={:?}", rule.months).replace(", ", ",");
        }
        if rule.working {
            out += " working";
        }
    }
    if reading.remind != reading.due {
        out += &reading.remind.map_or(" remind=-".to_owned(), |d| format!(" remind={d}"));
    }
    match &reading.reason {
        None => {}
        Some(DeadlineReason::NoSuchDay { month, day }) => out += &format!(" no_such_day={month}/{day}"),
        Some(DeadlineReason::NoSuchMonth { month }) => out += &format!(" no_such_month={month}"),
        Some(DeadlineReason::Cutoff { day }) => {
            out += &format!(" cutoff={}", day.map_or("-".to_owned(), |d| d.to_string()));
        }
        Some(DeadlineReason::Anchored { anchor }) => out += &format!(" anchor={anchor}"),
        Some(DeadlineReason::NoAnchor { anchor }) => out += &format!(" no_anchor={anchor}"),
        Some(reason) => {
            let code = serde_json::to_value(reason).unwrap()["code"].as_str().unwrap().to_owned();
            out += &format!(" {code}");
        }
    }
    out
}

#[derive(Deserialize)]
struct Case {
    text: String,
    kind: String,
    due: Option<NaiveDate>,
    fuzzy: bool,
    anchor: Option<NaiveDate>,
    from: Option<NaiveDate>,
    strict: Option<NaiveDate>,
    remind: Option<NaiveDate>,
}

#[test]
fn the_given_phrases() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("data/deadline-cases.json")).unwrap();
    assert!(cases.len() > 50);
    for case in cases {
        let anchor = Anchor { day: case.anchor.unwrap_or(day("2021-06-30")), time: None, year: 2021 };
        let reading = read(&case.text, &anchor, &calendar());
        let kind = case.kind.strip_suffix("+standing");
        let shown = show(&reading);
        let text = &case.text;
        assert_eq!(reading.text, *text);
        assert_eq!(reading.kind.code(), kind.unwrap_or(&case.kind), "{text}: {shown}");
        let standing = kind.is_some() || case.kind == "standing";
        assert_eq!(reading.standing, standing, "{text}: {shown}");
        assert_eq!(reading.due, case.due, "{text}: {shown}");
        assert_eq!(reading.fuzzy, case.fuzzy, "{text}: {shown}");
        assert_eq!(reading.strict, case.strict, "{text}: {shown}");
        if case.due.is_some() {
            assert_eq!(reading.remind, case.remind, "{text}: {shown}");
        }
        if case.from.is_some() {
            assert_eq!(reading.from, case.from, "{text}: {shown}");
        }
    }
}

/// Lines of `phrase | anchor | reading`; an empty anchor is the day of the notice.
#[test]
fn phrases_clerks_type() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("data/deadline-more.txt").lines() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let [text, at, want] = line.splitn(3, '|').map(str::trim).collect::<Vec<_>>().try_into().unwrap();
        let at = if at.is_empty() { "2021-06-30" } else { at };
        let got = show(&read(text, &anchor(at), &calendar()));
        count += 1;
        if got != want {
            wrong.push(format!("{text} | {at} | {got}    want {want}"));
        }
    }
    assert!(count > 150);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reminder_comes_on_a_working_day() {
    let calendar = calendar();
    for (due, want) in [
        ("2021-09-30", "2021-09-30"),
        ("2021-07-31", "2021-07-30"),
        ("2021-10-31", "2021-10-29"),
        ("2021-09-19", "2021-09-18"),
        ("2021-10-05", "2021-09-30"),
        ("2021-10-10", "2021-10-09"),
        ("2022-01-03", "2021-12-31"),
    ] {
        assert_eq!(remind(day(due), &calendar), day(want), "{due}");
    }
}

#[test]
fn days_left_are_negative_when_overdue() {
    let today = day("2021-09-18");
    assert_eq!(days_left(today, day("2021-09-30")), 12);
    assert_eq!(days_left(today, today), 0);
    assert_eq!(days_left(today, day("2021-09-04")), -14);
}

#[test]
fn a_set_date_not_given_falls_back_to_the_campaign() {
    let calendar = calendar();
    let at = anchor("2021-07-12");
    let reading = read("限期整改", &at, &calendar);
    assert_eq!(reading.due, None);
    assert_eq!(stands_until(&reading, &calendar), Some(day("2021-09-30")));
    assert_eq!(stands_until(&read("9月15日前", &at, &calendar), &calendar), Some(day("2021-09-15")));
    assert_eq!(stands_until(&read("尽快", &at, &calendar), &calendar), None);
}

#[test]
fn rhythms_turn() {
    let calendar = calendar();
    for (phrase, on, want) in [
        ("每月25日前", "2021-07-12", "2021-07-25"),
        ("每月25日前", "2021-07-25", "2021-07-25"),
        ("每月25日前", "2021-07-26", "2021-08-25"),
        ("每月进行一次", "2021-07-12", "2021-07-31"),
        ("每月31日前", "2021-09-01", "2021-09-30"),
        ("每月30日前", "2022-02-01", "2022-02-28"),
        ("逢单月10日前", "2021-07-12", "2021-09-10"),
        ("每季度末月20日前", "2021-07-12", "2021-09-20"),
        ("每季度末月20日前", "2021-12-21", "2022-03-20"),
        ("每季度结束后10日内", "2021-07-12", "2021-10-10"),
        ("每半年", "2021-07-12", "2021-12-31"),
        ("每年12月底前", "2022-01-01", "2022-12-31"),
        ("每周五前", "2021-07-12", "2021-07-16"),
        ("每周五前", "2021-07-17", "2021-07-23"),
        ("每周", "2021-07-12", "2021-07-18"),
        ("每天", "2021-07-12", "2021-07-12"),
        ("每个工作日", "2021-10-01", "2021-10-08"),
        ("每月最后一个工作日", "2021-07-12", "2021-07-30"),
        ("每月最后一个工作日", "2021-07-31", "2021-08-31"),
        ("每月第一个工作日", "2021-10-01", "2021-10-08"),
    ] {
        let rule = read(phrase, &anchor(on), &calendar).recurrence.unwrap();
        assert_eq!(next_turn(&rule, day(on), &calendar), Some(day(want)), "{phrase} on {on}");
    }
    let working_friday = Recurrence { every: Rhythm::Week, day: Some(5), months: Vec::new(), working: true };
    assert_eq!(next_turn(&working_friday, day("2021-10-01"), &calendar), Some(day("2021-10-08")));
}

proptest! {
    #[test]
    fn every_written_day_is_itself(n in 0u32..365, style in 0usize..8) {
        let date = day("2021-07-01") + chrono::Days::new(n.into());
        // Without a year the days from 3 May on are of next year only up to there.
        prop_assume!(style < 7 || n < 300);
        let text = date.format([
            "%Y年%-m月%-d日前", "%Y-%m-%d", "%Y.%-m.%-d前", "%Y/%m/%d", "%Y%m%d",
            "不晚于%Y年%m月%d号", "请于%Y年%-m月%-d日下班前报送", "%-m月%-d日以前完成",
        ][style]).to_string();
        let anchor = Anchor { day: day("2021-07-01"), time: None, year: 2021 };
        prop_assert_eq!(read(&text, &anchor, &calendar()).due, Some(date), "{}", text);
    }

    #[test]
    fn a_period_of_working_days_ends_on_one(n in 1u32..60, start in 0u64..90) {
        let from = day("2021-07-01") + chrono::Days::new(start);
        let anchor = Anchor { day: from, time: None, year: 2021 };
        let calendar = calendar();
        let due = read(&format!("{n}个工作日内"), &anchor, &calendar).due.unwrap();
        prop_assert!(calendar.is_working(due));
        let counted = from.iter_days().skip(1).take_while(|d| *d <= due).filter(|d| calendar.is_working(*d));
        prop_assert_eq!(counted.count(), n as usize);
        let rolled = read(&format!("{n}日内"), &anchor, &calendar).due.unwrap();
        prop_assert!(calendar.is_working(rolled) && rolled >= from + chrono::Days::new(n.into()));
    }
}
