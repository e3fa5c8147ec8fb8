//! What is typed and not saved outlives its terminal: the office has it, whatever ended the desk.

mod support;

use rustix::process::{Pid, Signal, kill_process};
use support::desk::Desk;
use support::run::Place;

fn signal(desk: &Desk, signal: Signal) {
    kill_process(Pid::from_raw(desk.child.id() as i32).unwrap(), signal).unwrap();
}

/// A desk with a form half filled, up to this moment.
fn half_filled(place: &Place, text: &str) -> Desk {
    let desk = Desk::open(place, 80, 24, &[]);
    desk.see("待我办");
    desk.breathe();
    desk.keys("2");
    desk.see("2 问题清单");
    desk.keys("r");
    desk.see("更正");
    desk.breathe();
    desk.keys("\t\t\t\t");
    desk.send(text);
    desk.see(text);
    desk
}

fn offered(place: &Place, text: &str) {
    let desk = Desk::open(place, 80, 24, &[]);
    desk.see("有未存的录入1份");
    desk.see("未存的录入 1");
    desk.breathe();
    desk.keys("\r");
    desk.see("1 接着填");
    desk.keys("1");
    desk.see(text);
    // Saved, it is offered no more.
    desk.keys("\x13");
    desk.see("已更正");
    desk.kill();
    let desk = Desk::open(place, 80, 24, &[]);
    desk.see("待我办");
    desk.breathe();
    assert!(!desk.text().contains("未存的录入"), "{}", desk.text());
    desk.kill();
}

#[test]
fn a_form_outlives_a_hang_up_a_signal_and_a_power_cut() {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "60", "--seed", "2"]);
    for (how, code, text) in [(Signal::HUP, 129, "补充材料在档案柜"), (Signal::TERM, 143, "已电话核实")]
    {
        let desk = half_filled(&place, text);
        signal(&desk, how);
        assert_eq!(desk.end(), code);
        offered(&place, text);
    }
    let desk = half_filled(&place, "断电之前");
    // What is promised: it is kept a second after the last key.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    desk.kill();
    offered(&place, "断电之前");
    place.ok(&["verify"]);
    assert!(!place.folder().join("state/duban/drafts").exists(), "made-up data leave nothing here");
}

#[test]
fn what_lies_in_the_users_own_file_is_handed_to_the_office() {
    let place = Place::new("2021-09-18");
    place.ok(&["init", "--member", "示例办事员"]);
    let state = place.folder().join("state/duban");
    std::fs::create_dir_all(&state).unwrap();
    std::fs::write(state.join("entry-draft"), "天元 2.1 示例三小").unwrap();
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("有未存的录入1份");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    desk.breathe();
    desk.kill();
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("登记 天元 2.1 示例三小");
    assert!(!state.join("entry-draft").exists(), "the office has it now");
    desk.kill();
}

#[test]
fn a_form_outlives_a_meeting_that_ends_with_its_desk() {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "60", "--seed", "2"]);
    for (quits, text) in [(true, "散会即走"), (false, "会中断电")] {
        let desk = half_filled(&place, text);
        desk.breathe();
        // It is kept a second after the last key, before the meeting and in it.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        desk.send("\x1b[24~");
        desk.see("投屏中");
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!(!desk.text().contains(text), "{}", desk.text());
        if quits {
            desk.send("q");
            assert_eq!(desk.end(), 0);
        } else {
            desk.kill();
        }
        offered(&place, text);
    }
}
