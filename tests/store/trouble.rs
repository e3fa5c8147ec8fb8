//! A system that refuses: closed folders, full disks, writes that fail.

use crate::made::*;
use duban::store::{Copied, Store, StoreError};
use rustix::process::{Resource, Rlimit, geteuid, setrlimit};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// A user for whom the modes of files count, as they do not for root.
const NOBODY: u32 = 65_534;

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn assert_denied<T: std::fmt::Debug>(outcome: Result<T, StoreError>) {
    assert!(matches!(outcome, Err(StoreError::Denied { .. })), "{outcome:?}");
}

/// Runs one test of this binary in a process of its own.
fn alone(name: &str, prepare: impl FnOnce(&mut Command)) {
    let folder = tempfile::tempdir().unwrap();
    chmod(folder.path(), 0o755);
    // A copy: the binary may lie where not everybody may go.
    let copy = folder.path().join("tests");
    fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    chmod(&copy, 0o755);
    let mut command = Command::new(&copy);
    command.args([name, "--exact", "--nocapture"]).current_dir("/");
    prepare(&mut command);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}{output:?}");
}

#[test]
fn a_folder_that_may_not_be_written_is_denied_and_can_still_be_read() {
    if geteuid().is_root() {
        return alone(
            "trouble::a_folder_that_may_not_be_written_is_denied_and_can_still_be_read",
            |command| {
                command.uid(NOBODY).gid(NOBODY);
            },
        );
    }
    let (folder, path) = furnished();
    let all = everything(&open(&path)).unwrap();
    fs::remove_file(folder.path().join("duban.redb.lock")).unwrap();
    chmod(folder.path(), 0o500);
    assert_denied(Store::open(&path, &holder(), &mut |_| {}));
    assert_denied(Store::create(&folder.path().join("other"), &holder(), &batch(1, 1)));
    assert_denied(Store::create(&folder.path().join("deep/other"), &holder(), &batch(1, 1)));
    let reader = Store::open_read_only(&path).unwrap();
    assert_eq!(everything(&reader).unwrap(), all);
    assert_denied(reader.backup(&folder.path().join("copy"), Copied::Everything));
    drop(reader);
    chmod(&path, 0o000);
    assert_denied(Store::open_read_only(&path));
    chmod(&path, 0o400);
    chmod(folder.path(), 0o700);
    assert_denied(Store::open(&path, &holder(), &mut |_| {}));
    chmod(&path, 0o600);
    assert_eq!(everything(&open(&path)).unwrap(), all);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_denied() {
    let (folder, path) = made(1);
    assert_denied(Store::create(&path.join("store"), &holder(), &batch(1, 1)));
    assert_denied(Store::create(&path.join("deep/store"), &holder(), &batch(1, 1)));
    assert_eq!(open(&path).head().unwrap().seq, 1);
    assert_eq!(names(folder.path()), ["duban.redb", "duban.redb.lock"]);
}

#[test]
fn below_the_floor_nothing_is_appended_but_drafts_are_saved() {
    let (_folder, path) = made(2);
    let store = open(&path);
    store.set_floor(u64::MAX);
    assert_eq!(store.append(2, &batch(3, 3)).unwrap_err(), StoreError::DiskFull);
    assert_eq!(store.checkpoint(2, b"sheet", &[]).unwrap_err(), StoreError::DiskFull);
    store.personal_put("li", "draft", Some(b"kept")).unwrap();
    assert_eq!(store.load().unwrap().tail.len(), 2);
    store.set_floor(0);
    assert_eq!(store.append(2, &batch(3, 3)).unwrap().seq, 3);
    assert_eq!(store.personal_get("li", "draft").unwrap().as_deref(), Some(&b"kept"[..]));
}

/// In a process of its own: the mask binds all of it.
#[test]
fn under_the_private_umask_what_is_made_is_the_owners_alone() {
    const CHILD: &str = "DUBAN_TEST_UMASK";
    if std::env::var_os(CHILD).is_none() {
        return alone("trouble::under_the_private_umask_what_is_made_is_the_owners_alone", |command| {
            command.env(CHILD, "1");
        });
    }
    duban::store::private_umask();
    let folder = tempfile::tempdir().unwrap();
    let (file, inner) = (folder.path().join("file"), folder.path().join("inner"));
    fs::write(&file, "x").unwrap();
    fs::create_dir(&inner).unwrap();
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(inner.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

/// The kernel refuses to let the file grow. In a process of its own: the limit binds all of it.
#[test]
fn a_write_that_fails_kills_the_handle_until_it_is_reopened() {
    const CHILD: &str = "DUBAN_TEST_LIMIT";
    if std::env::var_os(CHILD).is_none() {
        return alone("trouble::a_write_that_fails_kills_the_handle_until_it_is_reopened", |command| {
            command.env(CHILD, "1");
        });
    }
    let seen = std::sync::Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen).unwrap();
    let limit = |bytes| setrlimit(Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();

    let (_folder, path) = made(10);
    let store = open(&path);
    let mut kept = 10;
    for round in 0..5 {
        limit(Some(fs::metadata(&path).unwrap().len()));
        let error = loop {
            match store.append(kept, &batch(kept + 1, kept + 200)) {
                Ok(head) => kept = head.seq,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, StoreError::Unknown { .. } | StoreError::Io { .. }), "{round}: {error:?}");
        assert_eq!(store.append(kept, &batch(kept + 1, kept + 1)).unwrap_err(), StoreError::Dead);
        assert_eq!(store.personal_put("li", "draft", None).unwrap_err(), StoreError::Dead);
        // What is still in memory can be read; the rest not before reopening.
        match store.head() {
            Ok(head) => assert_eq!(head.seq, kept),
            Err(error) => assert_eq!(error, StoreError::Dead),
        }
        limit(None);
        store.reopen(&mut |_| {}).unwrap();
        let now = store.head().unwrap().seq;
        match error {
            StoreError::Unknown { .. } => assert!(now == kept || now == kept + 200),
            _ => assert_eq!(now, kept, "nothing was written"),
        }
        kept = store.append(now, &batch(now + 1, now + 1)).unwrap().seq;
    }
    let report = store.verify_chain(&mut |_| {}).unwrap();
    assert_eq!((report.facts, report.fault), (kept, None));
    assert_eq!(store.load().unwrap().tail, (1..=kept).map(fact).collect::<Vec<_>>());
}
