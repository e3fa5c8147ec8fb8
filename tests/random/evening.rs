//! What the figures said on an evening, to be held against what is said of that evening later.

use crate::support::campaign::Campaign;
use duban::api::{Answer, Request};
use duban::model::figures::{PaperSaid, Tally};
use duban::model::paper::Wanted;
use duban::model::said::Said;
use duban::model::table::{Cell, Sort, Table, TableId};

/// Tables of figures; of a screening the month is named, for the last one due is another every month.
const TABLES: [(TableId, &str); 5] = [
    (TableId::Statistics, ""),
    (TableId::Papers, ""),
    (TableId::Ranking, ""),
    (TableId::Summary, ""),
    (TableId::Screening, "2021-07"),
];

/// The lines of a table, and the line of totals.
type Lines = (Vec<Vec<Cell>>, Option<Vec<Cell>>);

/// The figures of one evening. Scope and notes of who asked for them are none of them.
#[derive(Debug, PartialEq)]
pub struct Evening {
    total: Tally,
    units: Vec<Tally>,
    last_due: Option<PaperSaid>,
    said: Said,
    tables: Vec<Lines>,
}

/// Takes the figures of the day that a filter names, and holds every total against its lines.
pub fn taken(campaign: &Campaign, filter: &str) -> Evening {
    let Answer::Status(status) = campaign.seat().ask(Request::Status { scope: filter.into() }) else {
        panic!("{filter}")
    };
    let Answer::Said(said) = campaign.seat().ask(Request::Say { scope: filter.into() }) else {
        panic!("{filter}")
    };
    assert_eq!(Tally::sum(&status.units), status.total, "{filter}");
    assert_eq!(said.total, status.total, "{filter}");
    let tables = TABLES.map(|(id, word)| {
        let table = table(campaign, id, format!("{word} {filter}").trim());
        totals_are_sums(&table);
        (table.rows, table.total)
    });
    Evening {
        total: status.total,
        units: status.units,
        last_due: status.last_due,
        said: Said { scope: String::new(), ..*said },
        tables: tables.into(),
    }
}

fn table(campaign: &Campaign, table: TableId, filter: &str) -> Table {
    let wanted = Wanted { anyway: true, ..Wanted::default() };
    match campaign.seat().ask(Request::Table { table, filter: filter.into(), wanted }) {
        Answer::Table(table) => *table,
        other => panic!("{table:?} {filter} {other:?}"),
    }
}

/// Every number of the line of totals is the sum of what stands under it; what is known of no line is no 0.
fn totals_are_sums(table: &Table) {
    let Some(total) = &table.total else { return };
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| column.sort != Sort::Ordinal) {
        let lines = table.rows.iter().map(|row| &row[at]);
        let sum: i64 = lines.clone().filter_map(number).sum();
        let what = format!("{:?} as of {} {}", table.id, table.as_of, column.key);
        match &total[at] {
            Cell::Count(n) | Cell::Fen(n) => assert_eq!(*n, sum, "{what}"),
            Cell::Rate { part, whole } => {
                let add = |(p, w): (i64, i64), cell: &Cell| match cell {
                    Cell::Rate { part, whole } => (p + part, w + whole),
                    _ => (p, w),
                };
                assert_eq!((*part, *whole), lines.fold((0, 0), add), "{what}");
            }
            _ if matches!(column.sort, Sort::Count | Sort::Wan) => {
                assert!(lines.filter_map(number).all(|n| n == 0), "{what}: no total of {sum}");
            }
            _ => {}
        }
    }
}

fn number(cell: &Cell) -> Option<i64> {
    if let Cell::Count(n) | Cell::Fen(n) = cell { Some(*n) } else { None }
}
