//! The agreed wordings, and the room they take.

use crate::i18n::{Lang, Words};
use crate::model::deadline::{DeadlineReason, Rhythm};
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::record::Cell;
use crate::model::refusal::{Clash, Refusal, Said, Way, Why};
use crate::model::state::State;
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::text::width;

#[test]
fn tabs_and_hints_have_the_width_they_were_drawn_with() {
    let words = Words::new(Lang::Zh);
    let line = |label: &dyn Fn(u8) -> String| {
        let tabs: Vec<String> = (0..10).map(|n| format!("{n}{}", label(n))).collect();
        width(&tabs.join(" "))
    };
    assert_eq!(line(&|n| words.tab(n)), 77);
    assert_eq!(line(&|n| words.tab_short(n)), 59);
    let hints = |keys: &str, codes: &str| {
        let labels = codes.split(' ').map(|code| match code {
            "help-more" => words.get("action-help-more"),
            code => words.action_short(code),
        });
        let hints: Vec<String> =
            keys.chars().zip(labels).map(|(key, label)| format!("{key}{label}")).collect();
        format!(" {}", hints.join(" "))
    };
    let wide = hints(
        "arxesct!wd/om@pbhyu?",
        "register-issue amend next-step extend progress chase reassign-menu supervise-menu write-letter export find \
         overdue-only overview like-cell phone basis history copy undo help",
    );
    assert_eq!(
        wide,
        " a登记 r更正 x验收 e延期 s进展 c催办 t转办 !督办 w出文 d导出 /查找 o逾期 m一览 @同类 p电话 b依据 h过程 y复制 u撤销 ?帮助"
    );
    assert_eq!(width(&wide), 120);
    let narrow = hints(
        "arxec!/opyu?",
        "register-issue amend next-step extend chase supervise-menu find overdue-only phone copy undo help-more",
    );
    assert_eq!(width(&narrow) + 1, 73, "one more space stands before the search");
    let english = Words::new(Lang::En);
    let line = |label: &dyn Fn(u8) -> String| (0..10).map(|n| 2 + width(&label(n))).sum::<usize>();
    assert!(line(&|n| english.tab(n)) <= 120);
    assert!(line(&|n| english.tab_short(n)) <= 79);
}

#[test]
fn refusals_read_as_agreed() {
    let words = Words::new(Lang::Zh);
    let day = |text: &str| text.parse().unwrap();
    let say = |verb, why: Why, ways: Vec<Way>| {
        words.refusal(&Refusal { verb: Some(verb), no: String::new(), why, ways }).to_string()
    };
    let unfinished =
        Why::Unfinished { open: 1, total: 2, refunded: Some(260_000), refundable: Some(390_000) };
    assert_eq!(
        say(Verb::Close, unfinished, vec![Way::Verb { verb: Verb::Progress }, Way::WithReason, Way::Back]),
        "还不能销号：措施2项未完成1项（退费2,600/3,900元）。 1 补报进展 2 说明理由仍报主任 3 返回"
    );
    assert_eq!(
        say(
            Verb::Extend,
            Why::OnlyChief { late_days: 2, times: 0 },
            vec![Way::RecordFor { party: Party::Chief }, Way::Back]
        ),
        "已逾期2天。可补办延期，逾期天数照记，须主任签批。 1 补办 2 不办"
    );
    let numbered = vec![Way::Verb { verb: Verb::Amend }, Way::Verb { verb: Verb::Void }, Way::Back];
    assert_eq!(
        say(Verb::Void, Why::Numbered, numbered),
        "编了号的问题不能删除。 1 更正 2 作废（编号保留） 3 返回"
    );
    let closed = Why::WrongState { state: State::Closed, day: Some(day("2021-09-03")) };
    assert_eq!(say(Verb::Extend, closed, vec![]), "已于9月3日销号，不再申请延期。");
    let not_yours = Why::NotYours { party: Party::Section, name: "教师工作科".into() };
    assert_eq!(
        say(Verb::Close, not_yours, vec![Way::RecordFor { party: Party::Section }, Way::Back]),
        "这一步由教师工作科办理。 1 凭签字件代录 2 返回"
    );
    let unread = Why::UnreadDeadline {
        text: "9月31日".into(),
        reason: Some(DeadlineReason::NoSuchDay { month: 9, day: 31 }),
    };
    assert_eq!(say(Verb::Extend, unread, vec![]), "不能申请延期：没有9月31日这一天。");
    let term = Why::UnknownTerm { text: "状太".into(), nearest: Some("状态".into()) };
    assert_eq!(words.refusal(&term.into()).text, "不认识“状太”，是不是“状态”？当前范围没有变。");
    let said = |day: &str| Said { value: Some(Value::Text(day.into())), name: String::new() };
    let clash = |field, day: &str, mine: Option<&str>| Clash {
        cell: Cell::main(field),
        by: "某某".into(),
        at: "2021-09-03T02:32:00Z".parse().unwrap(),
        day: None,
        theirs: said(day),
        mine: mine.map(said),
    };
    let told = |clashes| words.refusal(&Why::Conflict { rev: 9, clashes }.into()).text;
    let deadline = clash(Field::Deadline, "9月10日", Some("9月8日"));
    assert_eq!(told(vec![deadline.clone()]), "某某10:32已把整改时限改为9月10日，您填的是9月8日。");
    let place =
        Clash { day: Some("2021-09-03".parse().unwrap()), ..clash(Field::Place, "示例二小", None) };
    assert_eq!(
        told(vec![place.clone(), deadline]),
        "某某10:32已把整改时限改为9月10日，您填的是9月8日；某某9月3日 10:32已把学校(机构)改为示例二小。"
    );
    assert_eq!(
        told(vec![place]),
        "打开以后别人改过：某某9月3日 10:32已把学校(机构)改为示例二小。与您填的不冲突，可以合并。"
    );
}

#[test]
fn names_are_read_back() {
    for words in super::both() {
        for verb in Verb::ALL {
            assert_eq!(words.read_verb(verb.code()), Some(*verb));
            assert_eq!(words.read_verb(&words.verb(*verb)), Some(*verb));
        }
        for field in Field::ALL {
            assert_eq!(words.read_field(field.code()), field.code());
        }
        for party in Party::ALL {
            assert_eq!(words.read_party(&words.party(party)), party.code());
        }
    }
    let words = Words::new(Lang::Zh);
    assert_eq!(words.read_verb("延期"), Some(Verb::Extend));
    assert_eq!(words.read_verb("销号"), Some(Verb::Close));
    assert_eq!(words.read_verb("删除"), None);
    assert_eq!(words.read_field("整改时限"), "deadline");
    assert_eq!(words.read_field("整改措施.2"), "action.2");
    assert_eq!(words.read_field("没有这项"), "没有这项");
    assert_eq!(words.read_role("整治办"), "zzb");
}

#[test]
fn a_language_is_known_by_its_code_or_locale() {
    assert_eq!(Lang::from_code("zh_CN.UTF-8"), Some(Lang::Zh));
    assert_eq!(Lang::from_code("EN"), Some(Lang::En));
    assert_eq!(Lang::from_code("enm"), None);
    assert_eq!(Lang::from_code("de_DE"), None);
}

#[test]
fn the_spoken_status_fits_sixty_columns() {
    use crate::model::figures::{PaperSaid, Status, Tally};
    let tally = |name: &str, overdue| Tally { name: name.into(), overdue, ..Tally::default() };
    let status = Status {
        today: "2021-09-18".parse().unwrap(),
        scope: String::new(),
        total: Tally {
            issues: 412,
            rectified: 233,
            closed: 214,
            overdue: 17,
            listed: 1,
            delisted: 2,
            ..Tally::default()
        },
        units: vec![
            tally("渌口", 3),
            tally("天元", 7),
            tally("荷塘", 2),
            tally("醴陵", 2),
            tally("攸县", 2),
            tally("炎陵", 1),
        ],
        phase: "整改落实".into(),
        phase_days_left: Some(12),
        next_tasks: vec![("9月底前".into(), "全面整改到位，开展月度清查并上报清查情况".into(), 12)],
        last_due: None,
    };
    let words = Words::new(Lang::Zh);
    let time = chrono::NaiveTime::from_hms_opt(9, 5, 0);
    let lines = words.status_lines(&status, time);
    assert_eq!(lines[0], "截至9月18日9:05  问题412个 已整改233个(56.6%) 已销号214个");
    assert_eq!(lines[1], "逾期17个：天元7 渌口3 荷塘2 醴陵2 其他3；挂牌3个 未摘1个");
    assert!(lines[2].starts_with("整改落实 剩12天；下一项 9月底前 全面整改"), "{}", lines[2]);
    let paper = |missing: usize| PaperSaid {
        name: "问题线索清查情况".into(),
        period: "2021-08".into(),
        due: status.today.into(),
        owed: 19,
        handed: 19 - missing as u32,
        nil: 3,
        missing: vec!["示例县".into(); missing],
    };
    let last = |missing| Status { last_due: Some(paper(missing)), ..status.clone() };
    let said = |missing| words.status_lines(&last(missing), time)[2].clone();
    assert_eq!(said(0), "8月清查 应报19家 已报19家(零报告3家)");
    assert_eq!(said(1), "8月清查 应报19家 已报18家(零报告3家) 未报1家：示例县");
    assert_eq!(said(9), "8月清查 应报19家 已报10家(零报告3家) 未报9家：示例县等");
    let crowded = Status {
        scope: "天元区 有偿补课 逾期".into(),
        units: (1..=30).map(|n| tally(&format!("示例{n}县"), 40 - n)).collect(),
        total: Tally { overdue: 735, ..status.total.clone() },
        ..status.clone()
    };
    for words in super::both() {
        for status in [&status, &crowded, &last(19)] {
            for line in words.status_lines(status, time) {
                assert!(width(&line) <= 60, "{line}");
            }
        }
    }
    let others = words.status_lines(&crowded, time)[1].clone();
    let named: u32 = others.split(['：', '；']).nth(1).unwrap().split(' ').map(last_number).sum();
    assert_eq!(named, 735, "the parts add up to the whole: {others}");
}

fn last_number(word: &str) -> u32 {
    let digits: String = word.chars().rev().take_while(char::is_ascii_digit).collect();
    digits.chars().rev().collect::<String>().parse().unwrap()
}

#[test]
fn rhythms_have_words() {
    use crate::model::deadline::Recurrence;
    for words in super::both() {
        for every in
            [Rhythm::Day, Rhythm::Week, Rhythm::Month, Rhythm::Quarter, Rhythm::HalfYear, Rhythm::Year]
        {
            let text = words.recurrence(&Recurrence { every, day: None, months: vec![], working: false });
            assert!(!text.contains("No localization"), "{text}");
        }
    }
}
