//! Tab 9: everybody who can be telephoned.

use crate::i18n::Counted;
use crate::tui::layers::contacts::draw_people;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place};
use crate::tui::widgets::paint::put;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the list of people.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let words = &state.words;
    let title = format!("9 {} {}", words.tab(9), words.count(Counted::Contact, state.people.len()));
    let note = place(Some(state.person_at), state.people.len());
    let inner = pane(buf, area, &title, &note, true, state.theme);
    if state.people.is_empty() {
        put(
            buf,
            inner.x + 1,
            inner.y,
            inner.width,
            &words.get("empty-people-all"),
            state.theme.style(Role::Dim),
        );
        return None;
    }
    draw_people(buf, inner, &state.people, state.person_at, words, state.theme)
}
