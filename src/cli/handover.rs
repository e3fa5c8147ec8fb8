//! `duban handover`: one member takes over from another, with the list of what lies there.

use super::context::Context;
use super::do_::report;
use super::failure::Failure;
use super::listing;
use crate::api::{Answer, Request};
use crate::link::new_op;
use crate::model::command::Command;
use crate::model::verb::Verb;

/// `duban handover FROM TO`
#[derive(Debug, clap::Args)]
pub struct Handover {
    #[arg(value_name = "FROM")]
    pub from: String,
    #[arg(value_name = "TO")]
    pub to: String,
}

impl Handover {
    /// Hands over, and prints what lies with the office: the list that goes along.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let door = context.open(true)?;
        let hello = door.hello()?;
        let Answer::Board(board) = door.ask(Request::Board)? else {
            return Err(Failure::misunderstood(&words));
        };
        let op = new_op();
        let command = Command::new(Verb::Handover, op).on_subject(&self.from).set("hand_to", &self.to);
        let out = &context.out;
        let done = door.act(&Request::Do(Box::new(command)), op, &|text| out.say(text))?;
        report(context, &door, &hello, done, op)?;
        door.close()?;
        if context.settings.json || context.settings.csv {
            return Ok(());
        }
        if !board.mine.is_empty() {
            context.heading(&format!("{} {}", words.get("pane-mine"), board.mine_total))?;
            listing::table(context, &board.mine, hello.today)?;
        }
        if !board.entries.is_empty() {
            context.heading(&words.get("cli-handover-entries"))?;
            let rows: Vec<super::entries::Line> =
                board.entries.into_iter().map(|row| super::entries::Line::new(row, &words)).collect();
            listing::table(context, &rows, hello.today)?;
        }
        for row in board.chase.iter().filter(|row| row.promised_for.is_some() || !row.missing.is_empty()) {
            let promised = row.promised_for.map(|day| words.day_near(day, hello.today)).unwrap_or_default();
            context.text(&format!("{}  {}  {promised}", row.unit, row.missing.join(" ")), 2)?;
        }
        Ok(())
    }
}
