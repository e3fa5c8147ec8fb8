//! Which item a description is about, guessed from words. It proposes; a person chooses.

use super::Pack;
use super::find::plain;
use super::plan::Item;
use std::collections::HashSet;

/// A character of a keyword, or of wording that is quoted, counts as much as this many pairs of
/// characters that the text happens to share with the wording.
const WEIGHT: usize = 10;

impl Pack {
    /// Items a text may be about with their scores, best first. An item is named when the text holds
    /// one of its keywords, or half of the wording of the item itself.
    pub fn propose_item(&self, text: &str) -> Vec<(&Item, usize)> {
        let text = plain(text);
        let pairs = pairs_of(&text);
        let mut found: Vec<(&Item, usize)> = self
            .items()
            .map(|item| (item, score(item, &text, &pairs)))
            .filter(|(_, score)| *score > 0)
            .collect();
        found.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        found
    }
}

fn score(item: &Item, text: &str, pairs: &HashSet<(char, char)>) -> usize {
    let keywords: usize = item
        .keywords
        .iter()
        .map(|word| plain(word))
        .filter(|word| !word.is_empty() && text.contains(word.as_str()))
        .map(|word| word.chars().count())
        .sum();
    let wording = pairs_of(&plain(&item.text));
    let shared = wording.intersection(pairs).count();
    let quoted = if shared * 2 >= wording.len() { shared } else { 0 };
    if keywords + quoted == 0 { 0 } else { (keywords + quoted) * WEIGHT + shared }
}

fn pairs_of(text: &str) -> HashSet<(char, char)> {
    text.chars()
        .zip(text.chars().skip(1))
        .filter(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
        .collect()
}
