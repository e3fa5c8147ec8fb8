//! Lists that others keep: read, judged row by row, taken in as one act.

#[path = "support/mod.rs"]
mod support;

#[path = "import/broken.rs"]
mod broken;
#[path = "import/rows.rs"]
mod rows;
