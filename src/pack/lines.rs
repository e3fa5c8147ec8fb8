//! Where in a pack's text an entry stands.

/// The line, from 1, of a byte.
pub fn line_at(source: &str, byte: usize) -> usize {
    source.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// The line of a key of the n-th entry (from 0) of a list such as `units`; the entry's own line when the
/// key is not written there.
pub fn line_of(source: &str, list: &str, nth: usize, key: &str) -> usize {
    let header = format!("[[{list}]]");
    let mut entries = source.lines().enumerate().filter(|(_, line)| line.trim() == header);
    let Some((start, _)) = entries.nth(nth) else { return section_line(source, list, key) };
    let body = source
        .lines()
        .enumerate()
        .skip(start + 1)
        .take_while(|(_, line)| !line.trim_start().starts_with('['));
    let mut found = body.filter(|(_, line)| names(line, key));
    found.next().map_or(start, |(line, _)| line) + 1
}

/// The line of a key of a section such as `campaign`; line 1 when there is none.
pub fn section_line(source: &str, section: &str, key: &str) -> usize {
    let header = format!("[{section}]");
    let Some(start) = source.lines().position(|line| line.trim() == header) else { return 1 };
    let body = source.lines().enumerate().skip(start + 1).take_while(|(_, line)| !line.starts_with('['));
    let mut found = body.filter(|(_, line)| names(line, key));
    found.next().map_or(start, |(line, _)| line) + 1
}

fn names(line: &str, key: &str) -> bool {
    line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
}
