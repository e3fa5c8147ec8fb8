//! Figures: totals are the sums of what they total, and what a number opens is what was counted.

mod support;

use duban::api::{Answer, Request};
use duban::i18n::{Lang, Words};
use duban::link::{Attach, Seat, attach};
use duban::model::behind::{Behind, OfLine, Place};
use duban::model::field::Field;
use duban::model::paper::Wanted;
use duban::model::row::EntryCell;
use duban::model::table::{Cell, Sort, Table, TableId};
use duban::model::value::Value;
use support::campaign::day;
use support::run::Place as Folder;

/// A made-up campaign of so many issues, and a seat at it.
fn seat(issues: &str, seed: u32) -> (Folder, Seat) {
    let place = Folder::new("2021-09-18");
    let store = place.store();
    let seed = seed.to_string();
    place.ok(&["sample", "--size", issues, "--seed", &seed, "--store", &store.display().to_string()]);
    let login =
        String::from_utf8(std::process::Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
    let how = Attach { today: Some(day("2021-09-18")), write: false, ..Attach::alone(store, login.trim()) };
    let seat = attach(&how).unwrap();
    (place, seat)
}

fn table(seat: &Seat, id: TableId, filter: &str) -> Table {
    let wanted = Wanted { anyway: true, ..Wanted::default() };
    match seat.ask(Request::Table { table: id, filter: filter.into(), wanted }) {
        Answer::Table(table) => *table,
        other => panic!("{id:?} {filter} {other:?}"),
    }
}

/// How many rows stand behind a number; of money their sum in fen.
fn behind(seat: &Seat, id: TableId, filter: &str, place: &Place, money: bool) -> i64 {
    let request =
        Request::Behind { table: id, filter: filter.into(), place: place.clone(), since: String::new() };
    let Answer::Behind(behind) = seat.ask(request) else { panic!("{place:?}") };
    match *behind {
        Behind::Nothing => 0,
        Behind::Entries(rows) if place.column == "times" => {
            let sanctions =
                rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.field == Field::Sanctions);
            let words =
                |cell: &EntryCell| if let Value::Words(words) = &cell.value { words.len() } else { 0 };
            sanctions.map(words).sum::<usize>() as i64
        }
        Behind::Entries(rows) => rows.len() as i64,
        Behind::Papers(rows) => match place.column.as_str() {
            "returned" => rows.iter().map(|row| i64::from(row.returned)).sum(),
            _ => rows.len() as i64,
        },
        Behind::Issues(line) => {
            match seat.ask(Request::Page { filter: line.clone(), offset: 0, len: 5_000 }) {
                Answer::Page(page) if money => page.rows.iter().filter_map(|row| row.refunded_fen).sum(),
                Answer::Page(page) => page.total.into(),
                other => panic!("{line}: {other:?}"),
            }
        }
    }
}

/// Every number of a table against what it opens. Answers how many were looked at.
fn opens_what_it_counts(seat: &Seat, id: TableId, filter: &str) -> usize {
    let table = table(seat, id, filter);
    let mut seen = 0;
    let lines = table.rows.iter().map(|row| (OfLine::of(row), row));
    let total = table.total.iter().map(|row| (OfLine::Total, row));
    for (line, row) in lines.chain(total) {
        for (column, cell) in table.columns.iter().zip(row) {
            let n = match cell {
                Cell::Count(n) | Cell::Fen(n) if column.sort != Sort::Ordinal => *n,
                Cell::Rate { part, .. } => *part,
                _ => continue,
            };
            // A net figure opens everything that moved.
            if matches!(column.key.as_str(), "corrected" | "moved-in") {
                continue;
            }
            let heading = column.group.as_ref().map_or_else(String::new, |group| group.key.clone());
            let place = Place { line: line.clone(), heading, column: column.key.clone() };
            if column.key == "in-time" {
                continue;
            }
            let money = column.sort == Sort::Wan;
            assert_eq!(behind(seat, id, filter, &place, money), n, "{id:?} {filter:?} {place:?}");
            seen += 1;
        }
    }
    seen
}

#[test]
fn every_number_opens_exactly_what_it_counts() {
    let mut seen = 0;
    for seed in [5, 6] {
        let (_place, seat) = seat("90", seed);
        for id in
            [TableId::Statistics, TableId::Ranking, TableId::Summary, TableId::Ages, TableId::Evaluation]
        {
            seen += opens_what_it_counts(&seat, id, "");
        }
        seen += opens_what_it_counts(&seat, TableId::Statistics, "as-of:2021-08-31");
        seen += opens_what_it_counts(&seat, TableId::Statistics, "cat:2");
        seen += opens_what_it_counts(&seat, TableId::Ages, "cat:2");
        seat.close().unwrap();
    }
    let (_place, small) = seat("40", 7);
    seen += opens_what_it_counts(&small, TableId::Changes, "");
    seen += opens_what_it_counts(&small, TableId::Changes, "cat:2 as-of:2021-09-10");
    seen += opens_what_it_counts(&small, TableId::Movement, "");
    seen += opens_what_it_counts(&small, TableId::Movement, "2021-08 unit:ja");
    small.close().unwrap();
    assert!(seen > 1_500, "{seen}");
}

#[test]
fn totals_are_sums_and_the_same_figure_is_the_same_everywhere() {
    let (_place, seat) = seat("120", 9);
    let statistics = table(&seat, TableId::Statistics, "");
    let column = |table: &Table, key: &str| {
        let at = table.columns.iter().position(|column| column.key == key).unwrap();
        let counts =
            table.rows.iter().map(|row| if let Cell::Count(n) = row[at] { n } else { 0 }).sum::<i64>();
        let Some(Cell::Count(total)) = table.total.as_ref().map(|total| &total[at]) else { panic!("{key}") };
        assert_eq!(counts, *total, "{:?} {key}", table.id);
        counts
    };
    let (issues, rectified) = (column(&statistics, "issues"), column(&statistics, "rectified"));
    let Answer::Status(status) = seat.ask(Request::Status { scope: String::new() }) else { panic!() };
    let Answer::Said(said) = seat.ask(Request::Say { scope: String::new() }) else { panic!() };
    for total in [&status.total, &said.total] {
        assert_eq!((i64::from(total.issues), i64::from(total.rectified)), (issues, rectified));
    }
    assert_eq!(said.categories.iter().map(|class| i64::from(class.issues)).sum::<i64>(), issues);
    assert_eq!(
        said.units.iter().map(|unit| i64::from(unit.overdue)).sum::<i64>(),
        i64::from(status.total.overdue)
    );
    for id in [TableId::Ranking, TableId::Summary, TableId::Evaluation] {
        assert_eq!(column(&table(&seat, id, ""), "issues"), issues, "{id:?}");
    }
    let ages = table(&seat, TableId::Ages, "");
    assert_eq!(column(&ages, "overdue"), i64::from(status.total.overdue));
    let parts = ["to-7", "to-30", "to-60", "over-60"].map(|key| column(&ages, key));
    assert_eq!(parts.iter().sum::<i64>(), column(&ages, "overdue"));
    let movement = table(&seat, TableId::Movement, "9月");
    assert_eq!(column(&movement, "closing"), issues);
    assert!(table(&seat, TableId::Movement, "").breaches.is_empty());
    let changes = table(&seat, TableId::Changes, "");
    assert!(changes.breaches.is_empty());
    assert_eq!(column(&changes, "since-now"), issues);
    assert_eq!(column(&changes, "overdue"), i64::from(status.total.overdue));
    seat.close().unwrap();
}

#[test]
fn what_is_read_aloud_of_a_day_gone_by_names_the_day_once_and_keeps_its_figures() {
    let (_place, seat) = seat("60", 11);
    let status = |scope: &str| match seat.ask(Request::Status { scope: scope.into() }) {
        Answer::Status(status) => *status,
        other => panic!("{other:?}"),
    };
    let said = |scope: &str| match seat.ask(Request::Say { scope: scope.into() }) {
        Answer::Said(said) => *said,
        other => panic!("{other:?}"),
    };
    for line in ["as-of:2021-08-31", "截至：2021-08-31", "as-of:2021-08-31 sort:-due"] {
        assert_eq!((status(line).scope, said(line).scope), (String::new(), String::new()), "{line}");
    }
    let then = status("unit:ja as-of:2021-08-31");
    assert_eq!(then.scope, said("unit:ja").scope, "what keeps something out is said");
    // What was known is another question than what was, and is told apart.
    assert_eq!(status("known:2021-08-31").scope, "known:2021-08-31");
    let lines = Words::new(Lang::Zh).status_lines(&status("as-of:2021-08-31"), None);
    assert!(lines[0].starts_with("截至8月31日  问题") && lines[0].ends_with('个'), "{}", lines[0]);
    seat.close().unwrap();
}

#[test]
fn what_waits_to_be_checked_is_the_same_in_the_paragraph_and_the_status() {
    let (_place, seat) = seat("90", 3);
    for scope in ["", "as-of:2021-07-20", "cat:2", "unit:ja|yi"] {
        let Answer::Status(status) = seat.ask(Request::Status { scope: scope.into() }) else { panic!() };
        let Answer::Said(said) = seat.ask(Request::Say { scope: scope.into() }) else { panic!() };
        assert_eq!(said.total, status.total, "{scope}");
        for all in [&said.units, &said.categories] {
            assert_eq!(all.iter().map(|one| one.reported).sum::<u32>(), said.total.reported, "{scope}");
        }
    }
    let Answer::Status(status) = seat.ask(Request::Status { scope: String::new() }) else { panic!() };
    assert!(status.total.reported > 0, "nothing waits: this proves nothing");
    seat.close().unwrap();
}
