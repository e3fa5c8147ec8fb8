//! Files to rows and rows to files. Empty yet: nothing goes in or out by file so far.
