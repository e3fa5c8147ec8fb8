//! Units are chased for papers that are not there: one act, kept with who and what was promised, seen in the
//! tables and on the board, taken back as one.

use super::{make, matrix, owed, section, unit};
use crate::support::campaign::{Campaign, day, verb};
use duban::api::answer::ChaseRow;
use duban::api::{Answer, Request};
use duban::link::new_op;
use duban::model::command::Command;
use duban::model::field::Field;
use duban::model::matrix::{Across, CellState, Opened};
use duban::model::refusal::Why;
use duban::model::verb::Verb;

fn board(campaign: &Campaign) -> Vec<ChaseRow> {
    match campaign.seat().ask(Request::Board) {
        Answer::Board(board) => board.chase,
        other => panic!("{other:?}"),
    }
}

/// The papers missing in the column of the screening of July.
fn july(campaign: &Campaign) -> Vec<String> {
    let table = matrix(campaign, Across::UnitsMonths);
    let at = table.columns.iter().position(|column| column.code == "2021-07").unwrap();
    table.missing(at).flat_map(|(_, cell)| cell.missing.clone()).collect()
}

fn chase(names: Vec<String>) -> Command {
    Command { subjects: names, ..make(Verb::Chase) }.set("chase_way", "group")
}

#[test]
fn all_who_lack_a_paper_are_chased_in_one_act_and_one_undo_takes_it_back() {
    let campaign = Campaign::new();
    campaign.today("2021-08-05");
    campaign
        .done(unit(verb(Verb::Nil, "screening/2021-07/ty").set("filler", "刘某").set("reviewer", "周某")));
    let names = july(&campaign);
    assert!(names.len() > 3 && !names.iter().any(|name| name.contains("天元")), "{names:?}");
    let done = campaign.done(chase(names.clone()).set("chase_text", "请今天下班前报送"));
    assert_eq!((done.subjects.len(), done.refused.len()), (names.len(), 0));
    let rows = owed(&campaign, "2021-07", true);
    assert_eq!(rows.len(), names.len());
    for row in &rows {
        let chased = row.chased.as_ref().unwrap();
        assert_eq!((chased.on, chased.times, chased.promised_for), (day("2021-08-05"), 1, None));
        assert!(!chased.by.is_empty());
        assert_eq!(
            (row.state.as_str(), row.late_days),
            ("missing", Some(5)),
            "asking for it hands nothing in"
        );
    }
    let late = board(&campaign);
    let told = |row: &&ChaseRow| row.missing.iter().any(|paper| paper.starts_with("2021-07"));
    assert!(late.iter().filter(told).all(|row| row.chased_on == Some(day("2021-08-05"))));
    assert_eq!(late.iter().filter(told).count(), names.len());
    match campaign.seat().ask(Request::Undo { seq: None, op: new_op() }) {
        Answer::Done(done) => assert_eq!(done.subjects.len(), names.len()),
        other => panic!("{other:?}"),
    }
    assert!(owed(&campaign, "2021-07", true).iter().all(|row| row.chased.is_none()));
    assert_eq!(july(&campaign), names);
    campaign.verified();
}

#[test]
fn what_was_promised_keeps_the_paper_silent_until_that_day() {
    let campaign = Campaign::new();
    campaign.today("2021-08-05");
    let of = |campaign: &Campaign| {
        let row = board(campaign).into_iter().find(|row| row.unit_code == "TY");
        row.map_or_else(Vec::new, |row| row.missing)
    };
    let papers = of(&campaign);
    assert!(papers.len() > 1 && papers.iter().any(|paper| paper.starts_with("2021-07")));
    let chase = verb(Verb::Chase, "screening/2021-07/ty").set("chase_way", "电话").set("answered", "王股长");
    let early = Command { op: new_op(), ..chase.clone() }.set("promised_for", "2021-08-01");
    assert!(matches!(campaign.refused(early), Why::DayBefore { .. }));
    campaign.done(chase.set("promised_for", "8月7日"));
    assert_eq!(of(&campaign).len(), papers.len() - 1, "of the rest it may still be asked");
    let first = board(&campaign);
    assert!(first.iter().find(|row| row.unit_code == "TY").unwrap().promised_for.is_none());
    campaign.today("2021-08-07");
    let first = board(&campaign).remove(0);
    assert_eq!((first.unit_code.as_str(), first.promised_for), ("TY", Some(day("2021-08-07"))));
    assert!(!first.chased_by.is_empty());
    let record = campaign.card("screening/2021-07/ty").record;
    assert_eq!((record.text_of(Field::ChaseWay, 1), record.text_of(Field::Answered, 1)), ("call", "王股长"));
    campaign.verified();
}

#[test]
fn what_is_there_is_not_asked_for_and_what_is_sent_back_is() {
    let campaign = Campaign::new();
    let name = "plan_report/ty";
    campaign.done(unit(verb(Verb::HandIn, "plan_report/ty/jsk")));
    let done = campaign.done(chase(vec![name.into()]));
    assert_eq!(done.subjects.len(), 3, "the paper goes to four sections: {:?}", done.subjects);
    let why = campaign.refused(chase(vec!["plan_report/ty/jsk".into()]));
    assert!(matches!(why, Why::WrongStatus { .. }), "{why:?}");
    let back = Command { reason: "缺责任人".into(), ..verb(Verb::HandBack, "plan_report/ty/jsk") };
    campaign.done(section(back));
    campaign.done(chase(vec!["plan_report/ty/jsk".into()]));
    // An issue is chased as before.
    assert!(matches!(campaign.refused(chase(vec!["TY-001".into()])), Why::UnknownNumber { .. }));
    campaign.verified();
}

#[test]
fn a_cell_is_as_many_as_what_it_opens() {
    let campaign = Campaign::new();
    for item in ["2.1", "2.2", "3.1"] {
        campaign.done(crate::support::campaign::new_issue("ty").set("item", item));
    }
    campaign.done(unit(verb(Verb::HandIn, "self_check/ty")));
    let cell = |at: usize| {
        let table = matrix(&campaign, Across::UnitsCategories);
        table.rows.into_iter().find(|row| row.unit_code == "TY").unwrap().cells.remove(at)
    };
    assert_eq!((cell(1).n, cell(1).opens_as), (Some(2), Opened::Issues));
    assert_eq!(campaign.page(&cell(1).opens).total, 2);
    assert_eq!((cell(0).state, cell(0).opens_as), (CellState::Zero, Opened::Paper));
    // Found later: not of what was signed.
    campaign.today("2021-07-14");
    campaign.done(crate::support::campaign::new_issue("ty").set("item", "2.3"));
    assert_eq!(campaign.page(&cell(1).opens).total, 2);
    // One is none any more: then the paper itself is opened, which says two.
    campaign.done(Command { reason: "重复登记".into(), ..verb(Verb::Void, "TY-001") });
    assert_eq!((cell(1).n, cell(1).opens_as), (Some(2), Opened::Paper));
}
