//! A numbered question: menus, refusals with their ways out, and what to do with a paste.

use super::prompt::For;
use crate::exchange::Format;
use crate::keymap::{Group, Key};
use crate::model::hand_in::HandIn;
use crate::model::ids::OpId;
use crate::model::incoming::{Column, Incoming, ListKind, Verdict};
use crate::model::refusal::{Refusal, Way};
use crate::model::table::{Table, TableId};
use crate::model::verb::Verb;
use crate::text;
use crate::tui::acts::{chase, drafts, merge};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{centred, popup, scrolled};
use crate::tui::widgets::paint::put_wrapped;
use crate::tui::widgets::picker;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::path::PathBuf;

/// Items that digits stand for at a time.
const DIGITS: usize = 9;

/// What an answer does.
#[derive(Debug, Clone, PartialEq)]
pub enum Run {
    /// Leaves it.
    Nothing,
    /// The form of a verb on these records.
    Verb(Verb, Vec<String>),
    /// A way out of a refusal of this act.
    Way(Box<Refusal>, Way),
    /// Replaces the terms of one kind in the scope.
    Term(&'static str, String),
    /// Keeps the list to a unit.
    Unit(String, String),
    Categories,
    /// Whether a copy arrived, and if not, what was copied.
    Copied(bool, String),
    /// Each line of what was pasted is one new issue.
    Enter(String),
    /// The meeting is over.
    LeaveMeeting,
    /// What changed since then is shown.
    Since(String),
    /// A line is asked for.
    Type(For),
    /// Leaves a group of columns of the figures out, or brings it back.
    Figures(String),
    /// Asks for this table, in a form of the plan's own where one is named.
    Export(TableId, String),
    /// Writes a table into the outbox as it is.
    WriteTable(Box<Table>),
    /// Asks for the table of units over the desk, to be written in this form.
    Overview(Format),
    /// Puts it on record that all of these were chased.
    Chase(Box<chase::Asking>),
    /// Copies a text.
    CopyText(String),
    /// Looks at the protected names of a table for this reason, and writes it with them.
    Names(Box<Table>, String),
    /// Writes a letter of this kind, about this, into the outbox.
    Letter(String, String),
    /// Receives files over the terminal.
    Receive,
    /// Sends this file over it.
    Send(PathBuf),
    /// Asks which letter about the whole campaign.
    WholeLetters,
    /// What was pasted is a list with its header.
    List(String),
    /// Takes the rows of a list in.
    Import(Box<Incoming>),
    /// Writes letters about a file that was handed in.
    FileLetters(Vec<&'static str>, Box<HandIn>),
    /// The list is one of these.
    ListAs(ListKind),
    /// Likely names in it are not taken along.
    HideNames,
    /// What its headers mean.
    Headers,
    /// What this header means.
    Header(String),
    /// This header means this, or nothing.
    Mean(String, Option<Column>),
    /// Shows what each row would come to.
    Judged(Box<Incoming>, Vec<Verdict>),
    /// The next line of what was pasted; the draft at hand is dropped.
    NextPasted,
    /// Forgets one of the member's own queries.
    DropQuery(usize),
    /// Widens the scope until this new row is in it.
    Widen(u32, String),
    /// The actions of one heading.
    Group(Group),
    Find(String),
    /// How a form and what others did meanwhile go together.
    Merge(merge::Choice),
    /// What is to become of a draft.
    Draft(OpId, drafts::Choice),
    OldDraft,
    NewEntry,
    /// Says why not.
    Refused(Box<Refusal>),
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Item {
    pub label: String,
    pub note: String,
    pub barred: bool,
    pub run: Run,
}

impl Item {
    /// An answer that can be given.
    pub fn new(label: impl Into<String>, run: Run) -> Self {
        Self { label: label.into(), note: String::new(), barred: false, run }
    }
}

/// A question with numbered answers.
#[derive(Debug, Clone, Default)]
pub struct Menu {
    pub title: String,
    /// A sentence above the answers.
    pub text: String,
    pub items: Vec<Item>,
    pub cursor: usize,
    /// It stands for a refusal: the sentence is shown as one.
    pub refusal: bool,
}

impl Menu {
    /// The answer a key gives: a digit is that of an item near the cursor; of more than nine items 0 leads to the
    /// next nine.
    pub fn answer(&mut self, key: Key) -> Option<usize> {
        let digit = usize::from(key.digit()?);
        let Some(at) = digit.checked_sub(1) else {
            self.cursor = self.further().unwrap_or(self.cursor);
            return None;
        };
        Some(self.first() + at).filter(|at| *at < self.items.len())
    }

    /// There are more items than digits.
    pub fn is_long(&self) -> bool {
        self.items.len() > DIGITS
    }

    /// The first of the nine items that digits stand for now.
    fn first(&self) -> usize {
        self.cursor / DIGITS * DIGITS
    }

    /// The first of the next nine, after the last the first of all.
    fn further(&self) -> Option<usize> {
        let next = self.first() + DIGITS;
        self.is_long().then_some(if next < self.items.len() { next } else { 0 })
    }

    /// The digit of an item; empty for none.
    fn digit(&self, at: usize) -> String {
        match at.checked_sub(self.first()).filter(|n| *n < DIGITS) {
            Some(n) => (n + 1).to_string(),
            None if self.further() == Some(at) => "0".to_owned(),
            None => String::new(),
        }
    }

    /// Moves the cursor round.
    pub fn step(&mut self, down: bool) {
        let len = self.items.len().max(1);
        self.cursor = (self.cursor + if down { 1 } else { len - 1 }) % len;
    }

    /// Draws it in the middle of `room`.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let widest = |item: &Item| text::width(&item.label) + text::width(&item.note) + 8;
        let items = self.items.iter().map(widest).max().unwrap_or(0);
        let wanted = items.max(text::width(&self.text) + 4).max(text::width(&self.title) + 4).max(24);
        let width = (wanted as u16).min(room.width.saturating_sub(2)).min(76);
        let lines = if self.text.is_empty() { 0 } else { text::wrap(&self.text, width as usize - 4).len() };
        let height = lines as u16 + u16::from(lines > 0) + self.items.len() as u16 + 2;
        let inner = popup(buf, centred(room, width, height), &self.title, state.theme);
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let style = if self.refusal { state.theme.style(Role::Heading) } else { Style::new() };
        let used =
            if self.text.is_empty() { 0 } else { put_wrapped(buf, inner, &self.text, 0, style) as u16 + 1 };
        let used = used.min(inner.height);
        let area = Rect { y: inner.y + used, height: inner.height - used, ..inner };
        let choices: Vec<picker::Choice> = (self.items.iter().enumerate())
            .map(|(n, item)| picker::Choice {
                key: self.digit(n).into(),
                label: item.label.as_str().into(),
                note: item.note.as_str().into(),
                barred: item.barred,
            })
            .collect();
        let offset = scrolled(0, self.cursor, area.height as usize, choices.len());
        picker::draw(buf, area, &choices, offset, self.cursor, state.theme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_of_a_long_menu_has_a_digit() {
        let items = (0..21).map(|n| Item::new(n.to_string(), Run::Nothing)).collect();
        let mut menu = Menu { items, ..Menu::default() };
        let labels = |menu: &Menu| (0..21).map(|at| menu.digit(at)).collect::<Vec<_>>().join(",");
        assert_eq!(labels(&menu), "1,2,3,4,5,6,7,8,9,0,,,,,,,,,,,");
        assert_eq!(menu.answer(Key::char('3')), Some(2));
        assert_eq!((menu.answer(Key::char('0')), menu.cursor), (None, 9));
        assert_eq!(menu.answer(Key::char('3')), Some(11));
        assert_eq!((menu.answer(Key::char('0')), menu.cursor), (None, 18));
        assert_eq!(labels(&menu), "0,,,,,,,,,,,,,,,,,,1,2,3");
        assert_eq!(menu.answer(Key::char('4')), None, "there are no more");
        assert_eq!((menu.answer(Key::char('0')), menu.cursor), (None, 0));
        menu.items.truncate(9);
        assert_eq!((menu.answer(Key::char('0')), menu.cursor), (None, 0), "few need no 0");
        assert_eq!(labels(&menu).trim_end_matches(','), "1,2,3,4,5,6,7,8,9");
    }
}
