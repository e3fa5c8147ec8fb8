//! Which rows may hold a text: for every sound, letter, digit and pair of neighbouring first letters, the
//! rows whose place or title has it. What it gives is never too little; what is not sure is read again.

use super::bits::Bits;
use super::column::Texts;
use crate::text::pinyin::{Query, digit, first_letters, key, syllables, syllables_of};
use std::collections::HashMap;
use std::ops::Range;

/// Columns that other characters share.
const SHARED: usize = 256;
/// Letters, and one class for all digits.
const CLASSES: usize = 27;
const DIGIT: u32 = 1 << 26;
/// Letters of the longest sound.
const LONGEST: usize = 6;

/// The columns: sounds, letters, digits, shared characters, pairs.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    columns: Vec<Bits>,
}

/// The rows for a query.
pub struct Candidates {
    /// These hold it.
    pub sure: Bits,
    /// These may.
    pub maybe: Bits,
}

fn letter(c: char) -> usize {
    syllables().len() + (c as usize - 'a' as usize)
}

fn figure(n: usize) -> usize {
    syllables().len() + 26 + n
}

fn shared(c: char) -> usize {
    // Multiplied by an odd constant: neighbours in the code table part.
    syllables().len() + 36 + (u32::from(c).wrapping_mul(0x9E37_79B1) >> 24) as usize % SHARED
}

fn pairs() -> usize {
    syllables().len() + 36 + SHARED
}

/// The classes a character of a text has: first letters of its sounds, or that it is a digit.
fn classes(c: char) -> u32 {
    let digits = if digit(c).is_some() { DIGIT } else { 0 };
    if c.is_ascii_lowercase() { 1 << (u32::from(c) - 0x61) } else { first_letters(c) | digits }
}

fn ones(mut classes: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let one = classes.trailing_zeros() as usize;
        (classes != 0).then(|| {
            classes &= classes - 1;
            one
        })
    })
}

impl Letters {
    /// The columns of some texts.
    pub fn of(rows: usize, texts: [&Texts; 2]) -> Self {
        let mut letters = Self { columns: vec![Bits::default(); pairs() + CLASSES * CLASSES] };
        for row in 0..rows {
            letters.add(row, rows, texts.map(|text| text.get(row)));
        }
        letters
    }

    /// Puts a row's texts in.
    pub fn add(&mut self, row: usize, rows: usize, texts: [&str; 2]) {
        for text in texts {
            let mut before = 0;
            for c in text.chars().map(key).filter(|c| !c.is_whitespace()) {
                self.add_char(row, rows, c);
                let now = classes(c);
                for a in ones(before) {
                    for b in ones(now) {
                        self.columns[pairs() + a * CLASSES + b].set(row, rows);
                    }
                }
                before = now;
            }
        }
    }

    fn add_char(&mut self, row: usize, rows: usize, c: char) {
        for sound in syllables_of(c).iter() {
            self.columns[usize::from(*sound)].set(row, rows);
        }
        let own = match digit(c) {
            Some(n) => figure(n),
            None if c.is_ascii_lowercase() => letter(c),
            None => shared(c),
        };
        self.columns[own].set(row, rows);
    }

    /// Takes a row out.
    pub fn remove(&mut self, row: usize) {
        self.columns.iter_mut().for_each(|column| column.clear(row));
    }

    /// The rows for a query.
    pub fn candidates(&self, query: &Query) -> Candidates {
        let typed = query.typed();
        let mut search = Search { letters: self, typed, from: HashMap::new() };
        let maybe = search.from(0);
        let lone = typed.len() == 1 && digit(typed[0]).is_some();
        let sounds = typed.iter().all(char::is_ascii_lowercase);
        let sure = match typed.len() {
            2 if sounds => maybe.clone(),
            _ if lone => maybe.clone(),
            _ if sounds => self.begun(typed),
            _ => Bits::default(),
        };
        Candidates { sure, maybe }
    }

    /// Rows with a character whose sound begins so, or with that letter itself.
    fn begun(&self, typed: &[char]) -> Bits {
        let mut found = Bits::default();
        sounds(typed).for_each(|sound| found.or(&self.columns[sound]));
        if let [one] = typed {
            found.or(&self.columns[letter(*one)]);
        }
        found
    }
}

/// The sounds that begin with some letters.
fn sounds(typed: &[char]) -> Range<usize> {
    let typed: String = typed.iter().collect();
    let first = syllables().partition_point(|sound| *sound < typed.as_str());
    let count = syllables()[first..].iter().take_while(|sound| sound.starts_with(&typed)).count();
    first..first + count
}

/// Reads a query in every way it can be parted into characters, sounds and first letters, from its end.
struct Search<'a> {
    letters: &'a Letters,
    typed: &'a [char],
    /// The rows for what is left of the query from a place on.
    from: HashMap<usize, Bits>,
}

impl Search<'_> {
    fn from(&mut self, start: usize) -> Bits {
        if let Some(known) = self.from.get(&start) {
            return known.clone();
        }
        let mut found = Bits::default();
        let rest = &self.typed[start..];
        for length in lengths(rest) {
            let mut here = self.piece(start, start + length);
            if length < rest.len() && !here.is_empty() {
                here.and(&self.from(start + length));
            }
            found.or(&here);
        }
        self.from.insert(start, found.clone());
        found
    }

    /// Rows with the piece, followed by what may begin the next.
    fn piece(&self, start: usize, end: usize) -> Bits {
        let columns = &self.letters.columns;
        let (piece, first) = (&self.typed[start..end], self.typed[start]);
        let next = self.typed.get(end).map_or(0, |c| classes(*c));
        let last = end == self.typed.len();
        let sounded = first.is_ascii_lowercase();
        let mut pair = Bits::default();
        // After a sound of several letters its first still is the character's class.
        for a in ones(if sounded { 1 << (u32::from(first) - 0x61) } else { classes(first) }) {
            ones(next).for_each(|b| pair.or(&columns[pairs() + a * CLASSES + b]));
        }
        let bound = next != 0 && classes(first) != 0;
        if sounded && piece.len() == 1 && bound {
            return pair;
        }
        let mut found = match digit(first) {
            Some(n) => columns[figure(n)].clone(),
            None if !sounded => {
                let mut found = columns[shared(first)].clone();
                // Whatever shares the column is hardly read the same too.
                syllables_of(first).iter().take(1).for_each(|sound| found.and(&columns[usize::from(*sound)]));
                found
            }
            None if last || piece.len() == 1 || piece[1..] == ['h'] => self.letters.begun(piece),
            None => sounds(piece).next().map_or_else(Bits::default, |sound| columns[sound].clone()),
        };
        if bound {
            found.and(&pair);
        }
        found
    }
}

/// How long the first piece of a query can be: one character, `zh`, a whole sound, or all that is left.
fn lengths(rest: &[char]) -> Vec<usize> {
    let sounding = rest.iter().take(LONGEST).take_while(|c| c.is_ascii_lowercase()).count();
    let whole = |length: &usize| {
        let piece: String = rest[..*length].iter().collect();
        let aspirated = *length == 2 && rest[1] == 'h';
        let left = *length == rest.len() && !sounds(&rest[..*length]).is_empty();
        left || aspirated || syllables().binary_search(&piece.as_str()).is_ok()
    };
    std::iter::once(1).chain((2..=sounding).filter(whole)).collect()
}
