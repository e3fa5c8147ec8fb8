//! The books: what the journal adds up to, in memory. Applies facts; never refuses one.
