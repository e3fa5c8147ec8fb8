//! Rows copied from a table, entered one after the other through the quick entry.

use super::verbs;
use crate::tui::msg::Effect;
use crate::tui::state::State;

/// Rows taken from one paste.
const MOST: usize = 500;

/// Takes the rows of a paste in and opens the first.
pub fn start(state: &mut State, text: &str, effects: &mut Vec<Effect>) {
    let rows = text.lines().map(line).filter(|line| !line.is_empty());
    state.pasted = rows.take(MOST).collect();
    state.pasted_of = state.pasted.len();
    next(state, effects);
}

/// One row as a line of the quick entry: its cells with blanks between them.
fn line(row: &str) -> String {
    let cells = row.split('\t').map(|cell| crate::text::clean(cell.trim().trim_matches('"')));
    let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
    cells.join(" ")
}

/// Opens the quick entry on the next row, if one is left; true when it did.
pub fn next(state: &mut State, effects: &mut Vec<Effect>) -> bool {
    let Some(line) = state.pasted.pop_front() else { return false };
    let (n, of) = (state.pasted_of - state.pasted.len(), state.pasted_of);
    verbs::new_entry(state, &line, effects);
    state.say(state.words.with("desk-pasted-row", &[("n", n.to_string()), ("of", of.to_string())]));
    true
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_row_is_a_line_of_quick_entry() {
        assert_eq!(line("3\t天元区\t\"示例三小\"\t 家教 \t\t26人"), "3 天元区 示例三小 家教 26人");
        assert_eq!(line("\t\t"), "");
    }
}
