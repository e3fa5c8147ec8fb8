//! Things to draw: each takes a buffer, an area, a theme and what to show, and knows no state.
//!
//! None cuts a wide character in half and none writes outside its area. Signs of doubtful width are
//! drawn as they are; the terminal layer puts ASCII in their place where it must.

pub mod frame;
pub mod hints;
pub mod line_input;
pub mod notice;
pub mod paint;
pub mod picker;
pub mod table;
pub mod tree;
