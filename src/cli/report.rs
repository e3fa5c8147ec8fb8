//! `duban report`: the tables of a month, and fixing them as they are handed in.

use super::context::Context;
use super::door::Door;
use super::failure::Failure;
use super::listing::{envelope, print_table};
use super::table::{Cell, Head, Table as Shown};
use crate::api::{Answer, Request};
use crate::exchange::{self, Format, place};
use crate::i18n::Words;
use crate::link;
use crate::model::command::Command;
use crate::model::field::Field;
use crate::model::report::{Difference, Lock, Report as Month};
use crate::model::table::{Cell as Figure, Table, TableId};
use crate::model::verb::Verb;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Columns of a line that is read aloud.
const SPOKEN: usize = 60;

/// `duban report PERIOD [--lock [--on DATE] [--by NAME] [--paper REF]] [-o FOLDER]`
#[derive(Debug, clap::Args)]
pub struct Report {
    #[arg(value_name = "PERIOD")]
    pub period: String,
    #[arg(long)]
    pub lock: bool,
    #[arg(long, value_name = "DATE", requires = "lock")]
    pub on: Option<String>,
    #[arg(long, value_name = "NAME", requires = "lock")]
    pub by: Option<String>,
    #[arg(long, value_name = "REF", requires = "lock")]
    pub paper: Option<String>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The body of the JSON answer.
#[derive(Serialize)]
struct Body<'a> {
    period: &'a str,
    locked: &'a Option<Lock>,
    lines: &'a [String],
    breaches: Vec<Value>,
    differences: &'a [Difference],
    tables: Vec<Value>,
}

impl Report {
    /// Fixes the month where that is asked for; then tells it.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let door = context.open(self.lock)?;
        let hello = door.hello()?;
        if self.lock {
            self.fix(&door)?;
        }
        let Answer::Report(report) = door.ask(Request::Report { month: self.period.clone() })? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        if let Some(folder) = &self.output {
            write(&words, folder, &report)?;
        }
        let lines: Vec<String> =
            words.report_lines(&report).iter().map(|line| crate::text::fit(line, SPOKEN)).collect();
        if context.settings.json {
            let body = Body {
                period: &report.month,
                locked: &report.lock,
                lines: &lines,
                breaches: report
                    .breaches
                    .iter()
                    .map(
                        |(table, breach)| json!({"table": table, "rule": breach.rule, "lines": breach.lines}),
                    )
                    .collect(),
                differences: &report.differences,
                tables: report.tables.iter().map(plain).collect(),
            };
            return context.out.json(&envelope("report", &hello, report.as_of, body));
        }
        lines.iter().try_for_each(|line| context.out.line(line))?;
        for (_, breach) in &report.breaches {
            context.text(&words.breach(breach), 0)?;
        }
        if let Some(table) = report.tables.iter().find(|table| table.id == TableId::Movement) {
            context.out.line("")?;
            print_table(context, &shown(&words, table))?;
        }
        told(context, &report)?;
        if hello.synthetic { context.out.line(&words.get("screen-synthetic")) } else { Ok(()) }
    }

    fn fix(&self, door: &Door) -> Result<(), Failure> {
        let command = Command {
            on: self.on.clone().unwrap_or_default(),
            by: self.by.clone().unwrap_or_default(),
            paper: self.paper.clone().unwrap_or_default(),
            ..Command::new(Verb::Lock, link::new_op()).set(Field::Month.code(), &self.period)
        };
        door.ask(Request::Do(Box::new(command))).map(|_| ())
    }
}

/// Check codes of what is fixed, and what would come out otherwise today.
fn told(context: &mut Context, report: &Month) -> Result<(), Failure> {
    let words = context.words.clone();
    let Some(lock) = &report.lock else { return Ok(()) };
    context.heading(&words.get("report-codes"))?;
    for (table, code) in &lock.codes {
        let name = TableId::from_code(table).map_or_else(|| table.clone(), |id| words.table_name(id));
        context.out.line(&words.with("report-code", &[("table", name.as_str()), ("code", code)]))?;
    }
    if report.differences.is_empty() {
        return Ok(());
    }
    context.out.line("")?;
    context.text(&words.with_n("report-differences", report.differences.len() as i64), 0)?;
    for difference in &report.differences {
        context.out.line(&words.difference(report, difference))?;
    }
    Ok(())
}

/// A table as the terminal shows it.
fn shown(words: &Words, table: &Table) -> Shown {
    let heads = table.columns.iter().skip(1).map(|column| {
        let title = words.table_column(column);
        match column.sort {
            crate::model::table::Sort::Text => Head::new(title).least(8),
            _ => Head::number(title),
        }
    });
    let cell = |cell: &Figure| -> Cell {
        match cell {
            Figure::Count(n) => n.to_string().into(),
            other => words.table_cell(other).into(),
        }
    };
    let row = |cells: &Vec<Figure>| cells.iter().skip(1).map(cell).collect::<Vec<Cell>>();
    let total = table.total.as_ref().map(|total| {
        let mut cells = row(total);
        if let Some(first) = cells.first_mut() {
            *first = words.get("table-total").into();
        }
        cells
    });
    Shown { heads: heads.collect(), rows: total.into_iter().chain(table.rows.iter().map(row)).collect() }
}

/// A table as JSON: an object a line, its keys those of the columns, under their heading.
fn plain(table: &Table) -> Value {
    let key = |column: &crate::model::table::Column| match &column.group {
        Some(group) => format!("{}.{}", group.key, column.key),
        None => column.key.clone(),
    };
    let value = |cell: &Figure| match cell {
        Figure::Missing | Figure::NotApplicable | Figure::Kept { .. } => Value::Null,
        Figure::Text(text) => json!(text),
        Figure::Said { key, n } => json!({"said": key, "n": n}),
        Figure::Codes { codes, .. } | Figure::Fields(codes) => json!(codes),
        Figure::Verb(verb) => json!(verb.code()),
        Figure::Count(n) | Figure::Points(n) | Figure::Fen(n) => json!(n),
        Figure::Rate { part, whole } => json!({"part": part, "of": whole}),
        Figure::Day(day) => json!(day),
    };
    let row = |cells: &Vec<Figure>| -> Map<String, Value> {
        table.columns.iter().zip(cells).map(|(column, cell)| (key(column), value(cell))).collect()
    };
    json!({
        "table": table.id.code(),
        "as_of": table.as_of,
        "code": table.fixed.as_ref().map(|mark| &mark.code),
        "total": table.total.as_ref().map(row),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn write(words: &Words, folder: &std::path::Path, report: &Month) -> Result<(), Failure> {
    link::private_files();
    std::fs::create_dir_all(folder).map_err(|error| Failure::file(words, folder, &error))?;
    for table in &report.tables {
        let bytes = exchange::file(table, Format::Xlsx, words)
            .map_err(|fault| Failure::new(super::failure::Kind::Failed, fault.to_string()))?;
        let name = format!("T{} {} {}.xlsx", table.id.number(), words.table_name(table.id), report.month);
        let path = folder.join(name);
        place::put(&path, &bytes, false).map_err(|error| Failure::file(words, &path, &error))?;
    }
    Ok(())
}
