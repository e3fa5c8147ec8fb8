//! The made-up campaign: its stories, each by its key path from 待办, and the first rows of the day.

mod support;

use support::desk::Desk;
use support::run::Place;

const DOWN: &str = "\x1b[B";
const RIGHT: &str = "\x1b[C";
const ENTER: &str = "\r";

/// The first rows of 待办 on 18 September 2021, as somebody who knows the stories expects them: what lies with
/// the office by how long it has lain there, then what is overdue, the latest first.
const FIRST: [&str; 10] = [
    "JA-005  甲区 示例第五十五幼儿园 违规征订教辅",
    "GE-001  庚县 示例第二十八幼儿园 强制征订报刊",
    "#56     辛县 示例第五十五小学 跨区域招生",
    "#57     戊区 示例第十二小学 周末有偿补课",
    "#58     示例职校 示例第七高级中学 机构挂名授课",
    "#59     乙区 示例第三高级中学 违规跨区招生",
    "JI-008  己市 示例第八幼儿园 幼儿园以考试方式招生",
    "JI-002  己市 示例启思培训中心 未经审批办班",
    "DI-006  丁区 示例育才树培训中心 未备案培训",
    "GE-005  庚县 示例乐童培训中心 超前超纲培训",
];

fn demo() -> (Place, Desk) {
    let place = Place::new("2021-09-18");
    let desk = Desk::open(&place, 120, 40, &["demo", "--size", "S"]);
    desk.see("0待办");
    (place, desk)
}

/// Types what follows `/` and accepts it; what was in force before is left first.
fn find(desk: &Desk, text: &str) {
    if !desk.text().contains("当前范围 全部") {
        desk.keys("2");
        desk.send("\x1b");
        desk.see("当前范围 全部");
    }
    desk.keys("/");
    desk.breathe();
    desk.send(text);
    desk.breathe();
    desk.send(ENTER);
    desk.breathe();
}

/// Opens the row under the cursor and waits until it tells what is expected.
fn open(desk: &Desk, expected: &[&str]) {
    desk.send(ENTER);
    for text in expected {
        desk.see(text);
    }
}

#[test]
fn the_day_begins_with_what_lies_with_the_office_and_what_is_late() {
    let place = Place::new("2021-09-18");
    let desk = Desk::open(&place, 80, 24, &["demo", "--size", "S"]);
    let number = |row: &str| row.split_whitespace().next().unwrap_or_default().to_owned();
    let screen = desk.wait("the first rows", |screen| FIRST.iter().all(|row| screen.contains(&number(row))));
    let rows: Vec<&str> = screen
        .lines()
        .map(|line| line.trim_start_matches(['▶', ' ']))
        .filter(|line| {
            FIRST.iter().any(|row| line.split_whitespace().next() == row.split_whitespace().next())
        })
        .collect();
    assert_eq!(rows.len(), FIRST.len(), "{screen}");
    for (row, expected) in rows.iter().zip(FIRST) {
        // Long titles are cut on a narrow screen.
        let start: String = expected.chars().take(20).collect();
        assert!(row.starts_with(&start), "{row}\n{expected}");
    }
    desk.kill();
}

#[test]
fn every_story_is_a_few_keys_from_the_day() {
    let (_place, desk) = demo();
    // Listed, and not rectified yet: / 挂牌 Enter Enter.
    find(&desk, "挂牌");
    desk.see("JI-002");
    open(&desk, &["挂牌情形", "性质恶劣"]);
    desk.keys("0");
    // Listed, closed, taken off: 7, down to its order.
    desk.keys("7");
    desk.see("DB-002");
    desk.send(DOWN);
    desk.breathe();
    open(&desk, &["DI-001", "已整改并销号"]);
    desk.keys("0");
    // A teacher and the institution that hired him: / 挂名 Enter Enter.
    find(&desk, "挂名");
    desk.see("JA-001");
    open(&desk, &["关联问题"]);
    desk.keys("0");
    // Bounced, and sent on: / 统一征订 Enter Enter.
    find(&desk, "统一征订教辅");
    desk.see("示例第二幼儿园");
    open(&desk, &["请基础教育科承办"]);
    desk.keys("0");
    // Three complaints of one thing: 5, right: each with the issue it went into.
    desk.keys("5");
    desk.see("XS-002");
    desk.send(RIGHT);
    let told =
        desk.wait("three intakes", |screen| screen.matches("SL-00").count() >= 3 && screen.contains("并入"));
    let into = told
        .lines()
        .find(|line| line.contains("SL-003"))
        .and_then(|line| line.split_whitespace().find(|word| word.starts_with("GE-")).map(str::to_owned));
    let into = into.unwrap_or_default();
    let rows = told.lines().filter(|line| line.contains("SL-00") && line.contains(&into));
    assert_eq!(rows.count(), 3, "{told}");
    // Found again after closing: / 重启 Enter Enter.
    desk.keys("0");
    find(&desk, "重启");
    desk.see("XI-001");
    open(&desk, &["开学后又集体补课"]);
    desk.keys("0");
    // Signed zeros, and the unit that is always late: m 3.
    desk.keys("m3");
    let told = desk.wait("a late month of the unit that is always late", |screen| {
        screen.contains("月清一览]")
            && screen.lines().any(|line| line.contains("癸园区") && line.contains("迟"))
    });
    assert!(told.contains("零"), "{told}");
    let late = told.lines().find(|line| line.contains("癸园区")).unwrap_or_default();
    assert!(late.contains("迟") && late.contains("未"), "{late}");
    desk.kill();
}
