//! Campaigns of other fields and shapes: whatever number of categories, phases, rows and roles a pack has,
//! a campaign is founded on it and an issue of every category goes through its whole life.

use super::support::run::Place;
use super::{builtin_text, day};
use chrono::NaiveDate;
use duban::api::answer::{Done, Hello, Page};
use duban::api::request::Pick;
use duban::api::{Answer, Request};
use duban::calendar::{Anchor, read};
use duban::link::{Attach, Create, Seat, attach, create, new_op};
use duban::model::command::Command;
use duban::model::matrix::{Across, CellState, Matrix};
use duban::model::refusal::Why;
use duban::model::state::State;
use duban::model::verb::Verb;
use duban::pack::{self, DeliverableKind, Pack, RouteQuery, TaskKind};
use std::collections::BTreeSet;
use std::path::Path;

const CANTEEN: &str = "canteen-sample";
const THREE: &str = include_str!("../data/packs/three-kinds.toml");
const EIGHT: &str = include_str!("../data/packs/eight-kinds.toml");

/// A pack's text, a day on which its issues are worked on, and how many categories, phases and rows it
/// has.
type Shape = (&'static str, &'static str, (usize, usize, usize));

fn shapes() -> [Shape; 4] {
    [
        (builtin_text(), "2021-07-12", (5, 4, 10)),
        (canteen_text(), "2025-04-16", (6, 5, 13)),
        (THREE, "2026-04-08", (3, 1, 2)),
        (EIGHT, "2025-11-03", (8, 3, 12)),
    ]
}

fn canteen_text() -> &'static str {
    pack::built_in(CANTEEN).unwrap()
}

fn canteen() -> Pack {
    Pack::parse(canteen_text(), CANTEEN).unwrap()
}

/// A campaign on a pack, and its founder at a seat.
struct Office {
    _folder: tempfile::TempDir,
    seat: Seat,
    pack: Pack,
}

impl Office {
    fn found(source: &str, today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (store, today) = (folder.path().join("c.redb"), Some(day(today)));
        create(&Create {
            store: store.clone(),
            pack_source: source.to_owned(),
            pack_name: "pack".into(),
            login: "clerk".into(),
            member_name: "示例办事员".into(),
            today,
            synthetic: true,
            keep_names: false,
        })
        .unwrap();
        let seat = attach(&Attach { today, ..Attach::alone(store, "clerk") }).unwrap();
        Self { _folder: folder, seat, pack: Pack::parse(source, "pack").unwrap() }
    }

    fn done(&self, command: Command) -> Done {
        match self.seat.ask(Request::Do(Box::new(command.clone()))) {
            Answer::Done(done) => *done,
            other => panic!("{}: {command:?}\n{other:?}", self.pack.id),
        }
    }

    fn page(&self, filter: &str) -> Page {
        match self.seat.ask(Request::Page { filter: filter.into(), offset: 0, len: 100 }) {
            Answer::Page(page) => *page,
            other => panic!("{}: {other:?}", self.pack.id),
        }
    }

    fn hello(&self) -> Hello {
        match self.seat.ask(Request::Hello) {
            Answer::Hello(hello) => *hello,
            other => panic!("{}: {other:?}", self.pack.id),
        }
    }

    fn by_category(&self) -> Matrix {
        match self.seat.ask(Request::Matrix { across: Across::UnitsCategories }) {
            Answer::Matrix(matrix) => *matrix,
            other => panic!("{}: {other:?}", self.pack.id),
        }
    }

    /// Codes of the units that hand in, in their order.
    fn reporting(&self) -> Vec<&str> {
        let reports = |kind: &str| self.pack.unit_kinds.iter().any(|it| it.id == kind && it.reports);
        self.pack.units.iter().filter(|it| reports(&it.kind)).map(|it| it.code.as_str()).collect()
    }

    /// An issue of a category, at the first unit that hands in; its number.
    fn register(&self, category: &str, item: Option<&str>) -> String {
        let command = Command::new(Verb::Register, new_op())
            .set("unit", self.reporting()[0])
            .set("category", category)
            .set("place", "示例第三小学")
            .set("title", "示例问题");
        let command = match item {
            Some(item) => command.set("item", item),
            None => command,
        };
        self.done(command).row.unwrap().no.unwrap()
    }

    /// Takes an issue to its end, by way of whatever steps the pack has switched on; the states it was in.
    fn to_the_end(&self, no: &str) -> Vec<State> {
        let unit = |command: Command| command.for_party("unit", "王某", "示例传真1号");
        let section = |command: Command| command.for_party("section", "陈某", "示例便函1号");
        let verb = |verb: Verb| Command::new(verb, new_op()).on_subject(no);
        let mut states = Vec::new();
        let mut planned = false;
        loop {
            let state = self.page(&format!("no:{no}")).rows[0].state;
            states.push(state);
            assert!(states.len() < 10, "{}: {states:?}", self.pack.id);
            let command = match state {
                State::Registered => verb(Verb::Assign).set("lead", self.lead_of(no)),
                State::Assigned => unit(verb(Verb::Acknowledge)),
                State::Rectifying if !planned => {
                    planned = true;
                    let by = self.seat_day().succ_opt().unwrap();
                    unit(verb(Verb::Plan).set("measure", format!("立即改正；王某；{by}")))
                }
                State::Planned => section(verb(Verb::ApprovePlan).set("decision", "agreed")),
                State::Rectifying => {
                    unit(verb(Verb::Claim).set("done", "是").set("statement", "已经改好并公示"))
                }
                State::Claimed if self.pack.steps.verify_then_close => {
                    section(verb(Verb::Verify).set("verify_way", "on_site"))
                }
                State::Claimed => section(verb(Verb::Close).set("verify_way", "papers")),
                State::Verified => verb(Verb::Close),
                _ => return states,
            };
            self.done(command);
        }
    }

    fn lead_of(&self, no: &str) -> String {
        let lead = self.page(&format!("no:{no}")).rows[0].lead.clone();
        lead.unwrap_or_else(|| panic!("{}: nobody is proposed for {no}", self.pack.id))
    }

    fn seat_day(&self) -> NaiveDate {
        self.hello().today
    }
}

#[test]
fn packs_of_every_shape_check_clean_and_say_what_they_hold() {
    for (source, _, (categories, phases, rows)) in shapes() {
        assert_eq!(pack::check(source, "pack"), []);
        let pack = Pack::parse(source, "pack").unwrap();
        let found = (pack.categories.len(), pack.phases.len(), pack.schedule.len());
        assert_eq!(found, (categories, phases, rows), "{}", pack.id);
        for item in pack.items() {
            assert_eq!(pack.propose_item(&item.text)[0].0.id, item.id, "{}", pack.id);
        }
    }
}

#[test]
fn the_words_of_a_deadline_read_as_the_pack_says() {
    for (source, ..) in shapes() {
        let pack = Pack::parse(source, "pack").unwrap();
        let from = pack.campaign.doc_date.unwrap();
        let anchor = Anchor { day: from, time: None, year: pack.campaign.year };
        for (clause, text, due) in pack.deadline_texts() {
            let reading = read(text, &anchor, &pack.calendar());
            assert_eq!(reading.due, Some(due), "{} {clause} {text}: {reading:?}", pack.id);
        }
    }
}

#[test]
fn an_issue_of_every_category_is_founded_planned_claimed_and_closed() {
    for (source, today, _) in shapes() {
        let office = Office::found(source, today);
        let pack = &office.pack;
        let ids: Vec<&str> = pack.categories.iter().map(|it| it.id.as_str()).collect();
        let mut numbers = BTreeSet::new();
        for category in &pack.categories {
            let item = category.items.first().map(|item| item.id.as_str());
            let no = office.register(&category.id, item);
            assert_eq!(office.page(&format!("no:{no}")).rows[0].category, category.id);
            let states = office.to_the_end(&no);
            assert_eq!(states.last(), Some(&State::Closed), "{} {no}: {states:?}", pack.id);
            for (state, on) in [
                (State::Assigned, pack.steps.acknowledge),
                (State::Planned, pack.steps.approve_plan),
                (State::Verified, pack.steps.verify_then_close),
            ] {
                assert_eq!(states.contains(&state), on, "{} {no}: {states:?}", pack.id);
            }
            numbers.insert(no);
        }
        assert_eq!(numbers.len(), ids.len());
        // Every issue is in one category of the pack's, and no other category is known.
        let per_category: Vec<u32> = ids.iter().map(|id| office.page(&format!("cat:{id}")).total).collect();
        assert_eq!(per_category, vec![1; ids.len()], "{}", pack.id);
        assert_eq!(office.page("").total as usize, ids.len());
        assert_eq!(office.page("state:closed").total as usize, ids.len());
        let strange = Request::Page { filter: "cat:9".into(), offset: 0, len: 1 };
        assert!(
            matches!(office.seat.ask(strange), Answer::Refused(refusal) if matches!(refusal.why, Why::BadTerm { .. }))
        );
        assert!(matches!(office.seat.ask(Request::Verify), Answer::Verified(it) if it.fault.is_none()));
    }
}

#[test]
fn figures_by_category_have_the_packs_own_columns() {
    for (source, today, _) in shapes() {
        let office = Office::found(source, today);
        let pack = &office.pack;
        let ids: Vec<&str> = pack.categories.iter().map(|it| it.id.as_str()).collect();
        let shorts: Vec<&str> = pack.categories.iter().map(|it| it.short.as_str()).collect();
        let hello = office.hello();
        assert_eq!(hello.categories.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ids);
        let picks = Request::Pick { what: Pick::Category, text: String::new(), limit: 99 };
        let Answer::Picks(picks) = office.seat.ask(picks) else { panic!() };
        assert_eq!(picks.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), shorts);

        for category in &pack.categories {
            office.register(&category.id, None);
        }
        let (_, check) =
            pack.deliverables().find(|(_, it)| it.kind == DeliverableKind::SelfCheck).expect("a self-check");
        let units = office.reporting();
        let paper = |verb: Verb, unit: &str| {
            let name = format!("{}/{unit}", check.name);
            Command::new(verb, new_op()).on_subject(&name).for_party("unit", "王某", "示例报表")
        };
        office.done(paper(Verb::HandIn, units[0]));
        office.done(paper(Verb::Nil, units[1]).set("filler", "王某").set("reviewer", "李某"));
        let matrix = office.by_category();
        assert_eq!(matrix.columns.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ids);
        assert_eq!(matrix.columns.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), shorts);
        let row = |unit: &str| matrix.rows.iter().find(|it| it.unit_code == unit).unwrap();
        assert!(matrix.rows.iter().all(|it| it.cells.len() == ids.len()));
        assert!(row(units[0]).cells.iter().all(|it| (it.state, it.n) == (CellState::Count, Some(1))));
        assert!(row(units[1]).cells.iter().all(|it| it.state == CellState::Zero));
        for column in 0..ids.len() {
            let total = matrix.total(column);
            assert_eq!((total.sum, total.missing), (1, matrix.rows.len() - 2), "{}", pack.id);
        }
    }
}

#[test]
fn the_schedule_and_the_papers_are_the_packs_own() {
    for (source, today, (.., rows)) in shapes() {
        let office = Office::found(source, today);
        let Answer::Schedule(tasks) = office.seat.ask(Request::Schedule) else { panic!() };
        let numbers: Vec<String> = office.pack.schedule.iter().map(|it| it.no.to_string()).collect();
        assert_eq!(tasks.iter().map(|it| it.no.clone()).collect::<Vec<_>>(), numbers);
        assert_eq!(tasks.len(), rows);
        for across in Across::ALL {
            let Answer::Matrix(matrix) = office.seat.ask(Request::Matrix { across }) else { panic!() };
            assert!(matrix.rows.iter().all(|it| it.cells.len() == matrix.columns.len()), "{across:?}");
        }
        for request in [
            Request::Board,
            Request::Doctor,
            Request::Evaluation,
            Request::Members,
            Request::Status { scope: String::new() },
            Request::Units { filter: String::new() },
            Request::People { text: String::new() },
        ] {
            let answer = office.seat.ask(request);
            assert!(!matches!(answer, Answer::Refused(_) | Answer::Unknown), "{answer:?}");
        }
        let hello = office.hello();
        assert_eq!(hello.campaign_name, office.pack.campaign.name);
        assert!(office.pack.phases.iter().any(|it| hello.phase.contains(&it.name)), "{}", hello.phase);
    }
}

#[test]
fn each_role_of_a_pack_does_its_own_part() {
    let office = Office::found(canteen_text(), "2025-04-16");
    let member = |login: &str, unit: &str, role: &str| {
        let command = Command::new(Verb::Member, new_op()).set("login", login).set("name", login);
        office.done(command.set("unit", unit).set("roles", role));
        office.seat.sibling(login).unwrap()
    };
    let district = member("dq", "DQ", "liaison");
    let other = member("xq", "XQ", "liaison");
    let section = member("hqg", "HQG", "desk_officer");
    let reader = member("reader", "DQ", "reader");
    let no = office.register("1", Some("1.1"));
    let on = |verb: Verb| Command::new(verb, new_op()).on_subject(&no);
    let plan = || on(Verb::Plan).set("measure", "清退过期食材；李某；2025-04-18");
    let ask = |seat: &Seat, command: Command| seat.ask(Request::Do(Box::new(command)));
    let refused = |answer: Answer| match answer {
        Answer::Refused(refusal) => refusal.why,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(ask(&reader, plan())), Why::NoRight);
    // What is another unit's is not even there.
    assert_eq!(refused(ask(&other, plan())), Why::UnknownNumber { text: no.clone(), nearest: None });
    assert!(matches!(ask(&district, plan()), Answer::Done(_)));
    let claim = on(Verb::Claim).set("done", "是").set("statement", "已经清退并公示");
    assert!(matches!(ask(&district, claim), Answer::Done(_)));
    let close = || on(Verb::Close).set("verify_way", "on_site");
    assert!(matches!(refused(ask(&section, close())), Why::WrongState { state: State::Claimed, .. }));
    assert!(matches!(ask(&section, on(Verb::Verify).set("verify_way", "on_site")), Answer::Done(_)));
    assert!(
        !matches!(ask(&section, on(Verb::Close)), Answer::Done(_)),
        "what a section verified, the office closes"
    );
    office.done(on(Verb::Close));
    assert_eq!(office.page("state:closed").total, 1);
}

#[test]
fn the_second_pack_is_told_apart_from_a_real_one() {
    let pack = canteen();
    assert!(pack.campaign.name.contains("示例") && pack.campaign.title.contains("示例"));
    assert!(pack.units.iter().all(|it| it.name.contains("示例") && it.source == "虚构" && it.gb.is_empty()));
    assert!(pack.leaders.iter().flat_map(|it| &it.names).all(|name| name.contains("示例")));
    assert!(pack.contacts.iter().all(|it| it.name.contains("示例") && it.phone.contains("****")));
    assert!(pack.hotlines.iter().all(|it| it.value.contains("****") || it.value.contains(".example")));
    assert!(pack.thresholds.iter().all(|it| !it.on && !it.in_notice));
    assert!(!pack.clocks.in_notice && !pack.calendar.in_notice && !pack.campaign.number_style.in_notice);
    assert!(pack.reminders.iter().all(|it| it.internal));
    // Nothing of the first pack is in it.
    let first = Pack::parse(builtin_text(), "zhuzhou-2021").unwrap();
    let roles: BTreeSet<&str> = first.roles.iter().map(|it| it.id.as_str()).collect();
    assert!(pack.roles.iter().all(|it| !roles.contains(it.id.as_str())));
    let stages: BTreeSet<&str> = first.stages.iter().map(|it| it.name.as_str()).collect();
    assert!(pack.stages.iter().all(|it| it.name == "教学点" || !stages.contains(it.name.as_str())));
    assert!(pack.unit_kinds.iter().all(|it| first.unit_kinds.iter().all(|other| other.id != it.id)));
}

#[test]
fn the_second_pack_uses_every_kind_of_row_and_paper() {
    let pack = canteen();
    let kinds: Vec<TaskKind> = pack.schedule.iter().map(|it| it.kind).collect();
    for kind in
        [TaskKind::Milestone, TaskKind::PerUnit, TaskKind::Band, TaskKind::Submission, TaskKind::Inspection]
    {
        assert!(kinds.contains(&kind), "{}", kind.code());
    }
    let papers: Vec<DeliverableKind> = pack.deliverables().map(|(_, it)| it.kind).collect();
    for kind in [
        DeliverableKind::Milestone,
        DeliverableKind::Document,
        DeliverableKind::SelfCheck,
        DeliverableKind::Rectification,
        DeliverableKind::Screening,
        DeliverableKind::Publicity,
        DeliverableKind::Inspection,
        DeliverableKind::Archive,
    ] {
        assert!(papers.contains(&kind), "{}", kind.code());
    }
    let row = pack.schedule.iter().find(|it| it.no == 11).unwrap();
    assert_eq!(pack.row_days(row), (day("2025-10-31"), day("2025-11-10")));
    assert_eq!(pack.rectification_phase().unwrap().due, day("2025-08-31"));
    assert_eq!(pack::id_for(&pack, 2026), "canteen-sample-2026");
    let next = pack::new_from(canteen_text(), CANTEEN, 2026, "canteen-sample-2026").unwrap();
    assert_eq!(Pack::parse(&next, "next").unwrap().campaign.end, day("2026-12-05"));
}

#[test]
fn the_second_pack_routes_by_its_own_rules() {
    let pack = canteen();
    for (category, item, place, ownership, wanted) in [
        ("1", "1.1", "示例第三小学", "", "HQG"),
        ("2", "2.1", "示例第三小学", "公办", "CWK+SJK"),
        ("2", "2.1", "示例第三小学", "民办", "CWK+HQG?"),
        ("3", "3.2", "示例食材配送中心", "", "CGZ+CWK+SJK"),
        ("3", "3.4", "", "", "CGZ+PZZ"),
        ("3", "3.3", "示例中学", "", "CGZ"),
        ("4", "4.2", "示例中央厨房", "", "HQG+CGZ"),
        ("4", "4.1", "示例高级中学", "", "HQG"),
        ("4", "4.1", "示例幼儿园", "", "HQG?"),
        ("4", "4.1", "", "", "ZBB?"),
        ("5", "5.2", "示例中学", "", "CWK+DDK"),
        ("5", "5.1", "示例中学", "", "DDK"),
        ("6", "6.1", "示例教学点", "", "XZX+CWK"),
        ("6", "6.1", "示例高中", "", "XZX?"),
        ("1", "1.1", "示例东区教育局", "", "PZZ?"),
    ] {
        let stage = pack.stage_of(place).map_or("", |it| it.name.as_str());
        let route = pack.route(&RouteQuery { category, item, stage, ownership, unit_kind: "" });
        let parts: Vec<&str> = [&route.lead].into_iter().chain(&route.co).map(String::as_str).collect();
        let found = format!("{}{}", parts.join("+"), if route.gap { "?" } else { "" });
        assert_eq!(found, wanted, "{item} at {place:?} {ownership:?}");
    }
}

#[test]
fn the_command_line_lists_checks_and_founds_them() {
    let place = Place::new("2025-04-16");
    let listed = place.json(&["pack", "list"]);
    let ids: Vec<&str> =
        listed["rows"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["zhuzhou-2021", CANTEEN]);
    let file = place.folder().join("canteen.toml");
    std::fs::write(&file, place.ok(&["pack", "show", CANTEEN])).unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/packs");
    for file in [file, data.join("three-kinds.toml"), data.join("eight-kinds.toml")] {
        place.ok(&["pack", "check", file.to_str().unwrap()]);
    }
    place.ok(&["init", "--pack", CANTEEN]);
    let other = Place::new("2026-04-08");
    other.ok(&["init", "--pack", data.join("three-kinds.toml").to_str().unwrap()]);
    let columns = other.json(&["matrix", "units-categories"]);
    assert!(columns.to_string().contains("周边") && !columns.to_string().contains("有偿补课"));
}
