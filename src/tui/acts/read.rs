//! Reading: a record, its history, what it rests on, whom to ring, help; and copying.

use crate::api::Request;
use crate::keymap::{Action, Binding, Context, Group};
use crate::tui::acts;
use crate::tui::layers::Layer;
use crate::tui::layers::contacts::Contacts;
use crate::tui::layers::detail::Detail;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::layers::palette::Palette;
use crate::tui::layers::reading::{Line, Reading, Start};
use crate::tui::msg::Effect;
use crate::tui::state::{Purpose, State};
use crate::tui::theme::Role;
use crate::tui::view::one_line;

/// Runs an action that shows something.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Phone => phone(state, effects),
        Action::Basis => about(state, effects, |what| (Purpose::Basis, Request::Basis { what })),
        Action::History => about(state, effects, |what| {
            (Purpose::History, Request::History { what: Some(what), since: None, limit: None, after: 0 })
        }),
        Action::Copy => copy_row(state, effects),
        Action::Help => help(state),
        Action::Palette => {
            let from = Some(outer(state));
            state.layers.push(Layer::Palette(Palette { from, ..Palette::default() }));
        }
        Action::Menu => menu(state),
        _ => {}
    }
}

/// The context of the desk or of the record opened over it.
fn outer(state: &State) -> Context {
    let detail = state.layers.iter().any(|layer| matches!(layer, Layer::Detail(_)));
    if detail { Context::Detail } else { Context::List }
}

/// Opens the record under the cursor.
pub fn detail(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(target) = state.target() else { return };
    let known = state.card.clone().filter(|card| card.row.is_some() && card.row == target.row);
    let what = target.what;
    state.layers.push(Layer::Detail(Box::new(Detail { what: what.clone(), card: known, top: 0 })));
    state.ask(Purpose::Detail, Request::Show { what }, effects);
}

/// A row of the plan with what it asks for, who owes it still, and where the plan contradicts itself.
pub fn task(state: &mut State) {
    let Some(task) = state.tasks.get(state.task_at).cloned() else { return };
    let words = &state.words;
    let mut lines = Vec::new();
    let mut add = |lead: String, text: String, role: Role| {
        if !text.is_empty() {
            lines.push(Line { lead, text, role, run: None });
        }
    };
    let due = task.due.map(|due| words.day(due)).unwrap_or_default();
    let time = if task.text.is_empty() { due.clone() } else { format!("{} {due}", task.text) };
    add(words.get("col-time"), time, Role::Heading);
    add(words.get("col-work"), task.work.clone(), Role::Normal);
    add(words.get("col-by"), task.by.clone(), Role::Normal);
    add(words.get("col-paper"), words.list(&task.deliverables), Role::Normal);
    add(words.get("col-handed"), words.row_stands(&task, state.day()), Role::Accent);
    let missing = match task.missing.is_empty() {
        true => String::new(),
        false => format!("{} {}", task.missing.len(), words.list(&task.missing)),
    };
    add(words.get("owed-missing"), missing, Role::Overdue);
    for open in &task.unsettled {
        add(words.get("mark-conflict"), open.clone(), Role::Soon);
    }
    let title = format!("{} {}", words.tab(4), task.no);
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

fn about(state: &mut State, effects: &mut Vec<Effect>, ask: impl FnOnce(String) -> (Purpose, Request)) {
    let Some(target) = state.target() else {
        return state.complain(state.words.get("desk-no-row"));
    };
    let (purpose, request) = ask(target.what);
    state.ask(purpose, request, effects);
}

/// Whom to ring: those of the row at once, others by a few letters.
fn phone(state: &mut State, effects: &mut Vec<Effect>) {
    let target = state.target();
    let chase = match state.today.current() {
        Some(acts::TodayEntry::Chase(row)) if state.tab == crate::tui::state::Tab::Today => {
            Some(row.unit_code.clone())
        }
        _ => None,
    };
    let title = match &target {
        Some(target) => format!("{} {}", state.words.tab(9), target.what),
        None => state.words.tab(9),
    };
    state.layers.push(Layer::Contacts(Box::new(Contacts { title, ..Contacts::default() })));
    if let Some(what) = target.map(|target| target.what).or(chase) {
        state.ask(Purpose::ContactsOf, Request::Show { what }, effects);
    }
}

/// One line of the row; pressed again, the paragraph; once more, on the ordinary screen.
fn copy_row(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(Layer::Reading(reading)) = state.layers.last() {
        let lines = reading.lines.iter().map(|line| format!("{} {}", line.lead, line.text).trim().to_owned());
        let text = lines.collect::<Vec<_>>().join("\n");
        return copy(state, text, effects);
    }
    let Some(row) = state.target().and_then(|target| target.row) else {
        return state.complain(state.words.get("desk-no-row"));
    };
    let line = one_line(state, &row);
    let times = state.copied.take().filter(|(known, _)| *known == line).map_or(0, |(_, times)| times);
    match times {
        0 => copy(state, line.clone(), effects),
        n => {
            let card =
                state.card.as_ref().filter(|card| card.row.as_ref().is_some_and(|known| known.id == row.id));
            let rest = card.map(|card| {
                let lines = crate::tui::layers::detail::lines(card, &state.words, state.day());
                let lines = lines.iter().map(|line| format!("{} {}", line.lead, line.text).trim().to_owned());
                lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
            });
            let text = [line.clone(), rest.unwrap_or_default()].join("\n");
            if n == 1 { copy(state, text, effects) } else { effects.push(Effect::StepAside(text)) }
        }
    }
    state.copied = Some((line, (times + 1) % 3));
}

/// Hands a text to the terminal's clipboard and says so. The first time at a terminal it asks whether it
/// arrived; where it does not, the text is shown on the ordinary screen instead.
pub fn copy(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    match state.personal.copies.get(&state.terminal).copied() {
        Some(false) => return effects.push(Effect::StepAside(text)),
        Some(true) => {}
        None => {
            let words = &state.words;
            let items = vec![
                Item::new(words.get("desk-copy-arrived"), Run::Copied(true, String::new())),
                Item::new(words.get("desk-copy-lost"), Run::Copied(false, text.clone())),
            ];
            let title = words.get("desk-copy-ask");
            // Struck again before it was answered: one question is enough.
            let asks = |item: &Item| matches!(item.run, Run::Copied(..));
            if matches!(state.layers.last(), Some(Layer::Menu(menu)) if menu.items.iter().any(asks)) {
                state.layers.pop();
            }
            state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
        }
    }
    let first = text.lines().next().unwrap_or_default().to_owned();
    state.say(state.words.with("desk-copied", &[("text", first)]));
    effects.push(Effect::Copy(text));
}

/// Remembers whether what was copied arrived at this terminal.
pub fn copied(state: &mut State, arrived: bool, text: String, effects: &mut Vec<Effect>) {
    state.personal.copies.insert(state.terminal.clone(), arrived);
    state.personal_changed = true;
    if !arrived {
        effects.push(Effect::StepAside(text));
    }
}

/// The keys that hold here, under their headings; Enter runs one.
fn help(state: &mut State) {
    let context = state.context();
    let words = &state.words;
    let mut lines = Vec::new();
    let (moving, doing): (Vec<Group>, Vec<Group>) =
        Group::ALL.into_iter().partition(|group| matches!(group, Group::Move | Group::Type));
    for group in doing.into_iter().chain(moving) {
        let mut section: Vec<Line> = Vec::new();
        for action in Action::ALL.iter().filter(|action| action.row().group == group) {
            let keys = acts::keys(state, context, *action);
            let own = |b: &Binding| b.action() == *action;
            if keys.is_empty() || !state.keymap.bindings(context).values().any(own) {
                continue;
            }
            let text = words.action(action.code());
            section.push(Line { lead: keys, text, role: Role::Normal, run: Some(Start::Action(*action)) });
        }
        if !section.is_empty() {
            let text = words.get(&format!("group-{}", group.code()));
            lines.push(Line { text, role: Role::Heading, ..Line::default() });
            lines.extend(section);
        }
    }
    let title = format!("{} · {}", words.action("help"), words.get(&format!("context-{}", context.code())));
    let mut reading = Reading { title, lines, cursor: 0, chooses: true };
    reading.step(1);
    state.layers.push(Layer::Reading(reading));
}

/// The headings of the palette, by digits.
fn menu(state: &mut State) {
    let groups = Group::ALL.into_iter().filter(|group| {
        Action::ALL.iter().any(|action| action.row().group == *group && action.row().in_palette())
    });
    let items =
        groups.map(|group| Item::new(state.words.get(&format!("group-{}", group.code())), Run::Group(group)));
    let items = items.collect();
    let title = state.words.action("menu");
    state.layers.push(Layer::Menu(Menu { title, items, ..Menu::default() }));
}
