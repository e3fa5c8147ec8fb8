//! `duban list`: the rows of one kind, under a filter where the kind has one.

use super::args;
use super::context::Context;
use super::course::FactRow;
use super::entries::{Line, REGISTERS};
use super::failure::{Failure, Kind};
use super::listing;
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::model::ids::Kind as Entered;

/// The kinds that can be listed.
const KINDS: [&str; 9] =
    ["issues", "ledger", "units", "contacts", "members", "tasks", "submissions", "evaluation", "looks"];

/// `duban list KIND [FILTER…]`
#[derive(Debug, clap::Args)]
#[command(name = "list")]
pub struct List {
    #[arg(value_name = "KIND")]
    pub kind: String,
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
}

impl List {
    /// Prints the list.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        if let Some((_, kind)) = REGISTERS.iter().find(|(name, _)| *name == self.kind) {
            return self.register(context, *kind);
        }
        let kind = KINDS.into_iter().find(|kind| *kind == self.kind);
        let kind = kind.ok_or_else(|| unknown(&context.words, &self.kind))?;
        let filter = args::filter(&self.filter);
        if matches!(kind, "members" | "tasks" | "evaluation" | "looks") && !filter.is_empty() {
            return Err(Failure::new(Kind::Usage, context.words.with("cli-no-filter", &[("kind", kind)])));
        }
        let door = context.open(false)?;
        let hello = door.hello()?;
        let words = context.words.clone();
        match kind {
            "issues" => {
                let mut page = door.page(&filter)?;
                page.rows.iter_mut().for_each(|row| row.state_label = words.state(row.state));
                let empty = if filter.is_empty() { "cli-empty-issues" } else { "cli-empty-scope" };
                listing::print(context, &hello, page.as_of, &page.rows, &words.get(empty))?;
            }
            "ledger" => {
                let (rows, as_of) = door.ledger(&filter)?;
                listing::print(context, &hello, as_of, &rows, &words.get("empty-ledger"))?;
            }
            kind => {
                let request = match kind {
                    "units" => Request::Units { filter },
                    "contacts" => Request::People { text: filter.clone() },
                    "members" => Request::Members,
                    "evaluation" => Request::Evaluation,
                    "looks" => Request::Looks,
                    "submissions" => Request::Owed { what: filter.clone(), missing: false },
                    _ => Request::Schedule,
                };
                print(context, &hello, door.ask(request)?)?;
            }
        }
        door.close()
    }

    /// Prints a register.
    fn register(&self, context: &mut Context, kind: Entered) -> Result<(), Failure> {
        let words = context.words.clone();
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Entries(rows) =
            door.ask(Request::Entries { kind, filter: args::filter(&self.filter) })?
        else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        if hello.without_confidential && matches!(kind, Entered::Intake | Entered::Clue) {
            context.out.say(&words.get("without-confidential"));
        }
        let rows: Vec<Line> = rows.into_iter().map(|row| Line::new(row, &words)).collect();
        listing::print(context, &hello, hello.today, &rows, &words.get("empty-entries"))
    }
}

fn print(context: &mut Context, hello: &crate::api::answer::Hello, answer: Answer) -> Result<(), Failure> {
    let words = context.words.clone();
    let today = hello.today;
    match answer {
        Answer::Units(rows) => listing::print(context, hello, today, &rows, &words.get("empty-units")),
        Answer::People(rows) => listing::print(context, hello, today, &rows, &words.get("empty-people-all")),
        Answer::Members(rows) => listing::print(context, hello, today, &rows, &words.get("empty-members")),
        Answer::Evaluation(rows) => listing::print(context, hello, today, &rows, &words.get("empty-units")),
        Answer::History(lines) => {
            let rows: Vec<FactRow> = lines.iter().map(|line| FactRow::new(&words, line, today)).collect();
            listing::print(context, hello, today, &rows, &words.get("empty-looks"))
        }
        Answer::Owed(rows) => listing::print(context, hello, today, &rows, &words.get("empty-missing")),
        Answer::Schedule(rows) => listing::print(context, hello, today, &rows, &words.get("empty-tasks")),
        _ => Err(Failure::misunderstood(&words)),
    }
}

fn unknown(words: &Words, kind: &str) -> Failure {
    let known: Vec<&str> = KINDS.into_iter().chain(REGISTERS.iter().map(|(name, _)| *name)).collect();
    let failure = Failure::new(Kind::Usage, words.with("cli-unknown-kind", &[("kind", kind)]));
    failure.hint(words.with("cli-known-values", &[("known", known.join(" "))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn an_unknown_kind_names_the_known_ones() {
        let failure = unknown(&Words::new(Lang::Zh), "papers");
        assert_eq!(failure.kind, Kind::Usage);
        assert!(failure.message.contains("papers"));
        assert!(
            failure.hints[0].contains("issues ledger units contacts members tasks submissions evaluation")
        );
    }
}
