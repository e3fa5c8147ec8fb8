//! Files that come and go over the terminal itself: it is lent to `rz` or `sz`, and asked what came of it.

use super::inbox::Folders;
use super::terminal::Screen;
use crate::exchange::arrivals::Net;
use crate::exchange::inbox::Waiting;
use crate::i18n::Words;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// "Over and out" of ZMODEM. `sz` says it and then throws away what the terminal has not read yet, its own
/// last words too; the other side would wait. One that has heard them shows these, so they are wiped.
const OVER_AND_OUT: &[u8] = b"OO\r\x1B[K";

/// What became of it.
#[derive(Debug)]
pub enum Carried {
    /// What has come; whether the other side was done.
    Received {
        files: Vec<Waiting>,
        whole: bool,
    },
    Sent {
        name: String,
        whole: bool,
    },
    /// It could not be begun, or what came could not be put away.
    Failed(String),
}

/// Receives what the user's terminal sends.
///
/// # Errors
/// The terminal fails.
pub fn receive(screen: &mut Screen, folders: &Folders, words: &Words) -> io::Result<Carried> {
    let Some(rz) = &folders.rz else { return Ok(Carried::Failed(String::new())) };
    let net = match Net::spread(&folders.inbox) {
        Ok(net) => net,
        Err(error) => return Ok(Carried::Failed(words.io_error(&error))),
    };
    let mut command = Command::new(rz);
    // Restricted: no path leads out of the folder, and what was cut short is not left behind.
    command.args(["--binary", "--rename", "--restricted"]).current_dir(&net.folder);
    let text = words.with("carry-receives", &[("path", folders.inbox.display().to_string())]);
    let ended = screen.lend(&mut command, &text, b"")?;
    Ok(match ended {
        Ok(status) if status.code().is_some() => match net.haul() {
            Ok(files) => Carried::Received { files, whole: status.success() },
            Err(error) => Carried::Failed(words.io_error(&error)),
        },
        // It was killed: of what lies there nobody knows whether it is whole.
        Ok(_) => Carried::Received { files: Vec::new(), whole: false },
        Err(error) => Carried::Failed(words.io_error(&error)),
    })
}

/// Sends a file to the user's terminal.
///
/// # Errors
/// The terminal fails.
pub fn send(screen: &mut Screen, folders: &Folders, path: &Path, words: &Words) -> io::Result<Carried> {
    let Some(sz) = &folders.sz else { return Ok(Carried::Failed(String::new())) };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut command = Command::new(sz);
    command.args(["--binary", "--"]).arg(path);
    let text = words.with("carry-sends", &[("name", name.clone())]);
    let ended = screen.lend(&mut command, &text, OVER_AND_OUT)?;
    Ok(match ended.as_ref().map(ExitStatus::success) {
        Ok(whole) => Carried::Sent { name, whole },
        Err(error) => Carried::Failed(words.io_error(error)),
    })
}
