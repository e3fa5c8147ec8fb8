//! The hints of the bottom line, in their order.

use super::action::{Action, Context, Footer};
use super::key::Chord;
use super::map::Keymap;

/// How much room the line of hints has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// Fewer than 120 columns.
    Narrow,
    /// 120 columns and more.
    Wide,
}

impl Width {
    /// The class of a line of `columns`.
    pub fn of(columns: u16) -> Self {
        if columns >= 120 { Self::Wide } else { Self::Narrow }
    }
}

/// One hint: the handiest key of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub key: Chord,
    pub action: Action,
}

impl Keymap {
    /// What to show in `context` on a line of this width, most useful first. An action that has lost
    /// its key is left out.
    pub fn hints(&self, context: Context, width: Width) -> Vec<Hint> {
        let mut ranked: Vec<(u8, Action)> = Action::ALL
            .iter()
            .filter(|action| action.row().works_in(context))
            .filter_map(|action| match action.row().footer {
                Footer::Both(rank) => Some((rank, *action)),
                Footer::Wide(rank) => (width == Width::Wide).then_some((rank, *action)),
                Footer::No => None,
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let hint = |action| Some(Hint { key: self.keys_of(context, action).into_iter().next()?, action });
        ranked.into_iter().filter_map(|(_, action)| hint(action)).collect()
    }
}
