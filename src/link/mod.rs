//! The seam between seat and office. Alone knows how one reaches the other.
//!
//! Today the office runs in the seat's own process; a seat only ever sees `ask` and notices, so that a
//! socket can come between without the front knowing.

pub mod attach;
pub mod event;
pub mod seat;

pub use crate::model::trouble::Trouble;
pub use crate::office::found::{Create, create, new_op};
pub use crate::office::open::private_files;
pub use attach::{Attach, attach};
pub use event::Event;
pub use seat::Seat;
