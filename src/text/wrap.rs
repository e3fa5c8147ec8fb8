//! Breaking text into lines the Chinese way: anywhere between two wide characters, never inside an
//! ASCII word, no line beginning with a closing mark or ending with an opening one.

use super::width::width;
use unicode_segmentation::UnicodeSegmentation;

const NOT_FIRST: &str = "，。、；：？！）】》〉”’％…—·」』〕｝～,.;:?!)]}%";
const NOT_LAST: &str = "（【《〈“‘「『〔｛([{";

/// `text` in lines of at most `cols` columns (fewer than 2 count as 2, the width of a character).
/// A newline starts a line; the spaces at a break are dropped, those that begin a line written by
/// the author are kept. A piece that may not be broken moves down whole; one wider than a line is
/// cut between clusters. At least one line, possibly empty.
pub fn wrap(text: &str, cols: usize) -> Vec<String> {
    let cols = cols.max(2);
    let mut lines = Vec::new();
    for written in text.split('\n') {
        wrap_line(written.trim_end_matches('\r'), cols, &mut lines);
    }
    lines
}

fn wrap_line(text: &str, cols: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let wide = width(piece);
        if used + wide <= cols {
            line.push_str(piece);
            used += wide;
            continue;
        }
        if piece.trim().is_empty() {
            // The line is full: these spaces stand at the break. Until a piece follows nothing
            // more fits, so `used` says so.
            used = cols;
            continue;
        }
        if used > 0 {
            push(lines, &mut line);
            used = 0;
        }
        for cluster in piece.graphemes(true) {
            let wide = width(cluster);
            if used > 0 && used + wide > cols {
                push(lines, &mut line);
                used = 0;
            }
            line.push_str(cluster);
            used += wide;
        }
    }
    push(lines, &mut line);
}

/// Ends the line; what stands before a break needs no trailing spaces.
fn push(lines: &mut Vec<String>, line: &mut String) {
    line.truncate(line.trim_end_matches(' ').len());
    lines.push(std::mem::take(line));
}

/// The stretches of `text` between which a line may break, in order; together they are `text`.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, cluster) in text.grapheme_indices(true) {
        if before.is_some_and(|before| may_break(before, cluster)) {
            out.push(&text[start..at]);
            start = at;
        }
        before = Some(cluster);
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

fn may_break(before: &str, after: &str) -> bool {
    let space = |cluster: &str| cluster.starts_with(' ');
    if space(before) || space(after) {
        return space(before) != space(after);
    }
    (width(before) >= 2 || width(after) >= 2) && !is_in(after, NOT_FIRST) && !is_in(before, NOT_LAST)
}

fn is_in(cluster: &str, marks: &str) -> bool {
    cluster.chars().next().is_some_and(|c| marks.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn breaks_between_han_and_keeps_words() {
        assert_eq!(wrap("abc 对照五个方面", 8), ["abc 对照", "五个方面"]);
        assert_eq!(wrap("收费3900元整", 6), ["收费", "3900元", "整"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("一\n\n二", 8), ["一", "", "二"]);
        assert_eq!(wrap("  缩进", 8), ["  缩进"]);
        assert_eq!(wrap("hello world", 5), ["hello", "world"]);
        assert_eq!(wrap("hello     world", 7), ["hello", "world"]);
    }

    #[test]
    fn marks_stay_with_their_character() {
        assert_eq!(wrap("教育局，整治", 6), ["教育", "局，整", "治"]);
        assert_eq!(wrap("按照（通知）办", 6), ["按照", "（通", "知）办"]);
        assert_eq!(wrap("落实“三定”要求", 6), ["落实", "“三定”", "要求"]);
        assert_eq!(wrap("整治——自查", 5), ["整", "治——", "自查"]);
    }

    #[test]
    fn too_long_a_word_is_cut() {
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("天元", 1), ["天", "元"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_nothing_is_lost(text in "[a-c 天元（），“”。…—0-9\n]{0,60}", cols in 2usize..20) {
            let lines = wrap(&text, cols);
            for line in &lines {
                prop_assert!(width(line) <= cols, "{line:?}");
            }
            let bare = |s: &str| s.replace([' ', '\n'], "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }

        #[test]
        fn any_text_wraps(text in "\\PC{0,60}", cols in 0usize..20) {
            prop_assert!(!wrap(&text, cols).is_empty());
        }
    }
}
