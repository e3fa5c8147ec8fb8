//! Tables of docx documents to grids.

use super::grid::{CELLS, Grid, Merged};
use super::reading::FileFault;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};

/// Paragraphs between two tables that are kept: titles and foot lines are few.
const PARAGRAPHS: usize = 12;
/// Bytes that the text of a document may have when it is unpacked.
const TEXT: u64 = 64 << 20;

/// Reads every table of a document, in order; a table inside another counts as its cell's text.
///
/// # Errors
/// It is no document, or too large.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<Grid>, FileFault> {
    let broken = |detail: String| FileFault::Broken { detail };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let part = archive.by_name("word/document.xml").map_err(|error| broken(error.to_string()))?;
    let mut text = String::new();
    part.take(TEXT + 1).read_to_string(&mut text).map_err(|error| broken(error.to_string()))?;
    if text.len() as u64 > TEXT {
        return Err(FileFault::TooLarge);
    }
    let mut tables = Tables { name: name.to_owned(), ..Tables::default() };
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(|error| broken(error.to_string()))? {
            Event::Start(start) => tables.open(&start),
            Event::Empty(start) => {
                tables.open(&start);
                tables.close(start.name().as_ref());
            }
            Event::End(end) => tables.close(end.name().as_ref()),
            Event::Text(said) => tables.say(&said.xml10_content()),
            Event::CData(said) => tables.say(&said.xml10_content()),
            Event::GeneralRef(entity) => tables.say(&entity_text(&entity)),
            Event::Eof => {
                tables.paragraphs_below();
                return Ok(side_by_side(tables.done));
            }
            _ => {}
        }
        if tables.cells > CELLS {
            return Err(FileFault::TooLarge);
        }
    }
}

/// Tables that are parts of one, too wide for a sheet: as many rows, and the same columns first. They stand side
/// by side, what is repeated once.
fn side_by_side(tables: Vec<Grid>) -> Vec<Grid> {
    let mut whole: Vec<Grid> = Vec::new();
    for part in tables {
        let before =
            whole.last_mut().filter(|before| before.rows.len() == part.rows.len() && part.rows.len() > 1);
        let same = |before: &Grid, column: usize| {
            before.rows.iter().zip(&part.rows).all(|(one, other)| one.get(column) == other.get(column))
        };
        let repeated = before
            .as_ref()
            .map_or(0, |before| (0..part.width()).take_while(|column| same(before, *column)).count());
        match before.filter(|_| repeated > 1 && repeated < part.width()) {
            Some(before) => join(before, part, repeated),
            None => whole.push(part),
        }
    }
    whole
}

fn join(before: &mut Grid, part: Grid, repeated: usize) {
    before.around.1 = part.around.1;
    let wide = before.width();
    for (row, more) in before.rows.iter_mut().zip(part.rows) {
        row.resize(wide, String::new());
        row.extend(more.into_iter().skip(repeated));
    }
    let moved = |at: (u32, u32)| (at.0, at.1 + wide as u32 - repeated as u32);
    let own = part.merged.into_iter().filter(|region| region.from.1 as usize >= repeated);
    before.merged.extend(own.map(|region| Merged { from: moved(region.from), to: moved(region.to) }));
}

/// The character that `&amp;` and its like stand for.
fn entity_text(entity: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = entity.as_ref();
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned()
}

/// The tables read so far, and the one that is open.
#[derive(Default)]
struct Tables {
    name: String,
    done: Vec<Grid>,
    /// Tables open one inside the other.
    depth: usize,
    rows: Vec<Vec<String>>,
    merged: Vec<Merged>,
    cell: String,
    /// Columns that the open cell spans.
    span: usize,
    /// The open cell goes on from the one above.
    goes_on: bool,
    in_text: bool,
    cells: usize,
    /// Paragraphs since the last table, and the one that is open.
    between: Vec<String>,
    paragraph: String,
}

impl Tables {
    fn open(&mut self, start: &BytesStart<'_>) {
        match start.name().as_ref() {
            "w:tbl" => {
                if self.depth == 0 {
                    self.paragraphs_below();
                }
                self.depth += 1;
            }
            "w:tr" if self.depth == 1 => self.rows.push(Vec::new()),
            "w:tc" if self.depth == 1 => {
                self.cell.clear();
                (self.span, self.goes_on) = (1, false);
            }
            "w:gridSpan" if self.depth == 1 => {
                self.span = value(start).and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, 256);
            }
            "w:vMerge" if self.depth == 1 => self.goes_on = value(start).is_none_or(|v| v == "continue"),
            "w:t" => self.in_text = true,
            "w:br" | "w:cr" if self.depth > 0 => self.cell.push('\n'),
            "w:tab" if self.depth > 0 => self.cell.push(' '),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:t" => self.in_text = false,
            "w:p" if self.depth > 0 => self.cell.push('\n'),
            "w:p" => {
                let said = std::mem::take(&mut self.paragraph);
                if !said.trim().is_empty() && self.between.len() < PARAGRAPHS {
                    self.between.push(said.trim().to_owned());
                }
            }
            "w:tc" if self.depth == 1 => self.end_cell(),
            "w:tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let name = match self.done.is_empty() {
                        true => self.name.clone(),
                        false => format!("{} {}", self.name, self.done.len() + 1),
                    };
                    let rows = std::mem::take(&mut self.rows);
                    let merged = std::mem::take(&mut self.merged);
                    let around = (std::mem::take(&mut self.between), Vec::new());
                    self.done.push(Grid { merged, around, ..Grid::of(&name, rows) });
                }
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let text = self.cell.trim().to_owned();
        let row = self.rows.len().saturating_sub(1);
        let Some(cells) = self.rows.last_mut() else { return };
        let column = cells.len();
        cells.push(text);
        cells.extend(std::iter::repeat_n(String::new(), self.span - 1));
        self.cells += self.span;
        let (row, from, to) = (row as u32, column as u32, (column + self.span - 1) as u32);
        let above = self.merged.iter_mut().find(|m| m.from.1 == from && m.to.0 + 1 == row);
        match (self.goes_on, above) {
            (true, Some(above)) => above.to.0 = row,
            (true, None) if row > 0 => self.merged.push(Merged { from: (row - 1, from), to: (row, to) }),
            _ if self.span > 1 => self.merged.push(Merged { from: (row, from), to: (row, to) }),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.in_text {
            let to = if self.depth > 0 { &mut self.cell } else { &mut self.paragraph };
            to.push_str(text);
        }
    }

    /// What was said since the last table stands below that and above the next.
    fn paragraphs_below(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.around.1.clone_from(&self.between);
        }
    }
}

fn value(start: &BytesStart<'_>) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == "w:val")?;
    Some(found.value.to_string())
}
