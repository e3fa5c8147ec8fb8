//! Files to rows and rows to files.
//!
//! What comes in is first a grid of texts, whichever program wrote it; then its header is found and its columns
//! are understood. Reading is done in a process of its own, which may fail or be stopped without harm. Alone
//! names the crates of office formats. Knows no rule: what a row comes to is decided behind the door.

pub mod columns;
pub mod delimited;
pub mod grid;
pub mod header;
pub mod inbox;
pub mod incoming;
pub mod reading;
pub mod rejects;
mod spans;
pub mod word;
pub mod workbook;

pub use grid::Grid;
pub use reading::{FileFault, Limits, READ, be_the_child, read_file, read_in_child};
