//! Letters: a template of the plan, filled in with what the asker sees of what it is about. Figures are those
//! of the tables. No protected name is in any.

mod archive;
mod campaign;
mod entries;
mod hand_in;
mod issue;
mod render;
mod unit;
mod values;

use super::query::Desk;
use super::tables;
use crate::books::draft::Draft;
use crate::books::filter_words::nearest_of;
use crate::model::field::Field;
use crate::model::hand_in::HandIn;
use crate::model::ids::Kind;
use crate::model::letter::{Letter, LetterKind, Piece};
use crate::model::paper::Wanted;
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Why};
use crate::model::table::{Table, TableId};
use crate::pack::{About, LetterTemplate, Pack};
use crate::rules::decide;
use render::{Frame, render};
use values::{Values, day, text};

/// What a letter is about, once it is known.
enum Matter {
    Record(Box<Record>),
    HandedIn(Box<HandIn>),
    Unit,
    AtLarge,
}

/// A letter of a kind, called by its id or name, about what a number, a name, a month or a filter says.
///
/// # Errors
/// There is no such kind, no such record, or it is of no kind that the letter is about.
pub fn letter(desk: &Desk<'_>, kind: &str, what: &str, file: Option<&HandIn>) -> Result<Letter, Refusal> {
    let pack = desk.books.pack.as_deref().ok_or(Why::Internal { detail: "no pack".into() })?;
    let template = called(pack, kind)?;
    let what = what.trim();
    let (about, values, tables) = match matter(desk, template, what, file)? {
        Matter::HandedIn(file) => (file.unit.clone(), hand_in::of_file(desk, &file), Vec::new()),
        Matter::Record(record) => {
            (desk.books.name_of(record.subject), of_record(desk, template, &record)?, Vec::new())
        }
        Matter::Unit => {
            let (unit, values) = unit::values(desk, what)?;
            (desk.books.unit_name(unit).to_owned(), values, Vec::new())
        }
        Matter::AtLarge => at_large(desk, template, what)?,
    };
    let mut values = values;
    values.add(always(desk, pack, &about));
    let frame = Frame {
        about,
        synthetic: desk.books.campaign().is_some_and(|campaign| campaign.flag(Field::Synthetic)),
        made_on: desk.asker.today,
    };
    Ok(render(template, &values, frame, tables))
}

/// The kinds there are; with a record, those that can be about it.
pub fn kinds(desk: &Desk<'_>, what: Option<&str>) -> Vec<LetterKind> {
    let Some(pack) = desk.books.pack.as_deref() else { return Vec::new() };
    let found = what.map(|what| record(desk, what));
    let fits = |letter: &&LetterTemplate| match (&found, what) {
        (Some(Some(record)), _) => letter.about.iter().any(|about| is_about(*about, record)),
        (Some(None), Some(what)) => letter.about.contains(&About::Unit) && unit::called(desk, what).is_some(),
        _ => true,
    };
    let kind = |letter: &LetterTemplate| LetterKind {
        id: letter.id.clone(),
        name: letter.name.clone(),
        at_large: letter.about.iter().all(|about| about.is_at_large()),
    };
    pack.all_letters().into_iter().filter(fits).map(kind).collect()
}

fn called<'p>(pack: &'p Pack, kind: &str) -> Result<&'p LetterTemplate, Refusal> {
    let folded = crate::text::fold(kind.trim());
    let all = pack.all_letters();
    let named = |letter: &&&LetterTemplate| folded.eq_ignore_ascii_case(&letter.id) || letter.name == folded;
    if let Some(known) = all.iter().find(named) {
        return Ok(known);
    }
    let names = all.iter().flat_map(|letter| [letter.name.as_str(), letter.id.as_str()]);
    let like = || all.iter().find(|letter| letter.name.contains(&folded) || folded.contains(&letter.name));
    let nearest = nearest_of(names, &folded).or_else(|| like().map(|letter| letter.name.clone()));
    let known = all.iter().map(|letter| letter.name.clone()).collect();
    Err(Why::UnknownLetter { text: kind.to_owned(), nearest, known }.into())
}

/// The record that a number or name means, if any.
fn record(desk: &Desk<'_>, what: &str) -> Option<Record> {
    let mut draft = Draft::new(desk.books);
    desk.hold(&mut draft, &[what.to_owned()]);
    decide::find(&draft, what).ok().or_else(|| super::entries::called(&draft, what))
}

fn is_about(about: About, record: &Record) -> bool {
    match about {
        About::Issue => record.subject.kind == Kind::Issue,
        About::Order => matches!(record.subject.kind, Kind::Issue | Kind::Order),
        About::Intake => record.subject.kind == Kind::Intake,
        About::Clue => record.subject.kind == Kind::Clue,
        About::Transfer => record.subject.kind == Kind::Transfer,
        About::HandIn => record.subject.kind == Kind::Submission,
        About::Unit | About::Campaign | About::Month => false,
    }
}

fn matter(
    desk: &Desk<'_>,
    letter: &LetterTemplate,
    what: &str,
    file: Option<&HandIn>,
) -> Result<Matter, Refusal> {
    if letter.about.contains(&About::HandIn)
        && let Some(file) = file
    {
        return Ok(Matter::HandedIn(Box::new(file.clone())));
    }
    if letter.about.iter().any(|about| about.is_at_large()) {
        return Ok(Matter::AtLarge);
    }
    if letter.about.contains(&About::Unit) {
        return Ok(Matter::Unit);
    }
    if what.is_empty() {
        return Err(Why::NoSubject.into());
    }
    let mut draft = Draft::new(desk.books);
    desk.hold(&mut draft, &[what.to_owned()]);
    let record = match decide::find(&draft, what) {
        Ok(issue) => issue,
        Err(refusal) => super::entries::called(&draft, what).ok_or(refusal)?,
    };
    if !letter.about.iter().any(|about| is_about(*about, &record)) {
        return Err(Why::NotForLetter { letter: letter.name.clone(), kind: record.subject.kind }.into());
    }
    Ok(Matter::Record(Box::new(record)))
}

fn of_record(desk: &Desk<'_>, letter: &LetterTemplate, record: &Record) -> Result<Values, Refusal> {
    let of_order = letter.about.contains(&About::Order);
    match record.subject.kind {
        Kind::Issue if of_order => {
            let order = entries::last_order(desk, record, &letter.order_kind);
            entries::order(desk, &letter.order_kind, order.as_ref(), Some(record))
        }
        Kind::Issue => issue::values(desk, record),
        Kind::Order => entries::order(desk, &letter.order_kind, Some(record), None),
        Kind::Intake | Kind::Clue => entries::came_in(desk, record),
        Kind::Transfer => entries::transfer(desk, record),
        Kind::Submission => hand_in::of_record(desk, record),
        kind => Err(Why::NotForLetter { letter: letter.name.clone(), kind }.into()),
    }
}

/// A letter about the campaign: under a filter, and where it is about a month, as that month ended.
fn at_large(
    desk: &Desk<'_>,
    letter: &LetterTemplate,
    what: &str,
) -> Result<(String, Values, Vec<Option<Table>>), Refusal> {
    let of_month = letter.about.contains(&About::Month);
    let named = campaign::month(desk, what).filter(|_| of_month);
    let (month, rest) = named.unwrap_or_else(|| (desk.asker.today, what.to_owned()));
    if campaign::month_begin(month) > desk.asker.today {
        return Err(Why::FutureDay { day: campaign::month_begin(month), today: desk.asker.today }.into());
    }
    let mut line = rest.clone();
    let end = month.min(desk.asker.today);
    if of_month && end < desk.asker.today {
        line = format!("{line} as-of:{end}").trim().to_owned();
    }
    let mut values = campaign::values(desk, &line)?;
    // What it leaves out is said in it.
    let scope = super::lines::scope(desk.books, &desk.filter(&rest)?, &rest);
    values.put("scope", text(&scope.join(" ")));
    let mut about = what.to_owned();
    if of_month {
        values.put("month", vec![Piece::Month(campaign::month_begin(month))]);
        about = crate::books::owed::month_of(month);
    }
    let tables = letter.enclosures.iter().map(|enclosure| {
        let table = TableId::from_code(&enclosure.table);
        let mut table =
            table.map(|table| tables::table(desk, table, &line, &Wanted::default())).transpose()?;
        if let Some(table) = table.as_mut().filter(|_| of_month) {
            // That the day is that of the month's end stands above every table.
            table.scope = super::lines::scope(desk.books, &desk.filter(&rest)?, &rest);
        }
        Ok::<_, Refusal>(table)
    });
    Ok((about, values, tables.collect::<Result<Vec<_>, _>>()?))
}

/// What can be said in every letter.
fn always(desk: &Desk<'_>, pack: &Pack, about: &str) -> Values {
    let mut values = Values::default();
    let campaign = &pack.campaign;
    values.put("campaign", text(&campaign.name));
    values.put("campaign_short", text(&campaign.short));
    values.put("addressed_to", text(&campaign.addressed_to));
    values.put("paper", text(&campaign.title));
    values.put("paper_no", text(campaign.doc_no.as_deref().unwrap_or_default()));
    values.put("issuer", text(&campaign.issuer));
    values.put("office", text(&campaign.office));
    values.put("office_short", text(&campaign.office_short));
    let people = desk.books.unit_coded(&campaign.office_unit).map(|unit| desk.books.people_of(unit));
    if let Some(person) = people.as_ref().and_then(|people| people.first()) {
        values.put("contact", text(&person.name));
        values.put("phone", text(&person.phone));
    }
    values.put("today", day(Some(desk.asker.today)));
    values.put("year", campaign::year(desk.asker.today));
    values.put("subject", text(about));
    values
}
