//! What somebody should look at.

use super::entries;
use super::query::Desk;
use crate::model::doctor::{Check, Finding};
use crate::model::field::{Field, Group};
use crate::model::ids::Kind;
use crate::model::record::Record;
use crate::model::state::State;
use crate::pack::{Measured, Pack};

/// Days after which what waits for a section or the office is told: a clock of our own.
const LONG: i64 = 7;

/// Everything there is to look at, check by check.
pub fn findings(desk: &Desk<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(pack) = desk.books.pack.as_deref() {
        contacts(desk, pack, &mut found);
        unsettled(desk, pack, &mut found);
    }
    if let Some(age) = desk.backup_age() {
        let days = age.days.map_or_else(String::new, |days| days.to_string());
        add(&mut found, Check::Backup, days, age.facts.to_string());
    }
    registers(desk, &mut found);
    issues(desk, &mut found);
    found.sort_by_key(|finding| finding.check);
    found
}

fn add(found: &mut Vec<Finding>, check: Check, what: String, detail: String) {
    found.push(Finding { check, what, detail });
}

fn contacts(desk: &Desk<'_>, pack: &Pack, found: &mut Vec<Finding>) {
    for unit in desk.books.of_kind(Kind::Unit).filter(|unit| !unit.cells.is_empty()) {
        let kind = pack.unit_kinds.iter().find(|kind| kind.id == unit.text(Field::UnitKind));
        let asked = kind.is_some_and(|kind| kind.reports || kind.leads);
        if asked && desk.books.people_of(unit.subject.id).is_empty() {
            let name = desk.books.unit_name(unit.subject.id).to_owned();
            add(found, Check::NoContact, name, unit.text(Field::Code).to_owned());
        }
    }
}

fn unsettled(desk: &Desk<'_>, pack: &Pack, found: &mut Vec<Finding>) {
    for settle in pack.settle.iter().filter(|settle| settle.open && desk.books.ruling(&settle.id).is_none()) {
        let detail = format!("{} {}", settle.about, settle.claims());
        add(found, Check::Unsettled, settle.id.clone(), detail);
    }
}

fn registers(desk: &Desk<'_>, found: &mut Vec<Finding>) {
    let today = desk.asker.today;
    for kind in [Kind::Intake, Kind::Order] {
        for entry in desk.books.of_kind(kind) {
            if let Some(due) = entries::due(entry).filter(|due| *due < today) {
                let check = if kind == Kind::Intake { Check::ReplyLate } else { Check::FeedbackLate };
                add(found, check, desk.books.name_of(entry.subject), due.to_string());
            }
        }
    }
    let open = desk.books.of_kind(Kind::Transfer).filter(|entry| entry.text(Field::Status) == "sent");
    for entry in open {
        let sent = entry.day(Field::SentOn).map_or_else(String::new, |day| day.to_string());
        add(found, Check::NoReceipt, desk.books.name_of(entry.subject), sent);
    }
}

fn issues(desk: &Desk<'_>, found: &mut Vec<Finding>) {
    let sheet = &desk.books.sheet;
    for row in desk.books.rows() {
        let Some(state) = sheet.state_of(row) else { continue };
        let name = || desk.books.issue_name(row as u32 + 1);
        if state == State::Registered {
            add(found, Check::Unrouted, name(), String::new());
        }
        if let Some(due) = crate::books::sheet::day_of(sheet.due[row])
            && state.clock_runs()
            && due >= desk.asker.today
            && !desk.books.calendar.is_working(due)
        {
            let remind = desk.books.calendar.working_on_or_before(due);
            add(found, Check::RestDay, name(), format!("{due} → {remind}"));
        }
        if state == State::Rectifying && sheet.measures[row] == 0 {
            add(found, Check::NoMeasures, name(), String::new());
        }
        let lies = crate::books::sheet::day_of(sheet.moved[row]);
        let days = lies.map_or(0, |since| (desk.asker.today - since).num_days());
        if matches!(state, State::Reported | State::Registered | State::Claimed | State::Verified)
            && days > LONG
        {
            let with = desk.books.unit_name(u32::from(sheet.lead[row]));
            add(found, Check::LiesLong, name(), format!("{with} {days}").trim().to_owned());
        }
        if state.clock_runs() && sheet.measures[row] > 0 {
            measures(desk, row as u32 + 1, found);
        }
        if state.is_open() && !sheet.has(row, crate::books::sheet::flag::LISTED) {
            for text in suggestions(desk, row) {
                add(found, Check::Suggested, name(), text);
            }
        }
    }
}

fn measures(desk: &Desk<'_>, id: u32, found: &mut Vec<Finding>) {
    let Some(issue) = desk.issue(id) else { return };
    for part in issue.parts(Group::Measure) {
        if issue.text_of(Field::Person, part).is_empty() || issue.deadline_of(Field::Due, part).is_none() {
            add(found, Check::MeasureIncomplete, desk.books.issue_name(id), part.to_string());
        }
    }
}

/// The grounds for listing whose number the issue reaches, where the office has switched the number on.
/// A person decides.
pub fn suggestions(desk: &Desk<'_>, row: usize) -> Vec<String> {
    let Some(pack) = desk.books.pack.as_deref() else { return Vec::new() };
    let on: Vec<_> = pack.thresholds.iter().filter(|threshold| threshold.on).collect();
    if on.is_empty() {
        return Vec::new();
    }
    let sheet = &desk.books.sheet;
    let issue = desk.issue(row as u32 + 1);
    let mut texts = Vec::new();
    for threshold in on {
        let n = match threshold.measure {
            Measured::AmountYuan => sheet.amount[row] / 100,
            Measured::Students => sheet.students[row],
            Measured::Complaints => complaints(issue.as_ref()),
            Measured::MediaReports => 0,
        };
        let ground = pack.grounds.iter().find(|ground| ground.id == threshold.ground);
        if let Some(ground) = ground.filter(|_| n >= i64::try_from(threshold.at_least).unwrap_or(i64::MAX)) {
            texts.push(format!("{} {}", ground.clause, ground.text));
        }
    }
    texts
}

/// The first complaint and those after it.
fn complaints(issue: Option<&Record>) -> i64 {
    issue.and_then(|issue| issue.int(Field::Complaints)).map_or(0, |more| more + 1)
}
