//! The campaign in one paragraph, from the lines of the statistics: there is no second way to count.

use super::statistics::{Line, lines, of_category};
use crate::books::sheet::{day_number, flag};
use crate::model::field::Field;
use crate::model::figures::Tally;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::refusal::Refusal;
use crate::model::said::Said;
use crate::model::state::State;
use crate::office::lines as said_lines;
use crate::office::query::Desk;

/// The figures of a paragraph under a filter.
///
/// # Errors
/// The filter cannot be read.
pub fn said(desk: &Desk<'_>, line: &str) -> Result<Said, Refusal> {
    let filter = desk.filter(line)?;
    desk.at(&filter, |desk| figures(desk, &filter, line))
}

fn figures(desk: &Desk<'_>, filter: &Filter, line: &str) -> Said {
    let lines = lines(desk, filter);
    let all = Line::sum(lines.iter().map(|(_, line)| line));
    let (books, sheet) = (desk.books, &desk.books.sheet);
    let today = day_number(Some(desk.asker.today));
    // What waits to be checked is on no list yet, and is said beside it, as the status does.
    let mut waiting = books.select(filter, &desk.asker);
    waiting.retain(|row| sheet.state_of(*row) == Some(State::Reported));
    let unit = |(unit, line): &(u32, Line)| Tally {
        code: books.unit(*unit).map_or("", |unit| unit.text(Field::Code)).to_owned(),
        name: books.unit_name(*unit).to_owned(),
        reported: waiting.iter().filter(|row| u32::from(sheet.unit[**row]) == *unit).count() as u32,
        ..books.tally(&line.rows, &desk.asker)
    };
    // Only entries of registers are of no unit, and none of them is an issue.
    let units: Vec<Tally> = lines.iter().filter(|(unit, _)| *unit != 0).map(unit).collect();
    let category = |category: &crate::pack::Category| Tally {
        code: category.id.clone(),
        name: category.short.clone(),
        reported: of_category(desk, &waiting, &category.id).len() as u32,
        ..books.tally(&of_category(desk, &all.rows, &category.id), &desk.asker)
    };
    let overdue = all.rows.iter().copied().filter(|row| sheet.is_overdue(*row, today));
    let oldest = overdue.min_by_key(|row| (sheet.due[*row], *row));
    let seen = |kind: Kind| !desk.sight.is_barred_from(kind);
    let silent = !all.transfers.all.is_empty() && all.transfers.told.is_empty();
    Said {
        as_of: desk.asker.today,
        scope: said_lines::scope_aloud(books, filter, line),
        total: Tally { reported: waiting.len() as u32, ..Tally::sum(&units) },
        categories: books.pack.iter().flat_map(|pack| &pack.categories).map(category).collect(),
        units,
        orders: all.orders.len() as i64,
        transferred: seen(Kind::Transfer).then_some(all.transfers.all.len() as i64),
        filed: (seen(Kind::Transfer) && !silent).then_some(all.transfers.filed.len() as i64),
        people: seen(Kind::Outcome).then(|| all.people.each_ref().map(|of| of.len() as i64)),
        held: seen(Kind::Outcome).then_some((all.held.len() as i64, all.sanctions)),
        told: all.told.len() as i64,
        linked: all.rows.iter().filter(|row| sheet.has(**row, flag::LINKED)).count() as u32,
        reopened: all.rows.iter().filter(|row| sheet.round[**row] > 1).count() as u32,
        oldest: oldest.map(|row| (i64::from(today - sheet.due[row]), books.issue_name(row as u32 + 1))),
    }
}
