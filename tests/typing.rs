//! What an input method, a paste or a noisy line sends to the real program: nothing is executed by it, and
//! nothing typed is lost.

mod support;

use support::desk::Desk;
use support::run::Place;

fn office() -> (Place, Desk) {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "60", "--seed", "2"]);
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("待我办");
    desk.breathe();
    (place, desk)
}

/// How many facts the journal holds; a copy of the store in use is asked.
fn facts(place: &Place) -> i64 {
    let copy = Place::new(&place.today);
    std::fs::copy(place.store(), copy.store()).unwrap();
    copy.json(&["history"])["total"].as_i64().unwrap()
}

#[test]
fn full_width_keys_work_in_lists_and_han_starts_a_search() {
    let (place, desk) = office();
    let before = facts(&place);
    desk.keys("２");
    desk.see("2 问题清单 1/60");
    desk.keys("ｏ");
    desk.see("逾期  ");
    desk.see("2 问题清单 1/4");
    desk.keys("ｏ");
    desk.see("/60");
    desk.keys("？");
    desk.see("帮助 · 列表");
    desk.keys("\x1b");
    desk.send("下");
    desk.see("已按“下”开始查找");
    desk.keys("\x1b");
    // What comes while the box is still open would be typed into it.
    desk.gone("已按“下”开始查找");
    desk.send("家教");
    desk.see("/ 家教");
    std::thread::sleep(std::time::Duration::from_millis(80));
    desk.keys("\r");
    desk.see("当前范围 家教");
    desk.keys("\x1b");
    desk.keys("/");
    desk.see("查找");
    for word in ["单位", "：", "己市"] {
        desk.send(word);
        desk.breathe();
    }
    desk.keys(" ");
    desk.send("状态：整改中｜已报完成");
    desk.breathe();
    desk.see("整改中｜已报完成");
    std::thread::sleep(std::time::Duration::from_millis(80));
    desk.keys("\r");
    let copy = Place::new(&place.today);
    std::fs::copy(place.store(), copy.store()).unwrap();
    let listed = copy.json(&["list", "issues", "unit:JI", "state:rectifying|claimed"]);
    desk.see(&format!("2 问题清单 1/{}", listed["total"]));
    assert_eq!(facts(&place), before);
}

#[test]
fn what_is_pasted_is_never_run_with_or_without_markers() {
    let (place, desk) = office();
    let before = facts(&place);
    let block = "示例三小\t家教收费\nx\nu\nc\n!5\nq\n";
    desk.keys("2");
    desk.see("2 问题清单");
    // In one burst, as a terminal that knows no markers sends it.
    desk.send(&block.replace('\n', "\r"));
    desk.see("粘贴了");
    desk.keys("3");
    desk.gone("粘贴了");
    desk.send(&format!("\x1b[200~{block}\x1b[201~"));
    desk.see("粘贴了");
    desk.keys("2");
    desk.see("查找");
    desk.see("示例三小");
    desk.keys("\x1b");
    desk.see("2 问题清单");
    // A start without an end: what follows after a while is typing again.
    desk.send("\x1b[200~x");
    desk.see("粘贴了");
    desk.keys("3");
    desk.gone("粘贴了");
    desk.keys("o");
    desk.see("2 问题清单 1/4");
    assert_eq!(facts(&place), before, "nothing was carried out");
}

#[test]
fn rows_of_a_table_are_entered_one_after_the_other() {
    let (place, desk) = office();
    desk.keys("2");
    desk.see("2 问题清单");
    desk.send("\x1b[200~己市\t2.1\t示例三小\t家教\t26人\n己市\t3.2\t示例四小\t买卖生源\n\x1b[201~");
    desk.see("粘贴了2行");
    desk.keys("1");
    desk.see("第1行，共2行");
    desk.see("26");
    std::thread::sleep(std::time::Duration::from_millis(80));
    desk.keys("\r");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("第2行，共2行");
    std::thread::sleep(std::time::Duration::from_millis(80));
    desk.keys("\r");
    desk.see("1 保存");
    desk.keys("1");
    desk.see("已登记");
    let copy = Place::new(&place.today);
    std::fs::copy(place.store(), copy.store()).unwrap();
    let listed = copy.json(&["list", "issues", "place:示例三小|示例四小", "unit:JI", "found:2021-09-18"]);
    assert_eq!(listed["total"], 2, "{listed}");
}

#[test]
fn a_megabyte_of_noise_runs_nothing_and_loses_nothing() {
    // Made-up data leave nothing behind, a real office keeps its drafts.
    let place = Place::new("2021-09-18");
    place.ok(&["init", "--member", "示例办事员"]);
    let before = place.json(&["history"])["total"].as_i64().unwrap();
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("0待办");
    desk.keys("a");
    desk.see("登记问题");
    desk.send("示例三小家教");
    desk.see("示例三小家教");
    let mut seed = 7_u64;
    let mut noise = Vec::with_capacity(1 << 20);
    while noise.len() < 1 << 20 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        noise.push((seed >> 33) as u8);
    }
    desk.flood(&noise);
    desk.breathe();
    assert_eq!(facts(&place), before, "nothing was carried out");
    // The desk answers still: it draws itself anew at another size.
    desk.resize(100, 30);
    desk.see("登记问题");
    desk.breathe();
    assert_eq!(facts(&place), before);
    let pid = rustix::process::Pid::from_raw(desk.child.id() as i32).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    desk.end();
    let again = Desk::open(&place, 80, 24, &[]);
    again.see("未存的录入 1");
    again.see("示例三小家教");
    again.kill();
    place.ok(&["verify"]);
}
