//! The schedule and the tables of units before a whole made-up campaign: what a cell shows is what it opens, who
//! is missing is found and chased in four keys, and a desk in a terminal keeps it.

mod support;

use duban::api::answer::ChaseRow;
use duban::api::{Answer, Request};
use duban::i18n::{Lang, Words};
use duban::keymap::{Keymap, Preset};
use duban::link::{Attach, Seat, attach, new_op};
use duban::model::field::{Field, Group};
use duban::model::matrix::{Across, CellState, Matrix, MatrixCell, Opened};
use duban::model::row::OwedRow;
use duban::model::timetable::Timetable;
use duban::model::value::Value;
use duban::tui::{Headless, Options};
use ratatui::buffer::Buffer;
use std::collections::BTreeSet;
use support::desk::Desk;
use support::run::Place;

const FOUNDER: &str = "clerk";

fn campaign(seed: u32, today: &str) -> Place {
    let place = Place::new(today);
    place.ok(&["sample", "--size", "60", "--seed", &seed.to_string()]);
    place
}

fn seat(place: &Place, write: bool) -> Seat {
    let today = place.today.parse().ok();
    attach(&Attach { today, write, ..Attach::alone(place.store(), FOUNDER) }).unwrap()
}

fn matrix(seat: &Seat, across: Across) -> Matrix {
    match seat.ask(Request::Matrix { across }) {
        Answer::Matrix(matrix) => *matrix,
        other => panic!("{other:?}"),
    }
}

fn owed(seat: &Seat, what: &str, missing: bool) -> Vec<OwedRow> {
    match seat.ask(Request::Owed { what: what.into(), missing }) {
        Answer::Owed(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn timetable(seat: &Seat) -> Timetable {
    match seat.ask(Request::Timetable) {
        Answer::Timetable(table) => *table,
        other => panic!("{other:?}"),
    }
}

fn to_chase(seat: &Seat) -> Vec<ChaseRow> {
    match seat.ask(Request::Board) {
        Answer::Board(board) => board.chase,
        other => panic!("{other:?}"),
    }
}

fn headless(place: &Place, size: (u16, u16)) -> Headless {
    let options = Options {
        words: Words::new(Lang::Zh),
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
    Headless::open(seat(place, true), options, size, new_op)
}

fn text(buffer: &Buffer) -> String {
    let symbols = buffer.content.iter().map(|cell| cell.symbol());
    // The second column of a wide character is a blank of the buffer, not of the text.
    let mut text = String::new();
    let mut skip = false;
    for symbol in symbols {
        if !std::mem::take(&mut skip) {
            text.push_str(symbol);
            skip = duban::text::width(symbol) == 2;
        }
    }
    text
}

/// The number that a cell shows, and how many rows stand behind it.
fn opened(seat: &Seat, across: Across, at: usize, cell: &MatrixCell) -> (i64, i64) {
    let shown = cell.n.unwrap_or(0);
    match cell.opens_as {
        Opened::Nothing => (shown, 0),
        Opened::Issues => match seat.ask(Request::Page { filter: cell.opens.clone(), offset: 0, len: 500 }) {
            Answer::Page(page) => (shown, page.rows.len() as i64),
            other => panic!("{}: {other:?}", cell.opens),
        },
        Opened::Papers => {
            let rows = owed(seat, &cell.opens, false);
            assert_eq!(Some(rows.len() as i64), cell.of, "{}", cell.opens);
            let there = rows.iter().filter(|row| !matches!(row.state.as_str(), "missing" | "back"));
            (shown, there.count() as i64)
        }
        Opened::Paper if cell.state == CellState::Missing => {
            let named = owed(seat, "", true).into_iter().filter(|row| row.name == cell.opens);
            assert_eq!(named.count(), 1, "{}", cell.opens);
            (shown, 0)
        }
        Opened::Paper => {
            let Answer::Card(card) = seat.ask(Request::Show { what: cell.opens.clone() }) else {
                panic!("{}", cell.opens)
            };
            let figure = |part: u16| match card.record.part(Field::Count, part) {
                Some(Value::Int(n)) => *n,
                _ => 0,
            };
            let parts = card.record.parts(Group::Cell);
            let counted = match across {
                _ if parts.is_empty() => 1,
                Across::UnitsCategories => figure(at as u16 + 1),
                Across::UnitsMonths => figure(1),
                _ => parts.into_iter().map(figure).sum(),
            };
            (shown, counted)
        }
    }
}

#[test]
fn every_cell_shows_as_many_as_it_opens_and_every_column_lacks_whom_it_names() {
    for (seed, today) in [(2, "2021-09-18"), (5, "2021-10-20"), (11, "2021-12-28")] {
        let place = campaign(seed, today);
        let seat = seat(&place, false);
        let mut kinds = BTreeSet::new();
        for across in Across::ALL {
            let table = matrix(&seat, across);
            assert!(!table.rows.is_empty() && !table.columns.is_empty());
            for (row, at) in table.rows.iter().flat_map(|row| (0..row.cells.len()).map(move |at| (row, at))) {
                let cell = &row.cells[at];
                let (shown, behind) = opened(&seat, across, at, cell);
                assert_eq!(
                    shown, behind,
                    "{today} {across:?} {} {}: {cell:?}",
                    row.unit, table.columns[at].label
                );
                assert_eq!(cell.state == CellState::Zero, cell.n == Some(0), "{cell:?}");
                assert_eq!(cell.state == CellState::Exempt, cell.opens_as == Opened::Nothing);
                kinds.insert(format!("{:?}", cell.state));
            }
            for (at, column) in
                table.columns.iter().enumerate().filter(|(_, column)| !column.papers.is_empty())
            {
                let rows = owed(&seat, &column.papers, true);
                let named: BTreeSet<&str> = rows.iter().map(|row| row.unit.as_str()).collect();
                let missing: BTreeSet<&str> = table.missing(at).map(|(row, _)| row.unit.as_str()).collect();
                assert_eq!(named, missing, "{today} {across:?} {}", column.label);
                assert_eq!(table.total(at).missing, missing.len());
            }
        }
        assert_eq!(kinds.len(), 4, "{kinds:?}");
        seat.close().unwrap();
    }
}

#[test]
fn the_band_says_what_the_rows_and_the_tables_say() {
    for (seed, today) in [(2, "2021-09-18"), (5, "2021-10-20"), (11, "2021-12-28")] {
        let place = campaign(seed, today);
        let seat = seat(&place, false);
        let (band, months) = (timetable(&seat), matrix(&seat, Across::UnitsMonths));
        assert!(band.phases.windows(2).all(|pair| pair[0].to < pair[1].from));
        for line in &band.lines {
            let (first, last) = line.span().unwrap();
            assert!(band.from <= first && last <= band.to, "{line:?}");
            // Who is missing by name is who is counted as missing; of a monthly duty also beyond its row.
            let named: BTreeSet<&str> = line.lacking.iter().map(|row| row.unit.as_str()).collect();
            let counted: BTreeSet<&str> = line.task.missing.iter().map(String::as_str).collect();
            assert!(named.is_superset(&counted), "{today} {}: {named:?} {counted:?}", line.task.no);
            assert!(named == counted || line.months().next().is_some(), "{today} {}", line.task.no);
            assert_eq!(line.claims.is_empty(), line.task.unsettled.is_empty());
            let by_paper = line.papers.iter().filter(|paper| paper.begun).flat_map(|paper| &paper.missing);
            assert_eq!(named, by_paper.map(String::as_str).collect(), "{today} {}", line.task.no);
            assert!(line.papers.iter().all(|paper| paper.owed == paper.handed + paper.missing.len() as u32));
            for turn in line.months() {
                let at = months
                    .columns
                    .iter()
                    .position(|column| Some(&column.code) == turn.month.as_ref())
                    .unwrap();
                let missing: Vec<&str> = months.missing(at).map(|(row, _)| row.unit.as_str()).collect();
                assert_eq!(turn.missing, missing);
                assert_eq!((turn.owed - turn.handed) as usize, missing.len());
            }
        }
        assert!(band.lines.iter().any(|line| line.months().count() == 6), "the screening stands in its row");
        assert!(band.lines.iter().any(|line| line.claims.iter().any(|claim| claim.due.is_some())));
        seat.close().unwrap();
    }
}

#[test]
fn from_the_first_screen_two_keys_tell_who_lacks_august_and_four_have_them_chased() {
    let place = campaign(2, "2021-09-18");
    let before = seat(&place, false);
    let missing = owed(&before, "2021-08", true);
    let who: Vec<String> = missing.iter().map(|row| row.unit.clone()).collect();
    assert!(!who.is_empty() && missing.iter().all(|row| row.chased.is_none()));
    before.close().unwrap();
    for keys in ["4", "m 3"] {
        let mut desk = headless(&place, (80, 24));
        desk.play(keys);
        let shown = text(&desk.frame());
        assert!(shown.contains("8月清查") && who.iter().all(|unit| shown.contains(unit)), "{keys}: {shown}");
    }
    let mut desk = headless(&place, (80, 24));
    desk.play("m 3 c 1");
    assert!(desk.copied.last().unwrap().contains(&who[0]), "the message goes to the clipboard with it");
    drop(desk);
    // It is kept: another desk finds it, in the list of those to be chased too.
    let after = seat(&place, false);
    let chased = owed(&after, "2021-08", true);
    assert_eq!(chased.len(), missing.len(), "asking hands nothing in");
    for row in &chased {
        let last = row.chased.as_ref().unwrap();
        assert_eq!((last.on.to_string(), last.times), ("2021-09-18".to_owned(), 1));
        let on_board = to_chase(&after).into_iter().find(|one| one.unit_code == row.unit_code).unwrap();
        assert_eq!((on_board.chased_on, &on_board.chased_by), (Some(last.on), &last.by));
    }
    after.close().unwrap();
    let mut desk = headless(&place, (80, 24));
    desk.play("u");
    drop(desk);
    let undone = seat(&place, false);
    assert!(owed(&undone, "2021-08", true).iter().all(|row| row.chased.is_none()), "one undo takes all back");
    undone.close().unwrap();
    place.ok(&["verify"]);
}

#[test]
fn a_desk_in_a_terminal_chases_all_who_lack_a_paper_of_a_column() {
    let place = campaign(5, "2021-10-20");
    let told = |place: &Place| {
        let rows = place.json(&["missing"])["rows"].as_array().unwrap().clone();
        rows.iter().filter(|row| !row["chased"].is_null()).count()
    };
    assert_eq!(told(&place), 0);
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.wait("the first screen", |screen| screen.contains("待我办"));
    for (key, wanted) in [("m", "自查一览"), ("2", "[2 报送一览]"), ("c", "1 确认")] {
        desk.send(key);
        desk.see(wanted);
    }
    desk.send("1");
    desk.see("已催办");
    desk.kill();
    assert!(told(&place) > 0, "it outlives the terminal");
}

#[test]
fn tables_and_missing_papers_begin_with_lines_that_can_be_read_aloud() {
    let place = campaign(2, "2021-09-18");
    let heads = |args: &[&str]| -> Vec<String> {
        let out = place.ok(args);
        let lines = out.lines().take_while(|line| !line.is_empty() && !line.contains('\t'));
        lines.map(str::to_owned).collect()
    };
    for across in Across::ALL {
        let lines = heads(&["matrix", across.code()]);
        assert!((1..=3).contains(&lines.len()), "{across:?} {lines:?}");
        assert!(lines.iter().all(|line| duban::text::width(line) <= 60), "{lines:?}");
    }
    let seat = seat(&place, false);
    let who = owed(&seat, "2021-08", true);
    seat.close().unwrap();
    let names: Vec<String> = who.iter().map(|row| row.unit.clone()).collect();
    for args in [&["matrix", "units-months"][..], &["missing", "2021-08"][..]] {
        let first = heads(args).remove(0);
        let wanted = format!("未报{}家：{}", names.len(), names.join("、"));
        assert!(first.starts_with("8月清查 应报") && first.ends_with(&wanted), "{first}");
    }
    let all = heads(&["missing"]);
    assert!((1..=3).contains(&all.len()) && all.iter().all(|line| duban::text::width(line) <= 60), "{all:?}");
}

#[test]
fn a_table_of_units_is_a_file_of_every_sort_and_replaces_none() {
    let place = campaign(2, "2021-09-18");
    let path = |name: &str| place.folder().join(name).display().to_string();
    for (across, name) in
        [("units-categories", "a.xlsx"), ("units-months", "b.csv"), ("units-tasks", "c.docx")]
    {
        place.ok(&["matrix", across, "-o", &path(name)]);
        assert!(std::fs::metadata(path(name)).unwrap().len() > 100, "{name}");
        assert_ne!(place.run(&["matrix", across, "-o", &path(name)]).code, 0, "what is there stays");
        place.ok(&["matrix", across, "-o", &path(name), "--force"]);
    }
    let csv = std::fs::read_to_string(path("b.csv")).unwrap();
    let rows = place.json(&["matrix", "units-months"])["rows"].as_array().unwrap().len();
    assert!(
        csv.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count() == rows,
        "{csv}"
    );
    assert_eq!(place.run(&["matrix", "units-months", "-o", &path("d.pdf")]).code, 2);
}
