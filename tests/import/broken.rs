//! Files that are made to do harm, or only broken: a sentence, and nothing else.

use super::support::run::Place;
use std::io::Write;
use zip::write::SimpleFileOptions;

fn place() -> Place {
    let place = Place::new("2021-07-20");
    place.ok(&["init", "--member", "示例办事员"]);
    place
}

/// Reads a file by the program, and answers what it said.
fn refused(place: &Place, name: &str, bytes: &[u8]) -> String {
    let path = place.folder().join(name);
    std::fs::write(&path, bytes).unwrap();
    let ran = place.run(&["import", path.to_str().unwrap()]);
    assert!([3, 7].contains(&ran.code), "{name}: {} {}{}", ran.code, ran.out, ran.err);
    assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
    ran.err
}

/// A zip of parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet with these rows as XML.
fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    packed(&[
        (
            "[Content_Types].xml",
            br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn row(n: u32, cells: &[&str]) -> String {
    let cell = |text: &&str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    format!(r#"<row r="{n}">{}</row>"#, cells.iter().map(cell).collect::<String>())
}

fn good() -> Vec<u8> {
    workbook(
        &(row(1, &["单位", "学校", "问题类别", "存在问题"])
            + &row(2, &["天元区", "示例小学", "有偿补课", "补课"])),
    )
}

#[test]
fn bombs_and_lies_end_in_a_sentence() {
    let place = place();
    let path = place.folder().join("good.xlsx");
    std::fs::write(&path, good()).unwrap();
    place.ok(&["import", path.to_str().unwrap()]);
    let zeros = vec![b' '; 300 << 20];
    let bomb = packed(&[("xl/workbook.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&place, "bomb.xlsx", &bomb).contains("太大"));
    // Two cells that say they lie at the ends of the sheet.
    let far = workbook(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
    );
    assert!(refused(&place, "far.xlsx", &far).contains("太大"));
    let deep = packed(&[("word/document.xml", "<w:tbl>".repeat(200_000).as_bytes())]);
    refused(&place, "deep.docx", &deep);
    for (name, bytes, said) in [
        ("empty.xlsx", &b""[..], "没有认出"),
        ("noise.xlsx", &b"PK\x03\x04 and then nothing"[..], "坏了"),
        ("old.doc", &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing"[..], "坏了"),
        ("binary.csv", &b"\x00\x01\x02\x03\x00"[..], "不是表格"),
        ("list.csv", "甲,乙\n1,2\n".as_bytes(), "没有认出"),
    ] {
        let err = refused(&place, name, bytes);
        assert!(err.contains(said), "{name}: {err}");
    }
}

#[test]
fn a_file_changed_at_random_never_takes_the_program_along() {
    let place = place();
    let good = good();
    let mut random = fastrand::Rng::with_seed(6);
    let (mut read, mut not) = (0, 0);
    for n in 0..60 {
        let mut bytes = good.clone();
        for _ in 0..random.usize(1..12) {
            let at = random.usize(..bytes.len());
            match random.u8(0..3) {
                0 => bytes[at] = random.u8(..),
                1 => bytes.truncate(at.max(8)),
                _ => bytes.insert(at, random.u8(..)),
            }
        }
        let path = place.folder().join(format!("{n}.xlsx"));
        std::fs::write(&path, &bytes).unwrap();
        let ran = place.run(&["import", path.to_str().unwrap()]);
        assert!([0, 7].contains(&ran.code), "{n}: {} {}{}", ran.code, ran.out, ran.err);
        assert!(!ran.err.contains("panicked"), "{n}: {}", ran.err);
        if ran.code == 0 { read += 1 } else { not += 1 }
    }
    assert!(not > 20, "{read} read, {not} not: the files were hardly changed");
    assert_eq!(place.json(&["list", "issues"])["total"], 0);
}
