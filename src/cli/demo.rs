//! `duban demo`: the desk on a made-up campaign that is gone afterwards.

use super::context::Context;
use super::failure::Failure;
use super::{desk, sample, settings};
use crate::link::private_files;
use std::path::{Path, PathBuf};

const SEED: u64 = 2;

/// `duban demo [--size S|M|L]`
#[derive(Debug, clap::Args)]
pub struct Demo {
    #[arg(long, value_name = "SIZE", default_value = "S", value_parser = sample::size)]
    pub size: usize,
    #[arg(long)]
    pub meeting: bool,
}

impl Default for Demo {
    fn default() -> Self {
        Self { size: 60, meeting: false }
    }
}

/// A folder that goes away with everything in it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Removes what demos left that were ended by a signal: folders of processes that are gone.
fn sweep(temporary: &Path, name: &str) {
    for entry in std::fs::read_dir(temporary).into_iter().flatten().flatten() {
        let pid = entry.file_name().to_str().and_then(|found| found.strip_prefix(name)?.parse().ok());
        let Some(pid) = pid.and_then(rustix::process::Pid::from_raw) else { continue };
        if rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

impl Demo {
    /// Makes the campaign in a temporary folder and opens the desk on it.
    pub fn run(&self, context: &mut Context, env: settings::Env<'_>) -> Result<u8, Failure> {
        desk::demand_terminal(context, env)?;
        let words = context.words.clone();
        private_files();
        let name = format!("duban-demo-{}-", context.login);
        sweep(&context.temporary, &name);
        let path = context.temporary.join(format!("{name}{}", std::process::id()));
        std::fs::create_dir(&path).map_err(|error| Failure::file(&words, &path, &error))?;
        let folder = Folder(path);
        context.settings.store = folder.0.join("demo.redb");
        context.settings.today = context.settings.today.or(Some(crate::sample::as_of()));
        sample::make(context, &context.settings.store, self.size, SEED, None)?;
        context.settings.served = false;
        let seat = context.sit()?;
        desk::teach(context, env, seat, self.meeting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_the_dead_are_swept() {
        let temporary = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = child.id();
        child.wait().unwrap();
        let alive = std::process::id();
        let folder = |name: &str| temporary.path().join(name);
        let names = [format!("d-{dead}"), format!("d-{alive}"), "d-x".to_owned(), format!("other-{dead}")];
        names.iter().for_each(|name| std::fs::create_dir(folder(name)).unwrap());
        sweep(temporary.path(), "d-");
        assert!(!folder(&names[0]).exists());
        assert!(names[1..].iter().all(|name| folder(name).exists()));
    }
}
