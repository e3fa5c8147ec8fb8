//! Tabs that are not the four panes.

mod band;
mod chart;
pub mod contacts;
pub mod figures;
pub mod inbox;
pub mod registers;
pub mod schedule;
mod schedule_row;
mod schedule_who;
pub mod today;
