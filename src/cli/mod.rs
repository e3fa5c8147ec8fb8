//! The command line: one file per command, `Failure` at the edge. Alone reads arguments and the
//! environment; reaches the office only through `door`.

mod archive;
mod args;
mod backup;
mod context;
mod course;
mod demo;
mod desk;
mod diff;
mod do_;
mod doctor;
mod door;
mod due;
mod entries;
mod export;
mod failure;
mod find;
mod handover;
mod help;
mod history;
mod import;
mod imported;
mod inbox;
mod init;
mod keys;
mod letter;
mod list;
mod listing;
mod login;
mod manual;
mod matrix;
mod member;
mod missing;
mod opening;
mod out;
mod pack;
mod redo;
mod report;
mod reveal;
mod rows;
mod sample;
mod say;
mod serve;
mod settings;
mod show;
mod status;
mod table;
mod undo;
mod verify;
mod when;
mod who;
mod whoami;

#[cfg(test)]
mod tests;

use args::{Command, Line};
use clap::{CommandFactory, FromArgMatches};
use context::Context;
use failure::Failure;
use out::{Out, Streams, Surface, decode_argument};
use settings::{Env, Places};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;
use std::process::ExitCode;

use crate::i18n::Words;
use crate::tui::terminal::refuse::{Surroundings, codeset};

/// Columns assumed where the terminal does not tell.
const COLUMNS: usize = 80;

/// Runs the program on the process's own arguments, environment and streams.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let env = |name: &str| std::env::var_os(name);
    ExitCode::from(run(arguments, &env, Streams::standard(), surface(&env)))
}

/// Runs the program; the answer is the exit code.
fn run(arguments: Vec<OsString>, env: Env<'_>, streams: Streams, surface: Surface) -> u8 {
    let codeset = codeset_of(env);
    let arguments: Vec<OsString> =
        arguments.into_iter().map(|argument| readable(argument, codeset.as_deref())).collect();
    let places = Places::of(env);
    let files = places.files();
    let words = Words::new(settings::early_lang(&arguments, env, &files));
    let mut out = Out::new(streams, surface, codeset.as_deref());
    let line = match read(&words, arguments) {
        Ok(line) => line,
        Err(error) => return not_read(&mut out, &words, &error),
    };
    let (settings, faults) = match settings::settle(&line.global, env, &places, &files, &words) {
        Ok(settled) => settled,
        Err(failure) => return end(&mut out, Err(failure)),
    };
    faults.iter().for_each(|fault| out.say(fault));
    out.set_look(settings.color, settings.plain, settings::value(env, "NO_COLOR").is_some());
    let login = login::login(env);
    let real_name = login::real_name(&login);
    let temporary = std::env::temp_dir();
    let mut context =
        Context { words: Words::new(settings.lang), settings, out, login, real_name, temporary };
    let result = dispatch(&mut context, line.command, line.meeting, env);
    end(&mut context.out, result)
}

/// Reads the arguments. The words of the help take longer than the reading, and are laid over the commands
/// only where somebody is going to read them.
fn read(words: &Words, arguments: Vec<OsString>) -> Result<Line, clap::Error> {
    let arguments = args::shield(arguments);
    if let Ok(matches) = Line::command().try_get_matches_from(&arguments) {
        return Line::from_arg_matches(&matches);
    }
    let mut command = help::localise(Line::command(), words);
    let matches = command.try_get_matches_from_mut(arguments)?;
    Line::from_arg_matches(&matches)
}

/// Help and version were asked for, or the arguments cannot be read.
fn not_read(out: &mut Out, words: &Words, error: &clap::Error) -> u8 {
    let result = match help::fault(error, words) {
        None => out.write(&error.render().to_string()).map(|()| 0),
        Some(failure) => Err(failure),
    };
    end(out, result)
}

/// Sends what is buffered, says what went wrong, and gives the exit code.
fn end(out: &mut Out, result: Result<u8, Failure>) -> u8 {
    out.release();
    let flushed = out.flush();
    match result.and_then(|code| flushed.map(|()| code)) {
        Ok(code) => code,
        Err(failure) => {
            failure.lines().iter().for_each(|line| out.say(line));
            failure.kind.code()
        }
    }
}

fn dispatch(
    context: &mut Context,
    command: Option<Command>,
    meeting: bool,
    env: Env<'_>,
) -> Result<u8, Failure> {
    let done = match command {
        None => return desk::run(context, meeting, env),
        Some(Command::Demo(command)) => return command.run(context, env),
        Some(Command::Status(command)) => return command.run(context),
        Some(Command::Init(command)) => command.run(context),
        Some(Command::List(command)) => command.run(context),
        Some(Command::Show(command)) => command.run(context),
        Some(Command::Find(command)) => command.run(context),
        Some(Command::Who(command)) => command.run(context),
        Some(Command::Due(command)) => command.run(context),
        Some(Command::Missing(command)) => command.run(context),
        Some(Command::Matrix(command)) => command.run(context),
        Some(Command::Report(command)) => command.run(context),
        Some(Command::Say(command)) => command.run(context),
        Some(Command::Diff(command)) => command.run(context),
        Some(Command::Export(command)) => command.run(context),
        Some(Command::Letter(command)) => command.run(context),
        Some(Command::When(command)) => command.run(context),
        Some(Command::Do(command)) => command.run(context),
        Some(Command::Undo(command)) => command.run(context),
        Some(Command::Redo(command)) => command.run(context),
        Some(Command::History(command)) => command.run(context),
        Some(Command::Serve(command)) => return command.run(context),
        Some(Command::Archive(command)) => command.run(context),
        Some(Command::Import(command)) => return command.run(context),
        Some(Command::ReadFile(command)) => command.run(),
        Some(Command::Inbox) => inbox::run(context),
        Some(Command::Doctor) => doctor::run(context),
        Some(Command::Handover(command)) => command.run(context),
        Some(Command::Backup(command)) => command.run(context),
        Some(Command::Restore(command)) => command.run(context),
        Some(Command::Verify(command)) => command.run(context),
        Some(Command::Pack(command)) => command.run(context),
        Some(Command::Member(command)) => command.run(context),
        Some(Command::Keys(command)) => command.run(context),
        Some(Command::Sample(command)) => command.run(context),
        Some(Command::Completions(command)) => command.run(context),
        Some(Command::ManPages(command)) => command.run(context),
    };
    done.map(|()| 0)
}

/// The encoding of the locale, where it names one.
fn codeset_of(env: Env<'_>) -> Option<String> {
    let text = |name: &str| settings::value(env, name).and_then(|value| value.into_string().ok());
    let (lc_all, lc_ctype, lang) = (text("LC_ALL"), text("LC_CTYPE"), text("LANG"));
    let around = Surroundings {
        lc_all: lc_all.as_deref(),
        lc_ctype: lc_ctype.as_deref(),
        lang: lang.as_deref(),
        ..Surroundings::default()
    };
    codeset(&around).map(|(name, _)| name)
}

/// An argument of another encoding as text; the name of a file that exists stays what it is.
fn readable(argument: OsString, codeset: Option<&str>) -> OsString {
    if argument.to_str().is_some() || Path::new(&argument).exists() {
        return argument;
    }
    OsString::from_vec(decode_argument(argument.as_bytes(), codeset).into_bytes())
}

fn surface(env: Env<'_>) -> Surface {
    let told = settings::value(env, "COLUMNS").and_then(|columns| columns.to_str()?.parse().ok());
    let seen = rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|size| usize::from(size.ws_col));
    Surface {
        out_is_terminal: std::io::stdout().is_terminal(),
        err_is_terminal: std::io::stderr().is_terminal(),
        columns: seen.filter(|columns| *columns > 0).or(told).unwrap_or(COLUMNS),
    }
}
