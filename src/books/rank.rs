//! How well names and texts answer to what was typed.

use crate::text::pinyin::{self, Match, Quality, Query};
use crate::text::{fold, fold_char};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Fewest digits that are looked for inside of telephone numbers.
const DIGITS: usize = 4;

/// How well something answers; the least is best. First exact, prefix, contiguous, fuzzy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(pub u8, pub i64);

impl Rank {
    /// Better than anything.
    pub const BEST: Rank = Rank(0, i64::MIN);

    /// The rank of what is in a text; `None` is somewhere inside.
    pub fn of(quality: Option<Quality>, then: i64) -> Self {
        Self(place(quality.unwrap_or(Quality::Contiguous)), then)
    }
}

/// What was typed, made ready to rank with. Several words each have to be answered to.
pub struct Ranker {
    matcher: SkimMatcherV2,
    whole: Needle,
    words: Vec<Needle>,
}

struct Needle {
    query: Query,
    /// Folded.
    typed: String,
    /// The digits, when there are no letters.
    digits: Option<String>,
}

impl Needle {
    fn new(text: &str) -> Self {
        let typed = fold(text).to_ascii_lowercase();
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let number = typed.chars().all(|c| c.is_ascii_digit() || " -+()".contains(c));
        Self {
            query: Query::new(text),
            typed,
            digits: Some(digits).filter(|digits| number && digits.len() >= DIGITS),
        }
    }
}

impl Ranker {
    /// Makes a query ready.
    pub fn new(text: &str) -> Self {
        let words: Vec<Needle> = text.split_whitespace().map(Needle::new).collect();
        Self {
            matcher: SkimMatcherV2::default(),
            whole: Needle::new(text),
            words: if words.len() > 1 { words } else { Vec::new() },
        }
    }

    /// Ranks a thing by the best of its names and texts. Texts are long: only what stands together in them
    /// counts; names answer to their letters in order too.
    pub fn rank(&self, names: &[&str], texts: &[&str]) -> Option<Rank> {
        self.each(|needle| self.of_names(needle, names).into_iter().chain(of_texts(needle, texts)).min())
    }

    /// Ranks a person: by name, surnames as they are called first; by telephone; by what else is known.
    pub fn rank_person(&self, name: &str, phone: &str, texts: &[&str]) -> Option<Rank> {
        self.each(|needle| {
            let called = match needle.query.find(name) {
                Some(found) => {
                    Some(Rank(place(found.quality), length(name) + miscalled(needle, &found, name)))
                }
                None => self.fuzzy(needle, name),
            };
            let rung = needle.digits.as_deref().filter(|digits| digits_of(phone).contains(digits));
            let rung = rung.map(|digits| Rank(if digits.len() == digits_of(phone).len() { 0 } else { 2 }, 0));
            called.into_iter().chain(rung).chain(of_texts(needle, texts)).min()
        })
    }

    /// The rank of the whole; else, when every word has one, the worst of theirs.
    fn each(&self, rank: impl Fn(&Needle) -> Option<Rank>) -> Option<Rank> {
        rank(&self.whole).or_else(|| {
            let words: Option<Vec<Rank>> = self.words.iter().map(&rank).collect();
            words?.into_iter().max()
        })
    }

    fn of_names(&self, needle: &Needle, names: &[&str]) -> Option<Rank> {
        let exact = names
            .iter()
            .filter_map(|name| needle.query.find(name).map(|found| Rank(place(found.quality), length(name))));
        exact.min().or_else(|| names.iter().filter_map(|name| self.fuzzy(needle, name)).min())
    }

    fn fuzzy(&self, needle: &Needle, name: &str) -> Option<Rank> {
        let typed = needle.typed.as_str();
        if typed.chars().count() < 2 {
            return None;
        }
        let direct = self.matcher.fuzzy_match(name, typed);
        let spelled = || {
            let letters = typed.bytes().all(|b| b.is_ascii_alphanumeric());
            letters.then(|| self.matcher.fuzzy_match(&pinyin::initials(name), typed)).flatten()
        };
        direct.or_else(spelled).map(|score| Rank(3, -score))
    }
}

fn of_texts(needle: &Needle, texts: &[&str]) -> Option<Rank> {
    let found = texts
        .iter()
        .filter_map(|text| needle.query.find(text).map(|found| Rank(place(found.quality), length(text))));
    found.min()
}

/// Twice the letters, so that there is room for one worse.
fn length(name: &str) -> i64 {
    name.chars().count() as i64 * 2
}

/// 1 when a surname was typed in a reading that it has elsewhere only.
fn miscalled(needle: &Needle, found: &Match, name: &str) -> i64 {
    let typed: String = needle.query.typed().iter().collect();
    let sounds = name.chars().next().map_or(&[][..], pinyin::surname);
    let called = |sound: &&'static str| {
        let letters = sound.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
        letters == sound.len().min(typed.len()) || letters == 1 && typed.len() > 1
    };
    i64::from(!found.literal && found.chars.start == 0 && !sounds.is_empty() && !sounds.iter().any(called))
}

fn digits_of(phone: &str) -> String {
    phone.chars().map(fold_char).filter(char::is_ascii_digit).collect()
}

fn place(quality: Quality) -> u8 {
    match quality {
        Quality::Exact => 0,
        Quality::Prefix => 1,
        Quality::Contiguous => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_as_they_are_called_come_first() {
        let rank = |typed: &str, name: &str| Ranker::new(typed).rank_person(name, "", &[]);
        assert!(rank("shan", "单某某") < rank("dan", "单某某"));
        assert_eq!(rank("shan", "单某某"), rank("shan", "山某某"));
        assert!(rank("dan", "但某某") < rank("dan", "单某某"));
        assert!(rank("zmm", "曾某某") < rank("cmm", "曾某某"));
        assert!(rank("曾", "曾某某").is_some());
    }

    #[test]
    fn a_telephone_is_found_by_any_four_digits() {
        let found = |typed: &str| Ranker::new(typed).rank_person("某某", "0731-2866 1234", &[]).is_some();
        assert!(found("1234") && found("28661234") && found("2866-1234") && found("０７３１"));
        assert!(!found("123") && !found("4321"));
    }

    #[test]
    fn exact_before_prefix_before_inside_before_fuzzy() {
        let rank = |name: &str| Ranker::new("tyq").rank(&[name], &[]);
        let ranks = ["天元区", "天元区教育局", "株洲天元区", "天元教育局 七"].map(rank);
        assert!(ranks.windows(2).all(|pair| pair[0].is_some() && pair[0] < pair[1]), "{ranks:?}");
        assert!(Ranker::new("tyq").rank(&[], &["天元教育局 七"]).is_none());
        assert!(Ranker::new("天元 教").rank(&["天元区教育局"], &[]).is_some());
    }
}
