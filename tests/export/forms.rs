//! Forms of tables: as the plan says, to fill in, to send out, with names that somebody looked at.

use super::book::{Book, csv, parts, text};
use super::support::run::Place;
use super::{TODAY, export, place, refused};

/// A campaign under a plan of its own.
fn planned(own: &str) -> Place {
    let place = Place::new(TODAY);
    let plan = place.folder().join("plan.toml");
    let standard = duban::pack::built_in("zhuzhou-2021").unwrap();
    std::fs::write(&plan, format!("{standard}\n{own}")).unwrap();
    place.ok(&["init", "--pack", plan.to_str().unwrap(), "--member", "示例办事员"]);
    place
}

/// Registers an issue.
fn register(place: &Place, unit: &str) {
    let set = |text: &str| ["--set".to_owned(), text.to_owned()];
    let mut line = vec!["do".to_owned(), "register".to_owned()];
    for text in [
        &format!("unit={unit}"),
        "place=示例小学",
        "category=2",
        "item=2.1",
        "title=示例：校外补课",
        "found_on=2021-09-10",
    ] {
        line.extend(set(text));
    }
    place.ok(&line.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_plan_says_which_columns_a_table_has() {
    let place = planned(
        r#"
[[tables]]
id = "problem-list"
title = "排查情况表"
columns = [{ key = "no" }, { key = "found", label = "问题", width = 40 }, { key = "students" }]
total = "last"
foot = ["经办：　　　　", "（盖章）"]
file = "{table}-{month}"

[[tables]]
id = "units-only"
of = "statistics"
columns = [{ key = "unit" }, { key = "category.issues" }, { key = "all.rate" }]
total = "none"
"#,
    );
    register(&place, "TY");
    let book = Book::read(&export(&place, "a.xlsx", &["T1"]));
    assert_eq!(book.heads[..3], ["问题编号", "问题", "涉及学生（人）"]);
    // Beside them only what brings the file back.
    assert_eq!(book.heads[3..], ["修订号"]);
    assert!(book.title.contains("排查情况表"), "{}", book.title);
    assert_eq!((book.rows.len(), text(&book.rows[1][0])), (2, "合计".into()), "the totals stand last");
    assert!(book.below.iter().any(|line| line.contains("（盖章）")), "{:?}", book.below);
    let lines = csv(&export(&place, "b.csv", &["units-only"]));
    assert_eq!(lines[0].len(), 7);
    assert!(lines[0][1].ends_with("_问题数（个）") && lines[0][6] == "合计_整改率", "{:?}", lines[0]);
    assert!(lines[1..].iter().all(|line| line[0] != "合计"));
    let mut command = place.command(&["export", "排查情况表"]);
    assert!(command.current_dir(place.folder()).status().unwrap().success());
    assert!(place.folder().join("排查情况表-2021-09.xlsx").exists());
    let short = csv(&export(&place, "c.csv", &["problem-list-short"]));
    let heads =
        ["序号", "县市区（单位）", "问题类别", "问题具体表现", "责任科室（股室）", "整改时限", "状态"];
    assert_eq!(short[0], heads);
    assert_eq!(refused(&place, &["export", "units", "-o", "x.csv"]).code, 2);
}

#[test]
fn a_fault_in_a_form_is_told_with_its_line() {
    let place = Place::new(TODAY);
    let plan = place.folder().join("plan.toml");
    let standard = duban::pack::built_in("zhuzhou-2021").unwrap();
    let lines = standard.lines().count();
    let own = "[[tables]]\nid = \"ledger\"\ncolumns = [\n{ key = \"no\" },\n{ key = \"nothing\" },\n{ key = \"no\" },\n]\n\
               breaks = [\"there\"]\nfile = \"{who}\"\n[[tables]]\nid = \"ledger\"\n[[tables]]\nid = \"mine\"\n";
    std::fs::write(&plan, format!("{standard}\n{own}")).unwrap();
    let ran = place.run(&["pack", "check", plan.to_str().unwrap()]);
    assert_eq!(ran.code, 7, "{ran:?}");
    let said = format!("{}{}", ran.out, ran.err);
    let first = lines + 2;
    for (line, word) in [(4, "nothing"), (5, "no"), (7, "there"), (8, "who"), (10, "ledger"), (12, "mine")] {
        let line = format!("plan.toml:{}：", first + line);
        let found = said.lines().any(|text| text.contains(&line) && text.contains(word));
        assert!(found, "{line} {word}\n{said}");
    }
}

#[test]
fn a_form_to_fill_in_has_lists_and_lines_of_one_unit() {
    let place = place("60");
    let base = place.folder().join("上报.xlsx");
    let line = ["export", "T1", "--split", "unit", "--blank", "--lines", "4", "-o", base.to_str().unwrap()];
    let made = place.json(&line);
    let files = made["files"].as_array().unwrap();
    assert!(files.len() > 8, "{made}");
    for file in files {
        let path = std::path::Path::new(file["path"].as_str().unwrap());
        let unit = path.file_stem().unwrap().to_str().unwrap().strip_prefix("上报_").unwrap().to_owned();
        let book = Book::read_form(path);
        assert_eq!(book.rows.len(), 4);
        assert!((0..4).all(|at| text(book.cell(at, "县市区（单位）")) == unit), "{path:?}");
        assert!(
            book.rows.iter().flatten().filter(|cell| !matches!(cell, calamine::Data::Empty)).count() == 8
        );
        let sheet = &parts(path)["xl/worksheets/sheet1.xml"];
        assert!(sheet.matches("<dataValidation ").count() >= 6, "{path:?}");
        assert!(parts(path)["xl/workbook.xml"].contains("state=\"hidden\""), "{path:?}");
    }
    // Of a ledger those issues stand in it that still lack measures.
    let form = Book::read_form(&export(&place, "t2.xlsx", &["T2", "--blank", "--lines", "3"]));
    let known = (0..form.rows.len()).filter(|at| !text(form.cell(*at, "问题编号")).is_empty());
    assert!(known.clone().count() > 0 && form.rows.len() == known.clone().count() + 3);
    assert!(known.into_iter().all(|at| text(form.cell(at, "整改措施")).is_empty()));
}

#[test]
fn what_leaves_the_office_names_nobody() {
    let place = place("60");
    let open = csv(&export(&place, "open.csv", &["T7"]));
    let masked = csv(&export(&place, "masked.csv", &["T7", "--masked"]));
    let at = |head: &str| open[0].iter().position(|known| known == head).unwrap();
    for (open, masked) in open[1..].iter().zip(&masked[1..]).filter(|(open, _)| open.len() > 1) {
        let name = &open[at("姓名")];
        assert_eq!(masked[at("姓名")], format!("{}某", name.chars().next().unwrap()));
        let phone = &open[at("联系电话")];
        assert!(masked[at("联系电话")].contains('*') || phone.len() < 7, "{phone}");
        assert_eq!(masked[at("单位名称")], open[at("单位名称")]);
    }
    let ledger = export(&place, "ledger.xlsx", &["T2", "--masked"]);
    let book = Book::read(&ledger);
    assert!(!book.heads.iter().any(|head| head == "修订号"), "it does not come back over what is there");
    assert!(book.rows.iter().all(|row| text(&row[book.at("责任人")]).chars().count() % 3 != 1
        || text(&row[book.at("责任人")]).ends_with('某')));
}

#[test]
fn protected_names_are_written_in_only_after_a_look() {
    let place = place("5");
    place.ok(&["do", "pack", "--set", "keep_names=yes"]);
    let issues = place.json(&["list", "issues", "is:open"]);
    let no = issues["rows"].as_array().unwrap().iter().find_map(|row| row["no"].as_str()).unwrap().to_owned();
    let outcome = ["do", "outcome", &no, "--set", "identity=public_teacher", "--set", "sanctions=admonished"];
    place.ok(&[
        &outcome[..],
        &[
            "--set",
            "accused=甄示例",
            "--set",
            "authority=示例",
            "--set",
            "sanctioned_on=2021-09-10",
            "--for",
            "discipline",
            "--by",
            "示例组长",
            "--paper",
            "示例1号",
        ],
    ]
    .concat());
    let kept = csv(&export(&place, "kept.csv", &["T9"]));
    let at = kept[0].iter().position(|head| head == "姓名").unwrap();
    assert!(kept.iter().any(|line| line.len() > at && line[at] == "保密"), "{kept:?}");
    let path = place.folder().join("named.csv");
    let path = path.to_str().unwrap();
    assert_eq!(refused(&place, &["export", "T9", "--names", "-o", path]).code, 2, "a reason is asked for");
    let looks = || {
        place.json(&["history"])["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["verb"] == "reveal")
            .count()
    };
    assert_eq!(looks(), 0);
    place.ok(&["export", "T9", "--names", "--reason", "答复上级", "-o", path]);
    let named = csv(std::path::Path::new(path));
    assert!(named.iter().any(|line| line.len() > at && line[at] == "甄示例"), "{named:?}");
    assert_eq!(looks(), 1);
}
