//! A form being filled; with a line above it, the quick entry.

use super::field::{Did, Field};
use crate::i18n::Words;
use crate::keymap::Key;
use crate::model::command::Command;
use crate::model::entry::{EntryReading, Piece};
use crate::model::fact::Party;
use crate::model::field::Field as ModelField;
use crate::model::form::{Form, Input, Remark, Slot};
use crate::model::ids::{OpId, Subject};
use crate::model::record::Cell;
use crate::model::verb::Verb;
use crate::tui::acts::merge::Merge;
use crate::tui::widgets::line_input::{Edit, LineInput};

/// Where the cursor of a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The quick-entry line.
    Line,
    Field(usize),
    /// Where `1` saves.
    Save,
}

/// The line of a quick entry and how it reads.
#[derive(Debug, Clone, Default)]
pub struct EntryLine {
    pub line: LineInput,
    pub pieces: Vec<Piece>,
    /// What was typed into the fields when it was left; they come with the reading.
    pub left: Vec<(Slot, String)>,
    /// Counts the changes, so that only the latest reading is taken.
    pub serial: u64,
}

/// A form on the screen.
#[derive(Debug, Clone)]
pub struct FormLayer {
    pub verb: Verb,
    pub subjects: Vec<String>,
    pub heading: String,
    pub fields: Vec<Field>,
    pub remarks: Vec<Remark>,
    pub base: Option<u64>,
    pub at: At,
    pub entry: Option<EntryLine>,
    /// Made when the form was opened and kept for every retry of its act.
    pub op: OpId,
    /// What is wrong, below the fields.
    pub says: String,
    /// What others did to the record meanwhile.
    pub news: Vec<String>,
    /// The record, once it is known which it is.
    pub record: Option<Subject>,
    /// What was refused and is being put together.
    pub merge: Option<Merge>,
}

impl FormLayer {
    /// A form as the office hands it out; the cursor stands where something is wanted.
    pub fn new(form: &Form, op: OpId, words: &Words) -> Self {
        let mut layer = Self {
            verb: form.verb,
            subjects: form.subjects.clone(),
            heading: form.heading.clone(),
            fields: form.fields.iter().map(|field| Field::new(field, words)).collect(),
            remarks: form.remarks.clone(),
            base: form.base,
            at: At::Save,
            entry: None,
            op,
            says: String::new(),
            news: Vec::new(),
            record: None,
            merge: None,
        };
        layer.offer(words);
        layer.at = match layer.missing_from(0) {
            Some(at) => At::Field(at),
            None if layer.verb == Verb::Amend => layer.first_open().map_or(At::Save, At::Field),
            None => At::Save,
        };
        layer
    }

    /// Offers what is most often written: reasons of the verb, papers, by number.
    fn offer(&mut self, words: &Words) {
        let verb = self.verb.code();
        for field in self.fields.iter_mut().filter(|field| matches!(field.input, Input::Line | Input::Text)) {
            let ids = match &field.slot {
                Slot::Reason => vec![format!("offer-reason-{verb}"), "offer-reason".to_owned()],
                Slot::Paper => vec!["offer-paper".to_owned()],
                Slot::Field(code) => {
                    let field = code.split('.').next().unwrap_or(code);
                    vec![format!("offer-field-{field}-{verb}"), format!("offer-field-{field}")]
                }
                _ => continue,
            };
            if let Some(id) = ids.iter().find(|id| words.has(id)) {
                field.offer(words.get(id).split('|'));
            }
        }
    }

    /// The quick entry before anything is typed.
    pub fn entry(op: OpId) -> Self {
        Self {
            verb: Verb::Register,
            subjects: Vec::new(),
            heading: String::new(),
            fields: Vec::new(),
            remarks: Vec::new(),
            base: None,
            at: At::Line,
            entry: Some(EntryLine::default()),
            op,
            says: String::new(),
            news: Vec::new(),
            record: None,
            merge: None,
        }
    }

    /// True when a line of the form is about a cell of the record.
    pub fn is_of(slot: &Slot, cell: Cell) -> bool {
        let Slot::Field(code) = slot else { return false };
        match code.split_once('.') {
            Some((field, part)) => field == cell.field.code() && part == cell.part.to_string(),
            None => code == cell.field.code() && cell.part == 0,
        }
    }

    /// The line about a cell of the record.
    pub fn field_of(&self, cell: Cell) -> Option<&Field> {
        self.fields.iter().find(|field| Self::is_of(&field.slot, cell))
    }

    /// Takes a reading of the line: fills what was not changed by hand.
    pub fn read(&mut self, reading: &EntryReading, words: &Words) {
        if let Some(entry) = &mut self.entry {
            entry.pieces.clone_from(&reading.pieces);
        }
        self.remarks.clone_from(&reading.remarks);
        for from in &reading.form.fields {
            match self.fields.iter_mut().find(|field| field.slot == from.slot) {
                Some(field) if !field.touched => *field = Field::new(from, words),
                Some(_) => {}
                None => self.fields.push(Field::new(from, words)),
            }
        }
        let left = self.entry.as_mut().map(|entry| std::mem::take(&mut entry.left)).unwrap_or_default();
        self.put_back(&left, words);
    }

    /// The first empty field that must be filled, from a place on, then from the start.
    fn missing_from(&self, from: usize) -> Option<usize> {
        let len = self.fields.len();
        (0..len)
            .map(|n| (from + n) % len)
            .find(|at| self.fields[*at].is_missing() && self.fields[*at].is_open())
    }

    fn first_open(&self) -> Option<usize> {
        self.fields.iter().position(Field::is_open)
    }

    /// The field under the cursor.
    pub fn current(&mut self) -> Option<&mut Field> {
        match self.at {
            At::Field(at) => self.fields.get_mut(at),
            _ => None,
        }
    }

    /// Enter: to the next empty field that must be filled, else to where it is saved. An amendment
    /// goes on field by field.
    pub fn advance(&mut self, words: &Words) {
        if !self.settle(words) {
            return;
        }
        let from = if let At::Field(at) = self.at { at + 1 } else { 0 };
        self.at = match self.missing_from(from.min(self.fields.len().saturating_sub(1))) {
            Some(at) => At::Field(at),
            None => At::Save,
        };
    }

    /// Takes what was looked for in the field under the cursor; false when nothing answers to it.
    fn settle(&mut self, words: &Words) -> bool {
        let settled = self.current().is_none_or(|field| field.settle(words));
        self.says = if settled { String::new() } else { words.get("empty-picks") };
        settled
    }

    /// Tab and the arrows: to the field after or before, round.
    pub fn step(&mut self, down: bool, words: &Words) {
        if !self.settle(words) {
            return;
        }
        let mut stops: Vec<At> = Vec::new();
        stops.extend(self.entry.as_ref().map(|_| At::Line));
        stops.extend((0..self.fields.len()).filter(|at| self.fields[*at].is_open()).map(At::Field));
        stops.push(At::Save);
        let now = stops.iter().position(|stop| *stop == self.at).unwrap_or(0);
        let next = if down { now + 1 } else { now + stops.len() - 1 };
        self.at = stops[next % stops.len()];
    }

    /// Edits with a key. The answer says whether the line or the field under the cursor changed.
    pub fn key(&mut self, key: Key, words: &Words) -> Did {
        match self.at {
            At::Line => match self.entry.as_mut().map(|entry| (entry.line.handle(key), entry)) {
                Some((Edit::Changed, entry)) => {
                    entry.serial += 1;
                    Did::Changed
                }
                _ => Did::Nothing,
            },
            At::Field(_) => {
                let did = self.current().map_or(Did::Nothing, |field| field.key(key, words));
                if did == Did::Chosen {
                    self.advance(words);
                }
                did
            }
            At::Save => Did::Nothing,
        }
    }

    /// Puts the cursor on a field by its code; a field the form lacks is added.
    pub fn go_to(&mut self, slot: &Slot, words: &Words) {
        // The day of the act is a field of the act, not of the record.
        let act_day = Slot::Field(ModelField::ActOn.code().to_owned());
        let slot = if *slot == act_day { &Slot::On } else { slot };
        let same = |field: &Field| match (&field.slot, slot) {
            (Slot::Field(a), Slot::Field(b)) => a == b || a.split('.').next() == Some(b.as_str()),
            (a, b) => a == b,
        };
        let at = self.fields.iter().position(same).unwrap_or_else(|| {
            self.fields.push(Field::extra(slot.clone(), "", Input::Line, words));
            self.offer(words);
            self.fields.len() - 1
        });
        self.at = At::Field(at);
    }

    /// Records it for a party: person and paper are asked for.
    pub fn record_for(&mut self, party: Party, words: &Words) {
        self.fields.retain(|field| field.slot != Slot::Party);
        self.fields.push(Field::extra(Slot::Party, party.code(), Input::Fixed, words));
        for slot in [Slot::By, Slot::Paper] {
            match self.fields.iter_mut().find(|field| field.slot == slot) {
                Some(field) => field.required = true,
                None => self.fields.push(Field::extra(slot, "", Input::Line, words)),
            }
        }
        self.offer(words);
        self.at = self.missing_from(0).map_or(At::Save, At::Field);
    }

    /// Labels of the empty fields that must be filled; the cursor goes to the first.
    pub fn missing(&mut self, words: &Words) -> Vec<String> {
        if let Some(at) = self.missing_from(0) {
            self.at = At::Field(at);
        }
        self.fields.iter().filter(|field| field.is_missing()).map(|field| field.label(words)).collect()
    }

    /// What is sent: an amendment only what was changed, anything else all that stands there.
    pub fn command(&self, words: &Words) -> Command {
        let mut command = Command::new(self.verb, self.op);
        command.subjects.clone_from(&self.subjects);
        command.base = self.base;
        for field in &self.fields {
            let text = field.value();
            match &field.slot {
                Slot::Field(code) => {
                    let changed = text != field.initial;
                    if changed || (self.verb != Verb::Amend && !text.is_empty()) {
                        // Words of a list are sent as the codes they stand for.
                        command = command.set(code.clone(), words.read_code(code, &text));
                    }
                }
                Slot::Reason => command.reason = text,
                Slot::On => command.on = text,
                Slot::Party => command.party = text,
                Slot::By => command.by = text,
                Slot::Paper => command.paper = text,
            }
        }
        command
    }

    /// What was typed into it, for a draft; empty when nothing was.
    pub fn typed(&self) -> Vec<(Slot, String)> {
        let left = self.entry.iter().flat_map(|entry| entry.left.iter().cloned());
        // What is still being looked for among choices is nothing typed yet.
        let settled = |field: &&Field| !field.chooses() || field.line.is_empty();
        let changed = self.fields.iter().filter(|field| field.is_changed()).filter(settled);
        left.chain(changed.map(|field| (field.slot.clone(), field.value()))).collect()
    }

    /// Puts a draft back.
    pub fn restore(&mut self, draft: &[(Slot, String)], words: &Words) {
        self.put_back(draft, words);
        self.at = self.missing_from(0).map_or(At::Save, At::Field);
    }

    fn put_back(&mut self, draft: &[(Slot, String)], words: &Words) {
        for (slot, text) in draft {
            if let Some(field) = self.fields.iter_mut().find(|field| field.slot == *slot) {
                field.set(text, words);
                field.touched = true;
            }
        }
    }
}
