//! Texts that a spreadsheet would run as a formula.

/// What a formula or a command begins with, also as an input method types it.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// What keeps a field a text.
const GUARD: char = '\'';

/// True when a spreadsheet might run the text; blanks and quotes before it are looked through.
pub fn runs(text: &str) -> bool {
    text.starts_with(FORMULA) || text.trim_start_matches([' ', '\u{3000}', '\n', '"']).starts_with(FORMULA)
}

/// The text as a field of CSV: an apostrophe keeps it a text. One that looks guarded already gets another, so
/// that none is lost on the way back.
pub fn guarded(text: &str) -> String {
    if runs(text.trim_start_matches(GUARD)) { format!("{GUARD}{text}") } else { text.to_owned() }
}

/// The text of a field that was guarded, or of one that was not.
pub fn unguarded(field: &str) -> &str {
    match field.strip_prefix(GUARD) {
        Some(text) if runs(text.trim_start_matches(GUARD)) => text,
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_kept_a_text() {
        for text in ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "＝1", "＠x", " =1", "\"=1", "\u{3000}－1"]
        {
            assert_eq!(guarded(text), format!("'{text}"));
            assert_eq!(guarded(&guarded(text)), format!("''{text}"));
            assert_eq!((unguarded(&guarded(text)), unguarded(text)), (text, text));
        }
        for text in ["1-1", "整改", "", "TY-007", "a=b"] {
            assert_eq!(guarded(text), text);
        }
    }
}
