//! `duban backup` and `duban restore`.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use crate::api::{Answer, Request};
use crate::link;
use crate::model::backup::BackupTo;
use crate::model::trouble::Trouble;
use std::path::{Path, PathBuf};

/// Backups that stay in a folder, unless somebody says otherwise.
const KEEP: u32 = 14;

/// `duban backup [FILE | --dir DIR] [--keep N] [--without-names]`
#[derive(Debug, clap::Args)]
pub struct Backup {
    #[arg(value_name = "FILE", conflicts_with = "dir")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = KEEP)]
    pub keep: u32,
    #[arg(long)]
    pub without_names: bool,
}

impl Backup {
    /// Has the office make one, and says what is in it.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        link::private_files();
        // The office may run in another folder than this command.
        let whole =
            |path: &Path| std::path::absolute(path).map_err(|error| Failure::file(&words, path, &error));
        let to = match (&self.file, &self.dir) {
            (Some(file), _) => BackupTo::File { path: whole(file)? },
            (None, Some(dir)) => BackupTo::Folder { folder: whole(dir)?, keep: self.keep },
            (None, None) => BackupTo::Own { keep: self.keep },
        };
        let door = context.open(true)?;
        let hello = door.hello()?;
        context.out.progress(&words.get("cli-backup-runs"));
        let answer = door.ask(Request::Backup { to, names: !self.without_names });
        context.out.progress("");
        let Answer::Backup(made) = answer? else { return Err(Failure::misunderstood(&words)) };
        door.close()?;
        if context.settings.json {
            return context.out.json(&envelope("backup", &hello, hello.today, &made));
        }
        let args = [
            ("path", made.path.display().to_string()),
            ("facts", made.seq.to_string()),
            ("mib", format!("{:.1}", made.bytes as f64 / f64::from(1 << 20))),
            ("head", made.head.chars().take(16).collect()),
        ];
        let id = if made.names { "cli-backup-made" } else { "cli-backup-made-without-names" };
        context.text(&words.with(id, &args), 0)
    }
}

/// `duban restore FILE`
#[derive(Debug, clap::Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

impl Restore {
    /// Puts a backup in the place of the store in force, and says what that takes away.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        link::private_files();
        let store = context.settings.store.clone();
        context.out.progress(&words.get("cli-restore-runs"));
        let done = link::restore(&self.file, &store, &context.login);
        context.out.progress("");
        let done = done.map_err(|trouble| {
            let bad = matches!(&trouble, Trouble::Damaged { path, .. } | Trouble::NotAStore { path } if *path == self.file);
            let failure = Failure::trouble(&words, &trouble);
            if bad { Failure { kind: Kind::BadInput, ..failure } } else { failure }
        })?;
        let head: String = done.head.hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let args =
            [("facts", done.head.seq.to_string()), ("head", head), ("path", store.display().to_string())];
        context.text(&words.with("cli-restored", &args), 0)?;
        let Some((aside, before)) = done.before else { return Ok(()) };
        let lost = before.map(|before| before.saturating_sub(done.head.seq));
        let args = [
            ("path", aside.display().to_string()),
            ("lost", lost.map_or_else(|| "?".to_owned(), |lost| lost.to_string())),
        ];
        context.text(&words.with("cli-restored-aside", &args), 0)
    }
}
