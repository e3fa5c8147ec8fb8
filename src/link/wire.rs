//! What seat and office say to each other on a socket, and how it is packed.

use crate::api::{Answer, Notice, Request};
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Raised whenever requests or answers change so that older programs misread them.
pub const PROTOCOL: u32 = 1;

/// The first thing a seat says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Greeting {
    pub protocol: u32,
    /// The program's version, for the words of a refusal.
    pub program: String,
    /// Which member sits here. At an office for a group only among those who share the account.
    pub member: Option<String>,
    /// The member's own secret, where an account is shared.
    pub pin: Option<String>,
    /// The day to show instead of the machine's.
    pub today: Option<NaiveDate>,
}

/// What a seat says after that.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToOffice {
    Ask(Request),
}

/// What an office says. Answers come in the order of the asks; notices at any time.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToSeat {
    Welcome(Welcome),
    Denied(Denial),
    Answer(Answer),
    Notices(Vec<Notice>),
}

/// The seat is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The member's login.
    pub login: String,
    pub seat: u32,
    /// The process that is the office, and since when.
    pub pid: u32,
    pub since: DateTime<Utc>,
    /// It serves a group; else it is a desk of one's own.
    pub served: bool,
}

/// Why there is no seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Denial {
    /// Seat and office are programs that do not understand each other.
    Protocol { office: u32, program: String },
    /// The account is no member.
    UnknownMember { login: String },
    /// Several share the account: who of them is it, and what is his secret?
    WhoAreYou { members: Vec<(String, String)>, wrong: bool, wait_seconds: u64 },
    /// An office for a group tells its own day.
    OwnDay,
    /// The day asked for lies before the last fact.
    ClockBack { asked: NaiveDate, last: NaiveDate },
    /// This account has as many seats as it may.
    TooManySeats { limit: u32 },
}

/// Packs a message.
pub fn pack<T: Serialize>(message: &T) -> Vec<u8> {
    // Plain data with text keys: there is nothing in it that cannot be packed.
    rmp_serde::to_vec_named(message).unwrap_or_default()
}

/// Unpacks a message; `None` for anything that is none.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    rmp_serde::from_slice(bytes).ok()
}
