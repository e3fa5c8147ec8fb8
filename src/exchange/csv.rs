//! A page as CSV: UTF-8 with a byte order mark, one line of heads, the totals first. A record's own values
//! stand on each of its lines.

use super::guard::guarded;
use super::page::{Field, Page};

/// The file. A text that a spreadsheet would run gets an apostrophe; of made-up data the last line says so.
pub fn write(page: &Page) -> String {
    let mut text = String::from("\u{FEFF}");
    let heads = (0..page.heads.len()).map(|at| guarded(&page.flat_head(at)));
    text.push_str(&line(heads));
    for fields in page.lines() {
        text.push_str(&line(fields.iter().map(said)));
    }
    if let Some(mark) = &page.mark {
        text.push_str(&line(std::iter::once(mark.clone())));
    }
    text
}

/// A number with a sign is no formula.
fn said(field: &Field) -> String {
    match field {
        Field::Text(text) => guarded(text),
        other => other.text(),
    }
}

/// One line, after RFC 4180.
pub fn line(fields: impl Iterator<Item = String>) -> String {
    let quoted = |field: String| {
        if field.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field
        }
    };
    format!("{}\r\n", fields.map(quoted).collect::<Vec<_>>().join(","))
}
