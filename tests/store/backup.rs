//! A backup opens, holds everything, and never stands in the way of anything.

use crate::made::*;
use duban::store::tables::JOURNAL;
use duban::store::{Copied, Store, StoreError};
use redb::{Database, ReadableTable};
use std::fs;

#[test]
fn a_backup_holds_everything_and_can_be_worked_on() {
    let (folder, path) = furnished();
    let store = open(&path);
    let copy = folder.path().join("copy.redb");
    assert_eq!(store.backup(&copy, Copied::Everything).unwrap(), store.head().unwrap());
    let all = everything(&store).unwrap();
    assert_eq!(everything(&Store::open_read_only(&copy).unwrap()).unwrap(), all);
    let restored = open(&copy);
    assert_eq!(everything(&restored).unwrap(), all);
    assert_eq!(restored.append(40, &batch(41, 42)).unwrap().seq, 42);
    assert_eq!(store.head().unwrap().seq, 40);
    assert_eq!(names(folder.path()), ["copy.redb", "copy.redb.lock", "duban.redb", "duban.redb.lock"]);
}

#[test]
fn a_reader_alone_can_make_one() {
    let (folder, path) = furnished();
    let copy = folder.path().join("copy.redb");
    let store = Store::open_read_only(&path).unwrap();
    assert_eq!(store.backup(&copy, Copied::Everything).unwrap().seq, 40);
    assert_eq!(everything(&open(&copy)).unwrap(), everything(&store).unwrap());
}

#[test]
fn every_backup_under_appends_is_a_prefix() {
    let (folder, path) = made(1);
    let store = open(&path);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for head in 1..=120 {
                store.append(head, &batch(head + 1, head + 1)).unwrap();
            }
        });
        for round in 0.. {
            let before = store.head().unwrap();
            let copy = folder.path().join(format!("{round}"));
            let head = store.backup(&copy, Copied::Everything).unwrap();
            let copy = Store::open_read_only(&copy).unwrap();
            assert!(head.seq >= before.seq);
            assert_eq!(copy.head().unwrap(), head);
            assert_eq!(copy.load().unwrap().tail, (1..=head.seq).map(fact).collect::<Vec<_>>());
            if writer.is_finished() && head.seq == 121 {
                break;
            }
        }
    });
}

#[test]
fn nothing_that_exists_is_overwritten() {
    let (folder, path) = made(3);
    let store = open(&path);
    assert_eq!(store.backup(&path, Copied::Everything).unwrap_err(), StoreError::Exists);
    let other = folder.path().join("other");
    fs::write(&other, "letter").unwrap();
    assert_eq!(store.backup(&other, Copied::Everything).unwrap_err(), StoreError::Exists);
    assert_eq!(fs::read(&other).unwrap(), b"letter");
    assert_eq!(
        store.backup(&folder.path().join("no/folder"), Copied::Everything).unwrap_err(),
        StoreError::Missing
    );
    assert_eq!(store.append(3, &batch(4, 4)).unwrap().seq, 4);
    assert_eq!(names(folder.path()), ["duban.redb", "duban.redb.lock", "other"]);
}

#[test]
fn a_store_at_odds_with_itself_gives_no_backup() {
    let (folder, path) = made(9);
    let db = Database::open(&path).unwrap();
    let txn = db.begin_write().unwrap();
    {
        let mut journal = txn.open_table(JOURNAL).unwrap();
        let row = journal.get(4).unwrap().unwrap().value().to_vec();
        journal.insert(5, row.as_slice()).unwrap();
    }
    txn.commit().unwrap();
    db.close().unwrap();
    let store = open(&path);
    let refused = store.backup(&folder.path().join("copy"), Copied::Everything).unwrap_err();
    assert!(matches!(&refused, StoreError::Damaged { detail } if detail.contains("fact 5 ")), "{refused:?}");
    assert_eq!(names(folder.path()), ["duban.redb", "duban.redb.lock"]);
}
