//! The command line as a whole: help, faults of usage, words, exit codes.

use super::*;
use crate::i18n::Lang;
use crate::text::width;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::rc::Rc;

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
        "export",
        "archive",
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
        "man",
        "completions",
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
    assert!(fault(&words, "votes").message.contains("没有“votes”这个命令"));
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

/// A home of its own, with a store in its usual place.
struct Home(tempfile::TempDir);

/// What a run came to.
#[derive(Debug)]
struct Ran {
    code: u8,
    out: String,
    err: String,
}

/// A stream whose bytes can be read afterwards.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Runs a line on 18 September 2021.
    fn run(&self, line: &str) -> Ran {
        let home = self.0.path().to_owned();
        let (out, err) = (Kept::default(), Kept::default());
        let streams = Streams { out: Box::new(out.clone()), err: Box::new(err.clone()) };
        let env = move |name: &str| match name {
            "HOME" => Some(home.clone().into_os_string()),
            "DUBAN_TODAY" => Some("2021-09-18".into()),
            _ => None,
        };
        let code = run(arguments(line), &env, streams, Surface::default());
        Ran { code, out: out.text(), err: err.text() }
    }

    fn ok(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        ran.out
    }

    fn json(&self, line: &str) -> serde_json::Value {
        serde_json::from_str(&self.ok(&format!("{line} --json"))).unwrap()
    }
}

#[test]
fn exit_codes_without_a_store() {
    let home = Home::new();
    let code = |line: &str| home.run(line).code;
    assert_eq!(code("status --nonsense"), 2);
    assert_eq!(code("status --today tomorrow"), 2);
    assert_eq!(code("list papers"), 2);
    assert_eq!(code("do destroy TY-007"), 2);
    assert_eq!(code("status"), 3, "there is no store");
    assert_eq!(code("keys --check /no/such/file"), 3);
    assert_eq!(code("init --pack no-such-plan"), 3);
    assert_eq!(code("--help"), 0);
}

#[test]
fn an_issue_goes_its_way_on_the_command_line() {
    let home = Home::new();
    assert!(home.ok("init --member 唐某").contains("duban.redb"));
    let again = home.run("init");
    assert_eq!((again.code, again.out.as_str()), (1, ""), "{again:?}");
    let register = "do register --set unit=TY --set category=2 --set place=示例三小 --set title=家教 \
                    --for unit --by 王某 --paper 来文";
    assert_eq!(home.ok(register).lines().next().map(|line| line.contains("已登记")), Some(true));
    let missing = home.run("do register --set unit=TY --for unit --by 王某 --paper 来文");
    assert_eq!(missing.code, 2, "{missing:?}");
    assert!(missing.err.contains("还缺") && missing.err.contains("--set"), "{missing:?}");
    home.ok("do submit #1 --for unit --by 王某 --paper 来文");
    let accepted = home.ok("do accept #1 --set 整改时限=9月底前");
    assert!(accepted.starts_with("TY-001 已审核编号并交办：") && accepted.contains("→"), "{accepted}");
    let undone = home.ok("do note TY-001 --set note_kind=memo --set note_text=已电话");
    assert!(undone.contains("已批注"), "{undone}");
    assert!(home.ok("undo").contains("已撤销"));
    assert!(home.ok("redo").contains("已恢复"));
    assert_eq!(home.run("do progress TY-001 --set progress_text=x").code, 4, "not the office's step");
    assert_eq!(home.run("do note TY-999 --set note_text=x").code, 3);
    let rows = home.json("list issues");
    for key in ["schema", "campaign", "as_of", "today", "synthetic", "total", "rows"] {
        assert!(rows.get(key).is_some(), "{key}");
    }
    assert_eq!((rows["schema"].as_str(), rows["synthetic"].as_bool()), (Some("duban.issues/1"), Some(false)));
    assert_eq!(rows["rows"][0]["no"], "TY-001");
    assert_eq!(rows["rows"][0]["state_label"], "整改中");
    assert_eq!(rows["rows"][0]["deadline"], "2021-09-30");
    let shown = home.ok("show TY-001");
    assert!(shown.contains("TY-001  示例三小  整改中") && shown.contains("办理过程"), "{shown}");
    let history = home.json("history TY-001");
    assert_eq!(history["rows"][0]["verb"], "register");
    assert_eq!(history["rows"][0]["by"], "王某");
    assert!(home.ok("verify").contains("核对无误"));
}

#[test]
fn figures_lists_and_filters() {
    let home = Home::new();
    assert_eq!(home.run("sample --size 12").code, 2, "real data's usual place is not for made-up data");
    let usual = home.0.path().join(".local/share/duban/duban.redb");
    let made = home.ok(&format!("sample --size 12 --seed 7 --store {}", usual.display()));
    assert!(made.contains("均为虚构"), "{made}");
    let status = home.run("status");
    assert_eq!(status.code, 0, "{status:?}");
    assert!(status.out.lines().take(3).all(|line| width(line) <= 60), "{}", status.out);
    assert!(status.out.trim_end().ends_with("均为虚构"));
    let figures = home.json("status");
    let overdue = figures["total"]["overdue"].as_u64().unwrap();
    assert_eq!(home.run("status --check").code, if overdue > 0 { 10 } else { 0 });
    assert_eq!(home.json("list issues is:overdue")["total"].as_u64(), Some(overdue));
    let csv = home.ok("list issues --csv");
    assert!(csv.starts_with("no,unit,unit_code,place,"), "{csv}");
    assert_eq!(csv.lines().count() as u64, home.json("list issues")["total"].as_u64().unwrap() + 1);
    let tabs = home.ok("list units --plain");
    assert!(tabs.starts_with("代码\t名称\t"), "{tabs}");
    let unknown = home.run("list issues 状太：整改中");
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""), "{unknown:?}");
    assert!(unknown.err.contains("是不是“状态”"), "{unknown:?}");
    assert_eq!(home.run("find 绝无此事此人").code, 3);
    assert_eq!(home.json("when 12月上旬前")["due"], "2021-12-10");
    assert_eq!(home.run("when 9月31日前").code, 1);
    assert_eq!(home.run("show XX-999").code, 3);
    let again = format!("sample --store {}", usual.display());
    assert_eq!(home.run(&again).code, 1, "what is there is not made anew");
    home.ok("member add zhangsan --name 张某 --roles 整治办");
    let members = home.ok("list members");
    assert!(members.contains("zhangsan\t张某"), "{members}");
    for kind in ["ledger", "contacts", "members", "tasks"] {
        assert!(home.json(&format!("list {kind}"))["total"].as_u64().unwrap() > 0, "{kind}");
    }
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
