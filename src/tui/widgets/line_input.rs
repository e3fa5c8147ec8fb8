//! One line of text being typed: editing, the caret's column, and what is seen of a long one.

use super::paint::put;
use crate::keymap::{Code, Key};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::{Input, InputRequest};

/// What a key did to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The key is no editing key; someone else may have a use for it.
    Ignored,
    /// At most the caret moved.
    Moved,
    Changed,
}

/// A line of text with a caret. Never holds a line end or a control character.
#[derive(Debug, Clone)]
pub struct LineInput {
    input: Input,
    limit: usize,
}

impl Default for LineInput {
    fn default() -> Self {
        Self::new("")
    }
}

impl LineInput {
    /// A line that holds `value`, the caret at its end, of at most 2,000 characters.
    pub fn new(value: &str) -> Self {
        Self { input: Input::new(text::clean(value)), limit: 2_000 }
    }

    /// Takes at most `characters`; what is there already stays.
    pub fn limited(mut self, characters: usize) -> Self {
        self.limit = characters;
        self
    }

    /// The text as typed.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// True when nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.value().is_empty()
    }

    /// Replaces the text; the caret goes to its end.
    pub fn set(&mut self, value: &str) {
        self.input = Input::new(text::clean(value));
    }

    /// Edits with a key. Enter, Tab, Esc and the vertical arrows are for others.
    pub fn handle(&mut self, key: Key) -> Edit {
        if let Some(c) = key.text() {
            return self.insert(c.encode_utf8(&mut [0; 4]));
        }
        let Some(request) = request(key) else { return Edit::Ignored };
        match self.input.handle(request) {
            Some(change) if change.value => Edit::Changed,
            _ => Edit::Moved,
        }
    }

    /// Puts pasted text at the caret, on one line; what goes over the limit is left out.
    pub fn insert(&mut self, pasted: &str) -> Edit {
        let cursor = self.input.cursor();
        let room = self.limit.saturating_sub(self.value().chars().count());
        let pasted: String = text::clean(pasted.trim_end_matches('\n')).chars().take(room).collect();
        if pasted.is_empty() {
            return Edit::Moved;
        }
        let (before, after) = self.split(cursor);
        let value = [before, &pasted, after].concat();
        self.input = Input::new(value).with_cursor(cursor + pasted.chars().count());
        Edit::Changed
    }

    fn split(&self, characters: usize) -> (&str, &str) {
        let value = self.value();
        let at = value.char_indices().nth(characters).map_or(value.len(), |(at, _)| at);
        value.split_at(at)
    }

    /// The columns scrolled out of sight to the left in a field of `cols`; always whole characters.
    /// One column is kept for the caret behind the last character.
    fn scroll(&self, cols: u16) -> usize {
        self.input.visual_scroll(usize::from(cols.saturating_sub(1)))
    }

    /// Draws the line into the first row of `area` and says where the cursor belongs.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style) -> Position {
        let cols = area.width;
        buf.set_style(Rect { height: area.height.min(1), ..area }, style);
        let scroll = self.scroll(cols);
        let mut hidden = 0;
        let seen = self.value().char_indices().find(|(at, _)| {
            hidden = text::width(&self.value()[..*at]);
            hidden >= scroll
        });
        let seen = seen.map_or("", |(at, _)| &self.value()[at..]);
        if !area.is_empty() {
            put(buf, area.x, area.y, cols, seen, style);
        }
        let caret = self.input.visual_cursor().saturating_sub(scroll) as u16;
        Position::new(area.x + caret.min(cols.saturating_sub(1)), area.y)
    }
}

fn request(key: Key) -> Option<InputRequest> {
    use InputRequest::*;
    if key.alt() {
        return None;
    }
    Some(match (key.code(), key.ctrl()) {
        (Code::Backspace, false) => DeletePrevChar,
        (Code::Delete, false) => DeleteNextChar,
        (Code::Left, false) => GoToPrevChar,
        (Code::Right, false) => GoToNextChar,
        (Code::Left, true) => GoToPrevWord,
        (Code::Right, true) => GoToNextWord,
        (Code::Home, _) | (Code::Char('a'), true) => GoToStart,
        (Code::End, _) | (Code::Char('e'), true) => GoToEnd,
        (Code::Char('u'), true) => DeleteFromStart,
        (Code::Char('k'), true) => DeleteTillEnd,
        (Code::Char('w'), true) | (Code::Backspace, true) => DeletePrevWord,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::paint::tests::rows;
    use super::*;
    use crate::keymap::Chord;
    use proptest::prelude::*;

    fn strike(line: &mut LineInput, keys: &str) -> Vec<Edit> {
        keys.parse::<Chord>().unwrap().keys().iter().map(|key| line.handle(*key)).collect()
    }

    /// What is seen of it in `cols` columns, and the caret's column.
    fn seen(line: &LineInput, cols: u16) -> (String, u16) {
        let mut buf = Buffer::empty(Rect::new(0, 0, cols, 1));
        let caret = line.draw(&mut buf, Rect::new(0, 0, cols, 1), Style::new());
        (rows(&buf).pop().unwrap_or_default(), caret.x)
    }

    #[test]
    fn editing_goes_by_whole_characters() {
        let mut line = LineInput::new("天元区");
        assert_eq!(strike(&mut line, "backspace left 荷"), [Edit::Changed, Edit::Moved, Edit::Changed]);
        assert_eq!(line.value(), "天荷元");
        assert_eq!(strike(&mut line, "enter tab f2 alt-x"), [Edit::Ignored; 4]);
        strike(&mut line, "home delete end space x");
        assert_eq!(line.value(), "荷元 x");
        strike(&mut line, "ctrl-u");
        assert!(line.is_empty());
    }

    #[test]
    fn the_caret_is_in_columns_and_a_long_line_scrolls_by_characters() {
        let mut line = LineInput::new("天元区示例第三小学");
        assert_eq!(seen(&line, 30), ("天元区示例第三小学".into(), 18));
        assert_eq!(seen(&line, 8), ("三小学".into(), 6));
        strike(&mut line, "home");
        assert_eq!(seen(&line, 8), ("天元区示".into(), 0));
        assert_eq!(seen(&line, 1), ("".into(), 0));
        assert_eq!(seen(&line, 0).1, 0);
    }

    #[test]
    fn a_paste_becomes_one_line_and_keeps_to_the_limit() {
        let mut line = LineInput::new("ab").limited(6);
        strike(&mut line, "left");
        assert_eq!(line.insert("一\n二\u{1b}\n"), Edit::Changed);
        assert_eq!(line.value(), "a一 二b");
        assert_eq!(line.insert("xyz"), Edit::Changed);
        assert_eq!(line.value(), "a一 二xb");
        assert_eq!(line.insert("z"), Edit::Moved);
        assert_eq!(strike(&mut line, "z"), [Edit::Moved]);
    }

    proptest! {
        #[test]
        fn the_caret_is_always_in_the_field(
            text in "[a-c天元，“é]{0,30}", moves in 0usize..30, cols in 1u16..20,
        ) {
            let mut line = LineInput::new(&text);
            for _ in 0..moves {
                line.handle(Key::plain(Code::Left));
            }
            let (shown, caret) = seen(&line, cols);
            prop_assert!(caret < cols);
            let before: String = line.value().chars().take(line.input.cursor()).collect();
            let cut = text::width(&before) - caret as usize;
            prop_assert_eq!(cut, line.scroll(cols), "the caret stands behind what it follows");
            prop_assert!(line.value().contains(shown.as_str()));
        }
    }
}
