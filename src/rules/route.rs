//! Routing an issue to its responsible section by the rules of the pack.

use super::step::Step;
use crate::books::Books;
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::value::Value;
use crate::pack::{Route, RouteQuery};

/// The route of an issue: as the chief has ruled for its like, else as the pack's rules give it.
pub fn of(books: &Books, issue: &Record) -> Option<Route> {
    let pack = books.pack.as_ref()?;
    if let Some(ruling) = ruled(books, issue) {
        let lead = ruling.reference(Field::Lead).and_then(|unit| books.unit(unit));
        return Some(Route {
            lead: lead.map_or_else(String::new, |unit| unit.text(Field::Code).to_owned()),
            co: Vec::new(),
            clause: ruling.text(Field::RouteBasis).to_owned(),
            gap: false,
            rule_id: String::new(),
            note: String::new(),
        });
    }
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

/// The chief's ruling for issues of the same item (or category) and stage.
fn ruled<'a>(books: &'a Books, issue: &Record) -> Option<&'a Record> {
    let class = class(issue);
    let rulings = books.of_kind(Kind::Ruling).map(AsRef::as_ref);
    rulings
        .filter(|ruling| !class.is_empty() && ruling.text(Field::SettleId) == class)
        .filter(|ruling| ruling.reference(Field::Lead).is_some())
        .last()
}

/// What is routed alike: the item, or the category where there is none, and the stage.
fn class(issue: &Record) -> String {
    let [item, category, stage] = [Field::Item, Field::Category, Field::Stage].map(|field| issue.text(field));
    let class = if item.is_empty() { category } else { item };
    if class.is_empty() { String::new() } else { format!("{class}/{stage}") }
}

/// The fact that keeps the choice of a section as a rule for what is alike.
pub fn rule(step: &Step<'_>, seq: u64) -> Fact {
    let subject = Subject { kind: Kind::Ruling, id: step.draft.next_id(Kind::Ruling) };
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let basis = if step.command.paper.is_empty() { &step.command.reason } else { &step.command.paper };
    let values = [
        (Field::SettleId, text(&class(&step.record))),
        (Field::Title, text(step.record.text(Field::Title))),
        (Field::Status, Some(Value::Code("settled".into()))),
        (Field::Chosen, Some(Value::Code("other".into()))),
        (Field::Lead, step.record.get(Field::Lead).cloned()),
        (Field::RouteBasis, text(basis)),
        (Field::SettledBy, text(&step.standing.by)),
    ];
    let changes = values
        .into_iter()
        .filter_map(|(field, new)| Some(Change { cell: Cell::main(field), old: None, new: Some(new?) }))
        .filter(|change| change.new != Some(Value::Text(String::new())))
        .collect();
    Fact { seq, subject, changes, ..super::orders::noted(step, &step.record, "", seq) }
}
