//! Others at the same records: what they change, and what one sees of it.

use super::Desk;
use super::office::day;
use crate::api::Answer;
use crate::i18n::Lang;
use crate::model::field::Field;
use crate::model::record::Cell;
use crate::model::refusal::{Clash, Refusal, Said, Why};
use crate::model::value::Value;
use crate::tui::layers::Layer;

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
