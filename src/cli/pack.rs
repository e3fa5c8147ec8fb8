//! `duban pack`: campaign packs, those that come with the program and those in files.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::print_table;
use super::table::{Head, Table};
use crate::i18n::{Counted, Words};
use crate::pack::{EMBEDDED, Pack as Plan, renew};
use serde::Serialize;
use std::fmt::Display;
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
                let sound =
                    context.words.with("cli-pack-sound", &[("id", plan.id), ("name", plan.campaign.name)]);
                context.out.line(&sound)
            }
            Self::New(new) => {
                let source = Source::find(&context.words, new.from.as_deref())?;
                let text = renew(&source.text, new.year).map_err(|errors| faulty(&context.words, &errors))?;
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

fn faulty<E: Display>(words: &Words, errors: &[E]) -> Failure {
    let told = errors.iter().map(ToString::to_string).collect();
    Failure::trouble(words, &crate::model::trouble::Trouble::Pack { errors: told })
}
