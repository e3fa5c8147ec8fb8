//! Every request of every role, and what turns up in the answers.

use super::asks::{NAMES, about, at_large, name};
use super::support::campaign::{Campaign, verb};
use super::town::{Planted, ROLES, Thing, ask, town};
use duban::api::{Answer, Notice, Request};
use duban::link::{Event, new_op};
use duban::model::backup::BackupTo;
use duban::model::command::Command;
use duban::model::incoming::{Outcome, Verdict};
use duban::model::refusal::Why;
use duban::model::verb::Verb;
use std::collections::{BTreeMap, BTreeSet};

/// The table as written: what is seen, by thing and role.
pub fn table() -> BTreeMap<(String, String), bool> {
    let text = include_str!("rights.txt");
    let mut roles: Vec<String> = Vec::new();
    let mut table = BTreeMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match line.strip_prefix('#') {
            Some(_) if words.contains(&"viewer") => {
                roles = words[1..].iter().map(|w| w.to_string()).collect()
            }
            Some(_) => {}
            None => {
                let (thing, cells) = words.split_at(words.len() - roles.len());
                for (role, cell) in roles.iter().zip(cells) {
                    assert!(["y", "-"].contains(cell), "{line}");
                    table.insert((thing.join(" "), role.clone()), *cell == "y");
                }
            }
        }
    }
    assert_eq!(roles, ROLES.map(|(role, _)| role.to_owned()));
    table
}

/// All that an answer says, whichever way it is put. A table says back the filter it was made under.
fn said(answer: &Answer) -> String {
    if let Answer::Table(table) = answer
        && !table.scope.is_empty()
    {
        let mut table = table.clone();
        table.scope.clear();
        return said(&Answer::Table(table));
    }
    if let Answer::Letter(letter) = answer
        && !letter.about.is_empty()
    {
        // What was asked for names the file, and stands above the tables.
        let mut letter = letter.clone();
        letter.about.clear();
        letter.enclosures.iter_mut().flat_map(|one| &mut one.table).for_each(|table| table.scope.clear());
        return said(&Answer::Letter(letter));
    }
    format!("{}\n{answer:?}", serde_json::to_string(answer).unwrap())
}

/// A clue's canary is its own number beside the words: the intake it came from says the same.
fn shows(text: &str, thing: &Thing) -> bool {
    match thing.canary.strip_suffix(thing.no.as_str()) {
        Some(_) => text.contains(&format!("\"{}\"", thing.no)),
        None => text.contains(&thing.canary),
    }
}

#[test]
fn every_request_of_every_role_shows_what_the_table_says_and_nothing_else() {
    let planted = Planted::new("某");
    let (campaign, things) = town(&planted);
    let table = table();
    let mut names = BTreeSet::new();
    for (role, _) in ROLES {
        let mut requests = at_large(new_op());
        requests.push(Request::Backup { to: BackupTo::Own { keep: 1 }, names: false });
        for thing in &things {
            // A word of it that is no part of any other thing.
            let word: String = thing.canary.chars().take(4).collect();
            requests.extend(about(&thing.no, &word, new_op()));
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for request in requests {
            names.insert(name(&request));
            let answer = ask(&campaign, role, request.clone());
            let text = said(&answer);
            for secret in planted.secrets() {
                assert!(!text.contains(secret), "{role}: {request:?}\n{answer:?}");
            }
            // What is asked for is not betrayed by being said back.
            let asked = format!("{request:?}");
            for thing in things.iter().filter(|thing| shows(&text, thing)) {
                let allowed = table[&(thing.name.to_owned(), role.to_owned())];
                let echoed = asked.contains(&thing.no) || asked.contains(&thing.canary);
                assert!(
                    allowed || (echoed && is_echo(&answer)),
                    "{role} sees {}: {request:?}\n{answer:?}",
                    thing.name
                );
                if !echoed || !is_echo(&answer) {
                    seen.insert(thing.name);
                }
            }
        }
        for thing in &things {
            let expected = table[&(thing.name.to_owned(), role.to_owned())];
            assert_eq!(seen.contains(thing.name), expected, "{role}: {}", thing.name);
        }
    }
    // What changes something has its own table; everything else was asked.
    names.insert("do");
    assert_eq!(names.len(), NAMES, "{names:?}");
}

/// A row that was taken for something new, or refused: the issue it speaks of was not seen.
fn is_unknown(verdict: &Verdict) -> bool {
    matches!(verdict.outcome, Outcome::New | Outcome::Wrong { .. } | Outcome::Nil)
}

/// Answers that only say back what was asked: a refusal of an unknown number, a line as read.
fn is_echo(answer: &Answer) -> bool {
    matches!(
        answer,
        Answer::Refused(_)
            | Answer::Form(_)
            | Answer::Entry(_)
            | Answer::Picks(_)
            | Answer::When(_)
            | Answer::Remarks(_)
    ) || matches!(answer, Answer::Said(said) if said.total.issues == 0)
        || matches!(answer, Answer::Diff(diff) if diff.total.now.issues == 0)
        || matches!(answer, Answer::Page(page) if page.rows.is_empty())
        || matches!(answer, Answer::Status(status) if status.total.issues == 0)
        || matches!(answer, Answer::Import(imported) if imported.verdicts.iter().all(is_unknown))
}

#[test]
fn a_liaison_touches_nothing_of_another_unit_by_any_verb() {
    let (campaign, things) = town(&Planted::new("某"));
    let hidden = [
        "issue of another unit",
        "order to another unit",
        "clue on another unit",
        "clue on the office",
        "intake about the own unit",
        "transfer of an issue of the own unit",
    ];
    let before = campaign.seat().ask(Request::Verify);
    for thing in things.iter().filter(|thing| hidden.contains(&thing.name)) {
        for kind in Verb::ALL.iter().filter(|v| !matches!(v, Verb::Undo | Verb::Redo)) {
            let command = Command { reason: "理由".into(), ..verb(*kind, &thing.no) };
            let answer = ask(&campaign, "reporter", Request::Do(Box::new(command.clone())));
            let Answer::Refused(refusal) = answer else { panic!("{command:?}") };
            // As if it were not there; verbs that make something or keep the books fall to their own reasons.
            let own = matches!(
                kind,
                Verb::Register
                    | Verb::Take
                    | Verb::Task
                    | Verb::Inspect
                    | Verb::Publish
                    | Verb::Meet
                    | Verb::Unit
                    | Verb::Person
                    | Verb::Member
                    | Verb::Handover
                    | Verb::Pack
            );
            let unknown = matches!(refusal.why, Why::UnknownNumber { .. });
            assert!(unknown || own, "{kind:?} on {}: {refusal:?}", thing.name);
        }
    }
    assert_eq!(campaign.seat().ask(Request::Verify), before, "nothing was written");
    // A number of his own with one of another's beside it does not help.
    let own = things.iter().find(|thing| thing.name == "issue of the own unit").unwrap();
    let other = things.iter().find(|thing| thing.name == "issue of another unit").unwrap();
    let link = verb(Verb::Link, &own.no).set("into", &other.no);
    let answer = ask(&campaign, "reporter", Request::Do(Box::new(link)));
    assert!(matches!(answer, Answer::Refused(r) if matches!(r.why, Why::UnknownNumber { .. })));
}

#[test]
fn a_change_of_roles_holds_from_the_next_request_on() {
    let (campaign, things) = town(&Planted::new("某"));
    let no = |name: &str| things.iter().find(|thing| thing.name == name).unwrap().no.clone();
    let other = no("issue of another unit");
    let seat = campaign.seat().sibling("reporter").unwrap();
    let shows = || matches!(seat.ask(Request::Show { what: other.clone() }), Answer::Card(_));
    let set = |field: &str, value: &str| campaign.done(verb(Verb::Member, "reporter").set(field, value));
    assert!(!shows());
    set("unit", "LK");
    assert!(shows(), "he has gone to the other county");
    set("unit", "TY");
    assert!(!shows());
    set("roles", "handler");
    assert!(shows());
    set("roles", "reporter");
    assert!(!shows());
    // A unit that goes below another takes its issues along.
    campaign.done(verb(Verb::Unit, "LK").set("parent", "TY"));
    assert!(shows());
    set("active", "false");
    for request in [Request::Board, Request::Show { what: other.clone() }, Request::Ping] {
        let answer = seat.ask(request.clone());
        let gone = matches!(&answer, Answer::Refused(r) if matches!(r.why, Why::UnknownMember { .. }));
        assert!(gone || request == Request::Ping, "{answer:?}");
    }
}

fn heard(campaign: &Campaign, login: &str, act: impl Fn()) -> Vec<Notice> {
    let seat = campaign.seat().sibling(login).unwrap();
    act();
    // Notices are sent before the next ask of the desk thread is answered.
    assert_eq!(campaign.seat().ask(Request::Ping), Answer::Pong);
    let events = seat.events().try_iter();
    events.filter_map(|event| if let Event::Notice(notice) = event { Some(notice) } else { None }).collect()
}

#[test]
fn notices_tell_nobody_of_what_he_may_not_see() {
    let (campaign, things) = town(&Planted::new("某"));
    let no = |name: &str| things.iter().find(|thing| thing.name == name).unwrap().no.clone();
    let (own, other, clue) =
        (no("issue of the own unit"), no("issue of another unit"), no("clue on another unit"));
    let note = |no: &str| verb(Verb::Note, no).set("note_text", "备忘");
    let on_own = heard(&campaign, "reporter", || drop(campaign.done(note(&own))));
    assert_eq!(on_own.len(), 1, "{on_own:?}");
    assert!(heard(&campaign, "reporter", || drop(campaign.done(note(&other)))).is_empty());
    assert_eq!(heard(&campaign, "handler", || drop(campaign.done(note(&other)))).len(), 1);
    let check =
        || verb(Verb::Check, &clue).set("check_result", "untrue").for_party("section", "王某", "记录1号");
    assert!(heard(&campaign, "reporter", || drop(campaign.done(check()))).is_empty());
    assert_eq!(
        heard(&campaign, "discipline", || drop(campaign.done(check().set("check_text", "再核")))).len(),
        1
    );
}
