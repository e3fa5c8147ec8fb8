//! Forms: the fields a verb asks for on a record, with what stands there already.

use super::read::choices;
use super::rights::{own_parties, party_name, records_for};
use super::{Context, decide, entry_line, remarks, workflow};
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::deadline::Deadline;
use crate::model::fact::Party;
use crate::model::field::{Field, Group};
use crate::model::form::{Choice, Form, FormField, Input, Remark, Slot};
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::{FieldType, Value};
use crate::model::verb::Verb;

/// The form of a verb on issues. Several issues share one form; it is filled from the first.
///
/// # Errors
/// What the verb would be refused for before anything is typed: no such number, wrong state, no right.
pub fn form(draft: &Draft<'_>, context: &Context, verb: Verb, subjects: &[String]) -> Result<Form, Refusal> {
    let row = workflow::row(verb).ok_or(Why::NoSubject)?;
    let mut issues = Vec::new();
    for name in subjects {
        let issue = decide::find(draft, name)?;
        if !row.from.contains(&issue.state()) {
            return Err(state_refusal(draft.books, &issue, verb, name));
        }
        issues.push(issue);
    }
    if issues.is_empty() && !row.from.is_empty() {
        return Err(Why::NoSubject.into());
    }
    let blank = Record::new(Subject::issue(draft.next_id(Kind::Issue)));
    let first = issues.first().unwrap_or(&blank);
    let party = party(draft.books, context, first, row)?;
    let maker = Maker { books: draft.books, context, verb, row, issue: first, single: issues.len() <= 1 };
    let mut form = Form {
        verb,
        subjects: subjects.to_vec(),
        heading: maker.heading(subjects),
        fields: maker.fields(),
        remarks: Vec::new(),
        base: issues.first().filter(|_| issues.len() == 1).map(|issue| issue.rev),
    };
    if let Some(party) = party {
        maker.for_party(party, &mut form);
    }
    if !issues.is_empty() {
        form.remarks.extend(remarks::for_verb(draft.books, context, verb, first));
    }
    Ok(form)
}

/// The form of a new issue, filled from a quick-entry line.
pub fn entry(draft: &Draft<'_>, context: &Context, line: &str) -> (entry_line::Line, Form, Vec<Remark>) {
    let read = entry_line::read(draft.books, line, context.today);
    let mut issue = Record::new(Subject::issue(draft.next_id(Kind::Issue)));
    let reader = super::read::Reader { books: draft.books, day: context.today };
    for (field, text) in &read.values {
        if let Ok(Some(value)) = reader.value(*field, text) {
            issue.cells.insert(Cell::main(*field), value);
        }
    }
    follow(draft.books, &mut issue);
    let row = &workflow::TABLE[0];
    let maker = Maker { books: draft.books, context, verb: Verb::Register, row, issue: &issue, single: true };
    let form = Form {
        verb: Verb::Register,
        subjects: Vec::new(),
        heading: String::new(),
        fields: maker.fields(),
        remarks: Vec::new(),
        base: None,
    };
    issue.cells.entry(Cell::main(Field::FoundOn)).or_insert(Value::Day(context.today));
    let remarks = remarks::for_new(draft.books, &issue);
    (read, form, remarks)
}

/// What item and place say by themselves.
fn follow(books: &Books, issue: &mut Record) {
    let Some(pack) = &books.pack else { return };
    let category = pack.category_of(issue.text(Field::Item)).map(|category| category.id.clone());
    let stage = pack.stage_of(issue.text(Field::Place)).map(|stage| stage.name.clone());
    for (field, code) in [(Field::Category, category), (Field::Stage, stage)] {
        if let (None, Some(code)) = (issue.get(field), code) {
            issue.cells.insert(Cell::main(field), Value::Code(code));
        }
    }
}

/// For whom the step would be recorded, when it is not the member's own.
fn party(
    books: &Books,
    context: &Context,
    issue: &Record,
    row: &workflow::Row,
) -> Result<Option<Party>, Refusal> {
    let own = own_parties(books, &context.actor, issue);
    if row.parties_in(issue.state()).iter().any(|party| own.contains(party)) {
        return Ok(None);
    }
    // A decision that may go to the chief is recorded for the level the case asks for.
    let chief = row.verb == Verb::DecideExtension && needs_chief(books, issue);
    let able = row
        .parties_in(issue.state())
        .iter()
        .copied()
        .filter(|party| records_for(books, &context.actor, *party));
    let wanted = able.clone().find(|party| (*party == Party::Chief) == chief).or(able.clone().next());
    wanted.map(Some).ok_or_else(|| Why::NoRight.into())
}

fn needs_chief(books: &Books, issue: &Record) -> bool {
    let late = issue
        .pending_extension()
        .and_then(|part| issue.part(Field::AskedLate, part))
        .is_some_and(|value| matches!(value, Value::Int(days) if *days > 0));
    let from = books.pack.as_ref().map_or(i64::MAX, |pack| i64::from(pack.extensions.chief_from));
    late || issue.int(Field::Extensions).unwrap_or(0) + 1 >= from || issue.flag(Field::Listed)
}

fn state_refusal(books: &Books, issue: &Record, verb: Verb, name: &str) -> Refusal {
    let mut refusal = decide::wrong_state(books, issue, verb);
    refusal.verb = Some(verb);
    name.clone_into(&mut refusal.no);
    refusal
}

/// Makes the fields of one form.
struct Maker<'a> {
    books: &'a Books,
    context: &'a Context,
    verb: Verb,
    row: &'a workflow::Row,
    issue: &'a Record,
    single: bool,
}

impl Maker<'_> {
    fn heading(&self, subjects: &[String]) -> String {
        if subjects.is_empty() {
            return String::new();
        }
        let names = subjects.join(" ");
        if !self.single {
            return names;
        }
        let [place, title] = [Field::Place, Field::Title].map(|field| self.issue.text(field));
        format!("{names} {place} {title}").trim_end().to_owned()
    }

    fn fields(&self) -> Vec<FormField> {
        let mut fields: Vec<FormField> = Vec::new();
        for field in self.row.needs_in(self.issue.state()).iter().chain(self.row.offers) {
            self.add(*field, &mut fields);
        }
        if self.row.reason {
            fields.push(plain(Slot::Reason, Input::Line, "", true));
        }
        if self.verb != Verb::Register {
            fields.push(plain(Slot::On, Input::Day, &self.context.today.to_string(), true));
        }
        fields
    }

    fn add(&self, field: Field, fields: &mut Vec<FormField>) {
        let required = self.row.needs.contains(&field);
        let part = match field.group() {
            Group::Measure if field == Field::Done => return self.add_done(fields),
            Group::Measure => self.issue.next_part(Group::Measure),
            _ => 0,
        };
        let name = if part > 0 { format!("{}.{part}", field.code()) } else { field.code().to_owned() };
        let text = self.shown(field);
        fields.push(plain(Slot::Field(name), self.input(field), &text, required));
    }

    /// One yes-or-no for each measure that is still open.
    fn add_done(&self, fields: &mut Vec<FormField>) {
        for part in self.issue.parts(Group::Measure) {
            if !self.issue.flag_of(Field::Done, part) {
                let name = format!("{}.{part}", Field::Done.code());
                let answer = if self.verb == Verb::Claim { "yes" } else { "no" };
                fields.push(plain(Slot::Field(name), yes_no(), answer, true));
            }
        }
    }

    fn input(&self, field: Field) -> Input {
        match field.kind() {
            FieldType::Text => Input::Text,
            FieldType::Int => Input::Count,
            FieldType::Fen => Input::Money,
            FieldType::Day => Input::Day,
            FieldType::Deadline => Input::Deadline,
            FieldType::Unit | FieldType::Units => Input::Unit,
            FieldType::Flag => yes_no(),
            FieldType::Code => {
                let known = choices(self.books, field);
                Input::Choice(known.into_iter().map(|(code, label)| Choice { code, label }).collect())
            }
            FieldType::Line
            | FieldType::Words
            | FieldType::State
            | FieldType::Numbers
            | FieldType::Secret => Input::Line,
        }
    }

    /// What stands in the field; what a verb newly asks for starts empty or with the usual answer.
    fn shown(&self, field: Field) -> String {
        match field {
            Field::Decision => "agreed".to_owned(),
            Field::VerifyWay => "papers".to_owned(),
            Field::NoteKind => "memo".to_owned(),
            Field::ChaseWay => "call".to_owned(),
            Field::EvidenceKind => "electronic".to_owned(),
            Field::FoundOn if self.issue.get(field).is_none() => self.context.today.to_string(),
            Field::Deadline if matches!(self.verb, Verb::SendBack | Verb::Reopen) => String::new(),
            Field::Lead if self.verb == Verb::Reassign => String::new(),
            _ if !self.single => String::new(),
            _ => self.issue.get(field).map_or_else(String::new, |value| self.typed(value)),
        }
    }

    /// A value as it would be typed.
    fn typed(&self, value: &Value) -> String {
        match value {
            Value::Text(text) | Value::Code(text) => text.clone(),
            Value::Int(n) => n.to_string(),
            Value::Fen(fen) if fen % 100 == 0 => (fen / 100).to_string(),
            Value::Fen(fen) => format!("{}.{:02}", fen / 100, fen % 100),
            Value::Day(day) => day.to_string(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Value::Ref(unit) => {
                self.books.unit(*unit).map_or_else(String::new, |u| u.text(Field::Code).to_owned())
            }
            Value::Refs(units) => {
                let names: Vec<&str> = units.iter().map(|unit| self.books.unit_name(*unit)).collect();
                names.join("、")
            }
            Value::Words(words) => words.join("、"),
            Value::Deadline(deadline) => Deadline::clone(deadline).text,
            Value::State(_) | Value::Sealed(_) => String::new(),
        }
    }

    /// Recorded for a party: who there did it, and on what paper.
    fn for_party(&self, party: Party, form: &mut Form) {
        let by = match party {
            Party::Unit if self.verb != Verb::Plan => self.last_person(),
            _ => String::new(),
        };
        let name = party_name(self.books, self.issue, party);
        form.remarks.push(Remark::For { party, name });
        // Where the step may be another level's too, the level is chosen.
        let able: Vec<Party> = (self.row.parties_in(self.issue.state()).iter().copied())
            .filter(|party| records_for(self.books, &self.context.actor, *party))
            .collect();
        let choice = |party: &Party| Choice { code: party.code().to_owned(), label: String::new() };
        let levels =
            if able.len() > 1 { Input::Choice(able.iter().map(choice).collect()) } else { Input::Fixed };
        form.fields.push(plain(Slot::Party, levels, party.code(), true));
        form.fields.push(plain(Slot::By, Input::Line, &by, true));
        form.fields.push(plain(Slot::Paper, Input::Line, "", true));
    }

    /// Who answers for the first measure: most likely also who reports on it.
    fn last_person(&self) -> String {
        let first = self.issue.parts(Group::Measure).first().copied();
        first.map_or_else(String::new, |part| self.issue.text_of(Field::Person, part).to_owned())
    }
}

fn yes_no() -> Input {
    let answer = |code: &str| Choice { code: code.to_owned(), label: String::new() };
    Input::Choice(vec![answer("yes"), answer("no")])
}

fn plain(slot: Slot, input: Input, text: &str, required: bool) -> FormField {
    FormField { slot, input, text: text.to_owned(), required }
}

/// The verbs of an issue for a member: open ones, and those its state forbids, with the reason.
pub fn verbs(
    draft: &Draft<'_>,
    context: &Context,
    issue: &Record,
    name: &str,
) -> Vec<(Verb, Option<Party>, Option<Refusal>)> {
    let mut verbs = Vec::new();
    for row in workflow::TABLE.iter().filter(|row| !row.from.is_empty()) {
        let Ok(party) = party(draft.books, context, issue, row) else { continue };
        let refusal = if !row.from.contains(&issue.state()) {
            Some(state_refusal(draft.books, issue, row.verb, name))
        } else if row.verb == Verb::DecideExtension && issue.pending_extension().is_none() {
            let refusal = Refusal::new(Why::NoExtensionPending).way(Way::Verb { verb: Verb::Extend });
            Some(refusal.way(Way::Back))
        } else {
            None
        };
        verbs.push((row.verb, party, refusal));
    }
    verbs
}
