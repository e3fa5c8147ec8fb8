//! Who is missing in a row of the schedule: named in one line, and one by one with whom to ring.

use super::schedule_row::{Line, fitted};
use crate::i18n::Words;
use crate::model::row::OwedRow;
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use chrono::NaiveDate;

/// Columns that the papers of a unit take at least.
const PAPERS: usize = 16;

/// How many units lack something, and as many names as fit: whole ones, and that there are others.
fn named(words: &Words, id: &str, rows: &[&OwedRow], cols: usize) -> String {
    let units = units(rows);
    let lead = [words.with_n(id, units.len() as i64), words.get("board-colon")].concat();
    let line = |some: usize| {
        let names = words.list(&units[..some]);
        let names =
            if some < units.len() { words.with("papers-and-others", &[("names", names)]) } else { names };
        [lead.as_str(), &names].concat()
    };
    let said = (1..=units.len()).rev().map(line).find(|line| text::width(line) <= cols);
    said.unwrap_or_else(|| words.with_n(id, units.len() as i64))
}

fn units<'a>(rows: &[&'a OwedRow]) -> Vec<&'a str> {
    let mut units: Vec<&str> = Vec::new();
    for row in rows {
        if !units.contains(&row.unit.as_str()) {
            units.push(&row.unit);
        }
    }
    units
}

/// Who lacks something: in a line, and with room one by one. Of one unit alone the line holds all.
pub fn said(state: &State, id: &str, rows: &[&OwedRow], cols: usize) -> (String, Vec<Line>) {
    let named = named(&state.words, id, rows, cols);
    if units(rows).len() > 1 {
        return (named, each(state, rows, cols));
    }
    let [papers, stands, person, chased] = told(state, rows, cols / 2);
    let pieces = [named, papers, stands, person, chased];
    let line = fitted(&pieces, cols);
    let all = line == fitted(&pieces, usize::MAX);
    (line, if all { Vec::new() } else { each(state, rows, cols) })
}

/// A line for each unit: what it lacks, since when or until when, whom to ring, who asked last.
fn each(state: &State, rows: &[&OwedRow], cols: usize) -> Vec<Line> {
    let of = |unit: &str| rows.iter().copied().filter(|row| row.unit == unit).collect::<Vec<_>>();
    let units = units(rows);
    let lines = |room: usize| -> Vec<[String; 5]> {
        let line = |unit: &&str| {
            let [papers, stands, person, chased] = told(state, &of(unit), room);
            [format!("  {unit}"), papers, stands, person, chased]
        };
        units.iter().map(line).collect()
    };
    let widths = |lines: &[[String; 5]]| -> [usize; 5] {
        std::array::from_fn(|at| lines.iter().map(|line| text::width(&line[at])).max().unwrap_or(0))
    };
    // The papers have the room that the others leave; the last chase gives way to them.
    let [unit, _, stands, person, chased] = widths(&lines(0));
    let room = cols.saturating_sub(unit + stands + person + 6);
    let room = room.checked_sub(chased + 2).filter(|room| *room >= PAPERS).unwrap_or(room);
    let lines = lines(room);
    let widths = widths(&lines);
    let said = |line: &[String; 5]| {
        let pieces: Vec<String> =
            line.iter().zip(widths).map(|(piece, width)| text::pad(piece, width)).collect();
        (Role::Normal, fitted(&pieces, cols))
    };
    lines.iter().map(said).collect()
}

/// What a unit lacks in so many columns, since when or until when, whom to ring, who asked last.
fn told(state: &State, rows: &[&OwedRow], cols: usize) -> [String; 4] {
    let words = &state.words;
    let person = rows.iter().find_map(|row| row.person.as_ref());
    let person = person.map(|person| format!("{} {}", person.name, person.phone));
    let chased = rows.iter().filter_map(|row| row.chased.as_ref()).max_by_key(|chased| chased.on);
    [
        lacked(words, rows, cols),
        pressing(words, rows, state.day()),
        person.unwrap_or_else(|| words.get("desk-nobody")),
        chased.map_or_else(|| words.get("chase-never"), |chased| words.chased(chased, state.day())),
    ]
}

/// The papers that a unit lacks, each named once, and the section they all go to: as many as fit.
fn lacked(words: &Words, rows: &[&OwedRow], cols: usize) -> String {
    let to = |row: &OwedRow| row.receiver.as_ref().map(|receiver| format!("→{receiver}")).unwrap_or_default();
    let same = rows.iter().all(|row| row.receiver == rows[0].receiver);
    let mut papers: Vec<String> = Vec::new();
    for row in rows {
        let paper = words.paper_named(row) + &if same { String::new() } else { to(row) };
        if !papers.contains(&paper) {
            papers.push(paper);
        }
    }
    let after = rows.first().filter(|_| same).map(|row| to(row)).unwrap_or_default();
    let all = papers.len();
    let line = |some: usize| match some {
        _ if some == all => words.list(&papers) + &after,
        0 => words.with_n("chase-papers", all as i64) + &after,
        _ => {
            let args = [("names", words.list(&papers[..some])), ("n", all.to_string())];
            words.with("board-and-papers", &args) + &after
        }
    };
    (0..=all).rev().map(line).find(|line| text::width(line) <= cols).unwrap_or_else(|| line(0))
}

/// What is worst among the papers of a unit: how late it is, or how long the first has left.
fn pressing(words: &Words, rows: &[&OwedRow], today: NaiveDate) -> String {
    let Some(worst) = rows.iter().max_by_key(|row| (row.late_days, std::cmp::Reverse(row.due))) else {
        return String::new();
    };
    match worst.late_days {
        Some(late) if worst.state == "missing" => words.with("line-late", &[("n", late.to_string())]),
        _ if worst.due > today => words.days_left((worst.due - today).num_days()),
        _ => words.owed(worst),
    }
}
