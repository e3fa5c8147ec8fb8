//! The thread from entry to closing through `duban do` alone, and what the command line promises.

mod support;

use support::run::Place;

const UNIT: [&str; 6] = ["--for", "unit", "--by", "王某", "--paper", "传真1号"];

fn args<'a>(head: &[&'a str], tail: &[&'a str]) -> Vec<&'a str> {
    head.iter().chain(tail).copied().collect()
}

fn campaign() -> Place {
    let place = Place::new("2021-07-12");
    place.ok(&["init", "--member", "示例办事员"]);
    place
}

fn row(place: &Place, no: &str) -> serde_json::Value {
    place.json(&["list", "issues", &format!("no:{no}")])["rows"][0].clone()
}

const REGISTER: [&str; 14] = [
    "do",
    "register",
    "--set",
    "unit=ty",
    "--set",
    "item=2.1",
    "--set",
    "place=示例第三小学",
    "--set",
    "title=家教收费26名学生",
    "--set",
    "deadline=8月15日前",
    "--set",
    "amount=3900元",
];

#[test]
fn the_whole_thread_through_do() {
    let mut place = campaign();
    assert!(place.ok(&REGISTER).contains("二（二）2"));
    place.ok(&args(&["do", "plan", "TY-001", "--set", "measure=停止补课；李某；8月10日前"], &UNIT));
    place.today = "2021-08-20".into();
    place
        .ok(&args(&["do", "extend", "TY-001", "--set", "extend_to=9月5日前", "--reason", "清退未完"], &UNIT));
    let decide = ["do", "decide-extension", "TY-001", "--set", "decision=agreed"];
    let section = place.run(&args(&decide, &["--for", "section", "--by", "李某某", "--paper", "电话"]));
    assert_eq!(section.code, 4, "{}", section.err);
    place.ok(&args(&decide, &["--for", "chief", "--by", "示例主任", "--paper", "签批单3号"]));
    let extended = row(&place, "TY-001");
    assert_eq!(
        (extended["deadline"].as_str(), extended["original_deadline"].as_str()),
        (Some("2021-09-05"), Some("2021-08-15"))
    );
    assert!(place.ok(&["show", "TY-001"]).contains("8月15日前"));

    place.today = "2021-09-12".into();
    let claim =
        ["do", "claim", "TY-001", "--set", "statement=已停止", "--on", "2021-09-03", "--set", "done=是"];
    place.ok(&args(&claim, &UNIT));
    let close =
        ["do", "close", "TY-001", "--set", "verify_way=papers", "--for", "section", "--paper", "验收单"];
    let same = place.run(&args(&close, &["--by", "王某"]));
    assert_ne!(same.code, 0);
    assert!(same.err.contains("验收人不能与申报人相同"), "{}", same.err);
    place.ok(&args(&close, &["--by", "李某某"]));
    let closed = row(&place, "TY-001");
    assert_eq!((closed["state"].as_str(), closed["late_days"].as_i64()), (Some("closed"), Some(5)));
    place.ok(&["undo"]);
    assert_eq!(row(&place, "TY-001")["state"], "claimed");
    place.ok(&["redo"]);
    assert_eq!(row(&place, "TY-001")["state"], "closed");
    let history = place.json(&["history", "TY-001"]);
    let verbs: Vec<&str> =
        history["rows"].as_array().unwrap().iter().map(|row| row["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs.len(), 10, "{verbs:?}");
    place.ok(&["verify"]);
}

#[test]
fn an_act_named_by_its_op_id_is_done_once() {
    let place = campaign();
    let op = ["--op-id", "000102030405060708090a0b0c0d0e0f"];
    place.ok(&args(&REGISTER, &op));
    place.ok(&args(&REGISTER, &op));
    assert_eq!(place.json(&["list", "issues"])["total"], 1);
}

#[test]
fn exit_codes_are_as_promised() {
    let place = Place::new("2021-07-12");
    assert_eq!(place.run(&["status"]).code, 3);
    assert_eq!(place.run(&["statsu"]).code, 2);
    place.ok(&["init", "--member", "示例办事员"]);
    assert_eq!(place.run(&["init", "--member", "示例办事员"]).code, 1);
    assert_eq!(place.run(&["show", "TY-009"]).code, 3);
    assert_eq!(place.run(&["list", "issues", "状太：整改中"]).code, 2);
    place.ok(&REGISTER);
    assert_eq!(place.run(&["status", "--check"]).code, 0);
    let mut late = place;
    late.today = "2021-08-20".into();
    assert_eq!(late.run(&["status", "--check"]).code, 10);
}

#[test]
fn bad_stores_are_named_and_left_alone() {
    let place = Place::new("2021-07-12");
    for bytes in [&b""[..], b"not a store at all", &[0; 200_000]] {
        std::fs::write(place.store(), bytes).unwrap();
        let ran = place.run(&["status"]);
        assert_eq!(ran.code, 7, "{ran:?}");
        assert!(!ran.err.is_empty() && !ran.err.contains("panicked"), "{ran:?}");
        assert_eq!(std::fs::read(place.store()).unwrap(), bytes);
    }
    std::fs::write(place.folder().join("bad.toml"), "format = \"duban-pack/1\"\nid = 3\n").unwrap();
    let path = place.folder().join("bad.toml");
    let ran = place.run(&["pack", "check", path.to_str().unwrap()]);
    assert_eq!(ran.code, 7, "{ran:?}");
    assert!(ran.err.contains("bad.toml:2"), "{ran:?}");
}

#[test]
fn english_is_complete_and_status_fits_a_telephone() {
    let place = campaign();
    place.ok(&REGISTER);
    let status = place.ok(&["status"]);
    let wide = status.lines().take(3).map(duban::text::width).max().unwrap();
    assert!(wide <= 60, "{wide}: {status}");
    let english = place.ok(&["--lang", "en", "status"]);
    assert!(english.contains("issue"), "{english}");
}

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_marked() {
    let make = || {
        let place = Place::new("2021-09-18");
        place.ok(&["sample", "--size", "20", "--seed", "5"]);
        place
    };
    let (a, b) = (make(), make());
    let rows = |place: &Place| place.json(&["list", "issues"]);
    assert_eq!(rows(&a), rows(&b));
    assert_eq!(rows(&a)["synthetic"], true);
    assert!(a.run(&["list", "issues"]).err.contains("演示数据 均为虚构"));
    a.ok(&["verify"]);
}

#[test]
fn a_file_of_evidence_is_kept_under_its_hash_and_missed_when_it_changes() {
    use std::os::unix::fs::PermissionsExt;
    let place = campaign();
    place.ok(&[
        "do",
        "register",
        "--set",
        "unit=ty",
        "--set",
        "item=2.1",
        "--set",
        "place=示例小学",
        "--set",
        "title=补课",
    ]);
    let file = place.folder().join("退费 凭证\u{202E}.pdf");
    std::fs::write(&file, b"%PDF made up").unwrap();
    place.ok(&["do", "evidence", "TY-001", "--file", file.to_str().unwrap()]);
    place.ok(&[
        "do",
        "evidence",
        "TY-001",
        "--file",
        file.to_str().unwrap(),
        "--set",
        "evidence_name=再存一次",
    ]);
    let folder = place.folder().join("duban.redb.evidence");
    let kept: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(kept.len(), 1, "the same bytes once");
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(std::fs::metadata(&kept[0]).unwrap().permissions().mode() & 0o777, 0o600);
    let told = place.ok(&["show", "TY-001"]);
    assert!(told.contains("退费 凭证") && !told.contains('\u{202E}'), "{told}");
    place.ok(&["verify"]);
    let forged = place.run(&[
        "do",
        "evidence",
        "TY-001",
        "--set",
        "evidence_name=x",
        "--set",
        "evidence_file=../../etc",
    ]);
    assert_eq!(forged.code, 2, "{}", forged.err);
    std::fs::write(&kept[0], b"%PDF other").unwrap();
    assert_eq!(place.run(&["verify"]).code, 1);
}
