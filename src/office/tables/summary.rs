//! One page of figures by category, for the level above.

use super::statistics::{Transfers, Within, is_over_refunded, of_category, people, rate};
use super::{Against, Body, Cause, columns, keeps_units_only};
use crate::books::sheet::flag;
use crate::model::behind::{OfLine, Place};
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::state::State;
use crate::model::table::{Cell, Note, Sort};
use crate::office::query::Desk;
use std::collections::BTreeSet;

/// What is counted of the registers for one category.
#[derive(Default)]
struct Counts {
    intakes: Vec<u32>,
    transfers: Transfers,
    people: [Vec<u32>; 4],
    to_police: Vec<u32>,
    closed_down: Vec<u32>,
    told: Vec<u32>,
}

/// T12: a line a category, then what belongs to none.
pub fn summary(desk: &Desk<'_>, filter: &Filter) -> Body {
    let Some(pack) = desk.books.pack.as_deref() else { return Body::default() };
    let rows = desk.books.select(filter, &desk.asker);
    let within =
        Within { filter, only_units: keeps_units_only(filter), rows: rows.iter().copied().collect() };
    let counted = |row: &usize| desk.books.sheet.state_of(*row).is_some_and(State::is_counted);
    let rows: Vec<usize> = rows.into_iter().filter(counted).collect();
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    let mut transfers = Vec::new();
    let mut against = Against { issues: Some(rows.len() as i64), ..Against::default() };
    let mut classed = BTreeSet::new();
    for category in &pack.categories {
        let own = of_category(desk, &rows, &category.id);
        let counts = counts(desk, &within, &category.id);
        transfers.push(counts.transfers.clone());
        let over = Cause::issues(desk, &category.short, &own, |row| is_over_refunded(desk, row));
        against.over_refunded.extend(over);
        classed.extend(own.iter().copied());
        lines.push(line(desk, Cell::text(&category.short), &own, &counts));
    }
    let astray = Cause::issues(desk, "", &rows, |row| !classed.contains(&row));
    against.astray = astray.map_or_else(Vec::new, |cause| cause.records);
    let rest = counts(desk, &within, "");
    let people = rest.people.iter().map(Vec::len).sum::<usize>();
    if rest.intakes.len() + rest.transfers.all.len() + rest.told.len() + people > 0 {
        lines.push(line(desk, Cell::said("no-category"), &[], &rest));
    }
    transfers.push(rest.transfers);
    let mut notes: Vec<Note> =
        ["issues", "rectified", "rate", "people", "filed", "told"].map(Note::new).into();
    notes.extend(Transfers::silent(transfers.iter(), desk));
    if !desk.sight.sees_confidential() {
        notes.push(Note::new("without-confidential"));
    }
    if [Kind::Intake, Kind::Transfer, Kind::Outcome].iter().any(|kind| desk.sight.is_barred_from(*kind)) {
        notes.push(Note::new("withheld"));
    }
    let unknown = Transfers::unknown(transfers.iter());
    Body { columns: heads(), rows: lines, adds_up: true, notes, against, unknown, ..Body::default() }
}

fn heads() -> Vec<crate::model::table::Column> {
    columns(&[
        ("category", Sort::Text),
        ("issues", Sort::Count),
        ("rectified", Sort::Count),
        ("rate", Sort::Rate),
        ("intakes", Sort::Count),
        ("transferred", Sort::Count),
        ("filed", Sort::Count),
        ("talked-to", Sort::Count),
        ("party", Sort::Count),
        ("office", Sort::Count),
        ("contract", Sort::Count),
        ("to-police", Sort::Count),
        ("refunded", Sort::Wan),
        ("closed-down", Sort::Count),
        ("now-listed", Sort::Count),
        ("told", Sort::Count),
    ])
}

fn line(desk: &Desk<'_>, name: Cell, rows: &[usize], counts: &Counts) -> Vec<Cell> {
    let tally = desk.books.tally(rows, &desk.asker);
    let unless = |kind: Kind, of: &Vec<u32>| match desk.sight.is_barred_from(kind) {
        true => Cell::Missing,
        false => Cell::Count(of.len() as i64),
    };
    let listed = rows.iter().filter(|row| desk.books.sheet.has(**row, flag::LISTED)).count();
    let mut cells = vec![
        name,
        Cell::Count(tally.issues.into()),
        Cell::Count(tally.rectified.into()),
        rate(&tally),
        unless(Kind::Intake, &counts.intakes),
    ];
    cells.extend(counts.transfers.cells(desk));
    cells.extend(counts.people.each_ref().map(|of| unless(Kind::Outcome, of)));
    cells.extend([
        unless(Kind::Outcome, &counts.to_police),
        Cell::Fen(tally.refunded_fen),
        unless(Kind::Outcome, &counts.closed_down),
        Cell::Count(listed as i64),
        Cell::Count(counts.told.len() as i64),
    ]);
    cells
}

/// The category of an entry: its own, else that of the first issue it is about; empty: none.
fn category<'d>(desk: &'d Desk<'_>, within: &Within<'_>, entry: &'d Record) -> &'d str {
    let own = entry.text(Field::Category);
    let of_issue = || {
        let row = within.issues(desk, entry).first().copied()?;
        desk.books.sheet.codes.word(desk.books.sheet.category[row])
    };
    if own.is_empty() { of_issue().unwrap_or_default() } else { own }
}

fn counts(desk: &Desk<'_>, within: &Within<'_>, wanted: &str) -> Counts {
    let mut counts = Counts::default();
    for kind in [Kind::Intake, Kind::Transfer, Kind::Outcome, Kind::Publicity] {
        let entries = within.entries(desk, kind).map(|(_, entry)| entry);
        for entry in entries.filter(|entry| category(desk, within, entry) == wanted) {
            let id = entry.subject.id;
            let sanction = |code: &str| entry.words(Field::Sanctions).iter().any(|known| known == code);
            match kind {
                Kind::Intake => counts.intakes.push(id),
                Kind::Transfer => counts.transfers.add(entry),
                Kind::Outcome => {
                    for (of, counted) in counts.people.iter_mut().zip(people(entry)) {
                        of.extend((counted > 0).then_some(id));
                    }
                    counts.to_police.extend(sanction("to_police").then_some(id));
                    counts.closed_down.extend(sanction("closed_down").then_some(id));
                }
                _ => counts.told.extend((!entry.words(Field::Issues).is_empty()).then_some(id)),
            }
        }
    }
    counts
}

/// The entries that a column counts, of the line of a class, of the line of what belongs to none, or of all.
pub(super) fn register(desk: &Desk<'_>, filter: &Filter, place: &Place) -> Option<(Kind, Vec<u32>)> {
    let pack = desk.books.pack.as_deref()?;
    let rows = desk.books.select(filter, &desk.asker);
    let within =
        Within { filter, only_units: keeps_units_only(filter), rows: rows.iter().copied().collect() };
    let classes = pack.categories.iter().filter(|class| place.line.holds(&class.short));
    let rest = (!matches!(place.line, OfLine::Called(_))).then_some("");
    let classes: Vec<&str> = classes.map(|class| class.id.as_str()).chain(rest).collect();
    let mut found = Vec::new();
    let mut of = None;
    for class in classes {
        let Counts { intakes, transfers, people, to_police, closed_down, told } =
            counts(desk, &within, class);
        let [talked, party, office, contract] = people;
        let (kind, ids) = match place.column.as_str() {
            "intakes" => (Kind::Intake, intakes),
            "transferred" => (Kind::Transfer, transfers.all),
            "filed" => (Kind::Transfer, transfers.filed),
            "talked-to" => (Kind::Outcome, talked),
            "party" => (Kind::Outcome, party),
            "office" => (Kind::Outcome, office),
            "contract" => (Kind::Outcome, contract),
            "to-police" => (Kind::Outcome, to_police),
            "closed-down" => (Kind::Outcome, closed_down),
            "told" => (Kind::Publicity, told),
            _ => return None,
        };
        of = Some(kind);
        found.extend(ids);
    }
    Some((of?, found))
}
