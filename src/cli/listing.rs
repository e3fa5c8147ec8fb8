//! Lists: one shape for every kind of row, as a table, as CSV, as JSON.

use super::context::Context;
use super::failure::Failure;
use super::table::{Cell, Head, Table};
use crate::api::answer::Hello;
pub use crate::exchange::csv::line as csv_line;
use crate::i18n::{Counted, Words};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// A row of a list.
pub trait Row: Serialize {
    /// The name in `schema`: `duban.<KIND>/1`.
    const KIND: &'static str;
    /// The keys of the JSON object, in the order of CSV columns.
    const KEYS: &'static [&'static str];
    /// What is counted under the table.
    const COUNTED: Counted;

    /// The columns of the table.
    fn heads(words: &Words) -> Vec<Head>;

    /// The fields of the table; `today` is the day the list is shown for.
    fn cells(&self, words: &Words, today: NaiveDate) -> Vec<Cell>;
}

/// What stands around every JSON answer.
#[derive(Debug, Serialize)]
pub struct Envelope<'a, T: Serialize> {
    pub schema: String,
    pub campaign: &'a str,
    pub as_of: NaiveDate,
    pub today: NaiveDate,
    pub synthetic: bool,
    #[serde(flatten)]
    pub body: T,
}

#[derive(Debug, Serialize)]
struct Rows<'a, R> {
    total: usize,
    rows: &'a [R],
}

/// Puts a body into its envelope.
pub fn envelope<'a, T: Serialize>(
    kind: &str,
    hello: &'a Hello,
    as_of: NaiveDate,
    body: T,
) -> Envelope<'a, T> {
    Envelope {
        schema: format!("duban.{kind}/1"),
        campaign: &hello.campaign,
        as_of,
        today: hello.today,
        synthetic: hello.synthetic,
        body,
    }
}

/// Prints a list; `empty` is said when it has no rows (nothing, where the caller says it himself).
pub fn print<R: Row>(
    context: &mut Context,
    hello: &Hello,
    as_of: NaiveDate,
    rows: &[R],
    empty: &str,
) -> Result<(), Failure> {
    if context.settings.json {
        return context.out.json(&envelope(R::KIND, hello, as_of, Rows { total: rows.len(), rows }));
    }
    if context.settings.csv {
        return csv(context, rows);
    }
    if hello.synthetic {
        context.out.say(&context.words.get("screen-synthetic"));
    }
    if rows.is_empty() {
        if !empty.is_empty() {
            context.out.say(empty);
        }
        return Ok(());
    }
    table(context, rows, as_of)?;
    context.out.flush()?;
    context.out.say(&context.words.count(R::COUNTED, rows.len()));
    Ok(())
}

/// Prints the rows as a table, without what stands around it.
pub fn table<R: Row>(context: &mut Context, rows: &[R], as_of: NaiveDate) -> Result<(), Failure> {
    let words = &context.words;
    let rows = rows.iter().map(|row| row.cells(words, as_of)).collect();
    let table = Table { heads: R::heads(words), rows };
    print_table(context, &table)
}

/// Prints a table.
pub fn print_table(context: &mut Context, table: &Table) -> Result<(), Failure> {
    let lines = table.lines(context.out.shape(), context.out.color());
    lines.iter().try_for_each(|line| context.out.painted(line))
}

fn csv<R: Row>(context: &mut Context, rows: &[R]) -> Result<(), Failure> {
    context.out.write(&csv_line(R::KEYS.iter().map(|key| (*key).to_owned())))?;
    for row in rows {
        let fields =
            serde_json::to_value(row).map_err(|error| Failure::output(&std::io::Error::other(error)))?;
        let field = |key: &&str| fields.get(*key).map_or_else(String::new, csv_field);
        context.out.write(&csv_line(R::KEYS.iter().map(field)))?;
    }
    Ok(())
}

/// A value as a CSV field. A text that a spreadsheet would run as a formula gets an apostrophe.
pub fn csv_field(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text),
        Value::Array(values) => guarded(&values.iter().map(csv_field).collect::<Vec<_>>().join(" ")),
        Value::Object(fields) => fields.get("text").map_or_else(|| value.to_string(), csv_field),
        other => other.to_string(),
    }
}

fn guarded(text: &str) -> String {
    crate::exchange::guard::guarded(&crate::text::clean_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn csv_quotes_what_must_be_and_disarms_formulas() {
        let line = |fields: &[&str]| csv_line(fields.iter().map(|field| (*field).to_owned()));
        assert_eq!(line(&["a", "b,c", "d\"e", "整改"]), "a,\"b,c\",\"d\"\"e\",整改\r\n");
        assert_eq!(csv_field(&json!("=1+1")), "'=1+1");
        assert_eq!(csv_field(&json!(" ＠sum")), "' ＠sum");
        assert_eq!(csv_field(&json!(-3)), "-3", "a number is no formula");
        assert_eq!(csv_field(&json!(null)), "");
        assert_eq!(csv_field(&json!(["a", "b"])), "a b");
        assert_eq!(csv_field(&json!({"text": "9月底前", "due": "2021-09-30"})), "9月底前");
    }
}
