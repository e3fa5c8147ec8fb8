//! The filter in force, said: codes of the filter language by their words, long lists of numbers by their first.

use super::Words;
use crate::model::state::State;
use i18n_embed_fl::fl;

/// Numbers that are told one by one.
const TOLD: usize = 3;

impl Words {
    /// Terms as the office gives them, in the order in which they hold.
    pub fn scope(&self, terms: &[String]) -> String {
        terms.iter().map(|term| self.scope_term(term)).collect::<Vec<_>>().join(" › ")
    }

    /// The same of a line of terms that is read aloud or printed.
    pub fn scope_line(&self, line: &str) -> String {
        line.split(' ').map(|term| self.scope_term(term)).collect::<Vec<_>>().join(" ")
    }

    /// One term. What is typed in words of its own stays so.
    fn scope_term(&self, term: &str) -> String {
        let (sign, bare) = term.strip_prefix('-').map_or(("", term), |bare| ("-", bare));
        let Some((name, values)) = bare.split_once(':') else { return term.to_owned() };
        let values: Vec<&str> = values.split('|').collect();
        let or = |said: Vec<String>| said.join(&self.get("scope-or"));
        let said = match name {
            "is" => or(values.iter().map(|value| self.get_or(&format!("flag-{value}"), value)).collect()),
            "state" => or(values.iter().map(|value| self.scope_state(value)).collect()),
            "no" if values.len() > TOLD => {
                let first = values[..TOLD].join(&self.get("list-and"));
                fl!(self.loader, "scope-numbers", first = first, n = values.len())
            }
            "no" => values.join(&self.get("list-and")),
            "as-of" if values.len() == 1 => fl!(self.loader, "scope-as-of", day = values[0]),
            _ => return term.to_owned(),
        };
        format!("{sign}{said}")
    }

    fn scope_state(&self, code: &str) -> String {
        State::from_code(code).map_or_else(|| code.to_owned(), |state| self.state(state))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn codes_are_said_and_words_stay() {
        let zh = Words::new(Lang::Zh);
        let said = |line: &str| zh.scope_line(line);
        assert_eq!(said("天元区 is:listed|delisted -is:soon"), "天元区 挂牌或已摘牌 -临期");
        assert_eq!(said("state:claimed|closed as-of:2021-08-31"), "已报完成或已销号 截至2021-08-31");
        assert_eq!(said("no:TY-001|TY-002"), "TY-001、TY-002");
        assert_eq!(said("no:A-1|A-2|A-3|A-4|A-5"), "A-1、A-2、A-3等5个");
        assert_eq!(said("逾期 状态：整改中 is:nothing 家教"), "逾期 状态：整改中 nothing 家教");
        assert_eq!(Words::new(Lang::En).scope(&["is:overdue".into(), "cat:2".into()]), "overdue › cat:2");
    }
}
