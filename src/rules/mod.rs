//! Who may do what from which state with which fields. Pure: no clock, no disk, no words.
