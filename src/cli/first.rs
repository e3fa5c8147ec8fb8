//! The first run: made-up data, a real campaign, or somebody else's office.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::pack::Source;
use super::{demo, desk, init, settings};
use crate::pack::EMBEDDED;
use std::io::BufRead;
use std::path::PathBuf;

/// Asks what to begin with, by digits, and begins.
pub fn run(context: &mut Context, env: settings::Env<'_>) -> Result<u8, Failure> {
    let words = context.words.clone();
    for line in ["first-welcome", "first-1", "first-2", "first-3"] {
        context.out.line(&words.get(line))?;
    }
    let mut input = std::io::stdin().lock();
    match choose(context, &mut input, 3)? {
        1 => demo::Demo::default().run(context, env),
        2 => {
            let init = questions(context, &mut input)?;
            drop(input);
            init.run(context)?;
            desk::run(context, env)
        }
        _ => {
            let path = ask(context, &mut input, "first-where", "")?;
            drop(input);
            if path.is_empty() || !PathBuf::from(&path).exists() {
                return Err(Failure::new(Kind::NotFound, words.with("cli-no-file", &[("path", path)])));
            }
            context.settings.store = PathBuf::from(path);
            desk::run(context, env)
        }
    }
}

/// The questions of a real campaign. An empty answer takes what is offered.
fn questions(context: &mut Context, input: &mut dyn BufRead) -> Result<init::Init, Failure> {
    let words = context.words.clone();
    let first = EMBEDDED.first().map_or("", |(id, _)| *id);
    let pack = ask(context, input, "first-pack", first)?;
    let plan = Source::find(&words, Some(&pack))?.plan(&words)?;
    context
        .out
        .line(&words.with("first-plan", &[("name", plan.campaign.name), ("issuer", plan.campaign.issuer)]))?;
    let name = context.real_name.clone();
    let member = ask(context, input, "first-member", &name)?;
    let store = context.settings.store.display().to_string();
    context.settings.store = PathBuf::from(ask(context, input, "first-store", &store)?);
    context.out.line(&words.get("first-keep-names"))?;
    let keep_names = choose(context, input, 2)? == 2;
    context.out.line(&words.get("first-sure"))?;
    match choose(context, input, 2)? {
        1 => Ok(init::Init { pack: Some(pack), member: Some(member), keep_names }),
        _ => Err(Failure::new(Kind::Failed, words.get("first-left"))),
    }
}

/// A line typed; empty takes what is offered.
fn ask(context: &mut Context, input: &mut dyn BufRead, id: &str, offered: &str) -> Result<String, Failure> {
    let question = context.words.with(id, &[("offered", offered)]);
    context.out.write(&format!("{question} "))?;
    let typed = read(context, input)?;
    Ok(if typed.is_empty() { offered.to_owned() } else { typed })
}

/// A digit from 1 to `last`; full-width digits count as digits.
fn choose(context: &mut Context, input: &mut dyn BufRead, last: u32) -> Result<u32, Failure> {
    loop {
        context.out.write("> ")?;
        let typed = crate::text::fold(&read(context, input)?);
        if let Some(n) = typed.trim().parse().ok().filter(|n| (1..=last).contains(n)) {
            return Ok(n);
        }
        let last = last.to_string();
        context.out.say(&context.words.with("first-digit", &[("last", last)]));
    }
}

/// One line of input. Its end is a way out.
fn read(context: &mut Context, input: &mut dyn BufRead) -> Result<String, Failure> {
    context.out.flush()?;
    let mut line = String::new();
    let read = input.read_line(&mut line).map_err(|error| Failure::output(&error))?;
    if read == 0 {
        return Err(Failure::new(Kind::Failed, context.words.get("first-left")));
    }
    Ok(line.trim().to_owned())
}
