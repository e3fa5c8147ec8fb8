//! `duban history`: the course of one record, or of all since a day.

use super::context::Context;
use super::course::{self, FactRow};
use super::failure::Failure;
use super::listing;
use super::out::Shape;
use super::settings;

/// `duban history [NO] [--since DATE]`
#[derive(Debug, clap::Args)]
pub struct History {
    #[arg(value_name = "NO")]
    pub no: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
}

impl History {
    /// Prints the facts, oldest first.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let since = self.since.as_deref().map(|text| settings::day(text, &words)).transpose()?;
        let door = context.open(false)?;
        let hello = door.hello()?;
        let lines = door.history(self.no.clone(), since, None)?;
        door.close()?;
        let readable = !context.settings.json && !context.settings.csv;
        if readable && !lines.is_empty() && matches!(context.out.shape(), Shape::Fit(_)) {
            return course::print(context, &lines, hello.today, self.no.is_none());
        }
        let rows: Vec<FactRow> = lines.iter().map(|line| FactRow::new(&words, line, hello.today)).collect();
        listing::print(context, &hello, hello.today, &rows, &words.get("empty-history"))
    }
}
