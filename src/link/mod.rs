//! The seam between seat and office. Alone knows how one reaches the other.
//!
//! A seat attaches: it joins the office that listens for its store, or becomes it. The front sees `ask` and
//! events, and never whether a socket lies between. When an office goes, its guests attach again and the
//! store's lock decides who is the next. Alone touches sockets; decides nothing about rights beyond which
//! member a peer is, as the kernel says.

mod allowance;
pub mod attach;
pub mod event;
mod frame;
mod guest;
mod line;
mod listen;
mod peer;
mod place;
pub mod seat;
pub mod serve;
mod telling;
mod wire;

pub use crate::model::trouble::Trouble;
pub use crate::office::found::{Create, create, new_op, restore};
pub use crate::office::open::private_files;
pub use attach::{Attach, attach};
pub use event::Event;
pub use seat::{Attached, Seat};
pub use serve::{Serve, Served};
