//! The four panes of the desk.

pub mod issues;
pub mod ledger;
pub mod schedule;
pub mod units;
