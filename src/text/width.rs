//! Columns of a terminal: measuring, cutting and padding by whole grapheme clusters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const ELLIPSIS: char = '…';

/// Columns that `text` takes: the sum over its grapheme clusters. A Han character takes two, an
/// ambiguous one (`…`, `“`, `─`) one. Expects text that went through `clean`.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// `text` in at most `cols` columns; what does not fit is cut and replaced by one `…`. Never splits
/// a grapheme cluster or a wide character, so the result may be one column short.
pub fn fit(text: &str, cols: usize) -> String {
    if width(text) <= cols {
        return text.to_owned();
    }
    if cols == 0 {
        return String::new();
    }
    let mut out = String::with_capacity(text.len().min(4 * cols));
    let mut used = 1; // the ellipsis
    for cluster in text.graphemes(true) {
        used += cluster.width();
        if used > cols {
            break;
        }
        out.push_str(cluster);
    }
    out.push(ELLIPSIS);
    out
}

/// `text` with spaces after it up to `cols` columns; a longer text is returned whole.
pub fn pad(text: &str, cols: usize) -> String {
    let mut out = text.to_owned();
    out.extend(spaces(text, cols));
    out
}

/// `text` with spaces before it up to `cols` columns (for numbers); a longer text is returned whole.
pub fn pad_left(text: &str, cols: usize) -> String {
    let mut out: String = spaces(text, cols).collect();
    out.push_str(text);
    out
}

/// `text` in exactly `cols` columns: cut if longer, padded if shorter.
pub fn fit_pad(text: &str, cols: usize) -> String {
    pad(&fit(text, cols), cols)
}

fn spaces(text: &str, cols: usize) -> impl Iterator<Item = char> + use<> {
    std::iter::repeat_n(' ', cols.saturating_sub(width(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn han_takes_two_columns() {
        assert_eq!(width(""), 0);
        assert_eq!(width("TY-007"), 6);
        assert_eq!(width("天元区"), 6);
        assert_eq!(width("逾14天"), 6);
        assert_eq!(width("…—“”·"), 5);
        assert_eq!(width("𠮷"), 2);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("（）"), 4);
    }

    #[test]
    fn fit_cuts_between_wide_characters() {
        assert_eq!(fit("教育局整治", 10), "教育局整治");
        assert_eq!(fit("教育局整治", 9), "教育局整…");
        assert_eq!(fit("教育局整治", 8), "教育局…");
        assert_eq!(fit("教育局整治", 5), "教育…");
        assert_eq!(fit("教育", 1), "…");
        assert_eq!(fit("教育", 0), "");
        assert_eq!(fit("abcdef", 4), "abc…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad("教育", 6), "教育  ");
        assert_eq!(pad_left("12", 5), "   12");
        assert_eq!(pad("教育局", 4), "教育局");
        assert_eq!(fit_pad("教育局", 4), "教… ");
        assert_eq!(fit_pad("教", 4), "教  ");
    }

    proptest! {
        #[test]
        fn fitted_text_is_never_wider_and_padded_text_is_exact(text in "\\PC{0,40}", cols in 0usize..30) {
            let cut = fit(&text, cols);
            prop_assert!(width(&cut) <= cols);
            prop_assert_eq!(width(&fit_pad(&text, cols)), cols);
            let body = cut.strip_suffix(ELLIPSIS).unwrap_or(&cut);
            prop_assert!(text.starts_with(body));
        }
    }
}
