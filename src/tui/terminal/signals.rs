//! Signals, on a thread of their own: end, stop, go on, resize.

use super::ending::{Ending, OnExit, depart};
use super::{Event, loan, mode};
use crossbeam_channel::Sender;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::Arc;

/// Asked before the process is stopped; a host with guests says no.
pub type MayStop = Arc<dyn Fn() -> bool + Send + Sync>;

/// Starts to watch. Must be called once, before the screen is entered.
pub(super) fn watch(events: Sender<Event>, on_exit: OnExit, may_stop: MayStop) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let run = move || {
        for signal in &mut signals {
            match signal {
                SIGHUP => depart(Ending::Hangup, &on_exit),
                // A terminal's Ctrl-C is for the program that has it.
                SIGINT if loan::is_out() => {}
                SIGINT => depart(Ending::Interrupt, &on_exit),
                SIGTERM => depart(Ending::Terminate, &on_exit),
                SIGTSTP if may_stop() => stop(),
                SIGCONT if mode::resume().unwrap_or(false) => {
                    let _ = events.send(Event::Resumed);
                }
                SIGWINCH => {
                    if let Ok((width, height)) = mode::size() {
                        let _ = events.send(Event::Resize(width, height));
                    }
                }
                _ => {}
            }
        }
    };
    std::thread::Builder::new().name("signals".into()).spawn(run)?;
    Ok(())
}

/// Stops the process as Ctrl-Z in a shell does. Going on is the business of SIGCONT.
pub(super) fn stop() {
    mode::pause();
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}
