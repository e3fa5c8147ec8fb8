//! What the office answers.

use crate::model::backup::{Backup, BackupAge};
use crate::model::behind::Behind;
use crate::model::breakdown::Share;
use crate::model::deadline::Reading;
use crate::model::diff::Diff;
use crate::model::doctor::{Evaluation, Finding};
use crate::model::entry::EntryReading;
use crate::model::fact::{Fact, Party};
use crate::model::figures::Status;
use crate::model::form::{Choice, Form, Remark};
use crate::model::incoming::{Handed, Verdict};
use crate::model::letter::{Letter, LetterKind};
use crate::model::matrix::Matrix;
use crate::model::paper::FormName;
use crate::model::record::Record;
use crate::model::refusal::Refusal;
use crate::model::report::{Known, Lock, Report};
use crate::model::row::{
    EntryRow, Hit, IssueRow, MeasureRow, MemberRow, OwedRow, PersonRow, TaskRow, UnitRow,
};
use crate::model::said::Said;
use crate::model::table::Table;
use crate::model::timetable::Timetable;
use crate::model::verb::Verb;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Pong,
    Hello(Box<Hello>),
    Page(Box<Page>),
    Ledger {
        rows: Vec<MeasureRow>,
        total: u32,
        as_of: NaiveDate,
    },
    Card(Box<Card>),
    Units(Vec<UnitRow>),
    Schedule(Vec<TaskRow>),
    Timetable(Box<Timetable>),
    People(Vec<PersonRow>),
    Hits(Vec<Hit>),
    Board(Box<Board>),
    Status(Box<Status>),
    Diff(Box<Diff>),
    Said(Box<Said>),
    Behind(Box<Behind>),
    Report(Box<Report>),
    Locks(Vec<Lock>),
    Due {
        issues: Vec<IssueRow>,
        tasks: Vec<TaskRow>,
    },
    Form(Box<Form>),
    Entry(Box<EntryReading>),
    Remarks(Vec<Remark>),
    When(Box<Reading>),
    Picks(Vec<Choice>),
    /// Committed; the act may be one of several facts.
    Done(Box<Done>),
    /// Committed, and here are the protected names: the only answer that holds any.
    Revealed {
        done: Box<Done>,
        names: Vec<Revealed>,
    },
    Import(Box<Imported>),
    History(Vec<FactLine>),
    Members(Vec<MemberRow>),
    Entries(Vec<EntryRow>),
    Owed(Vec<OwedRow>),
    Matrix(Box<Matrix>),
    Table(Box<Table>),
    Letters(Vec<LetterKind>),
    Letter(Box<Letter>),
    Basis(Basis),
    /// The hash of a file kept.
    Kept {
        hash: String,
    },
    /// The bytes of a file of evidence.
    EvidenceFile(Vec<u8>),
    Holdings(Box<Holdings>),
    Stored(Vec<StoredFact>),
    /// In the order of the filters; `None` for one that cannot be read.
    Counts(Vec<Option<u32>>),
    Breakdown(Vec<Share>),
    Personal(Vec<(String, String)>),
    /// Who else has the record open.
    Present(Vec<Presence>),
    Doctor(Vec<Finding>),
    Evaluation(Vec<Evaluation>),
    Verified(Verified),
    /// `None`: nothing here has this code.
    Known(Option<Known>),
    Backup(Box<Backup>),
    Refused(Box<Refusal>),
    /// The commit gave no answer: it may or may not be kept. The op id decides.
    Unknown,
}

/// Who one is here, and what campaign this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    pub campaign: String,
    pub campaign_name: String,
    pub issuer: String,
    pub synthetic: bool,
    pub today: NaiveDate,
    pub rest_day: bool,
    /// Make-up working day: a weekend that is worked.
    pub made_up_work_day: bool,
    pub phase: String,
    pub phase_days_left: Option<i64>,
    pub member: String,
    /// Entries marked confidential are in none of the lists and totals, whether or not there are any.
    pub without_confidential: bool,
    pub login: String,
    pub unit: String,
    pub roles: Vec<String>,
    /// The parties he acts as in his own right.
    pub acts_as: Vec<Party>,
    /// Kinds of units that hand in.
    pub levels: Vec<Choice>,
    /// Code and short name of each category.
    pub categories: Vec<Choice>,
    /// Forms of tables beside those that every plan has.
    pub tables: Vec<FormName>,
    /// Sequence of the last fact.
    pub head: u64,
}

/// A window of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub offset: u32,
    pub rows: Vec<IssueRow>,
    /// Rows under the filter.
    pub total: u32,
    /// Rows without it.
    pub all: u32,
    pub overdue: u32,
    pub soon: u32,
    pub claimed: u32,
    /// The filter as read, one word a term, in the words of the campaign.
    pub scope: Vec<String>,
    /// The units the filter keeps to, if any.
    pub units: Vec<u32>,
    pub as_of: NaiveDate,
}

/// One record with everything about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub record: Record,
    /// For an issue: its row, measures and history; empty otherwise.
    pub row: Option<IssueRow>,
    /// For an entry of a register: its row.
    pub entry: Option<EntryRow>,
    pub measures: Vec<MeasureRow>,
    pub history: Vec<FactLine>,
    /// Names of the records its fields refer to.
    pub names: Vec<(u32, String)>,
    /// What this member may do now, and what the state forbids, with the reason.
    pub verbs: Vec<OpenVerb>,
    /// Who answers the telephone for it.
    pub contacts: Vec<PersonRow>,
    /// Words of the category and of the item.
    pub category_name: String,
    pub item_text: String,
}

/// A verb of a card's menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenVerb {
    pub verb: Verb,
    /// The party it is recorded for, when not the member's own.
    pub party: Option<Party>,
    /// Why not now.
    pub refusal: Option<Refusal>,
}

/// A fact as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactLine {
    pub fact: Fact,
    /// Number of the record, or its name.
    pub no: String,
    pub actor: String,
    /// Name of the party it was recorded for.
    pub party: String,
    /// The changes with references named: field code, part, old, new; `None` is missing.
    pub words: Vec<ChangeWords>,
    /// SHA-256 of the stored fact, in hexadecimal.
    pub hash: String,
}

/// One change in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeWords {
    pub field: String,
    pub part: u16,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// What the day asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Lies with this member (for the office: with the office), most urgent first.
    pub mine: Vec<IssueRow>,
    pub mine_total: u32,
    /// Overdue, then due soon.
    pub pressing: Vec<IssueRow>,
    pub overdue: u32,
    pub soon: u32,
    /// Replies, feedback and receipts that are owed to or by the office, most urgent first.
    pub entries: Vec<EntryRow>,
    /// By unit: what is overdue or missing there, and who answers the telephone.
    pub chase: Vec<ChaseRow>,
    /// Rows of the schedule that fall next.
    pub tasks: Vec<TaskRow>,
    /// Latest facts, newest first.
    pub news: Vec<FactLine>,
    /// The last backup is too old, or there is none.
    pub backup: Option<BackupAge>,
}

/// One unit to chase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChaseRow {
    pub unit: String,
    pub unit_code: String,
    pub overdue: u32,
    /// Days the oldest is overdue.
    pub worst_days: i64,
    /// Papers owed and late, by name, the latest first.
    pub missing: Vec<String>,
    /// The last chase: day, by whom, what was promised for when.
    pub chased_on: Option<NaiveDate>,
    pub chased_by: String,
    pub promised_for: Option<NaiveDate>,
    pub person: Option<PersonRow>,
}

/// What a file came to, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// What was committed; `None` when it was only tried.
    pub done: Option<Done>,
    pub verdicts: Vec<Verdict>,
    /// What the file is as a whole.
    pub handed: Handed,
}

/// What was committed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub verb: Verb,
    /// First and last fact of the act.
    pub first: u64,
    pub last: u64,
    /// Numbers of the records, in order.
    pub subjects: Vec<String>,
    /// For an issue: its row as it now stands.
    pub row: Option<IssueRow>,
    /// The same op id had been carried out before; nothing new was written.
    pub repeated: bool,
    /// Of a bulk: the records for which it was refused, each with the reason.
    pub refused: Vec<Refusal>,
    /// What there is to say of it.
    pub remarks: Vec<Remark>,
}

/// What stands around a year's papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holdings {
    /// Sequence of the last fact, and its hash in hexadecimal.
    pub head: u64,
    pub head_hash: String,
    /// Id and text of the plan in force.
    pub pack: String,
    pub pack_text: String,
    /// The phases of the plan, each with its last day.
    pub phases: Vec<(String, NaiveDate)>,
}

/// A fact as it lies in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFact {
    pub seq: u64,
    /// SHA-256 of the chain's name, the hash before and the bytes, in hexadecimal.
    pub hash: String,
    /// `None`: not for this member to see.
    pub bytes: Option<Vec<u8>>,
}

/// A protected name in clear.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// Code of the field.
    pub field: String,
    /// `None`: removed for good.
    pub text: Option<String>,
}

impl std::fmt::Debug for Revealed {
    /// Only which field: what is in it is protected, in a report of a crash too.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Revealed({})", self.field)
    }
}

/// Somebody else who has a record open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    pub member: String,
    pub since: DateTime<Utc>,
    /// He has a form on it.
    pub editing: bool,
}

/// What a record rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    pub clauses: Vec<(String, String)>,
}

/// The outcome of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    pub facts: u64,
    /// Hash of the last fact, in hexadecimal.
    pub head: String,
    pub records: u64,
    /// The months that are fixed, each table's code computed again from the bytes that were kept.
    pub locks: Vec<Lock>,
    /// The first place that disagrees: none is agreement.
    pub fault: Option<Fault>,
}

/// The first place that disagrees with the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Fault {
    /// The hash of this fact is not that of its bytes and the hash before it.
    Chain { seq: u64 },
    /// A fact is missing or out of order.
    Gap { seq: u64 },
    /// The bytes of this fact cannot be read.
    Unreadable { seq: u64 },
    /// A stored record differs from what the journal adds up to.
    Record { kind: String, id: u32 },
    /// The stored sheet differs from the records.
    Sheet { id: u32 },
    /// A protected value is not the one its fact commits to.
    Vault { seq: u64 },
    /// A file of evidence is gone or is not the one its fact names.
    Evidence { seq: u64 },
}
