//! Rows of a file become steps of issues: all of it one act, each row judged by itself, as far as its columns
//! prove. Nothing is taken on trust: every step goes the way of any other command.

use super::decide;
use super::entry_words::WAN_SIGNS;
use super::known::{Known, category_of, unit_of};
use super::read::{LINE, Reader};
use super::rights;
use super::shown::Base;
use super::sight::Sight;
use super::since::check_base;
use super::{Context, Decided};
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::command::Command;
use crate::model::deadline::Deadline;
use crate::model::fact::Party;
use crate::model::field::{Field, Group};
use crate::model::ids::{OpId, Subject};
use crate::model::incoming::{Column, Incoming, IncomingRow, Outcome, Verdict};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Why};
use crate::model::verb::Verb;
use std::collections::BTreeMap;

/// Characters of a problem that are its title; the rest is its description.
const TITLE: usize = 60;

/// Columns whose value must be right for the row to be taken, and columns that are left away when it is not.
const STRICT: [Column; 5] =
    [Column::FoundOn, Column::Persons, Column::Students, Column::AmountYuan, Column::AmountWan];
const LOOSE: [Column; 4] = [Column::Stage, Column::Source, Column::RectType, Column::Item];

/// Fields and their values as typed.
type Values = Vec<(Field, String)>;

/// The revision that a row shows.
fn revision(row: &IncomingRow) -> Option<u64> {
    row.get(Column::Revision).parse().ok()
}

fn verdict(row: &IncomingRow, outcome: Outcome) -> Verdict {
    let title = row.get(Column::Title).to_owned();
    Verdict {
        sheet: row.sheet.clone(),
        row: row.row,
        outcome,
        no: String::new(),
        title,
        steps: Vec::new(),
        refused: Vec::new(),
    }
}

/// A row that changes no field and takes a step is no longer the same.
fn stepped(verdict: Verdict) -> Verdict {
    match verdict.outcome {
        Outcome::Same if !verdict.steps.is_empty() => {
            Verdict { outcome: Outcome::Update { fields: Vec::new() }, ..verdict }
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

/// One file being taken in.
pub struct Taking<'a> {
    pub(super) context: &'a Context,
    sight: &'a Sight,
    pub(super) incoming: &'a Incoming,
    op: OpId,
    /// The unit it comes from, where rows name none.
    unit: Option<u32>,
    known: Known,
    /// The issue of the row before, whose further measures may follow.
    last: Option<Subject>,
}

impl<'a> Taking<'a> {
    /// A file as a member takes it in, by one act.
    pub fn of(
        books: &Books,
        context: &'a Context,
        sight: &'a Sight,
        incoming: &'a Incoming,
        op: OpId,
    ) -> Self {
        let acts = || rights::acts_as(books, &context.actor).contains(&Party::Unit);
        let named = unit_of(books, &incoming.unit).or_else(|| unit_of(books, &incoming.file));
        let unit = named.or_else(|| context.actor.unit.filter(|_| acts()));
        Self { context, sight, incoming, op, unit, known: Known::of(books, incoming), last: None }
    }

    /// The stored issues that the file speaks of, each with the revision that it shows, for whoever has to read
    /// their records and what happened since beforehand.
    pub fn spoken_of(&self, draft: &Draft<'_>) -> BTreeMap<u32, Option<u64>> {
        let mut spoken: BTreeMap<u32, Option<u64>> =
            self.known.of_file().into_iter().map(|id| (id, None)).collect();
        for row in &self.incoming.rows {
            let id = match row.get(Column::No) {
                "" => self.known_as(draft, row).ok().flatten(),
                no => decide::number(draft, no),
            };
            if let Some(id) = id {
                let base = spoken.entry(id).or_default();
                *base = revision(row).or(*base);
            }
        }
        spoken
    }

    /// Decides all rows on the draft, and applies their facts there: the act, and the verdict on each row.
    pub fn take(mut self, draft: &mut Draft<'_>) -> (Decided, Vec<Verdict>) {
        let (mark, first) = (draft.facts.len(), draft.next_seq());
        let books = draft.books;
        let incoming = self.incoming;
        let mut verdicts: Vec<Verdict> = incoming.rows.iter().map(|row| self.row(draft, row)).collect();
        let touched: Vec<&str> = verdicts.iter().map(|verdict| verdict.no.as_str()).collect();
        let gone: Vec<Verdict> = (self.known.of_file().into_iter())
            .filter_map(|id| draft.record(Subject::issue(id)).map(|record| (books.issue_name(id), record)))
            .filter(|(no, record)| !touched.contains(&no.as_str()) && self.sight.record(books, record))
            .map(|(no, record)| Verdict {
                no,
                title: record.text(Field::Title).to_owned(),
                ..verdict(&IncomingRow::default(), Outcome::Gone)
            })
            .collect();
        verdicts.extend(gone);
        let mut subjects: Vec<Subject> = draft.facts[mark..].iter().map(|fact| fact.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let last = draft.next_seq() - 1;
        (Decided { first, last, subjects, repeated: false, refused: Vec::new() }, verdicts)
    }

    fn row(&mut self, draft: &mut Draft<'_>, row: &IncomingRow) -> Verdict {
        if row.nil {
            return verdict(row, Outcome::Nil);
        }
        let goes_on =
            [Column::Title, Column::Place, Column::No].iter().all(|column| row.get(*column).is_empty());
        if let (true, Some(subject)) = (goes_on && !row.get(Column::Action).is_empty(), self.last) {
            let mut verdict = verdict(row, Outcome::Same);
            self.further(draft, row, subject, &mut verdict);
            return self.named(draft, subject, stepped(verdict));
        }
        let mark = draft.facts.len();
        let result = self.find(draft, row).and_then(|found| match found {
            Some(record) => self.update(draft, row, &record),
            None => self.register(draft, row),
        });
        match result {
            Ok(verdict) => verdict,
            Err(refusal) => {
                draft.rewind(mark);
                self.last = None;
                let refusal = Box::new(refusal);
                let conflict = matches!(refusal.why, Why::Conflict { .. });
                verdict(
                    row,
                    if conflict { Outcome::Conflict { refusal } } else { Outcome::Wrong { refusal } },
                )
            }
        }
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
    fn known_as(&self, draft: &Draft<'_>, row: &IncomingRow) -> Result<Option<u32>, Refusal> {
        let (title, _) = words(row.get(Column::Title));
        let unit = self.unit_of(draft, row)?;
        Ok(self.known.find(unit, &self.place(draft, row), &title, row))
    }

    /// The unit of a row: its own words, else the file's.
    fn unit_of(&self, draft: &Draft<'_>, row: &IncomingRow) -> Result<u32, Refusal> {
        let words = row.get(Column::Unit);
        // What stands under the unit may be the school, where no other column says that.
        let other = words.is_empty() || row.get(Column::Place).is_empty();
        let unit = unit_of(draft.books, words).or(self.unit.filter(|_| other));
        match unit {
            Some(unit) => Ok(unit),
            None if words.is_empty() => Err(Why::Missing { fields: vec![Field::Unit] }.into()),
            None => self.reader(draft).unit(words),
        }
    }

    /// The place of a row. What stands under the unit and is none is the school or institution.
    fn place(&self, draft: &Draft<'_>, row: &IncomingRow) -> String {
        let (place, unit) = (row.get(Column::Place), row.get(Column::Unit));
        match place.is_empty() && unit_of(draft.books, unit).is_none() {
            true => unit.to_owned(),
            false => place.to_owned(),
        }
    }

    fn reader<'b>(&self, draft: &Draft<'b>) -> Reader<'b> {
        Reader { books: draft.books, day: self.context.today }
    }

    /// What it rests on: the file and the row.
    fn paper(&self, row: &IncomingRow) -> String {
        let paper = format!("{} {}!{}", self.incoming.file, row.sheet, row.row);
        paper.chars().take(LINE).collect()
    }

    pub(super) fn command(&self, verb: Verb, row: &IncomingRow) -> Command {
        Command { paper: self.paper(row), reason: self.paper(row), ..Command::new(verb, self.op) }
    }

    /// The values of a row as they are typed, and what of it is left away.
    fn values(&self, draft: &Draft<'_>, row: &IncomingRow) -> Result<(Values, Vec<Refusal>), Refusal> {
        let reader = self.reader(draft);
        let mut values = Vec::new();
        let mut left = Vec::new();
        for column in STRICT.into_iter().chain(LOOSE) {
            let text = row.get(column);
            let Some(field) = column.field().filter(|_| !text.is_empty()) else { continue };
            let plain = text.parse::<f64>().is_ok();
            let text = match column {
                // Its number and its words, as lists that are handed out write it.
                Column::Item => match text.split_once(' ') {
                    Some((number, _)) if reader.value(field, number).is_ok() => number.to_owned(),
                    _ => text.to_owned(),
                },
                Column::AmountWan if plain => format!("{text}{}", WAN_SIGNS[0]),
                _ => text.to_owned(),
            };
            match reader.value(field, &text) {
                Ok(_) => values.push((field, text)),
                Err(refusal) if LOOSE.contains(&column) => left.push(refusal),
                Err(refusal) => return Err(refusal),
            }
        }
        let (title, whole) = words(row.get(Column::Title));
        values.extend([
            (Field::Title, title),
            (Field::Desc, whole.to_owned()),
            (Field::Place, self.place(draft, row)),
        ]);
        let class = row.get(Column::Category);
        let has_item = values.iter().any(|(field, _)| *field == Field::Item);
        match category_of(draft.books, class).or_else(|| category_of(draft.books, &row.sheet)) {
            Some(category) => values.push((Field::Category, category)),
            None if !class.is_empty() && !has_item => {
                reader.value(Field::Category, class)?;
            }
            None => {}
        }
        values.retain(|(_, text)| !text.is_empty());
        Ok((values, left))
    }

    /// A new issue, and the steps its columns prove.
    fn register(&mut self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let unit = self.unit_of(draft, row)?;
        let (values, refused) = self.values(draft, row)?;
        let code = draft.books.unit(unit).map_or_else(String::new, |unit| unit.text(Field::Code).to_owned());
        let mut command = self.command(Verb::Register, row).set(Field::Unit.code(), code);
        command.reason.clear();
        for (field, text) in &values {
            command = command.set(field.code(), text);
        }
        command = command.set(Field::File.code(), &self.incoming.file);
        command = command.set(Field::FileRow.code(), row.get(Column::RowNo));
        let due = row.get(Column::Due);
        let mut verdict = Verdict { refused, ..verdict(row, Outcome::New) };
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
        let base = Base::of(draft, record, revision(row), self.op);
        let mut fields = Vec::new();
        let mut clashing = BTreeMap::new();
        // What a list shows as the problem is the description, where there is one.
        let problem = row.get(Column::Title);
        let told = [Field::Title, Field::Desc].iter().any(|field| base.text(*field) == problem);
        for (field, text) in &values {
            let value = reader.value(*field, text)?;
            let (was, stands) = (base.get(*field), record.get(*field));
            let unedited = told && matches!(field, Field::Title | Field::Desc) || value.as_ref() == was;
            if unedited || value.as_ref() == stands {
                continue;
            }
            if stands != was {
                clashing.insert(Cell { field: *field, part: 0 }, value);
                continue;
            }
            fields.push(*field);
            command = command.set(field.code(), text);
        }
        if !clashing.is_empty() {
            let seen = Command { base: revision(row), ..command.clone() };
            check_base(draft, self.context, &seen, record, &clashing)?;
        }
        if !fields.is_empty() {
            decide::all(draft, self.context, &command)?;
        }
        let outcome = if fields.is_empty() { Outcome::Same } else { Outcome::Update { fields } };
        let mut verdict = Verdict { refused, ..verdict(row, outcome) };
        self.deadline(draft, row, record, &mut verdict);
        self.further(draft, row, record.subject, &mut verdict);
        self.last = Some(record.subject);
        Ok(self.named(draft, record.subject, stepped(verdict)))
    }

    /// Another deadline than the one that stands: put in its place where that may be done, else told.
    fn deadline(&self, draft: &mut Draft<'_>, row: &IncomingRow, record: &Record, verdict: &mut Verdict) {
        let due = row.get(Column::Due);
        if due.is_empty() {
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
            Ok(_) => match &mut verdict.outcome {
                Outcome::Update { fields } => fields.push(Field::Deadline),
                outcome => *outcome = Outcome::Update { fields: vec![Field::Deadline] },
            },
            Err(refusal) => verdict.refused.push(Refusal { no: String::new(), ..refusal }),
        }
    }
}
