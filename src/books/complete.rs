//! Completing a filter line: its last word, as a term, a flag or a value, in the language it was begun in.

use super::Books;
use super::filter_words::{Names, code_of, vocabulary};
use super::lookup::names_of;
use crate::model::field::Field;
use crate::model::form::Choice;
use crate::model::ids::Kind;
use crate::text::fold_char;
use crate::text::pinyin::{Quality, Query};

/// What a completion may offer: what is written, what is shown, and what it answers to.
struct Candidate {
    written: String,
    label: String,
    names: Vec<String>,
}

/// The line around the word that is completed.
struct Place<'a> {
    before: &'a str,
    word: &'a str,
    /// The word's term, with the colon as typed, and where its value begins in the word.
    term: Option<(&'static str, bool, usize)>,
}

impl Books {
    /// Completions of a line, best first: `code` is the whole line with its last word completed.
    pub fn complete(&self, line: &str, limit: usize) -> Vec<Choice> {
        let place = Place::of(line);
        let (typed, start, candidates) = match place.term {
            Some((term, chinese, value)) => {
                let marks: &[char] = if term == "sort" { &['|', ',', '/', '-'] } else { &['|'] };
                let rest = &place.word[value..];
                let last = rest.char_indices().rfind(|(_, c)| marks.contains(&fold_char(*c)));
                let start = value + last.map_or(0, |(at, c)| at + c.len_utf8());
                (&place.word[start..], start, self.values(term, chinese))
            }
            None => (place.word, 0, terms(place.word, place.before)),
        };
        let query = Query::new(typed);
        let mut found: Vec<(Quality, Candidate)> = candidates
            .into_iter()
            .filter_map(|candidate| {
                let fits = candidate.names.iter().filter_map(|name| query.find(name));
                let quality =
                    if query.is_empty() { Some(Quality::Prefix) } else { fits.map(|f| f.quality).max() };
                quality.map(|quality| (quality, candidate))
            })
            // A term is begun at its beginning; a value may be any part of its name.
            .filter(|(quality, _)| place.term.is_some() || *quality >= Quality::Prefix)
            .collect();
        found.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
        let whole = |candidate: Candidate| Choice {
            code: format!("{}{}{}", place.before, &place.word[..start], candidate.written),
            label: candidate.label,
        };
        found.into_iter().take(limit).map(|(_, candidate)| whole(candidate)).collect()
    }

    fn values(&self, term: &str, chinese: bool) -> Vec<Candidate> {
        let words = vocabulary();
        match term {
            "unit" | "lead" => self.unit_values(term == "lead", chinese),
            "with" => {
                let mut all = named(&words.holders, chinese);
                all.extend(self.unit_values(false, chinese));
                all
            }
            "cat" => {
                let categories = self.pack.iter().flat_map(|pack| &pack.categories);
                let category = |c: &crate::pack::Category| Candidate {
                    written: quoted(if chinese { &c.short } else { &c.id }),
                    label: format!("{} {}", c.id, c.short),
                    names: vec![c.id.clone(), c.code.clone(), c.short.clone(), c.name.clone()],
                };
                categories.map(category).collect()
            }
            "item" => {
                let items = self.pack.iter().flat_map(|pack| pack.items());
                let item = |item: &crate::pack::Item| Candidate {
                    written: item.id.clone(),
                    label: format!("{} {}", item.id, item.text),
                    names: item.keywords.iter().chain([&item.id, &item.text]).cloned().collect(),
                };
                items.map(item).collect()
            }
            "source" => {
                let source = |(name, names): (String, Vec<String>)| Candidate {
                    written: quoted(&name),
                    label: name,
                    names,
                };
                self.sources().into_iter().map(source).collect()
            }
            "state" => {
                let mut all = named(&words.states, chinese);
                let open = |name: &Candidate| name.names.iter().any(|name| name == "open");
                all.extend(named(&words.flags, chinese).into_iter().filter(open));
                all
            }
            "is" => named(&words.flags, chinese),
            "type" => named(&words.types, chinese),
            "sort" => named(&words.sorts, chinese),
            "due" | "found" | "closed" | "changed" | "as-of" | "known" => named(&words.days, chinese),
            _ => Vec::new(),
        }
    }

    fn unit_values(&self, sections: bool, chinese: bool) -> Vec<Candidate> {
        let kinds = self.pack.as_ref().map_or(&[][..], |pack| &pack.unit_kinds);
        let leads = |kind: &str| kinds.iter().any(|known| known.id == kind && known.leads);
        let mut units: Vec<_> = self
            .of_kind(Kind::Unit)
            .filter(|unit| !unit.cells.is_empty() && (!sections || leads(unit.text(Field::UnitKind))))
            .collect();
        units.sort_by_key(|unit| (self.unit_order(unit.subject.id), unit.subject.id));
        let candidate = |unit: &std::sync::Arc<crate::model::record::Record>| {
            let (name, code) = (self.unit_name(unit.subject.id), unit.text(Field::Code));
            Candidate {
                written: if chinese || code.is_empty() { quoted(name) } else { code.to_lowercase() },
                label: name.to_owned(),
                names: names_of(unit).map(str::to_owned).collect(),
            }
        };
        units.into_iter().map(candidate).collect()
    }
}

impl<'a> Place<'a> {
    fn of(line: &'a str) -> Self {
        let (mut quoted, mut start) = (false, 0);
        for (at, c) in line.char_indices() {
            match fold_char(c) {
                '"' => quoted = !quoted,
                f if f.is_whitespace() && !quoted => start = at + c.len_utf8(),
                _ => {}
            }
        }
        let sign = line[start..].chars().next().filter(|c| fold_char(*c) == '-');
        start += sign.map_or(0, char::len_utf8);
        let (before, word) = line.split_at(start);
        let colon = word.char_indices().find(|(_, c)| fold_char(*c) == ':');
        let term = colon.and_then(|(at, c)| {
            let key: String = word[..at].chars().map(fold_char).collect::<String>().to_ascii_lowercase();
            code_of(&vocabulary().terms, &key).map(|code| (code, !key.is_ascii(), at + c.len_utf8()))
        });
        Self { before, word, term }
    }
}

/// The terms and lone flags, each by the name that the word begins; for no word, by the line's language.
fn terms(word: &str, before: &str) -> Vec<Candidate> {
    let query = Query::new(word);
    let english = before.split_whitespace().any(|word| {
        let key = word.trim_start_matches('-').split(':').next().unwrap_or_default();
        word.contains(':') && vocabulary().terms.contains_key(key)
    });
    let begun = |names: &[&str]| {
        if query.is_empty() {
            let at = usize::from(!english).min(names.len() - 1);
            return Some(names[at].to_owned());
        }
        let begins = |name: &&&str| query.find(name).is_some_and(|found| found.quality >= Quality::Prefix);
        names.iter().find(begins).map(|name| (*name).to_owned())
    };
    let lone = vocabulary().lone.get("flags").map_or(&[][..], Vec::as_slice);
    let all = |code: &'static str, others: &'static [String]| -> Vec<&'static str> {
        std::iter::once(code).chain(others.iter().map(String::as_str)).collect()
    };
    let term = |(code, others): (&'static String, &'static Vec<String>)| {
        let name = begun(&all(code, others))?;
        let colon = if name.is_ascii() { ':' } else { '：' };
        Some((format!("{name}{colon}"), name))
    };
    let flag = |code: &'static String| {
        let name = begun(&all(code, vocabulary().flags.get(code)?))?;
        Some((name.clone(), name))
    };
    let found = ORDER.iter().filter_map(|code| vocabulary().terms.get_key_value(*code)).filter_map(term);
    found
        .chain(lone.iter().filter_map(flag))
        .map(|(written, name)| Candidate { label: written.clone(), written, names: vec![name] })
        .collect()
}

/// Terms in the order in which they are offered: the most asked for first.
const ORDER: [&str; 21] = [
    "unit", "state", "cat", "item", "due", "is", "lead", "with", "place", "source", "type", "found",
    "closed", "changed", "amount", "students", "no", "file", "sort", "as-of", "known",
];

fn named(names: &'static Names, chinese: bool) -> Vec<Candidate> {
    let candidate = |(code, others): (&'static String, &'static Vec<String>)| {
        let own = others.first().filter(|_| chinese).unwrap_or(code);
        // A code of two words is written with a hyphen.
        let hyphened = others.iter().find(|name| name.is_ascii() && name.contains('-'));
        let written = if own.contains('_') { hyphened.unwrap_or(own) } else { own };
        Candidate {
            written: written.clone(),
            label: others.first().unwrap_or(code).clone(),
            names: others.iter().chain([code]).cloned().collect(),
        }
    };
    names.iter().map(candidate).collect()
}

/// A value as it must be written: in quotes where it holds blanks.
fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(line: &str) -> Vec<String> {
        Books::default().complete(line, 50).into_iter().map(|choice| choice.code).collect()
    }

    #[test]
    fn a_term_is_completed_in_the_language_it_was_begun_in() {
        for (line, want) in [
            ("dw", "单位："),
            ("单", "单位："),
            ("danw", "单位："),
            ("uni", "unit:"),
            ("sx", "时限："),
            ("yuqi", "逾期"),
            ("lq", "临期"),
            ("-dw", "-单位："),
            ("－单", "－单位："),
            ("cat:2 sta", "cat:2 state:"),
            ("状态：zg", "状态：整改中"),
            ("状态：整改中｜yb", "状态：整改中｜已报完成"),
            ("state:rec", "state:rectifying"),
            ("state:zgz", "state:rectifying"),
            ("is:ov", "is:overdue"),
            ("排序：sx", "排序：时限"),
            ("sort:due,-am", "sort:due,-amount"),
            ("时限：by", "时限：本月"),
            ("due:last", "due:last-week"),
        ] {
            let found = codes(line);
            let near = found.iter().take(3).any(|code| code == want);
            assert!(near, "{line}: {found:?}");
        }
        assert!(codes("xyzzy").is_empty());
        assert!(codes("unit:").is_empty());
    }

    #[test]
    fn an_empty_word_offers_the_terms_of_the_lines_language() {
        assert_eq!(codes("")[0], "单位：");
        assert_eq!(codes("cat:2 ")[0], "cat:2 unit:");
        assert_eq!(codes("类别：2 ")[0], "类别：2 单位：");
    }

    #[test]
    fn every_term_is_offered() {
        assert!(vocabulary().terms.keys().all(|term| ORDER.contains(&term.as_str())));
    }
}
