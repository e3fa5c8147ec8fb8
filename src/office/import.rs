//! Files taken in: tried on a draft that nobody keeps, or decided like any other write.

use super::Shared;
use super::query::Desk;
use crate::api::answer::Imported;
use crate::books::draft::Draft;
use crate::model::ids::{OpId, Subject};
use crate::model::incoming::Incoming;
use crate::model::refusal::Refusal;
use crate::rules::incoming::{spoken_of, take};

/// Reads from the store the full records of the issues that a file speaks of, where the books do not hold them.
pub fn hold(shared: &Shared, draft: &mut Draft<'_>, incoming: &Incoming) {
    for id in spoken_of(draft, incoming) {
        let subject = Subject::issue(id);
        if !draft.holds(subject)
            && let Ok(Some(record)) = shared.store().record(subject)
        {
            draft.hold(record);
        }
    }
}

impl Desk<'_> {
    /// What taking a file in would come to. Nothing is kept.
    pub fn import_check(&self, incoming: &Incoming) -> Result<Imported, Refusal> {
        let mut draft = Draft::new(self.books);
        hold(self.shared, &mut draft, incoming);
        let (_, verdicts) = take(&mut draft, &self.context(), &self.sight, incoming, OpId(0))?;
        Ok(Imported { done: None, verdicts })
    }
}
