//! Others at the same records: what they change, and what one sees of it.

use super::office::{day, fact};
use super::{Desk, struck};
use crate::api::answer::Presence;
use crate::api::{Answer, Notice, Request};
use crate::i18n::Lang;
use crate::model::fact::Change;
use crate::model::field::Field;
use crate::model::ids::Subject;
use crate::model::record::Cell;
use crate::model::refusal::{Clash, Refusal, Said, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::msg::Msg;
use crate::tui::state::Purpose;

fn desk() -> Desk {
    Desk::new(Lang::Zh, 80, 24)
}

fn text(text: &str) -> Said {
    Said { value: Some(Value::Text(text.into())), name: String::new() }
}

fn clash(field: Field, theirs: &str, mine: Option<&str>) -> Clash {
    Clash {
        cell: Cell::main(field),
        by: "张某".into(),
        at: "2021-09-18T02:32:00Z".parse().unwrap(),
        day: None,
        theirs: text(theirs),
        mine: mine.map(text),
    }
}

fn refused(clashes: Vec<Clash>) -> Answer {
    Answer::Refused(Box::new(Refusal::new(Why::Conflict { rev: 12, clashes })))
}

/// The title amended and sent; somebody else was there before.
fn amended(clashes: Vec<Clash>) -> Desk {
    let mut desk = desk();
    desk.office.next = vec![refused(clashes)];
    desk.play("2 r backspace backspace backspace '30名 ctrl-s");
    assert_eq!(desk.commands().len(), 1);
    desk
}

#[test]
fn changes_of_other_fields_go_together_by_one_key() {
    let mut desk = amended(vec![clash(Field::Place, "示例二小", None)]);
    let shown = desk.picture();
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("merge", shown);
    });
    desk.play("2");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Detail(_))), "the record is looked at");
    desk.play("esc 1");
    let commands = desk.commands();
    let told: Vec<_> = commands[1].sets.iter().map(|set| (set.field.as_str(), set.text.as_str())).collect();
    assert_eq!((told, commands[1].op), (vec![("title", "家教收费2630名")], commands[0].op));
    assert!(desk.state.layers.is_empty());
    assert_eq!(commands[1].base, Some(9), "what the fresh form was made from, and never newer than was told");
}

#[test]
fn the_same_field_is_asked_about_and_theirs_leaves_nothing_to_send() {
    let both = || vec![clash(Field::Title, "校外家教", Some("家教收费2630名"))];
    let mut desk = amended(both());
    let asked = "张某10:32已把问题改为校外家教，您填的是家教收费2630名";
    assert!(desk.picture().contains(asked), "{}", desk.picture());
    desk.play("1");
    assert_eq!((desk.commands().len(), desk.state.layers.len()), (1, 0));
    assert!(desk.said().contains("没有您的改动"));

    let mut desk = amended(both());
    desk.play("2");
    let sent = desk.commands().pop().unwrap();
    assert_eq!((desk.commands().len(), sent.sets[0].text.as_str()), (2, "家教收费2630名"));

    let mut desk = amended(both());
    desk.play("3");
    assert_eq!(desk.commands().len(), 1);
    let shown = desk.picture();
    assert!(shown.contains("家教收费2630名") && shown.contains("张某10:32已把问题改为校外家教"), "{shown}");
}

#[test]
fn what_was_only_read_in_the_form_is_no_question() {
    let mut desk = amended(vec![clash(Field::Amount, "2000", Some("3900"))]);
    assert!(desk.picture().contains("合并存盘"));
    desk.play("3");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Form(_))));
}

#[test]
fn of_several_fields_each_is_chosen() {
    let mut desk = desk();
    desk.office.next = vec![refused(vec![
        clash(Field::Title, "校外家教", Some("甲")),
        clash(Field::Amount, "2000", Some("5000")),
    ])];
    desk.play("2 r end 'x tab end '9 ctrl-s 1 2");
    let sent = desk.commands().pop().unwrap();
    let told: Vec<_> = sent.sets.iter().map(|set| (set.field.as_str(), set.text.as_str())).collect();
    assert_eq!(told, [("amount", "39009")]);
    assert_eq!(desk.state.day(), day("2021-09-18"));
}

fn watched(desk: &Desk) -> Vec<(Option<String>, bool)> {
    let asked = desk.office.asked.iter().filter_map(|request| match request {
        Request::Watch { what, editing } => Some((what.clone(), *editing)),
        _ => None,
    });
    asked.collect()
}

fn changed(seq: u64, id: u32) -> Msg {
    Msg::Notice(vec![Notice::Changed { seq, subject: Subject::issue(id) }])
}

#[test]
fn what_is_open_here_is_told_and_who_else_has_it_is_shown() {
    let mut desk = desk();
    let since = "2021-09-18T02:32:00Z".parse().unwrap();
    desk.office.present = vec![Presence { member: "张某".into(), since, editing: false }];
    desk.play("2 enter");
    assert!(desk.picture().contains("详情 TY-007  另有 张某 10:32 起在看"), "{}", desk.picture());
    desk.play("e");
    desk.office.present[0].editing = true;
    desk.tell(Msg::Notice(vec![Notice::Present { subject: Subject::issue(7) }]));
    assert!(desk.picture().contains("申请延期  另有 张某 10:32 起在改"), "{}", desk.picture());
    desk.play("esc esc");
    let ty7 = || Some("TY-007".to_owned());
    let told = vec![(ty7(), false), (ty7(), true), (ty7(), true), (ty7(), false), (None, false)];
    assert_eq!(watched(&desk), told);
}

#[test]
fn a_form_says_that_somebody_has_just_changed_its_record() {
    let mut desk = desk();
    desk.office.base = 41;
    desk.play("2 e '+7");
    let change = Change {
        cell: Cell::main(Field::Title),
        old: Some(Value::Text("甲".into())),
        new: Some(Value::Text("乙".into())),
    };
    let mut line = fact(50, Verb::Amend);
    line.fact.changes.push(change);
    line.fact.day = day("2021-09-18");
    line.actor = "张某".into();
    desk.office.facts.push(line);
    desk.tell(changed(50, 7));
    let shown = desk.picture();
    assert!(shown.contains("张某10:32更正 问题 甲→乙") && shown.contains("+7"), "{shown}");
    let asked = desk.office.asked.len();
    desk.tell(changed(51, 11));
    let again = desk.office.asked[asked..].iter().any(|request| matches!(request, Request::Show { .. }));
    assert!(!again, "a change of another record is none of its business");
}

#[test]
fn every_list_keeps_its_cursor_on_its_row() {
    let mut desk = desk();
    desk.play("4 down 9 down");
    let before = (
        desk.state.tasks[desk.state.task_at].no.clone(),
        desk.state.people[desk.state.person_at].name.clone(),
    );
    let mut turned = desk.state.timetable.clone().unwrap();
    turned.lines.reverse();
    for (purpose, answer) in [
        (Purpose::Timetable, Answer::Timetable(Box::new(turned))),
        (Purpose::People, Answer::People(desk.state.people.iter().rev().cloned().collect())),
    ] {
        let ticket = desk.state.next_ticket;
        desk.state.ask(purpose, Request::Ping, &mut Vec::new());
        desk.tell(Msg::Answer(ticket, answer));
    }
    let after = (
        desk.state.tasks[desk.state.task_at].no.clone(),
        desk.state.people[desk.state.person_at].name.clone(),
    );
    assert_eq!(before, after);
}

#[test]
fn a_list_held_still_changes_only_by_what_is_done_here() {
    let mut desk = desk();
    desk.play("2 g");
    desk.office.added = true;
    desk.tell(changed(50, 20));
    assert_eq!(desk.state.issues.total(), 5);
    assert!(desk.picture().contains("已定住 10:41（有1处新变动，再按一次放开）"), "{}", desk.picture());
    desk.play("x '已整改 ctrl-s");
    assert_eq!(desk.state.issues.total(), 5, "one's own act moves nothing");
    desk.tell(changed(50, 7));
    desk.play("f8");
    assert_eq!(desk.state.issues.total(), 6);
    assert!(!desk.picture().contains("已定住"));
}

#[test]
fn while_the_office_is_away_moving_goes_on_and_a_save_waits() {
    let mut desk = desk();
    desk.play("2 r end 'x");
    desk.tell(Msg::Away);
    assert!(desk.picture().contains("与办公室的连接断了，正在重连（已录内容还在）"), "{}", desk.picture());
    // The questions of a desk whose office is away are answered when it is back.
    let effects = crate::tui::update::update(&mut desk.state, Msg::Key(struck("ctrl-s")[0]));
    assert_eq!(desk.said(), "已发出，等办公室回来…");
    assert!(!desk.state.holds_keys(), "keys are not held meanwhile");
    desk.play("ctrl-s esc down down");
    assert!(desk.commands().is_empty(), "not sent twice");
    assert_eq!(desk.state.issues.current().map(|row| row.id), Some(12));
    desk.tell(Msg::Back);
    desk.perform(effects);
    assert_eq!(desk.commands().len(), 1);
    assert!(!desk.picture().contains("正在重连"));
    assert_eq!(desk.state.today.drafts.len(), 0, "what was left half filled is saved now");
    assert_eq!(desk.state.issues.current().map(|row| row.id), Some(12));
}

#[test]
fn a_form_stands_as_it_was_when_the_office_is_back() {
    let mut desk = desk();
    desk.play("2 down e '+7");
    desk.tell(Msg::Away);
    desk.tell(Msg::Back);
    assert!(desk.picture().contains("+7"));
    assert_eq!(watched(&desk).last(), Some(&(Some("TY-011".into()), true)), "the next office is told again");
}
