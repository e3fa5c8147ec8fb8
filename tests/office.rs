//! The office: acts, refusals, batches, undo, and books that equal their journal.

mod support;

use duban::api::{Answer, Request};
use duban::link::{Attach, Create, Seat, attach, create, new_op};
use duban::model::command::Command;
use duban::model::refusal::Why;
use duban::model::state::State;
use duban::model::verb::Verb;
use support::campaign::{Campaign, day, new_issue, verb};

#[test]
fn an_issue_goes_from_entry_to_closing() {
    let mut campaign = Campaign::new();
    let done = campaign.done(new_issue("ty").set("deadline", "8月15日前"));
    assert_eq!(done.subjects, ["TY-001"]);
    let row = done.row.unwrap();
    assert_eq!(
        (row.state, row.lead.as_deref(), row.with.as_deref()),
        (State::Rectifying, Some("教师科"), Some("天元"))
    );
    assert_eq!((row.category.as_str(), row.stage.as_deref()), ("2", Some("小学")));
    assert_eq!((row.students, row.amount_fen), (Some(26), Some(390_000)));
    assert_eq!(row.deadline, Some(day("2021-08-15")));
    assert_eq!(row.next, Some(Verb::Plan));

    let plan = verb(Verb::Plan, "TY-001").set("measure", "立即停止补课；李某；8月10日前");
    assert!(matches!(campaign.refused(plan.clone()), Why::NotYours { .. }));
    let why = campaign.refused(Command { party: "unit".into(), ..plan.clone() });
    assert!(matches!(why, Why::NeedsPersonAndPaper { .. }));
    campaign.done(Command { op: new_op(), ..plan }.for_party("unit", "王某", "传真1号"));

    campaign.today("2021-08-20");
    let extend =
        verb(Verb::Extend, "TY-001").set("extend_to", "9月5日前").for_party("unit", "王某", "传真2号");
    assert_eq!(campaign.refused(extend.clone()), Why::NeedsReason);
    let extend = Command { reason: "清退尚未到位".into(), op: new_op(), ..extend };
    campaign.done(extend.clone());
    assert_eq!(campaign.refused(Command { op: new_op(), ..extend }), Why::ExtensionPending);
    let decide = verb(Verb::DecideExtension, "TY-001").set("decision", "agreed");
    let by_section = decide.clone().for_party("section", "李某某", "电话");
    assert!(matches!(campaign.refused(by_section), Why::OnlyChief { late_days: 5, .. }));
    campaign.done(Command { op: new_op(), ..decide }.for_party("chief", "示例主任", "签批单3号"));
    let row = campaign.page("no:TY-001").rows.remove(0);
    assert_eq!((row.deadline, row.original_deadline), (Some(day("2021-09-05")), Some(day("2021-08-15"))));
    assert_eq!(row.extensions, 1);

    campaign.today("2021-09-12");
    let claim = verb(Verb::Claim, "TY-001").set("statement", "已停止并清退").done_on("2021-09-03");
    let claim = claim.for_party("unit", "王某", "报告4号");
    assert!(matches!(campaign.refused(claim.clone()), Why::Unfinished { open: 1, total: 1, .. }));
    campaign.done(Command { op: new_op(), ..claim.set("done", "是") });
    let close = verb(Verb::Close, "TY-001").set("verify_way", "papers");
    let same = close.clone().for_party("section", "王某", "验收单");
    assert!(matches!(campaign.refused(same), Why::SamePerson { .. }));
    campaign.done(Command { op: new_op(), ..close }.for_party("section", "李某某", "验收单5号"));
    let row = campaign.page("no:TY-001").rows.remove(0);
    assert_eq!((row.state, row.late_days, row.closed_on), (State::Closed, Some(5), Some(day("2021-09-12"))));

    assert!(matches!(campaign.seat().ask(Request::Undo { seq: None, op: new_op() }), Answer::Done(_)));
    assert_eq!(campaign.page("no:TY-001").rows[0].state, State::Claimed);
    assert!(matches!(campaign.seat().ask(Request::Redo { op: new_op() }), Answer::Done(_)));
    assert_eq!(campaign.page("no:TY-001").rows[0].state, State::Closed);
    let card = campaign.card("TY-001");
    let verbs: Vec<&str> = card.history.iter().map(|line| line.fact.verb.code()).collect();
    let expected = [
        "register",
        "submit",
        "accept",
        "plan",
        "extend",
        "decide-extension",
        "claim",
        "close",
        "undo",
        "redo",
    ];
    assert_eq!(verbs, expected);
    campaign.verified();
    let before = campaign.page("");
    campaign.reopen_later("2021-09-12");
    assert_eq!(campaign.page(""), before);
    campaign.verified();
}

/// An issue with one measure and the deadline of 15 August, claimed as done on a day and closed later.
fn late_days_when_done(on: &str) -> Option<i64> {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty").set("deadline", "8月15日前"));
    let plan = verb(Verb::Plan, "TY-001").set("measure", "立即停止补课；李某；8月10日前");
    campaign.done(plan.for_party("unit", "王某", "传真"));
    campaign.today("2021-09-12");
    let claim = verb(Verb::Claim, "TY-001").set("statement", "已停止").set("done", "是").done_on(on);
    campaign.done(claim.for_party("unit", "王某", "报告"));
    let close = verb(Verb::Close, "TY-001").set("verify_way", "papers");
    campaign.done(close.for_party("section", "李某某", "验收单"));
    campaign.page("no:TY-001").rows[0].late_days
}

#[test]
fn late_or_in_time_goes_by_the_day_it_was_done() {
    assert_eq!(late_days_when_done("2021-08-15"), Some(0));
    assert_eq!(late_days_when_done("2021-08-20"), Some(5));
}

#[test]
fn a_verb_takes_only_its_own_fields_and_rights_do_not_leak() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let strange = new_issue("ty").set("listed", "yes");
    assert!(matches!(campaign.refused(strange), Why::FieldNotSettable { .. }));
    let emptied = verb(Verb::Amend, "TY-001").set("unit", "");
    assert!(matches!(campaign.refused(emptied), Why::Missing { .. }));
    let moved = verb(Verb::Amend, "TY-001").set("deadline", "12月1日前");
    assert!(matches!(campaign.refused(moved), Why::FieldNotSettable { .. }));
    let blank = verb(Verb::Plan, "TY-001").set("measure", "停课；李某；8月1日前").for_party("unit", " ", " ");
    assert!(matches!(campaign.refused(blank), Why::NeedsPersonAndPaper { .. }));
    let other = Command { verb: Verb::Note, ..verb(Verb::Note, "TY-001").set("note_text", "甲") };
    campaign.done(other.clone());
    campaign.done(new_issue("lk"));
    let reused = Command { subjects: vec!["LK-001".into()], ..other };
    assert_eq!(campaign.refused(reused), Why::OpReused);
    campaign.verified();
}

#[test]
fn a_list_as_of_a_day_keeps_its_numbers_and_holds_only_what_was_entered() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.today("2021-08-01");
    campaign.done(new_issue("lk"));
    let then = campaign.page("as-of:2021-07-20");
    assert_eq!(then.rows.iter().map(|row| row.no.clone().unwrap()).collect::<Vec<_>>(), ["TY-001"]);
    let Answer::Status(status) = campaign.seat().ask(Request::Status { scope: "as-of:2021-07-20".into() })
    else {
        panic!()
    };
    assert_eq!(status.total.issues, 1);
    assert_eq!(campaign.page("type:立行立改").total, 0);
    assert_eq!(campaign.page("").total, 2);
}

#[test]
fn asks_of_one_batch_see_each_other() {
    let campaign = Campaign::new();
    campaign.done(new_issue("TY"));
    let void = |reason: &str| {
        let command = Command { reason: reason.into(), ..verb(Verb::Void, "TY-001") };
        Request::Do(Box::new(command))
    };
    let register = || Request::Do(Box::new(new_issue("TY")));
    // All are queued before the desk takes the first: it is busy with none, but they share its batches.
    let answers = campaign.seat().ask_many(vec![void("录错"), void("也录错"), register(), register()]);
    assert!(matches!(&answers[0], Answer::Done(_)));
    assert!(
        matches!(&answers[1], Answer::Refused(refusal) if matches!(refusal.why, Why::WrongState { state: State::Void, .. }))
    );
    let numbers: Vec<String> = answers[2..]
        .iter()
        .map(|answer| match answer {
            Answer::Done(done) => done.subjects[0].clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(numbers, ["TY-002", "TY-003"]);
    campaign.verified();
}

#[test]
fn a_repeated_ask_is_harmless() {
    let mut campaign = Campaign::new();
    let command = new_issue("TY");
    let first = campaign.done(command.clone());
    let again = campaign.done(command.clone());
    assert!(!first.repeated && again.repeated);
    assert_eq!((first.first, &first.subjects), (again.first, &again.subjects));
    campaign.reopen();
    assert!(campaign.done(command.clone()).repeated);
    assert_eq!(campaign.page("").total, 1);
    let other = Command { verb: Verb::Note, subjects: vec!["TY-001".into()], ..command };
    assert_eq!(campaign.refused(other), Why::OpReused);
}

#[test]
fn a_bulk_does_what_can_be_done_says_what_cannot_and_is_one_undo() {
    let campaign = Campaign::new();
    for _ in 0..3 {
        campaign.done(new_issue("LK"));
    }
    let mut note = Command::new(Verb::Note, new_op()).set("note_text", "集中约谈");
    note.subjects = vec!["LK-001".into(), "LK-009".into()];
    let done = campaign.done(note.clone());
    assert_eq!((done.subjects, done.refused.len()), (vec!["LK-001".to_owned()], 1));
    assert_eq!(done.refused[0].no, "LK-009");
    assert!(campaign.done(note.clone()).repeated);
    let undone = campaign.seat().ask(Request::Undo { seq: None, op: new_op() });
    assert!(matches!(undone, Answer::Done(_)));
    let nothing = Command { subjects: vec!["LK-008".into(), "LK-009".into()], op: new_op(), ..note.clone() };
    assert!(matches!(campaign.refused(nothing), Why::UnknownNumber { .. }));
    note.subjects = vec!["LK-001".into(), "LK-002".into(), "LK-003".into()];
    let done = campaign.done(Command { op: new_op(), ..note });
    assert_eq!(done.last - done.first, 2);
    assert!(matches!(campaign.seat().ask(Request::Undo { seq: None, op: new_op() }), Answer::Done(_)));
    for no in ["LK-001", "LK-002", "LK-003"] {
        let card = campaign.card(no);
        assert!(card.record.parts(duban::model::field::Group::Note).is_empty());
    }
    campaign.verified();
}

#[test]
fn a_number_given_is_not_taken_back_and_undo_stops_at_a_change_since() {
    let campaign = Campaign::new();
    let done = campaign.done(new_issue("TY"));
    let undo = |seq| campaign.seat().ask(Request::Undo { seq, op: new_op() });
    assert!(matches!(undo(Some(done.first)), Answer::Refused(r) if matches!(r.why, Why::CannotUndo { .. })));
    let amend = |title: &str| verb(Verb::Amend, "TY-001").set("title", title);
    let first = campaign.done(amend("改一"));
    campaign.done(amend("改二"));
    assert!(
        matches!(undo(Some(first.first)), Answer::Refused(r) if matches!(r.why, Why::ChangedSince { .. }))
    );
    assert!(matches!(undo(None), Answer::Done(_)));
    assert!(matches!(undo(None), Answer::Done(_)));
    assert_eq!(campaign.page("").rows[0].title, "家教收费26名学生");
    campaign.verified();
}

#[test]
fn silence_of_the_plan_waits_for_the_office() {
    let campaign = Campaign::new();
    let command = Command::new(Verb::Register, new_op())
        .set("unit", "LL")
        .set("item", "5.3")
        .set("place", "示例实验幼儿园")
        .set("title", "统一征订报刊");
    let row = campaign.done(command).row.unwrap();
    assert_eq!((row.state, row.stage.as_deref()), (State::Registered, Some("幼儿园")));
    assert_eq!(row.lead.as_deref(), Some("基教科"));
    let row = campaign.done(verb(Verb::Assign, "LL-001").set("lead", "基教科")).row.unwrap();
    assert_eq!((row.state, row.deadline), (State::Rectifying, Some(day("2021-09-30"))));
    assert_eq!(row.deadline_text.as_deref(), Some("2021年9月底前"));
}

#[test]
fn bad_input_is_named() {
    let campaign = Campaign::new();
    let missing = Command::new(Verb::Register, new_op()).set("unit", "TY").set("item", "2.1");
    assert!(matches!(campaign.refused(missing), Why::Missing { fields } if fields.len() == 2));
    assert!(matches!(campaign.refused(new_issue("XX")), Why::UnknownUnit { .. }));
    assert!(
        matches!(campaign.refused(new_issue("TY").set("titel", "x")), Why::UnknownField { nearest: Some(n), .. } if n == "title")
    );
    assert!(matches!(campaign.refused(new_issue("TY").set("deadline", "尽快")), Why::UnreadDeadline { .. }));
    assert!(matches!(
        campaign.refused(new_issue("TY").set("deadline", "9月31日前")),
        Why::UnreadDeadline { .. }
    ));
    assert!(matches!(campaign.refused(new_issue("TY").set("amount", "很多")), Why::BadValue { .. }));
    assert!(matches!(campaign.refused(new_issue("TY").set("state", "closed")), Why::FieldNotSettable { .. }));
    assert!(matches!(campaign.refused(new_issue("TY").done_on("2022-01-01")), Why::FutureDay { .. }));
    assert_eq!(campaign.page("").total, 0);
}

#[test]
fn filters_read_chinese_and_codes_alike() {
    let campaign = Campaign::new();
    for unit in ["TY", "TY", "LK"] {
        campaign.done(new_issue(unit));
    }
    let count = |filter: &str| campaign.page(filter).total;
    assert_eq!((count("unit:ty"), count("单位：天元"), count("天元"), count("-unit:ty")), (2, 2, 2, 1));
    assert_eq!((count("cat:2"), count("类别：有偿补课"), count("cat:3")), (3, 3, 0));
    assert_eq!((count("state:整改中|已报完成"), count("状态：已销号"), count("state:open")), (3, 0, 3));
    assert_eq!((count("amount:3000.."), count("amount:4000.."), count("students:..30")), (3, 0, 3));
    assert_eq!((count("due:2021-09"), count("时限：9月"), count("due:..2021-08-31")), (3, 3, 0));
    assert_eq!((count("家教"), count("jiajiao"), count("sldsxx"), count("没有的词")), (3, 3, 3, 0));
    assert_eq!((count("no:TY-002"), count("is:mine"), count("逾期")), (1, 0, 0));
    let refused = |filter: &str| match campaign.seat().ask(Request::Page {
        filter: filter.into(),
        offset: 0,
        len: 1,
    }) {
        Answer::Refused(refusal) => refusal.why,
        other => panic!("{other:?}"),
    };
    assert!(matches!(refused("状太：整改中"), Why::UnknownTerm { nearest: Some(n), .. } if n == "状态"));
    assert!(matches!(refused("unit:"), Why::EmptyTerm { .. }));
    assert!(matches!(refused("due:soonish"), Why::BadTerm { .. }));
}

#[test]
fn a_second_office_is_told_who_holds_the_store() {
    let campaign = Campaign::new();
    let how = Attach::alone(campaign.store(), "clerk");
    match attach(&how).err() {
        Some(duban::link::Trouble::Held { login, pid, since, .. }) => {
            assert_eq!((login.as_str(), pid, since.is_some()), ("clerk", std::process::id(), true));
        }
        other => panic!("{other:?}"),
    }
}

/// A made-up campaign of so many issues, played through the door.
fn made_up(size: usize) -> (tempfile::TempDir, Seat, Vec<(duban::sample::Act, Answer)>) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("c.redb");
    let source = duban::sample::made_up_pack(duban::pack::built_in("zhuzhou-2021").unwrap()).unwrap();
    let pack = duban::pack::Pack::parse(&source, "made up").unwrap();
    create(&Create {
        store: store.clone(),
        pack_source: source,
        pack_name: "made up".into(),
        login: "clerk".into(),
        member_name: "示例办事员".into(),
        today: Some(duban::sample::first_day()),
        synthetic: true,
        keep_names: false,
    })
    .unwrap();
    let how = Attach { today: Some(duban::sample::first_day()), ..Attach::alone(store, "clerk") };
    let seat = attach(&how).unwrap();
    let mut told = Vec::new();
    let mut seats: std::collections::BTreeMap<String, Seat> = std::collections::BTreeMap::new();
    for act in duban::sample::acts(2, size, &pack, "clerk") {
        seat.set_today(act.day).unwrap();
        let who = seats.entry(act.login.clone()).or_insert_with(|| seat.sibling(&act.login).unwrap());
        let answer = who.ask(Request::Do(Box::new(act.command.clone())));
        told.push((act, answer));
    }
    seat.set_today(duban::sample::as_of()).unwrap();
    (folder, seat, told)
}

#[test]
fn a_made_up_campaign_is_played_without_a_refusal() {
    let (_folder, seat, told) = made_up(60);
    for (act, answer) in &told {
        assert!(matches!(answer, Answer::Done(_)), "{act:?}\n{answer:?}");
    }
    let Answer::Page(page) = seat.ask(Request::Page { filter: String::new(), offset: 0, len: 100 }) else {
        panic!()
    };
    assert_eq!(page.total, 60);
    let states: std::collections::BTreeSet<&str> = page.rows.iter().map(|row| row.state.code()).collect();
    assert!(states.len() >= 4 && page.overdue > 0, "{states:?} {}", page.overdue);
    assert!(page.rows.iter().all(|row| row.place.contains("示例")));
    let Answer::Verified(verified) = seat.ask(Request::Verify) else { panic!() };
    assert_eq!(verified.fault, None);
    let real = ["天元", "荷塘", "芦淞", "石峰", "渌口", "醴陵", "攸县", "茶陵", "炎陵", "云龙", "株洲"];
    let Answer::Units(units) = seat.ask(Request::Units { filter: String::new() }) else { panic!() };
    let Answer::People(people) = seat.ask(Request::People { text: String::new() }) else { panic!() };
    let shown = format!("{:?}{units:?}{people:?}", page.rows);
    assert!(real.iter().all(|name| !shown.contains(name)));
}

#[test]
fn verification_names_a_record_and_a_sheet_that_are_not_what_the_journal_says() {
    use duban::model::ids::Subject;
    use duban::store::{Holder, Store};
    let mut campaign = Campaign::new();
    campaign.done(new_issue("TY"));
    campaign.done(new_issue("LK"));
    campaign.verified();
    campaign.leave();
    let tamper = |change: &dyn Fn(&Store, u64, Vec<u8>)| {
        let holder = Holder { login: "clerk".into(), pid: std::process::id(), since: chrono::Utc::now() };
        let store = Store::open(&campaign.store(), &holder, &mut |_| {}).unwrap();
        let (as_of, sheet) = store.load().unwrap().sheet.unwrap();
        change(&store, as_of, sheet);
        store.close().unwrap();
        let how = Attach { today: Some(day("2021-07-12")), ..Attach::alone(campaign.store(), "clerk") };
        let seat = attach(&how).unwrap();
        let Answer::Verified(verified) = seat.ask(Request::Verify) else { panic!() };
        seat.close().unwrap();
        verified.fault
    };
    let kept = |store: &Store| store.record(Subject::issue(2)).unwrap().unwrap();
    let fault = tamper(&|store, as_of, sheet| {
        let mut record = kept(store);
        record.rev += 1;
        store.checkpoint(as_of, &sheet, &[record]).unwrap();
    });
    assert!(matches!(fault, Some(duban::api::answer::Fault::Record { id: 2, .. })), "{fault:?}");
    tamper(&|store, as_of, sheet| {
        let mut record = kept(store);
        record.rev -= 1;
        store.checkpoint(as_of, &sheet, &[record]).unwrap();
    });
    let fault = tamper(&|store, as_of, sheet| {
        let mut books = duban::books::Books::unpack(&sheet, true).unwrap();
        let changed = std::sync::Arc::make_mut(&mut books.sheet);
        changed.amount[1] += 100;
        store.checkpoint(as_of, &books.pack(), &[]).unwrap();
    });
    assert!(matches!(fault, Some(duban::api::answer::Fault::Sheet { id: 2 })), "{fault:?}");
}

#[test]
fn issues_named_in_a_field_are_known_after_a_checkpoint_too() {
    let mut campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.done(new_issue("ty").set("place", "示例第四小学").set("title", "同一件事"));
    campaign.reopen_later("2021-07-13");
    let merge =
        Command { reason: "同一件事".into(), ..verb(Verb::Merge, "TY-002").set("into", "TY-001") };
    campaign.done(merge);
    campaign.reopen_later("2021-07-14");
    let unmerge = Command { reason: "查明是两件事".into(), ..verb(Verb::Unmerge, "TY-002") };
    campaign.done(unmerge);
    campaign.reopen_later("2021-07-15");
    campaign.done(verb(Verb::Link, "TY-002").set("into", "TY-001"));
    assert!(
        campaign
            .card("TY-001")
            .record
            .words(duban::model::field::Field::Linked)
            .iter()
            .any(|no| no == "TY-002")
    );
    campaign.verified();
}
