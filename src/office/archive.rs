//! What a year's papers are put together from beside tables and lists: the journal as it lies, the plan in
//! force, files of evidence.

use super::lines::{self, store_refusal};
use super::query::Desk;
use crate::api::answer::{Holdings, StoredFact};
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::refusal::{Refusal, Why};
use crate::model::value::Value;
use crate::store::Hash;

/// Facts in one answer.
const PAGE: usize = 2_000;

/// The head of the journal, the plan in force and its phases.
///
/// # Errors
/// The journal cannot be read.
pub fn holdings(desk: &Desk<'_>) -> Result<Holdings, Refusal> {
    let fact = desk.shared.store().fact(desk.books.seq).map_err(|error| store_refusal(&error))?;
    let campaign = desk.books.campaign();
    let text = |field: Field| campaign.map_or_else(String::new, |campaign| campaign.text(field).to_owned());
    let phases = desk.books.pack.iter().flat_map(|pack| &pack.phases);
    Ok(Holdings {
        head: desk.books.seq,
        head_hash: fact.map_or_else(String::new, |(_, hash)| hex(&hash)),
        pack: text(Field::PackId),
        pack_text: text(Field::PackText),
        phases: phases.map(|phase| (phase.name.clone(), phase.due)).collect(),
    })
}

/// Facts after a sequence as they are stored; of those that are not seen whole, the hashes.
///
/// # Errors
/// The journal cannot be read.
pub fn stored(desk: &Desk<'_>, after: u64) -> Result<Vec<StoredFact>, Refusal> {
    let rows = desk.shared.store().stored(after + 1, PAGE).map_err(|error| store_refusal(&error))?;
    let line = |(fact, hash, bytes): (Fact, Hash, Vec<u8>)| {
        let seen = desk.sight.fact(desk.books, &fact) && lines::stripped(desk, fact.clone()) == fact;
        StoredFact { seq: fact.seq, hash: hex(&hash), bytes: seen.then_some(bytes) }
    };
    Ok(rows.into_iter().filter(|(fact, ..)| fact.seq <= desk.books.seq).map(line).collect())
}

/// The bytes of a file that an issue in sight names.
///
/// # Errors
/// The issue names no such file, or it is gone or is not what it was.
pub fn evidence_file(desk: &Desk<'_>, what: &str, hash: &str) -> Result<Vec<u8>, Refusal> {
    let record = lines::record_of(desk, what)?;
    let named = record.cells.iter().any(|(cell, value)| {
        cell.field == Field::EvidenceFile && matches!(value, Value::Text(named) if named == hash)
    });
    let bytes = desk.shared.store().evidence(hash).filter(|_| named);
    bytes.ok_or_else(|| Why::UnknownNumber { text: hash.to_owned(), nearest: None }.into())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
