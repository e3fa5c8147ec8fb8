//! Who answers for what: every category at every stage, under every ownership, written out by hand.

use super::zhuzhou;
use duban::pack::{Pack, RouteQuery};

/// Stage, ownership (empty: any, and unknown) and the five categories: `lead+co`, `?` where the notice
/// is silent.
const TABLE: &[(&str, &str, [&str; 5])] = &[
    ("幼儿园", "", ["JSK", "JSK", "JJK?", "MBK?", "JJK?"]),
    ("小学", "公办", SCHOOL),
    ("小学", "民办", PRIVATE),
    ("教学点", "公办", SCHOOL),
    ("教学点", "民办", PRIVATE),
    ("初级中学", "公办", SCHOOL),
    ("初级中学", "民办", PRIVATE),
    ("九年一贯制学校", "公办", SCHOOL),
    ("九年一贯制学校", "民办", PRIVATE),
    ("普通高中", "公办", SCHOOL),
    ("普通高中", "民办", PRIVATE),
    ("完全中学", "公办", SCHOOL),
    ("完全中学", "民办", PRIVATE),
    ("十二年一贯制学校", "公办", SCHOOL),
    ("十二年一贯制学校", "民办", PRIVATE),
    ("特殊教育学校", "公办", ["JSK", "JSK", "JJK", "MBK?", "JJK"]),
    ("特殊教育学校", "民办", ["JSK", "JSK", "JJK+MBK?", "MBK?", "JJK+MBK?"]),
    ("中等职业学校", "", ["JSK", "JSK", "ZCK", "MBK?", "ZCK"]),
    ("校外培训机构", "", ["JSK", "JSK+MBK", "MBK?", "MBK", "MBK?"]),
    ("教育行政部门", "", ["JJZ?", "JJZ?", "JJZ?", "JJZ?", "JJZ?"]),
    ("技工学校", "", ["ZZB?", "ZZB?", "ZZB?", "ZZB?", "ZZB?"]),
    ("高等学校", "", ["ZZB?", "ZZB?", "ZZB?", "ZZB?", "ZZB?"]),
    ("其他", "", ["ZZB?", "ZZB?", "ZZB?", "ZZB?", "ZZB?"]),
    // The stage is not known.
    ("", "", ["JSK", "JSK", "ZZB?", "MBK", "ZZB?"]),
];
const SCHOOL: [&str; 5] = ["JSK", "JSK", "JJK", "MBK+JJK", "JJK"];
const PRIVATE: [&str; 5] = ["JSK", "JSK", "JJK+MBK?", "MBK+JJK?", "JJK+MBK?"];

fn routed(pack: &Pack, category: &str, item: &str, stage: &str, ownership: &str) -> String {
    let route = pack.route(&RouteQuery { category, item, stage, ownership, unit_kind: "" });
    let office = |id: &String| assert!(pack.office(id).is_some(), "{id}");
    office(&route.lead);
    route.co.iter().for_each(office);
    assert!(route.gap || pack.clause_text(&route.clause).is_some(), "{}", route.rule_id);
    let parts: Vec<&str> = [&route.lead].into_iter().chain(&route.co).map(String::as_str).collect();
    format!("{}{}", parts.join("+"), if route.gap { "?" } else { "" })
}

#[test]
fn every_category_at_every_stage() {
    let pack = zhuzhou();
    for stage in &pack.stages {
        assert!(TABLE.iter().any(|row| row.0 == stage.name), "{} is not in the table", stage.name);
    }
    for (stage, ownership, wanted) in TABLE {
        let ownerships: &[&str] = match *ownership {
            "" => &["", "公办", "民办"],
            "公办" => &["", "公办"],
            other => &[other],
        };
        for ownership in ownerships {
            for (category, wanted) in pack.categories.iter().zip(wanted) {
                let found = routed(&pack, &category.id, "", stage, ownership);
                assert_eq!(found, *wanted, "category {} at {stage:?} {ownership:?}", category.id);
            }
        }
    }
}

#[test]
fn items_that_have_two_sides() {
    let pack = zhuzhou();
    for (item, stage, ownership, wanted) in [
        ("2.3", "小学", "", "JSK+MBK"),
        ("2.3", "", "", "JSK+MBK"),
        ("4.3", "校外培训机构", "民办", "MBK+JJK"),
        ("4.4", "校外培训机构", "民办", "MBK+JSK"),
        ("4.4", "初级中学", "公办", "MBK+JSK"),
        ("3.1", "初级中学", "公办", "JJK+ZCK"),
        ("3.2", "中等职业学校", "", "ZCK+JJK"),
        ("3.2", "初级中学", "民办", "JJK+ZCK+MBK?"),
        ("3.4", "初级中学", "公办", "JJK"),
        ("3.1", "幼儿园", "", "JJK?"),
        ("4.4", "教育行政部门", "", "JJZ?"),
    ] {
        let category = pack.category_of(item).unwrap().id.clone();
        assert_eq!(
            routed(&pack, &category, item, stage, ownership),
            wanted,
            "{item} at {stage:?} {ownership:?}"
        );
    }
    let pairs = |id: &str| pack.item(id).unwrap().pairs.clone();
    assert_eq!(
        (pairs("2.3"), pairs("4.4")),
        (vec!["4.4".to_owned()], vec!["2.3".to_owned(), "1.5".to_owned()])
    );
}
