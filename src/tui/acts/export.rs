//! Tables to hand in, written into the outbox: under the scope that is shown.

use crate::api::Request;
use crate::exchange::{Format, file};
use crate::model::paper::Wanted;
use crate::model::table::{Table, TableId};
use crate::tui::layers::Layer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{Pane, Purpose, State, Tab};

/// Asks which table; that of the list in sight stands first.
pub fn choose(state: &mut State, given: &str, effects: &mut Vec<Effect>) {
    if let Some(table) = state.words.table_called(given) {
        return export(state, table, effects);
    }
    let first = match state.tab {
        Tab::Desk(Pane::Ledger) => TableId::Ledger,
        Tab::Desk(Pane::Schedule) => TableId::Schedule,
        Tab::Desk(Pane::Units) | Tab::Status => TableId::Statistics,
        Tab::Supervision => TableId::Orders,
        Tab::Contacts => TableId::Contacts,
        _ => TableId::ProblemList,
    };
    let rest = TableId::ALL.into_iter().filter(|table| *table != first);
    let item = |table: TableId| Item::new(state.words.table_name(table), Run::Export(table));
    let items = std::iter::once(first).chain(rest).map(item).collect();
    let title = state.words.get("export-which");
    let scope = state.scope.filter();
    let text = match scope.is_empty() {
        true => String::new(),
        false => state.words.with("export-scope", &[("scope", scope)]),
    };
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// Asks for the table.
pub fn export(state: &mut State, table: TableId, effects: &mut Vec<Effect>) {
    let filter = state.scope.filter();
    state.ask(Purpose::Table, Request::Table { table, filter, wanted: Wanted::default() }, effects);
}

/// The table has come: it is written.
pub fn write(state: &mut State, table: &Table, effects: &mut Vec<Effect>) {
    let words = &state.words;
    match file(table, Format::Xlsx, words) {
        Ok(bytes) => {
            let format = Format::Xlsx.ending();
            let name = format!("{}.{format}", words.table_file(table, None));
            effects.push(Effect::WriteFile(name, bytes));
        }
        Err(fault) => {
            state.complain(state.words.with("inbox-not-written", &[("detail", fault.to_string())]));
        }
    }
}
