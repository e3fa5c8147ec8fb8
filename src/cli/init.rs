//! `duban init`: creates the store of a campaign.

use super::context::Context;
use super::door;
use super::failure::Failure;
use super::pack::Source;
use crate::link::{Create, private_files};

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
    /// Creates the store, and says where it lies.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        self.create(context)?;
        let path = context.settings.store.display().to_string();
        context.out.line(&context.words.with("cli-created", &[("path", path)]))?;
        context.out.say(&context.words.with("cli-created-next", &[("login", context.login.as_str())]));
        Ok(())
    }

    /// Creates the store; who asks becomes administrator and rectification office.
    pub fn create(&self, context: &Context) -> Result<(), Failure> {
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
        door::create(&create, &words)
    }
}
