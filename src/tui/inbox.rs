//! Tab 8: the files that others sent, and those written for others.

use super::msg::Effect;
use super::state::State;
use crate::exchange::inbox::Waiting;
use crate::exchange::{FileFault, Grid};
use std::path::PathBuf;

/// Where the files lie, and the program that reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    pub inbox: PathBuf,
    pub outbox: PathBuf,
    pub program: PathBuf,
    /// The programs that carry files over the terminal, where they are installed.
    pub rz: Option<PathBuf>,
    pub sz: Option<PathBuf>,
}

/// What tab 8 shows.
#[derive(Debug, Clone, Default)]
pub struct Inbox {
    pub folders: Folders,
    pub waiting: Vec<Waiting>,
    pub sent: Vec<Waiting>,
    /// Counted through both lists.
    pub cursor: usize,
    /// The file that has just come: the cursor goes there with the next lists.
    pub stand_on: Option<String>,
    /// The file that is being read.
    pub reading: Option<String>,
    /// The file whose rows are being judged, as it was read: rows that are not taken go back from here.
    pub read: Option<(String, Vec<Grid>)>,
}

impl Inbox {
    /// Files in both lists.
    pub fn len(&self) -> usize {
        self.waiting.len() + self.sent.len()
    }

    /// The file under the cursor, if it is one that waits.
    pub fn current(&self) -> Option<&Waiting> {
        self.waiting.get(self.cursor)
    }

    /// The file under the cursor, in whichever list.
    pub fn under(&self) -> Option<&Waiting> {
        self.current().or_else(|| self.sent.get(self.cursor.checked_sub(self.waiting.len())?))
    }

    /// Takes fresh lists; the cursor stays on its file.
    pub fn take(&mut self, waiting: Vec<Waiting>, sent: Vec<Waiting>) {
        let name = self.stand_on.take().or_else(|| self.current().map(|file| file.name.clone()));
        self.waiting = waiting;
        self.sent = sent;
        let kept = name.and_then(|name| self.waiting.iter().position(|file| file.name == name));
        self.cursor = kept.unwrap_or(self.cursor).min(self.len().saturating_sub(1));
    }
}

/// Has the file under the cursor read.
pub fn open(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(file) = state.inbox.current().cloned() else { return };
    state.say(state.words.with("inbox-reads", &[("name", file.name.clone())]));
    state.inbox.reading = Some(file.name);
    effects.push(Effect::ReadFile(file.path));
}

/// The file was read; what was given up meanwhile is forgotten.
pub fn read(state: &mut State, name: &str, grids: Result<Vec<Grid>, FileFault>, effects: &mut Vec<Effect>) {
    if state.inbox.reading.as_deref() != Some(name) {
        return;
    }
    state.inbox.reading = None;
    match grids {
        Ok(grids) => {
            state.inbox.read = Some((name.to_owned(), grids.clone()));
            super::acts::import::judge(state, name, &grids, effects);
        }
        Err(fault) => state.complain(fault_text(state, name, &fault)),
    }
}

/// Why a file was not read, and what to do.
fn fault_text(state: &State, name: &str, fault: &FileFault) -> String {
    let (code, detail) = fault.code();
    let words = &state.words;
    let text =
        words.with(&format!("file-{code}"), &[("path", name.to_owned()), ("detail", detail.to_owned())]);
    let way = format!("file-{code}-way");
    if words.has(&way) { format!("{text} {}", words.get(&way)) } else { text }
}
