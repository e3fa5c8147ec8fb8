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

/// A line of it: how it looks, what it says, and how many lines it may take when room is short.
struct Said {
    role: Role,
    text: String,
    least: usize,
}

/// Draws as much as there is room for: the head, then what presses, then the words of the plan.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, line: &TimeLine) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let cols = usize::from(area.width.saturating_sub(2));
    let mut said = vec![head(state, line)];
    said.push(Said { role: Role::Normal, text: line.task.work.clone(), least: 1 });
    if !line.months.is_empty() {
        let strip = state.words.turns(&line.months, state.day());
        said.push(Said {
            role: Role::Normal,
            text: [state.words.get("board-turns"), state.words.get("board-colon"), strip].concat(),
            least: 1,
        });
    }
    said.extend(missing(state, line, usize::from(area.height)));
    said.extend(claims(state, &line.claims));
    let whole: usize = said.iter().map(|one| text::wrap(&one.text, cols).len()).sum();
    let short = whole > usize::from(area.height);
    let mut y = area.y;
    for one in &said {
        let lines = text::wrap(&one.text, cols);
        let kept = if short { one.least.min(lines.len()) } else { lines.len() };
        for (n, text) in lines.iter().take(kept).enumerate() {
            if y >= area.bottom() {
                return;
            }
            let cut = n + 1 == kept && kept < lines.len();
            let shown = if cut { text::fit(&format!("{text}……"), cols) } else { text.clone() };
            put(buf, area.x + 1, y, area.width.saturating_sub(1), &shown, state.theme.style(one.role));
            y += 1;
        }
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
    let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.trim().is_empty()).collect();
    Said { role: Role::Accent, text: pieces.join("  "), least: 1 }
}

/// Who is missing, by name: those whose day has come with whom to ring, then those who still have time.
fn missing(state: &State, line: &TimeLine, height: usize) -> Vec<Said> {
    let (words, today) = (&state.words, state.day());
    let (due, ahead): (Vec<&OwedRow>, Vec<&OwedRow>) = line.lacking.iter().partition(|row| row.due <= today);
    let mut said = Vec::new();
    if !due.is_empty() {
        said.push(Said { role: Role::Overdue, text: named(state, "board-missing", &due), least: 1 });
        let most = height.saturating_sub(4).max(1);
        said.extend(due.iter().take(most).map(|row| one(state, row)));
        if let Some(rest) = due.len().checked_sub(most).filter(|rest| *rest > 0) {
            let text = words.with_n("board-more", rest as i64);
            said.push(Said { role: Role::Dim, text, least: 1 });
        }
    }
    if !ahead.is_empty() {
        said.push(Said { role: Role::Normal, text: named(state, "board-missing-ahead", &ahead), least: 1 });
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
    let pieces = [
        Some(row.unit.clone()),
        Some(words.paper_named(row)),
        row.receiver.clone(),
        Some(words.owed(row)),
        Some(person.unwrap_or_else(|| words.get("desk-nobody"))),
        Some(chased.unwrap_or_else(|| words.get("chase-never"))),
    ];
    let text = pieces.into_iter().flatten().filter(|piece| !piece.trim().is_empty()).collect::<Vec<_>>();
    Said { role: Role::Normal, text: format!("  {}", text.join("  ")), least: 1 }
}

/// Both sides of what nobody has settled, with the day each comes to.
fn claims(state: &State, claims: &[Claim]) -> Vec<Said> {
    let words = &state.words;
    let mut said = Vec::new();
    let mut last = "";
    for claim in claims {
        if claim.id != last {
            let text = format!("{} {} {}", words.get("mark-conflict"), claim.id, claim.about);
            said.push(Said { role: Role::Soon, text, least: 1 });
        }
        last = &claim.id;
        let due = claim.due.map(|due| words.with("board-read", &[("due", words.day(due))]));
        let text = format!("  {} {}  {}", claim.clause, claim.text, due.unwrap_or_default());
        said.push(Said { role: Role::Normal, text: text.trim_end().to_owned(), least: 1 });
    }
    said
}
