//! The tables of the plan: as they stand, month by month, as each phase ended, by unit and by class.

use super::Source;
use super::filing::Filing;
use crate::api::{Answer, Request};
use crate::cli::failure::{Failure, Kind};
use crate::exchange::page::Page;
use crate::model::paper::Wanted;
use crate::model::row::UnitRow;
use crate::model::table::{Cell, Sort, Table, TableId, totals};
use chrono::NaiveDate;

impl Source<'_> {
    /// Every table there is.
    pub(super) fn tables(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-tables");
        for id in TableId::ALL {
            match self.table(id, "") {
                Ok(table) => {
                    self.file(filing, &[&folder, &numbered(self.words.table_name(id), id)], "", &table)?
                }
                Err(failure) if failure.kind == Kind::NotAllowed => {
                    filing.withheld.push(self.words.table_name(id));
                }
                Err(failure) => return Err(failure),
            }
        }
        self.months(filing)?;
        self.fixed(filing)?;
        self.phases(filing)?;
        self.units(filing)?;
        self.classes(filing)?;
        self.stages(filing)
    }

    /// The tables of every month that was handed in, as they were.
    fn fixed(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-fixed");
        let Answer::Locks(locks) = self.door.ask(Request::Locks)? else {
            return Err(Failure::misunderstood(self.words));
        };
        for lock in locks {
            for id in lock.codes.iter().filter_map(|(table, _)| TableId::from_code(table)) {
                let wanted = Wanted { month: lock.month.clone(), ..Wanted::default() };
                let request = Request::Table { table: id, filter: String::new(), wanted };
                match self.door.ask(request) {
                    Ok(Answer::Table(table)) => {
                        let name = numbered(self.words.table_name(id), id);
                        self.file(filing, &[&folder, &lock.month, &name], &lock.month, &table)?;
                    }
                    Ok(_) => return Err(Failure::misunderstood(self.words)),
                    Err(failure) if failure.kind == Kind::NotAllowed => {
                        filing.withheld.push(format!("{} {}", lock.month, self.words.table_name(id)));
                    }
                    Err(failure) => return Err(failure),
                }
            }
        }
        Ok(())
    }

    /// The screening of every month that is due.
    fn months(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-months");
        let owed = self.owed()?;
        let due = owed.iter().filter(|row| row.due <= self.hello.today);
        let mut months: Vec<&str> = due.filter_map(|row| row.period.as_deref()).collect();
        months.sort_unstable();
        months.dedup();
        for month in months {
            let table = match self.table(TableId::Screening, month) {
                // A period of another paper is no month of screening.
                Err(failure) if failure.kind == Kind::Usage || failure.kind == Kind::NotFound => continue,
                other => other?,
            };
            let name = format!("{} {month}", numbered(self.words.table_name(table.id), table.id));
            self.file(filing, &[&folder, &name], month, &table)?;
        }
        Ok(())
    }

    /// List, ledger and figures as each phase ended; the one that runs, as of today.
    fn phases(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-phases");
        let mut before: Option<NaiveDate> = None;
        for (at, (name, due)) in self.holdings.phases.iter().enumerate() {
            if before.is_some_and(|before| before >= self.hello.today) {
                break;
            }
            before = Some(*due);
            let day = *due.min(&self.hello.today);
            let filter = if day < self.hello.today { format!("as-of:{day}") } else { String::new() };
            let inner = format!("{} {name} {day}", at + 1);
            for id in [TableId::ProblemList, TableId::Ledger, TableId::Statistics] {
                let table = self.table(id, &filter)?;
                let file = numbered(self.words.table_name(id), id);
                self.file(filing, &[&folder, &inner, &file], name, &table)?;
            }
        }
        Ok(())
    }

    /// List and ledger of each unit that hands in and has any.
    fn units(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-units");
        let Answer::Units(units) = self.door.ask(Request::Units { filter: String::new() })? else {
            return Err(Failure::misunderstood(self.words));
        };
        let reports = |unit: &&UnitRow| self.hello.levels.iter().any(|level| level.code == unit.kind);
        for (at, unit) in units.iter().filter(reports).enumerate() {
            let inner = format!("{:02} {}", at + 1, unit.short);
            for id in [TableId::ProblemList, TableId::Ledger] {
                let table = self.table(id, &format!("unit:{}", unit.code))?;
                if !table.rows.is_empty() {
                    let file = numbered(self.words.table_name(id), id);
                    self.file(filing, &[&folder, &inner, &file], &unit.short, &table)?;
                }
            }
        }
        Ok(())
    }

    /// The list of each class.
    fn classes(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-classes");
        for class in &self.hello.categories {
            let table = self.table(TableId::ProblemList, &format!("cat:{}", class.code))?;
            let file = format!("{} {}", class.code, class.label);
            self.file(filing, &[&folder, &file], &class.label, &table)?;
        }
        Ok(())
    }

    /// The list of each school stage, where the plan's list tells it.
    fn stages(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-stages");
        let whole = self.table(TableId::ProblemList, "")?;
        let Some(column) = whole.columns.iter().position(|column| column.key == "stage") else {
            return Ok(());
        };
        let mut stages: Vec<&str> = Vec::new();
        for row in &whole.rows {
            if let Some(Cell::Text(stage)) = row.get(column)
                && !stages.contains(&stage.as_str())
            {
                stages.push(stage);
            }
        }
        for (at, stage) in stages.iter().enumerate() {
            let table = of_stage(&whole, column, stage);
            self.file(filing, &[&folder, &format!("{} {stage}", at + 1)], stage, &table)?;
        }
        Ok(())
    }

    fn table(&self, table: TableId, filter: &str) -> Result<Table, Failure> {
        // What does not add up is filed as it is: the sheet says so itself.
        let wanted = Wanted { anyway: true, ..Wanted::default() };
        match self.door.ask(Request::Table { table, filter: filter.to_owned(), wanted })? {
            Answer::Table(table) => Ok(*table),
            _ => Err(Failure::misunderstood(self.words)),
        }
    }

    fn file(
        &self,
        filing: &mut Filing<'_>,
        path: &[&str],
        about: &str,
        table: &Table,
    ) -> Result<(), Failure> {
        let (name, folders) = path.split_last().unwrap_or((&"", &[]));
        let name = format!("{name}.xlsx");
        let path: Vec<&str> = folders.iter().copied().chain([name.as_str()]).collect();
        filing.sheet(&path, about, &Page::of(table, self.words))
    }
}

/// The lines of a list that are of one stage, numbered and added up anew.
fn of_stage(whole: &Table, column: usize, stage: &str) -> Table {
    let is_it = |row: &Vec<Cell>| matches!(row.get(column), Some(Cell::Text(text)) if text == stage);
    let mut rows: Vec<Vec<Cell>> = whole.rows.iter().filter(|row| is_it(row)).cloned().collect();
    let ordinal = whole.columns.iter().position(|column| column.sort == Sort::Ordinal);
    for (row, n) in rows.iter_mut().zip(1_i64..) {
        if let Some(cell) = ordinal.and_then(|at| row.get_mut(at)) {
            *cell = Cell::Count(n);
        }
    }
    let mut scope = whole.scope.clone();
    scope.push(stage.to_owned());
    Table {
        total: whole.total.as_ref().map(|_| totals(&whole.columns, &rows, &[])),
        revisions: Vec::new(),
        runs: Vec::new(),
        rows,
        scope,
        ..whole.clone()
    }
}

fn numbered(name: String, id: TableId) -> String {
    format!("T{:02} {name}", id.number())
}
