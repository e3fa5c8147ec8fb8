//! `duban due`: what falls due within so many days.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::{self, envelope};
use crate::api::{Answer, Request};
use crate::model::row::{IssueRow, TaskRow};
use serde::Serialize;

/// Days asked for when none are given: a working week.
const DAYS: u32 = 7;

/// `duban due [DAYS]`
#[derive(Debug, clap::Args)]
pub struct Due {
    #[arg(value_name = "DAYS", default_value_t = DAYS)]
    pub days: u32,
}

#[derive(Serialize)]
struct Body<'a> {
    days: u32,
    total: usize,
    lines: &'a [String],
    issues: &'a [IssueRow],
    tasks: &'a [TaskRow],
}

impl Due {
    /// Prints issues and rows of the schedule.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        if context.settings.csv {
            return Err(Failure::new(Kind::Usage, context.words.get("cli-no-csv")));
        }
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Due { mut issues, tasks } = door.ask(Request::Due { days: self.days })? else {
            return Err(Failure::misunderstood(&context.words));
        };
        door.close()?;
        let words = context.words.clone();
        issues.iter_mut().for_each(|row| row.state_label = words.state(row.state));
        let lines = words.due_lines(self.days, &issues, &tasks);
        if context.settings.json {
            let total = issues.len() + tasks.len();
            let body = Body { days: self.days, total, lines: &lines, issues: &issues, tasks: &tasks };
            return context.out.json(&envelope("due", &hello, hello.today, body));
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        if issues.is_empty() && tasks.is_empty() {
            context.out.say(&words.with_n("empty-due", i64::from(self.days)));
            return Ok(());
        }
        lines.iter().try_for_each(|line| context.out.line(line))?;
        context.out.line("")?;
        if !issues.is_empty() {
            listing::table(context, &issues, hello.today)?;
        }
        if !tasks.is_empty() {
            context.heading(&words.tab(4))?;
            listing::table(context, &tasks, hello.today)?;
        }
        Ok(())
    }
}
