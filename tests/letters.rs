//! Letters as documents: every kind, for made-up campaigns by both plans, written by the real binary and read
//! back. What they say in figures is what the tables say.

mod support;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use support::run::Place;

/// Plans, the day each is looked at, and how many issues.
const CAMPAIGNS: [(&str, &str, &str); 2] =
    [("zhuzhou-2021", "2021-09-18", "60"), ("canteen-sample", "2025-07-18", "60")];

fn place(pack: &str, today: &str, issues: &str) -> Place {
    let place = Place::new(today);
    let store = place.store().display().to_string();
    place.ok(&["sample", "--size", issues, "--seed", "2", "--pack", pack, "--store", &store]);
    place
}

/// The parts of a document that hold text.
fn parts(path: &Path) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

/// The text of a document; fails where it is not well formed or a text holds a line end.
fn text(path: &Path) -> String {
    let mut all = String::new();
    for (name, xml) in parts(path) {
        let mut reader = Reader::from_str(&xml);
        let (mut depth, mut inside) = (0, false);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Start(tag) => {
                    depth += 1;
                    inside = tag.name().as_ref() == b"w:t";
                }
                Event::End(tag) => {
                    depth -= 1;
                    inside = false;
                    if name == "word/document.xml" && tag.name().as_ref() == b"w:p" {
                        all.push('\n');
                    }
                }
                Event::Text(said) if inside => {
                    let said = String::from_utf8(said.to_vec()).unwrap();
                    assert!(!said.contains('\n'), "{name}: a line end in a text: {said:?}");
                    if name == "word/document.xml" {
                        all.push_str(&said);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
    }
    all
}

fn first(place: &Place, kind: &str, filter: &[&str]) -> Option<String> {
    let line: Vec<&str> = ["list", kind].iter().chain(filter).copied().collect();
    place.json(&line)["rows"].as_array().unwrap().iter().find_map(|row| row["no"].as_str().map(str::to_owned))
}

/// Writes a letter and gives its path, its JSON, its text.
fn letter(place: &Place, kind: &str, what: &str, lang: &str) -> (PathBuf, Value, String) {
    let path = place.folder().join(format!("{kind}.docx"));
    let mut line = vec!["letter", kind, "-o", path.to_str().unwrap(), "--force", "--lang", lang];
    line.extend(what.split_whitespace());
    let json = place.json(&line);
    let said = text(&path);
    (path, json, said)
}

/// Every kind of letter, and what there is to write it about.
fn subjects(place: &Place) -> Vec<(String, String)> {
    let kinds = place.json(&["letter"])["rows"].clone();
    let of = |kind: &str| match kind {
        "order" | "timed" | "listing" => first(place, "orders", &[]),
        "transfer" => first(place, "transfers", &[]),
        "visit" => first(place, "intakes", &[]),
        "chase" => Some(place.json(&["missing"])["rows"][0]["unit"].as_str()?.to_owned()),
        "receipt" | "correction" => Some(place.json(&["list", "submissions"])["rows"][0]["name"].as_str()?.to_owned()),
        "one-page" | "circular" | "monthly" | "final" | "handover" | "archive-index" => Some(String::new()),
        _ => first(place, "issues", &["is:open"]),
    };
    let ids = kinds.as_array().unwrap().iter().map(|kind| kind["id"].as_str().unwrap().to_owned());
    ids.filter_map(|id| of(&id).map(|what| (id, what))).collect()
}

#[test]
fn every_kind_can_be_written_under_both_plans_and_in_both_languages() {
    for (pack, today, issues) in CAMPAIGNS {
        let place = place(pack, today, issues);
        let subjects = subjects(&place);
        assert!(subjects.len() >= 19, "{pack}: {subjects:?}");
        for (kind, what) in &subjects {
            for lang in ["zh", "en"] {
                let (path, json, said) = letter(&place, kind, what, lang);
                assert!(!said.contains(['{', '}']), "{pack} {kind} {lang}: a place-holder is left\n{said}");
                assert_eq!(json["letter"]["kind"], kind.as_str());
                assert_eq!(json["synthetic"], true);
                let mark = if lang == "zh" { "均为虚构" } else { "Made-up" };
                for header in ["word/header1.xml", "word/header2.xml"] {
                    let parts = parts(&path);
                    let (_, header) = parts.iter().find(|(name, _)| name == header).unwrap();
                    assert!(header.to_lowercase().contains(&mark.to_lowercase()), "{kind} {lang}: {header}");
                }
            }
        }
    }
}

/// The figures of a table by head, of its line of totals.
fn totals(place: &Place, table: &str, rest: &[&str]) -> Vec<(String, String)> {
    let path = place.folder().join("t.csv");
    let mut line = vec!["export", table, "-o", path.to_str().unwrap(), "--force"];
    line.extend(rest);
    place.ok(&line);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    let at = records.iter().position(|record| record.iter().any(|cell| cell == "合计")).unwrap();
    let heads = records[..at].iter().rev().find(|record| record.iter().any(|cell| cell == "单位")).unwrap();
    heads.iter().cloned().zip(records[at].iter().cloned()).collect()
}

#[test]
fn prose_says_the_figures_of_the_tables() {
    for (pack, today, month, issues) in
        [("zhuzhou-2021", "2021-09-18", "2021-08", "400"), ("canteen-sample", "2025-07-18", "2025-06", "60")]
    {
        let place = place(pack, today, issues);
        let end = if month == "2021-08" { "2021-08-31" } else { "2025-06-30" };
        for (kind, what, rest) in
            [("circular", "", vec![]), ("one-page", "", vec![]), ("final", "", vec![]), ("monthly", month, vec!["--as-of", end])]
        {
            let (_, _, said) = letter(&place, kind, what, "zh");
            let totals = totals(&place, "statistics", &rest);
            let of = |head: &str| {
                let found = totals.iter().find(|(known, _)| known.as_str() == head);
                found.unwrap_or_else(|| panic!("{head} in {totals:?}")).1.clone()
            };
            let (all, rectified, rate) = (of("合计_问题数（个）"), of("合计_已整改"), of("合计_整改率"));
            assert!(all.parse::<u32>().unwrap() > 10, "{kind}: {totals:?}");
            for wanted in [
                format!("发现问题{all}个"),
                format!("已整改{rectified}个"),
                format!("整改率{rate}"),
                format!("移送线索{}件", of("移送线索_移送线索（件）")),
                format!("{}万元", of("清退与曝光_清退金额（万元）")),
            ] {
                assert!(said.contains(&wanted), "{pack} {kind}: no {wanted} in\n{said}");
            }
            let categories = place.json(&["pack", "show"]);
            assert!(categories.is_object());
            // Each class: its number and how many of them are rectified.
            let classes = totals.iter().filter(|(head, _)| head.ends_with("_问题数（个）") && !head.starts_with("合计"));
            let mut n = 0;
            for (head, issues) in classes {
                let class = head.trim_end_matches("_问题数（个）");
                let done = of(&format!("{class}_已整改"));
                let wanted = match kind {
                    "circular" => format!("{class}{issues}个，已整改{done}个"),
                    "final" => format!("{class}：发现{issues}个，已整改{done}个"),
                    _ => format!("{class}\n{issues}\n{done}\n"),
                };
                assert!(said.contains(&wanted), "{pack} {kind}: no {wanted} in\n{said}");
                n += 1;
            }
            assert!(n >= 4, "{totals:?}");
        }
    }
}

#[test]
fn a_receipt_names_their_rows_and_our_numbers() {
    let place = place("zhuzhou-2021", "2021-09-18", "60");
    let rows = place.json(&["list", "submissions"])["rows"].clone();
    let list = rows.as_array().unwrap().iter().find(|row| row["paper"] == "问题清单" && row["state"] == "count");
    let list = list.unwrap();
    let (_, _, said) = letter(&place, "receipt", list["name"].as_str().unwrap(), "zh");
    let filter = [format!("unit:{}", list["unit_code"].as_str().unwrap())];
    let issues = place.json(&["list", "issues", &filter[0]])["rows"].clone();
    let sent: Vec<&str> = issues
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["lead"] == list["receiver"] && !["void", "merged", "unfounded"].contains(&row["state"].as_str().unwrap()))
        .filter_map(|row| row["no"].as_str())
        .collect();
    for no in &sent {
        assert!(said.contains(no), "{no} is not in\n{said}");
    }
    assert!(said.contains("报送的问题清单收到"), "{said}");
    // What is handed in is none of an order's business.
    let ran = place.run(&["letter", "督办单", list["name"].as_str().unwrap()]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn kinds_are_listed_the_nearest_is_named_and_nothing_is_overwritten() {
    let place = place("zhuzhou-2021", "2021-09-18", "20");
    let listed = place.ok(&["letter"]);
    assert!(listed.contains("督办单") && listed.contains("archive-index"), "{listed}");
    let english = place.ok(&["letter", "--lang", "en"]);
    assert!(english.contains("Supervision order") && !english.contains("督办单"), "{english}");
    let ran = place.run(&["letter", "情况通告"]);
    assert!(ran.code == 2 && ran.err.contains("情况通报"), "{ran:?}");
    let no = first(&place, "issues", &["is:open"]).unwrap();
    let ran = place.run(&["letter", "交办单", "XX-999"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let path = place.folder().join("a.docx");
    let line = ["letter", "交办单", no.as_str(), "-o", path.to_str().unwrap()];
    place.ok(&line);
    let before = std::fs::read(&path).unwrap();
    let ran = place.run(&line);
    assert!(ran.code == 1 && ran.err.contains("--force"), "{ran:?}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let ran = place.run(&["letter", "交办单", &no, "-o", place.folder().join("a.pdf").to_str().unwrap()]);
    assert_eq!(ran.code, 2, "{ran:?}");
    // The same letter is the same file, and it is called in English too.
    let again = place.folder().join("b.docx");
    place.ok(&["letter", "assignment", &no, "-o", again.to_str().unwrap()]);
    assert_eq!(std::fs::read(&again).unwrap(), before);
    place.ok(&["letter", "Assignment", &no, "--lang", "en", "-o", place.folder().join("c.docx").to_str().unwrap()]);
}

#[test]
fn a_plan_writes_a_letter_in_its_own_words_without_any_code() {
    let own = "\n[[letters]]\nid = \"order\"\nname = \"督办函\"\nabout = [\"order\"]\ntitle = \"督办函\"\n\
               to = \"{unit}\"\nblocks = [{ text = \"请办理{no}：{title}。\" }, { note = \"本函一式两份。\" }]\n";
    let place = Place::new("2021-07-12");
    let pack = place.folder().join("own.toml");
    std::fs::write(&pack, format!("{}{own}", duban::pack::built_in("zhuzhou-2021").unwrap())).unwrap();
    let store = place.store().display().to_string();
    place.ok(&["sample", "--size", "20", "--seed", "1", "--pack", pack.to_str().unwrap(), "--store", &store]);
    let no = place.json(&["list", "issues"])["rows"][0]["no"].as_str().unwrap().to_owned();
    let (_, _, said) = letter(&place, "督办函", &no, "zh");
    assert!(said.contains(&format!("请办理{no}：")) && said.contains("一式两份"), "{said}");
    let kinds = place.json(&["letter"])["rows"].as_array().unwrap().len();
    assert_eq!(kinds, duban::pack::standard().len());
}
