//! Every field of every record: its code, its type, and the group of parts it belongs to.

use super::value::FieldType;
use serde::{Deserialize, Serialize};

/// Fields of the record itself, or of one of its numbered parts (a measure, an extension …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Main,
    Measure,
    Extension,
    Progress,
    Note,
    Evidence,
    /// A demand made when a claim was sent back.
    Rework,
    /// A section's saying that it is not its own.
    Bounce,
    Chase,
    /// A round that was over before.
    Round,
    /// A figure of a submission.
    Cell,
    /// One handing-in of a submission.
    HandIn,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $type:ident, $group:ident;)+) => {
        /// A field. The code is the name used by `--set`, in JSON and in message ids.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Field {
            $($(#[$doc])* #[serde(rename = $code)] $name),+
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Field] = &[$(Field::$name),+];

            /// The code of the field.
            pub fn code(self) -> &'static str {
                match self { $(Field::$name => $code),+ }
            }

            /// The field with this code.
            pub fn from_code(code: &str) -> Option<Field> {
                match code { $($code => Some(Field::$name),)+ _ => None }
            }

            /// The sort of value it takes.
            pub fn kind(self) -> FieldType {
                match self { $(Field::$name => FieldType::$type),+ }
            }

            /// The group of parts it belongs to.
            pub fn group(self) -> Group {
                match self { $(Field::$name => Group::$group),+ }
            }
        }
    };
}

fields! {
    // The issue.
    /// `TY-007`: unit and sequence. Given once, never changed.
    No = "no", Line, Main;
    /// The sequence inside the unit, from 1.
    NoSeq = "no_seq", Int, Main;
    /// The unit whose sequence it is; the issue's unit may change later, the number never.
    NoUnit = "no_unit", Unit, Main;
    State = "state", State, Main;
    /// 1 for the first rectification; a reopened issue starts another.
    Round = "round", Int, Main;
    /// The reporting unit.
    Unit = "unit", Unit, Main;
    /// The school or institution, by name.
    Place = "place", Line, Main;
    Stage = "stage", Code, Main;
    Ownership = "ownership", Code, Main;
    Category = "category", Code, Main;
    Item = "item", Code, Main;
    Title = "title", Line, Main;
    Desc = "desc", Text, Main;
    Source = "source", Code, Main;
    FoundOn = "found_on", Day, Main;
    ReportedOn = "reported_on", Day, Main;
    AssignedOn = "assigned_on", Day, Main;
    Persons = "persons", Int, Main;
    Students = "students", Int, Main;
    Amount = "amount", Fen, Main;
    Refundable = "refundable", Fen, Main;
    Refunded = "refunded", Fen, Main;
    RectType = "type", Code, Main;
    /// The responsible section.
    Lead = "lead", Unit, Main;
    Co = "co", Units, Main;
    /// The clause or rule the routing rests on.
    RouteBasis = "route_basis", Line, Main;
    /// The notice is silent here: the routing is a proposal.
    RouteGap = "route_gap", Flag, Main;
    Deadline = "deadline", Deadline, Main;
    OriginalDeadline = "original_deadline", Deadline, Main;
    /// The day an act was done, as it is typed with the act; no record has it.
    ActOn = "on", Day, Main;
    /// The day of the last change of state: since when it lies where it lies.
    MovedOn = "moved_on", Day, Main;
    ClaimedOn = "claimed_on", Day, Main;
    ClaimedBy = "claimed_by", Line, Main;
    Statement = "statement", Text, Main;
    VerifiedOn = "verified_on", Day, Main;
    VerifiedBy = "verified_by", Line, Main;
    VerifyWay = "verify_way", Code, Main;
    Opinion = "opinion", Text, Main;
    ClosedOn = "closed_on", Day, Main;
    /// Days late when closed: 0 is in time, by the day it was done.
    LateDays = "late_days", Int, Main;
    /// Why it left the list: declined, unfounded, void.
    ExitReason = "exit_reason", Text, Main;
    CheckedBy = "checked_by", Line, Main;
    /// Times a claim was sent back.
    Returned = "returned", Int, Main;
    /// Extensions granted.
    Extensions = "extensions", Int, Main;
    Listed = "listed", Flag, Main;
    Standing = "standing", Flag, Main;
    /// Times a section sent it back as not its own.
    Bounced = "bounced", Int, Main;
    /// What a standing rectification is to have reached when it is looked at again.
    StageGoal = "stage_goal", Line, Main;
    ReviewOn = "review_on", Day, Main;
    /// Who countersigned the listing.
    ListCountersign = "list_countersign", Line, Main;
    /// Grounds for the act, as typed; kept in the words of the pack.
    Grounds = "grounds", Words, Main;
    ListedOn = "listed_on", Day, Main;
    ListedFor = "listed_for", Words, Main;
    /// Whose list it is: the county's, the city's or the province's.
    ListLevel = "list_level", Code, Main;
    DelistedOn = "delisted_on", Day, Main;
    /// What the check before taking it off the list found.
    DelistCheck = "delist_check", Line, Main;
    TimedOn = "timed_on", Day, Main;
    TimedFor = "timed_for", Words, Main;
    TimedDue = "timed_due", Day, Main;
    /// Entered long after the day it happened.
    Backfilled = "backfilled", Flag, Main;
    /// The paper or file it came from, and its row there.
    File = "file", Line, Main;
    FileRow = "file_row", Line, Main;

    /// How far the rectification is, where the plan asks for that.
    Percent = "percent", Int, Main;
    /// Who countersigned the closing of a listed issue.
    Countersign = "countersign", Line, Main;
    /// The chief's choice of a section holds for all that is alike.
    KeepRule = "keep_rule", Flag, Main;
    /// Which of the kinds that an item lists it is: the limits broken, how far beyond.
    Checks = "checks", Words, Main;
    /// Students whose money has been refunded.
    StudentsRefunded = "students_refunded", Int, Main;
    /// The state it had before it was merged into another.
    FormerState = "former_state", State, Main;
    /// The other side of the same matter, and what was split off.
    Linked = "linked", Numbers, Main;
    /// The member who takes over.
    HandTo = "hand_to", Line, Main;

    // A measure of its ledger.
    Goal = "goal", Line, Measure;
    Action = "action", Line, Measure;
    Leader = "leader", Line, Measure;
    Person = "person", Line, Measure;
    PersonPhone = "person_phone", Line, Measure;
    Due = "due", Deadline, Measure;
    DoneOn = "done_on", Day, Measure;
    Done = "done", Flag, Measure;

    // An extension asked for.
    ExtendFrom = "extend_from", Deadline, Extension;
    ExtendTo = "extend_to", Deadline, Extension;
    ExtendReason = "extend_reason", Line, Extension;
    AskedOn = "asked_on", Day, Extension;
    AskedBy = "asked_by", Line, Extension;
    /// Days overdue on the day it was asked: granting never erases them.
    AskedLate = "asked_late", Int, Extension;
    /// `pending`, `agreed` or `refused`.
    Decision = "decision", Code, Extension;
    DecidedOn = "decided_on", Day, Extension;
    DecidedBy = "decided_by", Line, Extension;
    DecisionPaper = "decision_paper", Line, Extension;

    // A report of progress.
    ProgressOn = "progress_on", Day, Progress;
    ProgressText = "progress_text", Text, Progress;
    ProgressBy = "progress_by", Line, Progress;

    // A note.
    NoteOn = "note_on", Day, Note;
    NoteKind = "note_kind", Code, Note;
    NoteText = "note_text", Text, Note;
    NoteBy = "note_by", Line, Note;

    // Evidence, by where it lies.
    EvidenceName = "evidence_name", Line, Evidence;
    EvidenceKind = "evidence_kind", Code, Evidence;
    EvidenceWhere = "evidence_where", Line, Evidence;
    EvidenceOn = "evidence_on", Day, Evidence;
    /// Copies there are of a paper.
    EvidenceCopies = "evidence_copies", Int, Evidence;
    /// SHA-256 of the file kept beside the store, in hexadecimal.
    EvidenceFile = "evidence_file", Line, Evidence;

    // What was demanded when a claim was sent back.
    ReworkOn = "rework_on", Day, Rework;
    ReworkBy = "rework_by", Line, Rework;
    ReworkText = "rework_text", Text, Rework;

    // A section's saying that it is not its own.
    BouncedOn = "bounced_on", Day, Bounce;
    BouncedBy = "bounced_by", Line, Bounce;
    BouncedFrom = "bounced_from", Unit, Bounce;
    BounceReason = "bounce_reason", Line, Bounce;

    // A chase: by message, telephone or letter.
    ChasedOn = "chased_on", Day, Chase;
    ChaseWay = "chase_way", Code, Chase;
    /// Who answered.
    Answered = "answered", Line, Chase;
    /// The day something was promised for: silent until then.
    PromisedFor = "promised_for", Day, Chase;
    ChaseText = "chase_text", Line, Chase;
    ChasedBy = "chased_by", Line, Chase;

    // A round that was over when the issue was opened again; its part is the number of the round.
    RoundEnd = "round_end", State, Round;
    RoundClosedOn = "round_closed_on", Day, Round;
    RoundLateDays = "round_late_days", Int, Round;
    RoundStatement = "round_statement", Text, Round;
    RoundVerifiedBy = "round_verified_by", Line, Round;
    ReopenedOn = "reopened_on", Day, Round;
    ReopenedBy = "reopened_by", Line, Round;
    ReopenReason = "reopen_reason", Line, Round;

    // What entries of a register have in common.
    /// Where an entry stands; its codes are the kind's own.
    Status = "status", Code, Main;
    /// Issues it is about.
    Issues = "issues", Numbers, Main;
    /// Entries of registers that rest on it.
    Papers = "papers", Numbers, Main;
    /// The entry or paper it rests on.
    RestsOn = "rests_on", Numbers, Main;

    // An intake.
    Channel = "channel", Code, Main;
    ReceivedOn = "received_on", Day, Main;
    Anonymous = "anonymous", Flag, Main;
    Complainant = "complainant", Secret, Main;
    ComplainantPhone = "complainant_phone", Secret, Main;
    /// Who is complained of.
    Accused = "accused", Secret, Main;
    /// About the office itself, or marked so: seen only by whom the plan trusts with names.
    Confidential = "confidential", Flag, Main;
    /// Letters found when a box was opened.
    Letters = "letters", Int, Main;
    ReplyDue = "reply_due", Day, Main;
    RepliedOn = "replied_on", Day, Main;
    Reply = "reply", Text, Main;
    Satisfied = "satisfied", Code, Main;
    Disposal = "disposal", Code, Main;
    DisposedOn = "disposed_on", Day, Main;
    /// The issue or clue it is merged into.
    Into = "into", Numbers, Main;
    /// The day on which protected names were removed for good.
    PurgedOn = "purged_on", Day, Main;
    /// Complaints about an issue beside the first.
    Complaints = "complaints", Int, Main;

    // A clue.
    CheckResult = "check_result", Code, Main;
    CheckText = "check_text", Text, Main;
    CheckedOn = "checked_on", Day, Main;

    // An order.
    OrderKind = "order_kind", Code, Main;
    Demand = "demand", Text, Main;
    IssuedOn = "issued_on", Day, Main;
    Signer = "signer", Line, Main;
    OrderDue = "order_due", Day, Main;
    ReceiptOn = "receipt_on", Day, Main;
    ReceiptBy = "receipt_by", Line, Main;
    FeedbackOn = "feedback_on", Day, Main;
    Feedback = "feedback", Text, Main;
    FeedbackResult = "feedback_result", Code, Main;

    // A transfer.
    ToBody = "to_body", Line, Main;
    TransferReason = "transfer_reason", Line, Main;
    Materials = "materials", Text, Main;
    SentOn = "sent_on", Day, Main;
    SentWay = "sent_way", Code, Main;
    /// By when the body is to have handled it.
    HandlingDue = "handling_due", Deadline, Main;
    /// The body opened a case, or said that it opens none; missing: it has not said.
    Filed = "filed", Flag, Main;

    // An outcome.
    Target = "target", Code, Main;
    Identity = "identity", Code, Main;
    TargetPost = "target_post", Line, Main;
    PartyMember = "party_member", Flag, Main;
    /// Several are counted as so many events of one person.
    Sanctions = "sanctions", Words, Main;
    Authority = "authority", Line, Main;
    DocNo = "doc_no", Line, Main;
    SanctionedOn = "sanctioned_on", Day, Main;
    /// Last day on which a sanction has effect.
    Until = "until", Day, Main;

    // A task.
    /// Number of the row of the plan.
    PlanRow = "plan_row", Int, Main;
    OwedBy = "owed_by", Units, Main;
    FinishedOn = "finished_on", Day, Main;
    FinishedBy = "finished_by", Line, Main;

    // A submission.
    /// Id of the deliverable, or the number of an ad-hoc task.
    Doc = "doc", Line, Main;
    /// `2021-08`; empty where the paper is handed in once.
    Period = "period", Line, Main;
    HandedOn = "handed_on", Day, Main;
    HandedBy = "handed_by", Line, Main;
    Electronic = "electronic", Flag, Main;
    /// The stamped paper has come.
    Stamped = "stamped", Flag, Main;
    StampedOn = "stamped_on", Day, Main;
    Filler = "filler", Line, Main;
    Reviewer = "reviewer", Line, Main;
    /// Signed as nothing found.
    Nil = "nil", Flag, Main;
    TakenOn = "taken_on", Day, Main;
    TakenBy = "taken_by", Line, Main;

    // A cell of a submission.
    /// What is counted there: a category, a column of the screening.
    CellKey = "cell", Line, Cell;
    Count = "count", Int, Cell;
    /// What the books add up to on the day it was handed in.
    Computed = "computed", Int, Cell;
    /// Why it differs from the books.
    CountWhy = "count_why", Line, Cell;

    // One handing-in of a submission; those before stay.
    InOn = "in_on", Day, HandIn;
    InBy = "in_by", Line, HandIn;
    InLate = "in_late", Int, HandIn;
    BackOn = "back_on", Day, HandIn;
    BackBy = "back_by", Line, HandIn;
    BackReason = "back_reason", Line, HandIn;

    // An inspection.
    Method = "method", Code, Main;
    Object = "object", Code, Main;
    Team = "team", Line, Main;
    InspectedOn = "inspected_on", Day, Main;
    InspectedTo = "inspected_to", Day, Main;
    Inspected = "inspected", Units, Main;
    PlacesSeen = "places_seen", Int, Main;
    Findings = "findings", Text, Main;
    GoodPractice = "good_practice", Text, Main;
    RevisitOn = "revisit_on", Day, Main;

    // Publicity.
    PublicityKind = "publicity_kind", Code, Main;
    Url = "url", Line, Main;
    PublishedOn = "published_on", Day, Main;
    /// Names and places in it are disguised.
    Anonymised = "anonymised", Flag, Main;
    Approver = "approver", Line, Main;

    // A meeting.
    MetOn = "met_on", Day, Main;
    Attendees = "attendees", Line, Main;
    Decisions = "decisions", Text, Main;

    // A month that is fixed.
    /// `2021-08`.
    Month = "month", Line, Main;
    /// The day its tables are computed for.
    AsOf = "as_of", Day, Main;
    /// Its tables: name and hash of the bytes that were kept, `statistics:…`.
    Fixed = "fixed", Words, Main;

    // A ruling on what the plan leaves open.
    SettleId = "settle_id", Line, Main;
    Chosen = "chosen", Code, Main;
    SettledDue = "settled_due", Day, Main;
    SettledBy = "settled_by", Line, Main;

    // A unit.
    Code = "code", Line, Main;
    Name = "name", Line, Main;
    Short = "short", Line, Main;
    Aliases = "aliases", Words, Main;
    UnitKind = "kind", Code, Main;
    Parent = "parent", Unit, Main;
    Order = "order", Int, Main;
    ValidFrom = "valid_from", Day, Main;
    ValidTo = "valid_to", Day, Main;
    /// Where the entry comes from, when not from the notice.
    Origin = "origin", Line, Main;

    // A person of a unit.
    Phone = "phone", Line, Main;
    Post = "post", Line, Main;
    /// `liaison`, `leader` or `head`.
    ContactRole = "contact_role", Code, Main;
    PrintedNo = "printed_no", Line, Main;

    // A member.
    Login = "login", Line, Main;
    Roles = "roles", Words, Main;
    Active = "active", Flag, Main;
    /// The account of the system he comes from, when it is not his login: several may share one.
    Account = "account", Line, Main;
    /// His own secret, where an account is shared; only its hash, in the vault.
    Pin = "pin", Secret, Main;

    // The campaign.
    PackId = "pack_id", Line, Main;
    /// The whole text of the pack in force.
    PackText = "pack_text", Text, Main;
    /// Made-up data: cannot be taken back.
    Synthetic = "synthetic", Flag, Main;
    /// Whether complainants' names may be kept here.
    KeepNames = "keep_names", Flag, Main;
}

impl Field {
    /// Fields that only a verb's own effect may change, never a typed value.
    pub fn is_kept_by_verbs(self) -> bool {
        matches!(
            self,
            Field::No
                | Field::NoSeq
                | Field::NoUnit
                | Field::State
                | Field::Round
                | Field::OriginalDeadline
                | Field::MovedOn
                | Field::ActOn
                | Field::AssignedOn
                | Field::ClaimedBy
                | Field::VerifiedBy
                | Field::VerifiedOn
                | Field::ClosedOn
                | Field::LateDays
                | Field::Returned
                | Field::Extensions
                | Field::Bounced
                | Field::Listed
                | Field::FormerState
                | Field::Linked
                | Field::Standing
                | Field::ListedOn
                | Field::ListedFor
                | Field::DelistedOn
                | Field::TimedOn
                | Field::TimedFor
                | Field::Status
                | Field::Papers
                | Field::ReceivedOn
                | Field::RepliedOn
                | Field::DisposedOn
                | Field::Complaints
                | Field::CheckedOn
                | Field::OrderKind
                | Field::IssuedOn
                | Field::ReceiptOn
                | Field::FeedbackOn
                | Field::SentOn
                | Field::PlanRow
                | Field::FinishedOn
                | Field::FinishedBy
                | Field::Doc
                | Field::Period
                | Field::HandedOn
                | Field::HandedBy
                | Field::StampedOn
                | Field::Nil
                | Field::TakenOn
                | Field::PurgedOn
                | Field::TakenBy
                | Field::Computed
                | Field::InspectedOn
                | Field::PublishedOn
                | Field::MetOn
                | Field::AsOf
                | Field::Fixed
                | Field::SettleId
                | Field::SettledBy
                | Field::RouteBasis
                | Field::RouteGap
                | Field::Synthetic
                | Field::PackText
        )
    }
}
