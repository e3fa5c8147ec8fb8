//! Likely duplicates: the same place and item within the campaign's window of days.

use crate::books::Books;
use crate::books::sheet::day_number;
use crate::model::state::State;
use chrono::NaiveDate;

/// Days within which the same place and item are likely the same fact.
pub const WINDOW: i32 = 90;

/// Rows that may be the same as a new issue: same place and item (or class where there is no item),
/// found within [`WINDOW`] days of `found`. Newest first.
pub fn likely(books: &Books, place: &str, category: &str, item: &str, found: NaiveDate) -> Vec<usize> {
    let place = place.trim();
    if place.is_empty() {
        return Vec::new();
    }
    let codes = &books.sheet.codes;
    let day = day_number(Some(found));
    let mut rows: Vec<usize> = books
        .rows()
        .filter(|row| {
            let sheet = &books.sheet;
            let same_class = if item.is_empty() {
                codes.word(sheet.category[*row]) == Some(category)
            } else {
                codes.word(sheet.item[*row]) == Some(item)
            };
            let gone = matches!(sheet.state_of(*row), Some(State::Void | State::Rejected | State::Merged));
            same_class && !gone && (sheet.found[*row] - day).abs() <= WINDOW && sheet.place.get(*row) == place
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(books.sheet.found[*row]));
    rows
}
