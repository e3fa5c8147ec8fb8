//! Files to rows and rows to files. (Office formats come with a later issue; computed tables go out as text here.)
