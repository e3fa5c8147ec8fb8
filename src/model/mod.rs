//! The nouns, and the data that passes between rooms. Plain values: no clock, no disk, no words.
//!
//! Terms: an *issue* (问题) is found, rectified and closed; its *measures* (整改措施) are the rows of the
//! ledger; a *lead* is the responsible section (责任科室); a *party* is who an act is recorded for; a
//! *fact* is one line of the journal; a *record* is what the facts about one subject add up to.

pub mod backup;
pub mod behind;
pub mod breakdown;
pub mod command;
pub mod deadline;
pub mod diff;
pub mod doctor;
pub mod entry;
pub mod fact;
pub mod field;
pub mod figures;
pub mod filter;
pub mod form;
pub mod hand_in;
pub mod ids;
pub mod incoming;
pub mod letter;
pub mod matrix;
pub mod paper;
pub mod record;
pub mod refusal;
pub mod report;
pub mod row;
pub mod said;
pub mod sealed;
pub mod state;
pub mod table;
pub mod timetable;
pub mod trouble;
pub mod value;
pub mod verb;
