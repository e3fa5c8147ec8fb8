//! The words of the help, and what is said about arguments that cannot be read.

use super::args::Line;
use super::failure::{Failure, Kind};
use crate::i18n::Words;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};

/// Where the options that every command takes begin.
const EVERYWHERE: usize = 100;

/// Lays the words of a language over the commands and their arguments.
pub fn localise(command: Command, words: &Words) -> Command {
    level(command, words, "duban", &words.get("cli-heading-options"))
}

fn level(command: Command, words: &Words, path: &str, options: &str) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}",
        words.get("cli-heading-usage")
    );
    let after = format!("cli-after-{path}");
    let mut place = 0;
    let command = command
        .about(words.get(&format!("cli-about-{path}")))
        .override_usage(words.get(&format!("cli-usage-{path}")))
        .help_template(template)
        .subcommand_help_heading(words.get("cli-heading-commands"))
        .mut_args(|arg| {
            place += 1;
            // The command's own arguments in their order, then those that every command takes.
            let order = if arg.is_global_set() { EVERYWHERE + place } else { place };
            argument(arg, words, path, options).display_order(order)
        })
        .mut_subcommands(|sub| {
            let path = format!("{path}-{}", sub.get_name());
            level(sub, words, &path, options)
        });
    if words.has(&after) { command.after_help(words.get(&after)) } else { command }
}

fn argument(arg: Arg, words: &Words, path: &str, options: &str) -> Arg {
    let own = format!("cli-arg-{path}-{}", arg.get_id());
    let general = format!("cli-option-{}", arg.get_id());
    let help = words.get(if words.has(&own) { &own } else { &general });
    let names: Vec<String> =
        arg.get_value_names().unwrap_or_default().iter().map(|name| value_name(words, name)).collect();
    let takes_value = arg.get_action().takes_values();
    let heading = if arg.is_positional() { words.get("cli-heading-arguments") } else { options.to_owned() };
    let arg = arg.help(help).help_heading(heading);
    if !takes_value {
        return arg;
    }
    let arg = arg.hide_default_value(true).hide_possible_values(true);
    if names.is_empty() { arg } else { arg.value_names(names) }
}

fn value_name(words: &Words, name: &str) -> String {
    let id = format!("cli-value-{}", name.to_ascii_lowercase().replace(['=', '|'], "-"));
    if words.has(&id) { words.get(&id) } else { name.to_owned() }
}

/// What is wrong with the command line. `None`: help or version was asked for.
pub fn fault(error: &clap::Error, words: &Words) -> Option<Failure> {
    let told = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(" ")),
        Some(ContextValue::StyledStr(text)) => Some(text.to_string()),
        _ => None,
    };
    let argument = || told(ContextKind::InvalidArg).unwrap_or_default();
    let say = |id: &str, args: &[(&str, String)]| Failure::new(Kind::Usage, words.with(id, args));
    let failure = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::InvalidSubcommand => {
            let name = told(ContextKind::InvalidSubcommand).unwrap_or_default();
            let failure = say("cli-unknown-command", &[("name", name)]);
            match told(ContextKind::SuggestedSubcommand) {
                Some(near) => nearest(words, failure, Some(near)),
                None => failure.hint(words.with("cli-known-values", &[("known", commands())])),
            }
        }
        ErrorKind::UnknownArgument => {
            let failure = say("cli-unknown-argument", &[("name", argument())]);
            nearest(words, failure, told(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = told(ContextKind::InvalidValue).unwrap_or_default();
            if value.is_empty() {
                say("cli-no-value", &[("name", argument())])
            } else {
                let failure = say("cli-bad-value", &[("name", argument()), ("text", value)]);
                match told(ContextKind::ValidValue) {
                    Some(known) => failure.hint(words.with("cli-known-values", &[("known", known)])),
                    None => failure,
                }
            }
        }
        ErrorKind::MissingRequiredArgument => say("cli-missing-argument", &[("name", argument())]),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say("cli-missing-command", &[])
        }
        ErrorKind::ArgumentConflict => {
            let other = told(ContextKind::PriorArg).unwrap_or_default();
            say("cli-conflicting-arguments", &[("name", argument()), ("other", other)])
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            say("cli-no-value", &[("name", argument())])
        }
        ErrorKind::TooManyValues => say("cli-too-many-values", &[("name", argument())]),
        _ => Failure::new(Kind::Usage, words.get("cli-unreadable")),
    };
    Some(failure.hint(words.get("cli-see-help")))
}

/// The names of the commands.
fn commands() -> String {
    let command = Line::command();
    command.get_subcommands().map(Command::get_name).collect::<Vec<_>>().join(" ")
}

fn nearest(words: &Words, failure: Failure, near: Option<String>) -> Failure {
    match near {
        Some(near) => failure.hint(words.with("refused-nearest", &[("nearest", near)])),
        None => failure,
    }
}
