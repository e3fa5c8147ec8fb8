//! The terminal itself: entering and leaving it, what it sends, what it is sent. Everything that
//! ratatui and crossterm get wrong is mended in here and nowhere else.

mod burst;
mod canvas;
pub mod crash;
mod decode;
mod ending;
mod glyph;
mod loan;
mod mode;
mod painter;
mod probe;
mod reader;
pub mod refuse;
mod scan;
mod screen;
mod signals;
mod wide;

use crate::keymap::Key;

pub use decode::{Mouse, MouseKind};
pub use ending::{Ending, OnExit};
pub use glyph::{Glyphs, stand_in, to_ascii};
pub use mode::{restore, size};
pub use painter::Painter;
pub use probe::Doubtful;
pub use screen::{Events, Options, Screen};
pub use signals::MayStop;
pub use wide::{heal, wide_clear};

/// What the desk is told by the terminal and by other threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Key(Key),
    /// Pasted text, never to be run as keys. Lines end with `\n`; not cleaned.
    Paste(String),
    /// Only while the screen asks for it ([`Screen::mouse`]).
    Mouse(Mouse),
    /// Columns and rows.
    Resize(u16, u16),
    /// The process was stopped and goes on; the next frame is drawn whole anyway.
    Resumed,
    /// The terminal is gone and the process is about to end with status 129.
    Hangup,
    /// Something else has happened that may be worth a look (another thread says so).
    Wake,
}
