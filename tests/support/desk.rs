//! The real binary in a real pty, seen through a terminal emulator. Waits for what it expects to see;
//! never sleeps.

use super::run::Place;
use pty_process::blocking::{Command, Pty, open};
use rustix::fs::{Mode, OFlags};
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// How long something that must come may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Seen {
    parser: vt100::Parser,
    ended: bool,
}

/// A desk in a pty.
pub struct Desk {
    pty: Arc<Pty>,
    pub child: Child,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Desk {
    /// Starts the binary at a place in a terminal of this size.
    pub fn open(place: &Place, cols: u16, rows: u16, args: &[&str]) -> Self {
        Self::open_with(place, cols, rows, args, &[])
    }

    /// The same, with something of its surroundings changed.
    pub fn open_with(place: &Place, cols: u16, rows: u16, args: &[&str], around: &[(&str, &str)]) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(pty_process::Size::new(rows, cols)).unwrap();
        let plain = place.command(args);
        let mut command = Command::new(plain.get_program()).args(plain.get_args());
        for (name, value) in plain.get_envs() {
            command = match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        for (name, value) in around {
            command = command.env(name, value);
        }
        let child = command.spawn(pts).unwrap();
        let parser = vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        let seen = Arc::new((Mutex::new(Seen { parser, ended: false }), Condvar::new()));
        let pty = Arc::new(pty);
        let (reader, screen) = (Arc::clone(&pty), Arc::clone(&seen));
        std::thread::spawn(move || follow(&reader, &screen));
        Self { pty, child, seen }
    }

    /// Types bytes as they are.
    pub fn send(&self, bytes: &str) {
        (&*self.pty).write_all(bytes.as_bytes()).unwrap();
    }

    /// Sends bytes of any kind.
    pub fn flood(&self, bytes: &[u8]) {
        (&*self.pty).write_all(bytes).unwrap();
    }

    /// Types keys one by one, each after the screen has settled from the one before, the way a person
    /// types: what comes faster is taken for a paste.
    pub fn keys(&self, keys: &str) {
        for key in keys.chars() {
            self.send(&key.to_string());
            self.breathe();
        }
    }

    /// Waits until the program has read all that was typed, then until no output has come for a moment.
    /// On a busy machine a program that was not let run would else find two keys at once, and take them
    /// for a paste or an escape sequence.
    pub fn breathe(&self) {
        let until = Instant::now() + PATIENCE;
        while self.unread() > 0 && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(2));
        }
        let (seen, changed) = &*self.seen;
        let mut guard = seen.lock().unwrap();
        loop {
            let (next, timeout) = changed.wait_timeout(guard, Duration::from_millis(45)).unwrap();
            guard = next;
            if timeout.timed_out() || guard.ended {
                return;
            }
        }
    }

    /// How many bytes were typed that the program has not read; none once it has gone.
    fn unread(&self) -> u64 {
        let name = rustix::pty::ptsname(&*self.pty, Vec::new()).unwrap();
        let flags = OFlags::RDONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        rustix::fs::open(name, flags, Mode::empty())
            .and_then(|terminal| rustix::io::ioctl_fionread(&terminal))
            .unwrap_or(0)
    }

    /// The screen as text, row by row.
    pub fn text(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, cols: u16, rows: u16) {
        self.seen
            .0
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        self.pty.resize(pty_process::Size::new(rows, cols)).unwrap();
    }

    /// The screen as a picture.
    pub fn picture(&self) -> String {
        super::picture::svg(self.seen.0.lock().unwrap().parser.screen())
    }

    /// Waits until the screen satisfies a condition.
    pub fn wait(&self, what: &str, fits: impl Fn(&str) -> bool) -> String {
        let (seen, changed) = &*self.seen;
        let mut guard = seen.lock().unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            let text = guard.parser.screen().contents();
            if fits(&text) {
                return text;
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !guard.ended, "did not see {what}; the screen is\n{text}");
            guard = changed.wait_timeout(guard, left).unwrap().0;
        }
    }

    /// Waits until the screen shows a text.
    pub fn see(&self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits until the screen no longer shows a text.
    pub fn gone(&self, text: &str) -> String {
        self.wait(&format!("the end of {text}"), |screen| !screen.contains(text))
    }

    /// Waits for the end and gives the exit code (128 + n after signal n).
    pub fn end(mut self) -> i32 {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
            }
            assert!(Instant::now() < until, "still running; the screen is\n{}", self.text());
            std::thread::yield_now();
        }
    }

    /// Kills it outright, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Feeds the emulator, and answers what a terminal is asked.
fn follow(pty: &Pty, screen: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 65_536];
    loop {
        let read = (&*pty).read(&mut buffer).unwrap_or(0);
        let mut seen = screen.0.lock().unwrap();
        if read == 0 {
            seen.ended = true;
            screen.1.notify_all();
            return;
        }
        let bytes = &buffer[..read];
        // A terminal reports the cursor where the question stands in the stream.
        let mut rest = bytes;
        while let Some(at) = rest.windows(4).position(|window| window == b"\x1b[6n") {
            seen.parser.process(&rest[..at]);
            let (row, col) = seen.parser.screen().cursor_position();
            let _ = (&*pty).write_all(format!("\x1b[{};{}R", row + 1, col + 1).as_bytes());
            rest = &rest[at + 4..];
        }
        seen.parser.process(rest);
        screen.1.notify_all();
    }
}
