//! What stands behind a number of a table. The rows are found by the rule by which they were counted; a filter
//! is handed out only where it keeps to exactly them, else their numbers are.

use super::statistics::{Line, lines, of_category};
use super::{changes, movement, summary};
use crate::books::sheet::{NONE, day_number, flag};
use crate::model::behind::{Behind, OfLine, Place};
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::ids::{Kind, Subject};
use crate::model::refusal::Refusal;
use crate::model::state::State;
use crate::model::table::TableId;
use crate::office::query::Desk;
use crate::office::{entries, owed};

/// The rows behind a number of a table under a filter; `since` is what a table of changes begins with.
///
/// # Errors
/// The filter cannot be read, or the table cannot be made under it.
pub fn behind(
    desk: &Desk<'_>,
    id: TableId,
    line: &str,
    place: &Place,
    since: &str,
) -> Result<Behind, Refusal> {
    let filter = desk.filter(line)?;
    if id == TableId::Changes {
        let rows = changes::behind(desk, since, line, place)?;
        return Ok(issues(desk, line, "", rows));
    }
    desk.at(&filter, |desk| match id {
        TableId::Movement => movement::behind(desk, &filter, place).map(|rows| issues(desk, line, "", rows)),
        _ => Ok(of_lines(desk, id, &filter, line, place)),
    })?
}

fn of_lines(desk: &Desk<'_>, id: TableId, filter: &Filter, line: &str, place: &Place) -> Behind {
    let all = lines(desk, filter);
    if id == TableId::Summary {
        return of_class(desk, filter, line, place);
    }
    let called = place.line.name();
    let unit =
        all.iter().find(|(unit, _)| called == Some(desk.books.unit_name(*unit))).map(|(unit, _)| *unit);
    let held = all.iter().filter(|(unit, _)| place.line.holds(desk.books.unit_name(*unit)));
    let own = Line::sum(held.map(|(_, line)| line));
    if let Some(papers) = papers(desk, id, unit, filter, place) {
        return papers;
    }
    if let Some((kind, ids)) = register(&own, &place.column) {
        return listed(desk, kind, ids);
    }
    let category = place.heading.strip_prefix("category-");
    let rows = category.map_or_else(|| own.rows.clone(), |category| of_category(desk, &own.rows, category));
    let Some((rows, mut terms)) = counted(desk, rows, &place.column) else { return Behind::Nothing };
    if let Some(category) = category {
        terms = format!("cat:{category} {terms}");
    }
    if let Some(unit) = unit {
        let code = desk.books.unit(unit).map_or("", |unit| unit.text(Field::Code));
        terms = format!("unit:{code} {terms}");
    }
    issues(desk, line, &terms, rows)
}

/// A line of the summary: a class, or what belongs to none, which is never an issue.
fn of_class(desk: &Desk<'_>, filter: &Filter, line: &str, place: &Place) -> Behind {
    if let Some((kind, ids)) = summary::register(desk, filter, place) {
        return listed(desk, kind, ids);
    }
    let Some(pack) = desk.books.pack.as_deref() else { return Behind::Nothing };
    let all = Line::sum(lines(desk, filter).iter().map(|(_, line)| line)).rows;
    if place.line == OfLine::Rest {
        return Behind::Nothing;
    }
    let class = pack.categories.iter().find(|category| Some(category.short.as_str()) == place.line.name());
    let rows = class.map_or_else(|| all.clone(), |class| of_category(desk, &all, &class.id));
    let Some((rows, mut terms)) = counted(desk, rows, &place.column) else { return Behind::Nothing };
    if let Some(class) = class {
        terms = format!("cat:{} {terms}", class.id);
    }
    issues(desk, line, &terms, rows)
}

/// The issues that a column counts, of some, and terms that should keep to them.
fn counted(desk: &Desk<'_>, rows: Vec<usize>, column: &str) -> Option<(Vec<usize>, String)> {
    let sheet = &desk.books.sheet;
    let today = day_number(Some(desk.asker.today));
    let state = |row: usize| sheet.state_of(row).unwrap_or_default();
    let states = |of: &dyn Fn(State) -> bool| {
        let codes: Vec<&str> =
            State::ALL.into_iter().filter(|s| s.is_counted() && of(*s)).map(State::code).collect();
        format!("state:{}", codes.join("|"))
    };
    let underway = |s: State| matches!(s, State::Planned | State::Rectifying | State::Claimed);
    let age = |row: usize| today - sheet.due[row];
    let keep =
        |of: &dyn Fn(usize) -> bool| rows.iter().copied().filter(|row| of(*row)).collect::<Vec<usize>>();
    let by_state = |of: &dyn Fn(State) -> bool| (keep(&|row| of(state(row))), states(of));
    let overdue = |from: i32, to: i32| {
        (keep(&|row| sheet.is_overdue(row, today) && (from..=to).contains(&age(row))), String::new())
    };
    Some(match column {
        "issues" => by_state(&|_| true),
        "rectified" | "rate" => by_state(&State::is_rectified),
        "rectifying" => by_state(&underway),
        "not-begun" => by_state(&|s| !s.is_rectified() && !underway(s)),
        "closed-of-these" | "closed-issues" | "closing-rate" => by_state(&|s| s == State::Closed),
        "overdue" => (keep(&|row| sheet.is_overdue(row, today)), "is:overdue".to_owned()),
        "to-7" => overdue(i32::MIN, 7),
        "to-30" => overdue(8, 30),
        "to-60" => overdue(31, 60),
        "over-60" => overdue(61, i32::MAX),
        "oldest" | "oldest-days" => {
            let late = rows.iter().copied().filter(|row| sheet.is_overdue(*row, today));
            (late.min_by_key(|row| (sheet.due[*row], *row)).into_iter().collect(), String::new())
        }
        "now-listed" => (keep(&|row| sheet.has(row, flag::LISTED)), "is:listed".to_owned()),
        "listed" => (
            keep(&|row| sheet.has(row, flag::LISTED) || sheet.has(row, flag::DELISTED)),
            "is:listed|delisted".to_owned(),
        ),
        "delisted" => (keep(&|row| sheet.has(row, flag::DELISTED)), "is:delisted".to_owned()),
        "refunded" => (keep(&|row| sheet.refunded[row] != NONE && sheet.refunded[row] > 0), String::new()),
        _ => return None,
    })
}

/// A filter that keeps to exactly these issues: the terms where they do, else their numbers.
fn issues(desk: &Desk<'_>, line: &str, terms: &str, mut rows: Vec<usize>) -> Behind {
    rows.sort_unstable();
    rows.dedup();
    if rows.is_empty() {
        return Behind::Nothing;
    }
    let under = format!("{line} {terms}").trim().to_owned();
    let keeps = |filter: Filter| {
        let mut found = desk.books.select(&filter, &desk.asker);
        found.sort_unstable();
        found == rows
    };
    if !terms.is_empty() && desk.filter(&under).is_ok_and(keeps) {
        return Behind::Issues(under);
    }
    let numbers: Vec<String> = rows.iter().map(|row| desk.books.issue_name(*row as u32 + 1)).collect();
    // The days of the filter still say which books are meant.
    let days = line.split_whitespace().filter(|word| crate::books::filter_reader::is_setting(word));
    let days: Vec<&str> = days.collect();
    Behind::Issues(format!("{} no:{}", days.join(" "), numbers.join("|")).trim().to_owned())
}

fn register(line: &Line, column: &str) -> Option<(Kind, Vec<u32>)> {
    Some(match column {
        "orders" => (Kind::Order, line.orders.clone()),
        "transferred" => (Kind::Transfer, line.transfers.all.clone()),
        "filed" => (Kind::Transfer, line.transfers.filed.clone()),
        "talked-to" => (Kind::Outcome, line.people[0].clone()),
        "party" => (Kind::Outcome, line.people[1].clone()),
        "office" => (Kind::Outcome, line.people[2].clone()),
        "contract" => (Kind::Outcome, line.people[3].clone()),
        "held" | "times" => (Kind::Outcome, line.held.clone()),
        "told" => (Kind::Publicity, line.told.clone()),
        _ => return None,
    })
}

/// Entries by their numbers in the books, as far as they are the member's to see.
fn listed(desk: &Desk<'_>, kind: Kind, ids: Vec<u32>) -> Behind {
    if desk.sight.is_barred_from(kind) {
        return Behind::Nothing;
    }
    let records = ids.into_iter().filter_map(|id| desk.books.record(Subject { kind, id }));
    let rows: Vec<_> = records.map(|record| entries::row(desk, record)).collect();
    if rows.is_empty() { Behind::Nothing } else { Behind::Entries(rows) }
}

/// The papers that a column counts.
fn papers(desk: &Desk<'_>, id: TableId, unit: Option<u32>, filter: &Filter, place: &Place) -> Option<Behind> {
    let of = |column: &str, table: TableId| place.column == column && id == table;
    let today = desk.asker.today;
    let keep: fn(&crate::model::row::OwedRow) -> bool = match place.column.as_str() {
        "owed-papers" => |_| true,
        "handed-papers" | "in-time" => |row| matches!(row.state.as_str(), "zero" | "count"),
        "missing-papers" => |row| matches!(row.state.as_str(), "missing" | "back"),
        "late-papers" => |row| matches!(row.state.as_str(), "zero" | "count") && row.late_days.is_some(),
        "late" if of("late", TableId::Ranking) || of("late", TableId::Papers) => {
            |row| matches!(row.state.as_str(), "zero" | "count") && row.late_days.is_some()
        }
        "returned" if id == TableId::Evaluation || id == TableId::Papers => |row| row.returned > 0,
        _ => return None,
    };
    let due_only = id == TableId::Evaluation;
    let code = unit.and_then(|unit| desk.books.unit(unit)).map_or("", |unit| unit.text(Field::Code));
    let leads = |row: &crate::model::row::OwedRow| {
        let kind = desk.books.unit_coded(&row.unit_code).and_then(|unit| desk.books.unit(unit));
        let kind = kind.map_or("", |unit| unit.text(Field::UnitKind));
        let kinds = desk.books.pack.as_deref().map_or(&[][..], |pack| &pack.unit_kinds);
        kinds.iter().any(|known| known.id == kind && known.leads)
    };
    let kept = |row: &crate::model::row::OwedRow| {
        let unit = desk.books.unit_coded(&row.unit_code);
        super::keeps(filter, unit) && (place.line == OfLine::Total || row.unit_code == code)
    };
    let rows: Vec<_> = owed::list(desk, "", false)
        .into_iter()
        .filter(|row| keep(row) && kept(row) && (!due_only || (row.due <= today && !leads(row))))
        .collect();
    Some(if rows.is_empty() { Behind::Nothing } else { Behind::Papers(rows) })
}
