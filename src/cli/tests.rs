//! The command line as a whole: help, faults of usage, words, exit codes.

use super::*;
use crate::i18n::Lang;
use crate::text::width;
use std::collections::BTreeSet;
use std::fs;

fn arguments(line: &str) -> Vec<OsString> {
    std::iter::once("duban").chain(line.split_whitespace()).map(OsString::from).collect()
}

fn parse(words: &Words, line: &str) -> Result<Line, clap::Error> {
    read(words, arguments(line))
}

fn fault(words: &Words, line: &str) -> Failure {
    help::fault(&parse(words, line).unwrap_err(), words).unwrap_or_else(|| panic!("{line}: no fault"))
}

fn help_of(words: &Words, line: &str) -> String {
    let error = parse(words, line).unwrap_err();
    assert!(help::fault(&error, words).is_none(), "{line}");
    error.render().to_string()
}

/// Every command by its path, `pack check` for one.
fn commands(command: &clap::Command, path: &str) -> Vec<String> {
    let below = command.get_subcommands().flat_map(|sub| {
        let path = format!("{path} {}", sub.get_name());
        std::iter::once(path.clone()).chain(commands(sub, &path))
    });
    below.map(|path| path.trim().to_owned()).collect()
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

#[test]
fn the_command_line_is_sound() {
    Line::command().debug_assert();
    let found: BTreeSet<String> = commands(&Line::command(), "").into_iter().collect();
    for promised in [
        "demo",
        "init",
        "status",
        "list",
        "show",
        "find",
        "who",
        "due",
        "when",
        "do",
        "undo",
        "redo",
        "history",
        "verify",
        "pack list",
        "pack show",
        "pack check",
        "pack new",
        "member list",
        "member add",
        "keys",
        "sample",
    ] {
        assert!(found.contains(promised), "{promised}");
    }
}

#[test]
fn every_command_has_help_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let words = Words::new(lang);
        for path in commands(&Line::command(), "").iter().map(String::as_str).chain([""]) {
            let help = help_of(&words, &format!("{path} --help"));
            assert!(!help.contains("No localization"), "{path}: {help}");
            assert_eq!(has_han(&help), lang == Lang::Zh, "{path}: {help}");
            let usage = if lang == Lang::Zh { "用法：duban" } else { "Usage: duban" };
            assert!(help.contains(&format!("{usage} {path}").trim_end().to_owned()), "{path}: {help}");
            if lang == Lang::Zh {
                assert!(!help.contains("Usage") && !help.contains("Options:"), "{help}");
                assert!(!help.contains("default:") && !help.contains("possible values"), "{help}");
            }
        }
    }
}

#[test]
fn help_tells_the_exit_codes() {
    let help = help_of(&Words::new(Lang::Zh), "--help");
    for code in ["10 --check", "75", "129/130/143"] {
        assert!(help.contains(code), "{code}");
    }
    assert!(help.lines().all(|line| width(line) <= 100), "{help}");
}

#[test]
fn faults_of_usage_are_sentences() {
    let words = Words::new(Lang::Zh);
    let near = fault(&words, "statu");
    assert_eq!(near.kind.code(), 2);
    assert!(near.message.contains("statu") && near.hints[0].contains("status"), "{near:?}");
    assert!(fault(&words, "serve").message.contains("没有“serve”这个命令"));
    assert!(fault(&words, "list").message.contains("种类"), "{:?}", fault(&words, "list"));
    assert!(fault(&words, "status --chek").hints[0].contains("--check"));
    assert!(fault(&words, "due soon").message.contains("soon"));
    assert!(fault(&words, "status --lang de").hints[0].contains("zh en"));
    assert!(fault(&words, "status --json --csv").message.contains("不能同时用"));
    assert!(fault(&words, "keys --preset").message.contains("后面要写内容"));
    assert!(fault(&words, "sample --size huge").message.contains("huge"));
    for line in ["statu", "list", "status --lang de", "pack", "undo x", "keys --preset", "init a b"] {
        for lang in [Lang::Zh, Lang::En] {
            let failure = fault(&Words::new(lang), line);
            let text = failure.lines().join("\n");
            assert!(!text.contains("No localization"), "{line}: {text}");
            assert!(lang == Lang::Zh || !has_han(&text), "{line}: {text}");
        }
    }
}

#[test]
fn a_filter_is_taken_as_typed() {
    let words = Words::new(Lang::Zh);
    for line in [
        "list issues 单位：天元 -cat:2 -逾期 --json",
        "--lang zh list -cat:2 issues",
        "list --json issues -状态：已销号",
    ] {
        let parsed = parse(&words, line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let Some(Command::List(list)) = parsed.command else { panic!("{line}: not a list") };
        let typed: Vec<&str> = line.split(' ').filter(|term| term.contains([':', '：', '逾'])).collect();
        let kept: Vec<String> = list.filter.iter().chain([&list.kind]).cloned().collect();
        assert!(typed.iter().all(|term| args::filter(&kept).contains(term)), "{line}: {kept:?}");
    }
    let Some(Command::When(when)) = parse(&words, "when +5w --from 2021-09-01").unwrap().command else {
        panic!("not when")
    };
    assert_eq!((when.text, when.from), (vec!["+5w".to_owned()], Some("2021-09-01".to_owned())));
    assert_eq!(fault(&words, "status -x").kind.code(), 2, "a lone letter stays an option");
}

#[test]
fn global_options_stand_before_or_after_the_command() {
    let words = Words::new(Lang::Zh);
    for line in ["--today 2021-09-18 status", "status --today 2021-09-18"] {
        assert_eq!(parse(&words, line).unwrap().global.today.as_deref(), Some("2021-09-18"), "{line}");
    }
}

/// Runs with an empty home; only the exit code is looked at.
fn code(line: &str) -> u8 {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_owned();
    run(arguments(line), &move |name| (name == "HOME").then(|| path.clone().into_os_string()))
}

#[test]
fn exit_codes_without_a_store() {
    assert_eq!(code("status --nonsense"), 2);
    assert_eq!(code("status --today tomorrow"), 2);
    assert_eq!(code("list orders"), 2);
    assert_eq!(code("do destroy TY-007"), 2);
    assert_eq!(code("status"), 3, "there is no store");
    assert_eq!(code("keys --check /no/such/file"), 3);
}

/// Ids of messages are composed or fixed; the fixed ones that this program names must exist.
#[test]
fn every_message_that_is_named_exists() {
    let words = Words::new(Lang::Zh);
    let mut named = 0;
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in ["cli", "tui"] {
        for (file, text) in sources(&src.join(room)) {
            for call in
                ["words.get(\"", "words.with(\"", "words.with_n(\"", "words().get(\"", "words().with(\""]
            {
                for (at, _) in text.match_indices(call) {
                    let id = text[at + call.len()..].split('"').next().unwrap_or_default();
                    assert!(words.has(id), "{}: {id}", file.display());
                    named += 1;
                }
            }
        }
    }
    assert!(named > 50, "{named}");
}

fn sources(folder: &Path) -> Vec<(std::path::PathBuf, String)> {
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
