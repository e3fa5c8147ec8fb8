//! What tables say of registers beside numbers and days: cases opened, when something is due, at which level
//! an issue is listed, and what stops a table whose sums are off.

use super::support::campaign::{Campaign, day, new_issue, verb};
use super::{entries, unit};
use duban::api::{Answer, Request};
use duban::link::new_op;
use duban::model::command::Command;
use duban::model::field::Field;
use duban::model::form::Slot;
use duban::model::ids::Kind;
use duban::model::paper::{Breach, Wanted};
use duban::model::refusal::Why;
use duban::model::table::{Cell, TableId};
use duban::model::verb::Verb;

/// A column of a table, by heading and key, line by line; the totals last.
fn column(campaign: &Campaign, table: TableId, filter: &str, key: &str) -> Vec<Cell> {
    let wanted = Wanted::default();
    let table = match campaign.seat().ask(Request::Table { table, filter: filter.into(), wanted }) {
        Answer::Table(table) => table,
        other => panic!("{other:?}"),
    };
    let at = table.columns.iter().position(|column| column.key == key).unwrap();
    table.rows.iter().chain(table.total.as_ref()).map(|row| row[at].clone()).collect()
}

/// What is filed of the one unit that has transfers, and in all.
fn filed(campaign: &Campaign, filter: &str) -> [Cell; 2] {
    let own = column(campaign, TableId::Statistics, &format!("{filter} unit:ty"), "filed");
    let all = column(campaign, TableId::Statistics, filter, "filed");
    [own[0].clone(), all.last().unwrap().clone()]
}

#[test]
fn a_case_counts_when_the_body_says_that_it_opened_one() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.done(new_issue("ty"));
    let none = [Cell::Count(0), Cell::Count(0)];
    assert_eq!(filed(&campaign, ""), none, "nothing was handed on");
    for issue in ["TY-001", "TY-002"] {
        let transfer = verb(Verb::Transfer, issue).set("to_body", "公安").set("materials", "笔录");
        campaign.done(Command { reason: "涉嫌诈骗".into(), ..transfer });
    }
    assert_eq!(filed(&campaign, "")[0], Cell::Missing, "nobody has said anything");
    campaign.done(verb(Verb::Receipt, "YS-001").set("receipt_by", "示例"));
    assert_eq!(filed(&campaign, "")[0], Cell::Missing, "a receipt says nothing of a case");
    campaign.today("2021-07-20");
    campaign.done(verb(Verb::Receipt, "YS-002").set("filed", "no"));
    assert_eq!(filed(&campaign, ""), none, "one has said that there is none");
    campaign.today("2021-08-02");
    // It may be said before the body is done with it, and only until then.
    campaign.done(verb(Verb::Receipt, "YS-001").set("filed", "yes"));
    assert_eq!(campaign.card("YS-001").record.text(Field::Status), "received");
    assert_eq!(filed(&campaign, ""), [Cell::Count(1), Cell::Count(1)]);
    assert_eq!(filed(&campaign, "as-of:2021-08-01"), none);
    assert_eq!(filed(&campaign, "as-of:2021-07-19")[0], Cell::Missing);
    assert_eq!(filed(&campaign, "no:TY-002")[0], Cell::Count(0));
    assert_eq!(filed(&campaign, "no:TY-001")[0], Cell::Count(1));
    let summary = column(&campaign, TableId::Summary, "", "filed");
    assert_eq!(summary.last(), Some(&Cell::Count(1)));
    campaign.done(verb(Verb::Receipt, "YS-001").set("feedback", "已立案查处"));
    assert_eq!(filed(&campaign, "")[0], Cell::Count(1));
    campaign.verified();
}

#[test]
fn only_what_is_handed_on_can_become_a_case() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.done(verb(Verb::Order, "TY-001").set("demand", "退费").set("order_due", "7月25日"));
    let why = campaign.refused(verb(Verb::Receipt, "DB-001").set("filed", "yes"));
    assert_eq!(why, Why::FieldNotSettable { field: Field::Filed });
    let slots = |no: &str| match campaign
        .seat()
        .ask(Request::Form { verb: Verb::Receipt, subjects: vec![no.into()] })
    {
        Answer::Form(form) => form.fields.into_iter().map(|field| field.slot).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let filed = Slot::Field("filed".into());
    assert!(!slots("DB-001").contains(&filed));
    let transfer = verb(Verb::Transfer, "TY-001").set("to_body", "公安").set("materials", "笔录");
    campaign.done(Command { reason: "涉嫌诈骗".into(), ..transfer });
    assert!(slots("YS-001").contains(&filed));
}

#[test]
fn what_is_handed_on_may_be_due_and_is_told_as_it_was_written() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    let transfer = verb(Verb::Transfer, "TY-001").set("to_body", "公安").set("materials", "笔录");
    let transfer = Command { reason: "涉嫌诈骗".into(), ..transfer };
    let past = campaign.refused(transfer.clone().set("handling_due", "2021-06-01"));
    assert!(matches!(past, Why::DayBefore { .. }), "{past:?}");
    campaign.done(transfer.clone().set("handling_due", "8月底前"));
    campaign.done(Command { op: new_op(), ..transfer.clone() }.set("handling_due", "2021-08-05"));
    campaign.done(Command { op: new_op(), ..transfer });
    let due = column(&campaign, TableId::Transfers, "", "handling-due");
    assert_eq!(due, [Cell::Text("8月底前".into()), Cell::Day(day("2021-08-05")), Cell::Missing]);
    let rows = entries(&campaign, Kind::Transfer, "");
    let days: Vec<_> = rows.iter().map(|row| (row.no.as_str(), row.due)).collect();
    let [soon, later] = [Some(day("2021-08-05")), Some(day("2021-08-31"))];
    assert_eq!(days, [("YS-002", soon), ("YS-001", later), ("YS-003", None)]);
    campaign.today("2021-08-06");
    assert_eq!(entries(&campaign, Kind::Transfer, "逾期").len(), 1);
    campaign.done(verb(Verb::Receipt, "YS-002").set("feedback", "已办"));
    assert!(entries(&campaign, Kind::Transfer, "逾期").is_empty());
    campaign.verified();
}

#[test]
fn the_level_of_a_listing_stands_on_the_issue_and_its_order() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.done(new_issue("ty"));
    campaign.done(verb(Verb::Order, "TY-001").set("demand", "退费").set("order_due", "7月25日"));
    let list = |no: &str| verb(Verb::List, no).set("grounds", "1").for_party("chief", "李某", "批示件2号");
    let why = campaign.refused(list("TY-001").set("list_level", "国家级"));
    assert!(matches!(why, Why::UnknownCode { field: Field::ListLevel, .. }), "{why:?}");
    campaign.done(list("TY-001").set("list_level", "city"));
    campaign.done(list("TY-002"));
    for no in ["TY-001", "DB-002"] {
        assert_eq!(campaign.card(no).record.text(Field::ListLevel), "city", "{no}");
    }
    let level = column(&campaign, TableId::Orders, "", "level");
    let city = Cell::Codes { field: Field::ListLevel, codes: vec!["city".into()] };
    assert_eq!(level, [Cell::NotApplicable, city, Cell::Missing], "none was said of the last");
    campaign.verified();
}

#[test]
fn why_an_issue_is_off_the_list_is_its_remark() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty"));
    campaign.done(new_issue("ty"));
    let void = Command { reason: "录重了".into(), ..verb(Verb::Void, "TY-002") };
    campaign.done(void);
    for table in [TableId::ProblemList, TableId::Ledger] {
        assert_eq!(column(&campaign, table, "", "remark")[0], Cell::Missing, "{table:?}");
        let off = column(&campaign, table, "state:void", "remark");
        assert_eq!(off[0], Cell::Text("录重了".into()), "{table:?}");
    }
}

#[test]
fn more_refunded_than_was_due_stops_the_figures_and_names_the_unit() {
    let campaign = Campaign::new();
    campaign.done(new_issue("ty").set("amount", "5000"));
    campaign.done(unit(verb(Verb::Plan, "TY-001").set("measure", "退费；李某；8月10日前")));
    campaign.done(verb(Verb::Amend, "TY-001").set("refundable", "3000"));
    let claim = verb(Verb::Claim, "TY-001").set("statement", "已退").set("done.1", "yes");
    campaign.done(unit(claim.set("refunded", "3000")));
    assert_eq!(column(&campaign, TableId::Statistics, "", "refunded").last(), Some(&Cell::Fen(300_000)));
    campaign.done(verb(Verb::Amend, "TY-001").set("refundable", "2999"));
    for (table, line) in [(TableId::Statistics, "天元"), (TableId::Summary, "有偿补课")] {
        let ask = |anyway: bool| {
            let wanted = Wanted { anyway, ..Wanted::default() };
            campaign.seat().ask(Request::Table { table, filter: String::new(), wanted })
        };
        let Answer::Refused(refusal) = ask(false) else { panic!("{table:?}") };
        let Why::DoesNotAddUp { breaches } = refusal.why else { panic!("{refusal:?}") };
        let rule = Breach {
            rule: "refunded-of-refundable".into(),
            lines: vec![line.into()],
            records: vec!["TY-001".into()],
        };
        assert_eq!(breaches, [rule]);
        assert!(matches!(ask(true), Answer::Table(table) if table.breaches == breaches));
    }
}
