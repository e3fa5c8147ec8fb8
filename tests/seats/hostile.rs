//! Ten thousand connections that mean harm, of five kinds, beside fifty honest seats.

use super::host::{Host, quantiles};
use duban::api::{Answer, Request};
use duban::link::{Seat, new_op};
use duban::model::command::Command;
use duban::model::verb::Verb;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const HONEST: usize = 50;
const HOSTILE: usize = 10_000;
const THREADS: usize = 40;
/// Accounts that the hostile ones come from, where the test may choose.
const ACCOUNTS: u32 = 20;
const FIRST: u32 = 20_000;
/// Memory of the office at most, in KiB.
const MEMORY: u64 = 256 << 10;

/// An honest seat: looks and writes in turn, until told to stop.
fn honest(seat: &Seat, n: usize, over: &AtomicBool) -> Vec<Duration> {
    let mut times = Vec::new();
    for count in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let note = || {
            Command::new(Verb::Note, new_op())
                .on_subject(format!("TY-{:03}", 1 + n % 20))
                .set("note_kind", "memo")
                .set("note_text", format!("{n}-{count}"))
        };
        let request = match count % 4 {
            0 => Request::Do(Box::new(note())),
            _ => Request::Page { filter: String::new(), offset: 0, len: 20 },
        };
        let begun = Instant::now();
        let answer = seat.ask(request);
        assert!(matches!(answer, Answer::Done(_) | Answer::Page(_)), "{answer:?}");
        times.push(begun.elapsed());
    }
    times
}

/// The honest seats at work while `meanwhile` happens.
fn with_honest(seats: Vec<Seat>, meanwhile: impl FnOnce()) -> (Vec<Seat>, Vec<Duration>) {
    let over = Arc::new(AtomicBool::new(false));
    let threads: Vec<_> = seats
        .into_iter()
        .enumerate()
        .map(|(n, seat)| {
            let over = Arc::clone(&over);
            std::thread::spawn(move || {
                let times = honest(&seat, n, &over);
                (seat, times)
            })
        })
        .collect();
    meanwhile();
    over.store(true, Ordering::Relaxed);
    let done = threads.into_iter().map(|thread| thread.join().unwrap());
    let (seats, times): (Vec<Seat>, Vec<Vec<Duration>>) = done.unzip();
    (seats, times.concat())
}

fn part(bytes: &[u8]) -> Vec<u8> {
    let mut framed = (bytes.len() as u32).to_le_bytes().to_vec();
    framed.push(0);
    framed.extend_from_slice(bytes);
    framed
}

fn greeting() -> Vec<u8> {
    let greeting = serde_json::json!({
        "protocol": 1, "program": "x", "member": null, "pin": null, "today": null
    });
    part(&rmp_serde::to_vec_named(&greeting).unwrap())
}

/// One connection that means harm.
fn harm(socket: &Path, kind: usize, random: &mut fastrand::Rng) -> std::io::Result<()> {
    let mut stream = UnixStream::connect(socket).expect("the office listens for everybody");
    stream.set_read_timeout(Some(Duration::from_millis(150)))?;
    stream.set_write_timeout(Some(Duration::from_millis(300)))?;
    let mut noise = vec![0; random.usize(1..4096)];
    random.fill(&mut noise);
    match kind {
        // Noise from the first byte.
        0 => stream.write_all(&noise)?,
        // A length of four gigabytes, and some of it.
        1 => {
            stream.write_all(&[255, 255, 255, 255, 0])?;
            stream.write_all(&noise)?;
        }
        // Half a message, then silence.
        2 => {
            stream.write_all(&[0, 16, 0, 0, 0, 7, 7, 7])?;
        }
        // Asks for the largest answers and reads none.
        3 => {
            stream.write_all(&greeting())?;
            let ask = serde_json::json!({"Ask": {"Page": {"filter": "", "offset": 0, "len": 100_000}}});
            let ask = part(&rmp_serde::to_vec_named(&ask).unwrap());
            (0..40).try_for_each(|_| stream.write_all(&ask))?;
        }
        // Greets well, then sends whole messages that mean nothing.
        _ => {
            stream.write_all(&greeting())?;
            stream.write_all(&part(&noise))?;
        }
    }
    let mut some = [0; 64];
    let _ = stream.read(&mut some)?;
    Ok(())
}

/// As root every connection that need not be a member's comes from an account of its own, so that none is
/// shut out for what the one before did; else all harm comes from our own account.
fn from(number: u32) {
    let uid = match number % 5 {
        0..3 => FIRST + ACCOUNTS + number,
        _ => FIRST + number % ACCOUNTS,
    };
    let (root, uid) = (rustix::process::Uid::ROOT, rustix::process::Uid::from_raw(uid));
    rustix::thread::set_thread_res_uid(root, root, root).unwrap();
    rustix::thread::set_thread_res_uid(root, uid, root).unwrap();
}

fn attack(socket: &Path) -> usize {
    let left = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..THREADS)
        .map(|n| {
            let (left, socket) = (Arc::clone(&left), socket.to_owned());
            std::thread::spawn(move || {
                let root = rustix::process::geteuid().is_root();
                let mut random = fastrand::Rng::with_seed(n as u64);
                loop {
                    let number = left.fetch_add(1, Ordering::Relaxed);
                    if number >= HOSTILE {
                        return;
                    }
                    if root {
                        from(number as u32);
                    }
                    // Being hung up on is what they are there for.
                    let _ = harm(&socket, number % 5, &mut random);
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    left.load(Ordering::Relaxed).min(HOSTILE)
}

#[test]
fn ten_thousand_hostile_connections_cost_little_and_honest_seats_go_on() {
    let _alone = crate::alone();
    let host = Host::new(200, rustix::process::geteuid().is_root());
    let founder = host.seat();
    for n in 0..ACCOUNTS {
        let command = Command::new(Verb::Member, new_op())
            .set("login", format!("uid{}", FIRST + n))
            .set("name", format!("示例{n}"))
            .set("roles", "viewer");
        let answer = founder.ask(Request::Do(Box::new(command)));
        assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
    }
    let seats: Vec<Seat> = (0..HONEST).map(|_| host.seat()).collect();
    let begun = Instant::now();
    let (seats, alone) = with_honest(seats, || {
        // As many writes of the founder as take a while: the honest ones among themselves.
        for n in 0..150 {
            let note = Command::new(Verb::Note, new_op()).on_subject("TY-001").set("note_kind", "memo");
            let answer = founder.ask(Request::Do(Box::new(note.set("note_text", format!("{n}")))));
            assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
        }
    });
    let quiet = begun.elapsed();
    let before = host.memory("VmRSS");
    let mut made = 0;
    let begun = Instant::now();
    let (seats, beside) = with_honest(seats, || made = attack(&host.socket()));
    assert_eq!(made, HOSTILE);
    let peak = host.memory("VmHWM");
    println!("honest seats alone ({:.1} s): {}", quiet.as_secs_f64(), quantiles(alone));
    println!("beside {made} hostile ones ({:.1} s): {}", begun.elapsed().as_secs_f64(), quantiles(beside));
    println!("memory of the office: {} MiB before, {} MiB at its peak", before >> 10, peak >> 10);
    assert!(peak < MEMORY, "{peak} KiB");
    // The office is whole, and takes seats as before.
    let Answer::Verified(verified) = founder.ask(Request::Verify) else { panic!("not verified") };
    assert_eq!(verified.fault, None);
    seats.into_iter().for_each(|seat| seat.close().unwrap());
    founder.close().unwrap();
}
