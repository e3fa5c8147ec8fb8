//! Rows of a schedule: those of the plan and those asked for beside it, done or still to do.

use super::super::decide;
use super::super::read::LINE;
use super::known::unit_of;
use super::{Taking, same, verdict};
use crate::books::draft::Draft;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::incoming::{Column, IncomingRow, Outcome, Progress, Verdict};
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::verb::Verb;

/// Signs between those who answer for a row.
const BETWEEN: &[char] = &['\u{3001}', '\u{FF0C}', ',', '\u{FF1B}', ';', '/', '\u{53CA}', '\u{548C}'];

impl Taking<'_> {
    /// One row: done where it says so and was not; a new request where nothing is called so.
    pub(super) fn task_row(&self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let work = row.get(Column::Work);
        let Some((name, task)) = self.task(draft, work) else { return self.request(draft, row) };
        let finished = task.as_ref().and_then(|task| task.day(Field::FinishedOn));
        let done = row.progress == Progress::Done || !row.get(Column::DoneOn).is_empty();
        let named = |verdict: Verdict| Verdict { no: name.clone(), ..verdict };
        if finished.is_some() || !done {
            return Ok(named(verdict(row, Outcome::Same)));
        }
        let mut command = self.command(Verb::Done, row).on_subject(name.clone());
        command.reason.clear();
        command.on = row.get(Column::DoneOn).to_owned();
        decide::all(draft, self.context, &command)?;
        let outcome = Outcome::Update { changes: Vec::new() };
        Ok(named(Verdict { steps: vec![Verb::Done], ..verdict(row, outcome) }))
    }

    /// The row of the plan or the request with this work: what names it, and its record where there is one.
    fn task(&self, draft: &Draft<'_>, work: &str) -> Option<(String, Option<Record>)> {
        let asked = draft.of_kind(Kind::Task);
        let pack = draft.books.pack.as_deref()?;
        let wanted = same(work);
        if let Some(row) = pack.schedule.iter().find(|row| same(&row.work) == wanted) {
            let kept = asked.iter().find(|task| task.int(Field::PlanRow) == Some(row.no.into()));
            return Some((row.no.to_string(), kept.map(|task| (*task).clone())));
        }
        let title: String = work.chars().take(LINE).collect();
        let kept = asked.iter().find(|task| same(task.text(Field::Title)) == same(&title))?;
        Some((kept.text(Field::No).to_owned(), Some((*kept).clone())))
    }

    /// Asks units for something beside the plan.
    fn request(&self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let work = row.get(Column::Work);
        let title: String = work.chars().take(LINE).collect();
        let mut command = self.command(Verb::Task, row).set(Field::Title.code(), &title);
        command.reason.clear();
        if title != work {
            command = command.set(Field::Desc.code(), work);
        }
        let units = units_in(draft, row.get(Column::By));
        let due = row.get(Column::Due);
        for (field, text) in [(Field::OwedBy, units.join(",")), (Field::Deadline, due.to_owned())] {
            if !text.is_empty() {
                command = command.set(field.code(), text);
            }
        }
        let made = decide::all(draft, self.context, &command)?;
        let no = made.first().and_then(|subject| draft.record(*subject));
        let no = no.map_or_else(String::new, |task| task.text(Field::No).to_owned());
        Ok(Verdict { no, steps: vec![Verb::Task], ..verdict(row, Outcome::New) })
    }
}

/// The codes of the units that some words name: one by one, or by the names of their groups.
fn units_in(draft: &Draft<'_>, words: &str) -> Vec<String> {
    let books = draft.books;
    let Some(pack) = books.pack.as_deref() else { return Vec::new() };
    let mut units: Vec<u32> = Vec::new();
    for word in words.split(BETWEEN).map(str::trim).filter(|word| !word.is_empty()) {
        let group = pack
            .unit_groups
            .iter()
            .find(|group| group.name == word || group.aliases.iter().any(|alias| alias == word));
        match group {
            Some(group) => {
                let all = books.reporters(pack, std::slice::from_ref(&group.id), pack.campaign.end);
                units.extend(all);
            }
            None => units.extend(unit_of(books, word)),
        }
    }
    let mut codes: Vec<String> = Vec::new();
    for code in units.into_iter().map(|unit| Taking::code_of(draft, unit)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
