//! Rights at the door: who sees what by which request, against tables written by hand.

#[path = "support/mod.rs"]
mod support;

#[path = "rights/asks.rs"]
mod asks;
#[path = "rights/formats.rs"]
mod formats;
#[path = "rights/matrix.rs"]
mod matrix;
#[path = "rights/meeting.rs"]
mod meeting;
#[path = "rights/same.rs"]
mod same;
#[path = "rights/town.rs"]
mod town;
