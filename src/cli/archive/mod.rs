//! `duban archive`: the papers of a year in one folder, with an index, hashes, and what is missing.

mod courses;
mod evidence;
mod filing;
mod journal;
mod lists;
mod tables;

use super::context::Context;
use super::door::Door;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use super::missing;
use crate::api::answer::{FactLine, Hello, Holdings};
use crate::api::{Answer, Request};
use crate::exchange::bundle::{self, Amiss};
use crate::i18n::{Lang, Words};
use crate::link;
use crate::model::report::check_code;
use crate::model::row::OwedRow;
use filing::{Filing, caught};
use serde::Serialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How often it is begun again because somebody wrote meanwhile.
const TRIES: usize = 3;
/// Names told of files that are amiss.
const TOLD: usize = 20;

/// `duban archive FOLDER [--check]`
#[derive(Debug, clap::Args)]
pub struct Archive {
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    #[arg(long)]
    pub check: bool,
}

/// What everything is taken from.
struct Source<'a> {
    door: &'a Door,
    hello: &'a Hello,
    holdings: &'a Holdings,
    words: &'a Words,
    /// All facts in sight, in order.
    facts: &'a [FactLine],
}

/// What is missing, as JSON says it.
#[derive(Serialize)]
struct Lack<'a> {
    row: Option<u32>,
    paper: &'a str,
    period: Option<&'a str>,
    unit: &'a str,
    due: chrono::NaiveDate,
}

impl<'a> Lack<'a> {
    fn of(owed: &'a OwedRow) -> Self {
        let OwedRow { row, paper, period, unit, due, .. } = owed;
        Self { row: *row, paper, period: period.as_deref(), unit, due: *due }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    path: PathBuf,
    head: u64,
    head_hash: &'a str,
    /// The eight characters that stand on the index.
    code: String,
    /// Facts of the journal that are not given whole.
    kept: usize,
    total: usize,
    files: &'a [filing::Filed],
    withheld: &'a [String],
    lost: &'a [String],
    missing: Vec<Lack<'a>>,
}

impl Archive {
    /// Puts the folder together, or checks one that was.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        if self.check {
            return self.check(context);
        }
        let words = context.words.clone();
        // What is in it is for whoever made it to hand on.
        link::private_files();
        let signal = caught();
        let door = context.open(false)?;
        for _ in 0..TRIES {
            let hello = door.hello()?;
            let holdings = holdings(&door, &words)?;
            let filing = Filing::begin(&self.folder, &hello, &words, &signal)
                .map_err(|error| taken(&words, &self.folder, &error))?;
            let facts = door.history(None, None, None)?;
            let source =
                Source { door: &door, hello: &hello, holdings: &holdings, words: &words, facts: &facts };
            let (filing, owed, kept) = source.gather(filing, context)?;
            if self::holdings(&door, &words)?.head != holdings.head {
                continue;
            }
            let filed = filing.finish().map_err(|error| taken(&words, &self.folder, &error))?;
            context.out.progress("");
            door.close()?;
            let told = Told { hello, holdings, owed, kept };
            return self.say(context, &told, &filed);
        }
        Err(Failure::new(Kind::Conflict, words.get("archive-moved")))
    }

    fn say(&self, context: &mut Context, told: &Told, filed: &filing::Done) -> Result<(), Failure> {
        let words = context.words.clone();
        let missing = told.owed.iter().filter(|row| is_lacking(row, &told.hello));
        if context.settings.json {
            let body = Body {
                path: std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone()),
                head: told.holdings.head,
                head_hash: &told.holdings.head_hash,
                code: check_code(&told.holdings.head_hash).unwrap_or_default(),
                kept: told.kept,
                total: filed.files.len(),
                files: &filed.files,
                withheld: &filed.withheld,
                lost: &filed.lost,
                missing: missing.map(Lack::of).collect(),
            };
            return context.out.json(&envelope("archive", &told.hello, told.hello.today, body));
        }
        if told.hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        let args = [
            ("path", self.folder.display().to_string()),
            ("files", filed.files.len().to_string()),
            ("facts", told.holdings.head.to_string()),
            ("head", told.holdings.head_hash.chars().take(16).collect()),
        ];
        context.text(&words.with("archive-made", &args), 0)?;
        let code = check_code(&told.holdings.head_hash).unwrap_or_default();
        context.text(&words.with("archive-code", &[("code", code)]), 0)?;
        for name in &filed.withheld {
            context.out.say(&words.with("archive-withheld", &[("name", name)]));
        }
        for name in &filed.lost {
            context.out.say(&words.with("archive-lost", &[("name", name)]));
        }
        let due: Vec<OwedRow> = told.owed.iter().filter(|row| row.due <= told.hello.today).cloned().collect();
        let lines = missing::lacking(&words, &due);
        context.text(&words.get(if lines.is_empty() { "archive-complete" } else { "archive-lacks" }), 0)?;
        lines.iter().try_for_each(|line| context.text(line, 2))
    }

    fn check(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let path = self.folder.display().to_string();
        // It may have been made in the other language.
        let found = [Lang::Zh, Lang::En].into_iter().find_map(|lang| {
            let sums = format!("{}.sha256", Words::new(lang).get("archive-sums"));
            bundle::check(&self.folder, &sums).transpose()
        });
        let found = found.transpose().map_err(|error| Failure::file(&words, &self.folder, &error))?;
        let Some(amiss) = found else {
            return Err(Failure::new(Kind::BadInput, words.with("archive-none", &[("path", path)])));
        };
        if amiss.is_nothing() {
            let args = [("path", path), ("files", amiss.files.to_string())];
            return context.text(&words.with("archive-sound", &args), 0);
        }
        Err(unsound(&words, path, &amiss))
    }
}

/// What is told when it is done.
struct Told {
    hello: Hello,
    holdings: Holdings,
    owed: Vec<OwedRow>,
    kept: usize,
}

impl Source<'_> {
    /// Fills the folder; answers with it, with all papers owed, and how many facts are not given whole.
    fn gather<'f>(
        &self,
        mut filing: Filing<'f>,
        context: &Context,
    ) -> Result<(Filing<'f>, Vec<OwedRow>, usize), Failure> {
        let says = |part: &str| {
            context.out.progress(&self.words.with("archive-runs", &[("part", self.words.get(part))]))
        };
        says("archive-tables");
        self.tables(&mut filing)?;
        says("archive-registers");
        self.registers(&mut filing)?;
        let owed = self.missing(&mut filing)?;
        self.evidence(&mut filing)?;
        says("archive-courses");
        self.courses(&mut filing)?;
        says("archive-journal");
        let kept = self.journal(&mut filing)?;
        self.index(&mut filing)?;
        Ok((filing, owed, kept))
    }
}

/// True of a paper that should be there by now and is not.
fn is_lacking(row: &OwedRow, hello: &Hello) -> bool {
    row.due <= hello.today && matches!(row.state.as_str(), "missing" | "back")
}

fn holdings(door: &Door, words: &Words) -> Result<Holdings, Failure> {
    match door.ask(Request::Holdings)? {
        Answer::Holdings(holdings) => Ok(*holdings),
        _ => Err(Failure::misunderstood(words)),
    }
}

fn taken(words: &Words, folder: &Path, error: &std::io::Error) -> Failure {
    if error.kind() != ErrorKind::AlreadyExists {
        return Failure::file(words, folder, error);
    }
    let path = folder.display().to_string();
    Failure::new(Kind::Failed, words.with("archive-there", &[("path", path)]))
        .hint(words.get("archive-there-way"))
}

fn unsound(words: &Words, path: String, amiss: &Amiss) -> Failure {
    let mut failure = Failure::new(Kind::Failed, words.with("archive-unsound", &[("path", path)]));
    for (id, names) in [
        ("archive-changed", &amiss.changed),
        ("archive-gone", &amiss.gone),
        ("archive-strange", &amiss.strange),
    ] {
        for name in names.iter().take(TOLD) {
            failure = failure.hint(words.with(id, &[("name", name)]));
        }
        if names.len() > TOLD {
            failure = failure.hint(words.with_n("archive-more", (names.len() - TOLD) as i64));
        }
    }
    failure
}
