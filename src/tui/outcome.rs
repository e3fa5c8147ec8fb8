//! What came of acts: done, refused, or not known.

use super::acts::{merge, verbs};
use super::layers::Layer;
use super::layers::reading::{Line, Reading};
use super::msg::Effect;
use super::state::{Purpose, State, name_of};
use crate::api::Request;
use crate::api::answer::{Done, Revealed};
use crate::model::form::Slot;
use crate::model::refusal::Refusal;
use crate::model::verb::Verb;

/// The look is written down: here are the names, for as long as they are left on the screen.
pub fn revealed(
    state: &mut State,
    purpose: Purpose,
    done: &Done,
    names: &[Revealed],
    effects: &mut Vec<Effect>,
) {
    done_with(state, purpose, done, effects);
    let words = &state.words;
    let line = |name: &Revealed| Line {
        lead: words.get(&format!("field-{}", name.field)),
        text: name.text.clone().unwrap_or_else(|| words.get("value-purged")),
        ..Line::default()
    };
    let lines = names.iter().map(line).collect();
    let title = format!("{} {}", words.verb(done.verb), done.subjects.join(" "));
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

/// Something was committed.
pub fn done_with(state: &mut State, purpose: Purpose, done: &Done, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    let tries = match &purpose {
        Purpose::Do(_, tries) | Purpose::Undo(_, tries) | Purpose::Redo(_, tries) => *tries,
        _ => 0,
    };
    let kept = match tries > 0 || done.repeated && done.verb != Verb::Reveal {
        true => format!(" {}", words.with("unknown-kept", &[("time", words.clock((state.now)()))])),
        false => String::new(),
    };
    let named = match done.subjects.len() {
        0..=3 => done.subjects.join(" "),
        n => format!("{} {}", done.subjects[..3].join(" "), words.with("list-more", &[("n", n.to_string())])),
    };
    let remarks: String = done.remarks.iter().map(|remark| format!("  {}", words.remark(remark))).collect();
    state.say(format!("{} {named}{kept}{remarks}", words.verb_done(done.verb)));
    if let Purpose::Do(command, _) = &purpose {
        let ours = |layer: &Layer| matches!(layer, Layer::Form(form) if form.op == command.op);
        if let Some(at) = state.layers.iter().position(ours) {
            state.layers.truncate(at);
        }
        state.today.drop_draft(command.op);
        state.keep_drafts(effects);
        // What was refused stays marked, to be looked at.
        let refused =
            |row: &crate::model::row::IssueRow| done.refused.iter().any(|one| one.no == name_of(row));
        state.marks.retain(|_, row| refused(row));
        if command.verb == Verb::Register {
            let set =
                |code: &str| command.sets.iter().find(|set| set.field == code).map(|set| set.text.clone());
            let words = [set("unit"), set("item").or(set("category"))];
            state.last_entry = words.into_iter().flatten().map(|word| word + " ").collect();
        }
    }
    if !done.refused.is_empty() {
        let line =
            |one: &Refusal| Line { lead: one.no.clone(), text: words.refusal(one).text, ..Line::default() };
        let lines: Vec<Line> = done.refused.iter().map(line).collect();
        let title = words.with("desk-some-refused", &[("n", lines.len().to_string())]);
        state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
    }
    if matches!(purpose, Purpose::Undo(..) | Purpose::Redo(..))
        && let Some(no) = done.subjects.first()
    {
        let request = Request::History { what: Some(no.clone()), since: None, limit: Some(1), after: 0 };
        state.ask(Purpose::Undone(done.subjects.len()), request, effects);
    }
    let in_queue = state.tab == super::state::Tab::Today && state.layers.is_empty();
    state.today.acted = in_queue && matches!(purpose, Purpose::Do(..)) && done.verb != Verb::Register;
    state.show_done(done);
    state.refresh(effects);
    if done.verb == Verb::Register && super::acts::paste::next(state, effects) {
        return;
    }
    if let (Verb::Register, Some(row)) = (done.verb, &done.row) {
        let no = name_of(row);
        let request = Request::Page { filter: state.scope.filter(), offset: 0, len: 5_000 };
        state.ask(Purpose::Locate(row.id, no), request, effects);
    }
}

/// It is not known whether it was kept: the same act is asked for again under the same op id.
pub fn unknown(state: &mut State, purpose: Purpose, effects: &mut Vec<Effect>) {
    state.complain(state.words.unknown_outcome());
    let (again, request, tries) = match purpose {
        Purpose::Do(command, tries) => (Purpose::Do(command.clone(), tries + 1), Request::Do(command), tries),
        Purpose::Undo(op, tries) => (Purpose::Undo(op, tries + 1), Request::Undo { seq: None, op }, tries),
        Purpose::Redo(op, tries) => (Purpose::Redo(op, tries + 1), Request::Redo { op }, tries),
        Purpose::Imported(incoming, op, tries) => {
            let request = Request::Import { incoming: incoming.clone(), op: Some(op) };
            (Purpose::Imported(incoming, op, tries + 1), request, tries)
        }
        _ => return,
    };
    // At once the first time, then every tick until the office answers.
    if tries == 0 {
        state.ask(again, request, effects);
    } else {
        state.unknown = Some((again, request));
    }
}

pub fn refused(state: &mut State, purpose: Purpose, mut refusal: Refusal) {
    match purpose {
        Purpose::Trying | Purpose::Scope(_) => {
            let text = state.words.refusal(&refusal).text;
            match state.layers.last_mut() {
                Some(Layer::Find(find)) => {
                    find.says = text;
                    find.bad = true;
                }
                _ => state.complain(text),
            }
        }
        Purpose::Do(command, tries) => {
            refusal.verb = refusal.verb.or(Some(command.verb));
            if tries > 0 {
                state.complain(state.words.get("unknown-lost"));
            }
            if !merge::start(state, &refusal) {
                to_field(state, &refusal);
                verbs::refuse(state, refusal);
            }
        }
        Purpose::KeptDraft(..) => state.not_kept = true,
        Purpose::Form(..) | Purpose::Merge(_) | Purpose::Undo(..) | Purpose::Redo(..) => {
            verbs::refuse(state, refusal)
        }
        Purpose::When(..)
        | Purpose::Picks(..)
        | Purpose::FoundUnits(_)
        | Purpose::Found(_)
        | Purpose::ExactUnit(_)
        | Purpose::Completions(_)
        | Purpose::Kept
        | Purpose::Since(_)
        | Purpose::Watch(_)
        | Purpose::Remarks
        | Purpose::Entry(_)
        | Purpose::Undone(_) => {}
        _ => {
            let text = state.words.refusal(&refusal).text;
            state.complain(text);
        }
    }
}

/// The cursor goes to the field a refusal speaks of.
fn to_field(state: &mut State, refusal: &Refusal) {
    use crate::model::refusal::Why;
    let field = match &refusal.why {
        Why::BadValue { field, .. } | Why::UnknownCode { field, .. } | Why::TooLong { field, .. } => {
            Some(*field)
        }
        Why::Missing { fields } => fields.first().copied(),
        _ => None,
    };
    let words = state.words.clone();
    if let (Some(field), Some(Layer::Form(form))) = (field, state.layers.last_mut()) {
        form.go_to(&Slot::Field(field.code().to_owned()), &words);
    } else if let (Why::NeedsReason, Some(Layer::Form(form))) = (&refusal.why, state.layers.last_mut()) {
        form.go_to(&Slot::Reason, &words);
    }
}
