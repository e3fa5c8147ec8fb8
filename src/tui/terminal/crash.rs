//! What happens when the program breaks: the terminal is given back, then a sentence is printed.

use super::mode;
use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

/// Installs the hook. A panic of any thread is written to `file`, readable by its owner only; one of
/// the thread that calls this also gives the terminal back and prints `sentence`, which should name
/// the file. The panic of another thread is the business of whoever waits for that thread.
pub fn install(sentence: String, file: PathBuf) {
    let screen = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        let mine = std::thread::current().id() == screen;
        if mine {
            mode::restore();
        }
        let written = write_report(&file, info);
        if mine {
            let mut stderr = std::io::stderr().lock();
            let _ = writeln!(stderr, "{sentence}");
            if written.is_err() {
                let _ = writeln!(stderr, "{info}");
            }
        }
    }));
}

fn write_report(file: &Path, info: &PanicHookInfo) -> std::io::Result<()> {
    let mut report = OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
    let thread = std::thread::current();
    writeln!(report, "duban {} [{}]", env!("CARGO_PKG_VERSION"), thread.name().unwrap_or("-"))?;
    writeln!(report, "{info}\n{}", Backtrace::force_capture())
}
