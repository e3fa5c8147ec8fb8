//! Every tab, table, layer and form on a made-up office: at 80×24 and 160×45, in both languages, with colour
//! and without. The pictures lie in `tests/data/golden`; a screen that changes on purpose is drawn again with
//! `INSTA_UPDATE=always INSTA_FORCE_PASS=1`.

mod support;

use duban::api::request::Pick;
use duban::api::{Answer, Request};
use duban::i18n::{Lang, Words};
use duban::keymap::{Keymap, Preset};
use duban::link::{Attach, Seat, attach};
use duban::model::command::Command;
use duban::model::ids::OpId;
use duban::model::matrix::Across;
use duban::model::state::State;
use duban::model::verb::Verb;
use duban::tui::{Headless, Options};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use std::collections::BTreeMap;
use std::fmt::Write;
use support::run::Place;

/// Who founds a made-up office, whoever asked for it.
const FOUNDER: &str = "clerk";

const NARROW: (u16, u16) = (80, 24);
const MIDDLE: (u16, u16) = (120, 35);
const WIDE: (u16, u16) = (160, 45);

/// Name and keys of every screen that no verb opens by itself.
const SCREENS: [(&str, &str); 74] = [
    ("tab0_today", ""),
    ("tab0_chase", "tab tab tab"),
    ("tab1_units", "1"),
    ("tab1_unit", "1 down down"),
    ("tab2_issues", "2"),
    ("tab2_zoomed", "2 z"),
    ("tab2_overdue", "o"),
    ("tab2_nothing", "/ '逾期 space '不予受理 enter"),
    ("tab2_marked", "2 space space down ="),
    ("tab2_searched", "/ 'peixun enter"),
    ("tab2_columns", "2 | 8 down down g esc"),
    ("tab2_pinned", "2 v down space esc"),
    ("tab3_ledger", "3"),
    ("tab4_schedule", "4"),
    ("tab4_phase", "4 <"),
    ("tab4_month", "4 < <"),
    ("tab4_week", "4 < < < left"),
    ("tab4_request", "4 end"),
    ("tab4_claims", "4 down"),
    ("tab4_row", "4 enter"),
    ("tab4_chase", "4 c"),
    ("tab4_basis", "4 b"),
    ("tab5_intakes", "5"),
    ("tab5_clues", "5 right"),
    ("tab5_entry", "5 enter"),
    ("tab6_status", "6"),
    ("tab6_number", "6 down right right"),
    ("tab6_movement", "6 tab"),
    ("tab6_ages", "6 tab tab"),
    ("tab6_chart", "6 tab tab tab"),
    ("tab6_changes", "6 tab tab tab tab"),
    ("tab6_days", "6 S"),
    ("tab6_summary", "6 shift-tab shift-tab shift-tab"),
    ("tab6_evaluation", "6 shift-tab shift-tab"),
    ("tab6_ranking", "6 shift-tab"),
    ("tab6_rule", "6 b"),
    ("meeting_today", "f12"),
    ("meeting_issues", "2 f12"),
    ("meeting_detail", "2 f12 enter"),
    ("meeting_figures", "6 f12"),
    ("meeting_contacts", "9 f12"),
    ("meeting_note", "2 f12 n"),
    ("meeting_refused", "2 f12 x"),
    ("meeting_leave", "f12 f12"),
    ("tab7_orders", "7"),
    ("tab7_transfers", "7 right"),
    ("tab7_outcomes", "7 right right"),
    ("tab7_inspections", "7 right right right"),
    ("tab7_publicity", "7 right right right right"),
    ("tab7_meetings", "7 right right right right right"),
    ("tab9_contacts", "9"),
    ("table_categories", "m"),
    ("table_tasks", "m 2"),
    ("table_months", "m 3"),
    ("table_sections", "m 4"),
    ("table_chase", "m 3 c"),
    ("table_alike", "m 3 space @"),
    ("table_total", "m 3 end enter"),
    ("layer_detail", "2 enter"),
    ("layer_history", "2 h"),
    ("layer_basis", "2 b"),
    ("layer_phones", "2 p"),
    ("layer_find", "2 / '单位："),
    ("layer_find_wrong", "2 / '状太：整改中"),
    ("layer_palette", "2 : 'yq"),
    ("layer_menu", "f10"),
    ("layer_help", "2 ?"),
    ("layer_supervise", "2 !"),
    ("layer_transfer_menu", "2 t"),
    ("layer_queries", "2 v"),
    ("layer_query_name", "2 v 0"),
    ("layer_tally", "2 right right f"),
    ("layer_copy", "2 y"),
    ("layer_lesson", ": 'first enter"),
];

/// Screens a verb opens are looked for among the records of the made-up office.
struct Office {
    place: Place,
    subjects: BTreeMap<&'static str, String>,
}

fn office() -> Office {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "60", "--seed", "2"]);
    merge(&place);
    let seat = open(&place);
    let mut names: Vec<String> = vec![String::new()];
    let Answer::Page(page) = seat.ask(Request::Page { filter: String::new(), offset: 0, len: 200 }) else {
        panic!("no list")
    };
    names.extend(page.rows.iter().map(|row| row.no.clone().unwrap_or_else(|| format!("#{}", row.id))));
    for kind in duban::model::ids::Kind::ALL {
        if let Answer::Entries(rows) = seat.ask(Request::Entries { kind, filter: String::new() }) {
            names.extend(rows.into_iter().map(|row| row.no));
        }
    }
    let Answer::Owed(owed) = seat.ask(Request::Owed { what: String::new(), missing: false }) else {
        panic!("no papers")
    };
    names.extend(owed.into_iter().map(|row| row.name));
    let Answer::Schedule(rows) = seat.ask(Request::Schedule) else { panic!("no schedule") };
    let unsettled = rows.iter().flat_map(|row| &row.unsettled);
    names.extend(unsettled.filter_map(|open| open.split_whitespace().next()).map(str::to_owned));
    names.extend(rows.into_iter().map(|row| row.no));
    let mut subjects = BTreeMap::new();
    for verb in Verb::ALL {
        let opens = |name: &&String| {
            let subjects = if name.is_empty() { Vec::new() } else { vec![(*name).clone()] };
            match seat.ask(Request::Form { verb: *verb, subjects }) {
                Answer::Form(form) => !form.fields.is_empty(),
                _ => false,
            }
        };
        if let Some(name) = names.iter().find(opens) {
            subjects.insert(verb.code(), name.clone());
        }
    }
    Office { place, subjects }
}

/// One issue is merged into another, so that it can be taken apart again.
fn merge(place: &Place) {
    let today = place.today.parse().ok();
    let how = Attach { today, ..Attach::alone(place.store(), FOUNDER) };
    let seat = attach(&how).unwrap();
    let merge = Command { reason: "同一件事".into(), ..Command::new(Verb::Merge, OpId(9)) };
    let merge = merge.on_subject("JA-006").set("into", "JA-001");
    let answer = seat.ask(Request::Do(Box::new(merge)));
    assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
    seat.close().unwrap();
}

fn open(place: &Place) -> Seat {
    let today = place.today.parse().ok();
    attach(&Attach { today, write: false, ..Attach::alone(place.store(), FOUNDER) }).unwrap()
}

fn desk(place: &Place, lang: Lang, size: (u16, u16), color: bool) -> Headless {
    let options = Options {
        words: Words::new(lang),
        keymap: Keymap::preset(Preset::Default),
        plain: false,
        color,
        meeting: false,
        lesson: false,
        mouse: false,
        terminal: "test".into(),
        state: std::path::PathBuf::new(),
        folders: Default::default(),
    };
    Headless::open(open(place), options, size, || OpId(7))
}

/// The characters of a screen, row by row.
fn text(buffer: &Buffer) -> String {
    let width = buffer.area.width as usize;
    let mut text = String::new();
    for row in buffer.content.chunks(width) {
        let mut line = String::new();
        let mut skip = false;
        for cell in row {
            if !std::mem::take(&mut skip) {
                line.push_str(cell.symbol());
                skip = duban::text::width(cell.symbol()) == 2;
            }
        }
        assert_eq!(duban::text::width(&line), width, "{line}");
        writeln!(text, "{}", line.trim_end()).unwrap();
    }
    text
}

/// Where the screen looks other than plain: row, columns, how.
fn styles(buffer: &Buffer) -> String {
    let width = buffer.area.width as usize;
    let mut told = String::new();
    for (y, row) in buffer.content.chunks(width).enumerate() {
        let mut runs: Vec<(usize, usize, String)> = Vec::new();
        for (x, cell) in row.iter().enumerate() {
            let mut look = String::new();
            if cell.fg != Color::Reset {
                look.push_str(&format!("{:?}", cell.fg).to_lowercase());
            }
            for (modifier, sign) in [
                (Modifier::BOLD, '+'),
                (Modifier::DIM, '-'),
                (Modifier::UNDERLINED, '_'),
                (Modifier::REVERSED, '#'),
            ] {
                if cell.modifier.contains(modifier) {
                    look.push(sign);
                }
            }
            match runs.last_mut() {
                Some((_, to, known)) if *known == look && *to + 1 == x => *to = x,
                _ if look.is_empty() => {}
                _ => runs.push((x, x, look)),
            }
        }
        if !runs.is_empty() {
            let runs: Vec<String> = runs.iter().map(|(a, b, look)| format!("{a}-{b}{look}")).collect();
            writeln!(told, "{y}: {}", runs.join(" ")).unwrap();
        }
    }
    told
}

/// The day and the time at which something was typed are the machine's.
fn without_clock(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut at = 0;
    while at < chars.len() {
        let clock =
            digit(at) && digit(at + 1) && chars.get(at + 2) == Some(&':') && digit(at + 3) && digit(at + 4);
        if clock {
            let day = |text: &str| {
                let signs = text.chars().map(|c| if c.is_ascii_digit() { 'd' } else { c });
                signs.collect::<String>() == "dddd-dd-dd "
            };
            if let Some(start) = out.len().checked_sub(11).filter(|at| out.get(*at..).is_some_and(day)) {
                out.truncate(start);
                out.push_str("yyyy-mm-dd ");
            }
            out.push_str("hh:mm");
            at += 5;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

fn golden(name: &str, office: &Office, lang: Lang, size: (u16, u16), show: &dyn Fn(&mut Headless)) -> String {
    let frame = |color| {
        let mut desk = desk(&office.place, lang, size, color);
        show(&mut desk);
        desk.frame()
    };
    let (colour, mono) = (frame(true), frame(false));
    let text_of = text(&colour);
    assert_eq!(without_clock(&text_of), without_clock(&text(&mono)), "{name}: colour changes a word");
    let code = if lang == Lang::Zh { "zh" } else { "en" };
    let picture = format!(
        "{}\n--- colour\n{}\n--- NO_COLOR\n{}",
        without_clock(&text_of),
        styles(&colour),
        styles(&mono)
    );
    insta::with_settings!({
        snapshot_path => "data/golden",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(format!("{name}_{code}_{}x{}", size.0, size.1), picture);
    });
    text_of
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// Every Han stretch of an English screen must be data: it stands somewhere in what the office answers.
fn only_data(name: &str, screen: &str, data: &str) {
    for stretch in screen.split(|c| !is_han(c)).filter(|stretch| !stretch.is_empty()) {
        // A text that is cut or broken leaves a piece of itself.
        assert!(data.contains(stretch), "{name}: “{stretch}” is no data\n{screen}");
    }
}

/// Words of an English screen are whole: what is cut with an ellipsis is data, which is in Han.
fn no_label_cut(name: &str, screen: &str) {
    let chars: Vec<char> = screen.chars().collect();
    let cut = chars.windows(2).position(|pair| pair[0].is_ascii_alphabetic() && pair[1] == '…');
    assert_eq!(cut, None, "{name}: a label is cut\n{screen}");
}

/// Everything in Han that the office itself answers, as text: no word of the screen's own is among it.
fn data_of(office: &Office) -> String {
    let seat = open(&office.place);
    // What stands for a name before a meeting is the office's word.
    let mut data = String::from("某某");
    let pick = |what| Request::Pick { what, text: String::new(), limit: 500 };
    for request in [
        pick(Pick::Unit),
        pick(Pick::Category),
        pick(Pick::Item),
        pick(Pick::Stage),
        Request::Hello,
        Request::Board,
        Request::Schedule,
        Request::Timetable,
        Request::Page { filter: String::new(), offset: 0, len: 500 },
        Request::Units { filter: String::new() },
        Request::People { text: String::new() },
        Request::Members,
        Request::Owed { what: String::new(), missing: false },
        Request::History { what: None, since: None, limit: Some(5_000), after: 0 },
    ] {
        data.push_str(&format!("{:?}", seat.ask(request)));
    }
    for kind in duban::model::ids::Kind::ALL {
        data.push_str(&format!("{:?}", seat.ask(Request::Entries { kind, filter: String::new() })));
    }
    for across in Across::ALL {
        data.push_str(&format!("{:?}", seat.ask(Request::Matrix { across })));
    }
    for (verb, subject) in &office.subjects {
        let verb = Verb::from_code(verb).unwrap();
        let subjects = if subject.is_empty() { Vec::new() } else { vec![subject.clone()] };
        data.push_str(&format!("{:?}", seat.ask(Request::Form { verb, subjects: subjects.clone() })));
        for what in subjects {
            data.push_str(&format!("{:?}", seat.ask(Request::Show { what: what.clone() })));
            data.push_str(&format!("{:?}", seat.ask(Request::Basis { what })));
        }
    }
    // Were the screen's own words among it, the test would see nothing.
    let words = Words::new(Lang::Zh);
    for word in [words.state(State::Claimed), words.tab(0), words.action("undo")] {
        assert!(!data.contains(&word), "{word} is taken for data");
    }
    data
}

#[test]
fn every_screen_as_it_was_agreed() {
    let office = office();
    let data = data_of(&office);
    for (name, keys) in SCREENS {
        // Boards and what is shown to a meeting hold on the size between, too.
        let board = ["tab4", "tab6", "table", "meeting"].iter().any(|board| name.starts_with(board));
        for size in [NARROW, WIDE].into_iter().chain(board.then_some(MIDDLE)) {
            golden(name, &office, Lang::Zh, size, &|desk| desk.play(keys));
            let screen = golden(name, &office, Lang::En, size, &|desk| desk.play(keys));
            no_label_cut(name, &screen);
            if !keys.contains('\'') {
                only_data(name, &screen, &data);
            }
        }
    }
}

#[test]
fn every_form_as_it_was_agreed() {
    let office = office();
    let data = data_of(&office);
    let kept = ["undo", "redo", "unit", "person", "member", "pack", "handover"];
    for verb in Verb::ALL.iter().filter(|verb| !kept.contains(&verb.code())) {
        let Some(subject) = office.subjects.get(verb.code()) else { continue };
        let subjects = if subject.is_empty() { Vec::new() } else { vec![subject.clone()] };
        let name = format!("form_{}", verb.code().replace('-', "_"));
        for size in [NARROW, WIDE] {
            let show = |desk: &mut Headless| {
                desk.play("2");
                match (*verb, subjects.is_empty()) {
                    (Verb::Register, _) => desk.play("a '天元 space '2.1 space '示例三小 space '家教 enter"),
                    (Verb::Take, _) => desk.play("i"),
                    (_, true) => desk.play(&format!(": '{} enter", verb.code())),
                    _ => desk.form(*verb, subjects.clone()),
                }
            };
            golden(&name, &office, Lang::Zh, size, &show);
            let screen = golden(&name, &office, Lang::En, size, &show);
            no_label_cut(&name, &screen);
            if *verb != Verb::Register {
                only_data(&name, &screen, &data);
            }
        }
    }
    assert!(office.subjects.len() >= 30, "{:?}", office.subjects.keys().collect::<Vec<_>>());
}
