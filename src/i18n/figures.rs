//! Numbers with their measure words, money, rates, and the three lines of the status.

use super::Words;
use crate::model::figures::{Status, Tally};
use crate::text::{fit, width};
use chrono::NaiveTime;
use i18n_embed_fl::fl;

/// Columns of a line that is read aloud.
const SPOKEN: usize = 60;

/// What is counted in a list, for its total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Issue,
    Ledger,
    Unit,
    Contact,
    Member,
    Task,
    Fact,
    Hit,
    Pack,
    Entry,
    Paper,
}

impl Counted {
    fn id(self) -> &'static str {
        match self {
            Counted::Issue => "count-issue",
            Counted::Ledger => "count-ledger",
            Counted::Unit => "count-unit",
            Counted::Contact => "count-contact",
            Counted::Member => "count-member",
            Counted::Task => "count-task",
            Counted::Fact => "count-fact",
            Counted::Hit => "count-hit",
            Counted::Pack => "count-pack",
            Counted::Entry => "count-entry",
            Counted::Paper => "count-paper",
        }
    }
}

/// The measure words of the office, alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Issue,
    Clue,
    Item,
    Case,
    School,
    Body,
    Person,
    PersonTime,
    Copy,
    Time,
}

impl Words {
    /// How old the last backup is, and how much came since.
    pub fn backup_age(&self, days: Option<i64>, facts: &str) -> String {
        match days {
            Some(days) => self.with("backup-age", &[("days", days.to_string()), ("facts", facts.to_owned())]),
            None => self.with("backup-never", &[("facts", facts)]),
        }
    }

    /// The same for a line of figures.
    pub fn backup_short(&self, days: Option<i64>) -> String {
        match days {
            Some(days) => self.with("backup-age-short", &[("days", days.to_string())]),
            None => self.get("backup-never-short"),
        }
    }

    /// So many of something, with its measure word.
    pub fn count(&self, what: Counted, n: usize) -> String {
        self.with_n(what.id(), i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// A measure word.
    pub fn measure(&self, measure: Measure) -> String {
        self.get(match measure {
            Measure::Issue => "measure-issue",
            Measure::Clue => "measure-clue",
            Measure::Item => "measure-item",
            Measure::Case => "measure-case",
            Measure::School => "measure-school",
            Measure::Body => "measure-body",
            Measure::Person => "measure-person",
            Measure::PersonTime => "measure-person-time",
            Measure::Copy => "measure-copy",
            Measure::Time => "measure-time",
        })
    }

    /// Money in yuan with its word: 260000 fen is `2,600元`.
    pub fn money(&self, fen: i64) -> String {
        fl!(self.loader, "money-yuan", n = yuan(fen))
    }

    /// Money in ten thousands of yuan, two decimals, half up, with its word.
    pub fn money_wan(&self, fen: i64) -> String {
        fl!(self.loader, "money-wan", n = wan(fen))
    }

    /// The three lines to read aloud, each of at most 60 columns. `at` is the time of day, when the
    /// figures are those of this moment.
    pub fn status_lines(&self, status: &Status, at: Option<NaiveTime>) -> [String; 3] {
        [self.status_counts(status, at), self.status_overdue(status), self.status_ahead(status)]
            .map(|line| fit(&line, SPOKEN))
    }

    fn status_counts(&self, status: &Status, at: Option<NaiveTime>) -> String {
        let total = &status.total;
        let rate = percent(total.rectified.into(), total.issues.into(), 1);
        let counts = fl!(
            self.loader,
            "status-counts",
            issues = total.issues,
            rectified = total.rectified,
            rate = rate,
            closed = total.closed
        );
        let day = self.day_said(status.today);
        let moment = at.map_or(day.clone(), |at| format!("{day}{}", at.format(&self.get("status-time"))));
        let with_day = |day: String| {
            let lead = if status.scope.is_empty() {
                fl!(self.loader, "status-as-of", day = day)
            } else {
                fl!(self.loader, "status-as-of-scope", scope = self.scope_line(&status.scope), day = day)
            };
            format!("{lead}{}{counts}", self.get("status-gap"))
        };
        let line = with_day(moment);
        if width(&line) <= SPOKEN { line } else { with_day(day) }
    }

    fn status_overdue(&self, status: &Status) -> String {
        let total = &status.total;
        let listed = match (total.listed + total.delisted, total.listed) {
            (0, _) => String::new(),
            (all, n) => {
                format!("{}{}", self.get("part-and"), fl!(self.loader, "status-listed", all = all, n = n))
            }
        };
        let mut late: Vec<&Tally> = status.units.iter().filter(|unit| unit.overdue > 0).collect();
        late.sort_by_key(|unit| std::cmp::Reverse(unit.overdue));
        if total.overdue == 0 {
            return format!("{}{listed}", fl!(self.loader, "status-overdue-none"));
        }
        let line = |named: usize| {
            let mut units: Vec<String> = late[..named]
                .iter()
                .map(|unit| format!("{}{}", self.spoken_name(unit), unit.overdue))
                .collect();
            let said: u32 = late[..named].iter().map(|unit| unit.overdue).sum();
            if said < total.overdue {
                units.push(fl!(self.loader, "status-others", n = (total.overdue - said)));
            }
            format!(
                "{}{listed}",
                fl!(self.loader, "status-overdue", n = total.overdue, units = units.join(" "))
            )
        };
        (0..=late.len()).rev().map(line).find(|line| width(line) <= SPOKEN).unwrap_or_else(|| line(0))
    }

    /// A name before its number; a name in letters needs a space between.
    fn spoken_name(&self, unit: &Tally) -> String {
        let letters = unit.name.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        if letters { format!("{} ", unit.name) } else { unit.name.clone() }
    }

    /// The paper that fell due last; before there is any, what comes next.
    fn status_ahead(&self, status: &Status) -> String {
        if let Some(paper) = &status.last_due {
            return self.paper_said(paper, SPOKEN);
        }
        let phase = match status.phase_days_left {
            Some(left) if left >= 0 => {
                fl!(self.loader, "status-phase-left", phase = status.phase.as_str(), n = left)
            }
            Some(left) => fl!(self.loader, "status-phase-over", phase = status.phase.as_str(), n = (-left)),
            None => status.phase.clone(),
        };
        let next = status.next_tasks.iter().min_by_key(|(.., days)| *days).map(|(time, work, _)| {
            fl!(self.loader, "status-next", time = time.as_str(), work = work.as_str())
        });
        let parts: Vec<String> =
            [Some(phase), next].into_iter().flatten().filter(|p| !p.is_empty()).collect();
        parts.join(&self.get("part-and"))
    }
}

/// Yuan with separators between thousands; fen only when there are any.
pub(in crate::i18n) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    let whole = grouped(fen / 100);
    match fen % 100 {
        0 => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}.{rest:02}"),
    }
}

/// Ten thousands of yuan, two decimals, half up.
pub fn wan(fen: i64) -> String {
    let hundredths = fen.unsigned_abs().saturating_add(5_000) / 10_000;
    let sign = if fen < 0 && hundredths > 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", grouped(hundredths / 100), hundredths % 100)
}

/// `part` of `whole` in per cent, half up; a dash when there is no whole.
pub fn percent(part: u64, whole: u64, decimals: u32) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    let scale = 10_u64.pow(decimals);
    let scaled = (part.saturating_mul(200 * scale) + whole) / (2 * whole);
    match decimals {
        0 => format!("{scaled}%"),
        _ => format!("{}.{:0>places$}%", scaled / scale, scaled % scale, places = decimals as usize),
    }
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_and_rounded_half_up() {
        assert_eq!(yuan(260_000), "2,600");
        assert_eq!(yuan(-123_456_789), "-1,234,567.89");
        assert_eq!(yuan(5), "0.05");
        assert_eq!(wan(125_000_000), "125.00");
        assert_eq!(wan(5_000), "0.01");
        assert_eq!(wan(4_999), "0.00");
        assert_eq!(wan(-4_999), "0.00");
    }

    #[test]
    fn a_rate_without_a_whole_is_a_dash() {
        assert_eq!(percent(233, 412, 1), "56.6%");
        assert_eq!(percent(233, 412, 2), "56.55%");
        assert_eq!(percent(1, 8, 0), "13%");
        assert_eq!(percent(0, 7, 2), "0.00%");
        assert_eq!(percent(0, 0, 2), "—");
    }
}
