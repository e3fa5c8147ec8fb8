//! Lists of other things than issues; what a file is as a whole; what a person says of its headers.

use super::{file, judged, place, write};
use serde_json::Value;

fn verdicts(place: &super::Place, args: &[&str]) -> Vec<String> {
    judged(place, args)
        .0
        .into_iter()
        .map(|[_, verdict, no, steps]| format!("{verdict} {no} {steps}"))
        .collect()
}

fn json(place: &super::Place, args: &[&str]) -> Value {
    let args: Vec<&str> = ["import"].iter().chain(args).chain(&["--json"]).copied().collect();
    serde_json::from_str(&place.run(&args).out).unwrap()
}

#[test]
fn a_list_of_contacts_is_taken_in_and_put_right() {
    let place = place();
    let text = "各县市区联络人\n序号,单位名称,姓名,联系电话,职务\n1,天元区教育局,示例甲,0731-0000001,股长\n2,渌口区,示例乙,156****9906,\n3,示例县,示例丙,,\n";
    let path = write(&place, "联络人.csv", text.as_bytes());
    assert_eq!(verdicts(&place, &[&path, "--apply"]), ["new  person", "new  person", "wrong  "]);
    let phone = || place.json(&["who", "示例甲"])["rows"][0]["phone"].clone();
    assert_eq!(phone(), "0731-0000001");
    // A number whose middle is hidden is none, and changes none.
    let text = text
        .replace("0731-0000001", "0731-0000002")
        .replace("156****9906", "")
        .replace("3,示例县,示例丙,,\n", "");
    let path = write(&place, "联络人2.csv", text.as_bytes());
    assert_eq!(verdicts(&place, &[&path, "--apply"]), ["update  person", "same  "]);
    assert_eq!(phone(), "0731-0000002");
    let changes = json(&place, &[&path]);
    assert_eq!(changes["kind"], "contacts");
    assert!(changes["rows"].as_array().unwrap().iter().all(|row| row["verdict"] == "same"));
    place.ok(&["verify"]);
}

#[test]
fn a_list_of_units_is_taken_in_below_those_that_are_there() {
    let place = place();
    let text = "序号,学校名称,代码,类型,主管单位\n1,天元区示例第三小学,TYA,学校,天元区\n2,示例星文培训中心,TYB,校外培训机构,天元区\n3,示例五小,,学校,天元区\n";
    let path = write(&place, "学校.csv", text.as_bytes());
    let told = verdicts(&place, &[&path, "--apply"]);
    assert_eq!(told, ["new  unit", "new  unit", "wrong  "], "a code is asked for");
    let units = place.json(&["list", "units"]);
    let named = |name: &str| units["rows"].as_array().unwrap().iter().any(|unit| unit["name"] == name);
    assert!(named("天元区示例第三小学") && named("示例星文培训中心"), "{units}");
    assert_eq!(verdicts(&place, &[&path])[..2], ["same  ", "same  "]);
}

#[test]
fn a_schedule_marks_what_is_done_and_asks_for_what_is_new() {
    let place = place();
    let text = "时间,主要工作,责任单位,完成情况,完成时间\n6月30日前,出台全市工作方案，成立市级组织机构。,市教育局,已完成,2021-06-30\n7月18日前,报送暑期值班表,天元区、渌口区,,\n7月20日前,不知道谁的事,某单位,,\n";
    let path = write(&place, "安排.csv", text.as_bytes());
    assert_eq!(verdicts(&place, &[&path, "--apply"]), ["update 1 done", "new LS-001 task", "wrong  "]);
    assert_eq!(verdicts(&place, &[&path])[..2], ["same 1 ", "same LS-001 "]);
    let missing = place.json(&["missing", "报送暑期值班表"]);
    assert_eq!(missing["total"], 2, "{missing}");
}

#[test]
fn papers_handed_in_and_the_figures_of_a_month() {
    let place = place();
    let text = "报送情况\n单位,报送材料,报送时间,填报人\n天元区,工作办法,2021-07-14,示例甲\n渌口区,工作办法,7月16日,示例乙\n渌口区,没有这种材料,7月16日,\n";
    let path = write(&place, "报送.csv", text.as_bytes());
    assert_eq!(verdicts(&place, &[&path, "--apply"]), ["new  hand-in", "new  hand-in", "wrong  "]);
    assert_eq!(verdicts(&place, &[&path])[..2], ["same  ", "same  "]);
    let place = later(place, "2021-08-31");
    let text = "8月问题线索清查表\n单位,受理线索合计,属实,不属实,正在核查,是否零报告,填报人,审核人,填报时间\n天元区,3,1,1,1,否,示例甲,示例丁,2021-08-30\n渌口区,0,0,0,0,是,示例乙,示例丁,2021-08-31\n醴陵市,3,1,1,0,否,示例丙,示例丁,2021-08-31\n攸县,,,,,,,,\n";
    let path = write(&place, "清查.csv", text.as_bytes());
    let told = json(&place, &[&path, "--apply"]);
    let of: Vec<&str> =
        told["rows"].as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap()).collect();
    // Sums that do not hold go back; an empty row is no zero.
    assert_eq!(of, ["new", "new", "wrong", "same"], "{told}");
    let matrix = place.json(&["matrix", "units-months"]);
    let cell = |unit: &str| {
        let rows = matrix["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["unit"] == unit).unwrap_or_else(|| panic!("{matrix}"));
        row["cells"].as_array().unwrap()[1]["state"].clone()
    };
    assert_eq!(
        [cell("天元"), cell("渌口"), cell("醴陵"), cell("攸县")],
        ["count", "zero", "missing", "missing"]
    );
    place.ok(&["verify"]);
}

#[test]
fn a_list_is_handed_in_with_its_rows_and_blank_is_no_zero() {
    let place = place();
    let head = "天元区教育局问题清单\n序号,学校,问题类别,存在的问题\n1,示例小学,有偿补课,教师王示例周末补课\n,,违规招生,无\n";
    let foot = "填报人：刘某　审核人：周某\n";
    let path = write(&place, "天元区问题清单.csv", format!("{head}{foot}").as_bytes());
    let told = json(&place, &[&path, "--apply"]);
    assert_eq!(told["nil"], serde_json::json!(["违规招生"]));
    assert_eq!(told["silent"], serde_json::json!(["收受礼品礼金", "校外培训违规", "违规教辅"]), "{told}");
    let names: Vec<&str> =
        told["papers"].as_array().unwrap().iter().map(|paper| paper["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["问题清单/天元/基教科", "问题清单/天元/教师科", "问题清单/天元/职成科"]);
    assert_eq!(told["rows"][0]["names"], serde_json::json!(["王示例"]));
    let state = |doc: &str| -> Vec<String> {
        let rows = place.json(&["missing", doc]);
        rows["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["unit"] == "天元")
            .map(|row| row["receiver"].to_string())
            .collect()
    };
    assert_eq!(state("问题清单"), ["\"民办科\""], "what went to nobody is still owed");
    assert_eq!(state("全面自查").len(), 1, "three classes are silent");
    // With every class said, the self-check is signed too, by who filled it in.
    let rest = ",,收受礼品礼金,无\n,,校外培训违规,未发现\n,,违规教辅,零报告\n";
    let path = write(&place, "天元区问题清单.csv", format!("{head}{rest}{foot}").as_bytes());
    let told = json(&place, &[&path, "--apply"]);
    assert_eq!(told["silent"], serde_json::json!([]), "{told}");
    assert!(state("全面自查").is_empty() && state("问题清单").is_empty());
    let matrix = place.json(&["matrix", "units-categories"]);
    let row = matrix["rows"].as_array().unwrap().iter().find(|row| row["unit"] == "天元").unwrap();
    let cells: Vec<&str> =
        row["cells"].as_array().unwrap().iter().map(|cell| cell["state"].as_str().unwrap()).collect();
    assert_eq!(cells, ["zero", "count", "zero", "zero", "zero"]);
    // Not asked for, not recorded.
    let path = write(&place, "渌口区问题清单.csv", head.replace("天元", "渌口").as_bytes());
    let told = json(&place, &[&path, "--apply", "--no-hand-in"]);
    assert!(!told["papers"].as_array().unwrap().is_empty());
    let owed = place.json(&["missing", "问题清单"]);
    assert!(owed["rows"].as_array().unwrap().iter().any(|row| row["unit"] == "渌口"));
    place.ok(&["verify"]);
}

#[test]
fn what_a_header_means_is_said_once() {
    let place = place();
    let text = "序号,县区,哪里,啥事,问题类别,整改办法\n1,天元区,示例小学,补课,有偿补课,退费\n";
    let path = write(&place, "怪表.csv", text.as_bytes());
    let told = json(&place, &[&path]);
    assert_eq!(told["rows"][0]["verdict"], "wrong", "{told}");
    let map = write(
        &place,
        "map.toml",
        "\"哪里\" = \"place\"\n\"啥事\" = \"title\"\n\"整改办法\" = \"\"\n".as_bytes(),
    );
    assert_eq!(verdicts(&place, &[&path, "--map", &map, "--apply"]), ["new TY-001 register"]);
    // Remembered; an empty one stays unused.
    let path = write(&place, "怪表2.csv", text.replace("补课,有偿", "又补课,有偿").as_bytes());
    assert_eq!(verdicts(&place, &[&path]), ["new TY-002 register"]);
    let bad = write(&place, "bad.toml", "\"哪里\" = \"somewhere\"\n".as_bytes());
    let ran = place.run(&["import", &path, "--map", &bad]);
    assert!(ran.code == 7 && ran.err.contains("“somewhere”不是栏目代码"), "{ran:?}");
    // A list may be taken for another sort than its header says.
    let path = file(&place, "x.csv", &["1,天元区,示例中学,有偿补课,补课,,退费,李某,8月15日前,,"]);
    assert_eq!(json(&place, &[&path])["kind"], "ledger");
    assert_eq!(json(&place, &[&path, "--as", "issues"])["kind"], "issues");
    // Taken for what it is not, each row lacks something.
    assert_eq!(judged(&place, &[&path, "--as", "contacts"]).1, 7);
}

#[test]
fn a_change_is_told_from_what_to_what() {
    let place = place();
    let one = "1,天元区,示例小学,有偿补课,在职教师补课,0.39,退费,李某 张某,8月15日前,,";
    let path = file(&place, "台账.csv", &[one]);
    assert_eq!(judged(&place, &[&path, "--apply"]).1, 0);
    let path = file(&place, "台账.csv", &[&one.replace("0.39", "0.45")]);
    let told = json(&place, &[&path]);
    let changes = told["rows"][0]["changes"].to_string();
    assert!(changes.contains("3,900") && changes.contains("4,500"), "{told}");
    assert_eq!(told["rows"][0]["fields"], serde_json::json!(["amount"]));
}

/// The same place on a later day.
fn later(mut place: super::Place, day: &str) -> super::Place {
    day.clone_into(&mut place.today);
    place
}

fn told(place: &super::Place, args: &[&str]) -> Vec<String> {
    verdicts(place, args).into_iter().map(|row| row.trim().to_owned()).collect()
}

#[test]
fn each_sheet_may_number_its_rows_from_one() {
    let place = place();
    // One sheet a class, as tables of a document: the same number, the same school.
    let page = |classes: [(&str, &str); 2]| {
        let rows: Vec<String> =
            classes.iter().map(|(class, title)| format!("1,天元区,示例小学,{class},{title}")).collect();
        format!("序号,单位,学校,问题类别,存在问题\n{}\n", rows.join("\n"))
    };
    let first = page([("有偿补课", "补课"), ("违规教辅", "推销")]);
    let path = write(&place, "两类.csv", first.as_bytes());
    assert_eq!(told(&place, &[&path, "--apply"]), ["new TY-001 register", "new TY-002 register"]);
    let second = page([("有偿补课", "周末补课"), ("违规教辅", "统一推销")]);
    let path = write(&place, "两类.csv", second.as_bytes());
    assert_eq!(told(&place, &[&path, "--apply"]), ["update TY-001", "update TY-002"]);
    // Another unit's file of the same name speaks of none of them; a row that is refused is not gone.
    let third = second.replace("天元区", "渌口区");
    let path = write(&place, "两类.csv", third.as_bytes());
    assert_eq!(told(&place, &[&path, "--apply"]), ["new LK-001 register", "new LK-002 register"]);
    let head = "序号,单位,学校,问题类别,存在问题,发现时间\n";
    let rows = "1,天元区,示例小学,有偿补课,周末补课,9月31日\n1,天元区,示例小学,违规教辅,统一推销,\n";
    let path = write(&place, "两类.csv", format!("{head}{rows}").as_bytes());
    assert_eq!(told(&place, &[&path]), ["wrong TY-001", "same TY-002"]);
}

#[test]
fn amounts_are_told_in_what_their_header_says_and_what_is_done_was_done_then() {
    let place = later(place(), "2021-09-18");
    let rows = [
        "1,天元区,示例小学,有偿补课,补课,\"1,200\",退费,李某,9月10日前,√,",
        "2,天元区,示例中学,有偿补课,收费,约2,退费,李某,9月10日前,√,",
        "3,天元区,示例幼儿园,有偿补课,讲课,3900元,退费,李某,9月10日前,,",
    ];
    let head = format!("{},完成时间", super::HEAD);
    let lines: Vec<String> = rows.iter().map(|row| format!("{row},9月8日")).collect();
    let path = write(&place, "台账.csv", format!("{head}\n{}\n", lines.join("\n")).as_bytes());
    let done = "register plan claim";
    let expected =
        [format!("new TY-001 {done}"), format!("new TY-002 {done}"), "new TY-003 register plan".into()];
    assert_eq!(told(&place, &[&path, "--apply"]), expected);
    let list = place.json(&["list", "issues", "sort:no"]);
    let of = |field: &str| -> Vec<String> {
        list["rows"].as_array().unwrap().iter().map(|row| row[field].to_string()).collect()
    };
    assert_eq!(of("amount_fen"), ["1200000000", "2000000", "390000"]);
    assert_eq!(of("claimed_on"), ["\"2021-09-08\"", "\"2021-09-08\"", "null"]);
    assert_eq!(of("overdue"), ["false", "false", "true"]);
}

#[test]
fn names_that_were_left_out_stay_out() {
    let place = place();
    let one = "1,天元区,示例小学,有偿补课,教师王示例周末补课,,,,,,";
    let path = file(&place, "台账.csv", &[one]);
    let names = json(&place, &[&path, "--apply", "--hide-names"]);
    assert_eq!(names["rows"][0]["title"], "教师王某某周末补课");
    assert_eq!(told(&place, &[&path]), ["same TY-001"], "the next version does not bring them back");
    assert_eq!(place.json(&["list", "issues"])["rows"][0]["title"], "教师王某某周末补课");
    place.ok(&["verify"]);
}
