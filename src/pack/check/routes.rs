//! Routing: every category at every stage leads somewhere, and every rule has something to route.

use super::Checker;
use crate::pack::error::PackFault;
use crate::pack::route::RouteQuery;
use std::collections::HashSet;

impl Checker<'_> {
    /// Tries every combination of what the pack lists, each also as not known.
    pub(super) fn routes(&mut self) {
        let pack = self.pack;
        let mut used: HashSet<&str> = HashSet::new();
        let ownerships = with_unknown(pack.ownerships.iter().map(|it| it.name.as_str()));
        let stages = with_unknown(pack.stages.iter().map(|it| it.name.as_str()));
        let by_kind = pack.routing.iter().any(|rule| !rule.unit_kinds.is_empty());
        let kinds = pack.unit_kinds.iter().filter(|_| by_kind).map(|it| it.id.as_str());
        let kinds = with_unknown(kinds);
        let mut lost = Vec::new();
        for (c, category) in pack.categories.iter().enumerate() {
            let items = with_unknown(category.items.iter().map(|it| it.id.as_str()));
            for (stage, ownership) in pairs(&stages, &ownerships) {
                for (item, unit_kind) in pairs(&items, &kinds) {
                    let query = RouteQuery { category: &category.id, item, stage, ownership, unit_kind };
                    match pack.rule_for(&query) {
                        Some(rule) => _ = used.insert(&rule.id),
                        None if item.is_empty() && unit_kind.is_empty() => lost.push((c, query)),
                        None => {}
                    }
                }
            }
        }
        for (c, query) in lost {
            let category = query.category.to_owned();
            let (stage, ownership) = (query.stage.to_owned(), query.ownership.to_owned());
            self.say(&format!("categories.{c}"), PackFault::Unrouted { category, stage, ownership });
        }
        for (at, rule) in pack.routing.iter().enumerate() {
            if !used.contains(rule.id.as_str()) {
                self.say(&format!("routing.{at}"), PackFault::Unreachable { found: rule.id.clone() });
            }
        }
    }
}

fn with_unknown<'a>(values: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    values.chain([""]).collect()
}

fn pairs<'a, 'b>(
    first: &'b [&'a str],
    second: &'b [&'a str],
) -> impl Iterator<Item = (&'a str, &'a str)> + 'b {
    first.iter().flat_map(move |a| second.iter().map(move |b| (*a, *b)))
}
