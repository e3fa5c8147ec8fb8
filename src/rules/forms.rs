//! Forms: the fields a verb asks for on a record, with what stands there already.

use super::read::choices;
use super::registers::Entry;
use super::rights::{own_parties, party_name, records_for};
use super::{Context, decide, enter, entry_line, protect, registers, remarks, workflow};
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::command::Command;
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
    if let Some(row) = registers::row_for(verb, subjects) {
        return entry_form(draft, context, row, subjects);
    }
    let Some(row) = workflow::row(verb) else {
        if protect::is_own(verb) {
            return protect::form(draft, context, verb, subjects);
        }
        return Err(Why::NoSubject.into());
    };
    let mut issues = Vec::new();
    let mut unfit = None;
    // A bulk goes on with those it fits; the others are told when it is done.
    for name in subjects {
        let issue = decide::find(draft, name)?;
        if row.starts(issue.state(), decide::verify_apart(draft.books)) {
            issues.push(issue);
        } else if unfit.is_none() {
            unfit = Some(state_refusal(draft.books, &issue, verb, name));
        }
    }
    if let Some(refusal) = unfit.filter(|_| issues.is_empty()) {
        return Err(refusal);
    }
    if issues.is_empty() && !row.from.is_empty() {
        return Err(Why::NoSubject.into());
    }
    let blank = Record::new(Subject::issue(draft.next_id(Kind::Issue)));
    let first = issues.first().unwrap_or(&blank);
    let shape = Shape::of(row, first);
    let party = party(draft.books, context, first, &shape)?;
    let maker = Maker { books: draft.books, context, shape, issue: first, single: subjects.len() <= 1 };
    let mut form = Form {
        verb,
        subjects: subjects.to_vec(),
        heading: maker.heading(subjects),
        fields: maker.fields(),
        remarks: Vec::new(),
        base: issues.first().map(|issue| base(draft, issue, subjects)),
    };
    if let Some(party) = party {
        maker.for_party(party, &mut form);
    }
    form.remarks.extend(remarks::grounds(draft.books, verb));
    if !issues.is_empty() {
        form.remarks.extend(remarks::for_verb(draft.books, context, verb, first));
    }
    Ok(form)
}

/// The revision a form begins from: that of its record; of several what the books hold just now.
fn base(draft: &Draft<'_>, record: &Record, subjects: &[String]) -> u64 {
    if subjects.len() == 1 { record.rev } else { draft.books.seq }
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
    let shape = Shape::of(row, &issue);
    let maker = Maker { books: draft.books, context, shape, issue: &issue, single: true };
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

/// What a half-filled form of something that comes in says beside its fields. What cannot be read yet says
/// nothing.
pub fn remarks_of(draft: &Draft<'_>, context: &Context, command: &Command) -> Vec<Remark> {
    let on = decide::done_on(draft, context, command).ok();
    let fixed = on.and_then(|on| remarks::fixed(draft, on));
    if command.verb != Verb::Take {
        return fixed.into_iter().collect();
    }
    let mut issue = Record::new(Subject::issue(0));
    let reader = super::read::Reader { books: draft.books, day: context.today };
    for set in &command.sets {
        let field = Field::from_code(&set.field);
        if let Some((field, Ok(Some(value)))) = field.map(|field| (field, reader.value(field, &set.text))) {
            issue.cells.insert(Cell::main(field), value);
        }
    }
    follow(draft.books, &mut issue);
    issue.cells.entry(Cell::main(Field::FoundOn)).or_insert(Value::Day(context.today));
    remarks::for_new(draft.books, &issue).into_iter().chain(fixed).collect()
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
fn party(books: &Books, context: &Context, issue: &Record, row: &Shape) -> Result<Option<Party>, Refusal> {
    let own = own_parties(books, &context.actor, issue);
    if row.parties.iter().any(|party| own.contains(party)) {
        return Ok(None);
    }
    // A decision that may go to the chief is recorded for the level the case asks for.
    let chief = row.verb == Verb::DecideExtension && needs_chief(books, issue);
    let able = row.parties.iter().copied().filter(|party| records_for(books, &context.actor, *party));
    let wanted = able.clone().find(|party| (*party == Party::Chief) == chief).or(able.clone().next());
    wanted.map(Some).ok_or_else(|| Why::NoRight.into())
}

fn needs_chief(books: &Books, issue: &Record) -> bool {
    let asked = issue.pending_extension().and_then(|part| issue.part(Field::AskedLate, part));
    let late = match asked {
        Some(Value::Int(days)) => *days,
        _ => 0,
    };
    super::extension::needs_chief(books, issue, late)
}

fn state_refusal(books: &Books, issue: &Record, verb: Verb, name: &str) -> Refusal {
    let mut refusal = decide::wrong_state(books, issue, verb);
    refusal.verb = Some(verb);
    name.clone_into(&mut refusal.no);
    refusal
}

/// What a form asks for, from either table.
#[derive(Debug, Clone, Copy)]
struct Shape {
    verb: Verb,
    parties: &'static [Party],
    needs: &'static [Field],
    offers: &'static [Field],
    reason: bool,
}

impl Shape {
    fn of(row: &workflow::Row, issue: &Record) -> Self {
        let state = issue.state();
        let (parties, needs) = (row.parties_in(state), row.needs_in(state));
        Self { verb: row.verb, parties, needs, offers: row.offers, reason: row.reason }
    }

    fn of_entry(row: &Entry) -> Self {
        let Entry { verb, parties, needs, offers, reason, .. } = *row;
        Self { verb, parties, needs, offers, reason }
    }
}

/// The form of a verb of the registers.
fn entry_form(
    draft: &Draft<'_>,
    context: &Context,
    row: &Entry,
    subjects: &[String],
) -> Result<Form, Refusal> {
    if subjects.is_empty() && !row.on.is_empty() {
        return Err(Why::NoSubject.into());
    }
    let found = subjects.first().map(|name| enter::subject(draft, row, name)).transpose()?;
    let blank = Record::new(Subject { kind: row.makes.unwrap_or(Kind::Task), id: 0 });
    let (record, about) =
        found.as_ref().map_or((&blank, None), |found| (&found.record, found.about.as_ref()));
    // What names a paper that is not there yet is known all the same.
    let mut stands = about.unwrap_or(record).clone();
    for (field, value) in found.iter().flat_map(|found| &found.given) {
        stands.cells.insert(Cell::main(*field), value.clone());
    }
    if let Some(issue) = about.filter(|about| about.subject.kind == Kind::Issue)
        && !issue.state().is_counted()
    {
        return Err(state_refusal(draft.books, issue, row.verb, subjects.first().map_or("", String::as_str)));
    }
    let status = record.text(Field::Status);
    if about.is_none() && row.makes.is_none() && !row.from.is_empty() && !row.from.contains(&status) {
        let why = Why::WrongStatus { kind: record.subject.kind, status: status.to_owned() };
        return Err(Refusal::new(why).way(Way::Back));
    }
    let shape = Shape::of_entry(row);
    let party = party(draft.books, context, &stands, &shape)?;
    let filled = if row.makes.is_some() { &blank } else { &stands };
    let maker = Maker { books: draft.books, context, shape, issue: filled, single: subjects.len() <= 1 };
    let mut form = Form {
        verb: row.verb,
        subjects: subjects.to_vec(),
        heading: entry_heading(&stands, subjects),
        fields: maker.fields(),
        remarks: Vec::new(),
        base: row.makes.is_none().then(|| base(draft, record, subjects)),
    };
    if row.verb == Verb::HandIn {
        maker.add_figures(&mut form.fields);
    }
    if let Some(party) = party {
        maker.for_party(party, &mut form);
    }
    form.remarks.extend(remarks::grounds(draft.books, row.verb));
    form.remarks.extend(remarks::for_entry(draft.books, row.verb, &stands));
    Ok(form)
}

fn entry_heading(record: &Record, subjects: &[String]) -> String {
    let names = subjects.join(" ");
    let title = record.text(Field::Title);
    if subjects.len() > 1 || title.is_empty() { names } else { format!("{names} {title}").trim().to_owned() }
}

/// The verbs of an entry for a member: open ones, and those its status forbids, with the reason.
pub fn entry_verbs(
    draft: &Draft<'_>,
    context: &Context,
    entry: &Record,
) -> Vec<(Verb, Option<Party>, Option<Refusal>)> {
    let kind = entry.subject.kind;
    let mut verbs = Vec::new();
    for row in registers::TABLE.iter().filter(|row| row.on.contains(&kind)) {
        let Ok(party) = party(draft.books, context, entry, &Shape::of_entry(row)) else { continue };
        let status = entry.text(Field::Status);
        let barred = row.makes.is_none() && !row.from.is_empty() && !row.from.contains(&status);
        let why = || Refusal::new(Why::WrongStatus { kind, status: status.to_owned() }).way(Way::Back);
        verbs.push((row.verb, party, barred.then(why)));
    }
    verbs
}

/// The next proper step of an entry, if the member may take it.
pub fn next_of_entry(draft: &Draft<'_>, context: &Context, entry: &Record) -> Option<Verb> {
    let verb = match (entry.subject.kind, entry.text(Field::Status)) {
        (Kind::Intake, "open") => Verb::Dispose,
        (Kind::Intake, _) if super::intake::owes_reply(entry) => Verb::Reply,
        (Kind::Clue, "open") => Verb::Check,
        (Kind::Clue, "checked") => Verb::Dispose,
        (Kind::Order | Kind::Transfer, "issued" | "sent" | "received") => Verb::Receipt,
        (Kind::Submission, "handed") => Verb::Receive,
        (Kind::Submission, "back") => Verb::HandIn,
        (Kind::Task, "asked") => Verb::Done,
        _ => return None,
    };
    let row = registers::row(verb)?;
    party(draft.books, context, entry, &Shape::of_entry(row)).is_ok().then_some(verb)
}

/// Makes the fields of one form.
struct Maker<'a> {
    books: &'a Books,
    context: &'a Context,
    shape: Shape,
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
        let kept = self.books.campaign().is_some_and(|campaign| campaign.flag(Field::KeepNames));
        for field in self.shape.needs.iter().chain(self.shape.offers) {
            // Names that the campaign does not keep are not asked for.
            let asked = kept || field.kind() != FieldType::Secret;
            if asked && registers::has(self.issue.subject.kind, *field) {
                self.add(*field, &mut fields);
            }
        }
        if self.shape.reason {
            fields.push(plain(Slot::Reason, Input::Line, "", true));
        }
        if self.shape.verb != Verb::Register {
            fields.push(plain(Slot::On, Input::Day, &self.context.today.to_string(), true));
        }
        fields
    }

    fn add(&self, field: Field, fields: &mut Vec<FormField>) {
        let required = self.shape.needs.contains(&field);
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
                let answer = if self.shape.verb == Verb::Claim { "yes" } else { "no" };
                fields.push(plain(Slot::Field(name), yes_no(), answer, true));
            }
        }
    }

    /// One line for each figure of a paper, with what the books add up to.
    fn add_figures(&self, fields: &mut Vec<FormField>) {
        let key = crate::books::owed::key_of(self.issue);
        let Some(owed) = self.books.owed().into_iter().find(|owed| owed.key == key) else { return };
        let computed = self.books.computed(&owed, self.context.today);
        for ((n, key), part) in computed.into_iter().zip(&owed.cells).zip(1_u16..) {
            let pack = self.books.pack.as_deref();
            let category = pack.and_then(|pack| pack.categories.iter().find(|known| known.id == *key));
            let about = category.map_or(key, |category| &category.short);
            let figure = |field: Field, input: Input, text: &str, required: bool| {
                let slot = Slot::Field(format!("{}.{part}", field.code()));
                FormField { about: about.clone(), ..plain(slot, input, text, required) }
            };
            fields.push(figure(Field::Count, Input::Count, &n.to_string(), true));
            fields.push(figure(Field::CountWhy, Input::Line, "", false));
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
            Field::Deadline if matches!(self.shape.verb, Verb::SendBack | Verb::Reopen) => String::new(),
            Field::Lead if self.shape.verb == Verb::Reassign => String::new(),
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
            Party::Unit if self.shape.verb != Verb::Plan => self.last_person(),
            _ => String::new(),
        };
        let name = party_name(self.books, self.issue, party);
        form.remarks.push(Remark::For { party, name });
        // Where the step may be another level's too, the level is chosen.
        let able: Vec<Party> = (self.shape.parties.iter().copied())
            .filter(|party| records_for(self.books, &self.context.actor, *party))
            .collect();
        let choice = |party: &Party| Choice { code: party.code().to_owned(), label: String::new() };
        let levels =
            if able.len() > 1 { Input::Choice(able.iter().map(choice).collect()) } else { Input::Fixed };
        form.fields.push(plain(Slot::Party, levels, party.code(), true));
        form.fields.push(plain(Slot::By, self.people_of(party), &by, true));
        form.fields.push(plain(Slot::Paper, Input::Line, "", true));
    }

    /// The people of a party, by number.
    fn people_of(&self, party: Party) -> Input {
        let unit = match party {
            Party::Unit => self.issue.reference(Field::Unit),
            Party::Section => self.issue.reference(Field::Lead),
            _ => None,
        };
        let people = unit.map_or_else(Vec::new, |unit| self.books.people_of(unit));
        match people.is_empty() {
            true => Input::Line,
            false => Input::Offered(people.into_iter().map(|person| person.name).collect()),
        }
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
    FormField { slot, about: String::new(), input, text: text.to_owned(), required }
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
        let Ok(party) = party(draft.books, context, issue, &Shape::of(row, issue)) else { continue };
        let refusal = if !row.starts(issue.state(), decide::verify_apart(draft.books)) {
            Some(state_refusal(draft.books, issue, row.verb, name))
        } else if row.verb == Verb::DecideExtension && issue.pending_extension().is_none() {
            let refusal = Refusal::new(Why::NoExtensionPending).way(Way::Verb { verb: Verb::Extend });
            Some(refusal.way(Way::Back))
        } else {
            None
        };
        verbs.push((row.verb, party, refusal));
    }
    for row in registers::TABLE.iter().filter(|row| row.on.contains(&Kind::Issue)) {
        let Ok(party) = party(draft.books, context, issue, &Shape::of_entry(row)) else { continue };
        let barred = !issue.state().is_counted();
        let refusal = barred.then(|| state_refusal(draft.books, issue, row.verb, name));
        verbs.push((row.verb, party, refusal));
    }
    verbs
}
