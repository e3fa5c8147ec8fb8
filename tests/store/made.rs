//! Made-up facts, records and stores for the tests of the store.

use chrono::{DateTime, NaiveDate, Utc};
use duban::model::fact::{Change, Fact};
use duban::model::field::Field;
use duban::model::ids::{OpId, Subject};
use duban::model::record::{Cell, Record};
use duban::model::value::Value;
use duban::model::verb::Verb;
use duban::store::{Batch, Holder, Store, StoreError, commitment};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_631_937_600, 0).unwrap()
}

pub fn holder() -> Holder {
    Holder { pid: std::process::id(), login: "tangyz".into(), since: noon() }
}

/// The salted bytes of the protected value of a fact.
pub fn sealed(seq: u64) -> Vec<u8> {
    format!("salt-{seq:08}王示例").into_bytes()
}

/// Fact `seq`: always the same; every third keeps a protected value in its change 1.
pub fn fact(seq: u64) -> Fact {
    let mut changes = vec![Change {
        cell: Cell::main(Field::Title),
        old: None,
        new: Some(Value::Text(format!("第{seq}号：示例第三小学家教收费"))),
    }];
    if seq.is_multiple_of(3) {
        let new = Some(Value::Sealed(commitment(&sealed(seq))));
        changes.push(Change { cell: Cell::main(Field::CheckedBy), old: None, new });
    }
    Fact {
        seq,
        at: noon(),
        day: NaiveDate::from_ymd_opt(2021, 9, 30).unwrap(),
        on: NaiveDate::from_ymd_opt(2021, 9, 1 + (seq % 28) as u32).unwrap(),
        actor: 1,
        party: None,
        by: "唐宇滋".into(),
        paper: String::new(),
        seat: 2,
        op: OpId(u128::from(seq) << 70),
        verb: Verb::Register,
        subject: Subject::issue(seq as u32),
        changes,
        reason: "来电".into(),
        undoes: None,
    }
}

/// The facts `from..=to` with what they protect.
pub fn batch(from: u64, to: u64) -> Batch {
    let vault = (from..=to).filter(|seq| seq.is_multiple_of(3)).map(|seq| (seq, 1, sealed(seq))).collect();
    Batch { facts: (from..=to).map(fact).collect(), vault, ..Batch::default() }
}

pub fn record(id: u32) -> Record {
    let mut record = Record::new(Subject::issue(id));
    record.rev = u64::from(id);
    record.put(&fact(u64::from(id)).changes[0]);
    record
}

/// A sheet of as many bytes.
pub fn sheet(len: usize) -> Vec<u8> {
    (0..len).map(|n| (n * n / 7) as u8).collect()
}

/// A folder of its own with a store of `facts` facts in it.
pub fn made(facts: u64) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("duban.redb");
    Store::create(&path, &holder(), &batch(1, facts)).unwrap();
    (folder, path)
}

/// Opens a store. Another test of this process may be starting a child just now: until that child is the other
/// program it holds whatever this process held at that moment, a lock that was let go since among it.
pub fn open(path: &Path) -> Store {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        match Store::open(path, &holder(), &mut |_| {}) {
            Err(StoreError::Held { .. }) if Instant::now() < until => std::thread::yield_now(),
            opened => return opened.unwrap(),
        }
    }
}

/// The same with 40 facts, 10 records, a sheet and a draft, cleanly closed.
pub fn furnished() -> (TempDir, PathBuf) {
    let (folder, path) = made(25);
    let store = open(&path);
    let records: Vec<Record> = (1..=10).map(record).collect();
    store.checkpoint(25, &sheet(150_000), &records).unwrap();
    store.append(25, &batch(26, 40)).unwrap();
    store.personal_put("tangyz", "draft", Some("写到一半".as_bytes())).unwrap();
    store.close().unwrap();
    (folder, path)
}

/// Every answer of a furnished store; equal for equal stores. From `LOOKUPS` on they are answers to
/// whether something is there.
pub fn everything(store: &Store) -> Result<Vec<String>, duban::store::StoreError> {
    let mut loaded = store.load()?;
    let sheet = loaded.sheet.take().map(|(as_of, bytes)| (as_of, Sha256::digest(bytes)));
    let mut all = vec![format!("{:?}{loaded:?}{sheet:?}", store.head()?), String::new()];
    store.facts(1, &mut |fact, hash| {
        all[1] += &format!("{fact:?}{hash:?}");
        true
    })?;
    for seq in 0..=41 {
        all.push(format!("{:?}", store.fact(seq)?));
    }
    assert_eq!(all.len(), LOOKUPS);
    for seq in 0..=41 {
        all.push(format!("{:?}", store.vault(seq, 1)?));
    }
    for id in 0..=11 {
        all.push(format!("{:?}", store.record(Subject::issue(id))?));
    }
    all.push(format!("{:?}", store.personal_get("tangyz", "draft")?));
    all.push(format!("{:?}", store.personal_list("tangyz")?));
    Ok(all)
}

pub const LOOKUPS: usize = 44;

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
