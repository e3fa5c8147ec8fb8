//! Lists of issues and of their measures, a window at a time.

use super::lines;
use super::query::Desk;
use crate::api::Answer;
use crate::api::answer::Page;
use crate::books::sheet::day_number;
use crate::model::field::{Field, Group};
use crate::model::filter::{Filter, Test};
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::row::{MeasureRow, TaskRow};

impl Desk<'_> {
    /// A window of the issues under a filter.
    pub fn page(&self, line: &str, offset: u32, len: u32) -> Result<Page, Refusal> {
        let filter = self.filter(line)?;
        self.at(&filter, |desk| desk.window(&filter, line, offset, len))
    }

    fn window(&self, filter: &Filter, line: &str, offset: u32, len: u32) -> Page {
        let under = self.books.under(filter, &self.asker);
        let counts = self.books.counts_of(&under, self.asker.today);
        let seen = self.books.window(&under, filter, offset as usize, len as usize);
        let units = filter.terms.iter().find_map(|term| match &term.test {
            Test::Unit(units) if !term.negated => Some(units.clone()),
            _ => None,
        });
        Page {
            offset,
            rows: seen.into_iter().map(|row| self.row(row)).collect(),
            total: under.count() as u32,
            all: self.books.existing().count() as u32,
            overdue: counts.overdue,
            soon: counts.soon,
            claimed: counts.claimed,
            scope: lines::scope(self.books, filter, line),
            units: units.unwrap_or_default(),
            as_of: self.asker.today,
        }
    }

    /// A window of the measures of the issues under a filter.
    pub fn ledger(&self, line: &str, offset: u32, len: u32) -> Result<Answer, Refusal> {
        let filter = self.filter(line)?;
        self.at(&filter, |desk| desk.measures_under(&filter, offset, len))
    }

    fn measures_under(&self, filter: &Filter, offset: u32, len: u32) -> Answer {
        let mut rows = Vec::new();
        let mut total = 0;
        for row in self.books.select(filter, &self.asker) {
            let count = u32::from(self.books.sheet.measures[row]);
            if total + count > offset && total < offset.saturating_add(len) {
                let measures =
                    self.issue(row as u32 + 1).map_or_else(Vec::new, |issue| self.measures(&issue));
                let first = offset.saturating_sub(total) as usize;
                let room = (len as usize).saturating_sub(rows.len());
                rows.extend(measures.into_iter().skip(first).take(room));
            }
            total += count;
        }
        Answer::Ledger { rows, total, as_of: self.asker.today }
    }

    /// The measures of an issue.
    pub fn measures(&self, issue: &Record) -> Vec<MeasureRow> {
        let no = self.books.number_of(issue.subject.id as usize - 1);
        let text = |field: Field, part: u16| issue.text_of(field, part).to_owned();
        issue
            .parts(Group::Measure)
            .into_iter()
            .map(|part| MeasureRow {
                no: no.clone(),
                part,
                goal: text(Field::Goal, part),
                action: text(Field::Action, part),
                leader: text(Field::Leader, part),
                person: text(Field::Person, part),
                deadline: issue.deadline_of(Field::Due, part).cloned(),
                done: issue.flag_of(Field::Done, part),
                done_on: issue.day_of(Field::DoneOn, part),
            })
            .collect()
    }

    /// What is overdue and what falls due within so many days.
    pub fn due(&self, days: u32) -> Result<Answer, Refusal> {
        let days = i32::try_from(days).unwrap_or(i32::MAX / 2);
        let today = day_number(Some(self.asker.today));
        let mut rows: Vec<usize> = self
            .books
            .rows()
            .filter(|row| {
                self.books.sheet.is_overdue(*row, today) || self.books.sheet.is_soon(*row, today, days)
            })
            .collect();
        rows.sort_by_key(|row| (self.books.sheet.due[*row], *row));
        let near = |task: &TaskRow| task.days_left.is_some_and(|left| (0..=i64::from(days)).contains(&left));
        Ok(Answer::Due {
            issues: rows.into_iter().map(|row| self.row(row)).collect(),
            tasks: self.schedule().into_iter().filter(near).collect(),
        })
    }

    /// Rows that are overdue or due soon, the most pressing first.
    pub fn pressing(&self) -> Vec<usize> {
        let pressing = self.books.pressing_on(self.asker.today);
        let seen = |row: &usize| self.books.sees_issue(*row as u32 + 1);
        let mut rows: Vec<usize> = pressing.overdue.rows().chain(pressing.soon.rows()).filter(seen).collect();
        rows.sort_unstable_by_key(|row| (self.books.sheet.due[*row], *row));
        rows
    }
}
