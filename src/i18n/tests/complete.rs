//! Nothing is left without words, in either language.

use super::samples::{all_reasons, all_remarks, all_ways, all_whys};
use super::{both, has_han, messages};
use crate::i18n::{Counted, Lang, Words, assets};
use crate::model::deadline::DeadlineKind;
use crate::model::entry::Taken;
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::filter::Flag;
use crate::model::form::{Input, Slot};
use crate::model::ids::Kind;
use crate::model::refusal::{Expected, Refusal, Why};
use crate::model::state::State;
use crate::model::trouble::Trouble;
use crate::model::verb::Verb;
use crate::text::width;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn both_languages_have_the_same_messages_and_variables() {
    let (zh, en) = (messages(assets::ZH), messages(assets::EN));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
        a.keys().filter(|id| !b.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&zh, &en), Vec::<String>::new(), "missing in English");
    assert_eq!(only(&en, &zh), Vec::<String>::new(), "missing in Chinese");
    for (id, variables) in &zh {
        assert_eq!(variables, &en[id], "{id}");
    }
}

#[test]
fn fluent_reads_every_message() {
    for (words, file) in both().iter().zip([assets::ZH, assets::EN]) {
        let mut count = 0;
        for id in messages(file).keys() {
            assert!(words.has(id), "{id}");
            count += 1;
        }
        assert!(count > 500);
    }
}

#[test]
fn english_is_english() {
    for line in assets::EN.lines() {
        assert!(!has_han(line), "{line}");
    }
}

#[test]
fn english_does_not_fall_back_to_chinese() {
    let words = Words::new(Lang::En);
    assert_eq!(words.state(State::Closed), "closed out");
    assert_eq!(words.verb(Verb::Close), "Verify and close out");
    assert_eq!(words.count(Counted::Issue, 1), "1 issue");
    assert_eq!(words.count(Counted::Issue, 412), "412 issues");
    assert_eq!(words.day_said("2021-09-18".parse().unwrap()), "18 Sep");
}

#[test]
fn every_code_has_its_word() {
    for words in both() {
        let told = |id: String| assert!(words.has(&id), "{id}");
        State::ALL.iter().for_each(|s| told(format!("state-{}", s.code())));
        for verb in Verb::ALL {
            ["", "-short", "-act", "-done"]
                .iter()
                .for_each(|form| told(format!("verb-{}{form}", verb.code())));
            assert!(width(&words.verb_short(*verb)) <= 9, "{verb:?}");
        }
        Field::ALL.iter().for_each(|f| told(format!("field-{}", f.code())));
        Party::ALL.iter().for_each(|p| told(format!("party-{}", p.code())));
        for n in 0..10 {
            told(format!("tab-{n}"));
            told(format!("tab-{n}-short"));
        }
        (1..=7).for_each(|n| told(format!("weekday-{n}")));
        for kind in Kind::ALL {
            assert_ne!(words.kind(kind), words.kind_code("no such kind"));
        }
        for kind in [
            DeadlineKind::Point,
            DeadlineKind::Range,
            DeadlineKind::Period,
            DeadlineKind::Recurring,
            DeadlineKind::Standing,
            DeadlineKind::Policy,
            DeadlineKind::Entry,
            DeadlineKind::Unknown,
            DeadlineKind::Error,
        ] {
            told(format!("deadline-kind-{}", kind.code()));
        }
    }
}

#[test]
fn labels_of_one_group_differ() {
    for words in both() {
        let mut seen = BTreeSet::new();
        for field in Field::ALL {
            assert!(seen.insert((field.group(), words.field(*field))), "{field:?}");
        }
        let states: BTreeSet<String> = State::ALL.iter().map(|s| words.state(*s)).collect();
        assert_eq!(states.len(), State::ALL.len());
        let verbs: BTreeSet<String> = Verb::ALL.iter().map(|v| words.verb(*v)).collect();
        assert_eq!(verbs.len(), Verb::ALL.len());
    }
}

#[test]
fn nothing_the_model_can_say_is_left_without_words() {
    for words in both() {
        let mut said: Vec<String> = Vec::new();
        said.extend(all_whys().into_iter().flat_map(|why| {
            let refusal = Refusal { verb: Some(Verb::Extend), no: "TY-007".into(), why, ways: all_ways() };
            let sentence = words.refusal(&refusal);
            [vec![sentence.text], sentence.ways].concat()
        }));
        said.extend(all_reasons().iter().map(|reason| words.reason(reason)));
        said.extend(all_remarks().iter().map(|remark| words.remark(remark)));
        said.extend(
            [
                Expected::Count,
                Expected::Money,
                Expected::Day,
                Expected::DayRange,
                Expected::Month,
                Expected::YesNo,
            ]
            .map(|e| words.expected(e)),
        );
        said.extend(
            [Expected::Code, Expected::Deadline, Expected::SortKey, Expected::Text]
                .map(|e| words.expected(e)),
        );
        said.extend(
            [
                Taken::Unit,
                Taken::Category,
                Taken::Item,
                Taken::Place,
                Taken::Text,
                Taken::Students,
                Taken::Persons,
                Taken::Amount,
                Taken::Deadline,
                Taken::Source,
            ]
            .map(|taken| words.taken(taken)),
        );
        let inputs = [
            Input::Line,
            Input::Text,
            Input::Count,
            Input::Money,
            Input::Day,
            Input::Deadline,
            Input::Choice(Vec::new()),
            Input::Unit,
            Input::Fixed,
        ];
        said.extend(inputs.iter().map(|input| words.input_hint(input)));
        let mut slots =
            vec![Slot::Reason, Slot::On, Slot::Party, Slot::By, Slot::Paper, Slot::Field("due.2".into())];
        slots.extend(Field::ALL.iter().map(|field| Slot::Field(field.code().into())));
        said.extend(slots.iter().flat_map(|slot| [words.slot(slot), words.slot_hint(slot, &Input::Line)]));
        said.extend(Flag::ALL.map(|flag| words.flag(flag)));
        for text in said {
            assert!(!text.is_empty() && !text.contains("No localization") && !text.contains('$'), "{text:?}");
            assert!(!text.contains("{ ") && !text.contains(" }"), "{text}");
            assert!(words.lang() == Lang::Zh || !has_han(&text), "{text}");
        }
    }
}

#[test]
fn every_trouble_has_its_sentence() {
    let path = std::path::PathBuf::from("/x/duban.redb");
    let (detail, login) = (String::from("x"), String::from("someone"));
    let day = "2021-09-18".parse().unwrap();
    let since = Some("2021-09-18T02:32:00Z".parse().unwrap());
    let held = |since| Trouble::Held { path: path.clone(), pid: 7, login: login.clone(), since };
    let troubles = [
        Trouble::Missing { path: path.clone() },
        Trouble::Exists { path: path.clone() },
        Trouble::NotAStore { path: path.clone() },
        Trouble::Newer { path: path.clone(), found: 3, known: 2 },
        Trouble::Damaged { path: path.clone(), detail: detail.clone(), backup: None },
        Trouble::Damaged { path: path.clone(), detail: detail.clone(), backup: Some(path.clone()) },
        held(None),
        held(since),
        Trouble::Denied { path: path.clone(), detail: detail.clone() },
        Trouble::DiskFull { path: path.clone() },
        Trouble::UnknownMember { login: login.clone() },
        Trouble::Pack { errors: vec!["line 3".into()] },
        Trouble::ClockBack { asked: day, last: day },
        Trouble::Other { path: path.clone(), detail },
        Trouble::NoOffice { socket: path.clone() },
        Trouble::NotInGroup { socket: path.clone(), login: login.clone() },
        Trouble::OtherProgram { own: 1, office: 2, program: "0.2".into() },
        Trouble::WhoAreYou { members: Vec::new(), wrong: false, wait_seconds: 0 },
        Trouble::WhoAreYou { members: Vec::new(), wrong: true, wait_seconds: 0 },
        Trouble::WhoAreYou { members: Vec::new(), wrong: true, wait_seconds: 30 },
        Trouble::OwnDay,
        Trouble::TooManySeats { limit: 64 },
        Trouble::LooseFolder { path: path.clone() },
        Trouble::NoGroup { name: "duban-users".into() },
    ];
    for words in both() {
        for trouble in &troubles {
            let text = words.trouble(trouble).to_string();
            assert!(!text.contains("No localization") && !text.contains('$'), "{text}");
        }
        assert_eq!(words.trouble(&held(since)).ways.len(), 1);
        assert_eq!(words.trouble(&troubles[0]).ways.len(), 3);
        assert!(words.trouble(&troubles[11]).text.ends_with("\n  line 3"));
    }
}

#[test]
fn no_reason_falls_through_the_tables() {
    let words = Words::new(Lang::En);
    for why in all_whys().into_iter().filter(|why| !matches!(why, Why::Internal { .. })) {
        let text = words.refusal(&why.clone().into()).text;
        assert!(!text.contains("program failed"), "{why:?}: {text}");
    }
}

#[test]
fn nothing_is_said_twice_under_one_name() {
    for text in [include_str!("../zh/duban.ftl"), include_str!("../en/duban.ftl")] {
        let named = |line: &'static str| line.split_once(" =").map(|(name, _)| name);
        let names = text.lines().filter(|line| line.starts_with(char::is_alphabetic)).filter_map(named);
        let mut seen = std::collections::BTreeSet::new();
        let twice: Vec<&str> = names.filter(|name| !seen.insert(*name)).collect();
        assert_eq!(twice, [""; 0], "the later would silently stand for both");
    }
}
