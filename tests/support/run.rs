//! One-shot runs of the real binary against a store of their own.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A store in a folder of its own, gone with the value.
pub struct Place {
    folder: tempfile::TempDir,
    pub today: String,
}

impl Place {
    /// An empty place; the office's day is `today`.
    pub fn new(today: &str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), today: today.to_owned() }
    }

    /// Where the store lies or will lie.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("duban.redb")
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A command with this place's surroundings and nothing of the machine's own settings.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
        command.args(args);
        for name in
            ["DUBAN_LANG", "NO_COLOR", "LC_ALL", "LC_CTYPE", "DUBAN_SOCKET", "DUBAN_MEMBER", "DUBAN_PIN"]
        {
            command.env_remove(name);
        }
        command
            .env("DUBAN_STORE", self.store())
            .env("DUBAN_TODAY", &self.today)
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path().join("data"))
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .env("XDG_RUNTIME_DIR", self.folder.path().join("run"))
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color")
            .env("USER", "tester");
        command
    }

    /// Runs to the end.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// Runs, and fails the test unless it exits with 0.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "duban {args:?}\n{}\n{}", ran.out, ran.err);
        ran.out
    }

    /// Runs with `--json`, and reads what it prints.
    pub fn json(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.push("--json");
        let out = self.ok(&all);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
    }
}

/// What a run said.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Reads a finished run.
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
