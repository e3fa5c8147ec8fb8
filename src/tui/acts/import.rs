//! A table that was pasted with its header: judged row by row, then taken in as one act.

use crate::api::Request;
use crate::api::answer::Imported;
use crate::exchange::delimited::rows;
use crate::exchange::header;
use crate::exchange::incoming::understand;
use crate::exchange::{Grid, rejects};
use crate::model::incoming::{Incoming, Outcome, Verdict};
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::layers::reading::{Line, Reading};
use crate::tui::msg::Effect;
use crate::tui::state::{Purpose, State};
use crate::tui::theme::Role;
use std::path::PathBuf;

/// True when a pasted text has the header of a list.
pub fn is_list(text: &str) -> bool {
    header::find(&Grid::of("", rows(text))).is_some()
}

/// Asks what the rows of a pasted list would come to.
pub fn start(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    let name = state.words.get("import-pasted");
    let grids = vec![Grid::of(&name, rows(text))];
    judge(state, &name, &grids, effects);
    state.inbox.read = Some((name, grids));
}

/// Asks what the rows of a file would come to.
pub fn judge(state: &mut State, name: &str, grids: &[Grid], effects: &mut Vec<Effect>) {
    let (incoming, _) = understand(name, grids);
    if incoming.rows.is_empty() {
        let words = &state.words;
        let text = words.with("cli-import-no-list", &[("path", name.to_owned())]);
        return state.complain(format!("{text} {}", words.get("cli-import-no-list-way")));
    }
    let incoming = Box::new(incoming);
    state.say(state.words.get("import-tries"));
    state.ask(Purpose::Import(incoming.clone()), Request::Import { incoming, op: None }, effects);
}

/// The rows were judged: what is to be done with them is asked.
pub fn judged(state: &mut State, incoming: Box<Incoming>, imported: Imported) {
    let words = state.words.clone();
    let verdicts = imported.verdicts;
    let taken = verdicts
        .iter()
        .filter(|verdict| matches!(verdict.outcome, Outcome::New | Outcome::Update { .. }))
        .count();
    let file = incoming.file.clone();
    let mut items = Vec::new();
    if taken > 0 {
        items.push(Item::new(words.with_n("import-take", taken as i64), Run::Import(incoming.clone())));
    }
    items.push(Item::new(words.get("import-look"), Run::Judged(incoming, verdicts.clone())));
    items.push(Item::new(words.get("screen-paste-drop"), Run::Nothing));
    let text = words.import_summary(&verdicts);
    let title = format!("{file} {}", words.with_n("import-judged", verdicts.len() as i64));
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Takes the rows in.
pub fn take(state: &mut State, incoming: Box<Incoming>, effects: &mut Vec<Effect>) {
    let op = (state.new_op)();
    let request = Request::Import { incoming: incoming.clone(), op: Some(op) };
    state.ask(Purpose::Imported(incoming, op, 0), request, effects);
}

/// The rows were taken in: how many, and those that were not are shown.
pub fn taken(state: &mut State, imported: &Imported, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    state.say(format!("{}{}", words.get("cli-import-done"), words.import_summary(&imported.verdicts)));
    let wrong = |verdict: &&Verdict| !words.verdict_messages(verdict).is_empty();
    let left: Vec<Verdict> = imported.verdicts.iter().filter(wrong).cloned().collect();
    if !left.is_empty() {
        read(state, &left);
    }
    give_back(state, &imported.verdicts, effects);
    state.refresh(effects);
}

/// Writes the rows that were not taken, each with the reason, for whoever sent them.
fn give_back(state: &mut State, verdicts: &[Verdict], effects: &mut Vec<Effect>) {
    let Some((name, grids)) = state.inbox.read.take() else { return };
    let words = &state.words;
    let Some(bytes) = rejects::csv(&grids, verdicts, words) else { return };
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    effects.push(Effect::WriteFile(words.with("inbox-rejects-name", &[("name", stem.to_owned())]), bytes));
}

/// A file for others was written.
pub fn written(state: &mut State, written: Result<PathBuf, String>, effects: &mut Vec<Effect>) {
    match written {
        Ok(path) => {
            let text = state.words.with("inbox-written", &[("path", path.display().to_string())]);
            state.say(format!("{} {text}", state.message.text));
        }
        Err(detail) => state.complain(state.words.with("inbox-not-written", &[("detail", detail)])),
    }
    effects.push(Effect::LookFiles);
}

/// Shows rows with their verdicts.
pub fn read(state: &mut State, verdicts: &[Verdict]) {
    let words = state.words.clone();
    let line = |verdict: &Verdict| {
        let bad = verdict.outcome.is_refused();
        let row = if verdict.row > 0 { verdict.row.to_string() } else { String::new() };
        let parts = [verdict.no.as_str(), verdict.title.as_str(), &words.verdict_says(verdict)];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Line {
            lead: format!("{row} {}", words.verdict(&verdict.outcome)),
            text: parts.join("  "),
            role: if bad { Role::Error } else { Role::default() },
            run: None,
        }
    };
    let lines = verdicts.iter().map(line).collect();
    let title = words.with_n("import-judged", verdicts.len() as i64);
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}
