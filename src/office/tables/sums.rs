//! Rules that the sums of a table keep. What breaks one is named before the table is handed out.

use super::Body;
use crate::model::paper::Breach;
use crate::model::table::{Cell, Column, TableId, totals};

/// The rules that a table breaks, each with the lines in which it does.
pub fn breaches(id: TableId, body: &Body) -> Vec<Breach> {
    let sums = Sums { body, total: totals(&body.columns, &body.rows, &body.runs) };
    match id {
        TableId::Screening => sums.screening(),
        TableId::Statistics => sums.statistics(),
        TableId::Papers => sums.each("late-papers", |line| sums.late(line)),
        TableId::Ranking | TableId::Summary => {
            sums.each("rectified-of-issues", |line| sums.at_most(line, ("", "rectified"), ("", "issues")))
        }
        _ => Vec::new(),
    }
}

/// A column by its heading (empty: none) and key.
type Place<'p> = (&'p str, &'p str);

struct Sums<'a> {
    body: &'a Body,
    total: Vec<Cell>,
}

impl Sums<'_> {
    fn screening(&self) -> Vec<Breach> {
        let received = ("", "received");
        let adds = |rule: &str, heading: &str| {
            self.each(rule, |line| {
                match (self.count(line, received), self.all(line, |group, _| group == heading)) {
                    (Some(all), Some(parts)) => all == parts,
                    _ => true,
                }
            })
        };
        let nil = self.each("nil-is-zero", |line| {
            match (self.cell(line, ("", "nil")), self.count(line, received)) {
                (Some(Cell::Said { key, .. }), Some(all)) => (key == "yes") == (all == 0),
                _ => true,
            }
        });
        [adds("received-by-channel", "channels"), adds("received-by-finding", "found"), nil].concat()
    }

    fn statistics(&self) -> Vec<Breach> {
        let by_category = |rule: &str, key: &'static str| {
            self.each(rule, |line| {
                let parts = self.all(line, |group, own| group.starts_with("category-") && own == key);
                parts.is_none() || parts == self.count(line, ("all", key))
            })
        };
        let states = self.each("states-of-issues", |line| {
            let parts = ["rectified", "rectifying", "not-begun"].map(|key| self.count(line, ("all", key)));
            let sum = parts.into_iter().try_fold(0, |sum, part| Some(sum + part?));
            sum.is_none() || sum == self.count(line, ("all", "issues"))
        });
        let closed = self.each("closed-of-rectified", |line| {
            let headings = self.body.columns.iter().filter_map(|column| column.group.as_ref());
            let headings =
                headings.map(|group| group.key.as_str()).filter(|key| key.starts_with("category-"));
            headings.into_iter().all(|of| self.at_most(line, (of, "closed-of-these"), (of, "rectified")))
        });
        let delisted = self.each("delisted-of-listed", |line| {
            self.at_most(line, ("supervision", "delisted"), ("supervision", "listed"))
        });
        [
            by_category("categories-of-issues", "issues"),
            by_category("categories-of-rectified", "rectified"),
            states,
            closed,
            delisted,
        ]
        .concat()
    }

    /// No more papers are shown late than are counted.
    fn late(&self, line: &[Cell]) -> bool {
        let shown =
            line.iter().filter(|cell| matches!(cell, Cell::Said { key, .. } if key == "late")).count();
        self.count(line, ("", "late")).is_none_or(|late| shown as i64 <= late)
    }

    /// The rule, if some line or the line of totals breaks it.
    fn each(&self, rule: &str, holds: impl Fn(&[Cell]) -> bool) -> Vec<Breach> {
        let named = |line: &Vec<Cell>| self.name(line);
        let mut lines: Vec<String> = self.body.rows.iter().filter(|line| !holds(line)).map(named).collect();
        // The line of totals has no name of its own.
        let of_total = rule != "nil-is-zero" && rule != "late-papers";
        if self.body.adds_up && of_total && lines.is_empty() && !holds(&self.total) {
            lines.push(String::new());
        }
        if lines.is_empty() { Vec::new() } else { vec![Breach { rule: rule.to_owned(), lines }] }
    }

    fn name(&self, line: &[Cell]) -> String {
        let texts = line.iter().find_map(|cell| match cell {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        });
        texts.unwrap_or_default()
    }

    fn cell<'l>(&self, line: &'l [Cell], (heading, key): Place<'_>) -> Option<&'l Cell> {
        let is = |column: &Column| {
            column.key == key && column.group.as_ref().map_or("", |group| group.key.as_str()) == heading
        };
        line.get(self.body.columns.iter().position(is)?)
    }

    fn count(&self, line: &[Cell], at: Place<'_>) -> Option<i64> {
        match self.cell(line, at)? {
            Cell::Count(n) => Some(*n),
            _ => None,
        }
    }

    /// The sum of columns by heading and key; `None` where nothing is known in any.
    fn all(&self, line: &[Cell], wanted: impl Fn(&str, &str) -> bool) -> Option<i64> {
        let is = |column: &Column| column.group.as_ref().is_some_and(|group| wanted(&group.key, &column.key));
        let cells = self.body.columns.iter().zip(line).filter(|(column, _)| is(column));
        let counts = cells.filter_map(|(_, cell)| if let Cell::Count(n) = cell { Some(*n) } else { None });
        counts.reduce(|sum, n| sum + n)
    }

    fn at_most(&self, line: &[Cell], part: Place<'_>, whole: Place<'_>) -> bool {
        match (self.count(line, part), self.count(line, whole)) {
            (Some(part), Some(whole)) => part <= whole,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{Heading, Sort};

    fn statistics(line: [i64; 8]) -> Vec<String> {
        let heading = |key: &str| Heading { key: key.to_owned(), label: None };
        let of = |key: &str, group: &str| Column::new(key, Sort::Count).under(&heading(group));
        let columns = vec![
            Column::new("unit", Sort::Text),
            of("issues", "all"),
            of("rectified", "all"),
            of("rectifying", "all"),
            of("not-begun", "all"),
            of("issues", "category-1"),
            of("rectified", "category-1"),
            of("closed-of-these", "category-1"),
            of("issues", "category-2"),
        ];
        let cells = std::iter::once(Cell::text("U")).chain(line.map(Cell::Count)).collect();
        let body = Body { columns, rows: vec![cells], adds_up: true, ..Body::default() };
        breaches(TableId::Statistics, &body).into_iter().map(|breach| breach.rule).collect()
    }

    #[test]
    fn each_rule_is_broken_by_its_own_figure() {
        assert!(statistics([5, 2, 2, 1, 3, 2, 1, 2]).is_empty());
        assert_eq!(statistics([6, 2, 2, 1, 3, 2, 1, 2]), ["categories-of-issues", "states-of-issues"]);
        assert_eq!(statistics([5, 2, 2, 1, 3, 1, 1, 2]), ["categories-of-rectified"]);
        assert_eq!(statistics([5, 2, 2, 1, 3, 2, 3, 2]), ["closed-of-rectified"]);
    }

    #[test]
    fn a_nil_that_is_none_is_named_with_its_line() {
        let columns = vec![
            Column::new("unit", Sort::Text),
            Column::new("received", Sort::Count),
            Column::new("nil", Sort::Text),
        ];
        let line = |unit: &str, n, nil: &str| vec![Cell::text(unit), Cell::Count(n), Cell::said(nil)];
        let body = Body { columns, rows: vec![line("A", 0, "yes"), line("B", 2, "yes")], ..Body::default() };
        let found = breaches(TableId::Screening, &body);
        assert_eq!(found, [Breach { rule: "nil-is-zero".into(), lines: vec!["B".into()] }]);
    }
}
