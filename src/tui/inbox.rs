//! Tab 8: the files that others sent, and those written for others.

use super::msg::Effect;
use super::state::State;
use crate::exchange::columns::WORDS;
use crate::exchange::inbox::{About, SMALL, Waiting};
use crate::exchange::{FileFault, Grid, Guide};
use chrono::{DateTime, Local, NaiveDate};
use std::collections::HashMap;
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
    /// The file whose rows are being judged: rows that are not taken go back from here.
    pub read: Option<ReadFile>,
    /// What this member said of headers, in any file.
    pub said: Guide,
    /// What files are about whose names do not tell, by name and bytes.
    pub about: HashMap<(String, u64), About>,
    /// The file that is read only for that.
    pub guessing: Option<(String, u64)>,
}

/// A file as it was read, and how it is to be taken.
#[derive(Debug, Clone, Default)]
pub struct ReadFile {
    pub name: String,
    pub grids: Vec<Grid>,
    /// What it is a list of, where a person said so, and what its headers mean.
    pub guide: Guide,
    /// The day it came.
    pub received: Option<NaiveDate>,
    pub hide_names: bool,
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

/// Takes fresh lists, and has the first file read whose name does not say what it is about.
pub fn look(state: &mut State, waiting: Vec<Waiting>, sent: Vec<Waiting>, effects: &mut Vec<Effect>) {
    state.inbox.take(waiting, sent);
    guess(state, effects);
}

/// One at a time, and only small ones: who waits for a file of his own must not wait for these.
fn guess(state: &mut State, effects: &mut Vec<Effect>) {
    let inbox = &state.inbox;
    if inbox.guessing.is_some() || inbox.reading.is_some() {
        return;
    }
    let tells = |name: &str| WORDS.table_in(name).is_some() && state.units.named_in(name).is_some();
    let next = inbox.waiting.iter().find(|file| {
        let key = (file.name.clone(), file.size);
        file.size <= SMALL && !tells(&file.name) && !inbox.about.contains_key(&key)
    });
    if let Some(file) = next.cloned() {
        state.inbox.guessing = Some((file.name, file.size));
        effects.push(Effect::ReadFile(file.path));
    }
}

/// The file was read; what was given up meanwhile is forgotten.
pub fn read(state: &mut State, name: &str, grids: Result<Vec<Grid>, FileFault>, effects: &mut Vec<Effect>) {
    if let Some(key) = state.inbox.guessing.take_if(|(known, _)| known == name) {
        let about = grids.as_ref().map(|grids| About::of(grids)).unwrap_or_default();
        state.inbox.about.insert(key, about);
        guess(state, effects);
    }
    if state.inbox.reading.as_deref() != Some(name) {
        return;
    }
    state.inbox.reading = None;
    match grids {
        Ok(grids) => {
            let came = state.inbox.waiting.iter().find(|file| file.name == name);
            let received = came.map(|file| DateTime::<Local>::from(file.at).date_naive());
            let guide = state.inbox.said.clone();
            let name = name.to_owned();
            state.inbox.read = Some(ReadFile { name, grids, guide, received, ..ReadFile::default() });
            super::acts::import::begin(state, effects);
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
