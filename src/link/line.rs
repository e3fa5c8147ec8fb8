//! The line from a seat to an office in another process.

use super::event::Event;
use super::frame::{self, LONGEST_ANSWER};
use super::wire::{Denial, Greeting, ToSeat, Welcome, pack, unpack};
use crate::api::{Answer, Request};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long an office may take to greet back: one that has just begun may still be busy.
const GREETING: Duration = Duration::from_secs(10);

/// As [`super::wire::ToOffice`], without the request being given away.
#[derive(serde::Serialize)]
enum Asked<'a> {
    Ask(&'a Request),
}

/// Why there is no line.
#[derive(Debug)]
pub enum NoLine {
    /// Nobody listens there.
    Nobody,
    /// This account may not connect.
    NotPermitted,
    /// The office said no.
    Denied(Denial),
    /// Whatever else the system said.
    Other(io::Error),
}

/// A line that is up. It may be shared between threads.
pub struct Line {
    pub welcome: Welcome,
    talk: Mutex<UnixStream>,
    waiting: Arc<Mutex<VecDeque<Sender<Answer>>>>,
}

/// The hearing end of a line; it is read until the line breaks.
pub struct Hearing {
    stream: UnixStream,
    waiting: Arc<Mutex<VecDeque<Sender<Answer>>>>,
}

impl Line {
    /// Connects, and says who sits here.
    pub fn connect(socket: &Path, greeting: &Greeting) -> Result<(Self, Hearing), NoLine> {
        let mut stream = UnixStream::connect(socket).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused => NoLine::Nobody,
            ErrorKind::PermissionDenied => NoLine::NotPermitted,
            _ => NoLine::Other(error),
        })?;
        // Whoever hangs up before greeting was about to go: that is as if nobody were there.
        let gone = |_| NoLine::Nobody;
        frame::write(&mut stream, &pack(greeting)).map_err(gone)?;
        let read = frame::read(&mut stream, LONGEST_ANSWER, Some(GREETING), &mut |_| true);
        match unpack::<ToSeat>(&read.map_err(gone)?) {
            Some(ToSeat::Welcome(welcome)) => {
                let waiting = Arc::default();
                let hearing = stream.try_clone().map_err(NoLine::Other)?;
                let hearing = Hearing { stream: hearing, waiting: Arc::clone(&waiting) };
                Ok((Self { welcome, talk: Mutex::new(stream), waiting }, hearing))
            }
            Some(ToSeat::Denied(denial)) => Err(NoLine::Denied(denial)),
            _ => Err(NoLine::Other(ErrorKind::InvalidData.into())),
        }
    }

    /// Sends a request; the answer comes in its turn. The receiver breaks when the line does.
    pub fn send(&self, request: &Request) -> Receiver<Answer> {
        let message = pack(&Asked::Ask(request));
        let (reply, answer) = bounded(1);
        let mut talk = self.talk.lock().unwrap_or_else(PoisonError::into_inner);
        // In the order in which they are sent, or answers would go astray.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push_back(reply);
        if frame::write(&mut talk, &message).is_err() {
            let _ = talk.shutdown(Shutdown::Both);
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        answer
    }

    /// Hangs up.
    pub fn hang_up(&self) {
        // Not through the lock: whoever holds it may be waiting for the other side.
        let talk = self.talk.try_lock();
        if let Ok(talk) = talk {
            let _ = talk.shutdown(Shutdown::Both);
        }
    }
}

impl Hearing {
    /// Hands on what comes until the line breaks; then nobody waits on it any more.
    pub fn until_it_breaks(mut self, events: &Sender<Event>) {
        // Dropped notices are told as one that some were missed.
        let mut missed = false;
        while let Ok(message) = frame::read(&mut self.stream, LONGEST_ANSWER, None, &mut |_| true) {
            match unpack::<ToSeat>(&message) {
                Some(ToSeat::Answer(answer)) => {
                    let asker = self.waiting().pop_front();
                    if let Some(asker) = asker {
                        let _ = asker.send(answer);
                    }
                }
                Some(ToSeat::Notices(notices)) => {
                    for notice in notices {
                        let event = if missed { crate::api::Notice::Missed } else { notice };
                        missed = matches!(events.try_send(Event::Notice(event)), Err(TrySendError::Full(_)));
                    }
                }
                _ => break,
            }
        }
        let _ = self.stream.shutdown(Shutdown::Both);
        self.waiting().clear();
    }

    /// Another hold on the stream, to hang up by.
    pub fn handle(&self) -> Option<UnixStream> {
        self.stream.try_clone().ok()
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, VecDeque<Sender<Answer>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::wire::ToOffice;
    use super::*;

    #[test]
    fn what_is_sent_is_what_is_read() {
        let request = Request::Show { what: "TY-001".into() };
        let packed = pack(&Asked::Ask(&request));
        let Some(ToOffice::Ask(read)) = unpack(&packed) else { panic!("not read") };
        assert_eq!(read, request);
    }
}
