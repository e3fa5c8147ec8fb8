//! One line of a form being filled: typed text, or one of some choices.

use crate::i18n::Words;
use crate::keymap::Key;
use crate::model::fact::Party;
use crate::model::field::Field as ModelField;
use crate::model::form::{Choice, FormField, Input, Slot};
use crate::model::value::FieldType;
use crate::text::{fold, pinyin};
use crate::tui::widgets::line_input::{Edit, LineInput};

/// Candidates shown below a field.
pub const SHOWN: usize = 9;

/// A line of a form.
#[derive(Debug, Clone)]
pub struct Field {
    pub slot: Slot,
    /// What a figure counts.
    pub about: String,
    pub input: Input,
    pub required: bool,
    /// What stood there when the form was made.
    pub initial: String,
    /// What is typed; for a choice, what is being looked for.
    pub line: LineInput,
    /// The choice made, for choices and units.
    pub chosen: Option<Choice>,
    /// Units that answer to what is typed.
    pub picks: Vec<Choice>,
    /// Which candidate Enter takes.
    pub pick_at: usize,
    /// How the office reads a day or a deadline.
    pub reading: String,
    /// Changed by hand: the quick-entry line no longer fills it.
    pub touched: bool,
}

/// What a key did to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    Nothing,
    Changed,
    /// A choice was made: the next field is wanted.
    Chosen,
}

impl Field {
    /// The field as the office hands it out.
    pub fn new(from: &FormField, words: &Words) -> Self {
        let mut field = Self {
            slot: from.slot.clone(),
            about: from.about.clone(),
            input: from.input.clone(),
            required: from.required,
            initial: from.text.clone(),
            line: LineInput::default(),
            chosen: None,
            picks: Vec::new(),
            pick_at: 0,
            reading: String::new(),
            touched: false,
        };
        if let Input::Offered(texts) = &from.input {
            field.offer(texts.iter().map(String::as_str));
        }
        field.set(&from.text, words);
        field
    }

    /// Offers texts for a line, by number.
    pub fn offer<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let choice = |text: &str| Choice { code: text.to_owned(), label: text.to_owned() };
        self.picks = texts.take(SHOWN).map(choice).collect();
    }

    /// A line the office did not ask for (the person and paper of a party).
    pub fn extra(slot: Slot, text: &str, input: Input, words: &Words) -> Self {
        Self::new(
            &FormField { slot, about: String::new(), input, text: text.to_owned(), required: true },
            words,
        )
    }

    /// Its label; of a figure what it counts and whether it is the count or the reason.
    pub fn label(&self, words: &Words) -> String {
        if self.about.is_empty() {
            return words.slot(&self.slot);
        }
        let code = match &self.slot {
            Slot::Field(code) => code.split('.').next().unwrap_or_default(),
            _ => "",
        };
        format!("{} {}", words.cell(&self.about), words.field_code(code))
    }

    /// True when it is one of some choices.
    pub fn chooses(&self) -> bool {
        matches!(self.input, Input::Choice(_) | Input::Unit)
    }

    /// True when it takes several units.
    fn is_many(&self) -> bool {
        let Slot::Field(code) = &self.slot else { return false };
        ModelField::from_code(code).is_some_and(|field| field.kind() == FieldType::Units)
    }

    /// Puts a text there, as the office sends it.
    pub fn set(&mut self, text: &str, words: &Words) {
        if !self.chooses() {
            self.line.set(text);
            return;
        }
        self.line.set("");
        let known = self.choices(words).into_iter().find(|choice| choice.code == text);
        let named = || Choice { code: text.to_owned(), label: text.to_owned() };
        self.chosen = (!text.is_empty()).then(|| known.unwrap_or_else(named));
    }

    /// The choices with their words; none for a unit.
    fn choices(&self, words: &Words) -> Vec<Choice> {
        let Input::Choice(choices) = &self.input else { return Vec::new() };
        let field = match &self.slot {
            Slot::Field(code) => ModelField::from_code(code.split('.').next().unwrap_or(code)),
            _ => None,
        };
        let label = |choice: &Choice| match field {
            _ if !choice.label.is_empty() => choice.label.clone(),
            _ if choice.code == "yes" => words.yes_no(true),
            _ if choice.code == "no" => words.yes_no(false),
            Some(field) => words.code(field, &choice.code),
            None => {
                Party::from_code(&choice.code).map_or_else(|| choice.code.clone(), |party| words.party(party))
            }
        };
        choices.iter().map(|choice| Choice { code: choice.code.clone(), label: label(choice) }).collect()
    }

    /// What may be picked now, best first.
    pub fn candidates(&self, words: &Words) -> Vec<Choice> {
        if self.input == Input::Unit {
            return if self.line.is_empty() { Vec::new() } else { self.picks.clone() };
        }
        if !self.chooses() {
            return if self.line.is_empty() { self.picks.clone() } else { Vec::new() };
        }
        let choices = self.choices(words);
        let typed = fold(self.line.value().trim()).to_lowercase();
        if typed.is_empty() {
            return choices;
        }
        let query = pinyin::Query::new(&typed);
        let mut found: Vec<_> = (choices.into_iter().enumerate())
            .filter_map(|(n, choice)| {
                let code = choice.code.to_lowercase();
                let rank = if code == typed {
                    0
                } else if code.starts_with(&typed) {
                    1
                } else if query.find(&choice.label).is_some() {
                    2
                } else {
                    return None;
                };
                Some((rank, n, choice))
            })
            .collect();
        found.sort_by_key(|(rank, n, _)| (*rank, *n));
        found.into_iter().map(|(.., choice)| choice).collect()
    }

    /// True when a digit picks at once: few choices, and no code that begins with more digits.
    fn digits_pick(&self, words: &Words) -> bool {
        match self.input {
            Input::Choice(_) => {
                let choices = self.choices(words);
                choices.len() <= SHOWN
                    && choices.iter().all(|choice| choice.code.len() != 2 || !is_number(&choice.code))
            }
            _ => !self.line.is_empty() && !self.picks.is_empty(),
        }
    }

    /// Edits with a key.
    pub fn key(&mut self, key: Key, words: &Words) -> Did {
        if !self.chooses() {
            let offered = key.digit().and_then(|digit| usize::from(digit).checked_sub(1));
            if let Some(text) = offered.and_then(|at| self.candidates(words).get(at).cloned()) {
                self.line.set(&text.label);
                self.touched = true;
                return Did::Chosen;
            }
            let did = if self.line.handle(key) == Edit::Changed { Did::Changed } else { Did::Nothing };
            self.touched |= did == Did::Changed;
            return did;
        }
        if let Some(digit) = key.digit().filter(|_| self.digits_pick(words)) {
            return self.digit(digit, words);
        }
        if self.line.is_empty() && key == Key::plain(crate::keymap::Code::Backspace) {
            self.touched |= self.chosen.take().is_some();
            return Did::Nothing;
        }
        match self.line.handle(key) {
            Edit::Changed => {
                self.pick_at = 0;
                Did::Changed
            }
            _ => Did::Nothing,
        }
    }

    /// A digit: the choice of that code, else the one at that place.
    fn digit(&mut self, digit: u8, words: &Words) -> Did {
        let found = self.candidates(words);
        let coded = found.iter().position(|choice| choice.code == digit.to_string());
        let at = match &self.input {
            Input::Choice(_) if coded.is_some() => coded,
            _ => usize::from(digit).checked_sub(1),
        };
        match at.and_then(|at| found.get(at)).cloned() {
            Some(choice) => {
                self.choose(choice, words);
                Did::Chosen
            }
            None => Did::Nothing,
        }
    }

    /// Takes a choice.
    fn choose(&mut self, choice: Choice, words: &Words) {
        let and = words.get("list-and");
        self.chosen = Some(match self.chosen.take().filter(|_| self.is_many()) {
            Some(before) => Choice {
                code: [before.code.as_str(), &choice.code].join(&and),
                label: [before.label.as_str(), &choice.label].join(&and),
            },
            None => choice,
        });
        self.line.set("");
        self.picks.clear();
        self.pick_at = 0;
        self.touched = true;
    }

    /// What Enter takes: the candidate under the cursor, if anything was looked for. False when
    /// something is typed that nothing answers to.
    pub fn settle(&mut self, words: &Words) -> bool {
        if !self.chooses() || self.line.is_empty() {
            return true;
        }
        match self.candidates(words).get(self.pick_at).cloned() {
            Some(choice) => {
                self.choose(choice, words);
                true
            }
            None => false,
        }
    }

    /// What is sent.
    pub fn value(&self) -> String {
        match (&self.chosen, self.line.value().trim()) {
            (Some(choice), "") => choice.code.clone(),
            (_, typed) => typed.to_owned(),
        }
    }

    /// What is seen when it is not being typed into.
    pub fn seen(&self, words: &Words) -> String {
        match (&self.slot, &self.chosen) {
            (Slot::Party, None) => {
                let party = Party::from_code(self.line.value());
                party.map_or_else(|| self.line.value().to_owned(), |party| words.party(party))
            }
            (_, Some(choice)) if self.line.is_empty() => choice.label.clone(),
            _ => self.line.value().to_owned(),
        }
    }

    /// True when something else stands there than when the form was made.
    pub fn is_changed(&self) -> bool {
        self.value() != self.initial
    }

    /// True when something that must stand there does not.
    pub fn is_missing(&self) -> bool {
        self.required && self.value().is_empty()
    }

    /// True when the cursor may stand there.
    pub fn is_open(&self) -> bool {
        self.input != Input::Fixed
    }
}

fn is_number(code: &str) -> bool {
    code.chars().all(|c| c.is_ascii_digit())
}
