//! The plan's rows with how far they are, and who answers the telephone.

use super::{Body, columns, full_name, keeps, place};
use crate::books::owed::{Owed, month_of};
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::row::TaskRow;
use crate::model::table::{Cell, Column, Note, Sort};
use crate::office::query::Desk;
use std::collections::BTreeSet;

/// T6: the rows of the plan, then what was asked for beside it.
pub fn schedule(desk: &Desk<'_>) -> Body {
    let owed = desk.books.owed();
    let this_month = month_of(desk.asker.today);
    let due = |owed: &&Owed| owed.key.period.is_empty() || owed.key.period <= this_month;
    let line = |task: TaskRow| {
        let of_row = |owed: &&Owed| {
            owed.row.map(|row| row.to_string()).as_ref() == Some(&task.no) || owed.key.doc == task.no
        };
        let units: BTreeSet<u32> = owed.iter().filter(due).filter(of_row).map(|owed| owed.key.unit).collect();
        // A row nobody owes a paper in has no units to count.
        let counted = |n: usize| if units.is_empty() { Cell::NotApplicable } else { Cell::Count(n as i64) };
        vec![
            Cell::text(&task.no),
            Cell::text(&task.text),
            Cell::text(&task.work),
            Cell::text(&task.by),
            Cell::day(task.due),
            Cell::said(standing(&task)),
            counted(units.len()),
            counted(units.len().saturating_sub(task.missing.len())),
            Cell::text(&task.missing.join("、")),
            Cell::day(task.done_on),
            // What the plan leaves open is a matter of the office, and not of a table that goes out.
            Cell::Missing,
        ]
    };
    Body {
        columns: columns(&[
            ("n", Sort::Text),
            ("time", Sort::Text),
            ("work", Sort::Text),
            ("by", Sort::Text),
            ("due-on", Sort::Day),
            ("how-far", Sort::Text),
            ("owed", Sort::Count),
            ("handed", Sort::Count),
            ("still-owed", Sort::Text),
            ("done-on", Sort::Day),
            ("remark", Sort::Text),
        ]),
        rows: desk.schedule().into_iter().map(line).collect(),
        notes: vec![Note::new("owed")],
        ..Body::default()
    }
}

/// How far a row is: a day that is past says nothing of whether the work was done.
fn standing(task: &TaskRow) -> &'static str {
    match (task.done_on, task.days_left) {
        (Some(_), _) => "done",
        _ if task.owed > 0 && task.handed == task.owed => "all-in",
        (None, Some(left)) if left < 0 && task.owed > task.handed => "not-all-in",
        (None, Some(left)) if left < 0 => "unmarked",
        _ => "running",
    }
}

/// T7: the liaisons of the units, with the numbers that were printed.
pub fn contacts(desk: &Desk<'_>, filter: &Filter) -> Body {
    let people = desk.books.of_kind(Kind::Person).map(AsRef::as_ref).filter(|person| {
        let liaison = person.text(Field::ContactRole) == "liaison";
        liaison && keeps(filter, person.reference(Field::Unit))
    });
    let mut people: Vec<&Record> = people.collect();
    let unit = |person: &Record| person.reference(Field::Unit).unwrap_or(0);
    people.sort_by_key(|person| (desk.books.unit_order(unit(person)), person.subject.id));
    let printed = people.iter().any(|person| !person.text(Field::PrintedNo).is_empty());
    let line = |(at, person): (usize, &&Record)| {
        vec![
            if printed { Cell::text(person.text(Field::PrintedNo)) } else { place(at) },
            Cell::text(&full_name(desk, unit(person))),
            Cell::text(person.text(Field::Name)),
            Cell::text(person.text(Field::Phone)),
            Cell::text(person.text(Field::Post)),
        ]
    };
    let rest = [("unit-name", Sort::Text), ("name", Sort::Text), ("phone", Sort::Text), ("post", Sort::Text)];
    let number = Column::new("n", if printed { Sort::Text } else { Sort::Ordinal });
    Body {
        columns: std::iter::once(number).chain(columns(&rest)).collect(),
        rows: people.iter().enumerate().map(line).collect(),
        ..Body::default()
    }
}
