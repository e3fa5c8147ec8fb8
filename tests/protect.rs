//! Protected names: looked at only for a reason that is written down, and removed for good.

#[path = "support/mod.rs"]
mod support;

use duban::api::answer::Revealed;
use duban::api::{Answer, Request};
use duban::link::{Seat, new_op};
use duban::model::command::Command;
use duban::model::refusal::Why;
use duban::model::verb::Verb;
use support::campaign::{Campaign, verb};

const NAME: &str = "甄某某";
const PHONE: &str = "13900001111";

/// A campaign that keeps names, with one call taken in by the clerk, and members of other roles.
fn campaign() -> Campaign {
    let campaign = Campaign::new();
    campaign.done(Command::new(Verb::Pack, new_op()).set("keep_names", "yes"));
    for (login, roles) in [("jijian", "discipline"), ("keshi", "handler"), ("yangguang", "intake")] {
        let member = Command::new(Verb::Member, new_op()).set("login", login).set("name", login);
        campaign.done(member.set("unit", "ZZB").set("roles", roles));
    }
    let take = Command::new(Verb::Take, new_op()).set("channel", "来电").set("title", "补课收费");
    campaign.done(take.set("complainant", NAME).set("complainant_phone", PHONE));
    campaign
}

fn ask(seat: &Seat, command: Command) -> Answer {
    seat.ask(Request::Do(Box::new(command)))
}

fn look(reason: &str) -> Command {
    Command { reason: reason.into(), ..verb(Verb::Reveal, "SL-001") }
}

fn names(answer: Answer) -> Vec<Revealed> {
    match answer {
        Answer::Revealed { names, .. } => names,
        other => panic!("{other:?}"),
    }
}

fn refused(answer: Answer) -> Why {
    match answer {
        Answer::Refused(refusal) => refusal.why,
        other => panic!("{other:?}"),
    }
}

fn looks(seat: &Seat) -> Vec<(String, String)> {
    let Answer::History(lines) = seat.ask(Request::Looks) else { panic!("no looks") };
    lines.into_iter().map(|line| (line.actor, line.fact.reason)).collect()
}

#[test]
fn who_looks_says_why_and_it_is_on_record() {
    let campaign = campaign();
    let discipline = campaign.seat().sibling("jijian").unwrap();
    assert_eq!(refused(ask(&discipline, look(""))), Why::NeedsReason);
    let seen = names(ask(&discipline, look("核查")));
    let texts: Vec<Option<&str>> = seen.iter().map(|name| name.text.as_deref()).collect();
    assert_eq!(texts, [Some(NAME), Some(PHONE)]);
    assert!(!format!("{seen:?}").contains(NAME), "not in a report of a crash");
    // Who typed the name may look at it again; nobody else without the right.
    assert_eq!(names(ask(campaign.seat(), look("答复"))).len(), 2);
    for login in ["keshi", "yangguang"] {
        let seat = campaign.seat().sibling(login).unwrap();
        let answer = ask(&seat, look("好奇"));
        assert!(matches!(answer, Answer::Refused(_)), "{login}: {answer:?}");
    }
    assert_eq!(
        looks(&discipline),
        [("jijian".to_owned(), "核查".to_owned()), ("示例办事员".to_owned(), "答复".to_owned())]
    );
    assert_eq!(looks(campaign.seat()), [("示例办事员".to_owned(), "答复".to_owned())]);
    // A look is nothing that could be taken back, and does not stand in the way of what can.
    let undo = campaign.seat().ask(Request::Undo { seq: None, op: new_op() });
    assert!(
        matches!(undo, Answer::Refused(refusal) if matches!(refusal.why, Why::CannotUndo { verb: Verb::Take, .. }))
    );
    campaign.verified();
}

#[test]
fn who_has_it_open_looks_at_it_once() {
    let campaign = campaign();
    let discipline = campaign.seat().sibling("jijian").unwrap();
    let open = |what: Option<&str>| {
        let watch = Request::Watch { what: what.map(str::to_owned), editing: false };
        assert!(matches!(discipline.ask(watch), Answer::Present(_)));
    };
    open(Some("SL-001"));
    for reason in ["核查", "核查", "再看"] {
        assert_eq!(names(ask(&discipline, look(reason))).len(), 2);
    }
    assert_eq!(looks(&discipline).len(), 1, "the same look");
    assert_eq!(refused(ask(&discipline, look(""))), Why::NeedsReason, "a reason is asked all the same");
    // Another member at it is another look; so is opening it again.
    assert_eq!(names(ask(campaign.seat(), look("答复"))).len(), 2);
    assert_eq!(looks(&discipline).len(), 2);
    open(None);
    open(Some("SL-001"));
    assert_eq!(names(ask(&discipline, look("复查"))).len(), 2);
    assert_eq!(looks(&discipline).len(), 3);
    campaign.verified();
}

#[test]
fn looking_again_and_again_has_a_limit() {
    let campaign = campaign();
    let discipline = campaign.seat().sibling("jijian").unwrap();
    for _ in 0..30 {
        assert_eq!(names(ask(&discipline, look("核查"))).len(), 2);
    }
    let Why::TooOften { limit: 30, minutes } = refused(ask(&discipline, look("核查"))) else { panic!() };
    assert!((1..=60).contains(&minutes));
    assert_eq!(looks(&discipline).len(), 30, "what was refused left nothing");
    assert_eq!(names(ask(campaign.seat(), look("答复"))).len(), 2, "another member has his own count");
}

#[test]
fn names_removed_are_gone_everywhere_and_the_chain_holds() {
    let mut campaign = campaign();
    let discipline = campaign.seat().sibling("jijian").unwrap();
    let purge = |reason: &str| Command { reason: reason.into(), ..verb(Verb::Purge, "SL-001") };
    assert_eq!(refused(ask(campaign.seat(), purge("本人要求"))), Why::NoRight);
    assert_eq!(refused(ask(&discipline, purge(""))), Why::NeedsReason);
    let Answer::Done(done) = ask(&discipline, purge("保存期满")) else { panic!("not done") };
    let seen = names(ask(&discipline, look("核查")));
    assert!(seen.len() == 2 && seen.iter().all(|name| name.text.is_none()), "{seen:?}");
    // Taking it back brings nothing back.
    let undo = discipline.ask(Request::Undo { seq: Some(done.first), op: new_op() });
    assert!(matches!(refused(undo), Why::CannotUndo { verb: Verb::Purge, .. }));
    campaign.verified();
    discipline.close().unwrap();
    campaign.leave();
    let bytes = std::fs::read(campaign.store()).unwrap();
    for canary in [NAME, PHONE] {
        let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
        assert!(!found, "{canary} is still in the file");
    }
    campaign.reopen();
    campaign.verified();
}
