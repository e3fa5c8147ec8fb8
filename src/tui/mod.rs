//! The screen: state, update, view. Alone knows ratatui and crossterm; knows no rule.
//!
//! [`update::update`] is the only writer of [`state::State`], [`view::view`] the only painter; neither
//! waits. What lies over the desk is a stack of [`layers::Layer`]; the top one gets the keys. Whatever
//! depends on a rule (a filter, a deadline, a form, what comes next) is asked of the office.

mod acts;
mod boards;
mod carry;
mod chart;
mod columns;
mod desk;
mod draft;
mod figures;
mod first_run;
mod headless;
mod hear;
mod inbox;
mod last;
mod layers;
mod lesson;
mod lists;
mod live;
mod meeting;
mod mouse;
mod msg;
mod options;
mod outcome;
mod panes;
mod period;
mod personal;
mod purpose;
mod registers;
mod run;
mod scope;
mod state;
pub mod terminal;
pub mod theme;
mod update;
mod view;
pub mod widgets;

pub use first_run::{FirstRun, Start, first_run};
pub use headless::Headless;
pub use inbox::Folders;
pub use options::{Options, Outcome, Trouble};
pub use run::run;

#[cfg(test)]
mod tests;
