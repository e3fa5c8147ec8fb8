//! A month's report, said.

use super::Words;
use crate::model::report::{Difference, Known, Lock, Report};
use crate::model::table::{Cell, Sort, Table, TableId};
use i18n_embed_fl::fl;

impl Words {
    /// Three lines to read aloud: how the month moved, what was done in it, whether it is fixed.
    pub fn report_lines(&self, report: &Report) -> [String; 3] {
        let movement = report.tables.iter().find(|table| table.id == TableId::Movement);
        let total = |key: &str| movement.map_or(0, |table| total(table, key));
        let corrections = report.tables.iter().find(|table| table.id == TableId::Corrections);
        let corrections = corrections.map_or(0, |table| table.rows.len());
        let (month, day) = (self.month_said(&report.month), self.day_said(report.as_of));
        let (opening, added, removed) = (total("opening"), total("added"), total("removed"));
        let (closing, corrected) = (total("closing"), total("corrected"));
        let first = match corrected {
            0 => fl!(
                self.loader,
                "report-said",
                month = month,
                day = day,
                opening = opening,
                added = added,
                removed = removed,
                closing = closing
            ),
            _ => fl!(
                self.loader,
                "report-said-corrected",
                month = month,
                day = day,
                opening = opening,
                corrected = corrected,
                added = added,
                removed = removed,
                closing = closing
            ),
        };
        let second = fl!(
            self.loader,
            "report-rectified",
            rectified = total("rectified-in-month"),
            closed = total("closed-in-month"),
            overdue = total("overdue-at-end"),
            corrections = corrections
        );
        let third = match (&report.lock, report.breaches.len()) {
            (Some(lock), _) => {
                let (no, by, day) =
                    (lock.no.as_str(), lock.by.as_str(), self.day_said_near(lock.on, report.as_of));
                fl!(self.loader, "report-fixed", no = no, day = day, by = by)
            }
            (None, 0) => fl!(self.loader, "report-open"),
            (None, n) => fl!(self.loader, "report-broken", n = n),
        };
        [first, second, third]
    }

    /// A month that is fixed, with the codes of its tables.
    pub fn lock_said(&self, lock: &Lock) -> String {
        let code = |(table, code): &(String, String)| {
            let name =
                TableId::from_code(table).map_or_else(|| table.clone(), |id| format!("T{}", id.number()));
            format!("{name} {code}")
        };
        let codes: Vec<String> = lock.codes.iter().map(code).collect();
        let (month, day) = (self.month_said(&lock.month), self.day(lock.on));
        let (no, codes) = (lock.no.as_str(), codes.join("  "));
        fl!(self.loader, "verify-lock", month = month, no = no, day = day, codes = codes)
    }

    /// What a check code is of.
    pub fn code_said(&self, known: &Known) -> String {
        match known {
            Known::Table { table, intact: false, .. } => {
                let name = TableId::from_code(table).map_or_else(|| table.clone(), |id| self.table_name(id));
                fl!(self.loader, "verify-code-broken", table = name)
            }
            Known::Table { table, lock, .. } => {
                let name = TableId::from_code(table).map_or_else(|| table.clone(), |id| self.table_name(id));
                let (month, day) = (self.month_said(&lock.month), self.day(lock.on));
                let (no, by) = (lock.no.as_str(), lock.by.as_str());
                fl!(
                    self.loader,
                    "verify-code-table",
                    table = name,
                    month = month,
                    no = no,
                    day = day,
                    by = by
                )
            }
            Known::Journal { seq, day } => {
                fl!(self.loader, "verify-code-journal", seq = seq.to_string(), day = self.day(*day))
            }
        }
    }

    /// A figure that was handed in and would come out otherwise now.
    pub fn difference(&self, report: &Report, difference: &Difference) -> String {
        let table = report.tables.iter().find(|table| table.id.code() == difference.table);
        let column = table.and_then(|table| {
            table.columns.iter().find(|column| {
                let heading = column.group.as_ref().map_or("", |group| group.key.as_str());
                column.key == difference.column && heading == difference.heading
            })
        });
        let said = column.map_or_else(String::new, |column| {
            let heading = column.group.as_ref().map(|group| self.table_heading(group)).unwrap_or_default();
            format!("{heading} {}", self.table_column(column)).trim().to_owned()
        });
        let figure = |n: i64| match column.map(|column| column.sort) {
            Some(Sort::Wan | Sort::Yuan) => self.money(n),
            _ => n.to_string(),
        };
        let name = table.map_or_else(|| difference.table.clone(), |table| self.table_name(table.id));
        let line = if difference.line.is_empty() { self.get("table-total") } else { difference.line.clone() };
        fl!(
            self.loader,
            "report-difference",
            table = name,
            line = line,
            column = said,
            then = figure(difference.then),
            now = figure(difference.now)
        )
    }
}

/// A column of the line of totals.
fn total(table: &Table, key: &str) -> i64 {
    let at = table.columns.iter().position(|column| column.key == key);
    match at.and_then(|at| table.total.as_ref()?.get(at)) {
        Some(Cell::Count(n)) => *n,
        _ => 0,
    }
}
