//! The only writer of the state.

use super::acts;
use super::hear;
use super::inbox;
use super::layers::Layer;
use super::layers::menu::{Item, Menu, Run};
use super::msg::{Effect, Msg};
use super::state::{Message, Purpose, State};
use super::widgets::notice::LEAST;
use crate::keymap::{Key, Look};

/// Changes the state as the message asks; answers with what is to be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    match msg {
        Msg::Key(key) => strike(state, key, &mut effects),
        Msg::Paste(text) => paste(state, &text, &mut effects),
        Msg::Files(waiting, sent) => inbox::look(state, waiting, sent, &mut effects),
        Msg::Read(name, grids) => inbox::read(state, &name, grids, &mut effects),
        Msg::Written(written) => acts::import::written(state, written, &mut effects),
        Msg::Carried(carried) => acts::carry::carried(state, &carried, &mut effects),
        Msg::Mouse(mouse) => super::mouse::hear(state, mouse, &mut effects),
        Msg::Resize(width, height) => state.size = (width, height),
        Msg::Answer(ticket, answer) => hear::answer(state, ticket, answer, &mut effects),
        Msg::Notice(notices) => state.hear(&notices, &mut effects),
        Msg::Back => state.office_back(&mut effects),
        Msg::Away => state.office_away(),
        Msg::Keep => state.keep_drafts(&mut effects),
        Msg::Tick => tick(state, &mut effects),
    }
    state.tell_open(&mut effects);
    let unread = state.meeting.as_ref().is_some_and(|meeting| meeting.unread);
    if std::mem::take(&mut state.personal_changed) && !unread {
        state.keep_personal(&mut effects);
    }
    effects
}

/// A key: with those before it a chord, an action, or a character for whoever has the keys.
fn strike(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    if state.size.0 < LEAST.0 || state.size.1 < LEAST.1 {
        return;
    }
    if state.unknown.is_none() {
        state.message = Message::default();
    }
    let context = state.context();
    state.chord.push(key);
    match state.keymap.look(context, &state.chord) {
        Look::Pending(_) => {}
        Look::Matched(binding) => {
            state.chord.clear();
            let roaming = std::mem::take(&mut state.roaming);
            let (action, given) = match &binding {
                crate::keymap::Binding::Action(action) => (*action, ""),
                crate::keymap::Binding::Command(action, given) => (*action, given.as_str()),
            };
            state.roaming =
                roaming && matches!(action, crate::keymap::Action::Up | crate::keymap::Action::Down);
            acts::run(state, action, given, effects);
        }
        Look::NotFound => {
            let alone = state.chord.len() == 1;
            state.chord.clear();
            if alone {
                acts::layer::key(state, key, effects);
            } else {
                strike(state, key, effects);
            }
        }
    }
}

/// Pasted text goes into the line that is being typed; in a list it asks what to do with it.
fn paste(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    match state.layers.last_mut() {
        Some(Layer::Form(form)) => {
            use super::layers::form::At;
            match form.at {
                At::Line => {
                    if let Some(entry) = &mut form.entry {
                        entry.line.insert(text);
                        entry.serial += 1;
                    }
                    acts::verbs::read_line(state, effects);
                }
                At::Field(_) => {
                    if let Some(field) = form.current() {
                        field.line.insert(text);
                        field.touched = true;
                    }
                    acts::verbs::ask_field(state, effects);
                }
                At::Save => {}
            }
        }
        Some(Layer::Find(find)) => {
            find.line.insert(text);
            acts::find::try_line(state, effects);
        }
        Some(Layer::Palette(palette)) => {
            palette.line.insert(text);
        }
        Some(Layer::Contacts(contacts)) => {
            contacts.line.insert(text);
            let text = contacts.line.value().to_owned();
            state.ask(Purpose::Contacts, crate::api::Request::People { text }, effects);
        }
        Some(Layer::Prompt(prompt)) => {
            prompt.line.insert(text);
        }
        Some(
            Layer::Menu(_)
            | Layer::Reading(_)
            | Layer::Matrix(_)
            | Layer::Papers(_)
            | Layer::Queries(_)
            | Layer::Columns(_)
            | Layer::Tally(_),
        ) => {}
        Some(Layer::Detail(_)) | None => {
            let first =
                text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
            let list = acts::import::is_list(text);
            let list = list.then(|| Item::new(words.get("screen-paste-import"), Run::List(text.to_owned())));
            let rest = [
                Item::new(words.get("screen-paste-enter"), Run::Enter(text.to_owned())),
                Item {
                    note: crate::text::fit(&first, 30),
                    ..Item::new(words.get("screen-paste-find"), Run::Find(first))
                },
                Item::new(words.get("screen-paste-drop"), Run::Nothing),
            ];
            let items = list.into_iter().chain(rest).collect();
            let title = words.with_n("screen-paste", text.lines().count() as i64);
            state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
        }
    }
}

/// A chord that was not finished is dropped; an act of unknown outcome is asked about again.
fn tick(state: &mut State, effects: &mut Vec<Effect>) {
    state.chord.clear();
    if let Some((purpose, request)) = state.unknown.take() {
        state.ask(purpose, request, effects);
    }
}
