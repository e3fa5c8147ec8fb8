//! Queries: answered from the committed books, in the asker's own thread.

use super::meeting;
use super::past::Evening;
use super::veil::Veil;
use super::{
    Shared, archive, board, card, diff, doctor, entries, find, letters, lines, matrix, names, owed, personal,
    report, schedule, status, tables, timetable, verify,
};
use crate::api::answer::{Hello, Verified};
use crate::api::{Answer, Request};
use crate::books::select::Asker;
use crate::books::{Books, filter_reader};
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::filter::Filter;
use crate::model::form::Choice;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Why};
use crate::model::row::{IssueRow, MemberRow, TaskRow};
use crate::model::value::{FieldType, Value};
use crate::rules::read::Reader;
use crate::rules::sight::Sight;
use crate::rules::{Actor, Context, forms, rights, workflow};
use chrono::NaiveDate;

/// One asker's view while an answer is made.
pub struct Desk<'a> {
    pub shared: &'a Shared,
    pub books: &'a Books,
    pub actor: Actor,
    pub asker: Asker,
    pub sight: Sight,
}

impl<'a> Desk<'a> {
    /// The view of a login.
    ///
    /// # Errors
    /// It is no member.
    pub fn new(shared: &'a Shared, books: &'a Books, login: &str, seat: u32) -> Result<Self, Refusal> {
        let actor =
            rights::actor(books, login).ok_or_else(|| Why::UnknownMember { login: login.to_owned() })?;
        let sight = Sight::of(books, &actor);
        let asker = Asker {
            today: shared.today(seat, books.last_day),
            office: rights::is_office(books, &actor),
            units: actor.unit.map_or_else(Vec::new, |unit| books.with_below(unit)),
        };
        Ok(Self { shared, books, actor, asker, sight })
    }

    /// The same asker over other books.
    pub(super) fn over<'b>(&'b self, books: &'b Books) -> Desk<'b> {
        Desk {
            shared: self.shared,
            books,
            actor: self.actor.clone(),
            asker: self.asker.clone(),
            sight: self.sight.clone(),
        }
    }

    /// The context rules want.
    pub fn context(&self) -> Context {
        Context {
            actor: self.actor.clone(),
            today: self.asker.today,
            at: self.shared.clock.now(),
            seat: 0,
            seed: [0; 32],
        }
    }

    /// The full record of an issue.
    pub fn issue(&self, id: u32) -> Option<Record> {
        let subject = Subject::issue(id);
        if !self.books.sees_issue(id) {
            return None;
        }
        let record = match self.books.record(subject) {
            Some(record) => Some(record.as_ref().clone()),
            None => self.shared.store().record(subject).ok().flatten(),
        };
        record.map(|record| self.stripped(record))
    }

    /// A record without the numbers of what is not seen.
    pub fn stripped(&self, mut record: Record) -> Record {
        if self.books.hidden.is_some() {
            for (cell, value) in &mut record.cells {
                if let (FieldType::Numbers, Value::Words(words)) = (cell.field.kind(), value) {
                    words.retain(|word| self.sees_named(word));
                }
            }
        }
        record
    }

    /// Whether what a number names is there to be seen.
    pub fn sees_named(&self, number: &str) -> bool {
        let draft = crate::books::draft::Draft::new(self.books);
        self.books.issue_called(number).is_some() || super::entries::called(&draft, number).is_some()
    }

    /// A row with the next step this member may take.
    pub fn row(&self, row: usize) -> IssueRow {
        let mut issue = self.books.issue_row(row, &self.asker);
        issue.next = self.next(row);
        issue
    }

    fn next(&self, row: usize) -> Option<crate::model::verb::Verb> {
        let state = self.books.sheet.state_of(row)?;
        let measures = self.books.sheet.measures[row] > 0;
        let pending = self.books.sheet.has(row, crate::books::sheet::flag::PENDING);
        let verb = workflow::next(state, measures, pending, crate::rules::decide::verify_apart(self.books))?;
        let step = workflow::row(verb)?;
        let able =
            |party: &Party| rights::records_for(self.books, &self.actor, *party) || self.may(*party, row);
        step.parties_in(state).iter().any(able).then_some(verb)
    }

    fn may(&self, party: Party, row: usize) -> bool {
        let mut stub = Record::new(Subject::issue(row as u32 + 1));
        let sheet = &self.books.sheet;
        for (field, unit) in [(Field::Unit, sheet.unit[row]), (Field::Lead, sheet.lead[row])] {
            if unit != 0 {
                let cell = crate::model::record::Cell::main(field);
                stub.cells.insert(cell, crate::model::value::Value::Ref(u32::from(unit)));
            }
        }
        rights::own_parties(self.books, &self.actor, &stub).contains(&party)
    }
}

/// The row of an issue, for whoever changed it.
pub fn row_of(shared: &Shared, books: &Books, subject: Subject, login: &str, seat: u32) -> Option<IssueRow> {
    if subject.kind != Kind::Issue {
        return None;
    }
    let desk = Desk::new(shared, books, login, seat).ok()?;
    books.sheet.state_of(subject.id as usize - 1)?;
    Some(desk.row(subject.id as usize - 1))
}

/// Answers a query.
pub fn answer(shared: &Shared, login: &str, seat: u32, request: Request) -> Answer {
    if let Request::KeepPersonal { name, text } = &request {
        let kept = personal::keep(shared, login, name, text.as_deref());
        return kept.unwrap_or_else(|refusal| Answer::Refused(Box::new(refusal)));
    }
    if let Request::Backup { to, names } = &request {
        let made = super::backup::backup(shared, login, to, *names).map(Box::new);
        return made.map_or_else(|refusal| Answer::Refused(Box::new(refusal)), Answer::Backup);
    }
    let books = shared.books();
    let projected = shared.seats().is_projected(seat);
    let result = Desk::new(shared, &books, login, seat).and_then(|mut desk| {
        if projected {
            desk.sight = desk.sight.projected();
        }
        let veil = projected.then(|| Veil::of(&desk));
        if veil
            .as_ref()
            .is_some_and(|veil| searched(&request).is_some_and(|text| veil.looks_for_somebody(&desk, text)))
        {
            return Err(meeting::refusal());
        }
        let answer = match desk.sight.hidden(&books) {
            None => desk.answer(seat, request),
            // From here on what he may not see is not there.
            Some(hidden) => desk.over(&books.without(hidden)).answer(seat, request),
        }?;
        Ok(match veil {
            Some(veil) => veil.over(answer),
            None => answer,
        })
    });
    result.unwrap_or_else(|refusal| Answer::Refused(Box::new(refusal)))
}

/// The text that a request looks for, if it looks for any.
fn searched(request: &Request) -> Option<&str> {
    match request {
        Request::Page { filter: text, .. }
        | Request::Ledger { filter: text, .. }
        | Request::Units { filter: text }
        | Request::Status { scope: text }
        | Request::Say { scope: text }
        | Request::Diff { filter: text, .. }
        | Request::Behind { filter: text, .. }
        | Request::Table { filter: text, .. }
        | Request::Breakdown { filter: text, .. }
        | Request::Entries { filter: text, .. }
        | Request::Owed { what: text, .. }
        | Request::People { text }
        | Request::Find { text, .. }
        | Request::Pick { text, .. }
        | Request::Complete { line: text, .. } => Some(text),
        _ => None,
    }
}

impl Desk<'_> {
    fn answer(&self, seat: u32, request: Request) -> Result<Answer, Refusal> {
        Ok(match request {
            Request::Hello => Answer::Hello(Box::new(self.hello())),
            Request::Page { filter, offset, len } => Answer::Page(Box::new(self.page(&filter, offset, len)?)),
            Request::Ledger { filter, offset, len } => self.ledger(&filter, offset, len)?,
            Request::Show { what } => Answer::Card(Box::new(card::card(self, &what)?)),
            Request::ShowAt { what, when } => {
                let filter = self.filter(&when)?;
                Answer::Card(Box::new(self.at(&filter, |desk| card::card(desk, &what))??))
            }
            Request::Units { filter } => {
                let filter = self.filter(&filter)?;
                let tree = |desk: &Desk<'_>| {
                    let rows: Vec<usize> = desk.books.under(&filter, &desk.asker).rows().collect();
                    desk.books.unit_tree(&rows, &desk.asker)
                };
                Answer::Units(self.at(&filter, tree)?)
            }
            Request::Schedule => Answer::Schedule(self.schedule()),
            Request::Timetable => Answer::Timetable(Box::new(timetable::timetable(self))),
            Request::People { text } => Answer::People(self.books.people(text.trim())),
            Request::Find { text, limit, issues } => {
                Answer::Hits(self.books.find(&text, limit as usize, issues))
            }
            Request::Board => Answer::Board(Box::new(board::board(self)?)),
            Request::Status { scope } => Answer::Status(Box::new(status::status(self, &scope)?)),
            Request::Behind { table, filter, place, since } => {
                Answer::Behind(Box::new(tables::behind(self, table, &filter, &place, &since)?))
            }
            Request::Say { scope } => Answer::Said(Box::new(tables::said(self, &scope)?)),
            Request::Report { month } => Answer::Report(Box::new(report::report(self, &month)?)),
            Request::Locks => Answer::Locks(report::locks(self)),
            Request::Diff { since, filter } => Answer::Diff(Box::new(diff::diff(self, &since, &filter)?)),
            Request::Due { days } => self.due(days)?,
            Request::Form { verb, subjects } => {
                let mut draft = crate::books::draft::Draft::new(self.books);
                self.hold(&mut draft, &subjects);
                draft.since = names::facts_of(self.shared, &draft, verb, &subjects);
                Answer::Form(Box::new(forms::form(&draft, &self.context(), verb, &subjects)?))
            }
            Request::ReadEntry { line } => self.read_entry(&line),
            Request::Remarks(command) => {
                let draft = crate::books::draft::Draft::new(self.books);
                Answer::Remarks(forms::remarks_of(&draft, &self.context(), &command))
            }
            Request::When { text, from } => {
                let reader = Reader { books: self.books, day: from.unwrap_or(self.asker.today) };
                Answer::When(Box::new(reader.reading(&text)))
            }
            Request::Pick { what, text, limit } => {
                Answer::Picks(find::pick(self.books, what, &text, limit as usize))
            }
            Request::Complete { line, limit } => Answer::Picks(self.books.complete(&line, limit as usize)),
            Request::History { what, since, limit, after } => {
                Answer::History(lines::history(self, what, since, limit, after)?)
            }
            Request::Members => Answer::Members(self.members()),
            Request::Entries { kind, filter } => Answer::Entries(entries::list(self, kind, &filter)?),
            Request::Owed { what, missing } => Answer::Owed(owed::list(self, &what, missing)),
            Request::Matrix { across } => Answer::Matrix(Box::new(matrix::matrix(self, across))),
            Request::Table { table, filter, wanted } => {
                Answer::Table(Box::new(tables::table(self, table, &filter, &wanted)?))
            }
            Request::Letters { what } => Answer::Letters(letters::kinds(self, what.as_deref())),
            Request::Letter { kind, what, file } => {
                Answer::Letter(Box::new(letters::letter(self, &kind, &what, file.as_deref())?))
            }
            Request::KeepFile { bytes } => {
                let kept = self.shared.store().keep_evidence(&bytes);
                Answer::Kept { hash: kept.map_err(|error| lines::store_refusal(&error))? }
            }
            Request::EvidenceFile { what, hash } => {
                Answer::EvidenceFile(archive::evidence_file(self, &what, &hash)?)
            }
            Request::Holdings => Answer::Holdings(Box::new(archive::holdings(self)?)),
            Request::Stored { after } => Answer::Stored(archive::stored(self, after)?),
            Request::Counts { filters } => {
                Answer::Counts(filters.iter().map(|line| self.count(line)).collect())
            }
            Request::Breakdown { filter, by } => {
                let filter = self.filter(&filter)?;
                let count = |desk: &Desk<'_>| {
                    desk.books.breakdown(&desk.books.under(&filter, &desk.asker), by, &desk.asker)
                };
                Answer::Breakdown(self.at(&filter, count)?)
            }
            Request::Watch { what, editing } => {
                Answer::Present(self.watch(seat, what.as_deref(), editing)?)
            }
            Request::Personal => Answer::Personal(self.personal()?),
            Request::Looks => Answer::History(self.looks()?),
            Request::Import { incoming, .. } => Answer::Import(Box::new(self.import_check(&incoming, seat))),
            Request::Doctor => Answer::Doctor(doctor::findings(self)),
            Request::Evaluation => Answer::Evaluation(tables::evaluation(self)),
            Request::Basis { what } => Answer::Basis(card::basis(self, &what)?),
            Request::Verify if !self.sight.sees_all_units() => return Err(Why::NoRight.into()),
            Request::Verify => {
                let verified = verify::verify(self.shared, self.books)?;
                Answer::Verified(Verified { locks: report::locks(self), ..verified })
            }
            Request::Known { code } => Answer::Known(report::known(self, &code)?),
            Request::KeepPersonal { .. }
            | Request::Meeting { .. }
            | Request::Backup { .. }
            | Request::Ping
            | Request::Do(_)
            | Request::Undo { .. }
            | Request::Redo { .. } => {
                return Err(Why::Internal { detail: "not a query".into() }.into());
            }
        })
    }

    /// How many issues a filter holds; `None` when it cannot be read.
    fn count(&self, line: &str) -> Option<u32> {
        let filter = self.filter(line).ok()?;
        self.at(&filter, |desk| desk.books.under(&filter, &desk.asker).count() as u32).ok()
    }

    /// Reads a filter line.
    pub fn filter(&self, line: &str) -> Result<Filter, Refusal> {
        filter_reader::read(line, self.books, self.asker.today)
    }

    /// Full records of the issues named, where the books do not hold them.
    pub fn hold(&self, draft: &mut crate::books::draft::Draft<'_>, names: &[String]) {
        for name in names {
            let Some(id) = crate::rules::decide::number(draft, name) else { continue };
            if !draft.holds(Subject::issue(id))
                && let Some(record) = self.issue(id)
            {
                draft.hold(record);
            }
        }
    }

    /// Asks the books as of the day a filter names, or those of today.
    pub fn at<T>(&self, filter: &Filter, ask: impl FnOnce(&Desk<'_>) -> T) -> Result<T, Refusal> {
        let past = |day: &NaiveDate| *day < self.asker.today;
        let (as_of, known) = (filter.as_of.filter(past), filter.known.filter(past));
        let Some(day) = as_of.or(known) else { return Ok(ask(self)) };
        self.on(day, Evening { as_of, known, before: u64::MAX }, ask)
    }

    /// Asks the books as of the end of a day, of the facts before a sequence.
    pub fn replayed<T>(
        &self,
        day: NaiveDate,
        before: u64,
        ask: impl FnOnce(&Desk<'_>) -> T,
    ) -> Result<T, Refusal> {
        if day >= self.asker.today && before == u64::MAX {
            return Ok(ask(self));
        }
        self.on(day, Evening { as_of: Some(day), known: None, before }, ask)
    }

    fn on<T>(
        &self,
        day: NaiveDate,
        evening: Evening,
        ask: impl FnOnce(&Desk<'_>) -> T,
    ) -> Result<T, Refusal> {
        let store = self.shared.store();
        let books = self.shared.past().books(store, evening).map_err(|error| lines::store_refusal(&error))?;
        let asker = Asker { today: day, ..self.asker.clone() };
        Ok(match self.sight.hidden(&books) {
            Some(hidden) => ask(&Desk { asker, ..self.over(&books.without(hidden)) }),
            None => ask(&Desk { asker, ..self.over(&books) }),
        })
    }

    fn hello(&self) -> Hello {
        let pack = self.books.pack.as_deref();
        let campaign = self.books.campaign();
        let today = self.asker.today;
        let (phase, phase_days_left) = self.phase();
        Hello {
            campaign: pack.map_or_else(String::new, |pack| pack.id.clone()),
            campaign_name: pack.map_or_else(String::new, |pack| pack.campaign.name.clone()),
            issuer: pack.map_or_else(String::new, |pack| pack.campaign.issuer.clone()),
            synthetic: campaign.is_some_and(|campaign| campaign.flag(Field::Synthetic)),
            today,
            rest_day: !self.books.calendar.is_working(today),
            made_up_work_day: self.books.calendar.work.contains(&today),
            phase,
            phase_days_left,
            member: self.actor.name.clone(),
            without_confidential: !self.sight.sees_confidential(),
            login: self.actor.login.clone(),
            unit: self.actor.unit.map_or_else(String::new, |unit| self.books.unit_name(unit).to_owned()),
            roles: self.actor.roles.clone(),
            acts_as: rights::acts_as(self.books, &self.actor),
            levels: pack.map_or_else(Vec::new, |pack| {
                let reporting = pack.unit_kinds.iter().filter(|kind| kind.reports);
                reporting.map(|kind| Choice { code: kind.id.clone(), label: kind.name.clone() }).collect()
            }),
            categories: pack.map_or_else(Vec::new, |pack| {
                let choice =
                    |c: &crate::pack::Category| Choice { code: c.id.clone(), label: c.short.clone() };
                pack.categories.iter().map(choice).collect()
            }),
            tables: tables::forms(self),
            head: self.books.seq,
        }
    }

    /// The phase that runs today, and the days left in it.
    pub fn phase(&self) -> (String, Option<i64>) {
        let Some(pack) = &self.books.pack else { return (String::new(), None) };
        let running = pack.phases.iter().find(|phase| self.asker.today <= phase.due).or(pack.phases.last());
        running.map_or((String::new(), None), |phase| {
            (phase.name.clone(), Some((phase.due - self.asker.today).num_days()))
        })
    }

    /// The rows of the schedule, each with what is owed in it.
    pub fn schedule(&self) -> Vec<TaskRow> {
        schedule::rows(self)
    }

    fn read_entry(&self, line: &str) -> Answer {
        let draft = crate::books::draft::Draft::new(self.books);
        let (read, form, remarks) = forms::entry(&draft, &self.context(), line);
        Answer::Entry(Box::new(crate::model::entry::EntryReading { pieces: read.pieces, form, remarks }))
    }

    /// What the plan calls a role.
    fn role_name(&self, id: &str) -> String {
        let known = self.books.pack.iter().flat_map(|pack| &pack.roles).find(|role| role.id == id);
        known.map_or_else(|| id.to_owned(), |role| role.name.clone())
    }

    fn members(&self) -> Vec<MemberRow> {
        let row = |member: &std::sync::Arc<Record>| MemberRow {
            id: member.subject.id,
            login: member.text(Field::Login).to_owned(),
            name: member.text(Field::Name).to_owned(),
            unit: member
                .reference(Field::Unit)
                .map_or_else(String::new, |unit| self.books.unit_name(unit).to_owned()),
            roles: member.words(Field::Roles).to_vec(),
            role_names: member.words(Field::Roles).iter().map(|role| self.role_name(role)).collect(),
            active: member.flag(Field::Active),
        };
        self.books.of_kind(Kind::Member).map(row).collect()
    }
}
