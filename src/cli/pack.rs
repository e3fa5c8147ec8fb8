//! `duban pack`: campaign packs, those that come with the program and those in files.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::print_table;
use super::table::{Head, Table};
use crate::i18n::{Counted, Words};
use crate::pack::{self, EMBEDDED, Pack as Plan, PackError, PackFault};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// `duban pack list|show|check FILE|new --from ID --year Y`
#[derive(Debug, clap::Subcommand)]
pub enum Pack {
    List,
    Show(Show),
    Check(Check),
    New(New),
}

/// `duban pack show [ID|FILE]`
#[derive(Debug, clap::Args)]
pub struct Show {
    #[arg(value_name = "PACK")]
    pub pack: Option<String>,
}

/// `duban pack check FILE`
#[derive(Debug, clap::Args)]
pub struct Check {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `duban pack new --from ID --year Y`
#[derive(Debug, clap::Args)]
pub struct New {
    #[arg(long, value_name = "PACK")]
    pub from: Option<String>,
    #[arg(long, value_name = "YEAR")]
    pub year: i32,
}

/// One pack of the list.
#[derive(Debug, Serialize)]
struct PackLine {
    id: String,
    name: String,
    issuer: String,
}

#[derive(Serialize)]
struct Body<T> {
    schema: &'static str,
    total: usize,
    rows: Vec<T>,
}

impl Pack {
    /// Lists, shows, checks or writes a pack. No store is touched.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        match self {
            Self::List => list(context),
            Self::Show(show) => {
                let source = Source::find(&context.words, show.pack.as_deref())?;
                context.out.write(&source.text)
            }
            Self::Check(check) => {
                let source = Source::read(&context.words, &check.file)?;
                let plan = source.plan(&context.words)?;
                let blanks = pack::check(&source.text, &source.name);
                blanks.iter().for_each(|blank| context.out.say(&told(&context.words, blank)));
                let args = [("id", plan.id), ("name", plan.campaign.name), ("n", blanks.len().to_string())];
                let id = if blanks.is_empty() { "cli-pack-sound" } else { "cli-pack-to-fill" };
                context.out.line(&context.words.with(id, &args))
            }
            Self::New(new) => {
                let source = Source::find(&context.words, new.from.as_deref())?;
                let plan = source.plan(&context.words)?;
                let id = pack::id_for(&plan, new.year);
                let text = pack::new_from(&source.text, &source.name, new.year, &id)
                    .map_err(|errors| faulty(&context.words, &errors))?;
                context.out.write(&text)?;
                context.out.flush()?;
                context.out.say(&context.words.get("cli-pack-renewed"));
                Ok(())
            }
        }
    }
}

fn list(context: &mut Context) -> Result<(), Failure> {
    let words = context.words.clone();
    let mut rows = Vec::new();
    for (id, text) in EMBEDDED {
        let source = Source { name: (*id).to_owned(), text: (*text).to_owned() };
        let plan = source.plan(&words)?;
        rows.push(PackLine { id: plan.id, name: plan.campaign.name, issuer: plan.campaign.issuer });
    }
    if context.settings.json {
        return context.out.json(&Body { schema: "duban.packs/1", total: rows.len(), rows });
    }
    let heads = ["code", "name", "by"].map(|id| Head::new(words.get(&format!("col-{id}"))));
    let count = words.count(Counted::Pack, rows.len());
    let rows = rows.into_iter().map(|row| vec![row.id.into(), row.name.into(), row.issuer.into()]).collect();
    print_table(context, &Table { heads: heads.to_vec(), rows })?;
    context.out.flush()?;
    context.out.say(&count);
    Ok(())
}

/// The text of a pack and the name its faults are told under.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub text: String,
}

impl Source {
    /// The pack called so: one that comes with the program, or a file; the first one when none is named.
    pub fn find(words: &Words, named: Option<&str>) -> Result<Self, Failure> {
        let embedded = match named {
            None => EMBEDDED.first(),
            Some(name) => EMBEDDED.iter().find(|(id, _)| *id == name),
        };
        match (embedded, named) {
            (Some((id, text)), _) => Ok(Self { name: (*id).to_owned(), text: (*text).to_owned() }),
            (None, Some(path)) if Path::new(path).exists() => Self::read(words, Path::new(path)),
            (None, name) => {
                let known: Vec<&str> = EMBEDDED.iter().map(|(id, _)| *id).collect();
                let name = name.unwrap_or_default();
                Err(Failure::new(Kind::NotFound, words.with("cli-unknown-pack", &[("name", name)]))
                    .hint(words.with("cli-known-values", &[("known", known.join(" "))])))
            }
        }
    }

    /// The pack in a file.
    pub fn read(words: &Words, path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::file(words, path, &error))?;
        Ok(Self { name: path.display().to_string(), text })
    }

    /// The pack, if it is sound.
    pub fn plan(&self, words: &Words) -> Result<Plan, Failure> {
        Plan::parse(&self.text, &self.name).map_err(|errors| faulty(words, &errors))
    }
}

fn faulty(words: &Words, errors: &[PackError]) -> Failure {
    let errors = errors.iter().map(|error| told(words, error)).collect();
    Failure::trouble(words, &crate::model::trouble::Trouble::Pack { errors })
}

/// A fault of a pack with its file and line.
fn told(words: &Words, error: &PackError) -> String {
    let bare = matches!(&error.fault, PackFault::Syntax { expected, .. } if expected.is_empty());
    let id = format!("pack-fault-{}{}", error.fault.code(), if bare { "-bare" } else { "" });
    let text = words.with(&id, &error.fault.args());
    let line = error.line.to_string();
    words.with("cli-pack-at", &[("file", error.file.as_str()), ("line", &line), ("text", &text)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn sorted(codes: &[&'static str]) -> Vec<&'static str> {
        let mut codes = codes.to_vec();
        codes.sort_unstable();
        codes
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let t = || String::from("x");
        let day = "2021-09-30".parse().unwrap();
        let faults = [
            PackFault::Syntax { problem: t(), expected: t() },
            PackFault::Syntax { problem: t(), expected: String::new() },
            PackFault::FullWidth { found: '＝', expected: '=' },
            PackFault::DuplicateKey { found: t() },
            PackFault::UnknownField { found: t(), known: vec![t()] },
            PackFault::MissingField { expected: t() },
            PackFault::WrongType { found: t(), expected: t() },
            PackFault::UnknownValue { found: t(), known: vec![t()] },
            PackFault::NotADate { found: t() },
            PackFault::Format { found: t(), expected: t() },
            PackFault::Blank { field: t() },
            PackFault::NoEntry { expected: t() },
            PackFault::Duplicate { field: t(), found: t(), first_line: 3 },
            PackFault::Ambiguous { found: t(), first: t(), second: t() },
            PackFault::UnknownReference { field: t(), found: t(), known: vec![t()] },
            PackFault::BadCode { found: t(), expected: t() },
            PackFault::BadStyle { found: t(), expected: "{seq}".into() },
            PackFault::OutOfOrder { field: t(), found: day, not_before: day },
            PackFault::OutsideCampaign { field: t(), found: day, from: day, to: day },
            PackFault::Loop { field: t(), found: t() },
            PackFault::Unrouted { category: t(), stage: t(), ownership: String::new() },
            PackFault::Unreachable { found: t() },
            PackFault::MissingYear { found: 2022 },
            PackFault::BadDay { found: day },
            PackFault::NotInternal { found: t() },
            PackFault::ToFill { field: t() },
        ];
        let codes: std::collections::BTreeSet<&str> = faults.iter().map(PackFault::code).collect();
        assert_eq!(codes.into_iter().collect::<Vec<_>>(), sorted(PackFault::CODES));
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            for fault in &faults {
                let error = PackError { file: "mine.toml".into(), line: 17, fault: fault.clone() };
                let text = told(&words, &error);
                assert!(text.contains("mine.toml") && text.contains("17"), "{text}");
                assert!(!text.contains("No localization") && !text.contains('$'), "{text}");
            }
        }
    }

    #[test]
    fn the_packs_that_come_along_are_sound() {
        let words = Words::new(Lang::Zh);
        for (id, _) in EMBEDDED {
            let source = Source::find(&words, Some(id)).unwrap();
            assert_eq!(source.plan(&words).unwrap().id, *id);
        }
        assert_eq!(Source::find(&words, Some("no-such-pack")).unwrap_err().kind, Kind::NotFound);
    }
}
