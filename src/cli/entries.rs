//! Entries of registers as rows of a list.

use super::course::plain;
use super::listing::Row;
use super::table::{Cell, Head};
use crate::i18n::percent;
use crate::i18n::{Counted, Words};
use crate::model::doctor::Evaluation;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::row::{EntryRow, OwedRow};
use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The registers by what `list` calls them.
pub const REGISTERS: [(&str, Kind); 11] = [
    ("intakes", Kind::Intake),
    ("clues", Kind::Clue),
    ("orders", Kind::Order),
    ("transfers", Kind::Transfer),
    ("outcomes", Kind::Outcome),
    ("requests", Kind::Task),
    ("inspections", Kind::Inspection),
    ("publicity", Kind::Publicity),
    ("meetings", Kind::Meeting),
    ("rulings", Kind::Ruling),
    ("locks", Kind::Lock),
];

/// An entry in front of the door: with the words of its status.
pub struct Line {
    pub row: EntryRow,
    pub status_label: String,
}

impl Line {
    /// An entry with its words.
    pub fn new(row: EntryRow, words: &Words) -> Self {
        let status_label = words.code(Field::Status, &row.status);
        Self { row, status_label }
    }
}

impl Serialize for Line {
    /// The row's own keys, then every other field by its code; what is protected is `null`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let row = &self.row;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("no", &row.no)?;
        map.serialize_entry("kind", row.kind.code())?;
        map.serialize_entry("status", &row.status)?;
        map.serialize_entry("status_label", &self.status_label)?;
        map.serialize_entry("unit", &row.unit)?;
        map.serialize_entry("title", &row.title)?;
        map.serialize_entry("on", &row.on)?;
        map.serialize_entry("due", &row.due)?;
        map.serialize_entry("late", &row.late)?;
        map.serialize_entry("issues", &row.issues)?;
        map.serialize_entry("papers", &row.papers)?;
        const SAID: [Field; 6] =
            [Field::No, Field::Status, Field::Unit, Field::Title, Field::Issues, Field::Papers];
        for cell in row.cells.iter().filter(|cell| !SAID.contains(&cell.field)) {
            map.serialize_entry(cell.field.code(), &plain(Some(&cell.value), cell.named.as_deref()))?;
        }
        map.end()
    }
}

impl Row for Line {
    const KIND: &'static str = "entries";
    const COUNTED: Counted = Counted::Entry;
    const KEYS: &'static [&'static str] =
        &["no", "kind", "status", "status_label", "unit", "title", "on", "due", "late", "issues", "papers"];

    fn heads(words: &Words) -> Vec<Head> {
        let head = |id: &str| Head::new(words.get(&format!("col-{id}")));
        vec![
            head("no"),
            head("day"),
            head("unit").least(6).spare(),
            head("text").least(16),
            head("linked").least(6).spare(),
            Head::number(words.get("col-due")),
            head("status"),
        ]
    }

    fn cells(&self, words: &Words, today: NaiveDate) -> Vec<Cell> {
        let row = &self.row;
        let day = |day: Option<NaiveDate>| day.map(|day| words.day_near(day, today)).unwrap_or_default();
        let linked: Vec<&str> = row.issues.iter().chain(&row.papers).map(String::as_str).collect();
        vec![
            row.no.clone().into(),
            day(row.on).into(),
            row.unit.clone().into(),
            row.title.clone().into(),
            linked.join(" ").into(),
            Cell::bad(day(row.due), row.late),
            self.status_label.clone().into(),
        ]
    }
}

impl Row for OwedRow {
    const KIND: &'static str = "submissions";
    const COUNTED: Counted = Counted::Paper;
    const KEYS: &'static [&'static str] = &[
        "name",
        "doc",
        "paper",
        "row",
        "period",
        "unit",
        "unit_code",
        "receiver",
        "due",
        "state",
        "n",
        "on",
        "electronic",
        "stamped",
        "taken_on",
        "late_days",
        "returned",
    ];

    fn heads(words: &Words) -> Vec<Head> {
        let head = |id: &str| Head::new(words.get(&format!("col-{id}")));
        vec![
            head("unit").least(6),
            head("paper").least(10),
            head("receiver").least(6).spare(),
            Head::number(words.get("col-due")),
            head("handed"),
            head("person-name").spare(),
            head("phone").spare(),
        ]
    }

    fn cells(&self, words: &Words, today: NaiveDate) -> Vec<Cell> {
        let paper =
            self.period.as_ref().map_or_else(|| self.paper.clone(), |p| format!("{p} {}", self.paper));
        let person = |of: fn(&crate::model::row::PersonRow) -> &String| {
            self.person.as_ref().map(of).cloned().unwrap_or_default()
        };
        vec![
            self.unit.clone().into(),
            paper.into(),
            self.receiver.clone().unwrap_or_default().into(),
            words.day_near(self.due, today).into(),
            Cell::bad(words.owed(self), matches!(self.state.as_str(), "missing" | "back")),
            person(|person| &person.name).into(),
            person(|person| &person.phone).into(),
        ]
    }
}

impl Row for Evaluation {
    const KIND: &'static str = "evaluation";
    const COUNTED: Counted = Counted::Unit;
    const KEYS: &'static [&'static str] = &[
        "unit",
        "unit_code",
        "owed",
        "handed",
        "late",
        "missing",
        "returned",
        "issues",
        "rectified",
        "overdue",
        "listed",
    ];

    fn heads(words: &Words) -> Vec<Head> {
        let mut heads = vec![Head::new(words.get("col-unit"))];
        let of =
            ["owed", "in", "late", "missing", "back", "issues", "rectified", "rate", "overdue", "listed"];
        heads.extend(of.map(|id| Head::number(words.get(&format!("eval-{id}")))));
        heads
    }

    fn cells(&self, _: &Words, _: NaiveDate) -> Vec<Cell> {
        let rate = percent(u64::from(self.rectified), u64::from(self.issues), 2);
        let counts =
            [self.owed, self.handed, self.late, self.missing, self.returned, self.issues, self.rectified];
        let mut cells: Vec<Cell> = vec![self.unit.clone().into()];
        cells.extend(counts.map(Cell::from));
        cells.push(rate.into());
        cells.push(Cell::bad(self.overdue.to_string(), self.overdue > 0));
        cells.push(self.listed.into());
        cells
    }
}
