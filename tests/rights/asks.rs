//! Every request there is, in all the ways that could betray something.

use duban::api::Request;
use duban::api::request::Pick;
use duban::model::behind::{OfLine, Place};
use duban::model::breakdown::By;
use duban::model::command::Command;
use duban::model::hand_in::{HandIn, Taken};
use duban::model::ids::{Kind, OpId};
use duban::model::incoming::{Column, Incoming, IncomingRow};
use duban::model::matrix::Across;
use duban::model::paper::Wanted;
use duban::model::table::TableId;
use duban::model::verb::Verb;
use duban::pack::standard;

/// The name of a request in the table. No arm for the rest: whoever adds a request says here what it is.
pub fn name(request: &Request) -> &'static str {
    match request {
        Request::Ping => "ping",
        Request::Hello => "hello",
        Request::Page { .. } => "page",
        Request::Ledger { .. } => "ledger",
        Request::Show { .. } => "show",
        Request::ShowAt { .. } => "show-at",
        Request::Units { .. } => "units",
        Request::Schedule => "schedule",
        Request::Timetable => "timetable",
        Request::People { .. } => "people",
        Request::Find { .. } => "find",
        Request::Board => "board",
        Request::Status { .. } => "status",
        Request::Diff { .. } => "diff",
        Request::Say { .. } => "say",
        Request::Meeting { .. } => "meeting",
        Request::Behind { .. } => "behind",
        Request::Report { .. } => "report",
        Request::Locks => "locks",
        Request::Known { .. } => "known",
        Request::Due { .. } => "due",
        Request::Form { .. } => "form",
        Request::ReadEntry { .. } => "read-entry",
        Request::Remarks(_) => "remarks",
        Request::When { .. } => "when",
        Request::Pick { .. } => "pick",
        Request::Complete { .. } => "complete",
        Request::Do(_) => "do",
        Request::Undo { .. } => "undo",
        Request::Redo { .. } => "redo",
        Request::History { .. } => "history",
        Request::Members => "members",
        Request::Entries { .. } => "entries",
        Request::Owed { .. } => "owed",
        Request::Matrix { .. } => "matrix",
        Request::Table { .. } => "table",
        Request::Letters { .. } => "letters",
        Request::Letter { .. } => "letter",
        Request::Basis { .. } => "basis",
        Request::KeepFile { .. } => "keep-file",
        Request::EvidenceFile { .. } => "evidence-file",
        Request::Holdings => "holdings",
        Request::Stored { .. } => "stored",
        Request::Counts { .. } => "counts",
        Request::Breakdown { .. } => "breakdown",
        Request::Watch { .. } => "watch",
        Request::Personal => "personal",
        Request::KeepPersonal { .. } => "keep-personal",
        Request::Backup { .. } => "backup",
        Request::Looks => "looks",
        Request::Import { .. } => "import",
        Request::Doctor => "doctor",
        Request::Evaluation => "evaluation",
        Request::Verify => "verify",
    }
}

/// Names of all requests.
pub const NAMES: usize = 54;

fn s(text: &str) -> String {
    text.to_owned()
}

/// A file that speaks of a thing: by its number, and by place and words as if it were new.
fn incoming(no: &str, word: &str) -> Incoming {
    let row = |row: u32, cells: &[(Column, &str)]| IncomingRow {
        sheet: s("1"),
        row,
        cells: cells.iter().map(|(column, text)| (*column, s(text))).collect(),
        ..IncomingRow::default()
    };
    let words = format!("{word}有偿补课");
    let new = |unit| {
        [
            (Column::Unit, unit),
            (Column::Place, word),
            (Column::Title, words.as_str()),
            (Column::Category, "2"),
        ]
    };
    let rows = vec![
        row(2, &[(Column::No, no), (Column::Title, "改了")]),
        row(3, &new("LK")),
        row(4, &new("TY")),
        row(5, &[(Column::Unit, "LK"), (Column::Place, word), (Column::Action, "退费")]),
    ];
    Incoming { file: s("a.csv"), rows, ..Incoming::default() }
}

/// Requests about one thing: by its number, and by words that stand in it.
pub fn about(no: &str, word: &str, op: OpId) -> Vec<Request> {
    let filter = || s(word);
    let what = || s(no);
    let mut all = vec![
        Request::Page { filter: filter(), offset: 0, len: 50 },
        Request::Page { filter: format!("no:{no}"), offset: 0, len: 50 },
        Request::Page { filter: format!("place:{word} sort:-amount"), offset: 0, len: 50 },
        Request::Ledger { filter: filter(), offset: 0, len: 50 },
        Request::Show { what: what() },
        Request::ShowAt { what: what(), when: s("as-of:2021-07-11") },
        Request::ShowAt { what: what(), when: s("known:2021-07-11") },
        Request::Units { filter: filter() },
        Request::People { text: filter() },
        Request::Find { text: filter(), limit: 50, issues: true },
        Request::Find { text: what(), limit: 50, issues: true },
        Request::Status { scope: filter() },
        Request::Say { scope: filter() },
        Request::Diff { since: s("2021-07-10"), filter: filter() },
        Request::ReadEntry { line: format!("ty 2.1 {word}") },
        Request::When { text: filter(), from: None },
        Request::Complete { line: format!("place:{word}"), limit: 50 },
        Request::Complete { line: format!("no:{no}"), limit: 50 },
        Request::History { what: Some(what()), since: None, limit: None, after: 0 },
        Request::Owed { what: filter(), missing: false },
        Request::Owed { what: filter(), missing: true },
        Request::Basis { what: what() },
        Request::Counts { filters: vec![filter(), format!("no:{no}")] },
        Request::Breakdown { filter: filter(), by: By::Place },
        Request::EvidenceFile { what: what(), hash: "0".repeat(64) },
        Request::Watch { what: Some(what()), editing: false },
        Request::Watch { what: None, editing: false },
        Request::Import { incoming: Box::new(incoming(no, word)), op: None },
        Request::Remarks(Box::new(
            Command::new(Verb::Register, op)
                .set("place", word)
                .set("unit", "LK")
                .set("category", "2")
                .set("item", "2.1"),
        )),
    ];
    for pick in [Pick::Unit, Pick::Section, Pick::Category, Pick::Item, Pick::Stage, Pick::Issue] {
        all.push(Request::Pick { what: pick, text: filter(), limit: 50 });
        all.push(Request::Pick { what: pick, text: what(), limit: 50 });
    }
    for verb in Verb::ALL.iter().copied() {
        all.push(Request::Form { verb, subjects: vec![what()] });
    }
    all.push(Request::Letters { what: Some(what()) });
    for kind in standard().iter().filter(|kind| !kind.about.iter().any(|about| about.is_at_large())) {
        all.push(Request::Letter { kind: kind.id.clone(), what: what(), file: None });
    }
    let taken = vec![Taken { row: s("1"), no: what() }];
    let file = Some(Box::new(HandIn { unit: s("LK"), taken, ..HandIn::default() }));
    all.push(Request::Letter { kind: s("receipt"), what: String::new(), file });
    all.push(Request::Letter { kind: s("circular"), what: format!("no:{no}"), file: None });
    for table in TableId::ALL {
        all.push(Request::Table { table, filter: filter(), wanted: Wanted::default() });
        all.push(Request::Table { table, filter: format!("no:{no}"), wanted: Wanted::default() });
    }
    for kind in Kind::ALL {
        all.push(Request::Entries { kind, filter: filter() });
        all.push(Request::Entries { kind, filter: format!("no:{no}") });
    }
    all
}

/// Requests about nothing in particular.
pub fn at_large(op: OpId) -> Vec<Request> {
    let none = String::new;
    let mut all = vec![
        Request::Ping,
        Request::Hello,
        Request::Page { filter: none(), offset: 0, len: 500 },
        Request::Page { filter: s("as-of:2021-07-11"), offset: 0, len: 500 },
        Request::Ledger { filter: none(), offset: 0, len: 500 },
        Request::Units { filter: none() },
        Request::Schedule,
        Request::Timetable,
        Request::People { text: none() },
        Request::Board,
        Request::Status { scope: none() },
        Request::Say { scope: none() },
        Request::Diff { since: s("2021-07-10"), filter: none() },
        Request::Report { month: s("2021-07") },
        Request::Locks,
        Request::Known { code: s("00000000") },
        Request::Diff { since: s("last-meeting"), filter: none() },
        Request::Due { days: 400 },
        Request::Complete { line: s("source:"), limit: 500 },
        Request::Complete { line: s("unit:"), limit: 500 },
        Request::History { what: None, since: None, limit: None, after: 0 },
        Request::History { what: None, since: None, limit: Some(5_000), after: 0 },
        Request::Members,
        Request::Owed { what: none(), missing: false },
        Request::KeepFile { bytes: b"x".to_vec() },
        Request::Counts { filters: vec![none(), s("is:open")] },
        Request::Personal,
        Request::KeepPersonal { name: s("x"), text: Some(s("y")) },
        Request::Looks,
        Request::Doctor,
        Request::Evaluation,
        Request::Verify,
        Request::Holdings,
        Request::Stored { after: 0 },
        Request::Undo { seq: Some(3), op },
        Request::Redo { op },
        Request::Pick { what: Pick::Issue, text: none(), limit: 500 },
    ];
    all.extend(Across::ALL.iter().map(|across| Request::Matrix { across: *across }));
    for table in TableId::ALL {
        all.push(Request::Table { table, filter: none(), wanted: Wanted::default() });
        all.push(Request::Table { table, filter: s("unit:ty"), wanted: Wanted::default() });
        all.push(Request::Table { table, filter: s("as-of:2021-07-11"), wanted: Wanted::default() });
        let blank = Wanted { blank: Some(3), anyway: true, ..Wanted::default() };
        all.push(Request::Table { table, filter: none(), wanted: blank });
        let masked = Wanted { masked: true, form: s("problem-list-short"), ..Wanted::default() };
        all.push(Request::Table { table, filter: none(), wanted: masked });
    }
    for (table, heading, column) in [
        (TableId::Statistics, "total", "issues"),
        (TableId::Statistics, "total", "closed-of-these"),
        (TableId::Ages, "", "issues"),
        (TableId::Summary, "", "intakes"),
        (TableId::Summary, "", "transferred"),
    ] {
        let place = Place { line: OfLine::Total, heading: s(heading), column: s(column) };
        all.push(Request::Behind { table, filter: none(), place, since: none() });
    }
    all.push(Request::Meeting { on: false });
    all.push(Request::Letters { what: None });
    for kind in standard() {
        all.push(Request::Letter { kind: kind.id.clone(), what: none(), file: None });
        all.push(Request::Letter { kind: kind.id.clone(), what: s("ty"), file: None });
    }
    let by = [By::Unit, By::Place, By::Item, By::Lead, By::With, By::Source, By::Due];
    all.extend(by.map(|by| Request::Breakdown { filter: none(), by }));
    all.extend(Kind::ALL.iter().map(|kind| Request::Entries { kind: *kind, filter: none() }));
    all
}
