//! Actions, keys, chords, presets, overrides and hints. Runs nothing, reads no file, words nothing.
//!
//! An action is one row of `action::Row`; footer, help, palette and man page read that row. Keys are
//! data: `keymaps/*.toml` hold the presets and a user's file holds only what differs.

pub mod action;
pub mod hints;
pub mod key;
pub mod map;
pub mod problem;
pub mod sheet;

pub use action::{Action, Context, Group, Row};
pub use hints::{Hint, Width};
pub use key::{Chord, Code, Key};
pub use map::{Binding, Keymap, Look, Preset};
pub use problem::{KeymapProblem, Trouble};

#[cfg(test)]
mod tests;
