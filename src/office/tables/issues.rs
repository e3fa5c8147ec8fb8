//! The list of issues, and the ledger of their measures.

use super::{Against, Body, columns, deadline_cell, place};
use crate::model::field::{Field, Group};
use crate::model::filter::{Filter, Test};
use crate::model::incoming::Revision;
use crate::model::record::Record;
use crate::model::row::{IssueRow, MeasureRow};
use crate::model::state::State;
use crate::model::table::{Cell, Column, Note, Sort};
use crate::office::query::Desk;

/// Issues on the list, in the order of the filter; which stand on it besides, a term on states says.
fn rows(desk: &Desk<'_>, filter: &Filter, notes: &mut Vec<Note>) -> Vec<usize> {
    if names_states(filter) {
        return desk.books.select(filter, &desk.asker);
    }
    notes.push(Note::new("on-the-list"));
    on_the_list(desk, filter)
}

fn names_states(filter: &Filter) -> bool {
    filter.terms.iter().any(|term| matches!(term.test, Test::State(_)) && !term.negated)
}

/// The issues under a filter that are on the list, in its order.
pub fn on_the_list(desk: &Desk<'_>, filter: &Filter) -> Vec<usize> {
    let mut rows = desk.books.select(filter, &desk.asker);
    rows.retain(|row| desk.books.sheet.state_of(*row).is_some_and(State::is_counted));
    rows
}

/// What both tables say of an issue.
struct Issue {
    row: IssueRow,
    record: Record,
    category: String,
    item: String,
}

impl Issue {
    fn of(desk: &Desk<'_>, row: usize) -> Option<Self> {
        let record = desk.issue(row as u32 + 1)?;
        let row = desk.books.issue_row(row, &desk.asker);
        let pack = desk.books.pack.as_deref();
        let category = pack.and_then(|pack| pack.categories.iter().find(|known| known.id == row.category));
        let item = pack.and_then(|pack| pack.items().find(|known| Some(&known.id) == row.item.as_ref()));
        let category = category.map_or_else(|| row.category.clone(), |known| known.short.clone());
        // As the plan words it, so that a file that comes back is read as it went out.
        let item = item.map_or_else(|| row.item.clone().unwrap_or_default(), |known| known.text.clone());
        Some(Self { row, record, category, item })
    }

    fn no(&self) -> Cell {
        self.row.no.as_deref().map_or(Cell::Missing, Cell::text)
    }

    /// What was found, in full where somebody wrote it in full.
    fn said(&self) -> Cell {
        let full = self.record.text(Field::Desc);
        Cell::text(if full.is_empty() { &self.row.title } else { full })
    }

    /// Why it is off the list.
    fn remark(&self) -> Cell {
        Cell::text(self.record.text(Field::ExitReason))
    }
}

/// T1, one issue a line.
pub fn problems(desk: &Desk<'_>, filter: &Filter) -> Body {
    let mut notes = Vec::new();
    let rows = rows(desk, filter, &mut notes);
    let counted = (!names_states(filter)).then(|| desk.books.tally(&rows, &desk.asker).issues.into());
    let against = Against { issues: counted, ..Against::list(desk, filter, &rows) };
    let issues: Vec<Issue> = rows.into_iter().filter_map(|row| Issue::of(desk, row)).collect();
    let revisions = issues.iter().map(|issue| Revision { rev: issue.record.rev, part: 0 }).collect();
    let line = |(at, issue): (usize, Issue)| {
        let row = &issue.row;
        let word = |word: &Option<String>| word.as_deref().map_or(Cell::Missing, Cell::text);
        vec![
            place(at),
            issue.no(),
            Cell::text(&row.unit),
            Cell::text(&row.place),
            word(&row.stage),
            Cell::text(&issue.category),
            Cell::text(&issue.item),
            issue.said(),
            word(&row.source),
            Cell::day(row.found_on),
            Cell::count(row.persons),
            Cell::count(row.students),
            Cell::fen(row.amount_fen),
            word(&row.lead),
            Cell::code(Field::RectType, row.rect_type.as_deref().unwrap_or_default()),
            issue.remark(),
            Cell::text(&row.title),
            deadline_cell(issue.record.deadline(Field::Deadline)),
            Cell::Codes { field: Field::State, codes: vec![row.state.code().to_owned()] },
        ]
    };
    Body {
        columns: columns(&[
            ("n", Sort::Ordinal),
            ("no", Sort::Text),
            ("reporting-unit", Sort::Text),
            ("place", Sort::Text),
            ("stage", Sort::Text),
            ("category", Sort::Text),
            ("item", Sort::Text),
            ("found", Sort::Text),
            ("source", Sort::Text),
            ("found-on", Sort::Day),
            ("persons", Sort::Count),
            ("students", Sort::Count),
            ("amount", Sort::Yuan),
            ("lead", Sort::Text),
            ("type", Sort::Text),
            ("remark", Sort::Text),
            // Of other forms than the standard one.
            ("title", Sort::Text),
            ("due", Sort::Day),
            ("state", Sort::Text),
        ]),
        rows: issues.into_iter().enumerate().map(line).collect(),
        revisions,
        against,
        adds_up: true,
        notes,
        ..Body::default()
    }
}

/// T2, one measure a line; an issue without measures has one line all the same.
pub fn ledger(desk: &Desk<'_>, filter: &Filter) -> Body {
    let mut body = Body { columns: ledger_columns(), ..Body::default() };
    let rows = rows(desk, filter, &mut body.notes);
    let mut bare = 0;
    for issue in rows.into_iter().filter_map(|row| Issue::of(desk, row)) {
        let at = body.runs.len();
        let measures = desk.measures(&issue.record);
        bare += i64::from(measures.is_empty());
        body.runs.push(measures.len().max(1) as u32);
        let shown = |part| Revision { rev: issue.record.rev, part };
        match measures.is_empty() {
            true => body.revisions.push(shown(0)),
            false => body.revisions.extend(measures.iter().map(|measure| shown(measure.part))),
        }
        if measures.is_empty() {
            body.rows.push(ledger_line(&issue, at, None));
        }
        body.rows.extend(measures.iter().map(|measure| ledger_line(&issue, at, Some(measure))));
    }
    if bare > 0 {
        body.notes.push(Note::counted("without-measures", bare));
    }
    body
}

fn ledger_columns() -> Vec<Column> {
    let own = |key: &str, sort: Sort| Column::new(key, sort).shared();
    let line = Column::new;
    vec![
        own("n", Sort::Ordinal),
        own("no", Sort::Text),
        own("reporting-unit", Sort::Text),
        own("school", Sort::Text),
        own("category", Sort::Text),
        own("trouble", Sort::Text),
        line("goal", Sort::Text),
        line("action", Sort::Text),
        line("leader", Sort::Text),
        own("section", Sort::Text),
        line("person", Sort::Text),
        line("person-phone", Sort::Text),
        line("due", Sort::Day),
        own("progress", Sort::Text),
        line("standing", Sort::Text),
        line("done-on", Sort::Day),
        own("closed", Sort::Text),
        own("closed-on", Sort::Day),
        own("evidence", Sort::Text),
        own("remark", Sort::Text),
    ]
}

fn ledger_line(issue: &Issue, at: usize, measure: Option<&MeasureRow>) -> Vec<Cell> {
    let (row, record) = (&issue.row, &issue.record);
    let text = |of: fn(&MeasureRow) -> &String| measure.map_or(Cell::Missing, |m| Cell::text(of(m)));
    let progress = record.parts(Group::Progress).last().copied();
    let evidence: Vec<&str> =
        record.parts(Group::Evidence).iter().map(|part| record.text_of(Field::EvidenceName, *part)).collect();
    let due = measure.and_then(|measure| measure.deadline.as_ref()).or(record.deadline(Field::Deadline));
    vec![
        place(at),
        issue.no(),
        Cell::text(&row.unit),
        Cell::text(&row.place),
        Cell::text(&issue.category),
        issue.said(),
        text(|measure| &measure.goal),
        text(|measure| &measure.action),
        text(|measure| &measure.leader),
        row.lead.as_deref().map_or(Cell::Missing, Cell::text),
        text(|measure| &measure.person),
        measure.map_or(Cell::Missing, |m| Cell::text(record.text_of(Field::PersonPhone, m.part))),
        deadline_cell(due),
        progress.map_or(Cell::Missing, |part| Cell::text(record.text_of(Field::ProgressText, part))),
        Cell::said(standing(row, measure)),
        Cell::day(measure.and_then(|measure| measure.done_on)),
        Cell::said(if row.state == State::Closed { "yes" } else { "no" }),
        Cell::day(row.closed_on),
        Cell::text(&evidence.join("\n")),
        issue.remark(),
    ]
}

/// How far a measure is, or an issue that has none.
fn standing(row: &IssueRow, measure: Option<&MeasureRow>) -> &'static str {
    let done = measure.map_or(row.state.is_rectified(), |measure| measure.done);
    match row.state {
        _ if done => "done",
        _ if row.standing => "standing",
        State::Planned | State::Rectifying | State::Claimed | State::Verified | State::Closed => "underway",
        _ => "not-begun",
    }
}
