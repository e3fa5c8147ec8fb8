//! Candidates for a picker, best first.

use crate::api::request::Pick;
use crate::books::Books;
use crate::books::lookup::names_of;
use crate::books::rank::Ranker;
use crate::model::field::Field;
use crate::model::form::Choice;
use crate::model::ids::Kind;
use crate::model::record::Record;

/// A candidate, the names it goes by, and the long texts that only what stands together is found in.
struct Candidate {
    choice: Choice,
    names: Vec<String>,
    texts: Vec<String>,
}

/// What answers to a text; an empty text: everything in its order.
pub fn pick(books: &Books, what: Pick, text: &str, limit: usize) -> Vec<Choice> {
    let text = text.trim();
    if what == Pick::Issue {
        return issues(books, text, limit);
    }
    let candidates = candidates(books, what);
    if text.is_empty() {
        return candidates.into_iter().take(limit).map(|candidate| candidate.choice).collect();
    }
    let ranker = Ranker::new(text);
    let mut found: Vec<_> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(order, candidate)| {
            let names: Vec<&str> = candidate.names.iter().map(String::as_str).collect();
            let texts: Vec<&str> = candidate.texts.iter().map(String::as_str).collect();
            ranker.rank(&names, &texts).map(|rank| (rank, order, candidate.choice))
        })
        .collect();
    found.sort_by_key(|a| (a.0, a.1));
    found.into_iter().take(limit).map(|(_, _, choice)| choice).collect()
}

fn issues(books: &Books, text: &str, limit: usize) -> Vec<Choice> {
    let rows: Vec<usize> = if text.is_empty() {
        books.rows().take(limit).collect()
    } else {
        books.issues_like(text, limit).into_iter().map(|(_, row)| row).collect()
    };
    let label = |row: usize| {
        let no = books.issue_name(row as u32 + 1);
        let (place, title) = (books.sheet.place.get(row), books.sheet.title.get(row));
        choice(&no, &format!("{no} {place} {title}"))
    };
    rows.into_iter().map(label).collect()
}

/// Every candidate with what it answers to.
fn candidates(books: &Books, what: Pick) -> Vec<Candidate> {
    let Some(pack) = &books.pack else { return Vec::new() };
    match what {
        Pick::Unit | Pick::Section => units(books, what == Pick::Section),
        Pick::Category => pack
            .categories
            .iter()
            .map(|c| Candidate {
                choice: choice(&c.id, &c.short),
                names: vec![c.id.clone(), c.short.clone(), c.code.clone()],
                texts: vec![c.name.clone()],
            })
            .collect(),
        Pick::Item => pack
            .items()
            .map(|item| Candidate {
                choice: choice(&item.id, &format!("{} {}", item.id, item.text)),
                names: [&item.id].into_iter().chain(&item.keywords).cloned().collect(),
                texts: vec![item.text.clone()],
            })
            .collect(),
        Pick::Stage => pack
            .stages
            .iter()
            .map(|stage| Candidate {
                choice: choice(&stage.name, &stage.name),
                names: vec![stage.name.clone()],
                texts: Vec::new(),
            })
            .collect(),
        Pick::Issue => Vec::new(),
    }
}

fn units(books: &Books, sections: bool) -> Vec<Candidate> {
    let kinds = books.pack.as_ref().map_or(&[][..], |pack| &pack.unit_kinds);
    let leads = |kind: &str| kinds.iter().any(|known| known.id == kind && known.leads);
    let mut units: Vec<_> = books
        .of_kind(Kind::Unit)
        .filter(|unit| !unit.cells.is_empty() && (!sections || leads(unit.text(Field::UnitKind))))
        .collect();
    units.sort_by_cached_key(|unit| books.unit_order(unit.subject.id));
    let candidate = |unit: &std::sync::Arc<Record>| Candidate {
        choice: choice(unit.text(Field::Code), books.unit_name(unit.subject.id)),
        names: names_of(unit).map(str::to_owned).collect(),
        texts: Vec::new(),
    };
    units.into_iter().map(candidate).collect()
}

fn choice(code: &str, label: &str) -> Choice {
    Choice { code: code.to_owned(), label: label.to_owned() }
}
