//! How a file was understood, in words: what its columns were taken for, what of it was not read.

use super::grid::Unread;
use super::incoming::{Seen, tidy};
use crate::i18n::Words;

/// How a sheet was understood, in a line.
pub fn understood(words: &Words, seen: &Seen) -> String {
    let sheet = ("sheet", seen.sheet.clone());
    let Some(header) = seen.header.as_ref().filter(|_| !seen.other) else {
        let id = match (seen.hidden, seen.other) {
            (true, _) => "cli-import-hidden",
            (_, true) => "cli-import-other-list",
            _ => "cli-import-no-header",
        };
        return words.with(id, &[sheet]);
    };
    let and = words.get("list-and");
    let meant = header.columns.iter().map(|(place, column)| {
        let (head, meant) =
            (header.heads.get(place).map_or_else(String::new, |head| tidy(head)), words.column(*column));
        if head == meant { meant } else { format!("{head}→{meant}") }
    });
    let args = [
        sheet,
        ("kind", words.get(&format!("list-{}", header.kind.code()))),
        ("rows", seen.rows.to_string()),
        ("left", seen.left_out.to_string()),
        ("columns", meant.collect::<Vec<_>>().join(&and)),
    ];
    words.with("cli-import-sheet", &args) + &doubts(words, seen)
}

/// What of a sheet was not taken along, and why; empty: all of it was.
pub fn doubts(words: &Words, seen: &Seen) -> String {
    let Some(header) = seen.header.as_ref().filter(|_| !seen.other) else { return String::new() };
    let and = words.get("list-and");
    let mut text = String::new();
    let unknown: Vec<String> = header.unknown().map(|(_, text)| tidy(text)).collect();
    if !unknown.is_empty() {
        text.push_str(&words.with("cli-import-unknown-columns", &[("columns", unknown.join(&and))]));
    }
    if !seen.cleaned.is_empty() {
        let cells = seen.cleaned.iter().map(|(row, head)| format!("{row} {head}"));
        text.push_str(&words.with("cli-import-cleaned", &[("cells", cells.collect::<Vec<_>>().join(&and))]));
    }
    for (why, id) in [(Unread::Formula, "cli-import-formula"), (Unread::Digits, "cli-import-digits")] {
        let of = seen.unread.iter().filter(|(.., reason)| *reason == why);
        let cells: Vec<String> = of.map(|(row, head, _)| format!("{row} {head}")).collect();
        if !cells.is_empty() {
            text.push_str(&words.with(id, &[("cells", cells.join(&and))]));
        }
    }
    text
}
