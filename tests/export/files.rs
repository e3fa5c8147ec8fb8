//! The files themselves: every table in every format, texts that a sheet would run, places that are taken.

use super::book::{Book, csv, document, parts, text};
use super::support::run::Ran;
use super::{export, place, refused};

#[test]
fn every_table_becomes_every_sort_of_file() {
    let place = place("60");
    for n in 1..=12 {
        for lang in ["zh", "en"] {
            for ending in ["xlsx", "csv", "docx"] {
                let name = format!("t{n}-{lang}.{ending}");
                let table = format!("T{n}");
                let path = export(&place, &name, &[&table, "--lang", lang]);
                let mark = if lang == "zh" { "演示数据 均为虚构" } else { "MADE-UP DATA" };
                let whole = match ending {
                    "csv" => {
                        let lines = csv(&path);
                        let columns = lines[0].len();
                        let (last, rest) = lines.split_last().unwrap();
                        assert_eq!(last[0], mark);
                        assert!(rest.iter().all(|line| line.len() == columns), "{name}");
                        std::fs::read_to_string(&path).unwrap()
                    }
                    "docx" => {
                        let (texts, seen) = document(&path);
                        assert!(texts.iter().all(|text| !text.contains('\n')), "{name}");
                        assert!(
                            texts[0].contains(mark) && seen["w:tblHeader"] <= 2 * seen["w:tbl"],
                            "{name}: {texts:?}"
                        );
                        let parts = parts(&path);
                        assert!(parts["word/header1.xml"].contains(mark), "{name}");
                        assert!(parts["word/document.xml"].contains("w:orient=\"landscape\""));
                        assert!(parts["word/document.xml"].contains("w:eastAsia="));
                        texts.join("\n")
                    }
                    _ => {
                        let book = Book::read(&path);
                        assert!(book.title.contains(mark), "{name}: {}", book.title);
                        let sheet = &parts(&path)["xl/worksheets/sheet1.xml"];
                        for wanted in ["orientation=\"landscape\"", "paperSize=\"9\"", mark] {
                            assert!(sheet.contains(wanted), "{name}: {wanted}");
                        }
                        let fits = sheet.contains("fitToHeight=\"0\"");
                        assert!(
                            fits || sheet.contains("Breaks") || n == 2,
                            "{name} is one sheet wide or in parts"
                        );
                        assert!(!sheet.contains("<f>"), "{name}");
                        parts(&path)["xl/sharedStrings.xml"].clone()
                    }
                };
                assert!(!whole.contains("No localization"), "{name}: {whole}");
                // Made once more it is the same file.
                let before = std::fs::read(&path).unwrap();
                export(&place, &name, &[&table, "--lang", lang, "--force"]);
                assert!(before == std::fs::read(&path).unwrap(), "{name} differs when made again");
            }
        }
    }
}

#[test]
fn a_text_that_a_sheet_would_run_stays_a_text() {
    let place = place("5");
    let title = "=HYPERLINK(\"http://x\",\"y\")";
    let desc = "＝1+1，家长反映两次\n第二行 <b>&";
    for (unit, school, desc) in [("JA", "@SUM(A1)", Some(desc)), ("YI", "示例", None)] {
        let mut sets = vec![format!("unit={unit}"), format!("place={school}"), format!("title={title}")];
        sets.extend(desc.map(|desc| format!("desc={desc}")));
        sets.extend(["category=2", "item=2.1", "found_on=2021-09-10"].map(str::to_owned));
        let sets: Vec<&str> = sets.iter().flat_map(|set| ["--set", set.as_str()]).collect();
        place.ok(&[&["do", "register"], &sets[..]].concat());
    }
    let xlsx = export(&place, "d.xlsx", &["T1", "found:2021-09-10"]);
    let book = Book::read(&xlsx);
    let found: Vec<[String; 2]> = (0..book.rows.len())
        .map(|at| ["学校（机构）名称", "问题具体表现"].map(|head| text(book.cell(at, head))))
        .collect();
    assert!(found.contains(&["@SUM(A1)".into(), desc.into()]), "{found:?}");
    assert!(found.contains(&["示例".into(), title.into()]), "{found:?}");
    let parts = parts(&xlsx);
    let quoted: Vec<usize> = parts["xl/styles.xml"]
        .split_once("<cellXfs")
        .unwrap()
        .1
        .split("<xf ")
        .skip(1)
        .enumerate()
        .filter(|(_, style)| style.contains("quotePrefix=\"1\""))
        .map(|(at, _)| at)
        .collect();
    let sheet = &parts["xl/worksheets/sheet1.xml"];
    let used: usize = quoted.iter().map(|at| sheet.matches(&format!(" s=\"{at}\" t=\"s\"")).count()).sum();
    assert_eq!(used, 3, "each such text is quoted: {quoted:?}");
    let lines = csv(&export(&place, "d.csv", &["T1", "found:2021-09-10"]));
    let cells: Vec<&String> = lines.iter().flatten().collect();
    for text in ["@SUM(A1)", title, desc] {
        assert!(cells.contains(&&format!("'{text}")) && !cells.contains(&&text.to_owned()), "{cells:?}");
    }
    let (texts, seen) = document(&export(&place, "d.docx", &["T1", "found:2021-09-10"]));
    for line in desc.lines().chain([title]) {
        assert!(texts.iter().any(|text| text == line), "{line}: {texts:?}");
    }
    assert_eq!(seen["w:br"], 1);
}

#[test]
fn a_file_is_put_over_nothing_and_refusals_say_what_to_do() {
    let place = place("5");
    let path = export(&place, "a.xlsx", &["T1"]);
    std::fs::write(&path, b"mine").unwrap();
    let name = path.to_str().unwrap();
    let there = refused(&place, &["export", "T1", "-o", name]);
    assert!(there.code == 1 && there.err.contains("已经有了") && there.err.contains("--force"), "{there:?}");
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    place.ok(&["export", "T1", "-o", name, "--force"]);
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
    let code = |line: &[&str]| refused(&place, line).code;
    assert_eq!(code(&["export", "T18"]), 2);
    assert_eq!(code(&["export", "T1", "-o", "a.pdf"]), 2);
    assert_eq!(code(&["export", "T1", "-o", place.folder().join("none/a.csv").to_str().unwrap()]), 3);
    let fresh = place.folder().join("b.csv");
    let fresh = fresh.to_str().unwrap();
    for line in [
        vec!["export", "T1", "-o", fresh, "状太：整改中"],
        vec!["export", "T7", "-o", fresh, "cat:2"],
        vec!["export", "T10", "-o", fresh, "sort:due"],
        vec!["export", "T6", "-o", fresh, "unit:ja"],
        vec!["export", "T4", "-o", fresh, "13月"],
        vec!["export", "T1", "-o", fresh, "--as-of", "2021-13-01"],
    ] {
        assert_eq!(code(&line), 2, "{line:?}");
    }
    // Without a name it is named after the table and its day, in the folder one is in.
    let mut command = place.command(&["export", "问题清单", "--as-of", "2021-09-01", "-cat:2"]);
    let ran = Ran::of(command.current_dir(place.folder()).output().unwrap());
    assert!(ran.code == 0 && ran.out.contains("问题清单_2021-09-01.xlsx"), "{ran:?}");
    let said = place.json(&["export", "T7", "-o", fresh]);
    assert_eq!((said["schema"].as_str(), said["table"].as_str()), (Some("duban.export/1"), Some("contacts")));
    assert_eq!(said["rows"].as_u64().map(|n| n as usize + 2), Some(csv(fresh.as_ref()).len()));
    let left = std::fs::read_dir(place.folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let parts: Vec<_> = left.filter(|name| name.to_string_lossy().contains(".part")).collect();
    assert!(parts.is_empty(), "{parts:?}");
}

#[test]
fn one_file_a_unit_and_a_form_to_fill_in() {
    let place = place("60");
    let base = place.folder().join("表.csv");
    let base = base.to_str().unwrap();
    let made = place.json(&["export", "T1", "--split", "unit", "cat:2", "-o", base]);
    let files = made["files"].as_array().unwrap();
    let whole = csv(&export(&place, "whole.csv", &["T1", "cat:2"]));
    let unit_at = whole[0].iter().position(|head| head == "县市区（单位）").unwrap();
    let mut lines = 0;
    for file in files {
        let path = std::path::Path::new(file["path"].as_str().unwrap());
        let unit = path.file_stem().unwrap().to_str().unwrap().strip_prefix("表_").unwrap();
        let own = csv(path);
        assert!(own.len() > 3 && own[2..own.len() - 1].iter().all(|line| line[unit_at] == unit), "{path:?}");
        lines += own.len() - 3;
    }
    assert_eq!((lines, files.len() > 3), (whole.len() - 3, true), "every line stands in one file");
    // All places are looked at before the first file is written.
    let last = files.last().unwrap()["path"].as_str().unwrap();
    let first = files[0]["path"].as_str().unwrap();
    std::fs::remove_file(first).unwrap();
    let there = refused(&place, &["export", "T1", "--split", "unit", "cat:2", "-o", base]);
    assert!(there.code == 1 && std::path::Path::new(last).exists() && !std::path::Path::new(first).exists());
    assert_eq!(refused(&place, &["export", "T6", "--split", "unit", "-o", base]).code, 2);
    let form = Book::read_blank(&export(&place, "form.xlsx", &["T1", "--blank"]));
    assert_eq!(form, whole[0]);
}

#[test]
fn the_table_of_changes_is_what_diff_tells() {
    let place = place("60");
    let sheet = csv(&export(&place, "changes.csv", &["T17", "--since", "2021-08-20"]));
    let told = place.json(&["diff", "--since", "2021-08-20"]);
    let units: Vec<_> = told["units"].as_array().unwrap().iter().chain([&told["total"]]).collect();
    assert_eq!(sheet.len(), units.len() + 2, "heads, and the mark of made-up data");
    for unit in units {
        let name = unit["name"].as_str().filter(|name| !name.is_empty()).unwrap_or("合计");
        let line = sheet.iter().find(|line| line[1] == name).unwrap();
        let cell = |head: &str| &line[sheet[0].iter().position(|known| known == head).unwrap()];
        for (head, n) in [
            ("问题（个）_当时", &unit["then"]["issues"]),
            ("问题（个）_新增", &unit["moves"]["added"]),
            ("问题（个）_现在", &unit["now"]["issues"]),
            ("办理（个）_已销号", &unit["moves"]["closed"]),
            ("逾期与挂牌（个）_消除逾期", &unit["moves"]["no_longer_overdue"]),
            ("逾期与挂牌（个）_逾期", &unit["now"]["overdue"]),
        ] {
            assert_eq!(*cell(head), n.to_string(), "{name} {head}");
        }
    }
    let fresh = place.folder().join("t5.csv");
    let line = ["export", "T5", "--since", "2021-08-20", "-o", fresh.to_str().unwrap()];
    assert_eq!(refused(&place, &line).code, 2, "only changes begin with a day");
}
