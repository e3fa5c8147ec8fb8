//! What can be said of a unit that owes something.

use super::hand_in::working_day;
use super::issue;
use super::values::{Entry, Values, count, day, entry, number, text};
use crate::model::letter::Line;
use crate::model::refusal::{Refusal, Why};
use crate::model::row::OwedRow;
use crate::office::owed;
use crate::office::query::Desk;
use std::collections::BTreeSet;

/// A unit by its name, or the one that owes a paper.
///
/// # Errors
/// There is none.
pub fn values(desk: &Desk<'_>, what: &str) -> Result<(u32, Values), Refusal> {
    let late = |row: &OwedRow| row.late_days.is_some();
    let (unit, papers) = called(desk, what)
        .ok_or_else(|| Why::UnknownUnit { text: what.to_owned(), nearest: desk.books.nearest_unit(what) })?;
    let below: BTreeSet<u32> = desk.books.with_below(unit).into_iter().collect();
    let own = |row: &OwedRow| desk.books.unit_coded(&row.unit_code).is_some_and(|code| below.contains(&code));
    let missing: Vec<OwedRow> = papers.into_iter().filter(|row| own(row) && late(row)).collect();
    let mut values = Values::default();
    values.put("unit", issue::unit(desk, Some(unit)));
    if let Some(person) = desk.books.people_of(unit).first() {
        values.put("liaison", text(&person.name));
        values.put("liaison_phone", text(&person.phone));
    }
    values.put("next_day", day(working_day(desk, 1)));
    let today = crate::books::sheet::day_number(Some(desk.asker.today));
    let overdue = desk.books.rows().filter(|row| {
        below.contains(&u32::from(desk.books.sheet.unit[*row])) && desk.books.sheet.is_overdue(*row, today)
    });
    let overdue = issue::listed(desk, overdue);
    values.put("missing_n", number(missing.len()));
    values.put("overdue_n", number(overdue.len()));
    values.list("missing", missing.iter().map(|row| paper(desk, row)));
    values.list("overdue", overdue);
    Ok((unit, values))
}

/// The unit that some words name, or whose missing papers they name, with what is missing.
pub fn called(desk: &Desk<'_>, what: &str) -> Option<(u32, Vec<OwedRow>)> {
    if what.trim().is_empty() {
        return None;
    }
    if let Some(unit) = desk.books.units_called(what).first() {
        return Some((*unit, owed::list(desk, "", true)));
    }
    let papers = owed::list(desk, &what.replace(['/', '\u{FF0F}'], " "), true);
    Some((desk.books.unit_coded(&papers.first()?.unit_code)?, papers))
}

fn paper(desk: &Desk<'_>, row: &OwedRow) -> Entry {
    let office = desk.books.pack.as_ref().map_or("", |pack| pack.campaign.office.as_str());
    entry([
        ("name", paper_name(row)),
        ("due", day(Some(row.due))),
        ("late_days", row.late_days.map_or_else(Line::new, count)),
        ("receiver", text(row.receiver.as_deref().unwrap_or(office))),
    ])
}

/// A paper with its month.
pub fn paper_name(row: &OwedRow) -> Line {
    let month = row.period.as_ref().and_then(|period| format!("{period}-01").parse().ok());
    let month = month.map(crate::model::letter::Piece::Month);
    month.into_iter().chain(text(&row.paper)).collect()
}
