//! The part of the campaign that the schedule is kept to: all of it, a phase, a month, a week.

use crate::model::timetable::{PhaseSpan, Timetable};
use chrono::{Datelike, Days, Months, NaiveDate};

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Extent {
    #[default]
    Whole,
    Phase,
    Month,
    Week,
}

impl Extent {
    const ALL: [Extent; 4] = [Extent::Whole, Extent::Phase, Extent::Month, Extent::Week];

    /// The name in message ids.
    pub fn code(self) -> &'static str {
        match self {
            Extent::Whole => "whole",
            Extent::Phase => "phase",
            Extent::Month => "month",
            Extent::Week => "week",
        }
    }
}

/// The part in sight. Until it is moved it goes with the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    pub extent: Extent,
    at: Option<NaiveDate>,
}

impl Period {
    /// The day it is about.
    fn at(self, table: &Timetable, today: NaiveDate) -> NaiveDate {
        self.at.unwrap_or(today).clamp(table.from, table.to.max(table.from))
    }

    /// The phase it is about: where none runs, the one before.
    pub fn phase(self, table: &Timetable, today: NaiveDate) -> Option<&PhaseSpan> {
        let at = self.at(table, today);
        table.phases.iter().find(|phase| at <= phase.to).or(table.phases.last())
    }

    /// First and last day in sight.
    pub fn days(self, table: &Timetable, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let at = self.at(table, today);
        match self.extent {
            Extent::Whole => (table.from, table.to),
            Extent::Phase => match self.phase(table, today) {
                Some(phase) => (phase.from, phase.to),
                None => (table.from, table.to),
            },
            Extent::Month => month(at),
            Extent::Week => {
                let first = at.checked_sub_days(Days::new(at.weekday().num_days_from_monday().into()));
                let first = first.unwrap_or(at);
                (first, first.checked_add_days(Days::new(6)).unwrap_or(at))
            }
        }
    }

    /// Takes in less, or more.
    pub fn resize(&mut self, narrower: bool) {
        let at = Extent::ALL.iter().position(|extent| *extent == self.extent).unwrap_or(0);
        let to = if narrower { (at + 1).min(Extent::ALL.len() - 1) } else { at.saturating_sub(1) };
        self.extent = Extent::ALL[to];
    }

    /// Goes on by one part, or back; false where there is none.
    pub fn turn(&mut self, table: &Timetable, today: NaiveDate, later: bool) -> bool {
        let (from, to) = self.days(table, today);
        let next =
            if later { to.checked_add_days(Days::new(1)) } else { from.checked_sub_days(Days::new(1)) };
        let next = next.filter(|day| self.extent != Extent::Whole && (table.from..=table.to).contains(day));
        let phases = table.phases.last().map(|last| last.to);
        let beyond = self.extent == Extent::Phase && next > phases;
        match next.filter(|_| !beyond) {
            Some(day) => {
                self.at = Some(day);
                true
            }
            None => false,
        }
    }

    /// Goes to the day, and with it from now on.
    pub fn go_today(&mut self) {
        self.at = None;
    }
}

/// First and last day of the month of a day.
fn month(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
    (first, next.unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn table() -> Timetable {
        let phase =
            |no, from: &str, to: &str| PhaseSpan { no, name: no.to_string(), from: day(from), to: day(to) };
        Timetable {
            from: day("2021-06-01"),
            to: day("2021-12-31"),
            phases: vec![phase(1, "2021-06-30", "2021-07-15"), phase(2, "2021-07-16", "2021-09-30")],
            lines: Vec::new(),
        }
    }

    #[test]
    fn it_narrows_to_phase_month_and_week_and_no_further() {
        let (table, today) = (table(), day("2021-09-18"));
        let mut period = Period::default();
        let mut seen = Vec::new();
        for _ in 0..5 {
            seen.push(period.days(&table, today));
            period.resize(true);
        }
        let spans = [
            ("2021-06-01", "2021-12-31"),
            ("2021-07-16", "2021-09-30"),
            ("2021-09-01", "2021-09-30"),
            ("2021-09-13", "2021-09-19"),
            ("2021-09-13", "2021-09-19"),
        ];
        assert_eq!(seen, spans.map(|(from, to)| (day(from), day(to))));
        period.resize(false);
        assert_eq!(period.extent, Extent::Month);
    }

    #[test]
    fn it_moves_as_far_as_the_campaign_goes_and_back_to_the_day() {
        let (table, today) = (table(), day("2021-09-18"));
        let mut period = Period::default();
        assert!(!period.turn(&table, today, true), "there is only one whole");
        period.resize(true);
        assert!(!period.turn(&table, today, true), "there is no phase after the last");
        assert!(period.turn(&table, today, false));
        assert_eq!(period.days(&table, today).0, day("2021-06-30"));
        period.go_today();
        period.resize(true);
        for _ in 0..3 {
            assert!(period.turn(&table, today, true));
        }
        assert_eq!(period.days(&table, today), (day("2021-12-01"), day("2021-12-31")));
        assert!(!period.turn(&table, today, true));
        assert_eq!(period.days(&table, today).0, day("2021-12-01"), "it stays where it was");
        period.go_today();
        assert_eq!(period.days(&table, today).0, day("2021-09-01"));
    }
}
