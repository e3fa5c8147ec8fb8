//! A set of rows, one bit each.

/// Words that are counted at a time.
const BLOCK: usize = 256;

/// Rows of the sheet. What lies past the last word is not in the set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// Puts a row in. Memory is taken for `rows` rows at once.
    pub fn set(&mut self, row: usize, rows: usize) {
        let word = row / 64;
        if self.words.len() <= word {
            if self.words.is_empty() {
                self.words.reserve_exact((rows.max(row + 1)).div_ceil(64));
            }
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (row % 64);
    }

    /// Takes a row out.
    pub fn clear(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    /// True when the row is in.
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// True when no row is in.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Rows in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Rows in both sets.
    pub fn count_and(&self, other: &Self) -> usize {
        // Sums of a few words at a time: the compiler then counts several at once.
        let both = self.words.chunks(BLOCK).zip(other.words.chunks(BLOCK));
        let block = |(a, b): (&[u64], &[u64])| {
            a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum::<u64>()
        };
        both.map(block).sum::<u64>() as usize
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Keeps what is not in the other.
    pub fn and_not(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    /// Adds what is in the other.
    pub fn or(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Puts many rows in.
    pub fn set_all(&mut self, all: &[u32], rows: usize) {
        if self.words.len() < rows.div_ceil(64) {
            self.words.resize(rows.div_ceil(64), 0);
        }
        for row in all {
            if let Some(word) = self.words.get_mut(*row as usize / 64) {
                *word |= 1 << (row % 64);
            }
        }
    }

    /// The rows, ascending.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| Ones(*word).map(move |bit| at * 64 + bit))
    }

    /// Those of the rows that fit.
    pub fn filtered(&self, fits: impl Fn(usize) -> bool) -> Self {
        let word = |(at, word): (usize, &u64)| {
            Ones(*word).filter(|bit| fits(at * 64 + bit)).fold(0, |kept, bit| kept | 1 << bit)
        };
        Self { words: self.words.iter().enumerate().map(word).collect() }
    }
}

/// The places of the ones of a word.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros() as usize;
        (self.0 != 0).then(|| {
            self.0 &= self.0 - 1;
            bit
        })
    }
}
