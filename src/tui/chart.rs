//! The charts of tab 6: how far each category and unit is, how long what is overdue has been, how many stood
//! open at the end of each month. Every bar is a number of a table, with its parts.

use super::figures::Figures;
use crate::i18n::Words;
use crate::model::behind::{OfLine, Place};
use crate::model::figures::Tally;
use crate::model::table::{Cell, Table, TableId};

/// Several bars under one head, by the head's message id.
pub struct Section {
    pub head: &'static str,
    pub bars: Vec<Bar>,
}

/// One bar: its name, its parts, what is said beside it.
pub struct Bar {
    pub name: String,
    /// Closed, rectified, under way, not begun; what is no stage; what the longest bar is longer by.
    pub parts: [i64; 6],
    pub said: String,
    /// The number it shows.
    pub table: TableId,
    pub place: Place,
}

/// Every bar that can be drawn of what is there.
pub fn sections(words: &Words, figures: &Figures) -> Vec<Section> {
    let of = |id: TableId| figures.tables.get(&id);
    let sections = [
        ("chart-classes", classes(words, &figures.classes)),
        ("chart-ages", of(TableId::Ages).map_or_else(Vec::new, |table| ages(words, table))),
        ("chart-months", of(TableId::Movement).map_or_else(Vec::new, |table| months(words, table))),
        ("chart-units", of(TableId::Statistics).map_or_else(Vec::new, |table| units(words, table))),
    ];
    let some = sections.into_iter().filter(|(_, bars)| !bars.is_empty());
    some.map(|(head, bars)| Section { head, bars }).collect()
}

/// The bar of a place among all.
pub fn bar(words: &Words, figures: &Figures, at: usize) -> Option<Bar> {
    sections(words, figures).into_iter().flat_map(|section| section.bars).nth(at)
}

fn place(line: OfLine, heading: &str, column: &str) -> Place {
    Place { line, heading: heading.to_owned(), column: column.to_owned() }
}

fn count(table: &Table, line: &[Cell], heading: &str, key: &str) -> i64 {
    let at = table.columns.iter().position(|column| {
        column.key == key && column.group.as_ref().map_or("", |group| group.key.as_str()) == heading
    });
    match at.and_then(|at| line.get(at)) {
        Some(Cell::Count(n)) => *n,
        _ => 0,
    }
}

/// How many of how many stand at each stage, from counts that hold one another.
fn staged(words: &Words, issues: i64, rectified: i64, closed: i64, underway: i64) -> ([i64; 6], String) {
    let figures = [("issues", issues), ("rectified", rectified), ("closed", closed)];
    let said = words.with("chart-said", &figures.map(|(key, n)| (key, n.to_string())));
    ([closed, rectified - closed, underway, issues - rectified - underway, 0, 0], said)
}

fn classes(words: &Words, classes: &[Tally]) -> Vec<Bar> {
    let bar = |class: &Tally| {
        let [issues, rectified, closed, underway] =
            [class.issues, class.rectified, class.closed, class.rectifying + class.claimed].map(i64::from);
        let (parts, said) = staged(words, issues, rectified, closed, underway);
        let place = place(OfLine::Total, &format!("category-{}", class.code), "issues");
        Bar { name: class.name.clone(), parts, said, table: TableId::Statistics, place }
    };
    classes.iter().map(bar).collect()
}

fn units(words: &Words, table: &Table) -> Vec<Bar> {
    let unit = table.columns.iter().position(|column| column.key == "unit").unwrap_or(1);
    let bar = |line: &Vec<Cell>| {
        let of = |key: &str| count(table, line, "all", key);
        let closed = count(table, line, "closing", "closed-issues");
        let issues = of("issues");
        let (parts, said) = staged(words, issues, of("rectified"), closed, of("rectifying"));
        let name = line.get(unit).map_or_else(String::new, |cell| words.table_cell(cell));
        let place = place(OfLine::of(line), "all", "issues");
        (issues > 0).then_some(Bar { name, parts, said, table: TableId::Statistics, place })
    };
    table.rows.iter().filter_map(bar).collect()
}

/// Bars of numbers that are no stages, the longest as long as there is room.
fn plain(words: &Words, of: Vec<(String, i64, Place)>, table: TableId) -> Vec<Bar> {
    let most = of.iter().map(|(_, n, _)| *n).max().unwrap_or(0);
    let bar = |(name, n, place): (String, i64, Place)| Bar {
        name,
        parts: [0, 0, 0, 0, n, most - n],
        said: words.with_n("chart-count", n),
        table,
        place,
    };
    of.into_iter().map(bar).collect()
}

fn ages(words: &Words, table: &Table) -> Vec<Bar> {
    let Some(total) = table.total.as_deref() else { return Vec::new() };
    let of = |key: &str| {
        let n = count(table, total, "ages", key);
        (words.get(&format!("tcol-{key}")), n, place(OfLine::Total, "ages", key))
    };
    plain(words, ["to-7", "to-30", "to-60", "over-60"].map(of).into(), TableId::Ages)
}

fn months(words: &Words, table: &Table) -> Vec<Bar> {
    let month = table.columns.iter().position(|column| column.key == "month").unwrap_or(1);
    let of = |line: &Vec<Cell>| {
        let name = line.get(month).map_or_else(String::new, |cell| words.table_cell(cell));
        let n = count(table, line, "", "open-at-end");
        (words.month_said(&name), n, place(OfLine::of(line), "", "open-at-end"))
    };
    plain(words, table.rows.iter().map(of).collect(), TableId::Movement)
}
