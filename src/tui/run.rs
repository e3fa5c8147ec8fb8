//! The loop: keys in, questions to the office on a thread of their own, frames out.

use super::last::{last, speak};
use super::msg::{Effect, Msg, Ticket};
use super::options::{Options, Outcome, Trouble};
use super::state::State;
use super::terminal::{self, Event, Events, Screen};
use super::{carry, update, view};
use crate::api::{Answer, Request};
use crate::exchange::{FileFault, Limits, READ, inbox, read_in_child};
use crate::keymap::Key;
use crate::link::{Event as Told, Seat};
use crate::model::ids::OpId;
use crossbeam_channel::{Receiver, Sender, after, never, select, unbounded};
use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a frame waits for answers, so that what belongs together is drawn together.
const TOGETHER: Duration = Duration::from_millis(15);
/// How long a begun chord waits for its next key, and an act of unknown outcome for its next try.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// How long after a key what is typed is sent to be kept, and how often at most.
const KEEP: Duration = Duration::from_millis(700);

/// The terminal while it is ours.
pub(super) struct Stage {
    pub screen: Screen,
    pub events: Events,
}

thread_local! {
    /// The terminal can be entered only once; between the first questions and the desk it waits here.
    static BETWEEN: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

/// Takes the terminal, or goes on with the one left by the first questions.
pub(super) fn stage(options: &Options) -> Result<Stage, Trouble> {
    if let Some(stage) = BETWEEN.with(RefCell::take) {
        return Ok(stage);
    }
    let how = terminal::Options {
        glyphs: options.glyphs(),
        on_exit: Arc::new(|_| speak()),
        may_stop: Arc::new(may_stop),
    };
    let (screen, events) = Screen::enter(how)?;
    Ok(Stage { screen, events })
}

/// Whether the process may be stopped: a host with guests may not.
fn may_stop() -> bool {
    last().guests() == 0
}

/// Leaves the terminal to whoever comes next in this thread.
pub(super) fn keep(stage: Stage) {
    BETWEEN.with(|between| between.replace(Some(stage)));
}

/// The worker that asks in order.
struct Office {
    asks: Sender<(Ticket, Request)>,
    answers: Receiver<(Ticket, Answer)>,
    worker: JoinHandle<Arc<Seat>>,
}

impl Office {
    fn new(seat: Arc<Seat>) -> Result<Self, Trouble> {
        let (asks, todo) = unbounded::<(Ticket, Request)>();
        let (post, answers) = unbounded();
        let work = move || {
            for (ticket, request) in todo {
                if post.send((ticket, seat.ask(request))).is_err() {
                    break;
                }
            }
            seat
        };
        let worker = std::thread::Builder::new().name("questions".into()).spawn(work)?;
        Ok(Self { asks, answers, worker })
    }

    fn close(self) -> Result<(), Trouble> {
        drop(self.asks);
        match self.worker.join() {
            // Whoever still speaks with the office has it closed when he is done.
            Ok(seat) => match Arc::try_unwrap(seat) {
                Ok(seat) => {
                    seat.close().map_err(|trouble| Trouble::Io(std::io::Error::other(format!("{trouble:?}"))))
                }
                Err(_) => Ok(()),
            },
            Err(_) => Ok(()),
        }
    }
}

/// Runs the desk until the user leaves it. Gives the terminal back.
///
/// # Errors
/// The terminal failed, or the office could not be closed in order.
pub fn run(seat: Seat, options: Options) -> Result<Outcome, Trouble> {
    let mut stage = stage(&options)?;
    let told = seat.events().clone();
    let seat = Arc::new(seat);
    last().begin(&seat, &options.state);
    let broken = Broken;
    let office = Office::new(seat)?;
    let (state, effects) = State::start(options, terminal::size()?, new_op);
    let (read, readings) = unbounded();
    let mut desk = Desk {
        state,
        asks: office.asks.clone(),
        quit: false,
        aside: false,
        keep_at: None,
        files: Files::Unread,
        read,
    };
    desk.perform(effects, &mut stage)?;
    let (events, answers) = (stage.events.receiver.clone(), office.answers.clone());
    while !desk.quit {
        desk.settle(&answers, &mut stage)?;
        desk.note();
        let ahead = !events.is_empty() && !desk.state.holds_keys();
        if !ahead && !desk.aside {
            stage.screen.draw(|frame| view::view(&desk.state, frame))?;
        }
        let keys = if desk.state.holds_keys() { never() } else { events.clone() };
        select! {
            recv(keys) -> event => match event {
                Ok(event) => desk.event(event, &mut stage)?,
                Err(_) => break,
            },
            recv(answers) -> answer => match answer {
                Ok((ticket, answer)) => desk.tell(Msg::Answer(ticket, answer), &mut stage)?,
                Err(_) => break,
            },
            recv(readings) -> msg => match msg {
                Ok(msg) => desk.tell(msg, &mut stage)?,
                Err(_) => break,
            },
            recv(told) -> event => match event {
                Ok(event) => desk.hear(event, &told, &mut stage)?,
                Err(_) => break,
            },
            recv(after(desk.next_tick())) -> _ => desk.tick(&mut stage)?,
        }
    }
    last().note(&desk.state);
    let away = desk.state.away;
    drop(desk);
    drop(stage);
    speak();
    last().end();
    drop(broken);
    if away {
        // Nobody answers: what waits there is in the drafts.
        return Ok(Outcome::Quit);
    }
    office.close()?;
    Ok(Outcome::Quit)
}

/// The state and the hands that do what it asks.
struct Desk {
    state: State,
    asks: Sender<(Ticket, Request)>,
    quit: bool,
    /// The ordinary screen is shown; the next key comes back.
    aside: bool,
    /// When what is typed is sent to be kept.
    keep_at: Option<Instant>,
    files: Files,
    /// Where files that were read are told.
    read: Sender<Msg>,
}

/// What an earlier desk left in the user's own files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    Unread,
    /// Taken up, and not kept by the office yet.
    Taken,
    Done,
}

/// Speaks the last words when the desk breaks.
struct Broken;

impl Drop for Broken {
    fn drop(&mut self) {
        if std::thread::panicking() {
            speak();
        }
    }
}

impl Desk {
    fn tell(&mut self, msg: Msg, stage: &mut Stage) -> Result<(), Trouble> {
        let effects = update::update(&mut self.state, msg);
        self.perform(effects, stage)
    }

    fn event(&mut self, event: Event, stage: &mut Stage) -> Result<(), Trouble> {
        match event {
            Event::Mouse(_) if self.aside => Ok(()),
            Event::Key(_) | Event::Paste(_) if self.aside => {
                self.aside = false;
                stage.screen.step_back()?;
                Ok(())
            }
            Event::Key(key) => self.tell(Msg::Key(key), stage),
            Event::Paste(text) => self.tell(Msg::Paste(text), stage),
            Event::Mouse(mouse) => self.tell(Msg::Mouse(mouse), stage),
            Event::Resize(width, height) => self.tell(Msg::Resize(width, height), stage),
            Event::Hangup => {
                self.quit = true;
                Ok(())
            }
            Event::Resumed | Event::Wake => Ok(()),
        }
    }

    /// Notices that wait together are one reason to look again.
    fn hear(&mut self, first: Told, told: &Receiver<Told>, stage: &mut Stage) -> Result<(), Trouble> {
        let mut notices = Vec::new();
        for event in std::iter::once(first).chain(told.try_iter()) {
            match event {
                Told::Notice(notice) => notices.push(notice),
                Told::Away => self.tell(Msg::Away, stage)?,
                Told::Back => self.tell(Msg::Back, stage)?,
            }
        }
        if notices.is_empty() { Ok(()) } else { self.tell(Msg::Notice(notices), stage) }
    }

    /// Takes answers for a moment, so that a frame is not drawn of half of them.
    fn settle(&mut self, answers: &Receiver<(Ticket, Answer)>, stage: &mut Stage) -> Result<(), Trouble> {
        let until = Instant::now() + TOGETHER;
        while !self.state.tickets.is_empty() {
            match answers.recv_deadline(until) {
                Ok((ticket, answer)) => self.tell(Msg::Answer(ticket, answer), stage)?,
                Err(_) => break,
            }
        }
        Ok(())
    }

    fn perform(&mut self, effects: Vec<Effect>, stage: &mut Stage) -> Result<(), Trouble> {
        for effect in effects {
            match effect {
                // The worker ends only with the desk.
                Effect::Ask(ticket, request) => drop(self.asks.send((ticket, request))),
                Effect::Copy(text) => {
                    if !stage.screen.copy(&text)? {
                        let sentence = self.state.words.get("desk-copy-too-long");
                        self.state.complain(sentence);
                    }
                }
                Effect::LookFiles => self.look_files(stage)?,
                Effect::ReadFile(path) => self.read_file(path),
                Effect::WriteFile(name, bytes) => {
                    let put = inbox::put(&self.state.inbox.folders.outbox, &name, &bytes);
                    self.tell(Msg::Written(put.map_err(|error| self.state.words.io_error(&error))), stage)?;
                }
                Effect::ReceiveFiles => {
                    let State { inbox, words, .. } = &self.state;
                    let carried = carry::receive(&mut stage.screen, &inbox.folders, words)?;
                    self.tell(Msg::Carried(carried), stage)?;
                }
                Effect::SendFile(path) => {
                    let State { inbox, words, .. } = &self.state;
                    let carried = carry::send(&mut stage.screen, &inbox.folders, &path, words)?;
                    self.tell(Msg::Carried(carried), stage)?;
                }
                Effect::StepAside(text) => {
                    let back = self.state.words.get("desk-step-back");
                    stage.screen.step_aside(&format!("{text}\n\n{back}"))?;
                    self.aside = true;
                }
                Effect::Mouse(on) => stage.screen.mouse(on)?,
                Effect::Redraw => stage.screen.clear(),
                Effect::Suspend if may_stop() => stage.screen.suspend(),
                Effect::Suspend => {
                    let sentence = self.state.words.get("desk-has-guests");
                    self.state.complain(sentence);
                }
                Effect::Quit => self.quit = true,
            }
        }
        Ok(())
    }

    /// What lies in the two folders. A folder that cannot be read is empty, and its path stands there.
    fn look_files(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        let folders = &self.state.inbox.folders;
        let list = |folder| inbox::list(folder).unwrap_or_default();
        let files = Msg::Files(list(&folders.inbox), list(&folders.outbox));
        self.tell(files, stage)
    }

    /// Reads a file beside the work: it may take its time, and may be given up.
    fn read_file(&self, path: PathBuf) {
        let (read, program) = (self.read.clone(), self.state.inbox.folders.program.clone());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let file = name.clone();
        let work = move || {
            let grids = read_in_child(&program, &[READ], &path, &Limits::default());
            let _ = read.send(Msg::Read(file, grids));
        };
        if let Err(error) = std::thread::Builder::new().name("file".into()).spawn(work) {
            let detail = error.to_string();
            let _ = self.read.send(Msg::Read(name, Err(FileFault::Unreadable { detail })));
        }
    }

    /// Has at hand what is to be kept, for whatever comes; and sees to it that it is kept soon.
    fn note(&mut self) {
        let mut last = last();
        last.note(&self.state);
        if self.files == Files::Unread && self.state.hello.is_some() {
            // Made-up data leave nothing behind, and take up nothing that is real.
            let found = last.take_up(&mut self.state);
            self.files = if found { Files::Taken } else { Files::Done };
            last.note(&self.state);
        }
        if self.files == Files::Taken && self.state.unkept().is_empty() {
            last.forget();
            self.files = Files::Done;
        }
        // What the office cannot be given is kept here.
        let wants = if self.state.away { !last.is_here() } else { self.state.wants_keeping() };
        self.keep_at = match wants {
            true => self.keep_at.or_else(|| Some(Instant::now() + KEEP)),
            false => None,
        };
    }

    fn tick(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        if self.keep_at.take_if(|at| *at <= Instant::now()).is_none() {
            return self.tell(Msg::Tick, stage);
        }
        if self.state.not_kept || self.state.away {
            last().keep_here();
            self.files = Files::Taken;
        }
        self.tell(Msg::Keep, stage)
    }

    /// Until something must happen by itself: what is typed is kept, a chord waits too long, an act is
    /// asked about again, the day changes.
    fn next_tick(&self) -> Duration {
        if let Some(at) = self.keep_at {
            return at.saturating_duration_since(Instant::now());
        }
        if !self.state.chord.is_empty() || self.state.unknown.is_some() {
            return PATIENCE;
        }
        let now = chrono::Local::now().time();
        let passed = chrono::Timelike::num_seconds_from_midnight(&now);
        Duration::from_secs(u64::from(86_400_u32.saturating_sub(passed)) + 2)
    }
}

/// The keys as they are struck, for the first questions.
pub(super) fn next_event(stage: &Stage) -> Option<Struck> {
    loop {
        match stage.events.receiver.recv() {
            Ok(Event::Key(key)) => return Some(Struck::Key(key)),
            Ok(Event::Paste(text)) => return Some(Struck::Paste(text)),
            Ok(Event::Hangup) | Err(_) => return None,
            Ok(Event::Resize(..) | Event::Resumed) => return Some(Struck::Nothing),
            Ok(Event::Wake | Event::Mouse(_)) => {}
        }
    }
}

/// A key, a paste, or only a reason to draw again.
pub(super) enum Struck {
    Key(Key),
    Paste(String),
    Nothing,
}

/// Names an act.
fn new_op() -> OpId {
    let mut bytes = [0_u8; 16];
    // Without the system's randomness the clock must do: an op id must differ, not be secret.
    if getrandom::fill(&mut bytes).is_err() {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        return OpId(now.map_or(0, |since| since.as_nanos()));
    }
    OpId(u128::from_le_bytes(bytes))
}
