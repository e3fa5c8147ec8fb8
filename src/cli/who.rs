//! `duban who`: whom to ring.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing;
use crate::api::{Answer, Request};

/// `duban who TEXT`
#[derive(Debug, clap::Args)]
pub struct Who {
    #[arg(value_name = "TEXT", required = true, num_args = 1..)]
    pub text: Vec<String>,
}

impl Who {
    /// Prints the people; nobody is "not found".
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let text = self.text.join(" ");
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::People(people) = door.ask(Request::People { text: text.clone() })? else {
            return Err(Failure::misunderstood(&context.words));
        };
        let none = context.words.with("empty-people", &[("text", text)]);
        if !context.settings.json && !context.settings.csv && !people.is_empty() {
            let lines = context.words.who_lines(&people);
            lines.iter().try_for_each(|line| context.out.line(line))?;
            context.out.line("")?;
        }
        listing::print(context, &hello, hello.today, &people, "")?;
        door.close()?;
        if people.is_empty() { Err(Failure::new(Kind::NotFound, none)) } else { Ok(()) }
    }
}
