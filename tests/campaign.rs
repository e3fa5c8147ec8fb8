//! A whole campaign through the real binary, one command at a time, from the day of the plan to the day it
//! is handed in: at the end nothing is missing in its rows.

mod support;

use serde_json::Value;
use support::run::Place;

const COUNTIES: [&str; 10] = ["荷塘", "芦淞", "石峰", "天元", "渌口", "醴陵", "攸县", "茶陵", "炎陵", "云龙"];
const SECTIONS: [&str; 7] = ["党建科", "基教科", "教师科", "职成科", "民办科", "督导室", "阳光中心"];
const FOR_UNIT: [&str; 6] = ["--for", "unit", "--by", "示例联络员", "--paper", "报送函"];
const FOR_SECTION: [&str; 6] = ["--for", "section", "--by", "示例经办人", "--paper", "收文单"];

struct Office {
    place: Place,
}

impl Office {
    /// Goes on to a day.
    fn on(&mut self, day: &str) -> &Self {
        day.clone_into(&mut self.place.today);
        self
    }

    /// One act on some records, perhaps recorded for a party.
    fn act(&self, verb: &str, subjects: &[String], sets: &[&str], rest: &[&str]) {
        let mut line = vec!["do", verb];
        line.extend(subjects.iter().map(String::as_str));
        for set in sets {
            line.extend(["--set", set]);
        }
        line.extend(rest);
        self.place.ok(&line);
    }

    fn hand_in(&self, paper: &str, units: &[&str]) {
        let names: Vec<String> = units.iter().map(|unit| format!("{paper}/{unit}")).collect();
        self.act("hand-in", &names, &[], &FOR_UNIT);
    }

    fn nil(&self, paper: &str, units: &[&str]) {
        let names: Vec<String> = units.iter().map(|unit| format!("{paper}/{unit}")).collect();
        self.act("nil", &names, &["filler=示例填报人", "reviewer=示例审核人"], &FOR_UNIT);
    }

    fn rows(&self, line: &[&str]) -> Vec<Value> {
        self.place.json(line)["rows"].as_array().cloned().unwrap_or_default()
    }

    fn missing(&self, what: &[&str]) -> usize {
        let line: Vec<&str> = ["missing"].iter().chain(what).copied().collect();
        self.rows(&line).len()
    }
}

/// The papers of the row that go to the four sections are received by each.
fn receive(office: &Office, paper: &str) {
    let names: Vec<String> = office
        .rows(&["list", "submissions", paper])
        .iter()
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), 40, "ten counties owe four sections each");
    office.act("receive", &names, &["stamped=是"], &FOR_SECTION);
}

#[test]
fn from_the_plan_to_the_year_end() {
    let mut office = Office { place: Place::new("2021-06-30") };
    office.place.ok(&["init", "--member", "示例办事员"]);
    office.act("done", &["1".into()], &[], &[]);

    // Found by self-check: three counties, two classes.
    let found = [("荷塘", "2.1"), ("天元", "2.1"), ("天元", "4.1"), ("醴陵", "2.3")];
    for (unit, item) in found {
        let (unit, item) = (format!("unit={unit}"), format!("item={item}"));
        let sets = [&*unit, &*item, "place=示例第三小学", "title=示例问题", "deadline=9月20日前"];
        office.on("2021-07-09").act("register", &[], &sets, &["--on", "2021-07-08"]);
    }
    // A call comes in, is checked and becomes an issue; the caller is answered.
    office.on("2021-07-12");
    let call = ["channel=来电", "title=反映补课", "unit=荷塘", "item=2.1", "place=示例一小"];
    office.act("take", &[], &call, &[]);
    office.act("dispose", &["SL-001".into()], &["disposal=转为线索"], &[]);
    office.act("check", &["XS-001".into()], &["check_result=属实"], &FOR_SECTION);
    office.act("dispose", &["XS-001".into()], &["disposal=转为问题"], &[]);
    office.act("reply", &["SL-001".into()], &["reply=已立案查处", "satisfied=满意"], &[]);

    // Rows 2 and 3, the last day.
    office.on("2021-07-15");
    for paper in ["工作办法", "组织机构", "建立问题清单", "官网专题"] {
        office.hand_in(paper, &COUNTIES);
    }
    office.hand_in("官网专题", &["党建科"]);
    let with: [&str; 3] = ["荷塘", "天元", "醴陵"];
    let without: Vec<&str> = COUNTIES.into_iter().filter(|unit| !with.contains(unit)).collect();
    office.hand_in("全面自查", &with);
    office.nil("全面自查", &without);
    assert_eq!(office.missing(&["全面自查"]), 0);
    let table = office.place.json(&["matrix", "units-categories"]);
    let second: i64 =
        table["rows"].as_array().unwrap().iter().filter_map(|row| row["cells"][1]["n"].as_i64()).sum();
    let listed = office.rows(&["list", "issues", "cat:2"]).len() as i64;
    assert_eq!(second, listed, "the table shows what the list shows");

    // Rows 5 and 6; one list comes back once.
    office.on("2021-07-19").hand_in("问题清单", &COUNTIES);
    receive(&office, "问题清单");
    office.act("hand-back", &["问题清单/天元/教师科".into()], &[], &["--reason", "第3号无责任人"]);
    assert_eq!(office.missing(&["问题清单"]), 1);
    office.on("2021-07-21").act("hand-in", &["问题清单/天元/教师科".into()], &[], &FOR_UNIT);
    office.act("receive", &["问题清单/天元/教师科".into()], &[], &FOR_SECTION);
    office.on("2021-07-30");
    for paper in ["整改方案", "整改台账"] {
        office.hand_in(paper, &COUNTIES);
        receive(&office, paper);
    }

    // The issues are worked on; one is chased, listed, and late.
    let issues: Vec<String> =
        office.rows(&["list", "issues"]).iter().map(|row| row["no"].as_str().unwrap().to_owned()).collect();
    assert_eq!(issues.len(), 5);
    office.act("plan", &issues, &["measure=停止并退费；示例责任人；9月10日前"], &FOR_UNIT);
    let chief = ["--for", "chief", "--by", "示例主任", "--paper", "批示1号"];
    office.act("list", &issues[..1], &["grounds=1"], &chief);
    office.on("2021-09-22").act(
        "chase",
        &issues[..1],
        &["chase_way=电话", "answered=示例股长", "promised_for=9月24日"],
        &[],
    );
    office.act("timed", &issues[..1], &["grounds=2", "timed_due=9月25日"], &[]);
    office.act(
        "claim",
        &issues[1..],
        &["statement=已完成", "done=是"],
        &args(&FOR_UNIT, &["--on", "2021-09-18"]),
    );
    office.act("close", &issues[1..], &["verify_way=看材料"], &FOR_SECTION);
    office.on("2021-09-25").act("claim", &issues[..1], &["statement=已完成", "done=是"], &FOR_UNIT);
    office.act("close", &issues[..1], &["verify_way=现场核"], &FOR_SECTION);
    office.act("delist", &issues[..1], &["delist_check=现场核查属实"], &chief);
    for order in office.rows(&["list", "orders"]) {
        let no = order["no"].as_str().unwrap().to_owned();
        office.act("receipt", &[no], &["feedback=已整改"], &FOR_UNIT);
    }
    let late: Vec<i64> =
        office.rows(&["list", "issues"]).iter().map(|row| row["late_days"].as_i64().unwrap()).collect();
    assert_eq!(late.iter().sum::<i64>(), 5, "one was done five days late, by the day it was done");

    // Row 7: the mechanisms, and the screening of every month, July with the one clue.
    for (month, day) in [
        ("7月", "2021-09-26"),
        ("8月", "2021-09-26"),
        ("9月", "2021-09-30"),
        ("10月", "2021-10-29"),
        ("11月", "2021-11-30"),
    ] {
        office.on(day);
        let screening = format!("{month}清查");
        let some: &[&str] = if month == "7月" { &["荷塘"] } else { &[] };
        let none: Vec<&str> = COUNTIES.into_iter().filter(|unit| !some.contains(unit)).collect();
        if !some.is_empty() {
            office.hand_in(&screening, some);
        }
        office.nil(&screening, &none);
        if month == "9月" {
            for paper in ["线索排查机制", "线索移送机制", "工作协调机制"] {
                office.hand_in(paper, &COUNTIES);
            }
            office.act("done", &["7".into()], &[], &[]);
        }
    }

    // Row 8: inspections; row 4: what was published.
    office.on("2021-12-06").act(
        "inspect",
        &[],
        &["title=第一次暗访", "method=明察暗访", "object=整改落实情况"],
        &["--on", "2021-10-20"],
    );
    office.act("done", &["8".into()], &[], &[]);
    office.act("publish", &[], &["publicity_kind=文件", "title=方案", "url=示例网址"], &[]);

    // Rows 9 and 10.
    office.on("2021-12-18");
    let all: Vec<&str> = COUNTIES.into_iter().chain(SECTIONS).collect();
    for paper in ["年度工作总结", "经验总结材料", "制度成果"] {
        office.hand_in(paper, &all);
    }
    office.on("2021-12-25").hand_in("资料归档", &all);
    for row in ["2", "3", "4", "5", "6", "9", "10"] {
        office.act("done", &[row.into()], &[], &[]);
    }

    assert_eq!(office.missing(&[]), 0, "nothing that was due is missing");
    let rows = office.rows(&["list", "tasks"]);
    assert_eq!(rows.len(), 10);
    for row in &rows {
        assert!(row["done_on"].is_string(), "{row}");
        // The screening of December is not due before the year is over.
        assert!(row["missing"].as_array().unwrap().is_empty(), "{row}");
    }
    let table = office.place.json(&["matrix", "units-tasks"]);
    for row in table["rows"].as_array().unwrap() {
        for cell in row["cells"].as_array().unwrap() {
            assert_ne!(cell["state"], "missing", "{row}");
        }
    }
    let evaluation = office.rows(&["list", "evaluation"]);
    let ty = evaluation.iter().find(|row| row["unit_code"] == "TY").unwrap();
    assert_eq!(
        (ty["missing"].as_i64(), ty["returned"].as_i64(), ty["issues"].as_i64()),
        (Some(0), Some(1), Some(2))
    );
    let status = office.place.json(&["status"]);
    assert_eq!((status["total"]["issues"].as_i64(), status["total"]["closed"].as_i64()), (Some(5), Some(5)));
    office.place.ok(&["verify"]);
    // What was known in the middle of it can still be told.
    assert_eq!(office.rows(&["list", "issues", "known:2021-07-31", "state:整改中"]).len(), 5);
    assert_eq!(office.rows(&["list", "issues", "as-of:2021-09-20", "is:closed"]).len(), 0);
    office.act("amend", &issues[..1], &["title=更正后的问题"], &[]);
    let then = office.place.ok(&["show", &issues[0], "--known", "2021-07-31"]);
    assert!(!then.contains("更正后的问题") && then.contains("整改中"), "{then}");
    assert!(office.place.ok(&["show", &issues[0]]).contains("更正后的问题"));
}

fn args<'a>(head: &[&'a str], tail: &[&'a str]) -> Vec<&'a str> {
    head.iter().chain(tail).copied().collect()
}
