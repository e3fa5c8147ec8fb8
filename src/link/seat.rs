//! A seat: where one member asks the office.

use super::event::Event;
use crate::api::{Answer, Request};
use crate::model::refusal::{Refusal, Why};
use crate::model::trouble::Trouble;
use crate::office::Office;
use crate::office::seats::Told;
use chrono::NaiveDate;
use crossbeam_channel::{Receiver, TrySendError, bounded};
use std::sync::Arc;

/// Notices that wait for a seat at most.
const WAITING: usize = 256;

/// One member's place at an office. Asking blocks until the answer is there.
pub struct Seat {
    office: Arc<Office>,
    login: String,
    number: u32,
    events: Receiver<Event>,
}

impl Seat {
    /// A seat at an office in this process.
    pub(super) fn new(office: Arc<Office>, login: &str) -> Result<Self, Trouble> {
        if !office.knows(login) {
            return Err(Trouble::UnknownMember { login: login.to_owned() });
        }
        let (tell, events) = bounded(WAITING);
        let tell = move |notice| match tell.try_send(Event::Notice(notice)) {
            Ok(()) => Told::Yes,
            Err(TrySendError::Full(_)) => Told::Full,
            Err(TrySendError::Disconnected(_)) => Told::Gone,
        };
        let number = office.seat(login, Box::new(tell));
        Ok(Self { office, login: login.to_owned(), number, events })
    }

    /// Asks, and waits for the answer. A write is answered when it is durable.
    pub fn ask(&self, request: Request) -> Answer {
        receive(&self.office.send(&self.login, self.number, request))
    }

    /// Asks several things in order; writes that wait together share their commits.
    pub fn ask_many(&self, requests: Vec<Request>) -> Vec<Answer> {
        let answers: Vec<Receiver<Answer>> =
            requests.into_iter().map(|request| self.office.send(&self.login, self.number, request)).collect();
        answers.iter().map(receive).collect()
    }

    /// Asks for several members at once, in order: how a made-up campaign is played. Only at an office in
    /// this process, where every seat is its owner's.
    pub fn ask_as(&self, requests: Vec<(String, Request)>) -> Vec<Answer> {
        let answers: Vec<Receiver<Answer>> = requests
            .into_iter()
            .map(|(login, request)| self.office.send(&login, self.number, request))
            .collect();
        answers.iter().map(receive).collect()
    }

    /// What this seat is told: something happened, the office is away, it is back.
    pub fn events(&self) -> &Receiver<Event> {
        &self.events
    }

    /// The login this seat asks for.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// A seat for another member at the same office.
    ///
    /// # Errors
    /// The login is no member.
    pub fn sibling(&self, login: &str) -> Result<Self, Trouble> {
        Self::new(Arc::clone(&self.office), login)
    }

    /// Tells the office another day. Only forward.
    ///
    /// # Errors
    /// The day lies before the last fact.
    pub fn set_today(&self, day: NaiveDate) -> Result<(), Trouble> {
        self.office.set_today(day)
    }

    /// Leaves. The last seat stops the office: what waits is done, and the store is closed.
    ///
    /// # Errors
    /// The store could not be closed cleanly; the journal is whole all the same.
    pub fn close(self) -> Result<(), Trouble> {
        match Arc::try_unwrap(self.office) {
            Ok(office) => office.stop(),
            Err(_) => Ok(()),
        }
    }
}

fn receive(answer: &Receiver<Answer>) -> Answer {
    answer.recv().unwrap_or_else(|_| Answer::Refused(Box::new(Refusal::new(Why::OfficeGone))))
}
