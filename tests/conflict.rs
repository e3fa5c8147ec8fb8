//! Several people at one record: nothing is written over unseen.

mod support;

use duban::api::{Answer, Request};
use duban::i18n::{Lang, Words};
use duban::keymap::{Keymap, Preset};
use duban::link::{Seat, new_op};
use duban::model::command::Command;
use duban::model::field::Field;
use duban::model::refusal::{Clash, Refusal, Why};
use duban::model::verb::Verb;
use duban::tui::{Headless, Options};
use support::campaign::{Campaign, new_issue, verb};

/// A campaign with one issue, the clerk, and a colleague at a seat of her own.
fn office() -> (Campaign, Seat) {
    let campaign = Campaign::new();
    let member =
        Command::new(Verb::Member, new_op()).set("login", "zhang").set("name", "张某").set("roles", "zzb");
    campaign.done(member);
    campaign.done(new_issue("ty").set("deadline", "8月15日前"));
    let other = campaign.seat().sibling("zhang").unwrap();
    (campaign, other)
}

fn amend(base: u64, field: &str, text: &str) -> Command {
    Command { base: Some(base), ..verb(Verb::Amend, "TY-001").set(field, text) }
}

fn ask(seat: &Seat, command: &Command) -> Answer {
    seat.ask(Request::Do(Box::new(command.clone())))
}

fn conflict(answer: Answer) -> (u64, Vec<Clash>) {
    match answer {
        Answer::Refused(refusal) => match refusal.why {
            Why::Conflict { rev, clashes } => (rev, clashes),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn rev(campaign: &Campaign) -> u64 {
    campaign.card("TY-001").record.rev
}

#[test]
fn changes_of_different_fields_are_told_and_go_together() {
    let (campaign, other) = office();
    let base = rev(&campaign);
    assert!(matches!(ask(&other, &amend(base, "title", "校外家教")), Answer::Done(_)));
    let mine = amend(base, "students", "30");
    let (now, clashes) = conflict(ask(campaign.seat(), &mine));
    assert_eq!(now, rev(&campaign));
    let told: Vec<_> = clashes.iter().map(|c| (c.cell.field, c.by.as_str(), c.mine.is_some())).collect();
    assert_eq!(told, [(Field::Title, "张某", false)]);
    assert!(matches!(ask(campaign.seat(), &Command { base: Some(now), ..mine }), Answer::Done(_)));
    let card = campaign.card("TY-001");
    assert_eq!((card.record.text(Field::Title), card.record.int(Field::Students)), ("校外家教", Some(30)));
    campaign.verified();
}

#[test]
fn the_same_field_tells_both_values_and_the_same_value_is_no_conflict() {
    let (campaign, other) = office();
    let base = rev(&campaign);
    let theirs = amend(base, "found_on", "7月10日").set("title", "校外家教");
    assert!(matches!(ask(&other, &theirs), Answer::Done(_)));
    let (_, clashes) = conflict(ask(campaign.seat(), &amend(base, "found_on", "7月8日")));
    let due: Vec<_> = clashes.iter().filter(|clash| clash.mine.is_some()).collect();
    assert_eq!((due.len(), due[0].cell.field), (1, Field::FoundOn));
    let words = Words::new(Lang::Zh);
    let told = words.clash(due[0]);
    assert!(told.starts_with("张某") && told.contains("07-10") && told.contains("07-08"), "{told}");
    let same = amend(base, "title", "校外家教");
    let (now, clashes) = conflict(ask(campaign.seat(), &same));
    assert!(clashes.iter().all(|clash| clash.mine.is_none()), "{clashes:?}");
    let nothing = ask(campaign.seat(), &Command { base: Some(now), ..same });
    assert!(matches!(nothing, Answer::Refused(refusal) if refusal.why == Why::NothingToChange));
}

#[test]
fn what_was_changed_and_changed_back_is_no_conflict() {
    let (campaign, other) = office();
    let base = rev(&campaign);
    assert!(matches!(ask(&other, &amend(base, "title", "别的")), Answer::Done(_)));
    assert!(matches!(other.ask(Request::Undo { seq: None, op: new_op() }), Answer::Done(_)));
    assert!(matches!(ask(campaign.seat(), &amend(base, "title", "校外家教")), Answer::Done(_)));
}

#[test]
fn a_state_that_changed_is_refused_as_such() {
    let (campaign, other) = office();
    let base = rev(&campaign);
    let reason = |command: Command| Command { reason: "重复登记".into(), ..command };
    assert!(matches!(ask(&other, &reason(verb(Verb::Void, "TY-001"))), Answer::Done(_)));
    let late = ask(campaign.seat(), &amend(base, "title", "校外家教"));
    assert!(matches!(late, Answer::Refused(refusal) if matches!(refusal.why, Why::WrongState { .. })));
}

#[test]
fn of_a_bulk_those_that_changed_are_refused_and_the_others_done() {
    let (campaign, other) = office();
    campaign.done(new_issue("ty").set("place", "示例第八中学"));
    let Answer::Form(form) = campaign
        .seat()
        .ask(Request::Form { verb: Verb::Amend, subjects: vec!["TY-001".into(), "TY-002".into()] })
    else {
        panic!()
    };
    let base = form.base.unwrap();
    assert!(matches!(ask(&other, &amend(base, "title", "校外家教")), Answer::Done(_)));
    let bulk = amend(base, "students", "5").on_subject("TY-002");
    let done = campaign.done(bulk);
    assert_eq!(done.subjects, ["TY-002"]);
    let refused: Vec<&Refusal> = done.refused.iter().collect();
    assert!(matches!(refused[..], [Refusal { why: Why::Conflict { .. }, .. }]), "{refused:?}");
    assert_eq!(refused[0].no, "TY-001");
}

#[test]
fn an_entry_of_a_register_keeps_its_changes_too() {
    let (campaign, other) = office();
    let order = Command { paper: "督办单1号".into(), ..verb(Verb::Order, "TY-001") };
    let order = order.set("demand", "限期退费").set("order_due", "9月30日");
    campaign.done(order);
    let Answer::Form(form) =
        other.ask(Request::Form { verb: Verb::Receipt, subjects: vec!["DB-001".into()] })
    else {
        panic!("no form")
    };
    assert_eq!(form.base, Some(campaign.card("DB-001").record.rev));
}

/// Writers at once, each with values of its own, each trying again with what it was told.
fn race(writers: usize, saves: usize) {
    let (campaign, _other) = office();
    let before = campaign.card("TY-001").record.facts.len();
    let tries: usize = std::thread::scope(|scope| {
        let write = |writer: usize| {
            let seat =
                campaign.seat().sibling(if writer.is_multiple_of(2) { "clerk" } else { "zhang" }).unwrap();
            let base = rev(&campaign);
            move || {
                let (mut base, mut tries) = (base, 0);
                for save in 0..saves {
                    let value = (1_000 * (writer + 1) + save).to_string();
                    loop {
                        tries += 1;
                        match ask(&seat, &amend(base, "students", &value)) {
                            Answer::Done(done) => break base = done.last,
                            Answer::Refused(refusal) => match refusal.why {
                                Why::Conflict { rev, .. } => base = rev,
                                other => panic!("{other:?}"),
                            },
                            other => panic!("{other:?}"),
                        }
                    }
                }
                tries
            }
        };
        let threads: Vec<_> = (0..writers).map(|writer| scope.spawn(write(writer))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let card = campaign.card("TY-001");
    let accepted = writers * saves;
    assert!(tries >= accepted);
    assert_eq!(card.record.facts.len() - before, accepted);
    let said = |line: &duban::api::answer::FactLine| {
        let change = line.fact.changes.iter().find(|change| change.cell.field == Field::Students);
        change.map(|change| (change.old.clone(), change.new.clone())).unwrap()
    };
    let kept: Vec<_> = card.history[before..].iter().map(said).collect();
    // Each was written over what its writer had seen, and all are there.
    assert!(kept.windows(2).all(|two| two[0].1 == two[1].0));
    let mut values: Vec<String> = kept.iter().map(|(_, new)| format!("{new:?}")).collect();
    values.sort();
    values.dedup();
    assert_eq!(values.len(), accepted);
    campaign.verified();
}

#[test]
fn two_to_eight_writers_overwrite_nothing_unseen() {
    for writers in [2, 5, 8] {
        race(writers, 240 / writers);
    }
}

fn desk(seat: Seat) -> Headless {
    let options = Options {
        meeting: false,
        words: Words::new(Lang::Zh),
        keymap: Keymap::preset(Preset::Default),
        plain: false,
        color: false,
        lesson: false,
        mouse: false,
        terminal: "test".into(),
        state: std::path::PathBuf::new(),
        folders: Default::default(),
    };
    let mut desk = Headless::open(seat, options, (80, 24), new_op);
    desk.hear();
    desk
}

fn shown(desk: &Headless) -> String {
    let frame = desk.frame();
    let rows = frame.content.chunks(80);
    let text = |row: &[ratatui::buffer::Cell]| row.iter().map(|cell| cell.symbol()).collect::<String>();
    // The second column of a wide character is a blank in the buffer.
    rows.map(text).collect::<Vec<_>>().join("\n").replace(' ', "")
}

#[test]
fn two_desks_at_one_record_see_each_other_and_lose_nothing() {
    let (campaign, other) = office();
    let mut mine = desk(campaign.seat().sibling("clerk").unwrap());
    let mut theirs = desk(other);
    mine.play("2 enter r tab tab tab tab 'X");
    theirs.play("2 enter");
    theirs.hear();
    mine.hear();
    assert!(shown(&mine).contains("另有张某"), "{}", shown(&mine));
    assert!(shown(&theirs).contains("另有示例办事员"), "{}", shown(&theirs));
    theirs.play("r tab tab tab 'Y ctrl-s");
    mine.hear();
    assert!(shown(&mine).contains("更正学校(机构)示例第三小学→示例第三小学Y"), "{}", shown(&mine));
    assert!(shown(&mine).contains("26名学生X"), "what is typed stays");
    mine.play("ctrl-s 1");
    let record = campaign.card("TY-001").record;
    assert_eq!(record.text(Field::Title), "家教收费26名学生X");
    assert_eq!(record.text(Field::Place), "示例第三小学Y");

    // The same field: theirs, then mine.
    mine.play("r tab tab tab tab '1");
    theirs.hear();
    theirs.play("r tab tab tab tab '2 ctrl-s");
    mine.play("ctrl-s");
    assert!(shown(&mine).contains("您填的是家教收费26名学生X1"), "{}", shown(&mine));
    mine.play("3");
    assert!(shown(&mine).contains("26名学生X1"));
    mine.play("ctrl-s 2");
    assert_eq!(campaign.card("TY-001").record.text(Field::Title), "家教收费26名学生X1");

    // What is left half filled is offered at another terminal.
    mine.play("r tab tab tab tab 'Z");
    mine.keep();
    drop(mine);
    let mut again = desk(campaign.seat().sibling("clerk").unwrap());
    assert!(shown(&again).contains("有未存的录入1份"), "{}", shown(&again));
    again.play("enter 1");
    assert!(shown(&again).contains("26名学生X1Z"), "{}", shown(&again));
    campaign.verified();
}
