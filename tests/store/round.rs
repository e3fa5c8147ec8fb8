//! What goes in comes out.

use crate::made::*;
use duban::model::ids::Subject;
use duban::store::{Batch, Copied, Head, Store, StoreError};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

#[test]
fn a_new_store_holds_its_first_batch() {
    let (folder, path) = made(5);
    let store = open(&path);
    let loaded = store.load().unwrap();
    assert_eq!(loaded.tail, (1..=5).map(fact).collect::<Vec<_>>());
    assert_eq!((loaded.sheet, loaded.head), (None, 5));
    assert_eq!(store.head().unwrap(), Head { seq: 5, hash: loaded.head_hash });
    assert_ne!(loaded.head_hash, Head::NONE.hash);
    store.close().unwrap();
    assert_eq!(names(folder.path()), ["duban.redb", "duban.redb.lock"]);
}

#[test]
fn a_store_may_begin_empty() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    Store::create(&path, &holder(), &Batch::default()).unwrap();
    let store = open(&path);
    assert_eq!(store.head().unwrap(), Head::NONE);
    assert_eq!(store.append(0, &Batch::default()).unwrap(), Head::NONE);
    assert_eq!(store.append(0, &batch(1, 1)).unwrap().seq, 1);
}

#[test]
fn appended_facts_are_there_after_reopening() {
    let (_folder, path) = made(2);
    let store = open(&path);
    let head = store.append(2, &batch(3, 9)).unwrap();
    assert_eq!(head.seq, 9);
    store.close().unwrap();
    let store = open(&path);
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(store.fact(7).unwrap().unwrap().0, fact(7));
    assert_eq!(store.fact(9).unwrap().unwrap().1, head.hash);
    assert_eq!(store.fact(0).unwrap(), None);
    assert_eq!(store.fact(10).unwrap(), None);
    assert_eq!(store.vault(6, 1).unwrap(), Some(sealed(6)));
    assert_eq!(store.vault(6, 0).unwrap(), None);
    assert_eq!(store.vault(7, 1).unwrap(), None);
}

#[test]
fn facts_come_in_order_from_where_one_asks_until_one_stops() {
    let (_folder, path) = made(3000);
    let store = open(&path);
    let mut seen = Vec::new();
    store
        .facts(995, &mut |fact, _| {
            seen.push(fact.seq);
            true
        })
        .unwrap();
    assert_eq!(seen, (995..=3000).collect::<Vec<_>>());
    let mut asked = 0;
    store
        .facts(0, &mut |fact, hash| {
            asked += 1;
            assert_eq!(store.fact(fact.seq).unwrap(), Some((fact, hash)));
            asked < 3
        })
        .unwrap();
    assert_eq!(asked, 3);
}

#[test]
fn a_batch_that_does_not_fit_changes_nothing_and_leaves_the_handle_alive() {
    let (_folder, path) = made(3);
    let store = open(&path);
    let moved = store.append(2, &batch(3, 3)).unwrap_err();
    assert_eq!(moved, StoreError::HeadMoved { expected: 2, found: 3 });
    let gap = store.append(3, &batch(5, 6)).unwrap_err();
    assert!(matches!(gap, StoreError::BadBatch { .. }), "{gap:?}");
    let mut unsealed = batch(4, 6);
    unsealed.vault[0].2[0] ^= 1;
    assert!(matches!(store.append(3, &unsealed), Err(StoreError::BadBatch { .. })));
    let mut foreign = batch(4, 6);
    foreign.vault[0].0 = 3;
    assert!(matches!(store.append(3, &foreign), Err(StoreError::BadBatch { .. })));
    assert!(matches!(store.checkpoint(4, b"", &[]), Err(StoreError::BadBatch { .. })));
    assert_eq!(store.load().unwrap().tail.len(), 3);
    assert_eq!(store.append(3, &batch(4, 6)).unwrap().seq, 6);
}

#[test]
fn a_checkpoint_shortens_the_tail_and_a_later_one_replaces_it() {
    let (_folder, path) = made(10);
    let store = open(&path);
    for (as_of, len) in [(4, 200_000), (8, 199_000), (9, 70_000), (9, 0), (10, 131_072)] {
        let changed = record(as_of as u32);
        store.checkpoint(as_of, &sheet(len), std::slice::from_ref(&changed)).unwrap();
        let loaded = store.load().unwrap();
        assert_eq!(loaded.sheet, Some((as_of, sheet(len))));
        assert_eq!(loaded.tail, (as_of + 1..=10).map(fact).collect::<Vec<_>>());
        assert_eq!(store.record(changed.subject).unwrap(), Some(changed));
    }
    assert!(matches!(store.checkpoint(9, b"", &[record(5)]), Err(StoreError::BadBatch { .. })), "not back");
    assert_eq!(store.record(Subject::issue(5)).unwrap(), None);
    assert_eq!(store.record(Subject::unit(4)).unwrap(), None);
    assert_eq!(store.record(Subject::issue(4)).unwrap(), Some(record(4)));
}

#[test]
fn personal_things_belong_to_one_login() {
    let (_folder, path) = made(1);
    let store = open(&path);
    store.personal_put("li", "draft", Some(b"one")).unwrap();
    store.personal_put("li", "columns", Some(b"")).unwrap();
    store.personal_put("liu", "draft", Some(b"two")).unwrap();
    assert_eq!(store.personal_get("li", "draft").unwrap().as_deref(), Some(&b"one"[..]));
    assert_eq!(store.personal_get("li", "columns").unwrap().as_deref(), Some(&b""[..]));
    assert_eq!(store.personal_get("l", "draft").unwrap(), None);
    assert_eq!(store.personal_list("li").unwrap(), ["columns", "draft"]);
    assert_eq!(store.personal_list("liu").unwrap(), ["draft"]);
    assert!(store.personal_list("l").unwrap().is_empty());
    store.personal_put("li", "draft", None).unwrap();
    assert_eq!(store.personal_get("li", "draft").unwrap(), None);
    assert_eq!(store.personal_get("liu", "draft").unwrap().as_deref(), Some(&b"two"[..]));
    assert_eq!(store.head().unwrap().seq, 1);
}

#[test]
fn missing_folders_are_made_and_everything_is_the_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/duban.redb");
    Store::create(&path, &holder(), &batch(1, 1)).unwrap();
    let store = open(&path);
    let mode = |name: &str| folder.path().join(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("a"), 0o700);
    assert_eq!(mode("a/b"), 0o700);
    assert_eq!(mode("a/b/duban.redb"), 0o600);
    assert_eq!(mode("a/b/duban.redb.lock"), 0o600);
    store.backup(&folder.path().join("a/copy"), Copied::Everything).unwrap();
    assert_eq!(mode("a/copy"), 0o600);
}

#[test]
fn a_reader_alone_sees_the_same_and_cannot_write() {
    let (folder, path) = furnished();
    let all = everything(&open(&path)).unwrap();
    std::fs::remove_file(folder.path().join("duban.redb.lock")).unwrap();
    let before = std::fs::read(&path).unwrap();
    let one = Store::open_read_only(&path).unwrap();
    let two = Store::open_read_only(&path).unwrap();
    assert_eq!(everything(&one).unwrap(), all);
    assert_eq!(everything(&two).unwrap(), all);
    assert_eq!(one.verify_chain(&mut |_| {}).unwrap().facts, 40);
    let denied = one.append(40, &batch(41, 41)).unwrap_err();
    assert!(matches!(denied, StoreError::Denied { .. }), "{denied:?}");
    assert!(matches!(one.personal_put("a", "b", None), Err(StoreError::Denied { .. })));
    one.close().unwrap();
    two.close().unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(names(folder.path()), ["duban.redb"]);
}

#[test]
fn one_handle_serves_readers_while_it_appends() {
    let (_folder, path) = made(1);
    let store = Arc::new(open(&path));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while store.head().unwrap().seq < 60 {
                    let loaded = store.load().unwrap();
                    assert_eq!(loaded.tail.len() as u64, loaded.head);
                }
            });
        }
        for seq in 2..=60 {
            store.append(seq - 1, &batch(seq, seq)).unwrap();
        }
    });
    let rivals: Vec<_> = std::thread::scope(|scope| {
        let rivals: Vec<_> = (0..4).map(|_| scope.spawn(|| store.append(60, &batch(61, 61)))).collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    });
    assert_eq!(rivals.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let late = Err(StoreError::HeadMoved { expected: 60, found: 61 });
    assert_eq!(rivals.iter().filter(|outcome| **outcome == late).count(), 3);
}

#[test]
fn a_closed_handle_answers_that_it_is_dead() {
    let (_folder, path) = made(1);
    let store = open(&path);
    store.close().unwrap();
    assert_eq!(store.head().unwrap_err(), StoreError::Dead);
    assert_eq!(store.append(1, &batch(2, 2)).unwrap_err(), StoreError::Dead);
    assert_eq!(store.close(), Ok(()));
    assert_eq!(open(&path).head().unwrap().seq, 1);
}
