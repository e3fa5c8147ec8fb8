//! A list that somebody sent, as a file or pasted: what it is a list of is settled, its rows are judged, then taken
//! in as one act.

use super::headers;
use crate::api::Request;
use crate::api::answer::Imported;
use crate::exchange::columns::WORDS;
use crate::exchange::delimited::rows;
use crate::exchange::header;
use crate::exchange::incoming::{Seen, understand};
use crate::exchange::{Grid, Guide, rejects, told};
use crate::model::hand_in::{CORRECTION, HandIn, RECEIPT};
use crate::model::incoming::{Incoming, ListKind, Outcome, Verdict};
use crate::model::verb::Verb;
use crate::tui::inbox::ReadFile;
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::layers::reading::{Line, Reading};
use crate::tui::msg::Effect;
use crate::tui::state::{Purpose, State};
use crate::tui::theme::Role;
use std::path::PathBuf;

/// Issues named in a question.
const NAMED: usize = 3;

/// True when a pasted text has the header of a list.
pub fn is_list(text: &str) -> bool {
    header::find(&Grid::of("", rows(text)), &Guide::default()).is_some()
}

/// Asks what the rows of a pasted list would come to.
pub fn start(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    let name = state.words.get("import-pasted");
    let grids = vec![Grid::of(&name, rows(text))];
    let guide = state.inbox.said.clone();
    state.inbox.read = Some(ReadFile { name, grids, guide, ..ReadFile::default() });
    begin(state, effects);
}

/// The file at hand, as it is understood.
pub fn understood(state: &State) -> Option<(Incoming, Vec<Seen>)> {
    let read = state.inbox.read.as_ref()?;
    Some(understand(&read.name, &read.grids, &read.guide))
}

/// Settles what the file is a list of where its name says one thing and its header another, then has its rows
/// judged.
pub fn begin(state: &mut State, effects: &mut Vec<Effect>) {
    let Some((incoming, seen)) = understood(state) else { return };
    let said = WORDS.table_in(&incoming.file).and_then(|code| match code {
        "list" => Some(ListKind::Issues),
        "ledger" => Some(ListKind::Ledger),
        _ => None,
    });
    match said.filter(|said| *said != incoming.kind && incoming.kind.is_of_issues()) {
        Some(said) => ask_kind(state, &incoming, said, &seen),
        None => judge(state, effects),
    }
}

fn ask_kind(state: &mut State, incoming: &Incoming, said: ListKind, seen: &[Seen]) {
    let words = &state.words;
    let name = |kind: ListKind| words.get(&format!("list-{}", kind.code()));
    let heads: Vec<String> = headers::telling(seen, said);
    let args =
        [("is", name(incoming.kind)), ("said", name(said)), ("heads", heads.join(&words.get("list-and")))];
    let item =
        |kind: ListKind| Item::new(words.with("import-as", &[("kind", name(kind))]), Run::ListAs(kind));
    let items = vec![item(incoming.kind), item(said), Item::new(words.get("import-drop"), Run::Nothing)];
    let text = words.with("import-looks-like", &args);
    state.layers.push(Layer::Menu(Menu { title: incoming.file.clone(), text, items, ..Menu::default() }));
}

/// The file is a list of this.
pub fn list_as(state: &mut State, kind: ListKind, effects: &mut Vec<Effect>) {
    if let Some(read) = &mut state.inbox.read {
        read.guide.kind = Some(kind);
    }
    judge(state, effects);
}

/// Likely names are not taken along: what the rows would come to then.
pub fn hide_names(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(read) = &mut state.inbox.read {
        read.hide_names = true;
    }
    judge(state, effects);
}

/// Asks what the rows of the file at hand would come to.
pub fn judge(state: &mut State, effects: &mut Vec<Effect>) {
    let Some((mut incoming, _)) = understood(state) else { return };
    if incoming.rows.is_empty() {
        return no_list(state, incoming.file);
    }
    if let Some(read) = &state.inbox.read {
        incoming.received = read.received;
        incoming.hide_names = read.hide_names;
        incoming.hand_in = true;
    }
    let incoming = Box::new(incoming);
    state.say(state.words.get("import-tries"));
    state.ask(Purpose::Import(incoming.clone()), Request::Import { incoming, op: None }, effects);
}

/// No list was found: whoever sees one says of what, and then what its headers mean.
fn no_list(state: &mut State, file: String) {
    let words = &state.words;
    let text = words.with("cli-import-no-list", &[("path", file.clone())]);
    let text = format!("{text}\n{}", words.get("cli-import-no-list-way"));
    let asked = state.inbox.read.as_ref().is_some_and(|read| read.guide.kind.is_some());
    let empty = state.inbox.read.as_ref().is_none_or(|read| read.grids.iter().all(|grid| grid.width() < 2));
    if asked || empty {
        return state.complain(text.replace('\n', " "));
    }
    let name = |kind: ListKind| words.get(&format!("list-{}", kind.code()));
    let kinds = ListKind::ALL.into_iter();
    let mut items: Vec<Item> = kinds
        .map(|kind| Item::new(words.with("import-as", &[("kind", name(kind))]), Run::ListAs(kind)))
        .collect();
    items.push(Item::new(words.get("import-drop"), Run::Nothing));
    state.layers.push(Layer::Menu(Menu { title: file, text, items, ..Menu::default() }));
}

/// The office says how far it is.
pub fn working(state: &mut State, done: u32, of: u32) {
    let asked = |purpose: &Purpose| matches!(purpose, Purpose::Import(_) | Purpose::Imported(..));
    if state.tickets.values().any(asked) && state.inbox.read.is_some() {
        state.say(state.words.bar(done, of));
    }
}

/// Gives up a file that is being read or judged; true when there was one. Nothing of it was kept.
pub fn give_up(state: &mut State) -> bool {
    let judging = state.tickets.values().any(|purpose| matches!(purpose, Purpose::Import(_)));
    let reading = state.inbox.reading.take().is_some();
    let given_up = reading || (judging && state.inbox.read.take().is_some());
    if given_up {
        state.say(state.words.get("inbox-given-up"));
    }
    given_up
}

/// The rows were judged: what is to be done with them is asked.
pub fn judged(state: &mut State, incoming: Box<Incoming>, imported: Imported) {
    if state.inbox.read.is_none() {
        return;
    }
    state.say(String::new());
    let words = state.words.clone();
    let Imported { verdicts, handed, .. } = imported;
    let taken = verdicts
        .iter()
        .filter(|verdict| matches!(verdict.outcome, Outcome::New | Outcome::Update { .. }))
        .count();
    let file = incoming.file.clone();
    let papers = handed.papers.iter().any(|paper| paper.refused.is_none());
    let take = |n: usize, hand_in: bool| {
        let id = match (n, hand_in) {
            (0, _) => "import-hand-in-only",
            (_, true) => "import-take-hand-in",
            (_, false) => "import-take",
        };
        let incoming = Box::new(Incoming { hand_in, ..(*incoming).clone() });
        Item::new(words.with_n(id, n as i64), Run::Import(incoming))
    };
    let mut items = Vec::new();
    if papers {
        items.push(take(taken, true));
    }
    if taken > 0 {
        items.push(take(taken, false));
    }
    items.push(Item::new(words.get("import-look"), Run::Judged(incoming.clone(), verdicts.clone())));
    items.push(Item::new(words.get("import-headers"), Run::Headers));
    let names = words.likely_names(&verdicts).filter(|_| !incoming.hide_names);
    if names.is_some() {
        items.push(Item::new(words.get("import-hide-names"), Run::HideNames));
    }
    items.push(Item::new(words.get("import-drop"), Run::Nothing));
    let mut lines = vec![words.import_summary(&verdicts)];
    lines.extend(not_read(state));
    if verdicts.iter().any(|verdict| verdict.outcome == Outcome::New) && incoming.kind.is_of_issues() {
        lines.push(words.get("import-numbers-stay"));
    }
    lines.extend(words.handed(&handed, false));
    lines.extend(names);
    let title = format!("{file} {}", words.with_n("import-judged", verdicts.len() as i64));
    let text = lines.join("\n");
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// What of the file at hand was not read, a line a sheet: hidden ones and those without a list are not spoken of.
fn not_read(state: &State) -> Vec<String> {
    let Some((_, seen)) = understood(state) else { return Vec::new() };
    let words = &state.words;
    let line = |sheet: &Seen| match sheet.other {
        true => told::understood(words, sheet),
        false => told::doubts(words, sheet).trim_start_matches(['\u{FF1B}', ';', ' ']).to_owned(),
    };
    seen.iter().map(line).filter(|line| !line.is_empty()).collect()
}

/// Takes the rows in.
pub fn take(state: &mut State, incoming: Box<Incoming>, effects: &mut Vec<Effect>) {
    let op = (state.new_op)();
    let request = Request::Import { incoming: incoming.clone(), op: Some(op) };
    state.ask(Purpose::Imported(incoming, op, 0), request, effects);
}

/// The rows were taken in: how many; what went from the file is asked about, what was not taken is shown.
pub fn taken(state: &mut State, incoming: &Incoming, imported: &Imported, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    state.say(format!("{}{}", words.get("cli-import-done"), words.import_summary(&imported.verdicts)));
    gone(state, &imported.verdicts);
    offer_letters(state, incoming, imported);
    let wrong = |verdict: &&Verdict| !words.verdict_messages(verdict).is_empty();
    let left: Vec<Verdict> = imported.verdicts.iter().filter(wrong).cloned().collect();
    if !left.is_empty() {
        read(state, &left);
    }
    give_back(state, &imported.verdicts, effects);
    state.refresh(effects);
}

/// Offers the receipt, and where something is to be mended the notice of it.
fn offer_letters(state: &mut State, incoming: &Incoming, imported: &Imported) {
    let today = state.day();
    let file = HandIn::of(incoming, &imported.verdicts, &imported.handed, today);
    if imported.handed.papers.is_empty() {
        return;
    }
    let words = &state.words;
    let run = |kinds: &[&'static str]| Run::FileLetters(kinds.to_vec(), Box::new(file.clone()));
    let name = |kind: &str| words.get(&format!("letter-{kind}"));
    let mut items = Vec::new();
    if !file.back.is_empty() {
        items.push(Item::new(words.get("import-letters-both"), run(&[RECEIPT, CORRECTION])));
        items.push(Item::new(name(CORRECTION), run(&[CORRECTION])));
    }
    items.push(Item::new(name(RECEIPT), run(&[RECEIPT])));
    items.push(Item::new(words.get("import-letters-none"), Run::Nothing));
    let title = words.with("import-letters", &[("unit", file.unit.as_str())]);
    let text = words.get("import-letters-text");
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Asks for letters about a file.
pub fn letters(state: &mut State, kinds: &[&'static str], file: &HandIn, effects: &mut Vec<Effect>) {
    for kind in kinds {
        let request = Request::Letter {
            kind: (*kind).to_owned(),
            what: String::new(),
            file: Some(Box::new(file.clone())),
        };
        state.ask(Purpose::Letter, request, effects);
    }
}

/// What stood in the earlier version and not in this: it stays, until somebody decides.
fn gone(state: &mut State, verdicts: &[Verdict]) {
    let gone: Vec<&Verdict> =
        verdicts.iter().filter(|verdict| matches!(verdict.outcome, Outcome::Gone)).collect();
    if gone.is_empty() {
        return;
    }
    let words = &state.words;
    let named: Vec<String> =
        gone.iter().take(NAMED).map(|verdict| format!("{} {}", verdict.no, verdict.title)).collect();
    let numbers: Vec<String> = gone.iter().map(|verdict| verdict.no.clone()).collect();
    let args = [("n", gone.len().to_string()), ("named", named.join(&words.get("list-and")))];
    let items = vec![
        Item::new(words.get("import-gone-ask"), Run::Verb(Verb::Chase, numbers.clone())),
        Item::new(words.get("import-gone-void"), Run::Verb(Verb::Void, numbers)),
        Item::new(words.get("import-gone-leave"), Run::Nothing),
    ];
    let text = words.with("import-gone", &args);
    let title = words.get("verdict-gone");
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Writes the rows that were not taken, each with the reason, for whoever sent them.
fn give_back(state: &mut State, verdicts: &[Verdict], effects: &mut Vec<Effect>) {
    let Some(read) = state.inbox.read.take() else { return };
    let words = &state.words;
    let Some(bytes) = rejects::csv(&read.grids, &read.guide, verdicts, words) else { return };
    let stem = read.name.rsplit_once('.').map_or(read.name.as_str(), |(stem, _)| stem);
    effects.push(Effect::WriteFile(words.with("inbox-rejects-name", &[("name", stem.to_owned())]), bytes));
}

/// A file for others was written.
pub fn written(state: &mut State, written: Result<PathBuf, String>, effects: &mut Vec<Effect>) {
    match written {
        Ok(path) => {
            // The folder stands on the tab; a line has room for little.
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let text = state.words.with("inbox-written", &[("name", name)]);
            let before = &state.message.text;
            state.say(if before.is_empty() { text } else { format!("{before} {text}") });
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
