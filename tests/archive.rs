//! `duban archive` by the real binary: all that it promises is there, can be checked by others, and is there
//! whole or not at all.

mod support;

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use support::run::Place;

const TODAY: &str = "2021-12-20";
const MARK: &str = "演示数据 均为虚构";

fn place(size: &str) -> Place {
    let place = Place::new(TODAY);
    place.ok(&["sample", "--size", size, "--seed", "1", "--store", place.store().to_str().unwrap()]);
    place
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let (mut found, mut todo) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(inside) = todo.pop() {
        for entry in fs::read_dir(inside).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700, "{path:?}");
                todo.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, path);
            }
        }
    }
    found
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// All that a file says: of a workbook, what its parts say.
fn says(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    if path.extension().is_none_or(|end| end != "xlsx") {
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..zip.len() {
        let mut part = Vec::new();
        zip.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}

fn made(place: &Place, name: &str) -> (PathBuf, Value) {
    let folder = place.folder().join(name);
    let told = place.json(&["archive", folder.to_str().unwrap()]);
    (folder, told)
}

/// The journal as its lines are, computed again: sequence and hash of the last.
fn chain(folder: &Path) -> (u64, String) {
    let (mut head, mut last) = (vec![0; 32], 0);
    for line in fs::read_to_string(folder.join("10 办理记录/journal.jsonl")).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["synthetic"], true);
        if let Some(stored) = line["stored"].as_str() {
            let digest = Sha256::new().chain_update(b"duban journal 1\0").chain_update(&head);
            let digest = digest.chain_update(unhex(stored)).finalize();
            assert_eq!(line["hash"], hex(&digest), "fact {}", line["seq"]);
            assert_eq!(line["fact"]["seq"], line["seq"]);
        }
        head = unhex(line["hash"].as_str().unwrap());
        last += 1;
        assert_eq!(line["seq"], last);
    }
    (last, hex(&head))
}

fn complete(place: &Place) {
    let (folder, told) = made(place, "归档");
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    let files = files(&folder);
    // Tables, months, phases, units, classes, registers, evidence, courses, journal, plan.
    for number in 1..=12 {
        let start = format!("01 各表/T{number:02} ");
        assert_eq!(files.keys().filter(|name| name.starts_with(&start)).count(), 1, "{start}");
    }
    let under = |part: &str| files.keys().filter(|name| name.starts_with(part)).count();
    assert_eq!(under("02 逐月清查/"), 5);
    assert_eq!(under("03 按阶段/"), 4 * 3);
    let units: BTreeSet<String> = place.json(&["list", "issues"])["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["unit"].as_str().unwrap().to_owned())
        .collect();
    for unit in &units {
        let course = format!(" {unit} 办理过程.xlsx");
        assert!(files.keys().any(|name| name.starts_with("09 ") && name.ends_with(&course)), "{unit}");
    }
    assert_eq!(under("05 按类别/"), 5);
    assert!(under("06 按学段/") >= 3);
    assert!(under("04 按单位/") >= units.len(), "{units:?}");
    assert!(under("07 登记簿/") >= 6);
    assert!(files.contains_key("08 佐证材料/00 佐证材料目录.xlsx"));
    // Every file is in the list of hashes with its hash, and in the index.
    let mut sums: BTreeMap<&str, &str> = BTreeMap::new();
    let text = fs::read_to_string(folder.join("00 校验码.sha256")).unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (hash, name) = line.split_once("  ").unwrap();
        sums.insert(name, hash);
    }
    assert_eq!(sums.len() + 1, files.len());
    let index = fs::read_to_string(folder.join("00 归档目录.csv")).unwrap();
    let own = ["00 校验码.sha256", "00 归档目录.csv", "00 归档目录.xlsx"];
    for (name, path) in &files {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        let text = says(path);
        let marked = text.contains(MARK) || name.ends_with(".jsonl") && text.contains("\"synthetic\":true");
        assert!(marked, "{name} is marked");
        if *name != own[0] {
            let hash = hex(&Sha256::digest(fs::read(path).unwrap()));
            assert_eq!(sums[name.as_str()], hash, "{name}");
            assert!(
                own.contains(&name.as_str()) || index.contains(&format!("{name},")) && index.contains(&hash)
            );
        }
    }
    // The chain, by another program than the one that made it.
    let verified = place.json(&["verify"]);
    let (last, head) = chain(&folder);
    assert_eq!(
        (verified["facts"].as_u64().unwrap(), verified["head"].as_str().unwrap()),
        (last, head.as_str())
    );
    assert_eq!(told["head_hash"], head.as_str());
    assert!(index.contains("journal.jsonl") && says(&folder.join("00 怎样核对.txt")).contains(&head));
    // What is missing is what `duban missing` says.
    let missing = place.json(&["missing"]);
    let key = |row: &Value| {
        [&row["row"], &row["paper"], &row["period"], &row["unit"], &row["due"]].map(Value::to_string)
    };
    let keys = |rows: &Value| rows.as_array().unwrap().iter().map(key).collect::<Vec<_>>();
    assert_eq!(keys(&told["missing"]), keys(&missing["rows"]));
    assert!(!keys(&told["missing"]).is_empty());
    let sheet = says(&folder.join("00 缺什么.xlsx"));
    assert!(
        told["missing"].as_array().unwrap().iter().all(|row| sheet.contains(row["unit"].as_str().unwrap()))
    );
    place.ok(&["archive", "--check", folder.to_str().unwrap()]);
}

#[test]
fn a_small_campaign_is_archived_whole_and_the_same_twice() {
    let place = place("S");
    complete(&place);
    let (again, _) = made(&place, "again");
    let all = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        files(folder).into_iter().map(|(name, path)| (name, fs::read(path).unwrap())).collect()
    };
    let (one, two) = (all(&place.folder().join("归档")), all(&again));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_campaign_of_ordinary_size_is_archived_whole() {
    complete(&place("M"));
}

#[test]
fn nothing_is_written_over_and_what_was_touched_is_told() {
    let place = place("S");
    let target = place.folder().join("out");
    let line = ["archive", target.to_str().unwrap()];
    // An empty folder may be filled.
    fs::create_dir(&target).unwrap();
    let said = place.ok(&line);
    assert!(said.contains("还缺") && said.contains("年度工作总结"), "{said}");
    let before = files(&target);
    let ran = place.run(&line);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("已经有东西"), "{}", ran.err);
    assert_eq!(files(&target), before);
    let file = place.folder().join("file");
    fs::write(&file, "x").unwrap();
    assert_eq!(place.run(&["archive", file.to_str().unwrap()]).code, 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "x");
    assert_eq!(place.run(&["archive", "/dev/null/x"]).code, 1);
    let check = ["archive", "--check", line[1]];
    fs::write(target.join("01 各表/T01 问题清单.xlsx"), "x").unwrap();
    fs::remove_file(target.join("00 缺什么.xlsx")).unwrap();
    fs::write(target.join("附件.txt"), "x").unwrap();
    let ran = place.run(&check);
    assert_eq!(ran.code, 1);
    for said in ["变了：01 各表/T01 问题清单.xlsx", "少了：00 缺什么.xlsx", "多了：附件.txt"]
    {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert_eq!(place.run(&["archive", "--check", place.folder().to_str().unwrap()]).code, 7);
}

#[test]
fn evidence_comes_along_and_a_file_that_is_gone_is_told() {
    let place = place("S");
    let rows = place.json(&["list", "issues", "state:整改中"]);
    let no = rows["rows"][0]["no"].as_str().unwrap().to_owned();
    let file = place.folder().join("退费/清单.bin");
    fs::create_dir(file.parent().unwrap()).unwrap();
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    fs::write(&file, &bytes).unwrap();
    place.ok(&["do", "evidence", &no, "--file", file.to_str().unwrap()]);
    let (folder, told) = made(&place, "out");
    assert_eq!(told["lost"], Value::Array(vec![]));
    let kept: Vec<PathBuf> =
        files(&folder).into_values().filter(|path| path.to_str().unwrap().ends_with("清单.bin")).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read(&kept[0]).unwrap(), bytes);
    let list = says(&folder.join("08 佐证材料/00 佐证材料目录.xlsx"));
    assert!(list.contains(&no) && list.contains(&hex(&Sha256::digest(&bytes))), "{list}");
    let mut store = place.store().into_os_string();
    store.push(".evidence");
    let beside = fs::read_dir(store).unwrap().next().unwrap().unwrap().path();
    fs::write(&beside, "changed").unwrap();
    let (folder, told) = made(&place, "without");
    assert_eq!(told["lost"].as_array().unwrap().len(), 1);
    assert!(says(&folder.join("00 怎样核对.txt")).contains("清单.bin"));
    assert!(!files(&folder).keys().any(|name| name.ends_with(".bin")));
}

#[test]
fn broken_off_or_killed_half_way_it_leaves_no_folder() {
    let place = place("M");
    let target = place.folder().join("out");
    let growing = || {
        let names = fs::read_dir(place.folder()).unwrap().flatten().map(|entry| entry.path());
        let mut found = names.filter(|path| path.to_str().unwrap().contains(".out.making-"));
        found.find(|path| path.join("01 各表").exists())
    };
    for (signal, code) in [(rustix::process::Signal::INT, Some(130)), (rustix::process::Signal::KILL, None)] {
        let mut child = place
            .command(&["archive", target.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while growing().is_none() {
            assert!(child.try_wait().unwrap().is_none(), "it was done before it could be broken off");
            std::thread::yield_now();
        }
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), code);
        assert!(!target.exists());
        assert_eq!(growing().is_some(), code.is_none(), "only a kill leaves its half, hidden");
    }
    place.ok(&["archive", target.to_str().unwrap()]);
    assert_eq!(growing(), None, "the next run has cleared it away");
    place.ok(&["archive", "--check", target.to_str().unwrap()]);
}

#[test]
fn in_english_too() {
    let place = place("S");
    let target = place.folder().join("out");
    let said = place.ok(&["--lang", "en", "archive", target.to_str().unwrap()]);
    assert!(said.contains("Missing by today"), "{said}");
    assert!(files(&target).contains_key("00 Index.csv"));
    assert!(place.ok(&["archive", "--check", target.to_str().unwrap()]).contains("一样"));
}
