//! The word table of the filter language, read once from its data file.

use crate::text::pinyin;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Code -> other names.
pub type Names = BTreeMap<String, Vec<String>>;

/// The words of the filter language.
#[derive(Debug, Default, Deserialize)]
pub struct Vocabulary {
    pub terms: Names,
    pub flags: Names,
    pub states: Names,
    pub holders: Names,
    pub sorts: Names,
    pub types: Names,
    pub lone: BTreeMap<String, Vec<String>>,
    pub days: Names,
    pub signs: Names,
    pub since: Names,
}

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| toml::from_str(include_str!("filter_words.toml")).unwrap_or_default());

/// The table.
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// The code a word stands for: itself, or one of its names.
pub fn code_of<'a>(names: &'a Names, word: &str) -> Option<&'a str> {
    names
        .iter()
        .find(|(code, others)| code.as_str() == word || others.iter().any(|other| other == word))
        .map(|(code, _)| code.as_str())
}

/// The term a word of a filter names.
pub fn term_code(word: &str) -> Option<&'static str> {
    code_of(&vocabulary().terms, word)
}

/// What days and figures may be written with.
pub fn signs(name: &str) -> &'static [String] {
    vocabulary().signs.get(name).map_or(&[], Vec::as_slice)
}

/// True for the lone word that asks for what is overdue.
pub fn is_overdue_flag(word: &str) -> bool {
    code_of(&vocabulary().flags, word) == Some("overdue")
}

/// The known word nearest to one that is not known, if any is near.
pub fn nearest(names: &Names, word: &str) -> Option<String> {
    let all = names.iter().flat_map(|(code, others)| std::iter::once(code).chain(others));
    nearest_of(all.map(String::as_str), word)
}

/// The nearest of some words: at most half of the letters differ, or nearly nothing of how it sounds.
pub fn nearest_of<'a>(words: impl Iterator<Item = &'a str>, word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let sound = pinyin::spelled(&word);
    let best = words.map(|known| (unlike(known, &word, &sound), known)).min()?;
    (best.0 <= HALF).then(|| best.1.to_owned())
}

/// The part of the letters that may differ, in thousandths.
const HALF: usize = 500;

/// How far two words are apart, in thousandths of the longer one's letters.
fn unlike(known: &str, word: &str, sound: &str) -> usize {
    let known = known.to_lowercase();
    let part = |a: &str, b: &str| distance(a, b) * 1000 / a.chars().count().max(b.chars().count()).max(1);
    let written = part(&known, word);
    let known_sound = pinyin::spelled(&known);
    if known_sound == known {
        return written;
    }
    // Sounds are long and alike: only what nearly agrees is meant.
    written.min(part(&known_sound, sound).saturating_mul(2))
}

/// Letters to change, add, drop or swap with their neighbour to get from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let change = rows[i][j] + usize::from(x != y);
            let mut best = change.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_term() {
        assert_eq!(nearest(&vocabulary().terms, "状太").as_deref(), Some("状态"));
        assert_eq!(nearest(&vocabulary().terms, "stat").as_deref(), Some("state"));
        assert_eq!(nearest(&vocabulary().terms, "zhuangtai").as_deref(), Some("状态"));
        assert_eq!(nearest(&vocabulary().terms, "壮太").as_deref(), Some("状态"));
        assert_eq!(nearest(&vocabulary().terms, "xyzzy"), None);
    }

    #[test]
    fn every_code_has_names() {
        assert_eq!(code_of(&vocabulary().terms, "单位"), Some("unit"));
        assert_eq!(code_of(&vocabulary().flags, "逾期"), Some("overdue"));
        assert!(vocabulary().states.len() == 13);
    }
}
