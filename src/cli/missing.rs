//! `duban missing`: who owes what, since when, and whom to ring.

use super::context::Context;
use super::failure::Failure;
use super::listing;
use crate::api::{Answer, Request};
use crate::model::row::OwedRow;

/// `duban missing [DOC|PERIOD]`
#[derive(Debug, clap::Args)]
pub struct Missing {
    #[arg(value_name = "WHAT")]
    pub what: Vec<String>,
}

impl Missing {
    /// Prints what is missing: of what was named, or of all that is due by now.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let what = self.what.join(" ");
        let door = context.open(false)?;
        let hello = door.hello()?;
        let ask = |missing| door.ask(Request::Owed { what: what.clone(), missing });
        let (Answer::Owed(all), Answer::Owed(mut rows)) = (ask(false)?, ask(true)?) else {
            return Err(Failure::misunderstood(&context.words));
        };
        door.close()?;
        let words = context.words.clone();
        if all.is_empty() {
            return Err(Failure::new(
                super::failure::Kind::NotFound,
                words.with("cli-no-paper", &[("what", what)]),
            ));
        }
        // Without a name only what is due is asked about: the rest of the year is not missing yet.
        if what.is_empty() {
            rows.retain(|row| row.due <= hello.today);
        }
        if !context.settings.json && !context.settings.csv && !what.is_empty() {
            for line in said(&words, &all) {
                context.out.line(&line)?;
            }
        }
        listing::print(context, &hello, hello.today, &rows, &words.get("empty-missing"))
    }
}

/// One line a paper of which something is missing.
pub fn lacking(words: &crate::i18n::Words, rows: &[OwedRow]) -> Vec<String> {
    let there = |row: &OwedRow| !matches!(row.state.as_str(), "missing" | "back");
    let paper = |row: &OwedRow| (row.doc.clone(), row.period.clone());
    let wanting: Vec<_> = rows.iter().filter(|row| !there(row)).map(paper).collect();
    let rows: Vec<OwedRow> = rows.iter().filter(|row| wanting.contains(&paper(row))).cloned().collect();
    said(words, &rows)
}

/// One line a paper: how many were owed, how many are there, who is missing by name.
fn said(words: &crate::i18n::Words, rows: &[OwedRow]) -> Vec<String> {
    let mut papers: Vec<(String, Vec<&OwedRow>)> = Vec::new();
    for row in rows {
        let name = row.period.as_ref().map_or_else(|| row.paper.clone(), |p| format!("{p} {}", row.paper));
        match papers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row),
            None => papers.push((name, vec![row])),
        }
    }
    papers.iter().map(|(name, rows)| words.papers_said(name, rows)).collect()
}
