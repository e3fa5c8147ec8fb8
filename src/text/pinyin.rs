//! Finding Chinese by typing letters: characters, full pinyin (`tianyuan`), initials (`tyq`) and any
//! mixture of them, with every reading of a character counting.

pub use super::readings::{digit, first_letters, readings, surname, syllables, syllables_of};

use super::fold::fold_char;
use std::ops::Range;

/// Longest query that is tried as pinyin, in characters; a longer one is only looked for as written.
const LONGEST: usize = 127;

/// How well a query fits, worst first. What only fits with gaps is not found here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Somewhere inside, in one run.
    Contiguous,
    /// At the beginning.
    Prefix,
    /// The whole text.
    Exact,
}

/// Where and how well a query fits a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// How well.
    pub quality: Quality,
    /// True when the characters themselves were typed, not their sounds.
    pub literal: bool,
    /// The matched stretch of the text, counted in `char`s.
    pub chars: Range<usize>,
}

impl Match {
    /// Sorts better matches higher: quality first, then as written before by sound, then the one
    /// that begins earlier.
    pub fn rank(&self) -> (Quality, bool, std::cmp::Reverse<usize>) {
        (self.quality, self.literal, std::cmp::Reverse(self.chars.start))
    }
}

/// A query made ready once, to be tried on many texts.
#[derive(Debug, Clone)]
pub struct Query {
    /// Folded, lower-case, without blanks and apostrophes.
    chars: Vec<char>,
    spelled: bool,
}

impl Query {
    /// Reads what was typed. Case, width, blanks and the apostrophe of `xi'an` do not count.
    pub fn new(query: &str) -> Self {
        let chars: Vec<char> = query.chars().map(key).filter(|c| !c.is_whitespace() && *c != '\'').collect();
        let spelled = chars.len() <= LONGEST && chars.iter().any(char::is_ascii_lowercase);
        Self { chars, spelled }
    }

    /// True when nothing was typed; such a query finds nothing.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// What was typed, folded, without blanks.
    pub fn typed(&self) -> &[char] {
        &self.chars
    }

    /// Whether it is in `text` at all: [`Query::find`] without saying where, in one pass.
    pub fn within(&self, text: &str) -> bool {
        let Some(&first) = self.chars.first() else { return false };
        if !self.spelled {
            return self.written_in(first, text);
        }
        let full = 1u128 << self.chars.len();
        let digits = digit(first).is_some();
        let letter = if first.is_ascii_lowercase() { 1u32 << (u32::from(first) - 0x61) } else { 0 };
        let mut open = 0u128;
        for c in text.chars().map(key) {
            // Blanks inside a text do not part what stands on both sides of them.
            if c.is_whitespace() {
                continue;
            }
            let begins =
                c == first || (digits && same(first, c)) || (letter != 0 && first_letters(c) & letter != 0);
            let from = open | u128::from(begins);
            if from == 0 {
                continue;
            }
            let step = self.step(from, c);
            if step.half_typed || step.open & full != 0 {
                return true;
            }
            open = step.open;
        }
        false
    }

    fn written_in(&self, first: char, text: &str) -> bool {
        let digits = digit(first).is_some();
        let fits = |after: &str| {
            let mut left = after.chars().map(key).filter(|c| !c.is_whitespace());
            self.chars[1..].iter().all(|typed| left.next().is_some_and(|c| same(*typed, c)))
        };
        let begins = |c: char| c == first || key(c) == first || (digits && same(first, key(c)));
        text.char_indices().any(|(at, c)| begins(c) && fits(&text[at + c.len_utf8()..]))
    }

    /// How well `text` begins with it: the quality [`Query::find`] gives to what stands first.
    pub fn begins(&self, text: &str) -> Option<Quality> {
        let (first, c) = (*self.chars.first()?, key(text.chars().next()?));
        let sounds = self.spelled && readings(c).iter().any(|sound| sound.starts_with(first));
        if !sounds && !same(first, c) {
            return None;
        }
        let text: Vec<char> = text.chars().map(key).collect();
        let spelled = || self.spelled.then(|| self.spelled_at(&text, 0)).flatten();
        let end = self.written_at(&text, 0).or_else(spelled)?;
        Some(if end == text.len() { Quality::Exact } else { Quality::Prefix })
    }

    /// The best match in `text`, if any. Time grows with the length of `text`.
    pub fn find(&self, text: &str) -> Option<Match> {
        if self.is_empty() {
            return None;
        }
        let text: Vec<char> = text.chars().map(key).collect();
        let hit = |literal: bool, chars: Range<usize>| Match {
            quality: match (chars.start, chars.end == text.len()) {
                (0, true) => Quality::Exact,
                (0, false) => Quality::Prefix,
                _ => Quality::Contiguous,
            },
            literal,
            chars,
        };
        let at = |literal: bool, start: usize| {
            let end = if literal { self.written_at(&text, start) } else { self.spelled_at(&text, start) };
            end.map(|end| hit(literal, start..end))
        };
        let from = |literal: bool| (1..text.len()).find_map(|start| at(literal, start));
        let spelled = self.spelled;
        at(true, 0)
            .or_else(|| spelled.then(|| at(false, 0)).flatten())
            .or_else(|| from(true))
            .or_else(|| spelled.then(|| from(false)).flatten())
    }

    /// The end of the query as written, beginning at `start`.
    fn written_at(&self, text: &[char], start: usize) -> Option<usize> {
        let mut at = start;
        for (n, &typed) in self.chars.iter().enumerate() {
            while n > 0 && text.get(at).is_some_and(|c| c.is_whitespace()) {
                at += 1;
            }
            if !text.get(at).is_some_and(|&c| same(typed, c)) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The first end of the query read as characters, sounds and initials, beginning at `start`; an
    /// end with the last sound half typed counts only when there is no other.
    fn spelled_at(&self, text: &[char], start: usize) -> Option<usize> {
        let full = 1u128 << self.chars.len();
        let mut open = 1u128;
        let mut half_typed = None;
        for (at, &c) in text.iter().enumerate().skip(start) {
            if c.is_whitespace() {
                if at == start {
                    return None;
                }
                continue;
            }
            let step = self.step(open, c);
            if step.open & full != 0 {
                return Some(at + 1);
            }
            if step.half_typed {
                half_typed = half_typed.or(Some(at + 1));
            }
            open = step.open;
            if open == 0 {
                break;
            }
        }
        half_typed
    }

    fn step(&self, open: u128, c: char) -> Step {
        let sounds = readings(c);
        let mut left = open;
        let mut step = Step::default();
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let rest = &self.chars[at..];
            if same(rest[0], c) {
                step.open |= 1 << (at + 1);
            }
            for sound in sounds.iter() {
                let one = sounded(rest, sound.as_bytes());
                step.open |= one.open << at;
                step.half_typed |= one.half_typed;
            }
        }
        step
    }
}

/// What reading one character leaves: bit `n` of `open` says that the first `n` characters of the
/// query may be used up; `half_typed` that the query ends inside this character's sound.
#[derive(Default)]
struct Step {
    open: u128,
    half_typed: bool,
}

/// How much of `rest` one sound may use up: all of it, its first letter, or its `zh`, `ch`, `sh`.
fn sounded(rest: &[char], sound: &[u8]) -> Step {
    let common = rest.iter().zip(sound).take_while(|(typed, letter)| **typed == char::from(**letter)).count();
    let mut open = 0;
    if common >= 1 {
        open |= 1 << 1;
    }
    if common >= 2 && sound[1] == b'h' {
        open |= 1 << 2;
    }
    if common == sound.len() {
        open |= 1 << common;
    }
    Step { open, half_typed: common == rest.len() }
}

/// The best match of `query` in `text`; for many texts make a [`Query`] once.
pub fn find(query: &str, text: &str) -> Option<Match> {
    Query::new(query).find(text)
}

/// How well `query` fits `text`, if at all.
pub fn matches(query: &str, text: &str) -> Option<Quality> {
    find(query, text).map(|found| found.quality)
}

/// One character for each of `text`: the first letter of a Han character's commonest reading, any
/// other character folded and in lower case. So an index into the result is an index into `text`.
pub fn initials(text: &str) -> String {
    text.chars()
        .map(|c| readings(c).first().and_then(|reading| reading.chars().next()).unwrap_or_else(|| key(c)))
        .collect()
}

/// `text` written out in letters: the commonest reading of each Han character, all else folded.
pub fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match readings(c).first() {
            Some(reading) => out.push_str(reading),
            None => out.push(key(c)),
        }
    }
    out
}

/// A character as it is compared: folded, in small letters.
pub fn key(c: char) -> char {
    fold_char(c).to_ascii_lowercase()
}

/// The same character, a digit and its Han numeral counting as one.
fn same(typed: char, c: char) -> bool {
    typed == c || digit(typed).is_some_and(|n| digit(c) == Some(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Quality::{Contiguous, Exact, Prefix};
    use proptest::prelude::*;

    #[test]
    fn finds_by_character_sound_initial_and_mixture() {
        for (query, text, want) in [
            ("天元", "天元区", Some(Prefix)),
            ("天元区", "天元区", Some(Exact)),
            ("元", "天元区", Some(Contiguous)),
            ("tyq", "天元区", Some(Exact)),
            ("ty", "天元区", Some(Prefix)),
            ("tianyuan", "天元区", Some(Prefix)),
            ("TianYuan", "天元区", Some(Prefix)),
            ("tian yuan", "天元区", Some(Prefix)),
            ("tianyuanqu", "天元区", Some(Exact)),
            ("tianyua", "天元区", Some(Prefix)),
            ("yuan", "天元区", Some(Contiguous)),
            ("tianou", "天元区", None),
            ("教f", "教辅征订", Some(Prefix)),
            ("教fu", "教辅征订", Some(Prefix)),
            ("jfu", "教辅征订", Some(Prefix)),
            ("示例3xiao", "示例3小学", Some(Prefix)),
            ("示例3xiao", "示例三小学", Some(Prefix)),
            ("示例三", "示例3小学", Some(Prefix)),
            ("shan", "单某某", Some(Prefix)),
            ("dan", "单某某", Some(Prefix)),
            ("zeng", "曾某", Some(Prefix)),
            ("changsha", "长沙市", Some(Prefix)),
            ("cs", "长沙市", Some(Prefix)),
            ("lukou", "渌口区", Some(Prefix)),
            ("lv", "吕某", Some(Prefix)),
            ("lu", "吕某", Some(Prefix)),
            ("lyu", "吕某", Some(Prefix)),
            ("xi'an", "西安", Some(Exact)),
            ("xian", "西安", Some(Exact)),
            ("zhz", "株洲市", Some(Prefix)),
            ("zz", "株洲市", Some(Prefix)),
            ("ty-007", "TY-007", Some(Exact)),
            ("ＴＹ", "TY-007", Some(Prefix)),
            ("李某", "李 某", Some(Exact)),
            ("limou", "李　某", Some(Exact)),
            ("qyt", "天元区", None),
            ("tq", "天元区", None),
            ("", "天元区", None),
            (" ", "天元区", None),
            ("天", "", None),
        ] {
            assert_eq!(matches(query, text), want, "{query} in {text}");
        }
    }

    #[test]
    fn says_which_characters_to_light() {
        assert_eq!(find("yq", "天元区局").map(|m| m.chars), Some(1..3));
        assert_eq!(find("jiaoyuju", "天元区教育局").map(|m| m.chars), Some(3..6));
        assert_eq!(find("元区", "天元区局").map(|m| m.chars), Some(1..3));
        assert_eq!(find("ab", "xaab").map(|m| m.chars), Some(2..4));
    }

    #[test]
    fn better_matches_rank_higher() {
        let rank = |text| find("ty", text).map(|found| found.rank());
        assert!(rank("TY") > rank("天元"));
        assert!(rank("天元") > rank("TY-007"));
        assert!(rank("TY-007") > rank("天元区"));
        assert!(rank("天元区") > rank("市天元区"));
    }

    #[test]
    fn initials_keep_positions() {
        assert_eq!(initials("天元区TY-007"), "tyqty-007");
        assert_eq!(initials("（吕）"), "(l)");
    }

    proptest! {
        #[test]
        fn any_query_on_any_text(query in any::<String>(), text in any::<String>()) {
            if let Some(found) = find(&query, &text) {
                prop_assert!(found.chars.start < found.chars.end);
                prop_assert!(found.chars.end <= text.chars().count());
            }
        }

        #[test]
        fn within_says_what_find_says(query in "[tianyuqjozh3三天教单 -]{0,6}", text in "[天元区教育局单曾吕长沙渌口三3a -]{0,12}") {
            let query = Query::new(&query);
            let found = query.find(&text).map(|found| found.quality);
            prop_assert_eq!(query.within(&text), found.is_some());
            prop_assert_eq!(query.begins(&text), found.filter(|quality| *quality >= Prefix));
        }

        #[test]
        fn a_text_is_found_by_itself_its_sounds_and_initials(text in "[天元区教育局单曾吕长沙渌口]{1,12}") {
            let sounds: String = text.chars().map(|c| readings(c)[0]).collect();
            prop_assert_eq!(matches(&text, &text), Some(Exact));
            prop_assert!(matches(&sounds, &text) >= Some(Prefix));
            prop_assert_eq!(matches(&initials(&text), &text), Some(Exact));
        }
    }
}
