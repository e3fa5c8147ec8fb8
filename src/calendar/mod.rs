//! Days, holidays, working days and the deadline grammar. Reads phrases; decides nothing.
