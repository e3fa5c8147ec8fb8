//! Damaged files and files of another sort: refused, or as good as new, and never anything else.

use crate::made::*;
use duban::store::{Batch, Holder, Store, StoreError};
use std::fs;
use std::path::{Path, PathBuf};

/// Flips one seeded bit after the other in a file (every fifth near its start), opens it each time
/// with `open`, and counts refusals and equal answers. Anything else fails.
fn flip(
    image: &[u8],
    truth: &[String],
    flips: u64,
    open: impl Fn(&Path) -> Result<Store, StoreError>,
    equal_enough: impl Fn(usize, &str) -> bool,
) -> (u32, u32) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("duban.redb");
    let mut random = fastrand::Rng::with_seed(20_210_918);
    let (mut refused, mut equal) = (0, 0);
    for flip in 0..flips {
        let bits = if flip % 5 == 0 { 512 * 8 } else { image.len() * 8 };
        let bit = random.usize(..bits);
        let mut damaged = image.to_vec();
        damaged[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &damaged).unwrap();
        match open(&path).and_then(|store| everything(&store)) {
            Ok(all) => {
                for (at, (answer, due)) in all.iter().zip(truth).enumerate() {
                    assert!(answer == due || equal_enough(at, answer), "bit {bit}: {answer} for {due}");
                }
                equal += 1;
            }
            Err(StoreError::Damaged { .. } | StoreError::NotAStore | StoreError::NeedsWriter) => refused += 1,
            Err(other) => panic!("bit {bit}: {other:?}"),
        }
    }
    (refused, equal)
}

fn open_to_write(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, &holder(), &mut |_| {})
}

#[test]
fn a_flipped_bit_in_a_closed_store_is_refused_or_harmless() {
    let (_folder, path) = furnished();
    let truth = everything(&open(&path)).unwrap();
    let image = fs::read(&path).unwrap();
    let (refused, equal) = flip(&image, &truth, 500, open_to_write, |_, _| false);
    assert!(refused > 50 && equal > 50, "{refused} refused, {equal} equal");
}

#[test]
fn a_flipped_bit_in_a_store_that_was_not_closed_is_refused_or_harmless() {
    let (_folder, path) = furnished();
    let store = open(&path);
    store.append(40, &batch(41, 41)).unwrap();
    let truth = everything(&store).unwrap();
    // Nothing is being written: this is what a power cut would leave.
    let image = fs::read(&path).unwrap();
    store.close().unwrap();
    let (refused, equal) = flip(&image, &truth, 200, open_to_write, |_, _| false);
    assert!(refused > 20 && equal > 20, "{refused} refused, {equal} equal");
}

#[test]
fn a_flipped_bit_under_a_reader_alone_may_hide_something_but_never_becomes_other_data() {
    let (_folder, path) = furnished();
    let truth = everything(&open(&path)).unwrap();
    let image = fs::read(&path).unwrap();
    let hidden = |at, answer: &str| at >= LOOKUPS && ["None", "[]"].contains(&answer);
    let (refused, equal) = flip(&image, &truth, 500, Store::open_read_only, hidden);
    assert!(refused > 50 && equal > 50, "{refused} refused, {equal} equal");
}

#[test]
fn a_truncated_store_is_refused() {
    let (folder, path) = furnished();
    let image = fs::read(&path).unwrap();
    let cut = folder.path().join("cut.redb");
    let mut random = fastrand::Rng::with_seed(7);
    let lens = [9, 10, 512, 4095, 4096, image.len() / 2, image.len() - 4096, image.len() - 1];
    for len in lens.into_iter().chain((0..40).map(|_| random.usize(9..image.len()))) {
        fs::write(&cut, &image[..len]).unwrap();
        let error = open_to_write(&cut).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{len}: {error:?}");
        assert_eq!(fs::metadata(&cut).unwrap().len(), len as u64, "left as it was");
        Store::open_read_only(&cut).unwrap_err();
    }
}

#[test]
fn what_is_no_store_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = fastrand::Rng::with_seed(3);
    let garbage: Vec<u8> = (0..100_000).map(|_| random.u8(..)).collect();
    let files: [(&str, &[u8]); 5] = [
        ("empty", b""),
        ("short", b"redb"),
        ("zero", &[0; 73_728]),
        ("text", "单位,问题\n天元区,家教\n".as_bytes()),
        ("garbage", &garbage),
    ];
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        assert_eq!(open_to_write(&path).unwrap_err(), StoreError::NotAStore, "{name}");
        assert_eq!(Store::open_read_only(&path).unwrap_err(), StoreError::NotAStore, "{name}");
        assert_eq!(Store::create(&path, &holder(), &batch(1, 1)).unwrap_err(), StoreError::Exists);
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
    }
    assert_eq!(names(folder.path()), ["empty", "garbage", "short", "text", "zero"], "no lock files");
    let other = folder.path().join("other");
    redb::Database::create(&other).unwrap();
    assert_eq!(open_to_write(&other).unwrap_err(), StoreError::NotAStore);
    assert_eq!(open_to_write(folder.path()).unwrap_err(), StoreError::NotAStore);
    assert_eq!(Store::open_read_only(folder.path()).unwrap_err(), StoreError::NotAStore);
    assert_eq!(Store::create(folder.path(), &holder(), &Batch::default()).unwrap_err(), StoreError::Exists);
    assert_eq!(open_to_write(Path::new("/dev/null")).unwrap_err(), StoreError::NotAStore);
}

#[test]
fn what_is_not_there_is_missing_and_no_lock_file_is_made_for_it() {
    let (folder, path) = made(1);
    for missing in [folder.path().join("nothing"), folder.path().join("no/thing"), path.join("under")] {
        assert_eq!(open_to_write(&missing).unwrap_err(), StoreError::Missing);
        assert_eq!(Store::open_read_only(&missing).unwrap_err(), StoreError::Missing);
    }
    assert_eq!(names(folder.path()), ["duban.redb"]);
}

#[test]
fn an_existing_store_is_never_replaced() {
    let (folder, path) = made(7);
    let again = Store::create(&path, &holder(), &batch(1, 1)).unwrap_err();
    assert_eq!(again, StoreError::Exists);
    let dangling = folder.path().join("dangling");
    std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
    assert_eq!(Store::create(&dangling, &holder(), &batch(1, 1)).unwrap_err(), StoreError::Exists);
    assert_eq!(open(&path).head().unwrap().seq, 7);
    assert_eq!(names(folder.path()), ["dangling", "duban.redb", "duban.redb.lock"]);
}

#[test]
fn of_many_who_create_at_once_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/duban.redb");
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let create = |facts| {
            let path = path.clone();
            scope.spawn(move || Store::create(&path, &holder(), &batch(1, facts)))
        };
        let makers: Vec<_> = (1..=8).map(create).collect();
        makers.into_iter().map(|maker| maker.join().unwrap()).collect()
    });
    let winner = outcomes.iter().position(Result::is_ok).unwrap();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Err(StoreError::Exists)).count(), 7);
    assert_eq!(open(&path).head().unwrap().seq, winner as u64 + 1);
    assert_eq!(names(&folder.path().join("new")), ["duban.redb", "duban.redb.lock"]);
}

#[test]
fn what_a_dead_creator_left_is_removed_and_what_a_living_one_makes_is_not() {
    let mut child = std::process::Command::new("true").spawn().unwrap();
    let dead = child.id();
    child.wait().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let leave = |name: String| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, "half").unwrap();
        path
    };
    let gone = leave(format!("s.new-{dead}-0"));
    let stays = [
        leave(format!("s.new-{}-999999", std::process::id())),
        leave(format!("t.new-{dead}-0")),
        leave("s.new-year".into()),
        leave(format!("s.new-{dead}")),
    ];
    let who = Holder { login: "li".into(), ..holder() };
    Store::create(&folder.path().join("s"), &who, &batch(1, 2)).unwrap();
    assert!(!gone.exists());
    assert!(stays.iter().all(|path| path.exists()));
    assert_eq!(open(&folder.path().join("s")).head().unwrap().seq, 2);
}
