//! What a form says beside its fields: route, deadline, duplicates, what is still open.

use super::{Context, duplicates, rights, route};
use crate::books::Books;
use crate::books::draft::Draft;
use crate::model::fact::Party;
use crate::model::field::{Field, Group};
use crate::model::form::Remark;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::verb::Verb;
use crate::pack::Act;
use chrono::NaiveDate;

/// Remarks for a verb on an issue as it stands.
pub fn for_verb(books: &Books, context: &Context, verb: Verb, issue: &Record) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if matches!(verb, Verb::Extend | Verb::DecideExtension | Verb::Claim | Verb::Close | Verb::SendBack) {
        remarks.extend(deadline(context, issue));
    }
    if matches!(verb, Verb::Claim | Verb::Close | Verb::Progress) {
        let parts = issue.parts(Group::Measure);
        let open = parts.iter().filter(|part| !issue.flag_of(Field::Done, **part)).count() as u32;
        remarks.push(Remark::Open { open, total: parts.len() as u32 });
    }
    if verb == Verb::Close {
        remarks.push(Remark::Evidence { count: issue.parts(Group::Evidence).len() as u32 });
        let name = issue.text(Field::ClaimedBy).to_owned();
        remarks.push(Remark::ClaimedBy { name, unit: rights::party_name(books, issue, Party::Unit) });
    }
    if matches!(verb, Verb::Accept | Verb::Assign | Verb::Reassign) {
        remarks.extend(routing(books, issue));
    }
    if verb == Verb::Accept {
        remarks.extend(same(books, issue));
    }
    if verb == Verb::Chase {
        remarks.extend(leader(books, issue));
    }
    remarks
}

/// Remarks for a verb on an entry of a register: issues that are likely the same matter.
pub fn for_entry(books: &Books, verb: Verb, entry: &Record) -> Vec<Remark> {
    if !matches!(verb, Verb::Dispose | Verb::Check) {
        return Vec::new();
    }
    // An entry is no issue: its number must not hide the issue that has the same.
    let mut issue = Record { subject: Subject::issue(0), ..entry.clone() };
    if let Some(day) = entry.get(Field::ReceivedOn) {
        issue.cells.insert(crate::model::record::Cell::main(Field::FoundOn), day.clone());
    }
    for_new(books, &issue)
}

/// The grounds that the plan names for a rung of the ladder.
pub fn grounds(books: &Books, verb: Verb) -> Option<Remark> {
    let act = match verb {
        Verb::List => Act::List,
        Verb::Timed => Act::Timed,
        Verb::Outcome => Act::Outcome,
        _ => return None,
    };
    let grounds = books.pack.iter().flat_map(|pack| &pack.grounds).filter(|ground| ground.act == act);
    Some(Remark::Options { texts: grounds.map(|ground| ground.text.clone()).collect() })
}

/// Chased twice already: the third time goes to the leader in charge of the unit.
fn leader(books: &Books, issue: &Record) -> Option<Remark> {
    let times = issue.parts(Group::Chase).len() as u32;
    let people = books.people_of(issue.reference(Field::Unit)?);
    let leader = people.into_iter().find(|person| person.role == "leader").filter(|_| times >= 2)?;
    Some(Remark::Leader { times, name: leader.name, phone: leader.phone })
}

/// A day within a month that was handed in.
pub fn fixed(draft: &Draft<'_>, day: NaiveDate) -> Option<Remark> {
    let locks = draft.of_kind(Kind::Lock);
    let lock = super::lock::reaching(locks.iter().copied(), day)?;
    let last = locks.iter().map(|lock| lock.text(Field::Month)).max()?;
    let next = NaiveDate::parse_from_str(&format!("{last}-01"), "%Y-%m-%d").ok()?;
    let next = next.checked_add_months(chrono::Months::new(1))?;
    let on = lock.day(Field::ActOn).or(lock.day(Field::AsOf))?;
    let month = lock.text(Field::Month).to_owned();
    Some(Remark::Fixed { month, on, next: crate::books::owed::month_of(next) })
}

/// Remarks for a new issue as typed so far.
pub fn for_new(books: &Books, issue: &Record) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = routing(books, issue).into_iter().collect();
    remarks.extend(same(books, issue));
    remarks
}

fn deadline(context: &Context, issue: &Record) -> Vec<Remark> {
    let Some(now) = issue.deadline(Field::Deadline) else { return Vec::new() };
    let day = |due: Option<chrono::NaiveDate>| due.map_or_else(String::new, |due| due.to_string());
    let original = issue.deadline(Field::OriginalDeadline).and_then(|deadline| deadline.due);
    let mut remarks =
        vec![Remark::Deadline { text: now.text.clone(), due: day(now.due), original: day(original) }];
    let late = now.due.map_or(0, |due| (context.today - due).num_days());
    if late > 0 {
        remarks.push(Remark::Late { days: late as u32 });
    }
    remarks
}

fn routing(books: &Books, issue: &Record) -> Option<Remark> {
    if issue.text(Field::Category).is_empty() {
        return None;
    }
    let route = route::of(books, issue)?;
    let lead = books.unit_coded(&route.lead).map_or("", |unit| books.unit_name(unit)).to_owned();
    Some(Remark::Route { lead, clause: route.clause, gap: route.gap })
}

fn same(books: &Books, issue: &Record) -> Vec<Remark> {
    let Some(found) = issue.day(Field::FoundOn) else { return Vec::new() };
    let [place, category, item] = [Field::Place, Field::Category, Field::Item].map(|field| issue.text(field));
    duplicates::likely(books, place, category, item, found)
        .into_iter()
        .filter(|row| *row as u32 + 1 != issue.subject.id)
        .take(3)
        .map(|row| Remark::Duplicate {
            no: books.issue_name(row as u32 + 1),
            place: books.sheet.place.get(row).to_owned(),
            title: books.sheet.title.get(row).to_owned(),
        })
        .collect()
}
