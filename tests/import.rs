//! Lists that others keep: read, judged row by row, taken in as one act; through the real binary.

#[path = "import/identity.rs"]
mod identity;
#[path = "import/others.rs"]
mod others;
#[path = "support/mod.rs"]
mod support;

use serde_json::Value;
use support::desk::Desk;
use support::run::{Place, Ran};

const HEAD: &str =
    "序号,单位,学校（机构）,问题类别,存在问题,涉及金额（万元）,整改措施,责任人,整改时限,完成情况,备注";

fn place() -> Place {
    let place = Place::new("2021-07-20");
    place.ok(&["init", "--member", "示例办事员"]);
    place
}

fn write(place: &Place, name: &str, bytes: &[u8]) -> String {
    let path = place.folder().join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn file(place: &Place, name: &str, rows: &[&str]) -> String {
    write(place, name, format!("填报单位：天元区教育局\n{HEAD}\n{}\n", rows.join("\n")).as_bytes())
}

/// `[row, verdict, number, steps]` of each row, and the exit code.
fn judged(place: &Place, args: &[&str]) -> (Vec<[String; 4]>, i32) {
    let args: Vec<&str> = ["import"].iter().chain(args).chain(&["--json"]).copied().collect();
    let Ran { code, out, err } = place.run(&args);
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let row = |row: &Value| {
        let steps: Vec<String> = row["steps"].as_array().unwrap().iter().map(text).collect();
        [text(&row["row"]), text(&row["verdict"]), text(&row["no"]), steps.join(" ")]
    };
    (json["rows"].as_array().unwrap().iter().map(row).collect(), code)
}

fn rows(expected: &[[&str; 4]]) -> Vec<[String; 4]> {
    expected.iter().map(|row| row.map(str::to_owned)).collect()
}

#[test]
fn each_row_goes_as_far_as_its_columns_prove() {
    let place = place();
    let path = file(
        &place,
        "天元台账.csv",
        &[
            "1,天元区,示例小学,有偿补课,在职教师补课,0.39,退费并谈话,李某,8月15日前,正在整改,",
            "2,,示例中学,有偿补课,暑期集体补课,,停课退费,张某,8月底前,√,已退费",
            "3,天元区,示例幼儿园,违规招生,招生考试,,,,9月底前,,",
            ",天元区,,收受礼品礼金,无,,,,,,",
            "5,示例县,示例三小,有偿补课,有偿家教,,,,8月底,,",
            "6,,示例四小,,跨片区招生,,,,,,",
            "7,,示例五小,违规招生,超计划招生,三千,,,,,",
            "合计,,,,5,0.39,,,,,",
            "填报人：刘某　审核人：周某,,,,,,,,,,",
        ],
    );
    let expected = rows(&[
        ["3", "new", "TY-001", "register plan"],
        ["4", "new", "TY-002", "register plan claim"],
        ["5", "new", "TY-003", "register"],
        ["6", "nil", "", ""],
        ["7", "wrong", "", ""],
        ["8", "wrong", "", ""],
        ["9", "wrong", "", ""],
    ]);
    // Trying writes nothing, and says the same as doing.
    assert_eq!(judged(&place, &[&path]), (expected.clone(), 7));
    assert_eq!(place.json(&["list", "issues"])["total"], 0);
    let rejects = place.folder().join("back.csv");
    let rejects = rejects.to_str().unwrap();
    assert_eq!(judged(&place, &[&path, "--apply", "--rejects", rejects]), (expected, 7));
    let list = place.json(&["list", "issues", "sort:no"]);
    let of = |field: &str| -> Vec<String> {
        list["rows"].as_array().unwrap().iter().map(|row| row[field].to_string().replace('"', "")).collect()
    };
    assert_eq!(of("state"), ["rectifying", "claimed", "registered"]);
    assert_eq!(of("amount_fen"), ["390000", "null", "null"]);
    assert_eq!(of("file"), ["天元台账.csv"; 3]);
    assert_eq!(of("file_row"), ["1", "2", "3"]);
    // The steps of the unit stand in its name, on the word of the file and its row.
    let history = place.json(&["history", "TY-002"]);
    let plan = history["rows"].as_array().unwrap().iter().find(|fact| fact["verb"] == "plan").unwrap();
    assert_eq!((plan["party"].as_str(), plan["by"].as_str()), (Some("unit"), Some("张某")));
    assert!(plan["paper"].as_str().unwrap().ends_with("!4"), "{plan}");
    // What was not taken comes back as it stood, with the reason.
    let back = std::fs::read_to_string(rejects).unwrap();
    let lines: Vec<&str> = back.trim_start_matches('\u{feff}').lines().collect();
    // Who reports stands above it as it did.
    assert!(lines[0].starts_with("填报单位：天元区教育局,"), "{back}");
    assert_eq!(lines[1], format!("{HEAD},没收的原因"));
    assert_eq!(lines.len(), 5);
    assert!(lines[2].starts_with("5,示例县,示例三小") && lines[2].contains("没有叫“示例县”的单位"), "{back}");
    assert!(lines[4].contains("三千"), "{back}");
    // Mended, it goes the same way again.
    let mended =
        back.replace("示例县", "天元区").replace("三千", "0.3").replace("示例四小,,", "示例四小,违规招生,");
    let path = write(&place, "补正.csv", mended.as_bytes());
    let (verdicts, code) = judged(&place, &[&path, "--apply"]);
    let taken = [
        ["3", "new", "TY-004", "register"],
        ["4", "new", "TY-005", "register"],
        ["5", "new", "TY-006", "register"],
    ];
    assert_eq!((verdicts, code), (rows(&taken), 0));
    place.ok(&["verify"]);
}

#[test]
fn a_second_version_changes_what_changed_and_tells_what_is_gone() {
    let place = place();
    let first = [
        "1,天元区,示例小学,有偿补课,在职教师补课,0.39,退费,李某,8月15日前,正在整改,",
        "2,天元区,示例中学,有偿补课,暑期集体补课,,停课,张某,8月底前,,",
        "3,天元区,示例幼儿园,违规招生,招生考试,,,,9月底前,,",
    ];
    let path = file(&place, "台账.csv", &first);
    assert_eq!(judged(&place, &[&path, "--apply"]).1, 0);
    let seq = place.json(&["history"])["total"].as_i64();
    // The same again is the same, and leaves no trace.
    let (verdicts, code) = judged(&place, &[&path, "--apply"]);
    assert!(code == 0 && verdicts.iter().all(|row| row[1] == "same"), "{verdicts:?}");
    assert_eq!(place.json(&["history"])["total"].as_i64(), seq);
    let second = [
        "1,天元区,示例小学,有偿补课,在职教师补课,0.45,退费,李某,8月15日前,已完成,已退",
        "2,天元区,示例中学,有偿补课,暑期集体补课,,停课,张某,8月底前,,",
        "3,天元区,示例新校,有偿补课,新的问题,,,,9月底前,,",
    ];
    let path = file(&place, "台账.csv", &second);
    let (verdicts, code) = judged(&place, &[&path, "--apply"]);
    assert_eq!(
        verdicts,
        rows(&[
            ["3", "update", "TY-001", "claim"],
            ["4", "same", "TY-002", ""],
            ["5", "new", "TY-004", "register"],
            ["0", "gone", "TY-003", ""],
        ])
    );
    assert_eq!(code, 0);
    assert_eq!(place.json(&["list", "issues", "no:TY-001"])["rows"][0]["amount_fen"], 450_000);
    // An import of updates alone is taken back as one.
    let third = second.map(|row| row.replace("0.45", "0.50").replace("停课", "停课并退费"));
    let path = file(&place, "台账.csv", &third.each_ref().map(String::as_str));
    assert_eq!(judged(&place, &[&path, "--apply"]).1, 0);
    let amount = || place.json(&["list", "issues", "no:TY-001"])["rows"][0]["amount_fen"].clone();
    assert_eq!(amount(), 500_000);
    place.ok(&["undo"]);
    assert_eq!(amount(), 450_000);
    let measures = place.json(&["list", "ledger", "no:TY-002"])["total"].clone();
    assert_eq!(measures, 1, "the measure that came with it is gone too");
    place.ok(&["verify"]);
}

#[test]
fn a_liaison_hands_in_for_his_own_unit_only() {
    let place = place();
    let path = file(
        &place,
        "a.csv",
        &["1,渌口区,示例小学,有偿补课,补课,,,,,,", "2,天元区,示例小学,有偿补课,补课,,,,,,"],
    );
    assert_eq!(judged(&place, &[&path]).0.len(), 2);
    // The founder becomes a liaison of 天元.
    let member = place.json(&["list", "members"])["rows"][0]["login"].as_str().unwrap().to_owned();
    place.ok(&["member", "add", "other", "--name", "示例甲", "--unit", "ZZB", "--roles", "zzb,admin"]);
    place.ok(&["member", "add", &member, "--unit", "TY", "--roles", "reporter"]);
    let (verdicts, code) = judged(&place, &[&path, "--apply"]);
    assert_eq!(code, 7);
    assert_eq!((verdicts[0][1].as_str(), verdicts[1][1].as_str()), ("wrong", "new"), "{verdicts:?}");
    assert_eq!(place.json(&["list", "issues"])["total"], 1);
}

#[test]
fn encodings_separators_and_pasted_dates_are_read() {
    let place = place();
    let text = format!("{HEAD}\n1,天元区,示例小学,有偿补课,补课,,退费,李某,44469,,\n");
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let tabs = text.replace(',', "\t").into_bytes();
    let marked = ["\u{feff}".as_bytes(), text.as_bytes()].concat();
    for (n, bytes) in [utf16, gbk, tabs, marked].into_iter().enumerate() {
        let path = write(&place, &format!("{n}.csv"), &bytes);
        let (verdicts, code) = judged(&place, &[&path, "--apply"]);
        let expected = if n == 0 { "new" } else { "same" };
        assert_eq!((verdicts[0][1].as_str(), code), (expected, 0), "{n}: {verdicts:?}");
    }
    let due = place.json(&["list", "issues"])["rows"][0]["deadline"].clone();
    assert_eq!(due, "2021-09-30");
}

#[test]
fn a_table_pasted_at_the_desk_is_taken_in_by_two_keys() {
    let place = place();
    let desk = Desk::open(&place, 100, 30, &[]);
    desk.see("0待办");
    desk.keys("2");
    desk.see("还没有问题");
    let table = [
        "序号\t单位\t学校\t问题类别\t存在问题\t整改措施\t责任人\t整改时限\t完成情况",
        "1\t天元区\t示例小学\t有偿补课\t在职教师补课\t退费\t李某\t8月15日前\t√",
        "2\t示例县\t示例中学\t有偿补课\t补课\t\t\t\t",
        "3\t渌口\t示例幼儿园\t违规招生\t招生考试\t\t\t9月底\t",
    ];
    desk.send(&format!("\x1b[200~{}\n\x1b[201~", table.join("\n")));
    desk.see("1 当作表格导入");
    desk.keys("1");
    desk.see("新增 2、有错 1");
    desk.see("1 导入能办的2行");
    // Looking at each row comes back to the question.
    desk.keys("2");
    desk.see("没有叫“示例县”的单位");
    desk.keys("\x1b");
    desk.see("1 导入能办的2行");
    assert_eq!(place.json(&["list", "issues"])["total"], 0, "nothing yet");
    desk.keys("1");
    // What was not taken is shown.
    desk.see("没有叫“示例县”的单位");
    desk.keys("\x1b");
    desk.see("TY-001");
    desk.see("LK-001");
    desk.keys("q");
    assert_eq!(desk.end(), 0);
    let list = place.json(&["list", "issues", "sort:no"]);
    assert_eq!((&list["total"], &list["rows"][0]["state"]), (&Value::from(2), &Value::from("claimed")));
    place.ok(&["verify"]);
}

#[test]
fn a_file_from_the_inbox_is_taken_in_and_what_is_not_goes_to_the_outbox() {
    let place = place();
    let inbox = place.folder().join("data/duban/inbox");
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("0待办");
    desk.keys("8");
    desk.see("收件箱里没有文件");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&inbox).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o700);
    // Twenty-six rows: some right, some wrong, one a nil.
    let mut rows: Vec<String> = (1..=23)
        .map(|n| format!("{n},天元区,示例{n}小,有偿补课,第{n}号问题,,退费,李某,8月15日前,正在整改,"))
        .collect();
    rows.push("24,示例县,示例中学,有偿补课,补课,,,,,,".into());
    rows.push("25,天元区,示例中学,有偿补课,乱收费,三千,,,,,".into());
    rows.push(",天元区,,收受礼品礼金,无,,,,,,".into());
    let text = format!("填报单位：天元区教育局\n{HEAD}\n{}\n", rows.join("\n"));
    std::fs::write(inbox.join("天元区整改台账.csv"), text).unwrap();
    std::fs::write(inbox.join("坏.xlsx"), b"PK\x03\x04").unwrap();
    // Of one whose name says nothing its content tells.
    let says = "渌口区教育局联络人\n单位,姓名,联系电话\n渌口区,示例甲,0731-0000000\n";
    std::fs::write(inbox.join("1.csv"), says).unwrap();
    desk.send("\x1b[15~");
    desk.see("天元 台账");
    desk.see("渌口 联络人");
    desk.see("收件箱 3");
    std::fs::remove_file(inbox.join("1.csv")).unwrap();
    desk.send("\x1b[15~");
    desk.see("收件箱 2");
    // What cannot be read is a sentence.
    let broken = desk.text().lines().find(|line| line.contains('▶')).unwrap().contains("坏.xlsx");
    desk.send(if broken { "\r" } else { "\x1b[B\r" });
    desk.see("文件坏了");
    desk.send(if broken { "\x1b[B\r" } else { "\x1b[A\r" });
    desk.see("天元区整改台账.csv 共26行");
    desk.see("新增 23、无问题 1、有错 2");
    desk.see("登记报送：天元 整改台账（教师科）");
    // From here to receipt and notice it takes three keys.
    desk.keys("1");
    desk.see("没有叫“示例县”的单位");
    desk.keys("\x1b");
    desk.see("给天元出文");
    desk.keys("1");
    desk.see("发件箱 3");
    desk.keys("q");
    assert_eq!(desk.end(), 0);
    assert_eq!(place.json(&["list", "issues", "state:整改中"])["total"], 23);
    let back = place.folder().join("data/duban/outbox/天元区整改台账-没收的行.csv");
    let back = std::fs::read_to_string(back).unwrap();
    assert!(back.lines().count() == 4 && back.contains("三千"), "{back}");
    let outbox = place.folder().join("data/duban/outbox");
    let letter = |name: &str| {
        let read = std::fs::read_dir(&outbox).unwrap().flatten();
        let path = read.map(|file| file.path()).find(|path| path.to_str().unwrap().contains(name)).unwrap();
        let grids = duban::exchange::read_file(&path, &duban::exchange::Limits::default()).unwrap();
        grids.iter().flat_map(|grid| grid.rows.iter().flatten()).cloned().collect::<Vec<_>>().join("|")
    };
    let receipt = letter("收件回执");
    assert!(receipt.contains("23|TY-023"), "their number beside ours: {receipt}");
    let correction = letter("补正通知");
    assert!(correction.contains("24|") && correction.contains("没有叫“示例县”的单位"), "{correction}");
    assert!(
        place.json(&["missing", "整改台账"])["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| { row["unit"] != "天元" || row["receiver"] != "教师科" })
    );
}

#[test]
fn an_import_that_is_broken_off_leaves_nothing_half_done() {
    let place = place();
    let rows: Vec<String> = (1..=8_000)
        .map(|n| format!("{n},天元区,示例{n}小,有偿补课,第{n}号问题,,退费,李某,8月15日前,正在整改,"))
        .collect();
    let path = file(&place, "大表.csv", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    let terminal = Desk::open(&place, 100, 30, &["import", &path, "--apply"]);
    // How far it is stands there; then it is broken off.
    terminal.see("/8000 行");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    let total = place.json(&["list", "issues"])["total"].clone();
    assert_eq!(total, 0, "all or nothing");
    place.ok(&["verify"]);
}

#[test]
fn what_was_exported_comes_back_as_it_is_and_an_edit_as_that_edit() {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "S", "--seed", "2"]);
    for table in ["T1", "T2"] {
        for ending in ["xlsx", "csv", "docx"] {
            let path = place.folder().join(format!("{table}.{ending}"));
            let path = path.to_str().unwrap();
            place.ok(&["export", table, "-o", path]);
            let (verdicts, code) = judged(&place, &[path]);
            assert!(code == 0 && verdicts.len() >= 50, "{table}.{ending}: {} rows", verdicts.len());
            let changed: Vec<_> = verdicts.iter().filter(|row| row[1] != "same").collect();
            assert!(changed.is_empty(), "{table}.{ending}: {changed:?}");
        }
    }
    let path = place.folder().join("T1.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let first = text.lines().find(|line| line.contains("JA-001")).unwrap();
    let edited = first.replacen("群众举报", "自查自纠", 1);
    assert_ne!(edited, first);
    std::fs::write(&path, text.replacen(first, &edited, 1)).unwrap();
    let (verdicts, _) = judged(&place, &[path.to_str().unwrap(), "--apply"]);
    let changed: Vec<_> = verdicts.iter().filter(|row| row[1] != "same").collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!((changed[0][1].as_str(), changed[0][2].as_str()), ("update", "JA-001"));
    assert_eq!(place.json(&["list", "issues", "no:JA-001"])["rows"][0]["source"], "自查自纠");
}

#[test]
fn the_desk_writes_the_table_in_sight_into_the_outbox() {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "S", "--seed", "2"]);
    let desk = Desk::open(&place, 100, 30, &[]);
    desk.see("待我办");
    desk.keys("2");
    desk.see("2 问题清单");
    desk.keys("o");
    desk.see("逾期");
    desk.keys("d");
    desk.see("导出哪张表");
    desk.see("1 问题清单");
    desk.keys("1");
    desk.see("已存到");
    desk.keys("8");
    desk.see("发件箱 1");
    desk.keys("q");
    assert_eq!(desk.end(), 0);
    let path = place.folder().join("data/duban/outbox/问题清单_2021-09-18.xlsx");
    // What is in it is what was in sight, and it can be read back.
    let overdue = place.json(&["list", "issues", "is:overdue"])["total"].as_u64().unwrap() as usize;
    let (verdicts, code) = judged(&place, &[path.to_str().unwrap()]);
    assert!(overdue > 0 && code == 0);
    assert_eq!(verdicts.len(), overdue, "{verdicts:?}");
}

#[test]
fn a_workbook_that_comes_back_is_merged_cell_by_cell() {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "S", "--seed", "2"]);
    let path = place.folder().join("T1.xlsx");
    let path = path.to_str().unwrap();
    place.ok(&["export", "T1", "-o", path]);
    // Meanwhile the office goes on.
    place.ok(&["do", "amend", "JA-001", "--set", "persons=9", "--reason", "更正"]);
    let (verdicts, code) = judged(&place, &[path, "--apply"]);
    assert!(code == 0 && verdicts.iter().all(|row| row[1] == "same"), "{verdicts:?}");
    let row = |field: &str| place.json(&["list", "issues", "no:JA-001"])["rows"][0][field].clone();
    assert_eq!(row("persons"), 9, "what the file did not touch stays as others made it");
    // The file with one cell of JA-001 changed.
    let grid =
        duban::exchange::read_file(path.as_ref(), &duban::exchange::Limits::default()).unwrap().remove(0);
    let head = grid.rows.iter().position(|row| row.iter().any(|cell| cell == "问题编号")).unwrap();
    let place_of = |name: &str| grid.rows[head].iter().position(|cell| cell.starts_with(name)).unwrap();
    assert!(place_of("修订号") > 10);
    let line = grid.rows.iter().position(|row| row.iter().any(|cell| cell == "JA-001")).unwrap();
    let edited = |column: &str, text: &str| {
        let mut rows = grid.rows.clone();
        rows[line][place_of(column)] = text.to_owned();
        let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",");
        let text: Vec<String> = rows.iter().map(line).collect();
        write(&place, "edited.csv", text.join("\n").as_bytes())
    };
    let changed = |path: &str| -> Vec<[String; 4]> {
        let (verdicts, _) = judged(&place, &[path, "--apply"]);
        verdicts.into_iter().filter(|row| row[1] != "same").collect()
    };
    let found = changed(&edited("发现方式", "自查自纠"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0][1].as_str(), found[0][2].as_str()), ("update", "JA-001"));
    assert_eq!((row("source"), row("persons")), (Value::from("自查自纠"), Value::from(9)));
    // The same cell on both sides: nothing is written over.
    let found = changed(&edited("涉及教师", "5"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0][1], "conflict", "{found:?}");
    assert_eq!(row("persons"), 9);
    place.ok(&["verify"]);
}

#[test]
fn a_list_that_names_no_unit_is_the_liaisons_own_and_is_not_entered_twice() {
    let place = place();
    let member = place.json(&["list", "members"])["rows"][0]["login"].as_str().unwrap().to_owned();
    place.ok(&["member", "add", "other", "--name", "示例甲", "--unit", "ZZB", "--roles", "zzb,admin"]);
    place.ok(&["member", "add", &member, "--unit", "TY", "--roles", "reporter"]);
    // The school stands where others write the unit.
    let text = "序号,单位,问题类别,存在问题\n1,示例小学,有偿补课,补课\n2,示例中学,有偿补课,收费\n";
    let path = write(&place, "a.csv", text.as_bytes());
    let told = |place: &Place| judged(place, &[&path, "--apply"]).0.into_iter().map(|row| row[1].clone());
    assert_eq!(told(&place).collect::<Vec<_>>(), ["new", "new"]);
    assert_eq!(told(&place).collect::<Vec<_>>(), ["same", "same"]);
    // Another name of the file is another file with the same issues.
    let again = write(&place, "b.csv", text.as_bytes());
    let (verdicts, _) = judged(&place, &[&again, "--apply"]);
    assert!(verdicts.iter().all(|row| row[1] == "same"), "{verdicts:?}");
    assert_eq!(place.json(&["list", "issues"])["total"], 2);
}

#[test]
fn a_further_measure_of_the_issue_above_is_an_update() {
    let place = place();
    let one = "1,天元区,示例小学,有偿补课,补课,,退费,李某,8月15日前,,";
    let path = file(&place, "台账.csv", &[one, ",,,,,,谈话,王某,8月20日前,,"]);
    let expected = rows(&[["3", "new", "TY-001", "register plan"], ["4", "update", "TY-001", "plan"]]);
    assert_eq!(judged(&place, &[&path, "--apply"]), (expected, 0));
    assert_eq!(place.json(&["list", "ledger"])["total"], 2);
    let (verdicts, _) = judged(&place, &[&path]);
    assert!(verdicts.iter().all(|row| row[1] == "same"), "{verdicts:?}");
}
