//! The figures that are read aloud: how many, how far, who is late, which paper is missing.

use super::lines;
use super::query::Desk;
use crate::books::owed::{Owed, Standing, month_of, standing};
use crate::model::figures::{PaperSaid, Status, Tally};
use crate::model::filter::Filter;
use crate::model::refusal::Refusal;

/// Dated rows of the schedule that are named ahead.
const AHEAD: usize = 3;

/// The state of the campaign, or of what a filter keeps of it.
///
/// # Errors
/// The filter cannot be read.
pub fn status(desk: &Desk<'_>, scope: &str) -> Result<Status, Refusal> {
    let filter = desk.filter(scope)?;
    desk.at(&filter, |desk| figures(desk, &filter, scope))
}

fn figures(desk: &Desk<'_>, filter: &Filter, scope: &str) -> Status {
    let (books, asker) = (desk.books, &desk.asker);
    // All of them: no set has to be made to find them.
    let kept = (!filter.terms.is_empty()).then(|| books.under(filter, asker));
    let units = match &kept {
        None => books.tally_by_unit(books.rows(), asker),
        Some(kept) => books.tally_by_unit(kept.rows(), asker),
    };
    let (phase, phase_days_left) = desk.phase();
    Status {
        today: asker.today,
        scope: lines::scope_aloud(books, filter, scope),
        total: Tally::sum(&units),
        units,
        phase,
        phase_days_left,
        next_tasks: ahead(desk),
        last_due: last_due(desk),
    }
}

/// The next dated rows of the plan and requests, in the order of the schedule.
fn ahead(desk: &Desk<'_>) -> Vec<(String, String, i64)> {
    let left = |due: chrono::NaiveDate| (due - desk.asker.today).num_days();
    let planned = desk.books.pack.iter().flat_map(|pack| &pack.schedule);
    let planned = planned.map(|task| (task.time.clone(), task.work.clone(), left(task.due)));
    let asked = super::schedule::asked(desk).map(|(text, work, due)| (text, work, left(due)));
    planned.chain(asked).filter(|(.., left)| *left >= 0).take(AHEAD).collect()
}

/// The screening that fell due last, or where none has yet, the paper that did.
fn last_due(desk: &Desk<'_>) -> Option<PaperSaid> {
    let today = desk.asker.today;
    let owed = desk.books.owed();
    let due = || owed.iter().filter(|owed| owed.due <= today && owed.key.period <= month_of(today));
    let screening = due().filter(|owed| !owed.key.period.is_empty()).max_by_key(|owed| owed.due);
    let last = screening.or_else(|| due().max_by_key(|owed| owed.due))?;
    let same = |one: &&Owed| one.key.doc == last.key.doc && one.key.period == last.key.period;
    let submissions = desk.books.submissions();
    let mut said = PaperSaid {
        name: last.name.clone(),
        period: last.key.period.clone(),
        due: Some(last.due),
        ..PaperSaid::default()
    };
    let mut units: Vec<u32> = Vec::new();
    for one in owed.iter().filter(same) {
        if !units.contains(&one.key.unit) {
            units.push(one.key.unit);
        }
        let name = desk.books.unit_name(one.key.unit);
        match standing(submissions.get(&one.key).copied()) {
            Standing::Missing | Standing::Back if said.missing.iter().any(|known| known == name) => {}
            Standing::Missing | Standing::Back => said.missing.push(name.to_owned()),
            Standing::Zero => said.nil += 1,
            Standing::Given(_) => {}
        }
    }
    said.owed = units.len() as u32;
    said.handed = said.owed - said.missing.len() as u32;
    Some(said)
}
