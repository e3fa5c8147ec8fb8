//! What tests share: a desk in a real pty, and one-shot runs of the real binary.
#![allow(dead_code)] // Each test binary uses its own part.

pub mod campaign;
pub mod desk;
pub mod picture;
pub mod run;
