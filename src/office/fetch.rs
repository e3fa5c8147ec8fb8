//! What a batch needs of the store: full records that the books do not hold, and earlier facts.

use super::desk::Desk;
use super::entries;
use super::names::facts_of;
use crate::books::Act;
use crate::books::draft::Draft;
use crate::model::command::{Command, Set};
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::Subject;
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Why};
use crate::model::value::FieldType;
use crate::rules::decide::number;

impl Desk {
    /// Reads from the store the full records a command acts on, where the books do not hold them, and
    /// what happened to them since the revision the command was made from.
    pub(super) fn read(&self, draft: &mut Draft<'_>, command: &Command) {
        draft.since = facts_of(&self.shared, draft, command.verb, &command.subjects);
        let numbers =
            |set: &&Set| Field::from_code(&set.field).is_some_and(|f| f.kind() == FieldType::Numbers);
        for set in command.sets.iter().filter(numbers) {
            let names = set.text.split(|c: char| c.is_whitespace() || ",;|，；、｜".contains(c));
            let ids: Vec<u32> = names.filter_map(|name| number(draft, name)).collect();
            ids.into_iter().for_each(|id| self.hold(draft, Subject::issue(id)));
        }
        for name in &command.subjects {
            if let Some(id) = number(draft, name) {
                self.hold(draft, Subject::issue(id));
                self.hold_others(draft, Subject::issue(id));
            }
            if let Some(base) = command.base {
                self.read_since(draft, name, base);
            }
        }
    }

    /// What happened to what a name means since a revision.
    fn read_since(&self, draft: &mut Draft<'_>, name: &str, base: u64) {
        let newer = |record: &Record| -> Vec<u64> {
            record.facts.iter().copied().filter(|seq| *seq > base).collect()
        };
        let seqs: Vec<u64> = match number(draft, name) {
            Some(id) => draft.record(Subject::issue(id)).map_or_else(Vec::new, newer),
            None => entries::all_called(draft, name).iter().flat_map(newer).collect(),
        };
        for seq in seqs {
            if !draft.since.iter().any(|fact| fact.seq == seq)
                && let Ok(Some((fact, _))) = self.shared.store().fact(seq)
            {
                draft.since.push(fact);
            }
        }
    }

    /// The issues that an issue names: taking it apart again changes them too.
    fn hold_others(&self, draft: &mut Draft<'_>, subject: Subject) {
        let Some(record) = draft.record(subject) else { return };
        let names = [Field::Into, Field::Linked].into_iter().flat_map(|field| record.words(field));
        let ids: Vec<u32> = names.filter_map(|name| number(draft, name)).collect();
        ids.into_iter().for_each(|id| self.hold(draft, Subject::issue(id)));
    }

    pub(super) fn hold(&self, draft: &mut Draft<'_>, subject: Subject) {
        if !draft.holds(subject)
            && let Ok(Some(record)) = self.shared.store().record(subject)
        {
            draft.hold(record);
        }
    }

    /// Facts of an act, committed or drafted.
    pub(super) fn facts(&self, draft: &Draft<'_>, first: u64, last: u64) -> Vec<Fact> {
        let store = self.shared.store();
        (first..=last)
            .filter_map(|seq| match draft.facts.iter().find(|fact| fact.seq == seq) {
                Some(fact) => Some(fact.clone()),
                None => store.fact(seq).ok().flatten().map(|(fact, _)| fact),
            })
            .collect()
    }

    /// The act that holds a fact, when nothing has taken it back.
    pub(super) fn act_of(&self, draft: &Draft<'_>, seq: u64) -> Result<Option<Act>, Refusal> {
        let unknown = || Refusal::new(Why::UnknownFact { seq });
        let fact = self.facts(draft, seq, seq).pop().ok_or_else(unknown)?;
        let act = draft.act(fact.op).unwrap_or(Act { op: fact.op, first: seq, last: seq, day: fact.day });
        Ok(Some(act))
    }
}
