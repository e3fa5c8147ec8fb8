//! Tabs that are not the four panes.

mod chart;
pub mod contacts;
pub mod figures;
pub mod inbox;
pub mod registers;
pub mod today;
