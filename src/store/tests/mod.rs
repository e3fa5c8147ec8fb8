//! Tests of the store from inside: a disk that can fail, forget and tear, and values of every sort.

mod arbitrary;
mod codec;
mod disk;
mod faults;
mod migrate;
mod power;

use super::handle::{Db, Store, begin_write};
use super::journal::Batch;
use super::lock::Holder;
use super::open::{builder, found};
use super::place::{Identity, Place};
use super::{StoreError, commitment};
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::ids::{OpId, Subject};
use crate::model::record::Cell;
use crate::model::value::Value;
use crate::model::verb::Verb;
use chrono::{DateTime, NaiveDate};
use disk::Disk;
use std::path::Path;

fn holder() -> Holder {
    Holder { pid: 1, login: "li".into(), since: DateTime::from_timestamp(1_631_937_600, 0).unwrap() }
}

fn sealed(seq: u64) -> Vec<u8> {
    format!("salt{seq}").into_bytes()
}

/// Fact `seq`, always the same; each keeps a protected value in its change 0.
fn fact(seq: u64) -> Fact {
    let new = Some(Value::Sealed(commitment(&sealed(seq))));
    Fact {
        seq,
        at: holder().since,
        day: NaiveDate::from_ymd_opt(2021, 9, 18).unwrap(),
        on: NaiveDate::from_ymd_opt(2021, 9, 18).unwrap(),
        actor: 1,
        party: None,
        by: String::new(),
        paper: String::new(),
        seat: 1,
        op: OpId(seq.into()),
        verb: Verb::Note,
        subject: Subject::issue(seq as u32),
        changes: vec![Change { cell: Cell::main(Field::Title), old: None, new }],
        reason: "x".repeat(seq as usize % 400),
        undoes: None,
    }
}

fn batch(from: u64, to: u64) -> Batch {
    Batch {
        facts: (from..=to).map(fact).collect(),
        vault: (from..=to).map(|seq| (seq, 0, sealed(seq))).collect(),
        ..Batch::default()
    }
}

/// What creating does, on a disk of ours.
fn create_on(disk: &Disk, first: &Batch) {
    let db = builder(crate::store::open::CACHE).create_with_backend(disk.clone()).unwrap();
    let txn = begin_write(&db).unwrap();
    found(&txn, &holder(), first).unwrap();
    txn.commit().unwrap();
    db.close().unwrap();
}

/// What opening does, on a disk of ours. The place is a real file, so that its checks have something
/// to look at.
fn open_on(disk: &Disk) -> Result<Store, StoreError> {
    let db = builder(crate::store::open::CACHE).create_with_backend(disk.clone())?;
    let file = Path::new("/dev/null");
    let place = Place::new(file.into(), Identity::of(&file.metadata().unwrap()), None);
    let store = Store::over(Db::Own(Box::new(db)), place);
    store.set_floor(0);
    Ok(store)
}

/// That a store holds the facts 1 to its head, whole, with what they protect; answers the head.
fn check(store: &Store) -> u64 {
    let loaded = store.load().unwrap();
    let mut last = 0;
    store
        .facts(1, &mut |read, _| {
            assert_eq!(read, fact(read.seq));
            last = read.seq;
            true
        })
        .unwrap();
    assert_eq!(last, loaded.head);
    // The last batches are those a fault could have halved.
    for seq in loaded.head.saturating_sub(20).max(1)..=loaded.head {
        assert_eq!(store.vault(seq, 0).unwrap(), Some(sealed(seq)));
    }
    assert_eq!(store.vault(loaded.head + 1, 0).unwrap(), None);
    if let Some((as_of, sheet)) = loaded.sheet {
        assert_eq!(sheet, vec![as_of as u8; 2000]);
    }
    loaded.head
}
