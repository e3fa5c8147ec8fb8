//! `duban demo`: the desk on a made-up campaign that is gone afterwards.

use super::context::Context;
use super::failure::Failure;
use super::{desk, sample, settings};
use crate::link::private_files;
use std::path::PathBuf;

const SEED: u64 = 2;

/// `duban demo [--size S|M|L]`
#[derive(Debug, clap::Args)]
pub struct Demo {
    #[arg(long, value_name = "SIZE", default_value = "S", value_parser = sample::size)]
    pub size: usize,
}

impl Default for Demo {
    fn default() -> Self {
        Self { size: 60 }
    }
}

/// A folder that goes away with everything in it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Demo {
    /// Makes the campaign in a temporary folder and opens the desk on it.
    pub fn run(&self, context: &mut Context, env: settings::Env<'_>) -> Result<u8, Failure> {
        desk::demand_terminal(context, env)?;
        let words = context.words.clone();
        private_files();
        let path = context.temporary.join(format!("duban-demo-{}-{}", context.login, std::process::id()));
        std::fs::create_dir(&path).map_err(|error| Failure::file(&words, &path, &error))?;
        let folder = Folder(path);
        context.settings.store = folder.0.join("demo.redb");
        context.settings.today = context.settings.today.or(Some(crate::sample::as_of()));
        sample::make(context, &context.settings.store, self.size, SEED, None)?;
        let seat = context.open(true)?.into_seat();
        desk::show(context, env, seat)
    }
}
