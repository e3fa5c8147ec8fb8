//! Rows of a problem list or a ledger: the issue a row speaks of, entered or put right.

use super::super::decide;
use super::super::entry_words::{WAN_SIGNS, YUAN_SIGNS};
use super::super::since::check_base;
use super::known::{category_of, unit_of};
use super::shown::Base;
use super::{Taking, changed, revision, verdict};
use crate::books::draft::Draft;
use crate::model::deadline::Deadline;
use crate::model::field::{Field, Group};
use crate::model::ids::Subject;
use crate::model::incoming::{Column, IncomingRow, Outcome, Progress, Verdict};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Why};
use crate::model::verb::Verb;
use crate::text::names::without;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Characters of a problem that are its title; the rest is its description.
const TITLE: usize = 60;

/// Columns whose value must be right for the row to be taken, and columns that are left away when it is not.
const STRICT: [Column; 5] =
    [Column::FoundOn, Column::Persons, Column::Students, Column::AmountYuan, Column::AmountWan];
const LOOSE: [Column; 4] = [Column::Stage, Column::Source, Column::RectType, Column::Item];

/// Fields and their values as typed; an empty one only where the file was exported with something there.
type Values = Vec<(Field, String)>;

impl Taking<'_> {
    /// One row: a further measure of the issue above, an issue that is there, or a new one.
    pub(super) fn issue(&mut self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let goes_on =
            [Column::Title, Column::Place, Column::No].iter().all(|column| row.get(*column).is_empty());
        if let (true, Some(subject)) = (goes_on && !row.get(Column::Action).is_empty(), self.last) {
            let mut verdict = verdict(row, Outcome::Same);
            let clash = self.measure(draft, row, subject, &mut verdict).err();
            self.further(draft, row, subject, &mut verdict);
            let verdict = clashed(stepped(verdict), clash.into_iter().collect());
            return Ok(self.named(draft, subject, verdict));
        }
        match self.find(draft, row)? {
            Some(record) => self.update(draft, row, &record),
            None => self.register(draft, row),
        }
    }

    /// What stood in an earlier version of the file and no longer does.
    pub(super) fn gone(&self, draft: &Draft<'_>, verdicts: &[Verdict]) -> Vec<Verdict> {
        if !self.incoming.kind.is_of_issues() {
            return Vec::new();
        }
        let books = draft.books;
        let touched: Vec<&str> = verdicts.iter().map(|verdict| verdict.no.as_str()).collect();
        (self.known.of_file(&self.units(draft)).into_iter())
            .filter_map(|id| draft.record(Subject::issue(id)).map(|record| (books.issue_name(id), record)))
            .filter(|(no, record)| !touched.contains(&no.as_str()) && self.sight.record(books, record))
            .map(|(no, record)| Verdict {
                no,
                title: record.text(Field::Title).to_owned(),
                ..verdict(&IncomingRow::default(), Outcome::Gone)
            })
            .collect()
    }

    fn named(&self, draft: &Draft<'_>, subject: Subject, verdict: Verdict) -> Verdict {
        let no = draft.record(subject).map(|record| record.text(Field::No).to_owned());
        let no = no.filter(|no| !no.is_empty()).unwrap_or_else(|| format!("#{}", subject.id));
        Verdict { no, ..verdict }
    }

    /// The issue a row speaks of, if it is there already.
    fn find(&self, draft: &Draft<'_>, row: &IncomingRow) -> Result<Option<Record>, Refusal> {
        let no = row.get(Column::No);
        let visible = |record: &Record| self.sight.record(draft.books, record);
        if !no.is_empty() {
            let record = decide::find(draft, no)?;
            let unknown = || Why::UnknownNumber { text: no.to_owned(), nearest: None };
            return if visible(&record) { Ok(Some(record)) } else { Err(unknown().into()) };
        }
        let Some(id) = self.known_as(draft, row)? else { return Ok(None) };
        // One that is there and cannot be read must not be entered a second time.
        let record = decide::find(draft, &format!("#{id}"))?;
        Ok(Some(record).filter(visible))
    }

    /// The issue that a row without our number speaks of.
    pub(super) fn known_as(&self, draft: &Draft<'_>, row: &IncomingRow) -> Result<Option<u32>, Refusal> {
        let (title, _) = words(row.get(Column::Title));
        let unit = self.unit_of(draft, row)?;
        let class = category_of(draft.books, row.get(Column::Category));
        let class = class.or_else(|| category_of(draft.books, &row.sheet)).unwrap_or_default();
        Ok(self.known.find(unit, &self.place(draft, row), &title, &class, row))
    }

    /// The place of a row. What stands under the unit and is none is the school or institution.
    fn place(&self, draft: &Draft<'_>, row: &IncomingRow) -> String {
        let (place, unit) = (row.get(Column::Place), row.get(Column::Unit));
        match place.is_empty() && unit_of(draft.books, unit).is_none() {
            true => unit.to_owned(),
            false => place.to_owned(),
        }
    }

    /// The values of a row as they are typed, and what of it is left away.
    fn values(&self, draft: &Draft<'_>, row: &IncomingRow) -> Result<(Values, Vec<Refusal>), Refusal> {
        let reader = self.reader(draft);
        let mut values = Vec::new();
        let mut left = Vec::new();
        for column in STRICT.into_iter().chain(LOOSE) {
            let Some((field, text)) = column.field().zip(row.cells.get(&column)) else { continue };
            let text = match column {
                // Its number and its words, as lists that are handed out write it.
                Column::Item => match text.split_once(' ') {
                    Some((number, _)) if reader.value(field, number).is_ok() => number.to_owned(),
                    _ => text.to_owned(),
                },
                Column::AmountWan if is_bare(text) => format!("{text}{}", WAN_SIGNS[0]),
                _ => text.to_owned(),
            };
            match reader.value(field, &text) {
                Ok(_) => values.push((field, text)),
                Err(refusal) if LOOSE.contains(&column) => left.push(refusal),
                Err(refusal) => return Err(refusal),
            }
        }
        let (title, whole) = words(row.get(Column::Title));
        for (field, text) in
            [(Field::Title, title), (Field::Desc, whole.to_owned()), (Field::Place, self.place(draft, row))]
        {
            if !text.is_empty() {
                values.push((field, text));
            }
        }
        let class = row.get(Column::Category);
        let has_item = values.iter().any(|(field, text)| *field == Field::Item && !text.is_empty());
        match category_of(draft.books, class).or_else(|| category_of(draft.books, &row.sheet)) {
            Some(category) => values.push((Field::Category, category)),
            None if !class.is_empty() && !has_item => {
                reader.value(Field::Category, class)?;
            }
            None => {}
        }
        Ok((values, left))
    }

    /// A new issue, and the steps its columns prove.
    fn register(&mut self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let unit = self.unit_of(draft, row)?;
        let (values, refused) = self.values(draft, row)?;
        let mut verdict = Verdict { refused, ..verdict(row, Outcome::New) };
        let code = Self::code_of(draft, unit);
        let mut command = self.command(Verb::Register, row).set(Field::Unit.code(), code);
        command.reason.clear();
        command.on = self.done_before(draft, row).map_or_else(String::new, |day| day.to_string());
        for (field, text) in values.iter().filter(|(_, text)| !text.is_empty()) {
            let text = self.without_names(*field, text, &mut verdict.names);
            command = command.set(field.code(), text);
        }
        command = command.set(Field::File.code(), &self.incoming.file);
        command = command.set(Field::FileRow.code(), row.get(Column::RowNo));
        let due = row.get(Column::Due);
        if !due.is_empty() {
            match self.reader(draft).deadline(due) {
                Ok(_) => command = command.set(Field::Deadline.code(), due),
                Err(refusal) => verdict.refused.push(refusal),
            }
        }
        let made = decide::all(draft, self.context, &command)?;
        let Some(subject) = made.first().copied() else { return Err(Why::NoSubject.into()) };
        verdict.steps.push(Verb::Register);
        let (title, _) = words(row.get(Column::Title));
        self.known.add(unit, &self.place(draft, row), &title, subject.id);
        self.further(draft, row, subject, &mut verdict);
        self.last = Some(subject);
        Ok(self.named(draft, subject, verdict))
    }

    /// What a row changes of an issue that is there, and the steps it proves.
    fn update(
        &mut self,
        draft: &mut Draft<'_>,
        row: &IncomingRow,
        record: &Record,
    ) -> Result<Verdict, Refusal> {
        let (values, refused) = self.values(draft, row)?;
        let reader = self.reader(draft);
        let mut command = self.command(Verb::Amend, row).on_subject(format!("#{}", record.subject.id));
        let shown = revision(row).map(|shown| shown.rev);
        let base = Base::of(draft, record, shown, self.op);
        let (mut changes, mut names) = (Vec::new(), Vec::new());
        let mut clashing = BTreeMap::new();
        // What a list shows as the problem is the description, where there is one.
        let problem = row.get(Column::Title);
        let told = [Field::Title, Field::Desc].iter().any(|field| base.text(*field) == problem);
        for (field, text) in &values {
            let cell = Cell::main(*field);
            let value = reader.value(*field, text)?;
            let (was, stands) = (base.get(cell), record.get(*field));
            let unedited = told && matches!(field, Field::Title | Field::Desc) || value.as_ref() == was;
            if unedited || value.as_ref() == stands || hidden_before(record, *field, text) {
                continue;
            }
            let text = &self.without_names(*field, text, &mut names);
            let value = reader.value(*field, text)?;
            if stands != was {
                clashing.insert(cell, value);
                continue;
            }
            changes.push(changed(draft.books, cell, stands, value));
            command = command.set(field.code(), text);
        }
        // Cell by cell: what others changed too is told, the rest is taken.
        let mut clashes = Vec::new();
        if !clashing.is_empty() {
            command.base = shown;
            clashes.extend(check_base(draft, self.context, &command, record, &clashing).err());
            command.base = None;
        }
        if !changes.is_empty() {
            decide::all(draft, self.context, &command)?;
        }
        let outcome = if changes.is_empty() { Outcome::Same } else { Outcome::Update { changes } };
        let mut verdict = Verdict { refused, names, ..verdict(row, outcome) };
        self.deadline(draft, row, record, &mut verdict);
        clashes.extend(self.measure(draft, row, record.subject, &mut verdict).err());
        self.further(draft, row, record.subject, &mut verdict);
        self.last = Some(record.subject);
        Ok(self.named(draft, record.subject, clashed(stepped(verdict), clashes)))
    }

    /// The day by which the row says that all was done, where that is past: then it was entered no later.
    fn done_before(&self, draft: &Draft<'_>, row: &IncomingRow) -> Option<NaiveDate> {
        let done = row.get(Column::DoneOn);
        let day =
            self.reader(draft).day(done).filter(|_| row.progress == Progress::Done && !done.is_empty())?;
        Some(day).filter(|day| *day < self.context.today)
    }

    /// Another deadline than the one that stands: put in its place where that may be done, else told.
    fn deadline(&self, draft: &mut Draft<'_>, row: &IncomingRow, record: &Record, verdict: &mut Verdict) {
        let due = row.get(Column::Due);
        // On a line with a measure it is the measure's.
        if due.is_empty() || revision(row).is_some_and(|shown| shown.part > 0) {
            return;
        }
        let read = self.reader(draft).deadline(due);
        let is_it = |stands: &Deadline| {
            stands.text == due || read.as_ref().is_ok_and(|read| read.due == stands.due && read.due.is_some())
        };
        // A ledger shows the deadline of the measure.
        let parts = record.parts(Group::Measure);
        let of_measures = parts.iter().filter_map(|part| record.deadline_of(Field::Due, *part));
        if record.deadline(Field::Deadline).into_iter().chain(of_measures).any(is_it) {
            return;
        }
        let command = self.command(Verb::Amend, row).on_subject(format!("#{}", record.subject.id));
        let command = command.set(Field::Deadline.code(), due);
        match decide::all(draft, self.context, &command) {
            Ok(_) => {
                let cell = Cell::main(Field::Deadline);
                let now = draft.record(record.subject).and_then(|now| now.get(Field::Deadline)).cloned();
                let change = changed(draft.books, cell, record.get(Field::Deadline), now);
                and_changes(verdict, vec![change]);
            }
            Err(refusal) => verdict.refused.push(Refusal { no: String::new(), ..refusal }),
        }
    }
}

/// Adds to what a row changes.
pub(super) fn and_changes(verdict: &mut Verdict, mut more: Vec<crate::model::incoming::Changed>) {
    match &mut verdict.outcome {
        Outcome::Update { changes } => changes.append(&mut more),
        outcome if !more.is_empty() => *outcome = Outcome::Update { changes: more },
        _ => {}
    }
}

/// A text of which an earlier version was kept without its names.
fn hidden_before(record: &Record, field: Field, text: &str) -> bool {
    let kept = record.text(field);
    !kept.is_empty() && kept != text && kept == without(text)
}

/// An amount that does not say what it is told in: its column does.
fn is_bare(amount: &str) -> bool {
    let said = |sign: &&&str| amount.contains(**sign);
    amount.ends_with(|c: char| c.is_ascii_digit())
        && !WAN_SIGNS.iter().chain(YUAN_SIGNS).any(|sign| said(&sign))
}

/// What others changed too: of a row with nothing else that is its verdict, else it stands beside what was taken.
fn clashed(mut verdict: Verdict, mut clashes: Vec<Refusal>) -> Verdict {
    if verdict.outcome == Outcome::Same && !clashes.is_empty() {
        verdict.outcome = Outcome::refused(clashes.remove(0));
    }
    verdict.refused.extend(clashes);
    verdict
}

/// A row that changes no field and takes a step is no longer the same.
fn stepped(verdict: Verdict) -> Verdict {
    match verdict.outcome {
        Outcome::Same if !verdict.steps.is_empty() => {
            Verdict { outcome: Outcome::Update { changes: Vec::new() }, ..verdict }
        }
        _ => verdict,
    }
}

/// A problem's title and, where it says more, its description.
fn words(problem: &str) -> (String, &str) {
    if problem.chars().count() <= TITLE {
        return (problem.to_owned(), "");
    }
    let ends = |c: char| matches!(c, '\u{3002}' | '\u{FF1B}' | ';' | '\u{FF0C}' | ',');
    let head: String = problem.chars().take(TITLE).collect();
    let cut = head.rfind(ends).filter(|at| *at > 0).unwrap_or(head.len());
    (head[..cut].to_owned(), problem)
}
