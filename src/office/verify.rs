//! Verification: chain, records and sheet recomputed from the journal, and the first place that
//! disagrees.

use super::Shared;
use super::lines::store_refusal;
use super::load::all_facts;
use crate::api::answer::{Fault, Verified};
use crate::books::Books;
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::refusal::Refusal;
use crate::model::value::Value;
use crate::store::{ChainFault, Store};

/// Recomputes everything from the journal.
pub fn verify(shared: &Shared, live: &Books) -> Result<Verified, Refusal> {
    let store = shared.store();
    let refused = |error: &crate::store::StoreError| store_refusal(error);
    let chain = store.verify_chain(&mut |_| {}).map_err(|error| refused(&error))?;
    let hash: String = chain.head_hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut verified = Verified {
        facts: chain.facts,
        head: hash,
        records: 0,
        locks: Vec::new(),
        fault: chain.fault.map(fault),
    };
    if verified.fault.is_some() {
        return Ok(verified);
    }
    let mut replayed = Books::default();
    let stored = store.load().map_err(|error| refused(&error))?.sheet;
    let mark = stored.as_ref().map_or(0, |(as_of, _)| *as_of);
    let facts = all_facts(store, 1).map_err(|error| refused(&error))?;
    for fact in facts.iter().filter(|fact| fact.seq <= mark) {
        replayed.apply(fact);
    }
    verified.fault = stored_fault(store, &replayed, stored).map_err(|error| refused(&error))?;
    for fact in facts.iter().filter(|fact| fact.seq > mark && fact.seq <= live.seq) {
        replayed.apply(fact);
    }
    verified.records = (replayed.held.len() + replayed.issues.len()) as u64;
    verified.fault = verified.fault.or_else(|| live_fault(live, &replayed, mark));
    verified.fault = verified.fault.or_else(|| evidence_fault(store, &facts));
    Ok(verified)
}

/// The first fact that names a file of evidence which is gone or is not what it was.
fn evidence_fault(store: &Store, facts: &[Fact]) -> Option<Fault> {
    let named = facts.iter().flat_map(|fact| fact.changes.iter().map(move |change| (fact.seq, change)));
    let mut files = named.flat_map(|(seq, change)| {
        let hashes: Vec<&str> = match &change.new {
            Some(Value::Text(hash)) if change.cell.field == Field::EvidenceFile => vec![hash],
            // The tables of a month that was fixed.
            Some(Value::Words(tables)) if change.cell.field == Field::Fixed => {
                tables.iter().filter_map(|table| Some(table.split_once(':')?.1)).collect()
            }
            _ => Vec::new(),
        };
        hashes.into_iter().map(move |hash| (seq, hash))
    });
    files.find(|(_, hash)| !store.has_evidence(hash)).map(|(seq, _)| Fault::Evidence { seq })
}

fn fault(fault: ChainFault) -> Fault {
    match fault {
        ChainFault::Chain { seq } => Fault::Chain { seq },
        ChainFault::Gap { seq } => Fault::Gap { seq },
        ChainFault::Unreadable { seq } => Fault::Unreadable { seq },
        ChainFault::Vault { seq } => Fault::Vault { seq },
    }
}

/// The checkpoint against the journal up to its mark.
fn stored_fault(
    store: &Store,
    replayed: &Books,
    stored: Option<(u64, Vec<u8>)>,
) -> Result<Option<Fault>, crate::store::StoreError> {
    let Some((mark, sheet)) = stored else { return Ok(None) };
    for (id, record) in sorted(replayed) {
        if store.record(record.subject)?.as_ref() != Some(record) {
            return Ok(Some(Fault::Record { kind: "issue".into(), id }));
        }
    }
    let Some(stored) = Books::unpack(&sheet, true) else { return Ok(Some(Fault::Sheet { id: 0 })) };
    if stored.seq != mark {
        return Ok(Some(Fault::Sheet { id: 0 }));
    }
    Ok(differ(&stored, replayed))
}

/// The books in memory against the journal.
fn live_fault(live: &Books, replayed: &Books, mark: u64) -> Option<Fault> {
    let lost = replayed
        .issues
        .iter()
        .find(|(_, record)| record.rev > mark && !live.issues.contains_key(&record.subject.id));
    if let Some((id, _)) = lost {
        return Some(Fault::Record { kind: "issue".into(), id: *id });
    }
    let held = live.issues.iter().find(|(id, record)| replayed.issues.get(id) != Some(record));
    held.map(|(id, _)| Fault::Record { kind: "issue".into(), id: *id }).or_else(|| differ(live, replayed))
}

fn sorted(books: &Books) -> Vec<(u32, &crate::model::record::Record)> {
    let mut issues: Vec<_> = books.issues.iter().map(|(id, record)| (*id, record.as_ref())).collect();
    issues.sort_by_key(|(id, _)| *id);
    issues
}

/// The first record held whole, or row of the sheet, in which two books differ.
fn differ(a: &Books, b: &Books) -> Option<Fault> {
    for kind in Kind::ALL {
        let pair = a.of_kind(kind).zip(b.of_kind(kind)).find(|(a, b)| a != b);
        let (longer, count) = (a.of_kind(kind).count(), b.of_kind(kind).count());
        if let Some((record, _)) = pair {
            return Some(Fault::Record { kind: format!("{kind:?}").to_lowercase(), id: record.subject.id });
        }
        if longer != count {
            return Some(Fault::Record {
                kind: format!("{kind:?}").to_lowercase(),
                id: longer.min(count) as u32 + 1,
            });
        }
    }
    if !a.sheet.same_numbers(&b.sheet) {
        return Some(Fault::Sheet { id: 0 });
    }
    let rows = a.sheet.len().max(b.sheet.len());
    (0..rows).find(|row| !a.sheet.same_row(&b.sheet, *row)).map(|row| Fault::Sheet { id: row as u32 + 1 })
}
