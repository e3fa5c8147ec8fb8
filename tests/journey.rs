//! The whole thread at the screen, in a real pty at 80×24: from the first run to a closed issue, with kills
//! in between; and every pane against `duban list`.

mod support;

use support::desk::Desk;
use support::run::Place;

/// Types a text as an input method commits it: Han at once, other letters one by one.
fn write(desk: &Desk, text: &str) {
    let mut han = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii() {
            if !han.is_empty() {
                desk.send(&std::mem::take(&mut han));
                desk.breathe();
            }
            if c != '\0' {
                desk.keys(&c.to_string());
            }
        } else {
            han.push(c);
        }
    }
}

/// Types a text and Enter, which goes on to the next empty field.
fn enter(desk: &Desk, text: &str) {
    write(desk, text);
    desk.see(text);
    // An Enter that comes right behind a committed word belongs to the input method.
    std::thread::sleep(std::time::Duration::from_millis(80));
    desk.keys("\r");
}

/// Clears the field the caret stands in and types another text.
fn replace(desk: &Desk, old: &str, text: &str) {
    for _ in old.chars() {
        desk.keys("\x7f");
    }
    write(desk, text);
}

const ESC: &str = "\x1b";
const TAB: &str = "\t";

fn first_run(place: &Place) -> Desk {
    let desk = Desk::open(place, 80, 24, &[]);
    desk.see("2 开始一次真实的专项整治");
    desk.keys("2");
    desk.see("您是谁");
    enter(&desk, "示例办事员");
    desk.see("一个人用，还是");
    desk.keys("1");
    desk.see("通讯录：");
    desk.send("\x1b[200~天元\t王某某\t科员\t130****0001\n\x1b[201~");
    desk.see("王某某");
    desk.keys("1");
    desk.see("局直单位、学校：");
    desk.keys("2");
    desk.see("举报人姓名");
    desk.keys("1");
    desk.see("现在建立数据");
    desk.keys("1");
    desk.see("0待办");
    desk
}

#[test]
fn from_first_run_to_closing() {
    let mut place = Place::new("2021-07-12");
    let desk = first_run(&place);

    desk.keys("a");
    desk.see("登记问题");
    write(&desk, "ty 2.1 示例第三小学 有偿家教 26人 3900元 8月15日前");
    desk.see("教师科，依据二（二）2");
    desk.see("时限=2021-08-15");
    std::thread::sleep(std::time::Duration::from_millis(80));
    desk.keys("\r");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("已登记 TY-001");

    desk.keys("2");
    desk.see("▶  TY-001");
    desk.keys("x");
    desk.see("代责任单位（天元）录入");
    enter(&desk, "立即停止补课");
    enter(&desk, "李某");
    enter(&desk, "8月10日前");
    enter(&desk, "王某");
    enter(&desk, "传真1号");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("已报整改措施 TY-001");
    desk.kill();

    // Everything acknowledged is there after a kill; the day is later now, and so is the deadline.
    place.today = "2021-08-20".into();
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("0待办");
    desk.keys("2");
    desk.see("逾5天");
    desk.keys("e");
    desk.see("申请延期");
    enter(&desk, "9月5日前");
    enter(&desk, "清退尚未到位");
    // Who answers for the measure stands there as the person who asks.
    desk.see("经办人   李某");
    enter(&desk, "传真2号");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("已申请延期 TY-001");
    desk.keys("x");
    desk.see("批复");
    enter(&desk, "示例主任");
    enter(&desk, "签批单3号");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("延1次");
    desk.keys("\r");
    desk.see("原定8-15");
    desk.keys(ESC);
    desk.kill();

    place.today = "2021-09-12".into();
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("0待办");
    desk.keys("2");
    desk.see("▶  TY-001");
    desk.keys("x");
    desk.see("报完成");
    write(&desk, "已停止并清退");
    desk.see("已停止并清退");
    while !desk.text().contains("▶办理日期") {
        desk.keys(TAB);
    }
    replace(&desk, "2021-09-12", "2021-09-03");
    desk.see("2021-09-03");
    desk.keys("\r");
    let seen =
        desk.wait("the paper or the person", |text| text.contains("▶经办人") || text.contains("▶凭据"));
    if seen.contains("▶经办人") {
        enter(&desk, "王某");
    }
    enter(&desk, "报告4号");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("已报完成");
    desk.keys("x");
    desk.see("验收");
    enter(&desk, "李某某");
    enter(&desk, "验收单5号");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("已销号");
    desk.keys("u");
    desk.wait("the undo", |text| text.contains("▶  TY-001") && !text.contains("已销号"));
    desk.keys("\x12");
    desk.wait("the redo", |text| text.lines().any(|line| line.contains("TY-001") && line.contains("已销号")));
    desk.keys("q");
    assert_eq!(desk.end(), 0);

    let row = place.json(&["list", "issues"])["rows"][0].clone();
    assert_eq!(row["state"], "closed");
    // Done by the new deadline; the five days overdue when the extension was asked for stay counted.
    assert_eq!((row["late_days"].as_i64(), row["claimed_on"].as_str()), (Some(5), Some("2021-09-03")));
    assert_eq!(row["original_deadline"], "2021-08-15");
    place.ok(&["verify"]);
}

#[test]
fn the_panes_hold_what_the_list_holds() {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "40", "--seed", "2"]);
    let desk = Desk::open(&place, 160, 45, &[]);
    desk.see("演示数据 均为虚构");
    desk.keys("2");
    desk.see("2 问题清单 1/40");
    for filter in ["is:overdue", "cat:2", "unit:ji", "state:open due:2021-09"] {
        let rows = place_rows(&desk, &place, filter);
        assert!(!rows.is_empty(), "{filter} finds nothing: no test");
    }
    desk.keys(ESC);
    desk.keys("q");
    assert_eq!(desk.end(), 0);
}

/// Filters at the desk; the rows shown are those of `duban list` under the same filter. The store is in use
/// while the desk is open, so a copy is asked.
fn place_rows(desk: &Desk, place: &Place, filter: &str) -> Vec<String> {
    let copy = Place::new(&place.today);
    std::fs::copy(place.store(), copy.store()).unwrap();
    let listed = copy.json(&["list", "issues", filter]);
    let numbers: Vec<String> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["no"].as_str().map(str::to_owned))
        .collect();
    desk.keys("/");
    desk.see("查找");
    write(desk, filter);
    std::thread::sleep(std::time::Duration::from_millis(80));
    desk.keys("\r");
    let total = format!("/{}", listed["total"]);
    let screen = desk.wait(&format!("{total} rows of {filter}"), |text| {
        text.lines().any(|line| line.contains("2 问题清单") && line.contains(&total))
    });
    for number in numbers.iter().take(10) {
        assert!(screen.contains(number.as_str()), "{filter}: {number} is not on the screen\n{screen}");
    }
    desk.keys(ESC);
    desk.see("/40");
    numbers
}

#[test]
fn a_small_window_says_so_and_keeps_its_state() {
    let place = Place::new("2021-07-12");
    place.ok(&["init", "--member", "示例办事员"]);
    let desk = Desk::open(&place, 38, 9, &[]);
    desk.see("窗口太小");
    desk.resize(80, 24);
    desk.see("0待办");
}

#[test]
fn the_desk_leaves_the_terminal_as_it_was() {
    let place = Place::new("2021-07-12");
    place.ok(&["init", "--member", "示例办事员"]);
    for (signal, code) in [(rustix::process::Signal::TERM, 143), (rustix::process::Signal::HUP, 129)] {
        let desk = Desk::open(&place, 80, 24, &[]);
        desk.see("0待办");
        let pid = rustix::process::Pid::from_raw(desk.child.id() as i32).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        assert_eq!(desk.end(), code);
        place.ok(&["verify"]);
    }
}

#[test]
fn a_picture_of_the_desk() {
    let place = Place::new("2021-09-18");
    let desk = Desk::open(&place, 160, 45, &["demo"]);
    desk.see("0待办");
    desk.keys("2");
    desk.see("2 问题清单 1/60");
    for _ in 0..3 {
        desk.send("\x1b[B");
        desk.breathe();
    }
    desk.see("3 整改台账 · JA-004");
    desk.breathe();
    let picture = desk.picture();
    assert!(picture.contains("演") && picture.ends_with("</svg>\n"));
    if let Ok(path) = std::env::var("DUBAN_PICTURE") {
        std::fs::write(path, picture).unwrap();
    }
}
