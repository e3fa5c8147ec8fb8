//! Text with separators, from files and from the clipboard, in the encodings that offices use.

use super::grid::Grid;
use super::guard::unguarded;
use super::reading::FileFault;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Reads text with commas, tabs or semicolons between cells, whichever its first lines use.
///
/// # Errors
/// It is in no encoding that is read here, or is no text at all.
pub fn read(bytes: &[u8], name: &str) -> Result<Grid, FileFault> {
    let text = decode(bytes).ok_or(FileFault::NoText)?;
    if text.contains('\0') {
        return Err(FileFault::NoText);
    }
    Ok(Grid::of(name, rows(&text)))
}

/// The cells of a text, row by row.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let records = reader.records().map_while(Result::ok);
    records.map(|record| record.iter().map(|field| unguarded(field).to_owned()).collect()).collect()
}

/// By its mark; without one strict UTF-8, else GB18030.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let whole = |encoding: &'static Encoding, bytes: &[u8]| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
    };
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => whole(encoding, &bytes[mark..]),
        None => whole(UTF_8, bytes)
            .filter(|text| !text.contains('\0'))
            .or_else(|| utf_16(bytes).and_then(|encoding| whole(encoding, bytes)))
            .or_else(|| whole(GB18030, bytes)),
    }
}

/// UTF-16 without a mark shows by its line ends, tabs and digits: every other byte of them is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(512).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 1..) => Some(UTF_16LE),
        (1.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// The separator that most of the first lines have most often.
fn separator(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(20).collect();
    let count = |separator: char| head.iter().filter(|line| line.contains(separator)).count();
    [('\t', b'\t'), (',', b','), (';', b';')]
        .into_iter()
        .rev()
        .max_by_key(|(separator, _)| count(*separator))
        .map_or(b',', |(_, byte)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let text = "序号,单位\r\n1,示例县";
        let gbk = GB18030.encode(text).0;
        let mut le: Vec<u8> = vec![0xff, 0xfe];
        le.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut marked = vec![0xef, 0xbb, 0xbf];
        marked.extend(text.as_bytes());
        for bytes in [text.as_bytes(), &gbk, &le, &le[2..], &marked] {
            assert_eq!(decode(bytes).as_deref(), Some(text), "{bytes:?}");
        }
        assert_eq!(read(b"\x00\x01\x02", "x"), Err(FileFault::NoText));
    }

    #[test]
    fn cells_keep_their_line_ends_and_lose_the_guard() {
        let read = rows("a\t\"b\nc\"\t'=1\n'd\te");
        assert_eq!(read, [vec!["a", "b\nc", "=1"], vec!["'d", "e"]]);
        assert_eq!(rows("1,2;3\n4,5"), [vec!["1", "2;3"], vec!["4", "5"]]);
    }
}
