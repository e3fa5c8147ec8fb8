//! Files to rows and rows to files.
//!
//! What comes in is first a grid of texts, whichever program wrote it; then its header is found and its columns
//! are understood. Reading is done in a process of its own, which may fail or be stopped without harm. What goes
//! out is a computed table: it becomes a page (heads, lines, what stands around them, all in words), and the
//! page a file. Alone names the crates of office formats. Knows no rule, reads no store and asks nobody.

pub mod arrivals;
pub mod bundle;
pub mod columns;
pub mod csv;
pub mod delimited;
pub mod docx;
pub mod grid;
pub mod guard;
pub mod guide;
pub mod header;
pub mod inbox;
pub mod incoming;
pub mod layout;
pub mod page;
pub mod paper;
mod persons;
pub mod place;
pub mod reading;
pub mod rejects;
pub mod roll;
mod spans;
pub mod told;
pub mod word;
pub mod workbook;
pub mod xlsx;
mod xml;

pub use grid::Grid;
pub use guide::{Guide, MapFault};
pub use reading::{FileFault, Limits, READ, be_the_child, read_file, read_in_child};

use crate::i18n::Words;
use crate::model::letter::Letter;
use crate::model::table::Table;
use page::Page;
use paper::Paper;
use std::path::Path;

/// The sorts of file a table can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
    Docx,
}

impl Format {
    /// Every one.
    pub const ALL: [Format; 3] = [Format::Xlsx, Format::Csv, Format::Docx];

    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Docx => "docx",
        }
    }

    /// The format a file's name asks for by its ending.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        Self::ALL.into_iter().find(|format| ending.eq_ignore_ascii_case(format.ending()))
    }
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// More lines than a sheet holds.
    #[error("{0} lines are too many for a sheet")]
    TooLong(usize),
    #[error("{0}")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
    #[error("{0}")]
    Packing(#[from] zip::result::ZipError),
    #[error("{0}")]
    Writing(#[from] std::io::Error),
}

/// A table as the bytes of a file.
///
/// # Errors
/// It does not fit the format, or the writer of the format fails.
pub fn file(table: &Table, format: Format, words: &Words) -> Result<Vec<u8>, Fault> {
    let page = Page::of(table, words);
    match format {
        Format::Xlsx => xlsx::write(&page),
        Format::Csv => Ok(csv::write(&page).into_bytes()),
        Format::Docx => docx::write(&page),
    }
}

/// A letter as the bytes of a text document.
///
/// # Errors
/// The writer fails.
pub fn letter(letter: &Letter, words: &Words) -> Result<Vec<u8>, Fault> {
    docx::letter(&Paper::of(letter, words))
}
