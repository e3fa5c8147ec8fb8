//! Steps between schemas, on steps made up for the test.

use super::super::migrate::{Step, schema_of, set_schema, walk};
use super::super::tables::META;
use super::*;
use redb::{Database, ReadableDatabase, ReadableTable};

const OLDER: &[Step] = &[
    |txn| {
        txn.open_table(META)?.insert(b"one".as_slice(), b"1".as_slice())?;
        Ok(())
    },
    |txn| {
        assert!(txn.open_table(META)?.get(b"one".as_slice())?.is_some());
        txn.open_table(META)?.insert(b"two".as_slice(), b"2".as_slice())?;
        Ok(())
    },
];

fn entry(db: &Database, name: &str) -> Option<Vec<u8>> {
    let meta = db.begin_read().unwrap().open_table(META).unwrap();
    meta.get(name.as_bytes()).unwrap().map(|value| value.value().to_vec())
}

#[test]
fn steps_are_walked_in_order_after_a_copy_was_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    Store::create(&path, &holder(), &batch(1, 3)).unwrap();
    let db = Database::open(&path).unwrap();
    walk(&db, &path, 1, OLDER).unwrap();
    assert_eq!(entry(&db, "one"), Some(b"1".to_vec()));
    assert_eq!(entry(&db, "two"), Some(b"2".to_vec()));
    assert_eq!(entry(&db, "schema"), Some(3u32.to_be_bytes().to_vec()));
    let newer = schema_of(&db.begin_read().unwrap()).unwrap_err();
    assert_eq!(newer, StoreError::Newer { found: 3, known: super::super::SCHEMA });

    let aside = Store::open_read_only(&folder.path().join("s.schema-1")).unwrap();
    assert_eq!(check(&aside), 3);
    // Nothing is left to do, and nothing is copied again.
    walk(&db, &path, 3, OLDER).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_walk_cut_short_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    Store::create(&path, &holder(), &batch(1, 3)).unwrap();
    let db = Database::open(&path).unwrap();
    let failing: &[Step] = &[OLDER[0], |_| Err(StoreError::DiskFull)];
    assert_eq!(walk(&db, &path, 1, failing), Err(StoreError::DiskFull));
    assert_eq!(entry(&db, "schema"), Some(2u32.to_be_bytes().to_vec()));
    assert_eq!(entry(&db, "two"), None);
    let txn = begin_write(&db).unwrap();
    set_schema(&txn, 1).unwrap();
    txn.commit().unwrap();
    walk(&db, &path, 1, OLDER).unwrap();
    assert_eq!(entry(&db, "two"), Some(b"2".to_vec()));
}
