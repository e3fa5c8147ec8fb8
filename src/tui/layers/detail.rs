//! A record with everything about it, as lines to read.

use super::reading::Line;
use crate::api::answer::{Card, FactLine};
use crate::i18n::{FactText, Words};
use crate::model::field::{Field, Group};
use crate::model::record::Record;
use crate::model::row::MeasureRow;
use crate::model::value::Value;
use crate::text;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::popup;
use crate::tui::widgets::paint::{put, put_fit};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A record opened.
#[derive(Debug, Clone, Default)]
pub struct Detail {
    /// What was asked for.
    pub what: String,
    pub card: Option<Card>,
    /// The first line in sight.
    pub top: usize,
}

impl Detail {
    /// Scrolls by so many lines.
    pub fn step(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(400);
    }

    /// Draws it over `room`.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let title = format!("{} {}", state.words.get("pane-detail"), self.what);
        let title = state.heading(title, &self.what);
        let inner = popup(buf, room, &title, state.theme);
        let area = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let lines = self.card.as_ref().map(|card| lines(card, &state.words, state.day())).unwrap_or_default();
        draw_lines(buf, area, &lines, self.top, state);
        Some(Position::new(area.x, area.y))
    }
}

/// Draws lines with their leads in a column of their own, wrapped, from line `top` on.
pub fn draw_lines(buf: &mut Buffer, area: Rect, lines: &[Line], top: usize, state: &State) {
    let lead = lines.iter().map(|line| text::width(&line.lead)).max().unwrap_or(0) as u16 + 1;
    let lead = lead.min(area.width * 2 / 5);
    let cols = area.width.saturating_sub(lead).max(2) as usize;
    let mut all: Vec<(&str, Role, String)> = Vec::new();
    for line in lines {
        for (n, piece) in text::wrap(&line.text, cols).into_iter().enumerate() {
            all.push((if n == 0 { &line.lead } else { "" }, line.role, piece));
        }
    }
    let top = top.min(all.len().saturating_sub(area.height as usize));
    for (y, (label, role, piece)) in (area.top()..area.bottom()).zip(all.iter().skip(top)) {
        put_fit(buf, area.x, y, lead, label, state.theme.style(Role::Dim));
        put(buf, area.x + lead, y, area.width - lead, piece, state.theme.style(*role));
    }
}

/// Everything about a record.
pub fn lines(card: &Card, words: &Words, day: NaiveDate) -> Vec<Line> {
    let mut lines = summary(card, words, day);
    let record = &card.record;
    if card.row.is_some() {
        section(&mut lines, words.get("pane-ledger"));
        if card.measures.is_empty() {
            lines.push(Line { text: words.get("desk-no-measures"), role: Role::Dim, ..Line::default() });
        }
    }
    lines.extend(card.measures.iter().map(|measure| measure_line(measure, words)));
    let groups = [
        (Group::Extension, "extensions"),
        (Group::Chase, "chases"),
        (Group::Progress, "progress"),
        (Group::Note, "notes"),
        (Group::Evidence, "evidence"),
        (Group::Rework, "rework"),
        (Group::Bounce, "bounces"),
        (Group::Round, "rounds"),
        (Group::Cell, "figures"),
        (Group::HandIn, "hand-ins"),
    ];
    for (group, title) in groups {
        let parts = record.parts(group);
        if parts.is_empty() {
            continue;
        }
        section(&mut lines, words.get(&format!("desk-{title}")));
        lines.extend(parts.into_iter().map(|part| match group {
            Group::Extension => extension_line(record, part, words, day),
            Group::Cell => figure_line(record, part, words),
            _ => part_line(record, group, part, words),
        }));
    }
    if !card.contacts.is_empty() {
        section(&mut lines, words.tab(9));
        for person in card.contacts.iter().take(6) {
            let role = words.code(Field::ContactRole, &person.role);
            let text = [&person.name, &person.phone, &role, &person.post, &person.unit].map(String::as_str);
            lines.push(Line { text: text.join(" "), ..Line::default() });
        }
    }
    if !card.history.is_empty() {
        section(&mut lines, words.get("desk-history"));
        for fact in card.history.iter().rev().take(3) {
            let told = fact_text(fact, words, day);
            let body = [told.who.as_str(), &told.act, &told.body].join(" ");
            lines.push(Line { lead: told.on, text: body, ..Line::default() });
        }
    }
    lines
}

/// The record itself: what stands in its fields, the deadline with the one it had at first.
pub fn summary(card: &Card, words: &Words, day: NaiveDate) -> Vec<Line> {
    let record = &card.record;
    let mut lines = Vec::new();
    if let Some(row) = &card.row {
        let state = words.state_and_marks(row);
        let role = if row.overdue { Role::Overdue } else { Role::Heading };
        lines.push(Line { lead: words.field(Field::State), text: state, role, ..Line::default() });
        if let Some(with) = &row.with {
            let text = words.with_days(with, row.with_days);
            lines.push(Line { lead: words.get("col-with"), text, ..Line::default() });
        }
    }
    for (cell, value) in record.cells.iter().filter(|(cell, _)| cell.part == 0) {
        if HIDDEN.contains(&cell.field) {
            continue;
        }
        let named = named(card, cell.field, value);
        let mut text = words.value(cell.field, value, named.as_deref());
        if cell.field == Field::Deadline {
            let original = record.deadline(Field::OriginalDeadline).and_then(|d| d.due);
            let now = record.deadline(Field::Deadline).and_then(|d| d.due);
            if let Some(original) = original.filter(|original| Some(*original) != now) {
                text =
                    words.with("desk-originally", &[("now", &text), ("was", &words.day_near(original, day))]);
            }
        }
        lines.push(Line { lead: words.field(cell.field), text, ..Line::default() });
    }
    lines
}

/// Fields that are said elsewhere, or only keep the books.
const HIDDEN: [Field; 10] = [
    Field::State,
    Field::NoSeq,
    Field::NoUnit,
    Field::Round,
    Field::MovedOn,
    Field::RouteGap,
    Field::OriginalDeadline,
    Field::Order,
    Field::No,
    Field::Returned,
];

/// What the office calls a value: the name of the unit, the words of the category and item.
fn named(card: &Card, field: Field, value: &Value) -> Option<String> {
    let name = |id: &u32| card.names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
    match (field, value) {
        (Field::Doc, _) => card.entry.as_ref().map(|entry| entry.title.clone()),
        (Field::Category, _) if !card.category_name.is_empty() => Some(card.category_name.clone()),
        (Field::Item, Value::Code(code)) if !card.item_text.is_empty() => {
            Some(format!("{code} {}", card.item_text))
        }
        (_, Value::Code(_)) => {
            let told = card.history.iter().rev().flat_map(|line| &line.words);
            told.filter(|change| change.field == field.code() && change.part == 0)
                .find_map(|change| change.new.clone())
        }
        (_, Value::Ref(id)) => name(id),
        (_, Value::Refs(ids)) => Some(ids.iter().filter_map(name).collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

fn section(lines: &mut Vec<Line>, title: String) {
    lines.push(Line::default());
    lines.push(Line { lead: title, role: Role::Heading, ..Line::default() });
}

/// One measure in a line.
pub fn measure_line(measure: &MeasureRow, words: &Words) -> Line {
    let due = measure.deadline.as_ref().map(|due| words.deadline(due)).unwrap_or_default();
    let done = match (measure.done, measure.done_on) {
        (true, Some(day)) => format!("{} {}", words.field(Field::Done), words.day_short(day)),
        (true, None) => words.field(Field::Done),
        (false, _) => words.get("desk-under-way"),
    };
    let parts = [measure.action.as_str(), &measure.goal, &measure.person, &due, &done];
    let text = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ");
    let role = if measure.done { Role::Done } else { Role::Normal };
    Line { lead: measure.part.to_string(), text, role, run: None }
}

/// One part of a group in a line, its values in their order.
fn part_line(record: &Record, group: Group, part: u16, words: &Words) -> Line {
    let cells = record.cells.iter().filter(|(cell, _)| cell.part == part && cell.field.group() == group);
    let told = cells
        .map(|(cell, value)| format!("{} {}", words.field(cell.field), words.value(cell.field, value, None)));
    Line { lead: part.to_string(), text: told.collect::<Vec<_>>().join("  "), ..Line::default() }
}

/// A figure of a paper: what it counts, how many; what the books said where that differed, and why.
fn figure_line(record: &Record, part: u16, words: &Words) -> Line {
    let int = |field: Field| match record.part(field, part) {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    };
    let count = int(Field::Count).unwrap_or(0);
    let mut text = count.to_string();
    if let Some(computed) = int(Field::Computed).filter(|computed| *computed != count) {
        let why = record.text_of(Field::CountWhy, part);
        text = format!("{text}  {} {computed}  {why}", words.field(Field::Computed));
    }
    Line { lead: words.cell(record.text_of(Field::CellKey, part)), text, ..Line::default() }
}

/// An extension: from when to when, asked by whom and why, what was decided.
fn extension_line(record: &Record, part: u16, words: &Words, day: NaiveDate) -> Line {
    let due = |field| record.deadline_of(field, part).map(|due| words.deadline(due)).unwrap_or_default();
    let on = |field| record.day_of(field, part).map(|on| words.day_near(on, day)).unwrap_or_default();
    let text = |field| record.text_of(field, part).to_owned();
    let decision = words.code(Field::Decision, &text(Field::Decision));
    let asked = [on(Field::AskedOn), text(Field::AskedBy), text(Field::ExtendReason)].join(" ");
    let decided =
        [decision, on(Field::DecidedOn), text(Field::DecidedBy), text(Field::DecisionPaper)].join(" ");
    let text = format!(
        "{} → {}  {}  {}",
        due(Field::ExtendFrom),
        due(Field::ExtendTo),
        asked.trim(),
        decided.trim()
    );
    Line { lead: part.to_string(), text, ..Line::default() }
}

/// A fact in words.
pub fn fact_text(line: &FactLine, words: &Words, day: NaiveDate) -> FactText {
    words.fact(&line.fact, &line.actor, &line.party, day, |field, part| {
        let told = line.words.iter().find(|change| change.field == field && change.part == part);
        told.map_or((None, None), |change| (change.old.as_deref(), change.new.as_deref()))
    })
}
