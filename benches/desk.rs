//! How fast the desk opens, lists, filters and writes, at 1,000, 10,000 and 100,000 made-up issues.
//! `DUBAN_BENCH=1000` keeps to that size. Nothing is asserted; ratios are printed beside their peer.

use duban::api::{Answer, Request};
use duban::link::{Attach, Create, Seat, attach, create, new_op};
use duban::model::command::Command;
use duban::model::verb::Verb;
use duban::sample;
use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

/// Acts sent before their answers are waited for.
const CHUNK: usize = 2_048;

static STORES: LazyLock<Mutex<HashMap<usize, PathBuf>>> = LazyLock::new(Mutex::default);
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fn sizes() -> Vec<usize> {
    match std::env::var("DUBAN_BENCH") {
        Ok(list) => list.split(',').filter_map(|size| size.parse().ok()).collect(),
        Err(_) => vec![1_000, 10_000, 100_000],
    }
}

/// A store of a size, made once.
fn store(size: usize) -> PathBuf {
    let mut stores = STORES.lock().unwrap();
    stores.entry(size).or_insert_with(|| make(size)).clone()
}

fn make(size: usize) -> PathBuf {
    let path = FOLDER.path().join(format!("{size}.redb"));
    let source = sample::made_up_pack(duban::pack::built_in("zhuzhou-2021").unwrap()).unwrap();
    let pack = duban::pack::Pack::parse(&source, "made up").unwrap();
    create(&Create {
        store: path.clone(),
        pack_source: source,
        pack_name: "made up".into(),
        login: "clerk".into(),
        member_name: "clerk".into(),
        today: Some(sample::first_day()),
        synthetic: true,
        keep_names: false,
    })
    .unwrap();
    let seat = open_on(&path, Some(sample::first_day()), true);
    let began = Instant::now();
    let mut waiting: Vec<(String, Request)> = Vec::new();
    let (mut day, mut acts) = (sample::first_day(), 0_u64);
    for act in sample::acts(7, size, &pack, "clerk") {
        if act.day != day || waiting.len() >= CHUNK {
            acts += play(&seat, std::mem::take(&mut waiting));
            day = act.day;
            seat.set_today(day).unwrap();
        }
        waiting.push((act.login, Request::Do(Box::new(act.command))));
    }
    acts += play(&seat, waiting);
    seat.set_today(sample::as_of()).unwrap();
    seat.close().unwrap();
    let took = began.elapsed();
    let file = std::fs::metadata(&path).unwrap().len() >> 20;
    println!(
        "made {size} issues: {acts} acts in {:.1} s, {:.0} durable acts/s, file {file} MiB",
        took.as_secs_f64(),
        acts as f64 / took.as_secs_f64()
    );
    path
}

fn play(seat: &Seat, asks: Vec<(String, Request)>) -> u64 {
    let answers = seat.ask_as(asks);
    let refused = answers.iter().find(|answer| !matches!(answer, Answer::Done(_)));
    assert!(refused.is_none(), "{refused:?}");
    answers.len() as u64
}

fn open_on(path: &Path, today: Option<chrono::NaiveDate>, write: bool) -> Seat {
    attach(&Attach { store: path.to_path_buf(), login: "clerk".into(), today, write }).unwrap()
}

fn open(size: usize) -> Seat {
    open_on(&store(size), Some(sample::as_of()), true)
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

/// Resident memory of this process, in MiB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
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
