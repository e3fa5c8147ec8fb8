//! The office: one thread that owns store and books, and the queries beside it.
//!
//! Writes go through the desk thread, batched; each is decided on the books as the earlier asks of its
//! batch left them. Queries read the books in the asker's own thread and never wait for a commit.

pub mod archive;
pub mod backup;
pub mod board;
pub mod card;
pub mod clock;
pub mod desk;
pub mod diff;
pub mod doctor;
pub mod entries;
pub mod fetch;
pub mod find;
pub mod found;
pub mod import;
mod letters;
pub mod lines;
mod lists;
pub mod load;
pub mod matrix;
pub mod meeting;
pub mod members;
pub mod names;
pub mod open;
pub mod owed;
mod past;
pub mod personal;
pub mod query;
pub mod report;
pub mod schedule;
pub mod seats;
pub mod status;
mod tables;
mod timetable;
mod veil;
pub mod verify;

#[cfg(test)]
mod tests;

use crate::api::{Answer, Notice, Request};
use crate::books::Books;
use crate::model::field::Field;
use crate::model::refusal::{Refusal, Why};
use crate::model::trouble::Trouble;
use crate::rules::rights;
use crate::rules::sight::Sight;
use crate::store::{Store, StoreError};
use chrono::NaiveDate;
use clock::Clock;
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::thread::JoinHandle;

/// What the desk thread and the queries share.
pub struct Shared {
    books: RwLock<Books>,
    store: Store,
    pub clock: Clock,
    seats: Mutex<seats::Seats>,
    path: PathBuf,
    served: AtomicBool,
    past: past::Past,
}

impl Shared {
    /// The books as committed. Held only while one answer is made.
    pub fn books(&self) -> RwLockReadGuard<'_, Books> {
        self.books.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the store lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// It serves a group, under an account of its own.
    pub fn is_served(&self) -> bool {
        self.served.load(Ordering::Relaxed)
    }

    /// The store, for reading.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The books of days gone by.
    pub fn past(&self) -> &past::Past {
        &self.past
    }

    /// The seats, held only for a moment.
    pub fn seats(&self) -> MutexGuard<'_, seats::Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The day of a seat: the one it was told, else the office's; never before that of the last fact.
    pub fn today(&self, seat: u32, last: Option<NaiveDate>) -> NaiveDate {
        let told = self.seats().day(seat);
        let today = told.unwrap_or_else(|| self.clock.today(last));
        last.map_or(today, |last| last.max(today))
    }

    fn tell(&self, notices: &[Notice]) {
        let books = self.books();
        let mut sights: HashMap<String, Option<Sight>> = HashMap::new();
        // The books are held before the seats, as everywhere.
        self.seats().tell(notices, |login, notice| {
            let Notice::Changed { subject, .. } = notice else { return true };
            let sight = sights
                .entry(login.to_owned())
                .or_insert_with(|| rights::actor(&books, login).map(|actor| Sight::of(&books, &actor)));
            sight.as_ref().is_some_and(|sight| sight.subject(&books, *subject))
        });
    }
}

/// A running office.
pub struct Office {
    shared: Arc<Shared>,
    jobs: Sender<desk::Job>,
    tries: Mutex<members::Tries>,
    thread: Option<JoinHandle<()>>,
    path: PathBuf,
}

impl Office {
    /// Starts the office on an open store: the books are the last checkpoint and the facts since. A store
    /// that is not writable is never checkpointed.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn start(store: Store, writable: bool, path: &Path, clock: Clock) -> Result<Self, Trouble> {
        let (books, checkpointed) = load::load(&store, writable).map_err(|error| open::of(path, error))?;
        let shared = Arc::new(Shared {
            books: RwLock::new(books),
            store,
            clock,
            seats: Mutex::default(),
            path: path.to_path_buf(),
            served: AtomicBool::new(false),
            past: past::Past::default(),
        });
        let (jobs, queue) = unbounded();
        let desk = desk::Desk::new(Arc::clone(&shared), queue, checkpointed, writable);
        let thread = std::thread::Builder::new()
            .name("office".into())
            .spawn(move || desk.run())
            .map_err(|error| Trouble::Other { path: path.to_path_buf(), detail: error.to_string() })?;
        let tries = Mutex::default();
        Ok(Self { shared, jobs, tries, thread: Some(thread), path: path.to_path_buf() })
    }

    /// True when a login is a member in service.
    pub fn knows(&self, login: &str) -> bool {
        crate::rules::rights::actor(&self.shared.books(), login).is_some()
    }

    /// Tells the office another day. Only forward.
    ///
    /// # Errors
    /// The day lies before the last fact.
    pub fn set_today(&self, day: NaiveDate) -> Result<(), Trouble> {
        self.expect_day(day)?;
        self.shared.clock.set(day);
        Ok(())
    }

    /// What queries need of it.
    pub fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// A new seat, told over `tell`: its number.
    pub fn seat(&self, login: &str, today: Option<NaiveDate>, tell: seats::Tell) -> u32 {
        self.shared.seats().take(login, today, tell)
    }

    /// From now on it serves a group: whatever it writes, it writes as its own account.
    pub fn serve(&self) {
        self.shared.served.store(true, Ordering::Relaxed);
    }

    /// True when the campaign is made up, and marked so.
    pub fn is_made_up(&self) -> bool {
        self.shared.books().campaign().is_some_and(|campaign| campaign.flag(Field::Synthetic))
    }

    /// Whether a seat may be told this day.
    ///
    /// # Errors
    /// The day lies before the last fact.
    pub fn expect_day(&self, day: NaiveDate) -> Result<(), Trouble> {
        match self.shared.books().last_day {
            Some(last) if day < last => Err(Trouble::ClockBack { asked: day, last }),
            _ => Ok(()),
        }
    }

    /// A seat is given up.
    pub fn leave(&self, seat: u32) {
        self.shared.leave(seat);
    }

    /// Sends a request; the answer comes over the channel. Queries are answered before this returns.
    pub fn send(&self, login: &str, seat: u32, request: Request) -> Receiver<Answer> {
        let (reply, answer) = bounded(1);
        if self.shared.seats().is_projected(seat) && !meeting::allows(&request) {
            let _ = reply.send(Answer::Refused(Box::new(meeting::refusal())));
        } else if let Request::Meeting { on } = request {
            self.shared.seats().project(seat, on);
            let _ = reply.send(Answer::Pong);
        } else if !request.is_write() && request != Request::Ping {
            let _ = reply.send(query::answer(&self.shared, login, seat, request));
        } else {
            let job = desk::Job::Ask { login: login.to_owned(), seat, request, reply: reply.clone() };
            if self.jobs.send(job).is_err() {
                let _ = reply.send(Answer::Refused(Box::new(Refusal::new(Why::OfficeGone))));
            }
        }
        answer
    }

    /// Stops the office: what waits is done, the books are checkpointed, the store is closed.
    ///
    /// # Errors
    /// The closing failed; the journal is whole all the same. A full disk is no error: all that was
    /// answered is kept, and the next opening finds it.
    pub fn stop(mut self) -> Result<(), Trouble> {
        let _ = self.jobs.send(desk::Job::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        match self.shared.store.close() {
            Ok(()) | Err(StoreError::DiskFull | StoreError::Dead) => Ok(()),
            Err(error) => Err(open::of(&self.path, error)),
        }
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = self.jobs.send(desk::Job::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
            let _ = self.shared.store.close();
        }
    }
}
