//! An office that serves, in a process of its own, and seats at it.

use super::support::run::Place;
use duban::api::{Answer, Request};
use duban::link::{Attach, Seat, attach, new_op};
use duban::model::command::Command;
use duban::model::verb::Verb;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Stdio};

/// A campaign at a place, served or about to be.
pub struct Host {
    pub place: Place,
    pub child: Option<Child>,
    /// The folder of the socket: others may enter it.
    open: tempfile::TempDir,
    /// Other accounts may connect.
    group: bool,
}

impl Host {
    /// A new campaign with some issues, served.
    pub fn new(issues: usize, group: bool) -> Self {
        let place = Place::new("2021-09-18");
        // An office that serves wants a folder that is its account's alone.
        let own = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(place.folder(), own).unwrap();
        place.ok(&["init"]);
        let open = tempfile::tempdir().unwrap();
        std::fs::set_permissions(open.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut host = Self { place, child: None, open, group };
        host.start();
        let seat = host.seat();
        for n in 0..issues {
            let command = Command::new(Verb::Register, new_op())
                .set("unit", "TY")
                .set("item", "2.1")
                .set("place", "示例小学")
                .set("title", format!("示例问题第{n}号"))
                .set("deadline", "12月20日前");
            let answer = seat.ask(Request::Do(Box::new(command)));
            assert!(matches!(answer, Answer::Done(_)), "{answer:?}");
        }
        seat.close().unwrap();
        host
    }

    /// Where it listens.
    pub fn socket(&self) -> PathBuf {
        self.open.path().join("office.sock")
    }

    /// Starts the office and waits until it listens.
    pub fn start(&mut self) {
        let socket = self.socket();
        let mut args = vec!["serve", "--socket", socket.to_str().unwrap(), "--seats", "200"];
        if self.group {
            args.extend(["--group", "root"]);
        }
        let mut command = self.place.command(&args);
        command.env_remove("DUBAN_TODAY").stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        assert!(first.contains("office.sock"), "{first}");
        // Whatever else it says is not waited for, nor may it fill a pipe.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        self.child = Some(child);
    }

    /// Kills the office as it stands.
    pub fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks the office to stop, and waits.
    pub fn stop(&mut self) {
        let mut child = self.child.take().unwrap();
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert!(child.wait().unwrap().success());
    }

    /// A seat that stays whatever becomes of the office.
    pub fn seat(&self) -> Seat {
        attach(&self.how()).unwrap()
    }

    /// How a seat attaches.
    pub fn how(&self) -> Attach {
        Attach { served: Some(self.socket()), host: true, ..Attach::alone(self.place.store(), "") }
    }

    /// A number of the office's process, by its name in the kernel's account of it.
    pub fn memory(&self, name: &str) -> u64 {
        let pid = self.child.as_ref().unwrap().id();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The middle and the slowest of some times, in milliseconds.
pub fn quantiles(mut times: Vec<std::time::Duration>) -> String {
    times.sort();
    if times.is_empty() {
        return "none".into();
    }
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    format!("p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms, of {}", at(0.5), at(0.99), at(1.0), times.len())
}
