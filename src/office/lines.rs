//! Facts as lines of a history, and a filter as the words of a scope.

use super::query::Desk;
use crate::api::answer::{ChangeWords, FactLine};
use crate::books::{Books, filter_reader};
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::filter::{Filter, Test};
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, StoreTrouble, Why};
use crate::model::value::{FieldType, Value};
use crate::rules::decide::number;
use crate::rules::rights;
use crate::store::{Store, StoreError};
use chrono::NaiveDate;

/// Facts in one answer, where no number is asked for.
const PAGE: usize = 1_000;

/// A store error as a refusal.
pub fn store_refusal(error: &StoreError) -> Refusal {
    Why::StoreRefused { detail: store_trouble(error) }.into()
}

/// What a store error means to whoever asked.
pub fn store_trouble(error: &StoreError) -> StoreTrouble {
    match error {
        StoreError::DiskFull => StoreTrouble::DiskFull,
        StoreError::Denied { .. } => StoreTrouble::ReadOnly,
        StoreError::Moved => StoreTrouble::Moved,
        other => StoreTrouble::Other(other.to_string()),
    }
}

/// Facts after a sequence, of one record or of all, oldest first; with a limit, the newest so many.
pub fn history(
    desk: &Desk<'_>,
    what: Option<String>,
    since: Option<NaiveDate>,
    limit: Option<u32>,
    after: u64,
) -> Result<Vec<FactLine>, Refusal> {
    let store = desk.shared.store();
    let mut seqs: Vec<u64> = match what {
        Some(what) => facts_about(desk, &what)?,
        None => (first_since(store, desk.books.seq, since)?.max(after + 1)..=desk.books.seq).collect(),
    };
    seqs.retain(|seq| *seq > after);
    if let Some(limit) = limit {
        seqs.drain(..seqs.len().saturating_sub(limit as usize));
    }
    let mut lines = Vec::with_capacity(seqs.len());
    for seq in seqs {
        if limit.is_none() && lines.len() == PAGE {
            break;
        }
        if let Some((fact, hash)) = store.fact(seq).map_err(|error| store_refusal(&error))?
            && since.is_none_or(|since| fact.day >= since)
            && desk.sight.fact(desk.books, &fact)
        {
            lines.push(line(desk, fact, &hash));
        }
    }
    Ok(lines)
}

fn facts_about(desk: &Desk<'_>, what: &str) -> Result<Vec<u64>, Refusal> {
    Ok(record_of(desk, what)?.facts)
}

/// The record that a number or name means: an issue, an entry of a register, a unit, a member.
///
/// # Errors
/// None is called so.
pub fn subject_of(desk: &Desk<'_>, what: &str) -> Result<Subject, Refusal> {
    Ok(record_of(desk, what)?.subject)
}

/// The record itself.
///
/// # Errors
/// None is called so.
pub fn record_of(desk: &Desk<'_>, what: &str) -> Result<Record, Refusal> {
    let draft = crate::books::draft::Draft::new(desk.books);
    if let Some(issue) = number(&draft, what).and_then(|id| desk.issue(id)) {
        return Ok(issue);
    }
    if let Some(entry) = super::entries::called(&draft, what) {
        return Ok(entry);
    }
    let unit = desk.books.units_called(what).first().copied().and_then(|unit| desk.books.unit(unit));
    let record = unit.or_else(|| desk.books.member(what));
    record.cloned().ok_or_else(|| Why::UnknownNumber { text: what.to_owned(), nearest: None }.into())
}

/// The first fact typed on a day or later: the office's days never go back, so halving finds it.
fn first_since(store: &Store, head: u64, since: Option<NaiveDate>) -> Result<u64, Refusal> {
    let Some(since) = since else { return Ok(1) };
    let (mut low, mut high) = (1, head + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let fact = store.fact(middle).map_err(|error| store_refusal(&error))?;
        if fact.is_some_and(|(fact, _)| fact.day < since) { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

/// A fact with its names.
pub fn line(desk: &Desk<'_>, fact: Fact, hash: &[u8]) -> FactLine {
    let fact = stripped(desk, fact);
    let books = desk.books;
    let member = books.held.get(&Subject { kind: Kind::Member, id: fact.actor });
    let issue = (fact.subject.kind == Kind::Issue && fact.party.is_some())
        .then(|| desk.issue(fact.subject.id))
        .flatten();
    let party = match (fact.party, &issue) {
        (Some(party), Some(issue)) => rights::party_name(books, issue, party),
        _ => String::new(),
    };
    FactLine {
        no: books.name_of(fact.subject),
        actor: member.map_or_else(String::new, |member| member.text(Field::Name).to_owned()),
        party,
        words: fact.changes.iter().map(|change| words(desk, change)).collect(),
        hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        fact,
    }
}

/// A fact without the numbers of what is not seen.
pub fn stripped(desk: &Desk<'_>, mut fact: Fact) -> Fact {
    if desk.books.hidden.is_some() {
        let numbers = fact.changes.iter_mut().filter(|change| change.cell.field.kind() == FieldType::Numbers);
        for value in numbers.flat_map(|change| [&mut change.old, &mut change.new]) {
            if let Some(Value::Words(words)) = value {
                words.retain(|word| desk.sees_named(word));
            }
        }
    }
    fact
}

fn words(desk: &Desk<'_>, change: &Change) -> ChangeWords {
    let field = change.cell.field;
    // The pack's text is the plan itself: too long for a line of history.
    let long = field == Field::PackText;
    let said = |value: &Option<Value>| {
        value.as_ref().map(|value| if long { String::from("…") } else { say(desk, field, value) })
    };
    ChangeWords {
        field: field.code().to_owned(),
        part: change.cell.part,
        old: said(&change.old),
        new: said(&change.new),
    }
}

/// A value in the words of the campaign; states, flags and own codes stay codes.
fn say(desk: &Desk<'_>, field: Field, value: &Value) -> String {
    let books = desk.books;
    match value {
        Value::Words(words) if field.kind() == FieldType::Numbers => {
            let seen = words.iter().filter(|word| desk.sees_named(word));
            seen.cloned().collect::<Vec<_>>().join("、")
        }
        Value::Text(text) if field == Field::Doc => books.doc_name(text),
        Value::Text(text) => text.clone(),
        Value::Code(code) if field == Field::Category => category(books, code),
        Value::Code(code) => code.clone(),
        Value::Int(n) => n.to_string(),
        Value::Fen(fen) => format!("{}.{:02}", fen / 100, fen % 100),
        Value::Day(day) => day.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Ref(id) => books.unit_name(*id).to_owned(),
        Value::Refs(ids) => ids.iter().map(|id| books.unit_name(*id)).collect::<Vec<_>>().join("、"),
        Value::Words(words) => words.join("、"),
        Value::Deadline(deadline) => match deadline.due {
            Some(due) => format!("{due} ({})", deadline.text),
            None => deadline.text.clone(),
        },
        Value::State(state) => state.code().to_owned(),
        Value::Sealed(_) => String::new(),
    }
}

/// A filter in words, one a term: names of units and classes where the term names them, else as typed.
pub fn scope(books: &Books, filter: &Filter, line: &str) -> Vec<String> {
    let mut terms = filter.terms.iter();
    let said = |word: String| {
        // What sorts or sets the day is no term of its own.
        let term = if filter_reader::is_setting(&word) { None } else { terms.next() };
        let values = word.split_once([':', '：']).map_or("", |(_, values)| values).split(['|', '｜']);
        let kinds = books.pack.as_ref().map_or(&[][..], |pack| &pack.unit_kinds);
        let unit = |value: &str| match kinds.iter().find(|kind| kind.id == value) {
            Some(kind) => kind.name.clone(),
            None => {
                let unit = books.units_called(value).first().copied();
                unit.map_or_else(|| value.to_owned(), |unit| books.unit_name(unit).to_owned())
            }
        };
        let said = match term.map(|term| &term.test) {
            Some(Test::Unit(_) | Test::Lead(_)) => values.map(unit).collect::<Vec<_>>().join("|"),
            Some(Test::Category(ids)) => {
                ids.iter().map(|id| category(books, id)).collect::<Vec<_>>().join("|")
            }
            _ => return word,
        };
        if term.is_some_and(|term| term.negated) { format!("-{said}") } else { said }
    };
    filter_reader::words_of(line).into_iter().map(said).collect()
}

/// A scope beside a day that is said anyway: without the words that set that day or sort.
pub fn scope_aloud(books: &Books, filter: &Filter, line: &str) -> String {
    let words = filter_reader::words_of(line);
    let said = words.iter().zip(scope(books, filter, line));
    let aloud = said.filter(|(word, _)| !filter_reader::is_order_or_day(word)).map(|(_, said)| said);
    aloud.collect::<Vec<_>>().join(" ")
}

/// The short name of a class.
fn category(books: &Books, id: &str) -> String {
    let known = books.pack.iter().flat_map(|pack| &pack.categories).find(|known| known.id == id);
    known.map_or_else(|| id.to_owned(), |known| known.short.clone())
}
