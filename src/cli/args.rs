//! The arguments as clap reads them. The words of the help are laid over them by `help`.

use super::{
    archive, backup, demo, diff, do_, due, export, find, handover, history, import, init, keys, letter, list,
    manual, matrix, member, missing, pack, redo, report, sample, say, serve, show, status, undo, verify,
    when, who,
};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "duban", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, args_conflicts_with_subcommands = false)]
pub struct Line {
    #[command(flatten)]
    pub global: Global,
    /// The desk is shown to a meeting.
    #[arg(long)]
    pub meeting: bool,
    /// Without one: the desk.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "PATH")]
    pub store: Option<PathBuf>,
    #[arg(long, global = true, value_name = "PATH")]
    pub socket: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<LangArg>,
    /// `YYYY-MM-DD`, read by `settings`.
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    #[arg(long, global = true, conflicts_with = "csv")]
    pub json: bool,
    #[arg(long, global = true)]
    pub csv: bool,
    #[arg(long, global = true, value_name = "WHEN")]
    pub color: Option<ColorArg>,
    #[arg(long, global = true)]
    pub plain: bool,
    #[arg(short = 'h', long, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    pub version: Option<bool>,
}

/// `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    Zh,
    En,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorArg {
    #[default]
    Auto,
    Always,
    Never,
}

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Status(status::Status),
    List(list::List),
    Show(show::Show),
    Find(find::Find),
    Who(who::Who),
    Due(due::Due),
    Missing(missing::Missing),
    Matrix(matrix::Matrix),
    Say(say::Say),
    Diff(diff::Diff),
    Export(export::Export),
    Report(report::Report),
    Letter(letter::WriteLetter),
    Archive(archive::Archive),
    When(when::When),
    Do(do_::Do),
    Undo(undo::Undo),
    Redo(redo::Redo),
    History(history::History),
    Import(import::Import),
    Inbox,
    #[command(name = import::READ, hide = true)]
    ReadFile(import::ReadFile),
    Serve(serve::Serve),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Verify(verify::Verify),
    Doctor,
    Handover(handover::Handover),
    #[command(subcommand)]
    Pack(pack::Pack),
    #[command(subcommand)]
    Member(member::Member),
    Keys(keys::Keys),
    Sample(sample::Sample),
    Completions(manual::Completions),
    #[command(name = "man")]
    ManPages(manual::ManPages),
}

/// Stands for the dash of a negated term while clap reads the arguments: `-cat:2` is no option.
const NOT: char = '\u{E000}';

/// Options of every command that take the next argument as their value.
const VALUED: [&str; 5] = ["--store", "--socket", "--lang", "--today", "--color"];

/// Shields the negated terms of commands that take a filter. A term has a colon or is not ASCII.
pub fn shield(arguments: Vec<OsString>) -> Vec<OsString> {
    let plain = |i: &usize| {
        let valued = |before: &OsString| VALUED.iter().any(|name| before == name);
        !arguments[*i].as_encoded_bytes().starts_with(b"-") && !arguments.get(i - 1).is_some_and(valued)
    };
    let command = (1..arguments.len()).find(plain);
    let filters = |i: &usize| {
        ["list", "status", "export", "letter", "diff", "say"].iter().any(|name| arguments[*i] == *name)
    };
    let Some(command) = command.filter(filters) else {
        return arguments;
    };
    let shielded = |argument: &OsStr| {
        let term = argument.to_str()?.strip_prefix('-')?;
        // No term begins like `-oFILE`.
        let is_term = !term.starts_with(['-', 'o']) && (term.contains(':') || !term.is_ascii());
        is_term.then(|| OsString::from(format!("{NOT}{term}")))
    };
    let (before, after) = arguments.split_at(command);
    let after = after.iter().map(|argument| shielded(argument).unwrap_or_else(|| argument.clone()));
    before.iter().cloned().chain(after).collect()
}

/// The line of a filter, from the arguments it was typed in.
pub fn filter(terms: &[String]) -> String {
    let term = |term: &String| match term.strip_prefix(NOT) {
        Some(rest) => format!("-{rest}"),
        None => term.clone(),
    };
    terms.iter().map(term).collect::<Vec<_>>().join(" ")
}
