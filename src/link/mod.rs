//! The seam between seat and office. Alone knows how one reaches the other.

pub mod trouble;

pub use trouble::Trouble;
