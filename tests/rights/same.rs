//! Non-interference: to whoever may not see it, stores that differ only in what is protected are the same.

use super::asks::{about, at_large};
use super::town::{Planted, ROLES, ask, town};
use duban::api::Answer;
use duban::api::answer::StoredFact;
use duban::model::fact::Fact;
use duban::model::ids::OpId;
use serde_json::Value;

/// Pairs of stores.
const PAIRS: u64 = 6;

/// An answer without what differs between any two stores: moments, hashes, op ids, salted
/// commitments (`v`).
fn plain(answer: &Answer) -> Value {
    if let Answer::Stored(facts) = answer {
        let fact = |stored: &StoredFact| {
            // Behind the byte of its schema, what anybody reads who has the bytes.
            let fact = stored.bytes.as_ref().map(|bytes| rmp_serde::from_slice::<Fact>(&bytes[1..]).unwrap());
            let mut value = serde_json::to_value(fact.map(|fact| Fact { op: OpId(0), ..fact })).unwrap();
            scrub(&mut value);
            (stored.seq, value)
        };
        return serde_json::to_value(facts.iter().map(fact).collect::<Vec<_>>()).unwrap();
    }
    // An op id has more digits than this reader of numbers takes.
    let mut text = String::new();
    for part in serde_json::to_string(answer).unwrap().split_inclusive("\"op\":") {
        text.push_str(if text.is_empty() {
            part
        } else {
            part.trim_start_matches(|c: char| c.is_ascii_digit())
        });
        if text.ends_with("\"op\":") {
            text.push('0');
        }
    }
    let mut value = serde_json::from_str(&text).unwrap();
    scrub(&mut value);
    value
}

fn scrub(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for name in ["at", "hash", "op", "since", "head", "head_hash", "v"] {
                map.remove(name);
            }
            map.values_mut().for_each(scrub);
        }
        Value::Array(values) => values.iter_mut().for_each(scrub),
        _ => {}
    }
}

#[test]
fn what_is_protected_changes_nothing_for_whoever_may_not_see_it() {
    let mut compared = 0;
    for pair in 0..PAIRS {
        let mut random = fastrand::Rng::with_seed(pair);
        let mut mark = || (0..6).map(|_| random.char('一'..'龥')).collect::<String>();
        let (here, there) = (Planted::new(&mark()), Planted::new(&mark()));
        let ((here_town, things), (there_town, _)) = (town(&here), town(&there));
        for (role, _) in ROLES.iter().filter(|(role, _)| *role != "discipline") {
            let op = |n: u64| OpId(u128::from(pair) << 64 | u128::from(n));
            let mut requests = at_large(op(1));
            for thing in &things {
                // The canary of one of the two stores too: that is how one would go looking for it.
                let word: String = thing.canary.chars().take(5).collect();
                requests.extend(about(&thing.no, &word, op(2)));
            }
            // As many of them as there is time for, others in every pair.
            for request in requests.into_iter().filter(|_| random.u8(..20) == 0) {
                let answers = [&here_town, &there_town].map(|town| plain(&ask(town, role, request.clone())));
                assert_eq!(answers[0], answers[1], "{role}: {request:?}");
                compared += 1;
            }
        }
    }
    println!("{PAIRS} pairs of stores, {compared} answers compared");
    assert!(compared > 3_000, "{compared}");
}
