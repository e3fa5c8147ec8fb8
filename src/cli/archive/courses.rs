//! The course of every issue, in one file for each unit.

use super::Source;
use super::filing::Filing;
use crate::api::answer::FactLine;
use crate::api::{Answer, Request};
use crate::cli::course;
use crate::cli::failure::Failure;
use crate::exchange::roll::{count, text};
use crate::model::field::Field;
use crate::model::ids::Kind;
use std::collections::BTreeMap;

impl Source<'_> {
    /// One list for each unit: issue by issue, each fact in words.
    pub(super) fn courses(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let words = self.words;
        let (folder, title) = (words.get("archive-courses"), words.get("archive-course"));
        let mut issues: BTreeMap<u32, Vec<&FactLine>> = BTreeMap::new();
        for line in self.facts.iter().filter(|line| line.fact.subject.kind == Kind::Issue) {
            issues.entry(line.fact.subject.id).or_default().push(line);
        }
        // In the order of every table.
        let mut units: BTreeMap<&str, Vec<&[&FactLine]>> = BTreeMap::new();
        for facts in issues.values() {
            units.entry(unit_of(facts)).or_default().push(facts);
        }
        let Answer::Units(order) = self.door.ask(Request::Units { filter: String::new() })? else {
            return Err(Failure::misunderstood(words));
        };
        let place = |unit: &str| order.iter().position(|known| known.short == unit || known.name == unit);
        let mut units: Vec<(&str, Vec<&[&FactLine]>)> = units.into_iter().collect();
        units.sort_by_key(|(unit, _)| place(unit).unwrap_or(usize::MAX));
        let heads = ["col-no", "col-seq", "col-on", "col-who", "col-act", "col-text", "col-typed"];
        for (at, (unit, mut issues)) in units.into_iter().enumerate() {
            issues.sort_by_key(|facts| facts.first().map(|line| line.no.as_str()));
            let mut roll = self.roll(&title, &heads);
            for line in issues.into_iter().flatten() {
                let said = course::in_words(words, line, self.hello.today);
                roll.rows.push(vec![
                    text(&line.no),
                    count(line.fact.seq),
                    crate::exchange::page::Field::Day(line.fact.on),
                    text(&said.who),
                    text(&said.act),
                    text(&said.body),
                    text(&said.typed),
                ]);
            }
            let name = format!("{:02} {unit} {title}.xlsx", at + 1);
            let page = roll.page(self.hello.synthetic, self.hello.today, words);
            filing.sheet(&[&folder, &name], unit, &page)?;
        }
        Ok(())
    }
}

/// The unit of an issue as its last fact about that has it.
fn unit_of<'a>(facts: &[&'a FactLine]) -> &'a str {
    let named = facts.iter().rev().flat_map(|line| &line.words);
    let unit = named.filter(|change| change.field == Field::Unit.code());
    unit.filter_map(|change| change.new.as_deref()).next().unwrap_or_default()
}
