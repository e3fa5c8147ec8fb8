//! Files that were exported, read back by other means than they were written with.

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// A sheet as a spreadsheet shows it: heads by name, the line of totals, the lines.
pub struct Book {
    pub title: String,
    pub info: String,
    /// Heads with their heading before them (`合计_问题数（个）`).
    pub heads: Vec<String>,
    pub total: Option<Vec<Data>>,
    pub rows: Vec<Vec<Data>>,
    /// All that stands below the lines.
    pub below: Vec<String>,
}

impl Book {
    /// Reads a workbook. It has one sheet, and no formula in it.
    pub fn read(path: &Path) -> Self {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        // Beside it there may be a chart, which holds nothing.
        let names = book.sheet_names();
        for other in &names[1..] {
            assert!(book.worksheet_range(other).unwrap().is_empty(), "{path:?}");
        }
        let formulas = book.worksheet_formula(&names[0]).unwrap();
        assert_eq!(formulas.cells().filter(|(_, _, text)| !text.is_empty()).count(), 0, "{path:?}");
        let range = book.worksheet_range(&names[0]).unwrap();
        let lines: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let two =
            lines[3].first().is_some_and(Data::is_empty) && lines[3].iter().any(|cell| !cell.is_empty());
        let two = two && lines[3].get(1).is_some_and(Data::is_empty);
        let first = if two { 4 } else { 3 };
        let end = (first..lines.len()).find(|at| lines[*at].iter().all(Data::is_empty)).unwrap();
        let mut rows = lines[first..end].to_vec();
        let named = |cell: &Data| matches!(cell, Data::String(text) if text == "合计" || text == "Total");
        let totals = rows.first().is_some_and(|row| row[..2].iter().any(named));
        let total = totals.then(|| rows.remove(0));
        Self {
            title: heading(&lines[0]),
            info: heading(&lines[1]),
            heads: heads(&lines[2], two.then(|| &lines[3])),
            total,
            rows,
            below: lines[end..].iter().map(|line| heading(line)).filter(|line| !line.is_empty()).collect(),
        }
    }

    /// Reads a form to fill in, whose lists stand on a hidden sheet.
    pub fn read_form(path: &Path) -> Self {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let lines: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let end = (3..lines.len()).find(|at| lines[*at].iter().all(Data::is_empty)).unwrap();
        Self {
            title: heading(&lines[0]),
            info: heading(&lines[1]),
            heads: heads(&lines[2], None),
            total: None,
            rows: lines[3..end].to_vec(),
            below: lines[end..].iter().map(|line| heading(line)).filter(|line| !line.is_empty()).collect(),
        }
    }

    /// The heads of a form in which nothing stands yet.
    pub fn read_blank(path: &Path) -> Vec<String> {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let lines: Vec<&[Data]> = range.rows().collect();
        // Below the heads lines with nothing but their number, and the foot.
        let filled = lines[3..].iter().filter(|line| line[1..].iter().any(|cell| !cell.is_empty()));
        assert_eq!(filled.count(), 0, "{path:?}");
        lines[2].iter().map(text).collect()
    }

    /// The place of a column.
    pub fn at(&self, head: &str) -> usize {
        let at = self.heads.iter().position(|known| known == head);
        at.unwrap_or_else(|| panic!("no {head} in {:?}", self.heads))
    }

    /// A cell by its line and column.
    pub fn cell(&self, row: usize, head: &str) -> &Data {
        &self.rows[row][self.at(head)]
    }

    /// A cell of the line of totals.
    pub fn sum(&self, head: &str) -> &Data {
        &self.total.as_ref().unwrap()[self.at(head)]
    }
}

/// The first text of a line: of a table in parts what stands over each of them begins beside what they repeat.
fn heading(line: &[Data]) -> String {
    line.iter().map(text).find(|text| !text.is_empty()).unwrap_or_default()
}

fn heads(top: &[Data], below: Option<&Vec<Data>>) -> Vec<String> {
    let Some(below) = below else { return top.iter().map(text).collect() };
    let mut heading = String::new();
    let mut heads = Vec::new();
    for (top, below) in top.iter().zip(below) {
        if below.is_empty() {
            heads.push(text(top));
            continue;
        }
        if !top.is_empty() {
            heading = text(top);
        }
        heads.push(format!("{heading}_{}", text(below)));
    }
    heads
}

/// A cell as text; a blank one is empty.
pub fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

/// A cell as a whole number; a blank one is none, and zero is zero.
pub fn count(cell: &Data) -> Option<i64> {
    match cell {
        Data::Empty => None,
        Data::Float(n) if n.fract() == 0.0 => Some(*n as i64),
        Data::Int(n) => Some(*n),
        other => panic!("{other:?} is no count"),
    }
}

/// Money with two decimals, in hundredths.
pub fn hundredths(cell: &Data) -> Option<i64> {
    if cell.is_empty() { None } else { Some((cell.get_float().unwrap() * 100.0).round() as i64) }
}

/// A cell as a day.
pub fn day(cell: &Data) -> Option<NaiveDate> {
    match cell {
        Data::Empty => None,
        Data::DateTime(_) => Some(cell.as_date().unwrap()),
        other => panic!("{other:?} is no day"),
    }
}

/// The lines of a CSV file that begins with a byte order mark.
pub fn csv(path: &Path) -> Vec<Vec<String>> {
    let whole = std::fs::read_to_string(path).unwrap();
    let mut chars = whole.strip_prefix('\u{FEFF}').expect("a byte order mark").chars().peekable();
    let (mut lines, mut line, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                line.push(std::mem::take(&mut field));
                lines.push(std::mem::take(&mut line));
            }
            c => field.push(c),
        }
    }
    assert!(field.is_empty() && !quoted, "the last line ends");
    lines
}

/// The parts of a package by name.
pub fn parts(path: &Path) -> HashMap<String, String> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut parts = HashMap::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.insert(part.name().unwrap().into_owned(), text);
    }
    parts
}

/// The texts of a document, one a `w:t`, and how often each element stands in it.
pub fn document(path: &Path) -> (Vec<String>, HashMap<String, usize>) {
    let parts = parts(path);
    let mut reader = quick_xml::Reader::from_str(&parts["word/document.xml"]);
    let (mut texts, mut seen, mut within) = (Vec::new(), HashMap::new(), false);
    loop {
        use quick_xml::events::Event;
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                within = name == "w:t" && matches!(event, Event::Start(_));
                if within {
                    texts.push(String::new());
                }
                *seen.entry(name).or_default() += 1;
            }
            Event::End(_) => within = false,
            Event::Text(text) if within => texts.last_mut().unwrap().push_str(&text.xml10_content()),
            Event::GeneralRef(name) if within => {
                let known = match name.as_ref() {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("{other}"),
                };
                texts.last_mut().unwrap().push(known);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    (texts, seen)
}
