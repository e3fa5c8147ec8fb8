//! Merged cells of ods workbooks, which their reader does not tell.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// Bytes that the content of a workbook may have when it is unpacked.
const CONTENT: u64 = 256 << 20;

/// A merged region of a sheet, both ends included, counted from 0: rows and columns.
pub type Span = ((u32, u32), (u32, u32));

/// The merged regions of each sheet, by its name. What cannot be read has none.
pub fn of_ods(bytes: &[u8]) -> HashMap<String, Vec<Span>> {
    read(bytes).unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<HashMap<String, Vec<Span>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut content = String::new();
    archive.by_name("content.xml").ok()?.take(CONTENT).read_to_string(&mut content).ok()?;
    let mut reader = Reader::from_str(&content);
    let mut spans: HashMap<String, Vec<Span>> = HashMap::new();
    let (mut sheet, mut row, mut column, mut rows) = (String::new(), 0_u32, 0_u32, 1_u32);
    loop {
        let (start, empty) = match reader.read_event().ok()? {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(end) if end.name().as_ref() == "table:table-row" => {
                row = row.saturating_add(rows);
                continue;
            }
            Event::Eof => return Some(spans),
            _ => continue,
        };
        match start.name().as_ref() {
            "table:table" => {
                sheet = attribute(&start, "table:name").unwrap_or_default();
                row = 0;
            }
            "table:table-row" => {
                (column, rows) = (0, number(&start, "table:number-rows-repeated"));
                if empty {
                    row = row.saturating_add(rows);
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let down = number(&start, "table:number-rows-spanned");
                let across = number(&start, "table:number-columns-spanned");
                if down > 1 || across > 1 {
                    let to = (row.saturating_add(down - 1), column.saturating_add(across - 1));
                    spans.entry(sheet.clone()).or_default().push(((row, column), to));
                }
                column = column.saturating_add(number(&start, "table:number-columns-repeated"));
            }
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .map_or_else(|_| found.value.to_string(), |text| text.into_owned()),
    )
}

/// A count of at least one.
fn number(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}
