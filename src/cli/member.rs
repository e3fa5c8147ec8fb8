//! `duban member`: who works here.

use super::context::Context;
use super::do_::report;
use super::door::Door;
use super::failure::{Failure, Kind};
use super::listing;
use super::whoami;
use crate::api::answer::Hello;
use crate::api::{Answer, Request};
use crate::link::new_op;
use crate::model::command::Command;
use crate::model::row::MemberRow;
use crate::model::verb::Verb;
use std::io::{BufRead, IsTerminal};

/// `duban member list|add|remove|pin`
#[derive(Debug, clap::Subcommand)]
pub enum Member {
    List,
    Add(Add),
    Remove(Remove),
    Pin(Pin),
}

/// `duban member add LOGIN [--name NAME] [--unit UNIT] [--roles ROLES]`
#[derive(Debug, Default, clap::Args)]
pub struct Add {
    #[arg(value_name = "LOGIN")]
    pub login: String,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    pub roles: Vec<String>,
    #[arg(long, value_name = "LOGIN")]
    pub account: Option<String>,
}

/// `duban member remove LOGIN`
#[derive(Debug, clap::Args)]
pub struct Remove {
    #[arg(value_name = "LOGIN")]
    pub login: String,
}

/// `duban member pin [LOGIN]`: asked for twice at a terminal, else one line of the input.
#[derive(Debug, clap::Args)]
pub struct Pin {
    #[arg(value_name = "LOGIN")]
    pub login: Option<String>,
}

impl Member {
    /// Lists the members, or adds (or changes) one.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let door = context.open(!matches!(self, Self::List))?;
        let hello = door.hello()?;
        let Answer::Members(members) = door.ask(Request::Members)? else {
            return Err(Failure::misunderstood(&context.words));
        };
        match self {
            Self::List => {
                let empty = context.words.get("empty-members");
                listing::print(context, &hello, hello.today, &members, &empty)?;
            }
            Self::Add(add) => act(context, &door, &hello, add.command(context, &members)?)?,
            Self::Remove(remove) => {
                let command = Command::new(Verb::Member, new_op()).on_subject(&remove.login);
                act(context, &door, &hello, command.set("active", "false"))?;
            }
            Self::Pin(pin) => {
                let login = pin.login.clone().unwrap_or_else(|| hello.login.clone());
                let command = Command::new(Verb::Member, new_op()).on_subject(login);
                let secret = pin.read(context)?;
                act(context, &door, &hello, command.set("pin", secret))?;
            }
        }
        door.close()
    }
}

/// Does it, and says what was done.
fn act(context: &mut Context, door: &Door, hello: &Hello, command: Command) -> Result<(), Failure> {
    let (op, out) = (command.op, &context.out);
    let done = door.act(&Request::Do(Box::new(command)), op, &|text| out.say(text))?;
    report(context, door, hello, done, op)
}

impl Pin {
    fn read(&self, context: &Context) -> Result<String, Failure> {
        let words = &context.words;
        let none = || Failure::new(Kind::Usage, words.get("cli-no-pin"));
        if !std::io::stdin().is_terminal() {
            let mut line = String::new();
            let read = std::io::stdin().lock().read_line(&mut line);
            let secret = Some(line.trim().to_owned()).filter(|secret| read.is_ok() && !secret.is_empty());
            return secret.ok_or_else(none);
        }
        let first = whoami::secret(&words.get("cli-new-pin")).ok_or_else(none)?;
        let again = whoami::secret(&words.get("cli-new-pin-again")).ok_or_else(none)?;
        if first != again {
            return Err(Failure::new(Kind::Usage, words.get("cli-pins-differ")));
        }
        Ok(first)
    }
}

impl Add {
    /// A new member, or the changes to one who is there already.
    fn command(&self, context: &Context, members: &[MemberRow]) -> Result<Command, Failure> {
        let words = &context.words;
        if self.login.trim().is_empty() || self.login.contains(char::is_whitespace) {
            return Err(Failure::new(
                Kind::Usage,
                words.with("cli-bad-login", &[("text", self.login.as_str())]),
            ));
        }
        let command = Command::new(Verb::Member, new_op());
        let known = members.iter().any(|member| member.login == self.login);
        let mut command = match known {
            true => command.on_subject(&self.login),
            false => command.set("login", &self.login),
        };
        let roles: Vec<String> = self.roles.iter().map(|role| words.read_role(role.trim())).collect();
        let name = self.name.clone().or_else(|| (!known).then(|| super::login::real_name(&self.login)));
        if let Some(name) = name {
            command = command.set("name", name);
        }
        if let Some(unit) = &self.unit {
            command = command.set("unit", unit);
        }
        if let Some(account) = &self.account {
            command = command.set("account", account);
        }
        if !roles.is_empty() {
            command = command.set("roles", roles.join(","));
        }
        Ok(command)
    }
}
