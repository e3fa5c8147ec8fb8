//! Papers owed and tables of them, in words: never a sign, never a blank for what is missing.

use super::Words;
use crate::model::figures::PaperSaid;
use crate::model::row::{OwedRow, TaskRow};
use crate::text::width;
use chrono::NaiveDate;
use i18n_embed_fl::fl;

impl Words {
    /// How a paper stands: missing and how long, nil, a count, sent back.
    pub fn owed(&self, row: &OwedRow) -> String {
        let late = row.late_days.unwrap_or(0);
        match row.state.as_str() {
            "missing" if late > 0 => fl!(self.loader, "owed-missing-late", n = late),
            "missing" => fl!(self.loader, "owed-missing"),
            "back" => fl!(self.loader, "owed-back"),
            "zero" => self.lateness(fl!(self.loader, "owed-zero"), late),
            _ => {
                let given = match row.n {
                    Some(n) => n.to_string(),
                    None => fl!(self.loader, "owed-given"),
                };
                self.lateness(given, late)
            }
        }
    }

    fn lateness(&self, said: String, late: i64) -> String {
        if late > 0 { format!("{said} {}", fl!(self.loader, "owed-late", n = late)) } else { said }
    }

    /// One paper said: how many owe it, how many handed it in, who is missing.
    pub fn papers_said(&self, name: &str, period: &str, rows: &[&OwedRow], columns: usize) -> String {
        let (name, period) = (name.to_owned(), period.to_owned());
        let mut said = PaperSaid { name, period, ..PaperSaid::default() };
        let mut units: Vec<&str> = Vec::new();
        for row in rows {
            if !units.contains(&row.unit.as_str()) {
                units.push(&row.unit);
            }
            said.nil += u32::from(row.state == "zero");
            let there = !matches!(row.state.as_str(), "missing" | "back");
            if !there && !said.missing.contains(&row.unit) {
                said.missing.push(row.unit.clone());
            }
        }
        (said.owed, said.handed) = (units.len() as u32, (units.len() - said.missing.len()) as u32);
        self.paper_said(&said, columns)
    }

    /// The same in a number of columns: as many names as they hold.
    pub fn paper_said(&self, paper: &PaperSaid, columns: usize) -> String {
        let (owed, handed, nil) = (paper.owed, paper.handed, paper.nil);
        let name = match paper.period.as_str() {
            "" => paper.name.clone(),
            period => fl!(self.loader, "papers-screening", month = self.month_said(period)),
        };
        let mut said = fl!(self.loader, "papers-said", name = name, owed = owed, handed = handed);
        if paper.nil > 0 {
            said.push_str(&fl!(self.loader, "papers-nil", n = nil));
        }
        let (missing, all) = (&paper.missing, paper.missing.len());
        let line = |named: usize| match (named, all) {
            (_, 0) => said.clone(),
            (0, _) => format!("{said}{}", fl!(self.loader, "papers-missing-many", n = all)),
            (some, _) if some < all => {
                let names = fl!(self.loader, "papers-and-others", names = self.list(&missing[..some]));
                format!("{said}{}", fl!(self.loader, "papers-missing", n = all, names = names))
            }
            _ => format!("{said}{}", fl!(self.loader, "papers-missing", n = all, names = self.list(missing))),
        };
        (0..=all).rev().map(line).find(|line| width(line) <= columns).unwrap_or_else(|| line(0))
    }

    /// How a row of the schedule stands: done, or how many of the papers owed are there.
    pub fn row_stands(&self, row: &TaskRow, near: NaiveDate) -> String {
        if let Some(day) = row.done_on {
            return fl!(self.loader, "row-done", day = self.day_near(day, near));
        }
        match row.owed {
            0 => String::new(),
            owed => fl!(self.loader, "row-handed", handed = row.handed, owed = owed),
        }
    }
}
