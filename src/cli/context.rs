//! What every command works with: words, settings, output, and who is asking.

use super::door::Door;
use super::failure::Failure;
use super::out::Out;
use super::settings::Settings;
use super::whoami as who;
use crate::i18n::Words;
use crate::link::{Attach, Seat};
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
        Ok(Door::over(who::attach(self, &self.attach(write, false))?, &self.words))
    }

    /// A seat for a desk: where it becomes the office, others may join it.
    pub fn sit(&self) -> Result<Seat, Failure> {
        who::attach(self, &self.attach(true, true))
    }

    fn attach(&self, write: bool, host: bool) -> Attach {
        let settings = &self.settings;
        Attach {
            served: settings.served.then(|| settings.socket.clone()),
            runtime: Some(settings.runtime.clone()),
            login: settings.member.clone().filter(|_| settings.served).unwrap_or_else(|| self.login.clone()),
            pin: settings.pin.clone(),
            today: settings.today,
            write,
            host,
            ..Attach::alone(&settings.store, "")
        }
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
