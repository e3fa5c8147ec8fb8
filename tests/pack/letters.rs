//! Letters of a plan: the standard ones are whole, and a broken one is pointed at.

use super::MEALS;
use duban::pack::{self, Pack, standard};

const STANDARD: &str = include_str!("../../src/pack/letters/standard.toml");

const OWN: &str = r#"
[[letters]]
id = "order"
name = "督办单"
about = ["order"]
title = "督办单"
number = "编号：{order_no}"
to = "{unit}"
blocks = [
    { text = "请办理{no}。" },
    { head = "一、要求", level = 2 },
    { form = [
        { row = ["事项", "{title}"], lines = 3, foot = "签字：" },
    ] },
    { list = [
        { head = "序号", text = "{n}" },
        { head = "问题", text = "{title}" },
    ], each = "issues" },
    { text = "共：{each}。", each = "issues", item = "{no}", join = "、" },
    { sign = ["签收人："] },
    { slip = "回执", when = "issues" },
]
enclosures = [{ name = "统计表", table = "statistics" }]
"#;

/// What is replaced, by what, the code it gives, and the text that stands on the line it names.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    ("编号：{order_no}", "编号：{oder_no}", "unknown-reference", "{oder_no}"),
    ("请办理{no}。", "请办理{问题}。", "unknown-reference", "{问题}"),
    ("请办理{no}。", "请办理{no。", "bad-style", "请办理{no。"),
    ("\"{title}\"], lines", "\"{titel}\"], lines", "unknown-reference", "{titel}"),
    ("text = \"{n}\"", "text = \"{row}\"", "unknown-reference", "{row}"),
    ("item = \"{no}\"", "item = \"{each}\"", "unknown-reference", "item = \"{each}\""),
    (
        "each = \"issues\" },\n    { text",
        "each = \"issue\" },\n    { text",
        "unknown-reference",
        "each = \"issue\" },",
    ),
    ("when = \"issues\"", "when = \"isues\"", "unknown-reference", "isues"),
    ("{ slip = \"回执\"", "{ slipp = \"回执\"", "unknown-field", "slipp"),
    ("{ slip = \"回执\", when", "{ when", "missing-field", "{ when ="),
    ("{ slip = \"回执\"", "{ slip = \"回执\", page = true", "unknown-field", "page = true"),
    ("level = 2", "level = 5", "unknown-value", "level = 5"),
    ("[\"事项\", \"{title}\"]", "[\"事项\", \"{title}\", \"编号\"]", "missing-field", "\"编号\"]"),
    ("about = [\"order\"]", "about = [\"odrer\"]", "unknown-value", "odrer"),
    ("about = [\"order\"]", "about = []", "no-entry", "about = []"),
    ("title = \"督办单\"", "title = \"\"", "blank", "title = \"\""),
    ("table = \"statistics\"", "table = \"statistic\"", "unknown-reference", "\"statistic\""),
];

#[test]
fn the_standard_letters_are_whole() {
    assert_eq!(pack::check(&format!("{MEALS}\n{STANDARD}"), "m"), []);
    let kinds: Vec<&str> = standard().iter().map(|letter| letter.id.as_str()).collect();
    assert_eq!(kinds.len(), 20, "{kinds:?}");
    assert_eq!(pack::check(&format!("{MEALS}{OWN}"), "m"), []);
}

#[test]
fn a_broken_letter_is_pointed_at() {
    for (from, to, code, marker) in BROKEN {
        assert!(OWN.contains(from), "{from}");
        let broken = format!("{MEALS}{}", OWN.replacen(from, to, 1));
        let at = MEALS.len() + broken[MEALS.len()..].find(marker).unwrap_or_else(|| panic!("{marker}"));
        let line = broken[..at].matches('\n').count() + 1;
        let errors = pack::check(&broken, "meals.toml");
        let found: Vec<(&str, usize)> = errors.iter().map(|error| (error.fault.code(), error.line)).collect();
        assert!(found.contains(&(code, line)), "{to}: wanted {code} at {line}, found {errors:?}");
        assert!(Pack::parse(&broken, "meals.toml").is_err(), "{to}");
    }
    let twice = format!("{MEALS}{OWN}{OWN}");
    assert!(pack::check(&twice, "m").iter().any(|error| error.fault.code() == "duplicate"));
}
