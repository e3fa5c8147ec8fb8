//! Reads the filter language. One reader for find box, saved queries and command line.

use super::Books;
use super::filter_values::{Reader, flag_of};
use super::filter_words::{Names, code_of, nearest, vocabulary};
use crate::model::filter::{Filter, Term, Test};
use crate::model::refusal::{Expected, Refusal, Way, Why};
use crate::text::fold_char;
use chrono::NaiveDate;

/// One word of the line, with its sign taken off.
struct Word {
    negated: bool,
    /// As typed.
    raw: String,
    /// Folded to ASCII punctuation; same number of characters as `raw`.
    folded: String,
}

/// Reads a filter line. `today` anchors relative days.
///
/// # Errors
/// An unknown term, an empty value or a value that the term does not take; the nearest known term is
/// named and nothing is filtered.
pub fn read(line: &str, books: &Books, today: NaiveDate) -> Result<Filter, Refusal> {
    let mut filter = Filter::default();
    for word in words(line) {
        let Some(colon) = word.folded.chars().position(|c| c == ':').filter(|_| !is_clock(&word.folded))
        else {
            filter.terms.push(bare(&word));
            continue;
        };
        let key: String = word.folded.chars().take(colon).collect();
        let folded: String = word.folded.chars().skip(colon + 1).collect();
        let raw: String = word.raw.chars().skip(colon + 1).collect();
        let named = if key.is_empty() { &word.folded } else { &key };
        let term = code_of(&vocabulary().terms, &key).ok_or_else(|| unknown(&vocabulary().terms, named))?;
        if folded.trim_matches(['|', ',', '/', '-', ' ']).is_empty() {
            return Err(Why::EmptyTerm { text: word.raw }.into());
        }
        let reader = Reader { books, today, term, folded: &folded, raw: &raw };
        match term {
            "sort" | "as-of" | "known" if word.negated => return Err(reader.bad(&word.raw, Expected::Text)),
            "sort" => filter.sort = reader.sort()?,
            "as-of" => filter.as_of = Some(reader.day(&folded)?),
            "known" => filter.known = Some(reader.day(&folded)?),
            _ => filter.terms.push(Term { negated: word.negated, test: reader.test()? }),
        }
    }
    Ok(filter)
}

/// `17:30` is a word, not a term.
fn is_clock(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn bare(word: &Word) -> Term {
    let lone = vocabulary().lone.get("flags").map_or(&[][..], Vec::as_slice);
    let flag = code_of(&vocabulary().flags, &word.folded).filter(|code| lone.iter().any(|l| l == code));
    let test = match flag.and_then(flag_of) {
        Some(flag) => Test::Is(vec![flag]),
        None => Test::Words(word.raw.clone()),
    };
    Term { negated: word.negated, test }
}

/// The words of a line as typed, without the quotes that hold them together.
pub fn words_of(line: &str) -> Vec<String> {
    let sign = |word: &Word| if word.negated { "-" } else { "" };
    words(line).into_iter().map(|word| format!("{}{}", sign(&word), word.raw)).collect()
}

/// True of a word that sorts or sets the day, and keeps nothing out.
pub fn is_setting(word: &str) -> bool {
    matches!(setting(word), Some("sort" | "as-of" | "known"))
}

/// True of a word that sorts or says as of which day. What was known then is something else than a day.
pub fn is_order_or_day(word: &str) -> bool {
    matches!(setting(word), Some("sort" | "as-of"))
}

/// The term that a word names, by its code.
fn setting(word: &str) -> Option<&'static str> {
    let key: String = word.chars().map(fold_char).take_while(|c| *c != ':').collect();
    let named = key.len() < word.len();
    named.then(|| code_of(&vocabulary().terms, &key.to_ascii_lowercase())).flatten()
}

fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut raw = String::new();
    let mut quoted = false;
    for c in line.chars().chain([' ']) {
        match fold_char(c) {
            '"' => quoted = !quoted,
            f if f.is_whitespace() && !quoted => {
                if !raw.is_empty() {
                    words.push(word(std::mem::take(&mut raw)));
                }
            }
            _ => raw.push(c),
        }
    }
    if !raw.trim().is_empty() {
        words.push(word(raw.trim().to_owned()));
    }
    words
}

fn word(raw: String) -> Word {
    let folded: String = raw.chars().map(fold_char).collect();
    let negated = folded.starts_with('-') && folded.chars().count() > 1;
    let skip = usize::from(negated);
    Word {
        negated,
        folded: folded.chars().skip(skip).collect::<String>().to_ascii_lowercase(),
        raw: raw.chars().skip(skip).collect(),
    }
}

pub(super) fn unknown(names: &Names, text: &str) -> Refusal {
    Refusal::new(Why::UnknownTerm { text: text.to_owned(), nearest: nearest(names, text) }).way(Way::Back)
}
