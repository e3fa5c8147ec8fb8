//! What actions and bare keys mean to the layer on top.

use super::{export, find, headers, import, letter, queries, read, verbs};
use crate::api::Request;
use crate::exchange::Format;
use crate::keymap::{Action, Code, Key};
use crate::tui::layers::Layer;
use crate::tui::layers::field::Did;
use crate::tui::layers::form::{At, FormLayer};
use crate::tui::layers::menu::Run;
use crate::tui::layers::palette::Palette;
use crate::tui::layers::reading::Start;
use crate::tui::msg::Effect;
use crate::tui::scope::Scope;
use crate::tui::state::{After, Purpose, State};
use crate::tui::widgets::line_input::Edit;

/// Lets the top layer have the action; false when it has no use for it.
pub fn run(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    if state.layers.is_empty() {
        return false;
    }
    if action == Action::Back {
        leave(state);
        return true;
    }
    let page = isize::from(state.size.1.saturating_sub(6).max(1) as i16);
    let by = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -page,
        Action::PageDown => page,
        Action::Home => isize::MIN / 2,
        Action::End => isize::MAX / 2,
        _ => 0,
    };
    match state.layers.last_mut() {
        Some(Layer::Form(_)) => return in_form(state, action, effects),
        Some(Layer::Find(_)) if action == Action::Accept => find::submit(state, effects),
        Some(Layer::Find(_)) if action == Action::NextField => find::complete(state, effects),
        Some(Layer::Find(_)) if matches!(action, Action::Up | Action::Down) => {
            find::recall(state, action == Action::Up, effects);
        }
        Some(Layer::Prompt(_)) if action == Action::Accept => queries::typed(state, effects),
        Some(Layer::Queries(queries)) if by != 0 => {
            let last = queries.offers.len().saturating_sub(1);
            queries.cursor = queries.cursor.saturating_add_signed(by).min(last);
        }
        Some(Layer::Queries(queries)) if action == Action::Accept => {
            let at = queries.cursor;
            queries::choose(state, at, effects);
        }
        Some(Layer::Columns(chooser)) if by != 0 => {
            let last = crate::tui::columns::ALL.len() - 1;
            chooser.cursor = chooser.cursor.saturating_add_signed(by).min(last);
        }
        Some(Layer::Columns(_)) if action == Action::Accept => leave(state),
        Some(Layer::Tally(tally)) if by != 0 => {
            let last = tally.rows.len().saturating_sub(1);
            tally.cursor = tally.cursor.saturating_add_signed(by).min(last);
        }
        Some(Layer::Tally(_)) if action == Action::Accept => queries::drill(state, effects),
        Some(Layer::Palette(palette)) if by != 0 => {
            palette.cursor = palette.cursor.saturating_add_signed(by).min(60)
        }
        Some(Layer::Palette(palette)) if action == Action::Accept => {
            let at = palette.cursor;
            pick_action(state, at, effects);
        }
        Some(Layer::Contacts(contacts)) if by != 0 => {
            let last = contacts.people.len().saturating_sub(1);
            contacts.cursor = contacts.cursor.saturating_add_signed(by).min(last);
        }
        Some(Layer::Contacts(contacts)) if action == Action::Accept => {
            if let Some(person) = contacts.people.get(contacts.cursor) {
                let text = [person.name.as_str(), &person.phone].join(" ");
                read::copy(state, text, effects);
            }
        }
        Some(Layer::Menu(menu)) if by != 0 => menu.step(by > 0),
        Some(Layer::Menu(menu)) if action == Action::Accept => {
            let at = menu.cursor;
            answer(state, at, effects);
        }
        Some(Layer::Reading(reading)) if by != 0 => reading.step(by),
        Some(Layer::Reading(reading)) if action == Action::Accept => {
            let chosen = reading.lines.get(reading.cursor).and_then(|line| line.run.clone());
            match chosen.filter(|_| reading.chooses) {
                Some(Start::Action(action)) => {
                    state.layers.pop();
                    super::run(state, action, "", effects);
                }
                Some(Start::Record(what)) => super::papers::card(state, what, effects),
                Some(Start::Issues(line)) => {
                    state.layers.pop();
                    super::figures::list(state, line, effects);
                }
                None => {}
            }
        }
        Some(Layer::Detail(detail)) if by != 0 => detail.step(by),
        Some(Layer::Detail(_)) => return action == Action::Open,
        _ => {
            return matches!(
                action,
                Action::Up | Action::Down | Action::Left | Action::Right | Action::Accept
            );
        }
    }
    true
}

fn in_form(state: &mut State, action: Action, effects: &mut Vec<Effect>) -> bool {
    let words = state.words.clone();
    let Some(Layer::Form(form)) = state.layers.last_mut() else { return false };
    match action {
        Action::Save => verbs::save(state, effects),
        Action::Accept if form.at == At::Save => state.say(words.get("desk-save-hint")),
        Action::Accept => {
            form.advance(&words);
            verbs::ask_field(state, effects);
        }
        Action::NextField => form.step(true, &words),
        Action::PrevField => form.step(false, &words),
        Action::Up | Action::Down => {
            let down = action == Action::Down;
            let picking = form.current().filter(|field| field.chooses() && !field.line.is_empty());
            match picking {
                Some(field) => {
                    let last = field.candidates(&words).len().saturating_sub(1);
                    field.pick_at = field.pick_at.saturating_add_signed(if down { 1 } else { -1 }).min(last);
                }
                None => form.step(down, &words),
            }
        }
        _ => return false,
    }
    true
}

/// A key that no binding claims.
pub fn key(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    match state.layers.last_mut() {
        Some(Layer::Form(form)) => in_form_key(form, key, &words).act(state, effects),
        Some(Layer::Find(find)) => {
            if find.line.handle(key) == Edit::Changed {
                (find.next, find.recalled, find.entered) = (0, None, false);
                find::try_line(state, effects);
            }
        }
        Some(Layer::Palette(palette)) => match key.digit() {
            Some(digit @ 1..) => pick_action(state, usize::from(digit) - 1, effects),
            _ => {
                palette.line.handle(key);
                palette.cursor = 0;
            }
        },
        Some(Layer::Contacts(contacts)) => {
            if contacts.line.handle(key) == Edit::Changed {
                let text = contacts.line.value().to_owned();
                state.ask(Purpose::Contacts, Request::People { text }, effects);
            }
        }
        Some(Layer::Prompt(prompt)) => {
            prompt.line.handle(key);
        }
        Some(Layer::Queries(_)) => queries::query_key(state, key, effects),
        Some(Layer::Columns(_)) => queries::column_key(state, key, effects),
        Some(Layer::Tally(_)) => {}
        Some(Layer::Menu(menu)) => {
            if let Some(at) = menu.answer(key) {
                answer(state, at, effects);
            }
        }
        Some(Layer::Reading(reading)) => match key.folded().text() {
            Some('q') => leave(state),
            Some(' ') => reading.step(10),
            _ => {}
        },
        Some(Layer::Detail(_) | Layer::Matrix(_) | Layer::Papers(_)) | None => on_desk(state, key, effects),
    }
}

/// What a key in a form calls for.
enum Call {
    Save,
    ReadLine,
    Field,
    Nothing,
}

impl Call {
    fn act(self, state: &mut State, effects: &mut Vec<Effect>) {
        match self {
            Call::Save => verbs::save(state, effects),
            Call::ReadLine => verbs::read_line(state, effects),
            Call::Field => verbs::ask_field(state, effects),
            Call::Nothing => {}
        }
    }
}

fn in_form_key(form: &mut FormLayer, key: Key, words: &crate::i18n::Words) -> Call {
    match (form.at, key.digit()) {
        (At::Save, Some(1)) => return Call::Save,
        (At::Save, Some(2)) => {
            form.step(true, words);
            return Call::Nothing;
        }
        _ => {}
    }
    let at = form.at;
    match (form.key(key, words), at) {
        (Did::Changed, At::Line) => Call::ReadLine,
        (Did::Changed | Did::Chosen, _) => Call::Field,
        _ => Call::Nothing,
    }
}

/// A key on the desk that does nothing: Chinese starts a search, anything else is told where help is.
fn on_desk(state: &mut State, key: Key, effects: &mut Vec<Effect>) {
    match key.text() {
        Some(c) if is_han(c) => super::go::find_with(state, &c.to_string(), effects),
        Some(_) | None if key.code() == Code::Backspace => {}
        _ => {
            let help = super::keys(state, state.context(), Action::Help);
            state.say(state.words.with("desk-no-such-key", &[("key", key.label()), ("help", help)]));
        }
    }
}

/// True of Han characters.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn pick_action(state: &mut State, at: usize, effects: &mut Vec<Effect>) {
    let Some(Layer::Palette(palette)) = state.layers.last() else { return };
    let command = palette.command(state);
    let chosen = palette.found(state).get(at).copied().map(|action| (action, String::new()));
    let Some((action, given)) = chosen.or(command) else { return };
    state.layers.pop();
    super::run(state, action, &given, effects);
}

/// Gives an answer of the menu on top.
fn answer(state: &mut State, at: usize, effects: &mut Vec<Effect>) {
    let Some(Layer::Menu(menu)) = state.layers.last() else { return };
    let Some(item) = menu.items.get(at).cloned() else { return };
    let menu = menu.clone();
    state.layers.pop();
    match item.run {
        Run::Nothing => {}
        Run::Verb(verb, subjects) => verbs::open(state, verb, subjects, After::Nothing, effects),
        Run::Way(refusal, way) => verbs::way(state, &refusal, way, effects),
        Run::Term(..) | Run::Unit(..) => find::choose(state, item.run, effects),
        Run::DropQuery(at) => queries::drop_query(state, at, effects),
        Run::Copied(arrived, text) => read::copied(state, arrived, text, effects),
        Run::NextPasted => {
            verbs::drop_entry(state, effects);
            super::paste::next(state, effects);
        }
        Run::Enter(text) => super::paste::start(state, &text, effects),
        Run::Export(table, form) => export::export(state, table, form, effects),
        Run::WriteTable(table) => export::write(state, &table, Format::Xlsx, effects),
        Run::Overview(format) => super::matrix::export(state, format, effects),
        Run::Chase(asking) => super::chase::record(state, &asking, effects),
        Run::CopyText(text) => read::copy(state, text, effects),
        Run::Names(table, reason) => export::look(state, table, reason, effects),
        Run::Letter(kind, what) => letter::write(state, kind, what, effects),
        Run::Receive => effects.push(Effect::ReceiveFiles),
        Run::Send(path) => effects.push(Effect::SendFile(path)),
        Run::WholeLetters => letter::whole(state, effects),
        Run::List(text) => import::start(state, &text, effects),
        Run::Import(incoming) => import::take(state, incoming, effects),
        Run::FileLetters(kinds, file) => import::letters(state, &kinds, &file, effects),
        Run::ListAs(kind) => import::list_as(state, kind, effects),
        Run::HideNames => import::hide_names(state, effects),
        Run::Headers => {
            state.layers.push(Layer::Menu(menu));
            headers::show(state);
        }
        Run::Header(head) => {
            state.layers.push(Layer::Menu(menu));
            headers::ask(state, head);
        }
        Run::Mean(head, column) => headers::mean(state, &head, column, effects),
        Run::Judged(_, verdicts) => {
            // The question stays under what is read.
            state.layers.push(Layer::Menu(menu));
            import::read(state, &verdicts);
        }
        Run::Categories => find::categories(state),
        Run::Widen(id, no) => {
            find::set(state, Scope::default(), true, effects);
            let request = Request::Page { filter: String::new(), offset: 0, len: 5_000 };
            state.ask(Purpose::Locate(id, no), request, effects);
        }
        Run::LeaveMeeting => state.ask(Purpose::Meeting(false), Request::Meeting { on: false }, effects),
        Run::Since(since) => super::days::since(state, since, effects),
        Run::Type(purpose) => super::days::prompt(state, purpose),
        Run::Figures(heading) => super::figures::toggle(state, heading),
        Run::Group(group) => {
            let palette = Palette {
                group: Some(group),
                from: Some(crate::keymap::Context::List),
                ..Palette::default()
            };
            state.layers.push(Layer::Palette(palette));
        }
        Run::Find(text) => find::open(state, &text, effects),
        Run::Merge(choice) => super::merge::choose(state, menu, choice, effects),
        Run::OldDraft => verbs::old_entry(state, effects),
        Run::NewEntry => {
            verbs::drop_entry(state, effects);
            verbs::new_entry(state, "", effects);
        }
        Run::Draft(op, choice) => super::drafts::choose(state, op, choice, effects),
        Run::Refused(refusal) => verbs::refuse(state, *refusal),
    }
}

/// Leaves the top layer. What was typed into a form is kept and comes back with it.
pub fn leave(state: &mut State) {
    let Some(layer) = state.layers.pop() else { return };
    let Layer::Form(form) = layer else { return };
    let id = if form.entry.is_some() { "desk-draft-kept" } else { "desk-form-kept" };
    if state.leave_draft(&form) {
        state.say(state.words.get(id));
    }
}
