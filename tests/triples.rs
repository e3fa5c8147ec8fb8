//! Every state, every verb, every role: the answers of the screen, of a command and of a bulk against a
//! table written by hand.

use chrono::NaiveDate;
use duban::books::Books;
use duban::books::draft::Draft;
use duban::model::command::Command;
use duban::model::deadline::Deadline;
use duban::model::fact::{Change, Fact, Party};
use duban::model::field::Field;
use duban::model::ids::{Kind, OpId, Subject};
use duban::model::record::Cell;
use duban::model::refusal::{Refusal, Why};
use duban::model::state::State;
use duban::model::value::Value;
use duban::model::verb::Verb;
use duban::pack::Pack;
use duban::rules::founding::{Founder, facts as founding};
use duban::rules::{Context, decide, forms, rights};
use std::collections::BTreeMap;

const TABLE: &str = include_str!("triples.txt");
const ROLES: [&str; 10] = [
    "admin",
    "zzb",
    "chief",
    "handler",
    "reporter",
    "discipline",
    "intake",
    "inspector",
    "publicity",
    "viewer",
];

/// The answer to one triple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum May {
    Own,
    /// With the person and the paper named.
    For,
    /// Not from this state.
    State,
    /// Never, with this role.
    No,
}

struct Rule {
    verb: Verb,
    states: Vec<State>,
    own: Vec<&'static str>,
    records: Vec<&'static str>,
}

fn rules() -> Vec<Rule> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let parts: Vec<&'static str> = line.split(':').map(str::trim).collect();
            let words = |at: usize| parts.get(at).map_or("", |part| part).split_whitespace();
            let states = words(1).flat_map(|word| match word {
                "open" => State::ALL[..8].to_vec(),
                "numbered" => State::ALL[2..8].to_vec(),
                code => vec![State::from_code(code).unwrap_or_else(|| panic!("{code}"))],
            });
            Rule {
                verb: Verb::from_code(parts[0]).unwrap_or_else(|| panic!("{}", parts[0])),
                states: states.collect(),
                own: words(2).collect(),
                records: words(3).collect(),
            }
        })
        .collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Books of a campaign that has every optional step, a member for each role, and two issues alike in each
/// state: number 2n + 1 and 2n + 2 for the nth state.
fn books() -> Books {
    let source = duban::pack::built_in("zhuzhou-2021").unwrap();
    let source = source
        .replace("acknowledge = false ", "acknowledge = true ")
        .replace("approve_plan = false ", "approve_plan = true ")
        .replace("verify_then_close = false ", "verify_then_close = true ");
    let pack = Pack::parse(&source, "test").unwrap();
    let founder = Founder {
        login: "founder".into(),
        name: "建".into(),
        roles: vec!["admin".into()],
        synthetic: true,
        keep_names: false,
        today: day("2021-07-01"),
        at: chrono::DateTime::UNIX_EPOCH,
        op: OpId(1),
    };
    let mut books = Books::default();
    let facts = founding(&pack, &source, &founder);
    let last = facts.last().unwrap().clone();
    facts.iter().for_each(|fact| books.apply(fact));
    let add = |books: &mut Books, subject: Subject, values: Vec<(Field, u16, Value)>| {
        let changes = values
            .into_iter()
            .map(|(field, part, value)| Change { cell: Cell { field, part }, old: None, new: Some(value) })
            .collect();
        books.apply(&Fact { seq: books.seq + 1, subject, changes, verb: Verb::Register, ..last.clone() });
    };
    let unit = |books: &Books, code: &str| books.unit_coded(code).unwrap();
    let (ty, jsk, zzb) = (unit(&books, "TY"), unit(&books, "JSK"), unit(&books, "ZZB"));
    let text = |text: &str| Value::Text(text.into());
    for (n, role) in ROLES.iter().enumerate() {
        let home = match *role {
            "reporter" => ty,
            "handler" => jsk,
            _ => zzb,
        };
        let subject = Subject { kind: Kind::Member, id: 100 + n as u32 };
        add(
            &mut books,
            subject,
            vec![
                (Field::Login, 0, text(role)),
                (Field::Name, 0, text(&format!("成员{role}"))),
                (Field::Unit, 0, Value::Ref(home)),
                (Field::Roles, 0, Value::Words(vec![(*role).into()])),
                (Field::Active, 0, Value::Flag(true)),
            ],
        );
    }
    let deadline = Deadline { text: "8月15日前".into(), due: Some(day("2021-08-15")), ..blank_deadline() };
    // The last one is what others are merged into and linked with.
    let main = (13, State::Rectifying);
    for (n, state) in State::ALL.into_iter().enumerate().chain([main]) {
        for twin in [1, 2] {
            let id = 2 * n as u32 + twin;
            let mut values = vec![
                (Field::State, 0, Value::State(state)),
                (Field::Round, 0, Value::Int(1)),
                (Field::Unit, 0, Value::Ref(ty)),
                (Field::Category, 0, Value::Code("2".into())),
                (Field::Item, 0, Value::Code("2.1".into())),
                (Field::Place, 0, text("示例第三小学")),
                (Field::Title, 0, text("家教收费")),
                (Field::Deadline, 0, Value::Deadline(Box::new(deadline.clone()))),
                (Field::FoundOn, 0, Value::Day(day("2021-07-01"))),
                (Field::Listed, 0, Value::Flag(matches!(state, State::Closed | State::Unfounded))),
            ];
            if state as u8 >= State::Registered as u8 {
                values.extend([
                    (Field::No, 0, text(&format!("TY-{id:03}"))),
                    (Field::NoSeq, 0, Value::Int(id.into())),
                    (Field::NoUnit, 0, Value::Ref(ty)),
                    (Field::Lead, 0, Value::Ref(jsk)),
                ]);
            }
            if state == State::Merged {
                values.push((Field::Into, 0, Value::Words(vec!["TY-027".into()])));
                values.push((Field::FormerState, 0, Value::State(State::Rectifying)));
            }
            add(&mut books, Subject::issue(id), values);
        }
    }
    books
}

fn blank_deadline() -> Deadline {
    let reading = duban::calendar::read(
        "2021-08-15",
        &duban::calendar::Anchor { day: day("2021-07-01"), time: None, year: 2021 },
        &duban::calendar::Calendar::default(),
    );
    Deadline::from_reading(&reading, "")
}

/// A command of a verb with all it needs.
fn command(verb: Verb, subjects: &[String]) -> Command {
    let mut command = Command::new(verb, OpId(7));
    command.subjects = subjects.to_vec();
    command.reason = "理由充分".into();
    let sets: &[(&str, &str)] = match verb {
        Verb::Assign | Verb::Reassign => &[("lead", "mbk")],
        Verb::Amend => &[("desc", "补充说明")],
        Verb::Plan => &[("measure", "停课；李某；8月10日前")],
        Verb::ApprovePlan | Verb::DecideExtension => &[("decision", "agreed")],
        Verb::Progress => &[("progress_text", "已停课")],
        Verb::Extend => &[("extend_to", "2021-09-01")],
        Verb::Standing => &[("stage_goal", "无反弹"), ("review_on", "2021-12-01")],
        Verb::Claim => &[("statement", "已完成"), ("done", "yes")],
        Verb::Verify | Verb::Close => &[("verify_way", "papers")],
        Verb::Unfounded => &[("checked_by", "周某")],
        Verb::Merge => &[("into", "TY-027")],
        Verb::Split => &[("title", "另一件")],
        Verb::Link => &[("into", "TY-027")],
        Verb::Reopen => &[("deadline", "2021-10-01")],
        Verb::Chase => &[("chase_way", "call")],
        Verb::Timed => &[("grounds", "1"), ("timed_due", "2021-08-01")],
        Verb::List => &[("grounds", "1")],
        Verb::Delist => &[("delist_check", "已核查")],
        Verb::Note => &[("note_text", "备忘")],
        Verb::Evidence => &[("evidence_name", "退费凭证")],
        Verb::Order => &[("demand", "退费"), ("order_due", "2021-08-01")],
        Verb::Transfer => &[("to_body", "公安"), ("materials", "一份")],
        Verb::Outcome => &[("identity", "cadre"), ("sanctions", "admonished"), ("authority", "区局")],
        _ => &[],
    };
    for (field, value) in sets {
        // What closes a verified issue says no way: the section has.
        command = command.set(*field, *value);
    }
    command
}

/// What a decision says of the triple; other refusals are of the record, and a mistake of this test.
fn said(result: Result<(), Refusal>) -> Result<May, Why> {
    match result {
        Ok(()) => Ok(May::Own),
        Err(refusal) => match refusal.why {
            Why::WrongState { .. } => Ok(May::State),
            Why::NotYours { .. } | Why::NeedsPersonAndPaper { .. } => Ok(May::For),
            Why::NoRight => Ok(May::No),
            why => Err(why),
        },
    }
}

struct Asked<'a> {
    books: &'a Books,
    context: Context,
}

impl Asked<'_> {
    /// Asks as a command on some issues, in the member's own right.
    fn command(&self, verb: Verb, subjects: &[String], state: State) -> Result<May, Why> {
        let mut command = command(verb, subjects);
        if verb == Verb::Close && state == State::Verified {
            command.sets.clear();
        }
        let mut draft = self.draft(verb, subjects);
        said(decide(&mut draft, &self.context, &command).map(|_| ()))
    }

    /// The same, recorded for a party.
    fn recorded(&self, verb: Verb, subjects: &[String], party: Party) -> Result<May, Why> {
        let command = command(verb, subjects).for_party(party.code(), "某某", "凭据1号");
        let mut draft = self.draft(verb, subjects);
        said(decide(&mut draft, &self.context, &command).map(|_| ()))
    }

    /// Asks for the form, as the screen does.
    fn screen(&self, verb: Verb, subjects: &[String]) -> Result<May, Why> {
        let draft = self.draft(verb, subjects);
        match forms::form(&draft, &self.context, verb, subjects) {
            Ok(form) => {
                let party = form.fields.iter().any(|f| f.slot == duban::model::form::Slot::Party);
                Ok(if party { May::For } else { May::Own })
            }
            Err(refusal) => said(Err(refusal)),
        }
    }

    /// A draft in which the issues have what the verb goes on: a claim, a pending extension.
    fn draft(&self, verb: Verb, subjects: &[String]) -> Draft<'_> {
        let mut draft = Draft::new(self.books);
        for subject in subjects {
            let id = decide_number(&draft, subject);
            let mut changes = Vec::new();
            let mut put = |field: Field, part: u16, value: Value| {
                changes.push(Change { cell: Cell { field, part }, old: None, new: Some(value) });
            };
            if verb == Verb::DecideExtension {
                put(Field::Decision, 1, Value::Code("pending".into()));
                put(Field::ExtendTo, 1, Value::Deadline(Box::new(blank_deadline())));
            }
            if verb == Verb::Claim {
                put(Field::Action, 1, Value::Text("停课".into()));
            }
            let op = OpId(0);
            let fact = Fact {
                seq: draft.next_seq(),
                at: self.context.at,
                day: self.context.today,
                on: self.context.today,
                actor: 1,
                party: None,
                by: "别人".into(),
                paper: String::new(),
                seat: 0,
                op,
                verb: Verb::Note,
                subject: Subject::issue(id),
                changes,
                reason: String::new(),
                undoes: None,
            };
            draft.apply(fact);
        }
        draft
    }
}

fn decide_number(draft: &Draft<'_>, name: &str) -> u32 {
    duban::rules::decide::number(draft, name).unwrap()
}

fn asked<'a>(books: &'a Books, role: &str) -> Asked<'a> {
    let actor = rights::actor(books, role).unwrap_or_else(|| panic!("{role}"));
    let at = chrono::DateTime::UNIX_EPOCH;
    let today = day("2021-07-12");
    Asked { books, context: Context { actor, today, at, seat: 0, seed: [0; 32] } }
}

fn twins(state: State) -> [String; 2] {
    let n = State::ALL.iter().position(|known| *known == state).unwrap() as u32;
    [2 * n + 1, 2 * n + 2].map(|id| format!("#{id}"))
}

#[test]
fn every_triple_is_answered_as_the_table_says_on_screen_in_a_command_and_in_bulk() {
    let books = books();
    let mut wrong = Vec::new();
    let mut count = 0;
    for rule in rules() {
        for role in ROLES {
            let asked = asked(&books, role);
            for state in State::ALL {
                // What was closed has been counted: its unit no longer puts it right.
                let reporter_amends =
                    rule.verb == Verb::Amend && role == "reporter" && state != State::Closed;
                let right = if rule.own.contains(&role) || reporter_amends {
                    May::Own
                } else if rule.records.contains(&role) {
                    May::For
                } else {
                    May::No
                };
                let expected = if rule.states.contains(&state) { right } else { May::State };
                let twins = twins(state);
                let answers = [
                    ("command", asked.command(rule.verb, &twins[..1], state)),
                    ("bulk", asked.command(rule.verb, &twins, state)),
                    ("screen", asked.screen(rule.verb, &twins[..1])),
                ];
                for (path, answer) in answers {
                    count += 1;
                    // A screen that offers an amendment to the unit refuses it only when it is saved.
                    let offered = path == "screen" && rule.verb == Verb::Amend && role == "reporter";
                    if answer != Ok(expected) && !(offered && state == State::Closed) {
                        wrong.push(format!(
                            "{} {} {role} {path}: {answer:?}, not {expected:?}",
                            rule.verb.code(),
                            state.code()
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} answers\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(count, 35 * 10 * 13 * 3);
}

#[test]
fn what_is_recorded_for_a_party_names_the_person_and_the_paper() {
    let books = books();
    let party = |verb: Verb| match verb {
        Verb::Acknowledge | Verb::Plan | Verb::Extend | Verb::Claim | Verb::Progress => Party::Unit,
        Verb::Reopen | Verb::List | Verb::Delist => Party::Chief,
        Verb::Outcome => Party::Discipline,
        _ => Party::Section,
    };
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in rules() {
        for role in rule.records {
            let asked = asked(&books, role);
            for state in &rule.states {
                let answer = asked.recorded(rule.verb, &twins(*state)[..1], party(rule.verb));
                assert_eq!(answer, Ok(May::Own), "{} {} {role}", rule.verb.code(), state.code());
                *seen.entry(role).or_default() += 1;
            }
        }
    }
    assert!(seen["zzb"] > 20 && seen["handler"] > 5 && seen["chief"] > 10, "{seen:?}");
}

#[test]
fn the_table_speaks_of_every_verb_on_issues() {
    let known: Vec<Verb> = rules().into_iter().map(|rule| rule.verb).collect();
    for verb in Verb::ALL {
        let on_issue = duban::rules::workflow::row(*verb).is_some_and(|row| !row.from.is_empty());
        assert!(!on_issue || known.contains(verb), "{}", verb.code());
    }
}
