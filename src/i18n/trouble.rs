//! What stands between a seat and its office, and what is wrong with a keymap file, in sentences.

use super::{Sentence, Words};
use crate::model::trouble::Trouble;
use std::io;
use std::path::Path;

impl Words {
    /// Why an office could not be reached, with the ways out.
    pub fn trouble(&self, trouble: &Trouble) -> Sentence {
        let (code, args) = self.trouble_args(trouble);
        let id = format!("trouble-{code}");
        let base = id.trim_end_matches("-since");
        let mut text = self.with(&id, &args);
        if let Trouble::Pack { errors } = trouble {
            errors.iter().for_each(|error| text.extend(["\n  ", error.as_str()]));
        }
        let ways = (1..)
            .map(|n| format!("{base}-way-{n}"))
            .take_while(|way| self.has(way))
            .map(|way| self.with(&way, &args))
            .collect();
        Sentence { text, ways }
    }

    fn trouble_args(&self, trouble: &Trouble) -> (&'static str, Vec<(&'static str, String)>) {
        let path = |path: &Path| ("path", path.display().to_string());
        match trouble {
            Trouble::Missing { path: at } => ("missing", vec![path(at)]),
            Trouble::Exists { path: at } => ("exists", vec![path(at)]),
            Trouble::NotAStore { path: at } => ("not_a_store", vec![path(at)]),
            Trouble::Newer { path: at, found, known } => {
                ("newer", vec![path(at), ("found", found.to_string()), ("known", known.to_string())])
            }
            Trouble::Damaged { path: at, detail, backup } => {
                let mut args = vec![path(at), ("detail", detail.clone())];
                let code = backup.as_ref().map_or("damaged", |backup| {
                    args.push(("backup", backup.display().to_string()));
                    "damaged_backed_up"
                });
                (code, args)
            }
            Trouble::Held { path: at, pid, login, since } => {
                let mut args = vec![path(at), ("pid", pid.to_string()), ("login", login.clone())];
                let code = since.map_or("held", |since| {
                    args.push(("since", self.stamp(since)));
                    "held-since"
                });
                (code, args)
            }
            Trouble::Denied { path: at, detail } => ("denied", vec![path(at), ("detail", detail.clone())]),
            Trouble::DiskFull { path: at } => ("disk_full", vec![path(at)]),
            Trouble::UnknownMember { login } => ("unknown_member", vec![("login", login.clone())]),
            Trouble::Pack { errors } => ("pack", vec![("n", errors.len().to_string())]),
            Trouble::ClockBack { asked, last } => {
                ("clock_back", vec![("asked", self.day(*asked)), ("last", self.day(*last))])
            }
            Trouble::NoOffice { socket } => ("no_office", vec![path(socket)]),
            Trouble::NotInGroup { socket, login } => {
                ("not_in_group", vec![path(socket), ("login", login.clone())])
            }
            Trouble::OtherProgram { own, office, program } => {
                let numbers = [("own", own.to_string()), ("office", office.to_string())];
                ("other_program", numbers.into_iter().chain([("program", program.clone())]).collect())
            }
            Trouble::WhoAreYou { wait_seconds, wrong, .. } => {
                let code = match (wrong, wait_seconds) {
                    (_, 1..) => "wait",
                    (true, 0) => "wrong_pin",
                    (false, 0) => "who_are_you",
                };
                (code, vec![("seconds", wait_seconds.to_string())])
            }
            Trouble::OwnDay => ("own_day", Vec::new()),
            Trouble::TooManySeats { limit } => ("too_many_seats", vec![("limit", limit.to_string())]),
            Trouble::LooseFolder { path: at } => ("loose_folder", vec![path(at)]),
            Trouble::NoGroup { name } => ("no_group", vec![("name", name.clone())]),
            Trouble::Other { path: at, detail } => ("other", vec![path(at), ("detail", detail.clone())]),
        }
    }

    /// What the system said about a file.
    pub fn io_error(&self, error: &io::Error) -> String {
        let id = match error.kind() {
            io::ErrorKind::NotFound => "cli-io-not-found",
            io::ErrorKind::PermissionDenied => "cli-io-denied",
            io::ErrorKind::StorageFull => "cli-io-full",
            io::ErrorKind::IsADirectory => "cli-io-folder",
            io::ErrorKind::AlreadyExists => "cli-io-exists",
            io::ErrorKind::InvalidData => "cli-io-text",
            _ => return error.to_string(),
        };
        self.get(id)
    }

    /// A fault of a keymap file by its code, `keymap-<code>`; an empty `nearest` is none.
    pub fn keymap_problem(&self, code: &str, args: &[(&str, String)]) -> String {
        let guess = args.iter().any(|(name, text)| *name == "nearest" && !text.is_empty());
        self.with(&format!("keymap-{code}{}", if guess { "-nearest" } else { "" }), args)
    }
}
