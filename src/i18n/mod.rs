//! Every word a user reads, Chinese and English. Knows no layout.
