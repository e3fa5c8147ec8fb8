//! `duban status`: three lines to read aloud, then the table by unit.

use super::args;
use super::context::Context;
use super::failure::Failure;
use super::listing::{csv_field, csv_line, envelope, print_table};
use super::table::{Cell, Head, Table};
use crate::api::answer::Hello;
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::i18n::{percent, wan};
use crate::model::figures::{Status as Figures, Tally};
use chrono::{NaiveTime, Utc};
use serde::Serialize;

/// Exit code of `--check` when something is overdue.
const OVERDUE: u8 = 10;

/// `duban status [SCOPE] [--check]`
#[derive(Debug, Default, clap::Args)]
pub struct Status {
    #[arg(value_name = "SCOPE")]
    pub scope: Vec<String>,
    #[arg(long)]
    pub check: bool,
}

/// The body of the JSON answer.
#[derive(Serialize)]
struct Body<'a> {
    scope: &'a str,
    phase: &'a str,
    phase_days_left: Option<i64>,
    lines: &'a [String; 3],
    total: &'a Tally,
    units: &'a [Tally],
    next_tasks: Vec<Next<'a>>,
}

#[derive(Serialize)]
struct Next<'a> {
    text: &'a str,
    work: &'a str,
    days_left: i64,
}

impl Status {
    /// Prints the figures; the code is 10 with `--check` when something is overdue.
    pub fn run(&self, context: &mut Context) -> Result<u8, Failure> {
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::Status(figures) = door.ask(Request::Status { scope: args::filter(&self.scope) })? else {
            return Err(Failure::misunderstood(&context.words));
        };
        door.close()?;
        print(context, &hello, &figures)?;
        Ok(if self.check && figures.total.overdue > 0 { OVERDUE } else { 0 })
    }
}

fn print(context: &mut Context, hello: &Hello, figures: &Figures) -> Result<(), Failure> {
    let words = context.words.clone();
    // The time of day belongs to the machine's own day only.
    let at = context.settings.today.is_none().then(|| office_time(&words)).flatten();
    let lines = words.status_lines(figures, at);
    if context.settings.json {
        let next = figures.next_tasks.iter();
        let body = Body {
            scope: &figures.scope,
            phase: &figures.phase,
            phase_days_left: figures.phase_days_left,
            lines: &lines,
            total: &figures.total,
            units: &figures.units,
            next_tasks: next
                .map(|(text, work, days_left)| Next { text, work, days_left: *days_left })
                .collect(),
        };
        return context.out.json(&envelope("status", hello, figures.today, body));
    }
    if context.settings.csv {
        return csv(context, figures);
    }
    lines.iter().try_for_each(|line| context.out.line(line))?;
    context.out.line("")?;
    print_table(context, &table(&words, figures))?;
    context.out.line(&words.get("status-meaning"))?;
    // Below, because the first three lines are read aloud as they stand.
    if hello.synthetic { context.out.line(&words.get("screen-synthetic")) } else { Ok(()) }
}

fn office_time(words: &Words) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&words.clock(Utc::now()), "%H:%M").ok()
}

/// By unit, the total first.
fn table(words: &Words, figures: &Figures) -> Table {
    let title = |id: &str| words.get(&format!("status-col-{id}"));
    let heads = vec![
        Head::new(title("unit")).least(8),
        Head::number(title("issues")),
        Head::number(title("rectified")),
        Head::number(title("rate")),
        Head::number(title("closed")),
        Head::number(title("overdue")),
        Head::number(title("rectifying")),
        Head::number(title("claimed")).spare(),
        Head::number(title("soon")).spare(),
        Head::number(title("listed")).spare(),
        Head::number(title("unrouted")).spare(),
        Head::number(title("reported")).spare(),
        Head::number(title("amount")).spare(),
        Head::number(title("refunded")).spare(),
    ];
    let row = |name: String, tally: &Tally| -> Vec<Cell> {
        vec![
            name.into(),
            tally.issues.into(),
            tally.rectified.into(),
            percent(tally.rectified.into(), tally.issues.into(), 2).into(),
            tally.closed.into(),
            Cell::bad(tally.overdue.to_string(), tally.overdue > 0),
            tally.rectifying.into(),
            tally.claimed.into(),
            tally.soon.into(),
            tally.listed.into(),
            tally.unrouted.into(),
            tally.reported.into(),
            wan(tally.amount_fen).into(),
            wan(tally.refunded_fen).into(),
        ]
    };
    let total = row(words.get("status-total"), &figures.total);
    let units = figures.units.iter().map(|unit| row(unit.name.clone(), unit));
    Table { heads, rows: std::iter::once(total).chain(units).collect() }
}

const KEYS: [&str; 15] = [
    "code",
    "name",
    "issues",
    "rectified",
    "closed",
    "rectifying",
    "claimed",
    "unrouted",
    "reported",
    "overdue",
    "soon",
    "listed",
    "delisted",
    "amount_fen",
    "refunded_fen",
];

fn csv(context: &mut Context, figures: &Figures) -> Result<(), Failure> {
    context.out.write(&csv_line(KEYS.iter().map(|key| (*key).to_owned())))?;
    for tally in std::iter::once(&figures.total).chain(&figures.units) {
        let fields = serde_json::to_value(tally).unwrap_or_default();
        context.out.write(&csv_line(KEYS.iter().map(|key| csv_field(&fields[*key]))))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::out::Shape;
    use crate::i18n::Lang;
    use crate::text::width;

    fn figures() -> Figures {
        let unit =
            |name: &str, issues, overdue| Tally { name: name.into(), issues, overdue, ..Tally::default() };
        Figures {
            today: "2021-09-18".parse().unwrap(),
            scope: String::new(),
            total: Tally { issues: 412, rectified: 233, overdue: 17, ..Tally::default() },
            units: vec![unit("荷塘区教育局", 31, 2), unit("云龙示范区教育局", 0, 0)],
            phase: String::new(),
            phase_days_left: None,
            next_tasks: vec![],
            last_due: None,
        }
    }

    #[test]
    fn the_table_fits_and_the_total_comes_first() {
        for lang in [Lang::Zh, Lang::En] {
            let table = table(&Words::new(lang), &figures());
            for columns in [80, 160] {
                let lines = table.lines(Shape::Fit(columns), false);
                assert!(lines.iter().all(|line| width(line) <= columns), "{columns}: {}", lines[0]);
            }
        }
        let lines = table(&Words::new(Lang::Zh), &figures()).lines(Shape::Tabs, false);
        assert!(lines[1].starts_with("合计\t412\t233\t56.55%"), "{}", lines[1]);
        assert!(lines[3].starts_with("云龙示范区教育局\t0\t0\t—"), "no rate without issues");
    }

    #[test]
    fn every_figure_has_its_csv_column() {
        let value = serde_json::to_value(Tally::default()).unwrap();
        let keys: std::collections::BTreeSet<&str> =
            value.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, KEYS.into_iter().collect());
    }
}
