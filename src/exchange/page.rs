//! A table laid out in words: what every format writes, before any format.

use super::layout::{self, Layout};
use crate::i18n::Words;
use crate::model::incoming::Revision;
use crate::model::paper::TotalAt;
use crate::model::table::{Cell, Column, Sort, Table, TableId, firsts};
use crate::text::clean_text;
use chrono::{Datelike, NaiveDate};

/// One cell as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    Blank,
    Text(String),
    Count(i64),
    /// Money in hundredths of what the column tells it in, rounded once.
    Money(i64),
    /// Percentage points in hundredths, told with their sign.
    Points(i64),
    Day(NaiveDate),
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub label: String,
    pub sort: Sort,
    /// Said once for all lines of a record.
    pub shared: bool,
    /// How wide it should be, in half Han characters, where somebody said so.
    pub width: Option<u32>,
    /// What may be entered, where that is a list.
    pub choices: Vec<String>,
}

/// What a chart shows: columns by their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    pub name: String,
    pub title: String,
    pub along: usize,
    pub series: Vec<usize>,
}

/// Columns that stand under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub first: usize,
    pub last: usize,
    pub label: String,
}

/// Names of fonts: of the title, the heads and the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fonts {
    pub title: String,
    pub head: String,
    pub body: String,
}

/// A whole page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What the sheet is called.
    pub name: String,
    /// With the mark of made-up data in it.
    pub title: String,
    /// The mark of made-up data alone.
    pub mark: Option<String>,
    pub info: String,
    pub heads: Vec<Head>,
    /// In order; empty: one line of heads is enough.
    pub spans: Vec<Span>,
    pub total: Option<Vec<Field>>,
    /// The totals stand below the lines.
    pub total_last: bool,
    pub rows: Vec<Vec<Field>>,
    /// Of each line the revision of its record, and what that column is called; empty: of none.
    pub revisions: (String, Vec<Revision>),
    /// For each line whether it begins a record.
    pub firsts: Vec<bool>,
    /// Lines to be filled in by hand.
    pub foot: Vec<String>,
    pub notes: Vec<String>,
    pub fonts: Fonts,
    /// What numbers a page, with `&P` and `&N` in it.
    pub page_of: String,
    pub as_of: NaiveDate,
    /// Columns that every part repeats where one sheet is not wide enough.
    pub repeated: usize,
    /// Columns that a part begins with then.
    pub breaks: Vec<usize>,
    /// The title of a part after the first, with `&N` for which.
    pub continued: String,
    pub chart: Option<Chart>,
    /// What the sheet of long lists is called.
    pub choices_name: String,
}

impl Page {
    /// A table in the words of a language.
    pub fn of(table: &Table, words: &Words) -> Self {
        let line = |cells: &Vec<Cell>| -> Vec<Field> {
            table.columns.iter().zip(cells).map(|(column, cell)| field(cell, column.sort, words)).collect()
        };
        let rows: Vec<Vec<Field>> = table.rows.iter().map(line).collect();
        let total = table.total.as_ref().map(|total| named(line(total), &table.columns, words));
        let mark = table.synthetic.then(|| words.get("screen-synthetic"));
        let title = clean_text(&words.table_title(table));
        let title = match &mark {
            Some(mark) => {
                words.with("table-title-made-up", &[("title", title.as_str()), ("mark", mark.as_str())])
            }
            None => title,
        };
        let heads: Vec<Head> = table.columns.iter().map(|column| head(column, words)).collect();
        let spans = spans(table, words);
        let own_foot: Vec<String> = table.paper.foot.iter().map(|line| clean_text(line)).collect();
        Self {
            name: words.table_called_now(table),
            continued: words.with("table-continued", &[("title", title.as_str()), ("n", "&N")]),
            repeated: table.paper.repeat as usize,
            breaks: table.paper.breaks.iter().map(|at| *at as usize).collect(),
            title,
            mark,
            info: clean_text(&words.table_info(table)),
            revisions: (words.get("column-revision"), table.revisions.clone()),
            firsts: firsts(rows.len(), &table.runs),
            foot: if own_foot.is_empty() { vec![words.get("table-foot")] } else { own_foot },
            notes: notes(table, words, &rows, total.as_deref()),
            fonts: Fonts {
                title: words.get("table-font-title"),
                head: words.get("table-font-head"),
                body: words.get("table-font-body"),
            },
            page_of: words.table_sheet_foot(table),
            as_of: table.as_of,
            chart: chart(table, words),
            choices_name: words.get("table-choices"),
            total_last: table.paper.total == TotalAt::Last,
            heads,
            spans,
            total,
            rows,
        }
    }

    /// Where its columns stand between the sides of a sheet, so many twentieths of a point apart.
    pub fn lay(&self, room: u32) -> Layout {
        layout::lay(&self.heads, &self.spans, self.lines(), (self.repeated, &self.breaks), room)
    }

    /// The title of a part, counted from 0.
    pub fn title_of(&self, part: usize) -> String {
        if part == 0 { self.title.clone() } else { self.continued.replace("&N", &part.to_string()) }
    }

    /// The lines with the totals in their place.
    pub fn lines(&self) -> impl Iterator<Item = &Vec<Field>> + Clone {
        let above = self.total.iter().filter(|_| !self.total_last);
        above.chain(&self.rows).chain(self.total.iter().filter(|_| self.total_last))
    }

    /// The head of a column with its heading before it: for one line of heads.
    pub fn flat_head(&self, at: usize) -> String {
        let label = self.heads.get(at).map_or("", |head| head.label.as_str());
        match self.spans.iter().find(|span| (span.first..=span.last).contains(&at)) {
            Some(span) => format!("{}_{label}", span.label),
            None => label.to_owned(),
        }
    }
}

impl Field {
    /// As text: days as `2021/7/15`, money with two decimals.
    pub fn text(&self) -> String {
        match self {
            Field::Blank => String::new(),
            Field::Text(text) => text.clone(),
            Field::Count(n) => n.to_string(),
            Field::Money(hundredths) => decimal(*hundredths),
            Field::Points(hundredths) if *hundredths > 0 => format!("+{}", decimal(*hundredths)),
            Field::Points(hundredths) => decimal(*hundredths),
            Field::Day(day) => format!("{}/{}/{}", day.year(), day.month(), day.day()),
        }
    }
}

/// Hundredths with two decimals.
fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

fn field(cell: &Cell, sort: Sort, words: &Words) -> Field {
    match cell {
        Cell::Missing => Field::Blank,
        Cell::Count(n) => Field::Count(*n),
        Cell::Fen(fen) if sort == Sort::Wan => Field::Money(wan_hundredths(*fen)),
        Cell::Fen(fen) => Field::Money(*fen),
        Cell::Points(hundredths) => Field::Points(*hundredths),
        Cell::Day(day) => Field::Day(*day),
        said => match clean_text(&words.table_cell(said)) {
            text if text.is_empty() => Field::Blank,
            text => Field::Text(text),
        },
    }
}

/// Hundredths of ten thousand yuan, half up (away from zero below it).
fn wan_hundredths(fen: i64) -> i64 {
    let size = i64::try_from(fen.unsigned_abs().saturating_add(5_000) / 10_000).unwrap_or(i64::MAX);
    if fen < 0 { -size } else { size }
}

fn head(column: &Column, words: &Words) -> Head {
    let choice = |cell: &Cell| clean_text(&words.table_cell(cell));
    Head {
        label: clean_text(&words.table_column(column)),
        sort: column.sort,
        shared: column.shared,
        width: column.width,
        choices: column.choices.iter().map(choice).collect(),
    }
}

/// Issues and how many of them are rectified, by unit, where the table has all three.
fn chart(table: &Table, words: &Words) -> Option<Chart> {
    let of_all = |column: &Column| column.group.as_ref().is_some_and(|group| group.key == "all");
    let at = |key: &str| table.columns.iter().position(|column| column.key == key && of_all(column));
    let along = table.columns.iter().position(|column| column.key == "unit")?;
    let (issues, rectified) = (at("issues")?, at("rectified")?);
    let drawn = table.id == TableId::Statistics && !table.rows.is_empty();
    drawn.then(|| Chart {
        name: words.get("table-chart"),
        title: words.get("table-chart-title"),
        along,
        series: vec![issues, rectified],
    })
}

/// The line of totals with its name in the first column of words.
fn named(mut total: Vec<Field>, columns: &[Column], words: &Words) -> Vec<Field> {
    let worded = columns.iter().position(|column| column.sort == Sort::Text).unwrap_or(0);
    if let Some(field) = total.get_mut(worded) {
        *field = Field::Text(words.get("table-total"));
    }
    total
}

/// Neighbours under the same heading.
fn spans(table: &Table, words: &Words) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last_key = None;
    for (at, column) in table.columns.iter().enumerate() {
        let key = column.group.as_ref().map(|heading| &heading.key);
        match (spans.last_mut(), &column.group) {
            (Some(span), Some(_)) if key == last_key && span.last + 1 == at => span.last = at,
            (_, Some(heading)) => {
                spans.push(Span { first: at, last: at, label: clean_text(&words.table_heading(heading)) });
            }
            _ => {}
        }
        last_key = key;
    }
    spans
}

/// What is said under the table, numbered; that a column does not add up, where rounding makes it so.
fn notes(table: &Table, words: &Words, rows: &[Vec<Field>], total: Option<&[Field]>) -> Vec<String> {
    let broken =
        table.breaches.iter().map(|breach| words.with("tnote-breach", &[("breach", words.breach(breach))]));
    let mut notes: Vec<String> =
        broken.chain(table.notes.iter().map(|note| words.table_note(note))).collect();
    let money = |line: &[Field], at: usize| match line.get(at) {
        Some(Field::Money(hundredths)) => *hundredths,
        _ => 0,
    };
    let off = |at: &usize| {
        let firsts = firsts(rows.len(), &table.runs);
        let shared = table.columns[*at].shared;
        let lines = rows.iter().zip(firsts).filter(|(_, first)| !shared || *first);
        let sum: i64 = lines.map(|(line, _)| money(line, *at)).sum();
        total.is_some_and(|total| money(total, *at) != sum)
    };
    let of_wan = (0..table.columns.len()).filter(|at| table.columns[*at].sort == Sort::Wan);
    if of_wan.into_iter().any(|at| off(&at)) {
        notes.push(words.get("tnote-rounding"));
    }
    let numbered = |(at, note): (usize, String)| {
        words.with("table-note-line", &[("place", (at + 1).to_string()), ("note", note)])
    };
    notes.into_iter().enumerate().map(numbered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, wan};
    use crate::model::paper::Paper;
    use crate::model::table::{Heading, totals};

    fn table(fen: &[i64]) -> Table {
        let heading = Heading { key: "money-and-press".into(), label: None };
        let columns = vec![
            Column::new("n", Sort::Ordinal),
            Column::labelled("unit", "单位", Sort::Text),
            Column::new("refunded", Sort::Wan).under(&heading),
            Column::new("told", Sort::Count).under(&heading),
        ];
        let row = |fen: &i64| vec![Cell::Count(1), Cell::text("甲区"), Cell::Fen(*fen), Cell::Missing];
        let rows: Vec<Vec<Cell>> = fen.iter().map(row).collect();
        Table {
            id: TableId::Statistics,
            paper: Paper::default(),
            breaches: vec![],
            fixed: None,
            across: None,
            campaign: "整治".into(),
            unit: "甲区教育局".into(),
            as_of: "2021-09-30".parse().unwrap(),
            period: String::new(),
            synthetic: true,
            scope: vec![],
            total: Some(totals(&columns, &rows, &[])),
            columns,
            rows,
            revisions: Vec::new(),
            runs: vec![],
            notes: vec![],
        }
    }

    #[test]
    fn money_is_rounded_once_a_cell_and_the_page_says_when_it_does_not_add_up() {
        let words = Words::new(Lang::Zh);
        let page = Page::of(&table(&[4_999, 4_999]), &words);
        let told = |line: &[Field]| line[2].text();
        assert_eq!((told(&page.rows[0]), told(page.total.as_ref().unwrap())), ("0.00".into(), "0.01".into()));
        assert_eq!(page.notes.len(), 1, "{:?}", page.notes);
        assert_eq!(Page::of(&table(&[10_000, 20_000]), &words).notes.len(), 0);
        for fen in [0, 4_999, 5_000, 123_456_789, -5_000, -4_999, -123_455_000] {
            assert_eq!(Field::Money(wan_hundredths(fen)).text(), wan(fen).replace(',', ""), "{fen}");
        }
    }

    #[test]
    fn a_page_has_its_mark_its_total_and_its_headings() {
        let page = Page::of(&table(&[1]), &Words::new(Lang::Zh));
        assert_eq!(page.title, "整治整改情况统计表（演示数据 均为虚构）");
        assert!(page.info.contains("截至日期：2021年9月30日") && page.info.contains("万元"), "{}", page.info);
        assert_eq!(page.spans, [Span { first: 2, last: 3, label: "清退与曝光".into() }]);
        assert_eq!(
            (page.flat_head(0), page.flat_head(3)),
            ("序号".into(), "清退与曝光_通报曝光（起）".into())
        );
        let total = page.total.unwrap();
        assert_eq!(
            (&total[0], &total[1], &total[3]),
            (&Field::Blank, &Field::Text("合计".into()), &Field::Blank)
        );
    }
}
