//! What the desk is told before it starts, and how it ended.

use super::inbox::Folders;
use super::terminal::Glyphs;
use super::theme::Theme;
use crate::i18n::Words;
use crate::keymap::Keymap;
use std::path::PathBuf;

/// How the desk is to look and to be worked. The environment is read by whoever makes it; the terminal
/// must have passed [`super::terminal::refuse::check`].
#[derive(Debug, Clone)]
pub struct Options {
    pub words: Words,
    pub keymap: Keymap,
    /// Neither lines nor colour.
    pub plain: bool,
    pub color: bool,
    /// Begin with sixty seconds of first steps.
    pub lesson: bool,
    /// Shown to a meeting from the first picture on. The seat must have been told so before.
    pub meeting: bool,
    /// Wheel and clicks from the start.
    pub mouse: bool,
    /// What the terminal calls itself: how copies arrive is remembered by it.
    pub terminal: String,
    /// Folder for drafts and reports of a crash.
    pub state: PathBuf,
    /// Where files come in and go out.
    pub folders: Folders,
}

impl Options {
    pub(super) fn theme(&self) -> Theme {
        if self.color && !self.plain { Theme::Colour } else { Theme::Mono }
    }

    /// The signs to draw; `None` asks the terminal.
    pub(super) fn glyphs(&self) -> Option<Glyphs> {
        self.plain.then_some(Glyphs::Ascii)
    }
}

/// How the desk was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Quit,
}

/// Why the desk could not be shown, or not be closed in order. What was saved is kept.
#[derive(Debug)]
pub enum Trouble {
    Io(std::io::Error),
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}
