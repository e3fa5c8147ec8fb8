//! A process killed at any moment: what it acknowledged is there, and nothing by halves.

use crate::made::*;
use duban::store::{Store, StoreError};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Facts of one batch: a head that is no multiple of it would be half a batch.
const STEP: u64 = 3;
const PATH: &str = "DUBAN_TEST_KILL";

/// The child: creates the store if need be, then appends and acknowledges until it is killed.
#[test]
fn child() {
    let Some(path) = std::env::var_os(PATH) else {
        return;
    };
    let path = Path::new(&path);
    say("start");
    match Store::create(path, &holder(), &batch(1, STEP)) {
        Ok(()) | Err(StoreError::Exists) => say(&format!("ack {STEP}")),
        Err(error) => panic!("{error:?}"),
    }
    let store = open(path);
    let mut head = store.head().unwrap().seq;
    loop {
        head = store.append(head, &batch(head + 1, head + STEP)).unwrap().seq;
        say(&format!("ack {head}"));
        if head.is_multiple_of(5) {
            let records: Vec<_> = (1..=head as u32).rev().take(4).map(record).collect();
            store.checkpoint(head, &sheet(head as usize * 100), &records).unwrap();
            say(&format!("sheet {head}"));
        }
    }
}

/// Past the test harness, which keeps what tests print.
fn say(line: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("\n{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["kill::child", "--exact", "--nocapture"])
        .env(PATH, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the child when `when` says so of what it has said, or after `spins` more turns; answers the
/// last fact and the last sheet it acknowledged, in all it said until it died.
fn run(path: &Path, mut when: impl FnMut(&str) -> bool, spins: u32) -> (u64, u64) {
    let mut child = start(path);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut said: Vec<String> = Vec::new();
    for line in lines.by_ref() {
        let now = when(&line);
        said.push(line);
        if now {
            break;
        }
    }
    for _ in 0..spins {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    said.extend(lines);
    let last = |word: &str| {
        let number = |line: &String| line.strip_prefix(word)?.trim().parse().ok();
        said.iter().filter_map(number).max().unwrap_or(0)
    };
    (last("ack "), last("sheet "))
}

fn check(path: &Path, acked: u64, checkpointed: u64) -> u64 {
    let store = open(path);
    let loaded = store.load().unwrap();
    assert!(loaded.head >= acked, "{acked} was acknowledged, {} is there", loaded.head);
    assert!(loaded.head.is_multiple_of(STEP), "half a batch: {}", loaded.head);
    let report = store.verify_chain(&mut |_| {}).unwrap();
    assert_eq!((report.facts, report.head_hash, report.fault), (loaded.head, loaded.head_hash, None));
    store
        .facts(1, &mut |read, _| {
            assert_eq!(read, fact(read.seq));
            true
        })
        .unwrap();
    for seq in (3..=loaded.head).step_by(3) {
        assert_eq!(store.vault(seq, 1).unwrap(), Some(sealed(seq)));
    }
    let as_of = loaded.sheet.as_ref().map_or(0, |(as_of, _)| *as_of);
    assert!(as_of >= checkpointed);
    if let Some((_, bytes)) = loaded.sheet {
        assert!(bytes == sheet(as_of as usize * 100));
        assert_eq!(store.record(record(as_of as u32).subject).unwrap(), Some(record(as_of as u32)));
    }
    loaded.head
}

#[test]
fn forty_kills_lose_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("duban.redb");
    let mut random = fastrand::Rng::with_seed(40);
    let (mut acked, mut checkpointed) = (0, 0);
    for _ in 0..40 {
        let mut left = random.u32(0..25);
        let countdown = |line: &str| {
            let counts = line == "start" || line.starts_with("ack");
            let now = counts && left == 0;
            left -= u32::from(counts && left > 0);
            now
        };
        let (fact, sheet) = run(&path, countdown, random.u32(0..200_000));
        (acked, checkpointed) = (acked.max(fact), checkpointed.max(sheet));
        acked = check(&path, acked, checkpointed);
    }
    assert!(acked > 500, "only {acked} facts in forty rounds");
    assert_eq!(names(folder.path()), ["duban.redb", "duban.redb.lock"], "nothing is left lying about");
}

#[test]
fn a_kill_while_creating_leaves_a_whole_store_or_none() {
    let mut random = fastrand::Rng::with_seed(41);
    let (mut whole, mut none) = (0, 0);
    for round in 0..30 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("duban.redb");
        let (acked, _) = run(&path, |line| line == "start", random.u32(0..round * 20_000 + 1));
        match Store::open(&path, &holder(), &mut |_| {}) {
            Ok(store) => {
                whole += 1;
                store.close().unwrap();
                check(&path, acked, 0);
            }
            Err(error) => {
                none += 1;
                assert_eq!((error, acked), (StoreError::Missing, 0));
                Store::create(&path, &holder(), &batch(1, STEP)).unwrap();
                check(&path, STEP, 0);
            }
        }
        assert_eq!(names(folder.path()), ["duban.redb", "duban.redb.lock"]);
    }
    assert!(none > 0, "{whole} whole, {none} none");
}
