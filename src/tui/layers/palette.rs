//! Every command, found by Chinese, pinyin or English, with its keys.

use super::hung;
use crate::keymap::{Action, Context, Group};
use crate::text::pinyin;
use crate::tui::acts;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::scrolled;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::picker;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The palette.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    pub line: LineInput,
    /// Only the actions under one heading.
    pub group: Option<Group>,
    pub cursor: usize,
    /// The context it was opened from.
    pub from: Option<Context>,
}

impl Palette {
    /// The actions that answer to the line, best first.
    pub fn found(&self, state: &State) -> Vec<Action> {
        let context = self.from.unwrap_or(Context::List);
        let offered = Action::ALL.iter().copied().filter(|action| {
            let row = action.row();
            row.in_palette() && row.works_in(context) && self.group.is_none_or(|group| row.group == group)
        });
        let query = pinyin::Query::new(self.line.value());
        if query.is_empty() {
            return offered.collect();
        }
        let mut ranked: Vec<_> = offered
            .filter_map(|action| {
                let names = [&state.words, &state.other].map(|words| words.action(action.code()));
                let code = action.code().replace('_', " ");
                let best = names.iter().chain([&code]).filter_map(|name| query.find(name)).map(|m| m.rank());
                best.max().map(|rank| (rank, action))
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        ranked.into_iter().map(|(_, action)| action).collect()
    }

    /// An action and the words it is given, as keymap files write a command: `find 逾期`, or in its own words.
    pub fn command(&self, state: &State) -> Option<(Action, String)> {
        let (name, given) = self.line.value().trim().split_once([' ', '\u{3000}'])?;
        let called = |action: &&Action| {
            let labels = [&state.words, &state.other].map(|words| words.action(action.code()));
            let labels = labels.iter().chain([&action.code().replace('_', " ")]).any(|label| label == name);
            (labels || action.code() == name) && action.takes_words()
        };
        Action::ALL.iter().find(called).map(|action| (*action, given.trim().to_owned()))
    }

    /// Draws it at the upper edge; the caret's place.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Position {
        let found = self.found(state);
        let height = (found.len() as u16 + 2).min(room.height.saturating_sub(2));
        let title = match self.group {
            Some(group) => state.words.get(&format!("group-{}", group.code())),
            None => state.words.action("palette"),
        };
        let inner = hung(buf, room, 60, height, &title, state);
        let line = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), height: 1, ..inner };
        let used = put(buf, line.x, line.y, 2, ": ", state.theme.style(Role::HintKey));
        let field = Rect { x: line.x + used, width: line.width.saturating_sub(used), ..line };
        let caret = self.line.draw(buf, field, Style::new());
        let list = Rect { y: line.y + 1, height: inner.height.saturating_sub(1), ..line };
        let context = self.from.unwrap_or(Context::List);
        let choices: Vec<picker::Choice> = (found.iter().enumerate())
            .map(|(n, action)| picker::Choice {
                key: if n < 9 { (n + 1).to_string().into() } else { "".into() },
                label: state.words.action(action.code()).into(),
                note: acts::keys(state, context, *action).into(),
                barred: false,
            })
            .collect();
        let cursor = self.cursor.min(choices.len().saturating_sub(1));
        picker::draw(
            buf,
            list,
            &choices,
            scrolled(0, cursor, list.height as usize, choices.len()),
            cursor,
            state.theme,
        );
        if choices.is_empty() && self.command(state).is_none() {
            put(
                buf,
                list.x,
                list.y,
                list.width,
                &state.words.get("empty-picks"),
                state.theme.style(Role::Dim),
            );
        }
        caret
    }
}
