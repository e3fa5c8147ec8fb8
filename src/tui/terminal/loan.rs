//! The terminal in the hands of another program for a while, which reads the keyboard itself.

use super::mode;
use super::reader::{self, Wait};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use std::io;
use std::process::{Command, ExitStatus};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Whether the keyboard is lent, and to which process.
#[derive(Default)]
pub(super) struct Loan {
    out: bool,
    borrower: Option<Pid>,
}

static LOAN: Mutex<Loan> = Mutex::new(Loan { out: false, borrower: None });
static BACK: Condvar = Condvar::new();

/// A terminal that says nothing for so long has said all of what was for the borrower.
const QUIET: Duration = Duration::from_millis(300);
/// One that goes on and on is listened to again all the same.
const LONGEST: Duration = Duration::from_secs(3);

/// Leave to read the keyboard, as long as it is held. While the keyboard is lent this waits, and then there
/// is none: whoever meant to read must look anew what there is.
pub(super) fn ours() -> Option<MutexGuard<'static, Loan>> {
    let loan = lock();
    if !loan.out {
        return Some(loan);
    }
    drop(BACK.wait_while(loan, |loan| loan.out));
    None
}

/// True while another program has the terminal.
pub(super) fn is_out() -> bool {
    lock().out
}

/// Ends the program that has the terminal, if one has: the process is about to end.
pub(super) fn call_in() {
    // Whoever reads the keyboard holds this only while bytes are there.
    if let Some(pid) = LOAN.try_lock().ok().and_then(|loan| loan.borrower) {
        let _ = kill_process(pid, Signal::TERM);
    }
}

/// Runs a program that has the terminal to itself, and takes the terminal back. `farewell` is sent for a
/// program that was successful.
pub(super) fn lend(command: &mut Command, text: &str, farewell: &[u8]) -> io::Result<io::Result<ExitStatus>> {
    lock().out = true;
    let lent = mode::lend();
    let ended = match lent {
        Ok(true) => {
            let before = tcgetattr(io::stdin());
            let ended = tell(text).and_then(|()| run(command));
            // A program that was killed has put nothing right.
            if let Ok(before) = before {
                let _ = tcsetattr(io::stdin(), OptionalActions::Now, &before);
            }
            if matches!(&ended, Ok(status) if status.success()) {
                // A terminal that is gone is told by what comes next.
                let _ = mode::write_all(farewell);
            }
            mode::take_back().map(|ours| {
                if ours {
                    drain();
                }
                ended
            })
        }
        Ok(false) => Ok(Err(io::ErrorKind::ResourceBusy.into())),
        Err(error) => Err(error),
    };
    *lock() = Loan::default();
    BACK.notify_all();
    let ended = ended?;
    mode::show_screen()?;
    Ok(ended)
}

/// Says what goes on, above what the program says itself.
fn tell(text: &str) -> io::Result<()> {
    mode::write_all(text.lines().map(|line| format!("{line}\r\n")).collect::<String>().as_bytes())
}

fn run(command: &mut Command) -> io::Result<ExitStatus> {
    let mut child = command.spawn()?;
    lock().borrower = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let ended = child.wait();
    lock().borrower = None;
    ended
}

/// What the other side still sends when its transfer is over has nobody typed.
fn drain() {
    let until = Instant::now() + LONGEST;
    while Instant::now() < until && reader::wait(Some(QUIET)) == Wait::Ready {
        if reader::read(&mut [0; 4096]).is_none() {
            return;
        }
    }
}

fn lock() -> MutexGuard<'static, Loan> {
    LOAN.lock().unwrap_or_else(PoisonError::into_inner)
}
