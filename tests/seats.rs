//! Many seats at one office in a process of its own: kills, hostile neighbours, desks that take over.

#[path = "support/mod.rs"]
mod support;

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
