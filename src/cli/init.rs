//! `duban init`: creates the store of a campaign.

use super::context::Context;
use super::door;
use super::failure::Failure;
use super::pack::Source;
use crate::link::{Create, private_files};
use std::path::Path;

/// `duban init [--pack ID|FILE] [--member NAME] [--keep-names]`
#[derive(Debug, Default, clap::Args)]
pub struct Init {
    #[arg(long, value_name = "PACK")]
    pub pack: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub member: Option<String>,
    #[arg(long)]
    pub keep_names: bool,
}

impl Init {
    /// Creates the store; who asks becomes administrator and rectification office.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let source = Source::find(&words, self.pack.as_deref())?;
        source.plan(&words)?;
        let name = self.member.clone().unwrap_or_else(|| context.real_name.clone());
        private_files();
        let store = context.settings.store.clone();
        if let Some(folder) = store.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| Failure::file(&words, folder, &error))?;
        }
        let create = Create {
            store: store.clone(),
            pack_source: source.text,
            pack_name: source.name,
            login: context.login.clone(),
            member_name: name,
            today: context.settings.today,
            synthetic: false,
            keep_names: self.keep_names,
        };
        door::create(&create, &words)?;
        context.out.line(&words.with("cli-created", &[("path", path(&store))]))?;
        context.out.say(&words.with("cli-created-next", &[("login", create.login)]));
        Ok(())
    }
}

fn path(path: &Path) -> String {
    path.display().to_string()
}
