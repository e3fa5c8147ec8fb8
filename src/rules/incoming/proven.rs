//! The steps beyond registering that a row of a file proves: measures, progress, done.

use super::super::decide;
use super::super::entry_words::YES;
use super::super::read::LINE;
use super::super::rights;
use super::{Taking, revision};
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::fact::Party;
use crate::model::field::{Field, Group};
use crate::model::ids::Subject;
use crate::model::incoming::{Column, IncomingRow, Progress, Verdict};
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::state::State;
use crate::model::verb::Verb;

impl Taking<'_> {
    /// The steps beyond registering that a row proves: measures, progress, done.
    pub(super) fn further(
        &self,
        draft: &mut Draft<'_>,
        row: &IncomingRow,
        subject: Subject,
        verdict: &mut Verdict,
    ) {
        // A measure that is done already proves nothing new.
        let known = draft.record(subject).map(|record| measure_of(record, row));
        let done_before = known.is_some_and(|known| known.is_some_and(|measure| measure.done));
        for verb in [Verb::Plan, Verb::Progress, Verb::Claim] {
            let Some(record) = draft.record(subject).cloned() else { return };
            let measure = measure_of(&record, row);
            let all_done = record.parts(Group::Measure).iter().all(|part| record.flag_of(Field::Done, *part));
            let one_of_several = measure.is_some_and(|measure| measure.alone) && !all_done;
            if verb == Verb::Claim && (done_before || one_of_several) {
                return;
            }
            let Some(command) = self.step(draft, row, &record, verb) else { continue };
            match decide::all(draft, self.context, &command) {
                Ok(_) => verdict.steps.push(verb),
                Err(refusal) => {
                    // The row is named already.
                    verdict.refused.push(Refusal { verb: Some(verb), no: String::new(), ..refusal });
                    return;
                }
            }
        }
    }

    /// A step as a row proves it; `None` when it says nothing new.
    fn step(&self, draft: &Draft<'_>, row: &IncomingRow, record: &Record, verb: Verb) -> Option<Command> {
        let text = |column| row.get(column).to_owned();
        let mut command = self.command(verb, row).on_subject(format!("#{}", record.subject.id));
        command.reason.clear();
        if row.progress == Progress::Done {
            // Not before it was assigned here: a list that comes later cannot move that.
            let done = self.reader(draft).day(row.get(Column::DoneOn));
            let assigned = record.day(Field::AssignedOn).filter(|_| done.is_some());
            command.on = done.max(assigned).map_or_else(|| text(Column::DoneOn), |day| day.to_string());
        }
        match verb {
            Verb::Plan => {
                let action = text(Column::Action);
                let parts = record.parts(Group::Measure);
                let there = parts.iter().any(|part| record.text_of(Field::Action, *part) == action);
                // On a line that shows a measure of ours it is that one, edited or not.
                let ours = revision(row).is_some_and(|shown| shown.part > 0);
                if action.is_empty() || there || ours {
                    return None;
                }
                let due = Some(text(Column::Due)).filter(|due| !due.is_empty());
                let due =
                    due.or_else(|| record.deadline(Field::Deadline).map(|deadline| deadline.text.clone()));
                command =
                    command.set(Field::Action.code(), action).set(Field::Person.code(), self.person(row));
                command = command.set(Field::Due.code(), due.unwrap_or_default());
                for column in [Column::Goal, Column::Leader, Column::Phone] {
                    if let Some(field) = column.field().filter(|_| !row.get(column).is_empty()) {
                        command = command.set(field.code(), row.get(column));
                    }
                }
            }
            Verb::Progress => {
                let said = text(Column::Progress);
                let parts = record.parts(Group::Progress);
                let told = parts.iter().any(|part| record.text_of(Field::ProgressText, *part) == said);
                let done = row.progress == Progress::Done;
                let finished =
                    measure_of(record, row).filter(|measure| done && measure.alone && !measure.done);
                if let Some(measure) = finished {
                    let said = if said.is_empty() { text(Column::Status) } else { said };
                    let code = format!("{}.{}", Field::Done.code(), measure.part);
                    command = command.set(Field::ProgressText.code(), said).set(code, YES[1]);
                } else if said.is_empty() || told || done || record.text(Field::Statement) == said {
                    return None;
                } else {
                    command = command.set(Field::ProgressText.code(), said);
                }
            }
            _ => {
                let open = matches!(record.state(), State::Assigned | State::Rectifying | State::Registered);
                if row.progress != Progress::Done || !open {
                    return None;
                }
                let said = [Column::Progress, Column::Remarks, Column::Status].map(text);
                let said = said.into_iter().find(|said| !said.is_empty()).unwrap_or_default();
                // Who reports it done reports its measures done.
                command = command.set(Field::Statement.code(), said).set(Field::Done.code(), YES[1]);
            }
        }
        let own = rights::own_parties(draft.books, &self.context.actor, record);
        if !own.contains(&Party::Unit) {
            command.party = Party::Unit.code().to_owned();
            command.by = self.person(row);
            if command.by.is_empty() {
                command.by = record
                    .reference(Field::Unit)
                    .map_or_else(String::new, |unit| draft.books.unit_name(unit).to_owned());
            }
        } else {
            command.paper.clear();
        }
        Some(command)
    }

    /// Who answers for it in the row, else who filled the file in.
    fn person(&self, row: &IncomingRow) -> String {
        let named = [Column::Person, Column::Leader].into_iter().map(|column| row.get(column));
        let said = named.chain([self.incoming.filled_by.as_str()]).find(|name| !name.is_empty());
        said.unwrap_or_default().chars().take(LINE).collect()
    }
}

/// The measure that a row is about.
#[derive(Clone, Copy)]
struct Measure {
    part: u16,
    done: bool,
    /// What the row says of being done is said of it, and not of the issue.
    alone: bool,
}

/// By what an exported row shows, else by its words; of the only measure of an issue a row speaks as of the issue.
fn measure_of(record: &Record, row: &IncomingRow) -> Option<Measure> {
    let shown = revision(row).map(|shown| shown.part).filter(|part| *part > 0);
    let parts = record.parts(Group::Measure);
    let action = row.get(Column::Action);
    let said = || parts.iter().copied().find(|part| record.text_of(Field::Action, *part) == action);
    let part = shown.or_else(|| said().filter(|_| !action.is_empty()))?;
    let alone = shown.is_some() || parts.len() > 1;
    Some(Measure { part, done: record.flag_of(Field::Done, part), alone })
}
