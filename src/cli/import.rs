//! `duban import`: a list that somebody else keeps, taken in row by row.

use super::context::Context;
use super::door::Door;
use super::failure::{Failure, Kind};
use super::imported::told;
use crate::api::answer::Imported;
use crate::api::{Answer, Request};
use crate::exchange::guide::HEADERS;
use crate::exchange::incoming::understand;
use crate::exchange::told::understood;
use crate::exchange::{self, FileFault, Grid, Guide, Limits, place, rejects};
use crate::i18n::Words;
use crate::link::new_op;
use crate::model::hand_in::{CORRECTION, HandIn, RECEIPT};
use crate::model::incoming::{Incoming, ListKind, Verdict};
use chrono::{DateTime, Local, NaiveDate};
use std::path::{Path, PathBuf};

pub use crate::exchange::READ;

/// `duban import FILE [--as KIND] [--map FILE] [--check | --apply] [--rejects FILE]`
#[derive(Debug, clap::Args)]
pub struct Import {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long = "as", value_name = "KIND", value_parser = ListKind::ALL.map(ListKind::code))]
    pub kind: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    #[arg(long, conflicts_with = "apply")]
    pub check: bool,
    #[arg(long)]
    pub apply: bool,
    #[arg(long)]
    pub no_hand_in: bool,
    #[arg(long)]
    pub hide_names: bool,
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub correction: Option<PathBuf>,
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

impl Import {
    /// Reads the file, has each row judged and, with `--apply`, done.
    pub fn run(&self, context: &mut Context) -> Result<u8, Failure> {
        let words = context.words.clone();
        let program = std::env::current_exe().map_err(|error| Failure::file(&words, &self.file, &error))?;
        let path = std::path::absolute(&self.file).unwrap_or_else(|_| self.file.clone());
        let mut guide =
            Guide { kind: self.kind.as_deref().and_then(ListKind::from_code), ..Guide::default() };
        let said = self.map.as_ref().map(|map| said_of_headers(&words, map)).transpose()?;
        context.out.progress(&words.get("cli-import-reads"));
        let grids = exchange::read_in_child(&program, &[READ], &path, &Limits::default());
        context.out.progress("");
        let grids = grids.map_err(|fault| unread(&words, &self.file, &fault))?;
        let door = context.open(self.apply)?;
        // What was said of headers before still holds; what is said now goes before it.
        for lines in kept_of_headers(&door)?.iter().chain(&said) {
            let _ = guide.learn(lines);
        }
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (mut incoming, seen) = understand(&name, &grids, &guide);
        if !context.settings.json && !context.settings.csv {
            seen.iter().for_each(|sheet| context.out.say(&understood(&words, sheet)));
        }
        if incoming.rows.is_empty() {
            let text = words.with("cli-import-no-list", &[("path", self.file.display().to_string())]);
            return Err(Failure::new(Kind::BadInput, text).hint(words.get("cli-import-no-list-way")));
        }
        incoming.received = received(&path);
        incoming.hand_in = !self.no_hand_in;
        incoming.hide_names = self.hide_names;
        let hello = door.hello()?;
        let imported = self.ask(context, &door, &incoming)?;
        if let (true, Some(_)) = (self.apply, &said) {
            let request = Request::KeepPersonal { name: HEADERS.to_owned(), text: Some(guide.lines()) };
            door.ask(request)?;
        }
        let file = HandIn::of(&incoming, &imported.verdicts, &imported.handed, hello.today);
        for (kind, path) in [(RECEIPT, &self.receipt), (CORRECTION, &self.correction)] {
            let Some(path) = path else { continue };
            if imported.handed.papers.is_empty() {
                context.out.say(&words.with("cli-import-no-letter", &[("path", path.display().to_string())]));
            } else {
                letter(&words, &door, kind, &file, path)?;
            }
        }
        door.close()?;
        told(context, &hello, &incoming, &imported)?;
        let wrong = imported.verdicts.iter().filter(|verdict| verdict.outcome.is_refused()).count();
        self.give_back(context, (&grids, &guide), &imported.verdicts, wrong)?;
        Ok(if wrong == 0 { 0 } else { Kind::BadInput.code() })
    }

    fn ask(&self, context: &Context, door: &Door, incoming: &Incoming) -> Result<Imported, Failure> {
        let op = self.apply.then(new_op);
        let request = Request::Import { incoming: Box::new(incoming.clone()), op };
        let far = |done: u32, of: u32| context.out.progress(&context.words.bar(done, of));
        let mut answer = door.ask_told(&request, &far)?;
        context.out.progress("");
        if answer == Answer::Unknown {
            context.out.say(&context.words.unknown_outcome());
            answer = door.ask(request)?;
        }
        match (answer, op) {
            (Answer::Import(imported), _) => Ok(*imported),
            (Answer::Unknown, Some(op)) => {
                let text = context.words.with("unknown-later", &[("op", op.to_string())]);
                Err(Failure::new(Kind::Unknown, text))
            }
            _ => Err(Failure::misunderstood(&context.words)),
        }
    }

    /// Writes the rows that were not taken beside their reasons, where that was asked for.
    fn give_back(
        &self,
        context: &Context,
        (grids, guide): (&[Grid], &Guide),
        verdicts: &[Verdict],
        wrong: usize,
    ) -> Result<(), Failure> {
        let words = &context.words;
        let Some(path) = &self.rejects else { return Ok(()) };
        let Some(bytes) = rejects::csv(grids, guide, verdicts, words) else { return Ok(()) };
        // What is there is somebody's: it is not written over.
        place::put(path, &bytes, false).map_err(|error| Failure::file(words, path, &error))?;
        let args = [("path", path.display().to_string()), ("n", wrong.to_string())];
        context.out.say(&words.with("cli-import-rejects", &args));
        Ok(())
    }
}

/// Writes a letter about the file.
fn letter(words: &Words, door: &Door, kind: &str, file: &HandIn, path: &Path) -> Result<(), Failure> {
    let file = Some(Box::new(file.clone()));
    let request = Request::Letter { kind: kind.to_owned(), what: String::new(), file };
    let Answer::Letter(letter) = door.ask(request)? else { return Err(Failure::misunderstood(words)) };
    let bytes = exchange::letter(&letter, words).map_err(|fault| Failure::unmade(words, &fault))?;
    // What is there is somebody's: it is not written over.
    place::put(path, &bytes, false).map_err(|error| Failure::file(words, path, &error))
}

/// Lines that say what headers mean, out of a file.
fn said_of_headers(words: &Words, path: &Path) -> Result<String, Failure> {
    let lines = std::fs::read_to_string(path).map_err(|error| Failure::file(words, path, &error))?;
    match Guide::default().learn(&lines) {
        Ok(()) => Ok(lines),
        Err(fault) => {
            let (code, header, found) = fault.code();
            let path = path.display().to_string();
            let args = [("path", path.as_str()), ("header", header), ("found", found)];
            let failure = Failure::new(Kind::BadInput, words.with(&format!("map-{code}"), &args));
            Err(failure.hint(words.get("cli-import-map-way")))
        }
    }
}

/// What the member said of headers before.
fn kept_of_headers(door: &Door) -> Result<Option<String>, Failure> {
    match door.ask(Request::Personal)? {
        Answer::Personal(kept) => {
            Ok(kept.into_iter().find(|(name, _)| name == HEADERS).map(|(_, text)| text))
        }
        _ => Ok(None),
    }
}

/// The day a file was put where it lies.
fn received(path: &Path) -> Option<NaiveDate> {
    let written = std::fs::metadata(path).and_then(|about| about.modified()).ok()?;
    Some(DateTime::<Local>::from(written).date_naive())
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
