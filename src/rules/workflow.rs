//! The workflow: for every verb on an issue, from which states, whose step it is, what it needs.

use crate::model::fact::Party;
use crate::model::field::{Field, Group};
use crate::model::state::State;
use crate::model::verb::Verb;

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    pub verb: Verb,
    /// States it starts from; empty: it makes a new issue.
    pub from: &'static [State],
    /// Parties whose step it is. A chief may take the office's and the section's steps.
    pub parties: &'static [Party],
    /// Fields that must be set, by this command or before.
    pub needs: &'static [Field],
    /// Fields a form offers beside the needed ones.
    pub offers: &'static [Field],
    /// A reason must be given.
    pub reason: bool,
}

impl Row {
    /// Whose step it is from a state: what the section verified, the office closes.
    pub fn parties_in(&self, state: State) -> &'static [Party] {
        if self.verb == Verb::Close && state == Verified { &[Office] } else { self.parties }
    }

    /// True when it starts from a state: what has to be verified first is not closed yet.
    pub fn starts(&self, state: State, verify_apart: bool) -> bool {
        let early = self.verb == Verb::Close && state == Claimed && verify_apart;
        self.from.contains(&state) && !early
    }

    /// What must be set from a state: what was verified says how.
    pub fn needs_in(&self, state: State) -> &'static [Field] {
        if self.verb == Verb::Close && state == Verified { &[] } else { self.needs }
    }

    /// True when a form of this verb may set the field. An amendment also puts measures and where an
    /// issue came from right.
    pub fn takes(&self, field: Field) -> bool {
        if self.needs.contains(&field) || self.offers.contains(&field) {
            return true;
        }
        let origin = matches!(field, Field::Ownership | Field::File | Field::FileRow | Field::RestsOn);
        match self.verb {
            Verb::Register => origin,
            Verb::Amend => {
                let measure =
                    field.group() == Group::Measure && !matches!(field, Field::Done | Field::DoneOn);
                origin
                    || measure
                    || matches!(field, Field::Refunded | Field::Deadline | Field::Lead | Field::Co)
            }
            _ => false,
        }
    }
}

use Party::{Chief, Discipline, Office, Section, Unit};
use State::{
    Assigned, Claimed, Closed, Draft, Planned, Rectifying, Registered, Reported, Unfounded, Verified,
};

const OPEN: &[State] = &[Draft, Reported, Registered, Assigned, Planned, Rectifying, Claimed, Verified];
const NUMBERED_OPEN: &[State] = &[Registered, Assigned, Planned, Rectifying, Claimed, Verified];

const WORKED_ON: &[State] = &[Assigned, Planned, Rectifying, Claimed, Verified];

/// The rows, in the order of work. States whose step a pack switches off are passed through by the
/// verb before.
pub const TABLE: &[Row] = &[
    Row {
        verb: Verb::Register,
        from: &[],
        parties: &[Unit, Section, Office, Discipline],
        needs: &[Field::Unit, Field::Category, Field::Place, Field::Title],
        offers: &[
            Field::Item,
            Field::Stage,
            Field::Source,
            Field::FoundOn,
            Field::Students,
            Field::Persons,
            Field::Amount,
            Field::Deadline,
            Field::RectType,
            Field::Checks,
            Field::Desc,
        ],
        reason: false,
    },
    Row {
        verb: Verb::Submit,
        from: &[Draft],
        parties: &[Unit, Section, Office, Discipline],
        needs: &[Field::Unit, Field::Category, Field::Place, Field::Title],
        offers: &[],
        reason: false,
    },
    Row {
        verb: Verb::Return,
        from: &[Reported],
        parties: &[Section, Office],
        needs: &[],
        offers: &[],
        reason: true,
    },
    Row { verb: Verb::Decline, from: &[Reported], parties: &[Office], needs: &[], offers: &[], reason: true },
    Row {
        verb: Verb::Accept,
        from: &[Reported],
        parties: &[Section, Office],
        needs: &[],
        offers: &[Field::Lead, Field::Co, Field::Deadline],
        reason: false,
    },
    Row {
        verb: Verb::Assign,
        from: &[Registered],
        parties: &[Office],
        needs: &[Field::Lead],
        offers: &[Field::Co, Field::Deadline, Field::KeepRule],
        reason: false,
    },
    Row {
        verb: Verb::Reassign,
        from: NUMBERED_OPEN,
        parties: &[Office],
        needs: &[Field::Lead],
        offers: &[Field::Co, Field::KeepRule],
        reason: true,
    },
    Row {
        verb: Verb::Acknowledge,
        from: &[Assigned],
        parties: &[Unit, Section],
        needs: &[],
        offers: &[],
        reason: false,
    },
    Row {
        verb: Verb::Bounce,
        from: &[Assigned, Rectifying],
        parties: &[Section],
        needs: &[],
        offers: &[],
        reason: true,
    },
    Row {
        verb: Verb::Amend,
        from: &[Draft, Reported, Registered, Assigned, Planned, Rectifying, Claimed, Verified, Closed],
        parties: &[Unit, Section, Office, Discipline],
        needs: &[],
        offers: &[
            Field::Unit,
            Field::Category,
            Field::Item,
            Field::Place,
            Field::Title,
            Field::Stage,
            Field::Source,
            Field::FoundOn,
            Field::Students,
            Field::Persons,
            Field::Amount,
            Field::Refundable,
            Field::RectType,
            Field::Checks,
            Field::Desc,
        ],
        reason: false,
    },
    Row {
        verb: Verb::Plan,
        from: &[Registered, Assigned, Planned, Rectifying],
        parties: &[Unit],
        needs: &[Field::Action, Field::Person, Field::Due],
        offers: &[Field::Goal, Field::Leader, Field::PersonPhone],
        reason: false,
    },
    Row {
        verb: Verb::ApprovePlan,
        from: &[Planned],
        parties: &[Section],
        needs: &[Field::Decision],
        offers: &[],
        reason: false,
    },
    Row {
        verb: Verb::Progress,
        from: &[Assigned, Planned, Rectifying],
        parties: &[Unit, Section],
        needs: &[Field::ProgressText],
        offers: &[Field::Refunded, Field::StudentsRefunded, Field::Percent, Field::Done],
        reason: false,
    },
    Row {
        verb: Verb::Extend,
        from: &[Assigned, Planned, Rectifying],
        parties: &[Unit],
        needs: &[Field::ExtendTo],
        offers: &[],
        reason: true,
    },
    Row {
        verb: Verb::DecideExtension,
        from: &[Assigned, Planned, Rectifying],
        parties: &[Section, Chief],
        needs: &[Field::Decision],
        offers: &[],
        reason: false,
    },
    Row {
        verb: Verb::Standing,
        from: &[Rectifying],
        parties: &[Section, Chief],
        needs: &[Field::StageGoal, Field::ReviewOn],
        offers: &[],
        reason: true,
    },
    Row {
        verb: Verb::Claim,
        from: &[Assigned, Rectifying],
        parties: &[Unit],
        needs: &[Field::Statement],
        offers: &[Field::Refunded, Field::StudentsRefunded, Field::Done],
        reason: false,
    },
    Row {
        verb: Verb::Verify,
        from: &[Claimed],
        parties: &[Section],
        needs: &[Field::VerifyWay],
        offers: &[Field::Opinion],
        reason: false,
    },
    Row {
        verb: Verb::Close,
        from: &[Claimed, Verified],
        parties: &[Section],
        needs: &[Field::VerifyWay],
        offers: &[Field::Opinion, Field::Countersign],
        reason: false,
    },
    Row {
        verb: Verb::SendBack,
        from: &[Claimed, Verified],
        parties: &[Section, Office],
        needs: &[],
        offers: &[Field::Deadline],
        reason: true,
    },
    Row {
        verb: Verb::Unfounded,
        from: &[Registered, Assigned, Planned, Rectifying, Claimed],
        parties: &[Section],
        needs: &[Field::CheckedBy],
        offers: &[],
        reason: true,
    },
    Row {
        verb: Verb::Merge,
        from: OPEN,
        parties: &[Section, Office],
        needs: &[Field::Into],
        offers: &[],
        reason: false,
    },
    Row {
        verb: Verb::Unmerge,
        from: &[State::Merged],
        parties: &[Office],
        needs: &[],
        offers: &[],
        reason: true,
    },
    Row {
        verb: Verb::Split,
        from: NUMBERED_OPEN,
        parties: &[Section, Office],
        needs: &[Field::Title],
        offers: &[Field::Item, Field::Category, Field::Place, Field::Unit, Field::Deadline],
        reason: false,
    },
    Row {
        verb: Verb::Link,
        from: &[Registered, Assigned, Planned, Rectifying, Claimed, Verified, Closed],
        parties: &[Section, Office, Discipline],
        needs: &[],
        offers: &[Field::Into, Field::Item, Field::Place, Field::Title],
        reason: false,
    },
    Row {
        verb: Verb::Reopen,
        from: &[Closed, Unfounded],
        parties: &[Chief],
        needs: &[Field::Deadline],
        offers: &[],
        reason: true,
    },
    Row {
        verb: Verb::Chase,
        from: NUMBERED_OPEN,
        parties: &[Section, Office, Discipline],
        needs: &[Field::ChaseWay],
        offers: &[Field::Answered, Field::PromisedFor, Field::ChaseText],
        reason: false,
    },
    Row {
        verb: Verb::Timed,
        from: WORKED_ON,
        parties: &[Office],
        needs: &[Field::Grounds, Field::TimedDue],
        offers: &[Field::Demand],
        reason: false,
    },
    Row {
        verb: Verb::List,
        from: NUMBERED_OPEN,
        parties: &[Chief],
        needs: &[Field::Grounds],
        offers: &[Field::ListLevel, Field::OrderDue, Field::Demand, Field::ListCountersign],
        reason: false,
    },
    Row {
        verb: Verb::Delist,
        from: &[Closed, Unfounded],
        parties: &[Chief],
        needs: &[Field::DelistCheck],
        offers: &[],
        reason: false,
    },
    Row {
        verb: Verb::Note,
        from: &[
            Draft, Reported, Registered, Assigned, Planned, Rectifying, Claimed, Verified, Closed, Unfounded,
        ],
        parties: &[Unit, Section, Office, Discipline],
        needs: &[Field::NoteText],
        offers: &[Field::NoteKind, Field::OwedBy, Field::Deadline],
        reason: false,
    },
    Row {
        verb: Verb::Evidence,
        from: &[Registered, Assigned, Planned, Rectifying, Claimed, Verified, Closed],
        parties: &[Unit, Section, Office],
        needs: &[Field::EvidenceName],
        offers: &[Field::EvidenceKind, Field::EvidenceWhere, Field::EvidenceCopies, Field::EvidenceFile],
        reason: false,
    },
    Row { verb: Verb::Void, from: OPEN, parties: &[Office], needs: &[], offers: &[], reason: true },
];

/// The row of a verb on issues; `None` for what keeps the books (units, members, packs).
pub fn row(verb: Verb) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.verb == verb)
}

/// The row's next proper step: what normally comes next from a state. `verify_apart`: the pack parts
/// verifying from closing.
pub fn next(state: State, has_measures: bool, pending_extension: bool, verify_apart: bool) -> Option<Verb> {
    Some(match state {
        Draft => Verb::Submit,
        Reported => Verb::Accept,
        Registered => Verb::Assign,
        Assigned | Planned | Rectifying if pending_extension => Verb::DecideExtension,
        Assigned => Verb::Acknowledge,
        Planned => Verb::ApprovePlan,
        Rectifying if !has_measures => Verb::Plan,
        Rectifying => Verb::Claim,
        Claimed if verify_apart => Verb::Verify,
        Claimed | Verified => Verb::Close,
        _ => return None,
    })
}
