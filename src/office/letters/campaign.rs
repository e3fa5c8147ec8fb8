//! What can be said of the whole campaign, or of what a filter keeps of it: in figures, those of the tables.

use super::archive;
use super::issue;
use super::unit::paper_name;
use super::values::{Entry, Values, cell, count, day, entry, number, rate, text, wan};
use crate::books::sheet::flag;
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::letter::Line;
use crate::model::paper::Wanted;
use crate::model::refusal::Refusal;
use crate::model::row::OwedRow;
use crate::model::state::State;
use crate::model::table::{Cell, Sort, Table, TableId};
use crate::office::query::Desk;
use crate::office::{entries, owed, schedule, tables};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeMap;

/// Figures and lists under a filter.
///
/// # Errors
/// The filter cannot be read, or the tables cannot be made under it.
pub fn values(desk: &Desk<'_>, line: &str) -> Result<Values, Refusal> {
    let filter = desk.filter(line)?;
    let statistics = tables::table(desk, TableId::Statistics, line, &Wanted::default())?;
    let ranking = tables::table(desk, TableId::Ranking, line, &Wanted::default())?;
    let mut values = desk.at(&filter, |desk| of_day(desk, &filter))??;
    values.put("as_of", day(Some(statistics.as_of)));
    values.put("unit", text(&statistics.unit));
    totals(&mut values, &statistics);
    by_category(desk, &mut values, &statistics);
    by_unit(&mut values, &statistics, &ranking);
    before(desk, &mut values, &filter, statistics.as_of)?;
    let all = figure(&statistics, "all", "issues");
    values.put("closing_rate", rate(of_count(&values, "closed"), number_in(&all)));
    Ok(values)
}

/// The total of a column.
fn figure(table: &Table, group: &str, key: &str) -> Cell {
    let of = |column: &crate::model::table::Column| {
        column.key == key && column.group.as_ref().map_or("", |heading| heading.key.as_str()) == group
    };
    let at = table.columns.iter().position(of);
    at.and_then(|at| table.total.as_ref()?.get(at).cloned()).unwrap_or(Cell::Missing)
}

fn number_in(cell: &Cell) -> i64 {
    if let Cell::Count(n) = cell { *n } else { 0 }
}

fn of_count(values: &Values, name: &str) -> i64 {
    match values.one.get(name).map(Vec::as_slice) {
        Some([crate::model::letter::Piece::Value { cell, .. }]) => number_in(cell),
        _ => 0,
    }
}

fn totals(values: &mut Values, table: &Table) {
    for (name, group, key, sort) in [
        ("issues", "all", "issues", Sort::Count),
        ("rectified", "all", "rectified", Sort::Count),
        ("rectifying", "all", "rectifying", Sort::Count),
        ("not_begun", "all", "not-begun", Sort::Count),
        ("rate", "all", "rate", Sort::Rate),
        ("orders_n", "supervision", "orders", Sort::Count),
        ("listed_ever", "supervision", "listed", Sort::Count),
        ("delisted", "supervision", "delisted", Sort::Count),
        ("transferred", "transfers", "transferred", Sort::Count),
        ("talked_to", "people", "talked-to", Sort::Count),
        ("party", "people", "party", Sort::Count),
        ("office_sanctions", "people", "office", Sort::Count),
        ("contract", "people", "contract", Sort::Count),
        ("refunded", "money-and-press", "refunded", Sort::Wan),
        ("told", "money-and-press", "told", Sort::Count),
    ] {
        values.put(name, cell(figure(table, group, key), sort));
    }
}

fn by_category(desk: &Desk<'_>, values: &mut Values, table: &Table) {
    let categories = desk.books.pack.iter().flat_map(|pack| &pack.categories);
    let of = |category: &crate::pack::Category| {
        let of = |key: &str, sort: Sort| cell(figure(table, &format!("category-{}", category.id), key), sort);
        entry([
            ("category", text(&category.short)),
            ("issues", of("issues", Sort::Count)),
            ("rectified", of("rectified", Sort::Count)),
            ("closed", of("closed-of-these", Sort::Count)),
            ("rate", of("rate", Sort::Rate)),
        ])
    };
    let entries: Vec<Entry> = categories.map(of).collect();
    values.list("categories", entries);
}

/// Units in the order of tables; which of them are overdue, and which are behind.
fn by_unit(values: &mut Values, statistics: &Table, ranking: &Table) {
    let names: Vec<&Cell> = statistics.rows.iter().filter_map(|row| row.get(1)).collect();
    let at = |key: &str| ranking.columns.iter().position(|column| column.key == key);
    let told = |row: &[Cell], key: &str, sort: Sort| {
        cell(at(key).and_then(|at| row.get(at).cloned()).unwrap_or(Cell::Missing), sort)
    };
    let unit = |row: &Vec<Cell>| {
        entry([
            ("unit", told(row, "unit", Sort::Text)),
            ("issues", told(row, "issues", Sort::Count)),
            ("rectified", told(row, "rectified", Sort::Count)),
            ("rate", told(row, "rate", Sort::Rate)),
            ("moved", told(row, "moved", Sort::Points)),
            ("overdue", told(row, "overdue", Sort::Count)),
            ("listed", told(row, "now-listed", Sort::Count)),
            ("late", told(row, "late", Sort::Count)),
        ])
    };
    let n = |row: &Vec<Cell>, key: &str| at(key).and_then(|at| row.get(at)).map_or(0, number_in);
    let mut in_order: Vec<&Vec<Cell>> = ranking.rows.iter().collect();
    in_order.sort_by_key(|row| names.iter().position(|name| row.get(1) == Some(name)));
    let with_issues = in_order.iter().filter(|row| n(row, "issues") > 0).map(|row| unit(row));
    let with_issues: Vec<Entry> = with_issues.collect();
    values.put("units_n", number(ranking.rows.len()));
    values.list("units", with_issues);
    let mut overdue: Vec<&Vec<Cell>> = in_order.into_iter().filter(|row| n(row, "overdue") > 0).collect();
    overdue.sort_by_key(|row| std::cmp::Reverse(n(row, "overdue")));
    values.put("overdue_units_n", number(overdue.len()));
    values.put("overdue_n", count(overdue.iter().map(|row| n(row, "overdue")).sum()));
    values.list("overdue_units", overdue.into_iter().map(unit));
    // Whoever has rectified all is not behind.
    let behind = |row: &&Vec<Cell>| n(row, "issues") > n(row, "rectified");
    values.list("behind", ranking.rows.iter().rev().filter(behind).map(unit));
}

/// What is known on the day itself: lists, papers, what comes next.
fn of_day(desk: &Desk<'_>, filter: &Filter) -> Result<Values, Refusal> {
    let mut values = Values::default();
    let rows = desk.books.select(filter, &desk.asker);
    let counted = |row: &&usize| desk.books.sheet.state_of(**row).is_some_and(State::is_counted);
    let rows: Vec<usize> = rows.iter().filter(counted).copied().collect();
    let tally = desk.books.tally(&rows, &desk.asker);
    values.put("closed", count(tally.closed.into()));
    values.put("claimed", count(tally.claimed.into()));
    values.put("soon_n", count(tally.soon.into()));
    values.put("listed_now", count(tally.listed.into()));
    values.put("amount", wan(tally.amount_fen));
    let (phase, left) = desk.phase();
    values.put("phase", text(&phase));
    values.put("phase_days_left", left.map_or_else(Line::new, count));
    let today = crate::books::sheet::day_number(Some(desk.asker.today));
    let sheet = &desk.books.sheet;
    let of =
        |keep: &dyn Fn(usize) -> bool| issue::listed(desk, rows.iter().copied().filter(|row| keep(*row)));
    values.list("overdue", of(&|row| sheet.is_overdue(row, today)));
    values.list("listed", of(&|row| sheet.has(row, flag::LISTED)));
    values.list("open", of(&|row| sheet.state_of(row).is_some_and(State::is_open)));
    values.list("claimed", of(&|row| sheet.state_of(row) == Some(State::Claimed)));
    papers(desk, filter, &mut values);
    plan(desk, &mut values);
    registers(desk, filter, &mut values)?;
    archive::values(desk, &mut values)?;
    Ok(values)
}

/// Papers that were owed by the day.
fn papers(desk: &Desk<'_>, filter: &Filter, values: &mut Values) {
    let kept = |row: &OwedRow| tables::keeps(filter, desk.books.unit_coded(&row.unit_code));
    let owed = owed::list(desk, "", false).into_iter().filter(|row| row.due <= desk.asker.today && kept(row));
    let owed: Vec<OwedRow> = owed.collect();
    let there = |row: &&OwedRow| matches!(row.state.as_str(), "zero" | "count");
    let late = owed.iter().filter(there).filter(|row| row.late_days.is_some()).count();
    let handed = owed.iter().filter(there).count();
    values.put("papers_owed", number(owed.len()));
    values.put("papers_handed", number(handed));
    values.put("papers_missing", number(owed.len() - handed));
    values.put("papers_late", number(late));
    let mut by_name: Vec<(Line, Vec<&OwedRow>)> = Vec::new();
    for row in &owed {
        let name = paper_name(row);
        match by_name.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row),
            None => by_name.push((name, vec![row])),
        }
    }
    let missing = |(name, rows): (Line, Vec<&OwedRow>)| {
        // A paper that goes to several sections is one paper of its unit.
        let mut units: Vec<(&str, bool)> = Vec::new();
        for row in rows {
            match units.iter_mut().find(|(unit, _)| *unit == row.unit) {
                Some((_, all)) => *all &= there(&row),
                None => units.push((&row.unit, there(&row))),
            }
        }
        let without: Vec<&str> = units.iter().filter(|(_, all)| !all).map(|(unit, _)| *unit).collect();
        (!without.is_empty()).then(|| {
            entry([
                ("name", name),
                ("owed", number(units.len())),
                ("handed", number(units.len() - without.len())),
                ("missing", number(without.len())),
                ("units", text(&without.join("、"))),
            ])
        })
    };
    let missing: Vec<Entry> = by_name.into_iter().filter_map(missing).collect();
    values.list("missing", missing);
}

fn plan(desk: &Desk<'_>, values: &mut Values) {
    let rows = schedule::rows(desk);
    let row = |task: &crate::model::row::TaskRow| {
        entry([
            ("no", text(&task.no)),
            ("time", text(&task.text)),
            ("work", text(task.work.trim_end_matches(['。', '.', ' ']))),
            ("by", text(&task.by)),
            ("done", day(task.done_on)),
            ("days_left", task.days_left.map_or_else(Line::new, count)),
        ])
    };
    let ahead = |task: &&crate::model::row::TaskRow| {
        task.done_on.is_none() && task.days_left.is_some_and(|left| left >= 0)
    };
    let next: Vec<Entry> = rows.iter().filter(ahead).map(row).collect();
    values.list("tasks", rows.iter().map(row));
    values.list("next_tasks", next);
}

/// What stands in the registers: what came in, what was told, what is still owed on entries.
fn registers(desk: &Desk<'_>, filter: &Filter, values: &mut Values) -> Result<(), Refusal> {
    let of = |kind: Kind| {
        let there = |record: &&crate::model::record::Record| {
            !record.cells.is_empty() && tables::keeps(filter, record.reference(Field::Unit))
        };
        desk.books.of_kind(kind).map(AsRef::as_ref).filter(there)
    };
    if !desk.sight.is_barred_from(Kind::Intake) {
        values.put("intakes", number(of(Kind::Intake).count()));
    }
    let told = of(Kind::Publicity).filter(|paper| !paper.words(Field::Issues).is_empty());
    let told = told.map(|paper| {
        entry([
            ("no", text(&desk.books.name_of(paper.subject))),
            ("title", text(paper.text(Field::Title))),
            ("on", day(paper.day(Field::PublishedOn))),
        ])
    });
    values.list("told", told);
    let mut owed: Vec<(NaiveDate, Entry)> = Vec::new();
    for kind in [Kind::Intake, Kind::Order, Kind::Task, Kind::Inspection] {
        for record in of(kind) {
            let Some(due) = entries::due(record) else { continue };
            let row = entries::row(desk, record);
            let entry = entry([
                ("no", text(&row.no)),
                ("unit", text(&row.unit)),
                ("title", text(&row.title)),
                ("due", day(Some(due))),
            ]);
            owed.push((due, entry));
        }
    }
    for record in of(Kind::Transfer).filter(|record| record.day(Field::ReceiptOn).is_none()) {
        let row = entries::row(desk, record);
        let on = row.on.unwrap_or(desk.asker.today);
        owed.push((
            on,
            entry([("no", text(&row.no)), ("unit", text(&row.unit)), ("title", text(&row.title))]),
        ));
    }
    owed.sort_by_key(|(due, _)| *due);
    values.list("owed_entries", owed.into_iter().map(|(_, entry)| entry));
    Ok(())
}

/// The same at the end of the month before.
fn before(desk: &Desk<'_>, values: &mut Values, filter: &Filter, on: NaiveDate) -> Result<(), Refusal> {
    let Some(end) = on.with_day(1).and_then(|first| first.checked_sub_days(Days::new(1))) else {
        return Ok(());
    };
    let earlier = Filter { as_of: Some(end), known: None, ..filter.clone() };
    let (issues, rectified) = desk.at(&earlier, |desk| {
        let rows = desk.books.select(filter, &desk.asker);
        let tally = desk.books.tally(&rows, &desk.asker);
        (i64::from(tally.issues), i64::from(tally.rectified))
    })?;
    values.put("issues_before", count(issues));
    values.put("rectified_before", count(rectified));
    values.put("rate_before", rate(rectified, issues));
    values.put("issues_new", count(of_count(values, "issues") - issues));
    values.put("rectified_new", count(of_count(values, "rectified") - rectified));
    Ok(())
}

/// The last day of a month of the campaign that some words name, and what is left of the words.
pub fn month(desk: &Desk<'_>, what: &str) -> Option<(NaiveDate, String)> {
    let pack = desk.books.pack.as_deref()?;
    let mut months: BTreeMap<String, NaiveDate> = BTreeMap::new();
    for day in pack.campaign.start.iter_days().take_while(|day| *day <= pack.campaign.end) {
        months.insert(crate::books::owed::month_of(day), day);
    }
    let named = |word: &&str| months.keys().find(|month| crate::rules::submissions::period_is(word, month));
    let word = what.split_whitespace().find(|word| named(word).is_some())?;
    let last = months.get(named(&word)?)?;
    let first_of_next = last.with_day(1)?.checked_add_months(chrono::Months::new(1))?;
    let rest = what.split_whitespace().filter(|other| *other != word).collect::<Vec<_>>().join(" ");
    Some((first_of_next.checked_sub_days(Days::new(1))?, rest))
}

/// The first day of the month of a day.
pub fn month_begin(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The year of a day, as text.
pub fn year(day: NaiveDate) -> Line {
    text(&day.year().to_string())
}
