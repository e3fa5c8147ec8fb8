//! The row of the schedule under the cursor: how it stands, its sentence, its months and papers, who is missing by
//! name, what is claimed of it in two ways. Each is said in a line, and in several where there is room.

use super::schedule_who;
use crate::i18n::Words;
use crate::model::row::OwedRow;
use crate::model::timetable::{Claim, Paper, TimeLine};
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::paint::put;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Lines that say each thing of a row once.
pub const LINES: u16 = 6;

/// Names that are told of one month.
const NAMED: usize = 3;

/// A line and how it looks.
pub type Line = (Role, String);

/// One thing that is said: in a line at most, and with room in several.
struct Part {
    short: Vec<Line>,
    /// Nothing where the line says it all.
    full: Vec<Line>,
    /// It is a list of units that may end early, saying so.
    ends: bool,
    /// Who gets the room that is left first.
    turn: u8,
}

impl Part {
    fn new(turn: u8, short: Option<Line>, full: Vec<Line>) -> Self {
        Self { short: short.into_iter().collect(), full, ends: false, turn }
    }
}

/// Draws the row: its head with what lies out of sight above and below it, then as much as there is room for.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, line: &TimeLine, fold: &Line) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let cols = usize::from(area.width.saturating_sub(2));
    head(state, buf, Rect { height: 1, ..area }, line, fold);
    let room = usize::from(area.height) - 1;
    let lines = laid(state, parts(state, line, cols, room), room);
    for (y, (role, said)) in (area.top() + 1..area.bottom()).zip(lines) {
        put(buf, area.x + 1, y, area.width.saturating_sub(1), &said, state.theme.style(role));
    }
}

/// Gives each part its line, and then its lines in turn as far as the room goes.
fn laid(state: &State, parts: Vec<Part>, room: usize) -> Vec<Line> {
    let mut left = room.saturating_sub(parts.iter().map(|part| part.short.len()).sum());
    let mut shown: Vec<Option<usize>> = vec![None; parts.len()];
    let mut turns: Vec<usize> = (0..parts.len()).collect();
    turns.sort_by_key(|at| parts[*at].turn);
    for at in turns {
        let (short, full) = (parts[at].short.len(), parts[at].full.len());
        if full == 0 {
            continue;
        }
        if full <= short + left {
            shown[at] = Some(full);
            left -= full.saturating_sub(short);
        } else if parts[at].ends && left > 2 {
            shown[at] = Some(short + left - 1);
            left = 0;
        }
    }
    let said = parts.into_iter().zip(shown).flat_map(|(part, shown)| {
        let Some(some) = shown else { return part.short };
        let rest = part.full.len() - some;
        let more = (rest > 0).then(|| (Role::Dim, state.words.with_n("board-more-units", rest as i64)));
        part.full.into_iter().take(some).chain(more).collect()
    });
    said.take(room).collect()
}

fn parts(state: &State, line: &TimeLine, cols: usize, room: usize) -> Vec<Part> {
    let words = &state.words;
    let wrapped = |role: Role, said: &str| -> Vec<Line> {
        text::wrap(said, cols).into_iter().map(|said| (role, said)).collect()
    };
    let by = words.with("board-by", &[("by", &line.task.by)]);
    let short = (Role::Normal, text::fit(&line.task.work, cols));
    let whole = [line.task.work.as_str(), &by].join("  ");
    let full = match text::width(&whole) <= cols {
        true => vec![(Role::Normal, whole)],
        false => [&line.task.work, &by].iter().flat_map(|said| wrapped(Role::Normal, said)).collect(),
    };
    let mut parts = vec![Part::new(1, Some(short), full)];
    let months: Vec<&Paper> = line.months().collect();
    if !months.is_empty() {
        let lead = [words.get("board-turns"), words.get("board-colon")].concat();
        let said = |named: usize| lead.clone() + &words.turns(&months, named, state.day()).join(" · ");
        // Who is missing is named below, too.
        let said = [NAMED, 0].map(said).into_iter().find(|said| text::width(said) <= cols).unwrap_or(said(0));
        let short = (Role::Normal, text::fit(&said, cols));
        parts.push(Part::new(2, Some(short), wrapped(Role::Normal, &said)));
    }
    parts.push(Part::new(5, None, papers(state, line, cols)));
    let (due, ahead): (Vec<&OwedRow>, Vec<&OwedRow>) =
        line.lacking.iter().partition(|row| row.due <= state.day());
    for (id, role, turn, rows) in
        [("board-missing", Role::Overdue, 3, due), ("board-missing-ahead", Role::Normal, 6, ahead)]
    {
        if !rows.is_empty() {
            let (short, each) = schedule_who::said(state, id, &rows, cols);
            let short = (role, short);
            let full = std::iter::once(short.clone()).chain(each).collect();
            parts.push(Part { ends: true, ..Part::new(turn, Some(short), full) });
        }
    }
    let left = room.saturating_sub(parts.iter().map(|part| part.short.len()).sum());
    parts.extend(unsettled(words, &line.claims, cols, left));
    parts
}

/// What nobody has settled: each question with its sides, or where there are too few lines only which there are.
fn unsettled(words: &Words, all: &[Claim], cols: usize, room: usize) -> Vec<Part> {
    let questions: Vec<&[Claim]> = all.chunk_by(|one, next| one.id == next.id).collect();
    let part =
        |short: String, full: Vec<Line>| Part::new(4, Some((Role::Soon, text::fit(&short, cols))), full);
    if questions.len() > 1.max(room) {
        return vec![part(named(words, &questions), Vec::new())];
    }
    questions.iter().map(|sides| part(question(words, sides), claims(words, sides, cols))).collect()
}

/// Which row, when it is due as it is read, how long that is, how it stands; at the end of the line what is
/// out of sight.
fn head(state: &State, buf: &mut Buffer, area: Rect, line: &TimeLine, fold: &Line) {
    let (words, task) = (&state.words, &line.task);
    let due = task.due.map(|due| words.day(due)).filter(|due| *due != task.text);
    let due = due.map(|due| words.with("board-read", &[("due", due)])).unwrap_or_default();
    let papers = match task.owed {
        0 => String::new(),
        owed => {
            let counts = [("handed", task.handed.to_string()), ("owed", owed.to_string())];
            words.with("board-papers", &counts)
        }
    };
    let pieces = [
        format!("{} {}", task.no, task.text),
        due,
        words.line_left(line),
        words.line_stands(line, state.day()),
        papers,
        line.clause.clone(),
    ];
    let theme = state.theme;
    let rule = "─".repeat(usize::from(area.width));
    put(buf, area.x, area.y, area.width, &rule, theme.style(Role::Dim));
    let said = text::fit(&fold.1, usize::from(area.width / 2));
    let taken = text::width(&said) as u16;
    if taken > 0 {
        let x = area.right().saturating_sub(taken + 3);
        put(buf, x, area.y, taken + 2, &format!(" {said} "), theme.style(fold.0));
    }
    let room = usize::from(area.width.saturating_sub(taken + 6));
    let said = format!("{} ", fitted(&pieces, room));
    put(buf, area.x, area.y, area.width, &format!(" {said}"), theme.style(Role::Accent));
}

/// As many pieces as so many columns hold, the last of which go first.
pub fn fitted(pieces: &[String], cols: usize) -> String {
    let pieces: Vec<&str> =
        pieces.iter().map(String::as_str).filter(|piece| !piece.trim().is_empty()).collect();
    let said = |some: usize| pieces[..some].join("  ").trim_end().to_owned();
    let some = (1..=pieces.len()).rev().find(|some| text::width(&said(*some)) <= cols);
    text::fit(&said(some.unwrap_or(pieces.len().min(1))), cols)
}

/// What it asks for besides its months, those that stand alike together; where it is one paper, the head says
/// the same.
fn papers(state: &State, line: &TimeLine, cols: usize) -> Vec<Line> {
    let words = &state.words;
    if line.papers.len() < 2 {
        return Vec::new();
    }
    let mut papers: Vec<Paper> = Vec::new();
    for paper in line.papers.iter().filter(|paper| paper.month.is_none()) {
        let alike = |one: &&mut Paper| {
            (one.due, one.owed, one.nil, &one.missing) == (paper.due, paper.owed, paper.nil, &paper.missing)
        };
        match papers.iter_mut().find(alike) {
            Some(one) => one.name = words.list(&[&one.name, &paper.name]),
            None => papers.push(paper.clone()),
        }
    }
    let name = papers.iter().map(|paper| text::width(&paper.name)).max().unwrap_or(0);
    let said = |paper: &Paper| (Role::Normal, words.paper_stands(paper, name, state.day(), cols));
    papers.iter().map(said).collect()
}

/// A question that nobody has settled in one line, with both its sides.
fn question(words: &Words, sides: &[Claim]) -> String {
    let said: Vec<String> = sides.iter().map(|side| format!("{} {}", side.clause, side.text)).collect();
    [about(words, &sides[0]), words.get("board-colon"), said.join(" / ")].concat()
}

fn about(words: &Words, claim: &Claim) -> String {
    format!("{} {} {}", words.get("mark-conflict"), claim.id, claim.about)
}

/// How many questions there are, and which.
fn named(words: &Words, questions: &[&[Claim]]) -> String {
    let named = questions.iter().map(|sides| format!("{} {}", sides[0].id, sides[0].about));
    let named = words.list(&named.collect::<Vec<_>>());
    [words.with_n("board-claims", questions.len() as i64), words.get("board-colon"), named].concat()
}

/// Both sides of a question line by line, with the day each comes to.
fn claims(words: &Words, sides: &[Claim], cols: usize) -> Vec<Line> {
    let side = |claim: &Claim| {
        let due = claim.due.map(|due| words.with("board-read", &[("due", words.day(due))]));
        let said = [format!("  {} {}", claim.clause, claim.text), due.unwrap_or_default()];
        (Role::Normal, fitted(&said, cols))
    };
    let head = (Role::Soon, text::fit(&about(words, &sides[0]), cols));
    std::iter::once(head).chain(sides.iter().map(side)).collect()
}
