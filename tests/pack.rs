//! Packs: the notice carried whole, and faults named with their lines.

use duban::pack::{Pack, PackFault, RouteQuery, built_in, renew};

const NOTICE: &str = include_str!("data/notice-excerpts.txt");

fn zhuzhou() -> Pack {
    Pack::parse(built_in("zhuzhou-2021").unwrap(), "zhuzhou-2021").unwrap()
}

/// Text without blanks, list numbers' dots and closing marks: what remains must agree to the character.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"；;。.,，".contains(*c)).collect()
}

#[test]
fn the_built_in_pack_has_no_fault() {
    let pack = zhuzhou();
    assert_eq!(pack.categories.len(), 5);
    assert_eq!(pack.categories.iter().map(|c| c.items.len()).collect::<Vec<_>>(), [6, 3, 5, 4, 3]);
    assert_eq!((pack.phases.len(), pack.schedule.len(), pack.contacts.len()), (4, 10, 6));
    assert_eq!(pack.units.iter().filter(|unit| unit.kind == "county").count(), 10);
    assert!(pack.contacts.iter().all(|contact| contact.phone.contains("****")));
    assert_eq!(pack.contacts.iter().filter(|contact| contact.printed_no == "3").count(), 2);
    assert!(!pack.steps.acknowledge && !pack.steps.approve_plan && !pack.steps.verify_then_close);
    assert!(pack.thresholds.iter().all(|threshold| !threshold.in_notice));
    assert!(pack.units.iter().filter(|unit| unit.kind == "county").all(|unit| !unit.source.is_empty()));
    assert!(pack.reminders.iter().all(|reminder| reminder.internal));
}

#[test]
fn items_phases_and_schedule_are_the_notice_word_for_word() {
    let notice = bare(NOTICE);
    let pack = zhuzhou();
    for item in pack.items() {
        assert!(notice.contains(&bare(&item.text)), "item {}: {}", item.id, item.text);
    }
    for phase in &pack.phases {
        assert!(notice.contains(&bare(&phase.text)), "phase {}", phase.no);
        assert!(notice.contains(&bare(&phase.deadline)), "phase {}", phase.no);
    }
    for task in &pack.schedule {
        for text in [&task.time, &task.work, &task.by] {
            assert!(notice.contains(&bare(text)), "row {}: {text}", task.no);
        }
    }
    for unit in pack.units.iter().filter(|unit| !unit.duty.is_empty() && unit.clause.starts_with("二（二）"))
    {
        assert!(notice.contains(&bare(&unit.duty)), "{}", unit.name);
    }
}

#[test]
fn row_two_is_four_deliverables_and_lists_go_to_the_section() {
    let pack = zhuzhou();
    let row = |no: u32| pack.schedule.iter().find(|task| task.no == no).unwrap();
    assert_eq!(row(2).deliverables.len(), 4);
    assert!(row(5).deliverables.iter().chain(&row(6).deliverables).all(|owed| owed.to == "section"));
    assert!(row(7).deliverables.iter().any(|owed| owed.to == "monthly"));
    assert_eq!(row(4).kind, "band");
    assert_eq!(pack.unsettled(8).len(), 2);
}

/// The table of sections by category and stage: section, and `?` where the notice is silent.
#[test]
fn every_category_and_stage_is_routed_as_the_duties_say() {
    let pack = zhuzhou();
    let schools =
        ["小学", "初级中学", "九年一贯制学校", "普通高中", "完全中学", "十二年一贯制学校", "特殊教育学校"];
    let mut table: Vec<(&str, &str, [&str; 5])> =
        schools.iter().map(|stage| (*stage, "公办", ["JSK", "JSK", "JJK", "MBK", "JJK"])).collect();
    table.extend(schools.iter().map(|stage| (*stage, "民办", ["JSK", "JSK", "JJK?", "MBK", "JJK?"])));
    table.push(("中等职业学校", "公办", ["JSK", "JSK", "ZCK", "MBK", "ZCK"]));
    table.push(("幼儿园", "公办", ["JSK", "JSK", "JJK?", "MBK", "JJK?"]));
    table.push(("校外培训机构", "", ["JSK", "JSK", "MBK?", "MBK", "MBK?"]));
    table.push(("教育行政部门", "", ["JJZ?", "JJZ?", "JJZ?", "JJZ?", "JJZ?"]));
    table.push(("其他", "", ["JSK", "JSK", "ZZB?", "MBK", "ZZB?"]));
    for (stage, ownership, leads) in table {
        for (category, expected) in ["1", "2", "3", "4", "5"].iter().zip(leads) {
            let route = pack.route(&RouteQuery { category, stage, ownership, ..RouteQuery::default() });
            let found = format!("{}{}", route.lead, if route.gap { "?" } else { "" });
            assert_eq!(found, expected, "category {category}, {stage} {ownership}");
            assert!(!route.clause.is_empty());
        }
    }
}

#[test]
fn items_that_two_sections_share_name_both() {
    let pack = zhuzhou();
    let route =
        |category, item| pack.route(&RouteQuery { category, item, stage: "小学", ..RouteQuery::default() });
    assert_eq!((route("2", "2.3").lead, route("2", "2.3").co), ("JSK".into(), vec!["MBK".to_owned()]));
    assert_eq!((route("4", "4.4").lead, route("4", "4.4").co), ("MBK".into(), vec!["JSK".to_owned()]));
    assert_eq!((route("4", "4.3").lead, route("4", "4.3").co), ("MBK".into(), vec!["JJK".to_owned()]));
    assert_eq!(route("3", "3.2").co, ["ZCK"]);
}

/// The pack with one line replaced, and the faults it then has: line and fault.
fn broken(line: &str, by: &str) -> Vec<(usize, PackFault)> {
    let source = built_in("zhuzhou-2021").unwrap();
    assert!(source.contains(line), "no such line: {line}");
    let text = source.replacen(line, by, 1);
    let faults = Pack::parse(&text, "x.toml").err().unwrap_or_default();
    faults.into_iter().map(|error| (error.line, error.fault)).collect()
}

fn line_of(text: &str) -> usize {
    built_in("zhuzhou-2021").unwrap().lines().position(|line| line.starts_with(text)).unwrap() + 1
}

#[test]
fn faults_name_their_line_and_what_would_be_right() {
    let at = |line: &str, by: &str| broken(line, by).remove(0);
    let (line, fault) = at("format = \"duban-pack/1\"", "format = \"duban-pack/9\"");
    assert_eq!((line, matches!(fault, PackFault::Format { .. })), (line_of("format"), true));
    let (line, fault) = at("[steps]\nacknowledge = false", "[steps]\nacknowlege = false");
    assert_eq!((line, matches!(fault, PackFault::Syntax { .. })), (line_of("[steps]") + 1, true));
    let (line, fault) = at("office_unit = \"ZZB\"", "office_unit = \"ZZX\"");
    assert_eq!(line, line_of("office_unit"));
    assert!(
        matches!(fault, PackFault::Unknown { found, known, .. } if found == "ZZX" && known.contains(&"ZZB".into()))
    );
    let (line, fault) = at("code = \"LS\"", "code = \"HT\"");
    assert_eq!((line, matches!(fault, PackFault::Twice { .. })), (line_of("code = \"LS\""), true));
    let (_, fault) = at("kind = \"county\"", "kind = \"country\"");
    assert!(matches!(fault, PackFault::Unknown { found, .. } if found == "country"));
    let (line, fault) = at("end = 2021-12-31", "end = 2021-01-31");
    assert_eq!((line, matches!(fault, PackFault::Order { .. })), (line_of("end = "), true));
    let (_, fault) = at("due = 2021-09-30\nrect", "due = 2021-06-30\nrect");
    assert!(matches!(fault, PackFault::Order { .. }));
    let (_, fault) = at("id = \"1.2\"", "id = \"1.1\"");
    assert!(matches!(fault, PackFault::Twice { id, .. } if id == "1.1"));
    let (_, fault) = at("lead = \"JSK\"", "lead = \"JXK\"");
    assert!(matches!(fault, PackFault::Unknown { what, .. } if what == "lead"));
    let (_, fault) = at("years = [2021]", "years = [2020]");
    assert_eq!(fault, PackFault::NoYear { year: 2021 });
    let (_, fault) = at("short = \"基教科\"", "short = \"教师工作科\"");
    assert!(matches!(fault, PackFault::Ambiguous { name, .. } if name == "教师工作科"));
    let (_, fault) = at("name = \"教育领域几个突出问题集中整治\"", "name = \"\"");
    assert!(matches!(fault, PackFault::Empty { .. }));
    let (_, fault) = at("founder = true\n", "");
    assert!(matches!(fault, PackFault::None { .. }));
    let faults = broken(
        "[[routing]]\nid = \"nobody\"\nlead",
        "[[routing]]\nid = \"nobody\"\ncategories = [\"1\"]\nlead",
    );
    assert!(
        matches!(&faults[0].1, PackFault::Unrouted { category, stage } if category == "3" && stage == "其他")
    );
}

#[test]
fn a_small_pack_of_another_field_loads() {
    let pack = Pack::parse(include_str!("data/canteen.toml"), "canteen").unwrap();
    assert_eq!((pack.categories.len(), pack.phases.len(), pack.roles.len()), (3, 2, 2));
    assert_eq!(pack.route(&RouteQuery { category: "c", ..RouteQuery::default() }).lead, "FIN");
}

#[test]
fn a_pack_for_another_year_says_what_must_be_filled_in() {
    let text = renew(built_in("zhuzhou-2021").unwrap(), 2024).unwrap();
    assert!(!text.contains("2021-") && !text.contains("2021年") && !text.contains("****"), "{text}");
    let faults = Pack::parse(&text, "new.toml").unwrap_err();
    let faults: Vec<PackFault> = faults.into_iter().map(|error| error.fault).collect();
    assert_eq!(faults, [PackFault::NoYear { year: 2024 }]);
    let filled = text.replacen("years = []", "years = [2024]", 1);
    let pack = Pack::parse(&filled, "new.toml").unwrap();
    assert_eq!(pack.id, "zhuzhou-2024");
    assert_eq!(pack.phases[1].due.to_string(), "2024-09-30");
    assert!(pack.contacts.is_empty());
}
