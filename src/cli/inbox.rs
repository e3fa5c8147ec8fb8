//! `duban inbox`: files that wait to be taken in.

use super::context::Context;
use super::failure::Failure;
use super::listing::{csv_line, envelope, print_table};
use super::table::{Cell, Head, Table};
use crate::api::{Answer, Request};
use crate::exchange::columns::WORDS;
use crate::exchange::guard::guarded;
use crate::exchange::inbox::{About, SMALL, Waiting, list};
use crate::exchange::{Limits, READ, read_in_child};
use crate::model::row::{UnitRow, unit_named_in};
use chrono::{DateTime, Local};
use serde::Serialize;
use std::path::Path;

/// One file, as JSON and CSV say it.
#[derive(Serialize)]
struct Line {
    name: String,
    path: String,
    unit: Option<String>,
    table: Option<String>,
    size: u64,
    at: String,
}

#[derive(Serialize)]
struct Body<'a> {
    folder: String,
    total: usize,
    rows: &'a [Line],
}

/// Prints the files of the inbox, newest first, each with the unit and the table its name speaks of.
pub fn run(context: &mut Context) -> Result<(), Failure> {
    let words = context.words.clone();
    let folder = context.settings.data.join("inbox");
    let files = list(&folder).map_err(|error| Failure::file(&words, &folder, &error))?;
    let door = context.open(false)?;
    let hello = door.hello()?;
    let Answer::Units(units) = door.ask(Request::Units { filter: String::new() })? else {
        return Err(Failure::misunderstood(&words));
    };
    door.close()?;
    let program = std::env::current_exe().map_err(|error| Failure::file(&words, &folder, &error))?;
    let lines: Vec<Line> = files.iter().map(|file| line(file, &units, &program)).collect();
    if context.settings.json {
        let body = Body { folder: folder.display().to_string(), total: lines.len(), rows: &lines };
        return context.out.json(&envelope("inbox", &hello, hello.today, body));
    }
    let table = |line: &Line| {
        let named = line.table.as_ref().map(|table| (format!("file-table-{table}"), format!("list-{table}")));
        let word =
            |(short, list): (String, String)| words.get(if words.has(&short) { &short } else { &list });
        named.map_or_else(String::new, word)
    };
    if context.settings.csv {
        let heads = ["name", "unit", "table", "size", "at"].map(str::to_owned);
        context.out.write(&csv_line(heads.into_iter()))?;
        for line in &lines {
            let unit = line.unit.clone().unwrap_or_default();
            let fields = [line.name.clone(), unit, table(line), line.size.to_string(), line.at.clone()];
            context.out.write(&csv_line(fields.into_iter().map(|field| guarded(&field))))?;
        }
        return Ok(());
    }
    if lines.is_empty() {
        context.out.say(&words.with("cli-inbox-empty", &[("path", folder.display().to_string())]));
        return Ok(());
    }
    let head = |id: &str| Head::new(words.get(id));
    let heads = vec![
        head("cli-inbox-name").least(20),
        head("field-unit"),
        head("cli-inbox-table"),
        Head::number(words.get("cli-inbox-size")),
        head("cli-inbox-at"),
    ];
    let row = |line: &Line| {
        let unit = line.unit.clone().unwrap_or_default();
        let at = line.at.get(..16).unwrap_or_default().replace('T', " ");
        vec![
            Cell::from(&line.name),
            Cell::from(unit),
            Cell::from(table(line)),
            Cell::from(line.size),
            Cell::from(at),
        ]
    };
    let rows = lines.iter().map(row).collect();
    print_table(context, &Table { heads, rows })?;
    context.out.say(&words.with("cli-inbox-folder", &[("path", folder.display().to_string())]));
    Ok(())
}

fn line(file: &Waiting, units: &[UnitRow], program: &Path) -> Line {
    let (unit, table) = (unit_named_in(units, &file.name), WORDS.table_in(&file.name).map(str::to_owned));
    // What the name does not tell, the file may.
    let about = match unit.is_some() && table.is_some() || file.size > SMALL {
        true => About::default(),
        false => read_in_child(program, &[READ], &file.path, &Limits::default())
            .map(|grids| About::of(&grids))
            .unwrap_or_default(),
    };
    Line {
        name: file.name.clone(),
        path: file.path.display().to_string(),
        unit: unit.or_else(|| unit_named_in(units, &about.said)),
        table: table.or_else(|| about.kind.map(|kind| kind.code().to_owned())),
        size: file.size,
        at: DateTime::<Local>::from(file.at).to_rfc3339(),
    }
}
