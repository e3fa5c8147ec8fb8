//! Days, holidays, working days and the deadline grammar. Reads phrases; decides nothing.

pub mod days;

pub use days::Calendar;
