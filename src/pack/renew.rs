//! The pack of another year made from this one: its text with the days moved, and blanks where only the
//! new paper can say.

use super::check::pack_id;
use super::error::PackError;
use super::source::Source;
use super::whole::Pack;
use chrono::{Datelike, Days, Months, NaiveDate};
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Marks a place to fill in; `check` names its line.
const MARK: &str = "# TO FILL IN";

/// What happens to a value, by the keys that lead to it (positions in lists left out).
enum Fate {
    /// It becomes the new id.
    Rename,
    /// The key goes: the pack then says that it is not known.
    Drop,
    /// An empty value of the same type stands in its place.
    Blank,
    /// It belongs to the world, not to the campaign's year.
    Keep,
    /// A year as a number.
    Year,
    /// Days, and years written in words, move with the campaign.
    Move,
}

fn fate(keys: &[&str]) -> Fate {
    match keys {
        ["id"] => Fate::Rename,
        ["campaign", "doc_no" | "doc_date"] | ["calendar", "anchors", _] => Fate::Drop,
        ["leaders", "names"] | ["contacts", "name" | "phone"] | ["calendar", "years", "off" | "work"] => {
            Fate::Blank
        }
        ["campaign", "year"] | ["calendar", "years", "year"] => Fate::Year,
        ["units" | "offices" | "contacts" | "hotlines", _] => Fate::Keep,
        _ => Fate::Move,
    }
}

/// The id that the pack of another year gets when nobody gives it one: the year in it moved, or put
/// behind it.
pub fn id_for(pack: &Pack, year: i32) -> String {
    let old = pack.campaign.year.to_string();
    if pack.id.contains(&old) {
        pack.id.replace(&old, &year.to_string())
    } else {
        format!("{}-{year}", pack.id)
    }
}

/// The text of a pack for another year, comments and order kept. Days move by whole years (the last day
/// of a month stays the last); the paper's number and day, leaders' and contacts' names, phones,
/// holidays and named days are blank, marked, and named by `check`.
///
/// # Errors
/// The source is no usable pack, or the new id cannot be one.
pub fn new_from(source: &str, file_name: &str, year: i32, new_id: &str) -> Result<String, Vec<PackError>> {
    if let Some(fault) = pack_id(new_id) {
        return Err(vec![PackError { file: new_id.to_owned(), line: 1, fault }]);
    }
    let pack = Pack::parse(source, file_name)?;
    let read = Source::read(source, file_name).map_err(|error| vec![error])?;
    let campaign = &pack.campaign;
    let mut edits = Edits {
        source: &read,
        new_id,
        by: year.saturating_sub(campaign.year),
        years: campaign.start.year()..=campaign.end.year(),
        list: Vec::new(),
    };
    edits.table(read.root.get_ref(), &[], false);
    // From the back, so that the places before an edit stay where they were.
    edits.list.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = source.to_owned();
    for (span, new) in edits.list {
        text.replace_range(span, &new);
    }
    Ok(format!(
        "# {new_id}: made from {} for {year}. Days moved by whole years, wording is that of the old paper;\n\
         # compare every line with the new one. Blanks are marked: {MARK}\n\n{text}",
        pack.id
    ))
}

/// The replacements to make in the text.
struct Edits<'a> {
    source: &'a Source<'a>,
    new_id: &'a str,
    /// Years to move by.
    by: i32,
    /// Years that are the campaign's when they are written in words.
    years: RangeInclusive<i32>,
    list: Vec<(Range<usize>, String)>,
}

impl<'a> Edits<'a> {
    fn table(&mut self, table: &DeTable<'a>, keys: &[&str], inline: bool) {
        for (key, value) in table.iter() {
            let keys = [keys, &[key.get_ref().as_ref()]].concat();
            let span = value.span();
            match fate(&keys) {
                Fate::Rename => self.list.push((span, format!("\"{}\"", self.new_id))),
                Fate::Drop => self.drop_key(key.span().start, span.end, &keys, inline),
                Fate::Blank => self.blank(value, inline),
                Fate::Keep => {}
                Fate::Year => {
                    if let Ok(year) = self.source.slice(span.clone()).parse::<i32>() {
                        self.list.push((span, year.saturating_add(self.by).to_string()));
                    }
                }
                Fate::Move => self.value(value, &keys),
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'a>>, keys: &[&str]) {
        let span = value.span();
        let raw = self.source.slice(span.clone());
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, keys, raw.starts_with('{')),
            DeValue::Array(list) => list.iter().for_each(|one| self.value(one, keys)),
            DeValue::Datetime(day) if day.date.is_some() => {
                let (date, time) = raw.split_at_checked("2021-06-30".len()).unwrap_or((raw, ""));
                if let Some(moved) = date.parse().ok().and_then(|day| moved(day, self.by)) {
                    self.list.push((span, format!("{moved}{time}")));
                }
            }
            DeValue::String(_) => {
                let words = self.move_years(raw);
                if words != raw {
                    self.list.push((span, words));
                }
            }
            _ => {}
        }
    }

    /// Takes a key away and says so, or, where a comment would take what follows with it, just takes it
    /// away with its comma.
    fn drop_key(&mut self, from: usize, to: usize, keys: &[&str], inline: bool) {
        let after = self.source.slice(to..usize::MAX);
        if inline {
            let blanks = after.len() - after.trim_start().len();
            let comma = usize::from(after.trim_start().starts_with(','));
            let to = if comma == 1 { to + blanks + 1 } else { to };
            self.list.push((from..to, String::new()));
        } else {
            let before = self.source.slice(0..from);
            let line = before.rfind('\n').map_or(0, |end| end + 1);
            let key = keys.last().copied().unwrap_or_default();
            self.list.push((line..to, format!("{MARK}: {key} =")));
        }
    }

    fn blank(&mut self, value: &Spanned<DeValue<'a>>, inline: bool) {
        let empty = if matches!(value.get_ref(), DeValue::Array(_)) { "[]" } else { "\"\"" };
        let mark = if inline { String::new() } else { format!("  {MARK}") };
        self.list.push((value.span(), format!("{empty}{mark}")));
    }

    /// Every year of the campaign that stands in a text by itself, moved.
    fn move_years(&self, text: &str) -> String {
        let mut moved = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, digits) = rest.split_at(start);
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let (digits, after) = digits.split_at(end);
            moved.push_str(before);
            match digits.parse::<i32>() {
                Ok(year) if digits.len() == 4 && self.years.contains(&year) => {
                    moved.push_str(&year.saturating_add(self.by).to_string());
                }
                _ => moved.push_str(digits),
            }
            rest = after;
        }
        moved + rest
    }
}

/// The same day `by` years later; the last day of a month stays the last.
fn moved(day: NaiveDate, by: i32) -> Option<NaiveDate> {
    let is_last = day.checked_add_days(Days::new(1))?.day() == 1;
    let first = day.with_day(1)?.with_year(day.year().checked_add(by)?)?;
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    if is_last { Some(last) } else { first.with_day(day.day()).or(Some(last)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_move_by_whole_years() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (from, by, to) in [
            ("2021-06-30", 1, "2022-06-30"),
            ("2021-02-28", 3, "2024-02-29"),
            ("2024-02-29", 1, "2025-02-28"),
            ("2024-02-28", 1, "2025-02-28"),
            ("2021-07-15", -2, "2019-07-15"),
        ] {
            assert_eq!(moved(day(from), by), Some(day(to)), "{from} by {by}");
        }
        assert_eq!(moved(day("2021-06-30"), i32::MAX), None);
    }
}
