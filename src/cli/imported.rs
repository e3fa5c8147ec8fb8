//! What a file came to, told on the command line.

use super::context::Context;
use super::failure::Failure;
use super::listing::{csv_line, envelope, print_table};
use super::table::{Cell, Head, Table};
use crate::api::answer::{Hello, Imported};
use crate::exchange::guard::guarded;
use crate::i18n::{Words, verdict_code};
use crate::model::incoming::{Incoming, Outcome, PaperIn, Verdict};
use chrono::NaiveDate;
use serde::Serialize;

/// One row of the JSON answer.
#[derive(Serialize)]
struct Line<'a> {
    sheet: &'a str,
    row: u32,
    verdict: &'static str,
    no: &'a str,
    title: &'a str,
    steps: Vec<&'static str>,
    fields: Vec<&'static str>,
    /// Each change in words.
    changes: Vec<String>,
    names: &'a [String],
    messages: Vec<String>,
}

/// A paper that the file is.
#[derive(Serialize)]
struct Paper<'a> {
    name: &'a str,
    due: NaiveDate,
    on: NaiveDate,
    refused: Option<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    file: &'a str,
    kind: &'static str,
    applied: bool,
    first: Option<u64>,
    last: Option<u64>,
    papers: Vec<Paper<'a>>,
    nil: &'a [String],
    silent: &'a [String],
    total: usize,
    rows: Vec<Line<'a>>,
}

/// Tells each row with its verdict, and what the file is as a whole.
pub fn told(
    context: &mut Context,
    hello: &Hello,
    incoming: &Incoming,
    imported: &Imported,
) -> Result<(), Failure> {
    let words = context.words.clone();
    let verdicts = &imported.verdicts;
    if context.settings.json {
        let body = body(&words, incoming, imported);
        return context.out.json(&envelope("import", hello, hello.today, body));
    }
    if context.settings.csv {
        return as_csv(context, verdicts);
    }
    if hello.synthetic {
        context.out.say(&words.get("screen-synthetic"));
    }
    let head = |id: &str| Head::new(words.get(id));
    let heads = vec![
        head("cli-import-row"),
        head("cli-import-verdict"),
        head("field-no"),
        head("field-title").least(12),
        head("cli-import-what").least(20),
    ];
    let rows = verdicts.iter().map(|verdict| shown(&words, verdict)).collect();
    print_table(context, &Table { heads, rows })?;
    for line in words.handed(&imported.handed, imported.done.is_some()) {
        context.out.say(&line);
    }
    if let Some(line) = words.likely_names(verdicts).filter(|_| !incoming.hide_names) {
        context.out.say(&format!("{line} {}", words.get("cli-import-hide-names")));
    }
    let id = if imported.done.is_some() { "cli-import-done" } else { "cli-import-tried" };
    context.out.say(&format!("{}{}", words.get(id), words.import_summary(verdicts)));
    if imported.done.is_none() {
        context.out.say(&words.get("cli-import-apply"));
    }
    Ok(())
}

fn body<'a>(words: &Words, incoming: &'a Incoming, imported: &'a Imported) -> Body<'a> {
    let done = imported.done.as_ref();
    let paper = |paper: &'a PaperIn| Paper {
        name: &paper.name,
        due: paper.due,
        on: paper.on,
        refused: paper.refused.as_ref().map(|refusal| words.refusal(refusal).text),
    };
    Body {
        file: &incoming.file,
        kind: incoming.kind.code(),
        applied: done.is_some(),
        first: done.map(|done| done.first),
        last: done.map(|done| done.last),
        papers: imported.handed.papers.iter().map(paper).collect(),
        nil: &imported.handed.nil,
        silent: &imported.handed.silent,
        total: imported.verdicts.len(),
        rows: imported.verdicts.iter().map(|verdict| line(words, verdict)).collect(),
    }
}

fn as_csv(context: &mut Context, verdicts: &[Verdict]) -> Result<(), Failure> {
    let words = context.words.clone();
    let heads = ["sheet", "row", "verdict", "no", "title", "changes", "messages"];
    context.out.write(&csv_line(heads.map(str::to_owned).into_iter()))?;
    for verdict in verdicts {
        let line = line(&words, verdict);
        let fields = [line.sheet, &line.row.to_string(), line.verdict, line.no, line.title];
        let told = [line.changes.join(" "), line.messages.join(" ")];
        let fields = fields.map(str::to_owned).into_iter().chain(told);
        context.out.write(&csv_line(fields.map(|field| guarded(&field))))?;
    }
    Ok(())
}

fn line<'a>(words: &Words, verdict: &'a Verdict) -> Line<'a> {
    let changes = match &verdict.outcome {
        Outcome::Update { changes } => &changes[..],
        _ => &[],
    };
    Line {
        sheet: &verdict.sheet,
        row: verdict.row,
        verdict: verdict_code(&verdict.outcome),
        no: &verdict.no,
        title: &verdict.title,
        steps: verdict.steps.iter().map(|verb| verb.code()).collect(),
        fields: changes.iter().map(|changed| changed.change.cell.field.code()).collect(),
        changes: changes.iter().map(|changed| words.file_change(changed)).collect(),
        names: &verdict.names,
        messages: words.verdict_messages(verdict),
    }
}

fn shown(words: &Words, verdict: &Verdict) -> Vec<Cell> {
    let what = words.verdict_says(verdict);
    let bad = verdict.outcome.is_refused();
    let place = match verdict.row {
        0 => String::new(),
        row => format!("{} {row}", verdict.sheet),
    };
    vec![
        Cell::from(place),
        Cell::bad(words.verdict(&verdict.outcome), bad),
        Cell::from(&verdict.no),
        Cell::from(&verdict.title),
        Cell::bad(what, bad),
    ]
}
