//! A seat: where one member asks the office, wherever the office is. When the office goes, the seat finds
//! its successor, or becomes it.

use super::attach::{Attach, Hold, here, once};
use super::event::Event;
use super::line::{Hearing, Line};
use super::listen::Listener;
use crate::api::{Answer, Notice, Request};
use crate::model::refusal::{Refusal, Why};
use crate::model::trouble::Trouble;
use crate::office::Office;
use chrono::{DateTime, NaiveDate, Utc};
use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Events that wait for a seat at most.
const WAITING: usize = 256;
/// How long a one-shot waits for an office that went away while it asked.
const PATIENCE: Duration = Duration::from_secs(15);
/// Away for less than this is not worth telling anybody.
const BLINK: Duration = Duration::from_millis(300);

/// How a seat is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attached {
    /// The office runs in this process.
    Host { guests: usize, listening: bool },
    /// The office runs in another one.
    Guest { pid: u32, since: DateTime<Utc>, served: bool },
    /// The office is away.
    Away,
}

/// One member's place at an office. Asking blocks until the answer is there.
pub struct Seat {
    chair: Arc<Chair>,
    events: Receiver<Event>,
    keeper: Option<JoinHandle<()>>,
}

/// What the seat and its keeper share.
struct Chair {
    how: Attach,
    link: Mutex<Link>,
    changed: Condvar,
    tell: Sender<Event>,
    closed: AtomicBool,
    /// The screen is shown to a meeting: an office found anew is told so before anything is asked of it.
    projected: AtomicBool,
}

enum Link {
    Here {
        office: Arc<Office>,
        seat: u32,
        listener: Option<Listener>,
    },
    There {
        line: Arc<Line>,
        stream: Option<UnixStream>,
    },
    Away,
    /// There will be no seat any more.
    Refused(Trouble),
}

/// Where a request goes.
enum Way {
    Here(Arc<Office>, u32),
    There(Arc<Line>),
}

impl Seat {
    /// The way on which a seat is told things.
    pub(super) fn channel() -> (Sender<Event>, Receiver<Event>) {
        bounded(WAITING)
    }

    pub(super) fn new(how: Attach, hold: Hold, tell: Sender<Event>, events: Receiver<Event>) -> Self {
        let (link, hearing) = match hold {
            Hold::Here { office, seat, listener } => (Link::Here { office, seat, listener }, None),
            Hold::There(line, hearing) => {
                let stream = hearing.handle();
                (Link::There { line: Arc::new(line), stream }, Some(hearing))
            }
        };
        let (closed, projected) = (AtomicBool::new(false), AtomicBool::new(false));
        let (link, changed) = (Mutex::new(link), Condvar::new());
        let chair = Arc::new(Chair { how, link, changed, tell, closed, projected });
        let keeper = hearing.and_then(|hearing| {
            let chair = Arc::clone(&chair);
            let keep = move || chair.keep(hearing);
            std::thread::Builder::new().name("line".into()).spawn(keep).ok()
        });
        Self { chair, events, keeper }
    }

    /// Asks, and waits for the answer. A write is answered when it is durable. While the office is away
    /// the request waits; what was sent and not answered is sent again: its op id keeps an act single.
    pub fn ask(&self, request: Request) -> Answer {
        self.chair.ask(&request)
    }

    /// The same; what the seat is told meanwhile is handed on.
    pub fn ask_told(&self, request: &Request, told: &mut dyn FnMut(Notice)) -> Answer {
        let (done, answer) = bounded(1);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let _ = done.send(self.chair.ask(request));
            });
            loop {
                select! {
                    recv(answer) -> answer => return answer.unwrap_or_else(|_| gone()),
                    recv(self.events) -> event => match event {
                        Ok(Event::Notice(notice)) => told(notice),
                        Ok(_) => {}
                        Err(_) => return answer.recv().unwrap_or_else(|_| gone()),
                    },
                }
            }
        })
    }

    /// Asks several things in order; at an office in this process, writes that wait together share their
    /// commits.
    pub fn ask_many(&self, requests: Vec<Request>) -> Vec<Answer> {
        match self.chair.way(None) {
            Some(Way::Here(office, seat)) => {
                let login = &self.chair.how.login;
                let answers: Vec<Receiver<Answer>> =
                    requests.into_iter().map(|request| office.send(login, seat, request)).collect();
                answers.iter().map(|answer| answer.recv().unwrap_or_else(|_| gone())).collect()
            }
            _ => requests.iter().map(|request| self.chair.ask(request)).collect(),
        }
    }

    /// Asks for several members at once, in order: how a made-up campaign is played. Only at an office in
    /// this process, where every seat is its owner's.
    pub fn ask_as(&self, requests: Vec<(String, Request)>) -> Vec<Answer> {
        let Some(Way::Here(office, seat)) = self.chair.way(None) else {
            return requests.iter().map(|_| gone()).collect();
        };
        let answers: Vec<Receiver<Answer>> =
            requests.into_iter().map(|(login, request)| office.send(&login, seat, request)).collect();
        answers.iter().map(|answer| answer.recv().unwrap_or_else(|_| gone())).collect()
    }

    /// What this seat is told: something happened, the office is away, it is back.
    pub fn events(&self) -> &Receiver<Event> {
        &self.events
    }

    /// The login this seat asks for.
    pub fn login(&self) -> &str {
        &self.chair.how.login
    }

    /// How it is attached just now.
    pub fn attached(&self) -> Attached {
        match &*self.chair.link() {
            Link::Here { listener, .. } => Attached::Host {
                guests: listener.as_ref().map_or(0, Listener::guests),
                listening: listener.is_some(),
            },
            Link::There { line, .. } => {
                let welcome = &line.welcome;
                Attached::Guest { pid: welcome.pid, since: welcome.since, served: welcome.served }
            }
            Link::Away | Link::Refused(_) => Attached::Away,
        }
    }

    /// Seats that others have at the office of this process.
    pub fn guests(&self) -> usize {
        match self.attached() {
            Attached::Host { guests, .. } => guests,
            _ => 0,
        }
    }

    /// A seat for another member at the same office.
    ///
    /// # Errors
    /// The login is no member.
    pub fn sibling(&self, login: &str) -> Result<Self, Trouble> {
        let how = Attach { login: login.to_owned(), ..self.chair.how.clone() };
        let Some(Way::Here(office, _)) = self.chair.way(None) else { return super::attach::attach(&how) };
        if !office.knows(login) {
            return Err(Trouble::UnknownMember { login: login.to_owned() });
        }
        let (tell, events) = Self::channel();
        let hold = here(office, login, None, &tell);
        Ok(Self::new(how, hold, tell, events))
    }

    /// Tells an office in this process another day. Only forward.
    ///
    /// # Errors
    /// The day lies before the last fact, or the office is another process's.
    pub fn set_today(&self, day: NaiveDate) -> Result<(), Trouble> {
        match self.chair.way(None) {
            Some(Way::Here(office, _)) => office.set_today(day),
            _ => Err(Trouble::OwnDay),
        }
    }

    /// Leaves. The last seat stops the office: what waits is done, and the store is closed. Guests find
    /// themselves another.
    ///
    /// # Errors
    /// The store could not be closed cleanly; the journal is whole all the same.
    pub fn close(mut self) -> Result<(), Trouble> {
        let link = self.leave();
        if let Link::Here { office, seat, listener } = link {
            drop(listener);
            office.leave(seat);
            return match Arc::try_unwrap(office) {
                Ok(office) => office.stop(),
                Err(_) => Ok(()),
            };
        }
        Ok(())
    }

    fn leave(&mut self) -> Link {
        self.chair.closed.store(true, Ordering::Release);
        let link = std::mem::replace(&mut *self.chair.link(), Link::Away);
        if let Link::There { line, stream } = &link {
            if let Some(stream) = stream {
                let _ = stream.shutdown(std::net::Shutdown::Both);
            }
            line.hang_up();
        }
        self.chair.changed.notify_all();
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
        // The keeper may have found another office meanwhile.
        let found = std::mem::replace(&mut *self.chair.link(), Link::Away);
        if let Link::Away = found { link } else { found }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Link::Here { office, seat, .. } = self.leave() {
            office.leave(seat);
        }
    }
}

impl Chair {
    fn link(&self) -> MutexGuard<'_, Link> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(&self, request: &Request) -> Answer {
        if let Request::Meeting { on } = request {
            self.projected.store(*on, Ordering::Release);
        }
        let until = (!self.how.host).then(|| Instant::now() + PATIENCE);
        let mut sent = false;
        loop {
            match self.way(until) {
                Some(Way::Here(office, seat)) => {
                    let answer = office.send(&self.how.login, seat, request.clone());
                    return answer.recv().unwrap_or_else(|_| gone());
                }
                Some(Way::There(line)) => {
                    let answer = line.send(request);
                    sent = true;
                    match answer.recv() {
                        Ok(answer) => return answer,
                        Err(_) => self.lost(&line),
                    }
                }
                None if sent && request.is_write() => return Answer::Unknown,
                None => return self.refused(),
            }
        }
    }

    /// Where a request goes now; waits while the office is away, at most until then. `None`: nowhere.
    fn way(&self, until: Option<Instant>) -> Option<Way> {
        let mut link = self.link();
        loop {
            match &*link {
                Link::Here { office, seat, .. } => return Some(Way::Here(Arc::clone(office), *seat)),
                Link::There { line, .. } => return Some(Way::There(Arc::clone(line))),
                Link::Refused(_) => return None,
                Link::Away if self.closed.load(Ordering::Acquire) => return None,
                Link::Away => {}
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            link = match left {
                Some(left) if left.is_zero() => return None,
                Some(left) => self.changed.wait_timeout(link, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(link).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// A line was found broken: until the keeper has another, the office is away.
    fn lost(&self, broken: &Arc<Line>) {
        let mut link = self.link();
        if let Link::There { line, .. } = &*link
            && Arc::ptr_eq(line, broken)
        {
            *link = Link::Away;
        }
    }

    fn refused(&self) -> Answer {
        let why = match &*self.link() {
            Link::Refused(Trouble::UnknownMember { login }) => Why::UnknownMember { login: login.clone() },
            _ => Why::OfficeGone,
        };
        Answer::Refused(Box::new(Refusal::new(why)))
    }

    /// Hears what comes over the line; when it breaks, attaches again, for as long as the seat is there.
    fn keep(&self, hearing: Hearing) {
        let mut hearing = Some(hearing);
        while let Some(heard) = hearing.take() {
            heard.until_it_breaks(&self.tell);
            if self.closed.load(Ordering::Acquire) {
                return;
            }
            *self.link() = Link::Away;
            hearing = self.find_another();
        }
    }

    /// Joins whoever is the office now, or becomes it. Answers the line to hear, if it is a line.
    fn find_another(&self) -> Option<Hearing> {
        let since = Instant::now();
        let mut told = false;
        while !self.closed.load(Ordering::Acquire) {
            if !told && since.elapsed() > BLINK {
                // Never waited for: who is that far behind looks again anyway.
                told = self.tell.try_send(Event::Away).is_ok();
            }
            match once(&self.how, &self.tell) {
                Ok(Hold::There(line, hearing)) => {
                    let stream = hearing.handle();
                    if self.projected.load(Ordering::Acquire) {
                        // Answers come in the order of the asks: none is given before this is known.
                        drop(line.send(&Request::Meeting { on: true }));
                    }
                    self.take(Link::There { line: Arc::new(line), stream });
                    return Some(hearing);
                }
                Ok(Hold::Here { office, seat, listener }) => {
                    if self.projected.load(Ordering::Acquire) {
                        drop(office.send(&self.how.login, seat, Request::Meeting { on: true }));
                    }
                    self.take(Link::Here { office, seat, listener });
                    return None;
                }
                Err(trouble @ (Trouble::UnknownMember { .. } | Trouble::OtherProgram { .. })) => {
                    self.take(Link::Refused(trouble));
                    return None;
                }
                // Somebody else is becoming it, or is about to.
                Err(_) => std::thread::sleep(Duration::from_millis(u64::from(told) * 80 + 20)),
            }
        }
        None
    }

    fn take(&self, found: Link) {
        *self.link() = found;
        self.changed.notify_all();
        let _ = self.tell.try_send(Event::Back);
    }
}

fn gone() -> Answer {
    Answer::Refused(Box::new(Refusal::new(Why::OfficeGone)))
}
