//! How a page lies on paper: A4 across, at nine points or more. What is too wide for one sheet is parted at
//! its headings, and each part repeats the columns a line is known by.

use super::page::{Field, Head, Span};
use crate::model::table::Sort;

/// Twentieths of a point between the sides of a sheet of paper.
pub const ROOM: u32 = 15_138;
/// Twentieths of a point above and below the letters of a column, both sides together.
const PADDING: f64 = 110.0;
/// Sizes of letters in half points, the largest that fits is taken.
const SIZES: [u32; 4] = [21, 20, 19, 18];
/// Lines that a cell may take before it no longer fits on a sheet.
const LINES: f64 = 24.0;
/// Ems that are lost to rounding.
const SLACK: f64 = 0.05;
/// Ems up to which a usual text stands on one line.
const SHORT: f64 = 4.0;
/// Lines that a head may take, and ems that its brackets may.
const HEAD_LINES: f64 = 3.0;
const HEAD: f64 = 6.0;
/// Han characters that a text column is given before others go short.
const WISHED: f64 = 20.0;
/// How much wider figures are in some fonts.
const WIDER: f64 = 1.12;
/// A cell of the usual length is about as many lines deep as it is ems wide when this is 1.
const SQUARE: f64 = 1.8;
/// Lines whose length is looked at for what is usual.
const LOOKED_AT: usize = 500;

/// One part: which columns stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub columns: Vec<usize>,
}

/// Where the columns of a page stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Of the lines.
    pub half_points: u32,
    /// Of each column, in twentieths of a point; the same in every part.
    pub widths: Vec<u32>,
    /// Columns that every part begins with.
    pub repeated: usize,
    /// In order; one is a table that fits.
    pub parts: Vec<Part>,
}

impl Layout {
    /// True when one sheet is not wide enough.
    pub fn is_parted(&self) -> bool {
        self.parts.len() > 1
    }

    /// The first column that only this part has, and its last. Where there is one part all are its own: of
    /// several none has what is repeated, or its texts would stand on every sheet.
    pub fn own(&self, part: usize) -> (usize, usize) {
        let columns = &self.parts[part].columns;
        let first = if self.is_parted() { self.repeated } else { 0 };
        let last = columns.last().copied().unwrap_or(0);
        (columns.get(first).copied().unwrap_or(last), last)
    }

    /// Twentieths of a point that some columns take.
    pub fn wide(&self, columns: &[usize]) -> u32 {
        columns.iter().filter_map(|at| self.widths.get(*at)).sum()
    }

    /// Lines a text takes in so many twentieths of a point.
    pub fn lines(&self, text: &str, wide: u32) -> u32 {
        let room = (f64::from(wide) - PADDING).max(1.0) / f64::from(self.half_points * 10) + SLACK;
        text.split('\n').map(|line| wrapped(line, room)).sum()
    }
}

/// Lines that one line becomes in so many ems: words of letters stay whole, and no line begins with a mark
/// that ends something.
fn wrapped(text: &str, room: f64) -> u32 {
    let (mut lines, mut used, mut word, mut last) = (1, 0.0, 0.0, 0.0);
    for c in text.chars() {
        let wide = em(c);
        if c.is_ascii_graphic() {
            word += wide;
        } else {
            word = 0.0;
        }
        used += wide;
        if used > room {
            lines += 1;
            used = if ends(c) { wide + last } else { wide.max(if word <= room { word } else { 0.0 }) };
        }
        last = wide;
    }
    lines
}

/// Marks that stand behind what they belong to.
fn ends(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_ascii() && !matches!(c, '\u{201C}' | '\u{2018}' | '\u{300A}' | '\u{FF08}')
}

/// What a column needs, in ems.
struct Need {
    least: f64,
    natural: f64,
}

/// Where parts may begin, and where they must.
struct Block {
    columns: Vec<usize>,
    begins: bool,
}

/// Lays columns out between the sides of a sheet, so many twentieths of a point apart.
pub fn lay<'a>(
    heads: &[Head],
    spans: &[Span],
    lines: impl Iterator<Item = &'a Vec<Field>> + Clone,
    (repeated, breaks): (usize, &[usize]),
    room: u32,
) -> Layout {
    let needs: Vec<Need> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| need(head, lines.clone().filter_map(|line| line.get(at))))
        .collect();
    let repeated = repeated.min(heads.len().saturating_sub(1));
    let least = SIZES[SIZES.len() - 1];
    let blocks = divided(blocks(heads.len(), spans, repeated, breaks), &needs, repeated, least, room);
    let fewest = parted(&needs, &blocks, repeated, least, room).len();
    let fits = |size: &u32| parted(&needs, &blocks, repeated, *size, room).len() == fewest;
    let half_points = SIZES.into_iter().find(fits).unwrap_or(least);
    let parts = parted(&needs, &blocks, repeated, half_points, room);
    let widths = widths(&needs, &parts, repeated, half_points, room);
    Layout { half_points, widths, repeated, parts }
}

/// The width of a text in ems; letters and figures are a little wider than half in most fonts.
fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

fn em(c: char) -> f64 {
    if c.is_ascii() { 0.56 } else { 1.0 }
}

/// The longest run that is not broken.
fn longest_word(text: &str) -> f64 {
    let ends = |c: char| !c.is_ascii_graphic();
    text.split(ends).map(ems).fold(0.0, f64::max)
}

/// What a head needs: what stands in brackets on one line, the rest on a few.
fn label_least(label: &str) -> f64 {
    let opened = |c: char| matches!(c, '(' | '\u{FF08}');
    let closed = |c: char| matches!(c, ')' | '\u{FF09}');
    let mut least = longest_word(label);
    for (at, piece) in label.split(opened).enumerate() {
        let (inside, outside) =
            if at == 0 { ("", piece) } else { piece.split_once(closed).unwrap_or((piece, "")) };
        let inside = if inside.is_empty() { 0.0 } else { (ems(inside) + 2.0).min(HEAD) };
        let outside = ems(outside);
        least = least.max(inside).max((outside / HEAD_LINES).ceil()).max(outside.min(2.0));
    }
    least
}

fn need<'a>(head: &Head, cells: impl Iterator<Item = &'a Field> + Clone) -> Need {
    let label = ems(&head.label);
    let label_least = label_least(&head.label);
    let text = |field: &Field| match field {
        Field::Text(text) => text.clone(),
        other => other.text(),
    };
    let wraps = |field: &Field| matches!(field, Field::Text(_)) && head.sort == Sort::Text;
    let (mut least, mut longest, mut word) = (label_least, 0.0_f64, 0.0_f64);
    for cell in cells.clone() {
        let text = text(cell);
        if wraps(cell) {
            word = word.max(longest_word(&text));
            let lines = text.split('\n').map(ems);
            longest = longest.max(lines.clone().fold(0.0, f64::max)).max(lines.sum::<f64>() / LINES);
            least = least.max(text.split('\n').map(|line| ems(line).max(1.0)).sum::<f64>() / LINES);
        } else {
            // A number that does not fit is shown as none at all.
            least = least.max(ems(&text) * WIDER);
        }
    }
    let mut usual: Vec<f64> =
        cells.take(LOOKED_AT).filter(|cell| wraps(cell)).map(|cell| ems(&text(cell))).collect();
    usual.sort_by(f64::total_cmp);
    let usual = usual.get(usual.len() * 9 / 10).copied().unwrap_or(0.0);
    // As wide as makes a cell of the usual length about as many lines as it is wide.
    let least = least.max(word.min(WISHED)).max(if usual > SHORT { (SQUARE * usual).sqrt() } else { usual });
    let two_lines = (label / 2.0).ceil();
    let natural = longest.min(WISHED).max(two_lines).max(least);
    let natural = head.width.map_or(natural, |hint| (f64::from(hint) / 2.0).max(least));
    let least = head.width.map_or(least, |hint| least.max(f64::from(hint).min(40.0) / 2.0));
    Need { least, natural }
}

/// The columns after the repeated ones, by what is not parted.
fn blocks(columns: usize, spans: &[Span], repeated: usize, breaks: &[usize]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for at in repeated..columns {
        let inside = spans.iter().any(|span| (span.first + 1..=span.last).contains(&at));
        let begins = breaks.contains(&at);
        match blocks.last_mut() {
            Some(block) if inside && !begins => block.columns.push(at),
            _ => blocks.push(Block { columns: vec![at], begins }),
        }
    }
    blocks
}

/// Headings that are wider than a sheet alone give their columns free.
fn divided(blocks: Vec<Block>, needs: &[Need], repeated: usize, half_points: u32, room: u32) -> Vec<Block> {
    let wide = |at: usize| twips(needs[at].least, half_points);
    let room = f64::from(room) - (0..repeated).map(wide).sum::<f64>();
    let parts = |block: Block| -> Vec<Block> {
        if block.columns.iter().map(|at| wide(*at)).sum::<f64>() <= room {
            return vec![block];
        }
        let begins = |place: usize| place == 0 && block.begins;
        let alone = |(place, at): (usize, &usize)| Block { columns: vec![*at], begins: begins(place) };
        block.columns.iter().enumerate().map(alone).collect()
    };
    blocks.into_iter().flat_map(parts).collect()
}

fn twips(ems: f64, half_points: u32) -> f64 {
    ems * f64::from(half_points * 10) + PADDING
}

/// The parts at a size: as few as fit, about equally full. What fits in one is never parted.
fn parted(needs: &[Need], blocks: &[Block], repeated: usize, half_points: u32, room: u32) -> Vec<Part> {
    let wide = |at: &usize| twips(needs[*at].least, half_points);
    let fixed: f64 = (0..repeated).map(|at| wide(&at)).sum();
    let sizes: Vec<f64> = blocks.iter().map(|block| block.columns.iter().map(wide).sum()).collect();
    let room = f64::from(room) - fixed;
    let whole = sizes.iter().sum::<f64>() <= room;
    let cut = |room: f64| {
        let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
        let mut used = 0.0;
        for (block, size) in blocks.iter().zip(&sizes) {
            let full = used + size > room || (block.begins && !whole);
            if let Some(last) = parts.last().filter(|_| full)
                && !last.is_empty()
            {
                parts.push(Vec::new());
                used = 0.0;
            }
            used += size;
            if let Some(last) = parts.last_mut() {
                last.extend(&block.columns);
            }
        }
        parts
    };
    let fewest = cut(room).len();
    let (mut low, mut high) = (0.0, room.max(1.0));
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if cut(middle).len() <= fewest { high = middle } else { low = middle }
    }
    let own = if fewest == 1 { cut(room) } else { cut(high) };
    own.into_iter().map(|own| Part { columns: (0..repeated).chain(own).collect() }).collect()
}

/// Widths that fill the sheet: first what is needed, then what is wished, then the rest by size.
fn widths(needs: &[Need], parts: &[Part], repeated: usize, half_points: u32, room: u32) -> Vec<u32> {
    let least: Vec<f64> = needs.iter().map(|need| twips(need.least, half_points)).collect();
    let wished: Vec<f64> =
        needs.iter().map(|need| (need.natural - need.least) * f64::from(half_points * 10)).collect();
    let mut widths = least.clone();
    for part in parts {
        // What is repeated has one width in every part: it gives way to none and takes from none.
        let own = if parts.len() == 1 { 0 } else { repeated };
        let columns = part.columns.get(own.min(part.columns.len())..).unwrap_or_default();
        let taken: f64 = part.columns.iter().map(|column| least[*column]).sum();
        let spare = (f64::from(room) - taken).max(0.0);
        let wishes: f64 = columns.iter().map(|column| wished[*column]).sum();
        let share = if wishes > 0.0 { (spare / wishes).min(1.0) } else { 0.0 };
        let rest = spare - wishes * share;
        // What is left goes to all by their size, so that the table is as wide as the sheet.
        let now: f64 = columns.iter().map(|column| least[*column] + wished[*column] * share).sum();
        for column in columns {
            let given = least[*column] + wished[*column] * share;
            widths[*column] = given + rest * given / now.max(1.0);
        }
    }
    // What is wider than the paper even alone is pressed together: nothing may run off the sheet.
    let widest = parts.iter().map(|part| part.columns.iter().map(|column| widths[*column]).sum::<f64>());
    let press = (f64::from(room) / widest.fold(1.0, f64::max)).min(1.0);
    widths.into_iter().map(|wide| (wide * press).floor() as u32).collect()
}
