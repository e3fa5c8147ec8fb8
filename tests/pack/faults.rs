//! Broken packs: each fault has its code, and the line that a person has to mend.

use super::MEALS;
use duban::pack::{self, Pack, PackFault};
use proptest::prelude::*;

/// What is replaced, by what, the code it gives, and the text that stands on the line it names.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    // not TOML
    ("code = \"A\"", "code = \"A", "syntax", "code = \"A"),
    ("priority = 3", "priority = 3,", "syntax", "priority = 3,"),
    ("short = \"集团\"", "short = “集团”", "full-width", "short = “集团”"),
    ("[campaign]", "【campaign】", "full-width", "【campaign】"),
    ("min_text = 10", "min_text ＝ 10", "full-width", "min_text ＝ 10"),
    ("due = 2025-10-31\n\n[[phases]]", "due = 2025-10-32\n\n[[phases]]", "not-a-date", "due = 2025-10-32"),
    ("year = 2025\nstart", "year = 2025\nyear = 2026\nstart", "duplicate-key", "year = 2026"),
    // not a pack
    ("duban-pack/1", "duban-pack/9", "format", "format ="),
    ("format = \"duban-pack/1\"", "# none", "format", "# 另一种行动"),
    ("lead = \"hq\"", "laed = \"hq\"", "unknown-field", "laed"),
    ("lead = \"hq\"\n", "", "missing-field", "[[routing]]\nid = \"food\""),
    ("[steps]", "[stepps]", "unknown-field", "[stepps]"),
    ("min_text = 10", "min_text = \"十\"", "wrong-type", "min_text"),
    ("min_text = 10", "min_text = -1", "wrong-type", "min_text"),
    ("acts_as = [\"office\"]", "acts_as = [\"boss\"]", "unknown-value", "boss"),
    ("kind = \"submission\"", "kind = \"submit\"", "unknown-value", "submit"),
    ("start = 2025-09-01", "start = \"2025.9.1\"", "not-a-date", "2025.9.1"),
    ("office_end = 18:00:00", "office_end = \"下班\"", "not-a-date", "下班"),
    // ids, codes, names
    ("id = \"money\"", "id = \"food\"", "duplicate", "id = \"food\"\npriority = 3"),
    ("priority = 3", "priority = 2", "duplicate", "priority = 2\ncategories = [\"2\", \"10\"]"),
    ("code = \"B\"\n", "code = \"b1\"\n", "bad-code", "code = \"b1\""),
    ("code = \"B\"\n", "code = \"A2\"\n", "ambiguous", "code = \"A2\""),
    ("id = \"2.2\"", "id = \"3.2\"", "bad-code", "id = \"3.2\""),
    ("id = \"campus-meals\"", "id = \"校园餐\"", "bad-code", "id = \"校园餐\""),
    ("{unit}{category}-{seq:04}", "{unit}{category}", "bad-style", "issue = \"{unit}{category}\""),
    ("{unit}{category}-{seq:04}", "{unit}-{sequence}", "bad-style", "{sequence}"),
    ("aliases = [\"后勤管理科\"]", "aliases = [\"财务科\"]", "ambiguous", "name = \"财务科\"\nshort"),
    (
        "short = \"集团\"",
        "short = \"一中\"",
        "ambiguous",
        "short = \"一中\"\nkind = \"school\"\nparent = \"SL\"",
    ),
    ("short = \"集团\"", "short = \" \"", "blank", "short = \" \""),
    ("lead = \"hq\"\nclause = \"二1\"", "lead = \"hq\"", "blank", "[[routing]]\nid = \"food\""),
    ("founder = true\n", "", "no-entry", "[[roles]]"),
    // references
    ("lead = \"hq\"", "lead = \"hqk\"", "unknown-reference", "hqk"),
    ("co = [\"hq\"]", "co = [\"hqk\"]", "unknown-reference", "hqk"),
    ("categories = [\"1\"]", "categories = [\"1\", \"4\"]", "unknown-reference", "\"4\""),
    ("pairs = [\"1.1\"]", "pairs = [\"1.9\"]", "unknown-reference", "1.9"),
    ("successor = \"A\"", "successor = \"Z\"", "unknown-reference", "successor = \"Z\""),
    ("to = \"zb\"", "to = \"zzb\"", "unknown-reference", "to = \"zzb\""),
    ("clause = \"二2；二1\"", "clause = \"二2；二9\"", "unknown-reference", "二9"),
    ("closed = \"已清零\"", "close = \"已清零\"", "unknown-reference", "close = \"已清零\""),
    ("rows = [1]", "rows = [7]", "unknown-reference", "rows = [7]"),
    ("fallback_phase = 2", "fallback_phase = 3", "unknown-reference", "fallback_phase = 3"),
    ("parent = \"SL\"", "parent = \"A\"", "loop", "parent = \"B\""),
    // days
    ("end = 2026-02-28", "end = 2025-08-01", "out-of-order", "end = 2025-08-01"),
    ("due = 2026-01-31\nrow", "due = 2026-07-31\nrow", "outside-campaign", "due = 2026-07-31"),
    ("month = \"2026-01\"", "month = \"2026-1\"", "not-a-date", "2026-1\""),
    ("overdue_on = 2026-02-28", "overdue_on = 2025-10-31", "out-of-order", "overdue_on"),
    ("remind_on = 2025-10-31", "remind_on = 2025-11-30", "out-of-order", "remind_on"),
    ("internal = true", "internal = false", "not-internal", "internal = false"),
    ("year = 2026\noff", "year = 2027\noff", "missing-year", "[[calendar.years]]"),
    ("work = [2025-09-28]", "work = [2025-09-29]", "bad-day", "2025-09-29"),
    ("2025-10-03]", "2025-10-03, 2024-10-04]", "bad-day", "2024-10-04"),
    ("national_day_end = 2025-10-08", "national_day_end = 2025-09-30", "out-of-order", "national_day_end"),
    // routing
    ("categories = [\"2\", \"10\"]", "categories = [\"2\"]", "unrouted", "[[categories]]\nid = \"10\""),
    ("priority = 1\n", "priority = 9\n", "unreachable", "[[routing]]\nid = \"company\""),
    // left to fill in
    ("phone = \"0700-0000000\"", "phone = \"\"", "to-fill", "phone = \"\""),
    ("doc_date = 2025-08-28\n", "", "to-fill", "[campaign]"),
    ("names = [\"李某\"]", "names = []", "to-fill", "names = []"),
];

#[test]
fn each_fault_has_its_code_and_its_line() {
    let mut codes = std::collections::BTreeSet::new();
    for (from, to, code, marker) in BROKEN {
        assert!(MEALS.contains(from), "{from}");
        let broken = MEALS.replacen(from, to, 1);
        let errors = pack::check(&broken, "meals.toml");
        let at = broken.find(marker).unwrap_or_else(|| panic!("{marker}"));
        let line = broken[..at].matches('\n').count() + 1;
        let found: Vec<(&str, usize)> = errors.iter().map(|error| (error.fault.code(), error.line)).collect();
        assert!(found.contains(&(code, line)), "{to}: wanted {code} at {line}, found {errors:?}");
        assert!(errors.iter().all(|error| error.file == "meals.toml"));
        let usable = Pack::parse(&broken, "meals.toml").is_ok();
        assert_eq!(usable, *code == "to-fill", "{to}");
        codes.insert(*code);
    }
    let known: std::collections::BTreeSet<&str> = PackFault::CODES.iter().copied().collect();
    assert_eq!(codes, known);
}

#[test]
fn a_fault_says_what_is_there_and_what_would_be_right() {
    let fault = |from: &str, to: &str| pack::check(&MEALS.replacen(from, to, 1), "m").remove(0);
    let error = fault("lead = \"hq\"", "laed = \"hq\"");
    assert_eq!(error.fault.args()[0], ("found", "laed".to_owned()));
    let PackFault::UnknownField { known, .. } = &error.fault else { panic!("{error}") };
    assert!(known.iter().any(|name| name == "lead"));
    let error = fault("lead = \"hq\"", "lead = \"hqk\"");
    assert!(error.to_string().ends_with("field = lead; found = hqk; known = zb, hq, cw"), "{error}");
    let error = fault("id = \"money\"", "id = \"food\"");
    let PackFault::Duplicate { first_line, .. } = error.fault else { panic!("{error}") };
    let first = MEALS.lines().position(|line| line == "id = \"food\"").unwrap() + 1;
    assert_eq!(first_line, first);
    let error = fault("min_text = 10", "min_text ＝ 10");
    assert_eq!(error.fault, PackFault::FullWidth { found: '＝', expected: '=' });
}

#[test]
fn all_faults_are_told_at_once() {
    let broken = MEALS
        .replace("lead = \"hq\"", "lead = \"hqk\"")
        .replace("internal = true", "internal = false")
        .replace("end = 2026-02-28", "end = 2026-02-01");
    let codes: Vec<&str> = pack::check(&broken, "m").iter().map(|error| error.fault.code()).collect();
    for code in ["unknown-reference", "not-internal", "outside-campaign"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    let lines: Vec<usize> = pack::check(&broken, "m").iter().map(|error| error.line).collect();
    assert!(lines.is_sorted());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_upsets_the_reader(at in 0..MEALS.len(), len in 0..40_usize, put in "[\\[\\]{}=\"'#\n0-9a-z，：“]{0,6}") {
        let start = (0..=at).rev().find(|at| MEALS.is_char_boundary(*at)).unwrap();
        let end = (start + len..=MEALS.len()).find(|at| MEALS.is_char_boundary(*at)).unwrap_or(MEALS.len());
        let text = format!("{}{put}{}", &MEALS[..start], &MEALS[end..]);
        let lines = text.matches('\n').count() + 1;
        for error in pack::check(&text, "m") {
            prop_assert!((1..=lines).contains(&error.line), "{}", error);
        }
        if Pack::parse(&text, "m").is_ok() {
            let new = pack::new_from(&text, "m", 2030, "next").unwrap();
            prop_assert!(Pack::parse(&new, "m").is_ok());
        }
    }
}
