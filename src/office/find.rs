//! Candidates for a picker, best first.

use crate::api::request::Pick;
use crate::books::Books;
use crate::books::search::Ranker;
use crate::model::field::Field;
use crate::model::form::Choice;
use crate::model::ids::Kind;

/// What answers to a text; an empty text: everything in its order.
pub fn pick(books: &Books, what: Pick, text: &str, limit: usize) -> Vec<Choice> {
    let text = text.trim();
    let candidates = candidates(books, what);
    if text.is_empty() {
        return candidates.into_iter().take(limit).map(|(choice, _)| choice).collect();
    }
    let ranker = Ranker::new(text);
    let mut found: Vec<_> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(order, (choice, names))| {
            ranker.rank(names.iter().map(String::as_str)).map(|rank| (rank, order, choice))
        })
        .collect();
    found.sort_by_key(|a| (a.0, a.1));
    found.into_iter().take(limit).map(|(_, _, choice)| choice).collect()
}

/// Every candidate with the names it answers to.
fn candidates(books: &Books, what: Pick) -> Vec<(Choice, Vec<String>)> {
    let Some(pack) = &books.pack else { return Vec::new() };
    match what {
        Pick::Unit | Pick::Section => units(books, what == Pick::Section),
        Pick::Category => pack
            .categories
            .iter()
            .map(|c| {
                (choice(&c.id, &c.short), vec![c.id.clone(), c.short.clone(), c.code.clone(), c.name.clone()])
            })
            .collect(),
        Pick::Item => pack
            .items()
            .map(|item| {
                let names = [&item.id, &item.text].into_iter().chain(&item.keywords).cloned().collect();
                (choice(&item.id, &format!("{} {}", item.id, item.text)), names)
            })
            .collect(),
        Pick::Stage => pack
            .stages
            .iter()
            .map(|stage| (choice(&stage.name, &stage.name), vec![stage.name.clone()]))
            .collect(),
        Pick::Issue => books
            .rows()
            .map(|row| {
                let no = books.issue_name(row as u32 + 1);
                let (place, title) = (books.sheet.place.get(row), books.sheet.title.get(row));
                let label = format!("{no} {place} {title}");
                (choice(&no, &label), vec![no.clone(), place.to_owned(), title.to_owned()])
            })
            .collect(),
    }
}

fn units(books: &Books, sections: bool) -> Vec<(Choice, Vec<String>)> {
    let kinds = books.pack.as_ref().map_or(&[][..], |pack| &pack.unit_kinds);
    let leads = |kind: &str| kinds.iter().any(|known| known.id == kind && known.leads);
    let mut units: Vec<_> = books
        .of_kind(Kind::Unit)
        .filter(|unit| !unit.cells.is_empty() && (!sections || leads(unit.text(Field::UnitKind))))
        .collect();
    units.sort_by_key(|unit| books.unit_order(unit.subject.id));
    units
        .into_iter()
        .map(|unit| {
            let name = books.unit_name(unit.subject.id);
            let own = [unit.text(Field::Code), unit.text(Field::Name), unit.text(Field::Short)];
            let aliases = unit.words(Field::Aliases).iter().map(String::as_str);
            let names =
                own.into_iter().chain(aliases).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            (choice(unit.text(Field::Code), name), names)
        })
        .collect()
}

fn choice(code: &str, label: &str) -> Choice {
    Choice { code: code.to_owned(), label: label.to_owned() }
}
