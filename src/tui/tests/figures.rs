//! Tab 6: a small table of figures, and what one does with it.

use super::Desk;
use crate::api::Request;
use crate::i18n::Lang;
use crate::model::behind::Place;
use crate::model::figures::Tally;
use crate::model::paper::Breach;
use crate::model::said::Said;
use crate::model::table::{Cell, Column, Heading, Sort, Table, TableId, totals};
use crate::tui::chart::sections;
use crate::tui::figures::View;
use crate::tui::layers::Layer;
use crate::tui::msg::Msg;
use crate::tui::state::{Pane, Tab};

fn desk() -> Desk {
    Desk::new(Lang::Zh, 120, 35)
}

/// A table with two units (or months, or one class), as the office answers it.
pub fn table(id: TableId) -> Table {
    let heading = |key: &str| Heading { key: key.into(), label: None };
    let of = |group: &str, key: &str, sort: Sort| Column::new(key, sort).under(&heading(group));
    let class = Heading { key: "category-2".into(), label: Some("有偿补课".into()) };
    let mut columns = vec![Column::new("n", Sort::Ordinal)];
    let counts = |columns: &[Column], n: i64| -> Vec<Cell> {
        let cell = |(at, column): (usize, &Column)| match column.sort {
            Sort::Rate => Cell::Rate { part: n, whole: n + 1 },
            _ => Cell::Count(n + at as i64),
        };
        columns.iter().enumerate().skip(2).map(cell).collect()
    };
    match id {
        TableId::Ages => {
            columns.extend([Column::new("unit", Sort::Text), Column::new("overdue", Sort::Count)]);
            columns.extend(["to-7", "to-30", "to-60", "over-60"].map(|key| of("ages", key, Sort::Count)));
        }
        TableId::Movement => {
            columns.push(Column::new("month", Sort::Text));
            let keys = ["opening", "corrected", "added", "moved-in", "removed", "closing", "open-at-end"];
            columns.extend(keys.map(|key| Column::new(key, Sort::Count)));
        }
        _ => {
            columns.push(Column::new("unit", Sort::Text));
            columns.extend(["issues", "rectified", "rectifying"].map(|key| of("all", key, Sort::Count)));
            columns.push(of("all", "rate", Sort::Rate));
            columns
                .extend([of("closing", "closed-issues", Sort::Count), of("closing", "overdue", Sort::Count)]);
            let keys = ["issues", "rectified", "closed-of-these"];
            columns.extend(keys.map(|key| Column::new(key, Sort::Count).under(&class)));
        }
    }
    let names = if id == TableId::Movement { ["2021-08", "2021-09"] } else { ["天元区", "荷塘区"] };
    let row = |(n, name): (i64, &str)| {
        let mut cells = vec![Cell::Count(n), Cell::text(name)];
        cells.extend(counts(&columns, n * 3));
        cells
    };
    let rows: Vec<Vec<Cell>> = (1..).zip(names).map(row).collect();
    Table {
        id,
        paper: crate::model::paper::Paper::default(),
        campaign: "整治".into(),
        unit: "整治办".into(),
        as_of: "2021-09-18".parse().unwrap(),
        period: String::new(),
        synthetic: true,
        scope: vec![],
        total: (id != TableId::Movement).then(|| totals(&columns, &rows, &[])),
        columns,
        rows,
        runs: vec![],
        revisions: vec![],
        notes: vec![],
        breaches: vec![],
        fixed: None,
        across: None,
    }
}

/// The figures of one class, as the office says them.
pub fn said() -> Said {
    let class = Tally { code: "2".into(), name: "有偿补课".into(), issues: 12, ..Tally::default() };
    let class = Tally { rectified: 5, closed: 3, rectifying: 4, claimed: 1, ..class };
    Said {
        as_of: "2021-09-18".parse().unwrap(),
        scope: String::new(),
        total: class.clone(),
        categories: vec![class],
        units: vec![],
        orders: 0,
        transferred: None,
        filed: None,
        people: None,
        held: None,
        told: 0,
        linked: 0,
        reopened: 0,
        oldest: None,
    }
}

#[test]
fn one_goes_through_the_views_and_stays_on_a_number() {
    let mut desk = desk();
    desk.play("6");
    assert!(desk.picture().contains("[五类]"), "{}", desk.picture());
    desk.play("down right");
    let place = desk.state.figures.place().unwrap();
    assert_eq!((place.line.name(), place.column.as_str()), (Some("天元区"), "rectified"));
    let mut reversed = table(TableId::Statistics);
    reversed.rows.reverse();
    desk.state.figures.take(reversed);
    assert_eq!(desk.state.figures.place().unwrap(), place, "the cursor stays on its line");
    desk.play("tab tab");
    assert_eq!(desk.state.figures.view, View::Ages);
    desk.play("tab");
    let picture = desk.picture();
    let class = picture.lines().find(|line| line.contains("有偿补课")).unwrap();
    assert!(["█", "▓", "▒", "░"].iter().all(|fill| class.contains(fill)), "{picture}");
    desk.play("shift-tab shift-tab shift-tab");
    assert_eq!(desk.state.figures.view, View::Statistics);
    desk.play("b");
    assert!(desk.picture().contains("问题数：截至当日已编号在册的"), "{}", desk.picture());
}

#[test]
fn every_bar_of_the_charts_is_a_number_that_opens_its_rows() {
    let mut desk = Desk::new(Lang::Zh, 80, 24);
    desk.play("6 tab tab tab");
    assert_eq!(desk.state.figures.view, View::Chart);
    let bars = sections(&desk.state.words, &desk.state.figures);
    let bars: Vec<(TableId, Place)> =
        bars.into_iter().flat_map(|section| section.bars).map(|bar| (bar.table, bar.place)).collect();
    assert_eq!(bars.len(), 1 + 4 + 2 + 2, "a class, ages, months, units");
    for (at, (table, place)) in bars.iter().enumerate() {
        assert_eq!(desk.state.figures.row, at);
        let picture = desk.picture();
        desk.play("enter");
        let asked = desk.office.asked.iter().rev().find_map(|request| match request {
            Request::Behind { table, place, .. } => Some((*table, place.clone())),
            _ => None,
        });
        assert_eq!(asked, Some((*table, place.clone())), "{picture}");
        desk.play("b");
        assert!(matches!(desk.state.layers.last(), Some(Layer::Reading(_))), "its rule is told");
        desk.play("esc down");
    }
    assert_eq!(desk.state.figures.row, bars.len() - 1, "the last bar is the last");
}

#[test]
fn what_breaks_a_rule_is_named_and_opened() {
    let mut desk = desk();
    desk.play("6");
    let mut broken = table(TableId::Statistics);
    broken.breaches = vec![Breach {
        rule: "refunded-of-refundable".into(),
        lines: vec!["天元区".into()],
        records: vec!["TY-007".into(), "TY-009".into()],
    }];
    desk.state.figures.take(broken);
    assert!(desk.picture().contains("勾稽不平1处"), "{}", desk.picture());
    desk.play("b");
    assert!(desk.picture().contains("天元区：TY-007、TY-009"), "{}", desk.picture());
    desk.play("enter");
    assert_eq!(
        (desk.state.tab, desk.state.scope.terms.as_str()),
        (Tab::Desk(Pane::Issues), "no:TY-007|TY-009")
    );
    desk.play("-");
    assert_eq!(desk.state.tab, Tab::Status, "one step back leads to the figures");
}

#[test]
fn what_changed_is_told_since_the_day_that_is_chosen() {
    let mut desk = desk();
    let since = |desk: &Desk| {
        desk.office.asked.iter().rev().find_map(|request| match request {
            Request::Table { table: TableId::Changes, wanted, .. } => Some(wanted.since.clone()),
            _ => None,
        })
    };
    desk.play("2 S 1");
    assert_eq!((desk.state.tab, desk.state.figures.view), (Tab::Status, View::Changes));
    assert_eq!(since(&desk).as_deref(), Some("last-report"));
    desk.play("S 6 '9-1 enter");
    assert_eq!(since(&desk).as_deref(), Some("9-1"));
    desk.play("y");
    assert!(matches!(desk.office.asked.last(), Some(Request::Diff { since, .. }) if since == "9-1"));
    desk.play("esc S 7 '8-31 enter");
    assert_eq!(desk.state.scope.terms, "as-of:8-31");
    desk.play("S 8");
    assert_eq!(desk.state.scope.terms, "", "back to today");
    desk.play("tab");
    assert_eq!(since(&desk).as_deref(), Some("9-1"), "other tables begin with nothing");
}

#[test]
fn groups_of_columns_are_left_out_and_brought_back() {
    let mut desk = desk();
    desk.play("6");
    let shown = desk.state.figures.columns().len();
    desk.state.figures.hidden.insert("all".into());
    assert_eq!(desk.state.figures.columns().len(), shown - 4);
    desk.state.figures.step(0, 99);
    assert_eq!(desk.state.figures.place().unwrap().column, "closed-of-these");
}

#[test]
fn a_meeting_writes_nothing_and_notes_what_is_decided() {
    let mut desk = desk();
    desk.play("2 f12");
    assert!(desk.state.meeting.is_some() && desk.picture().contains("投屏中"), "{}", desk.picture());
    let asked = desk.office.asked.len();
    for key in ["a", "x", "e", "c", "d", "8", "u", "g"] {
        desk.play(key);
        assert!(desk.picture().contains("投屏中，不能改"), "{key}\n{}", desk.picture());
    }
    let wrote = desk.office.asked[asked..].iter().any(|request| request.is_write());
    assert!(!wrote && desk.state.layers.is_empty());
    desk.play("n");
    desk.tell(Msg::Paste("每周五报进度；渌口；9月30日".into()));
    desk.play("enter f12 1");
    assert!(desk.state.meeting.is_none());
    let draft = desk.state.today.drafts.last().unwrap();
    assert_eq!(draft.verb, crate::model::verb::Verb::Meet);
    assert!(draft.typed.iter().any(|(_, text)| text == "渌口"), "{draft:?}");
}
