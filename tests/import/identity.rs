//! What goes out comes in as it is: made-up campaigns through every table that can come back, and any text
//! through every format.

use super::judged;
use super::support::run::Place;
use duban::exchange::incoming::{tidy, understand};
use duban::exchange::{self, Format, Guide, Limits};
use duban::i18n::{Lang, Words};
use duban::model::incoming::{Column as Meaning, Revision};
use duban::model::paper::Paper;
use duban::model::table::{Cell, Column, Sort, Table, TableId};
use proptest::prelude::*;

#[test]
fn made_up_campaigns_go_out_and_come_back_unchanged() {
    for seed in ["3", "4", "5"] {
        let place = Place::new("2021-09-18");
        place.ok(&["sample", "--size", "S", "--seed", seed]);
        let seq = place.json(&["history"])["total"].as_i64();
        for table in ["T1", "T2", "T4", "T6", "T7"] {
            for ending in ["xlsx", "csv", "docx"] {
                let path = place.folder().join(format!("{table} 2021-07.{ending}"));
                let path = path.to_str().unwrap();
                let month: &[&str] = if table == "T4" { &["7月"] } else { &[] };
                let args: Vec<&str> = ["export", table, "-o", path].iter().chain(month).copied().collect();
                place.ok(&args);
                let (rows, code) = judged(&place, &[path, "--apply"]);
                let changed: Vec<_> = rows.iter().filter(|row| row[1] != "same").collect();
                assert!(code == 0 && changed.is_empty(), "seed {seed} {table}.{ending}: {changed:?}");
                assert!(table == "T1" || !rows.is_empty(), "seed {seed} {table}.{ending}");
            }
        }
        assert_eq!(place.json(&["history"])["total"].as_i64(), seq, "seed {seed}: nothing was written");
        place.ok(&["verify"]);
    }
}

/// Columns of text, by their keys and what they are read as.
const TEXTS: [(&str, Meaning); 4] = [
    ("place", Meaning::Place),
    ("found", Meaning::Title),
    ("source", Meaning::Source),
    ("remark", Meaning::Remarks),
];

fn table(rows: &[[String; 4]]) -> Table {
    let mut columns = vec![Column::new("no", Sort::Text), Column::new("reporting-unit", Sort::Text)];
    columns.extend(TEXTS.iter().map(|(key, _)| Column::new(key, Sort::Text)));
    let cells = |(n, row): (usize, &[String; 4])| {
        let own = [Cell::Text(format!("JA-{n:03}")), Cell::text("甲区")];
        own.into_iter().chain(row.iter().map(|text| Cell::text(text))).collect()
    };
    Table {
        fixed: None,
        across: None,
        id: TableId::ProblemList,
        campaign: "整治".into(),
        unit: "整治办".into(),
        as_of: "2021-09-18".parse().unwrap(),
        period: String::new(),
        synthetic: true,
        scope: Vec::new(),
        columns,
        total: None,
        rows: rows.iter().enumerate().map(cells).collect(),
        runs: Vec::new(),
        revisions: (0..rows.len()).map(|n| Revision { rev: n as u64 + 1, part: 0 }).collect(),
        notes: Vec::new(),
        breaches: Vec::new(),
        paper: Paper::default(),
    }
}

/// Texts as people write and paste them: signs that spreadsheets take for formulas, quotes, line ends, width.
fn text() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
        "＠",
        "'",
        "\"",
        ",",
        "，",
        ";",
        "\t",
        "\n",
        "\r\n",
        " ",
        "　",
        "&",
        "<",
        ">",
        "某",
        "示例",
        "补课",
        "3900",
        "0",
        "1.20",
        "2021-07-15",
        "44469",
        "é",
        "𠀀",
        "👍",
        "\u{200b}",
        "_x000D_",
        "%",
        "true",
    ]);
    prop::collection::vec(sign, 0..8).prop_map(|signs| signs.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_goes_through_every_format(rows in prop::collection::vec([text(), text(), text(), text()], 1..6)) {
        let folder = tempfile::tempdir().unwrap();
        let words = Words::new(Lang::Zh);
        let table = table(&rows);
        for format in Format::ALL {
            let path = folder.path().join(format!("a.{}", format.ending()));
            std::fs::write(&path, exchange::file(&table, format, &words).unwrap()).unwrap();
            let grids = exchange::read_file(&path, &Limits::default()).unwrap();
            let (incoming, _) = understand("a", &grids, &Guide::default());
            prop_assert_eq!(incoming.rows.len(), rows.len(), "{:?} {:?}", format, incoming.rows);
            for (read, row) in incoming.rows.iter().zip(&rows) {
                for ((_, meaning), text) in TEXTS.iter().zip(row) {
                    prop_assert_eq!(read.get(*meaning), tidy(text), "{:?} {:?} {:?}", format, meaning, text);
                }
            }
        }
    }
}
