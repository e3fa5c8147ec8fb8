//! Texts that a spreadsheet would run as a formula.

/// What a formula or a command begins with, also as an input method types it.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// True when a spreadsheet might run the text; blanks and quotes before it are looked through.
pub fn runs(text: &str) -> bool {
    text.starts_with(FORMULA) || text.trim_start_matches([' ', '\u{3000}', '\n', '"']).starts_with(FORMULA)
}

/// The text as a field of CSV: an apostrophe keeps it a text.
pub fn guarded(text: &str) -> String {
    if runs(text) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_kept_a_text() {
        for text in ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "＝1", "＠x", " =1", "\"=1", "\u{3000}－1"]
        {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["1-1", "整改", "", "TY-007", "a=b"] {
            assert_eq!(guarded(text), text);
        }
    }
}
