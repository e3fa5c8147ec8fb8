//! duban 督办: a desk for the office that runs a rectification campaign.
//!
//! One crate of many rooms. Data flows one way: down by calls, up only by return values and notices.
//!
//! ```text
//!  keystroke
//!     v  tui/terminal    bytes -> Key
//!     v  keymap          Key   -> Action | pending chord            (data: keymaps/*.toml)
//!     v  tui/update      State, Action -> State', [Ask]             the only writer of screen state
//!     v  link            in process (later also a Unix socket)      the caller becomes the Actor here
//!     v  office          asks of many seats; a run of writes is one batch
//!     v  rules/decide    books + the batch so far, actor, day, command -> facts | refusal      pure
//!     v  books/apply     facts -> the batch's draft                                           total
//!     v  store/append    the batch's facts and vault values, one durable commit
//!     v  office          draft merged into the books; answer the asker; tell every seat (seq, kind, id)
//!     v  link
//!     v  tui/hear        refresh the visible window; keep cursor, scroll and form
//!     v  tui/view        State -> cells                              the only painter; never blocks
//! ```
//!
//! Two wings meet at `api` and `model`: behind the door what is true and who may, before it how it
//! looks. `tests/tidy.rs` holds the table of who may import whom and fails when a wall is broken.

pub mod api;
pub mod books;
pub mod calendar;
pub mod cli;
pub mod exchange;
pub mod i18n;
pub mod keymap;
pub mod link;
pub mod model;
pub mod office;
pub mod pack;
pub mod rules;
pub mod sample;
pub mod store;
pub mod text;
pub mod tui;
