//! `r` at tab 8: files over the terminal, or, without the programs for it, where to drag them.

use crate::tui::boards::inbox::size_text;
use crate::tui::carry::Carried;
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{State, Tab};

/// Asks which way.
pub fn choose(state: &mut State, effects: &mut Vec<Effect>) {
    // What is typed would stay behind on a screen that another program has.
    if !state.layers.is_empty() {
        return state.complain(state.words.get("carry-not-now"));
    }
    if state.tab != Tab::Files {
        super::go::go_tab(state, Tab::Files, effects);
    }
    let words = state.words.clone();
    let folders = &state.inbox.folders;
    let mut items = Vec::new();
    if folders.rz.is_some() {
        items.push(Item::new(words.get("carry-receive"), Run::Receive));
    }
    if let (Some(file), true) = (state.inbox.under(), folders.sz.is_some()) {
        let label = words.with("carry-send", &[("name", file.name.clone())]);
        items.push(Item::new(label, Run::Send(file.path.clone())));
    }
    let programs = folders.rz.is_some() || folders.sz.is_some();
    let text = if programs { String::new() } else { folders_text(state) };
    items.push(Item::new(words.get(if programs { "carry-leave" } else { "carry-understood" }), Run::Nothing));
    let title = words.action("carry_files");
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Where files are put and fetched by other means.
fn folders_text(state: &State) -> String {
    let folders = &state.inbox.folders;
    let path = |path: &std::path::Path| path.display().to_string();
    let given = [("inbox", path(&folders.inbox)), ("outbox", path(&folders.outbox))];
    state.words.with("carry-folders", &given)
}

/// The terminal is back.
pub fn carried(state: &mut State, carried: &Carried, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    match carried {
        Carried::Received { files, whole } => {
            let told = files.iter().map(|file| format!("{} {}", file.name, size_text(file.size)));
            let names = words.list(&told.collect::<Vec<_>>());
            match (files.is_empty(), whole) {
                (true, true) => state.say(words.get("carry-nothing")),
                (true, false) => state.complain(words.get("carry-cut")),
                (false, true) => {
                    state.say(words.with_n("carry-received", files.len() as i64) + &names);
                }
                (false, false) => {
                    state.complain(words.with_n("carry-cut-after", files.len() as i64) + &names);
                }
            }
            state.inbox.stand_on = files.first().map(|file| file.name.clone());
        }
        Carried::Sent { name, whole: true } => state.say(words.with("carry-sent", &[("name", name.clone())])),
        Carried::Sent { name, whole: false } => {
            state.complain(words.with("carry-not-sent", &[("name", name.clone())]));
        }
        Carried::Failed(detail) => {
            state.complain(words.with("carry-failed", &[("detail", detail.clone())]));
        }
    }
    effects.push(Effect::LookFiles);
}
