//! The terminal itself: entering and leaving it, what it sends, what it is sent. Everything that
//! ratatui and crossterm get wrong is mended in here and nowhere else.

pub mod burst;
pub mod decode;
