//! The house's rules as tests: who may import whom, which crate lives where, what every file says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("calendar", &["model", "text"]),
    ("i18n", &["model", "text"]),
    ("keymap", &["model", "text"]),
    ("api", &["model"]),
    ("pack", &["calendar", "model", "text"]),
    ("books", &["pack", "calendar", "model", "text"]),
    ("rules", &["books", "pack", "calendar", "model", "text"]),
    ("store", &["model"]),
    ("office", &["store", "rules", "books", "pack", "calendar", "api", "model", "text"]),
    ("link", &["office", "api", "model"]),
    ("exchange", &["i18n", "model", "text"]),
    ("tui", &["exchange", "keymap", "link", "api", "i18n", "model", "text"]),
    ("sample", &["pack", "calendar", "model", "text"]),
    (
        "cli",
        &["api", "calendar", "exchange", "i18n", "keymap", "link", "model", "pack", "sample", "text", "tui"],
    ),
];

/// A crate and the rooms that may name it.
const KEEPERS: &[(&str, &[&str])] = &[
    ("redb", &["store"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("clap", &["cli"]),
    ("fluent_bundle", &["i18n"]),
    ("i18n_embed_fl", &["i18n"]),
    ("fuzzy_matcher", &["books", "keymap", "tui"]),
    ("signal_hook", &["tui", "cli"]),
    ("encoding_rs", &["cli", "exchange"]),
    ("calamine", &["exchange"]),
    ("csv", &["exchange"]),
    ("rust_xlsxwriter", &["exchange"]),
    ("quick_xml", &["exchange"]),
    ("zip", &["exchange"]),
    ("uzers", &["link"]),
    ("sd_notify", &["cli"]),
];

/// What only some rooms may say.
const WORDS: &[(&str, &[&str])] = &[
    ("UnixStream", &["link"]),
    ("UnixListener", &["link"]),
    ("std::env", &["cli"]),
    ("std::net::Shutdown", &["link"]),
    ("std::net::T", &[]),
    ("std::net::U", &[]),
];

/// Files in which Han characters may stand, beside tests, `i18n` and tables of `text`.
const HAN: &[&str] = &["calendar/words.rs", "rules/entry_words.rs"];

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The room of a file, by its first folder under `src`.
fn room(path: &Path) -> Option<String> {
    let inner = path.strip_prefix(src()).ok()?;
    let first = inner.components().next()?.as_os_str().to_str()?;
    (inner.components().count() > 1).then(|| first.to_owned())
}

/// Code without comments, strings' contents kept.
fn code(text: &str) -> String {
    let line = |line: &str| {
        let start = line.trim_start();
        if start.starts_with("//") { String::new() } else { line.to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Rooms named after `crate::`, also in groups: `crate::{a::…, b::…}`.
fn imports(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut word, mut first) = (1, String::new(), true);
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => {
                        rooms.push(std::mem::take(&mut word));
                        first = true;
                    }
                    c if depth == 1 && first && (c.is_alphanumeric() || c == '_') => word.push(c),
                    ':' if depth == 1 => first = false,
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
            rooms.push(word);
        } else {
            rooms.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

/// Imports that the table does not allow, as `file: room`.
fn broken_walls(room: &str, file: &str, text: &str) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let may = allowed.get(room).unwrap_or_else(|| panic!("{file}: room {room} is not in the table"));
    imports(&code(text))
        .into_iter()
        .filter(|named| named != room && !may.contains(&named.as_str()))
        .map(|named| format!("{file}: {room} may not import {named}"))
        .collect()
}

/// Crates and words named outside the rooms that keep them.
fn strangers(room: &str, file: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let mut found = Vec::new();
    for (name, keepers) in KEEPERS {
        let named = code.match_indices(&format!("{name}::")).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':'))
        });
        if named && !keepers.contains(&room) {
            found.push(format!("{file}: {name} belongs in {keepers:?}"));
        }
    }
    for (word, keepers) in WORDS {
        if code.contains(word) && !keepers.contains(&room) {
            found.push(format!("{file}: {word} belongs in {keepers:?}"));
        }
    }
    found
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Code before the tests of a file.
fn before_tests(text: &str) -> &str {
    text.find("#[cfg(test)]").map_or(text, |at| &text[..at])
}

#[test]
fn walls_stand() {
    let mut broken = Vec::new();
    for (path, text) in sources(&src()) {
        let Some(room) = room(&path) else { continue };
        let file = path.strip_prefix(src()).unwrap().display().to_string();
        broken.extend(broken_walls(&room, &file, &text));
        broken.extend(strangers(&room, &file, before_tests(&text)));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_planted_import_is_found() {
    assert_eq!(broken_walls("tui", "x.rs", "use crate::rules::decide;").len(), 1);
    assert_eq!(broken_walls("tui", "x.rs", "let a = crate::{model::ids, store::Store};").len(), 1);
    assert_eq!(broken_walls("books", "x.rs", "fn f() -> crate::pack::Pack {}").len(), 0);
}

#[test]
fn a_planted_crate_is_found() {
    assert_eq!(strangers("office", "x.rs", "use redb::Database;").len(), 1);
    assert_eq!(strangers("store", "x.rs", "use redb::Database;").len(), 0);
    assert_eq!(strangers("office", "x.rs", "let s = std::os::unix::net::UnixStream::pair();").len(), 1);
    assert_eq!(strangers("rules", "x.rs", "// redb::Database").len(), 0);
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources(&src()) {
        assert!(text.starts_with("//! "), "{}: no //! line first", path.display());
    }
}

#[test]
fn han_stands_only_where_words_belong() {
    let mut found = Vec::new();
    for (path, text) in sources(&src()) {
        let file = path.strip_prefix(src()).unwrap().display().to_string();
        let test_file = file.ends_with("tests.rs") || file.contains("/tests/");
        if file.starts_with("i18n/") || file.starts_with("text/") || HAN.contains(&file.as_str()) || test_file
        {
            continue;
        }
        for (number, line) in before_tests(&text).lines().enumerate() {
            if !line.trim_start().starts_with("//") && line.chars().any(is_han) {
                found.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_is_left_undone() {
    for (path, text) in sources(&src()) {
        for word in ["todo!(", "unimplemented!(", "dbg!(", "#[ignore"] {
            assert!(!before_tests(&text).contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn every_test_file_is_run() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    for folder in ["tests", "benches"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ext| ext == "rs") {
                let name = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
                assert!(manifest.contains(&name), "{name} is not in Cargo.toml");
            }
        }
    }
}
