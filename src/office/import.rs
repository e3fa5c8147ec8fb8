//! Files taken in: tried on a draft that nobody keeps, or decided like any other write.

use super::Shared;
use super::query::Desk;
use crate::api::Notice;
use crate::api::answer::Imported;
use crate::books::draft::Draft;
use crate::model::ids::{OpId, Subject};
use crate::model::incoming::Incoming;
use crate::rules::incoming::Taking;

/// Rows between two words on how far it is.
const STEP: usize = 500;

/// Reads from the store the full records of the issues that a file speaks of, where the books do not hold them,
/// and what happened to them since the revisions that the file shows.
pub fn hold(shared: &Shared, draft: &mut Draft<'_>, taking: &Taking<'_>) {
    let mut since = Vec::new();
    for (id, base) in taking.spoken_of(draft) {
        let subject = Subject::issue(id);
        if !draft.holds(subject)
            && let Ok(Some(record)) = shared.store().record(subject)
        {
            draft.hold(record);
        }
        let facts = draft.record(subject).map_or(&[][..], |record| &record.facts);
        let newer = facts.iter().filter(|seq| base.is_some_and(|base| **seq > base));
        since.extend(newer.filter_map(|seq| shared.store().fact(*seq).ok().flatten()).map(|(fact, _)| fact));
    }
    draft.since = since;
}

/// Tells the seat that asked how far its rows are, now and then.
pub fn telling(shared: &Shared, seat: u32, of: usize) -> impl Fn(usize) {
    move |done| {
        if done > 0 && done % STEP == 0 {
            shared.seats().tell_one(seat, Notice::Working { done: done as u32, of: of as u32 });
        }
    }
}

impl Desk<'_> {
    /// What taking a file in would come to. Nothing is kept.
    pub fn import_check(&self, incoming: &Incoming, seat: u32) -> Imported {
        let mut draft = Draft::new(self.books);
        let context = self.context();
        let taking = Taking::of(self.books, &context, &self.sight, incoming, OpId(0));
        hold(self.shared, &mut draft, &taking);
        let told = telling(self.shared, seat, incoming.rows.len());
        let taken = taking.take(&mut draft, &told);
        Imported { done: None, verdicts: taken.verdicts, handed: taken.handed }
    }
}
