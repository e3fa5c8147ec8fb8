//! Making the books of a store: the last checkpoint and the facts since.

use crate::books::Books;
use crate::model::fact::Fact;
use crate::model::ids::Kind;
use crate::store::{Store, StoreError};

/// The books of a store, the last checkpoint and the facts since; and how far the checkpoint reaches. Without
/// `write` they hold nothing that only acts are decided by.
pub fn load(store: &Store, write: bool) -> Result<(Books, u64), StoreError> {
    let loaded = store.load()?;
    let sheet = loaded.sheet.and_then(|(_, bytes)| Books::unpack(&bytes, write));
    let (mut books, tail) = match sheet {
        Some(books) if books.seq + loaded.tail.len() as u64 == loaded.head => (books, loaded.tail),
        // A checkpoint that cannot be read costs a full replay, no more.
        _ => (Books::default(), all_facts(store, 1)?),
    };
    let checkpointed = books.seq;
    for fact in &tail {
        if checkpointed > 0
            && fact.subject.kind == Kind::Issue
            && books.record(fact.subject).is_none()
            && let Some(record) = store.record(fact.subject)?
        {
            books.hold(record);
        }
        books.apply(fact);
    }
    Ok((books, checkpointed))
}

/// Facts from a sequence on.
pub fn all_facts(store: &Store, from: u64) -> Result<Vec<Fact>, StoreError> {
    let mut facts = Vec::new();
    store.facts(from, &mut |fact, _| {
        facts.push(fact);
        true
    })?;
    Ok(facts)
}
