//! The desk without a terminal: keys in, cells out, each question answered before the next key. For pictures
//! and measurements; what it shows is what a terminal would be sent.

use super::acts;
use super::msg::{Effect, Msg};
use super::options::Options;
use super::state::{After, State};
use super::{update, view};
use crate::keymap::{Chord, Key};
use crate::link::{Event, Seat};
use crate::model::ids::OpId;
use crate::model::verb::Verb;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::VecDeque;

/// Keys as keymap files write them, with blanks between; what stands after a `'` is typed.
///
/// # Panics
/// A word is no key.
pub fn struck(keys: &str) -> Vec<Key> {
    let read = |word: &str| match word.strip_prefix('\'') {
        Some(text) => text.chars().map(Key::char).collect(),
        None => match word.parse::<Chord>() {
            Ok(chord) => chord.keys().to_vec(),
            Err(_) => panic!("{word} is no key"),
        },
    };
    keys.split(' ').filter(|word| !word.is_empty()).flat_map(read).collect()
}

/// A desk at an office.
pub struct Headless {
    state: State,
    seat: Seat,
    /// What was handed to the clipboard, the latest last.
    pub copied: Vec<String>,
}

impl Headless {
    /// The desk before the first key. `new_op` names its acts.
    pub fn open(seat: Seat, options: Options, size: (u16, u16), new_op: fn() -> OpId) -> Self {
        let (state, effects) = State::start(options, size, new_op);
        let mut desk = Self { state, seat, copied: Vec::new() };
        desk.perform(effects);
        desk
    }

    /// Strikes keys as [`struck`] reads them.
    ///
    /// # Panics
    /// A word is no key.
    pub fn play(&mut self, keys: &str) {
        struck(keys).into_iter().for_each(|key| self.strike(key));
    }

    /// Strikes one key.
    pub fn strike(&mut self, key: Key) {
        self.tell(Msg::Key(key));
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        self.tell(Msg::Paste(text.to_owned()));
    }

    /// Hears what the office has told since, as a desk does between two keys.
    pub fn hear(&mut self) {
        let told: Vec<Event> = self.seat.events().try_iter().collect();
        let notices = told.iter().filter_map(|event| match event {
            Event::Notice(notice) => Some(*notice),
            Event::Away | Event::Back => None,
        });
        self.tell(Msg::Notice(notices.collect()));
        for event in told {
            match event {
                Event::Notice(_) => {}
                Event::Away => self.tell(Msg::Away),
                Event::Back => self.tell(Msg::Back),
            }
        }
    }

    /// Has kept what is typed, as a desk does a moment after the last key.
    pub fn keep(&mut self) {
        self.tell(Msg::Keep);
    }

    /// Opens the form of a verb on records, wherever the cursor is.
    pub fn form(&mut self, verb: Verb, subjects: Vec<String>) {
        let mut effects = Vec::new();
        acts::verbs::open(&mut self.state, verb, subjects, After::Nothing, &mut effects);
        self.perform(effects);
    }

    /// The screen as it stands.
    pub fn frame(&self) -> Buffer {
        let (width, height) = self.state.size;
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        view::paint(&self.state, &mut buffer, area);
        super::terminal::heal(&mut buffer);
        buffer
    }

    fn tell(&mut self, msg: Msg) {
        let effects = update::update(&mut self.state, msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects: VecDeque<Effect> = effects.into();
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Ask(ticket, request) => {
                    let answer = self.seat.ask(request);
                    effects.extend(update::update(&mut self.state, Msg::Answer(ticket, answer)));
                }
                Effect::Copy(text) | Effect::StepAside(text) => self.copied.push(text),
                // Without a terminal there are no folders either.
                Effect::LookFiles | Effect::ReadFile(_) | Effect::WriteFile(..) => {}
                // There is no terminal to lend.
                Effect::ReceiveFiles | Effect::SendFile(_) => {}
                Effect::Mouse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => {}
            }
        }
    }
}
