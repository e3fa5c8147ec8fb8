//! Many seats at one office in a process of its own: kills, hostile neighbours, desks that take over.

#[path = "support/mod.rs"]
mod support;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Held by each test: what each prints of times would else be the other's.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[path = "seats/desks.rs"]
mod desks;
#[path = "seats/host.rs"]
mod host;
#[path = "seats/hostile.rs"]
mod hostile;
#[path = "seats/kills.rs"]
mod kills;
#[path = "seats/shared.rs"]
mod shared;
