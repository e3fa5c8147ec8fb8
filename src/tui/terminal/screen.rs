//! The screen while the desk has it: enter, draw, leave.

use super::decode::Decoder;
use super::ending::OnExit;
use super::glyph::Glyphs;
use super::painter::Painter;
use super::probe::{self, Doubtful};
use super::signals::{self, MayStop};
use super::{Event, loan, mode, reader};
use crossbeam_channel::{Receiver, Sender, unbounded};
use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;
use ratatui::Frame;
use ratatui::layout::Position;
use std::io;
use std::process::{Command, ExitStatus};

/// The most bytes of a copy, encoded, that common terminals take.
const LONGEST_COPY: usize = 74_000;

/// How the screen is entered.
pub struct Options {
    /// The signs to draw; `None` asks the terminal.
    pub glyphs: Option<Glyphs>,
    /// Runs before the process ends by a signal or because the terminal is gone.
    pub on_exit: OnExit,
    /// Whether the process may be stopped just now.
    pub may_stop: MayStop,
}

/// The screen. Dropping it gives the terminal back.
pub struct Screen {
    painter: Painter,
    /// Which entering of the screen the painter's memory is of.
    entry: usize,
    doubtful: Option<Doubtful>,
    may_stop: MayStop,
}

/// Where events come from, and where other threads put theirs ([`Event::Wake`]).
pub struct Events {
    pub sender: Sender<Event>,
    pub receiver: Receiver<Event>,
}

impl Screen {
    /// Takes the terminal, which must have passed [`super::refuse::check`]. To be called once.
    pub fn enter(options: Options) -> io::Result<(Self, Events)> {
        let (sender, receiver) = unbounded();
        let Options { glyphs, on_exit, may_stop } = options;
        signals::watch(sender.clone(), on_exit.clone(), may_stop.clone())?;
        let guard = Guard;
        mode::take_keys()?;
        let (mut decoder, mut early) = (Decoder::default(), Vec::new());
        let doubtful = match glyphs {
            Some(_) => None,
            None => Some(probe::ask(&mut decoder, &mut early)?),
        };
        mode::show_screen()?;
        reader::start(sender.clone(), decoder, early, on_exit)?;
        let glyphs = glyphs.or(doubtful.map(Doubtful::glyphs)).unwrap_or_default();
        let (width, height) = mode::size()?;
        std::mem::forget(guard);
        let painter = Painter::new(width, height, glyphs);
        Ok((Self { painter, entry: mode::entries(), doubtful, may_stop }, Events { sender, receiver }))
    }

    /// What the terminal said of signs of doubtful width; `None` when it was not asked.
    pub fn doubtful(&self) -> Option<Doubtful> {
        self.doubtful
    }

    /// Shows what `view` draws, in one write, or in none if it is shown already. The cursor goes
    /// where the frame sets it; else it is hidden and parked where `view` says.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame) -> Option<Position>) -> io::Result<()> {
        let entry = mode::entries();
        if std::mem::replace(&mut self.entry, entry) != entry {
            self.painter.forget();
        }
        let (width, height) = mode::size()?;
        self.painter.resize(width, height);
        let bytes = self.painter.draw(view);
        if bytes.is_empty() {
            return Ok(());
        }
        let written = mode::write_frame(&bytes);
        if !matches!(written, Ok(true)) {
            self.painter.forget();
        }
        written.map(drop)
    }

    /// Draws the next frame whole, for a screen that something else has written on.
    pub fn clear(&mut self) {
        self.painter.forget();
    }

    /// Shows plain text on the ordinary screen, unwrapped, so that the terminal's own selection can
    /// copy it. Keys still come as events; [`Screen::step_back`] returns.
    pub fn step_aside(&mut self, text: &str) -> io::Result<()> {
        mode::step_aside(&crate::text::clean_text(text))
    }

    /// Back from [`Screen::step_aside`].
    pub fn step_back(&mut self) -> io::Result<()> {
        mode::show_screen()
    }

    /// Lends the terminal to another program, with a sentence about it, and takes it back when that ends: how
    /// it ended, or why it could not be started. `farewell` is what a program that was successful has left unsaid.
    ///
    /// # Errors
    /// The terminal fails.
    pub fn lend(
        &mut self,
        command: &mut Command,
        text: &str,
        farewell: &[u8],
    ) -> io::Result<io::Result<ExitStatus>> {
        loan::lend(command, &crate::text::clean_text(text), farewell)
    }

    /// Asks for wheel and clicks, or no longer. While it does, the terminal's own selection wants Shift.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        mode::mouse(on)
    }

    /// Hands `text` to the terminal's clipboard. Whether it arrived cannot be known; false when it is
    /// longer than terminals take, and nothing was sent.
    pub fn copy(&mut self, text: &str) -> io::Result<bool> {
        let mut bytes = Vec::new();
        queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
        if bytes.len() > LONGEST_COPY {
            return Ok(false);
        }
        mode::write_frame(&bytes)
    }

    /// Stops the process as a shell's Ctrl-Z does, if it may be stopped. [`Event::Resumed`] follows
    /// when it goes on.
    pub fn suspend(&mut self) {
        if (self.may_stop)() {
            signals::stop();
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        mode::restore();
    }
}

/// Gives the terminal back when entering fails half-way.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        mode::restore();
    }
}
