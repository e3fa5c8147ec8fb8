//! Papers of units: handed in, signed as nothing found, received, sent back.
//!
//! One is named by what it is: `问题清单/天元/教师科`, `screening/2021-08/ty`. A paper that goes to several
//! sections and names none goes to each.

use super::step::Step;
use crate::books::draft::Draft;
use crate::books::owed::{Key, Owed, SCREENING, SCREENING_PARTS, Standing, key_of, standing};
use crate::model::field::{Field, Group};
use crate::model::ids::{Kind, Subject};
use crate::model::record::{Cell, Record};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::value::Value;
use crate::text::{fold, pinyin};
use std::collections::BTreeSet;

/// The full names of the papers some names stand for.
///
/// # Errors
/// No paper is owed by that name.
pub fn spread(draft: &Draft<'_>, names: &[String]) -> Result<Vec<String>, Refusal> {
    let owed = draft.books.owed();
    let mut full = Vec::new();
    for name in names {
        let found = called(draft, &owed, name);
        if found.is_empty() {
            return Err(
                Why::UnknownNumber { text: name.clone(), nearest: nearest(draft, &owed, name) }.into()
            );
        }
        let periods: BTreeSet<&str> = found.iter().map(|owed| owed.key.period.as_str()).collect();
        let docs: BTreeSet<&str> = found.iter().map(|owed| owed.key.doc.as_str()).collect();
        if periods.len() > 1 || docs.len() > 1 {
            let names = found.iter().take(6).map(|owed| draft.books.paper_name(&owed.key)).collect();
            return Err(Why::Ambiguous { text: name.clone(), names }.into());
        }
        full.extend(found.into_iter().map(|owed| draft.books.paper_name(&owed.key)));
    }
    Ok(full)
}

/// The full names of those that are not there; where all are, of all of them, so that the refusal says so.
///
/// # Errors
/// No paper is owed by that name.
pub fn lacking(draft: &Draft<'_>, names: &[String]) -> Result<Vec<String>, Refusal> {
    let all = spread(draft, names)?;
    let in_hand = |record: &&Record| !matches!(standing(Some(record)), Standing::Missing | Standing::Back);
    let records = draft.of_kind(Kind::Submission).into_iter().filter(in_hand);
    let there: BTreeSet<String> = records.map(|record| draft.books.paper_name(&key_of(record))).collect();
    let missing: Vec<String> = all.iter().filter(|name| !there.contains(*name)).cloned().collect();
    Ok(if missing.is_empty() { all } else { missing })
}

/// The papers owed that answer to a name. Its parts may come in any order after the first.
fn called<'a>(draft: &Draft<'_>, owed: &'a [Owed], name: &str) -> Vec<&'a Owed> {
    let folded = name.replace('／', "/");
    let parts: Vec<&str> = folded.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    let units: Vec<Vec<u32>> = parts.iter().map(|part| draft.books.units_called(part)).collect();
    let fits = |owed: &&Owed| {
        let key = &owed.key;
        let mut unit_named = false;
        let all = parts.iter().zip(&units).all(|(part, units)| {
            let doc = fold(part).eq_ignore_ascii_case(&key.doc) || *part == owed.name;
            let period = !key.period.is_empty() && period_is(part, &key.period);
            let unit = units.contains(&key.unit);
            unit_named |= unit;
            doc || period || unit || (key.receiver != 0 && units.contains(&key.receiver))
        });
        all && unit_named
    };
    let exact: Vec<&Owed> = owed.iter().filter(fits).collect();
    exact
}

/// `2021-08`, `8月`, `8月清查`.
pub fn period_is(part: &str, period: &str) -> bool {
    if part == period {
        return true;
    }
    let folded = fold(part);
    let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
    let month: Option<u32> = digits.parse().ok();
    let rest = &folded[digits.len()..];
    let named = crate::rules::entry_words::MONTH_SIGNS.contains(&rest);
    named && month.is_some() && period.rsplit('-').next().and_then(|m| m.parse().ok()) == month
}

fn nearest(draft: &Draft<'_>, owed: &[Owed], name: &str) -> Option<String> {
    let first = name.split(['/', '／']).next()?;
    let near = owed.iter().find(|owed| pinyin::matches(first, &owed.name).is_some())?;
    Some(draft.books.paper_name(&near.key))
}

/// The paper owed under a full name, and the record of its submission, new or known, with what names it.
pub fn find_or_new(draft: &Draft<'_>, name: &str) -> Result<(Record, Vec<(Field, Value)>), Refusal> {
    let owed = draft.books.owed();
    let found = called(draft, &owed, name);
    let unknown = || Refusal::from(Why::UnknownNumber { text: name.to_owned(), nearest: None });
    let owed = found.first().ok_or_else(unknown)?;
    let known = draft.of_kind(Kind::Submission).into_iter().find(|record| key_of(record) == owed.key);
    let text = |text: &str| Value::Text(text.to_owned());
    let Key { doc, period, unit, receiver } = &owed.key;
    let mut given = vec![(Field::Doc, text(doc)), (Field::Unit, Value::Ref(*unit))];
    if !period.is_empty() {
        given.push((Field::Period, text(period)));
    }
    if *receiver != 0 {
        given.push((Field::Lead, Value::Ref(*receiver)));
    }
    match known {
        Some(record) => Ok((record.clone(), Vec::new())),
        None => {
            let id = draft.next_id(Kind::Submission);
            Ok((Record::new(Subject { kind: Kind::Submission, id }), given))
        }
    }
}

/// The paper that a submission answers.
fn answered(step: &Step<'_>) -> Option<Owed> {
    let key = key_of(&step.record);
    step.draft.books.owed().into_iter().find(|owed| owed.key == key)
}

/// Handed in, perhaps again: what was handed in before stays beside it.
pub fn hand_in(step: &mut Step<'_>, nil: bool) -> Result<(), Refusal> {
    let owed = answered(step).ok_or_else(|| Refusal::from(Why::NoSubject))?;
    if nil && owed.cells.is_empty() {
        return Err(
            Refusal::new(Why::NothingToCount).way(Way::Verb { verb: crate::model::verb::Verb::HandIn })
        );
    }
    count(step, &owed, nil)?;
    let late = (step.on - owed.late_after).num_days().max(0);
    let part = step.record.next_part(Group::HandIn);
    let by = step.standing.by.clone();
    step.set_part(Field::InOn, part, Value::Day(step.on));
    step.set_text(Field::InBy, part, &by);
    step.set_part(Field::InLate, part, Value::Int(late));
    // The first day counts, whenever it was typed: a paper found to have come earlier came earlier.
    if step.record.int(Field::LateDays).is_none_or(|known| late < known) {
        step.set(Field::LateDays, Value::Int(late));
    }
    step.set(Field::HandedOn, Value::Day(step.on));
    step.set_text(Field::HandedBy, 0, &by);
    step.set(Field::Nil, nil.then_some(Value::Flag(true)));
    step.set(Field::TakenOn, None);
    step.set(Field::TakenBy, None);
    if step.input.get(Field::Electronic).is_none() && step.input.get(Field::Stamped).is_none() {
        step.set(Field::Electronic, Value::Flag(true));
    }
    stamped(step);
    Ok(())
}

fn stamped(step: &mut Step<'_>) {
    if step.record.flag(Field::Stamped) && step.record.get(Field::StampedOn).is_none() {
        step.set(Field::StampedOn, Value::Day(step.on));
    }
}

/// The figures: what was typed, else what the books add up to. One that differs is explained; sums hold;
/// nothing but zeros is signed as such.
fn count(step: &mut Step<'_>, owed: &Owed, nil: bool) -> Result<(), Refusal> {
    let computed = step.draft.computed(owed, step.on);
    let mut counts = Vec::new();
    for ((key, computed), part) in owed.cells.iter().zip(&computed).zip(1_u16..) {
        let typed = match step.input.part(Field::Count, part) {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        };
        let n = if nil { 0 } else { typed.unwrap_or(*computed) };
        let why = step.input.part(Field::CountWhy, part).cloned();
        if n != *computed && why.is_none() {
            let (typed, computed) = (n, *computed);
            return Err(
                Refusal::new(Why::CountDiffers { cell: key.clone(), part, typed, computed }).way(Way::Back)
            );
        }
        counts.push(n);
        step.set_text(Field::CellKey, part, key);
        step.set_part(Field::Count, part, Value::Int(n));
        step.set_part(Field::Computed, part, Value::Int(*computed));
        step.set_part(Field::CountWhy, part, why);
    }
    let stray =
        step.input.values.keys().any(|cell: &Cell| {
            cell.field.group() == Group::Cell && usize::from(cell.part) > owed.cells.len()
        });
    if stray {
        return Err(Why::NothingToCount.into());
    }
    if !owed.key.period.is_empty() && !counts.is_empty() {
        let parts: i64 = counts[1..=SCREENING_PARTS].iter().sum();
        if counts[0] != parts {
            return Err(Refusal::new(Why::SumOff { total: counts[0], parts }).way(Way::Back));
        }
    }
    let channels = counts.get(SCREENING.len()..).unwrap_or_default();
    if !owed.key.period.is_empty() && !channels.is_empty() && counts[0] != channels.iter().sum::<i64>() {
        let (total, parts) = (counts[0], channels.iter().sum());
        return Err(Refusal::new(Why::SumOff { total, parts }).way(Way::Back));
    }
    if !nil && !counts.is_empty() && counts.iter().all(|n| *n == 0) {
        let verb = crate::model::verb::Verb::Nil;
        return Err(Refusal::new(Why::ZeroUnsigned).way(Way::Verb { verb }).way(Way::Back));
    }
    Ok(())
}

/// Received by the section it belongs to.
pub fn receive(step: &mut Step<'_>) -> Result<(), Refusal> {
    super::finish::after(step, Field::HandedOn)?;
    let by = step.standing.by.clone();
    step.set(Field::TakenOn, Value::Day(step.on));
    step.set_text(Field::TakenBy, 0, &by);
    stamped(step);
    Ok(())
}

/// Sent back to be put right.
pub fn hand_back(step: &mut Step<'_>) -> Result<(), Refusal> {
    super::finish::after(step, Field::HandedOn)?;
    let part = step.record.parts(Group::HandIn).last().copied().unwrap_or(1);
    let (reason, by) = (step.command.reason.clone(), step.standing.by.clone());
    step.set_part(Field::BackOn, part, Value::Day(step.on));
    step.set_text(Field::BackBy, part, &by);
    step.set_text(Field::BackReason, part, &reason);
    step.count_up(Field::Returned);
    step.set(Field::TakenOn, None);
    step.set(Field::TakenBy, None);
    Ok(())
}
