//! Reading a file of any kind, in a process of its own: a file that is made to do harm, or only broken, harms
//! neither the desk nor the office.

use super::grid::Grid;
use super::{delimited, word, workbook};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// The command by which the program reads a file in a process of its own.
pub const READ: &str = "read-file";

/// Why nothing could be read from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum FileFault {
    /// The system did not give it.
    Unreadable { detail: String },
    /// Larger than any list that is kept by hand, or packed to become so.
    TooLarge,
    /// Reading it took too long.
    TooSlow,
    /// Not what its beginning says it is.
    Broken { detail: String },
    /// It is opened by a password only.
    Password,
    /// Neither a table nor text in an encoding that is read.
    NoText,
    /// The old binary format of Word or WPS.
    OldWord,
}

impl FileFault {
    /// Its code, by which it is worded, and what the system said.
    pub fn code(&self) -> (&'static str, &str) {
        match self {
            Self::Unreadable { detail } => ("unreadable", detail),
            Self::TooLarge => ("too-large", ""),
            Self::TooSlow => ("too-slow", ""),
            Self::Broken { detail } => ("broken", detail),
            Self::Password => ("password", ""),
            Self::NoText => ("no-text", ""),
            Self::OldWord => ("old-word", ""),
        }
    }
}

/// What reading one file may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of memory of the process that reads it.
    pub memory: u64,
    /// Bytes that it may hand back.
    pub output: u64,
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file: 64 << 20, memory: 1 << 30, output: 48 << 20, time: Duration::from_secs(30) }
    }
}

/// Reads a file into grids, by what it begins with and not by its name. Runs in the process that asks: for
/// files from elsewhere use [`read_in_child`].
///
/// # Errors
/// It cannot be read, or not within the limits.
pub fn read_file(path: &Path, limits: &Limits) -> Result<Vec<Grid>, FileFault> {
    let unreadable = |error: std::io::Error| FileFault::Unreadable { detail: error.to_string() };
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(limits.file + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limits.file {
        return Err(FileFault::TooLarge);
    }
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    match &bytes {
        zip if zip.starts_with(b"PK") => packed(zip, &name),
        old if old.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) => {
            workbook::read(old).map_err(|fault| match fault {
                FileFault::Broken { .. } if holds_word(old) => FileFault::OldWord,
                fault => fault,
            })
        }
        text => delimited::read(text, &name).map(|grid| vec![grid]),
    }
}

/// A zip: a document if it holds one, else a workbook. What it says of its sizes is added up before anything
/// is unpacked, and is not trusted when it is.
fn packed(bytes: &[u8], name: &str) -> Result<Vec<Grid>, FileFault> {
    const UNPACKED: u64 = 256 << 20;
    let broken = |error: zip::result::ZipError| FileFault::Broken { detail: error.to_string() };
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(broken)?;
    let mut unpacked = 0_u64;
    let mut document = false;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(broken)?;
        unpacked = unpacked.saturating_add(part.size());
        document |= part.name().is_ok_and(|name| name == "word/document.xml");
    }
    if unpacked > UNPACKED {
        return Err(FileFault::TooLarge);
    }
    if document { word::read(bytes, name) } else { workbook::read(bytes) }
}

/// The name of Word's stream, as the old container writes names.
fn holds_word(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// What the reading process does: sets its own limits, reads, and writes what came of it.
///
/// # Errors
/// Nobody takes what is written.
pub fn be_the_child(path: &Path, limits: &Limits, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let most = |bytes: u64| Rlimit { current: Some(bytes), maximum: Some(bytes) };
    // A limit that cannot be set leaves the others; the parent watches the clock in any case.
    let _ = setrlimit(Resource::As, most(limits.memory));
    let _ = setrlimit(Resource::Cpu, most(limits.time.as_secs()));
    let _ = setrlimit(Resource::Core, most(0));
    let read = read_file(path, limits);
    let packed = rmp_serde::to_vec_named(&read).map_err(std::io::Error::other)?;
    let packed = match packed.len() as u64 > limits.output {
        true => rmp_serde::to_vec_named(&Err::<Vec<Grid>, _>(FileFault::TooLarge))
            .map_err(std::io::Error::other)?,
        false => packed,
    };
    out.write_all(&packed)?;
    out.flush()
}

/// Has a file read by another process: `program` with `arguments` and then the path.
///
/// # Errors
/// It cannot be read, or not within the limits.
pub fn read_in_child(
    program: &Path,
    arguments: &[&str],
    path: &Path,
    limits: &Limits,
) -> Result<Vec<Grid>, FileFault> {
    let unreadable = |error: std::io::Error| FileFault::Unreadable { detail: error.to_string() };
    // Said here, where the reason is the caller's own.
    fs::File::open(path).map_err(unreadable)?;
    let mut child = Command::new(program)
        .args(arguments)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(unreadable)?;
    let (told, heard) = channel();
    if let Some(pipe) = child.stdout.take() {
        let most = limits.output + 1;
        std::thread::spawn(move || {
            let mut packed = Vec::new();
            let _ = pipe.take(most).read_to_end(&mut packed);
            let _ = told.send(packed);
        });
    }
    let packed = heard.recv_timeout(limits.time);
    let _ = child.kill();
    let ended = child.wait();
    match packed {
        Err(RecvTimeoutError::Timeout) => Err(FileFault::TooSlow),
        Err(RecvTimeoutError::Disconnected) => Err(FileFault::TooLarge),
        Ok(packed) if packed.len() as u64 > limits.output => Err(FileFault::TooLarge),
        Ok(packed) => rmp_serde::from_slice::<Result<Vec<Grid>, FileFault>>(&packed)
            .unwrap_or_else(|_| Err(died(ended.ok()))),
    }
}

/// What a process that handed nothing back died of.
fn died(status: Option<std::process::ExitStatus>) -> FileFault {
    use std::os::unix::process::ExitStatusExt;
    match status.and_then(|status| status.signal()) {
        // Out of processor time.
        Some(24) => FileFault::TooSlow,
        // Out of memory: the allocator gives up.
        Some(6) => FileFault::TooLarge,
        _ => FileFault::Broken { detail: String::new() },
    }
}
