//! Ends the process when it is told to end or when its terminal is gone.

use super::{loan, mode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Why the process ends without having been asked through a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The terminal is gone. Nothing more is written to it.
    Hangup,
    Interrupt,
    Terminate,
}

impl Ending {
    /// The exit status: 128 and the number of the signal.
    pub fn status(self) -> i32 {
        match self {
            Self::Hangup => 129,
            Self::Interrupt => 130,
            Self::Terminate => 143,
        }
    }
}

/// What is done before the process ends (a draft is saved). It has two seconds.
pub type OnExit = Arc<dyn Fn(Ending) + Send + Sync>;

const TIME_TO_SAVE: Duration = Duration::from_secs(2);

static LEAVING: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back if it is still there, lets `on_exit` save, and ends the process. A second
/// caller waits for the first.
pub(super) fn depart(ending: Ending, on_exit: &OnExit) -> ! {
    if LEAVING.swap(true, Ordering::SeqCst) {
        loop {
            std::thread::park();
        }
    }
    loan::call_in();
    if ending != Ending::Hangup {
        mode::restore();
    }
    // On a thread of its own, so that one that is stuck, or panics, cannot keep the process alive.
    let (done, wait) = crossbeam_channel::bounded::<()>(1);
    let on_exit = Arc::clone(on_exit);
    let saving = std::thread::Builder::new().name("last words".into()).spawn(move || {
        on_exit(ending);
        let _ = done.send(());
    });
    if saving.is_ok() {
        let _ = wait.recv_timeout(TIME_TO_SAVE);
    }
    std::process::exit(ending.status())
}
