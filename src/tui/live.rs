//! The desk among others: what is open here is said, who else has it is shown; a list can be held still; while
//! the office is away that is said, and nothing typed is lost.

use super::layers::Layer;
use super::msg::Effect;
use super::state::{Purpose, State};
use crate::api::answer::{Done, Presence};
use crate::api::{Notice, Request};
use chrono::{DateTime, Utc};

/// Lists are held still, to be read aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frozen {
    pub at: DateTime<Utc>,
    /// What has changed since and is not shown.
    pub changes: usize,
}

/// What this seat has told the office that it has open, and who else has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Watch {
    told: Option<(String, bool)>,
    pub present: Vec<Presence>,
}

impl State {
    /// The record that is open: of the topmost form or detail. True when it is being written.
    fn opened(&self) -> Option<(String, bool)> {
        self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Form(form) => match &form.subjects[..] {
                [what] => Some((what.clone(), true)),
                _ => None,
            },
            Layer::Detail(detail) => Some((detail.what.clone(), false)),
            _ => None,
        })
    }

    /// Tells the office when another record is open than it knows of.
    pub fn tell_open(&mut self, effects: &mut Vec<Effect>) {
        let opened = self.opened();
        if opened == self.watch.told || self.away {
            return;
        }
        if opened.as_ref().map(|open| &open.0) != self.watch.told.as_ref().map(|told| &told.0) {
            self.watch.present.clear();
        }
        self.watch.told = opened;
        self.ask_present(effects);
    }

    fn ask_present(&mut self, effects: &mut Vec<Effect>) {
        let (what, editing) = match self.watch.told.clone() {
            Some((what, editing)) => (Some(what), editing),
            None => (None, false),
        };
        self.ask(Purpose::Watch(what.clone()), Request::Watch { what, editing }, effects);
    }

    /// Who else has it open, as the office says.
    pub fn take_present(&mut self, what: Option<String>, present: Vec<Presence>) {
        if self.watch.told.as_ref().map(|told| &told.0) == what.as_ref() {
            self.watch.present = present;
        }
    }

    /// Something was committed, or somebody came or went.
    pub fn hear(&mut self, notices: &[Notice], effects: &mut Vec<Effect>) {
        if notices.iter().any(|notice| matches!(notice, Notice::Present { .. } | Notice::Missed)) {
            self.ask_present(effects);
        }
        if let Some(Notice::Working { done, of }) =
            notices.iter().rev().find(|notice| matches!(notice, Notice::Working { .. }))
        {
            super::acts::import::working(self, *done, *of);
        }
        // Who sits where changes nothing that a list shows.
        let quiet = |notice: &&Notice| matches!(notice, Notice::Present { .. } | Notice::Working { .. });
        let changes = notices.len() - notices.iter().filter(quiet).count();
        if changes == 0 {
            return;
        }
        self.tell_in_form(notices, effects);
        if let Some(frozen) = &mut self.frozen {
            let own = self.own.0..=self.own.1;
            let mine = |notice: &&Notice| matches!(notice, Notice::Changed { seq, .. } if own.contains(seq));
            frozen.changes += changes - notices.iter().filter(mine).count();
        }
        self.refresh(effects);
    }

    /// The form on a record that somebody has just changed says so.
    fn tell_in_form(&mut self, notices: &[Notice], effects: &mut Vec<Effect>) {
        let form = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Form(form) => Some(form),
            _ => None,
        });
        let Some(form) = form else { return };
        let (op, known) = (form.op, form.record);
        let about = |notice: &Notice| match notice {
            Notice::Changed { subject, .. } => known.is_none_or(|known| known == *subject),
            Notice::Missed => true,
            Notice::Present { .. } | Notice::Working { .. } => false,
        };
        let under_way =
            self.tickets.values().any(|asked| matches!(asked, Purpose::Since(known) if *known == op));
        if let ([what], true, false) = (&form.subjects[..], notices.iter().any(about), under_way) {
            let what = what.clone();
            self.ask(Purpose::Since(op), Request::Show { what }, effects);
        }
    }

    /// Holds the lists still, or lets them go on.
    pub fn freeze(&mut self, effects: &mut Vec<Effect>) {
        self.frozen = match self.frozen {
            Some(_) => None,
            None => Some(Frozen { at: (self.now)(), changes: 0 }),
        };
        if self.frozen.is_none() {
            self.refresh(effects);
            let said = self.words.get("desk-thawed");
            self.say(said);
        }
    }

    /// What was done here shows in a list that is held still, too.
    pub fn show_done(&mut self, done: &Done) {
        self.own = (done.first, done.last);
        let rows = self.issues.page.iter_mut().flat_map(|page| &mut page.rows);
        if let (Some(_), Some(new)) = (&self.frozen, &done.row)
            && let Some(row) = rows.into_iter().find(|row| row.id == new.id)
        {
            row.clone_from(new);
        }
    }

    /// The office is away: what is asked waits.
    pub fn office_away(&mut self) {
        self.away = true;
    }

    /// It is back, or another is in its place: anything may have changed, and it does not know what is open here.
    pub fn office_back(&mut self, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.away) {
            let said = self.words.get("desk-back");
            self.say(said);
        }
        self.watch.told = None;
        self.hear(&[Notice::Missed], effects);
    }

    /// What stands in the header instead of the day: the connection, or that the lists are held still.
    pub fn standing(&self) -> Option<String> {
        if self.away {
            return Some(self.words.get("screen-away"));
        }
        if self.meeting.is_some() {
            let (at, n) =
                self.frozen.map_or_else(Default::default, |held| (self.words.clock(held.at), held.changes));
            let id = if n == 0 { "meeting-standing" } else { "meeting-standing-changed" };
            return Some(self.words.with(id, &[("at", at), ("n", n.to_string())]));
        }
        let frozen = self.frozen?;
        let (at, n) = (self.words.clock(frozen.at), frozen.changes.to_string());
        let id = if frozen.changes == 0 { "screen-frozen-still" } else { "screen-frozen" };
        Some(self.words.with(id, &[("at", at.as_str()), ("n", &n)]))
    }

    /// A heading, and who else has the record it is about.
    pub fn heading(&self, title: String, what: &str) -> String {
        let open = self.watch.told.as_ref().is_some_and(|told| told.0 == what);
        if !open || self.watch.present.is_empty() {
            return title;
        }
        let one = |other: &Presence| {
            let id = if other.editing { "present-editing" } else { "present-reading" };
            let at = self.words.clock(other.since);
            self.words.with(id, &[("who", other.member.as_str()), ("at", &at)])
        };
        let others: Vec<String> = self.watch.present.iter().map(one).collect();
        format!("{title}  {}", self.words.with("present", &[("others", self.words.list(&others))]))
    }
}
