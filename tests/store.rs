//! The store from outside: real files, real locks, real kills.

#[path = "store/backup.rs"]
mod backup;
#[path = "store/chain.rs"]
mod chain;
#[path = "store/damage.rs"]
mod damage;
#[path = "store/held.rs"]
mod held;
#[path = "store/kill.rs"]
mod kill;
#[path = "store/made.rs"]
mod made;
#[path = "store/round.rs"]
mod round;
#[path = "store/trouble.rs"]
mod trouble;
