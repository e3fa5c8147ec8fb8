//! The registers beside the issue list: for every verb on their entries, what it acts on or makes, whose
//! step it is, what it needs.

use crate::model::fact::Party;
use crate::model::field::{Field, Group};
use crate::model::ids::Kind;
use crate::model::verb::Verb;

/// One row of the table.
#[derive(Debug)]
pub struct Entry {
    pub verb: Verb,
    /// Kinds its subjects are of; empty: it has none.
    pub on: &'static [Kind],
    /// The kind of entry it makes, one for each subject (or one where it has none).
    pub makes: Option<Kind>,
    /// Statuses it starts from; empty: from any.
    pub from: &'static [&'static str],
    /// The status it leads to; empty: it stays.
    pub to: &'static str,
    pub parties: &'static [Party],
    pub needs: &'static [Field],
    pub offers: &'static [Field],
    /// A reason must be given.
    pub reason: bool,
}

impl Entry {
    /// True when a form of this verb may set the field of an entry of this kind.
    pub fn takes(&self, field: Field, kind: Kind) -> bool {
        let cell = matches!(self.verb, Verb::HandIn | Verb::Nil) && field.group() == Group::Cell;
        cell || (has(kind, field) && (self.needs.contains(&field) || self.offers.contains(&field)))
    }
}

/// False where a verb on several kinds offers what only another of them has: an order opens no case.
pub fn has(kind: Kind, field: Field) -> bool {
    field != Field::Filed || kind == Kind::Transfer
}

use Party::{Chief, Discipline, Inspectorate, Office, Press, Reception, Section, Unit};

/// The rows, in the order of work.
pub const TABLE: &[Entry] = &[
    Entry {
        verb: Verb::Take,
        on: &[],
        makes: Some(Kind::Intake),
        from: &[],
        to: "open",
        parties: &[Reception, Office, Section, Unit, Inspectorate, Discipline],
        needs: &[Field::Channel, Field::Title],
        offers: &[
            Field::Unit,
            Field::Place,
            Field::Item,
            Field::Category,
            Field::Desc,
            Field::Anonymous,
            Field::Complainant,
            Field::ComplainantPhone,
            Field::Accused,
            Field::Letters,
            Field::ReplyDue,
            Field::Disposal,
            Field::Into,
            Field::Confidential,
        ],
        reason: false,
    },
    Entry {
        verb: Verb::Reply,
        on: &[Kind::Intake],
        makes: None,
        from: &[],
        to: "",
        parties: &[Reception, Office, Section],
        needs: &[Field::Reply],
        offers: &[Field::Satisfied],
        reason: false,
    },
    Entry {
        verb: Verb::Check,
        on: &[Kind::Clue],
        makes: None,
        from: &["open", "checked"],
        to: "checked",
        parties: &[Section, Office, Discipline, Unit],
        needs: &[Field::CheckResult],
        offers: &[Field::CheckText, Field::Confidential],
        reason: false,
    },
    Entry {
        verb: Verb::Dispose,
        on: &[Kind::Intake, Kind::Clue],
        makes: None,
        from: &["open", "checked", "disposed"],
        to: "disposed",
        parties: &[Reception, Office, Discipline],
        needs: &[Field::Disposal],
        offers: &[
            Field::Into,
            Field::ToBody,
            Field::Unit,
            Field::Place,
            Field::Item,
            Field::Category,
            Field::Title,
            Field::Deadline,
            Field::Materials,
            Field::Confidential,
        ],
        reason: false,
    },
    Entry {
        verb: Verb::Order,
        on: &[Kind::Issue],
        makes: Some(Kind::Order),
        from: &[],
        to: "issued",
        parties: &[Office, Chief],
        needs: &[Field::Demand, Field::OrderDue],
        offers: &[Field::Signer],
        reason: false,
    },
    Entry {
        verb: Verb::Transfer,
        on: &[Kind::Issue, Kind::Clue],
        makes: Some(Kind::Transfer),
        from: &[],
        to: "sent",
        parties: &[Office, Discipline],
        needs: &[Field::ToBody, Field::Materials],
        offers: &[Field::SentWay, Field::HandlingDue, Field::Accused, Field::TargetPost],
        reason: true,
    },
    Entry {
        verb: Verb::Outcome,
        on: &[Kind::Issue],
        makes: Some(Kind::Outcome),
        from: &[],
        to: "decided",
        parties: &[Discipline],
        needs: &[Field::Identity, Field::Sanctions, Field::Authority],
        offers: &[
            Field::Accused,
            Field::TargetPost,
            Field::PartyMember,
            Field::DocNo,
            Field::SanctionedOn,
            Field::Grounds,
        ],
        reason: false,
    },
    Entry {
        verb: Verb::Receipt,
        on: &[Kind::Order, Kind::Transfer],
        makes: None,
        from: &["issued", "sent", "received"],
        to: "received",
        parties: &[Office, Discipline, Section, Unit],
        needs: &[],
        offers: &[Field::ReceiptBy, Field::Feedback, Field::FeedbackResult, Field::Filed],
        reason: false,
    },
    Entry {
        verb: Verb::HandIn,
        on: &[Kind::Submission],
        makes: None,
        from: &[],
        to: "handed",
        parties: &[Unit, Section, Office],
        needs: &[],
        offers: &[Field::Electronic, Field::Stamped, Field::Filler, Field::Reviewer, Field::Desc],
        reason: false,
    },
    Entry {
        verb: Verb::Nil,
        on: &[Kind::Submission],
        makes: None,
        from: &[],
        to: "handed",
        parties: &[Unit, Section, Office],
        needs: &[Field::Filler, Field::Reviewer],
        offers: &[Field::Electronic, Field::Stamped],
        reason: false,
    },
    Entry {
        verb: Verb::Receive,
        on: &[Kind::Submission],
        makes: None,
        from: &["handed", "taken"],
        to: "taken",
        parties: &[Section, Office],
        needs: &[],
        offers: &[Field::Stamped],
        reason: false,
    },
    Entry {
        verb: Verb::HandBack,
        on: &[Kind::Submission],
        makes: None,
        from: &["handed", "taken"],
        to: "back",
        parties: &[Section, Office],
        needs: &[],
        offers: &[],
        reason: true,
    },
    Entry {
        verb: Verb::Chase,
        on: &[Kind::Submission],
        makes: None,
        from: &["", "back"],
        to: "",
        parties: &[Section, Office, Discipline],
        needs: &[Field::ChaseWay],
        offers: &[Field::Answered, Field::PromisedFor, Field::ChaseText],
        reason: false,
    },
    Entry {
        verb: Verb::Done,
        on: &[Kind::Task],
        makes: None,
        from: &["", "asked"],
        to: "done",
        parties: &[Office, Section, Press, Inspectorate],
        needs: &[],
        offers: &[Field::Desc],
        reason: false,
    },
    Entry {
        verb: Verb::Settle,
        on: &[Kind::Ruling],
        makes: None,
        from: &[],
        to: "settled",
        parties: &[Chief],
        needs: &[Field::Chosen],
        offers: &[Field::SettledDue],
        reason: true,
    },
    Entry {
        verb: Verb::Task,
        on: &[],
        makes: Some(Kind::Task),
        from: &[],
        to: "asked",
        parties: &[Office, Chief, Section],
        needs: &[Field::Title, Field::OwedBy, Field::Deadline],
        offers: &[Field::Desc, Field::RestsOn],
        reason: false,
    },
    Entry {
        verb: Verb::Inspect,
        on: &[],
        makes: Some(Kind::Inspection),
        from: &[],
        to: "made",
        parties: &[Inspectorate, Office, Section, Discipline],
        needs: &[Field::Title, Field::Method],
        offers: &[
            Field::Object,
            Field::Team,
            Field::Inspected,
            Field::InspectedTo,
            Field::PlacesSeen,
            Field::Findings,
            Field::GoodPractice,
            Field::RevisitOn,
        ],
        reason: false,
    },
    Entry {
        verb: Verb::Publish,
        on: &[],
        makes: Some(Kind::Publicity),
        from: &[],
        to: "published",
        parties: &[Press, Office, Unit],
        needs: &[Field::PublicityKind, Field::Title],
        offers: &[Field::Unit, Field::Url, Field::Issues, Field::Anonymised, Field::Approver],
        reason: false,
    },
    Entry {
        verb: Verb::Meet,
        on: &[],
        makes: Some(Kind::Meeting),
        from: &[],
        to: "held",
        parties: &[Office, Chief],
        needs: &[Field::Title],
        offers: &[Field::Attendees, Field::Decisions, Field::OwedBy, Field::Deadline],
        reason: false,
    },
    Entry {
        verb: Verb::Lock,
        on: &[],
        makes: Some(Kind::Lock),
        from: &[],
        to: "fixed",
        parties: &[Office, Chief],
        needs: &[Field::Month],
        offers: &[],
        reason: false,
    },
];

/// The row of a verb on entries of registers.
pub fn row(verb: Verb) -> Option<&'static Entry> {
    TABLE.iter().find(|row| row.verb == verb)
}

/// The row of a verb that is also one on issues, where what it acts on is no issue: the name of a paper has
/// parts, the number of an issue has none.
pub fn row_for(verb: Verb, subjects: &[String]) -> Option<&'static Entry> {
    let of_papers = subjects.first().is_some_and(|name| name.contains(['/', '\u{FF0F}']));
    row(verb).filter(|_| of_papers || super::workflow::row(verb).is_none())
}

/// What stands before the sequence in an entry's number; empty for entries that have none.
pub fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Intake => "SL",
        Kind::Clue => "XS",
        Kind::Order => "DB",
        Kind::Transfer => "YS",
        Kind::Outcome => "ZZ",
        Kind::Task => "LS",
        Kind::Inspection => "DC",
        Kind::Publicity => "XC",
        Kind::Meeting => "HY",
        Kind::Lock => "DG",
        _ => "",
    }
}
