//! The registers beside the issue list: what comes in, what goes out, who owes what.

#[path = "registers/chases.rs"]
mod chases;
#[path = "registers/columns.rs"]
mod columns;
mod support;

use duban::api::answer::Card;
use duban::api::{Answer, Request};
use duban::link::new_op;
use duban::model::command::Command;
use duban::model::doctor::Check;
use duban::model::field::Field;
use duban::model::ids::Kind;
use duban::model::matrix::{Across, CellState, Matrix};
use duban::model::refusal::Why;
use duban::model::row::{EntryRow, OwedRow};
use duban::model::state::State;
use duban::model::verb::Verb;
use support::campaign::{Campaign, day, new_issue, verb};

fn make(verb: Verb) -> Command {
    Command::new(verb, new_op())
}

fn unit(command: Command) -> Command {
    command.for_party("unit", "王某", "传真1号")
}

fn section(command: Command) -> Command {
    command.for_party("section", "陈某", "便函3号")
}

fn entries(campaign: &Campaign, kind: Kind, filter: &str) -> Vec<EntryRow> {
    match campaign.seat().ask(Request::Entries { kind, filter: filter.into() }) {
        Answer::Entries(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn owed(campaign: &Campaign, what: &str, missing: bool) -> Vec<OwedRow> {
    match campaign.seat().ask(Request::Owed { what: what.into(), missing }) {
        Answer::Owed(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn matrix(campaign: &Campaign, across: Across) -> Matrix {
    match campaign.seat().ask(Request::Matrix { across }) {
        Answer::Matrix(matrix) => *matrix,
        other => panic!("{other:?}"),
    }
}

fn take(title: &str) -> Command {
    make(Verb::Take)
        .set("channel", "来电")
        .set("title", title)
        .set("unit", "ty")
        .set("place", "示例第三小学")
        .set("item", "2.1")
}

#[test]
fn an_intake_becomes_a_clue_and_the_clue_an_issue_and_each_names_the_other() {
    let campaign = Campaign::new();
    assert_eq!(campaign.done(take("反映教师家中补课")).subjects, ["SL-001"]);
    let row = &entries(&campaign, Kind::Intake, "")[0];
    assert_eq!(row.status, "open");
    assert_eq!(row.due, Some(day("2021-08-02")), "15 working days from 12 July");
    let done = campaign.done(verb(Verb::Dispose, "SL-001").set("disposal", "clue"));
    assert_eq!(done.subjects, ["SL-001", "XS-001"]);
    let why = campaign.refused(verb(Verb::Dispose, "SL-001").set("disposal", "nothing"));
    assert!(matches!(why, Why::WrongStatus { kind: Kind::Intake, .. }));
    campaign.done(section(verb(Verb::Check, "xs1").set("check_result", "true")));
    campaign.done(verb(Verb::Dispose, "XS-001").set("disposal", "issue"));
    let issue = campaign.card("TY-001").record;
    assert_eq!((issue.text(Field::Item), issue.text(Field::Place)), ("2.1", "示例第三小学"));
    assert_eq!(entries(&campaign, Kind::Clue, "")[0].issues, ["TY-001"]);
    assert_eq!(entries(&campaign, Kind::Intake, "")[0].papers, ["XS-001"]);
    // One matter may become a second issue; what has become something is not closed as nothing.
    let second = verb(Verb::Dispose, "XS-001").set("disposal", "issue").set("item", "5.1");
    campaign.done(second);
    assert_eq!(entries(&campaign, Kind::Clue, "")[0].issues, ["TY-001", "TY-002"]);
    // The complainant is still owed an answer.
    assert_eq!(entries(&campaign, Kind::Intake, "")[0].next, Some(Verb::Reply));
    campaign.done(verb(Verb::Reply, "SL-001").set("reply", "已立案查处"));
    assert_eq!(entries(&campaign, Kind::Intake, "")[0].due, None);
    campaign.verified();
}

#[test]
fn three_complaints_of_one_fact_are_one_issue_and_three_answers() {
    let campaign = Campaign::new();
    campaign.done(take("补课").set("disposal", "issue"));
    for _ in 0..2 {
        campaign.done(take("补课").set("disposal", "merge").set("into", "ty1"));
    }
    let why = campaign.refused(take("补课").set("disposal", "merge"));
    assert!(matches!(why, Why::Missing { .. }));
    assert_eq!(campaign.page("").total, 1);
    assert_eq!(campaign.card("TY-001").record.int(Field::Complaints), Some(2));
    let rows = entries(&campaign, Kind::Intake, "");
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.issues == ["TY-001"] && row.due.is_some()), "{rows:?}");
    campaign.verified();
}

#[test]
fn names_are_kept_only_where_the_campaign_keeps_them_and_never_in_the_clear() {
    let campaign = Campaign::new();
    let why = campaign.refused(take("补课").set("complainant", "张某某"));
    assert_eq!(why, Why::NamesNotKept { field: Field::Complainant });
    campaign.done(make(Verb::Pack).set("keep_names", "yes"));
    campaign.done(take("补课").set("complainant", "张某某").set("accused", "王某某"));
    let card = campaign.card("SL-001");
    let told = format!("{card:?}");
    assert!(!told.contains("张某某") && !told.contains("王某某"), "{told}");
    assert!(card.record.get(Field::Complainant).is_some());
    for text in ["张某某", "王某某"] {
        assert!(entries(&campaign, Kind::Intake, text).is_empty());
    }
    campaign.verified();
}

#[test]
fn each_rung_of_the_ladder_leaves_a_numbered_order() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty").set("deadline", "8月15日前"));
    let timed = verb(Verb::Timed, "TY-001").set("grounds", "整改不及时").set("timed_due", "2021-07-20");
    campaign.done(timed);
    let list = verb(Verb::List, "TY-001").set("grounds", "1").set("order_due", "2021-08-01");
    campaign.done(list.for_party("chief", "李某", "批示件2号"));
    campaign.done(verb(Verb::Order, "TY-001").set("demand", "立即退费").set("order_due", "7月25日"));
    let rows = entries(&campaign, Kind::Order, "");
    let numbers: Vec<&str> = rows.iter().map(|row| row.no.as_str()).collect();
    assert_eq!(numbers, ["DB-001", "DB-003", "DB-002"], "by the day something is owed");
    assert_eq!(campaign.card("TY-001").record.words(Field::Papers), ["DB-001", "DB-002", "DB-003"]);
    campaign.today("2021-07-26");
    assert_eq!(entries(&campaign, Kind::Order, "逾期").len(), 2);
    campaign.done(verb(Verb::Receipt, "DB-003").set("receipt_by", "王某"));
    assert!(matches!(campaign.refused(verb(Verb::Receipt, "DB-003")), Why::Missing { .. }));
    campaign.done(verb(Verb::Receipt, "DB-003").set("feedback", "已全额退费"));
    assert_eq!(entries(&campaign, Kind::Order, "no:DB-003")[0].status, "answered");
    assert!(matches!(campaign.refused(verb(Verb::Receipt, "DB-003")), Why::WrongStatus { .. }));
    // An order that went out is not taken back.
    let undo = campaign.seat().ask(Request::Undo { seq: None, op: new_op() });
    assert!(matches!(undo, Answer::Done(_)), "the feedback can be");
    campaign.verified();
}

#[test]
fn a_transfer_never_freezes_the_rectification() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let transfer = verb(Verb::Transfer, "TY-001").set("to_body", "公安机关").set("materials", "笔录一份");
    assert_eq!(campaign.refused(transfer.clone()), Why::NeedsReason);
    campaign.done(Command { reason: "涉嫌诈骗".into(), ..transfer });
    let card = campaign.card("YS-001");
    assert_eq!(card.record.text(Field::ToBody), "公安");
    assert_eq!(card.record.text(Field::TransferReason), "涉嫌诈骗");
    campaign.done(unit(verb(Verb::Plan, "TY-001").set("measure", "退费；李某；8月10日前")));
    assert_eq!(campaign.card("TY-001").record.state(), State::Rectifying);
}

#[test]
fn a_sanction_is_one_the_law_knows_for_the_person() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let outcome = |identity: &str, sanctions: &str| {
        verb(Verb::Outcome, "TY-001")
            .set("identity", identity)
            .set("sanctions", sanctions)
            .set("authority", "区教育局")
            .for_party("discipline", "周某", "处分决定1号")
    };
    let why = campaign.refused(outcome("public_teacher", "office_great_demerit"));
    assert!(matches!(why, Why::NotForIdentity { .. }));
    let why = campaign.refused(outcome("public_teacher", "party_warning"));
    assert!(matches!(why, Why::NotForIdentity { .. }));
    let both = outcome("public_teacher", "party_warning、staff_demerit").set("party_member", "yes");
    campaign.done(both);
    let record = campaign.card("ZZ-001").record;
    assert_eq!(record.words(Field::Sanctions).len(), 2, "one person, two events");
    assert_eq!(record.day(Field::Until), Some(day("2022-07-12")));
    // Only for the discipline group, or by it.
    let own = verb(Verb::Outcome, "TY-001").set("identity", "cadre").set("sanctions", "admonished");
    assert!(matches!(campaign.refused(own.set("authority", "x")), Why::NotYours { .. }));
}

#[test]
fn a_paper_is_missing_then_there_then_back_and_each_time_is_kept() {
    let campaign = Campaign::new();
    let missing = || owed(&campaign, "问题清单 天元", true).len();
    assert_eq!(missing(), 4, "one county owes four sections");
    campaign.done(unit(verb(Verb::HandIn, "问题清单/天元/教师科")));
    assert_eq!(missing(), 3);
    campaign.done(unit(verb(Verb::HandIn, "问题清单/天元")));
    assert_eq!(missing(), 0);
    campaign.done(section(verb(Verb::Receive, "问题清单/天元/教师科").set("stamped", "yes")));
    campaign.today("2021-07-22");
    let back = section(verb(Verb::HandBack, "问题清单/天元/教师科"));
    assert_eq!(campaign.refused(back.clone()), Why::NeedsReason);
    campaign.done(Command { reason: "第3号无责任人".into(), ..back });
    assert_eq!(missing(), 1);
    campaign.done(unit(verb(Verb::HandIn, "list_report/ty/jsk")));
    let row = owed(&campaign, "问题清单 天元", false).into_iter().find(|row| row.returned > 0).unwrap();
    assert_eq!(
        (row.state.as_str(), row.returned, row.late_days),
        ("count", 1, None),
        "in time the first time"
    );
    let record = campaign.card(&row.name).record;
    assert_eq!(record.text_of(Field::BackReason, 2), "第3号无责任人");
    assert_eq!(record.day_of(Field::InOn, 3), Some(day("2021-07-22")));
    assert!(matches!(
        campaign.refused(unit(verb(Verb::HandIn, "不存在的材料/天元"))),
        Why::UnknownNumber { .. }
    ));
    campaign.verified();
}

#[test]
fn a_paper_is_late_by_the_first_day_on_which_it_came_whenever_that_was_typed() {
    let campaign = Campaign::new();
    let hand_in =
        |on: &str| Command { on: on.into(), ..unit(verb(Verb::HandIn, "问题清单/天元/教师科")) };
    let late = || {
        let row = owed(&campaign, "问题清单 天元", false).into_iter().find(|row| row.state == "count");
        row.unwrap().late_days
    };
    campaign.today("2021-07-26");
    campaign.done(hand_in("2021-07-23"));
    assert_eq!(late(), Some(3));
    campaign.done(hand_in("2021-07-25"));
    assert_eq!(late(), Some(3), "coming again later makes it no later");
    campaign.done(hand_in("2021-07-21"));
    assert_eq!(late(), Some(1));
    campaign.done(hand_in("2021-07-19"));
    assert_eq!(late(), None, "it had come in time");
    campaign.verified();
}

#[test]
fn figures_are_the_books_own_unless_explained_and_zero_is_signed() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let check = |unit_name: &str| unit(verb(Verb::HandIn, &format!("全面自查/{unit_name}")));
    let why = campaign.refused(check("天元").set("count.2", "3"));
    assert!(matches!(why, Why::CountDiffers { part: 2, typed: 3, computed: 1, .. }), "{why:?}");
    campaign.done(check("天元").set("count.2", "3").set("count_why.2", "另两件在查"));
    assert_eq!(campaign.refused(check("渌口")), Why::ZeroUnsigned);
    let nil = unit(verb(Verb::Nil, "全面自查/渌口"));
    assert!(matches!(campaign.refused(nil.clone()), Why::Missing { .. }));
    campaign.done(nil.set("filler", "刘某").set("reviewer", "周某"));
    let table = matrix(&campaign, Across::UnitsCategories);
    let cell = |code: &str, at: usize| {
        let row = table.rows.iter().find(|row| row.unit_code == code).unwrap();
        (row.cells[at].state, row.cells[at].n)
    };
    assert_eq!(cell("TY", 1), (CellState::Count, Some(3)));
    assert_eq!(cell("TY", 0), (CellState::Zero, Some(0)));
    assert_eq!(cell("LK", 1), (CellState::Zero, Some(0)));
    assert_eq!(cell("LS", 1), (CellState::Missing, None), "blank is never zero");
    let screening = unit(verb(Verb::HandIn, "7月清查/天元"));
    let off =
        screening.set("count.1", "2").set("count_why.1", "x").set("count.2", "1").set("count_why.2", "y");
    assert_eq!(campaign.refused(off), Why::SumOff { total: 2, parts: 1 });
    campaign.verified();
}

#[test]
fn the_screening_of_a_month_counts_its_clues() {
    let campaign = Campaign::new();
    for _ in 0..2 {
        campaign.done(take("补课").set("disposal", "clue"));
    }
    campaign.done(section(verb(Verb::Check, "XS-001").set("check_result", "true")));
    campaign.done(verb(Verb::Dispose, "XS-001").set("disposal", "issue"));
    campaign.done(unit(verb(Verb::HandIn, "7月清查/天元")));
    let record = campaign.card("每月问题线索清查/2021-07/天元").record;
    let counts: Vec<_> = (1..=9).map(|part| record.part(Field::Count, part).cloned()).collect();
    let n = |n: i64| Some(duban::model::value::Value::Int(n));
    assert_eq!(counts, [n(2), n(1), n(0), n(0), n(0), n(1), n(1), n(0), n(0)]);
    let table = matrix(&campaign, Across::UnitsMonths);
    let row = table.rows.iter().find(|row| row.unit_code == "TY").unwrap();
    assert_eq!((row.cells.len(), row.cells[0].n), (6, Some(2)));
}

#[test]
fn what_the_plan_leaves_open_is_settled_by_the_chief_and_ad_hoc_requests_are_owed() {
    let campaign = Campaign::new();
    let settle = verb(Verb::Settle, "A1").set("chosen", "a");
    let settle = Command { reason: "以正文为准".into(), ..settle };
    assert!(matches!(campaign.refused(settle.clone()), Why::NotYours { .. }));
    let open = |campaign: &Campaign| match campaign.seat().ask(Request::Doctor) {
        Answer::Doctor(found) => found.into_iter().filter(|f| f.check == Check::Unsettled).count(),
        other => panic!("{other:?}"),
    };
    let before = open(&campaign);
    campaign.done(settle.for_party("chief", "李某", "批示件2号"));
    assert_eq!(open(&campaign), before - 1);
    campaign.done(make(Verb::Meet).set("title", "调度会").set("decisions", "每周五报进度"));
    let task = make(Verb::Task).set("title", "周报").set("owed_by", "天元、渌口").set("deadline", "7月16日");
    assert_eq!(campaign.done(task.set("rests_on", "hy1")).subjects, ["LS-001"]);
    campaign.done(unit(verb(Verb::HandIn, "LS-001/天元")));
    let missing = owed(&campaign, "周报", true);
    assert_eq!(missing.iter().map(|row| row.unit.as_str()).collect::<Vec<_>>(), ["渌口"]);
    let Answer::Schedule(rows) = campaign.seat().ask(Request::Schedule) else { panic!() };
    let request = rows.iter().find(|row| row.no == "LS-001").unwrap();
    assert_eq!((request.owed, request.handed, request.missing.clone()), (2, 1, vec!["渌口".to_owned()]));
    campaign.done(verb(Verb::Done, "1"));
    let Answer::Schedule(rows) = campaign.seat().ask(Request::Schedule) else { panic!() };
    assert_eq!(rows[0].done_on, Some(day("2021-07-12")));
}

#[test]
fn a_circular_on_cases_says_that_names_are_disguised() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let publish = make(Verb::Publish).set("publicity_kind", "案例").set("title", "典型案例通报");
    let why = campaign.refused(publish.clone().set("issues", "ty1"));
    assert!(matches!(why, Why::Missing { .. }));
    campaign.done(Command { op: new_op(), ..publish.set("issues", "ty1").set("anonymised", "yes") });
    assert_eq!(entries(&campaign, Kind::Publicity, "")[0].issues, ["TY-001"]);
}

fn linked(card: &Card) -> &[String] {
    card.record.words(Field::Linked)
}

#[test]
fn issues_are_merged_and_taken_out_again_split_and_linked() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.done(new_issue("ty").set("place", "示例第四小学"));
    let merge = verb(Verb::Merge, "TY-002").set("into", "ty1");
    campaign.done(merge);
    assert_eq!(campaign.card("TY-002").record.state(), State::Merged);
    assert_eq!(campaign.card("TY-001").record.int(Field::Complaints), Some(1));
    assert!(matches!(
        campaign.refused(verb(Verb::Merge, "TY-001").set("into", "TY-001")),
        Why::WrongState { .. }
    ));
    campaign.done(Command { reason: "不是同一事".into(), ..verb(Verb::Unmerge, "TY-002") });
    assert_eq!(campaign.card("TY-002").record.state(), State::Rectifying);
    assert_eq!(campaign.card("TY-001").record.int(Field::Complaints), None);
    let split = verb(Verb::Split, "TY-001").set("title", "另收教辅费").set("item", "5.1");
    assert_eq!(campaign.done(split).subjects, ["TY-001", "TY-003"]);
    assert_eq!(linked(&campaign.card("TY-003")), ["TY-001"]);
    assert_eq!(campaign.card("TY-003").record.text(Field::Category), "5");
    // The institution's side of a teacher's moonlighting.
    campaign.done(verb(Verb::Link, "TY-002").set("item", "4.4").set("place", "示例星文培训中心"));
    assert_eq!(linked(&campaign.card("TY-002")), ["TY-004"]);
    campaign.done(verb(Verb::Link, "TY-002").set("into", "TY-001"));
    assert_eq!(linked(&campaign.card("TY-001")), ["TY-003", "TY-002"]);
    assert!(matches!(campaign.refused(verb(Verb::Link, "TY-002")), Why::Missing { .. }));
    campaign.verified();
}

#[test]
fn one_clerk_hands_over_to_another() {
    let campaign = Campaign::new();
    let member = make(Verb::Member).set("login", "next").set("name", "示例接手人").set("roles", "viewer");
    campaign.done(member);
    campaign.done(verb(Verb::Handover, "clerk").set("hand_to", "next"));
    let Answer::Refused(refusal) = campaign.seat().ask(Request::Hello) else { panic!() };
    assert!(matches!(refusal.why, Why::UnknownMember { .. }), "who left is out");
    let answers = campaign.seat().ask_as(vec![("next".into(), Request::Hello)]);
    let Some(Answer::Hello(hello)) = answers.first() else { panic!("{answers:?}") };
    assert!(hello.roles.contains(&"zzb".to_owned()) && hello.roles.contains(&"viewer".to_owned()));
}

#[test]
fn an_instruction_and_a_meeting_make_requests_that_rest_on_them() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let note = verb(Verb::Note, "TY-001")
        .set("note_kind", "instruction")
        .set("note_text", "举一反三，报排查情况")
        .set("owed_by", "天元")
        .set("deadline", "7月20日");
    let done = campaign.done(note);
    assert_eq!(done.subjects, ["TY-001", "LS-001"]);
    assert_eq!(campaign.card("LS-001").record.words(Field::RestsOn), ["TY-001"]);
    let meet = make(Verb::Meet).set("title", "调度会").set("decisions", "报进度").set("owed_by", "渌口");
    campaign.done(meet.set("deadline", "7月16日"));
    let task = campaign.card("LS-002").record;
    assert_eq!((task.text(Field::Title), task.words(Field::RestsOn)), ("报进度", &["HY-001".to_owned()][..]));
    campaign.verified();
}

#[test]
fn a_finding_of_an_inspection_is_an_issue_that_names_it_and_is_named_there() {
    let campaign = Campaign::new();
    campaign.done(make(Verb::Inspect).set("title", "暗访").set("method", "明察暗访"));
    campaign.done(new_issue("ty").set("rests_on", "dc1"));
    assert_eq!(campaign.card("TY-001").record.words(Field::RestsOn), ["DC-001"]);
    assert_eq!(campaign.card("DC-001").record.words(Field::Issues), ["TY-001"]);
}

#[test]
fn what_the_chief_decides_can_hold_for_all_that_is_alike() {
    let campaign = Campaign::new();
    // The plan says nothing of kindergartens.
    let kindergarten = || new_issue("ty").set("item", "5.3").set("place", "示例第二幼儿园");
    campaign.done(kindergarten());
    let state = |no: &str| campaign.card(no).record.state();
    assert_eq!(state("TY-001"), State::Registered);
    let assign = verb(Verb::Assign, "TY-001").set("lead", "民办科").set("keep_rule", "yes");
    assert!(matches!(campaign.refused(assign.clone()), Why::OnlyChief { .. }));
    let assign = Command { op: new_op(), ..assign };
    campaign.done(assign.for_party("chief", "李某", "批示件2号"));
    campaign.done(kindergarten());
    let record = campaign.card("TY-002").record;
    assert_eq!((record.state(), record.text(Field::RouteBasis)), (State::Rectifying, "批示件2号"));
    let lead = campaign.page("no:TY-002").rows[0].lead.clone();
    assert_eq!(lead.as_deref(), Some("民办科"));
    campaign.verified();
}

#[test]
fn the_third_chase_goes_to_the_leader_in_charge() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let person = make(Verb::Person).set("unit", "ty").set("name", "示例副局长").set("phone", "0000-1234567");
    campaign.done(person.set("contact_role", "leader"));
    let leads = |campaign: &Campaign| {
        let request = Request::Form { verb: Verb::Chase, subjects: vec!["TY-001".into()] };
        let Answer::Form(form) = campaign.seat().ask(request) else { panic!() };
        form.remarks.iter().any(|remark| matches!(remark, duban::model::form::Remark::Leader { .. }))
    };
    for _ in 0..2 {
        assert!(!leads(&campaign));
        campaign.done(verb(Verb::Chase, "TY-001").set("chase_way", "call"));
    }
    assert!(leads(&campaign));
}

#[test]
fn a_disposal_shows_what_is_likely_the_same() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.done(take("又有人反映"));
    let request = Request::Form { verb: Verb::Dispose, subjects: vec!["SL-001".into()] };
    let Answer::Form(form) = campaign.seat().ask(request) else { panic!() };
    let same = form
        .remarks
        .iter()
        .any(|remark| matches!(remark, duban::model::form::Remark::Duplicate { no, .. } if no == "TY-001"));
    assert!(same, "{:?}", form.remarks);
    // And so does the form of another call, while it is typed.
    let half = make(Verb::Take).set("place", "示例第三小学").set("item", "2.1").set("unit", "no such unit");
    let Answer::Remarks(remarks) = campaign.seat().ask(Request::Remarks(Box::new(half))) else { panic!() };
    assert!(remarks.iter().any(|remark| {
        matches!(remark, duban::model::form::Remark::Duplicate { no, .. } if no == "TY-001")
    }));
}

#[test]
fn the_long_form_of_the_screening_counts_by_channel_too() {
    let source = duban::pack::built_in("zhuzhou-2021").unwrap();
    let source = source.replace("zero_report = true ", "by_channel = true\nzero_report = true ");
    let campaign = Campaign::on_pack(&source);
    campaign.done(take("补课").set("disposal", "clue"));
    campaign.done(unit(verb(Verb::HandIn, "7月清查/天元")));
    let record = campaign.card("每月问题线索清查/2021-07/天元").record;
    let counted = record
        .parts(duban::model::field::Group::Cell)
        .into_iter()
        .find(|part| record.text_of(Field::CellKey, *part) == "来电");
    assert_eq!(record.part(Field::Count, counted.unwrap()), Some(&duban::model::value::Value::Int(1)));
}

#[test]
fn what_comes_in_can_be_handed_to_a_body_outside() {
    let campaign = Campaign::new();
    campaign.done(take("反映收费诈骗"));
    let dispose = verb(Verb::Dispose, "SL-001").set("disposal", "transferred");
    assert!(matches!(campaign.refused(dispose.clone()), Why::Missing { .. } | Why::NeedsReason));
    let dispose = Command { op: new_op(), reason: "涉嫌诈骗".into(), ..dispose };
    let done = campaign.done(dispose.set("to_body", "公安").set("materials", "来信一封"));
    assert_eq!(done.subjects, ["SL-001", "XS-001", "YS-001"]);
    assert_eq!(campaign.card("YS-001").record.words(Field::RestsOn), ["XS-001"]);
    assert_eq!(campaign.card("XS-001").record.words(Field::Papers), ["YS-001"]);
    campaign.done(section(verb(Verb::Check, "XS-001").set("check_result", "true")));
    let dispose = verb(Verb::Dispose, "XS-001").set("disposal", "transferred").set("to_body", "信访");
    let dispose = dispose.set("materials", "材料").for_party("office", "", "");
    campaign.done(Command { reason: "转办".into(), ..dispose });
    assert_eq!(campaign.card("XS-001").record.words(Field::Papers), ["YS-001", "YS-002"]);
    campaign.verified();
}
