//! The schedule as a band, the tables of units, and chasing from both.

use super::Desk;
use crate::api::Request;
use crate::i18n::Lang;
use crate::model::command::Command;
use crate::model::matrix::Across;
use crate::model::table::TableId;
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::msg::Effect;
use crate::tui::period::Extent;

fn desk() -> Desk {
    Desk::new(Lang::Zh, 100, 30)
}

fn chased(desk: &Desk) -> Command {
    let mut acts = desk.commands();
    let last = acts.pop().expect("something was done");
    assert_eq!((last.verb, acts.len()), (Verb::Chase, 0), "one act");
    last
}

fn way(command: &Command) -> &str {
    command.sets.iter().find(|set| set.field == "chase_way").map_or("", |set| &set.text)
}

#[test]
fn all_who_are_missing_in_a_column_are_chased_with_four_keys_after_they_were_shown() {
    let mut desk = desk();
    desk.play("m 3 c");
    let shown = desk.picture();
    assert!(shown.contains("荷塘区") && shown.contains("没催过 →") && shown.contains("1 确认"), "{shown}");
    assert!(desk.commands().is_empty(), "nothing is kept before it was shown");
    desk.play("1");
    let command = chased(&desk);
    assert_eq!((way(&command), command.subjects.len()), ("group", 1));
    assert!(command.sets.iter().any(|set| set.field == "chase_text" && set.text.contains("荷塘区")));
}

#[test]
fn only_the_units_marked_are_chased_and_what_is_done_by_hand_has_its_form() {
    let mut desk = desk();
    desk.play("m up space c");
    assert!(desk.commands().is_empty());
    assert!(desk.said().contains("没有缺报"), "the unit marked lacks nothing: {}", desk.said());
    desk.play("esc space c 2");
    let form = desk.office.asked.iter().rev().find_map(|request| match request {
        Request::Form { verb, subjects } => Some((*verb, subjects.len())),
        _ => None,
    });
    assert_eq!(form, Some((Verb::Chase, 1)));
}

#[test]
fn a_table_is_kept_to_the_lines_that_are_alike_and_written_as_it_is_seen() {
    let mut desk = desk();
    desk.play("m @");
    let Some(Layer::Matrix(table)) = desk.state.layers.last() else { panic!() };
    assert_eq!(table.lines().count(), 1);
    assert!(desk.picture().contains("只看“未”1家"));
    desk.play("d 2");
    let asked = desk.office.asked.last().cloned().unwrap();
    let Request::Table { table: TableId::Papers, filter, wanted } = asked else { panic!("{asked:?}") };
    assert_eq!((filter.as_str(), wanted.across), ("unit:HT", Some(Across::UnitsCategories)));
    desk.play("esc");
    let Some(Layer::Matrix(table)) = desk.state.layers.last() else { panic!("one step out at a time") };
    assert_eq!(table.lines().count(), 2);
}

#[test]
fn the_totals_open_who_is_missing_and_the_units_open_their_issues() {
    let mut desk = desk();
    desk.play("m 3 end enter");
    let asked = desk.office.asked.last().cloned().unwrap();
    assert_eq!(asked, Request::Owed { what: "self_check".into(), missing: true });
    let shown = desk.picture();
    assert!(
        shown.contains("8月清查") && shown.contains("138****0001") && shown.contains("已迟18天"),
        "{shown}"
    );
    desk.play("esc up left enter");
    assert!(desk.state.layers.is_empty());
    assert_eq!(desk.filter(), "unit:HT");
}

#[test]
fn the_period_is_narrowed_moved_and_brought_back_and_says_so() {
    let mut desk = desk();
    desk.play("4");
    assert!(desk.picture().contains("全程 6-1至12-31"));
    desk.play("<");
    assert!(desk.picture().contains("整改落实 7-16至9-30"));
    desk.play("shift-down right");
    assert!(desk.picture().contains("10月 10-1至10-31"));
    assert!(desk.picture().contains("‹ 今天9-18"), "the day lies before it: {}", desk.picture());
    desk.play("T");
    assert!(desk.picture().contains("9月 9-1至9-30"));
    desk.play("< left");
    assert_eq!(desk.state.period.extent, Extent::Week);
    assert!(desk.picture().contains("一周 9-6至9-12"));
    desk.play("> > > > right");
    assert!(desk.picture().contains("全程") && desk.said().contains("已是全程"), "{}", desk.said());
}

#[test]
fn a_row_of_the_schedule_tells_who_is_missing_and_chases_what_is_due_before_the_rest() {
    let mut desk = desk();
    desk.play("4");
    let shown = desk.picture();
    assert!(
        shown.contains("未报1家：荷塘区") && shown.contains("已迟18天") && shown.contains("没催过"),
        "{shown}"
    );
    assert!(shown.contains("还没报2家：荷塘区、天元区"), "{shown}");
    desk.play("c 1");
    assert_eq!(chased(&desk).subjects, ["清查/2021-08/HT"]);
    let mut desk = self::desk();
    desk.play("4 c 4");
    assert_eq!(chased(&desk).subjects.len(), 3, "with those not due yet");
    let mut desk = self::desk();
    desk.play("4 b");
    assert!(desk.picture().contains("附件1第7行"));
    desk.play("esc enter x");
    let form = Request::Form { verb: Verb::HandIn, subjects: vec!["清查/2021-08/HT".into()] };
    assert!(desk.office.asked.contains(&form));
}

#[test]
fn the_keys_the_board_names_do_something_and_its_own_are_among_them() {
    for (lang, narrower) in [(Lang::Zh, "<缩小 >放大"), (Lang::En, "< less > more")] {
        for width in [80, 160] {
            let mut desk = Desk::new(lang, width, 30);
            let hints = |desk: &Desk| desk.picture().trim_end().lines().last().unwrap_or_default().to_owned();
            desk.play("2");
            assert!(!hints(&desk).contains(narrower), "{}", hints(&desk));
            desk.play("4");
            assert!(hints(&desk).contains(narrower), "{}", hints(&desk));
            // A row of the plan has no course of its own.
            assert!(
                !hints(&desk).contains("h过程") && !hints(&desk).contains("h course"),
                "{}",
                hints(&desk)
            );
        }
    }
    let mut desk = desk();
    desk.play("4 y");
    let copied = desk.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    assert!(copied.is_some_and(|text| text.starts_with("7 9月底前")), "{copied:?}");
    desk.play("esc <");
    assert!(desk.picture().contains("←→前后"), "{}", desk.picture());
}

#[test]
fn both_boards_hold_on_every_screen_in_both_languages() {
    for (width, height) in [(160, 45), (120, 35), (80, 24), (61, 17), (41, 11), (40, 10), (300, 80)] {
        for lang in [Lang::Zh, Lang::En] {
            for keys in
                ["4", "4 <", "4 < <", "4 < < < right", "4 enter", "4 c", "m 3 c", "m down down", "m b"]
            {
                Desk::new(lang, width, height).play(keys).picture();
            }
        }
    }
}
