//! The office dies again and again under fifty seats that write; each keeps a history of what it was told.

use super::host::{Host, quantiles};
use duban::api::{Answer, Request};
use duban::link::{Seat, new_op};
use duban::model::command::Command;
use duban::model::ids::OpId;
use duban::model::verb::Verb;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

const SEATS: usize = 50;
const KILLS: usize = 40;
const ISSUES: usize = 20;

/// What all seats share.
#[derive(Default)]
struct Run {
    over: AtomicBool,
    /// Acts acknowledged so far; changes are told.
    done: Mutex<u64>,
    more: Condvar,
    /// Kills so far.
    kills: AtomicU64,
}

/// What one seat was told.
#[derive(Default)]
struct History {
    acknowledged: Vec<(OpId, String)>,
    /// Times of acts during which the office was killed.
    across: Vec<Duration>,
    ordinary: Vec<Duration>,
}

fn act(n: usize, count: usize) -> (Command, String) {
    let said = format!("第{n}席第{count}条");
    let no = format!("TY-{:03}", 1 + (n + count * 7) % ISSUES);
    let command = match count % 3 {
        0 => Command::new(Verb::Register, new_op())
            .set("unit", "TY")
            .set("item", "2.1")
            .set("place", "示例小学")
            .set("title", &said)
            .set("deadline", "12月20日前"),
        _ => {
            Command::new(Verb::Note, new_op()).on_subject(no).set("note_kind", "memo").set("note_text", &said)
        }
    };
    (command, said)
}

fn work(seat: &Seat, n: usize, run: &Run) -> History {
    let mut history = History::default();
    for count in 0.. {
        if run.over.load(Ordering::Relaxed) {
            break;
        }
        let (command, said) = act(n, count);
        let (op, kills, begun) = (command.op, run.kills.load(Ordering::Relaxed), Instant::now());
        let request = Request::Do(Box::new(command));
        // An unknown outcome is asked about again with the same op id, as the desk does.
        let answer = loop {
            match seat.ask(request.clone()) {
                Answer::Unknown => {}
                answer => break answer,
            }
        };
        let Answer::Done(_) = answer else { panic!("{answer:?}") };
        history.acknowledged.push((op, said));
        let took = begun.elapsed();
        let across = run.kills.load(Ordering::Relaxed) != kills;
        if across {
            history.across.push(took)
        } else {
            history.ordinary.push(took)
        }
        *run.done.lock().unwrap() += 1;
        run.more.notify_all();
    }
    history
}

#[test]
fn forty_kills_under_fifty_seats_lose_nothing_and_double_nothing() {
    let _alone = crate::alone();
    let mut host = Host::new(ISSUES, false);
    let run = Arc::new(Run::default());
    let seats: Vec<_> = (0..SEATS).map(|_| host.seat()).collect();
    let threads: Vec<_> = seats
        .into_iter()
        .enumerate()
        .map(|(n, seat)| {
            let run = Arc::clone(&run);
            std::thread::spawn(move || {
                let history = work(&seat, n, &run);
                seat.close().unwrap();
                history
            })
        })
        .collect();
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..KILLS {
        // Killed after so many acts, somewhere in the middle of the next.
        let mut done = run.done.lock().unwrap();
        let until = *done + random.u64(10..150);
        while *done < until {
            done = run.more.wait(done).unwrap();
        }
        drop(done);
        host.kill();
        run.kills.fetch_add(1, Ordering::Relaxed);
        host.start();
    }
    run.over.store(true, Ordering::Relaxed);
    let histories: Vec<History> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    host.stop();
    host.start();
    let seat = host.seat();
    let Answer::Verified(verified) = seat.ask(Request::Verify) else { panic!("not verified") };
    assert_eq!(verified.fault, None);
    // The journal is compared with what the seats were told.
    let kept = journal(&seat);
    let acknowledged: Vec<&(OpId, String)> = histories.iter().flat_map(|h| &h.acknowledged).collect();
    for (op, said) in &acknowledged {
        let facts = kept.get(op).unwrap_or_else(|| panic!("lost: {said}"));
        assert_eq!(facts.iter().filter(|text| text.contains(said.as_str())).count(), 1, "{said}: {facts:?}");
    }
    let ours: std::collections::HashSet<OpId> = acknowledged.iter().map(|(op, _)| *op).collect();
    let texts: Vec<&String> = kept.iter().filter(|(op, _)| ours.contains(op)).flat_map(|(_, t)| t).collect();
    let mut once = std::collections::HashSet::new();
    assert!(texts.iter().filter(|text| text.starts_with('第')).all(|text| once.insert(*text)), "doubled");
    let across = histories.iter().flat_map(|h| h.across.clone()).collect();
    let ordinary = histories.iter().flat_map(|h| h.ordinary.clone()).collect();
    println!("{KILLS} kills, {} acknowledged acts, 0 lost, 0 doubled", acknowledged.len());
    println!("acts across a kill (until answered by the next office): {}", quantiles(across));
    println!("other acts: {}", quantiles(ordinary));
    seat.close().unwrap();
}

/// The texts that every act of the journal set, by its op id.
fn journal(seat: &Seat) -> HashMap<OpId, Vec<String>> {
    let mut kept: HashMap<OpId, Vec<String>> = HashMap::new();
    let mut after = 0;
    loop {
        let request = Request::History { what: None, since: None, limit: None, after };
        let Answer::History(lines) = seat.ask(request) else { panic!("no history") };
        let Some(last) = lines.last() else { return kept };
        after = last.fact.seq;
        for line in lines {
            let texts =
                line.words.iter().filter(|word| ["title", "note_text"].contains(&word.field.as_str()));
            kept.entry(line.fact.op).or_default().extend(texts.filter_map(|word| word.new.clone()));
        }
    }
}
