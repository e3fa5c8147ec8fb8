//! Pictures of the desk and of what lies over it.

use super::Desk;
use crate::i18n::{Lang, Words};
use crate::keymap::Key;
use crate::tui::first_run::Questions;
use crate::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn shot(name: &str, lang: Lang, size: (u16, u16), keys: &str) {
    let mut desk = Desk::new(lang, size.0, size.1);
    let picture = desk.play(keys).picture();
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, picture);
    });
}

const WIDE: (u16, u16) = (160, 45);
const MIDDLE: (u16, u16) = (120, 35);
const NARROW: (u16, u16) = (80, 24);

#[test]
fn the_desk_on_three_screens() {
    shot("desk_160x45", Lang::Zh, WIDE, "2");
    shot("desk_120x35", Lang::Zh, MIDDLE, "2 down");
    shot("desk_80x24", Lang::Zh, NARROW, "2");
    shot("desk_40x9", Lang::Zh, (40, 9), "2");
    shot("desk_english_80x24", Lang::En, NARROW, "2 o");
}

#[test]
fn the_day_and_the_figures() {
    shot("today_80x24", Lang::Zh, NARROW, "");
    shot("today_160x45", Lang::Zh, WIDE, "");
    shot("status_80x24", Lang::Zh, NARROW, "6");
    shot("files_80x24", Lang::Zh, NARROW, "8");
    shot("files_english_80x24", Lang::En, NARROW, "8 r");
}

#[test]
fn registers_and_tables_of_units() {
    shot("clues_80x24", Lang::Zh, NARROW, "5");
    shot("orders_160x45", Lang::Zh, WIDE, "7");
    shot("orders_english_80x24", Lang::En, NARROW, "7");
    shot("matrix_80x24", Lang::Zh, NARROW, "m right");
    shot("matrix_160x45", Lang::Zh, WIDE, "m 3 down");
    shot("matrix_english_80x24", Lang::En, NARROW, "m");
    shot("group_text", Lang::Zh, NARROW, "m 3 c");
    shot("task_80x24", Lang::Zh, NARROW, "4 down enter");
}

#[test]
fn what_lies_over_the_desk() {
    shot("detail", Lang::Zh, NARROW, "2 enter");
    shot("form", Lang::Zh, NARROW, "2 e '+14");
    shot("picker", Lang::Zh, NARROW, "2 t 1 'ty");
    shot("refusal", Lang::Zh, NARROW, "2 n");
    shot("palette", Lang::Zh, NARROW, "2 : 'yq");
    shot("help", Lang::Zh, NARROW, "2 ?");
    shot("quick_entry", Lang::Zh, NARROW, "a '天元 space '2.1 space '示例三小 space '家教 enter");
    shot("find_unknown", Lang::Zh, NARROW, "2 / '状太:整改中");
}

#[test]
fn every_screen_holds_at_every_size() {
    let keys = [
        "",
        "1",
        "2",
        "3",
        "4",
        "6",
        "8",
        "8 r",
        "9",
        "2 enter",
        "2 e",
        "a '天元 enter",
        "2 n",
        ":",
        "?",
        "f10",
        "2 p",
        "2 h",
        "2 b",
        "/",
        "2 t",
    ];
    for (width, height) in [(160, 45), (120, 35), (80, 24), (61, 17), (41, 11), (40, 10), (39, 9), (24, 3)] {
        for lang in [Lang::Zh, Lang::En] {
            for keys in keys {
                Desk::new(lang, width, height).play(keys).picture();
            }
        }
    }
}

#[test]
fn the_first_questions() {
    let mut questions = Questions::new(Words::new(Lang::Zh), Theme::Mono);
    let picture = |questions: &Questions| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, 14));
        questions.draw(&mut buf, Rect::new(0, 0, 80, 14));
        super::symbols(&buf).iter().map(|row| row.trim_end().to_owned() + "\n").collect::<String>()
    };
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("first_run", picture(&questions));
    });
    let mut answer = None;
    for key in "2唐某⏎1".chars() {
        answer = questions.key(if key == '⏎' { "enter".parse().unwrap() } else { Key::char(key) });
    }
    questions.paste("天元区 王某 科员 13800000001\n荷塘区 李某 科员 13800000002\n");
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("first_run_contacts", picture(&questions));
    });
    assert_eq!(answer, None);
    for key in "1211".chars() {
        answer = questions.key(Key::char(key));
    }
    let Some(crate::tui::FirstRun::Start(start)) = answer else { panic!("{answer:?}") };
    assert_eq!((start.member_name.as_str(), start.alone, start.keep_names), ("唐某", true, false));
    assert_eq!((start.contacts.lines().count(), start.units.as_str()), (2, ""));
}
