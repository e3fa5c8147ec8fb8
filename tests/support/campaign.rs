//! A campaign in an office of this process, and one clerk at a seat.

use chrono::NaiveDate;
use duban::api::answer::{Card, Done, Page};
use duban::api::{Answer, Request};
use duban::link::{Attach, Create, Seat, attach, create, new_op};
use duban::model::command::Command;
use duban::model::refusal::Why;
use duban::model::verb::Verb;
use std::path::PathBuf;

/// A campaign on its first day, one clerk at one seat.
pub struct Campaign {
    folder: tempfile::TempDir,
    seat: Option<Seat>,
}

/// A day, as ISO writes it.
pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

impl Campaign {
    /// A new made-up campaign.
    #[allow(clippy::new_without_default)] // It writes a store: nothing one gets by default.
    pub fn new() -> Self {
        Self::on_pack(duban::pack::built_in("zhuzhou-2021").unwrap())
    }

    /// A new made-up campaign by the plan with every optional step switched on.
    pub fn with_all_steps() -> Self {
        let source = duban::pack::built_in("zhuzhou-2021").unwrap();
        let source = source
            .replace("acknowledge = false ", "acknowledge = true ")
            .replace("approve_plan = false ", "approve_plan = true ")
            .replace("verify_then_close = false ", "verify_then_close = true ");
        Self::on_pack(&source)
    }

    /// A new made-up campaign by another plan.
    pub fn on_pack(source: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("c.redb");
        create(&Create {
            store,
            pack_source: source.to_owned(),
            pack_name: "zhuzhou-2021".into(),
            login: "clerk".into(),
            member_name: "示例办事员".into(),
            today: Some(day("2021-07-12")),
            synthetic: true,
            keep_names: false,
        })
        .unwrap();
        let mut campaign = Self { folder, seat: None };
        campaign.reopen();
        campaign
    }

    /// Where its store is.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("c.redb")
    }

    /// Leaves the office.
    pub fn leave(&mut self) {
        self.seat.take().unwrap().close().unwrap();
    }

    /// Leaves the office and comes back.
    pub fn reopen(&mut self) {
        if let Some(seat) = self.seat.take() {
            seat.close().unwrap();
        }
        let how = Attach { today: Some(day("2021-07-12")), ..Attach::alone(self.store(), "clerk") };
        self.seat = Some(attach(&how).unwrap());
    }

    /// Leaves the office and comes back on another day.
    pub fn reopen_later(&mut self, today: &str) {
        self.seat.take().unwrap().close().unwrap();
        let how = Attach { today: Some(day(today)), ..Attach::alone(self.store(), "clerk") };
        self.seat = Some(attach(&how).unwrap());
    }

    /// The clerk's seat.
    pub fn seat(&self) -> &Seat {
        self.seat.as_ref().unwrap()
    }

    /// Does it.
    pub fn done(&self, command: Command) -> Done {
        match self.seat().ask(Request::Do(Box::new(command.clone()))) {
            Answer::Done(done) => *done,
            other => panic!("{command:?}\n{other:?}"),
        }
    }

    /// Asks for it and is refused.
    pub fn refused(&self, command: Command) -> Why {
        match self.seat().ask(Request::Do(Box::new(command.clone()))) {
            Answer::Refused(refusal) => refusal.why,
            other => panic!("{command:?}\n{other:?}"),
        }
    }

    /// The list under a filter.
    pub fn page(&self, filter: &str) -> Page {
        match self.seat().ask(Request::Page { filter: filter.into(), offset: 0, len: 1000 }) {
            Answer::Page(page) => *page,
            other => panic!("{other:?}"),
        }
    }

    /// One record.
    pub fn card(&self, no: &str) -> Card {
        match self.seat().ask(Request::Show { what: no.into() }) {
            Answer::Card(card) => *card,
            other => panic!("{other:?}"),
        }
    }

    /// The journal agrees with the books.
    pub fn verified(&self) {
        match self.seat().ask(Request::Verify) {
            Answer::Verified(verified) => assert_eq!(verified.fault, None, "{verified:?}"),
            other => panic!("{other:?}"),
        }
    }

    /// Moves the day.
    pub fn today(&self, text: &str) {
        self.seat().set_today(day(text)).unwrap();
    }
}

/// A verb on one record.
pub fn verb(verb: Verb, no: &str) -> Command {
    Command::new(verb, new_op()).on_subject(no)
}

/// An issue of a unit.
pub fn new_issue(unit: &str) -> Command {
    Command::new(Verb::Register, new_op())
        .set("unit", unit)
        .set("item", "2.1")
        .set("place", "示例第三小学")
        .set("title", "家教收费26名学生")
        .set("students", "26人")
        .set("amount", "3900元")
}
