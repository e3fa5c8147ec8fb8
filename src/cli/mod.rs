//! The command line: one file per command, Failure at the edge.
