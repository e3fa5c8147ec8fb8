//! `duban say`: the campaign in one paragraph, and the same on one page for the leader.

use super::args;
use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use crate::api::answer::Hello;
use crate::api::{Answer, Request};
use crate::exchange::{self, place};
use crate::i18n::{Words, percent};
use crate::link;
use crate::model::figures::Tally;
use crate::model::letter::{Block, Letter, Line, ListHead, line};
use crate::model::said::Said;
use serde::Serialize;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Units that stand side by side on the page.
const ABREAST: usize = 2;

/// `duban say [SCOPE] [--sheet [-o FILE.docx] [--force]]`
#[derive(Debug, clap::Args)]
pub struct Say {
    #[arg(value_name = "SCOPE")]
    pub scope: Vec<String>,
    #[arg(long)]
    pub sheet: bool,
    #[arg(short, long, value_name = "FILE", requires = "sheet")]
    pub output: Option<PathBuf>,
    #[arg(long, requires = "sheet")]
    pub force: bool,
}

/// The body of the JSON answer.
/// The day stands in the envelope, and nowhere a second time.
#[derive(Serialize)]
struct Body<'a> {
    text: &'a str,
    scope: &'a str,
    total: &'a Tally,
    categories: &'a [Tally],
    units: &'a [Tally],
    orders: i64,
    transferred: Option<i64>,
    filed: Option<i64>,
    people: Option<[i64; 4]>,
    held: Option<(i64, i64)>,
    told: i64,
    linked: u32,
    reopened: u32,
    oldest: Option<&'a (i64, String)>,
    path: Option<PathBuf>,
}

impl<'a> Body<'a> {
    fn new(text: &'a str, said: &'a Said, path: Option<PathBuf>) -> Self {
        // Taken apart whole: what is added to the figures is not forgotten here.
        let Said {
            as_of: _,
            scope,
            total,
            categories,
            units,
            orders,
            transferred,
            filed,
            people,
            held,
            told,
            linked,
            reopened,
            oldest,
        } = said;
        Self {
            text,
            scope,
            total,
            categories,
            units,
            orders: *orders,
            transferred: *transferred,
            filed: *filed,
            people: *people,
            held: *held,
            told: *told,
            linked: *linked,
            reopened: *reopened,
            oldest: oldest.as_ref(),
            path,
        }
    }
}

impl Say {
    /// Says it, and writes the page where one is wanted.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Said(said) = door.ask(Request::Say { scope: args::filter(&self.scope) })? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        let text = words.paragraph(&said);
        let path = if self.sheet { Some(self.write(&words, &hello, &said, &text)?) } else { None };
        if context.settings.json {
            let body = Body::new(&text, &said, path);
            return context.out.json(&envelope("say", &hello, said.as_of, body));
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        match path {
            Some(path) => {
                let path = path.display().to_string();
                context.text(&words.with("cli-written", &[("path", path)]), 0)
            }
            None => context.text(&text, 0),
        }
    }

    fn write(&self, words: &Words, hello: &Hello, said: &Said, text: &str) -> Result<PathBuf, Failure> {
        let own = || PathBuf::from(words.with("say-sheet-file", &[("day", said.as_of.to_string())]));
        let path = self.output.clone().unwrap_or_else(own);
        if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("docx")) {
            let path = path.display().to_string();
            return Err(Failure::new(Kind::Usage, words.with("cli-export-ending", &[("path", path)])));
        }
        link::private_files();
        let bytes = exchange::letter(&sheet(words, hello, said, text), words)
            .map_err(|fault| Failure::unmade(words, &fault))?;
        place::put(&path, &bytes, self.force).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                let path = path.display().to_string();
                Failure::new(Kind::Failed, words.with("cli-export-there", &[("path", path)]))
                    .hint(words.get("cli-export-force"))
            }
            _ => Failure::file(words, &path, &error),
        })?;
        Ok(path)
    }
}

/// The page: the paragraph, then the figures it says by class and by unit.
fn sheet(words: &Words, hello: &Hello, said: &Said, text: &str) -> Letter {
    let title = words.with("say-sheet-title", &[("campaign", hello.campaign_name.as_str())]);
    let note = words.with("say-sheet-note", &[("day", words.day_written(said.as_of))]);
    let some: Vec<&Tally> = said.units.iter().filter(|unit| unit.issues > 0).collect();
    Letter {
        kind: "say".into(),
        name: title.clone(),
        about: String::new(),
        synthetic: hello.synthetic,
        made_on: hello.today,
        title: line(&title),
        number: Line::new(),
        to: Line::new(),
        blocks: vec![
            Block::Text(line(text)),
            list(words, &said.categories.iter().collect::<Vec<_>>()),
            list(words, &some),
            Block::Note(line(&note)),
        ],
        enclosures: Vec::new(),
        signer: Line::new(),
        day: Line::new(),
        copies: Line::new(),
    }
}

/// Figures, two abreast: name, issues, rectified, rate, overdue.
fn list(words: &Words, of: &[&Tally]) -> Block {
    let titles = ["unit", "issues", "rectified", "rate", "overdue"];
    let wide = [10, 6, 6, 8, 5];
    let head =
        |(title, wide): (&str, u8)| ListHead { text: line(&words.get(&format!("say-col-{title}"))), wide };
    let heads: Vec<ListHead> = titles.into_iter().zip(wide).map(head).collect();
    let cells = |tally: &&Tally| -> Vec<Line> {
        let rate = percent(tally.rectified.into(), tally.issues.into(), 2);
        let counts = [tally.issues.to_string(), tally.rectified.to_string(), rate, tally.overdue.to_string()];
        std::iter::once(line(&tally.name)).chain(counts.iter().map(|text| line(text))).collect()
    };
    let half = of.len().div_ceil(ABREAST);
    let row = |at: usize| {
        let column =
            |side: usize| of.get(at + side * half).map_or_else(|| vec![Line::new(); titles.len()], cells);
        (0..ABREAST).flat_map(column).collect()
    };
    Block::List {
        heads: (0..ABREAST).flat_map(|_| heads.clone()).collect(),
        rows: (0..half).map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Said {
        Said {
            as_of: "2021-09-14".parse().unwrap(),
            scope: String::new(),
            total: Tally::default(),
            categories: vec![],
            units: vec![],
            orders: 6,
            transferred: Some(4),
            filed: None,
            people: None,
            held: None,
            told: 0,
            linked: 0,
            reopened: 0,
            oldest: Some((14, "TY-007".into())),
        }
    }

    #[test]
    fn no_key_stands_twice_and_every_figure_is_there() {
        let said = said();
        let json = serde_json::to_string(&Body::new("", &said, None)).unwrap();
        let figures = serde_json::to_value(&said).unwrap();
        assert!(!json.contains("\"as_of\""), "it is said in the envelope: {json}");
        let keys = figures.as_object().unwrap().keys().filter(|key| *key != "as_of");
        for key in keys {
            assert_eq!(json.matches(&format!("\"{key}\":")).count(), 1, "{key}: {json}");
        }
    }
}
