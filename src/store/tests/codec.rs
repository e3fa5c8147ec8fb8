//! Stored facts and records read back as they were, across programs that know more or fewer fields.

use super::super::chain::{follow, forge};
use super::super::codec::{Flaw, decode, encode};
use super::arbitrary;
use super::*;
use crate::store::Head;
use proptest::prelude::*;
use serde::Serialize;

/// What a program that knew only the necessary fields would have stored.
#[derive(Serialize)]
struct Bare<'a> {
    seq: u64,
    at: &'a chrono::DateTime<chrono::Utc>,
    day: NaiveDate,
    on: NaiveDate,
    actor: u32,
    op: OpId,
    verb: Verb,
    subject: Subject,
    changes: &'a [Change],
}

/// What a program that knows more fields would store.
#[derive(Serialize)]
struct Newer<'a, T> {
    later: &'a str,
    #[serde(flatten)]
    known: &'a T,
    weather: (u8, Option<Vec<String>>),
}

proptest! {
    #[test]
    fn any_fact_reads_back(fact in arbitrary::fact()) {
        prop_assert_eq!(decode(&encode(&fact).unwrap()), Ok(fact));
    }

    #[test]
    fn any_record_reads_back(record in arbitrary::record()) {
        prop_assert_eq!(decode(&encode(&record).unwrap()), Ok(record));
    }

    #[test]
    fn fields_of_a_later_program_are_skipped(fact in arbitrary::fact(), record in arbitrary::record()) {
        let weather = (3, Some(vec!["fine".to_owned()]));
        let stored = encode(&Newer { later: "x", known: &fact, weather: weather.clone() }).unwrap();
        prop_assert_eq!(decode(&stored), Ok(fact));
        let stored = encode(&Newer { later: "x", known: &record, weather }).unwrap();
        prop_assert_eq!(decode(&stored), Ok(record));
    }

    #[test]
    fn fields_an_earlier_program_did_not_know_take_their_default(fact in arbitrary::fact()) {
        let Fact { seq, ref at, day, on, actor, op, verb, subject, ref changes, .. } = fact;
        let stored = encode(&Bare { seq, at, day, on, actor, op, verb, subject, changes }).unwrap();
        let bare = Fact {
            party: None,
            by: String::new(),
            paper: String::new(),
            seat: 0,
            reason: String::new(),
            undoes: None,
            ..fact
        };
        prop_assert_eq!(decode(&stored), Ok(bare));
    }

    #[test]
    fn any_bytes_read_as_something_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _: Result<Fact, Flaw> = decode(&bytes);
        let mut head = Head::NONE;
        prop_assert!(follow(&mut head, 1, &bytes).is_err());
        prop_assert_eq!(head, Head::NONE);
    }

    #[test]
    fn a_cut_fact_is_refused(fact in arbitrary::fact(), at in any::<prop::sample::Index>()) {
        let stored = encode(&fact).unwrap();
        let cut = &stored[..at.index(stored.len())];
        prop_assert_eq!(decode::<Fact>(cut), Err(Flaw::Unreadable));
    }

    #[test]
    fn one_bit_breaks_the_link(fact in arbitrary::fact(), at in any::<prop::sample::Index>(), bit in 0..8) {
        let before = Head { seq: 6, hash: [9; 32] };
        let fact = Fact { seq: 7, ..fact };
        let (after, mut row) = forge(before, &fact).unwrap();
        let mut head = before;
        prop_assert!(follow(&mut head, 7, &row).is_ok_and(|read| read == fact));
        prop_assert_eq!(head, after);
        let mut elsewhere = Head { hash: [8; 32], ..before };
        prop_assert!(follow(&mut elsewhere, 7, &row).is_err());
        let at = at.index(row.len());
        row[at] ^= 1u8 << bit;
        let mut head = before;
        prop_assert!(follow(&mut head, 7, &row).is_err());
    }
}

#[test]
fn a_schema_byte_above_ours_is_newer_and_below_it_nothing() {
    let mut stored = encode(&fact(1)).unwrap();
    assert_eq!(stored[0], 3);
    stored[0] = 4;
    assert_eq!(decode::<Fact>(&stored), Err(Flaw::Newer(4)));
    assert_eq!(Flaw::Newer(4).of("fact 1"), StoreError::Newer { found: 4, known: 3 });
    // What the first program wrote is read on.
    stored[0] = 1;
    assert_eq!(decode::<Fact>(&stored), Ok(fact(1)));
    stored[0] = 0;
    assert_eq!(decode::<Fact>(&stored), Err(Flaw::Unreadable));
    assert_eq!(decode::<Fact>(&[]), Err(Flaw::Unreadable));
}

#[test]
fn a_refusal_to_read_never_quotes_what_was_written() {
    let mut wrong = vec![1];
    wrong.extend(rmp_serde::to_vec_named(&[("seq", "a name")]).unwrap());
    let error = decode::<Fact>(&wrong).unwrap_err().of("fact 3");
    assert_eq!(error, StoreError::damaged("fact 3 cannot be read"));
}
