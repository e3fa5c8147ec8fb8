//! How each kind of row looks in a list.

use super::listing::Row;
use super::table::{Cell, Head};
use crate::i18n::{Counted, Words};
use crate::model::field::Field;
use crate::model::row::{Hit, IssueRow, MeasureRow, MemberRow, PersonRow, TaskRow, UnitRow};
use chrono::NaiveDate;

fn head(words: &Words, id: &str) -> Head {
    Head::new(words.get(&format!("col-{id}")))
}

fn number(words: &Words, id: &str) -> Head {
    Head::number(words.get(&format!("col-{id}")))
}

/// The number of an issue, or its internal one while it has none.
pub fn name_of(row: &IssueRow) -> String {
    row.no.clone().unwrap_or_else(|| format!("#{}", row.id))
}

impl Row for IssueRow {
    const KIND: &'static str = "issues";
    const COUNTED: Counted = Counted::Issue;
    const KEYS: &'static [&'static str] = &[
        "no",
        "unit",
        "unit_code",
        "place",
        "stage",
        "category",
        "item",
        "title",
        "state",
        "state_label",
        "round",
        "lead",
        "co",
        "source",
        "type",
        "found_on",
        "reported_on",
        "assigned_on",
        "deadline",
        "deadline_text",
        "original_deadline",
        "days_left",
        "overdue",
        "soon",
        "standing",
        "listed",
        "extensions",
        "returned",
        "persons",
        "students",
        "amount_fen",
        "refunded_fen",
        "with",
        "with_days",
        "claimed_on",
        "closed_on",
        "late_days",
        "file",
        "file_row",
        "changed_seq",
        "id",
        "next",
        "backfilled",
    ];

    fn heads(words: &Words) -> Vec<Head> {
        vec![
            head(words, "no"),
            head(words, "unit").least(8).spare(),
            head(words, "place").least(12),
            head(words, "category"),
            head(words, "title").least(14),
            head(words, "with").least(8).spare(),
            number(words, "deadline"),
            head(words, "state"),
        ]
    }

    fn cells(&self, words: &Words, today: NaiveDate) -> Vec<Cell> {
        let with = self.with.as_deref().map_or_else(String::new, |who| words.with_days(who, self.with_days));
        let deadline = self.deadline.map(|day| words.day_near(day, today));
        vec![
            name_of(self).into(),
            self.unit.clone().into(),
            self.place.clone().into(),
            self.item.clone().unwrap_or_else(|| self.category.clone()).into(),
            self.title.clone().into(),
            with.into(),
            deadline.or_else(|| self.deadline_text.clone()).unwrap_or_default().into(),
            Cell::bad(words.state_and_marks(self), self.overdue),
        ]
    }
}

impl Row for MeasureRow {
    const KIND: &'static str = "ledger";
    const COUNTED: Counted = Counted::Ledger;
    const KEYS: &'static [&'static str] =
        &["no", "part", "goal", "action", "leader", "person", "deadline", "done", "done_on"];

    fn heads(words: &Words) -> Vec<Head> {
        vec![
            head(words, "no"),
            number(words, "part"),
            head(words, "action").least(16),
            head(words, "goal").least(8).spare(),
            head(words, "leader").least(6).spare(),
            head(words, "person").least(6),
            head(words, "deadline").least(10),
            head(words, "done"),
        ]
    }

    fn cells(&self, words: &Words, today: NaiveDate) -> Vec<Cell> {
        let done = match (self.done, self.done_on) {
            (true, Some(day)) => words.day_near(day, today),
            (done, _) => words.yes_no(done),
        };
        vec![
            self.no.clone().unwrap_or_default().into(),
            self.part.into(),
            self.action.clone().into(),
            self.goal.clone().into(),
            self.leader.clone().into(),
            self.person.clone().into(),
            self.deadline.as_ref().map(|deadline| words.deadline(deadline)).unwrap_or_default().into(),
            done.into(),
        ]
    }
}

impl Row for UnitRow {
    const KIND: &'static str = "units";
    const COUNTED: Counted = Counted::Unit;
    const KEYS: &'static [&'static str] =
        &["id", "code", "name", "short", "kind", "depth", "parent", "issues", "open", "overdue", "people"];

    fn heads(words: &Words) -> Vec<Head> {
        vec![
            head(words, "code"),
            head(words, "name").least(12),
            head(words, "short").least(6).spare(),
            number(words, "issues"),
            number(words, "open"),
            number(words, "overdue"),
            number(words, "people"),
        ]
    }

    fn cells(&self, _: &Words, _: NaiveDate) -> Vec<Cell> {
        vec![
            self.code.clone().into(),
            format!("{}{}", "  ".repeat(usize::from(self.depth)), self.name).into(),
            self.short.clone().into(),
            self.issues.into(),
            self.open.into(),
            Cell::bad(self.overdue.to_string(), self.overdue > 0),
            self.people.into(),
        ]
    }
}

impl Row for PersonRow {
    const KIND: &'static str = "contacts";
    const COUNTED: Counted = Counted::Contact;
    const KEYS: &'static [&'static str] = &["id", "unit", "name", "post", "phone", "role", "printed_no"];

    fn heads(words: &Words) -> Vec<Head> {
        ["person-name", "post", "unit", "phone", "role"].map(|id| head(words, id)).to_vec()
    }

    fn cells(&self, words: &Words, _: NaiveDate) -> Vec<Cell> {
        vec![
            self.name.clone().into(),
            self.post.clone().into(),
            self.unit.clone().into(),
            self.phone.clone().into(),
            words.code(Field::ContactRole, &self.role).into(),
        ]
    }
}

impl Row for TaskRow {
    const KIND: &'static str = "tasks";
    const COUNTED: Counted = Counted::Task;
    const KEYS: &'static [&'static str] = &[
        "no",
        "text",
        "from",
        "due",
        "remind",
        "work",
        "by",
        "kind",
        "deliverables",
        "days_left",
        "unsettled",
        "owed",
        "handed",
        "nil",
        "missing",
        "done_on",
    ];

    fn heads(words: &Words) -> Vec<Head> {
        vec![
            number(words, "no"),
            head(words, "time").least(10),
            head(words, "work").least(20),
            head(words, "by").least(10).spare(),
            number(words, "due"),
            head(words, "left"),
            head(words, "handed"),
        ]
    }

    fn cells(&self, words: &Words, today: NaiveDate) -> Vec<Cell> {
        let settled = self.unsettled.is_empty();
        let time =
            if settled { self.text.clone() } else { format!("{} {}", self.text, words.get("mark-conflict")) };
        vec![
            self.no.clone().into(),
            time.into(),
            self.work.clone().into(),
            self.by.clone().into(),
            self.due.map(|day| words.day_near(day, today)).unwrap_or_default().into(),
            self.days_left.map(|days| words.days_until(days)).unwrap_or_default().into(),
            words.row_stands(self, today).into(),
        ]
    }
}

impl Row for MemberRow {
    const KIND: &'static str = "members";
    const COUNTED: Counted = Counted::Member;
    const KEYS: &'static [&'static str] = &["id", "login", "name", "unit", "roles", "role_names", "active"];

    fn heads(words: &Words) -> Vec<Head> {
        ["login", "person-name", "unit", "roles", "active"].map(|id| head(words, id)).to_vec()
    }

    fn cells(&self, words: &Words, _: NaiveDate) -> Vec<Cell> {
        // The program's own word where it has one, in either language; else the plan's.
        let named = self.roles.iter().zip(&self.role_names).map(|(role, name)| match words.role(role) {
            word if word == *role => name.clone(),
            word => word,
        });
        let roles: Vec<String> = named.collect();
        vec![
            self.login.clone().into(),
            self.name.clone().into(),
            self.unit.clone().into(),
            words.list(&roles).into(),
            words.yes_no(self.active).into(),
        ]
    }
}

impl Row for Hit {
    const KIND: &'static str = "find";
    const COUNTED: Counted = Counted::Hit;
    const KEYS: &'static [&'static str] = &["kind", "key", "text", "detail"];

    fn heads(words: &Words) -> Vec<Head> {
        vec![
            head(words, "what"),
            head(words, "no"),
            head(words, "text").least(16),
            head(words, "detail").least(10),
        ]
    }

    fn cells(&self, words: &Words, _: NaiveDate) -> Vec<Cell> {
        vec![
            words.kind_code(&self.kind).into(),
            self.key.clone().into(),
            self.text.clone().into(),
            self.detail.clone().into(),
        ]
    }
}

#[cfg(test)]
pub mod tests;
