//! A new pack from an old one: the same plan a number of years on, with what must be found out anew left
//! empty.

use super::error::PackError;
use super::lines::section_line;
use super::plan::Pack;
use chrono::{Datelike, NaiveDate};

/// The text of a pack for another year. Dates and printed years move; the paper's number, the people and
/// the days off are emptied: checking the new pack names what is still to be filled in.
///
/// # Errors
/// The old pack cannot be read.
pub fn renew(source: &str, year: i32) -> Result<String, Vec<PackError>> {
    let pack = Pack::parse(source, "")?;
    let old_year = pack.campaign.doc_date.year();
    let (old, new) = (old_year.to_string(), year.to_string());
    let id = if pack.id.contains(&old) { pack.id.replace(&old, &new) } else { format!("{}-{year}", pack.id) };
    let mut lines: Vec<String> = Vec::new();
    let mut list = List::Other;
    let calendar = section_line(source, "calendar", "years");
    for (number, line) in source.lines().enumerate() {
        if line.starts_with('[') {
            list = List::of(line);
        }
        if list == List::People {
            continue;
        }
        let key = line.split('=').next().unwrap_or("").trim();
        let in_calendar = number + 1 >= calendar && list == List::Calendar;
        lines.push(match key {
            "id" if list == List::Other && lines.len() < 12 => format!("id = \"{id}\""),
            "doc_no" => "doc_no = \"\"".to_owned(),
            "names" if list == List::Leaders => "names = []".to_owned(),
            "years" if in_calendar => {
                "years = []                        # enter the days off of each year, then the year"
                    .to_owned()
            }
            "off" if in_calendar => "off = []".to_owned(),
            "work" if in_calendar => "work = []".to_owned(),
            _ if in_calendar && (line.starts_with("    20") || line == "]") => continue,
            _ => moved(line, old_year, year),
        });
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}

/// The part of the pack a line stands in.
#[derive(PartialEq)]
enum List {
    People,
    Leaders,
    Calendar,
    Other,
}

impl List {
    fn of(header: &str) -> Self {
        match header.trim() {
            "[[contacts]]" => Self::People,
            "[[leaders]]" => Self::Leaders,
            "[calendar]" => Self::Calendar,
            _ => Self::Other,
        }
    }
}

/// A line with its dates and printed years moved.
fn moved(line: &str, old: i32, new: i32) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(&moved_word(word, after, old, new));
        rest = after;
    }
    out + rest
}

fn moved_word(word: &str, after: &str, old: i32, new: i32) -> String {
    if let Ok(day) = NaiveDate::parse_from_str(word, "%Y-%m-%d") {
        // The 29th of February becomes the 28th where there is none.
        let year = day.year() + new - old;
        let moved = day.with_year(year).or_else(|| day.pred_opt()?.with_year(year));
        return moved.map_or_else(|| word.to_owned(), |day| day.to_string());
    }
    let month = word.len() == 7 && word.as_bytes()[4] == b'-';
    let printed = word.len() == 4 && after.starts_with(YEAR_SIGN);
    match word.get(..4).and_then(|year| year.parse::<i32>().ok()) {
        Some(year) if (month || printed) && (1900..2200).contains(&year) => {
            format!("{}{}", year + new - old, &word[4..])
        }
        _ => word.to_owned(),
    }
}

/// The sign after a printed year.
const YEAR_SIGN: char = '\u{5e74}';
