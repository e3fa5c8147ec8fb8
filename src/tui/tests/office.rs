//! An office made by hand: a few rows, the forms a test needs, and what it was asked to do.

use crate::api::answer::{Basis, Board, Card, ChaseRow, Done, FactLine, Hello, OpenVerb, Page, Presence};
use crate::api::{Answer, Request};
use crate::model::behind::Behind;
use crate::model::deadline::{DeadlineKind, Reading};
use crate::model::entry::{EntryReading, Piece, Taken};
use crate::model::fact::{Fact, Party};
use crate::model::field::Field;
use crate::model::figures::{Status, Tally};
use crate::model::form::{Choice, Form, FormField, Input, Remark, Slot};
use crate::model::ids::{Kind, OpId, Subject};
use crate::model::matrix::{Across, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow, Opened};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::row::{EntryCell, EntryRow, IssueRow, MeasureRow, OwedRow, PersonRow, TaskRow, UnitRow};
use crate::model::state::State;
use crate::model::timetable::{PhaseSpan, TimeLine, Timetable};
use crate::model::value::Value;
use crate::model::verb::Verb;
use chrono::NaiveDate;

/// What the office has been asked, and how it is to answer the next acts.
#[derive(Default)]
pub struct Office {
    pub asked: Vec<Request>,
    /// Answers for acts before the usual ones.
    pub next: Vec<Answer>,
    pub added: bool,
    /// What the records stand at; 0: as usual.
    pub base: u64,
    /// What comes in is asked with the name of who complains.
    pub secret: bool,
    /// Who else has what is asked about open.
    pub present: Vec<Presence>,
    /// Facts about each record beside the usual ones.
    pub facts: Vec<FactLine>,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn row(id: u32, unit: (&str, &str), place: &str, title: &str, state: State, left: i64) -> IssueRow {
    let due = day("2021-09-18") + chrono::Days::new((left + 100) as u64) - chrono::Days::new(100);
    let clock = state.clock_runs();
    IssueRow {
        id,
        no: (state != State::Draft).then(|| format!("{}-{id:03}", unit.0)),
        unit: unit.1.into(),
        unit_code: unit.0.into(),
        place: place.into(),
        stage: None,
        category: "2".into(),
        item: Some("2.1".into()),
        title: title.into(),
        state,
        state_label: String::new(),
        round: 1,
        lead: Some("教师工作科".into()),
        co: Vec::new(),
        source: Some("自查自纠".into()),
        rect_type: None,
        found_on: Some(day("2021-07-10")),
        reported_on: None,
        assigned_on: None,
        deadline: Some(due),
        deadline_text: Some("9月4日前".into()),
        original_deadline: None,
        days_left: clock.then_some(left),
        overdue: clock && left < 0,
        soon: clock && (0..=7).contains(&left),
        standing: false,
        listed: false,
        extensions: u32::from(id == 7),
        returned: 0,
        persons: None,
        students: Some(26),
        amount_fen: Some(390_000),
        refunded_fen: Some(260_000),
        with: Some(unit.1.into()),
        with_days: Some(3),
        claimed_on: None,
        closed_on: None,
        late_days: None,
        file: None,
        file_row: None,
        changed_seq: 9,
        next: match state {
            State::Claimed => Some(Verb::Close),
            State::Rectifying => Some(Verb::Claim),
            _ => None,
        },
        backfilled: false,
    }
}

const TY: (&str, &str) = ("TY", "天元区");
const HT: (&str, &str) = ("HT", "荷塘区");

impl Office {
    pub fn rows(&self) -> Vec<IssueRow> {
        let mut rows = vec![
            row(7, TY, "示例第三小学", "家教收费26名学生", State::Rectifying, -14),
            row(11, TY, "示例星文培训中心", "在职教师挂名授课", State::Claimed, -2),
            row(12, TY, "示例第八中学", "违规征订教辅", State::Rectifying, 3),
            row(15, HT, "示例第一幼儿园", "超前教授小学内容", State::Rectifying, 30),
            row(16, HT, "示例育才学校", "暑假补课", State::Closed, 0),
        ];
        if self.added {
            rows.push(row(20, TY, "示例三小", "家教", State::Reported, 20));
        }
        rows
    }

    pub fn answer(&mut self, request: &Request) -> Answer {
        self.asked.push(request.clone());
        match request {
            Request::Hello => Answer::Hello(Box::new(hello())),
            Request::Page { filter, offset, len } => self.page(filter, *offset, *len),
            Request::Units { .. } => Answer::Units(units()),
            Request::Owed { .. } => Answer::Owed(lacking()),
            Request::Timetable => Answer::Timetable(Box::new(timetable())),
            Request::Board => Answer::Board(Box::new(self.board())),
            Request::Show { what } => Answer::Card(Box::new(self.card(what))),
            Request::Entries { kind, .. } => Answer::Entries(entries(*kind)),
            Request::Matrix { across } => Answer::Matrix(Box::new(matrix(*across))),
            Request::Status { .. } => Answer::Status(Box::new(status())),
            Request::People { .. } => Answer::People(people()),
            Request::Form { verb, subjects } => self.form(*verb, subjects),
            Request::ReadEntry { line } => Answer::Entry(Box::new(entry(line))),
            Request::Remarks(_) => Answer::Remarks(vec![Remark::Duplicate {
                no: "TY-007".into(),
                place: "示例第三小学".into(),
                title: "家教收费".into(),
            }]),
            Request::When { text, .. } => Answer::When(Box::new(reading(text))),
            Request::Personal => Answer::Personal(Vec::new()),
            Request::KeepPersonal { .. } => Answer::Pong,
            Request::Watch { .. } => Answer::Present(self.present.clone()),
            Request::Counts { filters } => {
                Answer::Counts(filters.iter().map(|filter| Some(filter.len() as u32)).collect())
            }
            Request::Breakdown { .. } => Answer::Breakdown(vec![
                share("天元区", Some("unit:TY"), [46, 30, 7]),
                share("荷塘区", Some("unit:HT"), [31, 12, 2]),
                share("", None, [2, 2, 0]),
            ]),
            Request::Find { .. } => Answer::Hits(Vec::new()),
            Request::Complete { line, .. } => Answer::Picks(vec![
                Choice { code: format!("{line}位："), label: "单位：".into() },
                Choice { code: format!("{line}位：天元"), label: "天元区".into() },
            ]),
            Request::Pick { text, .. } if text.contains(':') => Answer::Picks(Vec::new()),
            Request::Pick { .. } => Answer::Picks(vec![choice("TY", "天元区"), choice("HT", "荷塘区")]),
            Request::Basis { .. } => {
                let clauses = vec![("二（二）2".into(), "有偿补课由教师工作科牵头".into())];
                Answer::Basis(Basis { clauses })
            }
            Request::History { .. } => Answer::History(vec![fact(41, Verb::Plan), fact(42, Verb::Extend)]),
            Request::Do(command) => match self.next.is_empty() {
                false => self.next.remove(0),
                true => {
                    self.added |= command.verb == Verb::Register;
                    let subjects = match command.verb {
                        Verb::Register => vec!["TY-020".into()],
                        _ => command.subjects.clone(),
                    };
                    let row = self.rows().into_iter().find(|row| row.no.as_ref() == subjects.first());
                    let verb = command.verb;
                    Answer::Done(Box::new(Done {
                        verb,
                        first: 50,
                        last: 50,
                        subjects,
                        row,
                        repeated: false,
                        refused: Vec::new(),
                        remarks: vec![],
                    }))
                }
            },
            Request::Undo { .. } => {
                let subjects = vec!["TY-007".into()];
                Answer::Done(Box::new(Done {
                    verb: Verb::Undo,
                    first: 51,
                    last: 51,
                    subjects,
                    row: None,
                    repeated: false,
                    refused: Vec::new(),
                    remarks: vec![],
                }))
            }
            Request::Table { table, .. } => Answer::Table(Box::new(super::figures::table(*table))),
            Request::Say { .. } => Answer::Said(Box::new(super::figures::said())),
            Request::Diff { .. } => Answer::Diff(Box::default()),
            Request::Behind { .. } => Answer::Behind(Box::new(Behind::Nothing)),
            Request::Meeting { .. } => Answer::Pong,
            other => panic!("not asked in these tests: {other:?}"),
        }
    }

    fn form(&self, verb: Verb, subjects: &[String]) -> Answer {
        let mut answer = form(verb, subjects);
        if let Answer::Form(form) = &mut answer {
            form.base = Some(self.base.max(9));
            if self.secret {
                form.fields.push(field("complainant", Input::Line, "", false));
            }
        }
        answer
    }

    fn page(&self, filter: &str, offset: u32, len: u32) -> Answer {
        if filter.contains("状太") {
            let why = Why::UnknownTerm { text: "状太".into(), nearest: Some("状态".into()) };
            return Answer::Refused(Box::new(Refusal::new(why).way(Way::Back)));
        }
        let all = self.rows();
        let kept = |row: &&IssueRow| {
            filter.split_whitespace().all(|term| match term {
                "逾期" | "is:overdue" => row.overdue,
                "unit:TY" => row.unit_code == "TY",
                "unit:HT" => row.unit_code == "HT",
                "cat:2" => row.category == "2",
                "cat:1" => false,
                word => row.title.contains(word) || row.place.contains(word),
            })
        };
        let rows: Vec<IssueRow> = all.iter().filter(kept).cloned().collect();
        let named = |term: &str| match term {
            "unit:TY" => "天元区".to_owned(),
            "unit:HT" => "荷塘区".to_owned(),
            "cat:2" => "有偿补课".to_owned(),
            other => other.to_owned(),
        };
        Answer::Page(Box::new(Page {
            offset,
            total: rows.len() as u32,
            all: all.len() as u32,
            overdue: rows.iter().filter(|row| row.overdue).count() as u32,
            soon: 1,
            claimed: rows.iter().filter(|row| row.state == State::Claimed).count() as u32,
            scope: filter.split_whitespace().map(named).collect(),
            units: Vec::new(),
            as_of: day("2021-09-18"),
            rows: rows.into_iter().skip(offset as usize).take(len as usize).collect(),
        }))
    }

    fn board(&self) -> Board {
        let rows = self.rows();
        Board {
            backup: None,
            mine: vec![rows[1].clone()],
            mine_total: 12,
            pressing: vec![rows[0].clone(), rows[2].clone()],
            overdue: 1,
            soon: 1,
            entries: vec![],
            chase: vec![ChaseRow {
                missing: vec![],
                chased_on: None,
                chased_by: String::new(),
                promised_for: None,
                unit: "天元区".into(),
                unit_code: "TY".into(),
                overdue: 1,
                worst_days: 14,
                person: people().pop(),
            }],
            tasks: tasks(),
            news: vec![fact(42, Verb::Extend)],
        }
    }

    fn card(&self, what: &str) -> Card {
        let row = self.rows().into_iter().find(|row| row.no.as_deref() == Some(what)).unwrap();
        let mut record = Record::new(Subject::issue(row.id));
        for (field, value) in [
            (Field::Place, Value::Text(row.place.clone())),
            (Field::Title, Value::Text(row.title.clone())),
            (Field::Unit, Value::Ref(2)),
            (Field::Category, Value::Code("2".into())),
        ] {
            record.cells.insert(Cell::main(field), value);
        }
        Card {
            entry: None,
            measures: vec![measure(1, "全额退还 3,900 元", false), measure(2, "签订承诺书", true)],
            history: [vec![fact(41, Verb::Plan)], self.facts.clone()].concat(),
            names: vec![(2, "天元区教育局".into())],
            verbs: vec![
                OpenVerb { verb: Verb::Reassign, party: None, refusal: None },
                OpenVerb {
                    verb: Verb::Return,
                    party: None,
                    refusal: Some(Refusal::new(Why::WrongState { state: row.state, day: None })),
                },
            ],
            contacts: people(),
            category_name: "有偿补课".into(),
            item_text: "组织或变相组织有偿补课".into(),
            row: Some(row),
            record,
        }
    }
}

fn measure(part: u16, action: &str, done: bool) -> MeasureRow {
    MeasureRow {
        no: Some("TY-007".into()),
        part,
        goal: String::new(),
        action: action.into(),
        leader: String::new(),
        person: "李某".into(),
        deadline: None,
        done,
        done_on: done.then(|| day("2021-09-03")),
    }
}

fn hello() -> Hello {
    Hello {
        campaign: "zhuzhou-2021".into(),
        campaign_name: "教育领域突出问题集中整治".into(),
        issuer: "示例市教育局".into(),
        synthetic: true,
        login: "clerk".into(),
        without_confidential: false,
        today: day("2021-09-18"),
        rest_day: false,
        made_up_work_day: true,
        phase: "整改落实".into(),
        phase_days_left: Some(12),
        member: "唐某某".into(),
        unit: "整治办".into(),
        roles: vec!["zzb".into()],
        acts_as: vec![crate::model::fact::Party::Office],
        levels: vec![choice("county", "县市区教育局"), choice("direct", "局直单位")],
        categories: vec![choice("1", "师德师风"), choice("2", "有偿补课")],
        tables: vec![],
        head: 42,
    }
}

pub fn choice(code: &str, label: &str) -> Choice {
    Choice { code: code.into(), label: label.into() }
}

fn units() -> Vec<UnitRow> {
    let unit = |id, code: &str, name: &str, parent: Option<u32>, issues, overdue| UnitRow {
        id,
        code: code.into(),
        name: name.into(),
        short: name.into(),
        kind: "county".into(),
        depth: u16::from(parent.is_some()),
        parent,
        issues,
        open: issues,
        overdue,
        people: 3,
    };
    vec![
        unit(1, "SJ", "示例市", None, 5, 1),
        unit(3, "HT", "荷塘区", Some(1), 2, 0),
        unit(2, "TY", "天元区", Some(1), 3, 1),
    ]
}

fn tasks() -> Vec<TaskRow> {
    let task = |no: &str, text: &str, work: &str, left: i64| TaskRow {
        no: no.into(),
        text: text.into(),
        from: None,
        due: None,
        remind: None,
        work: work.into(),
        by: "县市区教育局".into(),
        kind: "report".into(),
        deliverables: vec!["问题清单".into()],
        days_left: Some(left),
        unsettled: Vec::new(),
        owed: 0,
        handed: 0,
        nil: 0,
        missing: vec![],
        done_on: None,
    };
    let due = |task: TaskRow, due: &str| TaskRow { due: Some(day(due)), ..task };
    vec![
        due(task("5", "7月20日前", "上报问题清单", -60), "2021-07-20"),
        due(task("7", "9月底前", "全面实施整改", 12), "2021-09-30"),
    ]
}

/// One paper that is late, and one whose day has not come.
fn lacking() -> Vec<OwedRow> {
    let paper = |(code, unit): (&str, &str), period: Option<&str>, due: &str, late_days| OwedRow {
        name: format!("清查/{}/{code}", period.unwrap_or("机制")),
        doc: "screening".into(),
        paper: "每月问题线索清查".into(),
        row: Some(7),
        period: period.map(str::to_owned),
        unit: unit.into(),
        unit_code: code.into(),
        receiver: None,
        due: day(due),
        state: "missing".into(),
        n: None,
        on: None,
        electronic: false,
        stamped: false,
        taken_on: None,
        late_days,
        returned: 0,
        chased: None,
        person: people().pop(),
    };
    vec![
        paper(HT, Some("2021-08"), "2021-08-31", Some(18)),
        paper(HT, Some("2021-09"), "2021-09-30", None),
        paper(TY, Some("2021-09"), "2021-09-30", None),
    ]
}

fn timetable() -> Timetable {
    let line = |task: TaskRow| TimeLine {
        clause: format!("附件1第{}行", task.no),
        units: 2,
        claims: Vec::new(),
        papers: Vec::new(),
        lacking: if task.no == "7" { lacking() } else { Vec::new() },
        task,
    };
    let phase = |no, name: &str, from: &str, to: &str| PhaseSpan {
        no,
        name: name.into(),
        from: day(from),
        to: day(to),
    };
    Timetable {
        from: day("2021-06-01"),
        to: day("2021-12-31"),
        phases: vec![
            phase(1, "全面自查", "2021-06-30", "2021-07-15"),
            phase(2, "整改落实", "2021-07-16", "2021-09-30"),
        ],
        lines: tasks().into_iter().map(line).collect(),
    }
}

fn people() -> Vec<PersonRow> {
    vec![PersonRow {
        id: 1,
        unit: "天元区".into(),
        name: "王某某".into(),
        post: "科员".into(),
        phone: "138****0001".into(),
        role: "liaison".into(),
        printed_no: String::new(),
    }]
}

fn status() -> Status {
    let tally = |code: &str, name: &str, issues| Tally {
        code: code.into(),
        name: name.into(),
        issues,
        rectified: 1,
        closed: 1,
        overdue: 1,
        ..Tally::default()
    };
    Status {
        today: day("2021-09-18"),
        scope: String::new(),
        total: tally("", "", 5),
        units: vec![tally("HT", "荷塘区", 2), tally("TY", "天元区", 3)],
        phase: "整改落实".into(),
        phase_days_left: Some(12),
        next_tasks: Vec::new(),
        last_due: None,
    }
}

pub fn fact(seq: u64, verb: Verb) -> FactLine {
    FactLine {
        fact: Fact {
            seq,
            at: "2021-09-17T02:32:00Z".parse().unwrap(),
            day: day("2021-09-17"),
            on: day("2021-09-17"),
            actor: 3,
            party: None,
            by: String::new(),
            paper: String::new(),
            seat: 1,
            op: OpId(1),
            verb,
            subject: Subject::issue(7),
            changes: Vec::new(),
            reason: "家长分批领款".into(),
            undoes: None,
        },
        no: "TY-007".into(),
        actor: "唐某某".into(),
        party: String::new(),
        words: Vec::new(),
        hash: String::new(),
    }
}

pub fn field(code: &str, input: Input, text: &str, required: bool) -> FormField {
    FormField { slot: Slot::Field(code.into()), about: String::new(), input, text: text.into(), required }
}

fn slot(slot: Slot, input: Input, text: &str, required: bool) -> FormField {
    FormField { slot, about: String::new(), input, text: text.into(), required }
}

fn form(verb: Verb, subjects: &[String]) -> Answer {
    let fields = match verb {
        Verb::Extend => vec![
            field("extend_to", Input::Deadline, "", true),
            slot(Slot::Reason, Input::Line, "", true),
            slot(Slot::On, Input::Day, "2021-09-18", true),
        ],
        Verb::Close => vec![
            field(
                "verify_way",
                Input::Choice(vec![choice("papers", ""), choice("on_site", "")]),
                "papers",
                true,
            ),
            field("opinion", Input::Text, "", false),
        ],
        Verb::Take => vec![field("title", Input::Line, "", true), field("place", Input::Line, "", false)],
        Verb::Claim => vec![field("statement", Input::Text, "", true)],
        Verb::Reassign => {
            vec![field("lead", Input::Unit, "", true), slot(Slot::Reason, Input::Line, "", true)]
        }
        Verb::Amend => vec![
            field("title", Input::Line, "家教收费26名学生", false),
            field("amount", Input::Money, "3900", false),
        ],
        Verb::Note => {
            let refusal =
                Refusal::new(Why::NotYours { party: Party::Section, name: "教师工作科".into() });
            let refusal = refusal.way(Way::RecordFor { party: Party::Section }).way(Way::Back);
            let no = subjects.first().cloned().unwrap_or_default();
            return Answer::Refused(Box::new(Refusal { verb: Some(verb), no, ..refusal }));
        }
        _ => Vec::new(),
    };
    Answer::Form(Box::new(Form {
        verb,
        subjects: subjects.to_vec(),
        heading: subjects.join(" "),
        fields,
        remarks: vec![Remark::Late { days: 14 }],
        base: Some(9),
    }))
}

fn entry(line: &str) -> EntryReading {
    let words: Vec<&str> = line.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    let pick = |word: &str, code: &str| if has(word) { code.to_owned() } else { String::new() };
    let units = Input::Unit;
    let fields = vec![
        field("unit", units, &pick("天元", "TY"), true),
        field(
            "category",
            Input::Choice(vec![choice("1", "师德师风"), choice("2", "有偿补课")]),
            &pick("2.1", "2"),
            true,
        ),
        field("place", Input::Line, &pick("示例三小", "示例三小"), true),
        field("title", Input::Line, &pick("家教", "家教"), true),
        field("students", Input::Count, &pick("26人", "26"), false),
    ];
    let piece = |word: &&str| Piece { word: (*word).into(), taken: Taken::Text, reading: (*word).into() };
    let remarks = match has("2.1") {
        true => vec![
            Remark::Route { lead: "教师工作科".into(), clause: "二（二）2".into(), gap: false },
            Remark::Duplicate {
                no: "TY-007".into(), place: "示例第三小学".into(), title: "家教收费".into()
            },
        ],
        false => Vec::new(),
    };
    let form = Form {
        verb: Verb::Register,
        subjects: Vec::new(),
        heading: String::new(),
        fields,
        remarks: Vec::new(),
        base: None,
    };
    EntryReading { pieces: words.iter().map(piece).collect(), form, remarks }
}

fn reading(text: &str) -> Reading {
    Reading {
        text: text.into(),
        kind: DeadlineKind::Entry,
        from: None,
        due: Some(day("2021-10-02")),
        time: None,
        fuzzy: false,
        strict: None,
        standing: false,
        recurrence: None,
        remind: None,
        reason: None,
    }
}

fn entries(kind: Kind) -> Vec<EntryRow> {
    let entry = |no: &str, status: &str, title: &str, due: Option<&str>, next| EntryRow {
        kind,
        id: 1,
        no: no.into(),
        status: status.into(),
        unit: "天元区".into(),
        title: title.into(),
        on: Some(day("2021-09-02")),
        due: due.map(day),
        late: due.is_some_and(|due| day(due) < day("2021-09-18")),
        issues: vec!["TY-007".into()],
        papers: Vec::new(),
        cells: vec![EntryCell {
            field: Field::Signer, value: Value::Text("示例主任".into()), named: None
        }],
        next,
    };
    match kind {
        Kind::Order => vec![
            entry("DB-002", "issued", "挂牌督办，9月15日前整改到位", Some("2021-09-15"), Some(Verb::Receipt)),
            entry("DB-001", "answered", "8月16日前退清费用", None, None),
        ],
        Kind::Clue => vec![entry("XS-001", "open", "反映收受教师节礼品", None, Some(Verb::Check))],
        Kind::Intake => {
            vec![entry("SL-001", "disposed", "反映开学前补课", Some("2021-09-16"), Some(Verb::Reply))]
        }
        _ => Vec::new(),
    }
}

fn matrix(across: Across) -> Matrix {
    let cell = |state, n, late_days, opens: &str| MatrixCell {
        state,
        n,
        of: None,
        on: None,
        late_days,
        back: false,
        ahead: false,
        opens: opens.into(),
        opens_as: if opens.contains(':') { Opened::Issues } else { Opened::Paper },
        missing: if state == CellState::Missing { vec![opens.into()] } else { Vec::new() },
        chased: None,
    };
    let column = |code: &str, label: &str| MatrixColumn {
        code: code.into(),
        label: label.into(),
        due: Some(day("2021-07-15")),
        papers: "self_check".into(),
    };
    let row = |unit: &str, code: &str, cells| MatrixRow { unit: unit.into(), unit_code: code.into(), cells };
    let opens = |code: &str, at: &str| match across {
        Across::UnitsMonths => format!("每月问题线索清查/2021-08/{code}"),
        _ => format!("unit:{code} cat:{at}"),
    };
    Matrix {
        across,
        columns: vec![column("1", "收受礼品礼金"), column("2", "有偿补课")],
        rows: vec![
            row(
                "天元区",
                "TY",
                vec![
                    cell(CellState::Zero, Some(0), None, &opens("TY", "1")),
                    cell(CellState::Count, Some(12), None, &opens("TY", "2")),
                ],
            ),
            row(
                "荷塘区",
                "HT",
                vec![
                    cell(CellState::Missing, None, Some(65), &opens("HT", "1")),
                    cell(CellState::Count, Some(3), Some(2), &opens("HT", "2")),
                ],
            ),
        ],
    }
}

fn share(
    label: &str,
    term: Option<&str>,
    [issues, open, overdue]: [u32; 3],
) -> crate::model::breakdown::Share {
    let term = term.map(str::to_owned);
    crate::model::breakdown::Share { label: label.to_owned(), term, issues, open, overdue }
}
