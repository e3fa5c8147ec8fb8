//! Putting files into the folder, each with its line of the index; and breaking off.

use crate::api::answer::Hello;
use crate::cli::failure::{Failure, Kind};
use crate::exchange;
use crate::exchange::bundle::{Bound, Bundle};
use crate::exchange::page::Page;
use crate::i18n::Words;
use serde::Serialize;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file with what the index says of it.
#[derive(Debug, Clone, Serialize)]
pub struct Filed {
    pub path: String,
    pub title: String,
    /// What of: a unit, a class, a month, a phase.
    pub about: String,
    pub rows: Option<usize>,
    pub bytes: u64,
    pub sha256: String,
}

/// What was put together.
pub struct Done {
    pub files: Vec<Filed>,
    pub withheld: Vec<String>,
    pub lost: Vec<String>,
}

/// The folder while it is filled.
pub struct Filing<'a> {
    bundle: Bundle,
    signal: &'a AtomicUsize,
    pub words: &'a Words,
    pub hello: &'a Hello,
    pub files: Vec<Filed>,
    /// What the member may not have, by name.
    pub withheld: Vec<String>,
    /// Files of evidence that are gone or are not what they were.
    pub lost: Vec<String>,
}

impl<'a> Filing<'a> {
    /// Begins the folder.
    ///
    /// # Errors
    /// Something is there already, or the disk does not take it.
    pub fn begin(
        folder: &Path,
        hello: &'a Hello,
        words: &'a Words,
        signal: &'a AtomicUsize,
    ) -> io::Result<Self> {
        let bundle = Bundle::begin(folder)?;
        Ok(Self { bundle, signal, words, hello, files: Vec::new(), withheld: Vec::new(), lost: Vec::new() })
    }

    /// Puts a file in: `path` without what no name of a file may hold.
    pub fn put(
        &mut self,
        path: &[&str],
        title: &str,
        about: &str,
        rows: Option<usize>,
        bytes: &[u8],
    ) -> Result<(), Failure> {
        let number = self.signal.load(Ordering::Relaxed);
        if number > 0 {
            let kind = Kind::Signal(u8::try_from(number).unwrap_or(u8::MAX));
            return Err(Failure::new(kind, self.words.get("archive-broken-off")));
        }
        let path = path.iter().map(|part| safe(part)).collect::<Vec<_>>().join("/");
        let put = self.bundle.put(&path, bytes);
        let Bound { path, bytes, hash } =
            put.map_err(|error| Failure::file(self.words, Path::new(&path), &error))?;
        let (title, about) = (title.to_owned(), about.to_owned());
        self.files.push(Filed { path, title, about, rows, bytes, sha256: hash });
        Ok(())
    }

    /// Puts a page in as a workbook.
    pub fn sheet(&mut self, path: &[&str], about: &str, page: &Page) -> Result<(), Failure> {
        let bytes = exchange::xlsx::write(page).map_err(|fault| Failure::unmade(self.words, &fault))?;
        self.put(path, &page.title, about, Some(page.rows.len()), &bytes)
    }

    /// Puts a page in as CSV.
    pub fn lines(&mut self, path: &[&str], about: &str, page: &Page) -> Result<(), Failure> {
        self.put(path, &page.title, about, Some(page.rows.len()), exchange::csv::write(page).as_bytes())
    }

    /// The mark of made-up data; empty for real ones.
    pub fn mark(&self) -> String {
        if self.hello.synthetic { self.words.get("screen-synthetic") } else { String::new() }
    }

    /// Lists the hashes and gives the folder its place.
    ///
    /// # Errors
    /// Something has come to lie there, or the disk does not take it.
    pub fn finish(self) -> io::Result<Done> {
        let mark = self.mark();
        let sums = format!("{}.sha256", self.words.get("archive-sums"));
        self.bundle.finish(&sums, &mark)?;
        Ok(Done { files: self.files, withheld: self.withheld, lost: self.lost })
    }
}

/// A part of a path as a name that every system takes.
fn safe(part: &str) -> String {
    let clean = crate::text::clean(part);
    let name: String =
        clean.chars().map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).take(80).collect();
    let name = name.trim().trim_start_matches('.').trim_end_matches('.');
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

/// The number of the signal that broke the work off, once one has.
pub fn caught() -> Arc<AtomicUsize> {
    let signal = Arc::new(AtomicUsize::new(0));
    for number in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        // Where no handler can be set the signal ends the process as ever.
        let _ = signal_hook::flag::register_usize(number, Arc::clone(&signal), number as usize);
    }
    signal
}
