//! Raw mode and the alternate screen: entered once, left once, whoever asks first.
//!
//! The one lock here also keeps a frame from being painted onto a terminal that was given back: the
//! painter writes while holding it, and writes nothing once the screen is left.

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

/// What has been done to the terminal and must be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// As the shell left it.
    Shell,
    /// Ours.
    Screen,
    /// Ours, but the ordinary screen is shown for a moment.
    Aside,
    /// Given back while the process is stopped.
    Stopped,
    /// In the hands of another program, which we wait for.
    Lent,
}

static MODE: Mutex<Mode> = Mutex::new(Mode::Shell);

/// Counts how often the screen was entered: what was painted before counts for nothing.
static ENTRIES: AtomicUsize = AtomicUsize::new(0);

/// True before the screen is entered and after it was left for good. Apart from the lock, because a
/// painter that is stuck in a write holds that.
static LEFT: AtomicBool = AtomicBool::new(true);

/// True while the terminal is asked for wheel and clicks.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Presses and the wheel, in coordinates of any size.
const MOUSE_ON: &[u8] = b"\x1B[?1000h\x1B[?1006h";
const MOUSE_OFF: &[u8] = b"\x1B[?1006l\x1B[?1000l";

/// How long giving back waits for a painter that is stuck in a write.
const PATIENCE: Duration = Duration::from_millis(300);

/// Takes the keyboard: raw mode, still on the ordinary screen.
pub(super) fn take_keys() -> io::Result<()> {
    let mut mode = lock();
    if *mode == Mode::Shell {
        enable_raw_mode()?;
        *mode = Mode::Aside;
        LEFT.store(false, Ordering::SeqCst);
    }
    Ok(())
}

fn enter(mode: &mut Mode) -> io::Result<()> {
    *mode = Mode::Screen;
    ENTRIES.fetch_add(1, Ordering::Relaxed);
    write_all(&entering())
}

/// Gives the terminal back as it was. Does nothing when it was given back already, so the guard, the
/// panic hook and the signals may all call it. Never waits long: a terminal that takes no bytes gets
/// none.
pub fn restore() {
    give_back(Mode::Shell);
}

/// Gives the terminal back before the process is stopped.
pub(super) fn pause() {
    give_back(Mode::Stopped);
}

fn give_back(to: Mode) {
    if to == Mode::Shell {
        LEFT.store(true, Ordering::SeqCst);
    }
    let Some(mut mode) = lock_within(PATIENCE) else {
        // A write is stuck. The modes at least can be put right.
        let _ = disable_raw_mode();
        return;
    };
    let was = *mode;
    // Whoever has it goes on having it while we are stopped.
    if was == Mode::Shell || was == Mode::Lent && to == Mode::Stopped {
        return;
    }
    *mode = to;
    if !matches!(was, Mode::Stopped | Mode::Lent) {
        if writable() {
            let _ = write_all(&leaving(was));
        }
        let _ = disable_raw_mode();
    }
}

/// Takes the terminal again after the process was stopped, whoever stopped it: the shell may have
/// changed every mode meanwhile. Does nothing when the screen was left for good.
pub(super) fn resume() -> io::Result<bool> {
    let mut mode = lock();
    if matches!(*mode, Mode::Shell | Mode::Lent) {
        return Ok(false);
    }
    disable_raw_mode()?;
    enable_raw_mode()?;
    enter(&mut mode)?;
    Ok(true)
}

/// Gives the terminal to another program, on the ordinary screen, in the modes the shell left. False when
/// it is not ours to give.
pub(super) fn lend() -> io::Result<bool> {
    let mut mode = lock();
    if *mode != Mode::Screen {
        return Ok(false);
    }
    write_all(&leaving(Mode::Screen))?;
    disable_raw_mode()?;
    *mode = Mode::Lent;
    Ok(true)
}

/// Takes the keys of the terminal that was lent; [`show_screen`] takes the rest. False when the screen was
/// left for good meanwhile.
pub(super) fn take_back() -> io::Result<bool> {
    let mut mode = lock();
    if *mode != Mode::Lent {
        return Ok(false);
    }
    enable_raw_mode()?;
    *mode = Mode::Aside;
    Ok(true)
}

/// True when what is typed is for the shell.
pub(super) fn is_left() -> bool {
    LEFT.load(Ordering::SeqCst)
}

/// How often the screen was entered so far.
pub(super) fn entries() -> usize {
    ENTRIES.load(Ordering::Relaxed)
}

/// Writes a frame. While the screen is not shown nothing is written and the answer is false.
pub(super) fn write_frame(bytes: &[u8]) -> io::Result<bool> {
    let mode = lock();
    if *mode != Mode::Screen {
        return Ok(false);
    }
    write_all(bytes)?;
    Ok(true)
}

/// Asks the terminal for wheel and clicks, or no longer; it stays so over stops.
pub(super) fn mouse(on: bool) -> io::Result<()> {
    let mode = lock();
    if MOUSE.swap(on, Ordering::SeqCst) == on || *mode != Mode::Screen {
        return Ok(());
    }
    write_all(if on { MOUSE_ON } else { MOUSE_OFF })
}

/// Leaves the alternate screen for a moment, keys still coming to us, and shows `text` there once.
pub(super) fn step_aside(text: &str) -> io::Result<()> {
    let mut mode = lock();
    if *mode != Mode::Screen {
        return Ok(());
    }
    *mode = Mode::Aside;
    let mut bytes = if MOUSE.load(Ordering::SeqCst) { MOUSE_OFF.to_vec() } else { Vec::new() };
    bytes.extend(sequence(|out| queue!(out, LeaveAlternateScreen, Show)));
    for line in text.lines() {
        bytes.extend_from_slice(line.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    write_all(&bytes)
}

/// To the alternate screen, for the first time or after [`step_aside`].
pub(super) fn show_screen() -> io::Result<()> {
    let mut mode = lock();
    if *mode == Mode::Aside { enter(&mut mode) } else { Ok(()) }
}

/// Columns and rows. A terminal that does not say counts as 80 × 24.
pub fn size() -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(io::stdout().as_fd())?;
    let known = size.ws_col > 0 && size.ws_row > 0;
    Ok(if known { (size.ws_col, size.ws_row) } else { (80, 24) })
}

fn entering() -> Vec<u8> {
    let mut bytes =
        sequence(|out| queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide, Clear(ClearType::All)));
    if MOUSE.load(Ordering::SeqCst) {
        bytes.extend_from_slice(MOUSE_ON);
    }
    bytes
}

fn leaving(from: Mode) -> Vec<u8> {
    let mut bytes = if MOUSE.load(Ordering::SeqCst) { MOUSE_OFF.to_vec() } else { Vec::new() };
    bytes.extend(sequence(|out| {
        queue!(out, EndSynchronizedUpdate, DisableBracketedPaste, ResetColor)?;
        if from == Mode::Screen {
            queue!(out, LeaveAlternateScreen)?;
        }
        queue!(out, Show)
    }));
    bytes
}

fn sequence(fill: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = fill(&mut out);
    out
}

/// Writes past the standard library's line buffer, so that a frame is one write.
pub(super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let stdout = io::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(stdout.as_fd(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(rustix::io::Errno::INTR) => {}
            // Somebody made the terminal non-blocking under us.
            Err(rustix::io::Errno::AGAIN) => {
                wait_writable(None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// True when a short sequence can be written now.
fn writable() -> bool {
    wait_writable(Some(&Timespec { tv_sec: 0, tv_nsec: 0 }))
}

fn wait_writable(timeout: Option<&Timespec>) -> bool {
    let stdout = io::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
    poll(&mut fds, timeout).is_ok_and(|n| n > 0) && fds[0].revents().contains(PollFlags::OUT)
}

fn lock() -> MutexGuard<'static, Mode> {
    MODE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn lock_within(patience: Duration) -> Option<MutexGuard<'static, Mode>> {
    let start = Instant::now();
    loop {
        match MODE.try_lock() {
            Ok(mode) => return Some(mode),
            Err(TryLockError::Poisoned(error)) => return Some(error.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() >= patience => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}
