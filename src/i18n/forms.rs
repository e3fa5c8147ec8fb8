//! Labels, hints and remarks of forms, and what quick entry took each word for.

use super::Words;
use crate::model::entry::Taken;
use crate::model::form::{Input, Remark, Slot};
use i18n_embed_fl::fl;

impl Words {
    /// The label of a line of a form.
    pub fn slot(&self, slot: &Slot) -> String {
        match slot {
            Slot::Field(code) => self.field_code(code),
            Slot::Reason => fl!(self.loader, "form-reason"),
            Slot::On => fl!(self.loader, "form-on"),
            Slot::Party => fl!(self.loader, "form-party"),
            Slot::By => fl!(self.loader, "form-by"),
            Slot::Paper => fl!(self.loader, "form-paper"),
        }
    }

    /// What to type there, with an example.
    pub fn slot_hint(&self, slot: &Slot, input: &Input) -> String {
        let own = match slot {
            Slot::Field(code) => code.rsplit_once('.').map_or(code.as_str(), |(code, _)| code),
            Slot::Reason => "reason",
            Slot::On => "on",
            Slot::Party => "party",
            Slot::By => "by",
            Slot::Paper => "paper",
        };
        let own = format!("hint-for-{own}");
        if self.has(&own) { self.get(&own) } else { self.input_hint(input) }
    }

    /// What a sort of input takes.
    pub fn input_hint(&self, input: &Input) -> String {
        self.get(match input {
            Input::Line | Input::Offered(_) => "hint-line",
            Input::Text => "hint-text",
            Input::Count => "hint-count",
            Input::Money => "hint-money",
            Input::Day => "hint-day",
            Input::Deadline => "hint-deadline",
            Input::Choice(_) => "hint-choice",
            Input::Unit => "hint-unit",
            Input::Fixed => "hint-fixed",
        })
    }

    /// What quick entry took a word for.
    pub fn taken(&self, taken: Taken) -> String {
        self.get(match taken {
            Taken::Unit => "taken-unit",
            Taken::Category => "taken-category",
            Taken::Item => "taken-item",
            Taken::Place => "taken-place",
            Taken::Text => "taken-text",
            Taken::Students => "taken-students",
            Taken::Persons => "taken-persons",
            Taken::Amount => "taken-amount",
            Taken::Deadline => "taken-deadline",
            Taken::Source => "taken-source",
        })
    }

    /// What a form says beside its fields.
    pub fn remark(&self, remark: &Remark) -> String {
        let l = &self.loader;
        match remark {
            Remark::For { party, name } if name.is_empty() => {
                fl!(l, "remark-for", party = self.party(*party))
            }
            Remark::For { party, name } => {
                fl!(l, "remark-for-name", party = self.party(*party), name = name.as_str())
            }
            Remark::Deadline { text, due, original } if original.is_empty() || original == due => {
                fl!(l, "remark-deadline", text = text.as_str(), due = due.as_str())
            }
            Remark::Deadline { text, due, original } => fl!(
                l,
                "remark-deadline-original",
                text = text.as_str(),
                due = due.as_str(),
                original = original.as_str()
            ),
            Remark::Route { lead, clause, gap: false } => {
                fl!(l, "remark-route", lead = lead.as_str(), clause = clause.as_str())
            }
            Remark::Route { lead, clause, gap: true } => {
                fl!(l, "remark-route-gap", lead = lead.as_str(), clause = clause.as_str())
            }
            Remark::Duplicate { no, place, title } => {
                fl!(l, "remark-duplicate", no = no.as_str(), place = place.as_str(), title = title.as_str())
            }
            Remark::Late { days } => fl!(l, "remark-late", days = (*days)),
            Remark::Open { open, total } => fl!(l, "remark-open", open = (*open), total = (*total)),
            Remark::Evidence { count: 0 } => fl!(l, "remark-evidence-none"),
            Remark::Evidence { count } => fl!(l, "remark-evidence", count = (*count)),
            Remark::Options { texts } => {
                let numbered = texts.iter().zip(1..).map(|(text, n)| format!("{n} {text}"));
                let texts = numbered.collect::<Vec<_>>().join("  ");
                fl!(l, "remark-options", texts = texts)
            }
            Remark::Leader { times, name, phone } => {
                fl!(l, "remark-leader", n = (*times), name = name.as_str(), phone = phone.as_str())
            }
            Remark::Fixed { month, on, next } => {
                let (month, on, next) = (self.month_said(month), self.day_said(*on), self.month_said(next));
                fl!(l, "remark-fixed", month = month, day = on, next = next)
            }
            Remark::ClaimedBy { name, unit } => {
                fl!(l, "remark-claimed_by", unit = unit.as_str(), name = name.as_str())
            }
        }
    }
}
