//! Other days than this one: what changed since one, and how all stood on one.

use crate::tui::acts::find;
use crate::tui::figures::View;
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::layers::prompt::{For, Prompt};
use crate::tui::msg::Effect;
use crate::tui::scope::term;
use crate::tui::state::{State, Tab};
use chrono::Days;

/// Days back that are offered.
const BACK: [u64; 3] = [1, 7, 30];

/// Asks which day, or takes the one that was given.
pub fn ask(state: &mut State, given: &str, effects: &mut Vec<Effect>) {
    if !given.trim().is_empty() {
        return since(state, given.trim().to_owned(), effects);
    }
    let words = &state.words;
    let mut items = vec![
        Item::new(words.get("other-last-report"), Run::Since("last-report".into())),
        Item::new(words.get("other-last-meeting"), Run::Since("last-meeting".into())),
    ];
    for days in BACK {
        let day = state.day().checked_sub_days(Days::new(days)).unwrap_or(state.day());
        let id = if days == 1 { "other-yesterday" } else { "other-back" };
        let label = words.with(id, &[("n", days.to_string()), ("day", words.day_said(day))]);
        items.push(Item::new(label, Run::Since(day.to_string())));
    }
    items.extend([
        Item::new(words.get("other-since"), Run::Type(For::Since)),
        Item::new(words.get("other-as-of"), Run::Type(For::AsOf)),
        Item::new(words.get("other-today"), Run::Term("as-of:", String::new())),
    ]);
    let title = words.action("other_day");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// A day is to be typed.
pub fn prompt(state: &mut State, purpose: For) {
    let id = if purpose == For::Since { "other-since" } else { "other-as-of" };
    let (title, says) = (state.words.get(id), state.words.get("other-how"));
    state.layers.push(Layer::Prompt(Box::new(Prompt { title, says, purpose, ..Prompt::default() })));
}

/// Shows what changed since a day, a meeting, a report.
pub fn since(state: &mut State, since: String, effects: &mut Vec<Effect>) {
    state.figures.since = since;
    state.figures.view = View::Changes;
    (state.figures.row, state.figures.column) = (0, 0);
    super::go::go_tab(state, Tab::Status, effects);
}

/// Shows all as it stood on a day.
pub fn as_of(state: &mut State, day: &str, effects: &mut Vec<Effect>) {
    let scope = state.scope.with("as-of:", &term("as-of", day));
    find::set(state, scope, true, effects);
}
