//! Files that are made to do harm, or only broken: a sentence, and nothing else.

#[path = "support/mod.rs"]
mod support;

use duban::exchange::{FileFault, Limits, read_in_child};
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use support::run::Place;
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
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    std::io::copy(&mut std::io::repeat(b' ').take(300 << 20), &mut archive).unwrap();
    let bomb = archive.finish().unwrap().into_inner();
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

/// A document with one table.
fn document() -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: [&str; 4]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let rows = [
        row(["单位", "学校", "问题类别", "存在问题"]),
        row(["天元区", "示例小学", "有偿补课", "补课&amp;收费"]),
    ];
    let text = format!("<w:document><w:body><w:tbl>{}</w:tbl></w:body></w:document>", rows.concat());
    packed(&[("word/document.xml", text.as_bytes())])
}

/// The most memory that this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Half of the files: how many were read, how many not, and the slowest.
fn changed(whole: &[Vec<u8>], seed: u64, path: &Path, program: &Path) -> (u32, u32, Duration) {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut read, mut not, mut slowest) = (0, 0, Duration::ZERO);
    for n in 0..1_500 {
        let mut bytes = whole[n % 3].clone();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..bytes.len());
            match random.u8(0..8) {
                0 => bytes.truncate(at.max(8)),
                1..4 => bytes.insert(at, random.u8(..)),
                _ => bytes[at] = random.u8(..),
            }
        }
        std::fs::write(path, &bytes).unwrap();
        let began = Instant::now();
        match read_in_child(program, &["read-file"], path, &Limits::default()) {
            Ok(_) => read += 1,
            Err(FileFault::Unreadable { detail }) => panic!("{n}: {detail}"),
            Err(_) => not += 1,
        }
        slowest = slowest.max(began.elapsed());
    }
    (read, not, slowest)
}

#[test]
fn three_thousand_files_changed_at_random_end_each_in_rows_or_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_duban"));
    let text = "单位,学校,问题类别,存在问题\n天元区,示例小学,有偿补课,补课\n".as_bytes().to_vec();
    let whole = [good(), document(), text];
    let before = peak();
    let (read, not, slowest) = std::thread::scope(|scope| {
        let half = |seed: u64| {
            let path = folder.path().join(format!("changed-{seed}"));
            let whole = &whole;
            scope.spawn(move || changed(whole, seed, &path, program))
        };
        let halves = [half(6), half(7)].map(|half| half.join().unwrap());
        (halves[0].0 + halves[1].0, halves[0].1 + halves[1].1, halves[0].2.max(halves[1].2))
    });
    let grown = peak() - before;
    println!("{read} read, {not} not, the slowest in {slowest:.0?}; {grown} KiB more than before");
    assert!(not > 500 && read > 100 && read + not == 3_000, "{read} read, {not} not");
    assert!(grown < 64 << 10, "{grown} KiB");
    assert!(slowest < Limits::default().time);
}
