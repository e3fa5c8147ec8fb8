//! `duban diff`: what changed since a day, the last meeting, the last report.

use super::args;
use super::context::Context;
use super::failure::Failure;
use super::listing::{csv_field, csv_line, envelope, print_table};
use super::table::{Cell, Head, Table};
use crate::api::answer::Hello;
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::model::diff::{Change, Diff as Changed, Move, Moved, Since};
use crate::model::figures::Tally;
use crate::model::row::IssueRow;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// `duban diff --since DATE|last-meeting|last-report [SCOPE]`
#[derive(Debug, clap::Args)]
pub struct Diff {
    #[arg(value_name = "SCOPE")]
    pub scope: Vec<String>,
    #[arg(long, value_name = "SINCE")]
    pub since: String,
}

/// The body of the JSON answer.
#[derive(Serialize)]
struct Body<'a> {
    since: NaiveDate,
    what: &'a Since,
    scope: &'a str,
    lines: &'a [String; 3],
    total: Unit<'a>,
    units: Vec<Unit<'a>>,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    code: &'a str,
    name: &'a str,
    line: String,
    then: &'a Tally,
    now: &'a Tally,
    worst_days: i64,
    moves: BTreeMap<&'static str, u32>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    row: &'a IssueRow,
    moves: &'a [Move],
}

impl Diff {
    /// Three lines, one a unit, then the issues.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let door = context.open(false)?;
        let hello = door.hello()?;
        let request = Request::Diff { since: self.since.clone(), filter: args::filter(&self.scope) };
        let Answer::Diff(mut diff) = door.ask(request)? else {
            return Err(Failure::misunderstood(&context.words));
        };
        door.close()?;
        let words = context.words.clone();
        diff.rows.iter_mut().for_each(|moved| moved.row.state_label = words.state(moved.row.state));
        print(context, &hello, &diff)
    }
}

fn print(context: &mut Context, hello: &Hello, diff: &Changed) -> Result<(), Failure> {
    let words = context.words.clone();
    let mut lines = words.diff_lines(diff);
    if !diff.scope.is_empty() {
        lines[0] = crate::text::fit(&format!("{} {}", words.scope_line(&diff.scope), lines[0]), SPOKEN);
    }
    if context.settings.json {
        let body = Body {
            since: diff.since,
            what: &diff.what,
            scope: &diff.scope,
            lines: &lines,
            total: unit(&words, &diff.total),
            units: diff.units.iter().map(|change| unit(&words, change)).collect(),
            rows: diff.rows.iter().map(|moved| Row { row: &moved.row, moves: &moved.moves }).collect(),
        };
        return context.out.json(&envelope("diff", hello, diff.as_of, body));
    }
    if context.settings.csv {
        return csv(context, &diff.rows);
    }
    lines.iter().try_for_each(|line| context.out.line(line))?;
    if !diff.units.is_empty() {
        context.out.line("")?;
    }
    diff.units.iter().try_for_each(|change| context.out.line(&words.unit_line(change)))?;
    if !diff.rows.is_empty() {
        context.out.line("")?;
        print_table(context, &table(&words, &diff.rows))?;
    }
    if hello.synthetic { context.out.line(&words.get("screen-synthetic")) } else { Ok(()) }
}

/// Columns of a line that is read aloud.
const SPOKEN: usize = 60;

fn unit<'a>(words: &Words, change: &'a Change) -> Unit<'a> {
    Unit {
        code: &change.code,
        name: &change.name,
        line: words.unit_line(change),
        then: &change.then,
        now: &change.now,
        worst_days: change.worst_days,
        moves: Move::ALL.iter().map(|what| (what.code(), change.count(*what))).collect(),
    }
}

fn table(words: &Words, rows: &[Moved]) -> Table {
    let heads = vec![
        Head::new(words.get("col-no")),
        Head::new(words.get("col-unit")),
        Head::new(words.get("diff-col-moves")).least(12),
        Head::new(words.get("col-title")).least(12),
        Head::new(words.get("col-state")),
    ];
    let row = |moved: &Moved| -> Vec<Cell> {
        vec![
            moved.row.no.clone().unwrap_or_default().into(),
            moved.row.unit.clone().into(),
            said(words, &moved.moves).into(),
            moved.row.title.clone().into(),
            moved.row.state_label.clone().into(),
        ]
    };
    Table { heads, rows: rows.iter().map(row).collect() }
}

fn said(words: &Words, moves: &[Move]) -> String {
    moves.iter().map(|what| words.moved(*what)).collect::<Vec<_>>().join(" ")
}

fn csv(context: &mut Context, rows: &[Moved]) -> Result<(), Failure> {
    let keys = ["no", "unit_code", "unit", "moves", "place", "title", "state", "deadline", "changed_seq"];
    context.out.write(&csv_line(keys.iter().map(|key| (*key).to_owned())))?;
    for moved in rows {
        let mut fields = serde_json::to_value(&moved.row).unwrap_or_default();
        let moves: Vec<&str> = moved.moves.iter().map(|what| what.code()).collect();
        fields["moves"] = moves.into();
        context.out.write(&csv_line(keys.iter().map(|key| csv_field(&fields[*key]))))?;
    }
    Ok(())
}
