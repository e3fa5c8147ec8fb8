//! What a pack must hold true before anything may rest on it. Each fault names the line of its entry.

mod dates;
mod fill;
mod ids;
mod letters;
mod names;
mod references;
mod routes;
mod tables;

pub use ids::pack_id;

use super::FORMAT;
use super::error::{PackError, PackFault};
use super::source::Source;
use super::whole::Pack;
use toml::de::DeValue;

/// Says so when the file is of another format, or of none.
pub fn format(source: &Source<'_>) -> Option<PackError> {
    let found = match source.root.get_ref().get("format").map(toml::Spanned::get_ref) {
        Some(DeValue::String(found)) => found.to_string(),
        _ => String::new(),
    };
    (found != FORMAT)
        .then(|| source.error("format", PackFault::Format { found, expected: FORMAT.to_owned() }))
}

/// Everything wrong with a pack, and everything left to fill in, in the order of lines.
pub fn all(pack: &Pack, source: &Source<'_>) -> Vec<PackError> {
    let mut checker = Checker { pack, source, errors: Vec::new() };
    checker.ids();
    checker.names();
    checker.references();
    checker.clauses();
    checker.dates();
    checker.calendar();
    checker.routes();
    checker.letters();
    checker.tables();
    checker.needed();
    checker.fill();
    checker.errors.sort_by_key(|error| error.line);
    checker.errors
}

/// Gathers what is wrong. Paths are those of the file: `routing.3.lead`, lists counted from 0.
struct Checker<'a> {
    pack: &'a Pack,
    source: &'a Source<'a>,
    errors: Vec<PackError>,
}

impl Checker<'_> {
    fn say(&mut self, path: &str, fault: PackFault) {
        self.errors.push(self.source.error(path, fault));
    }

    /// The same of a part of the text that stands there: the line it is on, in a text of several.
    fn say_at(&mut self, path: &str, part: &str, fault: PackFault) {
        self.errors.push(self.source.error_within(path, part, fault));
    }
}
