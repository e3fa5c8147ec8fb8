//! Tabs that are not the four panes.

pub mod contacts;
pub mod inbox;
pub mod registers;
pub mod status;
pub mod today;
