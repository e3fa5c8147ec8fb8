//! How each unit does, for those who judge it: papers, issues and supervision, from the same facts as every
//! other table.

use super::statistics::lines;
use super::{Body, keeps, place};
use crate::books::owed::{Standing, standing};
use crate::model::doctor::Evaluation;
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::table::{Cell, Column, Heading, Note, Sort};
use crate::office::query::Desk;
use std::collections::BTreeMap;

/// Every unit that owes papers, in the order of tables, and what is counted of it under a filter. Sections
/// that lead are judged by nobody here.
pub fn units(desk: &Desk<'_>, filter: &Filter) -> Vec<Evaluation> {
    let Some(pack) = desk.books.pack.as_deref() else { return Vec::new() };
    let leads = |unit: u32| {
        let kind = desk.books.unit(unit).map_or("", |unit| unit.text(Field::UnitKind));
        pack.unit_kinds.iter().any(|known| known.id == kind && known.leads)
    };
    let mut order: Vec<u32> = Vec::new();
    let mut units: BTreeMap<u32, Evaluation> = BTreeMap::new();
    let submissions = desk.books.submissions();
    for owed in desk.books.owed().iter().filter(|owed| owed.due <= desk.asker.today) {
        let unit = owed.key.unit;
        if leads(unit) || !keeps(filter, Some(unit)) {
            continue;
        }
        let row = units.entry(unit).or_insert_with(|| {
            order.push(unit);
            named(desk, unit)
        });
        let record = submissions.get(&owed.key).copied();
        row.owed += 1;
        match standing(record) {
            Standing::Missing | Standing::Back => row.missing += 1,
            Standing::Zero | Standing::Given(_) => row.handed += 1,
        }
        let int = |field: Field| record.and_then(|record| record.int(field)).unwrap_or(0);
        row.late += u32::from(int(Field::LateDays) > 0);
        row.returned += u32::try_from(int(Field::Returned)).unwrap_or(0);
    }
    for (unit, line) in lines(desk, filter) {
        let Some(row) = units.get_mut(&unit) else { continue };
        let tally = desk.books.tally(&line.rows, &desk.asker);
        (row.issues, row.rectified, row.closed) = (tally.issues, tally.rectified, tally.closed);
        (row.overdue, row.listed) = (tally.overdue, tally.listed);
        (row.delisted, row.orders) = (line.delisted(desk).len() as u32, line.orders.len() as u32);
    }
    order.into_iter().filter_map(|unit| units.remove(&unit)).collect()
}

fn named(desk: &Desk<'_>, unit: u32) -> Evaluation {
    let code = desk.books.unit(unit).map_or("", |unit| unit.text(Field::Code));
    Evaluation {
        unit: desk.books.unit_name(unit).to_owned(),
        unit_code: code.to_owned(),
        ..Evaluation::default()
    }
}

/// T16.
pub fn evaluation(desk: &Desk<'_>, filter: &Filter) -> Body {
    let line = |(at, unit): (usize, &Evaluation)| {
        let count = |n: u32| Cell::Count(n.into());
        let share = |part: u32, whole: u32| Cell::Rate { part: part.into(), whole: whole.into() };
        let in_time = unit.handed.saturating_sub(unit.late);
        vec![
            place(at),
            Cell::text(&unit.unit),
            count(unit.owed),
            count(unit.handed),
            count(unit.late),
            count(unit.missing),
            share(in_time, unit.owed),
            count(unit.returned),
            count(unit.issues),
            count(unit.rectified),
            share(unit.rectified, unit.issues),
            count(unit.closed),
            share(unit.closed, unit.issues),
            count(unit.overdue),
            count(unit.orders),
            count(unit.listed + unit.delisted),
            count(unit.delisted),
        ]
    };
    Body {
        columns: columns(),
        rows: units(desk, filter).iter().enumerate().map(line).collect(),
        adds_up: true,
        notes: ["due-papers", "in-time", "issues", "rectified", "rate", "supervision"].map(Note::new).into(),
        ..Body::default()
    }
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::new("n", Sort::Ordinal), Column::new("unit", Sort::Text)];
    let groups: [(&str, &[(&str, Sort)]); 3] = [
        (
            "hand-ins",
            &[
                ("owed-papers", Sort::Count),
                ("handed-papers", Sort::Count),
                ("late-papers", Sort::Count),
                ("missing-papers", Sort::Count),
                ("in-time", Sort::Rate),
                ("returned", Sort::Count),
            ],
        ),
        (
            "all",
            &[
                ("issues", Sort::Count),
                ("rectified", Sort::Count),
                ("rate", Sort::Rate),
                ("closed-issues", Sort::Count),
                ("closing-rate", Sort::Rate),
                ("overdue", Sort::Count),
            ],
        ),
        ("supervision", &[("orders", Sort::Count), ("listed", Sort::Count), ("delisted", Sort::Count)]),
    ];
    for (key, of) in groups {
        let heading = Heading { key: key.to_owned(), label: None };
        columns.extend(of.iter().map(|(key, sort)| Column::new(key, *sort).under(&heading)));
    }
    columns
}
