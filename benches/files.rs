//! Rows per second in and out of files: a made-up list as xlsx and csv is read, tried and taken in, then the
//! problem list is computed and written; in the same run on the same rows openpyxl reads and writes (where
//! there is one), and with the feature `peers` sqlite inserts and selects. `DUBAN_BENCH=1000` keeps to that
//! size. Nothing is asserted but that every row has come.

mod support;

use duban::api::{Answer, Request};
use duban::exchange::incoming::understand;
use duban::exchange::roll::{Roll, text};
use duban::exchange::{self, Format, Grid, Guide, Limits, csv, read_file, xlsx};
use duban::i18n::{Lang, Words};
use duban::link::{Create, Seat, create, new_op};
use duban::model::incoming::{Incoming, Outcome};
use duban::model::table::TableId;
use duban::sample;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const HEADS: [&str; 8] =
    ["单位", "学校（机构）", "问题类别", "存在问题", "涉及学生数", "涉及金额（元）", "整改时限", "备注"];

/// What openpyxl does, with the seconds it takes inside.
const READ: &str = "import sys, time, openpyxl
t = time.perf_counter()
rows = sum(1 for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True))
print(rows, time.perf_counter() - t)";
const WRITE: &str = "import sys, time, openpyxl
rows = list(openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True))
t = time.perf_counter()
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet()
for row in rows: sheet.append(row)
book.save(sys.argv[2])
print(len(rows), time.perf_counter() - t)";

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

fn rate(rows: usize, took: Duration) -> f64 {
    rows as f64 / took.as_secs_f64()
}

fn told(what: &str, rows: usize, took: Duration) {
    println!("  {what:<40} {:>9.0} rows/s  {took:.2?}", rate(rows, took));
}

/// A peer's rate beside ours.
fn beside(what: &str, rows: usize, theirs: Duration, ours: Duration) {
    told(what, rows, theirs);
    println!("  {:<40} {:.2} times its rate", "", theirs.as_secs_f64() / ours.as_secs_f64());
}

/// A list of so many rows, no two alike, as both sorts of file.
fn lists(rows: usize) -> (PathBuf, PathBuf) {
    let words = Words::new(Lang::Zh);
    let mut roll = Roll::new("问题清单".into(), String::new(), HEADS.map(str::to_owned).to_vec());
    let counties = &sample::texts::texts().names.counties;
    for n in 0..rows {
        let cells = [
            counties[n % counties.len()].short.clone(),
            format!("示例第{n}小学"),
            "有偿补课".to_owned(),
            format!("示例问题第{n}号：课后收费补课"),
            (n % 40 + 1).to_string(),
            (n % 90 * 100 + 100).to_string(),
            format!("9月{}日前", n % 30 + 1),
            String::new(),
        ];
        roll.rows.push(cells.iter().map(|cell| text(cell)).collect());
    }
    let page = roll.page(true, sample::as_of(), &words);
    let (book, plain) = (support::FOLDER.path().join("list.xlsx"), support::FOLDER.path().join("list.csv"));
    std::fs::write(&book, xlsx::write(&page).unwrap()).unwrap();
    std::fs::write(&plain, csv::write(&page)).unwrap();
    (book, plain)
}

/// A campaign with nothing in it yet.
fn seat(name: &str) -> Seat {
    let store = support::FOLDER.path().join(name);
    create(&Create {
        store: store.clone(),
        pack_source: sample::made_up_pack(duban::pack::built_in("zhuzhou-2021").unwrap()).unwrap(),
        pack_name: "made up".into(),
        login: "clerk".into(),
        member_name: "clerk".into(),
        today: Some(sample::first_day()),
        synthetic: true,
        keep_names: false,
    })
    .unwrap();
    support::open_on(&store, Some(sample::first_day()), true)
}

fn imported(seat: &Seat, incoming: &Incoming, write: bool) -> usize {
    let op = write.then(new_op);
    match seat.ask(Request::Import { incoming: Box::new(incoming.clone()), op }) {
        Answer::Import(imported) => {
            let new = imported.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::New).count();
            let other = imported.verdicts.iter().find(|verdict| verdict.outcome != Outcome::New);
            assert_eq!((new, other), (incoming.rows.len(), None));
            new
        }
        other => panic!("{other:?}"),
    }
}

fn read(path: &Path) -> Vec<Grid> {
    read_file(path, &Limits::default()).unwrap()
}

/// In: read, understood, tried, written. Answers with the seat that has the rows now.
fn taken_in(rows: usize, path: &Path, python: bool) -> Seat {
    let end = path.extension().unwrap().to_str().unwrap();
    let (grids, reading) = timed(|| read(path));
    told(&format!("{end}: read"), rows, reading);
    if end == "xlsx" && python {
        openpyxl(READ, &[path])
            .iter()
            .for_each(|theirs| beside("xlsx: openpyxl reads", rows, *theirs, reading));
    }
    let ((incoming, _), understanding) = timed(|| understand("list", &grids, &Guide::default()));
    assert_eq!(incoming.rows.len(), rows);
    told(&format!("{end}: columns understood"), rows, understanding);
    let seat = seat(end);
    let (_, trying) = timed(|| imported(&seat, &incoming, false));
    told(&format!("{end}: tried row by row"), rows, trying);
    let (_, writing) = timed(|| imported(&seat, &incoming, true));
    told(&format!("{end}: taken in, durable"), rows, writing);
    told(&format!("{end}: file to durable, all of it"), rows, reading + understanding + writing);
    #[cfg(feature = "peers")]
    beside("sqlite: same rows, one transaction", rows, peers::insert(end, &incoming), writing);
    seat
}

/// Out: the problem list computed, laid out and written.
fn handed_out(rows: usize, seat: &Seat, python: bool) {
    let words = Words::new(Lang::Zh);
    let ask = || match seat.ask(Request::Table {
        table: TableId::ProblemList,
        filter: String::new(),
        wanted: Default::default(),
    }) {
        Answer::Table(table) => table,
        other => panic!("{other:?}"),
    };
    let (table, computing) = timed(ask);
    assert_eq!(table.rows.len(), rows);
    told("T1: computed", rows, computing);
    let file = |format| timed(|| exchange::file(&table, format, &words).unwrap());
    let (book, laying) = file(Format::Xlsx);
    told("T1: laid out as xlsx", rows, laying);
    let path = support::FOLDER.path().join("t1.xlsx");
    std::fs::write(&path, book).unwrap();
    let again = support::FOLDER.path().join("t1-again.xlsx");
    if python {
        openpyxl(WRITE, &[&path, &again]).iter().for_each(|theirs| {
            beside("xlsx: openpyxl writes the same cells", rows, *theirs, laying);
        });
    }
    let (_, laying) = file(Format::Csv);
    told("T1: laid out as csv", rows, laying);
    #[cfg(feature = "peers")]
    beside("sqlite: select, as csv", rows, peers::select("xlsx"), computing + laying);
}

/// What openpyxl took, as it says itself; `None` when there is none.
fn openpyxl(script: &str, paths: &[&Path]) -> Option<Duration> {
    let ran = Command::new("python3").arg("-c").arg(script).args(paths).output().ok()?;
    let said = String::from_utf8_lossy(&ran.stdout);
    said.split_whitespace().nth(1)?.parse().ok().map(Duration::from_secs_f64)
}

fn main() {
    let python = Command::new("python3").args(["-c", "import openpyxl"]).output();
    let python = python.is_ok_and(|ran| ran.status.success());
    if !python {
        println!("python3 has no openpyxl here: nothing is measured beside it");
    }
    for rows in support::sizes(&[1_000, 10_000, 100_000]) {
        println!("{rows} rows");
        let (book, plain) = lists(rows);
        taken_in(rows, &plain, python).close().unwrap();
        let seat = taken_in(rows, &book, python);
        handed_out(rows, &seat, python);
        seat.close().unwrap();
        for name in ["csv", "xlsx", "csv.lock", "xlsx.lock", "csv.sqlite", "xlsx.sqlite"] {
            // The next size begins with nothing.
            let _ = std::fs::remove_file(support::FOLDER.path().join(name));
        }
    }
}

#[cfg(feature = "peers")]
mod peers {
    use super::{support, timed};
    use duban::exchange::csv;
    use duban::model::incoming::{Column, Incoming};
    use rusqlite::{Connection, params};
    use std::time::Duration;

    const COLUMNS: [Column; 7] = [
        Column::Unit,
        Column::Place,
        Column::Category,
        Column::Title,
        Column::Students,
        Column::AmountYuan,
        Column::Due,
    ];

    fn open(name: &str) -> Connection {
        Connection::open(support::FOLDER.path().join(format!("{name}.sqlite"))).unwrap()
    }

    /// Inserts what was read, in one durable transaction, with an index on what rows are found by.
    pub fn insert(name: &str, incoming: &Incoming) -> Duration {
        let mut db = open(name);
        let columns =
            "unit TEXT, place TEXT, category TEXT, title TEXT, students TEXT, amount TEXT, due TEXT";
        db.execute_batch(&format!(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
             CREATE TABLE issues (id INTEGER PRIMARY KEY, {columns}); CREATE INDEX places ON issues (place);"
        ))
        .unwrap();
        let work = || {
            let all = db.transaction().unwrap();
            let mut insert = all
                .prepare("INSERT INTO issues (unit, place, category, title, students, amount, due) VALUES (?,?,?,?,?,?,?)")
                .unwrap();
            for row in &incoming.rows {
                let [a, b, c, d, e, f, g] = COLUMNS.map(|column| row.get(column));
                insert.execute(params![a, b, c, d, e, f, g]).unwrap();
            }
            drop(insert);
            all.commit().unwrap();
        };
        timed(work).1
    }

    /// Selects all rows in the order of the list, and makes CSV of them.
    pub fn select(name: &str) -> Duration {
        let db = open(name);
        let work = || {
            let mut select = db.prepare("SELECT * FROM issues ORDER BY unit, category, id").unwrap();
            let mut rows = select.query([]).unwrap();
            let mut text = String::new();
            while let Some(row) = rows.next().unwrap() {
                let id: i64 = row.get(0).unwrap();
                let fields = (1..8).map(|at| row.get::<_, String>(at).unwrap());
                text.push_str(&csv::line(std::iter::once(id.to_string()).chain(fields)));
            }
            text
        };
        timed(work).1
    }
}
