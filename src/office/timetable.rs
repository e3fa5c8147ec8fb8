//! The schedule as a band of time, put together from its rows and from what is owed in each.

use super::query::Desk;
use super::{owed, schedule};
use crate::books::owed::{Owed, Standing, month_of, standing};
use crate::model::row::{OwedRow, TaskRow};
use crate::model::timetable::{Claim, Paper, PhaseSpan, TimeLine, Timetable};
use crate::pack::{DeliverableKind, Pack};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// The whole band.
pub fn timetable(desk: &Desk<'_>) -> Timetable {
    let today = desk.asker.today;
    let Some(pack) = desk.books.pack.as_deref() else {
        return Timetable { from: today, to: today, phases: Vec::new(), lines: Vec::new() };
    };
    let all = desk.books.owed();
    let lacking: Vec<OwedRow> =
        owed::list(desk, "", true).into_iter().filter(|row| begun(row, today)).collect();
    let rows = schedule::rows(desk);
    let lines: Vec<TimeLine> = rows.into_iter().map(|task| line(desk, pack, task, &all, &lacking)).collect();
    let spans = || lines.iter().filter_map(TimeLine::span);
    Timetable {
        from: spans().map(|(from, _)| from).chain([pack.campaign.start]).min().unwrap_or(today),
        to: spans().map(|(_, to)| to).chain([pack.campaign.end]).max().unwrap_or(today),
        phases: phases(pack),
        lines,
    }
}

/// A paper of a month that has not begun is missing of nobody.
fn begun(row: &OwedRow, today: NaiveDate) -> bool {
    row.period.as_ref().is_none_or(|period| *period <= month_of(today))
}

fn phases(pack: &Pack) -> Vec<PhaseSpan> {
    let mut from = pack.campaign.start;
    let mut spans = Vec::new();
    for phase in &pack.phases {
        spans.push(PhaseSpan { no: phase.no, name: phase.name.clone(), from, to: phase.due });
        from = phase.due.checked_add_days(Days::new(1)).unwrap_or(phase.due);
    }
    spans
}

fn line(desk: &Desk<'_>, pack: &Pack, task: TaskRow, all: &[Owed], lacking: &[OwedRow]) -> TimeLine {
    let row = pack.schedule.iter().find(|row| row.no.to_string() == task.no);
    // The turns of a monthly duty stand where the plan orders it, in whatever row each of them falls.
    let monthly =
        row.is_some_and(|row| row.deliverables.iter().any(|paper| paper.kind == DeliverableKind::Screening));
    let mine = |owed: &&Owed| match row {
        Some(row) => owed.row == Some(row.no) || (monthly && !owed.key.period.is_empty()),
        None => owed.key.doc == task.no,
    };
    let missing = |paper: &&OwedRow| match row {
        Some(row) => paper.row == Some(row.no) || (monthly && paper.period.is_some()),
        None => paper.doc == task.no,
    };
    let mut lacking: Vec<OwedRow> = lacking.iter().filter(missing).cloned().collect();
    lacking.sort_by_key(|paper| paper.due);
    let units: BTreeSet<u32> = all.iter().filter(mine).map(|owed| owed.key.unit).collect();
    TimeLine {
        clause: row.map_or_else(String::new, |row| row.clause.clone()),
        units: units.len() as u32,
        claims: row.map_or_else(Vec::new, |row| claims(desk, pack, row.no)),
        papers: papers(desk, all.iter().filter(mine).filter(|owed| monthly || owed.key.period.is_empty())),
        lacking,
        task,
    }
}

/// Both sides of every question of a row that nobody has settled.
fn claims(desk: &Desk<'_>, pack: &Pack, row: u32) -> Vec<Claim> {
    let open = pack.open_questions(row).into_iter().filter(|settle| desk.books.ruling(&settle.id).is_none());
    let sides = open.flat_map(|settle| {
        let sides = std::iter::once(&settle.a).chain(&settle.b);
        sides.map(|side| Claim {
            id: settle.id.clone(),
            about: settle.about.clone(),
            clause: side.clause.clone(),
            text: side.text.clone(),
            due: side.due,
        })
    });
    sides.collect()
}

/// How a paper stands of each unit, for each section that it goes to.
type ByUnit = Vec<(u32, Vec<Standing>)>;

/// Each paper once, whatever sections it goes to: a unit that lacks it for one of them lacks it.
fn papers<'a>(desk: &Desk<'_>, all: impl Iterator<Item = &'a Owed>) -> Vec<Paper> {
    let submissions = desk.books.submissions();
    let this_month = month_of(desk.asker.today);
    let mut papers: Vec<(&Owed, ByUnit)> = Vec::new();
    for owed in all {
        let (doc, period) = (&owed.key.doc, &owed.key.period);
        let known = papers.iter().position(|(one, _)| (&one.key.doc, &one.key.period) == (doc, period));
        let at = known.unwrap_or_else(|| {
            papers.push((owed, Vec::new()));
            papers.len() - 1
        });
        let (units, unit) = (&mut papers[at].1, owed.key.unit);
        let stands = standing(submissions.get(&owed.key).copied());
        match units.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, all)) => all.push(stands),
            None => units.push((unit, vec![stands])),
        }
    }
    let lacks =
        |stands: &[Standing]| stands.iter().any(|one| matches!(one, Standing::Missing | Standing::Back));
    let told = |(owed, units): (&Owed, ByUnit)| {
        let missing = units.iter().filter(|(_, stands)| lacks(stands));
        let missing: Vec<String> = missing.map(|(unit, _)| desk.books.unit_name(*unit).to_owned()).collect();
        let nil = units.iter().filter(|(_, stands)| stands.iter().all(|one| *one == Standing::Zero));
        let period = &owed.key.period;
        Paper {
            name: owed.name.clone(),
            month: (!period.is_empty()).then(|| period.clone()),
            due: owed.due,
            begun: period.is_empty() || *period <= this_month,
            owed: units.len() as u32,
            handed: (units.len() - missing.len()) as u32,
            nil: nil.count() as u32,
            missing,
        }
    };
    papers.into_iter().map(told).collect()
}
