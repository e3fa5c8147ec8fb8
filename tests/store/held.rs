//! One opener at a time, and the refusal says who; a file that is no longer the one that was opened.

use crate::made::*;
use duban::store::{Holder, Store, StoreError};
use std::fs;

fn li() -> Holder {
    Holder { pid: 4711, login: "li".into(), since: noon() }
}

#[test]
fn a_second_opener_is_told_who_holds_it_since_when() {
    let (_folder, path) = made(2);
    let first = Store::open(&path, &li(), &mut |_| {}).unwrap();
    let held = StoreError::Held { pid: 4711, login: "li".into(), since: Some(noon()) };
    assert_eq!(Store::open(&path, &holder(), &mut |_| {}).unwrap_err(), held);
    assert_eq!(Store::open_read_only(&path).unwrap_err(), held);
    // By another name it is the same store.
    let link = path.with_extension("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert_eq!(Store::open(&link, &holder(), &mut |_| {}).unwrap_err(), held);
    assert_eq!(first.append(2, &batch(3, 3)).unwrap().seq, 3);
    first.close().unwrap();
    assert_eq!(open(&path).head().unwrap().seq, 3);
}

#[test]
fn a_dropped_store_lets_go() {
    let (_folder, path) = made(2);
    drop(open(&path));
    assert_eq!(open(&path).head().unwrap().seq, 2);
    assert!(Store::open_read_only(&path).is_ok());
}

#[test]
fn words_of_a_dead_holder_are_no_obstacle() {
    let (folder, path) = made(2);
    let lock = folder.path().join("duban.redb.lock");
    for words in [serde_json::to_string(&li()).unwrap(), "{half".into(), "x".repeat(5000)] {
        fs::write(&lock, words).unwrap();
        let store = open(&path);
        let words: Holder = serde_json::from_slice(&fs::read(&lock).unwrap()).unwrap();
        assert_eq!(words, holder());
        store.close().unwrap();
        assert_eq!(fs::read(&lock).unwrap(), b"");
    }
}

#[test]
fn a_holder_without_words_is_still_a_holder() {
    let (folder, path) = made(2);
    let store = open(&path);
    fs::write(folder.path().join("duban.redb.lock"), "{half").unwrap();
    let nameless = StoreError::Held { pid: 0, login: String::new(), since: None };
    assert_eq!(Store::open(&path, &holder(), &mut |_| {}).unwrap_err(), nameless);
    // Even with the lock file removed, the engine's own lock holds.
    fs::remove_file(folder.path().join("duban.redb.lock")).unwrap();
    assert!(matches!(Store::open(&path, &holder(), &mut |_| {}), Err(StoreError::Held { .. })));
    assert_eq!(store.append(2, &batch(3, 3)).unwrap().seq, 3);
}

#[test]
fn an_opener_waits_out_a_reader_alone() {
    let (_folder, path) = made(2);
    let reader = Store::open_read_only(&path).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| open(&path).head().unwrap().seq);
        // The lock file appears when the writer is at it.
        while !path.with_extension("redb.lock").exists() {
            std::thread::yield_now();
        }
        drop(reader);
        assert_eq!(writer.join().unwrap(), 2);
    });
}

#[test]
fn a_store_not_closed_asks_for_a_writer_first() {
    let (folder, path) = furnished();
    let store = open(&path);
    let copy = folder.path().join("copy.redb");
    fs::copy(&path, &copy).unwrap();
    drop(store);
    assert_eq!(Store::open_read_only(&copy).unwrap_err(), StoreError::NeedsWriter);
    let mut progress = Vec::new();
    let store = Store::open(&copy, &holder(), &mut |part| progress.push(part)).unwrap();
    assert!(progress.is_sorted() && progress.len() > 1 && progress.last() == Some(&1.0), "{progress:?}");
    store.close().unwrap();
    let again = everything(&Store::open_read_only(&copy).unwrap()).unwrap();
    assert_eq!(again, everything(&open(&path)).unwrap());
}

#[test]
fn a_removed_file_takes_no_more() {
    let (_folder, path) = made(2);
    let store = open(&path);
    fs::remove_file(&path).unwrap();
    assert_eq!(store.append(2, &batch(3, 3)).unwrap_err(), StoreError::Moved);
    assert_eq!(store.checkpoint(2, b"sheet", &[]).unwrap_err(), StoreError::Moved);
    assert_eq!(store.personal_put("li", "draft", None).unwrap_err(), StoreError::Moved);
    assert_eq!(store.reopen(&mut |_| {}).unwrap_err(), StoreError::Moved);
    assert_eq!(store.head().unwrap_err(), StoreError::Dead);
}

#[test]
fn a_moved_file_takes_no_more_until_it_is_back() {
    let (folder, path) = made(2);
    let store = open(&path);
    let aside = folder.path().join("aside");
    fs::rename(&path, &aside).unwrap();
    assert_eq!(store.append(2, &batch(3, 3)).unwrap_err(), StoreError::Moved);
    // Another store in its place is not it.
    Store::create(&path, &holder(), &batch(1, 2)).unwrap();
    assert_eq!(store.append(2, &batch(3, 3)).unwrap_err(), StoreError::Moved);
    assert_eq!(store.head().unwrap().seq, 2, "reading goes on");
    fs::remove_file(&path).unwrap();
    fs::rename(&aside, &path).unwrap();
    assert_eq!(store.append(2, &batch(3, 3)).unwrap().seq, 3);
    store.close().unwrap();
    assert_eq!(open(&path).head().unwrap().seq, 3);
}

#[test]
fn a_live_handle_may_be_reopened() {
    let (_folder, path) = made(2);
    let store = open(&path);
    store.append(2, &batch(3, 3)).unwrap();
    let mut progress = Vec::new();
    store.reopen(&mut |part| progress.push(part)).unwrap();
    assert_eq!(progress.last(), Some(&1.0));
    assert!(matches!(Store::open_read_only(&path), Err(StoreError::Held { login, .. }) if login == "tangyz"));
    assert_eq!(store.append(3, &batch(4, 5)).unwrap().seq, 5);
    store.close().unwrap();
    assert_eq!(store.reopen(&mut |_| {}), Err(StoreError::Dead), "the lock was let go");
    let reader = Store::open_read_only(&path).unwrap();
    assert_eq!(reader.reopen(&mut |_| {}), Err(StoreError::Dead));
    assert_eq!(reader.head().unwrap().seq, 5);
}
