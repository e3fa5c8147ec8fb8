//! Days: in order, within the campaign, and in a calendar that covers them.

use super::Checker;
use crate::pack::error::PackFault;
use chrono::{Datelike, NaiveDate, Weekday};

impl Checker<'_> {
    /// Days of the campaign, its phases, its schedule, its reminders and its open questions.
    pub(super) fn dates(&mut self) {
        let pack = self.pack;
        self.order("campaign", "end", pack.campaign.end, pack.campaign.start);
        let mut before: Option<NaiveDate> = None;
        for (at, phase) in pack.phases.iter().enumerate() {
            let path = format!("phases.{at}");
            self.within(&path, "due", phase.due);
            if let Some(before) = before {
                self.order(&path, "due", phase.due, before);
            }
            if let Some(strict) = phase.strict {
                self.order(&path, "due", phase.due, strict);
            }
            before = Some(phase.due);
        }
        for (at, task) in pack.schedule.iter().enumerate() {
            let path = format!("schedule.{at}");
            self.within(&path, "due", task.due);
            for earlier in [task.from, task.strict].into_iter().flatten() {
                self.order(&path, "due", task.due, earlier);
            }
        }
        for (at, month) in pack.screening.iter().flat_map(|it| &it.months).enumerate() {
            self.month(&format!("screening.months.{at}"), &month.month, month.due);
        }
        for (at, reminder) in pack.reminders.iter().enumerate() {
            self.within(&format!("reminders.{at}"), "on", reminder.on);
            if !reminder.internal {
                let found = reminder.id.clone();
                self.say(&format!("reminders.{at}.internal"), PackFault::NotInternal { found });
            }
        }
        for (at, unit) in pack.units.iter().enumerate() {
            if let (Some(from), Some(to)) = (unit.valid_from, unit.valid_to) {
                self.order(&format!("units.{at}"), "valid_to", to, from);
            }
        }
        self.claims();
    }

    /// Until somebody settles it, the earlier day reminds and only the later one makes overdue.
    fn claims(&mut self) {
        for (at, settle) in self.pack.settle.iter().enumerate() {
            let path = format!("settle.{at}");
            let dues = [settle.a.due, settle.b.as_ref().and_then(|b| b.due)];
            let dues = || dues.into_iter().flatten();
            if let (Some(overdue), Some(latest)) = (settle.overdue_on, dues().chain(settle.remind_on).max()) {
                self.order(&path, "overdue_on", overdue, latest);
            }
            if let (Some(remind), Some(earliest)) = (settle.remind_on, dues().min())
                && remind > earliest
            {
                let (found, not_before) = (earliest, remind);
                let fault = PackFault::OutOfOrder { field: "remind_on".to_owned(), found, not_before };
                self.say(&format!("{path}.remind_on"), fault);
            }
        }
    }

    fn order(&mut self, path: &str, field: &str, found: NaiveDate, not_before: NaiveDate) {
        if found < not_before {
            let fault = PackFault::OutOfOrder { field: field.to_owned(), found, not_before };
            self.say(&format!("{path}.{field}"), fault);
        }
    }

    fn within(&mut self, path: &str, field: &str, found: NaiveDate) {
        let (from, to) = (self.pack.campaign.start, self.pack.campaign.end);
        if found < from || found > to {
            let fault = PackFault::OutsideCampaign { field: field.to_owned(), found, from, to };
            self.say(&format!("{path}.{field}"), fault);
        }
    }

    fn month(&mut self, path: &str, month: &str, due: NaiveDate) {
        let first = format!("{month}-01").parse::<NaiveDate>();
        match first {
            Ok(first) if month.len() == "2021-07".len() => {
                self.within(path, "due", due);
                self.order(path, "due", due, first);
            }
            _ => self.say(&format!("{path}.month"), PackFault::NotADate { found: month.to_owned() }),
        }
    }

    /// Days off and days worked.
    pub(super) fn calendar(&mut self) {
        let (from, to) = (self.pack.campaign.start.year(), self.pack.campaign.end.year());
        let years = &self.pack.calendar.years;
        for found in from..=to {
            if !years.iter().any(|year| year.year == found) {
                self.say("calendar.years", PackFault::MissingYear { found });
            }
        }
        for (at, year) in years.iter().enumerate() {
            let lists = [("off", &year.off), ("work", &year.work)];
            for (field, days) in lists {
                for (d, day) in days.iter().enumerate() {
                    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                    let worked = field == "work" && (!weekend || year.off.contains(day));
                    if day.year() != year.year || worked || days[..d].contains(day) {
                        self.say(
                            &format!("calendar.years.{at}.{field}.{d}"),
                            PackFault::BadDay { found: *day },
                        );
                    }
                }
            }
        }
        let anchors = &self.pack.calendar.anchors;
        for (code, first) in anchors {
            if let Some(last) = anchors.get(&format!("{code}_end")) {
                self.order("calendar.anchors", &format!("{code}_end"), *last, *first);
            }
        }
    }
}
