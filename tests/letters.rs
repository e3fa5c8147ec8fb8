//! Letters as documents: every kind, for made-up campaigns by both plans, written by the real binary and read
//! back. What they say in figures is what the tables say.

mod support;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use support::desk::Desk;
use support::run::Place;

const TODAY: &str = "2021-09-18";

/// A made-up campaign of so many issues.
fn sample(issues: &str) -> Place {
    let place = Place::new(TODAY);
    let store = place.store().display().to_string();
    place.ok(&["sample", "--size", issues, "--seed", "2", "--store", &store]);
    place
}

/// A few made-up entries under the other plan that comes with the program.
fn canteens() -> Place {
    let place = Place::new("2025-07-18");
    place.ok(&["init", "--pack", "canteen-sample", "--member", "示例"]);
    let act = |line: &[&str]| {
        let line: Vec<&str> = ["do"].iter().chain(line).copied().collect();
        place.ok(&line);
    };
    for (unit, item, amount) in [("DQ", "1.1", "3900元"), ("DQ", "2.1", "1.2万"), ("XQ", "3.1", "650元")] {
        let [unit, item, amount] =
            [("unit", unit), ("item", item), ("amount", amount)].map(|(f, v)| format!("{f}={v}"));
        act(&[
            "register",
            "--set",
            &unit,
            "--set",
            &item,
            "--set",
            &amount,
            "--set",
            "place=示例小学",
            "--set",
            "title=食堂示例问题",
        ]);
    }
    act(&["order", "DQ-001", "--set", "demand=三日内整改", "--set", "order_due=2025-07-25"]);
    act(&["take", "--set", "channel=来访", "--set", "title=反映食堂", "--set", "unit=DQ"]);
    act(&[
        "transfer",
        "DQ-001",
        "--set",
        "to_body=市场监管",
        "--set",
        "materials=照片、笔录",
        "--reason",
        "涉嫌无证",
    ]);
    act(&["hand-in", "实施方案/DQ"]);
    place
}

/// The parts of a document that hold text.
fn parts(path: &Path) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
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
                    inside = tag.name().as_ref() == "w:t";
                }
                Event::End(tag) => {
                    depth -= 1;
                    inside = false;
                    if name == "word/document.xml" && tag.name().as_ref() == "w:p" {
                        all.push('\n');
                    }
                }
                Event::Text(said) if inside => {
                    let said = said.xml10_content();
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
        "receipt" | "correction" => {
            Some(place.json(&["list", "submissions"])["rows"][0]["name"].as_str()?.to_owned())
        }
        "one-page" | "circular" | "monthly" | "final" | "handover" | "archive-index" => Some(String::new()),
        _ => first(place, "issues", &["is:open"]),
    };
    let ids = kinds.as_array().unwrap().iter().map(|kind| kind["id"].as_str().unwrap().to_owned());
    ids.filter_map(|id| of(&id).map(|what| (id, what))).collect()
}

#[test]
fn every_kind_can_be_written_under_both_plans_and_in_both_languages() {
    for (place, written) in [(sample("60"), 20), (canteens(), 20)] {
        let subjects = subjects(&place);
        assert_eq!(subjects.len(), written, "{subjects:?}");
        for (kind, what) in &subjects {
            for lang in ["zh", "en"] {
                let (path, json, said) = letter(&place, kind, what, lang);
                assert!(!said.contains(['{', '}']), "{kind} {lang}: a place-holder is left\n{said}");
                assert_eq!(json["letter"]["kind"], kind.as_str());
                if json["synthetic"] == true {
                    let mark = if lang == "zh" { "均为虚构" } else { "made-up" };
                    let parts = parts(&path);
                    for header in ["word/header1.xml", "word/header2.xml"] {
                        let (_, header) = parts.iter().find(|(name, _)| name == header).unwrap();
                        assert!(header.to_lowercase().contains(mark), "{kind} {lang}: {header}");
                    }
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
    for (place, month, end, least) in
        [(sample("400"), "2021-08", "2021-08-31", 100), (canteens(), "2025-07", "2025-07-18", 3)]
    {
        for (kind, what, rest) in [
            ("circular", "", vec![]),
            ("one-page", "", vec![]),
            ("final", "", vec![]),
            ("monthly", month, vec!["--as-of", end]),
        ] {
            let (_, _, said) = letter(&place, kind, what, "zh");
            let totals = totals(&place, "statistics", &rest);
            let of = |head: &str| {
                let found = totals.iter().find(|(known, _)| known.as_str() == head);
                found.unwrap_or_else(|| panic!("{head} in {totals:?}")).1.clone()
            };
            let (all, rectified, rate) = (of("合计_问题数（个）"), of("合计_已整改"), of("合计_整改率"));
            assert!(all.parse::<u32>().unwrap() >= least, "{kind}: {totals:?}");
            for wanted in [
                format!("发现问题{all}个"),
                format!("已整改{rectified}个"),
                format!("整改率{rate}"),
                format!("移送线索{}件", of("移送_移送线索（件）")),
                format!("{}万元", of("清退与曝光_清退金额（万元）")),
            ] {
                assert!(said.contains(&wanted), "{kind}: no {wanted} in\n{said}");
            }
            // Each class: its number and how many of them are rectified.
            let classes = totals
                .iter()
                .filter(|(head, _)| head.ends_with("_问题数（个）") && !head.starts_with("合计"));
            let mut n = 0;
            for (head, issues) in classes {
                let class = head.trim_end_matches("_问题数（个）");
                let done = of(&format!("{class}_已整改"));
                let wanted = match kind {
                    "circular" => format!("{class}{issues}个，已整改{done}个"),
                    "final" => format!("{class}：发现{issues}个，已整改{done}个"),
                    _ => format!("{class}\n{issues}\n{done}\n"),
                };
                assert!(said.contains(&wanted), "{kind}: no {wanted} in\n{said}");
                n += 1;
            }
            assert!(n >= 4, "{totals:?}");
        }
    }
}

#[test]
fn a_receipt_names_their_rows_and_our_numbers() {
    let place = sample("60");
    let issues = place.json(&["list", "issues"])["rows"].as_array().unwrap().clone();
    let papers = place.json(&["list", "submissions"])["rows"].as_array().unwrap().clone();
    let off = ["void", "merged", "unfounded", "rejected", "draft", "reported"];
    let sent = |paper: &Value| -> Vec<String> {
        let mine = issues.iter().filter(|row| {
            row["unit_code"] == paper["unit_code"]
                && row["lead"] == paper["receiver"]
                && row["found_on"].as_str() <= paper["on"].as_str()
                && !off.contains(&row["state"].as_str().unwrap())
        });
        mine.filter_map(|row| row["no"].as_str().map(str::to_owned)).collect()
    };
    let listed = |paper: &&Value| paper["doc"] == "list_report" && paper["state"] == "count";
    let paper = papers.iter().filter(listed).max_by_key(|paper| sent(paper).len()).unwrap();
    let (_, _, said) = letter(&place, "receipt", paper["name"].as_str().unwrap(), "zh");
    let sent = sent(paper);
    assert!(sent.len() > 1, "{paper}");
    for no in &sent {
        assert!(said.contains(no), "{no} is not in\n{said}");
    }
    assert!(
        said.contains(&format!("已编号{}个：{}至{}", sent.len(), sent[0], sent[sent.len() - 1])),
        "{said}"
    );
    assert!(said.contains("报送的问题清单收到"), "{said}");
    // What is handed in is none of an order's business.
    let ran = place.run(&["letter", "督办单", paper["name"].as_str().unwrap()]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn kinds_are_listed_the_nearest_is_named_and_nothing_is_overwritten() {
    let place = sample("20");
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
    place.ok(&[
        "letter",
        "Assignment",
        &no,
        "--lang",
        "en",
        "-o",
        place.folder().join("c.docx").to_str().unwrap(),
    ]);
}

#[test]
fn a_plan_writes_a_letter_in_its_own_words_without_any_code() {
    let own = "\n[[letters]]\nid = \"order\"\nname = \"督办函\"\nabout = [\"order\"]\ntitle = \"督办函\"\n\
               to = \"{unit}\"\nblocks = [{ text = \"请办理{no}：{title}。\" }, { note = \"本函一式两份。\" }]\n";
    let place = Place::new(TODAY);
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

#[test]
fn the_desk_writes_a_letter_about_the_row_in_sight_and_one_about_the_campaign() {
    let place = sample("S");
    let desk = Desk::open(&place, 100, 30, &[]);
    desk.see("待我办");
    desk.keys("2");
    desk.see("2 问题清单");
    desk.keys("w");
    desk.see("JA-001：出哪一种");
    desk.see("1 交办单");
    desk.keys("1");
    desk.see("已存到");
    desk.keys("6");
    desk.see("6 统计");
    desk.keys("w");
    desk.see("2 情况通报");
    desk.keys("2");
    desk.see("情况通报_2021-09-18.docx");
    desk.keys("q");
    assert_eq!(desk.end(), 0);
    let outbox = place.folder().join("data/duban/outbox");
    let said = text(&outbox.join("交办单_JA-001_2021-09-18.docx"));
    assert!(said.contains("JA-001") && said.contains("整改时限"), "{said}");
    // What the desk writes is what the command writes.
    let own = std::fs::read(outbox.join("情况通报_2021-09-18.docx")).unwrap();
    let (path, ..) = letter(&place, "circular", "", "zh");
    assert_eq!(own, std::fs::read(path).unwrap());
}
