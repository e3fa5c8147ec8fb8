//! The books as one member may see them: what is hidden is as if it were not there.

use super::Books;
use super::bits::Bits;
use crate::model::ids::{Kind, Subject};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

/// What is left out of a view.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// The issues that are seen, by row; `None`: all.
    pub rows: Option<Bits>,
    /// Other records that are not seen.
    pub records: HashSet<Subject>,
}

impl Books {
    /// The same books with some of it hidden. Shares everything with them; it is for reading only.
    pub fn without(&self, hidden: Hidden) -> Self {
        Self {
            seq: self.seq,
            last_day: self.last_day,
            pack: self.pack.clone(),
            calendar: self.calendar.clone(),
            held: Arc::clone(&self.held),
            issues: Arc::clone(&self.issues),
            sheet: Arc::clone(&self.sheet),
            hidden: Some(hidden),
            ..Self::default()
        }
    }

    /// The rows of issues there are to be seen.
    pub fn existing(&self) -> Cow<'_, Bits> {
        let exist = &self.sheet.index().exist;
        match self.hidden.as_ref().and_then(|hidden| hidden.rows.as_ref()) {
            Some(rows) => {
                let mut seen = rows.clone();
                seen.and(exist);
                Cow::Owned(seen)
            }
            None => Cow::Borrowed(exist),
        }
    }

    /// True when an issue is there to be seen.
    pub fn sees_issue(&self, id: u32) -> bool {
        let rows = self.hidden.as_ref().and_then(|hidden| hidden.rows.as_ref());
        rows.is_none_or(|rows| id > 0 && rows.has(id as usize - 1))
    }

    /// True when a record is there to be seen.
    pub fn sees(&self, subject: Subject) -> bool {
        match subject.kind {
            Kind::Issue => self.sees_issue(subject.id),
            _ => self.hidden.as_ref().is_none_or(|hidden| !hidden.records.contains(&subject)),
        }
    }
}
