//! The real terminal layer in a real pseudo-terminal: entering, leaving, dying, being deafened.
//!
//! The program under test is this very file, run again on a pty as the test `desk`, which does nothing when it is not told a folder.

use duban::keymap::{Code, Key};
use duban::tui::terminal::{Ending, Event, Options, Screen, crash};
use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

const COLS: u16 = 60;
const ROWS: u16 = 24;
const FOLDER: &str = "DUBAN_TEST_FOLDER";

/// Shows the names of what it is told, newest last. `q` leaves, `P` panics, `c` steps aside, `f`
/// paints until the terminal takes no more.
#[test]
fn desk() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let saved = folder.join("saved");
    crash::install("sorry, see crash.log".into(), folder.join("crash.log"));
    let options = Options {
        glyphs: None,
        on_exit: Arc::new(move |ending: Ending| fs::write(&saved, format!("{ending:?}")).unwrap()),
        may_stop: Arc::new(|| true),
    };
    let (mut screen, events) = Screen::enter(options).unwrap();
    let mut told = vec![format!("{:?}", screen.doubtful())];
    loop {
        let line = told.join(" ");
        screen
            .draw(|frame| {
                frame.buffer_mut().set_string(0, 0, "教育局", ratatui::style::Style::new());
                frame.buffer_mut().set_string(0, 2, &line, ratatui::style::Style::new());
                frame.set_cursor_position((6, 0));
                None
            })
            .unwrap();
        match events.receiver.recv().unwrap() {
            Event::Key(key) if key == Key::char('q') => return,
            Event::Key(key) if key == Key::char('P') => panic!("asked to"),
            Event::Key(key) if key == Key::char('c') => screen.step_aside("plain text").unwrap(),
            Event::Key(key) if key == Key::char('f') => {
                let full = folder.join("full");
                std::thread::spawn(move || {
                    while takes_bytes() {}
                    fs::write(full, "").unwrap();
                });
                let page = "x".repeat(usize::from(COLS * ROWS));
                loop {
                    screen.clear();
                    screen
                        .draw(|frame| {
                            let wrapped = ratatui::widgets::Paragraph::new(page.as_str());
                            frame.render_widget(wrapped.wrap(Default::default()), frame.area());
                            None
                        })
                        .unwrap();
                }
            }
            Event::Key(key) if key == Key::plain(Code::Esc) => screen.step_back().unwrap(),
            Event::Key(key) => told.push(key.to_string()),
            Event::Paste(text) => told.push(format!("<{}>", text.replace('\n', "/"))),
            Event::Resize(w, h) => told.push(format!("{w}x{h}")),
            other => told.push(format!("{other:?}")),
        }
    }
}

/// False when the terminal has had no room for 200 ms.
fn takes_bytes() -> bool {
    let stdout = std::io::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::OUT)];
    poll(&mut fds, Some(&Timespec { tv_sec: 0, tv_nsec: 200_000_000 })).unwrap() > 0
}

/// A desk on a pty, seen through an emulator.
struct Seat {
    pty: Pty,
    child: Child,
    emulator: vt100::Parser,
    folder: tempfile::TempDir,
    /// What the terminal answers when asked where the cursor is, instead of the truth.
    column: Option<u16>,
    /// Pseudo-terminals are opened by one test at a time, or one child would inherit another's.
    _turn: MutexGuard<'static, ()>,
}

static TURN: Mutex<()> = Mutex::new(());

impl Seat {
    fn new(column: Option<u16>) -> Self {
        Self::start(column, true)
    }

    /// `leads`: the child leads a session on the pty and gets its signals; else only its bytes.
    fn start(column: Option<u16>, leads: bool) -> Self {
        let turn = TURN.lock().unwrap_or_else(|error| error.into_inner());
        let folder = tempfile::tempdir().unwrap();
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(ROWS, COLS)).unwrap();
        let program = std::env::current_exe().unwrap();
        let args = ["--exact", "desk", "--nocapture"];
        let child = if leads {
            Command::new(program).args(args).env(FOLDER, folder.path()).spawn(pts).unwrap()
        } else {
            let name = rustix::pty::ptsname(&pty, Vec::new()).unwrap();
            let file = File::options().read(true).write(true).open(name.to_str().unwrap()).unwrap();
            let stdio = || Stdio::from(file.try_clone().unwrap());
            let mut command = std::process::Command::new(program);
            command.args(args).env(FOLDER, folder.path()).stdin(stdio()).stdout(stdio()).stderr(stdio());
            command.spawn().unwrap()
        };
        let size = |n| NonZeroU16::new(n).unwrap();
        let emulator = vt100::Parser::new(size(ROWS), size(COLS), 0);
        let mut seat = Self { pty, child, emulator, folder, column, _turn: turn };
        seat.until("its first frame", |seat| seat.shows("教育局"));
        seat
    }

    fn shows(&self, text: &str) -> bool {
        self.emulator.screen().contents().contains(text)
    }

    fn send(&mut self, bytes: &[u8]) {
        self.pty.write_all(bytes).unwrap();
    }

    /// Reads until `done`; false at the end of the output.
    fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(self.read(), "the output ended before {what}:\n{}", self.emulator.screen().contents());
            assert!(start.elapsed() < Duration::from_secs(20), "no {what}");
        }
    }

    fn read(&mut self) -> bool {
        let mut fds = [PollFd::new(&self.pty, PollFlags::IN)];
        let timeout = Timespec { tv_sec: 20, tv_nsec: 0 };
        assert!(poll(&mut fds, Some(&timeout)).unwrap() > 0, "nothing came for 20 s");
        let mut bytes = [0; 4096];
        let Ok(n @ 1..) = self.pty.read(&mut bytes) else { return false };
        self.emulator.process(&bytes[..n]);
        if bytes[..n].windows(4).any(|part| part == b"\x1b[6n") {
            let (row, column) = self.emulator.screen().cursor_position();
            let answer = format!("\x1b[{};{}R", row + 1, self.column.unwrap_or(column + 1));
            self.send(answer.as_bytes());
        }
        true
    }

    /// Reads to the end and gives the exit status.
    fn end(&mut self) -> Option<i32> {
        while self.read() {}
        self.child.wait().unwrap().code()
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    fn saved(&self) -> String {
        fs::read_to_string(self.folder.path().join("saved")).unwrap_or_default()
    }

    fn given_back(&self) -> bool {
        let screen = self.emulator.screen();
        let modes = rustix::termios::tcgetattr(&self.pty).unwrap().local_modes;
        let cooked = modes.contains(rustix::termios::LocalModes::ICANON | rustix::termios::LocalModes::ECHO);
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() && cooked
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_screen_is_taken_and_given_back() {
    let mut seat = Seat::new(None);
    seat.until("the answer to the probe", |seat| seat.shows("Some(Narrow)"));
    let screen = seat.emulator.screen();
    assert!(screen.alternate_screen() && screen.bracketed_paste() && !screen.hide_cursor());
    assert_eq!(screen.cursor_position(), (0, 6), "the cursor stands at the caret");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    seat.send(b"a");
    seat.until("a key", |seat| seat.shows("Some(Narrow) a"));
    seat.send(b"q");
    assert_eq!(seat.end(), Some(0));
    assert!(seat.given_back());
}

#[test]
fn a_terminal_that_draws_signs_wide_gets_ascii() {
    let mut seat = Seat::new(Some(7));
    seat.until("the answer to the probe", |seat| seat.shows("Some(Wide)"));
    seat.send("“".as_bytes());
    seat.until("the stand-in", |seat| seat.shows("Some(Wide) \""));
}

#[test]
fn pastes_are_told_from_keys_marked_or_not() {
    let mut seat = Seat::new(None);
    seat.send(b"\x1b[200~x\rq\x1b[201~");
    seat.until("a marked paste", |seat| seat.shows("<x/q>"));
    seat.send(b"qqqq\rPPPP");
    seat.until("an unmarked paste", |seat| seat.shows("<qqqq/PPPP>"));
    seat.send("天".as_bytes());
    seat.until("a character", |seat| seat.shows("<qqqq/PPPP> 天"));
    seat.send(b"\x1b[1;5C");
    seat.until("a key with a modifier", |seat| seat.shows("ctrl-right"));
}

#[test]
fn a_paste_that_never_ends_does_not_deafen() {
    let mut seat = Seat::new(None);
    seat.send(b"\x1b[200~ab");
    seat.until("the paste", |seat| seat.shows("<ab>"));
    for noise in [&b"\x1b[?\x1b[<"[..], b"\x1b]0;", b"\xe5\xa4", b"\x1b[200~"] {
        seat.send(noise);
    }
    // However much of this is swallowed as noise, a key after a pause is heard as itself.
    let pause = Timespec { tv_sec: 0, tv_nsec: 600_000_000 };
    for _ in 0..5 {
        let mut fds = [PollFd::new(&seat.pty, PollFlags::IN)];
        if poll(&mut fds, Some(&pause)).unwrap() == 0 {
            break;
        }
        seat.read();
    }
    seat.send(b"q");
    assert_eq!(seat.end(), Some(0));
}

#[test]
fn signals_end_it_in_order() {
    for (signal, status, name) in [(Signal::TERM, 143, "Terminate"), (Signal::INT, 130, "Interrupt")] {
        let mut seat = Seat::new(None);
        seat.signal(signal);
        assert_eq!(seat.end(), Some(status));
        assert!(seat.given_back());
        assert_eq!(seat.saved(), name);
    }
}

#[test]
fn a_terminal_that_takes_no_bytes_cannot_keep_it_alive() {
    let mut seat = Seat::new(None);
    seat.send(b"f");
    while !seat.folder.path().join("full").exists() {
        std::thread::yield_now();
    }
    seat.signal(Signal::TERM);
    // Nobody reads: the frame that is being written never ends.
    assert_eq!(seat.child.wait().unwrap().code(), Some(143));
    assert_eq!(seat.saved(), "Terminate");
}

#[test]
fn a_hangup_saves_and_writes_nothing_more() {
    let mut seat = Seat::new(None);
    seat.signal(Signal::HUP);
    assert_eq!(seat.end(), Some(129));
    assert_eq!(seat.saved(), "Hangup");
    assert!(seat.emulator.screen().alternate_screen(), "nothing was written to the terminal");
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_it_too() {
    let mut seat = Seat::start(None, false);
    // The real end of the terminal goes away; what is left in its place is of no matter.
    drop(std::mem::replace(&mut seat.pty, open().unwrap().0));
    let start = Instant::now();
    assert_eq!(seat.child.wait().unwrap().code(), Some(129));
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(seat.saved(), "Hangup");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let mut seat = Seat::new(None);
    seat.send(b"P");
    assert_ne!(seat.end(), Some(0));
    assert!(seat.given_back());
    assert!(seat.shows("sorry, see crash.log"), "{}", seat.emulator.screen().contents());
    assert!(!seat.shows("asked to"), "the details are for the file");
    let crash = seat.folder.path().join("crash.log");
    assert!(fs::read_to_string(&crash).unwrap().contains("asked to"));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(&crash).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_draws_it_whole() {
    let mut seat = Seat::new(None);
    seat.signal(Signal::TSTP);
    let pid = Some(Pid::from_child(&seat.child));
    let (_, status) = waitpid(pid, WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped());
    seat.until("the ordinary screen", Seat::given_back);
    seat.signal(Signal::CONT);
    seat.until("the screen again", |seat| seat.shows("Resumed") && seat.shows("教育局"));
    assert!(seat.emulator.screen().alternate_screen());
    seat.send(b"q");
    assert_eq!(seat.end(), Some(0));
    assert!(seat.given_back());
}

#[test]
fn another_size_is_told_and_the_text_to_copy_stands_on_the_ordinary_screen() {
    let mut seat = Seat::new(None);
    seat.pty.resize(Size::new(8, 50)).unwrap();
    seat.until("the size", |seat| seat.shows("50x8"));
    seat.send(b"c");
    seat.until("the text to copy", |seat| seat.shows("plain text"));
    assert!(!seat.emulator.screen().alternate_screen());
    seat.send(b"\x1b");
    seat.until("the desk", |seat| seat.emulator.screen().alternate_screen() && seat.shows("50x8"));
    assert!(!seat.shows("plain text"));
}
