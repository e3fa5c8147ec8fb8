//! Who sits at the office: where notices go, and who has which record open.

use super::query::Desk;
use super::{Shared, lines};
use crate::api::Notice;
use crate::api::answer::Presence;
use crate::model::ids::Subject;
use crate::model::refusal::Refusal;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// How a seat is told. It never waits.
pub type Tell = Box<dyn Fn(Notice) -> Told + Send>;

/// Whether a notice reached its seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Yes,
    /// Too many wait already: the seat will be told that it missed some.
    Full,
    /// Nobody listens any more.
    Gone,
}

/// The seats, by number.
#[derive(Default)]
pub struct Seats {
    last: u32,
    seats: BTreeMap<u32, Place>,
}

/// One seat.
struct Place {
    login: String,
    /// The day it shows, where that is not the office's.
    today: Option<NaiveDate>,
    tell: Tell,
    /// Notices were dropped since it was last told.
    missed: bool,
    open: Option<Open>,
    /// Its screen is shown to a meeting.
    projected: bool,
}

/// A record that a seat has open.
#[derive(Clone, Copy)]
struct Open {
    subject: Subject,
    since: DateTime<Utc>,
    editing: bool,
    /// The member who has looked at its protected names since, and the fact of it.
    looked: Option<(u32, u64)>,
}

impl Place {
    /// False when nobody listens any more.
    fn tell(&mut self, notice: Notice) -> bool {
        if self.missed {
            match (self.tell)(Notice::Missed) {
                Told::Yes => self.missed = false,
                Told::Full => return true,
                Told::Gone => return false,
            }
        }
        let told = (self.tell)(notice);
        self.missed = told == Told::Full;
        told != Told::Gone
    }
}

impl Seats {
    /// A new seat: its number.
    pub fn take(&mut self, login: &str, today: Option<NaiveDate>, tell: Tell) -> u32 {
        self.last += 1;
        let login = login.to_owned();
        self.seats
            .insert(self.last, Place { login, today, tell, missed: false, open: None, projected: false });
        self.last
    }

    /// From now on the seat's screen is shown to a meeting, or no more.
    pub fn project(&mut self, seat: u32, on: bool) {
        if let Some(place) = self.seats.get_mut(&seat) {
            place.projected = on;
        }
    }

    /// True while the seat's screen is shown to a meeting.
    pub fn is_projected(&self, seat: u32) -> bool {
        self.seats.get(&seat).is_some_and(|place| place.projected)
    }

    /// The day a seat was told to show.
    pub fn day(&self, seat: u32) -> Option<NaiveDate> {
        self.seats.get(&seat).and_then(|place| place.today)
    }

    /// A seat is given up; those who have the same record open are told.
    pub fn leave(&mut self, seat: u32) {
        if let Some(place) = self.seats.remove(&seat)
            && let Some(open) = place.open
        {
            self.tell_present(open.subject, seat);
        }
    }

    /// Tells each seat what it may know.
    pub fn tell(&mut self, notices: &[Notice], mut may: impl FnMut(&str, &Notice) -> bool) {
        self.seats.retain(|_, place| {
            let known: Vec<Notice> =
                notices.iter().filter(|notice| may(&place.login, notice)).copied().collect();
            known.into_iter().all(|notice| place.tell(notice))
        });
    }

    /// Tells one seat.
    pub fn tell_one(&mut self, seat: u32, notice: Notice) {
        if let Some(place) = self.seats.get_mut(&seat) {
            place.tell(notice);
        }
    }

    fn tell_present(&mut self, subject: Subject, by: u32) {
        for (seat, place) in &mut self.seats {
            if *seat != by && place.open.is_some_and(|open| open.subject == subject) {
                place.tell(Notice::Present { subject });
            }
        }
    }

    /// A seat has a record open, or none any more.
    fn open(&mut self, seat: u32, subject: Option<Subject>, editing: bool, at: DateTime<Utc>) {
        let Some(place) = self.seats.get_mut(&seat) else { return };
        let before = place.open;
        if before.map(|open| (open.subject, open.editing)) == subject.map(|subject| (subject, editing)) {
            return;
        }
        let still = |subject| before.filter(|open| open.subject == subject);
        place.open = subject.map(|subject| match still(subject) {
            Some(open) => Open { editing, ..open },
            None => Open { subject, since: at, editing, looked: None },
        });
        for subject in [before.map(|open| open.subject), subject].into_iter().flatten() {
            self.tell_present(subject, seat);
        }
    }

    /// The fact by which a member has looked at the protected names of the record that his seat has open.
    pub fn looked(&self, seat: u32, member: u32, subject: Subject) -> Option<u64> {
        let open = self.seats.get(&seat).and_then(|place| place.open)?;
        let (by, seq) = open.looked.filter(|_| open.subject == subject)?;
        (by == member).then_some(seq)
    }

    /// Notes that a member has looked at the protected names of a record, for as long as his seat has it open.
    pub fn note_look(&mut self, seat: u32, member: u32, subject: Subject, seq: u64) {
        let open = self.seats.get_mut(&seat).and_then(|place| place.open.as_mut());
        if let Some(open) = open.filter(|open| open.subject == subject) {
            open.looked = Some((member, seq));
        }
    }

    /// The other seats that have a record open: login, since when, whether they write.
    fn others(&self, seat: u32, subject: Subject) -> Vec<(String, DateTime<Utc>, bool)> {
        let here = |place: &Place| place.open.filter(|open| open.subject == subject);
        let others = self.seats.iter().filter(|(other, _)| **other != seat);
        others
            .filter_map(|(_, place)| here(place).map(|open| (place.login.clone(), open.since, open.editing)))
            .collect()
    }
}

impl Desk<'_> {
    /// Notes what this seat has open, and answers who else has.
    pub fn watch(&self, seat: u32, what: Option<&str>, editing: bool) -> Result<Vec<Presence>, Refusal> {
        let subject = what.map(|what| lines::subject_of(self, what)).transpose()?;
        let others = {
            let mut seats = self.shared.seats();
            seats.open(seat, subject, editing, self.shared.clock.now());
            subject.map_or_else(Vec::new, |subject| seats.others(seat, subject))
        };
        let name = |login: &str| {
            let member = self.books.member(login);
            member.map_or_else(
                || login.to_owned(),
                |member| member.text(crate::model::field::Field::Name).to_owned(),
            )
        };
        Ok(others
            .into_iter()
            .map(|(login, since, editing)| Presence { member: name(&login), since, editing })
            .collect())
    }
}

impl Shared {
    /// A seat is given up.
    pub fn leave(&self, seat: u32) {
        self.seats().leave(seat);
    }
}
