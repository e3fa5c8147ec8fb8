//! Tables to hand in, written into the outbox: under the scope that is shown.

use crate::api::Request;
use crate::api::answer::{Done, Revealed};
use crate::exchange::{Format, file};
use crate::model::command::Command;
use crate::model::paper::{FormName, Wanted};
use crate::model::table::{Note, Table, TableId};
use crate::model::verb::Verb;
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{Pane, Purpose, State, Tab};

/// Why protected names are looked at; the words of each stand under its key.
const REASONS: [&str; 5] = ["reply", "check", "transfer", "instruction", "other"];

/// A table into which protected names are being written, entry by entry.
#[derive(Debug, Clone)]
pub struct Look {
    table: Table,
    reason: String,
    /// Entries not looked at yet; the first is being asked for.
    rest: Vec<String>,
}

/// Asks which table; that of the list in sight stands first.
pub fn choose(state: &mut State, given: &str, effects: &mut Vec<Effect>) {
    if let Some(table) = state.words.table_called(given) {
        return export(state, table, String::new(), effects);
    }
    let first = match state.tab {
        Tab::Desk(Pane::Ledger) => TableId::Ledger,
        Tab::Desk(Pane::Schedule) => TableId::Schedule,
        Tab::Status => state.figures.view.table(),
        Tab::Desk(Pane::Units) => TableId::Statistics,
        Tab::Supervision => TableId::Orders,
        Tab::Contacts => TableId::Contacts,
        _ => TableId::ProblemList,
    };
    let rest = TableId::ALL.into_iter().filter(|table| *table != first);
    let item = |table: TableId| Item::new(state.words.table_name(table), Run::Export(table, String::new()));
    let own =
        state.hello.iter().flat_map(|hello| &hello.tables).filter(|form| form.form != form.table.code());
    let of_plan = |form: &FormName| {
        let title = form.title.clone().unwrap_or_else(|| form.form.clone());
        Item::new(title, Run::Export(form.table, form.form.clone()))
    };
    let items = std::iter::once(first).chain(rest).map(item).chain(own.map(of_plan)).collect();
    let title = state.words.get("export-which");
    let scope = state.scope.filter();
    let text = match scope.is_empty() {
        true => String::new(),
        false => state.words.with("export-scope", &[("scope", scope)]),
    };
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Asks for the table.
pub fn export(state: &mut State, table: TableId, form: String, effects: &mut Vec<Effect>) {
    let filter = state.scope.filter();
    let since = if table == TableId::Changes { state.figures.since.clone() } else { String::new() };
    let wanted = Wanted { form, since, ..Wanted::default() };
    state.ask(Purpose::Table, Request::Table { table, filter, wanted }, effects);
}

/// The table has come: it is written, unless it keeps names, which somebody may want to look at.
pub fn arrived(state: &mut State, table: Box<Table>, effects: &mut Vec<Effect>) {
    if table.kept().is_empty() {
        return write(state, &table, Format::Xlsx, effects);
    }
    let words = &state.words;
    let mut items = vec![Item::new(words.get("export-without-names"), Run::WriteTable(table.clone()))];
    items.extend(REASONS.iter().map(|key| {
        let reason = words.get(&format!("export-reason-{key}"));
        let label = words.with("export-names-for", &[("reason", reason.as_str())]);
        Item::new(label, Run::Names(table.clone(), reason))
    }));
    let (title, text) = (words.get("export-names"), words.get("export-names-text"));
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Looks at the names of a table, one entry after the other.
pub fn look(state: &mut State, table: Box<Table>, reason: String, effects: &mut Vec<Effect>) {
    let rest = table.kept();
    next(state, Box::new(Look { table: *table, reason, rest }), effects);
}

/// The look at an entry is on record: its names go into the table.
pub fn named(
    state: &mut State,
    mut look: Box<Look>,
    done: &Done,
    names: Vec<Revealed>,
    effects: &mut Vec<Effect>,
) {
    if let Some(entry) = look.rest.first().filter(|entry| done.subjects.contains(entry)).cloned() {
        look.rest.remove(0);
        for name in names {
            look.table.tell(&entry, &name.field, name.text.as_deref());
        }
        return next(state, look, effects);
    }
    state.complain(state.words.get("cli-misunderstood"));
}

fn next(state: &mut State, mut look: Box<Look>, effects: &mut Vec<Effect>) {
    let Some(entry) = look.rest.first() else {
        look.table.notes.retain(|note| note.key != "protected");
        look.table.notes.push(Note::new("revealed"));
        return write(state, &look.table, Format::Xlsx, effects);
    };
    let command = Command { reason: look.reason.clone(), ..Command::new(Verb::Reveal, (state.new_op)()) };
    let request = Request::Do(Box::new(command.on_subject(entry)));
    state.ask(Purpose::Names(look), request, effects);
}

/// Writes a table into the outbox.
pub fn write(state: &mut State, table: &Table, format: Format, effects: &mut Vec<Effect>) {
    let words = &state.words;
    match file(table, format, words) {
        Ok(bytes) => {
            let name = format!("{}.{}", words.table_file(table, None), format.ending());
            effects.push(Effect::WriteFile(name, bytes));
        }
        Err(fault) => {
            state.complain(state.words.with("inbox-not-written", &[("detail", fault.to_string())]));
        }
    }
}
