//! Random people do random things for thousands of steps: what must always hold, holds.

#[path = "random/evening.rs"]
mod evening;
#[path = "random/journal.rs"]
mod journal;
mod support;

use duban::api::{Answer, Request};
use duban::link::new_op;
use duban::model::command::Command;
use duban::model::field::Field;
use duban::model::form::Slot;
use duban::model::row::IssueRow;
use duban::model::state::State;
use duban::model::verb::Verb;
use evening::Evening;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use support::campaign::{Campaign, day};

const PEOPLE: [(&str, &str, &str); 7] = [
    ("clerk", "", ""),
    ("head", "zzb", "chief"),
    ("jsk", "jsk", "handler"),
    ("mbk", "mbk", "handler"),
    ("ty", "ty", "reporter"),
    ("lk", "lk", "reporter"),
    ("jjz", "jjz", "discipline"),
];

/// How people keep their books.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    /// They take back what they did, on the same day or later.
    TakesBack,
    /// They do that, and type some acts days after they were done.
    TypesLate,
    /// Every act is typed on its day, and stands.
    InOrder,
}

struct Play {
    campaign: Campaign,
    rng: Rng,
    done: BTreeMap<&'static str, usize>,
    refused: usize,
    habit: Habit,
    /// The first day of which more became known later: an act of it was taken back, or typed, on a later day.
    told_later: Option<chrono::NaiveDate>,
}

impl Play {
    fn new(campaign: Campaign, seed: u64, habit: Habit) -> Self {
        for (login, unit, role) in &PEOPLE[1..] {
            let member = Command::new(Verb::Member, new_op())
                .set("login", *login)
                .set("name", format!("成员{login}"))
                .set("unit", *unit)
                .set("roles", *role);
            campaign.done(member);
        }
        let rng = Rng::with_seed(seed);
        Self { campaign, rng, done: BTreeMap::new(), refused: 0, habit, told_later: None }
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.rng.usize(..of.len())]
    }

    /// Half of the time an issue from whose state the verb starts.
    fn fitting(&mut self, verb: Verb, rows: &[IssueRow]) -> Option<Vec<String>> {
        let from = duban::rules::workflow::row(verb)?.from;
        let fit: Vec<u32> = rows.iter().filter(|row| from.contains(&row.state)).map(|row| row.id).collect();
        if fit.is_empty() || self.rng.bool() {
            return None;
        }
        Some(vec![format!("#{}", self.one(&fit))])
    }

    /// An issue's internal number, a paper, or an entry, as the verb wants.
    fn subject(&mut self, verb: Verb, issues: usize) -> Vec<String> {
        let entry = |rng: &mut Rng, prefix: &str| vec![format!("{prefix}-{:03}", rng.u32(1..12))];
        match verb {
            Verb::Register | Verb::Take | Verb::Task | Verb::Meet | Verb::Inspect | Verb::Publish => vec![],
            Verb::Reply | Verb::Reveal | Verb::Purge => entry(&mut self.rng, "SL"),
            Verb::Check => entry(&mut self.rng, "XS"),
            Verb::Dispose => {
                let prefix = self.one(&["SL", "XS"]);
                entry(&mut self.rng, prefix)
            }
            Verb::Receipt => {
                let prefix = self.one(&["DB", "YS"]);
                entry(&mut self.rng, prefix)
            }
            Verb::HandIn | Verb::Nil | Verb::Receive | Verb::HandBack => {
                let paper = self.one(&["全面自查", "问题清单", "整改台账", "7月清查", "8月清查"]);
                vec![format!("{paper}/{}", self.one(&["天元", "渌口"]))]
            }
            Verb::Done => vec![self.one(&["1", "3", "LS-001"]).to_owned()],
            Verb::Settle => vec![self.one(&["A1", "A2", "A3"]).to_owned()],
            _ => {
                let bulk = if self.rng.u32(..10) == 0 { 3 } else { 1 };
                (0..bulk).map(|_| format!("#{}", self.rng.usize(1..=issues.max(1)))).collect()
            }
        }
    }

    fn sets(&mut self, verb: Verb, issues: usize, today: chrono::NaiveDate) -> Vec<(&'static str, String)> {
        let later = |rng: &mut Rng, days: std::ops::Range<u64>| {
            (today + chrono::Days::new(rng.u64(days))).to_string()
        };
        let s = |text: &str| text.to_owned();
        let other = format!("#{}", self.rng.usize(1..=issues.max(1)));
        match verb {
            Verb::Register | Verb::Take => vec![
                ("unit", s(self.one(&["ty", "lk"]))),
                ("item", s(self.one(&["2.1", "4.1", "5.1", "3.2"]))),
                ("place", s(self.one(&["示例第三小学", "示例星文培训", "示例一职"]))),
                ("title", s("一件事")),
                if verb == Verb::Take { ("channel", s("来电")) } else { ("amount", s("3900")) },
                if verb == Verb::Take { ("complainant", s("甄某某")) } else { ("students", s("26")) },
            ],
            Verb::Accept | Verb::Assign | Verb::Reassign => {
                vec![("lead", s(self.one(&["jsk", "mbk", "jjk"])))]
            }
            Verb::Amend => vec![
                (self.one(&["desc", "place", "title"]), s(self.one(&["补充", "更正"]))),
                ("students", s(self.one(&["3", "26"]))),
            ],
            Verb::Plan => vec![("measure", format!("停课；李某；{}", later(&mut self.rng, 1..30)))],
            Verb::Progress => vec![("progress_text", s("已约谈")), ("refunded", s("2600"))],
            Verb::Extend => vec![("extend_to", later(&mut self.rng, 20..90))],
            Verb::DecideExtension | Verb::ApprovePlan => {
                vec![("decision", s(self.one(&["agreed", "refused"])))]
            }
            Verb::Standing => vec![("stage_goal", s("无反弹")), ("review_on", later(&mut self.rng, 30..60))],
            Verb::Claim => vec![("statement", s("已完成")), ("done", s("yes"))],
            Verb::Close | Verb::Verify => vec![("verify_way", s("papers"))],
            Verb::Unfounded => vec![("checked_by", s("周某"))],
            Verb::Merge | Verb::Link => vec![("into", other)],
            Verb::Split => vec![("title", s("另一件"))],
            Verb::Reopen => vec![("deadline", later(&mut self.rng, 5..60))],
            Verb::SendBack if self.rng.bool() => vec![("deadline", later(&mut self.rng, 5..60))],
            Verb::Chase => vec![("chase_way", s("call")), ("promised_for", later(&mut self.rng, 0..9))],
            Verb::Timed => vec![("grounds", s("1")), ("timed_due", later(&mut self.rng, 0..20))],
            Verb::List => vec![("grounds", s("2"))],
            Verb::Delist => vec![("delist_check", s("已核查"))],
            Verb::Note => vec![("note_text", s("备忘"))],
            Verb::Evidence => vec![("evidence_name", s("凭证"))],
            Verb::Order => vec![("demand", s("退费")), ("order_due", later(&mut self.rng, 0..20))],
            Verb::Transfer => vec![("to_body", s("公安")), ("materials", s("一份"))],
            Verb::Outcome => {
                let identity = self.one(&["public_teacher", "principal", "school"]);
                let sanction = self.one(&["staff_demerit", "circular", "office_demerit", "interviewed"]);
                vec![("identity", s(identity)), ("sanctions", s(sanction)), ("authority", s("区局"))]
            }
            Verb::Reply => vec![("reply", s("已答复"))],
            Verb::Check => vec![("check_result", s(self.one(&["true", "untrue"])))],
            Verb::Dispose => {
                vec![("disposal", s(self.one(&["issue", "clue", "nothing", "merge"]))), ("into", other)]
            }
            Verb::Receipt => vec![("feedback", s("已办"))],
            Verb::Nil => vec![("filler", s("刘某")), ("reviewer", s("周某"))],
            Verb::Settle => vec![("chosen", s("a")), ("settled_due", later(&mut self.rng, 10..60))],
            Verb::Task => {
                vec![("title", s("周报")), ("owed_by", s("天元")), ("deadline", later(&mut self.rng, 3..9))]
            }
            Verb::Lock => vec![("month", s(self.one(&["7月", "8月"])))],
            Verb::Meet => vec![("title", s("例会"))],
            Verb::Inspect => vec![("title", s("暗访")), ("method", s("明察暗访"))],
            Verb::Publish => vec![("title", s("通知")), ("publicity_kind", s("文件"))],
            _ => vec![],
        }
    }

    /// Finds the day of the act that the undo of fact `seq` took back.
    fn note_undone(&mut self, seq: u64, today: chrono::NaiveDate) {
        let request = Request::History { what: None, since: None, limit: Some(u32::MAX), after: 0 };
        let Answer::History(lines) = self.campaign.seat().ask(request) else { panic!() };
        let back = lines.iter().filter(|line| line.fact.seq >= seq).filter_map(|line| line.fact.undoes);
        let back: Vec<u64> = back.collect();
        let days = lines.iter().filter(|line| back.contains(&line.fact.seq)).map(|line| line.fact.day);
        if let Some(first) = days.min().filter(|first| *first < today) {
            self.note_later(first);
        }
    }

    fn note_later(&mut self, day: chrono::NaiveDate) {
        self.told_later = Some(self.told_later.map_or(day, |known| known.min(day)));
    }

    fn step(&mut self, verbs: &[Verb], today: chrono::NaiveDate) {
        // Now and then somebody does just what comes next, so that stories come to an end.
        let rows = self.campaign.page("").rows;
        let issues = rows.len();
        let due = rows.get(self.rng.usize(..rows.len().max(1))).filter(|_| self.rng.u32(..3) == 0);
        let due = due.and_then(|row| Some((row.next?, row.id)));
        let verb = match (due, self.one(verbs)) {
            (Some((next, _)), _) => next,
            (None, Verb::Register) if issues >= 60 => Verb::Progress,
            (None, verb) => verb,
        };
        let (login, ..) = self.one(&PEOPLE);
        if self.habit != Habit::InOrder && self.rng.u32(..40) == 0 {
            let request = Request::Undo { seq: None, op: new_op() };
            let answers = self.campaign.seat().ask_as(vec![(login.into(), request)]);
            let undone = matches!(answers.first(), Some(Answer::Done(_)));
            if let Some(Answer::Done(done)) = answers.first() {
                self.note_undone(done.first, today);
            }
            *self.done.entry("undo").or_default() += usize::from(undone);
            return;
        }
        let mut command = Command::new(verb, new_op());
        command.subjects = match due {
            Some((_, id)) => vec![format!("#{id}")],
            None => self.fitting(verb, &rows).unwrap_or_else(|| self.subject(verb, issues)),
        };
        for (field, text) in self.sets(verb, issues, today) {
            command = command.set(field, text);
        }
        if due.is_some() || self.rng.u32(..5) > 0 {
            command.reason = "理由".into();
        }
        // As at the screen: the form says for whom the step would be recorded.
        let form = Request::Form { verb, subjects: command.subjects.clone() };
        let login = if due.is_some() || self.rng.bool() { "clerk" } else { login };
        let answers = self.campaign.seat().ask_as(vec![(login.into(), form)]);
        if let Some(Answer::Form(form)) = answers.first()
            && let Some(field) = form.fields.iter().find(|field| field.slot == Slot::Party)
        {
            let by = self.one(&["王某", "陈某", "李某"]);
            command = command.for_party(&field.text, by, "凭据1号");
        }
        let typed_late = self.habit == Habit::TypesLate && self.rng.u32(..6) == 0;
        let earlier = typed_late.then(|| today - chrono::Days::new(self.rng.u64(1..9)));
        command.on = earlier.map(|day| day.to_string()).unwrap_or_default();
        let answers =
            self.campaign.seat().ask_as(vec![(login.into(), Request::Do(Box::new(command.clone())))]);
        match answers.first() {
            Some(Answer::Done(_) | Answer::Revealed { .. }) => {
                if let Some(earlier) = earlier {
                    self.note_later(earlier);
                    *self.done.entry("late").or_default() += 1;
                }
                *self.done.entry(verb.code()).or_default() += 1;
            }
            Some(Answer::Refused(_)) => self.refused += 1,
            other => panic!("{command:?}\n{other:?}"),
        }
    }
}

/// What a list says of a row, whoever looks and whatever came after.
fn said(row: &IssueRow) -> IssueRow {
    IssueRow { changed_seq: 0, next: None, with: None, with_days: None, ..row.clone() }
}

fn same(now: &[IssueRow], then: &[IssueRow], what: &str) {
    assert_eq!(now.len(), then.len(), "{what}");
    for (now, then) in now.iter().zip(then) {
        assert_eq!(now, then, "{what}");
    }
}

/// Plays so many steps; with `steps_on`, in a campaign that has every optional step. What was done at least
/// once.
fn play(seed: u64, steps: usize, steps_on: bool, habit: Habit) -> Vec<&'static str> {
    let campaign = if steps_on { Campaign::with_all_steps() } else { Campaign::new() };
    campaign.done(Command::new(Verb::Pack, new_op()).set("keep_names", "yes"));
    let mut play = Play::new(campaign, seed, habit);
    let skip = [Verb::Unit, Verb::Person, Verb::Member, Verb::Handover, Verb::Pack, Verb::Undo, Verb::Redo];
    let mut verbs: Vec<Verb> = Verb::ALL.iter().copied().filter(|verb| !skip.contains(verb)).collect();
    // What starts and carries an issue comes up more often.
    for _ in 0..3 {
        verbs.extend([Verb::Register, Verb::Accept, Verb::Plan, Verb::Claim, Verb::Close, Verb::Take]);
        verbs.extend([Verb::Extend, Verb::DecideExtension, Verb::SendBack, Verb::Unmerge, Verb::Delist]);
        verbs.extend([
            Verb::Decline,
            Verb::List,
            Verb::Acknowledge,
            Verb::ApprovePlan,
            Verb::Verify,
            Verb::Assign,
        ]);
    }
    let mut today = day("2021-07-12");
    let mut taken: Vec<(chrono::NaiveDate, Vec<IssueRow>, Evening)> = Vec::new();
    let list = |play: &Play, filter: &str| -> Vec<IssueRow> {
        play.campaign.page(filter).rows.iter().map(said).collect()
    };
    for step in 0..steps {
        play.step(&verbs, today);
        if step % 60 == 59 {
            taken.push((today, list(&play, "sort:no"), evening::taken(&play.campaign, "")));
            today = today + chrono::Days::new(play.rng.u64(1..5));
            play.campaign.today(&today.to_string());
            if step % 300 == 299 {
                play.campaign.verified();
            }
        }
    }
    play.campaign.verified();
    let mut held = 0;
    for (on, rows, figures) in &taken {
        let known = evening::taken(&play.campaign, &format!("known:{on}"));
        assert_eq!(&known, figures, "known on {on}, seed {seed}");
        same(&list(&play, &format!("known:{on} sort:no")), rows, &format!("known on {on}, seed {seed}"));
        // What was taken back on a later day had not been done, as we know now, and what was typed later had.
        if play.told_later.is_none_or(|first| *on < first) {
            let then = evening::taken(&play.campaign, &format!("as-of:{on}"));
            assert_eq!(&then, figures, "as of {on}, seed {seed}");
            held += 1;
            same(&list(&play, &format!("as-of:{on} sort:no")), rows, &format!("as of {on}, seed {seed}"));
        }
    }
    assert!(
        held == taken.len() || habit != Habit::InOrder,
        "{held} of {} evenings, seed {seed}",
        taken.len()
    );
    let Answer::History(lines) = play.campaign.seat().ask(Request::History {
        what: None,
        since: None,
        limit: Some(u32::MAX),
        after: 0,
    }) else {
        panic!()
    };
    journal::check(&lines);
    for row in play.campaign.page("").rows.iter().filter(|row| row.state == State::Closed) {
        let record = play.campaign.card(&format!("#{}", row.id)).record;
        let (claimed, verified) = (record.text(Field::ClaimedBy), record.text(Field::VerifiedBy));
        assert!(claimed != verified && !verified.is_empty(), "{claimed} {verified}");
    }
    let Answer::Status(status) = play.campaign.seat().ask(Request::Status { scope: String::new() }) else {
        panic!()
    };
    let sum: u32 = status.units.iter().map(|unit| unit.issues).sum();
    assert_eq!(sum, status.total.issues);
    let done: usize = play.done.values().sum();
    assert!(done > steps / 5, "only {done} of {steps} were done: {:?}", play.done);
    println!("seed {seed}: {done} done, {} refused", play.refused);
    play.done.into_keys().collect()
}

#[test]
fn what_was_typed_on_its_day_is_said_of_that_day_ever_after() {
    for (seed, steps_on) in [(7, false), (8, true)] {
        play(seed, 900, steps_on, Habit::InOrder);
    }
}

#[test]
fn what_is_typed_late_changes_what_was_and_never_what_was_known() {
    for (seed, steps_on) in [(5, false), (6, true)] {
        assert!(play(seed, 600, steps_on, Habit::TypesLate).contains(&"late"));
    }
}

#[test]
fn random_people_break_nothing() {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for (seed, steps_on) in [(1, false), (2, false), (3, true), (4, true)] {
        done.extend(play(seed, 1_200, steps_on, Habit::TakesBack));
    }
    // Play that leaves out a verb proves nothing of it.
    let skipped = [Verb::Unit, Verb::Person, Verb::Member, Verb::Handover, Verb::Pack, Verb::Redo];
    let never: Vec<&str> = Verb::ALL
        .iter()
        .filter(|verb| !skipped.contains(verb))
        .map(|verb| verb.code())
        .filter(|code| !done.contains(code))
        .collect();
    assert!(never.is_empty(), "never done: {never:?}");
}
