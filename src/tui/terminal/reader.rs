//! Reads the keyboard on a thread of its own, and notices when the terminal is gone.
//!
//! Waiting is done with poll(2) on standard input, so that a terminal that vanishes without a signal
//! (sudo, a killed multiplexer, an ignored SIGHUP) wakes it at once and ends the process.

use super::burst::{self, Burst, Typed};
use super::decode::{Decoder, Input};
use super::ending::{Ending, OnExit, depart};
use super::{Event, loan, mode};
use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// What came of waiting for the keyboard.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wait {
    Ready,
    TimedOut,
    Gone,
}

/// Waits until standard input has something, or the time is up (`None`: for ever).
pub(super) fn wait(timeout: Option<Duration>) -> Wait {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let timeout = timeout.and_then(|t| Timespec::try_from(t).ok());
    match poll(&mut fds, timeout.as_ref()) {
        Ok(0) | Err(Errno::INTR) => return Wait::TimedOut,
        Ok(_) => {}
        Err(_) => return Wait::Gone,
    }
    let flags = fds[0].revents();
    if flags.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) { Wait::Gone } else { Wait::Ready }
}

/// Reads what is there. An end of file on a terminal means that it is gone.
pub(super) fn read(bytes: &mut [u8]) -> Option<&[u8]> {
    match rustix::io::read(io::stdin().as_fd(), &mut *bytes) {
        Ok(0) => None,
        Ok(n) => Some(&bytes[..n]),
        Err(Errno::INTR | Errno::AGAIN) => Some(&[]),
        Err(_) => None,
    }
}

/// Starts to read. `decoder` may hold half of what the width probe read too much; `early` is the rest.
pub(super) fn start(
    events: Sender<Event>,
    decoder: Decoder,
    early: Vec<Input>,
    on_exit: OnExit,
) -> io::Result<()> {
    let burst = Burst::default();
    let mut reader =
        Reader { events, decoder, burst, started: Instant::now(), heard: Duration::ZERO, flooded: None };
    let run = move || {
        let mut turn = reader.pass_on(early);
        while turn == Turn::GoOn {
            turn = reader.turn();
        }
        if turn == Turn::Gone && !mode::is_left() {
            let _ = reader.events.send(Event::Hangup);
            depart(Ending::Hangup, &on_exit);
        }
    };
    std::thread::Builder::new().name("keyboard".into()).spawn(run)?;
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    GoOn,
    /// Nobody wants to know any more.
    Over,
    /// The terminal is gone.
    Gone,
}

struct Reader {
    events: Sender<Event>,
    decoder: Decoder,
    burst: Burst,
    started: Instant,
    /// When bytes last came.
    heard: Duration,
    /// When a flood last went on.
    flooded: Option<Duration>,
}

/// Bytes read at once that no keyboard sends, however fast: a paste, or noise.
const FLOOD: usize = 256;
/// A flood is over when nothing came for so long.
const EBB: Duration = Duration::from_millis(100);

impl Reader {
    /// Waits for one thing to happen and passes it on.
    fn turn(&mut self) -> Turn {
        let now = self.started.elapsed();
        let unfinished = self.decoder.patience().map(|patience| self.heard + patience);
        let next = [self.burst.due(), unfinished].into_iter().flatten().min();
        let mut inputs = Vec::new();
        match wait(next.map(|due| due.saturating_sub(now))) {
            Wait::Gone => return Turn::Gone,
            Wait::TimedOut => {
                if unfinished.is_some_and(|due| self.started.elapsed() >= due) {
                    self.decoder.give_up(&mut inputs);
                }
            }
            // The screen was left: what is typed now is for the shell.
            Wait::Ready if mode::is_left() => return Turn::Over,
            Wait::Ready => {
                // What is lent is not listened to: what came may be gone when it is back.
                let Some(ours) = loan::ours() else { return Turn::GoOn };
                let mut bytes = [0; 4096];
                let Some(bytes) = read(&mut bytes) else { return Turn::Gone };
                drop(ours);
                self.decoder.feed(bytes, &mut inputs);
                self.heard = self.started.elapsed();
                // What would be keys in a flood nobody has struck; what would be text is a paste.
                let goes_on = self.flooded.is_some_and(|last| self.heard - last <= EBB);
                if bytes.len() >= FLOOD || goes_on {
                    self.flooded = Some(self.heard);
                    inputs.retain(burst::is_text);
                }
            }
        }
        self.pass_on(inputs)
    }

    fn pass_on(&mut self, inputs: Vec<Input>) -> Turn {
        let (now, mut typed) = (self.started.elapsed(), Vec::new());
        for input in inputs {
            self.burst.push(input, now, &mut typed);
        }
        self.burst.tick(now, &mut typed);
        for typed in typed {
            let event = match typed {
                Typed::Key(key) => Event::Key(key),
                Typed::Paste(text) => Event::Paste(text),
                Typed::Mouse(mouse) => Event::Mouse(mouse),
            };
            if self.events.send(event).is_err() {
                return Turn::Over;
            }
        }
        Turn::GoOn
    }
}
