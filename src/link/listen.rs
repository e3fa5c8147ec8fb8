//! Listening for other seats of the same office.

use super::allowance::{Allowances, Place};
use super::guest::{self, Hall};
use super::peer;
use crate::model::trouble::Trouble;
use crate::office::Office;
use rustix::event::{PollFd, PollFlags, poll};
use std::collections::HashMap;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Seats of all accounts together.
const SEATS: usize = 512;
/// Stack of a seat's threads, in bytes: it is touched only as far as it is used.
const STACK: usize = 2 << 20;

/// Whom an office listens for.
#[derive(Debug, Clone)]
pub struct Listening {
    pub socket: PathBuf,
    /// It serves a group of accounts; else only its own.
    pub served: bool,
    /// The group that may connect, by number.
    pub group: Option<u32>,
    /// Seats of one account at once.
    pub seats_each: u32,
}

/// An office's ear. Stopping it ends every seat on it.
pub struct Listener {
    socket: PathBuf,
    connected: Arc<Connected>,
    thread: Option<JoinHandle<()>>,
    wake: UnixStream,
}

/// The connections there are.
#[derive(Default)]
pub struct Connected {
    closing: AtomicBool,
    last: AtomicU32,
    streams: Mutex<HashMap<u32, (UnixStream, JoinHandle<()>)>>,
    /// Seats taken: connections that have been let in.
    pub guests: AtomicUsize,
}

impl Listener {
    /// Opens the socket and answers whoever comes. Only who holds the store's lock may: an older socket
    /// of the same name is that of an office that is gone.
    ///
    /// # Errors
    /// The socket cannot be made there.
    pub fn start(office: &Arc<Office>, how: &Listening) -> Result<Self, Trouble> {
        let other = |error: io::Error| Trouble::Other { path: how.socket.clone(), detail: error.to_string() };
        let listener = bind(how).map_err(other)?;
        let (wake, woken) = UnixStream::pair().map_err(other)?;
        let connected = Arc::new(Connected::default());
        let hall = Arc::new(Hall::new(Arc::clone(office), how.clone()));
        let guests = Arc::clone(&connected);
        let accept = move || accept(&listener, &woken, &hall, &guests);
        let thread = std::thread::Builder::new().name("door".into()).spawn(accept).map_err(other)?;
        Ok(Self { socket: how.socket.clone(), connected, thread: Some(thread), wake })
    }

    /// How many seats are taken through it.
    pub fn guests(&self) -> usize {
        self.connected.guests.load(Ordering::Relaxed)
    }
}

impl Drop for Listener {
    /// The socket goes first: whoever comes now must become the office himself.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.socket);
        self.connected.closing.store(true, Ordering::Release);
        let _ = self.wake.shutdown(std::net::Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        let streams = std::mem::take(&mut *self.connected.streams());
        for (stream, _) in streams.values() {
            let _ = stream.shutdown(std::net::Shutdown::Read);
        }
        for (_, (_, thread)) in streams {
            let _ = thread.join();
        }
    }
}

impl Connected {
    fn streams(&self) -> std::sync::MutexGuard<'_, HashMap<u32, (UnixStream, JoinHandle<()>)>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Binds under another name first, so that the socket is there with its rights or not at all.
fn bind(how: &Listening) -> io::Result<UnixListener> {
    let mut temporary = how.socket.as_os_str().to_owned();
    temporary.push(format!(".{}", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let _ = std::fs::remove_file(&temporary);
    let listener = UnixListener::bind(&temporary)?;
    let result = open_to(&temporary, how).and_then(|()| std::fs::rename(&temporary, &how.socket));
    if result.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    result.map(|()| listener)
}

fn open_to(socket: &Path, how: &Listening) -> io::Result<()> {
    // A process that runs under the group already may not even be allowed to say so.
    let own = rustix::process::getegid().as_raw();
    if let Some(group) = how.group.filter(|group| *group != own) {
        std::os::unix::fs::chown(socket, None, Some(group))?;
    }
    let mode = if how.group.is_some() { 0o660 } else { 0o600 };
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(mode))
}

/// Lets in whoever comes, until told to stop.
fn accept(listener: &UnixListener, woken: &UnixStream, hall: &Arc<Hall>, connected: &Arc<Connected>) {
    let allowances = Allowances::default();
    loop {
        let mut fds =
            [PollFd::new(listener, PollFlags::IN), PollFd::new(woken, PollFlags::IN | PollFlags::HUP)];
        if poll(&mut fds, None).is_err_and(|error| error != rustix::io::Errno::INTR) {
            std::thread::sleep(Duration::from_millis(20));
        }
        if connected.closing.load(Ordering::Acquire) {
            return;
        }
        if !fds[0].revents().contains(PollFlags::IN) {
            continue;
        }
        match listener.accept() {
            Ok((stream, _)) => admit(stream, &allowances, hall, connected),
            // No more files may be open, say: the next may have better luck.
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// A thread for one who may come in; anybody else is shut out without a word.
fn admit(stream: UnixStream, allowances: &Allowances, hall: &Arc<Hall>, connected: &Arc<Connected>) {
    let Some(uid) = peer::uid(&stream) else { return };
    let mut streams = connected.streams();
    streams.retain(|_, (_, thread)| !thread.is_finished());
    if streams.len() >= SEATS || !hall.admits(uid) {
        return;
    }
    let Some(place) = allowances.seat(uid, hall.seats_each()) else {
        guest::turn_away(stream, hall.seats_each());
        return;
    };
    let Ok(copy) = stream.try_clone() else { return };
    let number = connected.last.fetch_add(1, Ordering::Relaxed);
    let thread = spawn(stream, place, uid, hall, connected);
    if let Ok(thread) = thread {
        streams.insert(number, (copy, thread));
    }
}

fn spawn(
    stream: UnixStream,
    place: Place,
    uid: u32,
    hall: &Arc<Hall>,
    connected: &Arc<Connected>,
) -> io::Result<JoinHandle<()>> {
    let (hall, connected) = (Arc::clone(hall), Arc::clone(connected));
    let builder = std::thread::Builder::new().name("seat".into()).stack_size(STACK);
    builder.spawn(move || guest::serve(stream, &place, uid, &hall, &connected.guests))
}
