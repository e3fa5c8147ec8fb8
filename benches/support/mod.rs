//! What the benches share: stores of made-up issues, played through the door once for each size.
#![allow(dead_code)] // Each bench uses its own part.

use duban::api::{Answer, Request};
use duban::link::{Attach, Create, Seat, attach, create};
use duban::sample;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};
use std::time::Instant;

/// Acts sent before their answers are waited for.
const CHUNK: usize = 2_048;

static STORES: LazyLock<Mutex<HashMap<usize, PathBuf>>> = LazyLock::new(Mutex::default);
/// Where they lie.
pub static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

/// The sizes asked for in the environment, else the usual ones.
pub fn sizes(usual: &[usize]) -> Vec<usize> {
    match std::env::var("DUBAN_BENCH") {
        Ok(list) => list.split(',').filter_map(|size| size.parse().ok()).collect(),
        Err(_) => usual.to_vec(),
    }
}

/// A store of a size, made once.
pub fn store(size: usize) -> PathBuf {
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

/// A seat at a store on a day.
pub fn open_on(path: &Path, today: Option<chrono::NaiveDate>, write: bool) -> Seat {
    attach(&Attach { today, write, ..Attach::alone(path.to_path_buf(), "clerk") }).unwrap()
}

/// A seat at the store of a size, on the day on which made-up campaigns are looked at.
pub fn open(size: usize) -> Seat {
    open_on(&store(size), Some(sample::as_of()), true)
}

/// Resident memory of this process, in MiB.
pub fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
