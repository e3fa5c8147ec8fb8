//! Telling a seat what happens: the first notice at once, those that follow soon after it together, so that a
//! busy office does not spend its time on telling.

use crate::api::Notice;
use crate::office::seats::Told;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError, bounded};
use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Notices within this time of the last are told together.
const TOGETHER: Duration = Duration::from_millis(100);
/// Notices that wait to be told; past that the seat is told only that it missed some.
const NOTICES: usize = 64;

type Waiting = Arc<Mutex<Vec<Notice>>>;

/// Where the office puts what a seat is to know.
pub struct Telling {
    waiting: Waiting,
    wake: Sender<()>,
}

/// What waits to be told, for whoever writes it.
pub struct ToTell {
    waiting: Waiting,
    woken: Receiver<()>,
    over: Receiver<Infallible>,
}

/// Both ends, and what ends the telling when it is dropped.
pub fn telling() -> (Telling, ToTell, Sender<Infallible>) {
    let waiting = Waiting::default();
    let (wake, woken) = bounded(1);
    let (end, over) = bounded(0);
    (Telling { waiting: Arc::clone(&waiting), wake }, ToTell { waiting, woken, over }, end)
}

impl Telling {
    /// Notes one. Never waits.
    pub fn tell(&self, notice: Notice) -> Told {
        {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            match waiting.len() < NOTICES {
                true => waiting.push(notice),
                // Long past what a screen could follow, it is enough to know that there was more.
                false => *waiting = vec![Notice::Missed],
            }
        }
        match self.wake.try_send(()) {
            Ok(()) | Err(TrySendError::Full(())) => Told::Yes,
            Err(TrySendError::Disconnected(())) => Told::Gone,
        }
    }
}

impl ToTell {
    /// Tells what comes until the seat is given up.
    ///
    /// # Errors
    /// The telling failed.
    pub fn each(&self, mut tell: impl FnMut(Vec<Notice>) -> io::Result<()>) -> io::Result<()> {
        while self.woken.recv().is_ok() {
            let notices = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            if !notices.is_empty() {
                tell(notices)?;
            }
            if self.over.recv_timeout(TOGETHER) == Err(RecvTimeoutError::Disconnected) {
                break;
            }
        }
        Ok(())
    }
}
