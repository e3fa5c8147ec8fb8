//! What keys do: the scope, acts, refusals, drafts, notices.

use super::Desk;
use super::office::Office;
use crate::api::{Answer, Notice, Request};
use crate::i18n::Lang;
use crate::model::fact::Party;
use crate::model::form::Remark;
use crate::model::ids::OpId;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::msg::{Effect, Msg};

fn desk() -> Desk {
    Desk::new(Lang::Zh, 120, 35)
}

#[test]
fn what_is_shown_as_the_scope_is_what_was_sent() {
    let mut desk = desk();
    desk.play("1 down down down");
    assert_eq!(desk.filter(), "unit:TY");
    assert!(desk.picture().contains("当前范围 天元区"));
    desk.play("o");
    assert_eq!(desk.filter(), "unit:TY 逾期");
    assert_eq!(desk.state.issues.total(), 1);
    assert!(desk.picture().contains("天元区 › 逾期"));
    desk.play("o");
    assert_eq!(desk.filter(), "unit:TY");
    desk.play(": 'leibie 1 2");
    assert_eq!(desk.filter(), "unit:TY cat:2");
    desk.play("esc esc");
    assert_eq!(desk.filter(), "");
    assert_eq!(desk.state.units.at(), 0, "the tree follows");
    desk.play("-");
    assert_eq!(desk.filter(), "unit:TY", "the last scope");
}

#[test]
fn moving_in_the_tree_moves_every_pane_and_counts_as_one_step() {
    let mut desk = desk();
    desk.play("1 down down");
    assert_eq!(desk.state.issues.current().map(|row| row.id), Some(15));
    assert_eq!(desk.state.card.as_ref().and_then(|card| card.row.as_ref()).map(|row| row.id), Some(15));
    desk.play("down -");
    assert_eq!(desk.filter(), "");
}

#[test]
fn an_unreadable_filter_changes_nothing() {
    let mut desk = desk();
    desk.play("2 / '状太:整改中 enter");
    assert!(
        matches!(desk.state.layers.last(), Some(Layer::Find(find)) if find.bad && find.says.contains("状态"))
    );
    assert_eq!(desk.state.scope.filter(), "");
    desk.play("esc");
    assert_eq!((desk.state.layers.len(), desk.state.issues.total()), (0, 5));
    desk.play("/ '补课 enter");
    assert_eq!((desk.state.layers.len(), desk.state.issues.total()), (0, 1));
}

#[test]
fn a_search_from_an_opened_record_shows_the_list() {
    let mut desk = desk();
    desk.play("2 enter / '补课 enter");
    assert_eq!((desk.state.layers.len(), desk.state.issues.total()), (0, 1));
    desk.play("enter esc esc enter o");
    assert!(desk.state.layers.is_empty() && desk.state.issues.total() == 1);
}

#[test]
fn the_overdue_of_one_unit_in_six_keys() {
    let mut desk = desk();
    desk.play("1 / 'ty enter o");
    assert_eq!(desk.filter(), "unit:TY 逾期");
    assert_eq!(desk.state.units.current().map(|unit| unit.code.as_str()), Some("TY"));
}

#[test]
fn chinese_typed_in_a_list_is_looked_for_and_full_width_keys_count() {
    let mut desk = desk();
    desk.play("2 '家");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Find(find)) if find.line.value() == "家"));
    desk.play("esc '？");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Reading(_))));
}

#[test]
fn an_extension_in_eight_keys() {
    let mut desk = desk();
    desk.play("2 e '+14");
    assert!(desk.picture().contains("2021-10-02"), "the live reading");
    desk.play("enter '雨 enter 1");
    let commands = desk.commands();
    let [command] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!(
        (command.verb, command.subjects[0].as_str(), command.reason.as_str()),
        (Verb::Extend, "TY-007", "雨")
    );
    assert_eq!((command.sets[0].field.as_str(), command.sets[0].text.as_str()), ("extend_to", "+14"));
    assert_eq!((command.on.as_str(), command.base), ("2021-09-18", Some(9)));
    assert!(desk.said().contains("TY-007") && desk.state.layers.is_empty());
}

#[test]
fn what_is_missing_is_named_and_nothing_is_sent() {
    let mut desk = desk();
    desk.play("2 e ctrl-s");
    assert!(desk.picture().contains("还缺申请延至、理由"));
    assert!(desk.commands().is_empty());
}

#[test]
fn the_next_step_of_the_row_by_one_key_and_saved_by_another() {
    let mut desk = desk();
    desk.play("2 down x 1");
    let commands = desk.commands();
    assert_eq!((commands[0].verb, commands[0].subjects[0].as_str()), (Verb::Close, "TY-011"));
    assert_eq!(commands[0].sets.len(), 1, "what the form offers stands");
}

#[test]
fn an_amendment_sends_only_what_was_changed() {
    let mut desk = desk();
    desk.play("2 r down backspace backspace backspace backspace '4200 ctrl-s");
    let commands = desk.commands();
    let sets: Vec<(&str, &str)> =
        commands[0].sets.iter().map(|s| (s.field.as_str(), s.text.as_str())).collect();
    assert_eq!(sets, [("amount", "4200")]);
}

#[test]
fn a_unit_is_picked_by_letters_and_a_digit() {
    let mut desk = desk();
    desk.play("2 t 1 'ty 1 '分工 ctrl-s");
    let commands = desk.commands();
    assert_eq!((commands[0].verb, commands[0].sets[0].text.as_str()), (Verb::Reassign, "TY"));
}

#[test]
fn a_refused_form_is_answered_by_its_way_out() {
    let mut desk = desk();
    desk.play("2 n");
    assert!(desk.picture().contains("1 凭签字件代录"));
    let before = desk.office.asked.len();
    desk.play("1");
    let asked = &desk.office.asked[before];
    assert!(matches!(asked, Request::Form { verb: Verb::Note, subjects } if subjects[0] == "TY-007"));
}

#[test]
fn a_refused_act_leaves_the_form_and_leads_to_the_field() {
    let mut desk = desk();
    let refusal = |why: Why, way: Way| {
        let refusal =
            Refusal { verb: Some(Verb::Claim), no: "TY-007".into(), why, ways: vec![way, Way::Back] };
        Answer::Refused(Box::new(refusal))
    };
    let not_yours = Why::NotYours { party: Party::Unit, name: "天元区".into() };
    let unfinished = Why::Unfinished { open: 1, total: 2, refunded: Some(1), refundable: Some(2) };
    desk.office.next =
        vec![refusal(not_yours, Way::RecordFor { party: Party::Unit }), refusal(unfinished, Way::WithReason)];
    desk.play("2 x '已退费 enter 1 1 '王某 enter '签字件 enter 1 1 '已约定 enter 1");
    let commands = desk.commands();
    assert_eq!(commands.len(), 3);
    assert!(commands.iter().all(|command| command.op == OpId(7)), "one op id for every try");
    let last = &commands[2];
    assert_eq!((last.party.as_str(), last.by.as_str(), last.paper.as_str()), ("unit", "王某", "签字件"));
    assert_eq!((last.reason.as_str(), last.sets[0].text.as_str()), ("已约定", "已退费"));
    assert!(desk.state.layers.is_empty());
}

#[test]
fn an_unknown_outcome_is_said_and_asked_again_under_the_same_op_id() {
    let mut desk = desk();
    desk.office.next = vec![Answer::Unknown, Answer::Unknown];
    desk.play("2 down x 1");
    assert!(desk.said().contains("不知是否存上"));
    assert_eq!(desk.commands().len(), 2);
    desk.tell(Msg::Tick);
    let commands = desk.commands();
    assert!(commands.len() == 3 && commands.iter().all(|command| command.op == commands[0].op));
    assert!(desk.said().contains("已存上"), "{}", desk.said());
}

#[test]
fn a_quick_entry_fills_the_form_and_its_number_is_said() {
    let mut desk = desk();
    desk.play("2 a '天元 space '2.1 space '示例三小 enter");
    assert!(desk.picture().contains("疑似重复：TY-007"));
    desk.play("'家教 enter 1");
    let commands = desk.commands();
    let sets: Vec<&str> = commands[0].sets.iter().map(|set| set.text.as_str()).collect();
    assert_eq!(sets, ["TY", "2", "示例三小", "家教"]);
    assert_eq!(desk.said(), "已登记 TY-020");
    assert_eq!(desk.state.issues.current().map(|row| row.id), Some(20), "the new row is under the cursor");
    desk.play(".");
    assert!(
        matches!(desk.state.layers.last(), Some(Layer::Form(form)) if form.entry.as_ref().unwrap().line.value() == "TY 2 ")
    );
}

#[test]
fn a_new_row_outside_the_scope_offers_to_widen_it() {
    let mut desk = desk();
    desk.play("2 o a '天元 space '2.1 space '示例三小 space '家教 enter 1");
    assert!(desk.picture().contains("TY-020不在内"));
    desk.play("1");
    assert_eq!(desk.state.issues.current().map(|row| row.id), Some(20));
}

#[test]
fn a_draft_is_offered_again() {
    let mut desk = desk();
    desk.play("a '天元 esc a");
    assert!(desk.picture().contains("接着填"));
    desk.play("1");
    assert!(
        matches!(desk.state.layers.last(), Some(Layer::Form(form)) if form.entry.as_ref().unwrap().line.value() == "天元")
    );
    let mut desk = self::desk();
    desk.play("2 e '+7 esc e");
    assert!(desk.picture().contains("+7"), "a form comes back as it was left");
}

#[test]
fn a_notice_moves_neither_cursor_nor_form() {
    let mut desk = desk();
    desk.play("2 down down");
    desk.office.added = true;
    desk.tell(Msg::Notice(vec![Notice::Missed]));
    assert_eq!(desk.state.issues.current().map(|row| row.id), Some(12));
    assert_eq!(desk.state.issues.total(), 6);
    desk.play("e '+3");
    desk.tell(Msg::Notice(vec![Notice::Missed]));
    assert!(desk.picture().contains("+3"));
}

#[test]
fn marked_rows_are_acted_on_together_and_mixed_ones_ask() {
    let mut desk = desk();
    desk.play("2 space space x");
    assert!(desk.picture().contains("先办哪一组"));
    desk.play("esc *");
    assert!(desk.state.marks.is_empty());
    desk.play("* ");
    assert_eq!(desk.state.marks.len(), 5);
    desk.play("e '+3 enter '雨 ctrl-s");
    assert_eq!(desk.commands()[0].subjects.len(), 5);
    assert!(desk.state.marks.is_empty());
}

#[test]
fn a_row_is_copied_as_a_line_then_as_a_paragraph() {
    let mut desk = desk();
    desk.play("2 y");
    let Some(Effect::Copy(line)) = desk.effects.last().cloned() else { panic!() };
    assert!(line.starts_with("TY-007 天元区 示例第三小学") && !line.contains('\n'));
    desk.play("y");
    assert!(
        matches!(desk.effects.last(), Some(Effect::Copy(text)) if text.starts_with(&line) && text.contains('\n'))
    );
}

#[test]
fn undo_says_what_it_undid() {
    let mut desk = desk();
    desk.play("2 u");
    assert!(desk.said().contains("TY-007"), "{}", desk.said());
}

#[test]
fn a_telephone_by_one_key_from_a_row_and_by_letters_elsewhere() {
    let mut desk = desk();
    desk.play("2 p");
    assert!(desk.picture().contains("138****0001"));
    desk.play("esc 6 p 'wmm");
    assert!(desk.picture().contains("138****0001"));
    assert!(desk.office.asked.contains(&Request::People { text: "wmm".into() }));
}

#[test]
fn pasted_lines_are_never_run() {
    let mut desk = desk();
    desk.play("2");
    desk.tell(Msg::Paste("示例三小\tq\nu\n".into()));
    assert!(desk.effects.is_empty());
    desk.play("2");
    assert!(
        matches!(desk.state.layers.last(), Some(Layer::Find(find)) if find.line.value().starts_with("示例三小"))
    );
    desk.play("esc");
    desk.tell(Msg::Paste("天元\t2.1\t示例三小\n\n荷塘\t3.2\t示例四小\n".into()));
    desk.play("1");
    let line = |desk: &super::Desk| match desk.state.layers.last() {
        Some(Layer::Form(form)) => form.entry.as_ref().unwrap().line.value().to_owned(),
        _ => String::new(),
    };
    assert_eq!(line(&desk), "天元 2.1 示例三小");
    desk.play("enter '家教 enter 1");
    assert_eq!(line(&desk), "荷塘 3.2 示例四小", "saved, the next row stands there");
    assert!(desk.said().contains('2'));
}

#[test]
fn the_cell_under_the_cursor_is_what_at_keeps_to_and_f_counts() {
    let mut desk = desk();
    desk.play("2 right right right right right right @");
    assert_eq!(desk.filter(), "state:rectifying", "the last column is the state");
    desk.play("[");
    assert_eq!(desk.filter(), "");
    desk.play("]");
    assert_eq!(desk.filter(), "state:rectifying");
    desk.play("esc left left left left f");
    let by = desk.office.asked.iter().rev().find_map(|request| match request {
        Request::Breakdown { by, .. } => Some(*by),
        _ => None,
    });
    assert_eq!(by, Some(crate::model::breakdown::By::Item));
    desk.play("down enter");
    assert_eq!(desk.filter(), "unit:HT", "Enter on a count keeps the list to it");
    desk.play("home @");
    assert!(desk.filter().starts_with("unit:HT item:") || desk.filter().starts_with("unit:HT cat:"));
}

#[test]
fn the_list_is_sorted_by_the_column_under_the_cursor() {
    let mut desk = desk();
    desk.play("2 right ,");
    assert_eq!(desk.filter(), "sort:place");
    desk.play(",");
    assert_eq!(desk.filter(), "sort:-place");
    desk.play(",");
    assert_eq!(desk.filter(), "");
    desk.play("right right ,");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Menu(_))), "where no order is, it asks");
}

#[test]
fn a_query_is_kept_pinned_opened_and_forgotten() {
    let mut desk = desk();
    let kept = |desk: &super::Desk| {
        let texts = desk.office.asked.iter().rev().find_map(|request| match request {
            Request::KeepPersonal { text, .. } => text.clone(),
            _ => None,
        });
        texts.unwrap_or_default()
    };
    desk.play("2 o v 0 '急件 enter");
    assert!(kept(&desk).contains("急件"), "{}", kept(&desk));
    desk.play("space");
    assert!(kept(&desk).contains("\"pinned\":true"));
    desk.play("esc esc");
    assert_eq!(desk.filter(), "");
    assert!(desk.picture().contains("急件"), "it stands above the list");
    desk.play("}");
    assert!(desk.filter().contains("逾期"));
    desk.play("v d 1");
    assert!(!kept(&desk).contains("急件"));
    desk.play("v 0 enter");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Prompt(prompt)) if !prompt.says.is_empty()));
}

#[test]
fn columns_are_chosen_and_kept() {
    let mut desk = desk();
    desk.play("2 |");
    desk.play("down down down down down down down space esc");
    assert!(desk.state.columns.shows(crate::tui::columns::Column::Unit));
    assert!(desk.office.asked.iter().any(|request| matches!(request, Request::KeepPersonal { .. })));
    let before = desk.state.columns.clone();
    desk.play(">");
    assert_ne!(desk.state.columns, before);
    desk.play("| 0 esc");
    assert_eq!(desk.state.columns, crate::tui::columns::Columns::default());
    desk.play("| down g esc");
    assert_eq!(desk.filter(), "sort:place", "a grouped list is in the order of its groups");
}

#[test]
fn a_command_with_words_runs_from_the_palette_and_find_on_people_finds_people() {
    let mut desk = desk();
    desk.play("2 : 'find space '逾期 enter");
    assert_eq!(desk.filter(), "逾期");
    desk.play("9 /");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Contacts(_))));
}

#[test]
fn a_bulk_shows_what_stands_there_now() {
    let mut desk = desk();
    desk.play("2 space space r");
    let old = desk.state.words.with("desk-old", &[("old", "")]);
    assert!(!desk.picture().contains(old.trim()), "nothing new is typed yet");
    desk.play("'甲 down up");
    assert!(desk.picture().contains(old.trim()), "{}", desk.picture());
}

#[test]
fn acting_on_a_row_of_the_day_moves_on_to_the_next() {
    let mut desk = desk();
    let before = desk.state.today.cursor;
    desk.play("x");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Form(_))));
    desk.play("ctrl-s");
    assert!(desk.state.layers.is_empty(), "{}", desk.picture());
    assert_eq!(desk.state.today.cursor, before + 1);
}

#[test]
fn a_range_is_marked_from_the_row_marked_last() {
    let mut desk = desk();
    desk.play("2 =");
    assert!(desk.state.marks.is_empty());
    desk.play("space down =");
    assert_eq!(desk.state.marks.len(), 3);
}

#[test]
fn the_find_box_completes_recalls_and_goes_to_a_unit() {
    let mut desk = desk();
    desk.play("2 / '单 tab");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Find(find)) if find.line.value() == "单位："));
    desk.play("tab enter");
    assert_eq!(desk.filter(), "单位：天元");
    desk.play("esc / up");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Find(find)) if find.line.value() == "单位：天元"));
    desk.play("esc / 'ty enter");
    assert_eq!(desk.filter(), "unit:TY", "a unit's code typed alone goes to the unit");
}

#[test]
fn a_copy_asks_once_whether_it_arrived() {
    let mut desk = desk();
    desk.play("2 y");
    assert!(matches!(desk.effects.last(), Some(Effect::Copy(_))));
    desk.play("y");
    assert_eq!(desk.state.layers.len(), 1, "one question, however often it is struck");
    desk.play("2");
    assert!(matches!(desk.effects.last(), Some(Effect::StepAside(_))), "it did not: shown to be selected");
    desk.effects.clear();
    desk.play("y");
    assert!(matches!(desk.effects.last(), Some(Effect::StepAside(_))), "and never asked again");
    assert!(desk.state.layers.is_empty());
}

#[test]
fn wheel_and_click_move_and_open() {
    use crate::tui::terminal::{Mouse, MouseKind};
    let mut desk = desk();
    let mouse = |desk: &mut super::Desk, kind, x, y| desk.tell(Msg::Mouse(Mouse { kind, x, y }));
    mouse(&mut desk, MouseKind::Press, 20, 1);
    assert_ne!(desk.state.tab.digit(), 0, "a tab was clicked");
    desk.play("2");
    mouse(&mut desk, MouseKind::WheelDown, 60, 8);
    let at = desk.state.issues.cursor;
    assert!(at > 0, "{:?} {:?} {}", desk.state.tab, desk.state.layers.len(), desk.state.issues.total());
    mouse(&mut desk, MouseKind::Press, 60, 5);
    assert_eq!(desk.state.issues.cursor, 0, "the first row lies below frame and heading");
    mouse(&mut desk, MouseKind::Press, 60, 5);
    assert!(matches!(desk.state.layers.last(), Some(Layer::Detail(_))));
}

#[test]
fn the_first_steps_go_on_by_what_is_struck() {
    let mut desk = desk();
    desk.play(": 'first enter");
    assert!(desk.state.lesson.is_some());
    assert!(desk.picture().contains("1/8"));
    desk.play("2 o");
    assert!(desk.picture().contains("3/8"));
}

#[test]
fn q_leaves_a_list_but_not_a_form() {
    let mut desk = desk();
    desk.play("2 e q");
    assert!(!desk.effects.contains(&Effect::Quit));
    desk.play("esc q");
    assert!(desk.effects.contains(&Effect::Quit));
}

#[test]
fn help_lists_only_what_works_and_runs_it() {
    let mut desk = desk();
    desk.play("2 ?");
    let picture = desk.picture();
    assert!(picture.contains("登记问题") && !picture.contains("导出"), "{picture}");
    desk.play("enter");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Form(_))), "the first line is to register");
}

#[test]
fn the_board_opens_what_it_counts() {
    let mut desk = desk();
    desk.play("down down down enter");
    assert_eq!(desk.filter(), "unit:TY is:overdue");
    let office = Office::default();
    assert_eq!(desk.state.issues.total(), office.rows().iter().filter(|row| row.overdue).count());
}

fn forms(desk: &Desk) -> Vec<(Verb, Vec<String>)> {
    let asked = desk.office.asked.iter().filter_map(|request| match request {
        Request::Form { verb, subjects } => Some((*verb, subjects.clone())),
        _ => None,
    });
    asked.collect()
}

#[test]
fn registers_have_their_own_next_step_and_what_a_makes() {
    let mut desk = desk();
    desk.play("7 x");
    assert_eq!(forms(&desk).pop(), Some((Verb::Receipt, vec!["DB-002".into()])));
    desk.play("esc right right right a");
    assert_eq!(forms(&desk).pop(), Some((Verb::Inspect, vec![])));
    desk.play("esc 5 x");
    assert_eq!(forms(&desk).pop(), Some((Verb::Check, vec!["XS-001".into()])));
    desk.play("esc right x");
    assert_eq!(forms(&desk).pop(), Some((Verb::Reply, vec!["SL-001".into()])));
    desk.play("esc 2 i");
    assert_eq!(forms(&desk).pop(), Some((Verb::Take, vec![])), "from anywhere");
    desk.play("esc 4 a");
    assert_eq!(forms(&desk).pop(), Some((Verb::Task, vec![])));
}

#[test]
fn a_cell_of_a_table_opens_what_it_counts_or_asks_for_what_is_missing() {
    let mut desk = desk();
    desk.play("m right up enter");
    assert_eq!(desk.filter(), "unit:TY cat:2");
    assert!(desk.state.layers.is_empty());
    desk.play("m 3 x");
    let paper = "每月问题线索清查/2021-08/HT".to_owned();
    assert_eq!(forms(&desk).pop(), Some((Verb::HandIn, vec![paper])));
    desk.play("esc up x");
    let paper = "每月问题线索清查/2021-08/TY".to_owned();
    assert_eq!(forms(&desk).pop(), Some((Verb::Receive, vec![paper])));
    desk.play("esc esc");
    assert!(desk.state.layers.is_empty());
}

#[test]
fn only_what_is_late_is_shown_on_a_tab_of_registers_when_asked() {
    let mut desk = desk();
    desk.play("7 o");
    assert_eq!(desk.state.supervision.shown().count(), 1);
    assert!(desk.picture().contains("只看逾期"));
    desk.play("o");
    assert_eq!(desk.state.supervision.shown().count(), 2);
}

#[test]
fn what_comes_in_twice_is_told_while_it_is_typed() {
    let mut desk = desk();
    desk.play("i");
    let told = |desk: &Desk| {
        let Some(Layer::Form(form)) = desk.state.layers.last() else { panic!() };
        form.remarks.iter().any(|remark| matches!(remark, Remark::Duplicate { .. }))
    };
    assert!(!told(&desk));
    desk.play("'补课 enter");
    assert!(told(&desk));
}
