//! Templates of letters: each says what it is about, and nothing that could not be filled in.

use super::Checker;
use crate::model::table::TableId;
use crate::pack::error::PackFault;
use crate::pack::letters::{BlockTemplate, LetterTemplate, Names, holders};

/// What is written once for all items of a list.
const EACH: &str = "each";

impl Checker<'_> {
    /// The letters that the pack writes itself; the standard ones are tested.
    pub(super) fn letters(&mut self) {
        let pack = self.pack;
        self.once("letters", "id", pack.letters.iter().map(|letter| letter.id.clone()));
        for (at, letter) in pack.letters.iter().enumerate() {
            self.letter(&format!("letters.{at}"), letter);
        }
    }

    fn letter(&mut self, path: &str, letter: &LetterTemplate) {
        let names = Names::common(&letter.about);
        if letter.about.is_empty() {
            self.say(&format!("{path}.about"), PackFault::NoEntry { expected: "about".to_owned() });
        }
        for (field, text) in [("name", &letter.name), ("title", &letter.title)] {
            if text.trim().is_empty() {
                self.say(&format!("{path}.{field}"), PackFault::Blank { field: field.to_owned() });
            }
        }
        let lines = [
            ("title", &letter.title),
            ("number", &letter.number),
            ("to", &letter.to),
            ("signer", &letter.signer),
            ("day", &letter.day),
            ("copies", &letter.copies),
        ];
        for (field, text) in lines {
            self.holders(&format!("{path}.{field}"), text, &names.values);
        }
        for (at, block) in letter.blocks.iter().enumerate() {
            self.block(&format!("{path}.blocks.{at}"), block, &names);
        }
        let tables: Vec<String> = TableId::ALL.iter().map(|table| table.code().to_owned()).collect();
        for (at, enclosure) in letter.enclosures.iter().enumerate() {
            let path = format!("{path}.enclosures.{at}");
            self.holders(&format!("{path}.name"), &enclosure.name, &names.values);
            if !enclosure.table.is_empty() {
                self.known(&format!("{path}.table"), "table", &enclosure.table, &tables);
            }
        }
    }

    fn block(&mut self, path: &str, block: &BlockTemplate, names: &Names) {
        let kinds = block.kinds();
        if kinds.is_empty() {
            let expected = "text, head, note, form, list, sign, slip, page".to_owned();
            self.say(path, PackFault::MissingField { expected });
        }
        for kind in kinds.iter().skip(1) {
            let known = vec![kinds[0].to_owned()];
            self.say(&format!("{path}.{kind}"), PackFault::UnknownField { found: (*kind).to_owned(), known });
        }
        let lists: Vec<String> = names.lists.iter().map(|(name, _)| (*name).to_owned()).collect();
        if let Some(list) = &block.each {
            self.known(&format!("{path}.each"), EACH, list, &lists);
        }
        if block.level.is_some_and(|level| !(1..=4).contains(&level)) {
            let (found, known) = (block.level.unwrap_or_default().to_string(), ["1", "2", "3", "4"]);
            let known = known.map(str::to_owned).into();
            self.say(&format!("{path}.level"), PackFault::UnknownValue { found, known });
        }
        let either: Vec<String> =
            lists.iter().cloned().chain(names.values.iter().map(|n| (*n).to_owned())).collect();
        for (field, name) in [("when", &block.when), ("unless", &block.unless)] {
            if let Some(name) = name {
                self.known(&format!("{path}.{field}"), field, name, &either);
            }
        }
        let of_entry = block.each.as_deref().and_then(|list| names.of_list(list)).unwrap_or_default();
        let both: Vec<&'static str> = of_entry.iter().chain(&names.values).copied().collect();
        let joined: Vec<&'static str> = names.values.iter().copied().chain([EACH]).collect();
        let whole = if block.item.is_some() { &joined } else { &both };
        for (field, text) in
            [("text", &block.text), ("head", &block.head), ("note", &block.note), ("slip", &block.slip)]
        {
            self.holders(&format!("{path}.{field}"), text.as_deref().unwrap_or_default(), whole);
        }
        self.holders(&format!("{path}.item"), block.item.as_deref().unwrap_or_default(), &both);
        for (at, text) in block.sign.iter().flatten().enumerate() {
            self.holders(&format!("{path}.sign.{at}"), text, &names.values);
        }
        for (at, row) in block.form.iter().flatten().enumerate() {
            if row.row.is_empty() || (row.row.len() > 1 && row.row.len() % 2 == 1) {
                let expected = "label, value".to_owned();
                self.say(&format!("{path}.form.{at}.row"), PackFault::MissingField { expected });
            }
            for (place, text) in row.row.iter().enumerate() {
                self.holders(&format!("{path}.form.{at}.row.{place}"), text, &names.values);
            }
            self.holders(&format!("{path}.form.{at}.foot"), &row.foot, &names.values);
        }
        for (at, column) in block.list.iter().flatten().enumerate() {
            self.holders(&format!("{path}.list.{at}.head"), &column.head, &names.values);
            self.holders(&format!("{path}.list.{at}.text"), &column.text, &both);
        }
    }

    /// Every place-holder of a text has a name that is known, and no brace stands alone.
    fn holders(&mut self, path: &str, text: &str, known: &[&str]) {
        for holder in holders(text) {
            if !known.contains(&holder) {
                let known = known.iter().map(|name| (*name).to_owned()).collect();
                let (field, found) = ("{ }".to_owned(), format!("{{{holder}}}"));
                self.say_at(path, &found.clone(), PackFault::UnknownReference { field, found, known });
            }
        }
        let (_, rest) = crate::pack::letters::parted(text);
        if rest.contains(['{', '}']) {
            self.say(path, PackFault::BadStyle { found: text.to_owned(), expected: "{ }".to_owned() });
        }
    }
}
