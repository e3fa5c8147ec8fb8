//! The figures by unit and category, as they are handed up.

use super::{Against, Body, Cause, keeps, keeps_units_only, place, unit_cell};
use crate::books::sheet::{NONE, flag};
use crate::model::field::Field;
use crate::model::figures::Tally;
use crate::model::filter::Filter;
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::state::State;
use crate::model::table::{Cell, Column, Heading, Note, Sort};
use crate::office::query::Desk;
use crate::pack::Pack;
use crate::rules::sanctions::{Weight, weight};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted of one unit.
#[derive(Default)]
pub struct Line {
    /// Its issues that are on the list, by row.
    pub rows: Vec<usize>,
    /// Its supervision orders, by their numbers in the books; so are the rest.
    pub orders: Vec<u32>,
    pub transfers: Transfers,
    /// People held to account: talked to, by the party, by law, contract ended.
    pub people: [Vec<u32>; 4],
    /// Persons held to account in any way, and how often: each of several sanctions of one is one time.
    pub held: Vec<u32>,
    pub sanctions: i64,
    pub told: Vec<u32>,
}

impl Line {
    /// What several units have together.
    pub fn sum<'l>(lines: impl Iterator<Item = &'l Line>) -> Line {
        let mut sum = Line::default();
        for line in lines {
            sum.rows.extend(&line.rows);
            sum.orders.extend(&line.orders);
            sum.transfers.all.extend(&line.transfers.all);
            sum.transfers.told.extend(&line.transfers.told);
            sum.transfers.filed.extend(&line.transfers.filed);
            sum.held.extend(&line.held);
            sum.sanctions += line.sanctions;
            sum.told.extend(&line.told);
            for (all, own) in sum.people.iter_mut().zip(&line.people) {
                all.extend(own);
            }
        }
        sum
    }

    /// Its issues that were on the supervised list and are off it again.
    pub fn delisted(&self, desk: &Desk<'_>) -> Vec<usize> {
        self.rows.iter().copied().filter(|row| desk.books.sheet.has(*row, flag::DELISTED)).collect()
    }
}

/// What is counted of the things handed to bodies outside.
#[derive(Default, Clone)]
pub struct Transfers {
    pub all: Vec<u32>,
    /// Those of which a body said whether it opens a case.
    pub told: Vec<u32>,
    pub filed: Vec<u32>,
}

impl Transfers {
    /// Counts one more.
    pub fn add(&mut self, transfer: &Record) {
        let id = transfer.subject.id;
        self.all.push(id);
        self.told.extend(transfer.get(Field::Filed).map(|_| id));
        self.filed.extend(transfer.flag(Field::Filed).then_some(id));
    }

    /// How many there are and of how many a case was opened; where all bodies are silent, that is not known.
    pub fn cells(&self, desk: &Desk<'_>) -> [Cell; 2] {
        let silent = !self.all.is_empty() && self.told.is_empty();
        let filed = (!silent).then_some(self.filed.len() as i64);
        match desk.sight.is_barred_from(Kind::Transfer) {
            true => [Cell::Missing, Cell::Missing],
            false => [Cell::Count(self.all.len() as i64), Cell::count(filed)],
        }
    }

    /// The column of cases opened, where all bodies are silent: then its total is not known, and is no 0.
    pub fn unknown<'t>(of: impl Iterator<Item = &'t Transfers>) -> Option<&'static str> {
        let (mut all, mut told) = (0, 0);
        for transfers in of {
            all += transfers.all.len();
            told += transfers.told.len();
        }
        (all > 0 && told == 0).then_some("filed")
    }

    /// That some bodies are silent still, for whoever may know of them.
    pub fn silent<'t>(of: impl Iterator<Item = &'t Transfers>, desk: &Desk<'_>) -> Option<Note> {
        let n: i64 = of.map(|transfers| (transfers.all.len() - transfers.told.len()) as i64).sum();
        let open = n > 0 && !desk.sight.is_barred_from(Kind::Transfer);
        open.then(|| Note::counted("not-told-filed", n))
    }
}

/// What is counted of every unit, in the order of tables: those that report, and any other of which there
/// is something to count. Unit 0 is none.
pub fn lines(desk: &Desk<'_>, filter: &Filter) -> Vec<(u32, Line)> {
    let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
    for unit in reporting(desk).into_iter().filter(|unit| keeps(filter, Some(*unit))) {
        lines.entry(unit).or_default();
    }
    let rows = desk.books.select(filter, &desk.asker);
    for row in rows.iter().filter(|row| desk.books.sheet.state_of(**row).is_some_and(State::is_counted)) {
        lines.entry(u32::from(desk.books.sheet.unit[*row])).or_default().rows.push(*row);
    }
    let within = Within { filter, only_units: keeps_units_only(filter), rows: rows.into_iter().collect() };
    within.count(desk, &mut lines);
    let mut lines: Vec<(u32, Line)> = lines.into_iter().collect();
    lines.sort_by_key(|(unit, _)| (*unit == 0, desk.books.unit_order(*unit), *unit));
    lines
}

/// The units that report upwards, as they stand on the day.
fn reporting(desk: &Desk<'_>) -> Vec<u32> {
    let Some(pack) = desk.books.pack.as_deref() else { return Vec::new() };
    let reports = |kind: &str| pack.unit_kinds.iter().any(|known| known.id == kind && known.reports);
    let groups = pack.unit_groups.iter().filter(|group| group.kinds.iter().any(|kind| reports(kind)));
    let groups: Vec<String> = groups.map(|group| group.id.clone()).collect();
    desk.books.reporters(pack, &groups, desk.asker.today)
}

/// Which entries of registers stand under a filter: those about its issues, and where it keeps to nothing
/// but units, those of the units.
pub struct Within<'a> {
    pub filter: &'a Filter,
    pub only_units: bool,
    pub rows: BTreeSet<usize>,
}

impl Within<'_> {
    /// The unit an entry is counted for (0: none); `None` when it stands outside.
    pub fn unit_of(&self, desk: &Desk<'_>, entry: &Record) -> Option<u32> {
        let issues = self.issues(desk, entry);
        let of_issue = issues.first().map(|row| u32::from(desk.books.sheet.unit[*row]));
        let unit = entry.reference(Field::Unit).or(of_issue);
        let inside = match self.only_units {
            true => keeps(self.filter, unit),
            false => issues.iter().any(|row| self.rows.contains(row)),
        };
        inside.then_some(unit.unwrap_or(0))
    }

    /// The issues an entry is about, by row.
    pub fn issues(&self, desk: &Desk<'_>, entry: &Record) -> Vec<usize> {
        let ids = entry.words(Field::Issues).iter().filter_map(|no| desk.books.issue_called(no));
        ids.map(|id| id as usize - 1).collect()
    }

    /// The entries of a kind that stand inside, each with its unit.
    pub fn entries<'d>(&'d self, desk: &'d Desk<'_>, kind: Kind) -> impl Iterator<Item = (u32, &'d Record)> {
        let entries = desk.books.of_kind(kind).map(AsRef::as_ref).filter(|entry| !entry.cells.is_empty());
        entries.filter_map(|entry| Some((self.unit_of(desk, entry)?, entry)))
    }

    fn count(&self, desk: &Desk<'_>, lines: &mut BTreeMap<u32, Line>) {
        for (unit, order) in self.entries(desk, Kind::Order) {
            lines.entry(unit).or_default().orders.push(order.subject.id);
        }
        for (unit, transfer) in self.entries(desk, Kind::Transfer) {
            lines.entry(unit).or_default().transfers.add(transfer);
        }
        for (unit, outcome) in self.entries(desk, Kind::Outcome) {
            let line = lines.entry(unit).or_default();
            for (of, counts) in line.people.iter_mut().zip(people(outcome)) {
                of.extend((counts > 0).then_some(outcome.subject.id));
            }
            let times = sanctions(outcome);
            line.held.extend((times > 0).then_some(outcome.subject.id));
            line.sanctions += times;
        }
        // What tells of no issue is a page or a paper, and holds nobody up.
        for (unit, paper) in self.entries(desk, Kind::Publicity) {
            if !paper.words(Field::Issues).is_empty() {
                lines.entry(unit).or_default().told.push(paper.subject.id);
            }
        }
    }
}

/// How many sanctions an outcome is of, where it is about a person.
pub fn sanctions(outcome: &Record) -> i64 {
    let person = outcome.text(Field::Target) == "person";
    if person { outcome.words(Field::Sanctions).len() as i64 } else { 0 }
}

/// One person held to account, by what he is counted as.
pub fn people(outcome: &Record) -> [i64; 4] {
    let person = outcome.text(Field::Target) == "person";
    let has = |wanted: Weight| {
        let mut sanctions = outcome.words(Field::Sanctions).iter();
        i64::from(person && sanctions.any(|code| weight(code) == Some(wanted)))
    };
    [has(Weight::Talk), has(Weight::Party), has(Weight::Office), has(Weight::Contract)]
}

/// T5.
pub fn statistics(desk: &Desk<'_>, filter: &Filter) -> Body {
    let Some(pack) = desk.books.pack.as_deref() else { return Body::default() };
    let lines = lines(desk, filter);
    let line = |(at, (unit, line)): (usize, &(u32, Line))| {
        let name = if *unit == 0 { Cell::said("no-unit") } else { unit_cell(desk, Some(*unit)) };
        let mut cells = vec![place(at), name];
        let tally = desk.books.tally(&line.rows, &desk.asker);
        cells.extend(whole(&tally));
        cells.extend([
            Cell::Count(tally.closed.into()),
            Cell::Rate { part: tally.closed.into(), whole: tally.issues.into() },
            Cell::Count(tally.overdue.into()),
        ]);
        cells.extend(by_category(desk, pack, &line.rows));
        cells.extend(beside(desk, line));
        cells
    };
    let rows = lines.iter().enumerate().map(line).collect();
    let causes = |so: &dyn Fn(usize) -> bool| {
        let of =
            |(unit, line): &(u32, Line)| Cause::issues(desk, desk.books.unit_name(*unit), &line.rows, so);
        lines.iter().filter_map(of).collect()
    };
    let classed = |row: usize| {
        let code = desk.books.sheet.codes.word(desk.books.sheet.category[row]);
        pack.categories.iter().any(|category| Some(category.id.as_str()) == code)
    };
    let against = Against {
        over_refunded: causes(&|row| is_over_refunded(desk, row)),
        unclassed: causes(&|row| !classed(row)),
        ..Against::list(desk, filter, &Line::sum(lines.iter().map(|(_, line)| line)).rows)
    };
    let notes = notes(desk, &lines);
    let unknown = Transfers::unknown(lines.iter().map(|(_, line)| &line.transfers));
    Body { columns: heads(pack), rows, adds_up: true, notes, against, unknown, ..Body::default() }
}

/// More was refunded than was due, where it is known what was due.
pub fn is_over_refunded(desk: &Desk<'_>, row: usize) -> bool {
    let refunded = desk.books.sheet.refunded[row];
    let due = || desk.issue(row as u32 + 1)?.int(Field::Refundable);
    refunded != NONE && due().is_some_and(|due| refunded > due)
}

fn heads(pack: &Pack) -> Vec<Column> {
    let heading = |key: &str| Heading { key: key.to_owned(), label: None };
    let mut columns = vec![Column::new("n", Sort::Ordinal), Column::new("unit", Sort::Text)];
    let mut put = |heading: &Heading, of: &[(&str, Sort)]| {
        columns.extend(of.iter().map(|(key, sort)| Column::new(key, *sort).under(heading)));
    };
    let count = |key| (key, Sort::Count);
    let rate = ("rate", Sort::Rate);
    put(
        &heading("all"),
        &[count("issues"), count("rectified"), count("rectifying"), count("not-begun"), rate],
    );
    put(&heading("closing"), &[count("closed-issues"), ("closing-rate", Sort::Rate), count("overdue")]);
    for category in &pack.categories {
        let heading =
            Heading { key: format!("category-{}", category.id), label: Some(category.short.clone()) };
        put(&heading, &[count("issues"), count("rectified"), count("closed-of-these"), rate]);
    }
    put(&heading("supervision"), &[count("orders"), count("listed"), count("delisted")]);
    put(&heading("transfers"), &[count("transferred"), count("filed")]);
    put(&heading("people"), &[count("talked-to"), count("party"), count("office"), count("contract")]);
    put(&heading("held"), &[count("held"), count("times")]);
    put(&heading("money-and-press"), &[("refunded", Sort::Wan), count("told")]);
    columns
}

/// Counts of all categories together. What is neither rectified nor under way has not begun.
fn whole(tally: &Tally) -> [Cell; 5] {
    let underway = tally.rectifying + tally.claimed;
    let not_begun = i64::from(tally.issues) - i64::from(tally.rectified) - i64::from(underway);
    let count = |n: u32| Cell::Count(n.into());
    [count(tally.issues), count(tally.rectified), count(underway), Cell::Count(not_begun), rate(tally)]
}

/// The share that is rectified.
pub fn rate(tally: &Tally) -> Cell {
    Cell::Rate { part: tally.rectified.into(), whole: tally.issues.into() }
}

fn by_category(desk: &Desk<'_>, pack: &Pack, rows: &[usize]) -> Vec<Cell> {
    let count = |n: u32| Cell::Count(n.into());
    let of = |category: &crate::pack::Category| {
        let tally = desk.books.tally(&of_category(desk, rows, &category.id), &desk.asker);
        [count(tally.issues), count(tally.rectified), count(tally.closed), rate(&tally)]
    };
    pack.categories.iter().flat_map(of).collect()
}

/// The rows of a category.
pub fn of_category(desk: &Desk<'_>, rows: &[usize], category: &str) -> Vec<usize> {
    let sheet = &desk.books.sheet;
    let Some(code) = sheet.codes.known(category) else { return Vec::new() };
    rows.iter().copied().filter(|row| sheet.category[*row] == code).collect()
}

/// What is counted beside the issues. What the plan keeps from the member is not known to him, and never 0.
fn beside(desk: &Desk<'_>, line: &Line) -> Vec<Cell> {
    let tally = desk.books.tally(&line.rows, &desk.asker);
    let unless = |kind: Kind, n: i64| match desk.sight.is_barred_from(kind) {
        true => Cell::Missing,
        false => Cell::Count(n),
    };
    let delisted = line.delisted(desk).len() as i64;
    let mut cells = vec![
        Cell::Count(line.orders.len() as i64),
        Cell::Count(i64::from(tally.listed) + delisted),
        Cell::Count(delisted),
    ];
    cells.extend(line.transfers.cells(desk));
    cells.extend(line.people.each_ref().map(|of| unless(Kind::Outcome, of.len() as i64)));
    cells.extend([line.held.len() as i64, line.sanctions].map(|n| unless(Kind::Outcome, n)));
    cells.extend([Cell::Fen(tally.refunded_fen), Cell::Count(line.told.len() as i64)]);
    cells
}

/// Pairs of issues that are two sides of one matter, of which these are linked to others.
fn linked(desk: &Desk<'_>, rows: impl Iterator<Item = usize>) -> BTreeSet<String> {
    let pairs = |row: usize| {
        let issue = desk.issue(row as u32 + 1);
        let others = issue.map(|issue| issue.words(Field::Linked).to_vec()).unwrap_or_default();
        others.into_iter().map(move |other| {
            let mut pair = [desk.books.issue_name(row as u32 + 1), other];
            pair.sort();
            pair.join("–")
        })
    };
    rows.flat_map(pairs).collect()
}

fn notes(desk: &Desk<'_>, lines: &[(u32, Line)]) -> Vec<Note> {
    let mut notes: Vec<Note> =
        ["issues", "rectified", "rate", "supervision", "people", "filed", "told"].map(Note::new).into();
    let again = |row: &&usize| desk.books.sheet.round[**row] > 1;
    let again = lines.iter().flat_map(|(_, line)| &line.rows).filter(again).count();
    if again > 0 {
        notes.push(Note::counted("reopened", again as i64));
    }
    let rows = lines.iter().flat_map(|(_, line)| line.rows.iter().copied());
    let linked = linked(desk, rows.filter(|row| desk.books.sheet.has(*row, flag::LINKED)));
    if !linked.is_empty() {
        notes.push(Note::naming("linked", linked.into_iter().collect()));
    }
    notes.extend(Transfers::silent(lines.iter().map(|(_, line)| &line.transfers), desk));
    if [Kind::Transfer, Kind::Outcome].iter().any(|kind| desk.sight.is_barred_from(*kind)) {
        notes.push(Note::new("withheld"));
    }
    notes
}
