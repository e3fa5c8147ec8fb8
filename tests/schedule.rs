//! The schedule board before a whole made-up campaign, on small and on large screens: every row is found, whoever
//! is missing is counted and named whole, and what is out of sight is told.

mod support;

use duban::api::{Answer, Request};
use duban::i18n::{Lang, Words};
use duban::keymap::{Keymap, Preset};
use duban::link::{Attach, Seat, attach, new_op};
use duban::model::timetable::{TimeLine, Timetable};
use duban::tui::{Headless, Options};
use std::collections::BTreeSet;
use support::run::Place;

fn campaign(seed: u32, today: &str) -> Place {
    let place = Place::new(today);
    place.ok(&["sample", "--size", "60", "--seed", &seed.to_string()]);
    place
}

fn seat(place: &Place) -> Seat {
    let today = place.today.parse().ok();
    attach(&Attach { today, write: false, ..Attach::alone(place.store(), "clerk") }).unwrap()
}

fn timetable(place: &Place) -> Timetable {
    let seat = seat(place);
    let Answer::Timetable(table) = seat.ask(Request::Timetable) else { panic!("no schedule") };
    seat.close().unwrap();
    *table
}

/// The lines inside the board after some keys.
fn shown(place: &Place, lang: Lang, size: (u16, u16), keys: &str) -> Vec<String> {
    let options = Options {
        words: Words::new(lang),
        keymap: Keymap::preset(Preset::Default),
        plain: false,
        color: false,
        meeting: false,
        lesson: false,
        mouse: false,
        terminal: "test".into(),
        state: std::path::PathBuf::new(),
        folders: Default::default(),
    };
    let mut desk = Headless::open(seat(place), options, size, new_op);
    desk.play(keys);
    let frame = desk.frame();
    let line = |cells: &[ratatui::buffer::Cell]| {
        let mut skip = false;
        let whole = cells.iter().map(|cell| cell.symbol()).filter(|symbol| {
            let shown = !std::mem::take(&mut skip);
            skip = shown && duban::text::width(symbol) == 2;
            shown
        });
        whole.collect::<String>()
    };
    let lines = frame.content.chunks(usize::from(size.0)).map(line);
    lines.filter_map(|line| Some(line.strip_prefix('│')?.trim_end_matches('│').to_owned())).collect()
}

/// The line of a row among those of the board.
fn row_of<'a>(lines: &'a [String], line: &TimeLine) -> Option<&'a String> {
    let starts = |shown: &&String| {
        let mut words = shown.trim_start_matches('▶').split_whitespace();
        let no = shown.starts_with("  ") || shown.starts_with('▶');
        no && words.next() == Some(&line.task.no) && words.next() == Some(&line.task.text)
    };
    lines.iter().find(starts)
}

fn number_before(text: &str, sign: char) -> usize {
    let Some(at) = text.find(sign) else { return 0 };
    let digits: String = text[at + sign.len_utf8()..].chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

#[test]
fn wherever_the_cursor_is_it_is_seen_and_what_is_not_seen_is_counted_and_named_if_it_is_late() {
    let place = campaign(2, "2021-09-18");
    let table = timetable(&place);
    let today = place.today.parse().unwrap();
    for size in [(80, 24), (60, 20), (80, 17), (100, 30)] {
        for at in 0..table.lines.len() {
            let lines = shown(&place, Lang::Zh, size, &format!("4 home{}", " down".repeat(at)));
            let here = row_of(&lines, &table.lines[at]).unwrap_or_else(|| panic!("{size:?} {at} {lines:#?}"));
            assert!(here.starts_with('▶'), "{here}");
            let (seen, unseen): (Vec<&TimeLine>, Vec<&TimeLine>) =
                table.lines.iter().partition(|line| row_of(&lines, line).is_some());
            let head = lines.iter().find(|line| line.contains("──")).unwrap();
            let told = number_before(head, '↑') + number_before(head, '↓');
            assert_eq!((told, seen.len() + told), (unseen.len(), table.lines.len()), "{size:?} {at} {head}");
            for line in unseen.iter().filter(|line| line.is_late(today)) {
                assert!(head.contains('●') && head.contains(&line.task.no), "{size:?} {at} {head}");
            }
        }
    }
    let top = shown(&place, Lang::Zh, (80, 24), "4 home");
    assert!(top.iter().any(|line| line.contains("↓2行 ●LS-001")), "{top:#?}");
}

#[test]
fn who_is_missing_is_counted_and_named_whole_as_far_as_names_fit() {
    for (seed, today) in [(2, "2021-09-18"), (5, "2021-10-20")] {
        names_fit(&campaign(seed, today));
    }
}

fn names_fit(place: &Place) {
    let table = timetable(place);
    let today: chrono::NaiveDate = place.today.parse().unwrap();
    for size in [(80, 24), (100, 30), (160, 45)] {
        for (at, line) in table.lines.iter().enumerate() {
            let lines = shown(place, Lang::Zh, size, &format!("4 home{}", " down".repeat(at)));
            for (lead, due) in [("未报", true), ("还没报", false)] {
                let units = line.lacking.iter().filter(|row| (row.due <= today) == due);
                let units: BTreeSet<&str> = units.map(|row| row.unit.as_str()).collect();
                let lead = format!(" {lead}{}家：", units.len());
                let Some(said) = lines.iter().find_map(|line| line.strip_prefix(lead.as_str())) else {
                    assert!(units.is_empty(), "{size:?} {} {lead} {lines:#?}", line.task.no);
                    continue;
                };
                let names = said.trim_end().split("  ").next().unwrap();
                let named: BTreeSet<&str> = names.trim_end_matches('等').split('、').collect();
                assert!(named.is_subset(&units), "{size:?} {said}");
                assert_eq!(names.ends_with('等'), named.len() < units.len(), "{size:?} {said}");
                // Another name would not have fitted.
                let room = usize::from(size.0) - 4;
                let next =
                    units.difference(&named).map(|name| duban::text::width(name)).max().unwrap_or(room);
                assert!(duban::text::width(&lead) + duban::text::width(names) + 2 + next > room, "{said}");
            }
        }
    }
}

#[test]
fn every_row_says_what_it_is_about_at_80_columns() {
    let place = campaign(2, "2021-09-18");
    let table = timetable(&place);
    for at in [0, table.lines.len() - 1] {
        let lines = shown(&place, Lang::Zh, (80, 24), &format!("4 home{}", " down".repeat(at)));
        for line in &table.lines {
            let Some(row) = row_of(&lines, line) else { continue };
            let about = line.task.deliverables.first().unwrap_or(&line.task.work);
            assert!(row.contains(about.as_str()), "{row}");
            if line.units > 0 {
                assert!(row.contains('/') || line.task.done_on.is_some(), "how many gave it: {row}");
            }
        }
    }
}

#[test]
fn a_large_screen_tells_of_a_row_who_answers_for_it_every_paper_and_whom_to_ring() {
    let place = campaign(2, "2021-09-18");
    let table = timetable(&place);
    let line = table.lines.iter().find(|line| line.months().next().is_some()).unwrap();
    let lines = shown(&place, Lang::Zh, (160, 45), "4");
    let whole = lines.join("\n");
    assert!(whole.contains(&line.task.work) && whole.contains(&line.task.by), "{whole}");
    for paper in line.papers.iter().filter(|paper| paper.month.is_none()) {
        let counts = format!("应报{}家 已报{}家", paper.owed, paper.handed);
        assert!(lines.iter().any(|line| line.contains(&paper.name) && line.contains(&counts)), "{whole}");
    }
    for row in &line.lacking {
        let person = row.person.as_ref().unwrap();
        let rung = |line: &&String| line.contains(&row.unit) && line.contains(&person.phone);
        assert!(lines.iter().any(|line| rung(&line)), "{} {whole}", row.unit);
    }
    assert!(lines.iter().filter(|line| line.trim().is_empty()).count() < 6, "{whole}");
}

#[test]
fn what_is_not_handed_in_is_missing_and_late_already_and_never_reads_as_handed_in_late() {
    let place = campaign(2, "2021-09-18");
    for (size, stands) in [((80, 24), "未报1/3   已迟3天"), ((120, 35), "未报1   已迟3天")] {
        let lines = shown(&place, Lang::Zh, size, "4 end");
        let row = lines.iter().find(|line| line.starts_with("▶ LS-001")).unwrap();
        assert!(row.trim_end().ends_with(stands), "{row}");
    }
    let lines = shown(&place, Lang::Zh, (80, 24), "m 3");
    let cell = lines.iter().find(|line| line.contains("截止")).unwrap();
    assert!(cell.contains("未  截止 8-31  已迟18天"), "{cell}");
}
