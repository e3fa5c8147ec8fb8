//! Sixty seconds of first steps: one line says what to strike, and goes on when it was struck.

use super::acts;
use super::state::State;
use super::theme::Role;
use super::widgets::paint::put;
use crate::keymap::{Action, Context};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The steps, in their order: what is to be done. Their sentences are `lesson-1` and so on.
const STEPS: [Action; 8] = [
    Action::GotoTab2,
    Action::OverdueOnly,
    Action::Open,
    Action::NextStep,
    Action::Find,
    Action::RegisterIssue,
    Action::Phone,
    Action::Help,
];

/// How far somebody has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lesson {
    at: usize,
}

impl Lesson {
    /// Goes on when the action was the one asked for; `None` after the last.
    pub fn after(self, action: Action) -> Option<Self> {
        match STEPS.get(self.at) {
            Some(step) if *step == action => (self.at + 1 < STEPS.len()).then_some(Self { at: self.at + 1 }),
            _ => Some(self),
        }
    }

    /// Draws its line.
    pub fn draw(self, state: &State, buf: &mut Buffer, area: Rect) {
        let Some(step) = STEPS.get(self.at) else { return };
        let words = &state.words;
        let n = self.at + 1;
        let key = acts::keys(state, Context::List, *step);
        let told = words.with(&format!("lesson-{n}"), &[("key", key)]);
        let place = format!("{n}/{}", STEPS.len());
        let line = words.with("lesson", &[("place", place), ("told", told)]);
        let line = text::fit_pad(&line, area.width as usize);
        put(buf, area.x, area.y, area.width, &line, state.theme.style(Role::Soon));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_only_by_what_was_asked_for() {
        let mut lesson = Some(Lesson::default());
        assert_eq!(lesson.and_then(|lesson| lesson.after(Action::Undo)), lesson);
        for step in STEPS {
            lesson = lesson.and_then(|lesson| lesson.after(step));
        }
        assert_eq!(lesson, None);
    }
}
