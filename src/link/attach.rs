//! Attaching: joining the office of a store, or becoming it.

use super::event::Event;
use super::line::{Hearing, Line, NoLine};
use super::listen::{Listener, Listening};
use super::place;
use super::seat::Seat;
use super::wire::{Denial, Greeting, PROTOCOL};
use crate::model::trouble::Trouble;
use crate::office::Office;
use crate::office::open::{Opening, open};
use crate::office::seats::Told;
use chrono::NaiveDate;
use crossbeam_channel::{Sender, TrySendError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the first attaching waits for somebody who holds the store without being an office.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it waits for an office for a group that has just died.
const RESTART: Duration = Duration::from_secs(5);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(20);
/// Seats that an office of one's own takes.
const OWN_SEATS: u32 = 64;

/// How to attach.
#[derive(Debug, Clone)]
pub struct Attach {
    pub store: PathBuf,
    /// The socket of an office that serves a group: then only that is joined.
    pub served: Option<PathBuf>,
    /// The folder for sockets of one's own; `None`: no office but one in this process.
    pub runtime: Option<PathBuf>,
    pub login: String,
    /// The member's own secret, where several share an account.
    pub pin: Option<String>,
    /// The day to show, instead of the machine's.
    pub today: Option<NaiveDate>,
    /// False for a reading one-shot: the store is opened read-only where that is possible.
    pub write: bool,
    /// Others may join when this becomes the office: a desk, which stays.
    pub host: bool,
}

impl Attach {
    /// An office in this process, for a writer, with nobody else.
    pub fn alone(store: impl Into<PathBuf>, login: impl Into<String>) -> Self {
        Self {
            store: store.into(),
            served: None,
            runtime: None,
            login: login.into(),
            pin: None,
            today: None,
            write: true,
            host: false,
        }
    }
}

/// What a seat hangs on.
pub(super) enum Hold {
    /// The office is in this process; perhaps others join it here.
    Here {
        office: Arc<Office>,
        seat: u32,
        listener: Option<Listener>,
    },
    There(Line, Hearing),
}

/// Joins the office that listens for the store; else becomes it.
///
/// # Errors
/// No store, not a store, held by somebody, damaged, not permitted, or the login is no member.
pub fn attach(how: &Attach) -> Result<Seat, Trouble> {
    let until = Instant::now() + PATIENCE;
    let restart = Instant::now() + RESTART;
    let (tell, events) = Seat::channel();
    loop {
        match once(how, &tell) {
            // Somebody holds it and does not listen (yet): a one-shot, or an office that is just opening.
            Err(Trouble::Held { .. }) if Instant::now() < until => std::thread::sleep(PAUSE),
            // Its socket is there and nobody answers: it has just died, and is about to be started again.
            Err(Trouble::NoOffice { ref socket }) if socket.exists() && Instant::now() < restart => {
                std::thread::sleep(PAUSE);
            }
            Ok(hold) => return Ok(Seat::new(how.clone(), hold, tell, events)),
            Err(trouble) => return Err(trouble),
        }
    }
}

/// One try.
pub(super) fn once(how: &Attach, tell: &Sender<Event>) -> Result<Hold, Trouble> {
    if let Some(socket) = &how.served {
        return match Line::connect(socket, &greeting(how)) {
            Ok((line, hearing)) => Ok(Hold::There(line, hearing)),
            Err(no_line) => Err(trouble(no_line, how, socket)),
        };
    }
    let own = how.runtime.as_ref().map(|runtime| place::own_socket(&how.store, runtime));
    if let Some(socket) = &own {
        match Line::connect(socket, &greeting(how)) {
            Ok((line, hearing)) => return Ok(Hold::There(line, hearing)),
            Err(NoLine::Nobody) => {}
            Err(no_line) => return Err(trouble(no_line, how, socket)),
        }
    }
    become_office(how, own.filter(|_| how.host && how.write), tell)
}

/// Opens the store and becomes its office.
fn become_office(how: &Attach, socket: Option<PathBuf>, tell: &Sender<Event>) -> Result<Hold, Trouble> {
    let opening = Opening { path: &how.store, login: &how.login, today: how.today, write: how.write };
    let office = Arc::new(open(&opening)?);
    if !office.knows(&how.login) {
        return Err(Trouble::UnknownMember { login: how.login.clone() });
    }
    let listener = match (socket, &how.runtime) {
        (Some(socket), Some(runtime)) => {
            place::private_folder(runtime)?;
            let listening = Listening { socket, served: false, group: None, seats_each: OWN_SEATS };
            Some(Listener::start(&office, &listening)?)
        }
        _ => None,
    };
    Ok(here(office, &how.login, listener, tell))
}

/// A seat at an office in this process.
pub(super) fn here(
    office: Arc<Office>,
    login: &str,
    listener: Option<Listener>,
    tell: &Sender<Event>,
) -> Hold {
    let tell = tell.clone();
    let tell = move |notice| match tell.try_send(Event::Notice(notice)) {
        Ok(()) => Told::Yes,
        Err(TrySendError::Full(_)) => Told::Full,
        Err(TrySendError::Disconnected(_)) => Told::Gone,
    };
    let seat = office.seat(login, None, Box::new(tell));
    Hold::Here { office, seat, listener }
}

fn greeting(how: &Attach) -> Greeting {
    Greeting {
        protocol: PROTOCOL,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        member: Some(how.login.clone()),
        pin: how.pin.clone(),
        today: how.today,
    }
}

fn trouble(no_line: NoLine, how: &Attach, socket: &Path) -> Trouble {
    let socket = socket.to_owned();
    match no_line {
        NoLine::Nobody => Trouble::NoOffice { socket },
        NoLine::NotPermitted => Trouble::NotInGroup { socket, login: how.login.clone() },
        NoLine::Other(error) => Trouble::Other { path: socket, detail: error.to_string() },
        NoLine::Denied(denial) => match denial {
            Denial::Protocol { office, program } => Trouble::OtherProgram { own: PROTOCOL, office, program },
            Denial::UnknownMember { login } => Trouble::UnknownMember { login },
            Denial::WhoAreYou { members, wrong, wait_seconds } => {
                Trouble::WhoAreYou { members, wrong, wait_seconds }
            }
            Denial::OwnDay => Trouble::OwnDay,
            Denial::ClockBack { asked, last } => Trouble::ClockBack { asked, last },
            Denial::TooManySeats { limit } => Trouble::TooManySeats { limit },
        },
    }
}
