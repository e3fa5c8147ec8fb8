//! Replaying facts: the books as of a day.

use super::Books;
use crate::model::fact::Fact;
use crate::model::ids::Kind;
use crate::model::verb::Verb;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The sequences that need not be applied: undone facts, and every undo and redo. An undo that was
/// itself undone takes nothing back.
pub fn taken_back(facts: &[Fact]) -> BTreeSet<u64> {
    let mut back = BTreeSet::new();
    for fact in facts.iter().rev() {
        if let (Verb::Undo | Verb::Redo, Some(target)) = (fact.verb, fact.undoes)
            && back.insert(fact.seq)
        {
            back.insert(target);
        }
    }
    back
}

/// The books as they were known on the evening of a day: what had been typed by then, mistakes and all.
pub fn known(facts: &[Fact], day: NaiveDate) -> Books {
    let mut books = Books::default();
    // Units, people and the plan itself are always those of today: numbers must keep their names.
    let by_then = facts.iter().filter(|fact| !fact.subject.kind.is_work() || fact.day <= day);
    by_then.for_each(|fact| books.apply(fact));
    books
}

/// The books as of the end of a day: every act done by then and not taken back since. What was typed
/// late counts on the day it was done.
pub fn as_of(facts: &[Fact], day: NaiveDate) -> Books {
    let back = taken_back(facts);
    let mut books = Books::default();
    for fact in facts.iter().filter(|fact| !back.contains(&fact.seq)) {
        // Units, people and the plan itself are always those of today: numbers must keep their names.
        let work = fact.subject.kind.is_work();
        let issue = fact.subject.kind == Kind::Issue;
        let entered = !issue || fact.verb == Verb::Register || books.record(fact.subject).is_some();
        if !work || (fact.on <= day && entered) {
            books.apply(fact);
        }
    }
    books
}
