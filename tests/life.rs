//! The life of an issue beyond the straight way, and the ladder of supervision.

mod support;

use duban::model::command::Command;
use duban::model::field::Field;
use duban::model::refusal::Why;
use duban::model::state::State;
use duban::model::verb::Verb;
use support::campaign::{Campaign, day, new_issue, verb};

fn section(command: Command) -> Command {
    command.for_party("section", "陈某", "教师科便函3号")
}

fn unit(command: Command) -> Command {
    command.for_party("unit", "王某", "传真1号")
}

fn chief(command: Command) -> Command {
    command.for_party("chief", "李某", "批示件2号")
}

fn with_reason(mut command: Command, reason: &str) -> Command {
    reason.clone_into(&mut command.reason);
    command
}

/// TY-001, rectifying, with one measure.
fn rectifying() -> Campaign {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty").set("deadline", "8月15日前"));
    campaign.done(unit(verb(Verb::Plan, "TY-001").set("measure", "立即停止补课；李某；8月10日前")));
    campaign
}

fn close(campaign: &Campaign) {
    campaign.done(unit(verb(Verb::Claim, "TY-001").set("done", "是").set("statement", "已停课并退费")));
    campaign.done(section(verb(Verb::Close, "TY-001").set("verify_way", "papers")));
}

#[test]
fn the_second_bounce_leaves_the_choice_to_the_chief() {
    let campaign = rectifying();
    let back = |no: &str| with_reason(section(verb(Verb::Bounce, no)), "机构违规，应由民办科办");
    campaign.done(back("TY-001"));
    let card = campaign.card("TY-001");
    assert_eq!(card.record.state(), State::Registered);
    assert_eq!(card.record.text_of(Field::BounceReason, 1), "机构违规，应由民办科办");
    assert_eq!(card.record.get(Field::Lead), None);
    campaign.done(verb(Verb::Assign, "TY-001").set("lead", "教师科"));
    campaign.done(back("TY-001"));
    let assign = verb(Verb::Assign, "TY-001").set("lead", "教师科");
    assert_eq!(campaign.refused(assign.clone()), Why::BouncedOut { times: 2 });
    campaign.done(chief(Command { op: duban::link::new_op(), ..assign }));
    assert_eq!(campaign.card("TY-001").record.state(), State::Rectifying);
    assert_eq!(campaign.refused(back("TY-001")), Why::BouncedOut { times: 2 });
    campaign.verified();
}

#[test]
fn listed_on_named_grounds_and_off_only_after_closing() {
    let campaign = rectifying();
    let list = |grounds: &str| verb(Verb::List, "TY-001").set("grounds", grounds);
    assert!(matches!(campaign.refused(list("1")), Why::NotYours { .. }));
    assert!(matches!(campaign.refused(chief(list("9"))), Why::UnknownCode { field: Field::Grounds, .. }));
    assert!(matches!(campaign.refused(chief(verb(Verb::List, "TY-001"))), Why::Missing { .. }));
    let row = campaign.done(chief(list("1 性质恶劣"))).row.unwrap();
    assert!(row.listed);
    let record = campaign.card("TY-001").record;
    assert_eq!(record.words(Field::ListedFor), ["涉及金额较大", "性质恶劣"]);
    assert_eq!(campaign.refused(chief(list("1"))), Why::NothingToChange);
    let delist = || chief(verb(Verb::Delist, "TY-001").set("delist_check", "现场核查已整改"));
    assert!(matches!(campaign.refused(delist()), Why::WrongState { state: State::Rectifying, .. }));
    close(&campaign);
    assert_eq!(campaign.page("挂牌").total, 1);
    campaign.done(delist());
    assert_eq!(campaign.page("挂牌").total, 0);
    assert_eq!(campaign.refused(delist()), Why::NotListed);
    campaign.verified();
}

#[test]
fn a_reopened_issue_keeps_its_number_and_what_the_round_before_came_to() {
    let mut campaign = rectifying();
    close(&campaign);
    campaign.reopen_later("2021-09-12");
    let reopen = |deadline: &str| {
        with_reason(chief(verb(Verb::Reopen, "TY-001").set("deadline", deadline)), "群众反映又在补课")
    };
    assert!(matches!(campaign.refused(reopen("2021-09-01")), Why::DayBefore { .. }));
    let row = campaign.done(reopen("10月15日前")).row.unwrap();
    assert_eq!((row.state, row.round), (State::Rectifying, 2));
    assert_eq!((row.no.as_deref(), row.deadline), (Some("TY-001"), Some(day("2021-10-15"))));
    assert_eq!((row.closed_on, row.late_days), (None, None));
    let record = campaign.card("TY-001").record;
    assert_eq!(record.day_of(Field::RoundClosedOn, 1), Some(day("2021-07-12")));
    assert_eq!(record.text_of(Field::RoundStatement, 1), "已停课并退费");
    assert_eq!(record.text_of(Field::ReopenReason, 1), "群众反映又在补课");
    campaign.verified();
}

#[test]
fn a_chase_is_kept_with_who_answered_and_what_was_promised() {
    let campaign = rectifying();
    let chase = || verb(Verb::Chase, "TY-001").set("answered", "王股长");
    let early = chase().set("chase_way", "call").set("promised_for", "2021-07-01");
    assert!(matches!(campaign.refused(early), Why::DayBefore { .. }));
    campaign.done(chase().set("chase_way", "电话").set("promised_for", "7月14日"));
    let record = campaign.card("TY-001").record;
    assert_eq!(record.text_of(Field::ChaseWay, 1), "call");
    assert_eq!(record.text_of(Field::Answered, 1), "王股长");
    assert_eq!(record.day_of(Field::PromisedFor, 1), Some(day("2021-07-14")));
    assert_eq!(record.state(), State::Rectifying);
    close(&campaign);
    let why = campaign.refused(chase().set("chase_way", "call"));
    assert!(matches!(why, Why::WrongState { state: State::Closed, .. }));
}

#[test]
fn timed_rectification_and_a_standing_one_leave_the_deadline_alone() {
    let campaign = rectifying();
    let timed = verb(Verb::Timed, "TY-001").set("grounds", "2").set("timed_due", "2021-07-20");
    campaign.done(timed);
    let standing = verb(Verb::Standing, "TY-001").set("stage_goal", "学期内无反弹");
    let standing = with_reason(section(standing.set("review_on", "2021-12-01")), "须长期坚持");
    let row = campaign.done(standing).row.unwrap();
    assert!(row.standing);
    assert_eq!(row.deadline, Some(day("2021-08-15")));
    let record = campaign.card("TY-001").record;
    assert_eq!(record.words(Field::TimedFor), ["整改不及时"]);
    assert_eq!(record.day(Field::TimedDue), Some(day("2021-07-20")));
}

#[test]
fn steps_a_pack_leaves_out_are_refused() {
    let campaign = rectifying();
    let why = campaign.refused(section(verb(Verb::ApprovePlan, "TY-001").set("decision", "agreed")));
    assert!(matches!(why, Why::WrongState { .. }));
    campaign.done(unit(verb(Verb::Claim, "TY-001").set("done", "是").set("statement", "已完成")));
    let why = campaign.refused(section(verb(Verb::Verify, "TY-001").set("verify_way", "papers")));
    assert_eq!(why, Why::StepOff);
}

#[test]
fn optional_steps_are_walked_when_a_pack_switches_them_on() {
    let campaign = Campaign::with_all_steps();
    campaign.done(new_issue("ty").set("deadline", "8月15日前"));
    let state = || campaign.card("TY-001").record.state();
    let next = || campaign.page("").rows[0].next;
    assert_eq!((state(), next()), (State::Assigned, Some(Verb::Acknowledge)));
    campaign.done(unit(verb(Verb::Acknowledge, "TY-001")));
    assert_eq!((state(), next()), (State::Rectifying, Some(Verb::Plan)));
    campaign.done(unit(verb(Verb::Plan, "TY-001").set("measure", "停课；李某；8月10日前")));
    assert_eq!((state(), next()), (State::Planned, Some(Verb::ApprovePlan)));
    let refuse = section(verb(Verb::ApprovePlan, "TY-001").set("decision", "refused"));
    assert_eq!(campaign.refused(refuse.clone()), Why::NeedsReason);
    campaign.done(with_reason(Command { op: duban::link::new_op(), ..refuse }, "措施不具体"));
    assert_eq!(state(), State::Planned, "better ones are filed");
    campaign.done(section(verb(Verb::ApprovePlan, "TY-001").set("decision", "agreed")));
    campaign.done(unit(verb(Verb::Claim, "TY-001").set("done", "是").set("statement", "已完成")));
    assert_eq!((state(), next()), (State::Claimed, Some(Verb::Verify)));
    let close = verb(Verb::Close, "TY-001");
    assert!(matches!(campaign.refused(section(close.clone())), Why::WrongState { .. }));
    campaign.done(section(verb(Verb::Verify, "TY-001").set("verify_way", "on_site")));
    assert_eq!((state(), next()), (State::Verified, Some(Verb::Close)));
    campaign.done(Command { op: duban::link::new_op(), ..close });
    assert_eq!(state(), State::Closed);
    campaign.verified();
}

#[test]
fn demands_of_a_pack_are_demands() {
    let source = duban::pack::built_in("zhuzhou-2021").unwrap();
    let source = source
        .replace("evidence_required = false ", "evidence_required = true ")
        .replace("listed_countersign = false ", "listed_countersign = true ")
        .replace("percent_progress = false ", "percent_progress = true ")
        .replace("min_text = 0 ", "min_text = 6 ");
    let campaign = Campaign::on_pack(&source);
    campaign.done(new_issue("ty").set("deadline", "8月15日前"));
    campaign.done(unit(verb(Verb::Plan, "TY-001").set("measure", "停课；李某；8月10日前")));
    let progress = |text: &str| unit(verb(Verb::Progress, "TY-001").set("progress_text", text));
    assert_eq!(campaign.refused(progress("已停")), Why::TooShort { field: Field::ProgressText, least: 6 });
    assert!(matches!(campaign.refused(progress("已停课并约谈教师")), Why::Missing { .. }));
    campaign.done(progress("已停课并约谈教师").set("percent", "60"));
    campaign.done(chief(verb(Verb::List, "TY-001").set("grounds", "1")));
    let claim = verb(Verb::Claim, "TY-001").set("done", "是").set("statement", "已停课并全额退费");
    campaign.done(unit(claim));
    let close = || section(verb(Verb::Close, "TY-001").set("verify_way", "papers"));
    assert_eq!(campaign.refused(close()), Why::NoEvidence);
    campaign.done(verb(Verb::Evidence, "TY-001").set("evidence_name", "退费凭证"));
    assert!(matches!(campaign.refused(close()), Why::Missing { .. }));
    campaign.done(close().set("countersign", "示例主任、示例组长"));
    assert_eq!(campaign.card("TY-001").record.text(Field::Countersign), "示例主任、示例组长");
}
