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

/// Ways to complete a line that are offered.
const SHOWN: u32 = 6;
/// Things of other kinds that are shown beside the count of issues.
const HITS: u32 = 3;

/// Runs an action on the scope or the marks.
pub fn run(state: &mut State, action: Action, given: &str, effects: &mut Vec<Effect>) {
    match action {
        Action::Find if given.is_empty() && state.layers.is_empty() && state.tab == Tab::Contacts => {
            acts::run(state, Action::Phone, "", effects);
        }
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
        Action::SortColumn => sort(state, effects),
        Action::EarlierView => travel(state, false, effects),
        Action::LaterView => travel(state, true, effects),
        Action::Mark => mark(state, effects),
        Action::MarkAll => mark_all(state, effects),
        Action::MarkRange => mark_range(state, effects),
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
        state.future.clear();
    }
    let request = page_of(&scope);
    state.ask(Purpose::Scope(scope), request, effects);
}

/// A list must be in sight for a filter to be seen at work.
pub fn show_issues(state: &mut State, effects: &mut Vec<Effect>) {
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
    let request = Request::Pick { what: Pick::Unit, text: text.clone(), limit: 5 };
    let purpose = if in_tree { Purpose::FoundUnits(text.clone()) } else { Purpose::ExactUnit(text.clone()) };
    state.ask(purpose, request, effects);
    let request = Request::Page { filter: scope.filter(), offset: 0, len: 1 };
    state.ask(Purpose::Trying, request, effects);
    let line = scope.terms;
    let request = Request::Complete { line: line.clone(), limit: SHOWN };
    state.ask(Purpose::Completions(line), request, effects);
    if !in_tree {
        let request = Request::Find { text: text.clone(), limit: HITS, issues: false };
        state.ask(Purpose::Found(text), request, effects);
    }
}

/// Tab in the find box: the next way to complete the line.
pub fn complete(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Find(find)) = state.layers.last_mut() else { return };
    let Some(choice) = find.completions.get(find.next).cloned() else { return };
    // The same list is gone through as long as nothing is typed.
    find.next = (find.next + 1) % find.completions.len();
    find.line.set(&choice.code);
    if find.completions.len() == 1 {
        // Nothing to choose among: what may follow it is offered at once.
        find.next = 0;
        return try_line(state, effects);
    }
    let scope = Scope { unit: state.scope.unit.clone(), terms: choice.code };
    state.ask(Purpose::Trying, Request::Page { filter: scope.filter(), offset: 0, len: 1 }, effects);
}

/// Up and down in the find box: what was searched before.
pub fn recall(state: &mut State, earlier: bool, effects: &mut Vec<Effect>) {
    let Some(Layer::Find(find)) = state.layers.last_mut() else { return };
    let known = state.personal.searched.len();
    let at = match (find.recalled, earlier) {
        (None, true) => known.checked_sub(1),
        (Some(at), true) => Some(at.saturating_sub(1)),
        (Some(at), false) => Some(at + 1).filter(|at| *at < known),
        (None, false) => return,
    };
    if at.is_none() && find.recalled.is_none() {
        return;
    }
    find.recalled = at;
    let line = at.and_then(|at| state.personal.searched.get(at)).cloned().unwrap_or_default();
    find.line.set(&line);
    try_line(state, effects);
}

/// Enter in the find box: the scope changes when the line can be read.
pub fn submit(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Layer::Find(find)) = state.layers.last() else { return };
    if let Some(unit) = find.units.first().cloned() {
        let scope = Scope { unit: Some((unit.code, unit.label)), terms: state.scope.terms.clone() };
        return set(state, scope, true, effects);
    }
    let terms = find.line.value().trim().to_owned();
    // Whether the line names a unit is on its way: the answer goes on from here.
    let asked = |purpose: &Purpose| matches!(purpose, Purpose::ExactUnit(text) if *text == terms);
    if state.tickets.values().any(asked) {
        if let Some(Layer::Find(find)) = state.layers.last_mut() {
            find.entered = true;
        }
        return;
    }
    state.personal.remember(&terms);
    state.personal_changed = true;
    if let Some(unit) = find.exact.clone() {
        let scope = Scope { unit: Some((unit.code, unit.label)), terms: String::new() };
        return set(state, scope, true, effects);
    }
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
    let in_list = state.layers.is_empty() && state.tab == Tab::Desk(Pane::Issues);
    if action == Action::LikeCell
        && in_list
        && let Some(run) = acts::queries::column(state).like(&row)
    {
        return choose(state, run, effects);
    }
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

/// To the scope before this one, or forward again.
pub fn travel(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let next = if forward { state.future.pop() } else { state.past.pop() };
    let Some(scope) = next else {
        return state.say(state.words.get("desk-no-view"));
    };
    let now = state.scope.clone();
    if forward {
        state.past.push(now)
    } else {
        state.future.push(now)
    }
    set(state, scope, false, effects);
}

/// By the column under the cursor, then the other way round, then no longer; where no column is, it asks.
fn sort(state: &mut State, effects: &mut Vec<Effect>) {
    let in_list = state.layers.is_empty() && state.tab == Tab::Desk(Pane::Issues);
    if let Some(key) = in_list.then(|| acts::queries::column(state).sort()).flatten() {
        let (up, down) = (format!("sort:{key}"), format!("sort:-{key}"));
        let term = if state.scope.has(std::slice::from_ref(&up)) {
            down
        } else if state.scope.has(&[down]) {
            String::new()
        } else {
            up
        };
        let scope = state.scope.with("sort:", &term);
        return set(state, scope, true, effects);
    }
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
    let id = row.id;
    state.mark_from = Some(id);
    if state.marks.remove(&id).is_none() {
        state.marks.insert(id, row);
    }
    acts::go::step(state, 1, effects);
    told(state);
}

/// Marks everything from the row marked last to the one under the cursor.
fn mark_range(state: &mut State, effects: &mut Vec<Effect>) {
    if state.tab != Tab::Desk(Pane::Issues) || state.issues.current().is_none() {
        return state.complain(state.words.get("desk-no-row"));
    }
    let Some(from) = state.mark_from else {
        return state.say(state.words.get("desk-mark-first"));
    };
    let to = state.issues.current().map_or(from, |row| row.id);
    let (filter, len) = (state.scope.filter(), state.issues.total() as u32);
    state.ask(Purpose::MarkRange(from, to), Request::Page { filter, offset: 0, len }, effects);
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
