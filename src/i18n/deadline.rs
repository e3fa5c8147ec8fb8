//! How a deadline phrase was read, in a sentence.

use super::Words;
use crate::model::deadline::{DeadlineKind, DeadlineReason, Reading, Recurrence, Rhythm};
use chrono::NaiveDate;
use i18n_embed_fl::fl;

impl Words {
    /// How a phrase was read: the day, the stricter day, what recurs or stands, when to remind, why.
    pub fn reading(&self, reading: &Reading) -> String {
        let mut parts = Vec::new();
        if let Some(from) = reading.from.filter(|from| Some(*from) != reading.due) {
            parts.push(fl!(self.loader, "deadline-from", day = self.day(from)));
        }
        if let Some(due) = reading.due {
            parts.push(self.due(reading, due));
        }
        if let Some(strict) = reading.strict {
            parts.push(fl!(self.loader, "deadline-strict", day = self.day(strict)));
        }
        if let Some(recurrence) = &reading.recurrence {
            parts.push(self.recurrence(recurrence));
        }
        if reading.standing {
            parts.push(fl!(self.loader, "deadline-standing"));
        }
        if parts.is_empty() && reading.reason.is_none() {
            parts.push(fl!(self.loader, "deadline-none"));
        }
        if let Some(remind) = reading.remind.filter(|remind| Some(*remind) != reading.due) {
            parts.push(fl!(
                self.loader,
                "deadline-remind",
                day = self.day(remind),
                weekday = self.weekday(remind)
            ));
        }
        let mut text = parts.join(&self.get("clause-and"));
        if let Some(reason) = &reading.reason {
            let reason = self.reason(reason);
            text = match text.is_empty() {
                true => reason,
                false => fl!(self.loader, "reading-why", reading = text, reason = reason),
            };
        }
        text
    }

    fn due(&self, reading: &Reading, due: NaiveDate) -> String {
        let day = self.day(due);
        let day = if reading.fuzzy { fl!(self.loader, "deadline-about", day = day) } else { day };
        let weekday = self.weekday(due);
        match reading.time {
            Some(time) => fl!(
                self.loader,
                "deadline-due-time",
                day = day,
                weekday = weekday,
                time = time.format("%-H:%M").to_string()
            ),
            None => fl!(self.loader, "deadline-due", day = day, weekday = weekday),
        }
    }

    /// The rhythm of a recurring duty.
    pub fn recurrence(&self, recurrence: &Recurrence) -> String {
        let every = self.get(match recurrence.every {
            Rhythm::Day => "deadline-every-day",
            Rhythm::Week => "deadline-every-week",
            Rhythm::Month => "deadline-every-month",
            Rhythm::Quarter => "deadline-every-quarter",
            Rhythm::HalfYear => "deadline-every-half_year",
            Rhythm::Year => "deadline-every-year",
        });
        let day = match (recurrence.every, recurrence.day) {
            (Rhythm::Day, _) => String::new(),
            (Rhythm::Week, Some(day)) => self.get(&format!("weekday-{}", day.clamp(1, 7))),
            (_, Some(day)) => fl!(self.loader, "deadline-on-day", day = day),
            (_, None) => fl!(self.loader, "deadline-on-last"),
        };
        let months = match recurrence.months.as_slice() {
            [] => String::new(),
            months => {
                let months: Vec<String> = months.iter().map(u8::to_string).collect();
                fl!(self.loader, "deadline-in-months", months = self.list(&months))
            }
        };
        [every, months, day]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(&self.get("word-and"))
    }

    /// Why a phrase was read as it was, as a sentence.
    pub fn reason(&self, reason: &DeadlineReason) -> String {
        let l = &self.loader;
        match reason {
            DeadlineReason::Empty => fl!(l, "reason-empty"),
            DeadlineReason::NoSuchDay { month, day } => {
                fl!(l, "reason-no_such_day", month = (*month), day = (*day))
            }
            DeadlineReason::NoSuchMonth { month } => fl!(l, "reason-no_such_month", month = (*month)),
            DeadlineReason::NoSuchTime => fl!(l, "reason-no_such_time"),
            DeadlineReason::Cutoff { day: None } => fl!(l, "reason-cutoff"),
            DeadlineReason::Cutoff { day: Some(day) } => fl!(l, "reason-cutoff-day", day = self.day(*day)),
            DeadlineReason::Vague => fl!(l, "reason-vague"),
            DeadlineReason::NeedsDate => fl!(l, "reason-needs_date"),
            DeadlineReason::NeedsReview => fl!(l, "reason-needs_review"),
            DeadlineReason::TenDays { strict } => fl!(l, "reason-ten_days", strict = self.day(*strict)),
            DeadlineReason::Anchored { anchor } => {
                let anchor = self.get_or(&format!("anchor-{}", anchor.replace('_', "-")), anchor);
                fl!(l, "reason-anchored", anchor = anchor)
            }
            DeadlineReason::NoAnchor { anchor } => {
                let anchor = self.get_or(&format!("anchor-{}", anchor.replace('_', "-")), anchor);
                fl!(l, "reason-no_anchor", anchor = anchor)
            }
            DeadlineReason::SeveralDays { first, last } => {
                fl!(l, "reason-several_days", first = self.day(*first), last = self.day(*last))
            }
            DeadlineReason::NextYear { year } => fl!(l, "reason-next_year", year = year.to_string()),
            DeadlineReason::RolledForward { from } => {
                fl!(l, "reason-rolled_forward", from = self.day(*from))
            }
            DeadlineReason::RestDay => fl!(l, "reason-rest_day"),
            DeadlineReason::Policy { working_days } => fl!(l, "reason-policy", days = (*working_days)),
            DeadlineReason::Backwards => fl!(l, "reason-backwards"),
            DeadlineReason::NotUnderstood => fl!(l, "reason-not_understood"),
            DeadlineReason::OutOfRange => fl!(l, "reason-out_of_range"),
        }
    }

    /// The sort of a deadline.
    pub fn deadline_kind(&self, kind: DeadlineKind) -> String {
        self.get(&format!("deadline-kind-{}", kind.code()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    fn reading(kind: DeadlineKind) -> Reading {
        Reading {
            text: String::new(),
            kind,
            from: None,
            due: None,
            time: None,
            fuzzy: false,
            strict: None,
            standing: false,
            recurrence: None,
            remind: None,
            reason: None,
        }
    }

    #[test]
    fn a_reading_is_one_sentence() {
        let words = Words::new(Lang::Zh);
        let read =
            Reading { due: day("2021-07-31"), remind: day("2021-07-30"), ..reading(DeadlineKind::Point) };
        assert_eq!(words.reading(&read), "2021-07-31 周六，提醒 2021-07-30 周五");
        let strict: NaiveDate = "2021-11-30".parse().unwrap();
        let read = Reading {
            due: day("2021-12-10"),
            fuzzy: true,
            strict: Some(strict),
            reason: Some(DeadlineReason::TenDays { strict }),
            ..reading(DeadlineKind::Point)
        };
        assert_eq!(
            words.reading(&read),
            "≈2021-12-10 周五，从严 2021-11-30。“上旬前”按旬末算，从严为2021-11-30。"
        );
        let read = Reading {
            reason: Some(DeadlineReason::NoSuchDay { month: 9, day: 31 }),
            ..reading(DeadlineKind::Error)
        };
        assert_eq!(words.reading(&read), "没有9月31日这一天。");
    }

    #[test]
    fn rhythms_say_their_day() {
        let words = Words::new(Lang::Zh);
        let every = |every, day, months| words.recurrence(&Recurrence { every, day, months, working: false });
        assert_eq!(every(Rhythm::Week, Some(5), vec![]), "每周周五");
        assert_eq!(every(Rhythm::Month, None, vec![]), "每月末日");
        assert_eq!(every(Rhythm::Month, Some(5), vec![1, 3]), "每月1、3月5日");
    }
}
