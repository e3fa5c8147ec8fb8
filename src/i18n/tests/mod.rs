//! Both languages say the same things, and say all of them.

mod complete;
mod samples;
mod wording;

use super::{Lang, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Id → the names of its variables, of a message file.
pub(in crate::i18n) fn messages(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut id = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) =
            line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_alphabetic()))
        {
            id = name.to_owned();
            assert!(!found.contains_key(&id), "{id} stands twice");
            found.insert(id.clone(), BTreeSet::new());
        } else if !line.is_empty() && !line.starts_with([' ', '}', '\t']) {
            panic!("not a message: {line}");
        }
        for variable in line.split("{ $").skip(1) {
            let name: String = variable.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.get_mut(&id).unwrap().insert(name);
        }
    }
    found
}

fn both() -> [Words; 2] {
    [Words::new(Lang::Zh), Words::new(Lang::En)]
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{FF00}'..='\u{FFEF}').contains(&c))
}
