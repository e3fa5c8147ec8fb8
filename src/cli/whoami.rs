//! Attaching, and saying who one is where several members share an account.

use super::context::Context;
use super::failure::Failure;
use crate::link::{self, Attach, Seat, Trouble};
use std::io::{BufRead, IsTerminal, Write};
use std::time::Duration;

/// Attaches; at a terminal asks who it is and for his secret, until both fit or nothing is entered.
pub fn attach(context: &Context, how: &Attach) -> Result<Seat, Failure> {
    let words = &context.words;
    let mut how = how.clone();
    loop {
        let trouble = match link::attach(&how) {
            Ok(seat) => return Ok(seat),
            Err(trouble) => trouble,
        };
        let told = how.pin.is_some();
        let Trouble::WhoAreYou { members, wrong, wait_seconds } = &trouble else {
            return Err(Failure::trouble(words, &trouble));
        };
        // What came from the environment is not asked about again.
        let asked = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        if !asked || (told && context.settings.pin.is_some()) {
            return Err(Failure::trouble(words, &trouble));
        }
        if *wrong || *wait_seconds > 0 {
            eprintln!("{}", words.trouble(&trouble).text);
            std::thread::sleep(Duration::from_secs(*wait_seconds));
        }
        let Some(member) = choose(context, members) else {
            return Err(Failure::trouble(words, &trouble));
        };
        let pin = secret(&words.with("cli-pin-of", &[("name", member.1.as_str())]));
        let Some(pin) = pin else { return Err(Failure::trouble(words, &trouble)) };
        how.login = member.0;
        how.pin = Some(pin);
    }
}

/// Which of the members it is, by number or name.
fn choose(context: &Context, members: &[(String, String)]) -> Option<(String, String)> {
    for (number, (_, name)) in (1..).zip(members) {
        eprintln!("  {number} {name}");
    }
    loop {
        eprint!("{} ", context.words.get("cli-who-are-you"));
        let text = line()?;
        let by_number = text.parse::<usize>().ok().and_then(|n| members.get(n.checked_sub(1)?));
        let named = members.iter().find(|(login, name)| *login == text || *name == text);
        if let Some(member) = by_number.or(named) {
            return Some(member.clone());
        }
    }
}

/// A line from the terminal; `None` when nothing was entered.
fn line() -> Option<String> {
    let _ = std::io::stderr().flush();
    let mut text = String::new();
    std::io::stdin().lock().read_line(&mut text).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A line that does not show while it is typed.
pub fn secret(prompt: &str) -> Option<String> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    eprint!("{prompt} ");
    let stdin = std::io::stdin();
    let before = tcgetattr(&stdin).ok();
    if let Some(before) = &before {
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        let _ = tcsetattr(&stdin, OptionalActions::Drain, &hidden);
    }
    let text = line();
    if let Some(before) = &before {
        let _ = tcsetattr(&stdin, OptionalActions::Drain, before);
        eprintln!();
    }
    text
}
