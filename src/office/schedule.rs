//! The rows of the schedule: when each is due, what its units owe, what the plan leaves open.

use super::query::Desk;
use crate::books::owed::{Owed, Standing, standing};
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::row::TaskRow;

/// The rows of the plan, then the ad-hoc requests.
pub fn rows(desk: &Desk<'_>) -> Vec<TaskRow> {
    let Some(pack) = &desk.books.pack else { return Vec::new() };
    let owed = desk.books.owed();
    let done = |row: u32| {
        let mut tasks = desk.books.of_kind(Kind::Task);
        let task = tasks.find(|task| task.int(Field::PlanRow) == Some(row.into()))?;
        task.day(Field::FinishedOn)
    };
    let of_plan = pack.schedule.iter().map(|task| {
        let (remind, _) = desk.books.row_days(pack, task);
        let unsettled =
            pack.open_questions(task.no).into_iter().filter(|s| desk.books.ruling(&s.id).is_none());
        let row = TaskRow {
            no: task.no.to_string(),
            text: task.time.clone(),
            from: task.from,
            due: Some(task.due),
            remind: Some(desk.books.calendar.working_on_or_before(remind)),
            work: task.work.clone(),
            by: task.by.clone(),
            kind: task.kind.code().to_owned(),
            deliverables: task.deliverables.iter().map(|owed| owed.name.clone()).collect(),
            days_left: Some((task.due - desk.asker.today).num_days()),
            unsettled: unsettled
                .map(|settle| format!("{} {}: {}", settle.id, settle.about, settle.claims()))
                .collect(),
            owed: 0,
            handed: 0,
            nil: 0,
            missing: Vec::new(),
            done_on: done(task.no),
        };
        counted(desk, row, owed.iter().filter(|owed| owed.row == Some(task.no)))
    });
    of_plan.chain(requests(desk, &owed)).collect()
}

/// The ad-hoc requests that have a day: how it was said, what is asked, the day.
pub fn asked<'a>(desk: &'a Desk<'_>) -> impl Iterator<Item = (String, String, chrono::NaiveDate)> + 'a {
    let tasks = desk.books.of_kind(Kind::Task).filter(|task| !task.text(Field::No).is_empty());
    tasks.filter_map(|task| {
        let deadline = task.deadline(Field::Deadline)?;
        Some((deadline.text.clone(), task.text(Field::Title).to_owned(), deadline.due?))
    })
}

fn requests<'a>(desk: &'a Desk<'_>, owed: &'a [Owed]) -> impl Iterator<Item = TaskRow> + 'a {
    let tasks = desk.books.of_kind(Kind::Task).filter(|task| !task.text(Field::No).is_empty());
    tasks.map(move |task| {
        let deadline = task.deadline(Field::Deadline);
        let due = deadline.and_then(|deadline| deadline.due);
        let names = task.references(Field::OwedBy).iter().map(|unit| desk.books.unit_name(*unit));
        let no = task.text(Field::No);
        let row = TaskRow {
            no: no.to_owned(),
            text: deadline.map_or_else(String::new, |deadline| deadline.text.clone()),
            from: None,
            due,
            remind: due.map(|due| desk.books.calendar.working_on_or_before(due)),
            work: task.text(Field::Title).to_owned(),
            by: names.collect::<Vec<_>>().join("、"),
            kind: "request".to_owned(),
            deliverables: Vec::new(),
            days_left: due.map(|due| (due - desk.asker.today).num_days()),
            unsettled: Vec::new(),
            owed: 0,
            handed: 0,
            nil: 0,
            missing: Vec::new(),
            done_on: task.day(Field::FinishedOn),
        };
        counted(desk, row, owed.iter().filter(|owed| owed.key.doc == no))
    })
}

/// How many units owe something in a row, and who owes it still. A paper of a month that has not begun
/// is not counted yet.
fn counted<'a>(desk: &Desk<'_>, mut row: TaskRow, owed: impl Iterator<Item = &'a Owed>) -> TaskRow {
    let submissions = desk.books.submissions();
    let this_month = crate::books::owed::month_of(desk.asker.today);
    for owed in owed.filter(|owed| owed.key.period.is_empty() || owed.key.period <= this_month) {
        row.owed += 1;
        match standing(submissions.get(&owed.key).copied()) {
            Standing::Missing | Standing::Back => {
                let name = desk.books.unit_name(owed.key.unit).to_owned();
                if !row.missing.contains(&name) {
                    row.missing.push(name);
                }
            }
            Standing::Zero => (row.handed, row.nil) = (row.handed + 1, row.nil + 1),
            Standing::Given(_) => row.handed += 1,
        }
    }
    row
}
