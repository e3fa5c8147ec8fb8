//! `duban export`: a table as it is handed in, as a file.

use super::args;
use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use crate::api::{Answer, Request};
use crate::exchange::{self, Fault, Format, place};
use crate::i18n::{Lang, Words};
use crate::link;
use crate::model::table::{Table, TableId};
use serde::Serialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// `duban export TABLE [-o FILE] [FILTER…] [--as-of DATE] [--known DATE] [--force]`
#[derive(Debug, clap::Args)]
pub struct Export {
    #[arg(value_name = "TABLE")]
    pub table: String,
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub known: Option<String>,
    #[arg(long)]
    pub force: bool,
}

/// The body of the JSON answer.
#[derive(Serialize)]
struct Body<'a> {
    table: &'static str,
    path: &'a Path,
    rows: usize,
}

impl Export {
    /// Writes the file, and says where it is and how many lines it has.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let id = called(&words, &self.table).ok_or_else(|| unknown(&words, &self.table))?;
        let format = self.format(context)?;
        if let Some(path) = &self.output {
            self.free(&words, path)?;
        }
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Table(table) = door.ask(Request::Table { table: id, filter: self.line() })? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        let path = self.output.clone().unwrap_or_else(|| own_name(&words, &table, format));
        self.free(&words, &path)?;
        let bytes = exchange::file(&table, format, &words).map_err(|fault| failed(&words, &fault))?;
        // What is in the table is for whoever made it to hand on.
        link::private_files();
        place::put(&path, &bytes, self.force).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => there(&words, &path),
            _ => Failure::file(&words, &path, &error),
        })?;
        let rows = table.rows.len();
        if context.settings.json {
            let body = Body { table: id.code(), path: &path, rows };
            return context.out.json(&envelope("export", &hello, table.as_of, body));
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        let (path, rows) = (path.display().to_string(), rows.to_string());
        context.text(
            &words.with("cli-exported", &[("path", path), ("table", words.table_name(id)), ("n", rows)]),
            0,
        )
    }

    /// The format the file's name asks for; without a name a workbook, or what `--csv` says.
    fn format(&self, context: &Context) -> Result<Format, Failure> {
        let Some(path) = &self.output else {
            return Ok(if context.settings.csv { Format::Csv } else { Format::Xlsx });
        };
        Format::of(path).ok_or_else(|| {
            let path = path.display().to_string();
            Failure::new(Kind::Usage, context.words.with("cli-export-ending", &[("path", path)]))
        })
    }

    /// Refuses a place where something is, unless it may be replaced.
    fn free(&self, words: &Words, path: &Path) -> Result<(), Failure> {
        let taken = !self.force && std::fs::symlink_metadata(path).is_ok();
        if taken { Err(there(words, path)) } else { Ok(()) }
    }

    /// The filter with the days of the options.
    fn line(&self) -> String {
        let mut line = args::filter(&self.filter);
        for (term, day) in [("as-of", &self.as_of), ("known", &self.known)] {
            if let Some(day) = day {
                line.push_str(&format!(" {term}:{day}"));
            }
        }
        line.trim().to_owned()
    }
}

/// A table by its number or code, or by its name in the language in force or in Chinese.
fn called(words: &Words, text: &str) -> Option<TableId> {
    words.table_called(text).or_else(|| Words::new(Lang::Zh).table_called(text))
}

/// Named after the table and the day it is computed for, in this folder.
fn own_name(words: &Words, table: &Table, format: Format) -> PathBuf {
    PathBuf::from(format!("{}_{}.{}", words.table_name(table.id), table.as_of, format.ending()))
}

fn unknown(words: &Words, table: &str) -> Failure {
    let known = TableId::ALL.iter().map(|id| format!("T{} {}", id.number(), words.table_name(*id)));
    let known = known.collect::<Vec<_>>().join(&words.get("list-and"));
    let failure = Failure::new(Kind::Usage, words.with("cli-unknown-table", &[("table", table)]));
    failure.hint(words.with("cli-known-values", &[("known", known)]))
}

fn there(words: &Words, path: &Path) -> Failure {
    let path = path.display().to_string();
    Failure::new(Kind::Failed, words.with("cli-export-there", &[("path", path)]))
        .hint(words.get("cli-export-force"))
}

fn failed(words: &Words, fault: &Fault) -> Failure {
    let text = match fault {
        Fault::TooLong(lines) => words.with("cli-export-too-long", &[("n", lines.to_string())]),
        other => words.with("cli-export-failed", &[("why", other.to_string())]),
    };
    Failure::new(Kind::Failed, text)
}
