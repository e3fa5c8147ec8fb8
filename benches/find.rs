//! How fast the desk searches and filters, at 100,000 and 1,000,000 made-up issues: each keystroke of five
//! searches, and filter, counts and first page together; with the feature `peers` beside sqlite on the same
//! rows. `DUBAN_BENCH=1000` keeps to that size. Nothing is asserted.

mod support;

use duban::api::{Answer, Request};
use duban::books::select::Asker;
use duban::books::{Books, filter_reader};
use duban::i18n::{Lang, Words};
use duban::keymap::{Key, Keymap, Preset};
use duban::link::Seat;
use duban::model::deadline::{Deadline, DeadlineKind};
use duban::model::field::Field;
use duban::model::ids::{Kind, OpId, Subject};
use duban::model::record::{Cell, Record};
use duban::model::state::State;
use duban::model::value::Value;
use duban::pack::Pack;
use duban::rules::founding::{Founder, facts};
use duban::sample::{self, texts};
use duban::tui::{Headless, Options};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Up to this size a campaign is played through the door as well.
const PLAYED: usize = 100_000;
/// Rows of a page.
const LEN: usize = 50;

/// What is typed, each character a keystroke.
const SEARCHES: [&str; 5] = ["教辅征订", "peixunzhongxin", "jfzd", "教", "j"];
const FILTERS: [&str; 4] = ["cat:2 is:overdue", "unit:JI state:rectifying", "", "is:open sort:due"];

/// Books of so many made-up issues, made in memory.
fn books(size: usize) -> Books {
    let source = sample::made_up_pack(duban::pack::built_in("zhuzhou-2021").unwrap()).unwrap();
    let pack = Pack::parse(&source, "made up").unwrap();
    let founder = Founder {
        login: "clerk".into(),
        name: "clerk".into(),
        roles: pack.founder_roles(),
        synthetic: true,
        keep_names: false,
        today: sample::first_day(),
        at: chrono::DateTime::UNIX_EPOCH,
        op: OpId(1),
    };
    let mut books = Books::default();
    facts(&pack, &source, &founder).iter().for_each(|fact| books.apply(fact));
    let units: Vec<u32> = books
        .of_kind(Kind::Unit)
        .filter(|unit| texts::texts().names.counties.iter().any(|c| c.code == unit.text(Field::Code)))
        .map(|unit| unit.subject.id)
        .collect();
    let mut rng = fastrand::Rng::with_seed(7);
    let mut numbers = vec![0; books.next_id(Kind::Unit) as usize];
    for id in 1..=size as u32 {
        let record = issue(&mut rng, id, &units, &mut numbers);
        std::sync::Arc::make_mut(&mut books.sheet).put(&record, sample::as_of());
    }
    books
}

fn issue(rng: &mut fastrand::Rng, id: u32, units: &[u32], numbers: &mut [i64]) -> Record {
    let texts = texts::texts();
    let unit = units[rng.usize(..units.len()).min(rng.usize(..units.len()))];
    let item = &texts.items[rng.usize(..texts.items.len())];
    let numeral = |rng: &mut fastrand::Rng| texts.names.numerals[rng.usize(..10)].clone();
    let place = match rng.u8(..5) {
        0 => {
            let org = &texts.names.organisations[rng.usize(..texts.names.organisations.len())];
            texts.places["校外培训机构"].replace("{org}", org)
        }
        1 => texts.places["初级中学"].replace("{k}", &numeral(rng)),
        2 => texts.places["幼儿园"].replace("{k}", &format!("{}十{}", numeral(rng), numeral(rng))),
        _ => texts.places["小学"].replace("{k}", &format!("{}十{}", numeral(rng), numeral(rng))),
    };
    let title = texts.titles.both.replace("{title}", &item.title);
    let (students, amount) = (rng.i64(1..90), rng.i64(100..90_000));
    let title = title.replace("{n}", &students.to_string()).replace("{amount}", &amount.to_string());
    let state = match rng.u8(..20) {
        0 => State::Reported,
        1 => State::Registered,
        2..=8 => State::Rectifying,
        9 | 10 => State::Claimed,
        11 => State::Unfounded,
        _ => State::Closed,
    };
    let due = sample::as_of() + chrono::Days::new(60) - chrono::Days::new(rng.u64(..100));
    let deadline = Deadline {
        text: due.format("%m-%d").to_string(),
        clause: String::new(),
        kind: DeadlineKind::Point,
        due: Some(due),
        fuzzy: false,
        strict: None,
        standing: false,
        settled_by: None,
    };
    numbers[unit as usize] += 1;
    let mut record = Record::new(Subject::issue(id));
    record.rev = u64::from(id);
    record.cells = [
        (Field::State, Value::State(state)),
        (Field::Unit, Value::Ref(unit)),
        (Field::NoUnit, Value::Ref(unit)),
        (Field::NoSeq, Value::Int(numbers[unit as usize])),
        (Field::Place, Value::Text(place)),
        (Field::Title, Value::Text(title)),
        (Field::Category, Value::Code(item.id.split('.').next().unwrap_or_default().to_owned())),
        (Field::Item, Value::Code(item.id.clone())),
        (Field::Deadline, Value::Deadline(Box::new(deadline))),
        (Field::Students, Value::Int(students)),
        (Field::Amount, Value::Fen(amount * 100)),
        (Field::FoundOn, Value::Day(due - chrono::Days::new(30))),
    ]
    .into_iter()
    .map(|(field, value)| (Cell::main(field), value))
    .collect();
    record
}

/// From the line to the rows of the first page, with the counts; the number of rows under it.
fn page(books: &Books, line: &str, asker: &Asker) -> usize {
    let filter = filter_reader::read(line, books, asker.today).unwrap();
    let under = books.under(&filter, asker);
    black_box(books.counts_of(&under, asker.today));
    for row in books.window(&under, &filter, 0, LEN) {
        black_box(books.issue_row(row, asker));
    }
    under.count()
}

fn asked(seat: &Seat, line: &str) -> usize {
    match seat.ask(Request::Page { filter: line.into(), offset: 0, len: LEN as u32 }) {
        Answer::Page(page) => page.total as usize,
        other => panic!("{other:?}"),
    }
}

/// Times of something done often enough to see its slowest hundredth.
fn times(mut often: usize, mut act: impl FnMut()) -> Vec<Duration> {
    let mut times = Vec::new();
    while often > 0 {
        let began = Instant::now();
        act();
        times.push(began.elapsed());
        often -= 1;
    }
    times.sort_unstable();
    times
}

fn median(times: &[Duration]) -> Duration {
    times[times.len() / 2]
}

fn searches(name: &str, often: usize, mut ask: impl FnMut(&str) -> usize) {
    for search in SEARCHES {
        let mut all = Vec::new();
        let mut typed = String::new();
        let mut worst = (Duration::ZERO, String::new());
        let mut rows = 0;
        for c in search.chars() {
            typed.push(c);
            let took = times(often, || rows = ask(&typed));
            worst = worst.max((median(&took), typed.clone()));
            all.extend(took);
        }
        all.sort_unstable();
        println!(
            "{name}: search {search}: median {:.2?}, p99 {:.2?} a keystroke; slowest {} {:.2?}; {rows} rows",
            median(&all),
            all[all.len() * 99 / 100],
            worst.1,
            worst.0,
        );
    }
}

/// From the key in the find box to the frame: the line is read, counted and completed, and the screen drawn.
fn to_the_frame(size: usize, often: usize) {
    let options = Options {
        words: Words::new(Lang::Zh),
        keymap: Keymap::preset(Preset::Default),
        plain: false,
        color: true,
        lesson: false,
        mouse: false,
        meeting: false,
        terminal: String::new(),
        state: std::path::PathBuf::new(),
        folders: Default::default(),
    };
    let mut desk = Headless::open(support::open(size), options, (160, 45), || OpId(7));
    for search in SEARCHES {
        let mut all = Vec::new();
        for _ in 0..often {
            desk.play("/");
            for c in search.chars() {
                let began = Instant::now();
                desk.strike(Key::char(c));
                black_box(desk.frame());
                all.push(began.elapsed());
            }
            desk.play("esc");
        }
        all.sort_unstable();
        let p99 = all[all.len() * 99 / 100];
        println!("{size} from key to frame: search {search}: median {:.2?}, p99 {p99:.2?}", median(&all));
    }
}

fn main() {
    for size in support::sizes(&[100_000, 1_000_000]) {
        let often = if size > PLAYED { 20 } else { 50 };
        let books = books(size);
        let asker = Asker { today: sample::as_of(), office: true, units: Vec::new() };
        let (before, began) = (support::resident(), Instant::now());
        page(&books, "is:overdue", &asker);
        let (sets, began_letters) = (began.elapsed(), Instant::now());
        page(&books, "j", &asker);
        println!(
            "{size}: sets of rows made in {sets:.1?}, letters in {:.1?}, together {:.1} MiB",
            began_letters.elapsed(),
            support::resident() - before
        );
        searches(&format!("{size} in memory"), often, |line| page(&books, line, &asker));
        #[cfg(feature = "peers")]
        let sqlite = peers::Sqlite::of(&books);
        for filter in FILTERS {
            let mut rows = 0;
            let ours = times(often, || rows = page(&books, filter, &asker));
            println!(
                "{size} in memory: filter `{filter}`, counts, first page: median {:.2?}, p99 {:.2?}; {rows} rows",
                median(&ours),
                ours[ours.len() * 99 / 100]
            );
            #[cfg(feature = "peers")]
            sqlite.beside(filter, median(&ours), rows);
        }
        drop(books);
        if size <= PLAYED {
            let seat = support::open(size);
            searches(&format!("{size} through the door"), often, |line| asked(&seat, line));
            for filter in FILTERS {
                let took = times(often, || {
                    asked(&seat, filter);
                });
                println!("{size} through the door: filter `{filter}`: median {:.2?}", median(&took));
            }
            seat.close().unwrap();
            to_the_frame(size, often);
        }
    }
}

/// Sqlite on the same rows: a file, indices on the columns that filters ask for, warm.
#[cfg(feature = "peers")]
mod peers {
    use super::{LEN, median, sample, support, times};
    use duban::books::Books;
    use duban::books::sheet::day_number;
    use duban::model::state::State;
    use rusqlite::{Connection, params};
    use std::time::{Duration, Instant};

    pub struct Sqlite {
        connection: Connection,
        unit: u32,
    }

    impl Sqlite {
        pub fn of(books: &Books) -> Self {
            let path = support::FOLDER.path().join(format!("{}.sqlite", books.sheet.len()));
            let mut connection = Connection::open(path).unwrap();
            connection
                .execute_batch(
                    "PRAGMA cache_size = -262144; PRAGMA mmap_size = 1073741824;
                     CREATE TABLE issues (id INTEGER PRIMARY KEY, unit INTEGER, unit_order INTEGER, seq INTEGER,
                       state INTEGER, category TEXT, item TEXT, due INTEGER, found INTEGER, students INTEGER,
                       amount INTEGER, place TEXT, title TEXT);",
                )
                .unwrap();
            let began = Instant::now();
            Self::fill(&mut connection, books);
            connection
                .execute_batch(
                    "CREATE INDEX by_unit ON issues (unit, state); CREATE INDEX by_state ON issues (state, due);
                     CREATE INDEX by_category ON issues (category, state, due); CREATE INDEX by_due ON issues (due);
                     CREATE INDEX by_order ON issues (unit_order, seq); ANALYZE;",
                )
                .unwrap();
            println!("{}: sqlite filled and indexed in {:.1?}", books.sheet.len(), began.elapsed());
            Self { connection, unit: books.unit_coded("JI").unwrap() }
        }

        fn fill(connection: &mut Connection, books: &Books) {
            let sheet = &books.sheet;
            let all = connection.transaction().unwrap();
            {
                let mut insert =
                    all.prepare("INSERT INTO issues VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").unwrap();
                for row in 0..sheet.len() {
                    let unit = u32::from(sheet.unit[row]);
                    insert
                        .execute(params![
                            row as i64,
                            unit,
                            books.unit_order(unit),
                            sheet.seq_no[row],
                            sheet.state[row],
                            sheet.codes.word(sheet.category[row]),
                            sheet.codes.word(sheet.item[row]),
                            sheet.due[row],
                            sheet.found[row],
                            sheet.students[row],
                            sheet.amount[row],
                            sheet.place.get(row),
                            sheet.title.get(row)
                        ])
                        .unwrap();
                }
            }
            all.commit().unwrap();
        }

        /// The same filter, counts and first page, and how many times longer it takes.
        pub fn beside(&self, filter: &str, ours: Duration, rows: usize) {
            let today = day_number(Some(sample::as_of()));
            let running = format!(
                "state IN ({}, {}, {})",
                State::Assigned as u8,
                State::Planned as u8,
                State::Rectifying as u8
            );
            let (terms, order) = match filter {
                "cat:2 is:overdue" => {
                    (format!("category = '2' AND due < {today} AND {running}"), "unit_order, seq")
                }
                "unit:JI state:rectifying" => (
                    format!("unit = {} AND state = {}", self.unit, State::Rectifying as u8),
                    "unit_order, seq",
                ),
                "is:open sort:due" => (format!("state < {}", State::Closed as u8), "due, unit_order, seq"),
                _ => ("1".to_owned(), "unit_order, seq"),
            };
            let counts = format!(
                "SELECT state, count(*), sum({running} AND due < {today}), \
                 sum({running} AND due BETWEEN {today} AND {today} + 7) FROM issues WHERE {terms} GROUP BY state"
            );
            let page = format!("SELECT * FROM issues WHERE {terms} ORDER BY {order} LIMIT {LEN}");
            let mut counts = self.connection.prepare(&counts).unwrap();
            let mut page = self.connection.prepare(&page).unwrap();
            let mut found = 0;
            let took = times(7, || {
                let by_state = counts.query_map([], |row| row.get::<_, i64>(1)).unwrap();
                found = by_state.map(Result::unwrap).sum::<i64>() as usize;
                let titles = page.query_map([], |row| row.get::<_, String>(12)).unwrap();
                std::hint::black_box(titles.map(Result::unwrap).collect::<Vec<_>>());
            });
            let theirs = median(&took);
            println!(
                "  sqlite: median {theirs:.2?}, {:.0} times ours; {}",
                theirs.as_secs_f64() / ours.as_secs_f64(),
                if found == rows { "the same rows".to_owned() } else { format!("but {found} rows") }
            );
        }
    }
}
