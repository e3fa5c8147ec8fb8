//! One seat that came over the socket: greeted, answered in turn, told what happens.

use super::allowance::Place;
use super::frame::{self, LONGEST_REQUEST};
use super::listen::Listening;
use super::peer;
use super::telling::telling;
use super::wire::{Denial, Greeting, PROTOCOL, ToOffice, ToSeat, Welcome, pack, unpack};
use crate::api::Answer;
use crate::model::refusal::{Refusal, Why};
use crate::model::trouble::Trouble;
use crate::office::Office;
use crate::office::members::Claim;
use chrono::{DateTime, NaiveDate, Utc};
use std::io;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long somebody may take to say who he is.
const GREETING: Duration = Duration::from_secs(2);
/// How long he may keep an answer waiting that he does not read.
const STALL: Duration = Duration::from_secs(5);
/// Longest greeting, in bytes.
const LONGEST_GREETING: usize = 4 << 10;

/// The office as its guests find it.
pub struct Hall {
    office: Arc<Office>,
    how: Listening,
    since: DateTime<Utc>,
}

impl Hall {
    /// The hall of an office.
    pub fn new(office: Arc<Office>, how: Listening) -> Self {
        Self { office, how, since: Utc::now() }
    }

    /// An office of one's own is for its own account (and for root, who could read the file anyway).
    pub fn admits(&self, uid: u32) -> bool {
        self.how.served || uid == peer::own_uid() || uid == 0
    }

    /// Seats of one account at once.
    pub fn seats_each(&self) -> u32 {
        self.how.seats_each
    }

    /// Which member somebody is.
    fn member(&self, uid: u32, greeting: &Greeting) -> Result<String, Denial> {
        if greeting.protocol != PROTOCOL {
            let program = env!("CARGO_PKG_VERSION").to_owned();
            return Err(Denial::Protocol { office: PROTOCOL, program });
        }
        let login = match self.how.served {
            true => self.served(&peer::account(uid), greeting)?,
            // Whoever may read the file is whoever he says.
            false => self.own(greeting.member.clone().unwrap_or_else(|| peer::account(uid)))?,
        };
        if let Some(today) = greeting.today {
            if self.how.served && !self.office.is_made_up() {
                return Err(Denial::OwnDay);
            }
            if let Err(Trouble::ClockBack { asked, last }) = self.office.expect_day(today) {
                return Err(Denial::ClockBack { asked, last });
            }
        }
        Ok(login)
    }

    fn own(&self, login: String) -> Result<String, Denial> {
        if self.office.knows(&login) { Ok(login) } else { Err(Denial::UnknownMember { login }) }
    }

    /// The member of an account; where several share it, the one whose secret fits.
    fn served(&self, account: &str, greeting: &Greeting) -> Result<String, Denial> {
        let claim = self.office.claim(account, greeting.member.as_deref(), greeting.pin.as_deref());
        match claim {
            Claim::Member(login) => Ok(login),
            Claim::Nobody => Err(Denial::UnknownMember { login: account.to_owned() }),
            Claim::Say { members, wrong, wait_seconds } => {
                Err(Denial::WhoAreYou { members, wrong, wait_seconds })
            }
        }
    }
}

/// Tells one that no seat is free, and lets him go.
pub fn turn_away(mut stream: UnixStream, limit: u32) {
    // A socket's buffer takes this at once; it must never be waited for.
    let _ = stream.set_nonblocking(true);
    let _ = frame::write(&mut stream, &pack(&ToSeat::Denied(Denial::TooManySeats { limit })));
}

/// Serves one connection until it ends.
pub fn serve(mut stream: UnixStream, place: &Place, uid: u32, hall: &Hall, guests: &AtomicUsize) {
    let _ = stream.set_write_timeout(Some(STALL));
    let Some((login, today)) = greet(&mut stream, place, uid, hall) else { return };
    let Ok(line) = stream.try_clone() else { return };
    let line = Arc::new(Mutex::new(line));
    let (telling, to_tell, end) = telling();
    let seat = hall.office.seat(&login, today, Box::new(move |notice| telling.tell(notice)));
    let welcome = ToSeat::Welcome(Welcome {
        login: login.clone(),
        seat,
        pid: std::process::id(),
        since: hall.since,
        served: hall.how.served,
    });
    // Before any notice: whoever has just come in waits for this word.
    if frame::write(&mut stream, &pack(&welcome)).is_err() {
        hall.office.leave(seat);
        return;
    }
    guests.fetch_add(1, Ordering::Relaxed);
    let notices = Arc::clone(&line);
    let teller = std::thread::Builder::new()
        .name("teller".into())
        .stack_size(128 << 10)
        .spawn(move || to_tell.each(|told| send(&notices, &pack(&ToSeat::Notices(told)))));
    answer_in_turn(&mut stream, place, hall, &login, seat, &line);
    hall.office.leave(seat);
    drop(end);
    if let Ok(teller) = teller {
        let _ = teller.join();
    }
    let _ = stream.shutdown(Shutdown::Both);
    guests.fetch_sub(1, Ordering::Relaxed);
}

/// Hears who it is, and which day he shows, within the time for that.
fn greet(
    stream: &mut UnixStream,
    place: &Place,
    uid: u32,
    hall: &Hall,
) -> Option<(String, Option<NaiveDate>)> {
    let Ok(message) = frame::read(stream, LONGEST_GREETING, Some(GREETING), &mut |_| true) else {
        place.strike();
        return None;
    };
    let Some(greeting) = unpack::<Greeting>(&message) else {
        place.strike();
        return None;
    };
    match hall.member(uid, &greeting) {
        Ok(login) => Some((login, greeting.today)),
        Err(denial) => {
            let _ = frame::write(stream, &pack(&ToSeat::Denied(denial)));
            None
        }
    }
}

/// Writes a message whole. Whoever does not read it in time is given up: the reading side hears of it.
fn send(line: &Mutex<UnixStream>, message: &[u8]) -> io::Result<()> {
    let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
    frame::write(&mut line, message).inspect_err(|_| {
        let _ = line.shutdown(Shutdown::Both);
    })
}

/// Answers one request after the other until the seat is left or sends what is none.
fn answer_in_turn(
    stream: &mut UnixStream,
    place: &Place,
    hall: &Hall,
    login: &str,
    seat: u32,
    line: &Mutex<UnixStream>,
) {
    loop {
        let mut bytes = place.take();
        let message = match frame::read(stream, LONGEST_REQUEST, None, &mut |more| bytes.grow(more)) {
            Ok(message) => message,
            Err(error) => {
                if error.kind() == std::io::ErrorKind::InvalidData {
                    place.strike();
                }
                return;
            }
        };
        let Some(ToOffice::Ask(request)) = unpack(&message) else {
            place.strike();
            return;
        };
        drop(message);
        // What goes wrong with one request ends that seat and nothing else.
        let asked = AssertUnwindSafe(|| hall.office.send(login, seat, request).recv());
        let Ok(answer) = catch_unwind(asked) else { return };
        drop(bytes);
        let gone = || Answer::Refused(Box::new(Refusal::new(Why::OfficeGone)));
        let packed = pack(&ToSeat::Answer(answer.unwrap_or_else(|_| gone())));
        let Some(_room) = place.room(packed.len()) else { return };
        if send(line, &packed).is_err() {
            return;
        }
    }
}
