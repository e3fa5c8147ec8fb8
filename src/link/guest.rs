//! One seat that came over the socket: greeted, answered in turn, told what happens.

use super::allowance::{Bytes, Place};
use super::frame::{self, LONGEST_REQUEST};
use super::listen::Listening;
use super::peer;
use super::wire::{Denial, Greeting, PROTOCOL, ToOffice, ToSeat, Welcome, pack, unpack};
use crate::api::{Answer, Notice};
use crate::model::refusal::{Refusal, Why};
use crate::model::trouble::Trouble;
use crate::office::Office;
use crate::office::members::Claim;
use crate::office::seats::Told;
use chrono::{DateTime, NaiveDate, Utc};
use crossbeam_channel::{Receiver, Sender, TrySendError, at, bounded, never, select};
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long somebody may take to say who he is.
const GREETING: Duration = Duration::from_secs(2);
/// How long he may keep an answer waiting that he does not read.
const STALL: Duration = Duration::from_secs(5);
/// Longest greeting, in bytes.
const LONGEST_GREETING: usize = 4 << 10;
/// Notices within this time of the last are told together.
const TOGETHER: Duration = Duration::from_millis(100);
/// Answers that wait to be written.
const ANSWERS: usize = 2;
/// Notices that wait to be written; past that he is told only that he missed some.
const NOTICES: usize = 64;

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
    let Ok(writer) = stream.try_clone() else { return };
    let (answers, to_write) = bounded(ANSWERS);
    let (tell, told) = bounded(NOTICES);
    let tell = move |notice| match tell.try_send(notice) {
        Ok(()) => Told::Yes,
        Err(TrySendError::Full(_)) => Told::Full,
        Err(TrySendError::Disconnected(_)) => Told::Gone,
    };
    let seat = hall.office.seat(&login, today, Box::new(tell));
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
    let writer = std::thread::Builder::new()
        .name("seat out".into())
        .stack_size(128 << 10)
        .spawn(move || write_all(writer, &to_write, &told));
    answer_in_turn(&mut stream, place, hall, &login, seat, &answers);
    drop(answers);
    hall.office.leave(seat);
    if let Ok(writer) = writer {
        let _ = writer.join();
    }
    let _ = stream.shutdown(std::net::Shutdown::Both);
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

/// An answer as it is sent, and the room it takes until then.
type Outgoing = (Vec<u8>, Bytes);

/// Answers one request after the other until the seat is left or sends what is none.
fn answer_in_turn(
    stream: &mut UnixStream,
    place: &Place,
    hall: &Hall,
    login: &str,
    seat: u32,
    answers: &Sender<Outgoing>,
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
        let Some(room) = place.room(packed.len()) else { return };
        if answers.send_timeout((packed, room), STALL).is_err() {
            return;
        }
    }
}

/// Writes answers as they come, and notices: the first at once, those that follow soon after it together, so
/// that a busy office does not spend its time on telling. One who does not read is given up.
fn write_all(mut stream: UnixStream, answers: &Receiver<Outgoing>, notices: &Receiver<Notice>) {
    let mut told = Instant::now() - TOGETHER;
    let mut waiting: Vec<Notice> = Vec::new();
    loop {
        let due = if waiting.is_empty() { never() } else { at(told + TOGETHER) };
        let written = select! {
            recv(answers) -> answer => match answer {
                Ok((packed, _room)) => frame::write(&mut stream, &packed),
                Err(_) => return,
            },
            recv(notices) -> notice => match notice {
                Ok(notice) if told.elapsed() >= TOGETHER => {
                    told = Instant::now();
                    waiting.push(notice);
                    frame::write(&mut stream, &pack(&ToSeat::Notices(std::mem::take(&mut waiting))))
                }
                Ok(notice) => {
                    // Long past what a screen could follow, it is enough to know that there was more.
                    match waiting.len() < NOTICES {
                        true => waiting.push(notice),
                        false => waiting = vec![Notice::Missed],
                    }
                    Ok(())
                }
                // The office has given the seat up; answers may still wait.
                Err(_) => match answers.recv() {
                    Ok((packed, _room)) => frame::write(&mut stream, &packed),
                    Err(_) => return,
                },
            },
            recv(due) -> _ => {
                told = Instant::now();
                frame::write(&mut stream, &pack(&ToSeat::Notices(std::mem::take(&mut waiting))))
            }
        };
        if written.is_err() {
            // The reading side waits on the same stream: it must hear of it.
            let _ = stream.shutdown(std::net::Shutdown::Both);
            return;
        }
    }
}
