//! Desks of one person: the second joins the first, and takes over when it goes.

use super::host::Host;
use super::support::desk::Desk;
use super::support::run::Place;
use duban::api::{Answer, Request};
use std::time::{Duration, Instant};

fn place() -> Place {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "S", "--seed", "2"]);
    place
}

#[test]
fn a_guest_takes_over_from_a_host_that_is_killed_with_its_form_as_it_was() {
    let _alone = crate::alone();
    let place = place();
    let mut host = Desk::open(&place, 120, 35, &[]);
    host.see("待我办");
    let guest = Desk::open(&place, 120, 35, &[]);
    guest.see("待我办");
    assert!(place.ok(&["doctor"]).contains("本人的另一个窗口"));
    // A change made at the first is seen at the second without a key.
    place.ok(&["do", "amend", "JA-005", "--set", "title=甲乙丙丁", "--reason", "更正"]);
    guest.see("甲乙丙丁");
    // The second is in the middle of an entry when the first dies.
    guest.keys("a");
    guest.see("登记问题");
    guest.send("甲区 2.1 示例三小 有偿家教 26人 3900元 9月30日前");
    guest.see("时限=2021-09-30");
    host.child.kill().unwrap();
    host.child.wait().unwrap();
    // Whoever asks finds an office again: the guest becomes it, unless he who asks was there first and is
    // it for as long as he asks.
    let until = Instant::now() + Duration::from_secs(20);
    while !place.ok(&["doctor"]).contains("本人的另一个窗口") {
        assert!(Instant::now() < until, "{}", place.ok(&["doctor"]));
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(guest.text().contains("3900元"), "{}", guest.text());
    guest.send("\x13");
    guest.see("已登记");
    assert!(place.ok(&["list", "issues", "示例三小"]).contains("家教"));
    guest.keys("\x1b");
    guest.send("q");
    assert_eq!(guest.end(), 0);
    assert!(place.ok(&["doctor"]).contains("在本程序里"));
    place.ok(&["verify"]);
}

#[test]
fn a_desk_says_that_the_office_is_away_keeps_the_form_and_goes_on_when_it_is_back() {
    let _alone = crate::alone();
    let mut host = Host::new(3, false);
    // A shared office goes by the real day.
    host.place.today.clear();
    let socket = host.socket();
    let desk = Desk::open(&host.place, 120, 35, &["--socket", socket.to_str().unwrap()]);
    desk.see("待我办");
    desk.keys("a");
    desk.see("登记问题");
    desk.send("ty 2.1 示例三小 有偿家教 26人 3900元 12月30日前");
    desk.see("时限=");
    host.kill();
    let away = desk.see("断了，正在重连");
    assert!(away.contains("3900元"), "{away}");
    // What is typed meanwhile stays, and the desk goes on drawing.
    desk.keys("x");
    desk.resize(100, 30);
    desk.see("3900元");
    desk.keys("\x7f");
    host.start();
    desk.gone("断了，正在重连");
    desk.send("\x13");
    desk.see("已登记");
    desk.keys("\x1b");
    desk.send("q");
    assert_eq!(desk.end(), 0);
    let seat = host.seat();
    let page = Request::Page { filter: "示例三小".into(), offset: 0, len: 9 };
    let Answer::Page(page) = seat.ask(page) else { panic!("no page") };
    assert_eq!(page.total, 1);
    assert_eq!(page.rows[0].title, "有偿家教");
    seat.close().unwrap();
}
