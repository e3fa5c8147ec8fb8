//! What the headers of a file mean: seen, put right, and remembered for the next file.

use super::import::{judge, understood};
use crate::api::Request;
use crate::exchange::columns::{WORDS, plain};
use crate::exchange::guide::HEADERS;
use crate::exchange::incoming::{Seen, tidy};
use crate::model::incoming::{Column, ListKind};
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{Purpose, State};

/// Shows what stands above each column and what it is taken for.
pub fn show(state: &mut State) {
    let Some((incoming, seen)) = understood(state) else { return };
    let words = &state.words;
    let nothing = words.get("import-header-unused");
    let mut items: Vec<Item> = Vec::new();
    for header in seen.iter().filter(|seen| !seen.other).filter_map(|seen| seen.header.as_ref()) {
        for (place, head) in &header.heads {
            let meant =
                header.columns.get(place).map_or_else(|| nothing.clone(), |column| words.column(*column));
            let run = Run::Header(plain(head));
            if !items.iter().any(|item| item.run == run) {
                items.push(Item { note: meant, ..Item::new(tidy(head), run) });
            }
        }
    }
    let text = words.get("import-headers-text");
    let title = incoming.file;
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Asks what a header means.
pub fn ask(state: &mut State, head: String) {
    let Some((incoming, _)) = understood(state) else { return };
    let words = &state.words;
    let mut items = vec![Item::new(words.get("import-header-unused"), Run::Mean(head.clone(), None))];
    let columns = WORDS.columns(incoming.kind);
    let item = |column: Column| Item::new(words.column(column), Run::Mean(head.clone(), Some(column)));
    items.extend(columns.into_iter().map(item));
    let title = words.with("import-header-means", &[("head", head.as_str())]);
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// A header means this from now on, here and in other files; the rows are judged anew.
pub fn mean(state: &mut State, head: &str, column: Option<Column>, effects: &mut Vec<Effect>) {
    let said = &mut state.inbox.said;
    // Of two headers that mean the same the later said holds.
    if column.is_some()
        && let Some(other) = said.map.iter_mut().find(|(known, meant)| *known != head && **meant == column)
    {
        *other.1 = None;
    }
    said.map.insert(head.to_owned(), column);
    if let Some(read) = &mut state.inbox.read {
        read.guide.map.clone_from(&said.map);
    }
    let request = Request::KeepPersonal { name: HEADERS.to_owned(), text: Some(said.lines()) };
    state.ask(Purpose::Kept, request, effects);
    // What was asked about the file before is asked anew.
    while matches!(state.layers.last(), Some(Layer::Menu(_))) {
        state.layers.pop();
    }
    judge(state, effects);
}

/// Headers by which a list is told to be none of the sort that its name says.
pub fn telling(seen: &[Seen], said: ListKind) -> Vec<String> {
    let of_ledgers = [Column::Action, Column::Person, Column::Progress, Column::Status];
    let headers = seen.iter().filter_map(|seen| seen.header.as_ref());
    let mut heads = Vec::new();
    for header in headers.filter(|_| said == ListKind::Issues) {
        let telling = header.columns.iter().filter(|(_, column)| of_ledgers.contains(column));
        heads.extend(telling.filter_map(|(place, _)| header.heads.get(place)).map(|head| tidy(head)));
    }
    heads
}
