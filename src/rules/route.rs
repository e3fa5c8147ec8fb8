//! Routing an issue to its responsible section by the rules of the pack.

use super::step::Step;
use crate::books::Books;
use crate::model::field::Field;
use crate::model::record::Record;
use crate::model::value::Value;
use crate::pack::{Route, RouteQuery};

/// The route of an issue, as the pack's rules give it.
pub fn of(books: &Books, issue: &Record) -> Option<Route> {
    let pack = books.pack.as_ref()?;
    let kind = issue.reference(Field::Unit).and_then(|unit| books.unit(unit));
    Some(pack.route(&RouteQuery {
        category: issue.text(Field::Category),
        item: issue.text(Field::Item),
        stage: issue.text(Field::Stage),
        ownership: issue.text(Field::Ownership),
        unit_kind: kind.map_or("", |unit| unit.text(Field::UnitKind)),
    }))
}

/// Sets lead, supporting sections and the clause they rest on; a lead chosen by a person stands. True
/// when the routing is settled; where the plan is silent the rule's section is only proposed.
pub fn set(step: &mut Step<'_>, chosen: bool) -> bool {
    let Some(route) = of(step.draft.books, &step.record) else { return chosen };
    let section = |code: &str| step.draft.books.unit_coded(code);
    let lead = section(&route.lead);
    let co: Vec<u32> = route.co.iter().filter_map(|code| section(code)).collect();
    if chosen {
        step.set(Field::RouteGap, None);
        return true;
    }
    let settled = lead.is_some() && !route.gap;
    step.set(Field::Lead, lead.map(Value::Ref));
    step.set(Field::Co, (!co.is_empty()).then_some(Value::Refs(co)));
    step.set_text(Field::RouteBasis, 0, &route.clause);
    step.set(Field::RouteGap, route.gap.then_some(Value::Flag(true)));
    settled
}
