//! What lies over the desk: one enum, one stack, the top one has the keys.

pub mod columns;
pub mod contacts;
pub mod detail;
pub mod field;
pub mod find;
pub mod form;
pub mod form_view;
pub mod matrix;
pub mod menu;
pub mod palette;
pub mod papers;
pub mod prompt;
pub mod queries;
pub mod reading;
pub mod tally;

use super::state::State;
use super::widgets::frame::popup;
use crate::keymap::Context;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// One layer.
#[derive(Debug, Clone)]
pub enum Layer {
    /// A record with everything about it.
    Detail(Box<detail::Detail>),
    /// A form, or the quick entry, which is a form with a line above it.
    Form(Box<form::FormLayer>),
    /// The line in which a filter is typed.
    Find(Box<find::Find>),
    /// Every command, searchable.
    Palette(palette::Palette),
    /// A numbered question.
    Menu(menu::Menu),
    /// People to ring.
    Contacts(Box<contacts::Contacts>),
    /// Lines to read: history, basis, help.
    Reading(reading::Reading),
    /// Named lists.
    Queries(Box<queries::Queries>),
    /// The columns of the list.
    Columns(columns::Chooser),
    /// A list counted by a column.
    Tally(Box<tally::Tally>),
    /// One line to type.
    Prompt(Box<prompt::Prompt>),
    /// Units against categories, papers, months, sections.
    Matrix(Box<matrix::Table>),
    /// Papers owed, one a line.
    Papers(Box<papers::Papers>),
}

impl Layer {
    /// The section of the keymap that holds here.
    pub fn context(&self) -> Context {
        match self {
            Layer::Detail(_) => Context::Detail,
            Layer::Form(_) => Context::Form,
            Layer::Find(_) | Layer::Palette(_) | Layer::Contacts(_) | Layer::Prompt(_) => Context::Text,
            Layer::Menu(_) | Layer::Reading(_) | Layer::Queries(_) | Layer::Columns(_) | Layer::Tally(_) => {
                Context::Dialog
            }
            Layer::Matrix(_) | Layer::Papers(_) => Context::Matrix,
        }
    }

    /// Draws it into the room below the header and above the bottom line. Answers with the caret and
    /// whether it is to be seen.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<(Position, bool)> {
        match self {
            Layer::Detail(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
            Layer::Form(layer) => form_view::draw(layer, state, buf, room),
            Layer::Find(layer) => Some((layer.draw(state, buf, room), true)),
            Layer::Palette(layer) => Some((layer.draw(state, buf, room), true)),
            Layer::Menu(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
            Layer::Contacts(layer) => Some((layer.draw(state, buf, room), true)),
            Layer::Reading(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
            Layer::Queries(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
            Layer::Columns(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
            Layer::Tally(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
            Layer::Prompt(layer) => Some((layer.draw(state, buf, room), true)),
            Layer::Matrix(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
            Layer::Papers(layer) => layer.draw(state, buf, room).map(|at| (at, false)),
        }
    }
}

/// A box at the upper edge of `room`, as wide as there is room up to `width`, for `height` lines.
pub fn hung(buf: &mut Buffer, room: Rect, width: u16, height: u16, title: &str, state: &State) -> Rect {
    // A narrow rim of what lies below would only be in the way.
    let width = if room.width < width + 12 { room.width } else { width };
    let height = (height + 2).min(room.height);
    let area = Rect::new(room.x + (room.width - width) / 2, room.y, width, height);
    popup(buf, area, title, state.theme)
}
