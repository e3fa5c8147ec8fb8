//! The row of the schedule under the cursor: its sentence, how its day is read, what is claimed of it in two
//! ways, its months, and who is missing by name.

use crate::model::row::OwedRow;
use crate::model::timetable::{Claim, TimeLine};
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::paint::put;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A line of it: how it looks, and its pieces, the last of which go first when there is no room.
struct Said {
    role: Role,
    pieces: Vec<String>,
    between: &'static str,
}

impl Said {
    fn new(role: Role, pieces: Vec<String>) -> Self {
        let pieces = pieces.into_iter().filter(|piece| !piece.trim().is_empty()).collect();
        Self { role, pieces, between: "  " }
    }

    fn one(role: Role, text: String) -> Self {
        Self::new(role, vec![text])
    }

    fn whole(&self) -> String {
        self.pieces.join(self.between)
    }

    /// As many pieces as a line holds.
    fn fitted(&self, cols: usize) -> String {
        let line = |some: usize| self.pieces[..some].join(self.between);
        let some = (1..=self.pieces.len()).rev().find(|some| text::width(&line(*some)) <= cols);
        text::fit(&line(some.unwrap_or(1.min(self.pieces.len()))), cols)
    }
}

/// Draws as much as there is room for: the head, the words of the plan, then what presses.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, line: &TimeLine) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let cols = usize::from(area.width.saturating_sub(2));
    let mut said = vec![head(state, line), Said::one(Role::Normal, line.task.work.clone())];
    if !line.months.is_empty() {
        let mut pieces = state.words.turns(&line.months, state.day());
        if let Some(first) = pieces.first_mut() {
            let lead = [state.words.get("board-turns"), state.words.get("board-colon")].concat();
            first.insert_str(0, &lead);
        }
        said.push(Said { between: " · ", ..Said::new(Role::Normal, pieces) });
    }
    said.extend(missing(state, line, usize::from(area.height)));
    said.extend(claims(state, &line.claims));
    let wrapped: Vec<Vec<String>> = said.iter().map(|one| text::wrap(&one.whole(), cols)).collect();
    let short = wrapped.iter().map(Vec::len).sum::<usize>() > usize::from(area.height);
    let lines = said.iter().zip(wrapped).flat_map(|(one, wrapped)| {
        let lines = if short { vec![one.fitted(cols)] } else { wrapped };
        lines.into_iter().map(|text| (one.role, text))
    });
    for (y, (role, text)) in (area.top()..area.bottom()).zip(lines) {
        put(buf, area.x + 1, y, area.width.saturating_sub(1), &text, state.theme.style(role));
    }
}

/// Which row, when it is due as it is read, how long that is, and how it stands.
fn head(state: &State, line: &TimeLine) -> Said {
    let (words, task) = (&state.words, &line.task);
    let due = task.due.map(|due| words.with("board-read", &[("due", words.day(due))])).unwrap_or_default();
    let papers = match task.owed {
        0 => String::new(),
        owed => {
            let counts = [("handed", task.handed.to_string()), ("owed", owed.to_string())];
            words.with("board-papers", &counts)
        }
    };
    let stands = words.line_stands(line, state.day());
    let pieces = [
        format!("{} {}", task.no, task.text),
        due,
        words.line_left(line),
        stands,
        papers,
        line.clause.clone(),
    ];
    Said::new(Role::Accent, pieces.into())
}

/// Who is missing, by name: those whose day has come with whom to ring, then those who still have time.
fn missing(state: &State, line: &TimeLine, height: usize) -> Vec<Said> {
    let (words, today) = (&state.words, state.day());
    let (due, ahead): (Vec<&OwedRow>, Vec<&OwedRow>) = line.lacking.iter().partition(|row| row.due <= today);
    let mut said = Vec::new();
    if !due.is_empty() {
        said.push(Said::one(Role::Overdue, named(state, "board-missing", &due)));
        let most = height.saturating_sub(4).max(1);
        said.extend(due.iter().take(most).map(|row| one(state, row)));
        if let Some(rest) = due.len().checked_sub(most).filter(|rest| *rest > 0) {
            said.push(Said::one(Role::Dim, words.with_n("board-more", rest as i64)));
        }
    }
    if !ahead.is_empty() {
        said.push(Said::one(Role::Normal, named(state, "board-missing-ahead", &ahead)));
    }
    said
}

/// How many units some papers are missing of, and which.
fn named(state: &State, id: &str, rows: &[&OwedRow]) -> String {
    let words = &state.words;
    let mut units: Vec<&str> = Vec::new();
    for row in rows {
        if !units.contains(&row.unit.as_str()) {
            units.push(&row.unit);
        }
    }
    [words.with_n(id, units.len() as i64), words.get("board-colon"), words.list(&units)].concat()
}

fn one(state: &State, row: &OwedRow) -> Said {
    let words = &state.words;
    let person = row.person.as_ref().map(|person| format!("{} {}", person.name, person.phone));
    let chased = row.chased.as_ref().map(|chased| words.chased(chased, state.day()));
    let pieces = vec![
        format!("  {}", row.unit),
        words.paper_named(row),
        row.receiver.clone().unwrap_or_default(),
        words.owed(row),
        person.unwrap_or_else(|| words.get("desk-nobody")),
        chased.unwrap_or_else(|| words.get("chase-never")),
    ];
    Said::new(Role::Normal, pieces)
}

/// Both sides of what nobody has settled, with the day each comes to.
fn claims(state: &State, claims: &[Claim]) -> Vec<Said> {
    let words = &state.words;
    let mut said = Vec::new();
    let mut last = "";
    for claim in claims {
        if claim.id != last {
            let text = format!("{} {} {}", words.get("mark-conflict"), claim.id, claim.about);
            said.push(Said::one(Role::Soon, text));
        }
        last = &claim.id;
        let due = claim.due.map(|due| words.with("board-read", &[("due", words.day(due))]));
        let text = format!("  {} {}", claim.clause, claim.text);
        said.push(Said::new(Role::Normal, vec![text, due.unwrap_or_default()]));
    }
    said
}
