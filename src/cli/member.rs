//! `duban member`: who works here.

use super::context::Context;
use super::do_::report;
use super::failure::{Failure, Kind};
use super::listing;
use crate::api::{Answer, Request};
use crate::link::new_op;
use crate::model::command::Command;
use crate::model::row::MemberRow;
use crate::model::verb::Verb;

/// `duban member list|add`
#[derive(Debug, clap::Subcommand)]
pub enum Member {
    List,
    Add(Add),
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
}

impl Member {
    /// Lists the members, or adds (or changes) one.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let door = context.open(matches!(self, Self::Add(_)))?;
        let hello = door.hello()?;
        let Answer::Members(members) = door.ask(Request::Members)? else {
            return Err(Failure::misunderstood(&context.words));
        };
        match self {
            Self::List => {
                let empty = context.words.get("empty-members");
                listing::print(context, &hello, hello.today, &members, &empty)?;
            }
            Self::Add(add) => {
                let command = add.command(context, &members)?;
                let op = command.op;
                let out = &context.out;
                let done = door.act(&Request::Do(Box::new(command)), op, &|text| out.say(text))?;
                report(context, &door, &hello, done, op)?;
            }
        }
        door.close()
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
        if !roles.is_empty() {
            command = command.set("roles", roles.join(","));
        }
        Ok(command)
    }
}
