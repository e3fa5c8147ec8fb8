//! The office when the program itself is wrong.

use crate::api::{Answer, Request};
use crate::model::command::Command;
use crate::model::verb::Verb;
use crate::office::found::{Create, create, new_op};
use crate::office::open::{Opening, open};
use crate::office::seats::Told;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A store of the built-in plan, and its office.
fn office(folder: &std::path::Path) -> crate::office::Office {
    let store = folder.join("a.redb");
    let day = chrono::NaiveDate::from_ymd_opt(2021, 7, 12);
    create(&Create {
        store: store.clone(),
        pack_source: crate::pack::built_in("zhuzhou-2021").unwrap().to_owned(),
        pack_name: "built in".into(),
        login: "clerk".into(),
        member_name: "clerk".into(),
        today: day,
        synthetic: true,
        keep_names: false,
    })
    .unwrap();
    open(&Opening { path: &store, login: "clerk", today: day, write: true }).unwrap()
}

#[test]
fn a_mistake_in_the_program_costs_one_ask_and_not_the_office() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let falls = Arc::new(AtomicBool::new(true));
    let fall = Arc::clone(&falls);
    office.seat(
        "clerk",
        None,
        Box::new(move |_| {
            assert!(!fall.load(Ordering::Relaxed), "the mistake");
            Told::Yes
        }),
    );
    let add = |title: &str| {
        let command = Command::new(Verb::Register, new_op()).set("unit", "TY").set("item", "2.1");
        let command = command.set("place", "示例小学").set("title", title);
        office.send("clerk", 0, Request::Do(Box::new(command))).recv().unwrap()
    };
    // Kept and answered; then the telling falls, and the books are made again.
    for title in ["一", "二"] {
        assert!(matches!(add(title), Answer::Done(_)));
    }
    falls.store(false, Ordering::Relaxed);
    assert!(matches!(add("三"), Answer::Done(_)));
    let page = Request::Page { filter: "unit:TY".into(), offset: 0, len: 9 };
    let Answer::Page(page) = office.send("clerk", 0, page).recv().unwrap() else { panic!("no page") };
    assert_eq!(page.total, 3);
    assert!(matches!(office.send("clerk", 0, Request::Ping).recv(), Ok(Answer::Pong)));
}
