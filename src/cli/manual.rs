//! `duban man` and `duban completions`: what the command line and the keymap say, for man and for shells.

use super::args::Line;
use super::context::Context;
use super::failure::{Failure, Kind};
use super::{help, keys};
use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::fs;
use std::path::{Path, PathBuf};

/// `duban man FOLDER`
#[derive(Debug, clap::Args)]
pub struct ManPages {
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

/// `duban completions SHELL`
#[derive(Debug, clap::Args)]
pub struct Completions {
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

impl ManPages {
    /// Writes a page for the program, one for each command, and one of the keys in force.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let failed = |path: &Path, error: &std::io::Error| Failure::file(&words, path, error);
        fs::create_dir_all(&self.folder).map_err(|error| failed(&self.folder, &error))?;
        let command = help::localise(Line::command(), &words).disable_help_subcommand(true);
        let mut pages: Vec<(String, Vec<u8>)> = Vec::new();
        gather(&command, &mut pages).map_err(|error| failed(&self.folder, &error))?;
        let card = key_page(context).map_err(|error| failed(&self.folder, &error))?;
        pages.push(("duban-keys.7".to_owned(), card));
        for (name, page) in &pages {
            let path = self.folder.join(name);
            fs::write(&path, page).map_err(|error| failed(&path, &error))?;
        }
        let n = pages.len().to_string();
        context.out.line(&context.words.with("cli-man-written", &[("n", n)]))
    }
}

fn gather(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    pages.push((format!("{name}.1"), page));
    for sub in command.get_subcommands() {
        let name = format!("{name}-{}", sub.get_name());
        gather(&sub.clone().display_name(name), pages)?;
    }
    Ok(())
}

/// The keys in force, under their headings, as `duban keys` prints them.
fn key_page(context: &Context) -> std::io::Result<Vec<u8>> {
    let words = &context.words;
    let mut roff = Roff::new();
    roff.control("TH", ["duban-keys", "7"]);
    let lines = keys::lines(words, &keys::in_force(context));
    let mut group = "";
    for line in &lines {
        if line.group != group {
            group = line.group;
            roff.control("SH", [words.get(&format!("group-{group}")).as_str()]);
        }
        roff.control("TP", []);
        roff.text([bold(line.keys.join("  "))]);
        roff.text([roman(format!("{}  ({})", line.label, line.action))]);
    }
    let mut page = Vec::new();
    roff.to_writer(&mut page)?;
    Ok(page)
}

impl Completions {
    /// Prints the script of a shell.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Line::command(), "duban", &mut script);
        let script =
            String::from_utf8(script).map_err(|error| Failure::new(Kind::Failed, error.to_string()))?;
        context.out.write(&script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Words};

    #[test]
    fn every_command_has_its_page() {
        for lang in [Lang::Zh, Lang::En] {
            let command = help::localise(Line::command(), &Words::new(lang));
            let mut pages = Vec::new();
            gather(&command, &mut pages).unwrap();
            let text = |name: &str| {
                let page = pages.iter().find(|(known, _)| known == name);
                String::from_utf8(page.unwrap_or_else(|| panic!("{name}")).1.clone()).unwrap()
            };
            assert!(text("duban-list.1").contains("duban list"));
            assert!(text("duban-pack-check.1").contains("duban pack check"));
            assert!(pages.iter().all(|(_, page)| !page.is_empty()));
        }
    }
}
