//! `duban letter`: a letter about a record, a unit, a month or the whole campaign, as a text document.

use super::args;
use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::{envelope, print_table};
use super::table::{Cell, Head, Table};
use crate::api::answer::Hello;
use crate::api::{Answer, Request};
use crate::exchange::{self, Format, place};
use crate::i18n::{Lang, Words};
use crate::link;
use crate::model::letter::{Letter, LetterKind};
use serde::Serialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// `duban letter [KIND] [WHAT…] [-o FILE.docx] [--force]`
#[derive(Debug, clap::Args)]
pub struct WriteLetter {
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    #[arg(value_name = "NO")]
    pub what: Vec<String>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
}

/// The body of the JSON answer.
#[derive(Serialize)]
struct Body<'a> {
    path: &'a Path,
    letter: &'a Letter,
}

#[derive(Serialize)]
struct Kinds<'a> {
    total: usize,
    rows: &'a [LetterKind],
}

impl WriteLetter {
    /// Writes the letter and says where; without a kind, says which there are.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        if let Some(path) = &self.output {
            if Format::of(path) != Some(Format::Docx) {
                let path = path.display().to_string();
                return Err(Failure::new(Kind::Usage, words.with("cli-letter-ending", &[("path", path)])));
            }
            self.free(&words, path)?;
        }
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Letters(kinds) = door.ask(Request::Letters { what: None })? else {
            return Err(Failure::misunderstood(&words));
        };
        let Some(kind) = &self.kind else {
            door.close()?;
            return list(context, &hello, &kinds);
        };
        let kind = called(&words, &kinds, kind);
        let what = args::filter(&self.what);
        let Answer::Letter(letter) = door.ask(Request::Letter { kind, what, file: None })? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        // What is in it is for whoever wrote it to hand on.
        link::private_files();
        let path = self
            .output
            .clone()
            .unwrap_or_else(|| PathBuf::from(format!("{}.docx", words.letter_file(&letter))));
        let bytes = exchange::letter(&letter, &words).map_err(|fault| Failure::unmade(&words, &fault))?;
        place::put(&path, &bytes, self.force).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => there(&words, &path),
            _ => Failure::file(&words, &path, &error),
        })?;
        if context.settings.json {
            let body = Body { path: &path, letter: &letter };
            return context.out.json(&envelope("letter", &hello, letter.made_on, body));
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        context.text(&words.with("cli-letter-done", &[("path", path.display().to_string())]), 0)
    }

    /// Refuses a place where something is, unless it may be replaced.
    fn free(&self, words: &Words, path: &Path) -> Result<(), Failure> {
        let taken = !self.force && std::fs::symlink_metadata(path).is_ok();
        if taken { Err(there(words, path)) } else { Ok(()) }
    }
}

/// The kind that a name in the language in force means; what is none goes as it was typed.
fn called(words: &Words, kinds: &[LetterKind], text: &str) -> String {
    let named = |kind: &&LetterKind| {
        words.lang() == Lang::En && words.letter_name(&kind.id, &kind.name).eq_ignore_ascii_case(text.trim())
    };
    kinds.iter().find(named).map_or_else(|| text.to_owned(), |kind| kind.id.clone())
}

fn list(context: &mut Context, hello: &Hello, kinds: &[LetterKind]) -> Result<(), Failure> {
    if context.settings.json {
        let body = Kinds { total: kinds.len(), rows: kinds };
        return context.out.json(&envelope("letters", hello, hello.today, body));
    }
    let words = context.words.clone();
    let heads = vec![Head::new(words.get("letter-which")), Head::new(words.get("cli-letter-code"))];
    let row =
        |kind: &LetterKind| vec![Cell::from(words.letter_name(&kind.id, &kind.name)), Cell::from(&kind.id)];
    print_table(context, &Table { heads, rows: kinds.iter().map(row).collect() })
}

fn there(words: &Words, path: &Path) -> Failure {
    let path = path.display().to_string();
    Failure::new(Kind::Failed, words.with("cli-export-there", &[("path", path)]))
        .hint(words.get("cli-export-force"))
}
