//! Tab 8: what came in, newest first, and what was written.

use crate::exchange::columns::WORDS;
use crate::exchange::inbox::Waiting;
use crate::keymap::{Action, Context};
use crate::text;
use crate::tui::acts::keys;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, place, scrolled};
use crate::tui::widgets::paint::{put, put_fit};
use chrono::{DateTime, Local};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Columns of the time and of the size.
const TIME: u16 = 14;
const SIZE: u16 = 9;
/// Columns of what a file is guessed to be.
const GUESS: u16 = 18;

/// Draws both lists, one above the other.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let inbox = &state.inbox;
    let words = &state.words;
    let below = (inbox.sent.len() as u16 + 2).clamp(3, (area.height / 3).max(3)).min(area.height);
    let above = Rect { height: area.height.saturating_sub(below), ..area };
    let title = format!("8 {} {}", words.get("pane-inbox"), inbox.waiting.len());
    let at = Some(inbox.cursor).filter(|at| *at < inbox.waiting.len());
    let inner = pane(buf, above, &title, &place(at, inbox.waiting.len()), at.is_some(), state.theme);
    // Where to put files is shown whether or not any wait.
    let key = keys(state, Context::List, Action::Refresh);
    let path = inbox.folders.inbox.display().to_string();
    let folder = words.with("inbox-folder", &[("path", path), ("key", key)]);
    let foot = inner.bottom().saturating_sub(1);
    put(buf, inner.x + 1, foot, inner.width.saturating_sub(2), &folder, state.theme.style(Role::Dim));
    let rows = Rect { height: inner.height.saturating_sub(1), ..inner };
    if inbox.waiting.is_empty() {
        let dim = state.theme.style(Role::Dim);
        put(buf, rows.x + 1, rows.y, rows.width.saturating_sub(2), &words.get("empty-inbox"), dim);
    }
    let park = list(state, buf, rows, &inbox.waiting, at, true);
    let under = Rect { y: above.bottom(), height: below, ..area };
    let title = format!("{} {}", words.get("pane-outbox"), inbox.sent.len());
    let at = inbox.cursor.checked_sub(inbox.waiting.len()).filter(|at| *at < inbox.sent.len());
    let inner = pane(buf, under, &title, &place(at, inbox.sent.len()), at.is_some(), state.theme);
    if inbox.sent.is_empty() {
        let dim = state.theme.style(Role::Dim);
        let text = words.with("empty-outbox", &[("path", inbox.folders.outbox.display().to_string())]);
        put(buf, inner.x + 1, inner.y, inner.width.saturating_sub(2), &text, dim);
    }
    list(state, buf, inner, &inbox.sent, at, false).or(park)
}

fn list(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    files: &[Waiting],
    at: Option<usize>,
    guessed: bool,
) -> Option<Position> {
    let top = scrolled(0, at.unwrap_or(0), area.height as usize, files.len());
    let mut park = None;
    for (n, file) in files.iter().enumerate().skip(top).take(area.height as usize) {
        let y = area.y + (n - top) as u16;
        let here = at == Some(n);
        let style = state.theme.style(if here { Role::Selected } else { Role::Normal });
        put_fit(buf, area.x, y, area.width, if here { "▶" } else { "" }, style);
        let guess = if guessed { guess(state, file) } else { String::new() };
        let right = TIME + SIZE + GUESS;
        let name = area.width.saturating_sub(right + 3);
        put_fit(buf, area.x + 2, y, name, &file.name, style);
        put_fit(buf, area.x + 2 + name, y, GUESS, &guess, style);
        put_fit(buf, area.x + 2 + name + GUESS, y, TIME, &time(file), style);
        put(
            buf,
            area.x + 2 + name + GUESS + TIME,
            y,
            SIZE,
            &text::pad_left(&size_text(file.size), SIZE as usize),
            style,
        );
        if here {
            park = Some(Position::new(area.x, y));
        }
    }
    park
}

/// The unit and the table that a file's name speaks of, else its content.
fn guess(state: &State, file: &Waiting) -> String {
    let about = state.inbox.about.get(&(file.name.clone(), file.size));
    let inside = || about.and_then(|about| state.units.named_in(&about.said));
    let unit = state.units.named_in(&file.name).or_else(inside).unwrap_or_default();
    let named = WORDS.table_in(&file.name).map(|table| state.words.get(&format!("file-table-{table}")));
    let inside =
        || about.and_then(|about| about.kind).map(|kind| state.words.get(&format!("list-{}", kind.code())));
    let table = named.or_else(inside).unwrap_or_default();
    [unit, table].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn time(file: &Waiting) -> String {
    DateTime::<Local>::from(file.at).format("%-m-%-d %H:%M").to_string()
}

/// A size in few characters.
pub fn size_text(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => format!("{:.1} MB", bytes as f64 / f64::from(1 << 20)),
    }
}

/// The keys that hold here.
pub fn hints(state: &State) -> Vec<(String, String)> {
    let words = &state.words;
    let file = state.inbox.current().is_some();
    let known = [
        (Action::Open, words.get("inbox-open-short"), file),
        (Action::Amend, words.action_short(Action::CarryFiles.code()), true),
        (Action::Export, words.action_short(Action::Export.code()), true),
        (Action::NextPane, words.get("inbox-other-short"), !state.inbox.sent.is_empty()),
        (Action::Refresh, words.action_short(Action::Refresh.code()), true),
        (Action::Help, words.action_short(Action::Help.code()), true),
    ];
    let key = |action| Some(state.keymap.keys_of(Context::List, action).first()?.label());
    known
        .into_iter()
        .filter(|known| known.2)
        .filter_map(|(action, label, _)| Some((key(action)?, label)))
        .collect()
}
