//! The scope in force: a unit and a line of filter, which make one filter string.

/// What the lists are kept to. `filter()` is what is sent, so what is shown is what is in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Code and name of the unit under the cursor of the tree; `None`: all.
    pub unit: Option<(String, String)>,
    /// Further terms, as typed or toggled.
    pub terms: String,
}

impl Scope {
    /// The filter string that `duban list issues` takes for the same rows.
    pub fn filter(&self) -> String {
        let unit = self.unit.as_ref().map(|(code, _)| format!("unit:{code}"));
        let parts = [unit.unwrap_or_default(), self.terms.trim().to_owned()];
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }

    /// The words that are looked for in texts: no terms, not negated.
    pub fn bare_words(&self) -> Vec<String> {
        let bare = |word: &String| !word.contains([':', '：']) && !word.starts_with(['-', '－', '−']);
        words(&self.terms).into_iter().filter(bare).map(|word| word.replace('"', "")).collect()
    }

    /// True when a term stands there, under any of its names.
    pub fn has(&self, names: &[String]) -> bool {
        words(&self.terms).iter().any(|word| names.contains(word))
    }

    /// The scope with a term put in (its first name) or, if it stands there, taken out.
    pub fn toggled(&self, names: &[String]) -> Scope {
        let mut kept: Vec<String> = words(&self.terms).into_iter().filter(|w| !names.contains(w)).collect();
        if !self.has(names) {
            kept.extend(names.first().cloned());
        }
        Scope { unit: self.unit.clone(), terms: kept.join(" ") }
    }

    /// The scope with the terms of one kind (`cat:`) replaced by `term`, or removed when that is empty.
    pub fn with(&self, prefix: &str, term: &str) -> Scope {
        let mut kept: Vec<String> =
            words(&self.terms).into_iter().filter(|word| !word.starts_with(prefix)).collect();
        if !term.is_empty() {
            kept.push(term.to_owned());
        }
        Scope { unit: self.unit.clone(), terms: kept.join(" ") }
    }
}

/// A term whose value may hold blanks, quoted as the filter language wants it.
pub fn term(name: &str, value: &str) -> String {
    let quoted = value.contains(char::is_whitespace);
    if quoted { format!("{name}:\"{value}\"") } else { format!("{name}:{value}") }
}

/// The words of a filter line; blanks inside quotes do not part them.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        quoted ^= c == '"';
        match (c.is_whitespace() && !quoted, words.last_mut()) {
            (false, Some(word)) => word.push(c),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_and_terms_make_one_filter() {
        let scope = Scope { unit: Some(("TY".into(), "天元区".into())), terms: "cat:2".into() };
        let overdue = ["is:overdue".to_owned(), "逾期".to_owned()];
        let late = scope.toggled(&overdue);
        assert_eq!(late.filter(), "unit:TY cat:2 is:overdue");
        assert_eq!(late.toggled(&overdue), scope);
        let typed = Scope { terms: "逾期 place:\"示例 三小\"".into(), ..Scope::default() };
        assert_eq!(typed.toggled(&overdue).filter(), "place:\"示例 三小\"");
        assert_eq!(scope.with("cat:", "cat:3").filter(), "unit:TY cat:3");
        assert_eq!(scope.with("cat:", "").filter(), "unit:TY");
        assert_eq!(Scope::default().filter(), "");
        assert_eq!(term("place", "a b"), "place:\"a b\"");
    }
}
