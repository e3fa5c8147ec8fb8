//! `duban find`: everything by text, best first.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing;
use crate::api::{Answer, Request};

/// Hits that are asked for.
const HITS: u32 = 200;

/// `duban find TEXT`
#[derive(Debug, clap::Args)]
pub struct Find {
    #[arg(value_name = "TEXT", required = true, num_args = 1..)]
    pub text: Vec<String>,
}

impl Find {
    /// Prints the hits; none is "not found".
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let text = self.text.join(" ");
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Hits(hits) = door.ask(Request::Find { text: text.clone(), limit: HITS, issues: true })?
        else {
            return Err(Failure::misunderstood(&context.words));
        };
        let none = context.words.with("empty-find", &[("text", text)]);
        listing::print(context, &hello, hello.today, &hits, "")?;
        door.close()?;
        if hits.is_empty() { Err(Failure::new(Kind::NotFound, none)) } else { Ok(()) }
    }
}
