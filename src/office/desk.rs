//! The desk thread: the only writer. A run of writes is one batch and one commit; commit, then answer,
//! then tell.

use super::lines::store_trouble;
use super::names::{self, Looks};
use super::{Shared, import, load, query, report};
use crate::api::answer::{Done, Imported};
use crate::api::{Answer, Notice, Request};
use crate::books::draft::{Draft, Fixed};
use crate::books::{Act, Books};
use crate::model::command::{Command, Set};
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::form::Remark;
use crate::model::ids::{OpId, Subject};
use crate::model::incoming::{Handed, Verdict};
use crate::model::record::Record;
use crate::model::refusal::{Expected, Refusal, StoreTrouble, Why};
use crate::model::value::{FieldType, Value};
use crate::model::verb::Verb;
use crate::rules::decide::{number, take_back};
use crate::rules::incoming::Taking;
use crate::rules::read::Reader;
use crate::rules::remarks;
use crate::rules::sight::Sight;
use crate::rules::{Actor, Context, Decided, decide, rights};
use crate::store::{Batch, StoreError};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Asks decided in one commit at most.
const BATCH: usize = 256;
/// Facts after which the books are checkpointed.
const CHECKPOINT: u64 = 20_000;
/// Quiet time after which the books are checkpointed.
const IDLE: Duration = Duration::from_secs(20);

/// Something for the desk thread to do.
pub enum Job {
    Ask { login: String, seat: u32, request: Request, reply: Sender<Answer> },
    Stop,
}

/// One write that waits for its commit.
struct Ask {
    login: String,
    seat: u32,
    request: Request,
    reply: Sender<Answer>,
}

/// The desk thread's own.
pub struct Desk {
    pub(super) shared: Arc<Shared>,
    queue: Receiver<Job>,
    /// Sequence up to which the last checkpoint reaches.
    checkpointed: u64,
    writable: bool,
    looks: Mutex<Looks>,
}

impl Desk {
    /// A desk over what is shared.
    pub fn new(shared: Arc<Shared>, queue: Receiver<Job>, checkpointed: u64, writable: bool) -> Self {
        Self { shared, queue, checkpointed, writable, looks: Mutex::default() }
    }

    /// Works until told to stop.
    pub fn run(mut self) {
        loop {
            let job = match self.queue.recv_timeout(IDLE) {
                Ok(job) => job,
                Err(RecvTimeoutError::Timeout) => {
                    self.checkpoint_if_possible();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return self.checkpoint_if_possible(),
            };
            let mut batch = Vec::new();
            let mut stop = self.take(job, &mut batch);
            while !stop && batch.len() < BATCH {
                match self.queue.try_recv() {
                    Ok(job) => stop = self.take(job, &mut batch),
                    Err(_) => break,
                }
            }
            self.work(batch);
            if self.shared.books().seq >= self.checkpointed + CHECKPOINT {
                self.checkpoint_if_possible();
            }
            if stop {
                return self.checkpoint_if_possible();
            }
        }
    }

    fn take(&self, job: Job, batch: &mut Vec<Ask>) -> bool {
        match job {
            Job::Ask { login, seat, request, reply } => {
                batch.push(Ask { login, seat, request, reply });
                false
            }
            Job::Stop => true,
        }
    }

    /// Runs of writes are batches; a ping between them is answered in turn.
    fn work(&self, batch: Vec<Ask>) {
        let mut run = Vec::new();
        for ask in batch {
            if ask.request == Request::Ping {
                self.commit_or_part(&run);
                run.clear();
                let _ = ask.reply.send(Answer::Pong);
            } else if fixes_a_month(&ask.request) {
                // Its tables are computed from the books: all that was asked before must be in them.
                self.commit_or_part(&run);
                run.clear();
                self.commit_or_part(&[ask]);
            } else {
                run.push(ask);
            }
        }
        self.commit_or_part(&run);
    }

    /// A mistake in the program that one ask brings to light must cost no other ask, and not the office: the
    /// books are made again from the store, and each ask is tried by itself. What was kept all the same is
    /// known by its op id.
    fn commit_or_part(&self, run: &[Ask]) {
        let whole = |run: &[Ask]| catch_unwind(AssertUnwindSafe(|| self.commit(run))).is_ok();
        if run.is_empty() || whole(run) {
            return;
        }
        for ask in run {
            self.load_again();
            if run.len() == 1 || !whole(std::slice::from_ref(ask)) {
                let detail = "a panic; see the log".to_owned();
                let refusal = Refusal::new(Why::Internal { detail });
                // One that was answered before the fall has had its answer.
                let _ = ask.reply.try_send(Answer::Refused(Box::new(refusal)));
            }
        }
        self.load_again();
    }

    fn load_again(&self) {
        let Ok((fresh, _)) = load::load(self.shared.store(), self.writable) else { return };
        *self.shared.books.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    }

    fn commit(&self, run: &[Ask]) {
        let Drafted { outcomes, facts, read, secrets, forget } = self.decide(run);
        let kept = if facts.is_empty() { Kept::Yes } else { self.append(&facts, &secrets, &forget) };
        if let Kept::Yes = kept {
            let mut books = self.shared.books.write().unwrap_or_else(PoisonError::into_inner);
            read.into_iter().for_each(|record| books.hold(record));
            facts.iter().for_each(|fact| books.apply(fact));
        }
        let notices: Vec<Notice> =
            facts.iter().map(|fact| Notice::Changed { seq: fact.seq, subject: fact.subject }).collect();
        for (ask, outcome) in run.iter().zip(outcomes) {
            let answer = match (outcome, &kept) {
                (Ok(decided), Kept::Yes) => self.done(ask, decided),
                // What was decided before is kept, whatever became of this batch.
                (Ok(decided), _) if decided.act.repeated && decided.act.last <= self.shared.books().seq => {
                    self.done(ask, decided)
                }
                (Err(refusal), Kept::Yes) => Answer::Refused(Box::new(refusal)),
                (_, Kept::No(trouble)) => {
                    Answer::Refused(Box::new(Refusal::new(Why::StoreRefused { detail: trouble.clone() })))
                }
                (_, Kept::Unknown) => Answer::Unknown,
            };
            // Tried: after a fall the answer may have been given already.
            let _ = ask.reply.try_send(answer);
        }
        if let Kept::Yes = kept {
            self.shared.tell(&notices);
        }
        // Removed rows must not linger in free pages of the file. Where that fails (a full disk, say) the
        // next removal, or a restart, does it again.
        if !forget.is_empty() && self.shared.store().rewrite().is_err() {
            let _ = self.shared.store().reopen(&mut |_| {});
        }
    }

    /// Decides each ask on the draft that the earlier ones left.
    fn decide(&self, run: &[Ask]) -> Drafted {
        let books = self.shared.books();
        let mut draft = Draft::new(&books);
        // Who somebody is goes by what is committed: it is looked up once for all he asks here.
        let mut askers: HashMap<&str, Option<(Actor, Sight)>> = HashMap::new();
        let outcomes = run
            .iter()
            .map(|ask| {
                let known = askers.entry(&ask.login).or_insert_with(|| {
                    let actor = rights::actor(&books, &ask.login)?;
                    let sight = Sight::of(&books, &actor);
                    Some((actor, sight))
                });
                self.decide_one(&mut draft, ask, known.as_ref())
            })
            .collect();
        let facts = std::mem::take(&mut draft.facts);
        let secrets = std::mem::take(&mut draft.secrets);
        let forget = std::mem::take(&mut draft.forget);
        Drafted { outcomes, facts, read: draft.into_stored(), secrets, forget }
    }

    fn decide_one(
        &self,
        draft: &mut Draft<'_>,
        ask: &Ask,
        asker: Option<&(Actor, Sight)>,
    ) -> Result<Outcome, Refusal> {
        let unknown = || Refusal::new(Why::UnknownMember { login: ask.login.clone() });
        let (actor, sight) = asker.ok_or_else(unknown)?;
        let context = Context {
            actor: actor.clone(),
            today: self.shared.today(ask.seat, draft.books.last_day),
            at: self.shared.clock.now(),
            seat: ask.seat,
            seed: seed(),
        };
        match &ask.request {
            Request::Do(command) => {
                if let Some(act) = draft.act(command.op) {
                    let decided = self.repeated(draft, act, Some(command.verb), context.actor.id)?;
                    let named = |name: &String| number(draft, name).map(Subject::issue);
                    // Of a bulk some may have been refused.
                    let known: Vec<Subject> = command.subjects.iter().filter_map(named).collect();
                    let same = known.is_empty() || known.iter().any(|s| decided.subjects.contains(s));
                    return if same { Ok(decided.into()) } else { Err(Why::OpReused.into()) };
                }
                self.read(draft, command);
                expect_seen(draft, sight, command)?;
                self.evidence(command)?;
                if command.verb == Verb::Lock {
                    draft.report = Some(self.report(draft, ask, command)?);
                }
                let decided = decide(draft, &context, command)?;
                match command.verb {
                    Verb::Reveal => self.look(draft, &context, decided).map(Outcome::from),
                    _ => Ok(decided.into()),
                }
            }
            Request::Import { incoming, op: Some(op) } => {
                if let Some(act) = draft.act(*op) {
                    return self.repeated(draft, act, None, context.actor.id).map(Outcome::from);
                }
                let taking = Taking::of(draft.books, &context, sight, incoming, *op);
                import::hold(&self.shared, draft, &taking);
                let told = import::telling(&self.shared, ask.seat, incoming.rows.len());
                let taken = taking.take(draft, &told);
                Ok(Outcome { act: taken.act, verdicts: taken.verdicts, handed: taken.handed })
            }
            Request::Undo { seq, op } => {
                self.take_back(draft, &context, sight, *seq, *op, Verb::Undo).map(Outcome::from)
            }
            Request::Redo { op } => {
                self.take_back(draft, &context, sight, None, *op, Verb::Redo).map(Outcome::from)
            }
            _ => Err(Why::Internal { detail: "not a write".into() }.into()),
        }
    }

    /// The tables of the month that is to be fixed, computed and kept.
    fn report(&self, draft: &Draft<'_>, ask: &Ask, command: &Command) -> Result<Fixed, Refusal> {
        let month = command.sets.iter().find(|set| set.field == Field::Month.code());
        let Some(month) = month.map(|set| set.text.trim()).filter(|text| !text.is_empty()) else {
            return Err(Why::Missing { fields: vec![Field::Month] }.into());
        };
        let desk = query::Desk::new(&self.shared, draft.books, &ask.login, ask.seat)?;
        match desk.sight.hidden(draft.books) {
            None => report::fix(&desk, month),
            Some(hidden) => report::fix(&desk.over(&draft.books.without(hidden)), month),
        }
    }

    /// Lets a look at protected names through, unless there were too many within the hour. Whoever has the
    /// record open and has looked already looks at the same thing still: that is no new fact.
    fn look(&self, draft: &mut Draft<'_>, context: &Context, decided: Decided) -> Result<Decided, Refusal> {
        let before = draft.facts.iter().position(|fact| fact.seq == decided.first);
        let before = before.unwrap_or(draft.facts.len());
        let looked = decided
            .subjects
            .first()
            .and_then(|subject| self.shared.seats().looked(context.seat, context.actor.id, *subject));
        if let Some(seq) = looked {
            draft.rewind(before);
            return Ok(Decided { first: seq, last: seq, repeated: true, ..decided });
        }
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = looks.count(context.actor.id, context.at);
        counted.inspect_err(|_| draft.rewind(before))?;
        Ok(decided)
    }

    /// A file that an act names has been kept.
    fn evidence(&self, command: &Command) -> Result<(), Refusal> {
        let field = Field::EvidenceFile;
        let named = command.sets.iter().filter(|set| set.field == field.code() && !set.text.is_empty());
        for set in named {
            if !self.shared.store().has_evidence(&set.text) {
                let (text, expected) = (set.text.clone(), Expected::Text);
                return Err(Why::BadValue { field, text, expected }.into());
            }
        }
        Ok(())
    }

    /// An act carried out before: the same verb by the same member, or the op id was used twice.
    fn repeated(
        &self,
        draft: &Draft<'_>,
        act: Act,
        verb: Option<Verb>,
        actor: u32,
    ) -> Result<Decided, Refusal> {
        let facts = self.facts(draft, act.first, act.last);
        let same = facts.iter().any(|fact| verb.is_none_or(|verb| fact.verb == verb) && fact.actor == actor);
        if !same {
            return Err(Why::OpReused.into());
        }
        let mut subjects: Vec<Subject> = facts.iter().map(|fact| fact.subject).collect();
        subjects.dedup();
        Ok(Decided { first: act.first, last: act.last, subjects, repeated: true, refused: Vec::new() })
    }

    fn take_back(
        &self,
        draft: &mut Draft<'_>,
        context: &Context,
        sight: &Sight,
        seq: Option<u64>,
        op: OpId,
        verb: Verb,
    ) -> Result<Decided, Refusal> {
        if let Some(act) = draft.act(op) {
            return self.repeated(draft, act, Some(verb), context.actor.id);
        }
        let act = match seq {
            None => draft.last_act(context.actor.id, verb == Verb::Redo),
            Some(seq) => self.act_of(draft, seq)?,
        };
        let facts = act.map_or_else(Vec::new, |act| self.facts(draft, act.first, act.last));
        for fact in &facts {
            self.hold(draft, fact.subject);
        }
        if let Some(seq) = seq.filter(|_| !facts.iter().all(|fact| sight.fact(draft.books, fact))) {
            return Err(Why::UnknownFact { seq }.into());
        }
        take_back(draft, context, &facts, op, verb)
    }

    /// Appends a batch. An error of the commit itself leaves its outcome unknown until the store has
    /// been opened again and looked at.
    fn append(&self, facts: &[Fact], secrets: &HashMap<[u8; 32], Vec<u8>>, forget: &[(u64, u16)]) -> Kept {
        let head = self.shared.books().seq;
        let batch = Batch { facts: facts.to_vec(), vault: vault(facts, secrets), forget: forget.to_vec() };
        let result = self.shared.store().append(head, &batch);
        match result {
            Ok(_) => Kept::Yes,
            Err(StoreError::Unknown { .. } | StoreError::Dead) => self.look_again(head, facts),
            Err(error) => Kept::No(store_trouble(&error)),
        }
    }

    /// Opens the store again and looks what is there after `head`: this batch, nothing, or an earlier
    /// batch whose outcome was unknown, which the books then take in.
    fn look_again(&self, head: u64, facts: &[Fact]) -> Kept {
        let store = self.shared.store();
        if store.reopen(&mut |_| {}).is_err() {
            return Kept::Unknown;
        }
        let Ok(found) = load::all_facts(store, head + 1) else { return Kept::Unknown };
        if found == facts {
            return Kept::Yes;
        }
        let mut books = self.shared.books.write().unwrap_or_else(PoisonError::into_inner);
        for fact in &found {
            if books.record(fact.subject).is_none()
                && let Ok(Some(record)) = store.record(fact.subject)
            {
                books.hold(record);
            }
            books.apply(fact);
        }
        Kept::No(StoreTrouble::Other(String::new()))
    }

    fn done(&self, ask: &Ask, outcome: Outcome) -> Answer {
        let Outcome { act: decided, verdicts, handed } = outcome;
        let books = self.shared.books();
        let verb = match &ask.request {
            Request::Do(command) => command.verb,
            Request::Undo { .. } => Verb::Undo,
            Request::Import { .. } => Verb::Register,
            _ => Verb::Redo,
        };
        let row = decided
            .subjects
            .first()
            .and_then(|subject| query::row_of(&self.shared, &books, *subject, &ask.login, ask.seat));
        let done = Box::new(Done {
            verb,
            first: decided.first,
            last: decided.last,
            subjects: decided.subjects.iter().map(|subject| books.name_of(*subject)).collect(),
            row,
            repeated: decided.repeated,
            refused: decided.refused.clone(),
            remarks: self.remarks(&books, ask),
        });
        if let Request::Import { .. } = &ask.request {
            let done = Some(*done);
            return Answer::Import(Box::new(Imported { done, verdicts, handed }));
        }
        // Only now that the look is on the disk do the names go out.
        let looked = decided.subjects.first().filter(|_| verb == Verb::Reveal);
        match looked.and_then(|subject| names::entry(&books, *subject)) {
            Some(entry) => {
                if let Some(member) = books.member(&ask.login) {
                    let member = member.subject.id;
                    self.shared.seats().note_look(ask.seat, member, entry.subject, decided.last);
                }
                Answer::Revealed { done, names: names::names(&self.shared, &entry) }
            }
            None => Answer::Done(done),
        }
    }

    /// An act of a day that was handed in already stands in a later month.
    fn remarks(&self, books: &Books, ask: &Ask) -> Vec<Remark> {
        let Request::Do(command) = &ask.request else { return Vec::new() };
        let reader = Reader { books, day: self.shared.today(ask.seat, books.last_day) };
        let on = reader.day(command.on.trim());
        on.and_then(|on| remarks::fixed(&Draft::new(books), on)).into_iter().collect()
    }

    /// A checkpoint that fails (on a full disk, say) costs only a longer replay: the journal is whole.
    fn checkpoint_if_possible(&mut self) {
        let _ = self.checkpoint();
    }

    /// Writes the checkpoint when anything changed since the last one.
    fn checkpoint(&mut self) -> Result<(), StoreError> {
        let (seq, sheet, records) = {
            let mut books = self.shared.books.write().unwrap_or_else(PoisonError::into_inner);
            if books.seq == self.checkpointed || !self.writable {
                return Ok(());
            }
            if let Some(day) = books.last_day {
                books.forget_ops(day);
            }
            let changed = books.changed.iter().filter_map(|id| books.issues.get(id));
            let issues: Vec<Record> = changed.map(|record| record.as_ref().clone()).collect();
            (books.seq, books.pack(), issues)
        };
        self.shared.store().checkpoint(seq, &sheet, &records)?;
        let mut books: std::sync::RwLockWriteGuard<'_, Books> =
            self.shared.books.write().unwrap_or_else(PoisonError::into_inner);
        books.release();
        self.checkpointed = seq;
        Ok(())
    }
}

/// Everything a command names is there for whoever asks.
///
/// # Errors
/// Something is not, or is kept from him: he learns no more than that.
fn expect_seen(draft: &Draft<'_>, sight: &Sight, command: &Command) -> Result<(), Refusal> {
    let numbers =
        |set: &&Set| Field::from_code(&set.field).is_some_and(|field| field.kind() == FieldType::Numbers);
    let named = command.sets.iter().filter(numbers).flat_map(|set| {
        set.text
            .split(|c: char| c.is_whitespace() || ",;|，；、｜".contains(c))
            .filter(|name| !name.is_empty())
    });
    for name in command.subjects.iter().map(String::as_str).chain(named) {
        let issue = number(draft, name).and_then(|id| draft.record(Subject::issue(id)));
        let seen = match issue {
            Some(issue) => sight.record(draft.books, issue),
            None => super::entries::called(draft, name).is_none_or(|entry| sight.record(draft.books, &entry)),
        };
        if !seen {
            let unknown = Why::UnknownNumber { text: name.to_owned(), nearest: None };
            return Err(Refusal { verb: Some(command.verb), no: name.to_owned(), ..Refusal::new(unknown) });
        }
    }
    Ok(())
}

/// What one ask came to: its act and, of a file, the verdict on each row and what it is as a whole.
struct Outcome {
    act: Decided,
    verdicts: Vec<Verdict>,
    handed: Handed,
}

impl From<Decided> for Outcome {
    fn from(act: Decided) -> Self {
        Self { act, verdicts: Vec::new(), handed: Handed::default() }
    }
}

/// What a run of asks came to before it is committed.
struct Drafted {
    outcomes: Vec<Result<Outcome, Refusal>>,
    facts: Vec<Fact>,
    /// Records read from the store on the way.
    read: Vec<Record>,
    /// Bytes for the vault, by their commitment.
    secrets: HashMap<[u8; 32], Vec<u8>>,
    /// Vault rows that go for good.
    forget: Vec<(u64, u16)>,
}

/// The protected values of a batch, each under the change that commits to it.
fn vault(facts: &[Fact], secrets: &HashMap<[u8; 32], Vec<u8>>) -> Vec<(u64, u16, Vec<u8>)> {
    let mut kept = Vec::new();
    for fact in facts {
        for (change, index) in fact.changes.iter().zip(0_u16..) {
            if let Some(Value::Sealed(commitment)) = &change.new
                && let Some(sealed) = secrets.get(commitment)
            {
                kept.push((fact.seq, index, sealed.clone()));
            }
        }
    }
    kept
}

/// Fresh secret bytes. Without the system's randomness there is no protection to give: then none is
/// pretended, and the act's time and numbers still keep two values apart.
fn seed() -> [u8; 32] {
    let mut seed = [0; 32];
    let _ = getrandom::fill(&mut seed);
    seed
}

/// What became of a batch.
enum Kept {
    Yes,
    No(StoreTrouble),
    Unknown,
}

fn fixes_a_month(request: &Request) -> bool {
    matches!(request, Request::Do(command) if command.verb == Verb::Lock)
}
