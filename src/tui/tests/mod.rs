//! Keys and pictures: what a person strikes and what he sees.

mod acts;
mod boards;
mod drafts;
mod figures;
mod office;
mod others;
mod pictures;

use super::headless::struck;
use super::msg::{Effect, Msg};
use super::options::Options;
use super::state::State;
use super::{update, view};
use crate::api::Request;
use crate::i18n::{Lang, Words};
use crate::keymap::{Key, Keymap, Preset};
use crate::model::command::Command;
use crate::model::ids::OpId;
use office::Office;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::VecDeque;

/// A desk with a made-up office behind it.
pub struct Desk {
    pub state: State,
    pub office: Office,
    /// What was to be done outside, questions left out.
    pub effects: Vec<Effect>,
}

impl Desk {
    pub fn new(lang: Lang, width: u16, height: u16) -> Self {
        let options = Options {
            meeting: false,
            words: Words::new(lang),
            keymap: Keymap::preset(Preset::Default),
            plain: false,
            color: false,
            lesson: false,
            mouse: false,
            terminal: "test".into(),
            state: std::path::PathBuf::new(),
            folders: Default::default(),
        };
        let (state, effects) = State::start(options, (width, height), || OpId(7));
        let mut state = state;
        state.now = || "2021-09-18T02:41:00Z".parse().unwrap();
        let mut desk = Self { state, office: Office::default(), effects: Vec::new() };
        desk.perform(effects);
        desk
    }

    /// Strikes keys as [`struck`] reads them.
    pub fn play(&mut self, keys: &str) -> &mut Self {
        struck(keys).into_iter().for_each(|key| self.strike(key));
        self
    }

    fn strike(&mut self, key: Key) {
        let effects = update::update(&mut self.state, Msg::Key(key));
        self.perform(effects);
    }

    /// What the office keeps of drafts.
    pub fn kept(&self) -> Vec<(String, Option<String>)> {
        let kept = self.office.asked.iter().filter_map(|request| match request {
            Request::KeepPersonal { name, text } if name.starts_with("draft:") => {
                Some((name.clone(), text.clone()))
            }
            _ => None,
        });
        kept.collect()
    }

    pub fn tell(&mut self, msg: Msg) {
        let effects = update::update(&mut self.state, msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects: VecDeque<Effect> = effects.into();
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Ask(ticket, request) => {
                    let answer = self.office.answer(&request);
                    effects.extend(update::update(&mut self.state, Msg::Answer(ticket, answer)));
                }
                other => self.effects.push(other),
            }
        }
    }

    /// The screen as text, with the caret's place; and what must hold of every frame.
    pub fn picture(&self) -> String {
        let (width, height) = self.state.size;
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let (at, _) = view::paint(&self.state, &mut buf, Rect::new(0, 0, width, height));
        let mut drawn = buf.clone();
        super::terminal::heal(&mut drawn);
        assert_eq!(symbols(&buf), symbols(&drawn), "a wide character is cut");
        let rows: Vec<String> = symbols(&buf);
        for row in &rows {
            assert_eq!(crate::text::width(row), width as usize, "{row}");
        }
        if let Some(at) = at {
            assert!(at.x < width && at.y < height, "the cursor is on the screen");
        }
        let mark = self.state.words.get("screen-synthetic");
        assert!(rows.iter().any(|row| row.contains(&mark)), "made-up data are marked as such");
        rows.iter().map(|row| row.trim_end().to_owned() + "\n").collect()
    }

    /// The bottom line.
    pub fn said(&self) -> &str {
        &self.state.message.text
    }

    /// What the office was asked to do, the latest last.
    pub fn commands(&self) -> Vec<Command> {
        let acts = self.office.asked.iter().filter_map(|request| match request {
            Request::Do(command) => Some(Command::clone(command)),
            _ => None,
        });
        acts.collect()
    }

    /// The filter of the latest list.
    pub fn filter(&self) -> String {
        let filters = self.office.asked.iter().rev().find_map(|request| match request {
            Request::Page { filter, .. } => Some(filter.clone()),
            _ => None,
        });
        filters.unwrap_or_default()
    }
}

/// The rows of a buffer; the second column of a wide character is left out.
fn symbols(buf: &Buffer) -> Vec<String> {
    let width = buf.area.width as usize;
    buf.content
        .chunks(width.max(1))
        .map(|row| {
            let mut text = String::new();
            let mut skip = false;
            for cell in row {
                if !std::mem::take(&mut skip) {
                    text.push_str(cell.symbol());
                    skip = crate::text::width(cell.symbol()) == 2;
                }
            }
            text
        })
        .collect()
}
