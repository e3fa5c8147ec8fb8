//! Columns of the sheet and how they are packed into bytes.

use std::collections::HashMap;

/// A value that a column can hold: fixed width, little-endian.
pub trait Packed: Copy + Default {
    /// Bytes of one value.
    const WIDTH: usize;
    /// Appends the bytes.
    fn write(self, to: &mut Vec<u8>);
    /// Reads from exactly [`Packed::WIDTH`] bytes.
    fn read(bytes: &[u8]) -> Self;
}

macro_rules! packed {
    ($($type:ty),+) => {$(
        impl Packed for $type {
            const WIDTH: usize = size_of::<$type>();
            fn write(self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }
            fn read(bytes: &[u8]) -> Self {
                let mut all = [0; size_of::<$type>()];
                all.copy_from_slice(bytes);
                Self::from_le_bytes(all)
            }
        }
    )+};
}
packed!(u8, u16, u32, u64, i32, i64);

/// Appends a column: its length in values, then its bytes.
pub fn pack<T: Packed>(column: &[T], to: &mut Vec<u8>) {
    (column.len() as u64).write(to);
    for value in column {
        value.write(to);
    }
}

/// Takes a column off the front; `None` when the bytes are too few.
pub fn unpack<T: Packed>(from: &mut &[u8]) -> Option<Vec<T>> {
    let (head, rest) = from.split_at_checked(8)?;
    let count = usize::try_from(u64::read(head)).ok()?;
    let (body, rest) = rest.split_at_checked(count.checked_mul(T::WIDTH)?)?;
    *from = rest;
    Some(body.chunks_exact(T::WIDTH).map(T::read).collect())
}

/// A column of texts in one arena. A changed text is appended; packing drops what is no longer used.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    arena: String,
    spans: Vec<(u32, u32)>,
}

impl Texts {
    /// The text of a row.
    pub fn get(&self, row: usize) -> &str {
        let (start, end) = self.spans.get(row).copied().unwrap_or_default();
        self.arena.get(start as usize..end as usize).unwrap_or_default()
    }

    /// True when this is the text of a row, and it is not empty.
    pub fn is(&self, row: usize, text: &str) -> bool {
        let length = self.spans.get(row).map_or(0, |(start, end)| (end - start) as usize);
        length > 0 && length == text.len() && self.get(row) == text
    }

    /// Sets the text of a row, growing the column as needed.
    pub fn set(&mut self, row: usize, text: &str) {
        if self.spans.len() <= row {
            self.spans.resize(row + 1, (0, 0));
        }
        if self.get(row) != text {
            let start = self.arena.len() as u32;
            self.arena.push_str(text);
            self.spans[row] = (start, self.arena.len() as u32);
        }
    }

    /// Appends the column.
    pub fn pack(&self, to: &mut Vec<u8>) {
        let lengths: Vec<u32> = self.spans.iter().map(|(start, end)| end - start).collect();
        pack(&lengths, to);
        for row in 0..self.spans.len() {
            to.extend_from_slice(self.get(row).as_bytes());
        }
    }

    /// Takes the column off the front; `None` when the bytes are no such column.
    pub fn unpack(from: &mut &[u8]) -> Option<Self> {
        let lengths: Vec<u32> = unpack(from)?;
        let mut spans = Vec::with_capacity(lengths.len());
        let mut at = 0u32;
        for length in lengths {
            spans.push((at, at.checked_add(length)?));
            at += length;
        }
        let (body, rest) = from.split_at_checked(at as usize)?;
        *from = rest;
        Some(Self { arena: std::str::from_utf8(body).ok()?.to_owned(), spans })
    }
}

/// Words that repeat, by a small number. 0 is "missing".
#[derive(Debug, Clone, Default)]
pub struct Codes {
    words: Vec<String>,
    index: HashMap<String, u16>,
}

impl Codes {
    /// The number of a word, given it if new. Past 65,534 words: 0.
    pub fn number(&mut self, word: &str) -> u16 {
        if word.is_empty() {
            return 0;
        }
        if let Some(number) = self.index.get(word) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.words.len() + 1) else { return 0 };
        self.words.push(word.to_owned());
        self.index.insert(word.to_owned(), number);
        number
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The number of a word, if it has one.
    pub fn known(&self, word: &str) -> Option<u16> {
        self.index.get(word).copied()
    }

    /// The word of a number; `None` for missing.
    pub fn word(&self, number: u16) -> Option<&str> {
        self.words.get((number as usize).checked_sub(1)?).map(String::as_str)
    }

    /// Appends the words.
    pub fn pack(&self, to: &mut Vec<u8>) {
        let mut texts = Texts::default();
        for (row, word) in self.words.iter().enumerate() {
            texts.set(row, word);
        }
        texts.pack(to);
    }

    /// Takes the words off the front.
    pub fn unpack(from: &mut &[u8]) -> Option<Self> {
        let texts = Texts::unpack(from)?;
        let mut codes = Self::default();
        for row in 0..texts.spans.len() {
            codes.number(texts.get(row));
        }
        Some(codes)
    }
}
