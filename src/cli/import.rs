//! `duban import`: a list that somebody else keeps, taken in row by row.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::{csv_line, envelope, print_table};
use super::table::{Cell, Head, Table};
use crate::api::answer::{Hello, Imported};
use crate::api::{Answer, Request};
use crate::exchange::guard::guarded;
use crate::exchange::incoming::{Seen, understand};
use crate::exchange::{self, FileFault, Grid, Limits, place, rejects};
use crate::i18n::{Words, verdict_code};
use crate::link::new_op;
use crate::model::incoming::{Incoming, Outcome, Verdict};
use serde::Serialize;
use std::path::{Path, PathBuf};

pub use crate::exchange::READ;

/// `duban import FILE [--check | --apply] [--rejects FILE]`
#[derive(Debug, clap::Args)]
pub struct Import {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, conflicts_with = "apply")]
    pub check: bool,
    #[arg(long)]
    pub apply: bool,
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

/// The reading process: `duban read-file FILE`. Nobody calls it by hand.
#[derive(Debug, clap::Args)]
pub struct ReadFile {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

impl ReadFile {
    /// Reads, and writes what came of it for the process that asked.
    pub fn run(&self) -> Result<(), Failure> {
        exchange::be_the_child(&self.file, &Limits::default(), &mut std::io::stdout().lock())
            .map_err(|error| Failure::output(&error))
    }
}

/// One row of the JSON answer.
#[derive(Serialize)]
struct Line<'a> {
    sheet: &'a str,
    row: u32,
    verdict: &'static str,
    no: &'a str,
    title: &'a str,
    steps: Vec<&'static str>,
    fields: Vec<&'static str>,
    messages: Vec<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    file: &'a str,
    applied: bool,
    first: Option<u64>,
    last: Option<u64>,
    total: usize,
    rows: Vec<Line<'a>>,
}

impl Import {
    /// Reads the file, has each row judged and, with `--apply`, done.
    pub fn run(&self, context: &mut Context) -> Result<u8, Failure> {
        let words = context.words.clone();
        let program = std::env::current_exe().map_err(|error| Failure::file(&words, &self.file, &error))?;
        let path = std::path::absolute(&self.file).unwrap_or_else(|_| self.file.clone());
        context.out.progress(&words.get("cli-import-reads"));
        let grids = exchange::read_in_child(&program, &[READ], &path, &Limits::default());
        context.out.progress("");
        let grids = grids.map_err(|fault| unread(&words, &self.file, &fault))?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (incoming, seen) = understand(&name, &grids);
        if !context.settings.json && !context.settings.csv {
            seen.iter().for_each(|sheet| context.out.say(&understood(&words, sheet)));
        }
        if incoming.rows.is_empty() {
            let text = words.with("cli-import-no-list", &[("path", self.file.display().to_string())]);
            return Err(Failure::new(Kind::BadInput, text).hint(words.get("cli-import-no-list-way")));
        }
        let (hello, imported) = self.ask(context, &incoming)?;
        self.told(context, &hello, &name, &imported)?;
        let wrong = imported.verdicts.iter().filter(|verdict| verdict.outcome.is_refused()).count();
        self.give_back(context, &grids, &imported.verdicts, wrong)?;
        Ok(if wrong == 0 { 0 } else { Kind::BadInput.code() })
    }

    fn ask(&self, context: &Context, incoming: &Incoming) -> Result<(Hello, Imported), Failure> {
        let door = context.open(self.apply)?;
        let hello = door.hello()?;
        let op = self.apply.then(new_op);
        let request = Request::Import { incoming: Box::new(incoming.clone()), op };
        let mut answer = door.ask(request.clone())?;
        if answer == Answer::Unknown {
            context.out.say(&context.words.unknown_outcome());
            answer = door.ask(request)?;
        }
        door.close()?;
        match (answer, op) {
            (Answer::Import(imported), _) => Ok((hello, *imported)),
            (Answer::Unknown, Some(op)) => {
                let text = context.words.with("unknown-later", &[("op", op.to_string())]);
                Err(Failure::new(Kind::Unknown, text))
            }
            _ => Err(Failure::misunderstood(&context.words)),
        }
    }

    fn told(
        &self,
        context: &mut Context,
        hello: &Hello,
        file: &str,
        imported: &Imported,
    ) -> Result<(), Failure> {
        let words = context.words.clone();
        let verdicts = &imported.verdicts;
        if context.settings.json {
            let done = imported.done.as_ref();
            let body = Body {
                file,
                applied: done.is_some(),
                first: done.map(|done| done.first),
                last: done.map(|done| done.last),
                total: verdicts.len(),
                rows: verdicts.iter().map(|verdict| line(&words, verdict)).collect(),
            };
            return context.out.json(&envelope("import", hello, hello.today, body));
        }
        if context.settings.csv {
            context.out.write(&csv_line(
                ["sheet", "row", "verdict", "no", "title", "messages"].map(str::to_owned).into_iter(),
            ))?;
            for verdict in verdicts {
                let line = line(&words, verdict);
                let fields = [line.sheet, &line.row.to_string(), line.verdict, line.no, line.title];
                let fields = fields.map(str::to_owned).into_iter().chain([line.messages.join(" ")]);
                context.out.write(&csv_line(fields.map(|field| guarded(&field))))?;
            }
            return Ok(());
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        let head = |id: &str| Head::new(words.get(id));
        let heads = vec![
            head("cli-import-row"),
            head("cli-import-verdict"),
            head("field-no"),
            head("field-title").least(12),
            head("cli-import-what").least(20),
        ];
        let rows = verdicts.iter().map(|verdict| shown(&words, verdict)).collect();
        print_table(context, &Table { heads, rows })?;
        let id = if imported.done.is_some() { "cli-import-done" } else { "cli-import-tried" };
        context.out.say(&format!("{}{}", words.get(id), words.import_summary(verdicts)));
        if imported.done.is_none() {
            context.out.say(&words.get("cli-import-apply"));
        }
        Ok(())
    }

    /// Writes the rows that were not taken beside their reasons, where that was asked for.
    fn give_back(
        &self,
        context: &Context,
        grids: &[Grid],
        verdicts: &[Verdict],
        wrong: usize,
    ) -> Result<(), Failure> {
        let words = &context.words;
        let Some(path) = &self.rejects else { return Ok(()) };
        let Some(bytes) = rejects::csv(grids, verdicts, words) else { return Ok(()) };
        // What is there is somebody's: it is not written over.
        place::put(path, &bytes, false).map_err(|error| Failure::file(words, path, &error))?;
        let args = [("path", path.display().to_string()), ("n", wrong.to_string())];
        context.out.say(&words.with("cli-import-rejects", &args));
        Ok(())
    }
}

/// What could not be read, and what to do about it.
fn unread(words: &Words, path: &Path, fault: &FileFault) -> Failure {
    let (code, detail) = fault.code();
    let args = [("path", path.display().to_string()), ("detail", detail.to_owned())];
    let kind = if matches!(fault, FileFault::Unreadable { .. }) { Kind::NotFound } else { Kind::BadInput };
    let failure = Failure::new(kind, words.with(&format!("file-{code}"), &args));
    let way = format!("file-{code}-way");
    if words.has(&way) { failure.hint(words.get(&way)) } else { failure }
}

/// How a sheet was understood, in a line.
fn understood(words: &Words, seen: &Seen) -> String {
    let sheet = ("sheet", seen.sheet.clone());
    let Some(header) = &seen.header else {
        let id = if seen.hidden { "cli-import-hidden" } else { "cli-import-no-header" };
        return words.with(id, &[sheet]);
    };
    let columns: Vec<String> =
        header.columns.values().map(|column| words.get(&format!("column-{}", column.code()))).collect();
    let args = [
        sheet,
        ("rows", seen.rows.to_string()),
        ("left", seen.left_out.to_string()),
        ("columns", columns.join(&words.get("list-and"))),
    ];
    let mut text = words.with("cli-import-sheet", &args);
    if !header.unknown.is_empty() {
        let unknown: Vec<String> =
            header.unknown.iter().map(|(_, text)| exchange::incoming::tidy(text)).collect();
        let args = [("columns", unknown.join(&words.get("list-and")))];
        text.push_str(&words.with("cli-import-unknown-columns", &args));
    }
    text
}

fn line<'a>(words: &Words, verdict: &'a Verdict) -> Line<'a> {
    let fields = match &verdict.outcome {
        Outcome::Update { fields } => fields.iter().map(|field| field.code()).collect(),
        _ => Vec::new(),
    };
    Line {
        sheet: &verdict.sheet,
        row: verdict.row,
        verdict: verdict_code(&verdict.outcome),
        no: &verdict.no,
        title: &verdict.title,
        steps: verdict.steps.iter().map(|verb| verb.code()).collect(),
        fields,
        messages: words.verdict_messages(verdict),
    }
}

fn shown(words: &Words, verdict: &Verdict) -> Vec<Cell> {
    let what = words.verdict_says(verdict);
    let bad = verdict.outcome.is_refused();
    let place = match verdict.row {
        0 => String::new(),
        row => format!("{} {row}", verdict.sheet),
    };
    vec![
        Cell::from(place),
        Cell::bad(words.verdict(&verdict.outcome), bad),
        Cell::from(&verdict.no),
        Cell::from(&verdict.title),
        Cell::bad(what, bad),
    ]
}
