//! Rows in tables, CSV and JSON.

use super::*;
use crate::cli::out::Shape;
use crate::cli::table::Table;
use crate::i18n::Lang;
use crate::model::state::State;
use crate::text::width;
use std::collections::BTreeSet;

/// An overdue issue, once extended.
pub fn issue() -> IssueRow {
    let day = |text: &str| Some(text.parse().unwrap());
    IssueRow {
        id: 7,
        no: Some("TY-007".into()),
        unit: "天元区教育局".into(),
        unit_code: "TY".into(),
        place: "天元区示例第三小学".into(),
        stage: Some("小学".into()),
        category: "2".into(),
        item: Some("2.1".into()),
        title: "家教收费，涉及26名学生，时间从三月到六月".into(),
        state: State::Rectifying,
        state_label: String::new(),
        round: 1,
        lead: Some("教师工作科".into()),
        co: vec![],
        source: Some("举报".into()),
        rect_type: None,
        found_on: day("2021-07-10"),
        reported_on: day("2021-07-15"),
        assigned_on: day("2021-07-20"),
        deadline: day("2021-09-04"),
        deadline_text: Some("9月4日前".into()),
        original_deadline: day("2021-09-01"),
        days_left: Some(-14),
        overdue: true,
        soon: false,
        standing: false,
        listed: false,
        extensions: 1,
        returned: 0,
        persons: Some(1),
        students: Some(26),
        amount_fen: Some(390_000),
        refunded_fen: Some(260_000),
        with: Some("天元区教育局".into()),
        with_days: Some(3),
        claimed_on: None,
        closed_on: None,
        late_days: None,
        file: None,
        file_row: None,
        changed_seq: 41,
        next: None,
        backfilled: false,
    }
}

fn keys_are_those_of<R: Row>(row: &R) {
    let value = serde_json::to_value(row).unwrap();
    let keys: BTreeSet<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, R::KEYS.iter().copied().collect(), "{}", R::KIND);
    assert_eq!(R::KEYS.len(), keys.len());
    for lang in [Lang::Zh, Lang::En] {
        let words = Words::new(lang);
        let today = "2021-09-18".parse().unwrap();
        assert_eq!(R::heads(&words).len(), row.cells(&words, today).len(), "{}", R::KIND);
    }
}

#[test]
fn csv_and_json_have_the_same_keys() {
    keys_are_those_of(&issue());
    keys_are_those_of(&MeasureRow {
        no: None,
        part: 1,
        goal: String::new(),
        action: String::new(),
        leader: String::new(),
        person: String::new(),
        deadline: None,
        done: true,
        done_on: None,
    });
    keys_are_those_of(&UnitRow {
        id: 1,
        code: "TY".into(),
        name: "天元区教育局".into(),
        short: "天元".into(),
        kind: "county".into(),
        depth: 1,
        parent: None,
        issues: 46,
        open: 20,
        overdue: 7,
        people: 3,
    });
    keys_are_those_of(&PersonRow {
        id: 1,
        unit: String::new(),
        name: String::new(),
        post: String::new(),
        phone: String::new(),
        role: "liaison".into(),
        printed_no: String::new(),
    });
    keys_are_those_of(&TaskRow {
        no: "8".into(),
        text: "12月上旬前".into(),
        from: None,
        due: None,
        remind: None,
        work: String::new(),
        by: String::new(),
        kind: String::new(),
        deliverables: vec![],
        days_left: Some(3),
        unsettled: vec!["四（三）".into()],
        owed: 0,
        handed: 0,
        nil: 0,
        missing: vec![],
        done_on: None,
    });
    keys_are_those_of(&MemberRow {
        id: 1,
        login: "zyz".into(),
        name: String::new(),
        unit: String::new(),
        roles: vec!["zzb".into()],
        role_names: vec![],
        active: true,
    });
    keys_are_those_of(&Hit {
        kind: "issue".into(),
        key: "TY-007".into(),
        text: String::new(),
        detail: String::new(),
    });
}

#[test]
fn an_issue_fits_eighty_columns_and_is_whole_in_a_pipe() {
    let words = Words::new(Lang::Zh);
    let today = "2021-09-18".parse().unwrap();
    let table = Table { heads: IssueRow::heads(&words), rows: vec![issue().cells(&words, today)] };
    for columns in [80, 120, 160] {
        for line in table.lines(Shape::Fit(columns), false) {
            assert!(width(&line) <= columns, "{columns}: {line}");
        }
    }
    let line = &table.lines(Shape::Fit(80), false)[1];
    assert!(line.starts_with("TY-007") && line.ends_with("整改中 逾14天 延1次"), "{line}");
    assert!(table.lines(Shape::Tabs, false)[1].contains("家教收费，涉及26名学生，时间从三月到六月"));
}
