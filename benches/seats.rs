//! One office, many seats: a round trip over the socket, durable acts a second at 1, 8 and 64 writers beside
//! SQLite and a raw append with fdatasync, memory of the office with fifty seats and of a desk.
//! `DUBAN_BENCH=1000` keeps to that size. Nothing is asserted.

mod support;

use duban::api::{Answer, Request};
use duban::link::{Attach, Seat, attach, new_op};
use duban::model::command::Command;
use duban::model::verb::Verb;
use duban::sample;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command as Process, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use support::{FOLDER, open_on, store};

/// How long each rate is measured.
const RUN: Duration = Duration::from_secs(3);
const WRITERS: [usize; 3] = [1, 8, 64];
/// Bytes an act takes in the journal, about: what the peers write too.
const ACT: usize = 600;

/// An office that serves the store of a size, in a process of its own.
struct Office {
    child: Child,
    socket: PathBuf,
    store: PathBuf,
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Office {
    fn serve(size: usize) -> Self {
        let store = store(size);
        std::fs::set_permissions(FOLDER.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
        let account = uzers::get_current_username().unwrap().into_string().unwrap();
        let seat = open_on(&store, Some(sample::as_of()), true);
        let member = Command::new(Verb::Member, new_op()).set("login", &account).set("name", &account);
        // There already, when the store has been served before.
        seat.ask(Request::Do(Box::new(member.set("unit", "ZZB").set("roles", "zzb,admin"))));
        seat.close().unwrap();
        let socket = FOLDER.path().join(format!("{size}.sock"));
        let mut child = Process::new(env!("CARGO_BIN_EXE_duban"))
            .args(["serve", "--seats", "200", "--store"])
            .arg(&store)
            .arg("--socket")
            .arg(&socket)
            .env("DUBAN_TODAY", sample::as_of().to_string())
            .env("LANG", "C.UTF-8")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        assert!(line.contains(".sock"), "{line}");
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Self { child, socket, store }
    }

    fn seat(&self) -> Seat {
        attach(&Attach { served: Some(self.socket.clone()), host: true, ..Attach::alone(&self.store, "") })
            .unwrap()
    }
}

/// Resident memory of a process, in MiB.
fn memory(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The median time of one call.
fn time(often: usize, mut call: impl FnMut()) -> Duration {
    let once = |_| {
        let began = Instant::now();
        call();
        began.elapsed()
    };
    median((0..often).map(once).collect())
}

/// How many times a second some writers get something done.
fn rate(writers: usize, work: impl Fn(usize) -> Box<dyn FnMut() + Send> + Sync) -> f64 {
    let (done, over) = (AtomicU64::new(0), AtomicBool::new(false));
    let mut took = RUN;
    std::thread::scope(|scope| {
        for n in 0..writers {
            let (done, over, mut act) = (&done, &over, work(n));
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    act();
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let began = Instant::now();
        std::thread::sleep(RUN);
        took = began.elapsed();
        over.store(true, Ordering::Relaxed);
    });
    done.load(Ordering::Relaxed) as f64 / took.as_secs_f64()
}

fn ours(office: &Office, size: usize, writers: usize) -> f64 {
    let work = |n: usize| -> Box<dyn FnMut() + Send> {
        let seat = office.seat();
        // Now here, now there, as people do: an issue with thousands of notes is none.
        let mut next = n * 13;
        Box::new(move || {
            next = (next + 7) % size;
            let note = Command::new(Verb::Note, new_op())
                .on_subject(format!("#{}", 1 + next))
                .set("note_text", "备忘");
            let answer = seat.ask(Request::Do(Box::new(note)));
            // A void issue takes no note: that is answered without a commit, and rare.
            assert!(matches!(answer, Answer::Done(_) | Answer::Refused(_)), "{answer:?}");
        })
    };
    rate(writers, work)
}

/// Each writer appends to the same file and waits for it to be on the disk.
fn raw(writers: usize) -> f64 {
    let path = FOLDER.path().join("raw");
    let work = |_: usize| -> Box<dyn FnMut() + Send> {
        let mut file = File::options().create(true).append(true).open(&path).unwrap();
        Box::new(move || {
            file.write_all(&[7; ACT]).unwrap();
            file.sync_data().unwrap();
        })
    };
    rate(writers, work)
}

#[cfg(feature = "peers")]
fn sqlite(writers: usize) -> Option<f64> {
    let path = FOLDER.path().join(format!("peer-{writers}.sqlite"));
    let open = |path: &std::path::Path| {
        let peer = rusqlite::Connection::open(path).unwrap();
        peer.busy_timeout(Duration::from_secs(60)).unwrap();
        peer.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;").unwrap();
        peer
    };
    open(&path)
        .execute_batch("CREATE TABLE acts (seq INTEGER PRIMARY KEY, issue INTEGER, fact BLOB)")
        .unwrap();
    let work = |n: usize| -> Box<dyn FnMut() + Send> {
        let peer = open(&path);
        Box::new(move || {
            peer.execute("INSERT INTO acts (issue, fact) VALUES (?1, ?2)", (n as i64, vec![7_u8; ACT]))
                .unwrap();
        })
    };
    Some(rate(writers, work))
}

#[cfg(not(feature = "peers"))]
fn sqlite(_: usize) -> Option<f64> {
    None
}

/// What of a process's memory is its own, in MiB: the rest are pages of the program that all desks share.
fn own_memory(pid: u32) -> f64 {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let own = rollup.lines().filter(|line| line.starts_with("Private_"));
    own.filter_map(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok()).sum::<f64>() / 1024.0
}

/// The memory of a desk in a terminal of its own once it has painted, and what of it is its own.
fn desk(office: &Office) -> (f64, f64) {
    let (pty, pts) = pty_process::blocking::open().unwrap();
    pty.resize(pty_process::Size::new(45, 160)).unwrap();
    let mut child = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_duban"))
        .arg("--socket")
        .arg(&office.socket)
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .env("XDG_STATE_HOME", FOLDER.path())
        .env_remove("DUBAN_STORE")
        .spawn(pts)
        .unwrap();
    let mut bytes = [0; 65_536];
    let mut seen = Vec::new();
    let mut reader = &pty;
    // The line of hints is drawn last.
    while !String::from_utf8_lossy(&seen).contains("帮助") {
        let n = reader.read(&mut bytes).unwrap();
        seen.extend_from_slice(&bytes[..n]);
    }
    let (mut writer, mut used) = (&pty, (0.0_f64, 0.0_f64));
    for key in ["2", "\x1b[B", "\x1b[B", "3", "0"] {
        writer.write_all(key.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(300));
        used = (used.0.max(memory(child.id())), used.1.max(own_memory(child.id())));
    }
    let _ = child.kill();
    let _ = child.wait();
    used
}

fn main() {
    for size in support::sizes(&[1_000, 100_000]) {
        let office = Office::serve(size);
        let seat = office.seat();
        let page = || {
            let page = seat.ask(Request::Page { filter: "is:overdue".into(), offset: 0, len: 50 });
            assert!(matches!(page, Answer::Page(_)));
        };
        println!(
            "{size}: round trip of a greeting {:.1?}, of a page of 50 {:.1?}",
            time(500, || drop(seat.ask(Request::Hello))),
            time(200, page)
        );
        let seats: Vec<Seat> = (0..50).map(|_| office.seat()).collect();
        for seat in &seats {
            for request in [Request::Board, Request::Page { filter: String::new(), offset: 0, len: 200 }] {
                let answer = seat.ask(request);
                assert!(matches!(answer, Answer::Board(_) | Answer::Page(_)));
            }
        }
        let (desk, own) = desk(&office);
        println!(
            "{size}: memory of the office with 50 seats {:.0} MiB, of a desk {desk:.1} MiB, {own:.1} of it its own",
            memory(office.child.id())
        );
        drop(seats);
        let one = raw(1);
        println!("{size}: one raw append + fdatasync after the other {one:.0}/s");
        for writers in WRITERS {
            let (ours, raw) = (ours(&office, size, writers), raw(writers));
            let peer = sqlite(writers).map_or_else(String::new, |peer| {
                format!(", sqlite {peer:.0}/s: {:.2} times as many here", ours / peer)
            });
            println!(
                "{size}: {writers} writers: {ours:.0} durable acts/s, {:.2} times one raw append + fdatasync after the other; raw by as many threads {raw:.0}/s{peer}",
                ours / one
            );
        }
    }
}
