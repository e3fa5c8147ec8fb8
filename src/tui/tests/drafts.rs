//! What is typed and not saved.

use super::Desk;
use crate::api::Answer;
use crate::i18n::Lang;
use crate::model::ids::OpId;
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::msg::Msg;
use crate::tui::tests::office::fact;

fn desk() -> Desk {
    Desk::new(Lang::Zh, 80, 24)
}

fn typed(desk: &Desk) -> Vec<String> {
    match desk.state.layers.last() {
        Some(Layer::Form(form)) => form.typed().into_iter().map(|(_, text)| text).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_is_typed_is_sent_once_a_tick_and_removed_when_saved() {
    let mut desk = desk();
    desk.play("2 e '+7");
    assert!(desk.state.wants_keeping() && desk.kept().is_empty());
    desk.tell(Msg::Keep);
    desk.tell(Msg::Keep);
    let kept = desk.kept();
    assert_eq!((kept.len(), desk.state.wants_keeping()), (1, false));
    let text = kept[0].1.clone().unwrap();
    assert!(text.contains("+7") && text.contains("\"base\":9") && text.contains("2021-09-18"), "{text}");
    desk.play("enter '群众要求 ctrl-s");
    let last = desk.kept().pop().unwrap();
    assert_eq!(last, (kept[0].0.clone(), None), "saved: it is kept no longer");
    assert!(desk.state.unkept().is_empty());
}

#[test]
fn it_is_offered_at_the_next_login_with_what_changed_since() {
    let mut desk = desk();
    desk.play("2 r end 'x");
    desk.tell(Msg::Keep);
    let kept: Vec<(String, String)> = desk.kept().into_iter().map(|(n, text)| (n, text.unwrap())).collect();
    let op = match desk.state.layers.last() {
        Some(Layer::Form(form)) => form.op,
        _ => panic!("no form"),
    };

    let mut desk = self::desk();
    desk.state.new_op = || OpId(8);
    desk.state.take_drafts(&kept);
    assert!(desk.said().contains("未存的录入1份"), "{}", desk.said());
    let shown = desk.picture();
    assert!(shown.contains("未存的录入 1") && shown.contains("更正 TY-007 家教收费26名学生x"), "{shown}");
    desk.play("home enter");
    assert!(desk.picture().contains("接着填"));
    // Somebody changed it in between.
    desk.office.base = 41;
    desk.play("1");
    assert_eq!(typed(&desk), ["家教收费26名学生x"]);
    assert!(desk.picture().contains("唐某某9月17日 10:32"), "{}", desk.picture());
    desk.office.next = vec![Answer::Done(Box::new(crate::api::answer::Done {
        verb: Verb::Amend,
        first: 42,
        last: 42,
        subjects: vec!["TY-007".into()],
        row: None,
        repeated: true,
        refused: Vec::new(),
        remarks: vec![],
    }))];
    desk.play("ctrl-s");
    let sent = desk.commands().pop().unwrap();
    assert_eq!((sent.op, sent.base), (op, Some(9)), "the same act, from what it began with");
    assert!(desk.said().contains("核对完毕：已存上（10:41）"), "{}", desk.said());
    assert_eq!((desk.state.today.drafts.len(), desk.kept().pop().unwrap().1), (0, None));
    assert_eq!(fact(41, Verb::Plan).fact.seq, 41);
}

#[test]
fn a_left_form_stays_on_the_board_until_it_is_thrown_away() {
    let mut desk = desk();
    desk.play("2 a '天元 esc 0");
    desk.tell(Msg::Keep);
    desk.play("home enter 3");
    assert_eq!(desk.state.today.drafts.len(), 1);
    desk.play("enter 2");
    assert_eq!(desk.state.today.drafts.len(), 0);
    assert_eq!(desk.kept().pop().unwrap().1, None);
}

#[test]
fn the_cursor_of_the_board_stays_on_its_row_when_a_draft_comes() {
    let mut desk = desk();
    desk.play("down");
    let before = desk.state.target().unwrap().what;
    desk.play("e '+7 esc");
    assert_eq!(desk.state.target().unwrap().what, before);
}

#[test]
fn a_protected_name_is_kept_at_this_desk_only() {
    let mut desk = desk();
    desk.office.secret = true;
    desk.play("i '反映补课 down down '王某某");
    desk.tell(Msg::Keep);
    let text = desk.kept().pop().unwrap().1.unwrap();
    assert!(text.contains("反映补课") && !text.contains("王某某"), "{text}");
    desk.play("esc i");
    assert!(typed(&desk).contains(&"王某某".to_owned()));
}

#[test]
fn what_was_kept_the_old_way_is_taken_over_once() {
    let mut desk = desk();
    let old = r#"{"drafts": [["amend", ["TY-007"], [[{"field": "title"}, "旧稿"]]]], "searched": ["逾期"]}"#;
    let answer = Answer::Personal(vec![("desk".into(), old.into())]);
    let mut effects = Vec::new();
    desk.state.ask(crate::tui::state::Purpose::Personal, crate::api::Request::Personal, &mut effects);
    let ticket = desk.state.next_ticket - 1;
    desk.tell(Msg::Answer(ticket, answer));
    assert!(desk.kept().pop().unwrap().1.unwrap().contains("旧稿"));
    desk.play("2 r");
    assert_eq!(typed(&desk), ["旧稿"]);
    desk.state.new_op = || OpId(8);
    desk.state.take_up_line("天元 2.1 示例三小");
    desk.play("esc a 1");
    let line = matches!(desk.state.layers.last(), Some(Layer::Form(form)) if form.entry.as_ref().unwrap().line.value() == "天元 2.1 示例三小");
    assert!(line);
}
