//! A month that was handed in stays as it was, whatever is done, typed late, amended or taken back afterwards;
//! what came later stands in the next month as corrections, and every month moves from opening to closing.

mod support;

use duban::api::{Answer, Request};
use duban::link::new_op;
use duban::model::command::Command;
use duban::model::form::Remark;
use duban::model::paper::Wanted;
use duban::model::refusal::Why;
use duban::model::report::{Known, Report};
use duban::model::table::{Cell, Table, TableId};
use duban::model::verb::Verb;
use proptest::prelude::*;
use support::campaign::{Campaign, new_issue, verb};

fn report(campaign: &Campaign, month: &str) -> Report {
    match campaign.seat().ask(Request::Report { month: month.into() }) {
        Answer::Report(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn because(command: Command, reason: &str) -> Command {
    Command { reason: reason.into(), ..command }
}

fn lock(month: &str) -> Command {
    Command::new(Verb::Lock, new_op()).set("month", month)
}

fn register(campaign: &Campaign, unit: &str, found: &str) -> String {
    let done = campaign.done(new_issue(unit).set("found_on", found).done_on(found));
    done.subjects[0].clone()
}

fn table(report: &Report, id: TableId) -> &Table {
    report.tables.iter().find(|table| table.id == id).unwrap()
}

/// A column of the line of a unit (empty: of the totals) of the movement.
fn moved(report: &Report, unit: &str, key: &str) -> i64 {
    let table = table(report, TableId::Movement);
    let at = table.columns.iter().position(|column| column.key == key).unwrap();
    let named = |row: &&Vec<Cell>| row[1] == Cell::Text(unit.to_owned());
    let row = if unit.is_empty() { table.total.as_ref() } else { table.rows.iter().find(named) };
    match row.map(|row| &row[at]) {
        Some(Cell::Count(n)) => *n,
        _ => 0,
    }
}

/// Everything of a report but what would come out otherwise now.
fn kept(report: &Report) -> (Vec<Table>, Option<Vec<(String, String)>>) {
    (report.tables.clone(), report.lock.as_ref().map(|lock| lock.codes.clone()))
}

#[test]
fn a_month_is_fixed_once_and_stays_bit_for_bit() {
    let campaign = Campaign::new();
    let first = register(&campaign, "ty", "2021-07-12");
    register(&campaign, "lk", "2021-07-12");
    campaign.today("2021-08-01");
    let before = report(&campaign, "7月");
    assert!(before.lock.is_none() && before.breaches.is_empty(), "{:?}", before.breaches);
    let done = campaign.done(lock("7月"));
    assert_eq!(done.subjects, ["DG-001"]);
    let fixed = report(&campaign, "2021-07");
    let codes = fixed.lock.clone().unwrap().codes;
    assert_eq!(codes.len(), fixed.tables.len());
    assert!(codes.iter().all(|(_, code)| code.len() == 8));
    for (then, now) in before.tables.iter().zip(&fixed.tables) {
        assert_eq!(*then, Table { fixed: None, ..now.clone() });
    }
    assert!(matches!(campaign.refused(lock("2021-07")), Why::FixedAlready { .. }));
    assert!(matches!(campaign.refused(lock("9月")), Why::FutureDay { .. } | Why::BadValue { .. }));
    assert!(matches!(campaign.refused(lock("七零")), Why::BadValue { .. }));
    assert!(matches!(campaign.refused(lock("")), Why::Missing { .. }));

    // Typed late, amended, moved to another unit, made void.
    let late = campaign.done(new_issue("ty").set("found_on", "2021-07-20").done_on("2021-07-20"));
    assert!(
        matches!(&late.remarks[..], [Remark::Fixed { month, next, .. }]
        if month == "2021-07" && next == "2021-08"),
        "whoever types late is told: {:?}",
        late.remarks
    );
    let late = late.subjects[0].clone();
    campaign.done(because(verb(Verb::Amend, &first).set("title", "更正后的问题"), "县里来函"));
    campaign.done(because(verb(Verb::Void, &late), "重复"));
    let late = register(&campaign, "ls", "2021-07-21");
    let again = report(&campaign, "2021-07");
    assert_eq!(kept(&fixed), kept(&again));
    assert!(!again.differences.is_empty(), "today it would come out otherwise, and that is said");

    let next = report(&campaign, "2021-08");
    assert_eq!(moved(&next, "", "opening"), moved(&fixed, "", "closing"));
    assert_eq!(moved(&next, "", "opening"), 2);
    assert_eq!((moved(&next, "", "corrected"), moved(&next, "", "added")), (2, 0));
    assert_eq!((moved(&next, "", "removed"), moved(&next, "", "closing")), (1, 3));
    let corrections = table(&next, TableId::Corrections);
    let says = |text: &str| {
        let cell = |cell: &Cell| matches!(cell, Cell::Text(said) if said.contains(text));
        corrections.rows.iter().any(|row| row.iter().any(cell))
    };
    assert!(says(&late) && says(&first) && says("县里来函"), "{:?}", corrections.rows);
    // A number that was given, and a month that was fixed, are not taken back.
    let undo = campaign.seat().ask(Request::Undo { seq: Some(done.first), op: new_op() });
    assert!(matches!(undo, Answer::Refused(refusal) if matches!(refusal.why, Why::CannotUndo { .. })));

    // The code on the paper says which table it is.
    let (name, code) = &codes[1];
    match campaign.seat().ask(Request::Known { code: code.to_lowercase() }) {
        Answer::Known(Some(Known::Table { table, lock, intact })) => {
            assert_eq!((&table, lock.month.as_str(), intact), (name, "2021-07", true));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(campaign.seat().ask(Request::Known { code: "00000000".into() }), Answer::Known(None));
    campaign.verified();

    // What was kept and then changed is found out.
    let folder = campaign.store().with_extension("redb.evidence");
    let victim = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&victim, b"{}").unwrap();
    match campaign.seat().ask(Request::Verify) {
        Answer::Verified(verified) => assert!(verified.fault.is_some()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fixed_table_comes_out_by_its_month_and_others_do_not() {
    let campaign = Campaign::new();
    register(&campaign, "ty", "2021-07-12");
    campaign.today("2021-08-02");
    campaign.done(lock("7月"));
    register(&campaign, "ty", "2021-07-13");
    let ask = |month: &str| {
        let wanted = Wanted { month: month.into(), ..Wanted::default() };
        campaign.seat().ask(Request::Table { table: TableId::Statistics, filter: String::new(), wanted })
    };
    match ask("7月") {
        Answer::Table(table) => {
            assert_eq!(table.total.as_ref().unwrap()[2], Cell::Count(1));
            assert_eq!(table.fixed.unwrap().no, "DG-001");
        }
        other => panic!("{other:?}"),
    }
    match ask("8月") {
        Answer::Refused(refusal) => assert!(matches!(refusal.why, Why::NotFixed { .. })),
        other => panic!("{other:?}"),
    }
}

/// What may happen to a campaign between two months.
#[derive(Debug, Clone)]
enum Step {
    Register(u8, u8),
    Void(u8),
    Unfounded(u8),
    Amend(u8),
    Undo,
    Tomorrow,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..3_u8, 0..25_u8).prop_map(|(unit, ago)| Step::Register(unit, ago)),
        1 => any::<u8>().prop_map(Step::Void),
        1 => any::<u8>().prop_map(Step::Unfounded),
        1 => any::<u8>().prop_map(Step::Amend),
        2 => Just(Step::Undo),
        2 => Just(Step::Tomorrow),
    ];
    prop::collection::vec(step, 1..14)
}

/// Does a step; what is refused is no matter.
fn take(campaign: &Campaign, step: &Step, today: &mut chrono::NaiveDate, numbers: &mut Vec<String>) {
    let pick = |numbers: &[String], n: u8| numbers.get(usize::from(n) % numbers.len().max(1)).cloned();
    match step {
        Step::Register(unit, ago) => {
            let found = (*today - chrono::Days::new(u64::from(*ago))).to_string();
            let unit = ["ty", "lk", "ls"][usize::from(*unit)];
            let command = new_issue(unit).set("found_on", &found).done_on(&found);
            let Answer::Done(done) = campaign.seat().ask(Request::Do(Box::new(command))) else { return };
            numbers.push(done.subjects[0].clone());
        }
        Step::Void(n) | Step::Unfounded(n) => {
            let what = if matches!(step, Step::Void(_)) { Verb::Void } else { Verb::Unfounded };
            if let Some(no) = pick(numbers, *n) {
                campaign.seat().ask(Request::Do(Box::new(because(verb(what, &no), "查明"))));
            }
        }
        Step::Amend(n) => {
            if let Some(no) = pick(numbers, *n) {
                let command = because(verb(Verb::Amend, &no).set("unit", "lk"), "更正");
                campaign.seat().ask(Request::Do(Box::new(command)));
            }
        }
        Step::Undo => {
            campaign.seat().ask(Request::Undo { seq: None, op: new_op() });
        }
        Step::Tomorrow => {
            *today = today.succ_opt().unwrap();
            campaign.today(&today.to_string());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_later_a_fixed_month_stays_and_each_month_moves_on(
        before in steps(),
        between in steps(),
        after in steps(),
    ) {
        let campaign = Campaign::new();
        let mut numbers = Vec::new();
        let mut today = support::campaign::day("2021-07-12");
        before.iter().for_each(|step| take(&campaign, step, &mut today, &mut numbers));
        today = today.max(support::campaign::day("2021-08-02"));
        campaign.today(&today.to_string());
        campaign.done(lock("2021-07"));
        let july = report(&campaign, "2021-07");
        between.iter().for_each(|step| take(&campaign, step, &mut today, &mut numbers));
        prop_assert_eq!(kept(&july), kept(&report(&campaign, "2021-07")));
        let open = report(&campaign, "2021-08");
        prop_assert!(open.breaches.is_empty(), "{:?}", open.breaches);
        prop_assert_eq!(moved(&open, "", "opening"), moved(&july, "", "closing"));
        today = today.max(support::campaign::day("2021-09-01"));
        campaign.today(&today.to_string());
        campaign.done(lock("2021-08"));
        let august = report(&campaign, "2021-08");
        after.iter().for_each(|step| take(&campaign, step, &mut today, &mut numbers));
        prop_assert_eq!(kept(&july), kept(&report(&campaign, "2021-07")));
        prop_assert_eq!(kept(&august), kept(&report(&campaign, "2021-08")));
        let september = report(&campaign, "2021-09");
        prop_assert!(september.breaches.is_empty(), "{:?}", september.breaches);
        for unit in ["", "天元", "渌口", "醴陵"] {
            prop_assert_eq!(moved(&september, unit, "opening"), moved(&august, unit, "closing"));
        }
        campaign.verified();
    }
}
