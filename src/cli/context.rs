//! What every command works with: words, settings, output, and who is asking.

use super::door::Door;
use super::failure::Failure;
use super::out::Out;
use super::settings::Settings;
use crate::i18n::Words;
use crate::link::Attach;
use crate::text::{clean, width, wrap};
use std::path::PathBuf;

/// The surroundings of one run.
pub struct Context {
    pub words: Words,
    pub settings: Settings,
    pub out: Out,
    /// Who asks, as the system knows them.
    pub login: String,
    /// Their name, as far as the system knows one.
    pub real_name: String,
    /// Where temporary folders are made.
    pub temporary: PathBuf,
}

impl Context {
    /// A seat at the office of the store in force; `write` where the command may change something.
    pub fn open(&self, write: bool) -> Result<Door, Failure> {
        let how = Attach {
            store: self.settings.store.clone(),
            login: self.login.clone(),
            today: self.settings.today,
            write,
        };
        Door::open(&how, &self.words)
    }

    /// Running text: wrapped at a terminal, `indent` columns in; whole lines when piped.
    pub fn text(&mut self, text: &str, indent: usize) -> Result<(), Failure> {
        let margin = " ".repeat(indent);
        match self.out.wrap_at() {
            None => self.out.line(&format!("{margin}{text}")),
            Some(columns) => wrap(text, columns.saturating_sub(indent).max(20))
                .iter()
                .try_for_each(|line| self.out.line(&format!("{margin}{line}"))),
        }
    }

    /// A label and its value, the value wrapped beside it.
    pub fn labelled(&mut self, label: &str, value: &str, columns: usize) -> Result<(), Failure> {
        let gap = " ".repeat(columns.saturating_sub(width(label)));
        let Some(room) = self.out.wrap_at() else {
            return self.out.painted(&format!("{label}\t{}", clean(value)));
        };
        let lines = wrap(value, room.saturating_sub(columns + 4).max(20));
        for (i, line) in lines.iter().enumerate() {
            let lead = if i == 0 { format!("  {label}{gap}  ") } else { " ".repeat(columns + 4) };
            self.out.line(&format!("{lead}{line}"))?;
        }
        Ok(())
    }

    /// A heading between parts of a report.
    pub fn heading(&mut self, text: &str) -> Result<(), Failure> {
        self.out.line("")?;
        if self.out.color() {
            self.out.painted(&format!("\x1b[1m{text}\x1b[0m"))
        } else {
            self.out.line(text)
        }
    }
}
