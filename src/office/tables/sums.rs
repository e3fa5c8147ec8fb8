//! Rules that the sums of a table keep. What breaks one is named before the table is handed out.

use super::{Body, Cause};
use crate::model::paper::Breach;
use crate::model::table::{Cell, Column, TableId, totals};

/// The rules that a table breaks, each with the lines in which it does.
pub fn breaches(id: TableId, body: &Body) -> Vec<Breach> {
    let sums = Sums { body, total: totals(&body.columns, &body.rows, &body.runs) };
    match id {
        TableId::ProblemList => sums.counted(body.rows.len() as i64),
        TableId::Screening => sums.screening(),
        TableId::Statistics => sums.statistics(),
        TableId::Papers => sums.each("late-papers", |line| sums.late(line)),
        TableId::Ranking => sums.rectified(),
        TableId::Evaluation => sums.evaluation(),
        TableId::Movement => sums.movement(),
        TableId::Changes => sums.changes(),
        TableId::Ages => sums.ages(),
        TableId::Summary => {
            let filed = sums
                .each("filed-of-transferred", |line| sums.at_most(line, ("", "filed"), ("", "transferred")));
            [sums.rectified(), filed, sums.against(("", "issues"))].concat()
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
        let filed = self.each("filed-of-transferred", |line| {
            self.at_most(line, ("transfers", "filed"), ("transfers", "transferred"))
        });
        [
            by_category("categories-of-issues", "issues"),
            by_category("categories-of-rectified", "rectified"),
            states,
            closed,
            delisted,
            filed,
            self.against(("all", "issues")),
        ]
        .concat()
    }

    fn movement(&self) -> Vec<Breach> {
        let flows = |line: &[Cell]| {
            let count = |key: &'static str| self.count(line, ("", key));
            let flow = ["opening", "corrected", "added", "moved-in"];
            let came = flow.into_iter().try_fold(0, |sum, key| Some(sum + count(key)?));
            match (came, count("removed"), count("closing")) {
                (Some(came), Some(removed), Some(closing)) => came - removed == closing,
                _ => true,
            }
        };
        [
            self.each("opening-to-closing", flows),
            self.each("overdue-of-closing", |line| {
                self.at_most(line, ("", "overdue-at-end"), ("", "closing"))
            }),
        ]
        .concat()
    }

    fn changes(&self) -> Vec<Breach> {
        self.each("then-to-now", |line| {
            let count = |key: &'static str| self.count(line, ("since-flow", key));
            let came = ["since-then", "since-added", "since-moved_in"];
            let came = came.into_iter().try_fold(0, |sum, key| Some(sum + count(key)?));
            let went = ["since-removed", "since-moved_out"];
            let went = went.into_iter().try_fold(0, |sum, key| Some(sum + count(key)?));
            match (came, went, count("since-now")) {
                (Some(came), Some(went), Some(now)) => came - went == now,
                _ => true,
            }
        })
    }

    fn ages(&self) -> Vec<Breach> {
        self.each("ages-of-overdue", |line| {
            let parts = self.all(line, |group, _| group == "ages");
            parts.is_none() || parts == self.count(line, ("", "overdue"))
        })
    }

    fn evaluation(&self) -> Vec<Breach> {
        let papers = self.each("papers-of-owed", |line| {
            let parts = ["handed-papers", "missing-papers"].map(|key| self.count(line, ("hand-ins", key)));
            let sum = parts.into_iter().try_fold(0, |sum, part| Some(sum + part?));
            sum.is_none() || sum == self.count(line, ("hand-ins", "owed-papers"))
        });
        let at_most = |rule: &str, part: Place<'_>, whole: Place<'_>| {
            self.each(rule, |line| self.at_most(line, part, whole))
        };
        [
            papers,
            at_most("late-of-handed", ("hand-ins", "late-papers"), ("hand-ins", "handed-papers")),
            at_most("rectified-of-issues", ("all", "rectified"), ("all", "issues")),
            at_most("closed-of-rectified", ("all", "closed-issues"), ("all", "rectified")),
            at_most("delisted-of-listed", ("supervision", "delisted"), ("supervision", "listed")),
        ]
        .concat()
    }

    fn rectified(&self) -> Vec<Breach> {
        self.each("rectified-of-issues", |line| self.at_most(line, ("", "rectified"), ("", "issues")))
    }

    /// What the columns alone do not show: the issues of the list, and refunds against what was due.
    fn against(&self, issues: Place<'_>) -> Vec<Breach> {
        let counted = self.count(&self.total, issues).map_or_else(Vec::new, |all| self.counted(all));
        let over = self.body.against.over_refunded.iter().map(|cause| cause.line.clone()).collect();
        [counted, self.rule("refunded-of-refundable", over)].concat()
    }

    /// The list and the figures hold the same issues.
    fn counted(&self, issues: i64) -> Vec<Breach> {
        let off = self.body.against.issues.is_some_and(|counted| counted != issues);
        self.rule("list-and-figures", if off { vec![String::new()] } else { Vec::new() })
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
        self.rule(rule, lines)
    }

    /// The rule, if there are lines that break it, with the records that do where single ones can.
    fn rule(&self, rule: &str, lines: Vec<String>) -> Vec<Breach> {
        if lines.is_empty() {
            return Vec::new();
        }
        let against = &self.body.against;
        let all = |of: &[Cause]| -> Vec<String> {
            let shown =
                of.iter().filter(|cause| lines.iter().any(|line| line.is_empty() || *line == cause.line));
            shown.flat_map(|cause| cause.records.iter().cloned()).collect()
        };
        let records = match rule {
            "list-and-figures" => against.astray.clone(),
            "refunded-of-refundable" => all(&against.over_refunded),
            "categories-of-issues" | "categories-of-rectified" => all(&against.unclassed),
            "received-by-channel" | "received-by-finding" | "nil-is-zero" => all(&against.papers),
            _ => Vec::new(),
        };
        vec![Breach { rule: rule.to_owned(), lines, records }]
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
    use crate::office::tables::{Against, Cause};

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
    fn figures_are_held_against_the_list_and_refunds_against_what_was_due() {
        let heading = |key: &str| Heading { key: key.to_owned(), label: None };
        let of = |key: &str, group: &str| Column::new(key, Sort::Count).under(&heading(group));
        let broken = |[issues, transferred]: [i64; 2], filed: Cell, against: Against| {
            let cells = vec![Cell::text("U"), Cell::Count(issues), Cell::Count(transferred), filed];
            let columns = vec![
                Column::new("unit", Sort::Text),
                of("issues", "all"),
                of("transferred", "transfers"),
                of("filed", "transfers"),
            ];
            let body = Body { columns, rows: vec![cells], adds_up: true, against, ..Body::default() };
            breaches(TableId::Statistics, &body)
        };
        let list = |issues| Against { issues: Some(issues), ..Against::default() };
        let of = |rule: &str, line: &str, records: &[&str]| {
            let records = records.iter().map(|no| (*no).to_owned()).collect();
            vec![Breach { rule: rule.into(), lines: vec![line.into()], records }]
        };
        let one = |rule: &str, line: &str| of(rule, line, &[]);
        assert_eq!(broken([5, 2], Cell::Count(2), list(5)), []);
        assert_eq!(broken([5, 2], Cell::Missing, list(5)), [], "what nobody told breaks nothing");
        assert_eq!(broken([5, 2], Cell::Count(3), list(5)), one("filed-of-transferred", "U"));
        assert_eq!(broken([5, 2], Cell::Count(0), list(6)), one("list-and-figures", ""));
        let cause = |line: &str, no: &str| Cause { line: line.into(), records: vec![no.into()] };
        let over = Against { over_refunded: vec![cause("V", "V-1")], ..list(5) };
        assert_eq!(broken([5, 2], Cell::Count(0), over), of("refunded-of-refundable", "V", &["V-1"]));
        let astray = Against { astray: vec!["U-6".into()], ..list(6) };
        assert_eq!(broken([5, 2], Cell::Count(0), astray), of("list-and-figures", "", &["U-6"]));
        let lines = |n| Body { rows: vec![vec![]; n], against: list(2), ..Body::default() };
        assert_eq!(breaches(TableId::ProblemList, &lines(2)), []);
        assert_eq!(breaches(TableId::ProblemList, &lines(1)), one("list-and-figures", ""));
    }

    #[test]
    fn a_nil_that_is_none_is_named_with_its_line() {
        let columns = vec![
            Column::new("unit", Sort::Text),
            Column::new("received", Sort::Count),
            Column::new("nil", Sort::Text),
        ];
        let line = |unit: &str, n, nil: &str| vec![Cell::text(unit), Cell::Count(n), Cell::said(nil)];
        let cause =
            |line: &str| Cause { line: line.into(), records: vec![format!("screening/2021-08/{line}")] };
        let against = Against { papers: vec![cause("A"), cause("B")], ..Against::default() };
        let rows = vec![line("A", 0, "yes"), line("B", 2, "yes")];
        let found = breaches(TableId::Screening, &Body { columns, rows, against, ..Body::default() });
        let records = vec!["screening/2021-08/B".to_owned()];
        assert_eq!(found, [Breach { rule: "nil-is-zero".into(), lines: vec!["B".into()], records }]);
    }
}
