//! Before a meeting: whatever is asked, and whoever asks, no name, number, note or transfer is in an answer, and
//! nothing is written.

use super::asks::{about, at_large, name};
use super::support::campaign::verb;
use super::town::{Planted, town};
use duban::api::{Answer, Request};
use duban::link::new_op;
use duban::model::backup::BackupTo;
use duban::model::breakdown::By;
use duban::model::command::Command;
use duban::model::refusal::Why;
use duban::model::verb::Verb;
use std::collections::BTreeSet;

/// Planted as names, numbers, notes and transfers: none may turn up.
const HIDDEN: [&str; 9] = [
    "渌口通讯甲",
    "责任人丁",
    "1360000",
    "备忘录戊",
    "王示例",
    "移送材料甲",
    "移送缘由甲",
    "渌口联络乙",
    "会签人己",
];

#[test]
fn before_a_meeting_no_answer_tells_names_numbers_notes_or_transfers() {
    let planted = Planted::new("某");
    let (campaign, things) = town(&planted);
    let own = things.iter().find(|thing| thing.name == "issue of the own unit").unwrap().no.clone();
    let act = |command: Command| campaign.done(command);
    act(verb(Verb::Plan, &own)
        .set("action", "联系13600001234核实")
        .set("person", "责任人丁")
        .set("due", "2021-07-30")
        .for_party("unit", "经办", "表"));
    act(verb(Verb::Note, &own).set("note_text", "备忘录戊"));
    act(verb(Verb::Amend, &own).set("title", "甲处教师王示例有偿补课"));
    act(verb(Verb::Evidence, &own).set("evidence_name", "笔录").for_party("unit", "会签人己", "表"));
    let before = campaign.seat().ask(Request::Verify);
    let mut asked = BTreeSet::new();
    for role in ["zzb", "discipline", "reporter"] {
        let seat = campaign.seat().sibling(role).unwrap();
        assert_eq!(seat.ask(Request::Meeting { on: true }), Answer::Pong);
        let mut requests = at_large(new_op());
        requests.push(Request::Backup { to: BackupTo::Own { keep: 1 }, names: false });
        for thing in &things {
            let word: String = thing.canary.chars().take(4).collect();
            requests.extend(about(&thing.no, &word, new_op()));
        }
        // Looking for somebody must not tell whether he is there.
        for word in ["渌口通讯甲", "王示例", "责任人丁", "13600001234", "lktxj"] {
            requests.push(Request::Find { text: word.into(), limit: 50, issues: true });
            requests.push(Request::People { text: word.into() });
            requests.push(Request::Page { filter: word.into(), offset: 0, len: 50 });
        }
        for request in requests.into_iter().filter(|request| !matches!(request, Request::Meeting { .. })) {
            asked.insert(name(&request));
            let answer = seat.ask(request.clone());
            if request.is_write() {
                assert!(
                    matches!(&answer, Answer::Refused(r) if r.why == Why::Projected),
                    "{request:?} {answer:?}"
                );
            }
            let echo = format!("{request:?}");
            let text = format!("{}\n{answer:?}", serde_json::to_string(&answer).unwrap());
            for hidden in HIDDEN.iter().filter(|hidden| !echo.contains(**hidden)) {
                assert!(!text.contains(hidden), "{role} {hidden}: {request:?}\n{answer:?}");
            }
            for secret in planted.secrets() {
                assert!(!text.contains(secret), "{role}: {request:?}\n{answer:?}");
            }
            let login = format!("\"{role}\"");
            assert!(
                role == "admin" || !text.contains(&format!("员{role}")),
                "{role} {login}: {request:?}\n{text}"
            );
        }
        for kind in Verb::ALL.iter().filter(|kind| !matches!(kind, Verb::Undo | Verb::Redo)) {
            let command = Command { reason: "理由".into(), ..verb(*kind, &own) };
            let answer = seat.ask(Request::Do(Box::new(command)));
            assert!(matches!(answer, Answer::Refused(r) if r.why == Why::Projected), "{kind:?}");
        }
        // When it is over everything is as it was.
        assert_eq!(seat.ask(Request::Meeting { on: false }), Answer::Pong);
        let Answer::Hello(hello) = seat.ask(Request::Hello) else { panic!() };
        assert_eq!(hello.login, role);
        seat.close().unwrap();
    }
    assert_eq!(campaign.seat().ask(Request::Verify), before, "nothing was written");
    assert!(asked.len() > 40, "{asked:?}");
}

#[test]
fn names_that_changed_and_names_beside_their_own_fields_are_covered_too() {
    let (campaign, things) = town(&Planted::new("某"));
    let own = things.iter().find(|thing| thing.name == "issue of the own unit").unwrap().no.clone();
    let act = |command: Command| campaign.done(command);
    act(verb(Verb::Person, "渌口通讯甲").set("name", "渌口通讯新"));
    act(verb(Verb::Member, "lk").set("name", "渌口联络新"));
    act(verb(Verb::Plan, &own)
        .set("action", "停课")
        .set("person", "戚丁辛")
        .set("due", "2021-07-30")
        .for_party("unit", "经办", "表"));
    act(verb(Verb::Progress, &own).set("progress_text", "戚丁辛已退费").for_party("unit", "经办", "表"));
    act(verb(Verb::Amend, &own).set("place", "渌口通讯新培训班"));
    let seat = campaign.seat();
    let all = Request::History { what: None, since: None, limit: None, after: 0 };
    assert_eq!(seat.ask(Request::Meeting { on: true }), Answer::Pong);
    for request in [
        all,
        Request::History { what: Some(own.clone()), since: None, limit: None, after: 0 },
        Request::Show { what: own },
        Request::Board,
        Request::Breakdown { filter: String::new(), by: By::Place },
    ] {
        let text = format!("{:?}", seat.ask(request.clone()));
        for hidden in ["渌口通讯", "渌口联络", "戚丁辛"] {
            assert!(!text.contains(hidden), "{hidden}: {request:?}\n{text}");
        }
    }
}
