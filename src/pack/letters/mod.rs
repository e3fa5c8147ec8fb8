//! Templates of letters: plain text with `{place-holders}`, as the plan writes them. A standard set comes
//! with the program; what a plan says of a letter replaces the standard one of that id.

mod about;

pub use about::{About, Names};

use super::campaign::next_holder;
use super::whole::Pack;
use serde::Deserialize;
use std::sync::LazyLock;

/// The standard set.
const STANDARD: &str = include_str!("standard.toml");

/// The template of one kind of letter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterTemplate {
    pub id: String,
    pub name: String,
    /// What it can be about.
    pub about: Vec<About>,
    /// For one about an order: the kind that its issue is to be under.
    #[serde(default)]
    pub order_kind: String,
    pub title: String,
    /// The line below the title.
    #[serde(default)]
    pub number: String,
    /// Whom it is sent to.
    #[serde(default)]
    pub to: String,
    pub blocks: Vec<BlockTemplate>,
    #[serde(default)]
    pub enclosures: Vec<EnclosureTemplate>,
    #[serde(default)]
    pub signer: String,
    #[serde(default)]
    pub day: String,
    /// Who else gets it.
    #[serde(default)]
    pub copies: String,
}

/// One part of a letter: exactly one of `text`, `head`, `note`, `form`, `list`, `sign`, `slip` and `page`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockTemplate {
    pub text: Option<String>,
    pub head: Option<String>,
    /// Of a heading, from 1 to 4; 1 where it does not say.
    pub level: Option<u8>,
    /// Small print.
    pub note: Option<String>,
    pub form: Option<Vec<FormRowTemplate>>,
    pub list: Option<Vec<ColumnTemplate>>,
    /// Lines of a list that is left to be filled in by hand.
    pub lines: Option<u8>,
    pub sign: Option<Vec<String>>,
    pub slip: Option<String>,
    pub page: Option<bool>,
    /// Once for each entry of this list; with `item`, once with all of them in `{each}`.
    pub each: Option<String>,
    pub item: Option<String>,
    /// What stands between the items.
    pub join: Option<String>,
    /// At most so many entries.
    pub most: Option<u16>,
    /// Only where this list has entries, or this value is known and not zero.
    pub when: Option<String>,
    /// Only where it is not so.
    pub unless: Option<String>,
}

/// A row of a form: label, value, label, value …
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormRowTemplate {
    pub row: Vec<String>,
    /// Room for so many lines.
    #[serde(default)]
    pub lines: u8,
    /// At the bottom of every box of the row.
    #[serde(default)]
    pub foot: String,
}

/// A column of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnTemplate {
    pub head: String,
    /// What stands in it for each entry.
    #[serde(default)]
    pub text: String,
    /// Its share of the width.
    #[serde(default)]
    pub wide: Option<u8>,
}

/// What is sent with a letter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnclosureTemplate {
    pub name: String,
    /// A table by its code; without one it is only named.
    #[serde(default)]
    pub table: String,
}

#[derive(Deserialize)]
struct Standard {
    letters: Vec<LetterTemplate>,
}

/// The standard letters. A test reads the set, so it is never empty.
pub fn standard() -> &'static [LetterTemplate] {
    static SET: LazyLock<Vec<LetterTemplate>> =
        LazyLock::new(|| toml::from_str::<Standard>(STANDARD).map_or_else(|_| Vec::new(), |set| set.letters));
    &SET
}

impl Pack {
    /// Every letter that can be written under this plan: the standard ones in their order, each in the
    /// plan's words where it has its own, then those that only the plan has.
    pub fn all_letters(&self) -> Vec<&LetterTemplate> {
        let own = |id: &str| self.letters.iter().find(|letter| letter.id == id);
        let known = |id: &str| standard().iter().any(|letter| letter.id == id);
        let standard = standard().iter().map(|letter| own(&letter.id).unwrap_or(letter));
        standard.chain(self.letters.iter().filter(|letter| !known(&letter.id))).collect()
    }
}

/// The place-holders of a text, in order.
pub fn holders(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, holder, after)) = next_holder(rest) {
        found.push(holder);
        rest = after;
    }
    found
}

/// A text parted at its place-holders: what stands before each, its name; then what follows the last.
pub fn parted(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, holder, after)) = next_holder(rest) {
        parts.push((before, holder));
        rest = after;
    }
    (parts, rest)
}

impl BlockTemplate {
    /// The keys that say what the block is.
    pub fn kinds(&self) -> Vec<&'static str> {
        let there = [
            ("text", self.text.is_some()),
            ("head", self.head.is_some()),
            ("note", self.note.is_some()),
            ("form", self.form.is_some()),
            ("list", self.list.is_some()),
            ("sign", self.sign.is_some()),
            ("slip", self.slip.is_some()),
            ("page", self.page.is_some()),
        ];
        there.into_iter().filter(|(_, there)| *there).map(|(kind, _)| kind).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_set_can_be_read() {
        let read = toml::from_str::<Standard>(STANDARD);
        assert!(read.is_ok(), "{:?}", read.err());
        assert!(standard().len() >= 20);
    }

    #[test]
    fn a_text_is_parted_at_its_holders() {
        assert_eq!(holders("收到{unit}报送的{paper}。"), ["unit", "paper"]);
        assert_eq!(parted("a{b}c"), (vec![("a", "b")], "c"));
        assert_eq!(parted("{b"), (vec![], "{b"));
    }
}
