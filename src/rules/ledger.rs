//! Work on an issue: measures, progress, amendments, notes, evidence.

use super::step::Step;
use super::{rights, route};
use crate::model::fact::{Fact, Party};
use crate::model::field::{Field, Group};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;

/// Measures are filed. Each needs what is done, who answers for it, and by when.
pub fn plan(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let parts = step.input.parts(Group::Measure);
    if parts.is_empty() {
        let fields = vec![Field::Action, Field::Person, Field::Due];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Action }));
    }
    let measures_before = !step.record.parts(Group::Measure).is_empty();
    for (cell, value) in step.input.values.clone() {
        if cell.field.group() == Group::Measure {
            step.set_part(cell.field, cell.part, value);
        }
    }
    for part in parts {
        let missing: Vec<Field> = [Field::Action, Field::Person, Field::Due]
            .into_iter()
            .filter(|field| step.record.part(*field, part).is_none())
            .collect();
        if !missing.is_empty() {
            return Err(Why::IncompleteMeasure { part, fields: missing }.into());
        }
    }
    let approved = step.draft.books.pack.as_ref().is_some_and(|pack| pack.steps.approve_plan);
    // Approval is asked of the first measures; what comes later needs none.
    let first = step.record.state() != State::Rectifying || !measures_before;
    if approved && first {
        step.go(State::Planned);
    }
    finish(step, Verb::Plan)
}

/// Progress is reported; measures may be reported done with it.
pub fn progress(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    super::finish::long_enough(step, Field::ProgressText)?;
    let percent = step.input.get(Field::Percent).cloned();
    let asked = step.draft.books.pack.as_ref().is_some_and(|pack| pack.steps.percent_progress);
    if asked && percent.is_none() {
        let fields = vec![Field::Percent];
        return Err(Refusal::new(Why::Missing { fields }).way(Way::Fill { field: Field::Percent }));
    }
    if let Some(Value::Int(n)) = percent {
        step.set(Field::Percent, Value::Int(n.clamp(0, 100)));
    }
    let part = step.record.next_part(Group::Progress);
    let text = step.input.text(Field::ProgressText).to_owned();
    step.set_part(Field::ProgressOn, part, Value::Day(step.on));
    step.set_text(Field::ProgressText, part, &text);
    let by = step.standing.by.clone();
    step.set_text(Field::ProgressBy, part, &by);
    refund(step);
    measures_done(step)?;
    finish(step, Verb::Progress)
}

/// The refunded sum so far, when one was typed.
pub fn refund(step: &mut Step<'_>) {
    for field in [Field::Refunded, Field::StudentsRefunded] {
        if let Some(value) = step.input.get(field).cloned() {
            step.set(field, value);
        }
    }
}

/// Marks measures done as typed: one by one, or all by a value without a number.
pub fn measures_done(step: &mut Step<'_>) -> Result<(), Refusal> {
    let all = step.input.part(Field::Done, 0).cloned();
    for part in step.record.parts(Group::Measure) {
        let typed = step.input.part(Field::Done, part).cloned().or_else(|| all.clone());
        match typed {
            Some(Value::Flag(true)) if !step.record.flag_of(Field::Done, part) => {
                step.set_part(Field::Done, part, Value::Flag(true));
                step.set_part(Field::DoneOn, part, Value::Day(step.on));
            }
            Some(Value::Flag(false)) => {
                step.set_part(Field::Done, part, None);
                step.set_part(Field::DoneOn, part, None);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Fields are put right. The deadline of a numbered issue moves only by an extension.
pub fn amend(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let numbered = step.record.get(Field::No).is_some();
    for (cell, value) in &step.input.values {
        let field = cell.field;
        let verb = if field == Field::Deadline { Verb::Extend } else { Verb::Reassign };
        if numbered && matches!(field, Field::Deadline | Field::Lead | Field::Co) {
            return Err(Refusal::new(Why::FieldNotSettable { field }).way(Way::Verb { verb }).way(Way::Back));
        }
        if value.is_none() && NEVER_EMPTY.contains(&field) {
            return Err(Refusal::new(Why::Missing { fields: vec![field] }).way(Way::Fill { field }));
        }
    }
    // What is closed has been counted: only the section and the office put it right.
    let own = rights::own_parties(step.draft.books, &step.context.actor, &step.record);
    let unit_only = step.standing.party == Some(Party::Unit) || own == [Party::Unit];
    if step.record.state() == State::Closed && unit_only {
        return Err(Why::NoRight.into());
    }
    for (cell, value) in step.input.values.clone() {
        step.set_part(cell.field, cell.part, value);
    }
    follow_item(step);
    // Once a section works on it, only reassigning takes it elsewhere.
    if step.record.state() == State::Registered {
        route::set(step, false);
    }
    finish(step, Verb::Amend)
}

/// What an issue and a measure cannot be without.
const NEVER_EMPTY: &[Field] = &[
    Field::Unit,
    Field::Category,
    Field::Place,
    Field::Title,
    Field::FoundOn,
    Field::Action,
    Field::Person,
    Field::Due,
];

/// A changed item takes its category along; a changed category drops an item of another.
fn follow_item(step: &mut Step<'_>) {
    let Some(pack) = step.draft.books.pack.clone() else { return };
    let item = step.record.text(Field::Item).to_owned();
    let Some(category) = pack.category_of(&item) else { return };
    if step.input.get(Field::Item).is_some() {
        step.set(Field::Category, Value::Code(category.id.clone()));
    } else if step.record.text(Field::Category) != category.id {
        step.set(Field::Item, None);
    }
}

/// A note: a memo, a superior's instruction, a call.
pub fn note(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let part = step.record.next_part(Group::Note);
    let kind = step.input.text(Field::NoteKind).to_owned();
    let text = step.input.text(Field::NoteText).to_owned();
    let by = step.standing.by.clone();
    step.set_part(Field::NoteOn, part, Value::Day(step.on));
    step.set_part(Field::NoteKind, part, Value::Code(if kind.is_empty() { "memo".into() } else { kind }));
    step.set_text(Field::NoteText, part, &text);
    step.set_text(Field::NoteBy, part, &by);
    finish(step, Verb::Note)
}

/// Evidence: what it is, electronic or paper, and where it lies.
pub fn evidence(step: &mut Step<'_>) -> Result<Vec<Fact>, Refusal> {
    let part = step.record.next_part(Group::Evidence);
    let [name, kind, place] = [Field::EvidenceName, Field::EvidenceKind, Field::EvidenceWhere]
        .map(|f| step.input.text(f).to_owned());
    step.set_text(Field::EvidenceName, part, &name);
    step.set_part(
        Field::EvidenceKind,
        part,
        Value::Code(if kind.is_empty() { "electronic".into() } else { kind }),
    );
    step.set_text(Field::EvidenceWhere, part, &place);
    step.set_part(Field::EvidenceOn, part, Value::Day(step.on));
    for field in [Field::EvidenceCopies, Field::EvidenceFile] {
        let value = step.input.get(field).cloned();
        step.set_part(field, part, value);
    }
    finish(step, Verb::Evidence)
}

/// The fact of a step; a step that changes nothing is refused.
pub fn finish(step: &mut Step<'_>, verb: Verb) -> Result<Vec<Fact>, Refusal> {
    if !step.changes_anything() {
        return Err(Why::NothingToChange.into());
    }
    Ok(vec![step.fact(verb, step.draft.next_seq())])
}
