//! The keymap in force: a preset, overlaid with what a user's file changes.

use super::action::{Action, Context};
use super::key::{Chord, Key};
use super::problem::KeymapProblem;
use super::sheet::{Sheet, SheetRow};
use std::collections::BTreeMap;
use std::fmt;

/// What a chord does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    Action(Action),
    /// An action and the words it is given (`find` and what to find).
    Command(Action, String),
}

impl Binding {
    /// The action, whatever words go with it.
    pub fn action(&self) -> Action {
        match self {
            Self::Action(action) | Self::Command(action, _) => *action,
        }
    }
}

impl fmt::Display for Binding {
    /// As written in a keymap file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Action(action) => f.write_str(action.code()),
            Self::Command(action, words) => write!(f, "{} {words}", action.code()),
        }
    }
}

/// What the keys struck so far come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    Matched(Binding),
    /// More keys are wanted: what may follow, and what it would do.
    Pending(Vec<(Chord, Binding)>),
    NotFound,
}

/// A keymap that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    Default,
    Vim,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Preset; 2] = [Self::Default, Self::Vim];

    /// The name used in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vim => "vim",
        }
    }

    /// The preset of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.code() == code)
    }

    /// Its file.
    pub fn text(self) -> &'static str {
        match self {
            Self::Default => include_str!("../../keymaps/default.toml"),
            Self::Vim => include_str!("../../keymaps/vim.toml"),
        }
    }
}

type Section = BTreeMap<Chord, Option<Binding>>;

/// Which keys do what in which context.
#[derive(Debug, Clone)]
pub struct Keymap {
    preset: Preset,
    live: BTreeMap<Context, BTreeMap<Chord, Binding>>,
}

impl Keymap {
    /// A preset as it comes.
    pub fn preset(preset: Preset) -> Self {
        Self::assemble(preset, &[])
    }

    /// The preset that `text` names (the default one if none), with its differences laid over. `file`
    /// is only repeated in the problems; a faulty line counts as not written.
    pub fn read(file: &str, text: &str) -> (Self, Vec<KeymapProblem>) {
        let sheet = Sheet::read(file, text);
        (Self::assemble(sheet.preset.unwrap_or(Preset::Default), &sheet.rows), sheet.problems)
    }

    fn assemble(preset: Preset, differences: &[SheetRow]) -> Self {
        let mut sections: BTreeMap<Context, Section> = BTreeMap::new();
        lay_preset(&mut sections, preset);
        lay(&mut sections, differences);
        let contexts = Context::ALL.into_iter();
        Self { preset, live: contexts.map(|context| (context, live(&sections, context))).collect() }
    }

    /// The preset it started from.
    pub fn started_from(&self) -> Preset {
        self.preset
    }

    /// What `pressed` comes to in `context`. Outside texts, full-width signs count as their twins.
    pub fn look(&self, context: Context, pressed: &[Key]) -> Look {
        let fold = |key: &Key| if context.takes_text() { *key } else { key.folded() };
        let pressed: Vec<Key> = pressed.iter().map(fold).collect();
        let Some(start) = Chord::new(pressed.clone()) else {
            return Look::NotFound;
        };
        let begun = self.bindings(context).range(start..).take_while(|(c, _)| c.keys().starts_with(&pressed));
        let mut next = Vec::new();
        for (chord, binding) in begun {
            match Chord::new(chord.keys()[pressed.len()..].to_vec()) {
                Some(rest) => next.push((rest, binding.clone())),
                None => return Look::Matched(binding.clone()),
            }
        }
        if next.is_empty() { Look::NotFound } else { Look::Pending(next) }
    }

    /// Everything bound in `context`, inherited bindings included.
    pub fn bindings(&self, context: Context) -> &BTreeMap<Chord, Binding> {
        &self.live[&context]
    }

    /// The keys of `action` in `context`, the handiest first: short before long, a bare character
    /// before a named key, that before a function key, and modified keys last.
    pub fn keys_of(&self, context: Context, action: Action) -> Vec<Chord> {
        let bound = self.bindings(context).iter();
        let mut keys: Vec<Chord> = bound
            .filter(|(_, binding)| **binding == Binding::Action(action))
            .map(|(chord, _)| chord.clone())
            .collect();
        keys.sort_by_key(|chord| (chord.keys().len(), chord.keys().iter().map(|k| k.bother()).max()));
        keys
    }
}

fn lay_preset(sections: &mut BTreeMap<Context, Section>, preset: Preset) {
    let sheet = Sheet::read(preset.code(), preset.text());
    if let Some(base) = sheet.preset.filter(|base| *base != preset) {
        lay_preset(sections, base);
    }
    lay(sections, &sheet.rows);
}

/// Lays the rows of one file over what is there; a chord drives out what it clashes with.
fn lay(sections: &mut BTreeMap<Context, Section>, rows: &[SheetRow]) {
    for row in rows.iter().filter(|row| row.binding.is_some()) {
        sections.entry(row.section).or_default().retain(|chord, _| !chord.clashes(&row.chord));
    }
    for row in rows {
        sections.entry(row.section).or_default().insert(row.chord.clone(), row.binding.clone());
    }
}

/// What holds in one context: the global section as far as it makes sense there, and its own over it.
fn live(sections: &BTreeMap<Context, Section>, context: Context) -> BTreeMap<Chord, Binding> {
    let mut live = BTreeMap::new();
    for (chord, binding) in sections.get(&Context::Global).into_iter().flatten() {
        let typed = chord.keys().first().is_some_and(|key| key.text().is_some());
        let shut = typed && (context.takes_text() || context == Context::Dialog);
        if let Some(binding) = binding.as_ref().filter(|b| !shut && b.action().row().works_in(context)) {
            live.insert(chord.clone(), binding.clone());
        }
    }
    if context != Context::Global {
        for (chord, binding) in sections.get(&context).into_iter().flatten() {
            match binding {
                Some(binding) => {
                    live.retain(|other: &Chord, _| !other.clashes(chord));
                    live.insert(chord.clone(), binding.clone());
                }
                None => {
                    live.remove(chord);
                }
            }
        }
    }
    live
}
