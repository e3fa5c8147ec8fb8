//! The scope: finding, toggling, marking.

use crate::api::Request;
use crate::api::request::Pick;
use crate::keymap::Action;
use crate::model::filter::Flag;
use crate::tui::acts;
use crate::tui::layers::Layer;
use crate::tui::layers::find::Find;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::lists::WINDOW;
use crate::tui::msg::Effect;
use crate::tui::scope::{Scope, term};
use crate::tui::state::{Pane, Purpose, State, Tab};
use crate::tui::widgets::line_input::LineInput;

/// Runs an action on the scope or the marks.
pub fn run(state: &mut State, action: Action, given: &str, effects: &mut Vec<Effect>) {
    match action {
        Action::Find if given.is_empty() => open(state, &state.scope.terms.clone(), effects),
        Action::Find => {
            let scope = Scope { unit: state.scope.unit.clone(), terms: given.to_owned() };
            show_issues(state, effects);
            set(state, scope, true, effects);
        }
        Action::OverdueOnly if state.layers.is_empty() && state.registers().is_some() => {
            if let Some(registers) = state.registers_mut() {
                registers.late = !registers.late;
                registers.cursor = 0;
            }
        }
        Action::OverdueOnly => {
            let names = overdue(state);
            let scope = state.scope.toggled(&names);
            show_issues(state, effects);
            set(state, scope, true, effects);
        }
        Action::ToggleFilterCategory => categories(state),
        Action::ToggleFilterState | Action::ToggleFilterUnit | Action::LikeCell => {
            like(state, action, effects)
        }
        Action::ClearScope => set(state, Scope::default(), true, effects),
        Action::SortColumn => sort(state),
        Action::Mark => mark(state, effects),
        Action::MarkAll => mark_all(state, effects),
        _ => {}
    }
}

/// The names of the flag for overdue, the one that is put into the scope first.
pub fn overdue(state: &State) -> [String; 2] {
    let (code, word) = (String::from("is:overdue"), state.words.flag(Flag::Overdue));
    // The filter language knows the flag by its Chinese name when it stands alone, not by the English.
    if word.is_ascii() { [code.clone(), code] } else { [word, code] }
}

/// The question for the first window of a scope.
pub fn page_of(scope: &Scope) -> Request {
    Request::Page { filter: scope.filter(), offset: 0, len: WINDOW }
}

/// Tries a scope; it is taken when the office can read it. The old one is kept for `-`.
pub fn set(state: &mut State, scope: Scope, keep: bool, effects: &mut Vec<Effect>) {
    if keep && scope != state.scope {
        state.past.push(state.scope.clone());
        let over = state.past.len().saturating_sub(50);
        state.past.drain(..over);
    }
    let request = page_of(&scope);
    state.ask(Purpose::Scope(scope), request, effects);
}

/// A list must be in sight for a filter to be seen at work.
fn show_issues(state: &mut State, effects: &mut Vec<Effect>) {
    state.layers.retain(|layer| !matches!(layer, Layer::Detail(_)));
    if !matches!(state.tab, Tab::Desk(Pane::Units | Pane::Issues) | Tab::Status) {
        acts::go::go_tab(state, Tab::Desk(Pane::Issues), effects);
    }
}

/// Opens the find box.
pub fn open(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    let mut line = LineInput::new(text);
    if !text.is_empty() && text == state.scope.terms {
        line.insert(" ");
    }
    let in_tree = state.layers.is_empty() && state.tab == Tab::Desk(Pane::Units);
    if in_tree && text == state.scope.terms {
        line.set("");
    }
    state.layers.push(Layer::Find(Box::new(Find { line, in_tree, ..Find::default() })));
    try_line(state, effects);
}

/// Asks how the line in the find box would read.
pub fn try_line(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Find(find)) = state.layers.last() else { return };
    let scope = Scope { unit: state.scope.unit.clone(), terms: find.line.value().to_owned() };
    let (text, in_tree) = (find.line.value().trim().to_owned(), find.in_tree);
    let request = Request::Page { filter: scope.filter(), offset: 0, len: 1 };
    state.ask(Purpose::Trying, request, effects);
    if in_tree {
        let request = Request::Pick { what: Pick::Unit, text: text.clone(), limit: 5 };
        state.ask(Purpose::FoundUnits(text), request, effects);
    }
}

/// Enter in the find box: the scope changes when the line can be read.
pub fn submit(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Find(find)) = state.layers.last() else { return };
    if let Some(unit) = find.units.first().cloned() {
        let scope = Scope { unit: Some((unit.code, unit.label)), terms: state.scope.terms.clone() };
        return set(state, scope, true, effects);
    }
    let terms = find.line.value().trim().to_owned();
    set(state, Scope { unit: state.scope.unit.clone(), terms }, true, effects);
}

/// The categories, each by its digit.
pub fn categories(state: &mut State) {
    let Some(hello) = &state.hello else { return };
    let mut items: Vec<Item> = (hello.categories.iter())
        .map(|category| Item::new(&category.label, Run::Term("cat:", term("cat", &category.code))))
        .collect();
    items.push(Item::new(state.words.get("desk-all-categories"), Run::Term("cat:", String::new())));
    let title = state.words.action("toggle_filter_category");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// Only rows like this one, by one of its cells.
fn like(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let Some(row) = state.target().and_then(|target| target.row) else {
        return state.complain(state.words.get("desk-no-row"));
    };
    let words = &state.words;
    let unit = Run::Unit(row.unit_code.clone(), row.unit.clone());
    let by_state = Run::Term("state:", term("state", row.state.code()));
    match action {
        Action::ToggleFilterUnit => return choose(state, unit, effects),
        Action::ToggleFilterState => return choose(state, by_state, effects),
        _ => {}
    }
    let item = |label: String, value: &str, run| Item::new(format!("{label} {value}"), run);
    let mut items = vec![
        item(words.get("col-unit"), &row.unit, unit),
        item(words.get("col-category"), &row.category, Run::Term("cat:", term("cat", &row.category))),
        item(words.get("col-state"), &words.state(row.state), by_state),
    ];
    if let Some(code) = &row.item {
        items.push(item(words.get("col-item"), code, Run::Term("item:", term("item", code))));
    }
    if let Some(lead) = &row.lead {
        items.push(item(
            words.field(crate::model::field::Field::Lead),
            lead,
            Run::Term("lead:", term("lead", lead)),
        ));
    }
    items.push(item(words.get("col-place"), &row.place, Run::Term("place:", term("place", &row.place))));
    items.push(Item::new(words.action("toggle_filter_category"), Run::Categories));
    let title = words.action("like_cell");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

fn sort(state: &mut State) {
    let words = &state.words;
    let keys = [
        ("due", words.get("col-deadline")),
        ("-changed", words.get("desk-by-change")),
        ("unit", words.get("col-unit")),
        ("cat", words.get("col-category")),
        ("state", words.get("col-state")),
        ("-amount", words.field(crate::model::field::Field::Amount)),
        ("no", words.get("col-no")),
    ];
    let keys = keys.into_iter().map(|(key, label)| {
        let key = if key == "cat" { "category" } else { key };
        Item::new(label, Run::Term("sort:", format!("sort:{key}")))
    });
    let mut items: Vec<Item> = keys.collect();
    items.push(Item::new(words.get("desk-own-order"), Run::Term("sort:", String::new())));
    let title = words.action("sort_column");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}

/// What an answer of one of these menus does.
pub fn choose(state: &mut State, run: Run, effects: &mut Vec<Effect>) {
    let scope = match run {
        Run::Term(prefix, term) => state.scope.with(prefix, &term),
        Run::Unit(code, name) => Scope { unit: Some((code, name)), terms: state.scope.terms.clone() },
        _ => return,
    };
    show_issues(state, effects);
    set(state, scope, true, effects);
}

/// Marks the row under the cursor, or takes its mark away, and goes down.
fn mark(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(row) = state.target().and_then(|target| target.row) else {
        return state.complain(state.words.get("desk-no-row"));
    };
    if state.marks.remove(&row.id).is_none() {
        state.marks.insert(row.id, row);
    }
    acts::go::step(state, 1, effects);
    told(state);
}

fn mark_all(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.marks.is_empty() {
        state.marks.clear();
        return told(state);
    }
    let (filter, len) = (state.scope.filter(), state.issues.total() as u32);
    if len > 0 {
        show_issues(state, effects);
        state.ask(Purpose::MarkAll, Request::Page { filter, offset: 0, len }, effects);
    }
}

/// Says how many are marked.
pub fn told(state: &mut State) {
    let n = state.marks.len().to_string();
    state.say(state.words.with("desk-marked", &[("n", n)]));
}
