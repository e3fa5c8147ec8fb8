//! What is no table of the plan: registers, what is missing, the index.

use super::{Source, is_lacking};
use crate::api::{Answer, Request};
use crate::cli::archive::filing::Filing;
use crate::cli::failure::{Failure, Kind as Sort};
use crate::exchange::roll::{Roll, count, day, text};
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::report::check_code;
use crate::model::row::{EntryRow, OwedRow, TaskRow};
use std::collections::BTreeSet;

/// The registers that are kept, in the order of their files.
const REGISTERS: [Kind; 9] = [
    Kind::Order,
    Kind::Transfer,
    Kind::Outcome,
    Kind::Inspection,
    Kind::Publicity,
    Kind::Meeting,
    Kind::Lock,
    Kind::Intake,
    Kind::Clue,
];

/// Fields that have columns of their own in every register.
const SAID: [Field; 6] = [Field::No, Field::Status, Field::Unit, Field::Title, Field::Issues, Field::Papers];

impl Source<'_> {
    /// A list with nothing in it yet.
    pub(super) fn roll(&self, title: &str, heads: &[&str]) -> Roll {
        let day = self.words.day_written(self.hello.today);
        let info = self.words.with("archive-info", &[("campaign", &self.hello.campaign_name), ("day", &day)]);
        Roll::new(title.to_owned(), info, heads.iter().map(|head| self.words.get(head)).collect())
    }

    /// Puts a list in.
    pub(super) fn list(&self, filing: &mut Filing<'_>, path: &[&str], roll: Roll) -> Result<(), Failure> {
        filing.sheet(path, "", &roll.page(self.hello.synthetic, self.hello.today, self.words))
    }

    /// Every register with all its fields.
    pub(super) fn registers(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let folder = self.words.get("archive-registers");
        for (at, kind) in REGISTERS.into_iter().enumerate() {
            let name = self.words.kind(kind);
            let rows = match self.door.ask(Request::Entries { kind, filter: String::new() }) {
                Ok(Answer::Entries(rows)) => rows,
                Ok(_) => return Err(Failure::misunderstood(self.words)),
                Err(failure) if failure.kind == Sort::NotAllowed => {
                    filing.withheld.push(name);
                    continue;
                }
                Err(failure) => return Err(failure),
            };
            let file = format!("{:02} {name}.xlsx", at + 1);
            self.list(filing, &[&folder, &file], self.register(&name, &rows))?;
        }
        Ok(())
    }

    fn register(&self, name: &str, rows: &[EntryRow]) -> Roll {
        let heads = [
            "col-no",
            "col-status",
            "col-unit",
            "col-title",
            "col-day",
            "col-due",
            "col-linked",
            "col-paper",
        ];
        let mut roll = self.roll(name, &heads);
        let fields: BTreeSet<Field> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.field).collect();
        let fields: Vec<Field> = fields.into_iter().filter(|field| !SAID.contains(field)).collect();
        roll.heads.extend(fields.iter().map(|field| (self.words.field(*field), None)));
        for row in rows {
            let mut line = vec![
                text(&row.no),
                text(&self.words.code(Field::Status, &row.status)),
                text(&row.unit),
                text(&row.title),
                day(row.on),
                day(row.due),
                text(&row.issues.join(" ")),
                text(&row.papers.join(" ")),
            ];
            line.extend(fields.iter().map(|field| {
                let cell = row.cells.iter().find(|cell| cell.field == *field);
                text(
                    &cell
                        .map_or_else(String::new, |c| self.words.value(*field, &c.value, c.named.as_deref())),
                )
            }));
            roll.rows.push(line);
        }
        roll
    }

    /// All papers owed.
    pub(super) fn owed(&self) -> Result<Vec<OwedRow>, Failure> {
        match self.door.ask(Request::Owed { what: String::new(), missing: false })? {
            Answer::Owed(rows) => Ok(rows),
            _ => Err(Failure::misunderstood(self.words)),
        }
    }

    /// What is missing, by name; and every row of the plan with what it lacks. Answers with all papers owed.
    pub(super) fn missing(&self, filing: &mut Filing<'_>) -> Result<Vec<OwedRow>, Failure> {
        let words = self.words;
        let owed = self.owed()?;
        let heads = [
            "archive-row",
            "col-paper",
            "archive-period",
            "col-unit",
            "col-due",
            "archive-stands",
            "archive-late",
            "archive-returned",
            "col-person-name",
        ];
        let title = words.get("archive-missing");
        let mut roll = self.roll(&title, &heads);
        for row in owed.iter().filter(|row| is_lacking(row, self.hello)) {
            roll.rows.push(vec![
                row.row.map_or(text(""), count),
                text(&row.paper),
                text(row.period.as_deref().unwrap_or_default()),
                text(&row.unit),
                day(Some(row.due)),
                text(&words.get(if row.state == "back" { "archive-back" } else { "archive-not-in" })),
                row.late_days.map_or(text(""), count),
                count(row.returned),
                text(row.person.as_ref().map_or("", |person| &person.name)),
            ]);
        }
        self.list(filing, &[&format!("{title}.xlsx")], roll)?;
        let Answer::Schedule(tasks) = self.door.ask(Request::Schedule)? else {
            return Err(Failure::misunderstood(words));
        };
        let title = words.get("archive-plan-rows");
        let heads = [
            "archive-row",
            "col-time",
            "col-work",
            "col-by",
            "archive-owed",
            "archive-handed",
            "archive-nil",
            "archive-lacking",
            "archive-done-on",
        ];
        let mut roll = self.roll(&title, &heads);
        roll.rows = tasks.iter().map(|task| self.plan_row(task)).collect();
        self.list(filing, &[&format!("{title}.xlsx")], roll)?;
        Ok(owed)
    }

    fn plan_row(&self, task: &TaskRow) -> Vec<crate::exchange::page::Field> {
        vec![
            text(&task.no),
            text(&task.text),
            text(&task.work),
            text(&task.by),
            count(task.owed),
            count(task.handed),
            count(task.nil),
            text(&self.words.list(&task.missing)),
            day(task.done_on),
        ]
    }

    /// The index of all that is in the folder so far.
    pub(super) fn index(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let words = self.words;
        let title = words.get("archive-index");
        let heads = [
            "archive-place",
            "archive-file",
            "archive-title",
            "archive-about",
            "archive-rows",
            "archive-bytes",
            "archive-hash",
        ];
        let mut roll = self.roll(&title, &heads);
        let args = [("facts", self.holdings.head.to_string()), ("head", self.holdings.head_hash.clone())];
        let code = check_code(&self.holdings.head_hash).unwrap_or_default();
        let code = words.with("archive-code", &[("code", code)]);
        roll.info = format!("{} {} {code}", roll.info, words.with("archive-head", &args));
        for (at, file) in filing.files.iter().enumerate() {
            roll.rows.push(vec![
                count(at + 1),
                text(&file.path),
                text(&file.title),
                text(&file.about),
                file.rows.map_or(text(""), count),
                count(file.bytes),
                text(&file.sha256),
            ]);
        }
        let page = roll.page(self.hello.synthetic, self.hello.today, words);
        filing.sheet(&[&format!("{title}.xlsx")], "", &page)?;
        filing.lines(&[&format!("{title}.csv")], "", &page)
    }
}
