//! `duban missing`: who owes what, since when, and whom to ring.

use super::context::Context;
use super::failure::Failure;
use super::listing;
use crate::api::{Answer, Request};
use crate::i18n::{SAID, Words};
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
        let request = Request::Owed { what: what.clone(), missing: false };
        let Answer::Owed(mut all) = door.ask(request)? else {
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
            all.retain(|row| row.due <= hello.today);
        }
        let rows: Vec<OwedRow> = all.iter().filter(|row| !there(row)).cloned().collect();
        if what.is_empty() {
            all.retain(|row| rows.iter().any(|lacking| same(lacking, row)));
        }
        if !context.settings.json && !context.settings.csv {
            let lines = aloud(&words, &all);
            lines.iter().try_for_each(|line| context.out.line(line))?;
            if !lines.is_empty() && !rows.is_empty() {
                context.out.line("")?;
            }
        }
        listing::print(context, &hello, hello.today, &rows, &words.get("empty-missing"))
    }
}

/// Lines at most, and how wide, to be read aloud.
const LINES: usize = 3;

/// At most three lines to be read aloud: papers of which something is missing before the others, the latest
/// first.
fn aloud(words: &Words, rows: &[OwedRow]) -> Vec<String> {
    let mut papers = papers(rows);
    papers.sort_by_key(|(_, _, rows)| {
        (!rows.iter().any(|row| !there(row)), std::cmp::Reverse(rows.first().map(|row| row.due)))
    });
    let line = |(name, period, rows): (String, String, Vec<&OwedRow>)| {
        words.papers_said(&name, &period, &rows, SAID)
    };
    papers.into_iter().take(LINES).map(line).collect()
}

/// One line a paper of which something is missing.
pub fn lacking(words: &Words, rows: &[OwedRow]) -> Vec<String> {
    let lacks = |(_, _, rows): &(String, String, Vec<&OwedRow>)| rows.iter().any(|row| !there(row));
    let line = |(name, period, rows): (String, String, Vec<&OwedRow>)| {
        let name = if period.is_empty() { name } else { format!("{period} {name}") };
        words.papers_said(&name, "", &rows, usize::MAX)
    };
    papers(rows).into_iter().filter(lacks).map(line).collect()
}

/// Both are of one paper of one month.
fn same(one: &OwedRow, other: &OwedRow) -> bool {
    one.doc == other.doc && one.period == other.period
}

fn there(row: &OwedRow) -> bool {
    !matches!(row.state.as_str(), "missing" | "back")
}

/// The papers there are, each by its name and month, with what is owed of it.
fn papers(rows: &[OwedRow]) -> Vec<(String, String, Vec<&OwedRow>)> {
    let mut papers: Vec<(String, String, Vec<&OwedRow>)> = Vec::new();
    for row in rows {
        let period = row.period.clone().unwrap_or_default();
        match papers.iter_mut().find(|(name, of, _)| *name == row.paper && *of == period) {
            Some((_, _, rows)) => rows.push(row),
            None => papers.push((row.paper.clone(), period, vec![row])),
        }
    }
    papers
}
