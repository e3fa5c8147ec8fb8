//! `duban export`: a table as it is handed in, as a file.

use super::args;
use super::context::Context;
use super::door::Door;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use super::reveal::reveal;
use crate::api::answer::Hello;
use crate::api::{Answer, Request};
use crate::exchange::{self, Fault, Format, place};
use crate::i18n::{Lang, Words};
use crate::link;
use crate::model::paper::{FormName, Wanted};
use crate::model::row::UnitRow;
use crate::model::table::{Table, TableId};
use clap::ValueEnum;
use serde::Serialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Empty lines of a form to fill in.
const BLANK: u32 = 20;

/// `duban export TABLE [-o FILE] [FILTER…] [--as-of DATE] [--known DATE] [--since DATE] [--split unit] [--blank [--lines N]]
/// [--masked | --names --reason TEXT] [--force]`
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
    /// As it was handed in for this month.
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["as_of", "known", "blank", "masked", "names", "split"])]
    pub period: Option<String>,
    /// Of the table of changes: what it begins with.
    #[arg(long, value_name = "DATE", conflicts_with = "period")]
    pub since: Option<String>,
    #[arg(long, value_name = "BY")]
    pub split: Option<Split>,
    #[arg(long)]
    pub blank: bool,
    #[arg(long, value_name = "N", requires = "blank", default_value_t = BLANK)]
    pub lines: u32,
    #[arg(long, conflicts_with = "names")]
    pub masked: bool,
    #[arg(long, requires = "reason", conflicts_with = "split")]
    pub names: bool,
    #[arg(long, value_name = "TEXT", requires = "names")]
    pub reason: Option<String>,
    #[arg(long)]
    pub force: bool,
}

/// Into what a table is split, one file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Split {
    Unit,
}

/// The body of the JSON answer: of one file, or of each.
#[derive(Serialize)]
struct Body {
    table: &'static str,
    #[serde(flatten)]
    first: Option<Made>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<Made>,
}

/// One file that was written.
#[derive(Serialize)]
struct Made {
    path: PathBuf,
    rows: usize,
}

impl Export {
    /// Writes the files, and says where each is and how many lines it has.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let format = self.format(context)?;
        if let Some(path) = self.output.as_ref().filter(|_| self.split.is_none()) {
            self.free(&words, path)?;
        }
        // A form of the plan's own has a name that only the office knows.
        let known = called(&words, &self.table);
        let door = context.open(self.names)?;
        let hello = door.hello()?;
        let own = || self.of_the_plan(&hello);
        let (id, form) =
            known.map(|id| (id, String::new())).or_else(own).ok_or_else(|| self.unknown(&words, &hello))?;
        let wanted = self.wanted(form);
        let mut tables = Vec::new();
        for (name, line) in self.parts(&door, &hello, &words)? {
            let request = Request::Table { table: id, filter: line, wanted: wanted.clone() };
            let Answer::Table(mut table) = door.ask(request)? else {
                return Err(Failure::misunderstood(&words));
            };
            // A unit of which there is nothing gets no file.
            if name.is_none() || !table.rows.is_empty() {
                let path = self.place(&words, &table, format, name.as_deref());
                self.free(&words, &path)?;
                if let Some(reason) = self.reason.as_deref().filter(|_| self.names) {
                    reveal(&door, &mut table, reason)?;
                }
                tables.push((path, *table));
            }
        }
        door.close()?;
        // What is in the tables is for whoever made them to hand on.
        link::private_files();
        let as_of = tables.first().map_or(hello.today, |(_, table)| table.as_of);
        let named =
            tables.first().map_or_else(|| words.table_name(id), |(_, table)| words.table_called_now(table));
        let made = tables.into_iter().map(|(path, table)| self.write(&words, path, &table, format));
        let mut made = made.collect::<Result<Vec<Made>, Failure>>()?;
        if context.settings.json {
            let first = if self.split.is_none() { made.pop() } else { None };
            return context.out.json(&envelope(
                "export",
                &hello,
                as_of,
                Body { table: id.code(), first, files: made },
            ));
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        if made.is_empty() {
            context.out.say(&words.get("cli-export-nothing"));
        }
        made.iter().try_for_each(|made| {
            let (path, rows) = (made.path.display().to_string(), made.rows.to_string());
            let said = [("path", path), ("table", named.clone()), ("n", rows)];
            context.text(&words.with("cli-exported", &said), 0)
        })
    }

    /// How the table is wanted.
    fn wanted(&self, form: String) -> Wanted {
        let blank = self.blank.then_some(self.lines);
        let month = self.period.clone().unwrap_or_default();
        let since = self.since.clone().unwrap_or_default();
        Wanted { form, masked: self.masked, blank, anyway: self.force, month, across: None, since }
    }

    /// A form by the name that the plan gives it.
    fn of_the_plan(&self, hello: &Hello) -> Option<(TableId, String)> {
        let is = |form: &&FormName| form.form == self.table || form.title.as_ref() == Some(&self.table);
        hello.tables.iter().find(is).map(|form| (form.table, form.form.clone()))
    }

    fn unknown(&self, words: &Words, hello: &Hello) -> Failure {
        let known = TableId::ALL.iter().map(|id| format!("T{} {}", id.number(), words.table_name(*id)));
        let own = hello.tables.iter().map(|form| form.form.clone());
        let known = known.chain(own).collect::<Vec<_>>().join(&words.get("list-and"));
        let failure =
            Failure::new(Kind::Usage, words.with("cli-unknown-table", &[("table", self.table.as_str())]));
        failure.hint(words.with("cli-known-values", &[("known", known)]))
    }

    /// The filter of each file, with the name of the unit where the table is split.
    fn parts(
        &self,
        door: &Door,
        hello: &Hello,
        words: &Words,
    ) -> Result<Vec<(Option<String>, String)>, Failure> {
        if self.split.is_none() {
            return Ok(vec![(None, self.line())]);
        }
        let Answer::Units(units) = door.ask(Request::Units { filter: String::new() })? else {
            return Err(Failure::misunderstood(words));
        };
        let reports = |unit: &UnitRow| hello.levels.iter().any(|level| level.code == unit.kind);
        let of = |unit: UnitRow| (Some(unit.short), format!("{} unit:{}", self.line(), unit.code));
        Ok(units.into_iter().filter(reports).map(of).collect())
    }

    /// Where a file goes: as it was named, or as the plan names it, in this folder.
    fn place(&self, words: &Words, table: &Table, format: Format, unit: Option<&str>) -> PathBuf {
        let Some(path) = &self.output else {
            return PathBuf::from(format!("{}.{}", words.table_file(table, unit), format.ending()));
        };
        let Some(unit) = unit else { return path.clone() };
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let unit = unit.replace(['/', '\\', '\0'], "_");
        path.with_file_name(format!("{stem}_{unit}.{}", format.ending()))
    }

    fn write(&self, words: &Words, path: PathBuf, table: &Table, format: Format) -> Result<Made, Failure> {
        put(words, &path, table, format, self.force)?;
        Ok(Made { path, rows: table.rows.len() })
    }

    /// The format the file's name asks for; without a name a workbook, or what `--csv` says.
    fn format(&self, context: &Context) -> Result<Format, Failure> {
        let Some(path) = &self.output else {
            return Ok(if context.settings.csv { Format::Csv } else { Format::Xlsx });
        };
        format_of(&context.words, path)
    }

    /// Refuses a place where something is, unless it may be replaced.
    fn free(&self, words: &Words, path: &Path) -> Result<(), Failure> {
        if self.force { Ok(()) } else { free(words, path) }
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

/// The format that the name of a file asks for.
///
/// # Errors
/// It asks for none that there is.
pub fn format_of(words: &Words, path: &Path) -> Result<Format, Failure> {
    Format::of(path).ok_or_else(|| {
        let path = path.display().to_string();
        Failure::new(Kind::Usage, words.with("cli-export-ending", &[("path", path)]))
    })
}

/// Refuses a place where something is.
///
/// # Errors
/// Something is there.
pub fn free(words: &Words, path: &Path) -> Result<(), Failure> {
    if std::fs::symlink_metadata(path).is_ok() { Err(there(words, path)) } else { Ok(()) }
}

/// Writes a table into a file.
///
/// # Errors
/// It cannot be laid out or written, or something is there.
pub fn put(words: &Words, path: &Path, table: &Table, format: Format, force: bool) -> Result<(), Failure> {
    let bytes = exchange::file(table, format, words).map_err(|fault| failed(words, &fault))?;
    place::put(path, &bytes, force).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there(words, path),
        _ => Failure::file(words, path, &error),
    })
}

/// A table by its number or code, or by its name in the language in force or in Chinese.
fn called(words: &Words, text: &str) -> Option<TableId> {
    words.table_called(text).or_else(|| Words::new(Lang::Zh).table_called(text))
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
