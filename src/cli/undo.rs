//! `duban undo`: takes back one's last act, or the act that holds a fact.

use super::context::Context;
use super::do_::report;
use super::failure::Failure;
use crate::api::Request;
use crate::link::new_op;

/// `duban undo [SEQ]`
#[derive(Debug, clap::Args)]
pub struct Undo {
    #[arg(value_name = "SEQ")]
    pub seq: Option<u64>,
}

impl Undo {
    /// Undoes it, and says what was restored.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let op = new_op();
        let door = context.open(true)?;
        let hello = door.hello()?;
        let out = &context.out;
        let done = door.act(&Request::Undo { seq: self.seq, op }, op, &|text| out.say(text))?;
        report(context, &door, &hello, done, op)?;
        door.close()
    }
}
