//! What a string looks like on a screen and how it is typed: width, cutting, wrapping, folding,
//! cleaning, pinyin. Works on plain strings; knows no noun of the office and never draws.

pub mod clean;
pub mod fold;
pub mod names;
pub mod pinyin;
mod readings;
mod surnames;
pub mod width;
pub mod wrap;

pub use clean::{clean, clean_text, visible};
pub use fold::{fold, fold_char};
pub use width::{fit, fit_pad, pad, pad_left, width};
pub use wrap::wrap;
