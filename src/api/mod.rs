//! Requests, answers, notices: what a seat and the office say to each other. Holds no logic.

pub mod answer;
pub mod notice;
pub mod request;

pub use answer::Answer;
pub use notice::Notice;
pub use request::Request;
