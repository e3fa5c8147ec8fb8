//! What holds of the journal by itself, whatever people did.

use duban::api::answer::FactLine;
use duban::model::field::Field;
use duban::model::ids::Kind;
use duban::model::value::Value;
use duban::model::verb::Verb;
use std::collections::BTreeMap;

/// The journal by itself: who may not verify does not, a deadline moves only by what may move it, a number
/// once given stays and is given once.
pub fn check(lines: &[FactLine]) {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut numbered: BTreeMap<u32, String> = BTreeMap::new();
    for line in lines {
        let fact = &line.fact;
        for change in &fact.changes {
            if change.cell.field == Field::No && fact.subject.kind == Kind::Issue {
                let Some(Value::Text(no)) = &change.new else {
                    panic!("a number is taken back by fact {}", fact.seq)
                };
                assert_eq!(numbers.insert(no.clone(), fact.subject.id), None, "{no} is given twice");
                assert_eq!(change.old, None);
                numbered.insert(fact.subject.id, no.clone());
            }
            if change.cell.field == Field::Deadline && change.cell.part == 0 && change.old.is_some() {
                let may = matches!(
                    fact.verb,
                    Verb::DecideExtension | Verb::SendBack | Verb::Reopen | Verb::Undo | Verb::Redo
                ) || !numbered.contains_key(&fact.subject.id)
                    || fact.verb == Verb::Accept;
                assert!(may, "{:?} moves the deadline in fact {}", fact.verb, fact.seq);
            }
        }
    }
}
