//! What can be said of what a unit handed in, as receipt and as notice to mend it.

use super::issue;
use super::values::{Entry, Values, count, day, entry, number, text};
use crate::books::owed::{Owed, key_of};
use crate::model::field::{Field, Group};
use crate::model::hand_in::{HandIn, Taken};
use crate::model::letter::{Line, Piece};
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::office::query::Desk;
use crate::office::{lines, owed};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// Working days within which what goes back is to come again, where nobody says.
const AGAIN: usize = 3;

/// What a file came to.
pub fn of_file(desk: &Desk<'_>, hand_in: &HandIn) -> Values {
    let mut values = Values::default();
    let unit = desk.books.units_called(&hand_in.unit).first().copied();
    values.put("unit", issue::unit(desk, unit));
    if unit.is_none() {
        values.put("unit", text(&hand_in.unit));
    }
    values.put("paper_name", text(&hand_in.paper));
    values.put("file", text(&hand_in.file));
    values.put("received_on", day(hand_in.received_on));
    values.put("filled_by", text(&hand_in.filled_by));
    values.put("checked_by", text(&hand_in.checked_by));
    values.put("again_by", day(hand_in.again_by.or_else(|| again_by(desk))));
    counted(desk, &mut values, hand_in);
    values
}

/// A paper that is in the books: its issues are those that came with its file, or where it names none, those
/// of the unit that its figures count.
pub fn of_record(desk: &Desk<'_>, record: &Record) -> Result<Values, Refusal> {
    let key = key_of(record);
    let owed = desk.books.owed().into_iter().find(|owed| owed.key == key);
    let name = desk.books.paper_name(&key);
    let history = lines::history(desk, Some(name), None, None, 0)?;
    let handed = |line: &&crate::api::answer::FactLine| matches!(line.fact.verb, Verb::HandIn | Verb::Nil);
    let file = history.iter().rev().find(handed).map_or("", |line| line.fact.paper.as_str()).to_owned();
    let taken = taken(desk, key.unit, &file, owed.as_ref(), record);
    let hand_in = HandIn {
        unit: desk.books.unit(key.unit).map_or("", |unit| unit.text(Field::Code)).to_owned(),
        paper: desk.books.doc_name(&key.doc),
        file,
        received_on: record.day(Field::TakenOn).or(record.day(Field::HandedOn)),
        filled_by: record.text(Field::Filler).to_owned(),
        checked_by: record.text(Field::Reviewer).to_owned(),
        taken,
        ..HandIn::default()
    };
    let mut values = of_file(desk, &hand_in);
    if let Ok(first) = NaiveDate::parse_from_str(&format!("{}-01", key.period), "%Y-%m-%d") {
        values.put("period", vec![Piece::Month(first)]);
        values.put("paper_name", [vec![Piece::Month(first)], text(&hand_in.paper)].concat());
    }
    values.put("stamped_on", day(record.day(Field::StampedOn)));
    values.put("receiver", issue::unit(desk, Some(key.receiver)));
    if let Some(owed) = &owed {
        // What is past is not asked for by that day.
        values.put("due", day(Some(owed.due).filter(|due| *due >= desk.asker.today)));
        values.put("late_days", owed::late_days(desk, owed, Some(record)).map_or_else(Line::new, count));
    }
    let back = record.parts(Group::HandIn).into_iter().rev();
    let back = back.map(|part| record.text_of(Field::BackReason, part)).find(|reason| !reason.is_empty());
    if record.text(Field::Status) == "back" {
        values.put("back_reason", text(back.unwrap_or_default()));
    }
    let none = |part: &u16| matches!(record.part(Field::Count, *part), Some(Value::Int(0)));
    let cells = record.parts(Group::Cell).into_iter().filter(|part| key.period.is_empty() && none(part));
    let nil =
        cells.map(|part| entry([("category", issue::category(desk, record.text_of(Field::CellKey, part)))]));
    values.list("nil", nil);
    Ok(values)
}

fn taken(desk: &Desk<'_>, unit: u32, file: &str, owed: Option<&Owed>, record: &Record) -> Vec<Taken> {
    let units: BTreeSet<u32> = desk.books.with_below(unit).into_iter().collect();
    let of_unit = desk.books.rows().filter(|row| units.contains(&u32::from(desk.books.sheet.unit[*row])));
    let rows: Vec<_> = of_unit.map(|row| desk.books.issue_row(row, &desk.asker)).collect();
    let came_with =
        |row: &&crate::model::row::IssueRow| !file.is_empty() && row.file.as_deref() == Some(file);
    let counts = |row: &&crate::model::row::IssueRow| {
        let Some(owed) = owed.filter(|owed| owed.key.period.is_empty()) else { return false };
        let of_section =
            owed.key.receiver != 0 && desk.books.sheet.lead[row.id as usize - 1] == owed.key.receiver as u16;
        (owed.cells.contains(&row.category) || of_section)
            && row.state.is_counted()
            && row.found_on.is_none_or(|found| record.day(Field::HandedOn).is_none_or(|on| found <= on))
    };
    let mut mine: Vec<_> = rows.iter().filter(came_with).collect();
    if mine.is_empty() {
        mine = rows.iter().filter(counts).collect();
    }
    let row = |row: &crate::model::row::IssueRow| Taken {
        row: row.file_row.clone().unwrap_or_default(),
        no: row.no.clone().unwrap_or_default(),
    };
    let mut taken: Vec<Taken> = mine.into_iter().filter(|row| row.no.is_some()).map(row).collect();
    taken.sort_by(|a, b| a.no.cmp(&b.no));
    taken
}

/// The lists and their sums.
fn counted(desk: &Desk<'_>, values: &mut Values, hand_in: &HandIn) {
    let rows: Vec<(usize, &Taken)> = hand_in
        .taken
        .iter()
        .filter_map(|taken| Some((desk.books.issue_called(&taken.no)? as usize - 1, taken)))
        .filter(|(row, _)| desk.books.sees_issue(*row as u32 + 1))
        .collect();
    let mut listed = issue::listed(desk, rows.iter().map(|(row, _)| *row));
    for (entry, (_, taken)) in listed.iter_mut().zip(&rows) {
        entry.insert("row", text(&taken.row));
    }
    for (name, entry) in [("first_no", listed.first()), ("last_no", listed.last())] {
        values.put(name, entry.and_then(|entry| entry.get("no").cloned()).unwrap_or_default());
    }
    values.put("taken_n", number(listed.len()));
    values.list("classes", classes(desk, rows.iter().map(|(row, _)| *row)));
    values.list("taken", listed);
    values.list("nil", hand_in.nil.iter().map(|class| entry([("category", text(class))])));
    let why = |refusals: &[Refusal]| -> Line {
        let mut line = Line::new();
        for (at, refusal) in refusals.iter().enumerate() {
            line.extend((at > 0).then(|| Piece::Text("\n".to_owned())));
            line.push(Piece::Why(Box::new(refusal.clone())));
        }
        line
    };
    let back = hand_in.back.iter().map(|back| {
        entry([
            ("row", text(&back.row)),
            ("no", text(&back.no)),
            ("title", text(&back.title)),
            ("why", why(&back.why)),
        ])
    });
    values.put("back_n", number(hand_in.back.len()));
    values.list("back", back);
}

/// How many issues of each class, in the plan's order.
fn classes(desk: &Desk<'_>, rows: impl Iterator<Item = usize>) -> Vec<Entry> {
    let rows: Vec<usize> = rows.collect();
    let categories = desk.books.pack.iter().flat_map(|pack| &pack.categories);
    let of = |category: &crate::pack::Category| {
        let code = desk.books.sheet.codes.known(&category.id);
        let n = rows.iter().filter(|row| Some(desk.books.sheet.category[**row]) == code).count();
        (n > 0).then(|| entry([("category", text(&category.short)), ("taken", number(n))]))
    };
    categories.filter_map(of).collect()
}

/// Some working days from now.
fn again_by(desk: &Desk<'_>) -> Option<NaiveDate> {
    working_day(desk, AGAIN)
}

/// The so-many-th working day after today.
pub fn working_day(desk: &Desk<'_>, n: usize) -> Option<NaiveDate> {
    let days = (1..=40).filter_map(|ahead| desk.asker.today.checked_add_days(Days::new(ahead)));
    days.filter(|day| desk.books.calendar.is_working(*day)).nth(n.saturating_sub(1))
}
