//! Every step of an append and of a checkpoint fails in turn: all of it is kept, or nothing.

use super::disk::{Disk, Failure};
use super::*;
use std::io::ErrorKind;

const FAILURES: [Failure; 5] = [
    Failure::Nothing(ErrorKind::Other),
    Failure::Nothing(ErrorKind::StorageFull),
    Failure::Half(ErrorKind::StorageFull),
    Failure::Half(ErrorKind::Other),
    Failure::All(ErrorKind::Other),
];

/// Lets each step of `work` fail in each way, checks the handle, then the disk as the next process
/// finds it. `work` goes from head 8 to head `to`. Answers how many outcomes were unknown.
fn fail_each_step(to: u64, work: impl Fn(&Store) -> Result<(), StoreError>) -> u32 {
    let first = Disk::default();
    create_on(&first, &batch(1, 8));
    let image = first.bytes();
    let mut unknown = 0;
    for failure in FAILURES {
        for step in 0.. {
            let disk = Disk::holding(image.clone());
            let store = open_on(&disk).unwrap();
            disk.fail_after(step, failure);
            let outcome = work(&store);
            if disk.is_armed() {
                outcome.unwrap();
                assert!(step > 3, "{failure:?}: {step} steps");
                break;
            }
            let context = format!("{failure:?} at step {step}: {outcome:?}");
            match &outcome {
                Err(StoreError::Unknown { .. }) => unknown += 1,
                Err(StoreError::DiskFull | StoreError::Io { .. }) => {}
                _ => panic!("{context}"),
            }
            assert_eq!(work(&store), Err(StoreError::Dead), "{context}");
            // What is still in memory can be read; the rest not before reopening.
            match store.load() {
                Ok(loaded) => assert_eq!(loaded.head, 8, "{context}"),
                Err(error) => assert_eq!(error, StoreError::Dead, "{context}"),
            }
            // The engine may not tidy up after a failure: what counts is what lies there now.
            drop(store);
            let store = open_on(&Disk::holding(disk.bytes())).unwrap();
            let head = check(&store);
            match outcome {
                Err(StoreError::Unknown { .. }) => assert!(head == 8 || head == to, "{context}: {head}"),
                _ => assert_eq!(head, 8, "{context}"),
            }
            // And it takes more.
            assert_eq!(store.append(head, &batch(head + 1, head + 2)).unwrap().seq, head + 2, "{context}");
            assert_eq!(check(&store), head + 2, "{context}");
        }
    }
    unknown
}

#[test]
fn an_append_that_fails_is_kept_whole_or_not_at_all() {
    let unknown = fail_each_step(19, |store| store.append(8, &batch(9, 19)).map(|_| ()));
    assert!(unknown > 5, "{unknown} unknown outcomes");
}

#[test]
fn an_append_larger_than_the_file_is_kept_whole_or_not_at_all() {
    let disk = Disk::default();
    create_on(&disk, &batch(1, 8));
    let before = disk.bytes().len();
    open_on(&disk).unwrap().append(8, &batch(9, 208)).unwrap();
    assert!(disk.bytes().len() > before, "the file had to grow");
    fail_each_step(208, |store| store.append(8, &batch(9, 208)).map(|_| ()));
}

#[test]
fn a_checkpoint_that_fails_loses_no_fact() {
    let unknown = fail_each_step(8, |store| store.checkpoint(8, &[8; 2000], &[]));
    assert!(unknown > 5, "{unknown} unknown outcomes");
}

#[test]
fn a_sync_that_reports_an_error_may_have_kept_the_batch() {
    // Why an error of a commit means unknown, and not "nothing was written".
    let first = Disk::default();
    create_on(&first, &batch(1, 8));
    let mut kept = 0;
    for step in 0..40 {
        let disk = Disk::holding(first.bytes());
        let store = open_on(&disk).unwrap();
        disk.fail_after(step, Failure::All(ErrorKind::Other));
        if store.append(8, &batch(9, 9)).is_err() {
            drop(store);
            kept += u32::from(check(&open_on(&Disk::holding(disk.bytes())).unwrap()) == 9);
        }
    }
    assert!(kept > 0);
}
