//! A disk in memory that remembers every step, can fail any of them, and can lose power between them.

use redb::StorageBackend;
use std::io::{Error, ErrorKind, Result};
use std::sync::{Arc, Mutex, MutexGuard};

/// What a disk was told to do.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Write(u64, Vec<u8>),
    SetLen(u64),
    Sync,
}

/// How a step fails.
#[derive(Debug, Clone, Copy)]
pub(super) enum Failure {
    /// Nothing of it is done.
    Nothing(ErrorKind),
    /// Half of a write is done; anything else not at all.
    Half(ErrorKind),
    /// All of it is done, and an error answered.
    All(ErrorKind),
}

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    steps: Vec<Step>,
    failure: Option<(u64, Failure)>,
}

/// The disk; clones are the same disk.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk(Arc<Mutex<State>>);

/// Bytes a disk writes whole or not at all.
const SECTOR: usize = 512;

/// Applies a step to an image.
fn apply(image: &mut Vec<u8>, step: &Step) {
    match step {
        Step::Write(at, data) => {
            let at = *at as usize;
            // A lost change of length does not keep later writes from landing.
            if image.len() < at + data.len() {
                image.resize(at + data.len(), 0);
            }
            image[at..at + data.len()].copy_from_slice(data);
        }
        Step::SetLen(len) => image.resize(*len as usize, 0),
        Step::Sync => {}
    }
}

impl Disk {
    /// A disk that holds an image.
    pub(super) fn holding(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(State { bytes, ..State::default() })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// What a process would read from it now.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.state().bytes.clone()
    }

    /// The steps so far.
    pub(super) fn steps(&self) -> Vec<Step> {
        self.state().steps.clone()
    }

    /// How many steps so far.
    pub(super) fn count(&self) -> usize {
        self.state().steps.len()
    }

    /// Lets the step after `left` more fail, once.
    pub(super) fn fail_after(&self, left: u64, failure: Failure) {
        self.state().failure = Some((left, failure));
    }

    /// Whether the failure is still to come.
    pub(super) fn is_armed(&self) -> bool {
        self.state().failure.is_some()
    }

    fn take(&self, step: Step) -> Result<()> {
        let mut state = self.state();
        let failure = match &mut state.failure {
            Some((0, failure)) => Some(*failure),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        };
        let Some(failure) = failure else {
            apply(&mut state.bytes, &step);
            state.steps.push(step);
            return Ok(());
        };
        state.failure = None;
        let (done, kind) = match (failure, step) {
            (Failure::All(kind), step) => (Some(step), kind),
            (Failure::Half(kind), Step::Write(at, mut data)) => {
                data.truncate(data.len() / 2);
                (Some(Step::Write(at, data)), kind)
            }
            (Failure::Half(kind) | Failure::Nothing(kind), _) => (None, kind),
        };
        if let Some(step) = done {
            apply(&mut state.bytes, &step);
            state.steps.push(step);
        }
        Err(Error::from(kind))
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> Result<u64> {
        Ok(self.state().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        let state = self.state();
        let at = offset as usize;
        let part = state.bytes.get(at..at + out.len()).ok_or(ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(part);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<()> {
        self.take(Step::SetLen(len))
    }

    fn sync_data(&self) -> Result<()> {
        self.take(Step::Sync)
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<()> {
        self.take(Step::Write(offset, data.to_vec()))
    }
}

/// Images a power cut could leave: all that was synced, and any part of what was not.
pub(super) struct Cuts<'a> {
    steps: &'a [Step],
    /// Steps before this are on the disk.
    synced: usize,
    image: Vec<u8>,
}

impl<'a> Cuts<'a> {
    pub(super) fn of(start: Vec<u8>, steps: &'a [Step]) -> Self {
        Self { steps, synced: 0, image: start }
    }

    /// An image of a cut before step `at`. Call with `at` never falling.
    pub(super) fn cut(&mut self, at: usize, random: &mut fastrand::Rng) -> Vec<u8> {
        let synced = self.steps[..at].iter().rposition(|step| matches!(step, Step::Sync));
        let synced = synced.unwrap_or(0).max(self.synced);
        for step in &self.steps[self.synced..synced] {
            apply(&mut self.image, step);
        }
        self.synced = synced;
        let mut image = self.image.clone();
        // Sometimes nearly all of it, sometimes nearly none.
        let luck = random.u8(..);
        for step in &self.steps[synced..at] {
            if random.u8(..) > luck {
                continue;
            }
            match step {
                Step::Write(at, data) if data.len() > SECTOR && random.bool() => {
                    for (part, sector) in data.chunks(SECTOR).enumerate() {
                        if random.u8(..) <= luck {
                            apply(&mut image, &Step::Write(at + (part * SECTOR) as u64, sector.to_vec()));
                        }
                    }
                }
                step => apply(&mut image, step),
            }
        }
        image
    }
}
