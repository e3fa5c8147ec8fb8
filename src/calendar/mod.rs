//! Days, holidays, working days and the deadline grammar. Reads phrases; decides nothing.
//!
//! A phrase is folded and cut into tokens (`token`, by the table in `words`), the tokens are read as
//! places in the calendar (`place`, `literal`, `current`, `feast`), counts (`count`), times (`clock`) and
//! rhythms (`rhythm`), a place with what limits it becomes a deadline (`found`, `phrase`), `listen` goes
//! through a text and `read` weighs what was found. Words it does not know are passed over.

mod block;
mod clock;
mod count;
mod current;
pub mod days;
mod feast;
mod found;
mod listen;
mod literal;
mod parser;
mod phrase;
mod place;
mod read;
mod rhythm;
mod token;
mod turn;

mod words;

pub use days::Calendar;
pub use feast::ANCHORS;
pub use read::{Anchor, read};
pub use turn::{days_left, next_turn, remind, stands_until};
