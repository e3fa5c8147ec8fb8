//! How fast the desk opens, lists, filters and writes, at 1,000, 10,000 and 100,000 made-up issues.
//! `DUBAN_BENCH=1000` keeps to that size. Nothing is asserted; ratios are printed beside their peer.

mod support;

use duban::api::{Answer, Request};
use duban::link::{Seat, new_op};
use duban::model::command::Command;
use duban::model::verb::Verb;
use duban::sample;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use support::{FOLDER, open, open_on, resident, store};

fn sizes() -> Vec<usize> {
    support::sizes(&[1_000, 10_000, 100_000])
}

fn page(seat: &Seat, filter: &str) -> u32 {
    match seat.ask(Request::Page { filter: filter.into(), offset: 0, len: 50 }) {
        Answer::Page(page) => page.total,
        other => panic!("{other:?}"),
    }
}

fn note(seat: &Seat) {
    let command = Command::new(Verb::Note, new_op()).on_subject("#1").set("note_text", "x");
    assert!(matches!(seat.ask(Request::Do(Box::new(command))), Answer::Done(_)));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn open_to_read(bencher: divan::Bencher, size: usize) {
    let path = store(size);
    bencher.bench(|| open_on(&path, Some(sample::as_of()), false));
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn open_to_write(bencher: divan::Bencher, size: usize) {
    let path = store(size);
    bencher.bench(|| open_on(&path, Some(sample::as_of()), true).close());
}

#[divan::bench(args = sizes(), sample_count = 50)]
fn first_page(bencher: divan::Bencher, size: usize) {
    let seat = open(size);
    bencher.bench_local(|| page(&seat, ""));
}

#[divan::bench(args = sizes(), sample_count = 50)]
fn class_and_overdue_with_counts(bencher: divan::Bencher, size: usize) {
    let seat = open(size);
    bencher.bench_local(|| page(&seat, "cat:2 is:overdue"));
}

#[divan::bench(args = sizes(), sample_count = 50)]
fn board(bencher: divan::Bencher, size: usize) {
    let seat = open(size);
    bencher.bench_local(|| seat.ask(Request::Board));
}

#[divan::bench(args = sizes(), sample_count = 50)]
fn one_durable_verb(bencher: divan::Bencher, size: usize) {
    let seat = open(size);
    bencher.bench_local(|| note(&seat));
}

/// One verb beside one raw append and fdatasync of as many bytes, turn and turn about.
fn against_the_disk(size: usize) {
    let seat = open(size);
    let mut raw = File::create(FOLDER.path().join("raw")).unwrap();
    let bytes = [7_u8; 400];
    let (mut verbs, mut appends) = (Vec::new(), Vec::new());
    for _ in 0..40 {
        let began = Instant::now();
        note(&seat);
        verbs.push(began.elapsed());
        let began = Instant::now();
        raw.write_all(&bytes).unwrap();
        raw.sync_data().unwrap();
        appends.push(began.elapsed());
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    let (verb, append) = (median(verbs), median(appends));
    println!(
        "{size}: one durable verb {verb:.1?}, raw append + fdatasync {append:.1?}, ratio {:.1}",
        verb.as_secs_f64() / append.as_secs_f64()
    );
}

/// Memory of a process that does nothing but hold an open office: this program again, told what to open.
fn memory(size: usize) {
    let me = std::env::current_exe().unwrap();
    let told = std::process::Command::new(me).env("DUBAN_BENCH_OPEN", store(size)).output().unwrap();
    print!("{size}: {}", String::from_utf8_lossy(&told.stdout));
}

fn hold(path: &Path) {
    let before = resident();
    let seat = open_on(path, Some(sample::as_of()), true);
    page(&seat, "");
    println!("an open office holds {:.1} MiB in a process that had {before:.1}", resident());
    seat.close().unwrap();
}

fn main() {
    if let Ok(path) = std::env::var("DUBAN_BENCH_OPEN") {
        return hold(Path::new(&path));
    }
    for size in sizes() {
        store(size);
        memory(size);
        against_the_disk(size);
    }
    divan::main();
}
