//! The nouns, and the data that passes between rooms. Plain values: no clock, no disk, no words.

pub mod deadline;
