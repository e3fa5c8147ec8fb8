//! The screen: state, update, view. Alone knows ratatui and crossterm; knows no rule.

pub mod terminal;
pub mod theme;
pub mod widgets;

use crate::i18n::Words;
use crate::keymap::Keymap;
use crate::link::Seat;

/// How the desk is shown.
pub struct Options {
    pub words: Words,
    pub keymap: Keymap,
    /// Neither borders nor colour.
    pub plain: bool,
    pub color: bool,
    /// Folder for drafts and reports of a crash.
    pub state: std::path::PathBuf,
}

/// How the desk was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Quit,
}

/// Why the desk could not be shown.
#[derive(Debug)]
pub enum Trouble {
    Io(std::io::Error),
}

/// Shows the desk until it is left.
pub fn run(seat: Seat, _options: Options) -> Result<Outcome, Trouble> {
    seat.close().map_err(|_| Trouble::Io(std::io::Error::other("closed")))?;
    Ok(Outcome::Quit)
}
