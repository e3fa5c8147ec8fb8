//! One page of figures by category, for the level above.

use super::statistics::{Transfers, Within, is_over_refunded, of_category, people, rate};
use super::{Against, Body, columns, keeps_units_only};
use crate::books::sheet::flag;
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::state::State;
use crate::model::table::{Cell, Note, Sort};
use crate::office::query::Desk;

/// What is counted of the registers for one category.
#[derive(Default)]
struct Counts {
    intakes: i64,
    transfers: Transfers,
    people: [i64; 4],
    to_police: i64,
    closed_down: i64,
    told: i64,
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
    for category in &pack.categories {
        let own = of_category(desk, &rows, &category.id);
        let counts = counts(desk, &within, &category.id);
        transfers.push(counts.transfers.clone());
        if own.iter().any(|row| is_over_refunded(desk, *row)) {
            against.over_refunded.push(category.short.clone());
        }
        lines.push(line(desk, Cell::text(&category.short), &own, &counts));
    }
    let rest = counts(desk, &within, "");
    if rest.intakes + rest.transfers.all.len() as i64 + rest.told + rest.people.iter().sum::<i64>() > 0 {
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
    Body { columns: heads(), rows: lines, adds_up: true, notes, against, ..Body::default() }
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
    let unless = |kind: Kind, n: i64| match desk.sight.is_barred_from(kind) {
        true => Cell::Missing,
        false => Cell::Count(n),
    };
    let listed = rows.iter().filter(|row| desk.books.sheet.has(**row, flag::LISTED)).count();
    let mut cells = vec![
        name,
        Cell::Count(tally.issues.into()),
        Cell::Count(tally.rectified.into()),
        rate(&tally),
        unless(Kind::Intake, counts.intakes),
    ];
    cells.extend(counts.transfers.cells(desk));
    cells.extend(counts.people.map(|n| unless(Kind::Outcome, n)));
    cells.extend([
        unless(Kind::Outcome, counts.to_police),
        Cell::Fen(tally.refunded_fen),
        unless(Kind::Outcome, counts.closed_down),
        Cell::Count(listed as i64),
        Cell::Count(counts.told),
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
            let sanction =
                |code: &str| i64::from(entry.words(Field::Sanctions).iter().any(|known| known == code));
            match kind {
                Kind::Intake => counts.intakes += 1,
                Kind::Transfer => counts.transfers.add(entry),
                Kind::Outcome => {
                    let of = people(entry);
                    counts.people = std::array::from_fn(|at| counts.people[at] + of[at]);
                    counts.to_police += sanction("to_police");
                    counts.closed_down += sanction("closed_down");
                }
                _ => counts.told += i64::from(!entry.words(Field::Issues).is_empty()),
            }
        }
    }
    counts
}
