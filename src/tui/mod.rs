//! The screen: state, update, view. Alone knows ratatui and crossterm; knows no rule.

pub mod terminal;
pub mod theme;
pub mod widgets;
