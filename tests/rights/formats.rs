//! What the command line prints, in every format and language, to members of each kind of sight.

use super::support::campaign::verb;
use super::support::run::Ran;
use super::town::{Planted, ROLES, town};
use duban::link::new_op;
use duban::model::command::Command;
use duban::model::table::TableId;
use duban::model::verb::Verb;
use std::process::Command as Process;

/// Roles between which everything that is kept from anybody falls.
const ROLES_ASKED: [&str; 5] = ["admin", "handler", "reporter", "discipline", "viewer"];
const KINDS: [&str; 15] = [
    "issues",
    "ledger",
    "units",
    "contacts",
    "members",
    "tasks",
    "intakes",
    "clues",
    "orders",
    "transfers",
    "outcomes",
    "inspections",
    "meetings",
    "publicity",
    "looks",
];
const FORMATS: [&[&str]; 4] = [&[], &["--json"], &["--csv"], &["--lang", "en"]];

#[test]
fn the_command_line_prints_nothing_that_the_table_keeps_from_a_role() {
    let planted = Planted::new("某");
    let (mut campaign, things) = town(&planted);
    let table_of_rights = super::matrix::table();
    let account = uzers::get_current_username().unwrap().into_string().unwrap();
    let folder = campaign.store().parent().unwrap().to_owned();
    let store = campaign.store();
    let (mut printed, mut shown) = (0, 0);
    for role in ROLES_ASKED {
        let unit = ROLES.iter().find(|(known, _)| *known == role).unwrap().1;
        let member = match role == ROLES_ASKED[0] {
            true => Command::new(Verb::Member, new_op()).set("login", &account).set("name", "运行者"),
            false => verb(Verb::Member, &account),
        };
        campaign.done(member.set("unit", unit).set("roles", role));
        campaign.leave();
        let mut asks: Vec<Vec<&str>> = KINDS.iter().map(|kind| vec!["list", kind]).collect();
        asks.extend(
            ["status", "history", "due", "missing", "matrix", "doctor", "verify"]
                .map(|command| vec![command]),
        );
        for thing in &things {
            asks.push(vec!["show", &thing.no]);
            asks.push(vec!["history", &thing.no]);
        }
        asks.push(vec!["find", "甲"]);
        asks.push(vec!["find", "办公室自身"]);
        asks.push(vec!["who", "渌口"]);
        let run = |line: &[&str]| {
            let output = Process::new(env!("CARGO_BIN_EXE_duban"))
                .args(line)
                .env_clear()
                .env("DUBAN_STORE", &store)
                .env("DUBAN_TODAY", "2021-07-12")
                .env("HOME", &folder)
                .env("XDG_RUNTIME_DIR", folder.join("run"))
                .env("LANG", "C.UTF-8")
                .output();
            Ran::of(output.unwrap())
        };
        let file = folder.join("table.csv");
        for table in TableId::ALL {
            let ran = run(&["export", table.code(), "-o", file.to_str().unwrap(), "--force"]);
            // What a role may not have leaves the file of the table before.
            let text = if ran.code == 0 { std::fs::read_to_string(&file).unwrap() } else { ran.err };
            printed += 1;
            for secret in planted.secrets() {
                assert!(!text.contains(secret), "{role}: {table:?}\n{text}");
            }
            for thing in things.iter().filter(|thing| text.contains(&thing.canary)) {
                shown += 1;
                let allowed = table_of_rights[&(thing.name.to_owned(), role.to_owned())];
                assert!(allowed, "{role} sees {} in {table:?}\n{text}", thing.name);
            }
        }
        let papers = folder.join(format!("papers-{role}"));
        let ran = run(&["archive", papers.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{role}: {ran:?}");
        for file in walk(&papers) {
            let text = unpacked(&file);
            printed += 1;
            for secret in planted.secrets() {
                assert!(!text.contains(secret), "{role}: {}", file.display());
            }
            for thing in things.iter().filter(|thing| text.contains(&thing.canary)) {
                let allowed = table_of_rights[&(thing.name.to_owned(), role.to_owned())];
                assert!(allowed, "{role} sees {} in {}", thing.name, file.display());
            }
        }
        std::fs::remove_dir_all(&papers).unwrap();
        for ask in asks {
            // Of single things two formats are enough: what does not show is refused alike in all.
            let single = things.iter().any(|thing| ask.last() == Some(&thing.no.as_str()));
            let formats = if single { &FORMATS[..2] } else { &FORMATS[..] };
            for format in formats {
                let ran = run(&[&ask[..], *format].concat());
                let text = format!("{}{}", ran.out, ran.err);
                printed += 1;
                for secret in planted.secrets() {
                    assert!(!text.contains(secret), "{role}: {ask:?} {format:?}\n{text}");
                }
                for thing in &things {
                    let words = thing.canary.strip_suffix(thing.no.as_str());
                    let canary = if words.is_some() { &thing.no } else { &thing.canary };
                    let echoed = ask.iter().any(|word| *word == thing.no || canary.contains(word));
                    if echoed || !text.contains(canary.as_str()) {
                        continue;
                    }
                    shown += 1;
                    assert!(
                        table_of_rights[&(thing.name.to_owned(), role.to_owned())],
                        "{role} sees {}: {ask:?} {format:?}\n{text}",
                        thing.name
                    );
                }
            }
        }
        campaign.reopen();
    }
    println!("{printed} answers printed, things shown in them {shown} times, all allowed");
    assert!(shown > 400, "{shown}: what is allowed is shown");
    // Nor did any of it leave a trace in a file beside the store.
    campaign.leave();
    for file in walk(&folder) {
        let bytes = std::fs::read(&file).unwrap();
        for secret in planted.secrets().into_iter().filter(|_| file != store) {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{} holds {secret}", file.display());
        }
    }
}

/// What a file says: of a workbook, what its parts say; of stored facts, their bytes.
fn unpacked(path: &std::path::Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_some_and(|end| end == "jsonl") {
        let line = |line: &str| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let stored = value["stored"].as_str().unwrap_or_default().to_owned();
            let pair = |at| u8::from_str_radix(&stored[at..at + 2], 16).unwrap();
            let bytes: Vec<u8> = (0..stored.len()).step_by(2).map(pair).collect();
            format!("{line}\n{}\n", String::from_utf8_lossy(&bytes))
        };
        return String::from_utf8(bytes).unwrap().lines().map(line).collect();
    }
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) else {
        return String::from_utf8_lossy(&bytes).into_owned();
    };
    let mut text = String::new();
    for at in 0..zip.len() {
        let mut part = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_index(at).unwrap(), &mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .flat_map(|entry| match entry.file_type().unwrap() {
            kind if kind.is_dir() => walk(&entry.path()),
            kind if kind.is_file() => vec![entry.path()],
            _ => Vec::new(),
        })
        .collect()
}
