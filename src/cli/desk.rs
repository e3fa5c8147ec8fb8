//! The desk: the screen on a terminal, or the status and the reason why there is no screen.

use super::args::ColorArg;
use super::context::Context;
use super::failure::{Failure, Kind};
use super::{keys, opening, settings, status};
use crate::api::Request;
use crate::i18n::Words;
use crate::link::Seat;
use crate::tui;
use crate::tui::terminal::refuse::{Surroundings, TerminalRefusal, check};
use std::io::IsTerminal;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// Opens the desk on the store in force. Without a terminal: the status, and why, on standard error.
pub fn run(context: &mut Context, meeting: bool, env: settings::Env<'_>) -> Result<u8, Failure> {
    if let Some(refusal) = refusal(env) {
        context.out.say(&told(&context.words, &refusal));
        context.out.say(&context.words.get("terminal-status-instead"));
        return status::Status::default().run(context);
    }
    if !context.settings.served && !context.settings.store.exists() {
        return opening::run(context, env);
    }
    let seat = context.sit()?;
    run_with(seat, tui::Options { meeting, ..options(context, env) })
}

/// Refuses, where the desk was asked for by name and cannot be shown.
pub fn demand_terminal(context: &Context, env: settings::Env<'_>) -> Result<(), Failure> {
    match refusal(env) {
        Some(refusal) => Err(Failure::new(Kind::Usage, told(&context.words, &refusal))),
        None => Ok(()),
    }
}

/// Shows the desk until it is left.
pub fn show(context: &Context, env: settings::Env<'_>, seat: Seat) -> Result<u8, Failure> {
    run_with(seat, options(context, env))
}

/// The same, with the first steps shown: for made-up data.
pub fn teach(context: &Context, env: settings::Env<'_>, seat: Seat, meeting: bool) -> Result<u8, Failure> {
    run_with(seat, tui::Options { lesson: !meeting, meeting, ..options(context, env) })
}

fn run_with(seat: Seat, options: tui::Options) -> Result<u8, Failure> {
    if options.meeting {
        // Before anything else is asked: not one picture may show a name.
        seat.ask(Request::Meeting { on: true });
    }
    match tui::run(seat, options) {
        Ok(tui::Outcome::Quit) => Ok(0),
        Err(trouble) => Err(fault(&trouble)),
    }
}

/// The terminal failed.
pub fn fault(trouble: &tui::Trouble) -> Failure {
    match trouble {
        tui::Trouble::Io(error) => Failure::output(error),
    }
}

/// How the screen is to look.
pub fn options(context: &Context, env: settings::Env<'_>) -> tui::Options {
    let wanted = context.settings.color;
    let color = match wanted {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => settings::value(env, "NO_COLOR").is_none(),
    };
    tui::Options {
        words: context.words.clone(),
        keymap: keys::in_force(context),
        plain: context.settings.plain,
        color,
        lesson: false,
        meeting: false,
        mouse: settings::value(env, "SSH_CONNECTION").is_none() && settings::value(env, "SSH_TTY").is_none(),
        terminal: terminal(env),
        state: context.settings.state.clone(),
        folders: folders(context, env),
    }
}

/// The folders for files; without a program of its own to read them nothing can be read, and that is said then.
fn folders(context: &Context, env: settings::Env<'_>) -> tui::Folders {
    let data = &context.settings.data;
    let program = std::env::current_exe().unwrap_or_default();
    // Some systems give the programs their full names.
    let found = |names: [&str; 2]| names.iter().find_map(|name| on_path(env, name));
    let (rz, sz) = (found(["rz", "lrz"]), found(["sz", "lsz"]));
    tui::Folders { inbox: data.join("inbox"), outbox: data.join("outbox"), program, rz, sz }
}

/// Where a program lies that may be run.
fn on_path(env: settings::Env<'_>, name: &str) -> Option<PathBuf> {
    let path = settings::value(env, "PATH")?;
    let runs = |path: &PathBuf| {
        std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
    };
    std::env::split_paths(&path).filter(|folder| folder.is_absolute()).map(|f| f.join(name)).find(runs)
}

/// What the terminal calls itself, as far as it does.
fn terminal(env: settings::Env<'_>) -> String {
    let names = ["TERM", "TERM_PROGRAM", "LC_TERMINAL"];
    let known = names.iter().filter_map(|name| settings::value(env, name));
    known.map(|name| name.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn refusal(env: settings::Env<'_>) -> Option<TerminalRefusal> {
    let text = |name: &str| settings::value(env, name).and_then(|value| value.into_string().ok());
    let (term, lc_all, lc_ctype, lang) = (text("TERM"), text("LC_ALL"), text("LC_CTYPE"), text("LANG"));
    let around = Surroundings {
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout_is_terminal: std::io::stdout().is_terminal(),
        term: term.as_deref(),
        lc_all: lc_all.as_deref(),
        lc_ctype: lc_ctype.as_deref(),
        lang: lang.as_deref(),
    };
    check(&around).err()
}

fn told(words: &Words, refusal: &TerminalRefusal) -> String {
    let (name, locale) = match refusal {
        TerminalRefusal::NotATerminal { .. } => (String::new(), String::new()),
        TerminalRefusal::Dumb { term } => (term.clone(), String::new()),
        TerminalRefusal::Codeset { name, locale } => (name.clone(), locale.clone()),
    };
    words.with(&format!("terminal-{}", refusal.code()), &[("name", name), ("locale", locale)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_refusal_of_a_terminal_is_told() {
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            for refusal in [
                TerminalRefusal::NotATerminal { output: true },
                TerminalRefusal::Dumb { term: "dumb".into() },
                TerminalRefusal::Codeset { name: "GBK".into(), locale: "zh_CN.GBK".into() },
            ] {
                let text = told(&words, &refusal);
                assert!(!text.contains("No localization"), "{text}");
            }
            let text =
                told(&words, &TerminalRefusal::Codeset { name: "GBK".into(), locale: "zh_CN.GBK".into() });
            assert!(text.contains("zh_CN.UTF-8") && text.contains("GBK"), "{text}");
        }
    }
}
