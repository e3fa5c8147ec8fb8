//! Facts and records of every sort.

use crate::model::deadline::{Deadline, DeadlineKind};
use crate::model::fact::{Change, Fact, Party};
use crate::model::field::Field;
use crate::model::ids::{Kind, OpId, Subject};
use crate::model::record::{Cell, Record};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;
use chrono::{DateTime, NaiveDate, Utc};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9 ]{0,20}", "[\u{4e00}-\u{9fa5}\u{ff0c}\u{3002}]{0,30}", ".{0,12}"]
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..80_000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(700_000 + days).unwrap())
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0..4_000_000_000i64, 0..1_000_000_000u32)
        .prop_map(|(secs, nanos)| DateTime::from_timestamp(secs, nanos).unwrap())
}

fn deadline() -> impl Strategy<Value = Deadline> {
    let kinds = select(vec![DeadlineKind::Point, DeadlineKind::Standing, DeadlineKind::Unknown]);
    (text(), text(), kinds, option::of(day()), option::of(day()), any::<(bool, bool)>(), option::of(text()))
        .prop_map(|(text, clause, kind, due, strict, (fuzzy, standing), settled_by)| Deadline {
            text,
            clause,
            kind,
            due,
            fuzzy,
            strict,
            standing,
            settled_by,
        })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::Text),
        any::<i64>().prop_map(Value::Int),
        any::<i64>().prop_map(Value::Fen),
        day().prop_map(Value::Day),
        any::<bool>().prop_map(Value::Flag),
        text().prop_map(Value::Code),
        any::<u32>().prop_map(Value::Ref),
        vec(any::<u32>(), 0..5).prop_map(Value::Refs),
        vec(text(), 0..4).prop_map(Value::Words),
        deadline().prop_map(|deadline| Value::Deadline(Box::new(deadline))),
        select(State::ALL.to_vec()).prop_map(Value::State),
        any::<[u8; 32]>().prop_map(Value::Sealed),
    ]
}

fn cell() -> impl Strategy<Value = Cell> {
    (select(Field::ALL), any::<u16>()).prop_map(|(field, part)| Cell { field, part })
}

fn subject() -> impl Strategy<Value = Subject> {
    (select(Kind::ALL.to_vec()), any::<u32>()).prop_map(|(kind, id)| Subject { kind, id })
}

fn change() -> impl Strategy<Value = Change> {
    (cell(), option::of(value()), option::of(value())).prop_map(|(cell, old, new)| Change { cell, old, new })
}

/// A fact of any sort; it need not make sense.
pub(super) fn fact() -> impl Strategy<Value = Fact> {
    let when = (any::<u64>(), moment(), day(), day());
    let who = (any::<u32>(), option::of(select(Party::ALL.to_vec())), text(), text(), any::<u32>());
    let what = (any::<u128>(), select(Verb::ALL), subject(), vec(change(), 0..6), text());
    (when, who, what, option::of(any::<u64>())).prop_map(|(when, who, what, undoes)| Fact {
        seq: when.0,
        at: when.1,
        day: when.2,
        on: when.3,
        actor: who.0,
        party: who.1,
        by: who.2,
        paper: who.3,
        seat: who.4,
        op: OpId(what.0),
        verb: what.1,
        subject: what.2,
        changes: what.3,
        reason: what.4,
        undoes,
    })
}

/// A record of any sort.
pub(super) fn record() -> impl Strategy<Value = Record> {
    (subject(), any::<u64>(), vec(change(), 0..12)).prop_map(|(subject, rev, changes)| {
        let mut record = Record::new(subject);
        record.rev = rev;
        for change in &changes {
            record.put(change);
        }
        record
    })
}
