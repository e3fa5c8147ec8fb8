//! The chain names the row that was tampered with. The tampering goes past the store.

use crate::made::*;
use duban::store::tables::{JOURNAL, META, VAULT};
use duban::store::{ChainFault, ChainReport, Head, SCHEMA, Store, StoreError};
use redb::{Database, ReadableTable, WriteTransaction};
use sha2::{Digest, Sha256};
use std::path::Path;

const FACTS: u64 = 40;

fn tamper(path: &Path, work: impl FnOnce(&WriteTransaction)) {
    let db = Database::open(path).unwrap();
    let txn = db.begin_write().unwrap();
    work(&txn);
    txn.commit().unwrap();
    db.close().unwrap();
}

fn row(txn: &WriteTransaction, seq: u64) -> Vec<u8> {
    txn.open_table(JOURNAL).unwrap().get(seq).unwrap().unwrap().value().to_vec()
}

fn put(txn: &WriteTransaction, seq: u64, row: &[u8]) {
    txn.open_table(JOURNAL).unwrap().insert(seq, row).unwrap();
}

fn verified(path: &Path) -> ChainReport {
    let store = open(path);
    let report = store.verify_chain(&mut |_| {}).unwrap();
    if let Some(fault) = report.fault {
        let named = match fault {
            ChainFault::Gap { seq } | ChainFault::Chain { seq } | ChainFault::Unreadable { seq } => seq,
            ChainFault::Vault { seq } => {
                assert!(matches!(store.vault(seq, 1), Err(StoreError::Damaged { .. })));
                return report;
            }
        };
        assert_eq!(report.facts, named - 1, "what stands before the fault is counted");
        // What does not follow is not handed out either.
        let mut read = 0;
        let error = store.facts(1, &mut |_, _| {
            read += 1;
            true
        });
        assert!(matches!(error, Err(StoreError::Damaged { .. })), "{error:?}");
        assert!(matches!(store.load(), Err(StoreError::Damaged { .. })));
        assert!(read < named);
    }
    report
}

fn faulted(work: impl FnOnce(&WriteTransaction)) -> Option<ChainFault> {
    let (_folder, path) = made(FACTS);
    tamper(&path, work);
    verified(&path).fault
}

#[test]
fn an_untouched_chain_is_whole() {
    let (_folder, path) = made(FACTS);
    let head = open(&path).head().unwrap();
    let mut progress = Vec::new();
    let report = open(&path).verify_chain(&mut |part| progress.push(part)).unwrap();
    assert_eq!(report, ChainReport { facts: FACTS, head_hash: head.hash, fault: None });
    assert_eq!(progress.last(), Some(&1.0));
}

#[test]
fn a_long_chain_is_walked_to_its_end() {
    let (_folder, path) = made(2 * 4096 + 1);
    assert_eq!(verified(&path).facts, 2 * 4096 + 1);
    tamper(&path, |txn| put(txn, 8192, &row(txn, 8191)));
    assert_eq!(verified(&path).fault, Some(ChainFault::Chain { seq: 8192 }));
}

#[test]
fn each_changed_row_is_named() {
    for seq in 1..=FACTS {
        let fault = faulted(|txn| {
            let mut bytes = row(txn, seq);
            let at = 1 + (seq as usize * 37) % (bytes.len() - 1);
            bytes[at] ^= 1 << (seq % 8);
            put(txn, seq, &bytes);
        });
        assert_eq!(fault, Some(ChainFault::Chain { seq }));
    }
}

#[test]
fn each_removed_row_is_named() {
    for seq in 1..FACTS {
        let fault = faulted(|txn| {
            txn.open_table(JOURNAL).unwrap().remove(seq).unwrap();
        });
        assert_eq!(fault, Some(ChainFault::Gap { seq }));
    }
}

#[test]
fn swapped_rows_are_named_by_the_first() {
    for (one, two) in [(1, 2), (5, 6), (3, 30), (1, FACTS), (FACTS - 1, FACTS)] {
        let fault = faulted(|txn| {
            let (first, second) = (row(txn, one), row(txn, two));
            put(txn, one, &second);
            put(txn, two, &first);
        });
        assert_eq!(fault, Some(ChainFault::Chain { seq: one }));
    }
}

#[test]
fn added_rows_are_named() {
    let (_folder, path) = made(FACTS);
    tamper(&path, |txn| put(txn, 0, &row(txn, 1)));
    let report = open(&path).verify_chain(&mut |_| {}).unwrap();
    assert_eq!((report.facts, report.fault), (0, Some(ChainFault::Gap { seq: 0 })));
    let fault = faulted(|txn| put(txn, FACTS + 1, &row(txn, FACTS)));
    assert_eq!(fault, Some(ChainFault::Chain { seq: FACTS + 1 }));
    let fault = faulted(|txn| put(txn, FACTS + 2, &row(txn, FACTS)));
    assert_eq!(fault, Some(ChainFault::Gap { seq: FACTS + 1 }));
}

#[test]
fn rows_that_are_no_rows_are_named() {
    assert_eq!(faulted(|txn| put(txn, 9, b"")), Some(ChainFault::Unreadable { seq: 9 }));
    assert_eq!(faulted(|txn| put(txn, 9, &[1; 20])), Some(ChainFault::Unreadable { seq: 9 }));
    let other_algorithm = |txn: &WriteTransaction| {
        let mut bytes = row(txn, 9);
        bytes[0] = 2;
        put(txn, 9, &bytes);
    };
    assert_eq!(faulted(other_algorithm), Some(ChainFault::Unreadable { seq: 9 }));
}

/// Rewrites row `seq` with other stored bytes and a hash that fits them.
fn forge(txn: &WriteTransaction, seq: u64, stored: &[u8]) {
    let before = row(txn, seq - 1)[1..33].to_vec();
    let hash = Sha256::new().chain_update(b"duban journal 1\0").chain_update(before).chain_update(stored);
    put(txn, seq, &[&[1], hash.finalize().as_slice(), stored].concat());
}

#[test]
fn a_forged_hash_only_moves_the_fault_to_the_next_row() {
    let fault = faulted(|txn| {
        let mut stored = row(txn, 12)[33..].to_vec();
        let at = stored.windows(6).position(|part| part == "来电".as_bytes()).unwrap();
        stored[at..at + 6].copy_from_slice("来访".as_bytes());
        forge(txn, 12, &stored);
    });
    assert_eq!(fault, Some(ChainFault::Chain { seq: 13 }));
}

#[test]
fn what_cannot_be_read_is_named_even_under_a_true_hash() {
    let fault = faulted(|txn| forge(txn, FACTS, &[1, 0xc1]));
    assert_eq!(fault, Some(ChainFault::Unreadable { seq: FACTS }));
    let fault = faulted(|txn| {
        let stored = row(txn, FACTS - 1)[33..].to_vec();
        forge(txn, FACTS, &stored);
    });
    assert_eq!(fault, Some(ChainFault::Gap { seq: FACTS }), "fact 39 in the place of fact 40");
}

#[test]
fn a_cut_tail_is_found_only_against_a_head_written_down() {
    let (_folder, path) = made(FACTS);
    let Head { seq, hash } = open(&path).head().unwrap();
    tamper(&path, |txn| {
        txn.open_table(JOURNAL).unwrap().remove(FACTS).unwrap();
    });
    let report = verified(&path);
    assert_eq!(report.fault, None, "the chain alone cannot tell");
    assert_ne!((report.facts, report.head_hash), (seq, hash));
    // A checkpoint is such a head.
    let (_folder, path) = made(FACTS);
    open(&path).checkpoint(FACTS, b"sheet", &[]).unwrap();
    tamper(&path, |txn| {
        txn.open_table(JOURNAL).unwrap().remove(FACTS).unwrap();
    });
    assert!(matches!(open(&path).load(), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_protected_value_that_is_not_the_one_is_named_and_not_handed_out() {
    let vault_key = |seq: u64| [seq.to_be_bytes().as_slice(), &[0, 1]].concat();
    let changed = |txn: &WriteTransaction| {
        txn.open_table(VAULT).unwrap().insert(vault_key(6).as_slice(), b"other".as_slice()).unwrap();
    };
    assert_eq!(faulted(changed), Some(ChainFault::Vault { seq: 6 }));
    let astray = |txn: &WriteTransaction| {
        txn.open_table(VAULT).unwrap().insert(vault_key(7).as_slice(), sealed(6).as_slice()).unwrap();
    };
    assert_eq!(faulted(astray), Some(ChainFault::Vault { seq: 7 }));
    let purged = |txn: &WriteTransaction| {
        txn.open_table(VAULT).unwrap().remove(vault_key(6).as_slice()).unwrap();
    };
    assert_eq!(faulted(purged), None);
}

#[test]
fn a_newer_schema_is_refused_and_so_is_a_newer_fact() {
    let set = |schema: u32| {
        let (folder, path) = made(3);
        tamper(&path, |txn| {
            let mut meta = txn.open_table(META).unwrap();
            meta.insert(b"schema".as_slice(), schema.to_be_bytes().as_slice()).unwrap();
        });
        let outcomes = [Store::open(&path, &holder(), &mut |_| {}), Store::open_read_only(&path)];
        drop(folder);
        outcomes.map(Result::unwrap_err)
    };
    let newer = StoreError::Newer { found: SCHEMA + 1, known: SCHEMA };
    assert_eq!(set(SCHEMA + 1), [newer.clone(), newer]);
    assert_eq!(set(0), [StoreError::NotAStore, StoreError::NotAStore]);

    let (_folder, path) = made(3);
    tamper(&path, |txn| {
        let mut stored = row(txn, 3)[33..].to_vec();
        stored[0] += 1;
        forge(txn, 3, &stored);
    });
    let newer = StoreError::Newer { found: 4, known: 3 };
    assert_eq!(open(&path).load().unwrap_err(), newer);
    assert_eq!(open(&path).verify_chain(&mut |_| {}).unwrap_err(), newer);
}
