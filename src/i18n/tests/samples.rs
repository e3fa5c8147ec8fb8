//! One of everything the model can say.

use crate::model::deadline::DeadlineReason;
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::form::Remark;
use crate::model::ids::Kind;
use crate::model::paper::Breach;
use crate::model::record::Cell;
use crate::model::refusal::{Clash, Expected, Said, StoreTrouble, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;

pub(super) fn all_ways() -> Vec<Way> {
    let mut ways = vec![
        Way::Back,
        Way::RecordFor { party: Party::Chief },
        Way::WithReason,
        Way::Fill { field: Field::VerifiedBy },
    ];
    ways.extend(Verb::ALL.iter().map(|verb| Way::Verb { verb: *verb }));
    ways
}

pub(super) fn all_reasons() -> Vec<DeadlineReason> {
    let day = "2021-09-30".parse().unwrap();
    vec![
        DeadlineReason::Empty,
        DeadlineReason::NoSuchDay { month: 9, day: 31 },
        DeadlineReason::NoSuchMonth { month: 13 },
        DeadlineReason::NoSuchTime,
        DeadlineReason::Cutoff { day: None },
        DeadlineReason::Cutoff { day: Some(day) },
        DeadlineReason::Vague,
        DeadlineReason::NeedsDate,
        DeadlineReason::NeedsReview,
        DeadlineReason::TenDays { strict: day },
        DeadlineReason::Anchored { anchor: "national_day".into() },
        DeadlineReason::NoAnchor { anchor: "winter_break".into() },
        DeadlineReason::SeveralDays { first: day, last: day },
        DeadlineReason::NextYear { year: 2022 },
        DeadlineReason::RolledForward { from: day },
        DeadlineReason::RestDay,
        DeadlineReason::Policy { working_days: 3 },
        DeadlineReason::Backwards,
        DeadlineReason::NotUnderstood,
        DeadlineReason::OutOfRange,
    ]
}

pub(super) fn all_remarks() -> Vec<Remark> {
    let s = |text: &str| text.to_owned();
    vec![
        Remark::For { party: Party::Unit, name: s("") },
        Remark::For { party: Party::Unit, name: s("TY") },
        Remark::Deadline { text: s("7-15"), due: s("2021-07-15"), original: s("") },
        Remark::Deadline { text: s("7-15"), due: s("2021-07-15"), original: s("2021-07-01") },
        Remark::Route { lead: s("jjk"), clause: s("1"), gap: false },
        Remark::Route { lead: s("jjk"), clause: s("1"), gap: true },
        Remark::Duplicate { no: s("TY-001"), place: s("p"), title: s("t") },
        Remark::Late { days: 2 },
        Remark::Open { open: 1, total: 2 },
        Remark::Evidence { count: 0 },
        Remark::Evidence { count: 3 },
        Remark::Options { texts: vec![s("a"), s("b")] },
        Remark::Leader { times: 2, name: s("n"), phone: s("p") },
        Remark::ClaimedBy { name: s("n"), unit: s("u") },
        Remark::Fixed { month: s("2021-08"), on: chrono::NaiveDate::default(), next: s("2021-09") },
    ]
}

/// One of each, and of each shape that is worded differently.
pub(super) fn all_whys() -> Vec<Why> {
    let s = |text: &str| text.to_owned();
    let day: chrono::NaiveDate = "2021-09-18".parse().unwrap();
    let at = "2021-09-18T02:32:00Z".parse().unwrap();
    let field = Field::Deadline;
    let said = |text: &str| Said { value: Some(Value::Text(s(text))), name: s("") };
    let clash = |mine: Option<&str>, day| Clash {
        cell: Cell { field: Field::Action, part: 2 },
        by: s("a"),
        at,
        day,
        theirs: Said { value: None, name: s("") },
        mine: mine.map(said),
    };
    let mut whys = vec![
        Why::UnknownNumber { text: s("TY-999"), nearest: None },
        Why::UnknownNumber { text: s("TY-999"), nearest: Some(s("TY-099")) },
        Why::NoSubject,
        Why::UnknownField { name: s("x"), nearest: Some(s("deadline")) },
        Why::FieldNotSettable { field },
        Why::Missing { fields: vec![Field::Title, Field::Place] },
        Why::NeedsReason,
        Why::BadValue { field, text: s("x"), expected: Expected::Day },
        Why::Ambiguous { text: s("x"), names: vec![s("a"), s("b")] },
        Why::UnknownUnit { text: s("x"), nearest: Some(s("a")) },
        Why::UnknownCode { field, text: s("x"), known: vec![s("a"); 20] },
        Why::UnknownLetter { text: s("x"), nearest: None, known: vec![s("a")] },
        Why::UnknownLetter { text: s("x"), nearest: Some(s("b")), known: vec![s("a"); 20] },
        Why::SilentClass { class: s("x") },
        Why::NotForLetter { letter: s("x"), kind: Kind::Issue },
        Why::FutureDay { day, today: day },
        Why::FixedAlready { month: s("2021-08"), no: s("DG-001") },
        Why::NotFixed { month: s("2021-08") },
        Why::LaterFixed { month: s("2021-08"), later: s("2021-09") },
        Why::FixedGone { month: s("2021-08"), table: s("statistics") },
        Why::Projected,
        Why::NothingSince { what: s("day") },
        Why::NothingSince { what: s("meeting") },
        Why::NothingSince { what: s("report") },
        Why::DayBefore { day, earliest: day, field: None },
        Why::DayBefore { day, earliest: day, field: Some(Field::FoundOn) },
        Why::NotYours { party: Party::Office, name: s("x") },
        Why::NoRight,
        Why::NeedsPersonAndPaper { party: Party::Unit },
        Why::SamePerson { name: s("a"), unit: s("b") },
        Why::Unfinished { open: 1, total: 2, refunded: None, refundable: None },
        Why::Unfinished { open: 1, total: 2, refunded: Some(1), refundable: Some(2) },
        Why::NoMeasures,
        Why::IncompleteMeasure { part: 2, fields: vec![Field::Action] },
        Why::ExtensionPending,
        Why::NoExtensionPending,
        Why::OnlyChief { late_days: 2, times: 1 },
        Why::OnlyChief { late_days: 0, times: 2 },
        Why::NotLater { current: day },
        Why::NoDeadline,
        Why::BouncedOut { times: 2 },
        Why::NotListed,
        Why::WrongStatus { kind: Kind::Clue, status: s("open") },
        Why::WrongStatus { kind: Kind::Clue, status: String::new() },
        Why::NamesNotKept { field: Field::Complainant },
        Why::NotForIdentity { sanction: s("fined"), identity: s("cadre"), known: vec![s("admonished")] },
        Why::NothingToCount,
        Why::NoEvidence,
        Why::TooShort { field, least: 10 },
        Why::CountDiffers { cell: s("received"), part: 1, typed: 3, computed: 2 },
        Why::SumOff { total: 3, parts: 2 },
        Why::DoesNotAddUp {
            breaches: vec![Breach {
                rule: s("nil-is-zero"),
                lines: vec![s("a"), String::new()],
                records: vec![s("TY-001")],
            }],
        },
        Why::ZeroUnsigned,
        Why::StepOff,
        Why::Numbered,
        Why::NothingToUndo,
        Why::NothingToRedo,
        Why::CannotUndo { seq: 3, verb: Verb::Accept },
        Why::UnknownFact { seq: 3 },
        Why::ChangedSince { field, by: s("a"), at },
        Why::Conflict { rev: 9, clashes: vec![clash(Some("y"), None)] },
        Why::Conflict { rev: 9, clashes: vec![clash(None, Some(day)), clash(None, None)] },
        Why::OwnFolderOnly { folder: s("/var/lib/duban/backups") },
        Why::NothingSealed,
        Why::TooOften { limit: 30, minutes: 5 },
        Why::ShortPin { least: 4 },
        Why::NothingToChange,
        Why::OpReused,
        Why::UnknownMember { login: s("someone") },
        Why::Taken { text: s("TY") },
        Why::StaysSynthetic,
        Why::TooLong { field, limit: 40 },
        Why::ClockBack { today: day, last: day },
        Why::TermNotHere { text: s("x") },
        Why::UnknownTerm { text: s("x"), nearest: None },
        Why::UnknownTerm { text: s("x"), nearest: Some(s("y")) },
        Why::EmptyTerm { text: s("unit:") },
        Why::BadTerm { term: s("due"), text: s("x"), expected: Expected::DayRange },
        Why::OfficeGone,
        Why::Internal { detail: s("x") },
    ];
    whys.extend(State::ALL.iter().flat_map(|state| {
        [Why::WrongState { state: *state, day: None }, Why::WrongState { state: *state, day: Some(day) }]
    }));
    whys.extend(
        all_reasons()
            .into_iter()
            .map(Some)
            .chain([None])
            .map(|reason| Why::UnreadDeadline { text: s("x"), reason }),
    );
    let details =
        [StoreTrouble::DiskFull, StoreTrouble::ReadOnly, StoreTrouble::Moved, StoreTrouble::Other(s("x"))];
    whys.extend(details.map(|detail| Why::StoreRefused { detail }));
    whys
}
