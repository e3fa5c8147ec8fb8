//! The work of the day: what lies with me, what presses, whom to chase, what is new.

use super::lines::history;
use super::query::Desk;
use crate::api::answer::{Board, ChaseRow};
use crate::books::sheet::day_number;
use crate::model::field::Field;
use crate::model::filter::{Filter, Flag, Term, Test};
use crate::model::refusal::Refusal;
use std::collections::BTreeMap;

/// Rows a list of the board shows at most.
const ROWS: usize = 50;
/// Latest facts it shows, and how many it looks at for them.
const NEWS: usize = 20;
const LOOKED_AT: u32 = 100;

/// The board of the asker.
pub fn board(desk: &Desk<'_>) -> Result<Board, Refusal> {
    let books = desk.books;
    let mine = Filter {
        terms: vec![Term { negated: false, test: Test::Is(vec![Flag::Mine]) }],
        ..Filter::default()
    };
    let mut mine = books.select(&mine, &desk.asker);
    // What has a deadline comes by its deadline, the rest by how long it has lain there.
    let urgency = |row: &usize| match books.sheet.due[*row] {
        0 => (1, books.sheet.moved[*row], *row),
        due => (0, due, *row),
    };
    mine.sort_by_key(urgency);
    let pressing = desk.pressing();
    let counts = books.counts(&pressing, desk.asker.today);
    // What keeps the books (units, people, members) is no news of the campaign.
    let mut news = history(desk, None, None, Some(LOOKED_AT))?;
    news.reverse();
    news.retain(|line| line.fact.subject.kind.is_work());
    news.truncate(NEWS);
    let tasks = desk.schedule().into_iter().filter(|task| task.days_left.is_some_and(|days| days >= 0));
    Ok(Board {
        mine_total: mine.len() as u32,
        mine: mine.iter().take(ROWS).map(|row| desk.row(*row)).collect(),
        pressing: pressing.iter().take(ROWS).map(|row| desk.row(*row)).collect(),
        overdue: counts.overdue,
        soon: counts.soon,
        chase: chase(desk, &pressing),
        tasks: tasks.take(5).collect(),
        news,
    })
}

/// Units with overdue issues, the worst first, and who answers the telephone there.
fn chase(desk: &Desk<'_>, pressing: &[usize]) -> Vec<ChaseRow> {
    let today = day_number(Some(desk.asker.today));
    let mut by_unit: BTreeMap<u32, (u32, i32)> = BTreeMap::new();
    for &row in pressing.iter().filter(|row| desk.books.sheet.is_overdue(**row, today)) {
        let entry = by_unit.entry(u32::from(desk.books.sheet.unit[row])).or_default();
        entry.0 += 1;
        entry.1 = entry.1.max(today - desk.books.sheet.due[row]);
    }
    let mut rows: Vec<ChaseRow> = by_unit
        .into_iter()
        .map(|(unit, (overdue, worst))| ChaseRow {
            unit: desk.books.unit_name(unit).to_owned(),
            unit_code: desk
                .books
                .unit(unit)
                .map_or_else(String::new, |unit| unit.text(Field::Code).to_owned()),
            overdue,
            worst_days: i64::from(worst),
            person: desk.books.people_of(unit).into_iter().next(),
        })
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.worst_days), row.unit_code.clone()));
    rows
}
