//! Campaign packs: the first that comes with the program against the notice it was made from, others that
//! share no number with it, broken ones, and the pack of the next year.

#[path = "pack/faults.rs"]
mod faults;
#[path = "pack/letters.rs"]
mod letters;
#[path = "pack/others.rs"]
mod others;
#[path = "pack/routing.rs"]
mod routing;
mod support;
#[path = "pack/verbatim.rs"]
mod verbatim;

use chrono::NaiveDate;
use duban::model::fact::Party;
use duban::pack::{self, DeliverableKind, Named, Pack, PackFault, RouteQuery, Settle, TaskKind};

const MEALS: &str = include_str!("data/packs/campus-meals.toml");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn zhuzhou() -> Pack {
    Pack::parse(builtin_text(), "zhuzhou-2021").unwrap()
}

fn meals() -> Pack {
    Pack::parse(MEALS, "campus-meals.toml").unwrap()
}

fn builtin_text() -> &'static str {
    pack::built_in("zhuzhou-2021").unwrap()
}

#[test]
fn every_builtin_pack_checks_clean() {
    for (id, text) in pack::EMBEDDED {
        assert_eq!(pack::check(text, id), [], "{id}");
        assert_eq!(Pack::parse(text, id).unwrap().id, *id);
        assert_eq!(pack::built_in(id), Some(*text));
    }
    assert_eq!(pack::built_in("zhuzhou-2031"), None);
}

#[test]
fn what_the_notice_fixes_is_all_there() {
    let pack = zhuzhou();
    assert_eq!(pack.categories.iter().map(|it| it.items.len()).collect::<Vec<_>>(), [6, 3, 5, 4, 3]);
    assert_eq!((pack.phases.len(), pack.schedule.len(), pack.contacts.len()), (4, 10, 6));
    assert_eq!(pack.contacts.iter().filter(|it| it.printed_no == "3").count(), 2);
    assert_eq!(pack.contacts.iter().filter(|it| it.phone.contains("****")).count(), 6);
    let ids: Vec<&str> = pack.offices.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["ZZB", "JJK", "JSK", "ZCK", "MBK", "DDS", "DJK", "YGZ", "JJZ"]);
    let without: Vec<&str> = pack.offices_without_contact().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(without, ["ZZB", "YGZ", "JJZ"]);
    let codes: Vec<&str> =
        pack.units.iter().filter(|it| it.kind == "county").map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["HT", "LS", "SF", "TY", "LK", "LL", "YX", "CL", "YL", "YS"]);
    assert!(pack.units.iter().filter(|it| it.kind == "county").all(|it| it.source.contains("不是通知原文")));
}

#[test]
fn each_row_says_what_it_asks_of_whom() {
    let pack = zhuzhou();
    let ids = |no: u32| {
        let task = pack.schedule.iter().find(|it| it.no == no).unwrap();
        task.deliverables.iter().map(|it| it.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(ids(2), ["method", "body", "self_check", "issue_list"]);
    assert_eq!(ids(7), ["rectify", "clue_check", "clue_transfer", "coordination", "screening"]);
    assert_eq!(ids(9), ["summary", "experience", "rules_made"]);
    let find = |id: &str| pack.deliverables().find(|(_, it)| it.id == id).unwrap();
    assert_eq!(pack.schedule[3].kind, TaskKind::Band);
    assert!(["list_report", "plan_report", "ledger_report"].iter().all(|id| find(id).1.by_category));
    assert_eq!(find("self_check").1.kind, DeliverableKind::SelfCheck);
    // Only the city reports to the province.
    assert_eq!(
        (find("province_report").1.doers.as_slice(), find("province_report").1.to.as_deref()),
        (&["SJY".to_owned()][..], Some("province"))
    );
    let months = &pack.screening.as_ref().unwrap().months;
    let in_row: Vec<(&str, bool)> = months.iter().map(|it| (it.month.as_str(), it.row == Some(7))).collect();
    assert_eq!(
        in_row,
        [
            ("2021-07", true),
            ("2021-08", true),
            ("2021-09", true),
            ("2021-10", false),
            ("2021-11", false),
            ("2021-12", false)
        ]
    );
}

#[test]
fn what_the_notice_does_not_order_is_off_or_said_to_be_ours() {
    let pack = zhuzhou();
    let steps = &pack.steps;
    assert!(
        ![
            steps.acknowledge,
            steps.approve_plan,
            steps.verify_then_close,
            steps.evidence_required,
            steps.listed_countersign,
            steps.coloured_notices,
            steps.percent_progress
        ]
        .contains(&true)
    );
    assert!(pack.thresholds.iter().all(|it| !it.on && !it.in_notice));
    assert!(!pack.extensions.in_notice && !pack.calendar.in_notice && !pack.clocks.in_notice);
    assert!(pack.reminders.iter().all(|it| it.internal));
    assert!(!pack.reminders.is_empty());
}

#[test]
fn contradictions_stand_side_by_side() {
    let pack = zhuzhou();
    let row = |no: u32| pack.schedule.iter().find(|it| it.no == no).unwrap();
    assert_eq!(pack.row_days(row(8)), (day("2021-10-31"), day("2021-12-10")));
    assert_eq!(pack.row_days(row(9)), (day("2021-12-10"), day("2021-12-20")));
    assert_eq!(pack.row_days(row(10)), (day("2021-12-10"), day("2021-12-25")));
    assert_eq!(pack.row_days(row(1)), (day("2021-06-30"), day("2021-06-30")));
    let claims: Vec<String> = pack.open_questions(8).into_iter().map(Settle::claims).collect();
    assert_eq!(claims[0], "四（三） 2021年10月底前 / 附件1第8行 12月上旬前");
    assert_eq!(pack.unsettled(8)[0], format!("督查检查的时限: {}", claims[0]));
    assert_eq!((pack.unsettled(1).len(), pack.open_questions_of_phase(3).len()), (0, 1));
    let known: Vec<&str> =
        pack.settle.iter().flat_map(|it| it.also.iter().chain([&it.id])).map(String::as_str).collect();
    for no in 1..=10 {
        assert!(known.contains(&format!("C{no}").as_str()), "C{no}");
    }
    for no in 1..=23 {
        assert!(known.contains(&format!("A{no}").as_str()), "A{no}");
    }
}

#[test]
fn the_calendar_is_the_one_announced() {
    let calendar = zhuzhou().calendar();
    for (text, works) in [
        ("2021-09-18", true),
        ("2021-09-20", false),
        ("2021-09-26", true),
        ("2021-10-07", false),
        ("2021-10-09", true),
        ("2021-07-31", false),
        ("2021-12-25", false),
        ("2022-01-03", false),
        ("2022-01-30", true),
    ] {
        assert_eq!(calendar.is_working(day(text)), works, "{text}");
    }
    assert_eq!(calendar.add_working_days(day("2021-09-29"), 5), Some(day("2021-10-12")));
    assert_eq!(calendar.fallback_due, Some(day("2021-09-30")));
    assert_eq!(calendar.office_end.to_string(), "17:30:00");
    assert_eq!(calendar.anchors["spring_festival"], day("2022-02-01"));
}

#[test]
fn a_name_is_found_in_every_form_the_notice_uses() {
    let pack = zhuzhou();
    for (name, code) in [
        ("天元", "TY"),
        ("ty", "TY"),
        ("ＴＹ", "TY"),
        ("天元区教育局", "TY"),
        ("430211", "TY"),
        ("教师科", "JSK"),
        ("督导办", "DDS"),
        ("职成科", "ZCK"),
        ("宣传部门", "DJK"),
        ("市直各单位", "direct"),
        ("局直各单位", "direct"),
        ("县（市、区）教育局", "counties"),
        ("县(市、区)教育局", "counties"),
        ("驻局纪检监察组", "JJZ"),
        ("省厅", "province"),
        ("公安机关", "police"),
        ("领导小组办公室", "ZZB"),
    ] {
        assert_eq!(pack.find_named(name).map(Named::code), Some(code), "{name}");
    }
    assert!(pack.find_named("没有这个单位").is_none());
    assert_eq!(pack.find_unit("云龙示范区").unwrap().code, "YS");
    assert!(pack.find_unit("教师科").is_none());
    assert_eq!(pack.find_office("JJK").unwrap().name, "基础教育科");
    let cloud = pack.find_unit("云龙").unwrap();
    assert!(cloud.exists_on(day("2022-11-30")) && !cloud.exists_on(day("2022-12-01")));
    for (place, stage) in [
        ("示例第三小学", "小学"),
        ("示例三小", "小学"),
        ("示例一职", "中等职业学校"),
        ("示例星文培训中心", "校外培训机构"),
        ("示例区特殊教育学校", "特殊教育学校"),
        ("示例大学附属小学", "小学"),
        ("示例职业技术学院", "高等学校"),
        ("示例区教育局", "教育行政部门"),
        ("示例高级中学", "普通高中"),
    ] {
        assert_eq!(pack.stage_of(place).map(|it| it.name.as_str()), Some(stage), "{place}");
    }
    assert!(pack.stage_of("某处").is_none());
}

#[test]
fn clauses_give_their_wording() {
    let pack = zhuzhou();
    assert!(pack.clause_text("五（三）").unwrap().contains("实行挂牌督办"));
    assert_eq!(pack.clause_text("三（二）1").unwrap(), "组织或变相组织、参与有偿补课、违规补课");
    assert_eq!(pack.clause_text("二（二）2；二（二）4").unwrap().lines().count(), 2);
    assert!(pack.clause_text("附件1第8行").unwrap().contains("12月上旬前"));
    assert_eq!(pack.clause_text("六"), None);
}

#[test]
fn an_item_is_proposed_from_plain_words() {
    let pack = zhuzhou();
    for (text, item) in [
        ("班主任收受家长微信红包共计600元", "1.1"),
        ("教师参加谢师宴两次", "1.2"),
        ("打车费由家长代付", "1.3"),
        ("在班级群推销保健品", "1.4"),
        ("调整座位收受财物，前排座位与赞助挂钩", "1.6"),
        ("家教收费，26名学生", "2.1"),
        ("在校外机构挂名名师", "2.3"),
        ("向招生学校收取生源协调费", "3.1"),
        ("统一收缴账号代填志愿", "3.3"),
        ("跨区招生未经批准", "3.4"),
        ("违规招收特长生", "3.5"),
        ("开设幼小衔接拼音班", "4.1"),
        ("无证开展学科类培训，未备案", "4.2"),
        ("要求到指定书店买练习册", "5.2"),
        ("统一征订报刊", "5.3"),
        ("组织学生违规征订教辅材料", "5.1"),
    ] {
        let found = pack.propose_item(text);
        assert_eq!(found.first().map(|(it, _)| it.id.as_str()), Some(item), "{text}: {found:?}");
    }
    // The wording of every item finds the item.
    for item in pack.items() {
        assert_eq!(pack.propose_item(&item.text)[0].0.id, item.id);
    }
    assert!(pack.propose_item("会议室投影仪坏了").is_empty());
    assert!(pack.propose_item("").is_empty());
}

#[test]
fn units_come_after_those_above_them() {
    for pack in [zhuzhou(), meals()] {
        let units = pack.all_units();
        assert_eq!(units.len(), pack.units.len() + pack.offices.len());
        for (at, unit) in units.iter().enumerate() {
            let above = unit.parent.as_ref().map(|code| units.iter().position(|it| it.code == *code));
            assert!(above.is_none_or(|above| above.is_some_and(|above| above < at)), "{}", unit.code);
        }
    }
    let zzb = zhuzhou().all_units().into_iter().find(|it| it.code == "ZZB").unwrap();
    assert_eq!((zzb.kind.as_str(), zzb.parent.as_deref()), ("section", Some("SJY")));
}

#[test]
fn another_campaign_needs_no_other_code() {
    let pack = meals();
    assert_eq!(pack::check(MEALS, "campus-meals.toml"), []);
    assert_eq!((pack.categories.len(), pack.phases.len(), pack.roles.len()), (3, 2, 1));
    assert_eq!(pack.measure_words.of("issue"), Some("处"));
    assert_eq!(pack.measure_words.of("nothing"), None);
    assert_eq!(pack.labels.states["closed"], "已清零");
    assert_eq!(pack.founder_roles(), ["zb"]);
    assert_eq!(pack.roles[0].acts_as, [Party::Office]);
    let style = &pack.campaign.number_style.issue;
    assert_eq!(pack::number(style, "A", "2", 2025, 7), "A2-0007");
    let route = |query: RouteQuery<'_>| {
        let route = pack.route(&query);
        (route.lead, route.co, route.gap, route.rule_id)
    };
    let query = RouteQuery { category: "10", item: "10.1", ..RouteQuery::default() };
    assert_eq!(route(query), ("cw".into(), vec!["hq".to_owned()], false, "money".into()));
    assert_eq!(
        route(RouteQuery { unit_kind: "company", ..query }),
        ("zb".into(), vec![], true, "company".into())
    );
    assert_eq!(route(RouteQuery::default()), ("zb".into(), vec![], true, String::new()));
    assert_eq!(pack.rectification_phase().unwrap().due, day("2026-02-28"));
    let found: Vec<&str> = pack.propose_item("克扣伙食费").iter().map(|(it, _)| it.id.as_str()).collect();
    assert_eq!(found, ["2.1", "2.2"]);
}

#[test]
fn deadlines_are_listed_for_comparison() {
    let pack = zhuzhou();
    let texts = pack.deadline_texts();
    assert_eq!(texts.len(), 14);
    assert_eq!(texts[3], ("四（四）", "2021年12月上旬前", day("2021-12-10")));
    assert_eq!(texts[9], ("附件1第6行", "7月底前", day("2021-07-31")));
}

#[test]
fn next_years_pack_reads_and_names_its_blanks() {
    let id = pack::id_for(&zhuzhou(), 2023);
    assert_eq!((id.as_str(), pack::id_for(&meals(), 2026).as_str()), ("zhuzhou-2023", "campus-meals-2026"));
    let text = pack::new_from(builtin_text(), "zhuzhou-2021", 2023, &id).unwrap();
    let pack = Pack::parse(&text, "new").unwrap();
    assert_eq!((pack.id.as_str(), pack.campaign.year), ("zhuzhou-2023", 2023));
    assert_eq!((pack.campaign.start, pack.campaign.end), (day("2023-06-30"), day("2023-12-31")));
    assert_eq!((pack.campaign.doc_no.as_deref(), pack.campaign.doc_date), (None, None));
    assert_eq!(pack.phases[1].deadline, "2023年9月底前");
    assert_eq!(pack.screening.as_ref().unwrap().months[0].month, "2023-07");
    assert_eq!(pack.settle[0].remind_on, Some(day("2023-10-31")));
    assert!(pack.contacts.iter().all(|it| it.name.is_empty() && it.phone.is_empty()));
    assert!(!text.contains("唐宇滋") && !text.contains("吴安浩") && !text.contains("9906"));
    assert!(
        pack.calendar().off.is_empty()
            && pack.calendar().work.is_empty()
            && pack.calendar().anchors.is_empty()
    );
    // What is of the world and not of the year stays.
    assert_eq!(pack.find_unit("云龙").unwrap().valid_to, Some(day("2022-11-30")));
    assert!(pack.hotlines.iter().any(|it| it.value == "0731-22663717"));
    assert!(text.contains("# ── 三、整治重点"));

    let blanks = pack::check(&text, "new");
    assert!(blanks.iter().all(|error| error.is_to_fill()), "{blanks:?}");
    let mut fields: Vec<String> = blanks.iter().map(|error| error.fault.args()[0].1.clone()).collect();
    fields.sort();
    fields.dedup();
    assert_eq!(fields, ["anchors", "doc_date", "doc_no", "name", "names", "off", "phone"]);
    let lines: Vec<&str> = text.lines().collect();
    for error in
        blanks.iter().filter(|it| matches!(&it.fault, PackFault::ToFill { field } if field == "phone"))
    {
        assert!(lines[error.line - 1].starts_with("phone = \"\""), "{error}");
    }
    let filled = text
        .replace("name = \"\"", "name = \"某人\"")
        .replace("# TO FILL IN: doc_date =", "doc_date = 2023-06-30");
    assert!(pack::check(&filled, "new").len() < blanks.len());
}

#[test]
fn a_year_that_spans_two_moves_as_one() {
    let text = pack::new_from(MEALS, "campus-meals", 2027, "meals-2027").unwrap();
    let pack = Pack::parse(&text, "new").unwrap();
    // The last day of February stays the last.
    assert_eq!(pack.campaign.end, day("2028-02-29"));
    assert_eq!(pack.phases[1].deadline, "2028年2月底前");
    assert_eq!(pack.calendar.years.iter().map(|it| it.year).collect::<Vec<_>>(), [2027, 2028]);
    let anchors = "[calendar.anchors]\nnational_day = 2025-10-01\nnational_day_end = 2025-10-08\n";
    assert!(MEALS.contains(anchors));
    let inline = MEALS.replace(anchors, "").replace(
        "fallback_phase = 2\n",
        "fallback_phase = 2\nanchors = { national_day = 2025-10-01, national_day_end = 2025-10-08 }\n",
    );
    let text = pack::new_from(&inline, "campus-meals", 2026, "meals-2026").unwrap();
    assert!(Pack::parse(&text, "new").unwrap().calendar.anchors.is_empty());
    assert_eq!(pack::new_from(MEALS, "x", 2026, "坏 id").unwrap_err()[0].fault.code(), "bad-code");
    assert_eq!(pack::new_from("nothing", "x", 2026, "id").unwrap_err()[0].fault.code(), "syntax");
}
