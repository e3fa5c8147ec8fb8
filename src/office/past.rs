//! Books of days gone by. A report asks for the same evenings again and again, and a desk at every change, so
//! the last few are kept for as long as no later fact belongs into them.

use super::load::all_facts;
use crate::books::{Books, replay};
use crate::model::fact::Fact;
use crate::model::verb::Verb;
use crate::store::{Store, StoreError};
use chrono::NaiveDate;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Evenings kept at most, and issues in all of them together: an evening takes about as much room as the books.
const EVENINGS: usize = 8;
const ISSUES: usize = 250_000;

/// Which books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evening {
    /// As of the end of this day; `None`: all that was known.
    pub as_of: Option<NaiveDate>,
    /// Of what had been typed by the end of this day; `None`: of all.
    pub known: Option<NaiveDate>,
    /// Of the work before this fact.
    pub before: u64,
}

impl Evening {
    /// Whether a fact that was typed after these books were made changes them.
    fn holds(self, fact: &Fact) -> bool {
        // Units, people and the plan itself are always those of today.
        if !fact.subject.kind.is_work() {
            return true;
        }
        let typed = fact.seq < self.before && self.known.is_none_or(|known| fact.day <= known);
        // What is taken back never was, whatever its day.
        let undoes = matches!(fact.verb, Verb::Undo | Verb::Redo);
        typed && (undoes || self.as_of.is_none_or(|day| fact.on <= day))
    }

    fn made(self, mut facts: Vec<Fact>) -> Books {
        facts.retain(|fact| {
            let typed = fact.seq < self.before && self.known.is_none_or(|known| fact.day <= known);
            typed || !fact.subject.kind.is_work()
        });
        match (self.as_of, self.known) {
            (Some(day), _) => replay::as_of(&facts, day),
            (None, known) => replay::known(&facts, known.unwrap_or(NaiveDate::MAX)),
        }
    }
}

struct Kept {
    of: Evening,
    /// The last fact that was looked at.
    seen: u64,
    books: Arc<Books>,
}

/// The evenings that are kept, the last one asked for at the end.
#[derive(Default)]
pub struct Past(Mutex<Vec<Kept>>);

impl Past {
    /// The books of an evening.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn books(&self, store: &Store, of: Evening) -> Result<Arc<Books>, StoreError> {
        let known = self.kept().iter().find(|kept| kept.of == of).map(|kept| (kept.seen, kept.books.clone()));
        if let Some((seen, books)) = known {
            let since = all_facts(store, seen + 1)?;
            if !since.iter().any(|fact| of.holds(fact)) {
                let seen = since.last().map_or(seen, |fact| fact.seq);
                self.keep(Kept { of, seen, books: Arc::clone(&books) });
                return Ok(books);
            }
        }
        let facts = all_facts(store, 1)?;
        let seen = facts.last().map_or(0, |fact| fact.seq);
        let books = Arc::new(of.made(facts));
        self.keep(Kept { of, seen, books: Arc::clone(&books) });
        Ok(books)
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, evening: Kept) {
        let mut kept = self.kept();
        kept.retain(|known| known.of != evening.of);
        kept.push(evening);
        let issues = |kept: &[Kept]| kept.iter().map(|kept| kept.books.rows().count()).sum::<usize>();
        while kept.len() > EVENINGS || (kept.len() > 1 && issues(&kept) > ISSUES) {
            kept.remove(0);
        }
    }
}
