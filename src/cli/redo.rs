//! `duban redo`: takes back one's last undo.

use super::context::Context;
use super::do_::report;
use super::failure::Failure;
use crate::api::Request;
use crate::link::new_op;

/// `duban redo`
#[derive(Debug, clap::Args)]
pub struct Redo {}

impl Redo {
    /// Redoes it, and says what was restored.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let op = new_op();
        let door = context.open(true)?;
        let hello = door.hello()?;
        let out = &context.out;
        let done = door.act(&Request::Redo { op }, op, &|text| out.say(text))?;
        report(context, &door, &hello, done, op)?;
        door.close()
    }
}
