//! What changed since a day, said.

use super::Words;
use crate::model::diff::{Change, Diff, Move, Since};
use crate::text::{fit, width};
use i18n_embed_fl::fl;

/// Columns of a line that is read aloud.
const SPOKEN: usize = 60;

impl Words {
    /// What happened to an issue.
    pub fn moved(&self, what: Move) -> String {
        self.get(&format!("move-{}", what.code()))
    }

    /// Three lines to read aloud, each of at most 60 columns: what moved, what presses, where most moved.
    pub fn diff_lines(&self, diff: &Diff) -> [String; 3] {
        let total = &diff.total;
        let flow = [Move::Added, Move::Removed, Move::Rectified, Move::Closed, Move::Reopened];
        let since = format!("{}{}", self.since(diff), self.get("status-gap"));
        let first = match self.moves_said(total, &flow) {
            moves if moves.is_empty() => format!("{since}{}", self.get("diff-nothing")),
            _ => self.led(&since, total, &flow),
        };
        let now = fl!(
            self.loader,
            "diff-now",
            issues = total.now.issues,
            overdue = total.now.overdue,
            listed = total.now.listed
        );
        let pressing = [Move::FellOverdue, Move::NoLongerOverdue, Move::Listed, Move::Delisted];
        let second = match self.moves_said(total, &pressing) {
            moves if moves.is_empty() => now,
            _ => self.led(&format!("{now}{}", self.get("part-and")), total, &pressing),
        };
        [first, second, self.most_moved(diff)].map(|line| fit(&line, SPOKEN))
    }

    /// What moved, behind a beginning: of the last moves as many as the line holds.
    fn led(&self, lead: &str, change: &Change, what: &[Move]) -> String {
        let line = |count: usize| format!("{lead}{}", self.moves_said(change, &what[..count]));
        (1..=what.len()).rev().map(line).find(|line| width(line) <= SPOKEN).unwrap_or_else(|| line(1))
    }

    /// From when to when, and by what it was named.
    pub fn since(&self, diff: &Diff) -> String {
        let (from, to) = (self.day_said_near(diff.since, diff.as_of), self.day_said(diff.as_of));
        match &diff.what {
            Since::Day => fl!(self.loader, "diff-since-day", from = from, to = to),
            Since::Meeting { .. } => fl!(self.loader, "diff-since-meeting", from = from, to = to),
            Since::Report { period } => {
                fl!(self.loader, "diff-since-report", period = self.month_said(period), to = to)
            }
        }
    }

    fn most_moved(&self, diff: &Diff) -> String {
        let weight = |change: &Change| change.moves.iter().sum::<u32>();
        let mut units: Vec<&Change> = diff.units.iter().filter(|unit| weight(unit) > 0).collect();
        units.sort_by_key(|unit| std::cmp::Reverse(weight(unit)));
        let told = |unit: &&Change| {
            let moves = self.moves_said(unit, &Move::ALL);
            fl!(self.loader, "diff-unit", unit = unit.name.as_str(), moves = moves)
        };
        let and = self.get("part-and");
        let line = |named: usize| units[..named].iter().map(told).collect::<Vec<_>>().join(&and);
        let Some(first) = units.first() else { return self.get("diff-no-unit") };
        let whole = (1..=units.len()).rev().map(line).find(|line| width(line) <= SPOKEN);
        whole.unwrap_or_else(|| {
            let lead = fl!(self.loader, "diff-unit", unit = first.name.as_str(), moves = "");
            self.led(lead.trim_end(), first, &Move::ALL)
        })
    }

    /// What is said of one unit, or of all: the three lines, and a line a unit.
    pub fn changes_said(&self, diff: &Diff, unit: Option<&str>) -> String {
        let lines = diff.units.iter().filter(|own| unit.is_none_or(|unit| own.name == unit));
        let lines = lines.map(|unit| self.unit_line(unit));
        let head = if unit.is_none() { self.diff_lines(diff).to_vec() } else { Vec::new() };
        head.into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// One line a unit: how many, how far, what presses, and what moved; the least in it goes first where it
    /// is longer than 60 columns.
    pub fn unit_line(&self, unit: &Change) -> String {
        let now = &unit.now;
        let mut parts = vec![fl!(self.loader, "unit-said", issues = now.issues, rectified = now.rectified)];
        if now.overdue > 0 {
            parts.push(fl!(self.loader, "unit-said-overdue", n = now.overdue, days = unit.worst_days));
        }
        if now.listed > 0 {
            parts.push(fl!(self.loader, "unit-said-listed", n = now.listed));
        }
        let standing = parts.join(" ");
        let moves = |count: usize| self.moves_said(unit, &Move::ALL[..count]);
        let name = if unit.name.is_empty() { self.get("table-total") } else { unit.name.clone() };
        let line = |count: usize| {
            let moves = moves(count);
            let tail = if moves.is_empty() { moves } else { format!("{}{moves}", self.get("part-and")) };
            fl!(self.loader, "diff-unit-line", unit = name.as_str(), said = format!("{standing}{tail}"))
        };
        let lines = (0..=Move::ALL.len()).rev().map(line);
        lines.min_by_key(|line| (width(line) > SPOKEN, SPOKEN.abs_diff(width(line)))).unwrap_or_default()
    }

    /// How many did what, of those that any did.
    fn moves_said(&self, change: &Change, what: &[Move]) -> String {
        let some = what.iter().filter(|what| change.count(**what) > 0);
        let said = |what: &Move| self.with_n(&format!("moves-{}", what.code()), change.count(*what).into());
        some.map(said).collect::<Vec<_>>().join(" ")
    }
}
