//! The filter language: thousands of random lines against a plain recomputation over the rows themselves,
//! and lines as people type them.

mod support;

use chrono::{Datelike, Days, Months, NaiveDate};
use duban::api::{Answer, Request};
use duban::link::{Attach, Create, Seat, attach, create, new_op};
use duban::model::command::Command;
use duban::model::refusal::Why;
use duban::model::row::UnitRow;
use duban::model::verb::Verb;
use duban::pack::Pack;
use duban::sample;
use fastrand::Rng;
use serde_json::Value;
use std::collections::BTreeSet;
use support::campaign::{Campaign, new_issue};

const ISSUES: usize = 400;
const LINES: usize = 3_000;

/// A made-up campaign, and its rows as a script would read them.
struct Desk {
    _folder: tempfile::TempDir,
    seat: Seat,
    pack: Pack,
    rows: Vec<Value>,
    units: Vec<UnitRow>,
    today: NaiveDate,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("f.redb");
        let source = sample::made_up_pack(duban::pack::built_in("zhuzhou-2021").unwrap()).unwrap();
        let pack = Pack::parse(&source, "made up").unwrap();
        create(&Create {
            store: store.clone(),
            pack_source: source,
            pack_name: "made up".into(),
            login: "clerk".into(),
            member_name: "示例办事员".into(),
            today: Some(sample::first_day()),
            synthetic: true,
            keep_names: false,
        })
        .unwrap();
        let first = Some(sample::first_day());
        let seat = attach(&Attach { today: first, ..Attach::alone(store, "clerk") }).unwrap();
        let mut waiting = Vec::new();
        let mut day = sample::first_day();
        for act in sample::acts(3, ISSUES, &pack, "clerk") {
            if act.day != day {
                play(&seat, std::mem::take(&mut waiting));
                day = act.day;
                seat.set_today(day).unwrap();
            }
            waiting.push((act.login, Request::Do(Box::new(act.command))));
        }
        play(&seat, waiting);
        seat.set_today(sample::as_of()).unwrap();
        let Answer::Page(page) = seat.ask(page("")) else { panic!() };
        let rows = page.rows.iter().map(|row| serde_json::to_value(row).unwrap()).collect();
        let Answer::Units(units) = seat.ask(Request::Units { filter: String::new() }) else { panic!() };
        Self { _folder: folder, seat, pack, rows, units, today: sample::as_of() }
    }

    fn ids(&self, line: &str) -> Vec<u64> {
        match self.seat.ask(page(line)) {
            Answer::Page(page) => page.rows.iter().map(|row| u64::from(row.id)).collect(),
            other => panic!("{line}: {other:?}"),
        }
    }

    /// Codes of a unit and of all below it.
    fn below(&self, unit: &UnitRow) -> BTreeSet<String> {
        let mut ids = BTreeSet::from([unit.id]);
        for _ in 0..8 {
            let below = self.units.iter().filter(|u| u.parent.is_some_and(|parent| ids.contains(&parent)));
            let below: Vec<u32> = below.map(|unit| unit.id).collect();
            ids.extend(below);
        }
        self.units.iter().filter(|unit| ids.contains(&unit.id)).map(|unit| unit.code.clone()).collect()
    }
}

fn play(seat: &Seat, asks: Vec<(String, Request)>) {
    let answers = seat.ask_as(asks);
    let refused = answers.iter().find(|answer| !matches!(answer, Answer::Done(_)));
    assert!(refused.is_none(), "{refused:?}");
}

fn page(line: &str) -> Request {
    Request::Page { filter: line.into(), offset: 0, len: 5_000 }
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn number(row: &Value, key: &str) -> Option<i64> {
    row[key].as_i64()
}

fn day_of(row: &Value, key: &str) -> Option<NaiveDate> {
    row[key].as_str().and_then(|text| text.parse().ok())
}

type Fits = Box<dyn Fn(&Value) -> bool>;

/// A term as one language writes it, and what it asks of a row.
fn term(rng: &mut Rng, desk: &Desk) -> (String, Fits) {
    let chinese = rng.bool();
    let name = |en: &str, zh: &str| if chinese { format!("{zh}：") } else { format!("{en}:") };
    match rng.u8(..16) {
        0 => {
            let unit = &desk.units[rng.usize(..desk.units.len())];
            let value = if chinese { unit.short.clone() } else { unit.code.to_lowercase() };
            let codes = desk.below(unit);
            (name("unit", "单位") + &value, Box::new(move |row| codes.contains(text(row, "unit_code"))))
        }
        1 => {
            let some = pick(rng, &desk.pack.categories).clone();
            let other = pick(rng, &desk.pack.categories).clone();
            let line = if chinese {
                format!("{}{}｜{}", name("cat", "类别"), some.short, other.id)
            } else {
                format!("{}{}|{}", name("cat", "类别"), some.id, other.code.to_lowercase())
            };
            (line, Box::new(move |row| [&some.id, &other.id].iter().any(|id| text(row, "category") == **id)))
        }
        2 => {
            let items: Vec<String> = desk.pack.items().map(|item| item.id.clone()).collect();
            let (a, b) = (pick(rng, &items).clone(), pick(rng, &items).clone());
            let line = format!("{}{a}|{b}", name("item", "整治重点"));
            (line, Box::new(move |row| text(row, "item") == a || text(row, "item") == b))
        }
        3 => {
            let states = [
                ("reported", "待审核"),
                ("registered", "待分办"),
                ("rectifying", "整改中"),
                ("claimed", "已报完成"),
                ("closed", "已销号"),
                ("unfounded", "不属实"),
            ];
            let (a, b) = (*pick(rng, &states), *pick(rng, &states));
            let line = if chinese {
                format!("状态：{}｜{}", a.1, b.1)
            } else {
                format!("state:{}|{}", a.0, b.0)
            };
            (line, Box::new(move |row| [a.0, b.0].contains(&text(row, "state"))))
        }
        4 => {
            let leads: Vec<String> = desk.rows.iter().map(|row| text(row, "lead").to_owned()).collect();
            let lead = pick(rng, &leads).clone();
            if lead.is_empty() {
                return term(rng, desk);
            }
            (name("lead", "科室") + &lead, Box::new(move |row| text(row, "lead") == lead))
        }
        5 => {
            let sources: Vec<String> = desk.rows.iter().map(|row| text(row, "source").to_owned()).collect();
            let source = pick(rng, &sources).clone();
            if source.is_empty() || source.contains(char::is_whitespace) {
                return term(rng, desk);
            }
            (name("source", "来源") + &source, Box::new(move |row| text(row, "source").contains(&source)))
        }
        6 | 7 => flag(rng, chinese),
        8 | 9 => {
            let fields = [
                ("due", "时限", "deadline"),
                ("found", "发现", "found_on"),
                ("closed", "销号日", "closed_on"),
            ];
            let (en, zh, key) = *pick(rng, &fields);
            let (line, from, to) = days(rng, desk.today, en != "due");
            let fits = move |row: &Value| {
                day_of(row, key)
                    .is_some_and(|day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to))
            };
            (name(en, zh) + &line, Box::new(fits))
        }
        10 => {
            let (line, fits) = range(rng, 30_000);
            let fits = move |row: &Value| number(row, "amount_fen").is_some_and(|n| fits(n, 100));
            (name("amount", "金额") + &line, Box::new(fits))
        }
        11 => {
            let (line, fits) = range(rng, 80);
            (
                name("students", "学生") + &line,
                Box::new(move |row| number(row, "students").is_some_and(|n| fits(n, 1))),
            )
        }
        12 => {
            let no = text(pick(rng, &desk.rows), "no").to_owned();
            if no.is_empty() {
                return term(rng, desk);
            }
            let typed = if rng.bool() { no.to_lowercase() } else { no.clone() };
            (name("no", "编号") + &typed, Box::new(move |row| text(row, "no") == no))
        }
        13 => {
            let office = desk.pack.campaign.office_short.clone();
            let unit = rng.bool();
            let line = name("with", "承办") + if unit { "单位" } else { "整治办" };
            let fits = move |row: &Value| {
                let with = text(row, "with");
                !with.is_empty() && if unit { with == text(row, "unit") } else { with == office }
            };
            (line, Box::new(fits))
        }
        14 => {
            let row = pick(rng, &desk.rows);
            let place = words(rng, text(row, "place"));
            if place.is_empty() {
                return term(rng, desk);
            }
            (name("place", "学校") + &place, Box::new(move |row| text(row, "place").contains(&place)))
        }
        _ => {
            let key = if rng.bool() { "place" } else { "title" };
            let row = pick(rng, &desk.rows);
            let word = words(rng, text(row, key));
            let unit = desk.units.iter().any(|unit| unit.name.contains(&word) || unit.short.contains(&word));
            let alias =
                desk.pack.units.iter().flat_map(|unit| &unit.aliases).any(|name| name.contains(&word));
            let lone = ["逾期", "临期", "挂牌", "长期", "退回", "重启"].contains(&word.as_str());
            if word.chars().count() < 2 || unit || alias || lone {
                return term(rng, desk);
            }
            let line = word.clone();
            let fits = move |row: &Value| ["place", "title"].iter().any(|key| text(row, key).contains(&word));
            (line, Box::new(fits))
        }
    }
}

/// A stretch of Han characters of a text, without numerals: those answer to digits too.
fn words(rng: &mut Rng, text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let start = rng.usize(..chars.len().max(1));
    let numeral = |c: &char| "〇零一二两三四五六七八九".contains(*c);
    let plain = |c: &&char| ('\u{4E00}'..='\u{9FFF}').contains(*c) && !numeral(c);
    chars.iter().skip(start).take_while(plain).take(rng.usize(2..5)).collect()
}

fn flag(rng: &mut Rng, chinese: bool) -> (String, Fits) {
    let open =
        ["draft", "reported", "registered", "assigned", "planned", "rectifying", "claimed", "verified"];
    let flags: [(&str, &str, bool, Fits); 10] = [
        ("overdue", "逾期", true, Box::new(|row| row["overdue"] == true)),
        ("soon", "临期", true, Box::new(|row| row["soon"] == true)),
        ("listed", "挂牌", true, Box::new(|row| row["listed"] == true)),
        ("standing", "长期", true, Box::new(|row| row["standing"] == true)),
        ("returned", "退回", true, Box::new(|row| number(row, "returned") > Some(0))),
        ("reopened", "重启", true, Box::new(|row| number(row, "round") > Some(1))),
        ("open", "未销号", false, Box::new(move |row| open.contains(&text(row, "state")))),
        ("closed", "已销号", false, Box::new(|row| text(row, "state") == "closed")),
        ("late", "超期", false, Box::new(|row| number(row, "late_days") > Some(0))),
        ("backfilled", "补录", false, Box::new(|row| row["backfilled"] == true)),
    ];
    let at = rng.usize(..flags.len());
    let (en, zh, lone, fits) = flags.into_iter().nth(at).unwrap();
    let line = match (chinese, lone && rng.bool()) {
        (true, true) => zh.to_owned(),
        (true, false) => format!("是：{zh}"),
        (false, _) => format!("is:{en}"),
    };
    (line, fits)
}

type Ends = (String, Option<NaiveDate>, Option<NaiveDate>);

fn month(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day.with_day(1).unwrap();
    (first, first + Months::new(1) - Days::new(1))
}

fn days(rng: &mut Rng, today: NaiveDate, past: bool) -> Ends {
    let some = |rng: &mut Rng| today + Days::new(rng.u64(..60)) - Days::new(40);
    let (a, b) = (some(rng), some(rng));
    let (from, to) = (a.min(b), a.max(b));
    let n = rng.u64(1..30);
    let (ahead, back) = (today + Days::new(n), today - Days::new(n));
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let whole = |(from, to): (NaiveDate, NaiveDate)| (Some(from), Some(to));
    let zh = |day: NaiveDate| format!("{}月{}日", day.month(), day.day());
    let (line, (from, to)) = match rng.u8(..20) {
        0 => (from.to_string(), (Some(from), Some(from))),
        1 => (from.format("%Y-%m").to_string(), whole(month(from))),
        2 => (format!("{}月", from.month()), whole(month(from))),
        3 => (format!("{from}..{to}"), (Some(from), Some(to))),
        4 => (format!("{from}.."), (Some(from), None)),
        5 => (format!("..{to}"), (None, Some(to))),
        6 => (format!(">={from}"), (Some(from), None)),
        7 => (format!("＞{from}"), (from.succ_opt(), None)),
        8 => (format!("<{from}"), (None, from.pred_opt())),
        9 => (format!("＜＝{from}"), (None, Some(from))),
        10 if past => (format!("..{n}d"), (Some(back), None)),
        10 => (format!("..{n}d"), (None, Some(ahead))),
        11 if past => (format!("{n}天内"), (Some(back), None)),
        11 => (format!("{n}天内"), (None, Some(ahead))),
        12 if past => (format!("<{n}d"), (back.succ_opt(), None)),
        12 => (format!("<{n}d"), (None, ahead.pred_opt())),
        13 if past => (format!(">{n}d"), (None, back.pred_opt())),
        13 => (format!(">{n}d"), (ahead.succ_opt(), None)),
        14 => ("本月".to_owned(), whole(month(today))),
        15 => ("上月".to_owned(), whole(month(today - Months::new(1)))),
        16 => ("next-month".to_owned(), whole(month(today + Months::new(1)))),
        17 => ("本周".to_owned(), (Some(monday), Some(monday + Days::new(6)))),
        18 => (format!("{}至{}", zh(from), zh(to)), (Some(from), Some(to))),
        _ => ("yesterday".to_owned(), (today.pred_opt(), today.pred_opt())),
    };
    (line, from, to)
}

/// A range of figures, and whether a number of hundredths or of wholes lies in it.
fn range(rng: &mut Rng, top: i64) -> (String, impl Fn(i64, i64) -> bool + use<>) {
    let (a, b) = (rng.i64(0..top), rng.i64(0..top));
    let (low, high) = (a.min(b), a.max(b));
    let (line, low, high) = match rng.u8(..6) {
        0 => (format!("{low}..{high}"), Some(low), Some(high)),
        1 => (format!("{low}.."), Some(low), None),
        2 => (format!("..{high}"), None, Some(high)),
        3 => (format!(">={low}"), Some(low), None),
        4 => (format!("＜＝{high}"), None, Some(high)),
        _ => (format!("{low}～{high}"), Some(low), Some(high)),
    };
    (line, move |n, scale| {
        low.is_none_or(|low| n >= low * scale) && high.is_none_or(|high| n <= high * scale)
    })
}

type SortKey = fn(&Value) -> Option<i64>;

/// A sort, and the key of a row under it: what is missing last.
fn sort(rng: &mut Rng) -> (String, bool, SortKey) {
    let due = |row: &Value| day_of(row, "deadline").map(|day| i64::from(day.num_days_from_ce()));
    let keys: [(&str, &str, SortKey); 4] = [
        ("due", "时限", due),
        ("amount", "金额", |row| number(row, "amount_fen")),
        ("students", "学生", |row| number(row, "students")),
        ("changed", "变动", |row| number(row, "changed_seq")),
    ];
    let (en, zh, key) = *pick(rng, &keys);
    let down = rng.bool();
    let sign = if down { "-" } else { "" };
    let line = if rng.bool() { format!("sort:{sign}{en}") } else { format!("排序：{sign}{zh}，单位") };
    (line, down, key)
}

#[test]
fn a_random_line_is_what_the_rows_say() {
    let desk = Desk::new();
    assert!(desk.rows.len() >= ISSUES - 40, "{}", desk.rows.len());
    let mut rng = Rng::with_seed(20_210_918);
    let mut told = 0;
    for _ in 0..LINES {
        let terms: Vec<(bool, String, Fits)> = (0..rng.usize(1..4))
            .map(|_| {
                let (line, fits) = term(&mut rng, &desk);
                (rng.u8(..4) == 0, line, fits)
            })
            .collect();
        let minus = if rng.bool() { "-" } else { "－" };
        let blank = if rng.bool() { " " } else { "　" };
        let signed = |(negated, line, _): &(bool, String, Fits)| {
            format!("{}{line}", if *negated { minus } else { "" })
        };
        let mut words: Vec<String> = terms.iter().map(signed).collect();
        let sorted = rng.bool().then(|| sort(&mut rng));
        words.extend(sorted.iter().map(|(line, _, _)| line.clone()));
        let line = words.join(blank);
        let fits = |row: &&Value| terms.iter().all(|(negated, _, fits)| fits(row) != *negated);
        let want: BTreeSet<u64> =
            desk.rows.iter().filter(fits).map(|row| row["id"].as_u64().unwrap()).collect();
        let found = desk.ids(&line);
        assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), want, "{line}");
        assert_eq!(found.len(), want.len(), "{line}");
        told += usize::from(!want.is_empty() && want.len() < desk.rows.len());
        if let Some((_, down, key)) = sorted {
            let row = |id: &u64| desk.rows.iter().find(|row| row["id"].as_u64() == Some(*id)).unwrap();
            let keys: Vec<Option<i64>> = found.iter().map(|id| key(row(id))).collect();
            let rank =
                |key: &Option<i64>| (key.is_none(), key.map_or(0, |key| if down { -key } else { key }));
            assert!(keys.is_sorted_by_key(rank), "{line} {keys:?}");
        }
    }
    // Most lines tell some rows from others: else nothing was tried.
    assert!(told * 3 > LINES, "{told}");
}

#[test]
fn what_a_word_finds_its_sounds_and_first_letters_find_too() {
    let desk = Desk::new();
    let mut rng = Rng::with_seed(7);
    for _ in 0..300 {
        let row = pick(&mut rng, &desk.rows);
        let word = words(&mut rng, text(row, "title"));
        if word.chars().count() < 2 {
            continue;
        }
        let literal: BTreeSet<u64> = desk.ids(&word).into_iter().collect();
        let sounds: String = word.chars().map(|c| duban::text::pinyin::readings(c)[0]).collect();
        let mixed: String =
            word.chars().take(1).chain(duban::text::pinyin::initials(&word).chars().skip(1)).collect();
        for typed in [sounds, duban::text::pinyin::initials(&word), mixed] {
            let found: BTreeSet<u64> = desk.ids(&typed).into_iter().collect();
            let here = |id: &&u64| {
                let row = desk.rows.iter().find(|row| row["id"].as_u64() == Some(**id)).unwrap();
                ["place", "title"].iter().any(|key| text(row, key).contains(&word))
            };
            let missing: Vec<&u64> = literal.iter().filter(here).filter(|id| !found.contains(id)).collect();
            assert!(missing.is_empty(), "{typed} for {word}: {missing:?}");
        }
    }
}

fn refused(campaign: &Campaign, line: &str) -> Why {
    match campaign.seat().ask(page(line)) {
        Answer::Refused(refusal) => refusal.why,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn what_is_not_known_is_refused_with_the_nearest() {
    let campaign = Campaign::new();
    campaign.done(new_issue("TY"));
    for (line, want) in [
        ("状太：整改中", "状态"),
        ("stat:closed", "state"),
        ("state:rectifing", "rectifying"),
        ("状态：整该中", "整改中"),
        ("is:overdu", "overdue"),
        ("sort:deu", "due"),
        ("item:2.l", "2.1"),
        ("类别：有尝补课", "有偿补课"),
    ] {
        let why = refused(&campaign, line);
        assert!(
            matches!(&why, Why::UnknownTerm { nearest: Some(near), .. } if near == want),
            "{line}: {why:?}"
        );
    }
    for (line, want) in
        [("单位：添元", "天元"), ("unit:tianyan", "天元"), ("with:渌囗", "渌口"), ("lead:基教可", "基教科")]
    {
        let why = refused(&campaign, line);
        assert!(
            matches!(&why, Why::UnknownUnit { nearest: Some(near), .. } if near == want),
            "{line}: {why:?}"
        );
    }
    for line in ["unit:", "单位：", "state:|", "sort:-", "due:", "-cat:"] {
        assert!(matches!(refused(&campaign, line), Why::EmptyTerm { .. }), "{line}");
    }
    for line in [
        "due:soonish",
        "amount:x",
        "amount:..",
        "students:1.5",
        "due:..",
        "due:2021-13",
        "as-of:x",
        "-sort:due",
    ] {
        assert!(matches!(refused(&campaign, line), Why::BadTerm { .. }), "{line}");
    }
    assert!(matches!(refused(&campaign, "source:xyzzy"), Why::BadTerm { .. }));
    // An unknown bare word searches.
    assert_eq!(campaign.page("没有的词").total, 0);
}

#[test]
fn a_line_reads_the_same_however_it_is_typed() {
    let campaign = Campaign::new();
    for unit in ["TY", "TY", "LK", "LS"] {
        campaign.done(new_issue(unit));
    }
    for (a, b) in [
        ("单位：天元　状态：整改中｜已报完成", "unit:ty state:rectifying|claimed"),
        ("单位：天元区教育局", "unit:TY"),
        ("unit:tianyuan", "unit:ty"),
        ("－单位：天元", "-unit:ty"),
        ("金额：＞＝3900元", "amount:3900.."),
        ("金额：0.39万", "amount:3900"),
        ("学生：20～30人", "students:20..30"),
        ("时限：2021年9月", "due:2021-09"),
        ("时限：9月1日至9月30日", "due:2021-09-01..2021-09-30"),
        ("found:today", "发现：今天"),
        ("changed:7d", "变动：7天内"),
        ("排序：-时限、单位", "sort:-due,unit"),
        ("类别：2", "cat:2"),
        ("no:ty1", "编号：TY-001"),
    ] {
        let ids = |line: &str| campaign.page(line).rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids(a), ids(b), "{a} {b}");
        assert!(!ids(a).is_empty(), "{a}");
    }
    let lines = |line: &str| match campaign.seat().ask(Request::Complete { line: line.into(), limit: 5 }) {
        Answer::Picks(picks) => picks.into_iter().map(|pick| pick.code).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(lines("单位：ty")[0], "单位：天元");
    assert_eq!(lines("cat:2 unit:tiany")[0], "cat:2 unit:ty");
    assert_eq!(lines("科室：jj")[0], "科室：基教科");
    assert_eq!(lines("类别：ycbk")[0], "类别：有偿补课");
    assert_eq!(lines("-is:li")[0], "-is:listed");
}
fn pick<'a, T>(rng: &mut Rng, all: &'a [T]) -> &'a T {
    &all[rng.usize(..all.len())]
}

#[test]
fn one_box_finds_everything_but_protected_names() {
    let campaign = Campaign::new();
    let command = |verb: Verb| Command::new(verb, new_op());
    campaign.done(new_issue("TY").set("file", "天元区来件").set("file_row", "37"));
    campaign.done(command(Verb::Pack).set("keep_names", "yes"));
    let take = command(Verb::Take).set("channel", "来电").set("unit", "ty").set("title", "反映违规征订教辅");
    campaign.done(take.set("complainant", "甄某某").set("complainant_phone", "13900001111"));
    let hits = |text: &str| match campaign.seat().ask(Request::Find {
        text: text.into(),
        limit: 20,
        issues: true,
    }) {
        Answer::Hits(hits) => hits,
        other => panic!("{other:?}"),
    };
    let first = |text: &str| hits(text).first().map(|hit| (hit.kind.clone(), hit.key.clone()));
    let of = |kind: &str, key: &str| Some((kind.to_owned(), key.to_owned()));
    for (text, kind, key) in [
        ("TY-001", "issue", "TY-001"),
        ("ty-0", "issue", "TY-001"),
        ("37", "issue", "TY-001"),
        ("来件 37", "issue", "TY-001"),
        ("家教收费", "issue", "TY-001"),
        ("jiajiaoshoufei", "issue", "TY-001"),
        ("家jsf", "issue", "TY-001"),
        ("SL-001", "intake", "SL-001"),
        ("zdjf", "intake", "SL-001"),
        ("天元", "unit", "TY"),
        ("lukou", "unit", "LK"),
    ] {
        assert_eq!(first(text), of(kind, key), "{text}: {:?}", hits(text));
    }
    for text in ["甄某某", "zhenmoumou", "13900001111", "0000 1111"] {
        let told = format!("{:?}", hits(text));
        assert!(!told.contains("SL-001") && !told.contains("甄"), "{text}: {told}");
    }
    // Beside a list of issues: however many of them answer, they take no other's place.
    let beside = Request::Find { text: "天元".into(), limit: 3, issues: false };
    let Answer::Hits(others) = campaign.seat().ask(beside) else { panic!() };
    assert_eq!(others.first().map(|hit| hit.kind.as_str()), Some("unit"));
    assert!(others.iter().all(|hit| hit.kind != "issue" && hit.kind != "item"), "{others:?}");
    let Answer::People(people) = campaign.seat().ask(Request::People { text: String::new() }) else {
        panic!()
    };
    let person = people.iter().find(|person| person.phone.len() >= 7).unwrap();
    let digits: String = person.phone.chars().filter(char::is_ascii_digit).collect();
    let part = &digits[digits.len() - 5..];
    assert!(hits(part).iter().any(|hit| hit.kind == "person" && hit.key == person.name), "{part}");
}
