//! The text of a pack with the places of its entries: syntax faults, and the line a path stands on.

use super::error::{PackError, PackFault};
use crate::text::fold::fold_char;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A pack file that is TOML.
pub struct Source<'a> {
    text: &'a str,
    file: &'a str,
    pub(super) root: Spanned<DeTable<'a>>,
}

impl<'a> Source<'a> {
    /// Reads the text as TOML.
    ///
    /// # Errors
    /// The first syntax fault; what follows it is mostly its consequence.
    pub fn read(text: &'a str, file: &'a str) -> Result<Self, PackError> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Self { text, file, root }),
            Err(fault) => {
                let at = fault.span().map_or(text.len(), |span| span.start);
                let line = line_at(text, at);
                Err(PackError { file: file.to_owned(), line, fault: syntax(text, at, &fault) })
            }
        }
    }

    /// An error at the entry a path names (`routing.3.lead`), or at the nearest entry around it.
    pub fn error(&self, path: &str, fault: PackFault) -> PackError {
        self.error_at(self.place(path), fault)
    }

    /// An error at a part of the text that a path names, as far as it stands there as it is.
    pub fn error_within(&self, path: &str, part: &str, fault: PackFault) -> PackError {
        let place = self.place(path);
        let from = self.text.get(place..).unwrap_or_default();
        self.error_at(place + from.find(part).unwrap_or(0), fault)
    }

    /// An error at a byte of the text.
    pub fn error_at(&self, at: usize, fault: PackFault) -> PackError {
        PackError { file: self.file.to_owned(), line: line_at(self.text, at), fault }
    }

    /// The line of the entry a path names, from 1.
    pub fn line(&self, path: &str) -> usize {
        line_at(self.text, self.place(path))
    }

    /// The text between two bytes, to its end at most.
    pub fn slice(&self, span: Range<usize>) -> &'a str {
        self.text.get(span.start..span.end.min(self.text.len())).unwrap_or_default()
    }

    fn place(&self, path: &str) -> usize {
        let mut segments = path.split('.').filter(|segment| !segment.is_empty());
        let Some((key, mut value)) = segments.next().and_then(|name| self.root.get_ref().get_key_value(name))
        else {
            return 0;
        };
        let mut at = key.span().start;
        for segment in segments {
            let next = match value.get_ref() {
                DeValue::Table(table) => {
                    table.get_key_value(segment).map(|(key, value)| (key.span().start, value))
                }
                DeValue::Array(list) => segment
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| list.get(index))
                    .map(|value| (value.span().start, value)),
                _ => None,
            };
            let Some((start, inner)) = next else { break };
            (at, value) = (start, inner);
        }
        at
    }
}

/// The line that holds a byte, from 1.
fn line_at(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at.min(text.len())).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

fn syntax(text: &str, at: usize, fault: &toml::de::Error) -> PackFault {
    let line = line_around(text, at);
    if fault.message().contains("duplicate key") {
        let key = line.split(['=', '#']).next().unwrap_or(line).trim().trim_matches(['[', ']']);
        return PackFault::DuplicateKey { found: key.to_owned() };
    }
    if let Some(found) = wide_mark(line) {
        return PackFault::FullWidth { found, expected: fold_char(found) };
    }
    if let Some(found) = date_like(line) {
        return PackFault::NotADate { found };
    }
    let (problem, expected) = fault.message().split_once(", expected ").unwrap_or((fault.message(), ""));
    PackFault::Syntax { problem: problem.to_owned(), expected: expected.to_owned() }
}

fn line_around(text: &str, at: usize) -> &str {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    &text[start..end]
}

/// The first full-width mark outside quotes and comments that TOML would take in its ASCII form.
fn wide_mark(line: &str) -> Option<char> {
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return None,
            _ if quoted => {}
            c if !c.is_ascii() && "=\"[],{}.#'".contains(fold_char(c)) => return Some(c),
            _ => {}
        }
    }
    None
}

/// The bare value of a line when it was meant as a day: digits joined by hyphens.
fn date_like(line: &str) -> Option<String> {
    let value = line.split('=').nth(1)?.split('#').next()?.trim();
    let is_date = value.len() >= 8
        && value.split('-').count() == 3
        && value.chars().all(|c| c.is_ascii_digit() || c == '-');
    is_date.then(|| value.to_owned())
}
