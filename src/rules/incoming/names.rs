//! Names of people in the texts of a file: pointed at, and where that was asked for left out of the books. Issues
//! hold no protected names: the whole name stands in the file alone.

use super::Taking;
use crate::model::field::Field;
use crate::text::names::{likely, without};

impl Taking<'_> {
    /// A text of a row as it is kept. What reads like somebody's name in it is noted.
    pub(super) fn without_names(&self, field: Field, text: &str, noted: &mut Vec<String>) -> String {
        if !matches!(field, Field::Title | Field::Desc) {
            return text.to_owned();
        }
        for name in likely(text) {
            if !noted.iter().any(|known| known == name) {
                noted.push(name.to_owned());
            }
        }
        if self.incoming.hide_names { without(text) } else { text.to_owned() }
    }
}
