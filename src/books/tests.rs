//! Lists by the index are lists by a plain scan: random books, random changes, random filters.

use super::Books;
use super::order::plain_order;
use super::select::{Asker, Counts};
use super::sheet::{NONE, day_number, flag};
use crate::model::deadline::Deadline;
use crate::model::field::Field;
use crate::model::filter::{DayField, DayRange, Filter, Flag, Holder, Range, SortKey, Term, Test};
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::state::State;
use crate::model::value::Value;
use crate::text::pinyin;
use chrono::{Days, NaiveDate};
use fastrand::Rng;
use std::sync::Arc;

const UNITS: u32 = 9;
const WORDS: [&str; 8] =
    ["教辅征订", "违规收费", "单校长", "示例三小", "吃空饷 3900元", "TY-1 补课", "吕家 坪", "家教26名"];

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 9, 1).unwrap() + Days::new(n)
}

fn pick<T: Clone>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.usize(..all.len())].clone()
}

fn text(rng: &mut Rng) -> String {
    (0..rng.usize(0..3)).map(|_| pick(rng, &WORDS)).collect()
}

fn units() -> Books {
    let mut books = Books::default();
    for id in 1..=UNITS {
        let mut unit = Record::new(Subject { kind: Kind::Unit, id });
        let mut put = |field: Field, value: Value| unit.cells.insert(Cell::main(field), value);
        put(
            Field::Code,
            Value::Text(["SJ", "TY", "LS", "SF", "HT", "LK", "YX", "CL", "YL"][id as usize - 1].into()),
        );
        put(
            Field::Name,
            Value::Text(
                ["市局", "天元", "芦淞", "石峰", "荷塘", "渌口", "攸县", "茶陵", "炎陵"][id as usize - 1]
                    .into(),
            ),
        );
        put(Field::Order, Value::Int(i64::from((id * 7) % 5)));
        if id > 4 {
            put(Field::Parent, Value::Ref(id - 4));
        }
        Arc::make_mut(&mut books.held).insert(unit.subject, Arc::new(unit));
    }
    books
}

fn record(rng: &mut Rng, id: u32) -> Record {
    let mut record = Record::new(Subject::issue(id));
    record.rev = rng.u64(1..1000);
    if rng.u8(..10) == 0 {
        return record;
    }
    let mut put = |field: Field, value: Value| {
        record.cells.insert(Cell::main(field), value);
    };
    put(Field::State, Value::State(pick(rng, &State::ALL)));
    put(Field::Unit, Value::Ref(rng.u32(1..=UNITS)));
    put(Field::Place, Value::Text(text(rng)));
    put(Field::Title, Value::Text(text(rng)));
    if rng.bool() {
        put(Field::Lead, Value::Ref(rng.u32(1..=UNITS)));
        put(Field::NoUnit, Value::Ref(rng.u32(1..=UNITS)));
        put(Field::NoSeq, Value::Int(rng.i64(1..500)));
    }
    put(Field::Category, Value::Code(rng.u32(1..4).to_string()));
    put(Field::Item, Value::Code(format!("{}.1", rng.u32(1..4))));
    put(Field::Source, Value::Code(pick(rng, &["举报", "督查", ""]).into()));
    put(Field::File, Value::Text(pick(rng, &["原件", "来件12", ""]).into()));
    put(Field::FileRow, Value::Text(pick(rng, &["3", "12", ""]).into()));
    put(Field::RectType, Value::Code(pick(rng, &["immediate", "by_date"]).into()));
    for (field, top) in [(Field::Returned, 2), (Field::Round, 3), (Field::LateDays, 3), (Field::Students, 60)]
    {
        if rng.bool() {
            put(field, Value::Int(rng.i64(0..top)));
        }
    }
    for field in [Field::Listed, Field::Standing, Field::Backfilled] {
        put(field, Value::Flag(rng.bool()));
    }
    for field in [Field::FoundOn, Field::ClosedOn] {
        if rng.bool() {
            put(field, Value::Day(day(rng.u64(..40))));
        }
    }
    if rng.bool() {
        put(Field::Amount, Value::Fen(rng.i64(0..900)));
        let deadline = Deadline {
            text: "x".into(),
            clause: String::new(),
            kind: crate::model::deadline::DeadlineKind::Point,
            due: Some(day(rng.u64(..40))),
            fuzzy: false,
            strict: rng.bool().then(|| day(3)),
            standing: rng.bool(),
            settled_by: None,
        };
        put(Field::Deadline, Value::Deadline(Box::new(deadline)));
    }
    record
}

fn test(rng: &mut Rng) -> Test {
    let some = |rng: &mut Rng, low: i64| if rng.bool() { Some(rng.i64(low..60)) } else { None };
    match rng.u8(..17) {
        0 => Test::Unit(vec![rng.u32(1..=UNITS), rng.u32(1..=UNITS)]),
        1 => Test::Place(vec![pick(rng, &["jiaof", "三小", "x"]).into(), "shan".into()]),
        2 => Test::Category(vec!["1".into(), pick(rng, &["2", "9"]).into()]),
        3 => Test::Item(vec![pick(rng, &["1.1", "3.1"]).into()]),
        4 => Test::State(vec![pick(rng, &State::ALL), State::Rectifying]),
        5 => Test::Lead(vec![rng.u32(1..=UNITS)]),
        6 => Test::Source(vec![pick(rng, &["举报", "督查"]).into()]),
        7 => Test::RectType(vec!["immediate".into()]),
        8 => Test::With(vec![pick(rng, &[Holder::Me, Holder::Office, Holder::AnyUnit, Holder::Unit(3)])]),
        9 | 10 => Test::Is(vec![pick(rng, &Flag::ALL)]),
        11 => {
            let field = pick(rng, &[DayField::Due, DayField::Found, DayField::Closed, DayField::Changed]);
            let end = |rng: &mut Rng| rng.bool().then(|| day(rng.u64(..40)));
            Test::Day(field, DayRange { from: end(rng), to: end(rng) })
        }
        12 => Test::Amount(Range { from: some(rng, 0), to: some(rng, 0) }),
        13 => Test::Students(Range { from: some(rng, 0), to: some(rng, 0) }),
        14 => Test::No(vec![pick(rng, &["TY-003", "#7", "sf12"]).into()]),
        15 => Test::File(vec![pick(rng, &["12", "原", "3"]).into()]),
        _ => Test::Words(word(rng)),
    }
}

/// A part of a text, of its sound, of its first letters, or a mixture.
fn word(rng: &mut Rng) -> String {
    let mut typed = String::new();
    for c in pick(rng, &WORDS).chars().skip(rng.usize(..3)).take(rng.usize(1..5)) {
        let sounds = pinyin::readings(c);
        match (rng.u8(..3), sounds.is_empty()) {
            (0, _) | (_, true) => typed.push(c),
            (1, _) => typed.push_str(sounds[rng.usize(..sounds.len())]),
            _ => typed.push_str(&sounds[0][..1]),
        }
    }
    let keep = rng.usize(1..=typed.chars().count());
    typed.chars().take(keep).collect()
}

fn filter(rng: &mut Rng) -> Filter {
    let keys = [
        SortKey::No,
        SortKey::Unit,
        SortKey::Place,
        SortKey::Category,
        SortKey::State,
        SortKey::Lead,
        SortKey::Due,
        SortKey::Found,
        SortKey::Closed,
        SortKey::Changed,
        SortKey::Amount,
        SortKey::Students,
    ];
    Filter {
        terms: (0..rng.usize(0..4)).map(|_| Term { negated: rng.u8(..4) == 0, test: test(rng) }).collect(),
        sort: (0..rng.usize(0..3)).map(|_| (pick(rng, &keys), rng.bool())).collect(),
        ..Filter::default()
    }
}

fn holds(books: &Books, row: usize, test: &Test, asker: &Asker) -> bool {
    let sheet = &books.sheet;
    let code = |number: u16, known: &[String]| known.iter().any(|k| sheet.codes.word(number) == Some(k));
    let has = |text: &str, parts: &[String]| parts.iter().any(|part| pinyin::matches(part, text).is_some());
    let within =
        |n: i64, r: &Range| n != NONE && r.from.is_none_or(|f| n >= f) && r.to.is_none_or(|t| n <= t);
    match test {
        Test::Unit(units) => units.contains(&u32::from(sheet.unit[row])),
        Test::Place(names) => has(sheet.place.get(row), names),
        Test::Category(known) => code(sheet.category[row], known),
        Test::Item(known) => code(sheet.item[row], known),
        Test::State(states) => states.contains(&sheet.state_of(row).unwrap()),
        Test::Lead(units) => units.contains(&u32::from(sheet.lead[row])),
        Test::Source(known) => code(sheet.source[row], known),
        Test::RectType(known) => code(sheet.rect_type[row], known),
        Test::With(holders) => holders.iter().any(|holder| books.lies_with(row, holder, asker)),
        Test::Is(flags) => flags.iter().any(|flag| is(books, row, *flag, asker)),
        Test::Day(field, range) => {
            let day = match field {
                DayField::Due => sheet.due[row],
                DayField::Found => sheet.found[row],
                DayField::Closed => sheet.closed[row],
                DayField::Changed => sheet.changed_on[row],
            };
            day != 0
                && range.from.is_none_or(|from| day >= day_number(Some(from)))
                && range.to.is_none_or(|to| day <= day_number(Some(to)))
        }
        Test::Amount(range) => within(sheet.amount[row], range),
        Test::Students(range) => within(sheet.students[row], range),
        Test::No(numbers) => numbers.iter().any(|text| books.issue_called(text) == Some(row as u32 + 1)),
        Test::File(names) => {
            has(sheet.codes.word(sheet.file[row]).unwrap_or_default(), names)
                || names.iter().any(|name| name == sheet.file_row.get(row))
        }
        Test::Words(text) => {
            let units = books.units_called(text).into_iter().flat_map(|unit| books.with_below(unit));
            books.issue_called(text) == Some(row as u32 + 1)
                || units.into_iter().any(|unit| unit == u32::from(sheet.unit[row]))
                || pinyin::matches(text, sheet.place.get(row)).is_some()
                || pinyin::matches(text, sheet.title.get(row)).is_some()
                || (!text.is_empty() && sheet.file_row.get(row) == text)
        }
    }
}

fn is(books: &Books, row: usize, flag: Flag, asker: &Asker) -> bool {
    let (sheet, today) = (&books.sheet, day_number(Some(asker.today)));
    let state = sheet.state_of(row).unwrap();
    match flag {
        Flag::Overdue => sheet.is_overdue(row, today),
        Flag::Soon => sheet.is_soon(row, today, books.soon_days()),
        Flag::Listed => sheet.has(row, flag::LISTED),
        Flag::Delisted => sheet.has(row, flag::DELISTED),
        Flag::Standing => sheet.has(row, flag::STANDING),
        Flag::Returned => sheet.returned[row] > 0,
        Flag::Reopened => sheet.round[row] > 1,
        Flag::Open => state.is_open(),
        Flag::Closed => state == State::Closed,
        Flag::Late => sheet.late_days[row] > 0,
        Flag::Conflict => sheet.has(row, flag::CONFLICT),
        Flag::Mine => books.lies_with(row, &Holder::Me, asker),
        Flag::Backfilled => sheet.has(row, flag::BACKFILLED),
    }
}

/// The list by reading every row.
fn scanned(books: &Books, filter: &Filter, asker: &Asker) -> Vec<usize> {
    let fits = |row: &usize| filter.terms.iter().all(|t| holds(books, *row, &t.test, asker) != t.negated);
    let mut rows: Vec<usize> = books.rows().filter(fits).collect();
    rows.sort_by(|a, b| plain_order(books, &filter.sort, *a, *b));
    rows
}

#[test]
fn the_index_finds_what_a_scan_finds() {
    for seed in 0..5 {
        let mut rng = Rng::with_seed(seed);
        let mut books = units();
        let mut next = 1;
        for turn in 0..40 {
            for _ in 0..rng.usize(1..if turn == 0 { 200 } else { 12 }) {
                let id = if next == 1 || rng.bool() { next + rng.u32(..3) / 2 } else { rng.u32(1..next) };
                next = next.max(id + 1);
                Arc::make_mut(&mut books.sheet).put(&record(&mut rng, id), day(rng.u64(..40)));
            }
            let asker = Asker { today: day(rng.u64(15..20)), office: rng.bool(), units: vec![2, 6] };
            for _ in 0..25 {
                let filter = filter(&mut rng);
                let want = scanned(&books, &filter, &asker);
                assert_eq!(books.select(&filter, &asker), want, "seed {seed} turn {turn} {filter:?}");
                let under = books.under(&filter, &asker);
                let (offset, len) = (rng.usize(..20), rng.usize(..20));
                let seen: Vec<usize> = want.iter().copied().skip(offset).take(len).collect();
                assert_eq!(books.window(&under, &filter, offset, len), seen, "{filter:?} {offset} {len}");
                let today = day_number(Some(asker.today));
                let count =
                    |fits: &dyn Fn(usize) -> bool| want.iter().filter(|row| fits(**row)).count() as u32;
                let counts = Counts {
                    overdue: count(&|row| books.sheet.is_overdue(row, today)),
                    soon: count(&|row| books.sheet.is_soon(row, today, books.soon_days())),
                    claimed: count(&|row| books.sheet.state[row] == State::Claimed as u8),
                };
                assert_eq!(books.counts_of(&under, asker.today), counts);
            }
        }
    }
}
